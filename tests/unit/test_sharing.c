/* Shared facts: what two readers take from memory is what each would have read itself. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "model/text.h"
#include "store/reading.h"
#include "store/shadow.h"
#include "store/sharing.h"
#include "store/sharing_rows.h"
#include "store_fixture.h"

Suite *suite_sharing(void);

static struct zd_error err;
static struct zd_pack *pack;
static struct zd_book *book;
static struct zd_reader *readers[2];
static struct zd_sharing *sharing;
static struct zd_fact facts[4];
static struct zd_fact_value values[4][2];
static struct zd_slot slots[5];
static struct zd_stage stage;
static struct zd_plan plan;
static const struct zd_scope scope = {.as_of = 20000, .period = ZD_PERIOD_MONTH};

/* A fact of members with one int value "v" (falling back to -1) and, for the first slot, its place. */
static void fact(const char *name, const char *sql)
{
	size_t i = pack->fact_count++;
	values[i][0] = (struct zd_fact_value){.name = "v", .type = {.kind = ZD_KIND_INT}, .fallback = zd_value_int(-1)};
	values[i][1] = (struct zd_fact_value){.name = "w", .type = {.kind = ZD_KIND_TEXT}};
	facts[i] =
		(struct zd_fact){.name = name, .subject = "member", .sql = sql, .values = values[i], .value_count = 2};
	slots[stage.slot_count++] = (struct zd_slot){.kind = ZD_SLOT_FACT,
						     .path = name,
						     .entity = &pack->entities[0],
						     .fact = &facts[i],
						     .fact_value = i % 2,
						     .type = values[i][i % 2].type};
}

static void setup(void)
{
	char record[32];
	pack = fixture_pack("member", "id:text level:int! team:text", NULL);
	book = fixture_book("sharing.db", pack);
	for (int i = 0; i < 600; i++) {
		snprintf(record, sizeof record, "m%03d|%d|t%d", i, i % 4, i % 7);
		ck_assert(!fixture_put(book, pack, "member", record, &err));
	}
	memset(facts, 0, sizeof facts);
	memset(slots, 0, sizeof slots);
	pack->facts = facts;
	stage = (struct zd_stage){.entity = &pack->entities[0],
				  .period = ZD_PERIOD_MONTH,
				  .slots = slots,
				  .over_slot = -1,
				  .branch_slot = -1};
	plan = (struct zd_plan){.pack = pack, .stages = &stage, .stage_count = 1};
	ck_assert(!zd_reader_open_pair(&readers[0], &readers[1], book, fixture_path("sharing.db"), &err));
	sharing = zd_sharing_new(readers[0], readers[1]);
}

static void teardown(void)
{
	zd_sharing_free(sharing);
	zd_reader_close(readers[0]);
	zd_reader_close(readers[1]);
	zd_book_close(book);
	pack->facts = NULL;
	pack->fact_count = 0;
	fixture_pack_free(pack);
	fixture_clean();
}

/* All inputs that a reader's source gives, as text; NULL: it failed. */
static char *inputs(int reader)
{
	struct zd_str text = {0};
	struct zd_source *s;
	struct zd_batch *b = zd_batch_new(&stage, 64);
	int code = zd_book_source_open(readers[reader], pack, &stage, &scope, &s, &err);
	while (!code && !(code = s->next(s, b, &err)) && b->count) {
		for (size_t i = 0; i < b->count; i++) {
			zd_str_printf(&text, "%s:", b->ids[i].s);
			for (size_t k = 0; k < stage.slot_count; k++) {
				zd_value_plain(&text, &slots[k].type, &b->in[i * stage.slot_count + k]);
				zd_str_addc(&text, ' ');
			}
			zd_str_addc(&text, '\n');
		}
	}
	if (s)
		s->close(s);
	zd_batch_free(b);
	if (code)
		zd_str_free(&text);
	return code ? NULL : zd_str_take(&text);
}

