/* Lives: histories that go on with what was decided, and what is kept of it. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "model/text.h"
#include "whatif/life.h"

Suite *suite_life(void);

/* One stage by hand: a history of the outcome m.grade.grade, `since` beside it, and one policy that gives it. */
static struct zd_give give = {.name = "grade", .type = {.kind = ZD_KIND_TEXT}};
static struct zd_policy policy = {.id = "m.grade", .period = ZD_PERIOD_MONTH, .gives = &give, .give_count = 1};
static struct zd_outcome_ref ref = {&policy, 0};
static struct zd_slot slots[2];
static struct zd_step step = {.policy = &policy, .when_slot = -1};
static struct zd_stage stage;
static struct zd_arena arena;
static struct zd_life *life;
static struct zd_error err;

/* What the inner source gives, and what it was asked. */
static struct zd_value recorded[3], since[3], ids[3];
static int32_t asked_until;
static size_t given;
/* What the inner decider decides; nil fails. */
static struct zd_value decided[3];

static int give_rows(struct zd_source *self, struct zd_batch *b, struct zd_error *e)
{
	(void)self;
	(void)e;
	for (b->count = 0; given < 3; given++, b->count++) {
		b->ids[b->count] = ids[given];
		b->in[2 * b->count] = recorded[given];
		b->in[2 * b->count + 1] = since[given];
	}
	return ZD_OK;
}

static void close_nothing(struct zd_source *self)
{
	(void)self;
}

static int open_inner(void *context, const struct zd_stage *s, const struct zd_scope *scope, struct zd_source **out,
		      struct zd_error *e)
{
	static struct zd_source source = {give_rows, close_nothing};
	(void)context;
	(void)s;
	(void)e;
	ck_assert_ptr_nonnull(scope->recorded_until);
	asked_until = *scope->recorded_until;
	given = 0;
	*out = &source;
	return ZD_OK;
}

static int decide(struct zd_decider *self, struct zd_batch *b, struct zd_error *e)
{
	(void)self;
	(void)e;
	for (size_t i = 0; i < b->count; i++) {
		b->out[i] = decided[i];
		b->status[i] = decided[i].tag == ZD_NIL ? ZD_FAILED : ZD_DECIDED;
	}
	return ZD_OK;
}

static void free_nothing(struct zd_decider *self)
{
	(void)self;
}

static int make_inner(void *context, const struct zd_pack *pack, const struct zd_stage *s, const struct zd_variant *v,
		      size_t count, enum zd_mode mode, struct zd_decider **out, struct zd_error *e)
{
	static struct zd_decider decider = {decide, free_nothing};
	(void)context, (void)pack, (void)s, (void)v, (void)count, (void)mode, (void)e;
	*out = &decider;
	return ZD_OK;
}

static int32_t day(int year, int month, int d)
{
	return zd_date_days((struct zd_date){year, month, d});
}

static struct zd_value list(const char *letters)
{
	size_t n = strlen(letters);
	struct zd_value *items = zd_arena_alloc(&arena, (n + 1) * sizeof *items);
	for (size_t i = 0; i < n; i++)
		items[i] = zd_value_text(zd_arena_strndup(&arena, letters + i, 1), 1);
	return (struct zd_value){.tag = ZD_LIST, .len = (uint32_t)n, .list = items};
}

static void setup(void)
{
	slots[0] = (struct zd_slot){.kind = ZD_SLOT_HISTORY,
				    .path = "m.grade.grade",
				    .history = &ref,
				    .history_count = 1,
				    .last = 3,
				    .before = true};
	slots[1] = (struct zd_slot){.kind = ZD_SLOT_FIELD, .path = "grade_since"};
	stage = (struct zd_stage){.period = ZD_PERIOD_MONTH,
				  .over_slot = -1,
				  .branch_slot = -1,
				  .slots = slots,
				  .slot_count = 2,
				  .steps = &step,
				  .step_count = 1,
				  .out_count = 1};
	for (size_t i = 0; i < 3; i++) {
		static const char *const names[] = {"a", "b", "c"};
		ids[i] = zd_value_string(names[i]);
		since[i] = ZD_VALUE_NIL;
		recorded[i] = list("");
		decided[i] = ZD_VALUE_NIL;
	}
	life = zd_life_new(day(2025, 1, 1));
	zd_life_keep(life, "m.grade", "grade");
}

