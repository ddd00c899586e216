#include <check.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/money.h"

#define MAX ZD_MONEY_MAX

static const struct {
	const char *s;
	bool good;
	int64_t fen;
} parses[] = {
	{"0", true, 0},
	{"-0.00", true, 0},
	{"1234.50", true, 123450},
	{"-1234.5", true, -123450},
	{"+1", true, 100},
	{"0.01", true, 1},
	{"00012.30", true, 1230},
	{"9000000000000000.00", true, MAX},
	{"-9000000000000000", true, -MAX},
	{"9000000000000000.01", false, 0},
	{"99999999999999999999999999", false, 0},
	{"1.005", false, 0},
	{"1.500", false, 0},
	{"1.", false, 0},
	{".5", false, 0},
	{"", false, 0},
	{"-", false, 0},
	{"1,234.50", false, 0},
	{"1e3", false, 0},
	{" 1", false, 0},
	{"1 ", false, 0},
	{"1..2", false, 0},
	{"1.2.3", false, 0},
	{"￥1", false, 0},
	{"abc", false, 0},
};

START_TEST(parses_money)
{
	int64_t fen = 0;

	ck_assert_int_eq(zd_money_parse(parses[_i].s, strlen(parses[_i].s), &fen), parses[_i].good);
	ck_assert_int_eq(fen, parses[_i].fen);
}
END_TEST

static const struct {
	int64_t fen;
	const char *plain, *grouped;
} formats[] = {
	{0, "0.00", "0.00"},
	{5, "0.05", "0.05"},
	{-5, "-0.05", "-0.05"},
	{99999, "999.99", "999.99"},
	{100000, "1000.00", "1,000.00"},
	{-123456789, "-1234567.89", "-1,234,567.89"},
	{MAX, "9000000000000000.00", "9,000,000,000,000,000.00"},
	{INT64_MIN, "-92233720368547758.08", "-92,233,720,368,547,758.08"},
};

START_TEST(formats_money)
{
	char text[32];
	int64_t back;

	ck_assert_uint_eq(zd_money_format(formats[_i].fen, false, text), strlen(formats[_i].plain));
	ck_assert_str_eq(text, formats[_i].plain);
	if (formats[_i].fen != INT64_MIN) {
		ck_assert(zd_money_parse(text, strlen(text), &back));
		ck_assert_int_eq(back, formats[_i].fen);
	}
	ck_assert_uint_eq(zd_money_format(formats[_i].fen, true, text), strlen(formats[_i].grouped));
	ck_assert_str_eq(text, formats[_i].grouped);
}
END_TEST

static const struct {
	int64_t m;
	double rates[4];
	size_t n;
	bool good;
	int64_t product;
} products[] = {
	{12345, {0}, 0, true, 12345},
	{10000000, {3}, 1, true, 30000000},
	{105, {0.1}, 1, true, 11}, /* 10.5 */
	{-105, {0.1}, 1, true, -11},
	{115, {0.1}, 1, true, 12}, /* 11.5, where 115 × 0.1 as doubles is 11.5 too */
	{1005, {0.1}, 1, true, 101},
	{145, {1.1}, 1, true, 160}, /* 159.5; as doubles 159.50000000000003 */
	{235, {0.7}, 1, true, 165}, /* 164.5; as doubles 164.49999999999997 */
	{104, {0.1}, 1, true, 10},
	{1, {0.5}, 1, true, 1},
	{1, {0.49999999999999994}, 1, true, 0},
	{1, {0.5, 0.5}, 2, true, 0}, /* 0.25: rounded once, not at each step */
	{1, {0.5, 3}, 2, true, 2},
	{100, {0.333, -1}, 2, true, -33},
	{-100, {0.333, -1}, 2, true, 33},
	{100, {-0.0}, 1, true, 0},
	{0, {DBL_MAX, DBL_MAX, DBL_MAX}, 3, true, 0},
	{1, {DBL_MAX, DBL_MAX, 0}, 3, true, 0},
	{1, {1e300, 1e-300}, 2, true, 1},
	{1, {5e-324}, 1, true, 0},
	{1, {1e308, 1e-308, 5e-324}, 3, true, 0},
	{MAX, {1}, 1, true, MAX},
	{-MAX, {1}, 1, true, -MAX},
	{MAX, {1.0000000000000002}, 1, false, 0},
	{MAX, {0.99999999999999989}, 1, true, INT64_C(899999999999999910)},
	{MAX, {1.0 / 3, 3}, 2, true, INT64_C(899999999999999910)}, /* 0.3333333333333333 × 3 */
	{MAX, {0.1234567890123456, 0.9876543210987654, 1.2345678901234567, 1.1}, 4, true, INT64_C(149028770048434252)},
	{MAX + 1, {0}, 1, false, 0},
	{2, {1e18}, 1, false, 0},
	{1, {DBL_MAX}, 1, false, 0},
	{1, {NAN}, 1, false, 0},
	{1, {INFINITY}, 1, false, 0},
	{0, {INFINITY}, 1, false, 0},
};

