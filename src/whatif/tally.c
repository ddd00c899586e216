/* Tallies: counting what changes, one subject at a time. */
#include "whatif/tally.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/text.h"
#include "whatif/figures.h"

#define LEVELS_MAX 200

static bool summed(const struct zd_type *type)
{
	return type->kind == ZD_KIND_INT || type->kind == ZD_KIND_MONEY || type->kind == ZD_KIND_NUMBER ||
	       type->kind == ZD_KIND_RATE;
}

struct zd_tally *zd_tally_new(const struct zd_policy *policy, const struct zd_type *key_type, size_t movers)
{
	struct zd_tally *t = zd_alloc(sizeof *t);
	t->policy = policy;
	t->key_type = key_type;
	t->outcomes = zd_alloc((policy->give_count + 1) * sizeof *t->outcomes);
	t->mover_outcome = -1;
	t->mover_max = movers;
	t->movers = zd_alloc((movers + 1) * sizeof *t->movers);
	for (size_t i = 0; i < policy->give_count; i++) {
		const struct zd_type *type = &policy->gives[i].type;
		t->outcomes[i].give = &policy->gives[i];
		t->outcomes[i].is_number = summed(type);
		bool first = t->mover_outcome < 0;
		if (type->kind == ZD_KIND_MONEY &&
		    (first || policy->gives[t->mover_outcome].type.kind != ZD_KIND_MONEY))
			t->mover_outcome = (int)i;
		else if (first && t->outcomes[i].is_number)
			t->mover_outcome = (int)i;
	}
	return t;
}

void zd_tally_name_movers(struct zd_tally *t)
{
	if (t->mover_outcome < 0 && t->policy->give_count)
		t->mover_outcome = 0;
}

static void sums_add(struct zd_sums *s, const struct zd_value *v)
{
	if (v->tag != ZD_INT && v->tag != ZD_NUMBER)
		return;
	if (v->tag == ZD_INT)
		s->whole += v->i;
	else
		s->sum += v->d;
	if (!s->count || zd_value_compare(v, &s->min) < 0)
		s->min = *v;
	if (!s->count || zd_value_compare(v, &s->max) > 0)
		s->max = *v;
	s->count++;
}

static double as_double(const struct zd_value *v)
{
	return v->tag == ZD_INT ? (double)v->i : v->tag == ZD_NUMBER ? v->d : 0;
}

static void add_shift(zd_wide *rise, zd_wide *fall, const struct zd_value *before, const struct zd_value *after)
{
	zd_wide delta = (after->tag == ZD_INT ? after->i : 0) - (zd_wide)(before->tag == ZD_INT ? before->i : 0);
	if (delta > 0)
		*rise += delta;
	else
		*fall -= delta;
}

static size_t level_of(struct zd_tally *t, struct zd_tally_outcome *o, const struct zd_value *v)
{
	for (size_t i = 0; i < o->level_count; i++) {
		if (zd_value_equal(&o->levels[i].value, v))
			return i;
	}
	if (o->level_count == LEVELS_MAX) {
		o->many = true;
		return LEVELS_MAX;
	}
	ZD_GROW(o->levels, o->level_count, o->level_cap);
	o->levels[o->level_count] = (struct zd_level){.value = zd_value_copy(&t->arena, v)};
	return o->level_count++;
}

static void move_add(struct zd_tally_outcome *o, size_t from, size_t to, uint64_t count)
{
	if (!o->move_places)
		o->move_places = zd_alloc((size_t)LEVELS_MAX * LEVELS_MAX * sizeof *o->move_places);
	uint32_t *place = &o->move_places[from * LEVELS_MAX + to];
	if (!*place) {
		ZD_GROW(o->moves, o->move_count, o->move_cap);
		o->moves[o->move_count++] = (struct zd_move){.from = from, .to = to};
		*place = (uint32_t)o->move_count;
	}
	o->moves[*place - 1].count += count;
}

static void spread_add(struct zd_tally_outcome *o, const struct zd_value *v, bool after)
{
	const struct zd_type *type = &o->give->type;
	double least = type->kind == ZD_KIND_MONEY ? 0.01 : type->kind == ZD_KIND_INT ? 1 : 0.0001;
	if (v->tag == ZD_INT || v->tag == ZD_NUMBER)
		zd_spread_add(&o->spread, zd_figure_number(type, v), after, least);
}

