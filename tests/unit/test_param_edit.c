#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pack/reader.h"

Suite *suite_param_edit(void);

#define HEAD "# 参数 (D16)\n\na.other:   # 别动\n  value:   1\n\n"
#define TAIL "\n# 下一个\nz.last: {value: [1, 2], why: x}\n"

/* What the text of one edit becomes; NULL: refused with the code. */
static const struct {
	const char *before;
	const char *date, *value, *why;
	const char *after;
	int code;
} edits[] = {
	/* replaced in place */
	{"a.b:\n  value: 3   # 月\n  unit: 月\n", NULL, "2.5", NULL, "a.b:\n  value: 2.5   # 月\n  unit: 月\n", 0},
	{"a.b: {title: x, value: 3, min: 0}\n", NULL, "4", NULL, "a.b: {title: x, value: 4, min: 0}\n", 0},
	{"a.b:\n  value: {M: 30, S: 60}\n", NULL, "{M: 40, S: 50}", NULL, "a.b:\n  value: {M: 40, S: 50}\n", 0},
	{"a.b:\n  value:\n    M: 30\n    S: 60\n\n  # 单位\n  unit: x\n", NULL, "{M: 1, S: 2}", NULL,
	 "a.b:\n  value: {M: 1, S: 2}\n\n  # 单位\n  unit: x\n", 0},
	{"a.b:\n  value:\n  - 1\n  - 2   # 二\n  unit: x\n", NULL, "[3]", NULL,
	 "a.b:\n  value: [3]   # 二\n  unit: x\n", 0},
	{"a.b:\n  value: \"旧: 的\" # c\n", NULL, "\"新: 的\"", NULL, "a.b:\n  value: \"新: 的\" # c\n", 0},
	{"a.b:\n  value: |\n    旧\n    的\n  unit: x\n", NULL, "新", NULL, "a.b:\n  value: 新\n  unit: x\n", 0},
	{"a.b:\n  unit: x\n  value:\n", NULL, "3", NULL, "a.b:\n  unit: x\n  value: 3\n", 0},
	{"a.b:\r\n  value: 3\r\n  unit: x\r\n", NULL, "4", "新", "a.b:\r\n  value: 4\r\n  why: 新\r\n  unit: x\r\n", 0},
	{"a.b:\n  value: 3", NULL, "4", NULL, "a.b:\n  value: 4", 0},
	{"a.b:\n  value: 3\n", NULL, "\t4 ", NULL, "a.b:\n  value: 4\n", 0},
	/* added */
	{"a.b:\n  title: x\n", NULL, "3", NULL, "a.b:\n  title: x\n  value: 3\n", 0},
	{"a.b:\n  title: x   # 末", NULL, "3", NULL, "a.b:\n  title: x   # 末\n  value: 3", 0},
	{"a.b: {title: x}\n", NULL, "3", NULL, "a.b: {title: x, value: 3}\n", 0},
	{"a.b: {}\n", NULL, "3", NULL, "a.b: {value: 3}\n", 0},
	{"a.b:\n", NULL, "3", NULL, "a.b:\n  value: 3\n", 0},
	{"", NULL, "3", "试点", "a.b:\n  value: 3\n  why: 试点\n", 0},
	{"# 只有注释\n", "2026-01-01", "3", NULL, "# 只有注释\na.b:\n  values: {2026-01-01: 3}\n", 0},
	{"x.y:\n  value: 1", NULL, "3", NULL, "x.y:\n  value: 1\na.b:\n  value: 3\n", 0},
	/* dates */
	{"a.b:\n  values: {2024-01-01: 3}\n", "2026-01-01", "2.5", NULL,
	 "a.b:\n  values: {2024-01-01: 3, 2026-01-01: 2.5}\n", 0},
	{"a.b:\n  values: {2024-01-01: 3, 2026-01-01: 2}\n", "2025-01-01", "9", NULL,
	 "a.b:\n  values: {2024-01-01: 3, 2025-01-01: 9, 2026-01-01: 2}\n", 0},
	{"a.b:\n  values: {2024-01-01: 3, 2026-01-01: 2}\n", "2024-01-01", "9", NULL,
	 "a.b:\n  values: {2024-01-01: 9, 2026-01-01: 2}\n", 0},
	{"a.b:\n  values:\n    2024-01-01: 3 # 初\n    2026-01-01: 2\n  unit: x\n", "2025-01-01", "9", NULL,
	 "a.b:\n  values:\n    2024-01-01: 3 # 初\n    2025-01-01: 9\n    2026-01-01: 2\n  unit: x\n", 0},
	{"a.b:\n  values:\n    2024-01-01: 3 # 初\n  unit: x\n", "2025-01-01", "9", "涨",
	 "a.b:\n  values:\n    2024-01-01: 3 # 初\n    2025-01-01: 9\n  why: 涨\n  unit: x\n", 0},
	{"a.b:\n  values: {}\n", "2025-01-01", "9", NULL, "a.b:\n  values: {2025-01-01: 9}\n", 0},
	{"a.b:\n  value: 3  # 月\n", "2026-01-01", "2", NULL, "a.b:\n  values: {0001-01-01: 3, 2026-01-01: 2}  # 月\n",
	 0},
	{"a.b:\n  value: a, b\n", "2026-01-01", "c", NULL, "a.b:\n  values: {0001-01-01: \"a, b\", 2026-01-01: c}\n",
	 0},
	{"a.b:\n  value:\n    M: 1\n    S: 2\n", "2026-01-01", "{M: 2, S: 1}", NULL,
	 "a.b:\n  values: {0001-01-01: {\"M\": 1,\"S\": 2}, 2026-01-01: {M: 2, S: 1}}\n", 0},
	{"a.b:\n  values: {2024-01-01: 3}\n", NULL, "4", NULL, NULL, ZD_USAGE},
	/* reasons */
	{"a.b:\n  value: 3\n  why: 旧   # c\n", NULL, "4", "新市场: 需投入",
	 "a.b:\n  value: 4\n  why: \"新市场: 需投入\"   # c\n", 0},
	{"a.b: {value: 3}\n", NULL, "4", "试点", "a.b: {value: 4, why: 试点}\n", 0},
	{"a.b:\n  value: 3\n", NULL, "4", "# \"引\"", "a.b:\n  value: 4\n  why: \"# \\\"引\\\"\"\n", 0},
	/* refused */
	{"a.b:\n  value: 3\n", NULL, "4]", NULL, NULL, ZD_USAGE},
	{"a.b:\n  value: 3\n", NULL, "4 # x", NULL, NULL, ZD_USAGE},
	{"a.b:\n  value: 3\n", NULL, "4\nc.d: 5", NULL, NULL, ZD_USAGE},
	{"a.b:\n  value: 3\n", NULL, "1, 2", NULL, NULL, ZD_USAGE},
	{"a.b:\n  values: {2024-01-01: 3}\n", "2026-01-01", "4,", NULL, NULL, ZD_USAGE},
	{"a.b:\n  value: 3\n", NULL, "", NULL, NULL, ZD_USAGE},
	{"a.b:\n  value: 3\n", NULL, "~", NULL, NULL, ZD_USAGE},
	{"a.b:\n  value: 3\n", NULL, "*x", NULL, NULL, ZD_USAGE},
	{"a.b:\n  value: 3\n", NULL, "x: y", NULL, NULL, ZD_DATA},
	{"a.b:\n  value: 3\n", "2026-02-30", "4", NULL, NULL, ZD_USAGE},
	{"a.b: 3\n", NULL, "4", NULL, NULL, ZD_DATA},
	{"- a.b\n", NULL, "4", NULL, NULL, ZD_DATA},
	{"a.b: {value: 3\n", NULL, "4", NULL, NULL, ZD_DATA},
	{"a.b: {value: 3}\na.b: {value: 4}\n", NULL, "4", NULL, NULL, ZD_DATA},
	{"{x.y: {value: 3}}\n", NULL, "4", NULL, NULL, ZD_DATA},
	{"a.b:\n  value: 1\n  values: {2024-01-01: 3}\n", NULL, "4", NULL, NULL, ZD_DATA},
};

