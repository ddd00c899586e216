#include <check.h>
#include <stdio.h>
#include <string.h>

#include "engine/filter.h"
#include "engine/needed.h"
#include "world.h"

Suite *suite_needed(void);

#define PEOPLE 1200

static struct world w;
static struct zd_error err;

/* Visits name a person; people are ranked by their team, of four each but one of forty. */
static void setup(void)
{
	char text[64];
	world_open(&w, 8);
	world_entity(&w, "person", "id:int team:text age:int active:bool");
	world_entity(&w, "visit", "id:int who:ref=person size:int");
	world_policy(&w, "a.chain", "person", "age", "x:int");
	world_policy(&w, "b.set", "person", "x=a.chain.x? age", "y:int")->over = "team";
	world_policy(&w, "c.own", "person", "y=b.set.y? age", "z:int");
	world_policy(&w, "d.visit", "visit", "size x=who.a.chain.x?", "u:int");
	world_policy(&w, "e.deep", "visit", "size z=who.c.own.z? u=d.visit.u?", "v:int");
	world_resolve(&w, 0);
	for (size_t i = 0; i < PEOPLE; i++) {
		size_t team = i % 300;
		snprintf(text, sizeof text, "%zu|t%zu|%zu|true", i, team < 10 ? 0 : team, i % 50);
		if (i == 700)
			snprintf(text, sizeof text, "700||9|true");
		world_record(&w, "person", text);
	}
	for (size_t i = 0; i < 600; i++) {
		snprintf(text, sizeof text, "%zu|%zu|%zu", i, (i * 7) % PEOPLE, i % 9);
		if (i == 5)
			snprintf(text, sizeof text, "5||3");
		world_record(&w, "visit", text);
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
	size_t most; /* rows that are decided, of all stages */
} subjects[] = {
	{"a.chain", 0, 1},   {"a.chain", 1199, 1}, {"a.chain", 1200, 0},     {"b.set", 311, 8}, {"b.set", 700, 2},
	{"b.set", 5000, 0},  {"c.own", 311, 9},    {"c.own", 3, 2 * 40 + 1}, {"d.visit", 3, 2}, {"d.visit", 5, 1},
	{"e.deep", 599, 12}, {"e.deep", 5, 2},     {"b.set", 3, 2 * 40},
};

/* What the stream gives for the subject in the last stage, as text; counts the rows of all stages. */
static void decide(struct zd_str *out, const struct zd_stream_options *o, const struct zd_value *subject, size_t *rows)
{
	const struct zd_stage *last = &o->plan->stages[o->plan->stage_count - 1];
	struct zd_stream *s;
	struct zd_batch *b;
	*rows = 0;
	ck_assert(!zd_stream_open(&s, o, &err));
	while (!zd_stream_next(s, &b, &err) && b) {
		*rows += b->count;
		for (size_t i = 0; b->stage == last && i < b->count; i++) {
			if (!zd_value_equal(&b->ids[i], subject))
				continue;
			for (size_t k = 0; k < last->out_count; k++) {
				const struct zd_value *v = &b->out[i * last->out_count + k];
				zd_str_printf(out, "%d %lld %d\n", (int)v->tag, (long long)(v->tag ? v->i : 0),
					      b->status[i]);
			}
		}
	}
	ck_assert(!err.code);
	zd_stream_close(s);
}

START_TEST(only_what_is_needed_is_decided)
{
	struct zd_plan *plan = world_plan(&w, &subjects[_i].policy, 1, ZD_PERIOD_NONE);
	struct zd_stream_options o = world_options(&w, plan, 1);
	struct zd_stage *last = &plan->stages[plan->stage_count - 1];
	struct zd_value subject = zd_value_int(subjects[_i].subject);
	struct zd_str whole = {0}, part = {0};
	struct zd_needed *n;
	size_t all, few;
	decide(&whole, &o, &subject, &all);
	ck_assert(!zd_needed_find(&n, o.sources, plan, last, &o.scope, &subject, 1, &err));
	struct zd_filter filter = {zd_needed_sources(n), last, &subject};
	o.sources = zd_filter_sources(&filter);
	decide(&part, &o, &subject, &few);
	ck_assert_str_eq(zd_str_text(&part), zd_str_text(&whole));
	ck_assert_int_eq(whole.len > 0, subjects[_i].most > 0);
	ck_assert_uint_le(few, subjects[_i].most);
	ck_assert_uint_lt(few, all);
	zd_needed_free(n);
	zd_plan_free(plan);
	zd_str_free(&whole);
	zd_str_free(&part);
}
END_TEST

START_TEST(several_subjects_and_too_many)
{
	const char *id = "d.visit";
	struct zd_plan *plan = world_plan(&w, &id, 1, ZD_PERIOD_NONE);
	struct zd_stream_options o = world_options(&w, plan, 1);
	struct zd_source_maker sources = o.sources;
	struct zd_value some[100];
	for (size_t count = 1; count <= 100; count += 11) {
		struct zd_needed *n;
		struct zd_str whole = {0}, part = {0};
		size_t all, few;
		for (size_t i = 0; i < count; i++)
			some[i] = zd_value_int((int64_t)((i * 37 + 11) % 600));
		o.sources = sources;
		for (size_t i = 0; i < count; i++)
			decide(&whole, &o, &some[i], &all);
		ck_assert(!zd_needed_find(&n, o.sources, plan, &plan->stages[plan->stage_count - 1], &o.scope, some,
					  count, &err));
		o.sources = zd_needed_sources(n);
		for (size_t i = 0; i < count; i++)
			decide(&part, &o, &some[i], &few);
		ck_assert_str_eq(zd_str_text(&part), zd_str_text(&whole));
		ck_assert_uint_le(few, count <= 64 ? 2 * count : all);
		zd_needed_free(n);
		zd_str_free(&whole);
		zd_str_free(&part);
	}
	zd_plan_free(plan);
}
END_TEST

START_TEST(a_failing_source_is_told)
{
	struct zd_value subject = zd_value_int(1100);
	const char *id = "b.set";
	struct zd_plan *plan = world_plan(&w, &id, 1, ZD_PERIOD_NONE);
	struct zd_stream_options o = world_options(&w, plan, 1);
	struct zd_needed *n;
	w.fail_at = 600;
	ck_assert_int_eq(
		zd_needed_find(&n, o.sources, plan, &plan->stages[plan->stage_count - 1], &o.scope, &subject, 1, &err),
		ZD_BOOK);
	ck_assert_ptr_null(n);
	zd_plan_free(plan);
}
END_TEST

Suite *suite_needed(void)
{
	Suite *s = suite_create("needed");
	TCase *t = tcase_create("needed");
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_loop_test(t, only_what_is_needed_is_decided, 0, sizeof subjects / sizeof *subjects);
	tcase_add_test(t, several_subjects_and_too_many);
	tcase_add_test(t, a_failing_source_is_told);
	suite_add_tcase(s, t);
	return s;
}