static void outcome_add(struct zd_tally *t, struct zd_tally_outcome *o, const struct zd_value *before,
			const struct zd_value *after, bool same)
{
	o->changed += !same;
	o->had_before += before->tag != ZD_NIL;
	o->had_after += after->tag != ZD_NIL;
	if (o->is_number) {
		sums_add(&o->before, before);
		sums_add(&o->after, after);
		if (t->keeps_spreads) {
			spread_add(o, before, false);
			spread_add(o, after, true);
		}
		int c = same ? 0 : zd_value_compare(after, before);
		o->up += c > 0;
		o->down += c < 0;
		if (!same)
			add_shift(&o->rise, &o->fall, before, after);
		return;
	}
	size_t from = o->many ? LEVELS_MAX : level_of(t, o, before);
	size_t to = same ? from : o->many ? LEVELS_MAX : level_of(t, o, after);
	if (o->many || from == LEVELS_MAX || to == LEVELS_MAX)
		return;
	o->levels[from].before++;
	o->levels[to].after++;
	if (from != to)
		move_add(o, from, to, 1);
}

static struct zd_group *group_of(struct zd_tally *t, const char *key)
{
	uintptr_t at = (uintptr_t)zd_map_get(&t->group_map, key);
	if (!at) {
		size_t n = t->policy->give_count + 1;
		ZD_GROW(t->groups, t->group_count, t->group_cap);
		struct zd_group *g = &t->groups[t->group_count++];
		*g = (struct zd_group){.key = zd_arena_strdup(&t->arena, key),
				       .before = zd_arena_alloc(&t->arena, n * sizeof *g->before),
				       .after = zd_arena_alloc(&t->arena, n * sizeof *g->after),
				       .rise = zd_arena_alloc(&t->arena, n * sizeof *g->rise),
				       .fall = zd_arena_alloc(&t->arena, n * sizeof *g->fall)};
		at = t->group_count;
		zd_map_put(&t->group_map, g->key, (void *)at);
	}
	return &t->groups[at - 1];
}

static void mover_add(struct zd_tally *t, const struct zd_value *id, const struct zd_value *before,
		      const struct zd_value *after)
{
	double distance = fabs(as_double(after) - as_double(before));
	size_t at = t->mover_count;
	/* Subjects come in key order, so the earlier one of equals stays before. */
	while (at > 0 && t->movers[at - 1].distance < distance)
		at--;
	if (at == t->mover_max)
		return;
	if (t->mover_count < t->mover_max)
		t->mover_count++;
	memmove(&t->movers[at + 1], &t->movers[at], (t->mover_count - at - 1) * sizeof *t->movers);
	t->movers[at] = (struct zd_mover){zd_value_copy(&t->arena, id), zd_value_copy(&t->arena, before),
					  zd_value_copy(&t->arena, after), distance};
}

static void note_changed(struct zd_changed *c, const struct zd_value *id, const struct zd_value *before,
			 const struct zd_value *after)
{
	char number[32];
	size_t len = id->len;
	const char *key = id->s;
	if (id->tag != ZD_TEXT) {
		len = (size_t)snprintf(number, sizeof number, "%lld", (long long)id->i);
		key = number;
	}
	size_t place = (size_t)(uintptr_t)zd_map_getn(&c->places, key, len);
	if (!place) {
		ZD_GROW(c->items, c->count, c->cap);
		c->items[c->count++] = (struct zd_changed_one){.id = zd_value_copy(&c->arena, id)};
		place = c->count;
		zd_map_putn(&c->places, zd_arena_strndup(&c->arena, key, len), len, (void *)(uintptr_t)place);
	}
	struct zd_changed_one *one = &c->items[place - 1];
	if (!before)
		return;
	one->whole += (after->tag == ZD_INT ? (zd_wide)after->i : 0) - (before->tag == ZD_INT ? before->i : 0);
	one->number += (after->tag == ZD_NUMBER ? after->d : 0) - (before->tag == ZD_NUMBER ? before->d : 0);
}

