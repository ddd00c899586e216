/* Looking up what a policy declares. */
#include "model/policy.h"

#include <string.h>

const struct zd_need *zd_policy_need(const struct zd_policy *p, const char *name)
{
	for (size_t i = 0; i < p->need_count; i++) {
		if (strcmp(p->needs[i].name, name) == 0)
			return &p->needs[i];
	}
	return NULL;
}

const struct zd_give *zd_policy_give(const struct zd_policy *p, const char *name)
{
	for (size_t i = 0; i < p->give_count; i++) {
		if (strcmp(p->gives[i].name, name) == 0)
			return &p->gives[i];
	}
	return NULL;
}

const struct zd_effect *zd_policy_effect(const struct zd_policy *p, const char *field)
{
	for (size_t i = 0; i < p->effect_count; i++) {
		if (strcmp(p->effects[i].field, field) == 0)
			return &p->effects[i];
	}
	return NULL;
}

bool zd_policy_uses_param(const struct zd_policy *p, const char *param)
{
	for (size_t i = 0; i < p->param_count; i++) {
		if (strcmp(p->params[i].target, param) == 0)
			return true;
	}
	return false;
}
