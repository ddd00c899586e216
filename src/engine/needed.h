/*
 * Sources of what some subjects of one stage need, over a source that can be
 * asked for one subject: themselves (of a set: their whole groups), and in the
 * stages before only the records whose outcomes they get, directly or through
 * others. Where that would be many, a stage passes whole.
 */
#ifndef ZD_ENGINE_NEEDED_H
#define ZD_ENGINE_NEEDED_H

#include "engine/source.h"

struct zd_needed;

/*
 * Looks through the inputs of the subjects of `stage`, the last of the plan
 * that counts, for what they need. `inner`, `plan` and `scope` outlive *out,
 * which is NULL after an error of the source.
 */
int zd_needed_find(struct zd_needed **out, struct zd_source_maker inner, const struct zd_plan *plan,
		   const struct zd_stage *stage, const struct zd_scope *scope, const struct zd_value *subjects,
		   size_t count, struct zd_error *err);
/* A maker over it; *n outlives it. */
struct zd_source_maker zd_needed_sources(struct zd_needed *n);
void zd_needed_free(struct zd_needed *n); /* NULL is fine */

#endif
