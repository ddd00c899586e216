#include <check.h>

#include "engine/asthen.h"
#include "world.h"

Suite *suite_asthen(void);

/* Two worlds of the same model: the records of today, and those that the run of the closed period was given. */
static struct world now, then;

static void fill(struct world *w, const char *const *records)
{
	world_open(w, 8);
	world_entity(w, "person", "id:text grade:text age:int");
	world_facts(w, "person", "sold:int");
	for (; *records; records++)
		world_record(w, "person", *records);
	world_policy(w, "a.first", "person", "grade age sold", "x:int");
	world_resolve(w, 0);
}

static void setup(void)
{
	static const char *const today[] = {"a|C|30|1", "b|C|31|2", "d|C|33|4", "e|C|34|5", NULL};
	static const char *const once[] = {"a|A|20|9", "c|B|22|9", "d||23|9", NULL};
	fill(&now, today);
	fill(&then, once);
}

static void teardown(void)
{
	world_close(&now);
	world_close(&then);
}

static bool is_grade(const void *context, const struct zd_slot *slot)
{
	(void)context;
	return slot->kind == ZD_SLOT_FIELD && strcmp(slot->field->name, "grade") == 0;
}

static const struct zd_value *slot_of(const struct zd_batch *b, size_t row, const char *path)
{
	for (size_t i = 0; i < b->stage->slot_count; i++) {
		if (strcmp(b->stage->slots[i].path, path) == 0)
			return &b->in[row * b->stage->slot_count + i];
	}
	ck_abort_msg("no slot %s", path);
}

static const struct {
	const char *id, *grade;
	int64_t age, sold;
} wanted[] = {
	{"a", "A", 30, 1},  /* as it was */
	{"b", "C", 31, 2},  /* was not there: as it is */
	{"d", NULL, 33, 4}, /* had none */
	{"e", "C", 34, 5},  /* after the last one recorded */
};

/* Reads with batches of the size that the loop says, on either side. */
START_TEST(some_inputs_are_as_they_were)
{
	static const char *const ids[] = {"a.first"};
	struct zd_plan *plan = world_plan(&now, ids, 1, ZD_PERIOD_NONE);
	struct zd_plan *then_plan = world_plan(&then, ids, 1, ZD_PERIOD_NONE);
	struct zd_error err = {0};
	struct zd_source *source;
	now.batch_rows = (size_t)_i;
	then.batch_rows = _i == 1 ? 2 : 1;
	struct zd_as_then both = {
		.now = world_options(&now, plan, 1).sources,
		.then = world_options(&then, then_plan, 1).sources,
		.then_plan = then_plan,
		.kept = is_grade,
	};
	struct zd_source_maker maker = zd_as_then_sources(&both);
	const struct zd_scope scope = {0};
	ck_assert_int_eq(maker.open(maker.context, &plan->stages[0], &scope, &source, &err), ZD_OK);
	struct zd_batch *b = zd_batch_new(&plan->stages[0], 3);
	size_t seen = 0;
	do {
		zd_batch_clear(b);
		ck_assert_int_eq(source->next(source, b, &err), ZD_OK);
		for (size_t row = 0; row < b->count; row++, seen++) {
			ck_assert_str_eq(b->ids[row].s, wanted[seen].id);
			const struct zd_value *grade = slot_of(b, row, "grade");
			ck_assert_int_eq(grade->tag, wanted[seen].grade ? ZD_TEXT : ZD_NIL);
			if (wanted[seen].grade)
				ck_assert_str_eq(grade->s, wanted[seen].grade);
			ck_assert_int_eq(slot_of(b, row, "age")->i, wanted[seen].age);
			ck_assert_int_eq(slot_of(b, row, "sold")->i, wanted[seen].sold);
		}
	} while (b->count);
	ck_assert_uint_eq(seen, sizeof wanted / sizeof *wanted);
	source->close(source);
	zd_batch_free(b);
	zd_plan_free(plan);
	zd_plan_free(then_plan);
	ck_assert_uint_eq(now.opened, now.closed);
	ck_assert_uint_eq(then.opened, then.closed);
}
END_TEST

START_TEST(trouble_of_either_side_is_told)
{
	static const char *const ids[] = {"a.first"};
	struct zd_plan *plan = world_plan(&now, ids, 1, ZD_PERIOD_NONE);
	struct zd_plan *then_plan = world_plan(&then, ids, 1, ZD_PERIOD_NONE);
	struct zd_error err = {0};
	struct zd_source *source;
	(_i ? &then : &now)->fail_at = 1;
	struct zd_as_then both = {
		.now = world_options(&now, plan, 1).sources,
		.then = world_options(&then, then_plan, 1).sources,
		.then_plan = then_plan,
		.kept = is_grade,
	};
	struct zd_source_maker maker = zd_as_then_sources(&both);
	const struct zd_scope scope = {0};
	struct zd_batch *b = zd_batch_new(&plan->stages[0], 3);
	int code = maker.open(maker.context, &plan->stages[0], &scope, &source, &err);
	if (!code) {
		code = source->next(source, b, &err);
		source->close(source);
	}
	ck_assert_int_ne(code, ZD_OK);
	zd_batch_free(b);
	zd_plan_free(plan);
	zd_plan_free(then_plan);
	ck_assert_uint_eq(now.opened, now.closed);
	ck_assert_uint_eq(then.opened, then.closed);
}
END_TEST

Suite *suite_asthen(void)
{
	Suite *s = suite_create("asthen");
	TCase *t = tcase_create("asthen");
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_loop_test(t, some_inputs_are_as_they_were, 1, 4);
	tcase_add_loop_test(t, trouble_of_either_side_is_told, 0, 2);
	suite_add_tcase(s, t);
	return s;
}
