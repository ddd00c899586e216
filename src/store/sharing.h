/*
 * Facts that two readers of the same moment share: computed once for both,
 * two at a time, and kept in memory for as long as one period is decided.
 * What reads a field in which the readers may differ is left to each of them.
 */
#ifndef ZD_STORE_SHARING_H
#define ZD_STORE_SHARING_H

#include "engine/plan.h"
#include "store/reader.h"

struct zd_sharing;
/* Both readers outlive it; from now on their sources look here first. */
struct zd_sharing *zd_sharing_new(struct zd_reader *a, struct zd_reader *b);
void zd_sharing_free(struct zd_sharing *s); /* NULL is fine */
/* A field of an entity in which the readers' records may differ. Again it changes nothing. */
void zd_sharing_except(struct zd_sharing *s, const char *entity, const char *field);
/*
 * Computes the facts of the plan's subjects for a scope, in place of those
 * computed before. A fact that cannot be computed, or is too large to be
 * kept, is left to each reader, as if there were no sharing.
 */
void zd_sharing_fill(struct zd_sharing *s, const struct zd_pack *pack, const struct zd_plan *plan,
		     const struct zd_scope *scope);

#endif
