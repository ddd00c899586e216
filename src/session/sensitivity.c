/* Sensitivities: every number that the measured policy and what it needs take from parameters, nudged down and up. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/money.h"
#include "model/text.h"
#include "session/many.h"
#include "session/output.h"
#include "whatif/figures.h"
#include "whatif/grid.h"
#include "whatif/page_rows.h"

#define LANES_MAX ZD_SWEEP_POINTS_MAX /* of one reading */

/* A parameter's number, and the map that it is a part of. */
struct leaf {
	struct zd_varied varied;
	const struct zd_value *map; /* in force; NULL: the parameter is the number */
	size_t key;
	struct zd_varied whole; /* of a map: the map itself */
};

struct sensing {
	struct zd_many many;
	struct zd_sensitivity answer;
	struct leaf *leaves;
	size_t leaf_count, leaf_cap;
	struct zd_lane *lanes; /* two a leaf: down, up */
	bool *made;            /* whether a lane could be made */
};

static double number(const struct zd_value *v)
{
	return v->tag == ZD_INT ? (double)v->i : v->tag == ZD_NUMBER ? v->d : 0;
}

/* ---- which numbers there are ---- */

static void add_leaf(struct sensing *s, const struct leaf *leaf)
{
	ZD_GROW(s->leaves, s->leaf_count, s->leaf_cap);
	s->leaves[s->leaf_count++] = *leaf;
}

static void add_value(struct sensing *s, const struct zd_param *p, const char *name, const char *branch,
		      const struct zd_type *type, const struct zd_value *value)
{
	struct leaf leaf = {.varied = {name, branch, p, type, *value}};
	if (zd_grid_fits(type))
		add_leaf(s, &leaf);
	for (size_t i = 0; value->tag == ZD_MAP && i < value->len; i++) {
		const struct zd_type *inner = type->open ? &type->of[0] : &type->of[i];
		const char *path = zd_arena_printf(&s->many.w->arena, "%s.%s", name, value->map[i].key);
		if (!zd_grid_fits(inner)) {
			add_value(s, p, path, branch, inner, &value->map[i].value);
			continue;
		}
		leaf = (struct leaf){.varied = {path, branch, p, inner, value->map[i].value},
				     .map = value,
				     .key = i,
				     .whole = {name, branch, p, type, *value}};
		add_leaf(s, &leaf);
	}
}

static bool is_known(const struct sensing *s, const struct zd_param *p)
{
	for (size_t i = 0; i < s->leaf_count; i++) {
		if (s->leaves[i].varied.param == p)
			return true;
	}
	return false;
}

/* The group's value; where a branch is asked for that has its own, the branch's. */
static void add_params(struct sensing *s, const struct zd_policy *policy)
{
	struct zd_whatif *w = s->many.w;
	for (size_t i = 0; i < policy->param_count; i++) {
		struct zd_param *p = zd_pack_param(zd_many_pack(&s->many), policy->params[i].target);
		struct zd_origin origin;
		if (!p || is_known(s, p))
			continue;
		zd_param_resolve(p, w->o->branch, w->when.as_of, &origin);
		if (origin.value)
			add_value(s, p, p->name, origin.layer->branch, &p->type, origin.value);
	}
}

static void find_leaves(struct sensing *s)
{
	const struct zd_plan *plan = (s->many.shared ? &s->many.base : &s->many.scenario)->plan;
	for (size_t i = 0; i < plan->stage_count; i++) {
		for (size_t k = 0; k < plan->stages[i].step_count; k++) {
			const struct zd_policy *p = plan->stages[i].steps[k].policy;
			add_params(s, p);
			for (size_t b = 0; b < plan->pack->branch_count; b++) {
				const struct zd_branch *branch = &plan->pack->branches[b];
				for (size_t r = 0; r < branch->policy_count; r++) {
					if (strcmp(branch->policies[r].id, p->id) == 0)
						add_params(s, &branch->policies[r]);
				}
			}
		}
	}
}

/* ---- nudging ---- */

/* A number moved by a part of itself, in steps of its type, at least by one; nil: it is nothing, of which there is no part. */
static struct zd_value moved(const struct zd_type *type, const struct zd_value *v, double part)
{
	if (v->tag == ZD_INT && type->kind != ZD_KIND_NUMBER && type->kind != ZD_KIND_RATE) {
		int64_t by = (int64_t)zd_round((double)v->i * part, 0), to;
		if (!by)
			by = part < 0 ? -1 : 1;
		return (v->i || type->kind == ZD_KIND_INT) && !__builtin_add_overflow(v->i, by, &to) ? zd_value_int(to)
												     : ZD_VALUE_NIL;
	}
	double d = v->tag == ZD_INT ? (double)v->i : v->d;
	return d != 0 ? zd_value_number(zd_round(d * (1 + part), 10)) : ZD_VALUE_NIL;
}

