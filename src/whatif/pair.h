/* Pairs: the same subjects decided in two ways, shown to a tally. */
#ifndef ZD_WHATIF_PAIR_H
#define ZD_WHATIF_PAIR_H

#include "whatif/view.h"

/* One side of a policy: a step of a decided batch. */
struct zd_half {
	const struct zd_batch *batch;
	size_t step;
	size_t skipped; /* rows of the batch before the first subject of the pair */
};

/*
 * Shows to a policy's tally the subjects that a view wants; inputs and groups
 * are those of `before`. Outcomes are matched by name: what a side does not
 * give is nil. ZD_BUG where the halves do not hold the same subjects.
 */
int zd_pair_tally(struct zd_tally *t, const struct zd_half *before, const struct zd_half *after, struct zd_view *view,
		  struct zd_error *err);
/* Whether two plans decide the same policies in the same stages, so that their batches come in step. */
bool zd_same_stages(const struct zd_plan *a, const struct zd_plan *b);

#endif
