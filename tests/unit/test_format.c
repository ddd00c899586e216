/* Laying out YAML: what changes, what does not, and that a second time changes nothing. */
#include <check.h>
#include <string.h>

#include "base/str.h"
#include "pack/format.h"

Suite *suite_format(void);

static const struct {
	const char *name, *in, *out; /* out NULL: as it is */
} CASES[] = {
	{"empty", "", ""},
	{"blanks at ends and empty lines", "\n\na: 1  \n\n\n\nb: 2\t\n\n", "a: 1\n\nb: 2\n"},
	{"line ends of Windows", "a: 1\r\nb: 2\r\n", "a: 1\nb: 2\n"},
	{"no line end", "a: 1", "a: 1\n"},
	{"levels", "a:\n    b:\n          c: 1\n    d: 2\n", "a:\n  b:\n    c: 1\n  d: 2\n"},
	{"a sequence at its key", "a:\n- 1\n- b: 2\n  c: 3\nd: 4\n", "a:\n  - 1\n  - b: 2\n    c: 3\nd: 4\n"},
	{"a sequence within a sequence", "a:\n  -   - 1\n      - 2\n  - 3\n", "a:\n  - - 1\n    - 2\n  - 3\n"},
	{"flow", "a: {b : 1,c:  [ 1 ,2,  \"x,  y\" ] }\n", "a: {b: 1, c: [1, 2, \"x,  y\"]}\n"},
	{"flow over lines keeps its shape", "a:\n     b: {c: 1,\n         d: 2}\n", "a:\n  b: {c: 1,\n      d: 2}\n"},
	{"comments", "# head\na:   # why\n      # of b\n      b: 1\n# end\n",
	 "# head\na:   # why\n  # of b\n  b: 1\n# end\n"},
	{"a comment behind the last of a level", "a:\n    b: 1\n    # more\nc: 2\n", "a:\n  b: 1\n  # more\nc: 2\n"},
	{"aligned values", "a:   1\nbcd: 2\n# x\nef: 3\n\nghijkl: 4\nm: 5\n",
	 "a:   1\nbcd: 2\n# x\nef:  3\n\nghijkl: 4\nm: 5\n"},
	{"aligned Chinese", "甲:  {x: 1}\n甲乙丙:  {x: 2}\n", "甲:     {x: 1}\n甲乙丙: {x: 2}\n"},
	{"a long text", "a:\n      b: |\n        one\n          two\n\n        three\n      c: 1\n",
	 "a:\n  b: |\n    one\n      two\n\n    three\n  c: 1\n"},
	{"a value in the next line", "a:\n     long text\nb: 1\n", "a:\n  long text\nb: 1\n"},
	{"quotes stay", "a: 'x: y'\n\"b\": \"\\u7532 # no comment\"\n", NULL},
	{"empty values", "a:\nb: {}\nc: []\nd: ''\n", NULL},
};

START_TEST(layout)
{
	struct zd_findings findings = {0};
	struct zd_str out = {0}, again = {0};
	const char *want = CASES[_i].out ? CASES[_i].out : CASES[_i].in;
	ck_assert(zd_yaml_format(&out, "f.yaml", CASES[_i].in, strlen(CASES[_i].in), &findings));
	ck_assert_msg(strcmp(zd_str_text(&out), want) == 0, "%s:\n%s", CASES[_i].name, zd_str_text(&out));
	ck_assert(zd_yaml_format(&again, "f.yaml", zd_str_text(&out), out.len, &findings));
	ck_assert_str_eq(zd_str_text(&again), zd_str_text(&out));
	ck_assert_uint_eq(findings.count, 0);
	zd_str_free(&out);
	zd_str_free(&again);
	zd_findings_free(&findings);
}
END_TEST

START_TEST(refused)
{
	static const char *const WRONG[] = {"a: [1\n", "a: 1\na: 2\n\tb: 3\n", "a: &x 1\n", "\xff", "- a\nb: 1\n"};
	struct zd_findings findings = {0};
	struct zd_str out = {0};
	for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++) {
		size_t before = findings.count;
		ck_assert_msg(!zd_yaml_format(&out, "f.yaml", WRONG[i], strlen(WRONG[i]), &findings), "%s", WRONG[i]);
		ck_assert_uint_gt(findings.count, before);
		ck_assert_uint_eq(out.len, 0);
	}
	zd_str_free(&out);
	zd_findings_free(&findings);
}
END_TEST

Suite *suite_format(void)
{
	Suite *s = suite_create("format");
	TCase *t = tcase_create("format");
	tcase_add_loop_test(t, layout, 0, sizeof CASES / sizeof *CASES);
	tcase_add_test(t, refused);
	suite_add_tcase(s, t);
	return s;
}
