/* What the parts of zd_pack_resolve share. */
#ifndef ZD_ENGINE_RESOLVING_H
#define ZD_ENGINE_RESOLVING_H

#include "engine/plan.h"

/* Whether what is of one type can be kept in a field. A word that may be none of an enum's is looked at when it comes. */
bool zd_field_takes(const struct zd_type *field, const struct zd_type *given);

/* Resolves what a policy's `sign` names, after its gives and needs; what is wrong is a finding. */
void zd_sign_resolve(struct zd_pack *pack, struct zd_policy *p, struct zd_findings *findings);

#endif
