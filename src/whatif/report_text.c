/* A comparison as text: transition tables, sums, winners and losers, groups, top movers. */
#include <string.h>

#include "base/plain.h"
#include "base/str.h"
#include "base/utf8.h"
#include "model/text.h"
#include "whatif/figures.h"
#include "whatif/report.h"

#define NAME_WIDTH 18
#define CELL_WIDTH 14

/* Writes text padded to a display width; `right` puts the blanks before it. */
static void put_cell(FILE *out, const char *text, size_t width, bool right)
{
	size_t have = zd_utf8_width(text, strlen(text));
	int pad = have + 2 < width ? (int)(width - have) : 2; /* never run into the next */
	if (width == 0)
		pad = 0;
	if (right)
		fprintf(out, "%*s%s", pad, "", text);
	else
		fprintf(out, "%s%*s", text, pad, "");
}

static void put_value(FILE *out, const struct zd_type *type, const struct zd_value *v, size_t width, bool right)
{
	struct zd_str b = {0};
	zd_figure_show(&b, type, v);
	put_cell(out, zd_str_text(&b), width, right);
	zd_str_free(&b);
}

static void put_count(FILE *out, uint64_t n, size_t width)
{
	fprintf(out, "%*llu", (int)width, (unsigned long long)n);
}

/* Rows are how it is, columns how it would be. */
static void put_transitions(FILE *out, const struct zd_tally_outcome *o)
{
	const struct zd_type *type = &o->give->type;
	fputs("    ", out);
	put_cell(out, "现在 ＼ 假设", NAME_WIDTH, false);
	for (size_t to = 0; to < o->level_count; to++)
		put_value(out, type, &o->levels[to].value, CELL_WIDTH, true);
	put_cell(out, "合计", CELL_WIDTH, true);
	fputc('\n', out);
	for (size_t from = 0; from < o->level_count; from++) {
		fputs("    ", out);
		put_value(out, type, &o->levels[from].value, NAME_WIDTH, false);
		for (size_t to = 0; to < o->level_count; to++)
			put_count(out, zd_figure_moved(o, from, to), CELL_WIDTH);
		put_count(out, o->levels[from].before, CELL_WIDTH);
		fputc('\n', out);
	}
	fputs("    ", out);
	put_cell(out, "合计", NAME_WIDTH, false);
	for (size_t to = 0; to < o->level_count; to++)
		put_count(out, o->levels[to].after, CELL_WIDTH);
	fputc('\n', out);
}

/* Many levels: only those that something moves between. */
static void put_moves(FILE *out, const struct zd_tally_outcome *o)
{
	for (size_t i = 0; i < o->move_count; i++) {
		fputs("    ", out);
		put_value(out, &o->give->type, &o->levels[o->moves[i].from].value, 0, false);
		fputs(" → ", out);
		put_value(out, &o->give->type, &o->levels[o->moves[i].to].value, 0, false);
		fprintf(out, "：%llu\n", (unsigned long long)o->moves[i].count);
	}
}

static void put_line(FILE *out, const char *name, const struct zd_type *type, const struct zd_value *before,
		     const struct zd_value *after)
{
	struct zd_value delta = zd_figure_difference(before, after);
	fputs("    ", out);
	put_cell(out, name, NAME_WIDTH, false);
	put_value(out, type, before, CELL_WIDTH + 6, true);
	put_value(out, type, after, CELL_WIDTH + 6, true);
	put_value(out, type, &delta, CELL_WIDTH + 6, true);
	fputc('\n', out);
}

static void put_sums(FILE *out, const struct zd_tally_outcome *o)
{
	const struct zd_type *type = &o->give->type;
	struct zd_type mean = zd_figure_mean_type(type);
	struct zd_value a, b;
	fputs("    ", out);
	put_cell(out, "", NAME_WIDTH, false);
	put_cell(out, "现在", CELL_WIDTH + 6, true);
	put_cell(out, "假设", CELL_WIDTH + 6, true);
	put_cell(out, "相差", CELL_WIDTH + 6, true);
	fputc('\n', out);
	if (zd_sums_total(&o->before, type, &a) && zd_sums_total(&o->after, type, &b))
		put_line(out, "合计", type, &a, &b);
	if (zd_sums_mean(&o->before, type, &a) && zd_sums_mean(&o->after, type, &b))
		put_line(out, "平均", &mean, &a, &b);
	if (o->before.count && o->after.count) {
		put_line(out, "最小", type, &o->before.min, &o->after.min);
		put_line(out, "最大", type, &o->before.max, &o->after.max);
	}
	fprintf(out, "    增加 %llu，减少 %llu\n", (unsigned long long)o->up, (unsigned long long)o->down);
}

static void put_outcome(FILE *out, const struct zd_tally_outcome *o)
{
	fprintf(out, "\n  %s (%s)：%llu 个改变\n", zd_figure_give(o->give), o->give->name,
		(unsigned long long)o->changed);
	if (!o->changed)
		return;
	if (o->is_number)
		put_sums(out, o);
	else if (o->many)
		fprintf(out, "    取值太多，不列出\n");
	else if (o->level_count <= 8)
		put_transitions(out, o);
	else
		put_moves(out, o);
}

