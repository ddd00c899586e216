/* Spreads: whatever comes is counted once, in classes that hold it. */
#include <check.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "whatif/spread.h"

Suite *suite_spread(void);

static struct zd_spread s;
static struct zd_spread_class classes[ZD_SPREAD_SHOWN];

static void setup(void)
{
	s = (struct zd_spread){0};
}

static void teardown(void)
{
	zd_spread_free(&s);
}

/* Shows the spread and checks what must hold of any: even classes one behind the other, nothing lost. */
static size_t shown(const struct zd_spread *spread, uint64_t before, uint64_t after)
{
	size_t n = zd_spread_show(spread, classes);
	uint64_t sums[2] = {0, 0};
	ck_assert_uint_le(n, ZD_SPREAD_SHOWN);
	for (size_t i = 0; i < n; i++) {
		sums[0] += classes[i].before;
		sums[1] += classes[i].after;
		ck_assert(classes[i].from < classes[i].to);
		ck_assert(!classes[i].below || i == 0);
		ck_assert(!classes[i].above || i == n - 1);
		if (i)
			ck_assert_double_eq_tol(classes[i].from, classes[i - 1].to, fabs(classes[i].to) * 1e-9 + 1e-9);
	}
	ck_assert_uint_eq(sums[0], before);
	ck_assert_uint_eq(sums[1], after);
	return n;
}

START_TEST(nothing_gives_no_class)
{
	ck_assert_uint_eq(shown(&s, 0, 0), 0);
	zd_spread_add(&s, NAN, false, 1);
	zd_spread_add(&s, INFINITY, true, 1);
	ck_assert_uint_eq(shown(&s, 0, 0), 0);
}

START_TEST(small_whole_numbers_have_classes_of_their_own)
{
	for (int i = 0; i < 5; i++) {
		zd_spread_add(&s, i, false, 1);
		zd_spread_add(&s, i + 1, true, 1);
	}
	ck_assert_uint_eq(shown(&s, 5, 5), 6);
	ck_assert_double_eq(classes[0].from, 0);
	ck_assert_double_eq(classes[0].to, 1);
	ck_assert_uint_eq(classes[0].before, 1);
	ck_assert_uint_eq(classes[0].after, 0);
	ck_assert_uint_eq(classes[5].after, 1);
}

START_TEST(classes_widen_both_ways)
{
	static const double values[] = {3, -7, 1e6, -1e6, 2.5e9, 0, 12.34, -2.5e9, 1e18, -1e18, 1e300, -1e300};
	for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
		zd_spread_add(&s, values[i], i % 2, 0.01);
		shown(&s, i / 2 + 1, (i + 1) / 2);
	}
}

START_TEST(borders_belong_to_the_class_above)
{
	for (int i = 0; i < 1000; i++)
		zd_spread_add(&s, i, false, 1);
	size_t n = shown(&s, 1000, 0);
	ck_assert_uint_eq(n, 10);
	for (size_t i = 0; i < n; i++) {
		ck_assert_double_eq(classes[i].from, 100.0 * (double)i);
		ck_assert_uint_eq(classes[i].before, 100);
	}
}

START_TEST(outliers_do_not_flatten_the_rest)
{
	for (int i = 0; i < 1000; i++)
		zd_spread_add(&s, i % 100, false, 1);
	zd_spread_add(&s, 90000, false, 1);
	size_t n = shown(&s, 1001, 0);
	ck_assert(classes[n - 1].above);
	ck_assert_uint_eq(classes[n - 1].before, 1);
}

START_TEST(merging_adds)
{
	struct zd_spread parts[3] = {0}, whole = {0}, sum = {0};
	struct zd_spread_class expected[ZD_SPREAD_SHOWN];
	for (int i = 0; i < 3000; i++) {
		double v = (i % 977) * (i % 3 == 2 ? 100.0 : 1.0) - 300;
		zd_spread_add(&parts[i % 3], v, i % 2, 1);
		zd_spread_add(&whole, v, i % 2, 1);
	}
	for (int i = 0; i < 3; i++)
		zd_spread_merge(&sum, &parts[i]);
	size_t n = shown(&whole, 1500, 1500);
	for (size_t i = 0; i < n; i++)
		expected[i] = classes[i];
	ck_assert_uint_eq(shown(&sum, 1500, 1500), n);
	for (size_t i = 0; i < n; i++) {
		ck_assert_double_eq(classes[i].from, expected[i].from);
		ck_assert_uint_eq(classes[i].before, expected[i].before);
		ck_assert_uint_eq(classes[i].after, expected[i].after);
	}
	for (int i = 0; i < 3; i++)
		zd_spread_free(&parts[i]);
	zd_spread_free(&whole);
	zd_spread_free(&sum);
}

Suite *suite_spread(void)
{
	Suite *suite = suite_create("spread");
	TCase *c = tcase_create("all");
	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_test(c, nothing_gives_no_class);
	tcase_add_test(c, small_whole_numbers_have_classes_of_their_own);
	tcase_add_test(c, classes_widen_both_ways);
	tcase_add_test(c, borders_belong_to_the_class_above);
	tcase_add_test(c, outliers_do_not_flatten_the_rest);
	tcase_add_test(c, merging_adds);
	suite_add_tcase(suite, c);
	return suite;
}
