/* What names mean in a policy, and what it may not do. */
#ifndef ZD_SCRIPT_CHECK_H
#define ZD_SCRIPT_CHECK_H

#include "model/policy.h"
#include "script/syntax.h"

/* Fills in what the tree's names mean; everything that is wrong is a finding. The head has been read. */
void zd_script_check(struct zd_syntax *s, const struct zd_policy *policy, struct zd_arena *arena,
		     struct zd_findings *findings);

#endif
