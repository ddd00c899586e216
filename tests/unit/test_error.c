#include <check.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "zhidu/error.h"

START_TEST(words_and_statuses)
{
	ck_assert_str_eq(zd_code_word(ZD_OK), "ok");
	ck_assert_int_eq(zd_code_status(ZD_OK), 0);
	ck_assert_str_eq(zd_code_word(ZD_GUARDRAIL), "guardrail");
	ck_assert_int_eq(zd_code_status(ZD_GUARDRAIL), 5);
	ck_assert_int_eq(zd_code_status(ZD_BUG), 70);
	ck_assert_int_eq(zd_code_status((enum zd_code)999), 70);
}
END_TEST

static const struct {
	const char *file;
	int line, column;
	const char *text;
} places[] = {
	{"a.yaml", 3, 7, "a.yaml:3:7: wrong"},
	{"a.yaml", 3, 0, "a.yaml:3: wrong"},
	{"a.yaml", 0, 0, "a.yaml: wrong"},
	{NULL, 3, 7, "line 3, column 7: wrong"},
	{NULL, 3, 0, "line 3: wrong"},
	{NULL, 0, 7, "column 7: wrong"},
	{"", 0, 0, "wrong"},
};

START_TEST(writes_the_place)
{
	struct zd_error err;
	char buf[128];

	ck_assert_int_eq(zd_fail_at(&err, ZD_DATA, places[_i].file, places[_i].line, places[_i].column, "wr%s", "ong"),
			 ZD_DATA);
	ck_assert_str_eq(zd_error_text(&err, buf, sizeof buf), places[_i].text);
	zd_error_text(&err, buf, 4);
	ck_assert_uint_eq(strlen(buf), 3);
}
END_TEST

START_TEST(context_goes_before)
{
	struct zd_error err;

	ck_assert_int_eq(zd_fail(&err, ZD_IO, "no %s", "space"), ZD_IO);
	ck_assert_int_eq(zd_fail_context(&err, "writing %d", 3), ZD_IO);
	ck_assert_str_eq(err.message, "writing 3: no space");
	ck_assert_int_eq(zd_fail(&err, ZD_DATA, "again: %s", err.message), ZD_DATA);
	ck_assert_str_eq(err.message, "again: writing 3: no space");
	ck_assert_int_eq(zd_fail(NULL, ZD_DATA, "nobody listens"), ZD_DATA);
	ck_assert_int_ne(zd_fail_context(NULL, "nobody"), ZD_OK);
}
END_TEST

/* Whatever the length, a cut never leaves half a character. */
START_TEST(cuts_between_characters)
{
	char text[1200];
	struct zd_error err;
	char buf[64];

	for (int lead = 0; lead < 4; lead++) {
		memset(text, 'x', (size_t)lead);
		for (size_t i = (size_t)lead; i + 3 < sizeof text; i += 3)
			memcpy(text + i, "制", 4);
		zd_fail_at(&err, ZD_DATA, text, 1, 1, "%s", text);
		ck_assert_uint_eq(zd_utf8_valid(err.message, strlen(err.message)), strlen(err.message));
		ck_assert_uint_ge(strlen(err.message), sizeof err.message - 4);
		ck_assert_uint_eq(zd_utf8_valid(err.file, strlen(err.file)), strlen(err.file));
		zd_fail_context(&err, "%s", text);
		ck_assert_uint_eq(zd_utf8_valid(err.message, strlen(err.message)), strlen(err.message));
		zd_error_text(&err, buf, sizeof buf);
		ck_assert_uint_eq(zd_utf8_valid(buf, strlen(buf)), strlen(buf));
	}
}
END_TEST

Suite *suite_error(void);
Suite *suite_error(void)
{
	Suite *s = suite_create("error");
	TCase *t = tcase_create("error");

	tcase_add_test(t, words_and_statuses);
	tcase_add_loop_test(t, writes_the_place, 0, sizeof places / sizeof places[0]);
	tcase_add_test(t, context_goes_before);
	tcase_add_test(t, cuts_between_characters);
	suite_add_tcase(s, t);
	return s;
}
