/*
 * Reaching an outcome by trial. Numbers are tried at growing distances and
 * close to the parameters' values; between the last one that does not reach
 * it and the first that does, the nearest is found by halving. A window that
 * is narrower than the steps there can be missed, never invented.
 */
#include "engine/reach.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/scale.h"
#include "model/text.h"

/* How many distances are tried between one and its double. */
#define PER_OCTAVE 8
/* In a group of more members than this only the doubles are: each trial decides them all. */
#define LARGE_GROUP 64
/* A range with no more steps than this is tried step by step. */
#define SMALL_RANGE 512
/* Two inputs are tried together only where that takes no longer than this many decisions of the batch's rows. */
#define MOST_ROWS 2000000

struct search {
	const struct zd_reach_options *o;
	struct zd_arena *arena;
	struct zd_arena scratch; /* of the values tried */
	struct zd_way *ways;
	size_t count, cap;
	uint64_t rows; /* decided so far */
	struct zd_error *err;
	int code;
};

static struct zd_value *input(const struct search *s, size_t slot)
{
	return &s->o->batch->in[s->o->row * s->o->batch->stage->slot_count + slot];
}

static bool row_failed(const struct zd_batch *b, size_t row)
{
	const uint8_t *status = &b->status[row * b->stage->step_count];
	for (size_t i = 0; i < b->stage->step_count; i++) {
		if (status[i] == ZD_FAILED)
			return true;
	}
	return false;
}

/* Decides the batch as its inputs are now. */
static bool reached(struct search *s)
{
	struct zd_batch *b = s->o->batch;
	if (s->code)
		return false;
	b->failure_count = b->reason_count = b->trace_count = 0;
	memset(b->status, ZD_DECIDED, b->count * b->stage->step_count);
	s->code = s->o->decide(s->o->context, b, s->err);
	s->rows += b->count;
	return !s->code && !row_failed(b, s->o->row) &&
	       s->o->wanted(s->o->context, &b->out[s->o->row * b->stage->out_count]);
}

static bool reached_with(struct search *s, size_t slot, struct zd_value v)
{
	struct zd_value *in = input(s, slot), kept = *in;
	*in = v;
	bool yes = reached(s);
	*in = kept;
	return yes;
}

/* ---- distances ---- */

struct distances {
	int64_t *items;
	size_t count, cap;
};

static void add_distance(struct distances *d, int64_t distance, int64_t room)
{
	if (distance < 1 || distance > room)
		return;
	ZD_GROW(d->items, d->count, d->cap);
	d->items[d->count++] = distance;
}

static int compare_distances(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return x < y ? -1 : x > y;
}

/* Growing distances from now in one direction, and the hints'. */
static void make_distances(struct distances *d, const struct search *s, const struct zd_scale *scale, int sign,
			   int64_t room)
{
	int64_t parts = s->o->batch->count > LARGE_GROUP ? 1 : PER_OCTAVE;
	d->count = 0;
	if (room <= SMALL_RANGE) {
		for (int64_t i = 1; i <= room; i++)
			add_distance(d, i, room);
		return;
	}
	for (int64_t base = 1; base <= room && base > 0; base *= 2) {
		for (int64_t k = 0; k < parts; k++)
			add_distance(d, base + base / parts * k + base % parts * k / parts, room);
	}
	add_distance(d, room, room);
	for (size_t i = 0; i < s->o->hint_count; i++) {
		int64_t step;
		if (!zd_scale_of(scale, &s->o->hints[i], &step))
			continue;
		for (int64_t off = -1; off <= 1; off++)
			add_distance(d, sign * (step + off - scale->now), room);
	}
	qsort(d->items, d->count, sizeof *d->items, compare_distances);
}

/* ---- one input ---- */

/* The smallest distance in one direction; 0: none. */
static int64_t search_direction(struct search *s, size_t slot, const struct zd_scale *scale, int sign,
				struct distances *d)
{
	int64_t room = sign > 0 ? scale->max - scale->now : scale->now - scale->min;
	int64_t before = 0, at = 0;
	make_distances(d, s, scale, sign, room);
	for (size_t i = 0; i < d->count && !at && !s->code; i++) {
		if (i && d->items[i] == d->items[i - 1])
			continue;
		if (reached_with(s, slot, zd_scale_at(scale, scale->now + sign * d->items[i], &s->scratch)))
			at = d->items[i];
		else
			before = d->items[i];
	}
	while (at && at - before > 1 && !s->code) {
		int64_t middle = before + (at - before) / 2;
		if (reached_with(s, slot, zd_scale_at(scale, scale->now + sign * middle, &s->scratch)))
			at = middle;
		else
			before = middle;
	}
	zd_arena_reset(&s->scratch);
	return s->code ? 0 : at;
}

