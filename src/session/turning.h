/*
 * Turning points: inputs between whose two nearest values a decision turns.
 * Values of an input lie on a line of whole numbers: units of an int, fen,
 * hundredths of a number, days.
 */
#ifndef ZD_SESSION_TURNING_H
#define ZD_SESSION_TURNING_H

#include "session/subject.h"

/* A decision about what a case gives, to be made again with one input changed. */
struct zd_probe {
	struct zd_single single;
	struct zd_batch *batch; /* the case's rows, or the one row of a try */
	struct zd_batch *base;  /* as the case gives them */
};

/* Opens a policy for what a case gives. ZD_OK, or why it cannot be. Close it in any case. */
int zd_probe_open(struct zd_probe *p, struct zd_loaded *loaded, const struct zd_case *c, int32_t day,
		  struct zd_error *err);
void zd_probe_close(struct zd_probe *p);
/* Whether an input can move along its line, and where it stands (false: it cannot, or has no value). */
bool zd_probe_at(const struct zd_probe *p, size_t row, size_t slot, int64_t *at);
/* Whether a place lies within the bounds of the input's field. */
bool zd_probe_allows(const struct zd_probe *p, size_t slot, int64_t at);
/* The place of a value of any type on the line of an input. */
bool zd_place_of(const struct zd_type *type, const struct zd_value *v, int64_t *at);
struct zd_value zd_value_at(const struct zd_type *type, int64_t at, struct zd_arena *arena);
/*
 * Decides with the input at a place; what came stands in p->batch until the
 * next try. The sign is the same for decisions of the same kind: the same
 * outcomes but for numbers, the same lines, the same clauses.
 */
uint64_t zd_probe_try(struct zd_probe *p, size_t row, size_t slot, int64_t at);

/* Two neighbours on the line of an input, on whose two sides decisions are of different kinds. */
struct zd_turn {
	size_t row, slot;
	int64_t low; /* the other is low + 1 */
	uint64_t below, above;
};
/* Those that samples (ascending) enclose, at most `max`, in their order. */
size_t zd_turns_find(struct zd_turn *out, size_t max, struct zd_probe *p, size_t row, size_t slot,
		     const int64_t *samples, size_t count);

#endif
