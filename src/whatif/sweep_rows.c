/* Sweeps as rows: one a point, or one a point and group. */
#include <stdlib.h>
#include <string.h>

#include "base/money.h"
#include "base/str.h"
#include "model/text.h"
#include "whatif/figures.h"
#include "whatif/sweep.h"

#define LEVELS_SHOWN 12

/* What a column tells of the tallies of a policy: a measure; or how many subjects changed. */
struct column {
	size_t tally;
	bool is_changed;
	struct zd_measure measure;
	int given; /* the place among the measures asked for, or -1 */
};

struct writer {
	const struct zd_sweep *s;
	bool for_people;
	struct zd_arena arena;
	struct column *columns;
	size_t column_count, column_cap;
	struct zd_head *heads;
	size_t head_count;
	struct zd_value *row;
};

/* ---- which columns ---- */

static void add_column(struct writer *w, const struct column *c)
{
	ZD_GROW(w->columns, w->column_count, w->column_cap);
	w->columns[w->column_count++] = *c;
}

static void add_figure(struct writer *w, size_t tally, size_t give, enum zd_measure_kind kind,
		       const struct zd_value *value)
{
	const struct zd_policy *p = w->s->base.tallies[tally]->policy;
	struct column c = {.tally = tally, .given = -1};
	c.measure = (struct zd_measure){.kind = kind, .policy = p, .give = give, .type = p->gives[give].type};
	if (kind == ZD_MEASURE_COUNT)
		c.measure.type = (struct zd_type){.kind = ZD_KIND_INT};
	else if (kind == ZD_MEASURE_MEAN)
		c.measure.type = zd_figure_mean_type(&p->gives[give].type);
	if (value) {
		c.measure.has_value = true;
		c.measure.value = *value;
	}
	add_column(w, &c);
}

static const struct zd_tally_outcome *outcome_at(const struct writer *w, size_t point, size_t tally, size_t give)
{
	return &w->s->points[point].tallies[tally]->outcomes[give];
}

/* Whether a value is among the levels that were added from an earlier tally. */
static bool is_known(const struct writer *w, size_t first, const struct zd_value *v)
{
	for (size_t i = first; i < w->column_count; i++) {
		if (zd_value_equal(&w->columns[i].measure.value, v))
			return true;
	}
	return false;
}

static void add_levels_of(struct writer *w, size_t first, size_t tally, size_t give, const struct zd_tally_outcome *o)
{
	for (size_t i = 0; i < o->level_count; i++) {
		if (o->levels[i].value.tag != ZD_NIL && !is_known(w, first, &o->levels[i].value))
			add_figure(w, tally, give, ZD_MEASURE_COUNT, &o->levels[i].value);
	}
}

/* The levels in the enum's order, or as they were met; none where there are too many. */
static void add_levels(struct writer *w, size_t tally, size_t give)
{
	const struct zd_type *type = &w->s->base.tallies[tally]->policy->gives[give].type;
	size_t first = w->column_count;
	bool many = w->s->base.tallies[tally]->outcomes[give].many;
	for (size_t i = 0; type->kind == ZD_KIND_ENUM && i < type->enums->count; i++) {
		struct zd_value v = zd_value_string(type->enums->values[i]);
		add_figure(w, tally, give, ZD_MEASURE_COUNT, &v);
	}
	if (type->kind == ZD_KIND_ENUM)
		return;
	add_levels_of(w, first, tally, give, &w->s->base.tallies[tally]->outcomes[give]);
	for (size_t p = 0; p < w->s->point_count; p++) {
		many |= outcome_at(w, p, tally, give)->many;
		add_levels_of(w, first, tally, give, outcome_at(w, p, tally, give));
	}
	if (many || w->column_count - first > LEVELS_SHOWN)
		w->column_count = first;
}

/* People see the outcomes that differ at some point. */
static bool is_shown(const struct writer *w, size_t tally, size_t give)
{
	bool differs = !w->for_people;
	for (size_t p = 0; p < w->s->point_count && !differs; p++)
		differs = outcome_at(w, p, tally, give)->changed > 0;
	return differs;
}

static void choose_columns(struct writer *w)
{
	const struct zd_sweep *s = w->s;
	for (size_t i = 0; i < s->measure_count; i++) {
		struct column c = {.measure = s->measures[i], .given = (int)i};
		add_column(w, &c);
	}
	for (size_t t = 0; t < s->base.tally_count && !s->measure_count; t++) {
		const struct zd_tally *base = s->base.tallies[t];
		struct column changed = {.tally = t, .is_changed = true, .given = -1};
		add_column(w, &changed);
		for (size_t k = 0; k < base->policy->give_count; k++) {
			if (!is_shown(w, t, k))
				continue;
			if (!base->outcomes[k].is_number) {
				add_levels(w, t, k);
				continue;
			}
			add_figure(w, t, k, ZD_MEASURE_SUM, NULL);
			add_figure(w, t, k, ZD_MEASURE_MEAN, NULL);
		}
	}
}

