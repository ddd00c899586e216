/* People by the name that the operating system knows them by. */
#ifndef ZD_STORE_PEOPLE_H
#define ZD_STORE_PEOPLE_H

#include "store/book.h"

/*
 * The key of the record of `e` whose field `login` has that text, in the
 * arena; nil: none. *any: whether any record has a login at all. ZD_BOOK when
 * the book lacks the field.
 */
int zd_person_find(struct zd_value *out, bool *any, struct zd_book *b, const struct zd_entity *e, const char *login,
		   const char *name, struct zd_arena *arena, struct zd_error *err);

#endif
