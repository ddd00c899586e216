/* What runs ask to be signed and what is signed, in the book: which item a decision is, and when it no longer is. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "store/db.h"
#include "store/signoffs.h"
#include "store_fixture.h"

Suite *suite_signoffs(void);

static struct zd_error err;
static struct zd_pack *pack;
static struct zd_book *book;
static struct zd_str text;

/* "g.size" about grants: `amount` is signed by whom `signer` names, while `open` is true. */
static const char *signer_values[] = {"none", "boss"};
static struct zd_enum signers = {.name = "signer", .count = 2, .values = signer_values, .titles = signer_values};
static struct zd_give gives[1];
static struct zd_need needs[1];
static struct zd_sign_term terms[1];
static struct zd_sign_set rejected[1];
static struct zd_sign sign;
static struct zd_policy policy;
static struct zd_slot slots[2];
static struct zd_arg args[1];
static size_t columns[1];
static struct zd_sign_slots sign_slots;
static struct zd_step step;
static struct zd_type out_types[1];
static const char *out_names[1] = {"g_size_signer"};
static struct zd_stage stage;
static struct zd_plan plan;
static struct zd_arena arena;

static void make_plan(void)
{
	const struct zd_entity *e = &pack->entities[0];
	struct zd_condition_column column = {"open", {.kind = ZD_KIND_BOOL}};
	gives[0] = (struct zd_give){.name = "signer", .type = {.kind = ZD_KIND_ENUM, .enums = &signers}};
	needs[0] = (struct zd_need){.name = "amount", .path = "amount", .type = {.kind = ZD_KIND_INT}};
	terms[0] = (struct zd_sign_term){.name = "amount"};
	rejected[0] = (struct zd_sign_set){.field = "open"};
	sign = (struct zd_sign){.by = "signer", .when = "open = true", .terms = terms, .term_count = 1};
	sign.rejected = rejected;
	sign.rejected_count = 1;
	policy = (struct zd_policy){.id = "g.size",
				    .subject = "grant",
				    .needs = needs,
				    .need_count = 1,
				    .gives = gives,
				    .give_count = 1,
				    .sign = &sign};
	slots[0] = (struct zd_slot){.kind = ZD_SLOT_FIELD, .path = "amount", .type = {.kind = ZD_KIND_INT}};
	slots[1] = (struct zd_slot){.kind = ZD_SLOT_FIELD, .path = "open", .type = {.kind = ZD_KIND_BOOL}};
	slots[0].entity = slots[1].entity = e;
	out_types[0] = gives[0].type;
	columns[0] = 1;
	sign_slots = (struct zd_sign_slots){.applicant = -1, .columns = columns, .count = 1};
	ck_assert_ok(zd_condition_parse(&sign_slots.when, sign.when, &column, 1, &arena, &err));
	step = (struct zd_step){.policy = &policy, .args = args, .when_slot = -1, .sign = &sign_slots};
	stage = (struct zd_stage){.entity = e,
				  .over_slot = -1,
				  .branch_slot = -1,
				  .slots = slots,
				  .slot_count = 2,
				  .steps = &step,
				  .step_count = 1,
				  .out_types = out_types,
				  .out_names = out_names,
				  .out_count = 1};
	plan = (struct zd_plan){.pack = pack, .stages = &stage, .stage_count = 1};
}

static void setup(void)
{
	err = (struct zd_error){0};
	text = (struct zd_str){0};
	pack = fixture_pack("grant", "id:text amount:int open:bool", NULL);
	book = fixture_book("signoffs.db", pack);
	ck_assert_ok(
		zd_db_exec(zd_book_db(book),
			   "INSERT INTO zd_release VALUES (1, printf('%064d', 0), 1, '2020-01-01', 'now', 'me', 'why');"
			   "INSERT INTO zd_release VALUES (2, printf('%064d', 1), 0, NULL, 'now', 'me', '')",
			   &err));
	make_plan();
}

static void teardown(void)
{
	zd_book_close(book);
	fixture_pack_free(pack);
	zd_str_free(&text);
	zd_arena_free(&arena);
	fixture_clean();
}

/* A run over grants, each "id amount open": who signs is boss from 10 on. */
struct grant {
	const char *id;
	int64_t amount;
	bool open;
};

