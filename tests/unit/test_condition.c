#include <check.h>
#include <string.h>

#include "model/condition.h"
#include "model/text.h"

Suite *suite_condition(void);

static const char *grade_values[] = {"strategic", "general"};
static const char *grade_titles[] = {"战略", "一般"};
static const struct zd_enum grades = {.count = 2, .values = grade_values, .titles = grade_titles};

static const struct zd_condition_column columns[] = {
	{"id", {.kind = ZD_KIND_TEXT}},
	{"sales_12m", {.kind = ZD_KIND_MONEY}},
	{"orders", {.kind = ZD_KIND_INT}},
	{"share", {.kind = ZD_KIND_RATE}},
	{"since", {.kind = ZD_KIND_DATE}},
	{"on_trial", {.kind = ZD_KIND_BOOL}},
	{"class", {.kind = ZD_KIND_ENUM, .enums = &grades}},
	{"branch.region", {.kind = ZD_KIND_TEXT}},
	{"missing", {.kind = ZD_KIND_LIST}},
	{"nothing", {.kind = ZD_KIND_MONEY}},
	{"Customer ID", {.kind = ZD_KIND_TEXT}},
	{"opened", {.kind = ZD_KIND_DATETIME}},
};
#define COLUMNS (sizeof columns / sizeof *columns)

static const struct zd_value lacking[] = {{.tag = ZD_TEXT, .len = 7, .s = "licence"},
					  {.tag = ZD_TEXT, .len = 6, .s = "permit"}};
static const struct zd_value row[] = {
	{.tag = ZD_TEXT, .len = 4, .s = "C001"},
	{.tag = ZD_INT, .i = 10000000},
	{.tag = ZD_INT, .i = 12},
	{.tag = ZD_NUMBER, .d = 0.04},
	{.tag = ZD_TEXT, .len = 10, .s = "2025-06-30"},
	{.tag = ZD_BOOL, .i = 1},
	{.tag = ZD_TEXT, .len = 9, .s = "strategic"},
	{.tag = ZD_TEXT, .len = 6, .s = "华南"},
	{.tag = ZD_LIST, .len = 2, .list = lacking},
	{.tag = ZD_NIL},
	{.tag = ZD_TEXT, .len = 0, .s = ""},
	{.tag = ZD_TEXT, .len = 19, .s = "2025-11-30 08:26:00"},
};

static struct zd_arena arena;
static struct zd_error err;

static void setup(void)
{
	err = (struct zd_error){0};
}

static void teardown(void)
{
	zd_arena_free(&arena);
}

static const struct {
	const char *text;
	bool holds;
} conditions[] = {
	{"sales_12m >= 100000", true},
	{"sales_12m > 100000", false},
	{"sales_12m = 100000.00", true},
	{"sales_12m!=100000", false},
	{"orders < 13", true},
	{"orders <= 11", false},
	{"share = 4%", true},
	{"share > 0.039", true},
	{"since < 2025-07-01", true},
	{"since = '2025-06-30'", true},
	{"opened >= 2025-11-30", true},
	{"opened < '2025-11-30 08:00:00'", false},
	{"on_trial = yes", true},
	{"class = strategic", true},
	{"class = 战略", true},
	{"class != \"一般\"", true},
	{"class in (general, 战略)", true},
	{"id in ('C002', \"C001\")", true},
	{"id in (C002)", false},
	{"id contains 00", true},
	{"id contains 'x'", false},
	{"id >= C000", true},
	{"id = 'it''s'", false},
	{"branch.region contains 华", true},
	{"missing contains permit", true},
	{"missing contains per", false},
	{"\"Customer ID\" = ''", true},
	{"'Customer ID' != ''", false},
	{"nothing is null", true},
	{"nothing is not null", false},
	{"id IS NOT NULL AND NOT orders = 5", true},
	{"nothing = 0", false},
	{"nothing != 0", false},
	{"nothing < 5 or nothing >= 5", false},
	{"nothing in (0, 1)", false},
	{"not nothing = 0", true},
	{"orders = 1 or orders = 12 and id = C001", true},
	{"(orders = 1 or orders = 12) and id = C002", false},
	{"orders = 12 or orders = 1 and id = C002", true},
	{"not (orders = 1 or id = C001)", false},
	{"not not orders = 12", true},
	{"((((orders = 12))))", true},
	{"orders = 1 or orders = 2 or orders = 3 or orders = 4 or orders = 5 or orders = 12", true},
};

START_TEST(conditions_hold)
{
	struct zd_condition *c;
	int rc = zd_condition_parse(&c, conditions[_i].text, columns, COLUMNS, &arena, &err);
	ck_assert_msg(rc == ZD_OK, "%s: %s", conditions[_i].text, err.message);
	ck_assert_msg(zd_condition_test(c, row) == conditions[_i].holds, "%s", conditions[_i].text);
}
END_TEST

