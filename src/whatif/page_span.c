/* A span as a page: each policy's outcomes as lines over the periods, with their table. */
#include <math.h>
#include <string.h>

#include "model/text.h"
#include "report/chart.h"
#include "whatif/figures.h"
#include "whatif/page.h"
#include "whatif/span.h"

/* One outcome's periods: those in which its policy was decided. */
struct course {
	struct zd_arena arena;
	const char **names;
	const struct zd_tally_outcome **outcomes;
	size_t count;
};

static struct course course_of(const struct zd_span *s, const struct zd_tally *total, size_t give)
{
	struct course c = {0};
	c.names = zd_arena_alloc(&c.arena, (s->period_count + 1) * sizeof *c.names);
	c.outcomes = zd_arena_alloc(&c.arena, (s->period_count + 1) * sizeof *c.outcomes);
	for (size_t i = 0; i < s->period_count; i++) {
		const struct zd_tally *t = zd_span_tally(&s->periods[i], total->policy->id);
		const struct zd_give *g = t ? zd_policy_give(t->policy, total->policy->gives[give].name) : NULL;
		if (!g)
			continue;
		c.names[c.count] = s->periods[i].name;
		c.outcomes[c.count++] = &t->outcomes[g - t->policy->gives];
	}
	return c;
}

static char *shown(struct zd_arena *arena, const struct zd_type *type, const struct zd_value *v, bool difference)
{
	struct zd_str b = {0};
	if (difference)
		zd_figure_show_difference(&b, type, v);
	else
		zd_figure_show(&b, type, v);
	return zd_str_keep(&b, arena);
}

static char *counted(struct zd_arena *arena, uint64_t n)
{
	return zd_arena_printf(arena, "%llu", (unsigned long long)n);
}

/* ---- numbers ---- */

static void put_sums(struct zd_brief *p, struct zd_arena *arena, const char *name, const struct zd_tally_outcome *o)
{
	const struct zd_type *type = &o->give->type;
	struct zd_value a = ZD_VALUE_NIL, b = ZD_VALUE_NIL;
	zd_sums_total(&o->before, type, &a);
	zd_sums_total(&o->after, type, &b);
	struct zd_value d = zd_figure_difference(&a, &b);
	zd_brief_cell(p, name);
	zd_brief_cell(p, counted(arena, o->changed));
	zd_brief_cell(p, shown(arena, type, &a, false));
	zd_brief_cell(p, shown(arena, type, &b, false));
	zd_brief_cell(p, shown(arena, type, &d, true));
}

static void put_numbers(struct zd_brief *p, struct course *c, const struct zd_tally_outcome *all)
{
	static const char *const HEADS[] = {"时期", "改变", "现在合计", "假设合计", "相差"};
	static const bool NUMBERS[] = {false, true, true, true, true};
	const struct zd_type *type = &all->give->type;
	double *before = zd_arena_alloc(&c->arena, (c->count + 1) * sizeof *before);
	double *after = zd_arena_alloc(&c->arena, (c->count + 1) * sizeof *after);
	for (size_t i = 0; i < c->count; i++) {
		struct zd_value v = ZD_VALUE_NIL;
		zd_sums_total(&c->outcomes[i]->before, type, &v);
		before[i] = zd_figure_number(type, &v);
		v = ZD_VALUE_NIL;
		zd_sums_total(&c->outcomes[i]->after, type, &v);
		after[i] = zd_figure_number(type, &v);
	}
	const struct zd_chart_series series[] = {{"假设", after, false, 0}, {"现在", before, true, 0}};
	if (c->count > 1) {
		zd_brief_figure(p, "逐期合计");
		zd_chart_lines(&p->html, "现在与假设的逐期合计", c->names, c->count, series, 2, -1);
		zd_brief_figure_end(p);
	}
	zd_brief_table(p, NULL, HEADS, NUMBERS, 5);
	for (size_t i = 0; i < c->count; i++)
		put_sums(p, &c->arena, c->names[i], c->outcomes[i]);
	put_sums(p, &c->arena, "合计", all);
	zd_brief_table_end(p);
}

/* ---- levels ---- */

#define LEVELS_DRAWN 4
#define LEVELS_SHOWN 8

static void counts_of(const struct zd_tally_outcome *o, const struct zd_value *level, uint64_t *before, uint64_t *after)
{
	*before = *after = 0;
	for (size_t i = 0; i < o->level_count; i++) {
		if (!zd_value_equal(&o->levels[i].value, level))
			continue;
		*before = o->levels[i].before;
		*after = o->levels[i].after;
	}
}

