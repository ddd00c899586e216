/* What a pack declares and nobody uses, and what time has passed by. */
#ifndef ZD_SESSION_UNUSED_H
#define ZD_SESSION_UNUSED_H

#include "model/pack.h"

/*
 * Parameters, tables, facts and enums without a use; overrides of branches
 * that nothing reads, or that on the day are what the group has; parameters
 * that were to be reviewed before the day. Where a policy is broken nobody
 * knows what it uses: then nothing is said about uses.
 */
void zd_unused_check(struct zd_pack *pack, int32_t day, struct zd_findings *findings);

#endif
