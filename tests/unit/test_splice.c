#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pack/splice.h"

Suite *suite_splice(void);

#define BOM "\xef\xbb\xbf"

/* What a text becomes when one value is replaced; NULL: refused. */
static const struct {
	const char *before;
	int line, column;
	const char *value;
	const char *after;
} splices[] = {
	/* scalars where they stand */
	{"a: 1 # 一\nb: 2\n", 1, 4, "3", "a: 3 # 一\nb: 2\n"},
	{"级别: {名称: 金卡, 值: 40}   # 注\n", 1, 17, "50.00", "级别: {名称: 金卡, 值: 50.00}   # 注\n"},
	{"{甲: 一, 乙: 二, 丙: 三}", 1, 11, "两千", "{甲: 一, 乙: 两千, 丙: 三}"},
	{"- {a: 1}\n- {a: 2}\n", 2, 7, "10", "- {a: 1}\n- {a: 10}\n"},
	{"a:\n  b:\n    gold\n  c: 1\n", 3, 5, "silver", "a:\n  b:\n    silver\n  c: 1\n"},
	{"a: 1", 1, 4, "22", "a: 22"},
	{BOM "a: 1\n", 1, 4, "2", BOM "a: 2\n"},
	{"a: 1\r\nb: 二 # x\r\nc: 3\r\n", 2, 4, "贰", "a: 1\r\nb: 贰 # x\r\nc: 3\r\n"},
	{"a: one\n  two\nb: 1\n", 1, 4, "x", "a: x\nb: 1\n"},
	{"a: -5.00\n", 1, 4, "-5.01", "a: -5.01\n"},
	{"😀: {a: 😀, b: 1}\n", 1, 14, "2", "😀: {a: 😀, b: 2}\n"},
	/* quotes */
	{"a: \"gold\" # c\n", 1, 4, "silver", "a: \"silver\" # c\n"},
	{"a: 'it''s'\n", 1, 4, "\"that's\"", "a: 'that''s'\n"},
	{"a: '旧'\n", 1, 4, "\"a\\tb\"", "a: \"a\\tb\"\n"},
	{"a: 旧\n", 1, 4, "\"新的 一\"", "a: 新的 一\n"},
	{"a: 旧\n", 1, 4, "\"a, b: #\"", "a: \"a, b: #\"\n"},
	{"a: 旧\n", 1, 4, "\"null\"", "a: \"null\"\n"},
	{"a: 旧\n", 1, 4, "\"30\"", "a: \"30\"\n"},
	{"a: \"x # y\"\n", 1, 4, "\"z # y\"", "a: \"z # y\"\n"},
	{"a: \"1\"\n", 1, 4, "null", "a: null\n"},
	{"a: |\n  text\n  more\nb: 1\n", 1, 4, "\"x\"", "a: x\nb: 1\n"},
	{"a: | # 注\n  text\nb: 1\n", 1, 4, "\"x\"", NULL},
	/* nothing */
	{"a: ~ # 无\n", 1, 4, "gold", "a: gold # 无\n"},
	{"a: null\n", 1, 4, "1", "a: 1\n"},
	{"a:\nb: 1\n", 1, 3, "gold", "a: gold\nb: 1\n"},
	{"a:   # 无\nb: 1\n", 1, 3, "gold", "a: gold   # 无\nb: 1\n"},
	{"a:", 1, 3, "gold", "a: gold"},
	{"{a: , b: 1}", 1, 5, "gold", "{a: gold, b: 1}"},
	{"{b: 1, a: }", 1, 11, "gold", "{b: 1, a: gold}"},
	{"{b: 1, a}", 1, 9, "gold", "{b: 1, a: gold}"},
	{"-\n- 1\n", 1, 2, "gold", "- gold\n- 1\n"},
	{"a: gold\n", 1, 4, "null", "a: null\n"},
	{"a: gold\n", 1, 4, "~", "a: null\n"},
	/* lists: as many items, only those that differ */
	{"a: [x, y,  z] # c\n", 1, 4, "[\"x\", \"w\", \"z\"]", "a: [x, w,  z] # c\n"},
	{"a: [\n  x,  # 一\n  y   # 二\n]\n", 1, 4, "[\"x\", \"w\"]", "a: [\n  x,  # 一\n  w   # 二\n]\n"},
	{"a:\n  - x  # 一\n  - y  # 二\nb: 1\n", 2, 3, "[\"x\", \"w\"]", "a:\n  - x  # 一\n  - w  # 二\nb: 1\n"},
	/* longer and shorter */
	{"a: [S1 2.2, S1 2.3]\n", 1, 4, "[\"S1 2.2\"]", "a: [S1 2.2]\n"},
	{"a: ['x']\n", 1, 4, "[\"x\", \"y\"]", "a: ['x', 'y']\n"},
	{"a: []\nb: 1\n", 1, 4, "[\"x\", \"2\"]", "a: [x, \"2\"]\nb: 1\n"},
	{"a: [x]\n", 1, 4, "[]", "a: []\n"},
	{"a: [\n  x,\n  y\n  ] # c\n", 1, 4, "[\"z\"]", "a: [z] # c\n"},
	{"a: [\n  x, # 一\n  y\n]\n", 1, 4, "[\"z\"]", NULL},
	{"k:\n  a:\n    - x\n    - y\n\n  # 下\n  b: 1\n", 3, 5, "[\"x\", \"y\", \"z\"]",
	 "k:\n  a:\n    - x\n    - y\n    - z\n\n  # 下\n  b: 1\n"},
	{"a:\r\n- \"x\"\r\n- \"y\"\r\n- \"z\"\r\nb: 1\r\n", 2, 1, "[\"x\", \"w\"]",
	 "a:\r\n- \"x\"\r\n- \"w\"\r\nb: 1\r\n"},
	{"a:\n- x\nb: 1\n", 2, 1, "[]", "a: []\nb: 1\n"},
	{"a:\n- x\nb: 1\n", 2, 1, "null", "a: null\nb: 1\n"},
	{"a:\n- x  # 一\n- y\nb: 1\n", 2, 1, "[z]", NULL},
	{"a: # 注\n- x\nb: 1\n", 2, 1, "[]", NULL},
	{"a: ~\n", 1, 4, "[\"x\", \"y\"]", "a: [x, y]\n"},
	{"a:\n  # 注\n  - x\n  - y # 末\n", 3, 3, "[z]", "a:\n  # 注\n  - z # 末\n"},
	/* maps */
	{"a: {M: 30, S: 60} # c\n", 1, 4, "{\"S\": 50, \"M\": 30}", "a: {M: 30, S: 50} # c\n"},
	{"a:\n  M: 30 # m\n  S: 60\n", 2, 3, "{\"M\": 1, \"S\": 60}", "a:\n  M: 1 # m\n  S: 60\n"},
	{"a: {M: 30}\n", 1, 4, "{\"N\": 1, \"a b: c\": [2]}", "a: {N: 1, \"a b: c\": [2]}\n"},
	/* the same is no change */
	{"a: \"x\" # c\n", 1, 4, "x", "a: \"x\" # c\n"},
	/* wrong places and values */
	{"a: 1\n", 1, 5, "2", NULL},
	{"a: 1\n", 2, 1, "2", NULL},
	{"a: 1\n", 1, 4, "2, 3", NULL},
	{"a: 1\n", 1, 4, "2\n", NULL},
	{"a: 1\n", 1, 4, "", NULL},
	{"a: 1\n", 1, 4, "[", NULL},
	{"a: [1\n", 1, 4, "2", NULL},
	{"a: 1\na: 2\n", 1, 4, "2", NULL},
};