START_TEST(multiplies_exactly)
{
	int64_t product = 0;

	ck_assert_int_eq(zd_money_times(products[_i].m, products[_i].rates, products[_i].n, &product),
			 products[_i].good);
	ck_assert_int_eq(product, products[_i].product);
}
END_TEST

/* 1.7 × 1.7 × …, then back by exact powers of ten: far beyond 128 bits on the way. */
START_TEST(multiplies_many_rates)
{
	enum {
		MANY = 200
	};
	double rates[2 * MANY];
	int64_t product;

	for (int i = 0; i < MANY; i++) {
		rates[i] = 12345678901234567e10;
		rates[MANY + i] = 1e-27;
	}
	ck_assert(!zd_money_times(1, rates, 1, &product));
	ck_assert(zd_money_times(0, rates, 2 * MANY, &product));
	ck_assert_int_eq(product, 0);
	for (int i = 0; i < MANY; i++)
		rates[i] = 1e27;
	ck_assert(zd_money_times(7, rates, 2 * MANY, &product));
	ck_assert_int_eq(product, 7);
	for (int i = 0; i < MANY; i++) {
		rates[i] = 3125e13;       /* 5^5 × 10^13 */
		rates[MANY + i] = 32e-18; /* 2^5 × 10^-18 */
	}
	ck_assert(zd_money_times(-7, rates, 2 * MANY, &product));
	ck_assert_int_eq(product, -7);
}
END_TEST

static const struct {
	struct zd_decimal factors[3];
	size_t n;
	bool good;
	int64_t fen;
} imports[] = {
	{{{6, 0}, {255, 2}}, 2, true, 1530},
	{{{-1, 0}, {1, 3}}, 2, true, 0},
	{{{5, 0}, {1, 3}}, 2, true, 1}, /* 0.005 */
	{{{-5, 0}, {1, 3}}, 2, true, -1},
	{{{15, 1}, {33, 2}}, 2, true, 50}, /* 0.495 */
	{{{INT64_C(999999999999999999), 18}, {INT64_C(999999999999999999), 18}, {1, 0}}, 3, true, 100},
	{{{INT64_C(999999999999999999), 0}, {INT64_C(999999999999999999), 18}, {INT64_C(1), 3}},
	 3,
	 true,
	 INT64_C(100000000000000000)},
	{{{INT64_C(123456789012345678), 9}, {INT64_C(987654321098765432), 10}, {INT64_C(111111111111111111), 18}},
	 3,
	 true,
	 INT64_C(135480701263357549)},
	{{{INT64_C(900000000000000001), 0}}, 1, false, 0},
	{{{INT64_C(9000000000000000), 0}}, 1, true, MAX},
	{{{0, 0}, {5, 0}}, 2, true, 0},
};

START_TEST(multiplies_decimals)
{
	int64_t fen = 0;

	ck_assert_int_eq(zd_money_product(imports[_i].factors, imports[_i].n, &fen), imports[_i].good);
	ck_assert_int_eq(fen, imports[_i].fen);
}
END_TEST