void zd_tally_add(struct zd_tally *t, const struct zd_value *id, const struct zd_value *before,
		  const struct zd_value *after, bool failed_before, bool failed_after, const char *group)
{
	size_t n = t->policy->give_count;
	bool changed = failed_before != failed_after;
	struct zd_group *g = group ? group_of(t, group) : NULL;
	t->subjects++;
	t->failed_before += failed_before;
	t->failed_after += failed_after;
	for (size_t i = 0; i < n; i++) {
		bool same = zd_value_equal(&before[i], &after[i]);
		changed |= !same;
		outcome_add(t, &t->outcomes[i], &before[i], &after[i], same);
		if (g && t->outcomes[i].is_number) {
			sums_add(&g->before[i], &before[i]);
			sums_add(&g->after[i], &after[i]);
			if (!same)
				add_shift(&g->rise[i], &g->fall[i], &before[i], &after[i]);
		}
	}
	t->changed += changed;
	if (g) {
		g->subjects++;
		g->changed += changed;
	}
	int m = t->mover_outcome;
	if (changed && t->changed_subjects)
		note_changed(t->changed_subjects, id, m >= 0 ? &before[m] : NULL, m >= 0 ? &after[m] : NULL);
	if (changed && m >= 0 && !zd_value_equal(&before[m], &after[m]))
		mover_add(t, id, &before[m], &after[m]);
}

/* ---- several tallies ---- */

void zd_changed_free(struct zd_changed *c)
{
	zd_map_free(&c->places);
	free(c->items);
	zd_arena_free(&c->arena);
	*c = (struct zd_changed){0};
}

static void sums_merge(struct zd_sums *s, const struct zd_sums *from)
{
	if (!from->count)
		return;
	if (!s->count || zd_value_compare(&from->min, &s->min) < 0)
		s->min = from->min;
	if (!s->count || zd_value_compare(&from->max, &s->max) > 0)
		s->max = from->max;
	s->count += from->count;
	s->whole += from->whole;
	s->sum += from->sum;
}

static void levels_merge(struct zd_tally *t, struct zd_tally_outcome *o, const struct zd_tally_outcome *from)
{
	size_t *to = zd_alloc((from->level_count + 1) * sizeof *to);
	for (size_t i = 0; i < from->level_count; i++) {
		to[i] = level_of(t, o, &from->levels[i].value);
		if (to[i] == LEVELS_MAX)
			continue;
		o->levels[to[i]].before += from->levels[i].before;
		o->levels[to[i]].after += from->levels[i].after;
	}
	for (size_t i = 0; i < from->move_count; i++) {
		const struct zd_move *m = &from->moves[i];
		if (to[m->from] != LEVELS_MAX && to[m->to] != LEVELS_MAX)
			move_add(o, to[m->from], to[m->to], m->count);
	}
	o->many |= from->many;
	free(to);
}

static void outcome_merge(struct zd_tally *t, struct zd_tally_outcome *o, const struct zd_tally_outcome *from)
{
	o->changed += from->changed;
	o->had_before += from->had_before;
	o->had_after += from->had_after;
	o->up += from->up;
	o->down += from->down;
	o->rise += from->rise;
	o->fall += from->fall;
	sums_merge(&o->before, &from->before);
	sums_merge(&o->after, &from->after);
	zd_spread_merge(&o->spread, &from->spread);
	levels_merge(t, o, from);
}

/* Where another tally has an outcome; -1: nowhere. */
static int counterpart(const struct zd_tally *from, const struct zd_give *give)
{
	const struct zd_give *g = zd_policy_give(from->policy, give->name);
	return g && g->type.kind == give->type.kind ? (int)(g - from->policy->gives) : -1;
}

void zd_tally_merge(struct zd_tally *t, const struct zd_tally *from)
{
	t->subjects += from->subjects;
	t->changed += from->changed;
	t->failed_before += from->failed_before;
	t->failed_after += from->failed_after;
	for (size_t i = 0; i < t->policy->give_count; i++) {
		int k = counterpart(from, &t->policy->gives[i]);
		if (k >= 0)
			outcome_merge(t, &t->outcomes[i], &from->outcomes[k]);
	}
	for (size_t g = 0; g < from->group_count; g++) {
		const struct zd_group *other = &from->groups[g];
		struct zd_group *group = group_of(t, other->key);
		group->subjects += other->subjects;
		group->changed += other->changed;
		for (size_t i = 0; i < t->policy->give_count; i++) {
			int k = counterpart(from, &t->policy->gives[i]);
			if (k < 0)
				continue;
			sums_merge(&group->before[i], &other->before[k]);
			sums_merge(&group->after[i], &other->after[k]);
			group->rise[i] += other->rise[k];
			group->fall[i] += other->fall[k];
		}
	}
}

