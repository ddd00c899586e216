/* Set stages: gathered whole, decided a group at a time. */
#ifndef ZD_ENGINE_SETS_H
#define ZD_ENGINE_SETS_H

#include "engine/decider.h"
#include "engine/variant.h"

/*
 * Decides a set stage of which all members are in one batch, each group by
 * the variant of its members. Outcomes, statuses and notes stand at the
 * members' rows, as if the batch had been decided as it is.
 */
int zd_decide_groups(struct zd_decider *decider, const struct zd_variants *variants, struct zd_batch *all,
		     struct zd_error *err);
/*
 * Which stages go over everybody, also where only a branch is asked for: sets,
 * for what one branch's members get depends on all the others; and whatever a
 * set asks for. whole: one a stage, false at first.
 */
void zd_whole_stages(const struct zd_plan *plan, bool *whole);

#endif
