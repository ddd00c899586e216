/* What a change reaches: policies that it touches, and those that need what these decide. */
#ifndef ZD_SESSION_TOUCHED_H
#define ZD_SESSION_TOUCHED_H

#include "model/pack.h"

/*
 * The policies of a pack whose outcomes a policy needs, as places in the pack,
 * with SIZE_MAX at the end. A history counts where it is of the policy's own
 * period, for then this period's outcome is in it; over time, of any.
 */
size_t *zd_policy_dependencies(const struct zd_pack *pack, const struct zd_policy *p, bool over_time,
			       struct zd_arena *arena);
/*
 * Adds to touched[policy_count] every possible[] policy that needs an outcome
 * of a touched one, over any number of steps. A history counts where it is of
 * the policy's own period, for then this period's outcome is in it.
 */
void zd_touch_dependents(const struct zd_pack *pack, bool *touched, const bool *possible, struct zd_arena *arena);

/*
 * The policies that both packs have, can decide, and decide about the same
 * entity and period, and that may come out otherwise: their texts, the
 * parameters in force on the day, tables, facts, fields or a branch's
 * replacements differ, or those of what they need. Ids, borrowed from `after`.
 */
const char **zd_touched_policies(const struct zd_pack *before, const struct zd_pack *after, int32_t day, size_t *count,
				 struct zd_arena *arena);

#endif