static const char *text_of(struct zd_whatif *w, const struct zd_type *type, const struct zd_value *v)
{
	return zd_value_plain_text(type, v, &w->arena);
}

/*
 * A map whose numbers have a fixed sum: the others give way in proportion.
 * NULL: they cannot.
 */
static const char *balanced(struct sensing *s, const struct leaf *leaf, const struct zd_value *to)
{
	const struct zd_value *map = leaf->map;
	struct zd_str b = {0};
	double now = number(&leaf->varied.today), want = number(to), others = 0, given = 0;
	size_t last = SIZE_MAX;
	for (size_t i = 0; i < map->len; i++) {
		double d = number(&map->map[i].value);
		if (i == leaf->key)
			continue;
		others += d;
		last = d != 0 ? i : last;
	}
	if (last == SIZE_MAX || others == 0)
		return NULL;
	for (size_t i = 0; i < map->len; i++) {
		const struct zd_type *type =
			leaf->whole.type->open ? &leaf->whole.type->of[0] : &leaf->whole.type->of[i];
		double d = number(&map->map[i].value) * (others - (want - now)) / others;
		int digits = type->kind == ZD_KIND_NUMBER || type->kind == ZD_KIND_RATE ? 10 : 0;
		d = i == leaf->key ? want : zd_round(d, digits);
		if (i != leaf->key && i != last)
			given += d;
		if (i == last) /* what is left over, whatever the order */
			continue;
		struct zd_value v = digits ? zd_value_number(d) : zd_value_int((int64_t)d);
		zd_str_printf(&b, "%s%s: %s", b.len ? ", " : "{", map->map[i].key, text_of(s->many.w, type, &v));
	}
	const struct zd_type *type = leaf->whole.type->open ? &leaf->whole.type->of[0] : &leaf->whole.type->of[last];
	bool whole = type->kind == ZD_KIND_INT || type->kind == ZD_KIND_MONEY;
	double left = zd_round(others + now - want - given, whole ? 0 : 10);
	struct zd_value v = whole ? zd_value_int((int64_t)left) : zd_value_number(left);
	zd_str_printf(&b, "%s%s: %s}", b.len ? ", " : "{", map->map[last].key, text_of(s->many.w, type, &v));
	return zd_str_keep(&b, &s->many.w->arena);
}

static void nudge(struct sensing *s, size_t at, double part, struct zd_nudge *out, size_t lane)
{
	const struct leaf *leaf = &s->leaves[at];
	struct zd_error err = {0};
	struct zd_value v = moved(leaf->varied.type, &leaf->varied.today, part);
	if (v.tag == ZD_NIL) {
		out->why = "现值为零，不能按比例移动";
		return;
	}
	struct zd_given given = {&leaf->varied, text_of(s->many.w, leaf->varied.type, &v)};
	int code = zd_many_lane(&s->many, &given, 1, &s->lanes[lane], &err);
	if (code && leaf->map && leaf->varied.param->rules.has_sum) {
		struct zd_error ignored;
		const char *text = balanced(s, leaf, &v);
		given = (struct zd_given){&leaf->whole, text};
		if (text && !zd_many_lane(&s->many, &given, 1, &s->lanes[lane], &ignored))
			code = ZD_OK;
	}
	s->made[lane] = !code;
	if (code)
		out->why = zd_arena_strdup(&s->many.w->arena, err.message);
	else
		out->value = v;
}

static void make_items(struct sensing *s)
{
	struct zd_arena *arena = &s->many.w->arena;
	struct zd_sensitivity *a = &s->answer;
	a->count = s->leaf_count;
	a->items = zd_arena_alloc(arena, (a->count + 1) * sizeof *a->items);
	s->lanes = zd_arena_alloc(arena, (2 * a->count + 1) * sizeof *s->lanes);
	s->made = zd_arena_alloc(arena, 2 * a->count + 1);
	for (size_t i = 0; i < a->count; i++) {
		const struct zd_varied *v = &s->leaves[i].varied;
		struct zd_sensitive *item = &a->items[i];
		*item = (struct zd_sensitive){.name = v->name,
					      .branch = v->branch,
					      .title = v->param->title,
					      .inner = s->leaves[i].map != NULL,
					      .type = *v->type,
					      .today = v->today,
					      .effect = -1};
		nudge(s, i, -a->step, &item->down, 2 * i);
		nudge(s, i, a->step, &item->up, 2 * i + 1);
	}
}