static void record(int64_t release, int32_t day, const char *branch, const struct grant *grants, size_t count)
{
	const char *ids[] = {"g.size"};
	struct zd_recorder *r;
	struct zd_run run = {.release = release, .as_of = day, .policies = ids, .policy_count = 1};
	int64_t id;
	snprintf(run.branch, sizeof run.branch, "%s", branch);
	ck_assert_ok(zd_book_begin(book, &err));
	ck_assert_ok(zd_recorder_open(&r, book, &run, &plan, &err));
	struct zd_batch *b = zd_batch_new(&stage, 8);
	b->count = count;
	for (size_t i = 0; i < count; i++) {
		b->ids[i] = zd_value_string(grants[i].id);
		b->in[2 * i] = zd_value_int(grants[i].amount);
		b->in[2 * i + 1] = zd_value_bool(grants[i].open);
		b->out[i] = zd_value_string(grants[i].amount < 10 ? "none" : "boss");
		b->status[i] = ZD_DECIDED;
	}
	ck_assert_ok(zd_recorder_put(r, b, &err));
	zd_batch_free(b);
	ck_assert_ok(zd_recorder_close(r, true, &id, &err));
	ck_assert_ok(zd_book_commit(book, &err));
}

#define RECORD(release, day, branch, ...)                                                                              \
	record(release, day, branch, (const struct grant[]){__VA_ARGS__},                                              \
	       sizeof((const struct grant[]){__VA_ARGS__}) / sizeof(struct grant))

static void sign_item(int64_t item, bool approved)
{
	struct zd_item it;
	ck_assert_ok(zd_book_begin(book, &err));
	ck_assert_ok(zd_item_get(&it, book, item, &arena, &err));
	const struct zd_signature s = {.item = item,
				       .approved = approved,
				       .login = "lin",
				       .person = zd_value_string("P1"),
				       .role = it.role,
				       .day = 100,
				       .why = "好",
				       .sets = "{}",
				       .hash = it.hash};
	ck_assert_ok(zd_signature_put(book, &s, &err));
	ck_assert_ok(zd_book_commit(book, &err));
}

/* What waits, as "item:subject " each. */
static const char *waiting(void)
{
	struct zd_item *items;
	size_t count;
	zd_str_clear(&text);
	ck_assert_ok(zd_items_waiting(&items, &count, book, NULL, &arena, &err));
	for (size_t i = 0; i < count; i++)
		zd_str_printf(&text, "%lld:%s ", (long long)items[i].id, items[i].subject.s);
	return zd_str_text(&text);
}

static bool stands(int64_t item)
{
	struct zd_str sql = {0}, out = {0};
	zd_str_printf(&sql, "SELECT stands FROM zd_signature WHERE item = %lld", (long long)item);
	bool yes = strcmp(fixture_sql(book, zd_str_text(&sql), &out), "1") == 0;
	zd_str_free(&sql);
	zd_str_free(&out);
	return yes;
}

START_TEST(an_item_stays_while_its_decision_does)
{
	RECORD(1, 10, "", {"A", 5, true}, {"B", 50, true}, {"C", 60, false}, {"D", 70, true});
	ck_assert_str_eq(waiting(), "1:B 2:D ");
	RECORD(1, 11, "", {"A", 5, true}, {"B", 50, true}, {"C", 60, false}, {"D", 71, true});
	ck_assert_str_eq(waiting(), "1:B 3:D ");
	/* Back to what it was: the same item as then. */
	RECORD(1, 12, "", {"B", 50, true}, {"D", 70, true});
	ck_assert_str_eq(waiting(), "1:B 2:D ");
	/* Nobody is asked any more, or the record is closed, or is not there. */
	RECORD(1, 13, "", {"B", 5, true}, {"C", 60, true});
	ck_assert_str_eq(waiting(), "4:C ");
	RECORD(1, 14, "", {"B", 50, true}, {"C", 60, false});
	ck_assert_str_eq(waiting(), "1:B ");
}
END_TEST

START_TEST(drafts_and_earlier_days_change_nothing)
{
	RECORD(2, 10, "", {"A", 50, true});
	ck_assert_str_eq(waiting(), "");
	RECORD(1, 10, "", {"A", 50, true});
	RECORD(1, 9, "", {"A", 60, true}, {"B", 70, true});
	ck_assert_str_eq(waiting(), "1:A 2:B ");
	RECORD(2, 11, "", {"A", 80, true});
	ck_assert_str_eq(waiting(), "1:A 2:B ");
	RECORD(1, 10, "", {"A", 90, true});
	ck_assert_str_eq(waiting(), "3:A ");
}
END_TEST

START_TEST(a_run_of_a_branch_speaks_for_its_subjects)
{
	RECORD(1, 10, "", {"A", 50, true}, {"B", 60, true});
	RECORD(1, 11, "north", {"A", 5, true});
	ck_assert_str_eq(waiting(), "2:B ");
	RECORD(1, 12, "", {"A", 50, true});
	ck_assert_str_eq(waiting(), "1:A ");
}
END_TEST

