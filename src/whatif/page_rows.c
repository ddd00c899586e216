/* Pages of rows: sweeps with their curves, what goal seeking tried, two kept what-ifs. */
#include "whatif/page_rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/text.h"
#include "report/chart.h"
#include "whatif/figures.h"
#include "whatif/page.h"

#define CURVES_MAX 12
#define LINES_MAX 8
#define COLUMNS_MAX 9 /* of a table on an upright page; more are told in several */
#define COLUMNS_A_TABLE 5

/* ---- gathering ---- */

static int keep_heads(struct zd_sink *self, const struct zd_head *heads, size_t count, struct zd_error *err)
{
	struct zd_gathered *g = (struct zd_gathered *)self;
	(void)err;
	g->count = count;
	g->heads = zd_arena_alloc(&g->arena, (count + 1) * sizeof *g->heads);
	for (size_t i = 0; i < count; i++) {
		const char *title = heads[i].title ? heads[i].title : heads[i].name;
		g->heads[i] = heads[i];
		g->heads[i].title = zd_arena_strdup(&g->arena, title);
	}
	return ZD_OK;
}

static int keep_row(struct zd_sink *self, const struct zd_value *values, struct zd_error *err)
{
	struct zd_gathered *g = (struct zd_gathered *)self;
	(void)err;
	ZD_GROW(g->rows, g->row_count, g->row_cap);
	struct zd_value *row = g->rows[g->row_count++] = zd_arena_alloc(&g->arena, (g->count + 1) * sizeof *row);
	for (size_t i = 0; i < g->count; i++)
		row[i] = zd_value_copy(&g->arena, &values[i]);
	return ZD_OK;
}

static int keep_end(struct zd_sink *self, struct zd_error *err)
{
	(void)self;
	(void)err;
	return ZD_OK;
}

void zd_gathered_init(struct zd_gathered *g)
{
	*g = (struct zd_gathered){.sink = {keep_heads, keep_row, keep_end, NULL}};
}

void zd_gathered_free(struct zd_gathered *g)
{
	free(g->rows);
	zd_arena_free(&g->arena);
}

static bool is_figure(const struct zd_type *type)
{
	return type->kind == ZD_KIND_INT || type->kind == ZD_KIND_NUMBER || type->kind == ZD_KIND_MONEY ||
	       type->kind == ZD_KIND_RATE;
}

/* Some columns of all rows: the first `lead`, then those from `first` to before `end`. */
static void put_columns(struct zd_brief *p, const char *caption, const struct zd_gathered *g, size_t lead, size_t first,
			size_t end)
{
	const char **heads = zd_alloc((g->count + 1) * sizeof *heads);
	bool *numbers = zd_alloc(g->count + 1);
	size_t *columns = zd_alloc((g->count + 1) * sizeof *columns), n = 0;
	struct zd_str b = {0};
	for (size_t i = 0; i < end; i++) {
		if (i >= lead && i < first)
			continue;
		heads[n] = g->heads[i].title;
		numbers[n] = is_figure(&g->heads[i].type);
		columns[n++] = i;
	}
	zd_brief_table(p, caption, heads, numbers, n);
	for (size_t r = 0; r < g->row_count; r++) {
		for (size_t i = 0; i < n; i++) {
			zd_str_clear(&b);
			zd_value_show(&b, &g->heads[columns[i]].type, &g->rows[r][columns[i]]);
			zd_brief_cell(p, zd_str_text(&b));
		}
	}
	zd_brief_table_end(p);
	zd_str_free(&b);
	free(heads);
	free(numbers);
	free(columns);
}

void zd_brief_gathered(struct zd_brief *p, const char *caption, const struct zd_gathered *g, size_t lead)
{
	if (g->count <= COLUMNS_MAX) {
		put_columns(p, caption, g, lead, lead, g->count);
		return;
	}
	for (size_t first = lead; first < g->count; first += COLUMNS_A_TABLE) {
		size_t end = first + COLUMNS_A_TABLE < g->count ? first + COLUMNS_A_TABLE : g->count;
		put_columns(p, first == lead ? caption : NULL, g, lead, first, end);
	}
}

static struct zd_brief begin_page(const struct zd_comparison *c, const char *kind)
{
	struct zd_brief p = {0};
	zd_brief_begin(&p, kind);
	zd_brief_question(&p, c, c->period ? c->period : c->as_of);
	return p;
}

/* ---- sweeps ---- */

/* One column over the points: the last axis lies across, each value of the first is a line. Row 0 is the base. */
static void draw_curve(struct zd_brief *p, const struct zd_sweep *s, const struct zd_gathered *g, size_t column)
{
	const struct zd_axis_swept *across = &s->axes[s->axis_count - 1];
	size_t lines = s->axis_count == 2 ? s->axes[0].count : 1, n = across->count;
	struct zd_chart_series series[LINES_MAX];
	int today = -1;
	if (lines > LINES_MAX)
		lines = LINES_MAX;
	double *values = zd_alloc((lines * n + 1) * sizeof *values);
	for (size_t l = 0; l < lines; l++) {
		for (size_t i = 0; i < n; i++)
			values[l * n + i] = zd_figure_number(&g->heads[column].type, &g->rows[1 + l * n + i][column]);
		series[l] = (struct zd_chart_series){s->axis_count == 2 ? s->axes[0].labels[l] : g->heads[column].title,
						     values + l * n, false, 0};
	}
	for (size_t i = 0; i < n; i++) {
		if (zd_value_compare(&across->values[i], &across->today) == 0)
			today = (int)i;
	}
	zd_brief_figure(p, g->heads[column].title);
	zd_chart_lines(&p->html, g->heads[column].title, across->labels, n, series, lines, today);
	zd_brief_figure_end(p);
	free(values);
}

