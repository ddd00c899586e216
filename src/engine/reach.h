/*
 * The way to a wanted outcome: for each input of a decided row the smallest
 * change that would give it; where no single one does, two together; where
 * those do not, all that is missing filled in. Found by trying, and what is
 * found has been decided once more.
 */
#ifndef ZD_ENGINE_REACH_H
#define ZD_ENGINE_REACH_H

#include "engine/batch.h"

/* One input's part of a way. */
struct zd_move_of {
	size_t slot;
	struct zd_value before, after;
};

/* A way: one input changed, or several together. */
struct zd_way {
	struct zd_move_of *moves;
	size_t count;
	double size; /* of the change beside the value itself: what ways are ordered by */
};

struct zd_reach_options {
	struct zd_batch *batch; /* the row alone, or its whole group; its inputs are complete */
	size_t row;
	/* Decides the batch again, all of it. */
	int (*decide)(void *context, struct zd_batch *batch, struct zd_error *err);
	/* Whether a row's outcomes (out_count values) are what is wanted. */
	bool (*wanted)(void *context, const struct zd_value *outcomes);
	void *context;
	const size_t *slots; /* the inputs that may change */
	size_t slot_count;
	const struct zd_value *hints; /* numbers near which outcomes may turn: parameters in force */
	size_t hint_count;
	int32_t today; /* where a date that is missing begins */
};

/* Ways, the smallest first, in the arena. *met: it is so already, and there are none. The batch is left as it was given, decided. */
int zd_reach(struct zd_way **out, size_t *count, bool *met, const struct zd_reach_options *o, struct zd_arena *arena,
	     struct zd_error *err);

#endif
