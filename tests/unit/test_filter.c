#include <check.h>
#include <stdio.h>
#include <string.h>

#include "engine/filter.h"
#include "world.h"

Suite *suite_filter(void);

static struct world w;
static struct zd_error err;

static void setup(void)
{
	char text[64];
	world_open(&w, 8);
	world_entity(&w, "person", "id:int team:text age:int active:bool");
	world_policy(&w, "a.chain", "person", "age", "x:int");
	world_policy(&w, "b.set", "person", "x=a.chain.x? age", "x:int")->over = "team";
	world_resolve(&w, 0);
	for (size_t i = 0; i < 1200; i++) {
		snprintf(text, sizeof text, "%zu|t%zu|%zu|true", i, i % 300, i % 50);
		if (i == 700)
			snprintf(text, sizeof text, "700||9|true");
		world_record(&w, "person", text);
	}
}

static void teardown(void)
{
	ck_assert_uint_eq(w.opened, w.closed);
	world_close(&w);
}

static const struct {
	const char *policy;
	int64_t subject;
	size_t rows;   /* that pass */
	bool left_out; /* the subject is not decided */
} subjects[] = {
	{"a.chain", 0, 1, false},    {"a.chain", 511, 1, false},  {"a.chain", 512, 1, false},
	{"a.chain", 1199, 1, false}, {"a.chain", 1200, 0, false}, {"b.set", 3, 4, false},
	{"b.set", 1100, 4, false},   {"b.set", 700, 1, true},     {"b.set", 5000, 0, false},
};

START_TEST(one_subject_passes)
{
	struct zd_plan *plan = world_plan(&w, &subjects[_i].policy, 1, ZD_PERIOD_NONE);
	struct zd_stream_options o = world_options(&w, plan, 1);
	struct zd_value subject = zd_value_int(subjects[_i].subject);
	struct zd_filter filter = {o.sources, &plan->stages[plan->stage_count - 1], &subject};
	struct zd_stream *s;
	struct zd_batch *b;
	size_t rows = 0, whole = 0;
	bool met = false;
	o.sources = zd_filter_sources(&filter);
	ck_assert(!zd_stream_open(&s, &o, &err));
	while (!zd_stream_next(s, &b, &err) && b) {
		if (b->stage != filter.stage) {
			whole += b->count;
			continue;
		}
		rows += b->count;
		for (size_t i = 0; i < b->count; i++) {
			if (!zd_value_equal(&b->ids[i], &subject))
				continue;
			met = true;
			ck_assert_int_eq(b->status[i] == ZD_LEFT_OUT, subjects[_i].left_out);
		}
	}
	zd_stream_close(s);
	ck_assert_uint_eq(rows, subjects[_i].rows);
	ck_assert_uint_eq(whole, plan->stage_count == 2 ? 1200 : 0);
	ck_assert_int_eq(met, subjects[_i].rows > 0);
	zd_plan_free(plan);
}
END_TEST

START_TEST(a_failing_source_fails_the_filter)
{
	struct zd_value subject = zd_value_int(1100);
	const char *id = "b.set";
	struct zd_plan *plan = world_plan(&w, &id, 1, ZD_PERIOD_NONE);
	struct zd_stream_options o = world_options(&w, plan, 1);
	struct zd_filter filter = {o.sources, &plan->stages[1], &subject};
	struct zd_source_maker sources = zd_filter_sources(&filter);
	struct zd_source *source;
	w.fail_at = 600;
	ck_assert_int_eq(sources.open(sources.context, &plan->stages[1], &o.scope, &source, &err), ZD_BOOK);
	ck_assert_ptr_null(source);
	zd_plan_free(plan);
}
END_TEST

Suite *suite_filter(void)
{
	Suite *s = suite_create("filter");
	TCase *t = tcase_create("filter");
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_loop_test(t, one_subject_passes, 0, sizeof subjects / sizeof *subjects);
	tcase_add_test(t, a_failing_source_fails_the_filter);
	suite_add_tcase(s, t);
	return s;
}
