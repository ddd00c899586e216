/* The head of a policy: what the table that the file returns says. */
#ifndef ZD_SCRIPT_HEAD_H
#define ZD_SCRIPT_HEAD_H

#include "model/policy.h"
#include "script/syntax.h"

#define ZD_NEEDS_MAX 180 /* they are parameters of one Lua function, which has room for 200 names */
#define ZD_GIVES_MAX 100

/* Finds the head and `decide` in the tree and fills *policy from them; all that is wrong is a finding. */
void zd_head_read(struct zd_syntax *s, struct zd_policy *policy, struct zd_arena *arena, struct zd_findings *findings);

#endif