static const struct {
	const char *text;
	int column;
	const char *says;
} bad[] = {
	{"", 1, "the name of a column, found the end"},
	{"sales = 5", 1, "no column \"sales\""},
	{"order = 5", 1, "did you mean \"orders\"?"},
	{"branch.region = 华南 and ordres = 5", 24, "did you mean \"orders\"?"},
	{"orders", 7, "found the end"},
	{"orders 5", 8, "found \"5\""},
	{"orders = ", 10, "a value, found the end"},
	{"orders = five", 10, "a whole number"},
	{"orders = 5.5", 10, "got \"5.5\""},
	{"orders == 5", 8, "no operator \"==\""},
	{"orders <> 5", 8, "no operator \"<>\""},
	{"orders ! 5", 8, "no operator"},
	{"orders = 5 orders = 6", 12, "\"and\", \"or\" or the end"},
	{"id = Zhang San", 12, "quotes"},
	{"orders = null", 10, "is null"},
	{"orders is 5", 11, "\"null\" or \"not null\""},
	{"orders is not", 14, "\"null\""},
	{"orders in 5", 11, "parentheses"},
	{"orders in ()", 12, "a value"},
	{"orders in (1 2)", 14, "a comma"},
	{"orders in (1, x)", 15, "a whole number"},
	{"orders contains 5", 8, "holds no text"},
	{"class > general", 7, "no order"},
	{"on_trial < yes", 10, "no order"},
	{"class = generl", 9, "did you mean \"general\"?"},
	{"missing = licence", 9, "several values"},
	{"missing in (licence)", 9, "several values"},
	{"(orders = 5", 12, "\")\""},
	{"orders = 5)", 11, "the end"},
	{"id = 'abc", 6, "not closed"},
	{"and", 1, ""},
	{"not", 4, "the end"},
	{"orders = 5 and", 15, "the end"},
	{"since = 2025-02-30", 9, "a date"},
	{"id = \xff", 6, "UTF-8"},
	{"; drop table", 1, "no column"},
};

START_TEST(wrong_conditions_say_where)
{
	struct zd_condition *c;
	int rc = zd_condition_parse(&c, bad[_i].text, columns, COLUMNS, &arena, &err);
	ck_assert_msg(rc == ZD_DATA, "%s", bad[_i].text);
	ck_assert_msg(strstr(err.message, bad[_i].says) != NULL, "%s: %s", bad[_i].text, err.message);
	ck_assert_msg(err.column == bad[_i].column, "%s: column %d: %s", bad[_i].text, err.column, err.message);
	ck_assert_int_eq(zd_condition_parse(&c, bad[_i].text, columns, COLUMNS, &arena, NULL), ZD_DATA);
}
END_TEST

static int nested(const char *open, size_t depth, const char *close)
{
	struct zd_str text = {0};
	struct zd_condition *c;
	for (size_t i = 0; i < depth; i++)
		zd_str_add(&text, open);
	zd_str_add(&text, "orders = 12");
	for (size_t i = 0; i < depth; i++)
		zd_str_add(&text, close);
	int rc = zd_condition_parse(&c, zd_str_text(&text), columns, COLUMNS, &arena, &err);
	if (rc == ZD_OK)
		ck_assert(zd_condition_test(c, row));
	zd_str_free(&text);
	return rc;
}

START_TEST(depth_is_bounded)
{
	ck_assert_int_eq(nested("(", 64, ")"), ZD_OK);
	ck_assert_int_eq(nested("(", 65, ")"), ZD_DATA);
	ck_assert_int_eq(nested("not ", 64, ""), ZD_OK);
	ck_assert_int_eq(nested("not ", 1000000, ""), ZD_DATA);
	ck_assert(strstr(err.message, "deeper"));
	ck_assert_int_eq(nested("orders = 12 and ", 50000, ""), ZD_OK);
}
END_TEST

START_TEST(names_come_once_in_order)
{
	const char **names;
	size_t count;
	int rc = zd_condition_names(&names, &count, "b.c = 5 and (a in (x, 'y') or not b.c > 9) and \"d e\" is null",
				    &arena, &err);
	ck_assert_int_eq(rc, ZD_OK);
	ck_assert_uint_eq(count, 3);
	ck_assert_str_eq(names[0], "b.c");
	ck_assert_str_eq(names[1], "a");
	ck_assert_str_eq(names[2], "d e");
	ck_assert_int_eq(zd_condition_names(&names, &count, "a = ", &arena, &err), ZD_DATA);
	ck_assert_uint_eq(count, 0);
}
END_TEST

START_TEST(no_columns_at_all)
{
	struct zd_condition *c;
	ck_assert_int_eq(zd_condition_parse(&c, "a = 1", NULL, 0, &arena, &err), ZD_DATA);
	ck_assert(strstr(err.message, "no column \"a\""));
}
END_TEST

START_TEST(any_words_are_a_condition_or_an_error)
{
	static const char *const words[] = {"orders",   "id", "missing", "=",  "<",    ">=",  "!",   "(",
					    ")",        ",",  "in",      "is", "null", "not", "and", "or",
					    "contains", "'",  "\"a\"",   "5",  "中",   "''"};
	uint32_t seed = 11;
	for (int round = 0; round < 30000; round++) {
		char text[200] = "";
		for (uint32_t i = 0, n = (seed >> 20) % 12; i < n; i++) {
			seed = seed * 1664525u + 1013904223u;
			strcat(text, words[(seed >> 10) % (sizeof words / sizeof *words)]);
			if (seed & 0x1000)
				strcat(text, " ");
		}
		seed = seed * 1664525u + 1013904223u;
		struct zd_condition *c;
		if (zd_condition_parse(&c, text, columns, COLUMNS, &arena, &err) == ZD_OK)
			zd_condition_test(c, row);
		else
			ck_assert(err.code == ZD_DATA && err.column > 0);
		zd_arena_reset(&arena);
	}
}
END_TEST

#define COUNT(a) ((int)(sizeof(a) / sizeof *(a)))

Suite *suite_condition(void)
{
	Suite *suite = suite_create("condition");
	TCase *tests = tcase_create("condition");
	tcase_set_timeout(tests, 60);
	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_add_loop_test(tests, conditions_hold, 0, COUNT(conditions));
	tcase_add_loop_test(tests, wrong_conditions_say_where, 0, COUNT(bad));
	tcase_add_test(tests, depth_is_bounded);
	tcase_add_test(tests, names_come_once_in_order);
	tcase_add_test(tests, no_columns_at_all);
	tcase_add_test(tests, any_words_are_a_condition_or_an_error);
	suite_add_tcase(suite, tests);
	return suite;
}
