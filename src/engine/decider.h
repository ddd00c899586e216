/*
 * What decides. The engine does not know Lua: it gives batches to deciders
 * that the script layer (or a test, in plain C) makes for a stage.
 */
#ifndef ZD_ENGINE_DECIDER_H
#define ZD_ENGINE_DECIDER_H

#include "engine/batch.h"
#include "engine/plan.h"

enum zd_mode {
	ZD_MODE_FAST,    /* outcomes only */
	ZD_MODE_REASONS, /* and reasons */
	ZD_MODE_TRACE,   /* and the lines that ran, with their values */
};

/* One way to decide a stage: for each step the policy's text and its parameters' values in force. */
struct zd_variant_step {
	const struct zd_policy *policy; /* the group's, or a branch's replacement (its needs are found by name) */
	const struct zd_value *params;  /* one for each of policy->params, in order */
};
struct zd_variant {
	struct zd_variant_step *steps; /* one a step of the stage */
};

struct zd_decider {
	/*
	 * Decides every row of the batch (of a set stage: all rows are one
	 * group): fills out and status, adds failures, reasons and traces. A
	 * failure of one row or step never touches another, except that a step
	 * whose needed outcome is missing fails too. Returns an error only when
	 * nothing could be decided at all.
	 */
	int (*decide)(struct zd_decider *self, struct zd_batch *batch, struct zd_error *err);
	void (*free)(struct zd_decider *self);
};

struct zd_decider_maker {
	void *context;
	/* The stage, variants and pack outlive the decider. A decider is used by one thread. */
	int (*make)(void *context, const struct zd_pack *pack, const struct zd_stage *stage,
		    const struct zd_variant *variants, size_t variant_count, enum zd_mode mode, struct zd_decider **out,
		    struct zd_error *err);
};

#endif
