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

static bool sets_from(const struct zd_sign_set *sets, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++) {
		if (sets[i].word && strcmp(sets[i].word, name) == 0)
			return true;
	}
	return false;
}

bool zd_sign_uses(const struct zd_sign *s, const char *name)
{
	for (size_t i = 0; i < s->on_count; i++) {
		if (strcmp(s->on[i].name, name) == 0)
			return true;
	}
	return sets_from(s->approved, s->approved_count, name) || sets_from(s->rejected, s->rejected_count, name);
}