static void draw_levels(struct zd_brief *p, struct course *c, const struct zd_tally_outcome *all)
{
	struct zd_chart_series series[2 * LEVELS_DRAWN];
	size_t n = 0;
	for (size_t i = 0; i < all->level_count; i++) {
		const char *title = shown(&c->arena, &all->give->type, &all->levels[i].value, false);
		double *before = zd_arena_alloc(&c->arena, (c->count + 1) * sizeof *before);
		double *after = zd_arena_alloc(&c->arena, (c->count + 1) * sizeof *after);
		for (size_t k = 0; k < c->count; k++) {
			uint64_t b, a;
			counts_of(c->outcomes[k], &all->levels[i].value, &b, &a);
			before[k] = (double)b;
			after[k] = (double)a;
		}
		series[n++] = (struct zd_chart_series){title, after, false, i + 1};
		series[n++] = (struct zd_chart_series){NULL, before, true, i + 1};
	}
	zd_brief_figure(p, "逐期个数（实线为假设，虚线为现在）");
	zd_chart_lines(&p->html, "各取值逐期的个数", c->names, c->count, series, n, -1);
	zd_brief_figure_end(p);
}

static void put_level_row(struct zd_brief *p, struct zd_arena *arena, const char *name,
			  const struct zd_tally_outcome *o, const struct zd_tally_outcome *all)
{
	zd_brief_cell(p, name);
	zd_brief_cell(p, counted(arena, o->changed));
	for (size_t i = 0; i < all->level_count; i++) {
		uint64_t before, after;
		counts_of(o, &all->levels[i].value, &before, &after);
		zd_brief_cell(p, before == after ? counted(arena, before)
						 : zd_arena_printf(arena, "%llu → %llu", (unsigned long long)before,
								   (unsigned long long)after));
	}
}

static void put_levels(struct zd_brief *p, struct course *c, const struct zd_tally_outcome *all)
{
	const char *heads[LEVELS_SHOWN + 2] = {"时期", "改变"};
	bool numbers[LEVELS_SHOWN + 2] = {false};
	if (all->many || all->level_count > LEVELS_SHOWN) {
		zd_brief_say(p, "取值太多，不一一列出。");
		return;
	}
	for (size_t i = 0; i < all->level_count; i++)
		heads[i + 2] = shown(&c->arena, &all->give->type, &all->levels[i].value, false);
	for (size_t i = 1; i < all->level_count + 2; i++)
		numbers[i] = true;
	if (c->count > 1 && all->level_count <= LEVELS_DRAWN)
		draw_levels(p, c, all);
	zd_brief_table(p, NULL, heads, numbers, all->level_count + 2);
	for (size_t i = 0; i < c->count; i++)
		put_level_row(p, &c->arena, c->names[i], c->outcomes[i], all);
	put_level_row(p, &c->arena, "合计", all, all);
	zd_brief_table_end(p);
}

/* ---- a policy ---- */

static void put_cards(struct zd_brief *p, const struct zd_span_total *t)
{
	struct zd_arena arena = {0};
	int m = zd_figure_main(t->tally);
	zd_brief_cards(p);
	zd_brief_card(p, "决定次数", counted(&arena, t->tally->subjects), NULL, "");
	zd_brief_card(p, "改变次数", counted(&arena, t->tally->changed), NULL, "");
	zd_brief_card(p, "涉及对象", counted(&arena, t->changed.count), NULL, "");
	if (m >= 0) {
		const struct zd_tally_outcome *o = &t->tally->outcomes[m];
		const struct zd_type *type = &o->give->type;
		struct zd_value a = ZD_VALUE_NIL, b = ZD_VALUE_NIL;
		zd_sums_total(&o->before, type, &a);
		zd_sums_total(&o->after, type, &b);
		struct zd_value d = zd_figure_difference(&a, &b);
		int sign = zd_figure_sign(&d);
		zd_brief_card(p, zd_arena_printf(&arena, "%s，全程", zd_figure_give(o->give)),
			      shown(&arena, type, &d, true),
			      zd_arena_printf(&arena, "%s → %s", shown(&arena, type, &a, false),
					      shown(&arena, type, &b, false)),
			      sign > 0   ? "more"
			      : sign < 0 ? "less"
					 : "");
	}
	zd_brief_cards_end(p);
	zd_arena_free(&arena);
}

