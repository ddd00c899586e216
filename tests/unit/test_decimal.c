#include <check.h>
#include <float.h>
#include <locale.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/money.h"

static const struct {
	const char *s;
	bool good;
	int64_t digits;
	int scale;
} parses[] = {
	{"0", true, 0, 0},
	{"-0.00", true, 0, 0},
	{"-12.5", true, -125, 1},
	{"+12.50", true, 125, 1},
	{"1e3", true, 1000, 0},
	{"1.5E+2", true, 150, 0},
	{"25e-4", true, 25, 4},
	{"10.0", true, 10, 0},
	{"007", true, 7, 0},
	{"999999999999999999", true, INT64_C(999999999999999999), 0},
	{"0.123456789012345678", true, INT64_C(123456789012345678), 18},
	{"1.50000000000000000000000000000000000000", true, 15, 1},
	{"100000000000000000000e-5", true, INT64_C(1000000000000000), 0},
	{"0e99999999999999999999", true, 0, 0},
	{"0.000000000000000001", true, 1, 18},
	{"1000000000000000000", false, 0, 0},
	{"1234567890123456789", false, 0, 0},
	{"0.0000000000000000001", false, 0, 0},
	{"1e18", false, 0, 0},
	{"1e99999999999999999999", false, 0, 0},
	{"1e-99999999999999999999", false, 0, 0},
	{"", false, 0, 0},
	{"-", false, 0, 0},
	{".", false, 0, 0},
	{".5", false, 0, 0},
	{"5.", false, 0, 0},
	{"1e", false, 0, 0},
	{"1e+", false, 0, 0},
	{"1.2.3", false, 0, 0},
	{"1,000", false, 0, 0},
	{" 1", false, 0, 0},
	{"1 ", false, 0, 0},
	{"0x10", false, 0, 0},
	{"nan", false, 0, 0},
	{"inf", false, 0, 0},
	{"--1", false, 0, 0},
	{"１", false, 0, 0},
};

START_TEST(parses_decimals)
{
	struct zd_decimal d = {0};

	ck_assert_int_eq(zd_decimal_parse(parses[_i].s, strlen(parses[_i].s), &d), parses[_i].good);
	ck_assert_int_eq(d.digits, parses[_i].digits);
	ck_assert_int_eq(d.scale, parses[_i].scale);
}
END_TEST

static const struct {
	double d;
	bool good;
	int64_t digits;
	int scale;
} doubles[] = {
	{0, true, 0, 0},
	{-0.0, true, 0, 0},
	{0.1, true, 1, 1},
	{-0.07, true, -7, 2},
	{0.1 + 0.2, true, INT64_C(30000000000000004), 17},
	{1.0 / 3, true, INT64_C(3333333333333333), 16},
	{2.0 / 3, true, INT64_C(6666666666666666), 16},
	{1.1, true, 11, 1},
	{1.005, true, 1005, 3},
	{123456789.123456789, true, INT64_C(12345678912345679), 8},
	{1000000, true, 1000000, 0},
	{0x1p53, true, INT64_C(9007199254740992), 0},
	{9e15, true, INT64_C(9000000000000000), 0},
	{1e16, true, INT64_C(10000000000000000), 0},
	{1e-18, true, 1, 18},
	{0.000123456789, true, 123456789, 12},
	{1e17, false, 0, 0},
	{1e300, false, 0, 0},
	{1e-19, false, 0, 0},
	{5e-324, false, 0, 0},
	{DBL_MAX, false, 0, 0},
	{INFINITY, false, 0, 0},
	{-INFINITY, false, 0, 0},
	{NAN, false, 0, 0},
};

START_TEST(takes_doubles_for_decimals)
{
	struct zd_decimal d = {0};

	ck_assert_int_eq(zd_decimal_of(doubles[_i].d, &d), doubles[_i].good);
	ck_assert_int_eq(d.digits, doubles[_i].digits);
	ck_assert_int_eq(d.scale, doubles[_i].scale);
}
END_TEST

static const struct {
	double d;
	const char *text;
} formats[] = {
	{0, "0"},
	{-0.0, "-0"},
	{3, "3"},
	{-0.1, "-0.1"},
	{0.30000000000000004, "0.30000000000000004"},
	{100, "100"},
	{1e16, "10000000000000000"},
	{1e17, "1e+17"},
	{1e20, "1e+20"},
	{1e23, "1e+23"},
	{0.0001, "0.0001"},
	{0.00001, "1e-05"},
	{-1.5e-300, "-1.5e-300"},
	{5e-324, "5e-324"},
	{1.5e-323, "1.5e-323"},
	{0x1p-44, "5.684341886080802e-14"}, /* a power of two: the nearest of 16 digits does not read back */
	{DBL_MAX, "1.7976931348623157e+308"},
	{DBL_MIN, "2.2250738585072014e-308"},
	{-DBL_MAX, "-1.7976931348623157e+308"},
	{9007199254740993.0, "9007199254740992"},
	{123456789012345678.0, "1.2345678901234568e+17"},
	{NAN, "nan"},
	{-INFINITY, "-inf"},
};

START_TEST(formats_numbers)
{
	char text[32];

	ck_assert_uint_eq(zd_number_format(formats[_i].d, text), strlen(formats[_i].text));
	ck_assert_str_eq(text, formats[_i].text);
}
END_TEST

