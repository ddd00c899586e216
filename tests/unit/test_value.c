#include <check.h>
#include <math.h>
#include <string.h>

#include "zhidu/value.h"

/* clang-format off */
#define TEXT(text) {.tag = ZD_TEXT, .len = sizeof(text) - 1, .s = (text)}
#define INT(n) {.tag = ZD_INT, .i = (n)}
#define NUMBER(x) {.tag = ZD_NUMBER, .d = (x)}
/* clang-format on */

static const struct zd_value short_list[] = {INT(1)};
static const struct zd_value long_list[] = {INT(1), TEXT("b")};
static const struct zd_value other_list[] = {INT(2)};
static const struct zd_pair map_a[] = {{"a", INT(1)}};
static const struct zd_pair map_a2[] = {{"a", INT(2)}};
static const struct zd_pair map_b[] = {{"b", INT(0)}};

/* In ascending order, all different. */
static const struct zd_value ascending[] = {
	{.tag = ZD_NIL},
	{.tag = ZD_BOOL, .i = 0},
	{.tag = ZD_BOOL, .i = 1},
	NUMBER(-1e300),
	INT(INT64_MIN),
	NUMBER(-0.5),
	INT(0),
	NUMBER(0.1),
	INT(1),
	INT((INT64_C(1) << 53) - 1),
	NUMBER(0x1p53),
	INT((INT64_C(1) << 53) + 1), /* as a double it would be equal to the one before */
	INT(INT64_MAX),
	NUMBER(0x1p63),
	NUMBER(1e300),
	TEXT(""),
	TEXT("A"),
	TEXT("a"),
	TEXT("ab"),
	TEXT("制度"),
	{.tag = ZD_LIST, .len = 0},
	{.tag = ZD_LIST, .len = 1, .list = short_list},
	{.tag = ZD_LIST, .len = 2, .list = long_list},
	{.tag = ZD_LIST, .len = 1, .list = other_list},
	{.tag = ZD_MAP, .len = 0},
	{.tag = ZD_MAP, .len = 1, .map = map_a},
	{.tag = ZD_MAP, .len = 1, .map = map_a2},
	{.tag = ZD_MAP, .len = 1, .map = map_b},
};
_Static_assert(sizeof(struct zd_value) == 16, "a value is 16 bytes");
#define COUNT (sizeof ascending / sizeof ascending[0])

START_TEST(orders_all_pairs)
{
	for (size_t j = 0; j < COUNT; j++) {
		int wanted = ((size_t)_i > j) - ((size_t)_i < j);

		ck_assert_msg(zd_value_compare(&ascending[_i], &ascending[j]) == wanted, "%d with %zu", _i, j);
		ck_assert_int_eq(zd_value_equal(&ascending[_i], &ascending[j]), wanted == 0);
	}
}
END_TEST

START_TEST(equal_is_stricter_than_order)
{
	struct zd_value one = zd_value_int(1), number = zd_value_number(1);
	struct zd_value zero = zd_value_number(0), minus_zero = zd_value_number(-0.0);
	struct zd_value nan_value = zd_value_number(NAN), huge = zd_value_number(1e308);

	ck_assert_int_eq(zd_value_compare(&one, &number), 0);
	ck_assert(!zd_value_equal(&one, &number));
	ck_assert_int_eq(zd_value_compare(&zero, &minus_zero), 0);
	ck_assert(!zd_value_equal(&zero, &minus_zero));
	ck_assert_int_eq(zd_value_compare(&nan_value, &nan_value), 0);
	ck_assert_int_eq(zd_value_compare(&nan_value, &huge), 1);
	ck_assert_int_eq(zd_value_compare(&one, &nan_value), -1);
}
END_TEST

START_TEST(kinds_have_words)
{
	ck_assert_str_eq(zd_kind_word(ZD_KIND_TEXT), "text");
	ck_assert_str_eq(zd_kind_word(ZD_KIND_MONEY), "money");
	ck_assert_str_eq(zd_kind_word(ZD_KIND_MAP), "map");
	ck_assert_str_eq(zd_kind_word((enum zd_kind)99), "unknown");
}
END_TEST

Suite *suite_value(void);
Suite *suite_value(void)
{
	Suite *s = suite_create("value");
	TCase *t = tcase_create("value");

	tcase_add_loop_test(t, orders_all_pairs, 0, COUNT);
	tcase_add_test(t, equal_is_stricter_than_order);
	tcase_add_test(t, kinds_have_words);
	suite_add_tcase(s, t);
	return s;
}