static void teardown(void)
{
	zd_life_free(life);
	zd_arena_free(&arena);
}

/* Decides the three subjects for a month: a letter each, '-' fails. */
static void live(int month, const char *letters)
{
	struct zd_date first = {2025, month, 1};
	struct zd_decider_maker inner = {NULL, make_inner}, maker = zd_life_deciders(life, &inner);
	struct zd_decider *d;
	struct zd_batch *b = zd_batch_new(&stage, 4);
	zd_life_begin(life, ZD_PERIOD_MONTH, zd_date_days(first), zd_date_days(zd_date_add_months(first, 1)) - 1);
	ck_assert(!maker.make(maker.context, NULL, &stage, NULL, 0, ZD_MODE_FAST, &d, &err));
	for (size_t i = 0; i < 3; i++) {
		decided[i] = letters[i] == '-' ? ZD_VALUE_NIL : list((char[]){letters[i], '\0'}).list[0];
		b->ids[i] = ids[i];
	}
	b->count = 3;
	ck_assert(!d->decide(d, b, &err));
	d->free(d);
	zd_batch_free(b);
}

/* The three histories in a month as text: "AB,,C". */
static const char *histories(int month)
{
	static char text[64];
	size_t n = 0;
	struct zd_date first = {2025, month, 1};
	struct zd_scope scope = {.as_of = zd_date_days(zd_date_add_months(first, 1)) - 1, .period = ZD_PERIOD_MONTH};
	struct zd_source_maker inner = {NULL, open_inner}, maker = zd_life_sources(life, &inner);
	struct zd_source *s;
	struct zd_batch *b = zd_batch_new(&stage, 4);
	ck_assert(!maker.open(maker.context, &stage, &scope, &s, &err));
	ck_assert(!s->next(s, b, &err));
	s->close(s);
	for (size_t i = 0; i < b->count; i++) {
		const struct zd_value *v = &b->in[2 * i];
		if (i)
			text[n++] = ',';
		for (size_t k = 0; k < v->len; k++)
			text[n++] = v->list[k].s[0];
	}
	text[n] = '\0';
	zd_batch_free(b);
	return text;
}

START_TEST(what_was_lived_goes_behind_what_is_recorded)
{
	recorded[0] = list("xyz");
	recorded[1] = list("x");
	ck_assert_str_eq(histories(1), "xyz,x,");
	ck_assert_int_eq(asked_until, day(2024, 12, 31));
	live(1, "ABC");
	ck_assert_str_eq(histories(2), "yzA,xB,C");
	live(2, "DE-");
	ck_assert_str_eq(histories(3), "zAD,xBE,C");
	live(3, "FGH");
	live(4, "IJK");
	ck_assert_str_eq(histories(5), "DFI,EGJ,CHK");
	/* of an earlier month, what came before it */
	ck_assert_str_eq(histories(2), "yzA,xB,C");
	ck_assert_int_eq(asked_until, day(2024, 12, 31));
}

START_TEST(a_history_may_take_in_its_own_period)
{
	slots[0].before = false;
	live(1, "ABC");
	ck_assert_str_eq(histories(1), "A,B,C");
}

START_TEST(only_periods_since_a_day_count)
{
	slots[0].since = "grade_since";
	since[0] = zd_value_string("2025-02-01");
	since[1] = zd_value_string("2025-02-02");
	recorded[2] = list("x");
	live(1, "ABC");
	live(2, "DEF");
	ck_assert_str_eq(histories(3), "D,,xCF");
}

START_TEST(without_a_bound_all_are_there)
{
	slots[0].last = 0;
	recorded[0] = list("uvwxyz");
	for (int m = 1; m <= 6; m++)
		live(m, "ABC");
	ck_assert_str_eq(histories(7), "uvwxyzAAAAAA,BBBBBB,CCCCCC");
}

