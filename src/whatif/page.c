/* A comparison as a page: the question, the overview, then each policy that changes something. */
#include "whatif/page.h"

#include <string.h>

#include "model/text.h"
#include "report/chart.h"
#include "whatif/figures.h"

/* ---- the question ---- */

static const char *kind_title(const char *kind)
{
	static const char *const KINDS[][2] = {
		{"param", "参数"}, {"with", "记录"}, {"rule", "制度"}, {"draft", "草稿"}};
	for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++) {
		if (strcmp(KINDS[i][0], kind) == 0)
			return KINDS[i][1];
	}
	return kind;
}

void zd_question_title(struct zd_str *b, const struct zd_comparison *c)
{
	zd_str_add(b, "假设推演：");
	if (c->title) {
		zd_str_add(b, c->title);
		return;
	}
	if (!c->change_count) {
		zd_str_add(b, "没有改动");
		return;
	}
	const struct zd_change *first = &c->changes[0];
	zd_str_add(b, strcmp(first->kind, "draft") == 0 ? "制度草稿" : first->name);
	if (strcmp(first->kind, "param") == 0 || strcmp(first->kind, "with") == 0)
		zd_str_printf(b, " 改为 %s", first->value);
	if (c->change_count > 1)
		zd_str_printf(b, " 等 %zu 处改动", c->change_count);
}

static void put_name(struct zd_brief *p, const struct zd_change *d)
{
	struct zd_str b = {0};
	if (d->title)
		zd_str_printf(&b, "%s (%s)", d->title, d->name);
	zd_brief_cell(p, d->title ? zd_str_text(&b) : d->name);
	zd_str_free(&b);
}

/* Columns that no change fills are left out. */
static void put_changes(struct zd_brief *p, const struct zd_comparison *c)
{
	const char *heads[7] = {"类别", "名称"};
	static const bool NUMBERS[7] = {0};
	bool branch = false, from = false, idle = false;
	size_t n = 2;
	for (size_t i = 0; i < c->change_count; i++) {
		branch |= c->changes[i].branch != NULL;
		from |= c->changes[i].from != NULL;
		idle |= c->changes[i].no_effect;
	}
	if (!c->change_count)
		return;
	if (branch)
		heads[n++] = "分公司";
	if (from)
		heads[n++] = "自";
	heads[n++] = "现在";
	heads[n++] = "假设";
	if (idle)
		heads[n++] = "备注";
	zd_brief_table(p, "改动", heads, NUMBERS, n);
	for (size_t i = 0; i < c->change_count; i++) {
		const struct zd_change *d = &c->changes[i];
		zd_brief_cell(p, kind_title(d->kind));
		put_name(p, d);
		if (branch)
			zd_brief_cell(p, d->branch ? d->branch : "");
		if (from)
			zd_brief_cell(p, d->from ? d->from : "");
		zd_brief_cell(p, d->before ? d->before : "");
		zd_brief_cell(p, d->after ? d->after : d->value);
		if (idle)
			zd_brief_cell(p, d->no_effect ? "没有影响" : "");
	}
	zd_brief_table_end(p);
}

static void put_term(struct zd_brief *p, const char *term, const char *text)
{
	if (text && *text)
		zd_brief_term(p, term, text);
}

void zd_brief_question(struct zd_brief *p, const struct zd_comparison *c, const char *scope)
{
	zd_brief_terms(p);
	put_term(p, "缘由", c->why);
	put_term(p, "比较基准", c->release);
	put_term(p, "时间", scope);
	put_term(p, "分公司", c->branch);
	put_term(p, "只看", c->where);
	zd_brief_terms_end(p);
	put_changes(p, c);
}

/* ---- the overview ---- */

/* Totals of the outcome that people look at first; false: there is none. */
static bool main_totals(const struct zd_tally *t, struct zd_value *before, struct zd_value *after)
{
	int m = zd_figure_main(t);
	return m >= 0 && zd_sums_total(&t->outcomes[m].before, &t->policy->gives[m].type, before) &&
	       zd_sums_total(&t->outcomes[m].after, &t->policy->gives[m].type, after);
}

static void put_count(struct zd_brief *p, uint64_t n)
{
	char text[32];
	snprintf(text, sizeof text, "%llu", (unsigned long long)n);
	zd_brief_cell(p, text);
}

static void put_value(struct zd_brief *p, const struct zd_type *type, const struct zd_value *v)
{
	struct zd_str b = {0};
	zd_figure_show(&b, type, v);
	zd_brief_cell(p, zd_str_text(&b));
	zd_str_free(&b);
}

static void put_difference(struct zd_brief *p, const struct zd_type *type, const struct zd_value *v)
{
	struct zd_str b = {0};
	zd_figure_show_difference(&b, type, v);
	zd_brief_cell(p, zd_str_text(&b));
	zd_str_free(&b);
}

