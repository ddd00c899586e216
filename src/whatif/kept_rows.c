/* Two kept what-ifs side by side: the union of their policies, outcomes and figures, in the order of the first. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/text.h"
#include "whatif/figures.h"
#include "whatif/kept.h"

#define MOST_MEMBERS 1000

/* Where in the two files the walk is: the same place in each, or NULL where one lacks it. */
struct both {
	const struct zd_json *a, *b;
};

struct writer {
	const struct zd_kept *one, *two;
	bool for_people;
	struct zd_sink *sink;
	struct zd_arena arena; /* of a row */
	struct zd_error *err;
	/* of the row to come */
	const char *period, *policy, *policy_title, *outcome, *outcome_title;
	struct zd_type type;
	const struct zd_json *levels;
};

static const struct zd_json *get(const struct zd_json *object, const char *key)
{
	return object && object->kind == ZD_JSON_OBJECT ? zd_json_get(object, key) : NULL;
}

static struct both in(struct both at, const char *key)
{
	return (struct both){get(at.a, key), get(at.b, key)};
}

/* The i-th key of two objects together: those of the first, then what only the second has; NULL at the end. */
static const char *key_at(struct both at, size_t i)
{
	size_t first = at.a && at.a->kind == ZD_JSON_OBJECT ? at.a->len : 0;
	if (i < first)
		return at.a->keys[i];
	i -= first;
	for (size_t k = 0; at.b && at.b->kind == ZD_JSON_OBJECT && k < at.b->len; k++) {
		if (get(at.a, at.b->keys[k]))
			continue;
		if (i-- == 0)
			return at.b->keys[k];
	}
	return NULL;
}

/* No what-if has that many of anything; the walk is not made for it. */
static int check_size(const struct writer *w, struct both at)
{
	if (at.a && at.a->len > MOST_MEMBERS)
		return zd_fail_at(w->err, ZD_DATA, w->one->file, 0, 0, "is damaged: it has too many members");
	if (at.b && at.b->len > MOST_MEMBERS)
		return zd_fail_at(w->err, ZD_DATA, w->two->file, 0, 0, "is damaged: it has too many members");
	return ZD_OK;
}

static const char *text_at(const struct zd_json *object, const char *key)
{
	const struct zd_json *m = get(object, key);
	return m && m->kind == ZD_JSON_STRING ? m->text : NULL;
}

static int value_of(struct zd_value *out, struct writer *w, const struct zd_type *type, const struct zd_json *json,
		    const struct zd_kept *k)
{
	*out = ZD_VALUE_NIL;
	if (!json || json->kind == ZD_JSON_NULL)
		return ZD_OK;
	if (json->kind != ZD_JSON_NUMBER || zd_value_from_json(out, type, json, &w->arena, w->err))
		return zd_fail_at(w->err, ZD_DATA, k->file, 0, 0, "is damaged: %s has a figure that is none",
				  w->outcome);
	return ZD_OK;
}

static struct zd_value cell(struct writer *w, const struct zd_type *type, const struct zd_value *v, bool difference)
{
	struct zd_str b = {0};
	if (!w->for_people)
		return v->tag == ZD_NIL ? *v : zd_value_number(zd_figure_number(type, v));
	if (v->tag != ZD_NIL && difference)
		zd_figure_show_difference(&b, type, v);
	else if (v->tag != ZD_NIL)
		zd_figure_show(&b, type, v);
	return zd_value_string(zd_str_keep(&b, &w->arena));
}

/* One figure: in the base (of the first that has it), and in each scenario. */
static int put_row(struct writer *w, const char *figure, const struct zd_type *type, struct both before,
		   struct both after)
{
	struct zd_value base, other, one, two, row[9];
	if (value_of(&base, w, type, before.a, w->one) || value_of(&other, w, type, before.b, w->two) ||
	    value_of(&one, w, type, after.a, w->one) || value_of(&two, w, type, after.b, w->two))
		return w->err->code;
	struct zd_value d = zd_figure_difference(&one, &two);
	row[0] = zd_value_string(w->for_people ? w->policy_title : w->policy);
	row[1] = zd_value_string(w->for_people ? w->outcome_title : w->outcome);
	row[2] = zd_value_string(w->period);
	row[3] = zd_value_string(figure);
	row[4] = cell(w, type, &base, false);
	row[5] = cell(w, type, &other, false);
	row[6] = cell(w, type, &one, false);
	row[7] = cell(w, type, &two, false);
	row[8] = cell(w, type, &d, true);
	int code = w->sink->row(w->sink, row, w->err);
	zd_arena_reset(&w->arena);
	return code;
}

static int put_sums(struct writer *w, struct both outcome)
{
	struct both before = in(outcome, "before"), after = in(outcome, "after");
	struct zd_type mean = zd_figure_mean_type(&w->type);
	return put_row(w, w->for_people ? "合计" : "sum", &w->type, in(before, "sum"), in(after, "sum")) ||
			       put_row(w, w->for_people ? "平均" : "mean", &mean, in(before, "mean"), in(after, "mean"))
		       ? w->err->code
		       : 0;
}

