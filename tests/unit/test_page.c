/* Pages and charts: well-formed whatever the data hold, with a table beside each chart. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "markup.h"
#include "report/chart.h"
#include "whatif/page.h"
#include "world.h"

Suite *suite_page(void);

#define HOSTILE "<script>alert(1)</script>\" onload='x' & ]]> \xff \x01"

static const struct zd_type text_type = {.kind = ZD_KIND_TEXT};

/* ---- charts ---- */

/* A chart alone as a page. */
static char *drawn(struct zd_brief *p)
{
	zd_brief_figure_end(p);
	zd_brief_end(p);
	return zd_str_take(&p->html);
}

static struct zd_brief begun(void)
{
	struct zd_brief p = {0};
	zd_brief_begin(&p, HOSTILE);
	zd_brief_figure(&p, HOSTILE);
	return p;
}

START_TEST(charts_bear_any_numbers)
{
	static const double values[] = {0, 1, -1, 1e300, -1e300, NAN, INFINITY, 5e-324, 1e9};
	struct zd_chart_pair pairs[9];
	double moves[81];
	const char *places[9];
	for (size_t i = 0; i < 9; i++) {
		pairs[i] = (struct zd_chart_pair){HOSTILE, values[i], values[8 - i], HOSTILE, HOSTILE};
		places[i] = HOSTILE;
	}
	for (size_t i = 0; i < 81; i++)
		moves[i] = values[i % 9];
	struct zd_chart_series series[2] = {{HOSTILE, values, false, 0}, {"b", values, true, 1}};
	for (size_t n = 0; n <= 9; n++) {
		struct zd_brief p = begun();
		zd_chart_bars(&p.html, HOSTILE, pairs, n);
		zd_chart_columns(&p.html, HOSTILE, pairs, n);
		zd_chart_differences(&p.html, HOSTILE, pairs, n);
		zd_chart_flows(&p.html, HOSTILE, pairs, n, moves);
		zd_chart_lines(&p.html, HOSTILE, places, n, series, 2, n ? 0 : -1);
		char *html = drawn(&p);
		markup_check(html);
		ck_assert_uint_eq(markup_count(html, "nan"), 0);
		ck_assert_uint_eq(markup_count(html, "\"inf"), 0);
		ck_assert_uint_eq(markup_count(html, "<svg "), 5);
		ck_assert_uint_eq(markup_count(html, "role=\"img\""), 5);
		free(html);
	}
}

START_TEST(bars_are_as_long_as_their_values)
{
	const struct zd_chart_pair pairs[] = {{"a", 50, 100, "50", "100"}, {"b", 0, 25, "0", "25"}};
	struct zd_brief p = begun();
	zd_chart_bars(&p.html, "t", pairs, 2);
	char *html = drawn(&p);
	ck_assert_ptr_nonnull(strstr(html, "width=\"440.0\" height=\"13.0\" fill=\"#17618f\""));
	ck_assert_ptr_nonnull(strstr(html, "width=\"220.0\" height=\"13.0\" fill=\"#9fb1c1\""));
	ck_assert_ptr_nonnull(strstr(html, "width=\"110.0\" height=\"13.0\" fill=\"#17618f\""));
	free(html);
}

START_TEST(axis_numbers_are_short)
{
	static const struct {
		double v;
		const char *text;
	} cases[] = {{0, "0"},       {5, "5"},     {-250, "-250"},     {0.05, "0.05"}, {2.5, "2.5"}, {12000, "1.2万"},
		     {1e6, "100万"}, {3e8, "3亿"}, {-2.5e8, "-2.5亿"}, {100, "100"},   {NAN, "0"},   {1234.5, "1234"}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct zd_str b = {0};
		zd_chart_number(&b, cases[i].v);
		ck_assert_str_eq(zd_str_text(&b), cases[i].text);
		zd_str_free(&b);
	}
}

/* ---- a comparison ---- */