static const struct {
	int64_t m;
	double weights[6];
	size_t n;
	bool good;
	int64_t parts[6];
} shares[] = {
	{100, {1, 1, 1}, 3, true, {34, 33, 33}},
	{-100, {1, 1, 1}, 3, true, {-34, -33, -33}},
	{101, {1, 1, 1}, 3, true, {34, 34, 33}},
	{100, {0, 0, 0}, 3, true, {34, 33, 33}},
	{100, {0, 1, 0}, 3, true, {0, 100, 0}},
	{1, {0, 1, 1}, 3, true, {0, 1, 0}},
	{0, {3, 4}, 2, true, {0, 0}},
	{10, {0.1, 0.2, 0.7}, 3, true, {1, 2, 7}},
	{100, {0.3, 0.3, 0.4}, 3, true, {30, 30, 40}},
	{3, {0.5, 0.5}, 2, true, {2, 1}},
	{10, {5, 3, 1}, 3, true, {6, 3, 1}},    /* remainders 5/9, 3/9, 1/9 */
	{7, {1.5, 2.5, 3}, 3, true, {2, 2, 3}}, /* 1.5, 2.5, 3: the tie goes to the earlier */
	{100, {1.0 / 3, 1.0 / 3, 1.0 / 3}, 3, true, {34, 33, 33}},
	{MAX, {1, 1}, 2, true, {MAX / 2, MAX / 2}},
	{MAX, {DBL_MAX, DBL_MAX}, 2, true, {MAX / 2, MAX / 2}},
	{MAX, {1, 1e-30}, 2, true, {MAX, 0}},
	{MAX, {1, 1e-18}, 2, true, {MAX - 1, 1}}, /* 0.9 of a fen is the larger remainder */
	{MAX, {1e300, 1e-300}, 2, true, {MAX, 0}},
	{3, {DBL_MAX, 5e-324, DBL_MAX}, 3, true, {2, 0, 1}},
	{MAX, {5e-324, 5e-324, 5e-324}, 3, true, {MAX / 3, MAX / 3, MAX / 3}},
	{5, {9e18, 9e18, 9e18}, 3, true, {2, 2, 1}}, /* the sum is beyond 64 bits */
	{9, {12345678901234567.0, 12345678901234567e-17, 1e17}, 3, true, {1, 0, 8}},
	{-MAX, {1}, 1, true, {-MAX}},
	{0, {0}, 0, true, {0}},
	{1, {0}, 0, false, {0}},
	{1, {-1, 2}, 2, false, {0}},
	{1, {1, NAN}, 2, false, {0}},
	{1, {1, INFINITY}, 2, false, {0}},
	{1, {-0.0, 1}, 2, true, {0, 1}},
	{MAX + 1, {1}, 1, false, {0}},
	{INT64_MIN, {1}, 1, false, {0}},
};

START_TEST(shares_exactly)
{
	int64_t parts[6] = {0};

	ck_assert_int_eq(zd_money_share(shares[_i].m, shares[_i].weights, shares[_i].n, parts), shares[_i].good);
	for (size_t i = 0; shares[_i].good && i < shares[_i].n; i++)
		ck_assert_int_eq(parts[i], shares[_i].parts[i]);
}
END_TEST

/* Scaling all weights by a power of ten changes nothing, though it takes the other way through the code. */
START_TEST(shares_the_same_at_any_scale)
{
	enum {
		COUNT = 997
	};
	static double weights[COUNT], scaled[COUNT];
	static int64_t parts[COUNT], again[COUNT];
	uint64_t state = 12345;
	int64_t sum = 0;

	for (int i = 0; i < COUNT; i++) {
		state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
		weights[i] = (double)(state >> 44) / 8;
		scaled[i] = weights[i];
	}
	scaled[COUNT - 1] = weights[COUNT - 1] = 0;
	ck_assert(zd_money_share(INT64_C(123456789012345679), weights, COUNT, parts));
	for (int i = 0; i < COUNT; i++)
		sum += parts[i];
	ck_assert_int_eq(sum, INT64_C(123456789012345679));
	/* A weight so small that it takes nothing. */
	scaled[COUNT - 1] = 1e-60;
	ck_assert(zd_money_share(INT64_C(123456789012345679), scaled, COUNT, again));
	for (int i = 0; i < COUNT; i++)
		ck_assert_int_eq(again[i], parts[i]);
}
END_TEST

Suite *suite_money(void);
Suite *suite_money(void)
{
	Suite *s = suite_create("money");
	TCase *t = tcase_create("money");

	tcase_add_loop_test(t, parses_money, 0, sizeof parses / sizeof parses[0]);
	tcase_add_loop_test(t, formats_money, 0, sizeof formats / sizeof formats[0]);
	tcase_add_loop_test(t, multiplies_exactly, 0, sizeof products / sizeof products[0]);
	tcase_add_test(t, multiplies_many_rates);
	tcase_add_loop_test(t, multiplies_decimals, 0, sizeof imports / sizeof imports[0]);
	tcase_add_loop_test(t, shares_exactly, 0, sizeof shares / sizeof shares[0]);
	tcase_add_test(t, shares_the_same_at_any_scale);
	suite_add_tcase(s, t);
	return s;
}
