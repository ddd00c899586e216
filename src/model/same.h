/* Whether what two packs declare is the same: what a decision could notice, not where it stands or what notes say. */
#ifndef ZD_MODEL_SAME_H
#define ZD_MODEL_SAME_H

#include "model/pack.h"

/* Texts of which either may be NULL. */
bool zd_text_same(const char *a, const char *b);
/* The values in force on a day, for the group and for every branch that has its own. */
bool zd_param_same_on(const struct zd_param *a, const struct zd_param *b, int32_t day);
bool zd_row_same(const struct zd_table *a, size_t row, const struct zd_table *b, size_t other);
bool zd_table_same(const struct zd_table *a, const struct zd_table *b);
bool zd_field_same(const struct zd_field *a, const struct zd_field *b);
bool zd_fact_same(const struct zd_fact *a, const struct zd_fact *b);
bool zd_policy_same(const struct zd_policy *a, const struct zd_policy *b); /* to the byte */
/* A branch's replacement of a policy; NULL: none. */
const struct zd_policy *zd_branch_replacement(const struct zd_pack *p, const char *branch, const char *policy);

#endif