static struct world w;
static struct zd_tally *t;

static void setup(void)
{
	world_open(&w, 4);
	world_entity(&w, "person", "id:text");
	t = zd_tally_new(world_policy(&w, "p.one", "person", "id", "class:enum=A|B|C pay:money words:text"), &text_type,
			 3);
	t->keeps_spreads = true;
}

static void teardown(void)
{
	zd_tally_free(t);
	world_close(&w);
}

static void add(const char *id, const char *from, const char *to, int64_t before, int64_t after, const char *words)
{
	struct zd_value a[3] = {zd_value_string(from), zd_value_int(before), zd_value_text("w", 1)};
	struct zd_value b[3] = {zd_value_string(to), zd_value_int(after), zd_value_string(words)};
	struct zd_value key = zd_value_string(id);
	zd_tally_add(t, &key, a, b, false, false, id);
}

static char *page_of(const struct zd_change *changes, size_t count)
{
	struct zd_str html;
	struct zd_comparison c = {.release = HOSTILE,
				  .as_of = "2025-11-30",
				  .title = HOSTILE,
				  .why = HOSTILE,
				  .branch = HOSTILE,
				  .where = "pay < 3",
				  .by = HOSTILE,
				  .changes = changes,
				  .change_count = count,
				  .tallies = &t,
				  .tally_count = 1};
	zd_tally_finish(t);
	zd_comparison_page(&c, &html);
	return zd_str_take(&html);
}

START_TEST(hostile_data_stay_text)
{
	const struct zd_change changes[] = {
		{.kind = HOSTILE, .name = HOSTILE, .branch = HOSTILE, .value = HOSTILE, .before = HOSTILE},
		{.kind = "param", .name = "n", .value = HOSTILE, .from = HOSTILE, .no_effect = true}};
	add(HOSTILE, "A", "B", 100, 250, HOSTILE);
	add("p2", "B", "A", 100, 50, HOSTILE "2");
	char *html = page_of(changes, 2);
	markup_check(html);
	ck_assert_uint_eq(markup_count(html, "<script"), 0);
	ck_assert_uint_gt(markup_count(html, "&lt;script&gt;"), 8);
	free(html);
}

START_TEST(a_page_has_charts_and_their_tables)
{
	add("p1", "A", "B", 100, 250, "w");
	add("p2", "B", "A", 100, 50, "w");
	add("p3", "C", "C", 900, 900, "w");
	char *html = page_of(NULL, 0);
	markup_check(html);
	/* levels, flows, spread, groups; and a table for each, besides overview, sums and movers */
	ck_assert_uint_eq(markup_count(html, "<svg "), 4);
	ck_assert_uint_eq(markup_count(html, "<table>"), 6);
	ck_assert_uint_eq(markup_count(html, "<svg "), markup_count(html, "<figcaption>"));
	ck_assert_ptr_nonnull(strstr(html, "<td class=\"n\">+1.00</td>"));
	ck_assert_ptr_nonnull(strstr(html, "<td class=\"n\">-0.50</td>"));
	free(html);
}

START_TEST(nothing_changed_is_said)
{
	add("p1", "A", "A", 100, 100, "w");
	char *html = page_of(NULL, 0);
	markup_check(html);
	ck_assert_uint_eq(markup_count(html, "<svg "), 0);
	ck_assert_ptr_nonnull(strstr(html, "没有一个结果改变"));
	free(html);
}

Suite *suite_page(void)
{
	Suite *suite = suite_create("page");
	TCase *c = tcase_create("all");
	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_test(c, charts_bear_any_numbers);
	tcase_add_test(c, bars_are_as_long_as_their_values);
	tcase_add_test(c, axis_numbers_are_short);
	tcase_add_test(c, hostile_data_stay_text);
	tcase_add_test(c, a_page_has_charts_and_their_tables);
	tcase_add_test(c, nothing_changed_is_said);
	suite_add_tcase(suite, c);
	return suite;
}
