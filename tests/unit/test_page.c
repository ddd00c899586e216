/* Pages and charts: well-formed whatever the data hold, with a table beside each chart. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "markup.h"
#include "report/chart.h"
#include "whatif/page.h"
#include "whatif/page_rows.h"
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

/* ---- spans, and kept answers ---- */

/* Two months and what they add up to; hostile in every text. */
static struct zd_span make_span(const struct zd_change *changes, size_t count)
{
	struct zd_span span = {.top = 5, .period_count = 2, .total_count = 1};
	span.question = (struct zd_comparison){.release = HOSTILE,
					       .as_of = "2025-01",
					       .from = "2025-01",
					       .to = "2025-02",
					       .title = HOSTILE,
					       .by = HOSTILE,
					       .changes = changes,
					       .change_count = count};
	span.periods = zd_alloc(2 * sizeof *span.periods);
	span.totals = zd_alloc(sizeof *span.totals);
	span.totals[0].tally = zd_tally_new(t->policy, &text_type, 0);
	struct zd_tally *whole = t;
	for (size_t i = 0; i < 2; i++) {
		struct zd_span_period *p = &span.periods[i];
		snprintf(p->name, sizeof p->name, "2025-0%zu", i + 1);
		p->pack = HOSTILE;
		p->release = (int64_t)i + 1;
		p->tally_count = 1;
		p->tallies = zd_alloc(sizeof *p->tallies);
		p->tallies[0] = t = zd_tally_new(whole->policy, &text_type, 3);
		t->changed_subjects = &span.totals[0].changed;
		add(HOSTILE, "A", i ? "B" : "A", 100, 100 + (int64_t)i * 50, HOSTILE);
		add("p2", "B", "B", 100, 50, "w");
		zd_tally_finish(t);
	}
	t = whole;
	zd_span_add_up(&span);
	return span;
}

START_TEST(spans_stay_text_too)
{
	const struct zd_change change = {.kind = "with", .name = HOSTILE, .value = HOSTILE, .from = "2025-02-01"};
	struct zd_span span = make_span(&change, 1);
	struct zd_str html;
	zd_span_page(&span, &html);
	markup_check(zd_str_text(&html));
	ck_assert_uint_eq(markup_count(html.s, "<script"), 0);
	ck_assert_uint_gt(markup_count(html.s, "&lt;script&gt;"), 6);
	/* lines of class and pay, differences of groups; words have too many values to draw, or few */
	ck_assert_uint_ge(markup_count(html.s, "<svg "), 3);
	ck_assert_ptr_nonnull(strstr(html.s, "4.00 → 3.50"));
	zd_str_free(&html);
	zd_span_free(&span);
}

/* Writes text to a file that is removed again once it was read. */
static int read_back(struct zd_kept *out, const char *text, size_t size, struct zd_arena *arena, struct zd_error *err)
{
	char path[] = "/tmp/zhidu-kept-XXXXXX";
	int fd = mkstemp(path);
	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, text, size), (ssize_t)size);
	close(fd);
	int code = zd_kept_read(out, path, arena, err);
	unlink(path);
	return code;
}

START_TEST(kept_answers_come_back)
{
	struct zd_arena arena = {0};
	struct zd_error err;
	struct zd_span span = make_span(NULL, 0);
	struct zd_kept kept;
	struct zd_str text = {0}, html;
	zd_kept_span(&text, &span, "hash");
	ck_assert_msg(!read_back(&kept, text.s, text.len, &arena, &err), "%s", err.message);
	ck_assert(kept.span);
	ck_assert_str_eq(kept.hash, "hash");
	ck_assert_msg(!zd_kept_page(&kept, &kept, &html, &err), "%s", err.message);
	markup_check(zd_str_text(&html));
	ck_assert_ptr_nonnull(strstr(html.s, "<td class=\"n\">4.00</td>"));
	zd_str_free(&html);
	/* cut anywhere it is no answer, and says so */
	for (size_t n = 0; n < text.len - 2; n += 7)
		ck_assert_int_eq(read_back(&kept, text.s, n, &arena, &err), ZD_DATA);
	zd_str_free(&text);
	zd_span_free(&span);
	zd_arena_free(&arena);
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
	tcase_add_test(c, spans_stay_text_too);
	tcase_add_test(c, kept_answers_come_back);
	suite_add_tcase(suite, c);
	return suite;
}