/* ---- the end ---- */

static int group_compare(const void *a, const void *b)
{
	return strcmp(((const struct zd_group *)a)->key, ((const struct zd_group *)b)->key);
}

/* The order of levels: that of the enum, else of the values. */
static size_t rank_of(const struct zd_type *type, const struct zd_value *v)
{
	for (size_t i = 0; type->kind == ZD_KIND_ENUM && v->tag == ZD_TEXT && i < type->enums->count; i++) {
		if (strcmp(type->enums->values[i], v->s) == 0)
			return i + 1;
	}
	return 0;
}

static void sort_levels(struct zd_tally_outcome *o)
{
	size_t *to = zd_alloc((o->level_count + 1) * sizeof *to);
	struct zd_level *sorted = zd_alloc((o->level_count + 1) * sizeof *sorted);
	for (size_t i = 0; i < o->level_count; i++) {
		const struct zd_type *type = &o->give->type;
		for (size_t k = 0; k < o->level_count; k++) {
			size_t a = rank_of(type, &o->levels[k].value), b = rank_of(type, &o->levels[i].value);
			int c = a != b ? (a < b ? -1 : 1) : zd_value_compare(&o->levels[k].value, &o->levels[i].value);
			to[i] += c < 0 || (c == 0 && k < i);
		}
		sorted[to[i]] = o->levels[i];
	}
	for (size_t i = 0; i < o->move_count; i++) {
		o->moves[i].from = to[o->moves[i].from];
		o->moves[i].to = to[o->moves[i].to];
	}
	free(o->levels);
	free(to);
	o->levels = sorted;
	o->level_cap = o->level_count + 1;
}

static int move_compare(const void *pa, const void *pb)
{
	const struct zd_move *a = pa, *b = pb;
	if (a->from != b->from)
		return a->from < b->from ? -1 : 1;
	return a->to < b->to ? -1 : a->to > b->to;
}

void zd_tally_finish(struct zd_tally *t)
{
	for (size_t i = 0; i < t->policy->give_count; i++) {
		struct zd_tally_outcome *o = &t->outcomes[i];
		sort_levels(o);
		if (o->move_count)
			qsort(o->moves, o->move_count, sizeof *o->moves, move_compare);
	}
	if (t->group_count)
		qsort(t->groups, t->group_count, sizeof *t->groups, group_compare);
}

void zd_tally_free(struct zd_tally *t)
{
	if (!t)
		return;
	for (size_t i = 0; i < t->policy->give_count; i++) {
		free(t->outcomes[i].levels);
		free(t->outcomes[i].moves);
		free(t->outcomes[i].move_places);
		zd_spread_free(&t->outcomes[i].spread);
	}
	free(t->outcomes);
	free(t->groups);
	free(t->movers);
	zd_map_free(&t->group_map);
	zd_arena_free(&t->arena);
	free(t);
}

bool zd_sums_total(const struct zd_sums *s, const struct zd_type *type, struct zd_value *out)
{
	bool whole = type->kind == ZD_KIND_INT || type->kind == ZD_KIND_MONEY;
	if (whole && (s->whole > INT64_MAX || s->whole < INT64_MIN))
		return false;
	*out = whole ? zd_value_int((int64_t)s->whole) : zd_value_number(s->sum + (double)s->whole);
	return true;
}

bool zd_sums_mean(const struct zd_sums *s, const struct zd_type *type, struct zd_value *out)
{
	if (!s->count)
		return false;
	zd_wide n = (zd_wide)s->count;
	if (type->kind == ZD_KIND_MONEY) {
		zd_wide twice = 2 * (s->whole < 0 ? -s->whole : s->whole);
		zd_wide mean = (twice + n) / (2 * n);
		*out = zd_value_int((int64_t)(s->whole < 0 ? -mean : mean));
	} else {
		*out = zd_value_number((s->sum + (double)s->whole) / (double)s->count);
	}
	return true;
}
