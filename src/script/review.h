/*
 * What may be wrong with a policy that runs: values that cannot be, outcomes
 * that nothing gives, ways without an outcome, numbers that belong into
 * parameters. Looked for by `check` alone, once all names are resolved.
 */
#ifndef ZD_SCRIPT_REVIEW_H
#define ZD_SCRIPT_REVIEW_H

#include "model/pack.h"
#include "script/syntax.h"

/* All of it, as findings, for a policy that is not broken. */
void zd_script_review(const struct zd_syntax *s, const struct zd_policy *policy, const struct zd_pack *pack,
		      struct zd_findings *findings);

/* Its parts. */
void zd_review_numbers(const struct zd_syntax *s, struct zd_findings *findings);
void zd_review_values(const struct zd_syntax *s, const struct zd_policy *policy, const struct zd_pack *pack,
		      struct zd_findings *findings);
void zd_review_ends(const struct zd_syntax *s, struct zd_findings *findings);

/* Whether what follows on the line of an offset in the text is a comment "fixed: why" (also "固定："): it is meant. */
bool zd_review_is_fixed(const struct zd_syntax *s, uint32_t offset);

/* Calls visit for a node and all below it, parents first. */
void zd_node_walk(struct zd_node *n, void (*visit)(void *context, struct zd_node *n), void *context);

#endif