static void check_splice(int i, const char *before, int line, const char *after)
{
	struct zd_str out = {0};
	struct zd_error err = {0};
	const struct zd_splice s = {{.line = line, .column = splices[i].column}, splices[i].value};
	int code = zd_splice(&out, before, strlen(before), &s, 1, &err);
	if (after) {
		ck_assert_msg(code == ZD_OK, "%s in:\n%s", err.message, before);
		ck_assert_str_eq(zd_str_text(&out), after);
		ck_assert_uint_eq(out.len, strlen(after));
	} else {
		ck_assert_msg(code == ZD_DATA && err.message[0] && err.line, "%d in:\n%s%s", code, before,
			      zd_str_text(&out));
		ck_assert_uint_eq(out.len, 0);
	}
	zd_str_free(&out);
}

START_TEST(test_one)
{
	check_splice(_i, splices[_i].before, splices[_i].line, splices[_i].after);
}
END_TEST

/* The same below a head that must not change. */
START_TEST(test_below)
{
	char before[512], after[512];
	const char *head = "# 头 ✓\n", *b = splices[_i].before;
	if (strncmp(b, BOM, 3) == 0 || strchr(b, '\r'))
		return;
	snprintf(before, sizeof before, "%s%s", head, b);
	snprintf(after, sizeof after, "%s%s", head, splices[_i].after ? splices[_i].after : "");
	check_splice(_i, before, splices[_i].line + 1, splices[_i].after ? after : NULL);
}
END_TEST