/* ---- their heads ---- */

static const char *word_of(enum zd_measure_kind kind, bool title)
{
	static const char *const WORDS[][2] = {
#define X(name, word, chinese) {word, chinese},
		ZD_MEASURES(X)
#undef X
	};
	return WORDS[kind][title];
}

static const char *finish(struct writer *w, struct zd_str *b)
{
	return zd_str_keep(b, &w->arena);
}

static const char *name_of(struct writer *w, const struct column *c)
{
	const struct zd_policy *p = w->s->base.tallies[c->tally]->policy;
	const struct zd_measure *m = &c->measure;
	struct zd_str b = {0};
	if (c->is_changed)
		zd_str_printf(&b, "changed(%s)", p->id);
	else if (c->given >= 0)
		zd_str_add(&b, m->text);
	else {
		zd_str_printf(&b, "%s(%s.%s", word_of(m->kind, false), m->policy->id, m->policy->gives[m->give].name);
		if (m->has_value) {
			zd_str_addc(&b, '=');
			zd_value_plain(&b, &m->policy->gives[m->give].type, &m->value);
		}
		zd_str_addc(&b, ')');
	}
	return finish(w, &b);
}

static const char *title_of(struct writer *w, const struct column *c)
{
	const struct zd_measure *m = &c->measure;
	const struct zd_policy *p = c->given >= 0 ? m->policy : w->s->base.tallies[c->tally]->policy;
	bool many = w->s->base.tally_count > 1;
	struct zd_str b = {0};
	if (many && (c->is_changed || c->given >= 0))
		zd_str_printf(&b, "%s ", zd_figure_policy(p));
	if (c->is_changed) {
		zd_str_add(&b, "改变");
		return finish(w, &b);
	}
	zd_str_add(&b, zd_figure_give(&m->policy->gives[m->give]));
	if (m->has_value) {
		zd_str_addc(&b, ' ');
		zd_value_show(&b, &m->policy->gives[m->give].type, &m->value);
	}
	if (!m->has_value || m->kind != ZD_MEASURE_COUNT)
		zd_str_printf(&b, " %s", word_of(m->kind, true));
	return finish(w, &b);
}

static const char *axis_title(struct writer *w, const struct zd_axis_swept *a)
{
	struct zd_str b = {0};
	const char *dot = strrchr(a->name, '.');
	zd_str_add(&b, a->title ? a->title : a->name);
	/* Of a map, which key. */
	if (a->inner && dot)
		zd_str_printf(&b, " %s", dot + 1);
	if (a->branch)
		zd_str_printf(&b, " (%s)", a->branch);
	return finish(w, &b);
}

static void add_head(struct writer *w, const char *name, const char *title, const struct zd_type *type)
{
	w->heads[w->head_count++] = (struct zd_head){name, title, *type};
}

static void axis_heads(struct writer *w)
{
	for (size_t i = 0; i < w->s->axis_count; i++) {
		const struct zd_axis_swept *a = &w->s->axes[i];
		const char *name = a->branch ? zd_arena_printf(&w->arena, "%s@%s", a->name, a->branch) : a->name;
		add_head(w, name, axis_title(w, a), &a->type);
	}
}

static void make_heads(struct writer *w)
{
	const struct zd_type text = {.kind = ZD_KIND_TEXT}, truth = {.kind = ZD_KIND_BOOL},
			     count = {.kind = ZD_KIND_INT};
	w->heads = zd_arena_alloc(&w->arena, (2 * w->column_count + 4) * sizeof *w->heads);
	w->row = zd_arena_alloc(&w->arena, (2 * w->column_count + 4) * sizeof *w->row);
	axis_heads(w);
	add_head(w, "today", "", w->for_people ? &text : &truth);
	for (size_t i = 0; i < w->column_count; i++) {
		const struct column *c = &w->columns[i];
		const char *name = name_of(w, c);
		add_head(w, name, title_of(w, c), c->is_changed ? &count : &c->measure.type);
		if (c->given >= 0)
			add_head(w, zd_arena_printf(&w->arena, "difference %s", name), "相差", &c->measure.type);
	}
}

/* ---- the rows ---- */

/* People get four decimals, of a rate too. */
static struct zd_value shown(const struct writer *w, const struct zd_value *v)
{
	return w->for_people && v->tag == ZD_NUMBER ? zd_value_number(zd_round(v->d, 4)) : *v;
}

/* What a column is in a point; point SIZE_MAX: in the base. */
static struct zd_value figure_of(const struct writer *w, const struct column *c, size_t point)
{
	const struct zd_sweep *s = w->s;
	bool base = point == SIZE_MAX;
	struct zd_value v = ZD_VALUE_NIL;
	if (c->given >= 0)
		return base ? s->today[c->given].value : s->points[point].measures[c->given].value;
	const struct zd_tally *t = base ? s->base.tallies[c->tally] : s->points[point].tallies[c->tally];
	if (c->is_changed)
		return zd_value_int((int64_t)t->changed);
	zd_measure_of(&c->measure, t, true, &v);
	return v;
}

