/* One outcome on a page: the classes and who moves between them, or how the numbers lie. */
#include <stdlib.h>
#include <string.h>

#include "report/chart.h"
#include "whatif/figures.h"
#include "whatif/page.h"

#define LEVELS_DRAWN 10

static char *level_title(struct zd_arena *arena, const struct zd_tally_outcome *o, size_t i)
{
	struct zd_str b = {0};
	zd_figure_show(&b, &o->give->type, &o->levels[i].value);
	return zd_str_keep(&b, arena);
}

static char *count_text(struct zd_arena *arena, uint64_t n)
{
	return zd_arena_printf(arena, "%llu", (unsigned long long)n);
}

/* ---- levels ---- */

static void draw_levels(struct zd_brief *p, const struct zd_tally_outcome *o, struct zd_arena *arena)
{
	size_t n = o->level_count;
	struct zd_chart_pair *pairs = zd_arena_alloc(arena, (n + 1) * sizeof *pairs);
	double *moves = zd_arena_alloc(arena, (n * n + 1) * sizeof *moves);
	for (size_t i = 0; i < n; i++) {
		const struct zd_level *l = &o->levels[i];
		pairs[i] = (struct zd_chart_pair){level_title(arena, o, i), (double)l->before, (double)l->after,
						  count_text(arena, l->before), count_text(arena, l->after)};
		for (size_t to = 0; to < n; to++)
			moves[i * n + to] = (double)zd_figure_moved(o, i, to);
	}
	zd_brief_figure(p, "分布：现在与假设");
	zd_chart_bars(&p->html, "各取值的个数", pairs, n);
	zd_brief_figure_end(p);
	zd_brief_figure(p, "流向：谁从哪里到哪里");
	zd_chart_flows(&p->html, "从现在的取值到假设的取值", pairs, n, moves);
	zd_brief_figure_end(p);
}

static void put_matrix(struct zd_brief *p, const struct zd_tally_outcome *o, struct zd_arena *arena)
{
	size_t n = o->level_count, columns = n + 2;
	const char **heads = zd_arena_alloc(arena, columns * sizeof *heads);
	bool *numbers = zd_arena_alloc(arena, columns * sizeof *numbers);
	heads[0] = "现在 ＼ 假设";
	heads[columns - 1] = "合计";
	for (size_t i = 1; i < columns; i++)
		numbers[i] = true;
	for (size_t i = 0; i < n; i++)
		heads[i + 1] = level_title(arena, o, i);
	zd_brief_table(p, NULL, heads, numbers, columns);
	for (size_t from = 0; from < n; from++) {
		zd_brief_cell(p, heads[from + 1]);
		for (size_t to = 0; to < n; to++)
			zd_brief_cell(p, count_text(arena, zd_figure_moved(o, from, to)));
		zd_brief_cell(p, count_text(arena, o->levels[from].before));
	}
	zd_brief_cell(p, "合计");
	uint64_t all = 0;
	for (size_t to = 0; to < n; to++) {
		zd_brief_cell(p, count_text(arena, o->levels[to].after));
		all += o->levels[to].after;
	}
	zd_brief_cell(p, count_text(arena, all));
	zd_brief_table_end(p);
}

static int by_count(const void *a, const void *b)
{
	const struct zd_move *x = a, *y = b;
	return x->count != y->count ? (x->count < y->count ? 1 : -1) : (x->from > y->from) - (x->from < y->from);
}

/* Many levels: the greatest moves between them. */
static void put_moves(struct zd_brief *p, const struct zd_tally_outcome *o, struct zd_arena *arena)
{
	static const char *const HEADS[] = {"现在", "假设", "个数"};
	static const bool NUMBERS[] = {false, false, true};
	struct zd_move *moves = zd_arena_memdup(arena, o->moves, o->move_count * sizeof *moves);
	qsort(moves, o->move_count, sizeof *moves, by_count);
	zd_brief_table(p, o->move_count > 40 ? "最多的四十种变动" : NULL, HEADS, NUMBERS, 3);
	for (size_t i = 0; i < o->move_count && i < 40; i++) {
		zd_brief_cell(p, level_title(arena, o, moves[i].from));
		zd_brief_cell(p, level_title(arena, o, moves[i].to));
		zd_brief_cell(p, count_text(arena, moves[i].count));
	}
	zd_brief_table_end(p);
}

/* ---- numbers ---- */