START_TEST(keys_may_be_numbers)
{
	for (size_t i = 0; i < 3; i++)
		ids[i] = zd_value_int((int64_t)i * -7);
	live(1, "ABC");
	ck_assert_str_eq(histories(2), "A,B,C");
}

START_TEST(a_period_tried_again_is_forgotten_first)
{
	size_t n;
	live(1, "ABC");
	live(1, "D-E");
	ck_assert_str_eq(histories(2), "D,,E");
	const struct zd_lived *all = zd_life_decided(life, "m.grade", "grade", &n);
	ck_assert_uint_eq(n, 2);
	ck_assert_str_eq(all[0].subject.s, "a");
	ck_assert_str_eq(all[1].value.s, "E");
}

START_TEST(other_periods_and_outcomes_are_not_kept)
{
	size_t n;
	stage.period = ZD_PERIOD_NONE; /* comes along with a month, but is no decision for it */
	live(1, "ABC");
	ck_assert_ptr_null(zd_life_decided(life, "m.grade", "grade", &n));
	ck_assert_uint_eq(n, 0);
	ck_assert_ptr_null(zd_life_decided(life, "m.grade", "other", &n));
	stage.period = ZD_PERIOD_MONTH;
	live(1, "ABC");
	zd_life_begin(life, ZD_PERIOD_MONTH, day(2025, 2, 1), day(2025, 2, 28));
	ck_assert_ptr_null(zd_life_decided(life, "m.grade", "grade", &n));
}

/* ---- plans ---- */

START_TEST(histories_of_several_outcomes_are_split)
{
	struct zd_outcome_ref two[2] = {{&policy, 0}, {&policy, 0}};
	struct zd_plan plan = {.stage_count = 1};
	plan.stages = zd_arena_alloc(&plan.arena, sizeof *plan.stages);
	plan.stages[0] = (struct zd_stage){.slot_count = 3};
	plan.stages[0].slots = zd_arena_alloc(&plan.arena, 4 * sizeof *plan.stages[0].slots);
	plan.stages[0].slots[0] = (struct zd_slot){.kind = ZD_SLOT_FIELD, .path = "f"};
	plan.stages[0].slots[1] =
		(struct zd_slot){.kind = ZD_SLOT_HISTORY, .path = "h", .history = two, .history_count = 2, .last = 4};
	plan.stages[0].slots[2] =
		(struct zd_slot){.kind = ZD_SLOT_HISTORY, .path = "g", .history = two, .history_count = 1};
	for (int again = 0; again < 2; again++) {
		zd_plan_split_histories(&plan);
		const struct zd_stage *s = &plan.stages[0];
		ck_assert_uint_eq(s->slot_count, 5);
		ck_assert_int_eq(s->slots[1].kind, ZD_SLOT_MERGED);
		ck_assert_uint_eq(s->slots[1].part_count, 2);
		ck_assert_int_eq(s->slots[2].kind, ZD_SLOT_HISTORY);
		for (size_t i = 0; i < 2; i++) {
			ck_assert_uint_eq(s->slots[1].parts[i].recorded, 3 + i);
			ck_assert_int_eq(s->slots[1].parts[i].current, -1);
			ck_assert_ptr_eq(s->slots[3 + i].history, &two[i]);
			ck_assert_uint_eq(s->slots[3 + i].history_count, 1);
			ck_assert_int_eq(s->slots[3 + i].last, 4);
		}
		ck_assert_str_ne(s->slots[3].path, s->slots[4].path);
	}
	zd_arena_free(&plan.arena);
}

Suite *suite_life(void)
{
	Suite *suite = suite_create("life");
	TCase *c = tcase_create("all");
	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_test(c, what_was_lived_goes_behind_what_is_recorded);
	tcase_add_test(c, a_history_may_take_in_its_own_period);
	tcase_add_test(c, only_periods_since_a_day_count);
	tcase_add_test(c, without_a_bound_all_are_there);
	tcase_add_test(c, keys_may_be_numbers);
	tcase_add_test(c, a_period_tried_again_is_forgotten_first);
	tcase_add_test(c, other_periods_and_outcomes_are_not_kept);
	tcase_add_test(c, histories_of_several_outcomes_are_split);
	suite_add_tcase(suite, c);
	return suite;
}
