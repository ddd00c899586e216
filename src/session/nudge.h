/* Values moved by as little as matters: a unit of the last place written, a fen, at most a per cent of a rate, a day. */
#ifndef ZD_SESSION_NUDGE_H
#define ZD_SESSION_NUDGE_H

#include "base/mem.h"
#include "zhidu/value.h"

/* Up (+1) or down (-1); a bool turns. False: a value of this type cannot move. */
bool zd_nudge(struct zd_value *out, const struct zd_type *type, const struct zd_value *v, int direction,
	      struct zd_arena *arena);

/* The leaves of a parameter's value that can move. */
struct zd_leaf {
	const char *path; /* ".gold", "[2]", "" */
	struct zd_type type;
	struct zd_value value;
};
size_t zd_leaves(struct zd_leaf **out, const struct zd_type *type, const struct zd_value *v, struct zd_arena *arena);
/* A copy of a parameter's value with another leaf. */
struct zd_value zd_with_leaf(const struct zd_type *type, const struct zd_value *v, size_t leaf,
			     const struct zd_value *value, struct zd_arena *arena);

#endif