static bool ends_in(const char *text, const char *end)
{
	size_t n = strlen(text), k = strlen(end);
	return n >= k && strcmp(text + n - k, end) == 0;
}

/* Where all outcomes are told, means go as their sums do, and how many changed is no curve. */
static bool is_curve(const struct zd_sweep *s, const struct zd_head *h)
{
	if (!is_figure(&h->type) || strcmp(h->title, "相差") == 0)
		return false;
	return s->measure_count || (!ends_in(h->title, "平均") && !ends_in(h->title, "改变"));
}

int zd_sweep_page(const struct zd_sweep *s, struct zd_str *html, struct zd_error *err)
{
	struct zd_gathered g, groups;
	struct zd_str title = {0};
	size_t drawn = 0;
	zd_gathered_init(&g);
	zd_gathered_init(&groups);
	int code = zd_sweep_rows(s, &g.sink, true, err);
	if (!code && s->base.by)
		code = zd_sweep_group_rows(s, &groups.sink, err);
	zd_str_add(&title, "扫描：");
	for (size_t i = 0; i < s->axis_count; i++)
		zd_str_printf(&title, "%s%s", i ? "、" : "", s->axes[i].title ? s->axes[i].title : s->axes[i].name);
	struct zd_brief p = begin_page(&s->base, zd_str_text(&title));
	if (s->no_effect)
		zd_brief_say(&p, "没有任何影响。");
	for (size_t i = s->axis_count + 1; !code && i < g.count && drawn < CURVES_MAX; i++) {
		if (!is_curve(s, &g.heads[i]))
			continue;
		draw_curve(&p, s, &g, i);
		drawn++;
	}
	if (!code)
		zd_brief_gathered(&p, "各点", &g, s->axis_count + 1);
	if (!code && groups.row_count)
		zd_brief_gathered(&p, "各点各组", &groups, s->axis_count + 2);
	zd_brief_end(&p);
	*html = p.html;
	zd_str_free(&title);
	zd_gathered_free(&g);
	zd_gathered_free(&groups);
	return code;
}

/* ---- goal seeking ---- */

int zd_answer_page(const struct zd_seek_answer *a, struct zd_str *html, struct zd_error *err)
{
	struct zd_gathered g;
	char *words = NULL;
	size_t size;
	zd_gathered_init(&g);
	int code = zd_answer_rows(a, &g.sink, err);
	struct zd_brief p = {0};
	FILE *out = open_memstream(&words, &size);
	zd_answer_text(a, out);
	fclose(out);
	zd_brief_begin(&p, "求解");
	for (char *line = strtok(words, "\n"); line; line = strtok(NULL, "\n"))
		zd_brief_say(&p, line);
	if (!code)
		zd_brief_gathered(&p, "试过的取值", &g, 1);
	zd_brief_end(&p);
	*html = p.html;
	free(words);
	zd_gathered_free(&g);
	return code;
}

/* ---- sensitivities ---- */

/* Those without an effect, or those that could not be moved, by their names. */
static void say_names(struct zd_brief *p, const char *begin, const struct zd_sensitivity *s, bool moved)
{
	struct zd_str b = {0};
	for (size_t i = 0; i < s->count; i++) {
		const struct zd_sensitive *item = &s->items[i];
		if (moved ? item->effect == 0 : item->effect < 0)
			zd_str_printf(&b, "%s%s", b.len ? "、" : begin, item->name);
	}
	if (b.len)
		zd_brief_say(p, zd_str_text(&b));
	zd_str_free(&b);
}

int zd_sensitivity_page(const struct zd_sensitivity *s, struct zd_str *html, struct zd_error *err)
{
	struct zd_gathered g;
	struct zd_str text = {0};
	zd_gathered_init(&g);
	int code = zd_sensitivity_rows(s, &g.sink, false, err);
	zd_str_printf(&text, "敏感性：%s", s->measure->text);
	struct zd_brief p = begin_page(&s->base, zd_str_text(&text));
	zd_str_clear(&text);
	zd_str_add(&text, "现在 ");
	zd_figure_show(&text, &s->measure->type, &s->today.value);
	zd_str_printf(&text, "；每个参数下调、上调 %g%%", s->step * 100);
	zd_brief_say(&p, zd_str_text(&text));
	if (!code && g.row_count)
		zd_brief_gathered(&p, "有影响的参数", &g, 4);
	say_names(&p, "没有影响：", s, true);
	say_names(&p, "没有试：", s, false);
	zd_brief_end(&p);
	*html = p.html;
	zd_str_free(&text);
	zd_gathered_free(&g);
	return code;
}

/* ---- two kept what-ifs ---- */

int zd_kept_page(const struct zd_kept *one, const struct zd_kept *two, struct zd_str *html, struct zd_error *err)
{
	struct zd_gathered g;
	struct zd_str heads = {0};
	zd_gathered_init(&g);
	int code = zd_kept_rows(one, two, true, &g.sink, err);
	struct zd_brief p = {0};
	zd_brief_begin(&p, "两次假设推演的比较");
	zd_kept_heads(&heads, one, two);
	char *text = zd_str_take(&heads);
	for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n"))
		zd_brief_say(&p, line);
	if (!code)
		zd_brief_gathered(&p, NULL, &g, 0);
	zd_brief_end(&p);
	*html = p.html;
	free(text);
	zd_gathered_free(&g);
	return code;
}
