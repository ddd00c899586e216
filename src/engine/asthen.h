/*
 * Sources of a closed period decided again: subjects and facts as they are on
 * record today, but some inputs as they were then, out of the inputs that the
 * period's run recorded. Which ones, the owner says.
 */
#ifndef ZD_ENGINE_ASTHEN_H
#define ZD_ENGINE_ASTHEN_H

#include "engine/source.h"

struct zd_as_then {
	struct zd_source_maker now;
	struct zd_source_maker then;     /* the recorded inputs; used by the same thread as `now` */
	const struct zd_plan *then_plan; /* of the run that recorded them */
	/* Whether an input is taken from then. Where it was not recorded, or not for a subject, it is today's. */
	bool (*kept)(const void *context, const struct zd_slot *slot);
	const void *context;
};

/* A maker over an as-then, which outlives it. */
struct zd_source_maker zd_as_then_sources(struct zd_as_then *a);

#endif
