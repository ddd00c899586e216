#include <check.h>
#include <string.h>

#include "base/utf8.h"

static const struct {
	const char *s;
	size_t n, good;
} validity[] = {
	{"", 0, 0},
	{"abc", 3, 3},
	{"制度", 6, 6},
	{"\xF0\x9F\x98\x80", 4, 4},
	{"\xF4\x8F\xBF\xBF", 4, 4},
	{"a\0b", 3, 1},
	{"\xC0\xAF", 2, 0},         /* overlong */
	{"\xE0\x80\xAF", 3, 0},     /* overlong */
	{"\xF0\x8F\xBF\xBF", 4, 0}, /* overlong */
	{"x\xED\xA0\x80", 4, 1},    /* surrogate */
	{"\xF4\x90\x80\x80", 4, 0}, /* beyond the last character */
	{"\xF5\x80\x80\x80", 4, 0},
	{"\xFF", 1, 0},
	{"\x80", 1, 0},
	{"ab\xE5\x88", 4, 2}, /* cut */
	{"\xE5\x88x", 3, 0},
};

START_TEST(finds_the_first_bad_byte)
{
	ck_assert_uint_eq(zd_utf8_valid(validity[_i].s, validity[_i].n), validity[_i].good);
}
END_TEST

static const struct {
	const char *s;
	size_t length, width;
} widths[] = {
	{"", 0, 0},
	{"abc", 3, 3},
	{"制度", 2, 4},
	{"客户A", 3, 5},
	{"ｶﾅ", 2, 2},        /* half-width kana */
	{"Ａ，。", 3, 6},    /* full-width */
	{"e\xCC\x81", 2, 1}, /* a combining accent */
	{"한글", 2, 4},
	{"¥€—…", 4, 4},
	{"\xF0\x9F\x98\x80", 1, 2},
	{"\xF0\xA0\x80\x80", 1, 2}, /* an ideograph of plane 2 */
	{"a\xE2\x80\x8B"
	 "b",
	 3, 2}, /* zero width space */
	{"\xFF\xFEx", 3, 3},
};

START_TEST(measures)
{
	const char *s = widths[_i].s;

	ck_assert_uint_eq(zd_utf8_length(s, strlen(s)), widths[_i].length);
	ck_assert_uint_eq(zd_utf8_width(s, strlen(s)), widths[_i].width);
}
END_TEST

START_TEST(finds_characters)
{
	uint32_t cp;

	ck_assert_uint_eq(zd_utf8_offset("制a度", 7, 0), 0);
	ck_assert_uint_eq(zd_utf8_offset("制a度", 7, 1), 3);
	ck_assert_uint_eq(zd_utf8_offset("制a度", 7, 2), 4);
	ck_assert_uint_eq(zd_utf8_offset("制a度", 7, 3), 7);
	ck_assert_uint_eq(zd_utf8_offset("制a度", 7, 9), 7);
	ck_assert_uint_eq(zd_utf8_next("制", 3, &cp), 3);
	ck_assert_uint_eq(cp, 0x5236);
	ck_assert_uint_eq(zd_utf8_next("制", 2, &cp), 1);
	ck_assert_uint_eq(cp, 0xFFFD);
}
END_TEST

static const char *const names[] = {"peak_month", "requested_limit", "eligibility", "limit", "a", "客户名称"};

static const struct {
	const char *name, *nearest;
} nearest[] = {
	{"peak_mnoth", "peak_month"},
	{"peek_month", "peak_month"},
	{"peakmonth", "peak_month"},
	{"peak_months", "peak_month"},
	{"requestd_limt", "requested_limit"},
	{"lmit", "limit"},
	{"limit", "limit"},
	{"elgblty", NULL},
	{"something_else", NULL},
	{"", NULL},
	{"客户名", "客户名称"},
	{"b", "a"},
	{"pk_mth", NULL},
};

START_TEST(suggests)
{
	const char *found = zd_nearest(nearest[_i].name, names, sizeof names / sizeof names[0]);

	ck_assert_pstr_eq(found, nearest[_i].nearest);
}
END_TEST

START_TEST(suggests_the_first_of_equals_and_nothing_for_monsters)
{
	static const char *const equals[] = {"cat", "bat"};
	static char monster[100000];
	const char *const monsters[] = {monster, "ab"};

	ck_assert_str_eq(zd_nearest("rat", equals, 2), "cat");
	memset(monster, 'a', sizeof monster - 1);
	ck_assert_ptr_null(zd_nearest(monster, monsters, 2));
	ck_assert_str_eq(zd_nearest("aab", monsters, 2), "ab");
	ck_assert_ptr_null(zd_nearest("x", NULL, 0));
}
END_TEST

START_TEST(puts_a_suggestion_into_words)
{
	ck_assert_str_eq(zd_suggest("rate", "'").text, "; did you mean 'rate'?");
	ck_assert_str_eq(zd_suggest("费率", "").text, "; did you mean 费率?");
	ck_assert_str_eq(zd_suggest(NULL, "'").text, "");
}
END_TEST

START_TEST(copies_whole_characters)
{
	char field[6];
	zd_utf8_copy(field, sizeof field, "abcde");
	ck_assert_str_eq(field, "abcde");
	zd_utf8_copy(field, sizeof field, "客户");
	ck_assert_str_eq(field, "客");
	zd_utf8_copy(field, sizeof field, "");
	ck_assert_str_eq(field, "");
}
END_TEST

static const struct {
	const char *s;
	bool name, id;
} identifiers[] = {
	{"a", true, true},
	{"sales_12m", true, true},
	{"credit.limit", false, true},
	{"credit.limit.months", false, true},
	{"", false, false},
	{"A", false, false},
	{"_a", false, false},
	{"1a", false, false},
	{"a-b", false, false},
	{"a.", false, false},
	{".a", false, false},
	{"a..b", false, false},
	{"a.B", false, false},
	{"客户", false, false},
	{"a b", false, false},
	{"a/../b", false, false},
	{"a'--", false, false},
};

START_TEST(knows_names)
{
	ck_assert_int_eq(zd_is_name(identifiers[_i].s), identifiers[_i].name);
	ck_assert_int_eq(zd_is_id(identifiers[_i].s), identifiers[_i].id);
}
END_TEST

Suite *suite_utf8(void);
Suite *suite_utf8(void)
{
	Suite *s = suite_create("utf8");
	TCase *t = tcase_create("utf8");

	tcase_add_loop_test(t, finds_the_first_bad_byte, 0, sizeof validity / sizeof validity[0]);
	tcase_add_loop_test(t, measures, 0, sizeof widths / sizeof widths[0]);
	tcase_add_test(t, finds_characters);
	tcase_add_loop_test(t, suggests, 0, sizeof nearest / sizeof nearest[0]);
	tcase_add_test(t, suggests_the_first_of_equals_and_nothing_for_monsters);
	tcase_add_test(t, puts_a_suggestion_into_words);
	tcase_add_test(t, copies_whole_characters);
	tcase_add_loop_test(t, knows_names, 0, sizeof identifiers / sizeof identifiers[0]);
	suite_add_tcase(s, t);
	return s;
}
