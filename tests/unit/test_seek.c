#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "whatif/seek.h"

Suite *suite_seek(void);

static struct zd_error err;

/* ---- measures of a place ---- */

typedef int64_t measure(double part); /* part: of the range, 0 to 1 */

static int64_t straight(double u)
{
	return (int64_t)floor(1e9 * u);
}
static int64_t rising(double u)
{
	return (int64_t)floor(200000 * (1 - exp(-u * 8)));
}
static int64_t falling(double u)
{
	return (int64_t)floor(200000 * exp(-u * 6));
}
static int64_t steep(double u)
{
	return (int64_t)floor(1e6 / (1 + exp(-(u - 0.3) * 40)));
}
static int64_t cubic(double u)
{
	return (int64_t)floor(1e8 * u * u * u);
}
static int64_t stairs(double u)
{
	return (int64_t)floor(20 * u);
}
static int64_t jump(double u)
{
	return u < 0.377 ? 10 : 5000;
}
static int64_t wave(double u)
{
	return (int64_t)floor(1000 * sin(u * 6.28));
}
static int64_t hill(double u)
{
	return (int64_t)floor(1000 - 4000 * (u - 0.55) * (u - 0.55));
}
static int64_t flat(double u)
{
	(void)u;
	return 5;
}

struct attempt {
	measure *of;
	uint64_t places;
	size_t calls, tried;
	double share;
	uint64_t gap; /* below this place there is nothing to measure */
	int code;
};

static int try_places(void *context, struct zd_probe *probes, size_t count, double *work, struct zd_error *e)
{
	struct attempt *a = context;
	if (a->code)
		return zd_fail(e, (enum zd_code)a->code, "refused");
	for (size_t i = 0; i < count; i++) {
		double part = a->places > 1 ? (double)probes[i].at / (double)(a->places - 1) : 0;
		ck_assert_uint_lt(probes[i].at, a->places);
		ck_assert(i == 0 || probes[i - 1].at < probes[i].at);
		probes[i].there = probes[i].at >= a->gap;
		if (probes[i].there)
			probes[i].value = zd_value_int(a->of(part));
	}
	*work += 1 + a->share * (double)count;
	a->calls++;
	a->tried += count;
	return ZD_OK;
}

/* ---- what comes of it ---- */

static const struct {
	measure *of;
	int64_t target;
	enum zd_seek_how how;
	uint64_t places;
	enum zd_seek_status status;
} seeks[] = {
	{straight, 333333333, ZD_SEEK_EQUAL, 101, ZD_SEEK_NEAREST},
	{straight, 500000000, ZD_SEEK_EQUAL, 101, ZD_SEEK_EXACT},
	{straight, 333333333, ZD_SEEK_EQUAL, 100000001, ZD_SEEK_NEAREST},
	{straight, 333333333, ZD_SEEK_AT_MOST, 100000001, ZD_SEEK_BOUND},
	{straight, 333333333, ZD_SEEK_AT_LEAST, 101, ZD_SEEK_BOUND},
	{straight, 2000000000, ZD_SEEK_EQUAL, 101, ZD_SEEK_OUT_OF_REACH},
	{straight, 2000000000, ZD_SEEK_AT_MOST, 101, ZD_SEEK_EVERYWHERE},
	{straight, 2000000000, ZD_SEEK_AT_LEAST, 101, ZD_SEEK_OUT_OF_REACH},
	{straight, -1, ZD_SEEK_AT_LEAST, 101, ZD_SEEK_EVERYWHERE},
	{rising, 100000, ZD_SEEK_EQUAL, 10001, ZD_SEEK_NEAREST},
	{rising, 100000, ZD_SEEK_EQUAL, 100000001, ZD_SEEK_EXACT},
	{falling, 8000, ZD_SEEK_EQUAL, 100000001, ZD_SEEK_EXACT},
	{falling, 8000, ZD_SEEK_AT_MOST, 1001, ZD_SEEK_BOUND},
	{falling, 8000, ZD_SEEK_AT_LEAST, 1001, ZD_SEEK_BOUND},
	{steep, 123456, ZD_SEEK_EQUAL, 100000001, ZD_SEEK_EXACT},
	{cubic, 1000000, ZD_SEEK_EQUAL, 10001, ZD_SEEK_NEAREST},
	{stairs, 7, ZD_SEEK_EQUAL, 100000001, ZD_SEEK_EXACT},
	{jump, 300, ZD_SEEK_EQUAL, 101, ZD_SEEK_NEAREST},
	{jump, 300, ZD_SEEK_EQUAL, 100000001, ZD_SEEK_UNFINISHED},
	{wave, 500, ZD_SEEK_EQUAL, 1000001, ZD_SEEK_EXACT},
	{wave, 5000, ZD_SEEK_EQUAL, 1001, ZD_SEEK_OUT_OF_REACH},
	{hill, 990, ZD_SEEK_EQUAL, 1001, ZD_SEEK_EXACT}, /* all five of the first round lie below */
	{flat, 5, ZD_SEEK_EQUAL, 1001, ZD_SEEK_EXACT},
	{flat, 6, ZD_SEEK_EQUAL, 1001, ZD_SEEK_OUT_OF_REACH},
	{straight, 0, ZD_SEEK_EQUAL, 1, ZD_SEEK_EXACT},
	{straight, 7, ZD_SEEK_EQUAL, 1, ZD_SEEK_OUT_OF_REACH},
	{straight, 7, ZD_SEEK_EQUAL, 2, ZD_SEEK_NEAREST},
};

