/*
 * Variants: the distinct ways in which branches decide a stage. Most branches
 * share the group's; one that overrides a parameter or replaces a policy has
 * its own. Resolved once for a date, before any subject is decided.
 */
#ifndef ZD_ENGINE_VARIANT_H
#define ZD_ENGINE_VARIANT_H

#include "engine/decider.h"

struct zd_variants {
	struct zd_variant *items; /* the first is the group's */
	size_t count;
	uint32_t first;          /* the group's index, where several sets of variants lie one behind the other */
	struct zd_map by_branch; /* a branch's id to its index + 1; absent: the group's */
};

/*
 * The variants of a stage on a day; everything lives in the arena but the
 * map, which zd_variants_free gives back. A parameter without a value in
 * force is ZD_DATA.
 */
int zd_variants_make(struct zd_variants *out, const struct zd_pack *pack, const struct zd_stage *stage, int32_t day,
		     struct zd_arena *arena, struct zd_error *err);
uint32_t zd_variants_of(const struct zd_variants *v, const struct zd_value *branch);
/* Says for each row of a batch which variant decides it. branch: the one all belong to where the stage has no branch slot; or NULL. */
void zd_variants_choose(const struct zd_variants *v, struct zd_batch *batch, const char *branch);
void zd_variants_free(struct zd_variants *v);

#endif
