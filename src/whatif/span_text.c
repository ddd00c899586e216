/* A span as text: for each outcome a table of its periods, and the totals. */
#include <stdlib.h>
#include <string.h>

#include "base/plain.h"
#include "base/utf8.h"
#include "model/text.h"
#include "whatif/figures.h"
#include "whatif/span.h"

#define PERIOD_WIDTH 10
#define CELL_WIDTH 20
#define LEVELS_SHOWN 6

static void put_cell(FILE *out, const char *text, size_t width, bool right)
{
	size_t have = zd_utf8_width(text, strlen(text));
	int pad = have + 2 < width ? (int)(width - have) : 2;
	if (right)
		fprintf(out, "%*s%s", pad, "", text);
	else
		fprintf(out, "%s%*s", text, pad, "");
}

static void put_value(FILE *out, const struct zd_type *type, const struct zd_value *v, bool difference)
{
	struct zd_str b = {0};
	if (difference)
		zd_figure_show_difference(&b, type, v);
	else
		zd_figure_show(&b, type, v);
	put_cell(out, zd_str_text(&b), CELL_WIDTH, true);
	zd_str_free(&b);
}

static void put_count(FILE *out, uint64_t n)
{
	fprintf(out, "%*llu", 10, (unsigned long long)n);
}

/* ---- numbers ---- */

static void put_sums(FILE *out, const char *name, const struct zd_tally_outcome *o)
{
	const struct zd_type *type = &o->give->type;
	struct zd_value a = ZD_VALUE_NIL, b = ZD_VALUE_NIL;
	zd_sums_total(&o->before, type, &a);
	zd_sums_total(&o->after, type, &b);
	struct zd_value d = zd_figure_difference(&a, &b);
	fputs("    ", out);
	put_cell(out, name, PERIOD_WIDTH, false);
	put_count(out, o->changed);
	put_value(out, type, &a, false);
	put_value(out, type, &b, false);
	put_value(out, type, &d, true);
	fputc('\n', out);
}

static void put_number_heads(FILE *out)
{
	fputs("    ", out);
	put_cell(out, "", PERIOD_WIDTH, false);
	put_cell(out, "改变", 10, true);
	put_cell(out, "现在", CELL_WIDTH, true);
	put_cell(out, "假设", CELL_WIDTH, true);
	put_cell(out, "相差", CELL_WIDTH, true);
	fputc('\n', out);
}

/* ---- levels ---- */

static const struct zd_level *level_like(const struct zd_tally_outcome *o, const struct zd_value *v)
{
	for (size_t i = 0; i < o->level_count; i++) {
		if (zd_value_equal(&o->levels[i].value, v))
			return &o->levels[i];
	}
	return NULL;
}

/* How many had each level, and would have it; the total's levels are the columns. */
static void put_levels(FILE *out, const char *name, const struct zd_tally_outcome *o,
		       const struct zd_tally_outcome *all)
{
	fputs("    ", out);
	put_cell(out, name, PERIOD_WIDTH, false);
	put_count(out, o->changed);
	for (size_t i = 0; i < all->level_count; i++) {
		const struct zd_level *l = level_like(o, &all->levels[i].value);
		char text[64];
		snprintf(text, sizeof text, "%llu → %llu", (unsigned long long)(l ? l->before : 0),
			 (unsigned long long)(l ? l->after : 0));
		put_cell(out, text, CELL_WIDTH, true);
	}
	fputc('\n', out);
}

static void put_level_heads(FILE *out, const struct zd_tally_outcome *all)
{
	fputs("    ", out);
	put_cell(out, "", PERIOD_WIDTH, false);
	put_cell(out, "改变", 10, true);
	for (size_t i = 0; i < all->level_count; i++)
		put_value(out, &all->give->type, &all->levels[i].value, false);
	fputc('\n', out);
}

/* ---- an outcome, a policy ---- */

static const struct zd_tally_outcome *outcome_in(const struct zd_span_period *p, const struct zd_tally *total, size_t i)
{
	const struct zd_tally *t = zd_span_tally(p, total->policy->id);
	const struct zd_give *give = t ? zd_policy_give(t->policy, total->policy->gives[i].name) : NULL;
	return give ? &t->outcomes[give - t->policy->gives] : NULL;
}

static void put_outcome(FILE *out, const struct zd_span *s, const struct zd_tally *total, size_t i)
{
	const struct zd_tally_outcome *all = &total->outcomes[i];
	bool levels = !all->is_number && !all->many && all->level_count <= LEVELS_SHOWN;
	fprintf(out, "\n  %s (%s)：%llu 个改变\n", zd_figure_give(all->give), all->give->name,
		(unsigned long long)all->changed);
	if (!all->changed || (!all->is_number && !levels))
		return;
	if (levels)
		put_level_heads(out, all);
	else
		put_number_heads(out);
	for (size_t k = 0; k < s->period_count; k++) {
		const struct zd_tally_outcome *o = outcome_in(&s->periods[k], total, i);
		if (o && levels)
			put_levels(out, s->periods[k].name, o, all);
		else if (o)
			put_sums(out, s->periods[k].name, o);
	}
	if (levels)
		put_levels(out, "合计", all, all);
	else
		put_sums(out, "合计", all);
}

static void put_movers(FILE *out, const struct zd_span *s, const struct zd_span_total *t)
{
	int m = t->tally->mover_outcome;
	if (m < 0 || !t->tally->outcomes[m].changed)
		return;
	const struct zd_give *give = &t->tally->policy->gives[m];
	fprintf(out, "\n  全程变动最大 (%s)\n", zd_figure_give(give));
	for (size_t i = 0; i < t->changed.count && i < s->top; i++) {
		struct zd_str b = {0};
		struct zd_value d = zd_span_moved(t, i);
		if (!zd_figure_sign(&d))
			break;
		zd_value_show(&b, t->tally->key_type, &t->changed.items[i].id);
		fputs("    ", out);
		put_cell(out, zd_str_text(&b), CELL_WIDTH, false);
		put_value(out, &give->type, &d, true);
		fputc('\n', out);
		zd_str_free(&b);
	}
}

void zd_span_text(const struct zd_span *s, FILE *to)
{
	struct zd_plain_stream plain;
	FILE *out = zd_plain_begin(&plain, to);
	zd_question_text(&s->question, out);
	for (size_t i = 1; i < s->period_count; i++) {
		if (s->periods[i].release != s->periods[i - 1].release)
			fprintf(out, "%s 起：%s\n", s->periods[i].name, s->periods[i].pack);
	}
	size_t quiet = 0;
	for (size_t i = 0; i < s->total_count; i++) {
		const struct zd_tally *t = s->totals[i].tally;
		if (!t->changed && s->total_count > 1 && t->failed_before == t->failed_after) {
			quiet++;
			continue;
		}
		fprintf(out, "\n%s (%s)：%llu 次决定，%llu 次改变，涉及 %zu 个对象\n", zd_figure_policy(t->policy),
			t->policy->id, (unsigned long long)t->subjects, (unsigned long long)t->changed,
			s->totals[i].changed.count);
		if (t->failed_before || t->failed_after)
			fprintf(out, "  不能决定：现在 %llu，假设 %llu\n", (unsigned long long)t->failed_before,
				(unsigned long long)t->failed_after);
		for (size_t k = 0; k < t->policy->give_count && t->changed; k++)
			put_outcome(out, s, t, k);
		put_movers(out, s, &s->totals[i]);
	}
	if (quiet)
		fprintf(out, "\n%s %zu 项制度的结果没有改变\n", quiet < s->total_count ? "其余" : "全部", quiet);
	zd_plain_end(&plain);
}