static struct zd_seek seek_of(struct attempt *a, int64_t target, enum zd_seek_how how)
{
	return (struct zd_seek){.how = how,
				.target = zd_value_int(target),
				.places = a->places,
				.near = a->places / 10,
				.work_max = 13};
}

static int64_t found_value(const struct zd_seek *s, size_t probe)
{
	ck_assert_uint_lt(probe, s->probe_count);
	return s->probes[probe].value.i;
}

START_TEST(a_goal_is_found_or_the_answer_says_why_not)
{
	struct attempt a = {.of = seeks[_i].of, .places = seeks[_i].places, .share = 0.25};
	struct zd_seek s = seek_of(&a, seeks[_i].target, seeks[_i].how);
	ck_assert(!zd_seek_run(&s, try_places, &a, &err));
	ck_assert_msg(s.status == seeks[_i].status, "%s", zd_seek_word(s.status));
	ck_assert(s.work <= 13);
	ck_assert_uint_eq(a.tried, s.probe_count);
	for (size_t i = 1; i < s.probe_count; i++)
		ck_assert_uint_lt(s.probes[i - 1].at, s.probes[i].at);
	int64_t v = found_value(&s, s.found);
	if (s.status == ZD_SEEK_EXACT)
		ck_assert_int_eq(v, seeks[_i].target);
	if (s.status == ZD_SEEK_NEAREST || s.status == ZD_SEEK_BOUND) {
		uint64_t below = s.probes[s.below].at, above = s.probes[s.above].at;
		ck_assert_uint_eq(below > above ? below - above : above - below, 1);
		ck_assert_int_le(found_value(&s, s.below), seeks[_i].target);
		ck_assert_int_ge(found_value(&s, s.above), seeks[_i].target);
	}
	if (s.status == ZD_SEEK_BOUND || s.status == ZD_SEEK_EVERYWHERE) {
		if (seeks[_i].how == ZD_SEEK_AT_MOST)
			ck_assert_int_le(v, seeks[_i].target);
		else
			ck_assert_int_ge(v, seeks[_i].target);
	}
	zd_seek_free(&s);
}
END_TEST

START_TEST(shapes_are_told)
{
	static const struct {
		measure *of;
		bool rises, falls;
	} shapes[] = {{straight, true, false}, {falling, false, true}, {wave, true, true}, {flat, false, false}};
	for (size_t i = 0; i < 4; i++) {
		struct attempt a = {.of = shapes[i].of, .places = 1001, .share = 0.25};
		struct zd_seek s = seek_of(&a, 123456789, ZD_SEEK_EQUAL);
		ck_assert(!zd_seek_run(&s, try_places, &a, &err));
		ck_assert(s.rises == shapes[i].rises && s.falls == shapes[i].falls);
		zd_seek_free(&s);
	}
}
END_TEST

/* Of two answers, the one near where things are. */
START_TEST(the_answer_near_today_is_taken)
{
	struct attempt a = {.of = wave, .places = 10001, .share = 0.1};
	for (int i = 0; i < 2; i++) {
		struct zd_seek s = seek_of(&a, 300, ZD_SEEK_EQUAL);
		s.near = i ? 4900 : 100;
		ck_assert(!zd_seek_run(&s, try_places, &a, &err));
		ck_assert_uint_ne(s.found, SIZE_MAX);
		ck_assert((s.probes[s.found].at > 2500) == (i == 1));
		zd_seek_free(&s);
	}
}
END_TEST

START_TEST(places_without_a_measure_are_passed_over)
{
	struct attempt a = {.of = straight, .places = 1001, .share = 0.25, .gap = 300};
	struct zd_seek s = seek_of(&a, 700000000, ZD_SEEK_EQUAL);
	ck_assert(!zd_seek_run(&s, try_places, &a, &err));
	ck_assert_int_eq(s.status, ZD_SEEK_EXACT);
	zd_seek_free(&s);
	a.gap = UINT64_MAX;
	s = seek_of(&a, 700000000, ZD_SEEK_EQUAL);
	ck_assert(!zd_seek_run(&s, try_places, &a, &err));
	ck_assert_int_eq(s.status, ZD_SEEK_OUT_OF_REACH);
	ck_assert_uint_eq(s.found, SIZE_MAX);
	zd_seek_free(&s);
}
END_TEST

START_TEST(an_error_ends_it)
{
	struct attempt a = {.of = straight, .places = 1001, .code = ZD_GUARDRAIL};
	struct zd_seek s = seek_of(&a, 7, ZD_SEEK_EQUAL);
	ck_assert_int_eq(zd_seek_run(&s, try_places, &a, &err), ZD_GUARDRAIL);
	zd_seek_free(&s);
}
END_TEST

Suite *suite_seek(void)
{
	Suite *s = suite_create("seek");
	TCase *t = tcase_create("seek");
	tcase_add_loop_test(t, a_goal_is_found_or_the_answer_says_why_not, 0, sizeof seeks / sizeof *seeks);
	tcase_add_test(t, shapes_are_told);
	tcase_add_test(t, the_answer_near_today_is_taken);
	tcase_add_test(t, places_without_a_measure_are_passed_over);
	tcase_add_test(t, an_error_ends_it);
	suite_add_tcase(s, t);
	return s;
}