static const struct {
	double d;
	int digits;
	double rounded;
} rounds[] = {
	{2.5, 0, 3},
	{-2.5, 0, -3},
	{0.5, 0, 1},
	{0.49999999999999994, 0, 0},
	{1.005, 2, 1.01},
	{-1.005, 2, -1.01},
	{2.675, 2, 2.68},
	{1.004, 2, 1},
	{0.1, 15, 0.1},
	{1e300, 2, 1e300},
	{1e-300, 2, 0},
	{-0.001, 2, 0},
	{0.05, 1, 0.1},
	{9.995, 2, 10},
	{999999999999999.5, 0, 1e15},
	{1.0 / 3, 3, 0.333},
	{123456789.125, 2, 123456789.13},
	{0.0, 0, 0},
	{-0.0, 3, 0},
	{0x1p53 + 2, 0, 0x1p53 + 2},
	{5e-324, 15, 0},
	{-0.5, 0, -1},
};

START_TEST(rounds_half_away)
{
	double rounded = zd_round(rounds[_i].d, rounds[_i].digits);

	ck_assert_double_eq(rounded, rounds[_i].rounded);
	ck_assert_int_eq(signbit(rounded) != 0, rounds[_i].rounded < 0);
}
END_TEST

START_TEST(leaves_what_is_not_finite)
{
	ck_assert(isnan(zd_round(NAN, 2)));
	ck_assert(isinf(zd_round(INFINITY, 2)));
}
END_TEST

/* A fixed sequence of bits that looks like none. */
static uint64_t next_bits(uint64_t *state)
{
	uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return z ^ z >> 31;
}

/* Any double reads back, and no text with a digit less does. */
START_TEST(reads_back)
{
	uint64_t state = 1;

	for (int i = 0; i < 100000; i++) {
		uint64_t bits = next_bits(&state);
		double d, back;
		char text[32], shorter[40];
		int digits = 0;

		memcpy(&d, &bits, sizeof d);
		if (i % 2) /* half of them of everyday size */
			d = (double)(int64_t)(bits % 2000000001) / (i % 4 == 1 ? 1000.0 : 7.0);
		if (!isfinite(d))
			continue;
		ck_assert_uint_lt(zd_number_format(d, text), sizeof text);
		back = strtod(text, NULL);
		ck_assert_msg(memcmp(&back, &d, sizeof d) == 0, "%a became %s", d, text);
		for (const char *p = text; *p && *p != 'e'; p++)
			digits += *p >= '0' && *p <= '9' && (digits > 0 || *p != '0');
		if (digits > 15) { /* below, the text of a decimal is the only one */
			snprintf(shorter, sizeof shorter, "%.*e", digits - 2, d);
			ck_assert_msg(strtod(shorter, NULL) != d || strchr(text, '.') == NULL, "%s has a shorter %s",
				      text, shorter);
		}
	}
}
END_TEST

/* Every decimal of few digits is found as it was written. */
START_TEST(finds_what_was_written)
{
	uint64_t state = 2;

	for (int i = 0; i < 100000; i++) {
		uint64_t digits = next_bits(&state) % UINT64_C(1000000000000000);
		int scale = (int)(next_bits(&state) % 19);
		struct zd_decimal d;
		char text[48];

		if (i % 2)
			digits %= 100000;
		snprintf(text, sizeof text, "%llue-%d", (unsigned long long)digits, scale);
		while (digits % 10 == 0 && scale > 0) {
			digits /= 10;
			scale--;
		}
		ck_assert(zd_decimal_of(strtod(text, NULL), &d));
		ck_assert_msg(d.digits == (int64_t)digits && d.scale == scale, "%s", text);
	}
}
END_TEST

START_TEST(does_not_care_for_the_locale)
{
	static const char *const locales[] = {"de_DE.UTF-8", "fr_FR.UTF-8", "zh_CN.UTF-8", "C"};
	char text[32];

	for (size_t i = 0; i < sizeof locales / sizeof locales[0]; i++) {
		if (!setlocale(LC_ALL, locales[i]))
			continue;
		zd_number_format(1.0 / 3, text);
		ck_assert_str_eq(text, "0.3333333333333333");
	}
	setlocale(LC_ALL, "C");
}
END_TEST

Suite *suite_decimal(void);
Suite *suite_decimal(void)
{
	Suite *s = suite_create("decimal");
	TCase *t = tcase_create("decimal");

	tcase_set_timeout(t, 30);
	tcase_add_loop_test(t, parses_decimals, 0, sizeof parses / sizeof parses[0]);
	tcase_add_loop_test(t, takes_doubles_for_decimals, 0, sizeof doubles / sizeof doubles[0]);
	tcase_add_loop_test(t, formats_numbers, 0, sizeof formats / sizeof formats[0]);
	tcase_add_loop_test(t, rounds_half_away, 0, sizeof rounds / sizeof rounds[0]);
	tcase_add_test(t, leaves_what_is_not_finite);
	tcase_add_test(t, reads_back);
	tcase_add_test(t, finds_what_was_written);
	tcase_add_test(t, does_not_care_for_the_locale);
	suite_add_tcase(s, t);
	return s;
}