/* Many at once, given in any order. */
START_TEST(test_many)
{
	const char *text = "# 用例\ncases:\n  - expect: {级: 金, 额: 5.00}  # 一\n    reasons: [A, B]\n"
			   "  - expect:\n      级:   # 空\n      额: '7'\n";
	const struct zd_splice list[] = {
		{{.line = 7, .column = 10}, "8.50"},  {{.line = 3, .column = 17}, "\"银\""},
		{{.line = 6, .column = 9}, "\"铜\""}, {{.line = 4, .column = 14}, "[\"A\"]"},
		{{.line = 3, .column = 23}, "0.00"},
	};
	struct zd_str out = {0};
	struct zd_error err = {0};
	ck_assert_msg(zd_splice(&out, text, strlen(text), list, 5, &err) == ZD_OK, "%d:%d %s", err.line, err.column,
		      err.message);
	ck_assert_str_eq(zd_str_text(&out), "# 用例\ncases:\n  - expect: {级: 银, 额: 0.00}  # 一\n    reasons: [A]\n"
					    "  - expect:\n      级: 铜   # 空\n      额: '8.50'\n");
	zd_str_free(&out);
}
END_TEST

START_TEST(test_conflict)
{
	const struct zd_splice twice[] = {{{.line = 1, .column = 4}, "2"}, {{.line = 1, .column = 4}, "3"}};
	const struct zd_splice within[] = {{{.line = 1, .column = 4}, "[1]"}, {{.line = 1, .column = 5}, "3"}};
	struct zd_str out = {0};
	struct zd_error err = {0};
	ck_assert_int_eq(zd_splice(&out, "a: 1\n", 5, twice, 2, &err), ZD_DATA);
	ck_assert_int_eq(zd_splice(&out, "a: [1, 2]\n", 10, within, 2, &err), ZD_DATA);
	ck_assert_int_eq(zd_splice(&out, "a: 1\n", 5, NULL, 0, &err), ZD_OK);
	ck_assert_str_eq(zd_str_text(&out), "a: 1\n");
	zd_str_free(&out);
}
END_TEST

Suite *suite_splice(void)
{
	Suite *s = suite_create("splice");
	TCase *tc = tcase_create("splice");
	int count = (int)(sizeof splices / sizeof *splices);
	tcase_add_loop_test(tc, test_one, 0, count);
	tcase_add_loop_test(tc, test_below, 0, count);
	tcase_add_test(tc, test_many);
	tcase_add_test(tc, test_conflict);
	suite_add_tcase(s, tc);
	return s;
}