static void put_groups(FILE *out, const struct zd_tally *t)
{
	int m = zd_figure_main(t);
	if (!t->group_count)
		return;
	fputs("\n  分组\n    ", out);
	put_cell(out, "", NAME_WIDTH, false);
	put_cell(out, "对象", CELL_WIDTH, true);
	put_cell(out, "改变", CELL_WIDTH, true);
	if (m >= 0)
		put_cell(out, zd_figure_give(&t->policy->gives[m]), CELL_WIDTH + 6, true);
	fputc('\n', out);
	for (size_t i = 0; i < t->group_count; i++) {
		const struct zd_group *g = &t->groups[i];
		struct zd_value a, b;
		fputs("    ", out);
		put_cell(out, *g->key ? g->key : "—", NAME_WIDTH, false);
		put_count(out, g->subjects, CELL_WIDTH);
		put_count(out, g->changed, CELL_WIDTH);
		if (m >= 0 && zd_sums_total(&g->before[m], &t->policy->gives[m].type, &a) &&
		    zd_sums_total(&g->after[m], &t->policy->gives[m].type, &b)) {
			struct zd_value delta = zd_figure_difference(&a, &b);
			put_value(out, &t->policy->gives[m].type, &delta, CELL_WIDTH + 6, true);
		}
		fputc('\n', out);
	}
}

static void put_movers(FILE *out, const struct zd_tally *t)
{
	if (!t->mover_count)
		return;
	const struct zd_give *give = &t->policy->gives[t->mover_outcome];
	fprintf(out, "\n  变动最大 (%s)\n", zd_figure_give(give));
	for (size_t i = 0; i < t->mover_count; i++) {
		fputs("    ", out);
		put_value(out, t->key_type, &t->movers[i].id, NAME_WIDTH, false);
		put_value(out, &give->type, &t->movers[i].before, CELL_WIDTH + 6, true);
		put_value(out, &give->type, &t->movers[i].after, CELL_WIDTH + 6, true);
		fputc('\n', out);
	}
}

void zd_tally_text(const struct zd_tally *t, FILE *out)
{
	fprintf(out, "\n%s (%s)：%llu 个对象，%llu 个改变\n", zd_figure_policy(t->policy), t->policy->id,
		(unsigned long long)t->subjects, (unsigned long long)t->changed);
	if (t->failed_before || t->failed_after)
		fprintf(out, "  不能决定：现在 %llu，假设 %llu\n", (unsigned long long)t->failed_before,
			(unsigned long long)t->failed_after);
	if (!t->changed)
		return;
	for (size_t i = 0; i < t->policy->give_count; i++)
		put_outcome(out, &t->outcomes[i]);
	put_groups(out, t);
	put_movers(out, t);
}

void zd_question_text(const struct zd_comparison *c, FILE *to)
{
	struct zd_plain_stream plain;
	FILE *out = zd_plain_begin(&plain, to);
	if (c->from)
		fprintf(out, "基准：%s，%s 至 %s\n", c->release, c->from, c->to);
	else
		fprintf(out, "基准：%s，%s\n", c->release, c->period ? c->period : c->as_of);
	for (size_t i = 0; i < c->change_count; i++) {
		const struct zd_change *change = &c->changes[i];
		fprintf(out, "假设：%s", change->name);
		if (change->branch)
			fprintf(out, " (%s)", change->branch);
		if (change->before)
			fprintf(out, " 由 %s", change->before);
		fprintf(out, change->before ? " 改为 %s" : " = %s", change->value);
		if (change->from)
			fprintf(out, "，自 %s 起", change->from);
		fprintf(out, "%s\n", change->no_effect ? "  —— 没有任何影响" : "");
	}
	zd_plain_end(&plain);
}

static void put_gauges(FILE *out, const struct zd_comparison *c)
{
	size_t width = NAME_WIDTH;
	for (size_t i = 0; i < c->gauge_count; i++) {
		size_t n = zd_utf8_width(c->gauges[i].measure->text, strlen(c->gauges[i].measure->text)) + 2;
		width = n > width ? n : width;
	}
	fputc('\n', out);
	put_cell(out, "", width, false);
	put_cell(out, "现在", CELL_WIDTH + 6, true);
	put_cell(out, "假设", CELL_WIDTH + 6, true);
	put_cell(out, "相差", CELL_WIDTH + 6, true);
	fputc('\n', out);
	for (size_t i = 0; i < c->gauge_count; i++) {
		const struct zd_gauge *g = &c->gauges[i];
		struct zd_value delta = zd_figure_difference(&g->before.value, &g->after.value);
		put_cell(out, g->measure->text, width, false);
		put_value(out, &g->measure->type, &g->before.value, CELL_WIDTH + 6, true);
		put_value(out, &g->measure->type, &g->after.value, CELL_WIDTH + 6, true);
		put_value(out, &g->measure->type, &delta, CELL_WIDTH + 6, true);
		fputc('\n', out);
	}
}

void zd_comparison_text(const struct zd_comparison *c, FILE *to)
{
	struct zd_plain_stream plain;
	FILE *out = zd_plain_begin(&plain, to);
	zd_question_text(c, out);
	if (c->gauge_count)
		put_gauges(out, c);
	for (size_t i = 0; i < c->tally_count && !c->gauge_count; i++)
		zd_tally_text(c->tallies[i], out);
	zd_plain_end(&plain);
}
