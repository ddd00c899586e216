/* The way out, by trial: each candidate is decided by the same decider as the decision itself. */
#include "engine/nearest.h"

#include <stdlib.h>
#include <string.h>

#include "engine/scale.h"
#include "model/text.h"

struct search {
	struct zd_decider *decider;
	struct zd_batch *batch;
	size_t row;
	struct zd_value *before; /* the row's outcomes as they are */
	bool *counts;            /* whether an outcome counts */
	struct zd_arena *arena;
	struct zd_nearby *found;
	size_t count, cap;
	struct zd_error *err;
	int code;
};

static void decide(struct search *s)
{
	struct zd_batch *b = s->batch;
	b->failure_count = b->reason_count = b->trace_count = 0;
	memset(b->status, ZD_DECIDED, b->count * b->stage->step_count);
	s->code = s->decider->decide(s->decider, b, s->err);
}

/* Decides with one input changed; true when an outcome that counts is another, which *column names. */
static bool differs(struct search *s, size_t slot, struct zd_value v, size_t *column, struct zd_value *becomes)
{
	struct zd_batch *b = s->batch;
	size_t outs = b->stage->out_count;
	struct zd_value *in = &b->in[s->row * b->stage->slot_count + slot];
	struct zd_value kept = *in;
	bool other = false;
	*in = v;
	decide(s);
	for (size_t i = 0; !s->code && !b->failure_count && i < outs && !other; i++) {
		const struct zd_value *now = &b->out[s->row * outs + i];
		if (!s->counts[i] || zd_value_equal(now, &s->before[i]))
			continue;
		other = true;
		*column = i;
		*becomes = zd_value_copy(s->arena, now);
	}
	*in = kept;
	return other;
}

static void keep(struct search *s, size_t slot, struct zd_value after, size_t column, struct zd_value becomes)
{
	ZD_GROW(s->found, s->count, s->cap);
	s->found[s->count++] = (struct zd_nearby){
		.slot = slot,
		.before = zd_value_copy(s->arena, &s->batch->in[s->row * s->batch->stage->slot_count + slot]),
		.after = after,
		.column = column,
		.was = s->before[column],
		.becomes = becomes,
	};
}

/* Doubles the distance until the outcome is another, then halves back to the nearest such value. */
static void search_direction(struct search *s, size_t slot, const struct zd_scale *scale, int sign)
{
	int64_t room = sign > 0 ? scale->max - scale->now : scale->now - scale->min;
	int64_t same = 0, other = 0;
	size_t column = 0, c;
	struct zd_value becomes = ZD_VALUE_NIL, v;
	for (int64_t d = 1; room > 0 && !other; d = d > room / 2 ? room : d * 2) {
		if (differs(s, slot, zd_scale_at(scale, scale->now + sign * d, s->arena), &column, &becomes))
			other = d;
		else
			same = d;
		if (s->code || d == room)
			break;
	}
	if (!other || s->code)
		return;
	while (other - same > 1 && !s->code) {
		int64_t middle = same + (other - same) / 2;
		if (differs(s, slot, zd_scale_at(scale, scale->now + sign * middle, s->arena), &c, &v)) {
			other = middle;
			column = c;
			becomes = v;
		} else {
			same = middle;
		}
	}
	keep(s, slot, zd_scale_at(scale, scale->now + sign * other, s->arena), column, becomes);
}

static void search_slot(struct search *s, size_t index)
{
	const struct zd_stage *stage = s->batch->stage;
	const struct zd_slot *slot = &stage->slots[index];
	if ((int)index == stage->over_slot || (int)index == stage->branch_slot)
		return; /* whose group it is and whose rules hold is not in question */
	struct zd_value now = s->batch->in[s->row * s->batch->stage->slot_count + index];
	struct zd_scale scale;
	size_t column;
	struct zd_value becomes;
	if (slot->type.kind == ZD_KIND_BOOL && now.tag == ZD_BOOL) {
		struct zd_value turned = zd_value_bool(!now.i);
		if (differs(s, index, turned, &column, &becomes))
			keep(s, index, turned, column, becomes);
	} else if (slot->type.kind == ZD_KIND_ENUM && now.tag == ZD_TEXT) {
		for (size_t i = 0; i < slot->type.enums->count && !s->code; i++) {
			const char *name = slot->type.enums->values[i];
			struct zd_value v = zd_value_string(name);
			if (!zd_value_equal(&v, &now) && differs(s, index, v, &column, &becomes))
				keep(s, index, v, column, becomes);
		}
	} else if (zd_scale_make(&scale, slot, &now)) {
		search_direction(s, index, &scale, 1);
		if (!s->code)
			search_direction(s, index, &scale, -1);
	}
}

int zd_nearest_changes(struct zd_nearby **out, size_t *count, struct zd_decider *decider, struct zd_batch *batch,
		       size_t row, struct zd_arena *arena, struct zd_error *err)
{
	const struct zd_stage *stage = batch->stage;
	size_t outs = stage->out_count;
	struct search s = {.decider = decider, .batch = batch, .row = row, .arena = arena, .err = err};
	bool any = false;
	s.before = zd_arena_alloc(arena, (outs + 1) * sizeof *s.before);
	s.counts = zd_arena_alloc(arena, outs + 1);
	for (size_t i = 0; i < outs; i++) {
		enum zd_kind kind = stage->out_types[i].kind;
		s.before[i] = zd_value_copy(arena, &batch->out[row * outs + i]);
		s.counts[i] = kind == ZD_KIND_ENUM || kind == ZD_KIND_BOOL;
		any |= s.counts[i];
	}
	for (size_t i = 0; i < outs && !any; i++)
		s.counts[i] = true;
	for (size_t i = 0; i < stage->slot_count && !s.code; i++)
		search_slot(&s, i);
	if (!s.code)
		decide(&s);
	*out = zd_arena_memdup(arena, s.found, s.count * sizeof *s.found);
	*count = s.count;
	free(s.found);
	return s.code;
}
