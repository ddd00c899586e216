/* Which role a decision asks to sign. */
#include "model/sign.h"

#include <string.h>

const char *zd_sign_role_of(const struct zd_sign *s, const char *value)
{
	if (s->nobody_count == 0 && strcmp(value, "none") == 0)
		return NULL;
	for (size_t i = 0; i < s->nobody_count; i++) {
		if (strcmp(s->nobody[i].name, value) == 0)
			return NULL;
	}
	for (size_t i = 0; i < s->role_count; i++) {
		if (strcmp(s->roles[i].value, value) == 0)
			return s->roles[i].role;
	}
	return value;
}