static void put_overview(struct zd_brief *p, const struct zd_comparison *c)
{
	static const char *const HEADS[] = {"制度", "对象", "改变", "占比", "主要数额", "现在合计", "假设合计", "相差"};
	static const bool NUMBERS[] = {false, true, true, true, false, true, true, true};
	struct zd_str b = {0};
	zd_brief_section(p, "总览", NULL);
	if (!c->tally_count) {
		zd_brief_say(p, "没有制度会用到这些改动。");
		return;
	}
	bool amounts = false;
	for (size_t i = 0; i < c->tally_count; i++)
		amounts |= zd_figure_main(c->tallies[i]) >= 0;
	zd_brief_table(p, NULL, HEADS, NUMBERS, amounts ? 8 : 4);
	for (size_t i = 0; i < c->tally_count; i++) {
		const struct zd_tally *t = c->tallies[i];
		struct zd_value before, after;
		zd_brief_cell(p, zd_figure_policy(t->policy));
		put_count(p, t->subjects);
		put_count(p, t->changed);
		zd_str_clear(&b);
		zd_figure_show_share(&b, t->changed, t->subjects);
		zd_brief_cell(p, zd_str_text(&b));
		if (main_totals(t, &before, &after)) {
			const struct zd_give *give = &t->policy->gives[zd_figure_main(t)];
			struct zd_value d = zd_figure_difference(&before, &after);
			zd_brief_cell(p, zd_figure_give(give));
			put_value(p, &give->type, &before);
			put_value(p, &give->type, &after);
			put_difference(p, &give->type, &d);
		} else {
			for (int k = 0; amounts && k < 4; k++)
				zd_brief_cell(p, "");
		}
	}
	zd_brief_table_end(p);
	zd_str_free(&b);
}

/* ---- groups and movers ---- */

#define GROUPS_DRAWN 30

static const char *group_name(const struct zd_group *g)
{
	return *g->key ? g->key : "（无）";
}

static void draw_groups(struct zd_brief *p, const struct zd_tally *t, const struct zd_type *type, const char *title)
{
	struct zd_arena arena = {0};
	struct zd_chart_pair *pairs = zd_arena_alloc(&arena, (t->group_count + 1) * sizeof *pairs);
	int m = zd_figure_main(t);
	struct zd_str b = {0};
	for (size_t i = 0; i < t->group_count; i++) {
		const struct zd_group *g = &t->groups[i];
		struct zd_value before, after, d = ZD_VALUE_NIL;
		pairs[i] = (struct zd_chart_pair){.label = group_name(g)};
		if (m >= 0 && zd_sums_total(&g->before[m], type, &before) && zd_sums_total(&g->after[m], type, &after))
			d = zd_figure_difference(&before, &after);
		else if (m < 0)
			d = zd_value_int((int64_t)g->changed);
		pairs[i].after = zd_figure_number(type, &d);
		zd_str_clear(&b);
		if (m >= 0)
			zd_figure_show_difference(&b, type, &d);
		else
			zd_figure_show(&b, type, &d);
		pairs[i].after_text = zd_arena_strdup(&arena, zd_str_text(&b));
	}
	zd_brief_figure(p, title);
	zd_chart_differences(&p->html, title, pairs, t->group_count);
	zd_brief_figure_end(p);
	zd_str_free(&b);
	zd_arena_free(&arena);
}

void zd_brief_groups(struct zd_brief *p, const struct zd_tally *t, const char *by)
{
	const char *heads[] = {by, "对象", "改变", "现在", "假设", "相差"};
	static const bool NUMBERS[] = {false, true, true, true, true, true};
	static const struct zd_type COUNT = {.kind = ZD_KIND_INT};
	int m = zd_figure_main(t);
	const struct zd_type *type = m >= 0 ? &t->policy->gives[m].type : NULL;
	struct zd_str b = {0};
	if (!t->group_count)
		return;
	zd_str_printf(&b, "按 %s 分", by);
	zd_brief_topic(p, zd_str_text(&b), type ? zd_figure_give(&t->policy->gives[m]) : NULL);
	zd_str_add(&b, type ? "：各组的增减" : "：各组改变的个数");
	if (t->group_count <= GROUPS_DRAWN)
		draw_groups(p, t, type ? type : &COUNT, zd_str_text(&b));
	zd_brief_table(p, NULL, heads, NUMBERS, type ? 6 : 3);
	for (size_t i = 0; i < t->group_count; i++) {
		const struct zd_group *g = &t->groups[i];
		struct zd_value before = ZD_VALUE_NIL, after = ZD_VALUE_NIL;
		zd_brief_cell(p, group_name(g));
		put_count(p, g->subjects);
		put_count(p, g->changed);
		if (!type)
			continue;
		zd_sums_total(&g->before[m], type, &before);
		zd_sums_total(&g->after[m], type, &after);
		struct zd_value d = zd_figure_difference(&before, &after);
		put_value(p, type, &before);
		put_value(p, type, &after);
		put_difference(p, type, &d);
	}
	zd_brief_table_end(p);
	zd_str_free(&b);
}

