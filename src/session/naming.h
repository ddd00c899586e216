/* Records by name, for people: what lists of items show of a subject. */
#ifndef ZD_SESSION_NAMING_H
#define ZD_SESSION_NAMING_H

#include "session/session.h"

/* "A1", or "A1 名称" where the entity has a field to be shown by (one that is not sensitive). In the arena. */
const char *zd_record_name(struct zd_book *book, const struct zd_pack *pack, const struct zd_entity *e,
			   const struct zd_value *key, struct zd_arena *arena);
/* The name of the first record that a record must refer to, other than through `but`; "" where there is none. */
const char *zd_record_about(struct zd_book *book, const struct zd_pack *pack, const struct zd_entity *e,
			    const struct zd_value *key, const char *but, struct zd_arena *arena);
/* The title of an enum's value; the value itself where it has none. */
const char *zd_value_title(const struct zd_enum *e, const char *value);

#endif
