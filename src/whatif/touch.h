/* What a change of parameters can touch in a plan, and a stage cut down to that. */
#ifndef ZD_WHATIF_TOUCH_H
#define ZD_WHATIF_TOUCH_H

#include "whatif/fan.h"

/* One a stage; of each, one a step: whether it can be decided otherwise. */
struct zd_touch {
	bool **steps;
};

/* A policy, or a replacement of it in a branch, has a parameter of that name. */
bool zd_policy_uses(const struct zd_pack *pack, const struct zd_policy *p, const char *param);
/* What two lanes may decide differently. Lives in the arena. */
struct zd_touch zd_touch_of(const struct zd_plan *plan, const struct zd_lane *a, const struct zd_lane *b,
			    struct zd_arena *arena);
/* Whether a slot can have another value than in the first lane. */
bool zd_touch_slot(const struct zd_touch *t, const struct zd_plan *plan, const struct zd_stage *stage, size_t slot);

/* A stage cut down to some of its steps: what they need of the others has become slots. */
struct zd_cut {
	struct zd_stage stage;
	int *steps; /* for each step of the full stage, the one here, or -1 */
	size_t *from; /* for each slot here, where its value comes from: a slot of the full stage, or slot_count + a column */
};
/* A set stage is never cut: the steps are all. Lives in the arena. */
void zd_cut_make(struct zd_cut *out, const struct zd_stage *full, const bool *steps, struct zd_arena *arena);

#endif
