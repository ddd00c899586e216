/* A value of one type as the same value of another: only where nothing is lost. */
#ifndef ZD_STORE_RETYPE_H
#define ZD_STORE_RETYPE_H

#include "base/mem.h"
#include "zhidu/value.h"

/*
 * False when the value (not nil) has no exact counterpart: "007" is no
 * integer, 1.5 neither, 2025-11-30 08:00:00 no date. Scalars; text goes into
 * the arena.
 */
bool zd_retype(struct zd_value *out, const struct zd_type *to, const struct zd_value *value, const struct zd_type *from,
	       struct zd_arena *arena);

#endif