static void put_sum(struct zd_brief *p, const char *name, const struct zd_type *type, const struct zd_value *before,
		    const struct zd_value *after)
{
	struct zd_str b = {0};
	struct zd_value d = zd_figure_difference(before, after);
	zd_brief_cell(p, name);
	zd_figure_show(&b, type, before);
	zd_brief_cell(p, zd_str_text(&b));
	zd_str_clear(&b);
	zd_figure_show(&b, type, after);
	zd_brief_cell(p, zd_str_text(&b));
	zd_str_clear(&b);
	zd_figure_show_difference(&b, type, &d);
	zd_brief_cell(p, zd_str_text(&b));
	zd_str_free(&b);
}

static void put_sums(struct zd_brief *p, const struct zd_tally_outcome *o, struct zd_arena *arena)
{
	static const char *const HEADS[] = {"", "现在", "假设", "相差"};
	static const bool NUMBERS[] = {false, true, true, true};
	const struct zd_type *type = &o->give->type;
	struct zd_type mean = zd_figure_mean_type(type);
	struct zd_value a, b;
	zd_brief_table(p, NULL, HEADS, NUMBERS, 4);
	if (zd_sums_total(&o->before, type, &a) && zd_sums_total(&o->after, type, &b))
		put_sum(p, "合计", type, &a, &b);
	if (zd_sums_mean(&o->before, type, &a) && zd_sums_mean(&o->after, type, &b))
		put_sum(p, "平均", &mean, &a, &b);
	if (o->before.count && o->after.count) {
		put_sum(p, "最小", type, &o->before.min, &o->after.min);
		put_sum(p, "最大", type, &o->before.max, &o->after.max);
	}
	zd_brief_table_end(p);
	zd_brief_say(p, zd_arena_printf(arena, "增加的 %llu 个，减少的 %llu 个。", (unsigned long long)o->up,
					(unsigned long long)o->down));
}

/* Of whole numbers one a class the number itself, else from where to where. */
static char *class_title(struct zd_arena *arena, const struct zd_spread_class *c, bool whole, bool brief)
{
	struct zd_str b = {0};
	if (c->below) {
		zd_str_add(&b, "＜");
		zd_chart_number(&b, c->to);
	} else {
		if (c->above)
			zd_str_add(&b, "≥");
		zd_chart_number(&b, c->from);
		if (brief && !c->above && !(whole && c->to - c->from < 1.5))
			zd_str_add(&b, "起");
		if (!brief && !c->above && !(whole && c->to - c->from < 1.5)) {
			zd_str_add(&b, " 至不足 ");
			zd_chart_number(&b, c->to);
		}
	}
	return zd_str_keep(&b, arena);
}

static void put_spread(struct zd_brief *p, const struct zd_tally_outcome *o, struct zd_arena *arena)
{
	static const char *const HEADS[] = {"数值", "现在", "假设", "相差"};
	static const bool NUMBERS[] = {false, true, true, true};
	struct zd_spread_class classes[ZD_SPREAD_SHOWN];
	struct zd_chart_pair pairs[ZD_SPREAD_SHOWN];
	bool whole = o->give->type.kind == ZD_KIND_INT;
	size_t n = zd_spread_show(&o->spread, classes);
	if (n < 2)
		return;
	for (size_t i = 0; i < n; i++)
		pairs[i] = (struct zd_chart_pair){class_title(arena, &classes[i], whole, true),
						  (double)classes[i].before, (double)classes[i].after, NULL, NULL};
	zd_brief_figure(p, "分布：各段的个数");
	zd_chart_columns(&p->html, "现在与假设的分布", pairs, n);
	zd_brief_figure_end(p);
	zd_brief_table(p, NULL, HEADS, NUMBERS, 4);
	for (size_t i = 0; i < n; i++) {
		long long d = (long long)classes[i].after - (long long)classes[i].before;
		zd_brief_cell(p, class_title(arena, &classes[i], whole, false));
		zd_brief_cell(p, count_text(arena, classes[i].before));
		zd_brief_cell(p, count_text(arena, classes[i].after));
		zd_brief_cell(p, zd_arena_printf(arena, d ? "%+lld" : "%lld", d));
	}
	zd_brief_table_end(p);
}

void zd_brief_outcome(struct zd_brief *p, const struct zd_tally_outcome *o)
{
	struct zd_arena arena = {0};
	if (o->is_number) {
		put_sums(p, o, &arena);
		put_spread(p, o, &arena);
	} else if (o->many) {
		zd_brief_say(p, "取值太多，不一一列出。");
	} else if (o->changed) {
		if (o->level_count <= LEVELS_DRAWN) {
			draw_levels(p, o, &arena);
			put_matrix(p, o, &arena);
		} else {
			put_moves(p, o, &arena);
		}
	}
	zd_arena_free(&arena);
}