/* A missing number begins at nought, a missing date at today. */
static bool make_scale(struct zd_scale *scale, const struct search *s, size_t index)
{
	const struct zd_slot *slot = &s->o->batch->stage->slots[index];
	struct zd_value now = *input(s, index);
	struct zd_scale day = {.kind = ZD_KIND_DATE};
	if (now.tag == ZD_NIL && slot->type.kind == ZD_KIND_DATE)
		now = zd_scale_at(&day, s->o->today, s->arena);
	else if (now.tag == ZD_NIL)
		now = slot->type.kind == ZD_KIND_INT || slot->type.kind == ZD_KIND_MONEY ? zd_value_int(0)
											 : zd_value_number(0);
	return zd_scale_make(scale, slot, &now);
}

static bool search_number(struct search *s, size_t slot, struct zd_value *after, double *size)
{
	struct zd_scale scale;
	struct distances d = {0};
	if (!make_scale(&scale, s, slot))
		return false;
	bool missing = input(s, slot)->tag == ZD_NIL;
	if (missing && reached_with(s, slot, zd_scale_at(&scale, scale.now, s->arena))) {
		*after = zd_scale_at(&scale, scale.now, s->arena);
		*size = 1;
		return true;
	}
	int64_t up = search_direction(s, slot, &scale, 1, &d), down = search_direction(s, slot, &scale, -1, &d);
	free(d.items);
	int64_t step = up && (!down || up <= down) ? up : -down;
	if (!step)
		return false;
	*after = zd_scale_at(&scale, scale.now + step, s->arena);
	bool day = scale.kind == ZD_KIND_DATE;
	*size = fabs((double)step) / (day ? 365 : scale.now ? fabs((double)scale.now) : 1e9);
	return true;
}

/* The values that an input of few values can take; the one it has is among them. */
static size_t few_values(const struct zd_type *type, struct zd_value out[2], struct zd_value **all, struct zd_arena *a)
{
	if (type->kind == ZD_KIND_BOOL) {
		out[0] = zd_value_bool(false);
		out[1] = zd_value_bool(true);
		*all = out;
		return 2;
	}
	if (type->kind != ZD_KIND_ENUM)
		return 0;
	*all = zd_arena_alloc(a, (type->enums->count + 1) * sizeof **all);
	for (size_t i = 0; i < type->enums->count; i++)
		(*all)[i] = zd_value_string(type->enums->values[i]);
	return type->enums->count;
}

/* The smallest change of one input that reaches it, the others as they are. */
static bool search_slot(struct search *s, size_t slot, struct zd_value *after, double *size)
{
	const struct zd_type *type = &s->o->batch->stage->slots[slot].type;
	struct zd_value pair[2], *all;
	size_t n = few_values(type, pair, &all, s->arena);
	if (!n)
		return search_number(s, slot, after, size);
	for (size_t i = 0; i < n && !s->code; i++) {
		if (zd_value_equal(&all[i], input(s, slot)) || !reached_with(s, slot, all[i]))
			continue;
		*after = all[i];
		*size = 1;
		return true;
	}
	return false;
}

static struct zd_move_of move_of(const struct search *s, size_t slot, struct zd_value after)
{
	return (struct zd_move_of){slot, zd_value_copy(s->arena, input(s, slot)), zd_value_copy(s->arena, &after)};
}

/* Room for so many moves. */
static struct zd_way *add_way(struct search *s, size_t moves)
{
	ZD_GROW(s->ways, s->count, s->cap);
	s->ways[s->count] = (struct zd_way){.moves = zd_arena_alloc(s->arena, moves * sizeof(struct zd_move_of))};
	return &s->ways[s->count++];
}

static void search_singles(struct search *s)
{
	for (size_t i = 0; i < s->o->slot_count && !s->code; i++) {
		struct zd_value after;
		double size;
		if (!search_slot(s, s->o->slots[i], &after, &size) || s->code)
			continue;
		struct zd_way *w = add_way(s, 1);
		w->moves[w->count++] = move_of(s, s->o->slots[i], after);
		w->size = size;
	}
}

/* ---- two inputs ---- */

/* What an input is set to while another is searched: its other values, or the ends of its range. */
static size_t stand_ins(struct search *s, size_t slot, struct zd_value **out)
{
	static const int64_t FACTORS[] = {2, 10};
	struct zd_value pair[2], *all;
	struct zd_scale scale;
	size_t n = few_values(&s->o->batch->stage->slots[slot].type, pair, &all, s->arena);
	if (n) {
		*out = zd_arena_memdup(s->arena, all, n * sizeof *all);
		return n;
	}
	if (!make_scale(&scale, s, slot))
		return 0;
	*out = zd_arena_alloc(s->arena, 6 * sizeof **out);
	(*out)[n++] = zd_scale_at(&scale, scale.min, s->arena);
	if (scale.kind == ZD_KIND_DATE) {
		(*out)[n++] = zd_scale_at(&scale, scale.now + 366, s->arena);
		return n;
	}
	for (size_t i = 0; i < sizeof FACTORS / sizeof *FACTORS; i++) {
		if (scale.now > 0 && scale.now <= scale.max / FACTORS[i])
			(*out)[n++] = zd_scale_at(&scale, scale.now * FACTORS[i], s->arena);
	}
	(*out)[n++] = zd_scale_at(&scale, scale.max, s->arena);
	return n;
}