START_TEST(an_approval_stands_until_something_else_is_decided)
{
	RECORD(1, 10, "", {"A", 50, true});
	sign_item(1, true);
	ck_assert_str_eq(waiting(), "");
	ck_assert(stands(1));
	/* What was approved closed the record; it stands all the same. */
	RECORD(1, 11, "", {"A", 50, false});
	ck_assert_str_eq(waiting(), "");
	ck_assert(stands(1));
	RECORD(1, 12, "", {"A", 55, false});
	ck_assert_str_eq(waiting(), "2:A ");
	ck_assert(!stands(1));
	sign_item(2, true);
	ck_assert(stands(2) && !stands(1));
	RECORD(1, 13, "", {"A", 50, false});
	ck_assert(stands(1) && !stands(2));
	RECORD(1, 14, "", {"A", 5, false});
	ck_assert(!stands(1) && !stands(2));
	ck_assert_str_eq(waiting(), "");
}
END_TEST

START_TEST(what_was_rejected_waits_again_when_it_is_opened_again)
{
	RECORD(1, 10, "", {"A", 50, true});
	sign_item(1, false);
	RECORD(1, 11, "", {"A", 50, false});
	ck_assert_str_eq(waiting(), "");
	/* Another amount does not open it. */
	RECORD(1, 12, "", {"A", 55, false});
	ck_assert_str_eq(waiting(), "");
	RECORD(1, 13, "", {"A", 50, true});
	ck_assert_str_eq(waiting(), "2:A ");
	RECORD(1, 14, "", {"A", 50, true});
	ck_assert_str_eq(waiting(), "2:A ");
	/* Where a rejection leaves the record open, it is the end of that decision. */
	sign.rejected_count = 0;
	sign_item(2, false);
	RECORD(1, 15, "", {"A", 50, true});
	ck_assert_str_eq(waiting(), "");
	RECORD(1, 16, "", {"A", 51, true});
	ck_assert_str_eq(waiting(), "3:A ");
}
END_TEST

START_TEST(periods_are_told_apart)
{
	policy.period = stage.period = ZD_PERIOD_MONTH;
	RECORD(1, 30, "", {"A", 50, true});
	RECORD(1, 58, "", {"A", 50, true});
	ck_assert_str_eq(waiting(), "1:A 2:A ");
	ck_assert_str_eq(fixture_sql(book, "SELECT group_concat(period) FROM zd_item", &text), "1970-01,1970-02");
	sign_item(1, true);
	ck_assert_str_eq(waiting(), "2:A ");
}
END_TEST

START_TEST(an_item_has_one_signature)
{
	struct zd_item it;
	struct zd_item *items;
	size_t count;
	struct zd_value a = zd_value_string("A");
	int32_t day;
	RECORD(1, 10, "", {"A", 50, true});
	ck_assert_ok(zd_signature_day(&day, book, "g.size", &err));
	ck_assert_int_eq(day, INT32_MIN);
	sign_item(1, true);
	ck_assert_ok(zd_signature_day(&day, book, "g.size", &err));
	ck_assert_int_eq(day, 100);
	const struct zd_signature again = {.item = 1,
					   .login = "x",
					   .person = zd_value_string("P2"),
					   .role = "boss",
					   .why = "w",
					   .sets = "{}",
					   .hash = "0000000000000000000000000000000000000000000000000000000000000000"};
	ck_assert_ok(zd_book_begin(book, &err));
	ck_assert_int_eq(zd_signature_put(book, &again, &err), ZD_DATA);
	zd_book_rollback(book);
	ck_assert_ok(zd_item_get(&it, book, 1, &arena, &err));
	ck_assert_str_eq(it.verdict, "approved");
	ck_assert_str_eq(it.login, "lin");
	ck_assert_str_eq(it.decision, "{\"amount\":50,\"signer\":\"boss\"}");
	ck_assert(it.latest);
	ck_assert_fails(zd_item_get(&it, book, 7, &arena, &err), ZD_NOT_FOUND, "no item 7");
	ck_assert_ok(zd_items_of(&items, &count, book, "g.size", &a, &arena, &err));
	ck_assert_uint_eq(count, 1);
	ck_assert_str_eq(fixture_sql(book, "SELECT count(*) FROM zd_entry WHERE kind = 'approval'", &text), "1");
}
END_TEST

Suite *suite_signoffs(void)
{
	Suite *s = suite_create("signoffs");
	TCase *t = tcase_create("signoffs");
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, an_item_stays_while_its_decision_does);
	tcase_add_test(t, drafts_and_earlier_days_change_nothing);
	tcase_add_test(t, a_run_of_a_branch_speaks_for_its_subjects);
	tcase_add_test(t, an_approval_stands_until_something_else_is_decided);
	tcase_add_test(t, what_was_rejected_waits_again_when_it_is_opened_again);
	tcase_add_test(t, periods_are_told_apart);
	tcase_add_test(t, an_item_has_one_signature);
	suite_add_tcase(s, t);
	return s;
}