void zd_brief_movers(struct zd_brief *p, const struct zd_tally *t)
{
	static const char *const HEADS[] = {"对象", "现在", "假设", "相差"};
	static const bool NUMBERS[] = {false, true, true, true};
	if (!t->mover_count)
		return;
	const struct zd_give *give = &t->policy->gives[t->mover_outcome];
	zd_brief_topic(p, "变动最大的对象", zd_figure_give(give));
	zd_brief_table(p, NULL, HEADS, NUMBERS, 4);
	for (size_t i = 0; i < t->mover_count; i++) {
		const struct zd_mover *m = &t->movers[i];
		struct zd_value d = zd_figure_difference(&m->before, &m->after);
		put_value(p, t->key_type, &m->id);
		put_value(p, &give->type, &m->before);
		put_value(p, &give->type, &m->after);
		put_difference(p, &give->type, &d);
	}
	zd_brief_table_end(p);
}

/* ---- one policy ---- */

static void put_cards(struct zd_brief *p, const struct zd_tally *t)
{
	struct zd_value before, after;
	struct zd_str value = {0}, below = {0};
	zd_brief_cards(p);
	zd_str_printf(&value, "%llu", (unsigned long long)t->subjects);
	zd_brief_card(p, "对象", zd_str_text(&value), NULL, "");
	zd_str_clear(&value);
	zd_str_printf(&value, "%llu", (unsigned long long)t->changed);
	zd_figure_show_share(&below, t->changed, t->subjects);
	zd_brief_card(p, "改变", zd_str_text(&value), zd_str_text(&below), "");
	if (main_totals(t, &before, &after)) {
		const struct zd_give *give = &t->policy->gives[zd_figure_main(t)];
		struct zd_value d = zd_figure_difference(&before, &after);
		int sign = zd_figure_sign(&d);
		zd_str_clear(&value);
		zd_str_clear(&below);
		zd_figure_show_difference(&value, &give->type, &d);
		zd_figure_show(&below, &give->type, &before);
		zd_str_add(&below, " → ");
		zd_figure_show(&below, &give->type, &after);
		zd_brief_card(p, zd_figure_give(give), zd_str_text(&value), zd_str_text(&below),
			      sign > 0   ? "more"
			      : sign < 0 ? "less"
					 : "");
	}
	if (t->failed_before || t->failed_after) {
		zd_str_clear(&value);
		zd_str_printf(&value, "%llu → %llu", (unsigned long long)t->failed_before,
			      (unsigned long long)t->failed_after);
		zd_brief_card(p, "不能决定", zd_str_text(&value), NULL, "less");
	}
	zd_brief_cards_end(p);
	zd_str_free(&value);
	zd_str_free(&below);
}

static void put_policy(struct zd_brief *p, const struct zd_tally *t, const char *by)
{
	struct zd_str b = {0};
	zd_brief_section(p, zd_figure_policy(t->policy), t->policy->id);
	put_cards(p, t);
	for (size_t i = 0; i < t->policy->give_count; i++) {
		const struct zd_tally_outcome *o = &t->outcomes[i];
		if (!o->changed)
			continue;
		zd_str_clear(&b);
		zd_str_printf(&b, "%s，%llu 个改变", o->give->name, (unsigned long long)o->changed);
		zd_brief_topic(p, zd_figure_give(o->give), zd_str_text(&b));
		zd_brief_outcome(p, o);
	}
	zd_brief_groups(p, t, by ? by : "分组");
	zd_brief_movers(p, t);
	zd_str_free(&b);
}

void zd_comparison_page(const struct zd_comparison *c, struct zd_str *html)
{
	struct zd_brief p = {0};
	struct zd_str title = {0};
	size_t quiet = 0;
	zd_question_title(&title, c);
	zd_brief_begin(&p, zd_str_text(&title));
	zd_brief_question(&p, c, c->period ? c->period : c->as_of);
	put_overview(&p, c);
	for (size_t i = 0; i < c->tally_count; i++) {
		if (c->tallies[i]->changed)
			put_policy(&p, c->tallies[i], c->by);
		else
			quiet++;
	}
	if (quiet && quiet < c->tally_count)
		zd_brief_say(&p, "其余制度的结果没有改变。");
	else if (quiet)
		zd_brief_say(&p, "没有一个结果改变。");
	zd_brief_end(&p);
	*html = p.html;
	zd_str_free(&title);
}
