#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "whatif/grid.h"

Suite *suite_grid(void);

static const struct {
	enum zd_kind kind;
	bool fine;
	const char *text;
	uint64_t count;
	const char *first, *last;
} grids[] = {
	{ZD_KIND_INT, false, "1:10:3", 4, "1", "10"},
	{ZD_KIND_INT, false, "1:11:3", 4, "1", "10"},
	{ZD_KIND_INT, false, "10:1:-3", 4, "10", "1"},
	{ZD_KIND_INT, false, "-5:5:5", 3, "-5", "5"},
	{ZD_KIND_INT, false, "7:7:1", 1, "7", "7"},
	{ZD_KIND_INT, true, "0:100", 101, "0", "100"},
	{ZD_KIND_MONEY, false, "100:200:50", 3, "100", "200"},
	{ZD_KIND_MONEY, false, "0.01:0.05:0.02", 3, "0.01", "0.05"},
	{ZD_KIND_MONEY, true, "0:1", 101, "0", "1"},
	{ZD_KIND_RATE, false, "4%:8%:1%", 5, "0.04", "0.08"},
	{ZD_KIND_RATE, false, "0.04:8%:0.5%", 9, "0.04", "0.08"},
	{ZD_KIND_RATE, true, "0%:1%", 101, "0", "0.01"},
	{ZD_KIND_RATE, true, "0%:0.001%", 2, "0", "0.00001"},
	{ZD_KIND_NUMBER, false, "0:1:0.1", 11, "0", "1"},
	{ZD_KIND_NUMBER, true, "0:0.5", 51, "0", "0.5"},
	{ZD_KIND_NUMBER, true, "0:0.005", 6, "0", "0.005"},
	{ZD_KIND_NUMBER, true, "-0.1:0.1:0.1", 3, "-0.1", "0.1"},
};

START_TEST(grids_are_exact)
{
	struct zd_grid g;
	struct zd_error err;
	char buf[32];
	const struct zd_type type = {.kind = grids[_i].kind};
	ck_assert_msg(!zd_grid_parse(&g, grids[_i].text, &type, grids[_i].fine, &err), "%s", err.message);
	ck_assert_uint_eq(g.count, grids[_i].count);
	ck_assert_str_eq(zd_grid_text(&g, 0, buf), grids[_i].first);
	ck_assert_str_eq(zd_grid_text(&g, g.count - 1, buf), grids[_i].last);
	for (uint64_t i = 1; i < g.count; i++) {
		struct zd_value a = zd_grid_value(&g, &type, i - 1), b = zd_grid_value(&g, &type, i);
		ck_assert_int_ne(a.tag, ZD_NIL);
		ck_assert_int_eq(zd_value_compare(&a, &b), g.step > 0 ? -1 : 1);
	}
}
END_TEST

static const struct {
	enum zd_kind kind;
	bool fine;
	const char *text;
	int column;
	const char *message;
} wrong[] = {
	{ZD_KIND_INT, false, "", 0, "FROM:TO:STEP"},
	{ZD_KIND_INT, false, "1", 0, "FROM:TO:STEP"},
	{ZD_KIND_INT, false, "1:2", 0, "FROM:TO:STEP"},
	{ZD_KIND_INT, false, "1:2:", 0, "FROM:TO:STEP"},
	{ZD_KIND_INT, false, "1:2:3:4", 0, "FROM:TO:STEP"},
	{ZD_KIND_INT, true, "1", 0, "LO:HI"},
	{ZD_KIND_INT, false, "1:2:0", 0, "a step of nothing"},
	{ZD_KIND_INT, false, "2:1:1", 0, "is empty"},
	{ZD_KIND_INT, false, "1:2:-1", 0, "is empty"},
	{ZD_KIND_INT, true, "5:1", 0, "is empty"},
	{ZD_KIND_INT, false, "1:9:0.5", 5, "whole number"},
	{ZD_KIND_INT, false, "a:9:1", 1, "whole number"},
	{ZD_KIND_MONEY, false, "1:9:0.001", 5, "money"},
	{ZD_KIND_NUMBER, false, "1:9:1e-12", 5, "too many digits"},
	{ZD_KIND_NUMBER, false, "1:1e17:0.001", 0, "beyond what can be counted"},
	{ZD_KIND_NUMBER, false, "1:9:nan", 5, "number"},
};

START_TEST(wrong_grids_are_refused)
{
	struct zd_grid g;
	struct zd_error err = {0};
	const struct zd_type type = {.kind = wrong[_i].kind};
	ck_assert_int_eq(zd_grid_parse(&g, wrong[_i].text, &type, wrong[_i].fine, &err), ZD_USAGE);
	ck_assert_msg(strstr(err.message, wrong[_i].message) != NULL, "%s", err.message);
	ck_assert_int_eq(err.column, wrong[_i].column);
}
END_TEST

Suite *suite_grid(void)
{
	Suite *s = suite_create("grid");
	TCase *t = tcase_create("grid");
	tcase_add_loop_test(t, grids_are_exact, 0, sizeof grids / sizeof *grids);
	tcase_add_loop_test(t, wrong_grids_are_refused, 0, sizeof wrong / sizeof *wrong);
	suite_add_tcase(s, t);
	return s;
}