static void check_edit(const char *before, int i, const char *after)
{
	char *text = NULL;
	size_t size = 1;
	struct zd_error err = {0};
	int rc = zd_param_edit(&text, &size, before, strlen(before), "a.b", edits[i].date, edits[i].value, edits[i].why,
			       &err);
	if (!after) {
		ck_assert_msg(rc == edits[i].code, "%d %s in:\n%s", rc, err.message, before);
		ck_assert_ptr_null(text);
		ck_assert(err.message[0] != '\0');
		return;
	}
	ck_assert_msg(rc == ZD_OK, "%s in:\n%s", err.message, before);
	ck_assert_str_eq(text, after);
	ck_assert_uint_eq(size, strlen(after));
	free(text);
}

START_TEST(test_edit)
{
	check_edit(edits[_i].before, _i, edits[_i].after);
}
END_TEST

/* The same within a file with others around it, which must not change. */
START_TEST(test_edit_between_others)
{
	char before[1024], after[1024];
	size_t n = strlen(edits[_i].before);
	bool adds = strncmp(edits[_i].before, "a.b", 3) != 0;
	if (adds || strchr(edits[_i].before, '\r') || edits[_i].before[n - 1] != '\n')
		return; /* adding goes to the end */
	snprintf(before, sizeof before, "%s%s%s", HEAD, edits[_i].before, TAIL);
	snprintf(after, sizeof after, "%s%s%s", HEAD, edits[_i].after ? edits[_i].after : "", TAIL);
	check_edit(before, _i, edits[_i].after ? after : NULL);
}
END_TEST

START_TEST(test_byte_order_mark_stays)
{
	char *text;
	size_t size;
	static const char before[] = "\xef\xbb\xbf"
				     "a.b:\n  value: 3\n";
	ck_assert_int_eq(zd_param_edit(&text, &size, before, sizeof before - 1, "a.b", NULL, "4", NULL, NULL), ZD_OK);
	ck_assert_str_eq(text, "\xef\xbb\xbf"
			       "a.b:\n  value: 4\n");
	free(text);
}
END_TEST

START_TEST(test_bad_names)
{
	static const char *const names[] = {"", "a b", "a:", "A.b", "a..b", "a.b\nc", "*"};
	char *text;
	size_t size;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		ck_assert_int_eq(zd_param_edit(&text, &size, "", 0, names[i], NULL, "4", NULL, NULL), ZD_USAGE);
}
END_TEST

Suite *suite_param_edit(void)
{
	Suite *suite = suite_create("param_edit");
	TCase *tcase = tcase_create("edit");
	int count = (int)(sizeof edits / sizeof *edits);
	tcase_add_loop_test(tcase, test_edit, 0, count);
	tcase_add_loop_test(tcase, test_edit_between_others, 0, count);
	tcase_add_test(tcase, test_byte_order_mark_stays);
	tcase_add_test(tcase, test_bad_names);
	suite_add_tcase(suite, tcase);
	return suite;
}
