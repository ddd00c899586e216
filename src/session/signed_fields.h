/* What only a signature sets on a record, and so nobody by hand. */
#ifndef ZD_SESSION_SIGNED_FIELDS_H
#define ZD_SESSION_SIGNED_FIELDS_H

#include "session/session.h"

/*
 * ZD_DENIED where "name=value" texts would give a record (key NULL: a new
 * one) what an approval gives it, unless it has that already. Taking it away,
 * and any other value of an enum, is free. So is everything in a book in
 * which no rights apply. Texts that are wrong are left to who writes them.
 */
int zd_signed_fields_check(struct zd_session *s, const char *entity, const char *key, const char *const *fields,
			   size_t count, struct zd_error *err);
/* The same for values[i] of e->fields[at[i]] by the rules of a pack, where rights apply. */
int zd_signed_values_check(struct zd_book *book, const struct zd_pack *pack, const struct zd_entity *e,
			   const struct zd_value *key, const size_t *at, const struct zd_value *values, size_t count,
			   struct zd_error *err);

#endif