static int put_row(struct writer *w, size_t point, struct zd_sink *sink, struct zd_error *err)
{
	const struct zd_sweep *s = w->s;
	bool base = point == SIZE_MAX, today = base || s->points[point].is_today;
	size_t n = 0;
	for (size_t i = 0; i < s->axis_count; i++)
		w->row[n++] = base ? s->axes[i].today : s->axes[i].values[s->points[point].at[i]];
	w->row[n++] = !w->for_people ? zd_value_bool(today) : zd_value_string(base ? "现在" : today ? "← 现在" : "");
	for (size_t i = 0; i < w->column_count; i++) {
		struct zd_value v = figure_of(w, &w->columns[i], point), before;
		w->row[n++] = shown(w, &v);
		if (w->columns[i].given < 0)
			continue;
		before = figure_of(w, &w->columns[i], SIZE_MAX);
		v = zd_figure_difference(&before, &v);
		w->row[n++] = shown(w, &v);
	}
	return sink->row(sink, w->row, err);
}

static void close_writer(struct writer *w)
{
	free(w->columns);
	zd_arena_free(&w->arena);
}

int zd_sweep_rows(const struct zd_sweep *s, struct zd_sink *sink, bool for_people, struct zd_error *err)
{
	struct writer w = {.s = s, .for_people = for_people};
	choose_columns(&w);
	make_heads(&w);
	int code = sink->begin(sink, w.heads, w.head_count, err);
	if (!code && for_people)
		code = put_row(&w, SIZE_MAX, sink, err);
	for (size_t p = 0; p < s->point_count && !code; p++)
		code = put_row(&w, p, sink, err);
	close_writer(&w);
	return code ? code : sink->end(sink, err);
}

/* ---- groups ---- */

/* The sums of a policy's numbers in one group of one point. */
static int put_group(struct writer *w, size_t point, size_t tally, const struct zd_group *g, struct zd_sink *sink,
		     struct zd_error *err)
{
	const struct zd_sweep *s = w->s;
	size_t n = 0;
	for (size_t i = 0; i < s->axis_count; i++)
		w->row[n++] = s->axes[i].values[s->points[point].at[i]];
	w->row[n++] = zd_value_string(s->base.tallies[tally]->policy->id);
	w->row[n++] = zd_value_string(g->key);
	w->row[n++] = zd_value_int((int64_t)g->subjects);
	w->row[n++] = zd_value_int((int64_t)g->changed);
	for (size_t i = 0; i < w->column_count; i++) {
		const struct column *c = &w->columns[i];
		struct zd_value before = ZD_VALUE_NIL, after = ZD_VALUE_NIL;
		if (c->tally == tally) {
			zd_sums_total(&g->before[c->measure.give], &c->measure.type, &before);
			zd_sums_total(&g->after[c->measure.give], &c->measure.type, &after);
		}
		w->row[n++] = after;
		w->row[n++] = zd_figure_difference(&before, &after);
	}
	return sink->row(sink, w->row, err);
}

int zd_sweep_group_rows(const struct zd_sweep *s, struct zd_sink *sink, struct zd_error *err)
{
	const struct zd_type text = {.kind = ZD_KIND_TEXT}, count = {.kind = ZD_KIND_INT};
	struct writer w = {.s = s};
	for (size_t t = 0; t < s->base.tally_count; t++) {
		for (size_t k = 0; k < s->base.tallies[t]->policy->give_count; k++) {
			if (s->base.tallies[t]->outcomes[k].is_number)
				add_figure(&w, t, k, ZD_MEASURE_SUM, NULL);
		}
	}
	w.heads = zd_arena_alloc(&w.arena, (2 * w.column_count + 8) * sizeof *w.heads);
	w.row = zd_arena_alloc(&w.arena, (2 * w.column_count + 8) * sizeof *w.row);
	axis_heads(&w);
	add_head(&w, "policy", "制度", &text);
	add_head(&w, "group", "分组", &text);
	add_head(&w, "subjects", "对象", &count);
	add_head(&w, "changed", "改变", &count);
	for (size_t i = 0; i < w.column_count; i++) {
		const char *name = name_of(&w, &w.columns[i]);
		add_head(&w, name, title_of(&w, &w.columns[i]), &w.columns[i].measure.type);
		add_head(&w, zd_arena_printf(&w.arena, "difference %s", name), "相差", &w.columns[i].measure.type);
	}
	int code = sink->begin(sink, w.heads, w.head_count, err);
	for (size_t p = 0; p < s->point_count && !code; p++) {
		for (size_t t = 0; t < s->base.tally_count && !code; t++) {
			const struct zd_tally *tally = s->points[p].tallies[t];
			for (size_t g = 0; g < tally->group_count && !code; g++)
				code = put_group(&w, p, t, &tally->groups[g], sink, err);
		}
	}
	close_writer(&w);
	return code ? code : sink->end(sink, err);
}
