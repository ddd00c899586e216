#include <check.h>
#include <string.h>

#include "zhidu/finding.h"

Suite *suite_finding(void);

START_TEST(every_code_has_a_word_of_its_own)
{
	for (int a = 0; a < ZD_FINDING_COUNT; a++) {
		ck_assert(zd_finding_word(a)[0] && zd_finding_meaning(a)[0]);
		for (int b = 0; b < a; b++)
			ck_assert_str_ne(zd_finding_word(a), zd_finding_word(b));
	}
	ck_assert(zd_finding_is_error(ZD_F_GUARDRAIL));
	ck_assert(!zd_finding_is_error(ZD_F_UNUSED));
}
END_TEST

START_TEST(sorts_by_place_and_keeps_equal_ones_once)
{
	struct zd_findings f = {0};
	zd_find(&f, ZD_F_UNUSED, "b.yaml", 1, 1, "%s", "later file");
	zd_find(&f, ZD_F_TABLE, "a.yaml", 10, 2, "tenth line");
	zd_find(&f, ZD_F_TABLE, "a.yaml", 9, 7, "column seven");
	zd_find(&f, ZD_F_TABLE, "a.yaml", 9, 3, "column three");
	zd_find(&f, ZD_F_TABLE, "a.yaml", 9, 7, "column seven");
	zd_find(&f, ZD_F_TABLE, "a.yaml", 9, 7, "another message");
	zd_find(&f, ZD_F_MISSING_KEY, NULL, 0, 0, "no file");
	ck_assert_uint_eq(f.count, 7);
	ck_assert_uint_eq(f.errors, 6);

	zd_findings_sort(&f);
	static const char *const order[] = {"no file",      "column three", "another message",
					    "column seven", "tenth line",   "later file"};
	ck_assert_uint_eq(f.count, 6);
	ck_assert_uint_eq(f.errors, 5);
	for (size_t i = 0; i < 6; i++)
		ck_assert_str_eq(f.items[i].message, order[i]);
	ck_assert_str_eq(f.items[0].file, "");
	zd_findings_sort(&f);
	ck_assert_uint_eq(f.count, 6);
	zd_findings_free(&f);
	ck_assert_uint_eq(f.count, 0);
}
END_TEST

START_TEST(owns_its_strings_and_long_messages)
{
	struct zd_findings f = {0};
	char file[] = "params/a.yaml";
	char long_message[5000];
	memset(long_message, 'x', sizeof long_message - 1);
	long_message[sizeof long_message - 1] = '\0';
	for (int i = 0; i < 100; i++)
		zd_find(&f, ZD_F_CASE, file, i, 0, "%s", long_message);
	memset(file, '?', sizeof file - 1);
	long_message[0] = '?';
	ck_assert_str_eq(f.items[0].file, "params/a.yaml");
	ck_assert_uint_eq(strlen(f.items[99].message), 4999);
	ck_assert_int_eq(f.items[99].message[0], 'x');
	zd_findings_free(&f);
	zd_findings_free(&f);
	zd_findings_sort(&f);
}
END_TEST

Suite *suite_finding(void)
{
	Suite *suite = suite_create("finding");
	TCase *tests = tcase_create("finding");
	tcase_add_test(tests, every_code_has_a_word_of_its_own);
	tcase_add_test(tests, sorts_by_place_and_keeps_equal_ones_once);
	tcase_add_test(tests, owns_its_strings_and_long_messages);
	suite_add_tcase(suite, tests);
	return suite;
}