static int put_levels(struct writer *w, struct both outcome)
{
	static const struct zd_type count = {.kind = ZD_KIND_INT};
	struct both before = in(outcome, "before"), after = in(outcome, "after");
	struct both keys = {before.a ? before.a : after.a, before.b ? before.b : after.b};
	const char *key;
	if (check_size(w, keys))
		return w->err->code;
	for (size_t i = 0; (key = key_at(keys, i)) != NULL; i++) {
		const char *title = text_at(w->levels, key);
		if (!title)
			title = strcmp(key, "true") == 0 ? "是" : strcmp(key, "false") == 0 ? "否" : key;
		if (strcmp(key, "null") == 0)
			title = "—";
		if (put_row(w, w->for_people ? title : key, &count, in(before, key), in(after, key)))
			return w->err->code;
	}
	return ZD_OK;
}

static bool find_type(struct zd_type *out, const char *word)
{
	static const enum zd_kind SUMMED[] = {ZD_KIND_INT, ZD_KIND_NUMBER, ZD_KIND_MONEY, ZD_KIND_RATE};
	for (size_t i = 0; word && i < sizeof SUMMED / sizeof *SUMMED; i++) {
		if (strcmp(zd_kind_word(SUMMED[i]), word) == 0) {
			*out = (struct zd_type){.kind = SUMMED[i]};
			return true;
		}
	}
	return false;
}

/* A policy of one place of both answers. */
static int put_policy(struct writer *w, const char *id, struct both policy)
{
	const struct zd_json *titles = get(w->one->titles, id) ? get(w->one->titles, id) : get(w->two->titles, id);
	struct both outcomes = in(policy, "outcomes");
	static const struct zd_type count = {.kind = ZD_KIND_INT};
	const char *key;
	w->policy = id;
	w->policy_title = text_at(titles, "title") ? text_at(titles, "title") : id;
	w->outcome = w->outcome_title = "";
	if (check_size(w, outcomes) ||
	    put_row(w, w->for_people ? "改变" : "changed", &count, (struct both){NULL, NULL}, in(policy, "changed")))
		return w->err->code;
	for (size_t i = 0; (key = key_at(outcomes, i)) != NULL; i++) {
		const struct zd_json *about = get(get(titles, "outcomes"), key);
		w->outcome = key;
		w->outcome_title = text_at(about, "title") ? text_at(about, "title") : key;
		w->levels = get(about, "levels");
		if (find_type(&w->type, text_at(about, "kind")) ? put_sums(w, in(outcomes, key))
								: put_levels(w, in(outcomes, key)))
			return w->err->code;
	}
	return ZD_OK;
}

static int put_policies(struct writer *w, struct both policies)
{
	const char *key;
	if (check_size(w, policies))
		return w->err->code;
	for (size_t i = 0; (key = key_at(policies, i)) != NULL; i++) {
		if (put_policy(w, key, in(policies, key)))
			return w->err->code;
	}
	return ZD_OK;
}

/* The period of that name; NULL: none. */
static const struct zd_json *period_of(const struct zd_kept *k, const char *name)
{
	const struct zd_json *all = get(k->answer, "periods");
	for (size_t i = 0; i < all->len; i++) {
		const char *p = text_at(&all->items[i], "period");
		if (p && strcmp(p, name) == 0)
			return &all->items[i];
	}
	return NULL;
}

static int put_periods(struct writer *w)
{
	if (check_size(w, in((struct both){w->one->answer, w->two->answer}, "periods")))
		return w->err->code;
	for (int side = 0; side < 2; side++) {
		const struct zd_json *all = get((side ? w->two : w->one)->answer, "periods");
		for (size_t i = 0; i < all->len; i++) {
			const char *name = text_at(&all->items[i], "period");
			if (!name || (side && period_of(w->one, name)))
				continue;
			w->period = name;
			struct both at = {period_of(w->one, name), period_of(w->two, name)};
			if (put_policies(w, in(at, "policies")))
				return w->err->code;
		}
	}
	w->period = w->for_people ? "合计" : "total";
	return put_policies(w, in(in((struct both){w->one->answer, w->two->answer}, "total"), "policies"));
}

int zd_kept_rows(const struct zd_kept *one, const struct zd_kept *two, bool for_people, struct zd_sink *sink,
		 struct zd_error *err)
{
	static const struct zd_type text = {.kind = ZD_KIND_TEXT}, number = {.kind = ZD_KIND_NUMBER};
	static const char *const HEADS[][2] = {
		{"policy", "制度"},         {"outcome", "结果"},        {"period", "期间"},
		{"figure", "数额"},         {"base_a", "甲的现在"},     {"base_b", "乙的现在"},
		{"scenario_a", "甲的假设"}, {"scenario_b", "乙的假设"}, {"difference", "乙比甲"}};
	struct writer w = {.one = one, .two = two, .for_people = for_people, .sink = sink, .err = err, .period = ""};
	struct zd_head heads[9];
	if (one->span != two->span)
		return zd_fail(err, ZD_USAGE, "%s holds %s and %s %s: they cannot be compared", one->file,
			       one->span ? "several periods" : "one day or period", two->file,
			       two->span ? "several periods" : "one day or period");
	for (size_t i = 0; i < 9; i++)
		heads[i] = (struct zd_head){HEADS[i][0], HEADS[i][1], i < 4 ? text : number};
	int code = sink->begin(sink, heads, 9, err);
	if (!code)
		code = one->span ? put_periods(&w)
				 : put_policies(&w, in((struct both){one->answer, two->answer}, "policies"));
	zd_arena_free(&w.arena);
	return code ? code : sink->end(sink, err);
}