static bool is_shared(size_t i)
{
	struct zd_fact_binds binds;
	zd_fact_binds_of(&binds, &scope, &stage);
	return zd_sharing_find(sharing, &facts[i], &binds) != NULL;
}

static void some_facts(void)
{
	fact("some", "SELECT id, level * 2 AS v, team AS w FROM member WHERE level > 0");
	fact("teams", "SELECT id, 7 AS v, :period_start || team AS w FROM member");
	fact("peers", "SELECT m.id AS id, count(*) AS v, '' AS w FROM member m JOIN member o ON o.level = m.level"
		      " GROUP BY m.id");
}

START_TEST(shared_rows_are_the_same_rows)
{
	some_facts();
	char *alone = inputs(0);
	zd_sharing_fill(sharing, pack, &plan, &scope);
	for (size_t i = 0; i < 3; i++)
		ck_assert(is_shared(i));
	for (int r = 0; r < 2; r++) {
		char *shared = inputs(r);
		ck_assert_ptr_nonnull(strstr(shared, "m000:-1 "));
		ck_assert_str_eq(shared, alone);
		free(shared);
	}
	free(alone);
}

START_TEST(what_reads_a_field_that_may_differ_is_not_shared)
{
	some_facts();
	zd_sharing_except(sharing, "member", "level");
	zd_sharing_fill(sharing, pack, &plan, &scope);
	ck_assert(!is_shared(0));
	ck_assert(is_shared(1));
	ck_assert(!is_shared(2));
	/* and so each reader has its own */
	struct zd_value level = zd_value_int(3);
	const struct zd_shadow_change change = {zd_value_string("m001"), &level};
	const char *name = "level";
	const struct zd_shadow_fields fields = {.entity = &pack->entities[0], .names = &name, .count = 1};
	ck_assert(!zd_reader_change(readers[1], &fields, &change, 1, &err));
	char *a = inputs(0), *b = inputs(1);
	ck_assert_ptr_nonnull(strstr(a, "m001:2 "));
	ck_assert_ptr_nonnull(strstr(b, "m001:6 "));
	free(a);
	free(b);
}

START_TEST(facts_that_fail_are_left_to_the_readers)
{
	fact("twice", "SELECT id, 1 AS v, team AS w FROM member UNION ALL SELECT 'm005', 2, ''");
	fact("words", "SELECT id, 'x' || id AS v, team AS w FROM member");
	zd_sharing_fill(sharing, pack, &plan, &scope);
	ck_assert(!is_shared(0));
	ck_assert(!is_shared(1));
	ck_assert_ptr_null(inputs(1));
	ck_assert_int_eq(err.code, ZD_DATA);
}

START_TEST(another_time_or_another_fact_is_not_served)
{
	struct zd_fact_binds binds;
	some_facts();
	zd_sharing_fill(sharing, pack, &plan, &scope);
	zd_fact_binds_of(&binds, &scope, &stage);
	struct zd_fact other = facts[0];
	other.sql = "SELECT id, 3 AS v, team AS w FROM member";
	ck_assert_ptr_null(zd_sharing_find(sharing, &other, &binds));
	const struct zd_scope later = {.as_of = 20040, .period = ZD_PERIOD_MONTH};
	zd_fact_binds_of(&binds, &later, &stage);
	ck_assert_ptr_null(zd_sharing_find(sharing, &facts[0], &binds));
	zd_sharing_fill(sharing, pack, &plan, &later);
	ck_assert_ptr_nonnull(zd_sharing_find(sharing, &facts[0], &binds));
	ck_assert(!is_shared(0));
}

Suite *suite_sharing(void)
{
	Suite *suite = suite_create("sharing");
	TCase *c = tcase_create("all");
	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_test(c, shared_rows_are_the_same_rows);
	tcase_add_test(c, what_reads_a_field_that_may_differ_is_not_shared);
	tcase_add_test(c, facts_that_fail_are_left_to_the_readers);
	tcase_add_test(c, another_time_or_another_fact_is_not_served);
	suite_add_tcase(suite, c);
	return suite;
}