static void put_movers(struct zd_brief *p, const struct zd_span *s, const struct zd_span_total *t)
{
	static const char *const HEADS[] = {"对象", "全程相差"};
	static const bool NUMBERS[] = {false, true};
	struct zd_arena arena = {0};
	int m = t->tally->mover_outcome;
	if (m < 0 || !t->tally->outcomes[m].changed)
		return;
	const struct zd_give *give = &t->tally->policy->gives[m];
	zd_brief_topic(p, "全程变动最大的对象", zd_figure_give(give));
	zd_brief_table(p, NULL, HEADS, NUMBERS, 2);
	for (size_t i = 0; i < t->changed.count && i < s->top; i++) {
		struct zd_value d = zd_span_moved(t, i);
		zd_brief_cell(p, shown(&arena, t->tally->key_type, &t->changed.items[i].id, false));
		zd_brief_cell(p, shown(&arena, &give->type, &d, true));
	}
	zd_brief_table_end(p);
	zd_arena_free(&arena);
}

static void put_policy(struct zd_brief *p, const struct zd_span *s, const struct zd_span_total *t)
{
	const struct zd_tally *total = t->tally;
	zd_brief_section(p, zd_figure_policy(total->policy), total->policy->id);
	put_cards(p, t);
	for (size_t i = 0; i < total->policy->give_count; i++) {
		const struct zd_tally_outcome *all = &total->outcomes[i];
		if (!all->changed)
			continue;
		struct course c = course_of(s, total, i);
		zd_brief_topic(p, zd_figure_give(all->give), all->give->name);
		if (all->is_number)
			put_numbers(p, &c, all);
		else
			put_levels(p, &c, all);
		zd_arena_free(&c.arena);
	}
	zd_brief_groups(p, total, s->question.by ? s->question.by : "分组");
	put_movers(p, s, t);
}

static void put_overview(struct zd_brief *p, const struct zd_span *s)
{
	static const char *const HEADS[] = {"制度", "决定次数", "改变次数", "涉及对象", "主要数额", "全程相差"};
	static const bool NUMBERS[] = {false, true, true, true, false, true};
	struct zd_arena arena = {0};
	zd_brief_section(p, "总览", NULL);
	size_t quiet = 0;
	zd_brief_table(p, NULL, HEADS, NUMBERS, 6);
	for (size_t i = 0; i < s->total_count; i++) {
		const struct zd_span_total *t = &s->totals[i];
		if (!t->tally->changed && s->total_count > 1) {
			quiet++;
			continue;
		}
		int m = zd_figure_main(t->tally);
		zd_brief_cell(p, zd_figure_policy(t->tally->policy));
		zd_brief_cell(p, counted(&arena, t->tally->subjects));
		zd_brief_cell(p, counted(&arena, t->tally->changed));
		zd_brief_cell(p, counted(&arena, t->changed.count));
		zd_brief_cell(p, m >= 0 ? zd_figure_give(t->tally->outcomes[m].give) : "");
		struct zd_value a = ZD_VALUE_NIL, b = ZD_VALUE_NIL, d = ZD_VALUE_NIL;
		if (m >= 0 && zd_sums_total(&t->tally->outcomes[m].before, &t->tally->outcomes[m].give->type, &a) &&
		    zd_sums_total(&t->tally->outcomes[m].after, &t->tally->outcomes[m].give->type, &b))
			d = zd_figure_difference(&a, &b);
		zd_brief_cell(p, m >= 0 ? shown(&arena, &t->tally->outcomes[m].give->type, &d, true) : "");
	}
	zd_brief_table_end(p);
	if (quiet)
		zd_brief_say(p, zd_arena_printf(&arena, "另有 %zu 项制度的结果没有改变。", quiet));
	zd_arena_free(&arena);
}

void zd_span_page(const struct zd_span *s, struct zd_str *html)
{
	struct zd_brief p = {0};
	struct zd_str title = {0};
	bool any = false;
	zd_question_title(&title, &s->question);
	zd_brief_begin(&p, zd_str_text(&title));
	struct zd_str scope = {0};
	zd_str_printf(&scope, "%s 至 %s", s->question.from, s->question.to);
	zd_brief_question(&p, &s->question, zd_str_text(&scope));
	zd_str_free(&scope);
	put_overview(&p, s);
	for (size_t i = 0; i < s->total_count; i++) {
		any |= s->totals[i].tally->changed > 0;
		if (s->totals[i].tally->changed)
			put_policy(&p, s, &s->totals[i]);
	}
	if (!any)
		zd_brief_say(&p, "没有一个结果改变。");
	zd_brief_end(&p);
	*html = p.html;
	zd_str_free(&title);
}