/* ---- measuring ---- */

static void take_measure(struct sensing *s, size_t lane, struct zd_tally *const *tallies)
{
	struct zd_sensitive *item = &s->answer.items[lane / 2];
	struct zd_nudge *n = lane % 2 ? &item->up : &item->down;
	const struct zd_measured *today = &s->answer.today;
	n->measured.there = zd_many_measure(&s->many, &s->many.measures[0], tallies, true, &n->measured.value);
	if (n->measured.there && today->there)
		n->difference = zd_figure_difference(&today->value, &n->measured.value);
	double moved_by = n->difference.tag == ZD_NIL ? 0 : fabs(number(&n->difference));
	item->effect = moved_by > item->effect ? moved_by : item->effect;
}

/* So many lanes that can be made, from one on; over one reading. */
static int measure_some(struct sensing *s, size_t *next, struct zd_error *err)
{
	struct zd_lane *lanes = zd_alloc(LANES_MAX * sizeof *lanes);
	size_t *places = zd_alloc(LANES_MAX * sizeof *places), n = 1; /* the first moves nothing */
	struct zd_fan_result result = {0};
	for (; *next < 2 * s->answer.count && n < LANES_MAX; ++*next) {
		if (!s->made[*next])
			continue;
		places[n] = *next;
		lanes[n++] = s->lanes[*next];
	}
	zd_many_forget(&s->many);
	int code = zd_many_lane(&s->many, NULL, 0, &lanes[0], err);
	if (!code)
		code = zd_many_compare(&s->many, lanes, n, NULL, &result, err);
	if (!code)
		s->answer.today.there =
			zd_many_measure(&s->many, &s->many.measures[0], result.lanes[0], true, &s->answer.today.value);
	for (size_t i = 1; i < n && !code; i++)
		take_measure(s, places[i], result.lanes[i]);
	zd_fan_result_free(&result);
	free(lanes);
	free(places);
	return code;
}

static int read_step(struct sensing *s, struct zd_error *err)
{
	const char *text = s->many.w->o->step;
	struct zd_value v = zd_value_number(0.1);
	const struct zd_type rate = {.kind = ZD_KIND_RATE};
	if (text && zd_value_parse(&v, &rate, text, strlen(text), &s->many.w->arena, err)) {
		err->code = ZD_USAGE;
		return zd_fail_context(err, "--step");
	}
	if (!(v.d > 0 && v.d < 1))
		return zd_fail(err, ZD_USAGE, "--step: '%s' is not between 0%% and 100%%", text);
	s->answer.step = v.d;
	return ZD_OK;
}

static int write_page(const struct zd_sensitivity *answer, const struct zd_whatif_options *o, struct zd_error *err)
{
	struct zd_str html = {0};
	int code = zd_sensitivity_page(answer, &html, err);
	if (!code)
		code = zd_output_write(o->html, o->force, &html, err);
	zd_str_free(&html);
	return code;
}

static int write_answer(struct sensing *s, FILE *out, struct zd_error *err)
{
	const struct zd_whatif_options *o = s->many.w->o;
	s->answer.base = s->many.head;
	s->answer.measure = &s->many.measures[0];
	s->answer.work = s->many.work;
	zd_sensitivity_sort(&s->answer);
	if (o->html && write_page(&s->answer, o, err))
		return err->code;
	if (o->json) {
		zd_sensitivity_json(&s->answer, out);
		return ZD_OK;
	}
	if (!o->csv) {
		zd_sensitivity_text(&s->answer, out);
		return ZD_OK;
	}
	struct zd_sink *sink = zd_sink_new(out, ZD_FORMAT_CSV);
	int code = zd_sensitivity_rows(&s->answer, sink, true, err);
	sink->free(sink);
	return code;
}

int zd_whatif_sensitivity(struct zd_whatif *w, FILE *out, struct zd_error *err)
{
	struct sensing s = {.many = {.w = w, .apart = true}};
	size_t next = 0;
	int code = read_step(&s, err);
	if (!code)
		code = zd_many_open(&s.many, w, NULL, 0, &w->o->sensitivity, 1, err);
	if (!code) {
		find_leaves(&s);
		make_items(&s);
	}
	do {
		code = code ? code : measure_some(&s, &next, err);
	} while (!code && next < 2 * s.answer.count);
	if (!code)
		code = write_answer(&s, out, err);
	free(s.leaves);
	zd_many_close(&s.many);
	return code;
}
