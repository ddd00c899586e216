/*
 * The way out: for a decision, the smallest change of one input that would
 * give another outcome. Found by trying, so whatever it says has been decided.
 */
#ifndef ZD_ENGINE_NEAREST_H
#define ZD_ENGINE_NEAREST_H

#include "engine/decider.h"

struct zd_nearby {
	size_t slot;            /* the input that changes */
	struct zd_value before; /* and from what */
	struct zd_value after;  /* to what */
	size_t column;          /* an outcome that is another then */
	struct zd_value was;
	struct zd_value becomes;
};

/*
 * Looks at every input of one row of a decided single-policy batch (a set
 * policy: its whole group): numbers up and down by doubling steps and then
 * halving, bools turned, enum values all tried. Only outcomes that are enums
 * or bools count (where the policy has none: any outcome). At most one change
 * for each input and direction, in the order of the slots; they live in the
 * arena. In the end the batch has been decided as it was.
 */
int zd_nearest_changes(struct zd_nearby **out, size_t *count, struct zd_decider *decider, struct zd_batch *batch,
		       size_t row, struct zd_arena *arena, struct zd_error *err);

#endif