/* With the second as it was found, the first need not go as far as its stand-in. */
static void shrink_first(struct search *s, struct zd_way *w)
{
	struct zd_value *second = input(s, w->moves[1].slot), kept = *second, after;
	double size;
	*second = w->moves[1].after;
	if (search_slot(s, w->moves[0].slot, &after, &size)) {
		w->moves[0].after = zd_value_copy(s->arena, &after);
		w->size += size;
	}
	*second = kept;
}

static bool search_pair(struct search *s, size_t first, size_t second)
{
	struct zd_value *values, *in = input(s, first), kept = *in;
	size_t n = stand_ins(s, first, &values);
	for (size_t i = 0; i < n && !s->code && s->rows < MOST_ROWS; i++) {
		struct zd_value after;
		double size;
		if (zd_value_equal(&values[i], &kept))
			continue;
		*in = values[i];
		bool found = search_slot(s, second, &after, &size);
		*in = kept;
		if (!found || s->code)
			continue;
		struct zd_way *w = add_way(s, 2);
		w->moves[w->count++] = move_of(s, first, values[i]);
		w->moves[w->count++] = move_of(s, second, after);
		w->size = size;
		shrink_first(s, w);
		return true;
	}
	return false;
}

static void search_pairs(struct search *s)
{
	for (size_t i = 0; i < s->o->slot_count && !s->code; i++) {
		for (size_t k = i + 1; k < s->o->slot_count && !s->code && s->rows < MOST_ROWS; k++)
			search_pair(s, s->o->slots[i], s->o->slots[k]);
	}
}

/* Whoever is told a way can rely on it: it is decided once more, as told. */
static bool holds(struct search *s, const struct zd_way *w)
{
	struct zd_value *kept = zd_arena_alloc(s->arena, w->count * sizeof *kept);
	for (size_t i = 0; i < w->count; i++) {
		kept[i] = *input(s, w->moves[i].slot);
		*input(s, w->moves[i].slot) = w->moves[i].after;
	}
	bool yes = reached(s);
	for (size_t i = 0; i < w->count; i++)
		*input(s, w->moves[i].slot) = kept[i];
	return yes;
}

/* ---- what is missing ---- */

/* A likely value of an input that has none: yes, a year from today, nought. False: there is no telling. */
static bool likely(const struct search *s, size_t slot, struct zd_value *out)
{
	struct zd_scale scale;
	if (s->o->batch->stage->slots[slot].type.kind == ZD_KIND_BOOL) {
		*out = zd_value_bool(true);
		return true;
	}
	if (!make_scale(&scale, s, slot))
		return false;
	*out = zd_scale_at(&scale, scale.kind == ZD_KIND_DATE ? scale.now + 365 : scale.now, s->arena);
	return true;
}

/* All that is missing filled in; then what need not be is taken out again. */
static void search_missing(struct search *s)
{
	struct zd_way *w = add_way(s, s->o->slot_count + 1);
	for (size_t i = 0; i < s->o->slot_count; i++) {
		struct zd_value v;
		if (input(s, s->o->slots[i])->tag != ZD_NIL || !likely(s, s->o->slots[i], &v))
			continue;
		w->moves[w->count++] = move_of(s, s->o->slots[i], v);
	}
	bool enough = holds(s, w);
	for (size_t i = 0; enough && i < w->count;) {
		struct zd_way less = *w;
		less.moves = zd_arena_memdup(s->arena, w->moves, w->count * sizeof *w->moves);
		memmove(less.moves + i, less.moves + i + 1, (w->count - i - 1) * sizeof *w->moves);
		less.count--;
		if (holds(s, &less))
			*w = less;
		else
			i++;
	}
	w->size = (double)w->count;
}

static int compare_ways(const void *pa, const void *pb)
{
	const struct zd_way *a = pa, *b = pb;
	if (a->count != b->count)
		return a->count < b->count ? -1 : 1;
	if (a->size < b->size || a->size > b->size)
		return a->size < b->size ? -1 : 1;
	return a->moves[0].slot < b->moves[0].slot ? -1 : a->moves[0].slot > b->moves[0].slot;
}

int zd_reach(struct zd_way **out, size_t *count, bool *met, const struct zd_reach_options *o, struct zd_arena *arena,
	     struct zd_error *err)
{
	struct search s = {.o = o, .arena = arena, .err = err};
	*met = reached(&s);
	if (!*met && !s.code)
		search_singles(&s);
	if (!*met && !s.code && !s.count)
		search_pairs(&s);
	if (!*met && !s.code && !s.count)
		search_missing(&s);
	*count = 0;
	for (size_t i = 0; i < s.count && !s.code; i++) {
		if (holds(&s, &s.ways[i]))
			s.ways[(*count)++] = s.ways[i];
	}
	if (*count)
		qsort(s.ways, *count, sizeof *s.ways, compare_ways);
	if (!s.code)
		reached(&s); /* as it was given */
	*out = zd_arena_memdup(arena, s.ways, *count * sizeof *s.ways);
	free(s.ways);
	zd_arena_free(&s.scratch);
	return s.code;
}
