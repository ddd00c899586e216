/*
 * A number, sum of money or date as whole steps (1, a fen, a hundredth, a
 * day), so that the smallest change of it is exact: for searches over inputs.
 */
#ifndef ZD_ENGINE_SCALE_H
#define ZD_ENGINE_SCALE_H

#include "engine/plan.h"

struct zd_scale {
	enum zd_kind kind;
	int64_t now, min, max; /* in steps; min and max: the field's bounds, or what makes sense */
};

/* False where the value is of no such kind, or too large to be searched. */
bool zd_scale_make(struct zd_scale *scale, const struct zd_slot *slot, const struct zd_value *value);
/* The value at a step; a date's text lives in the arena. */
struct zd_value zd_scale_at(const struct zd_scale *scale, int64_t step, struct zd_arena *arena);
/* The step nearest to a number or a sum of money of the same unit; false: it is none. */
bool zd_scale_of(const struct zd_scale *scale, const struct zd_value *value, int64_t *step);

#endif
