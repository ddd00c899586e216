/*
 * Whether a value may stand in a field: type, bounds, enum, reference. What
 * writers, changes of one record and migrations share. One pass of a record
 * allocates nothing.
 */
#ifndef ZD_STORE_CHECK_H
#define ZD_STORE_CHECK_H

#include "model/entity.h"
#include "store/db.h"

struct zd_checker;

/* The entity outlives the checker. References are looked up through the connection. */
int zd_checker_open(struct zd_checker **out, sqlite3 *db, const struct zd_entity *e, struct zd_error *err);
void zd_checker_close(struct zd_checker *c);

/*
 * Checks a value (nil: nothing) for the field at an index. *stored is what
 * goes into the column; its text lives as long as the value's, or until the
 * next check of the same field. ZD_DATA with a message that does not name the
 * field. A reference to the entity's own records that is not there is
 * accepted and sets *later (which may be NULL: then it is an error).
 */
int zd_checker_field(struct zd_checker *c, size_t at, const struct zd_value *value, struct zd_value *stored,
		     bool *later, struct zd_error *err);

/* "there is no branch "x"" of an entity; ZD_DATA or ZD_NOT_FOUND as `code` says. */
int zd_no_record(enum zd_code code, const char *entity, const struct zd_value *key, struct zd_error *err);

/*
 * A key as its column holds it: text that is exactly an integer for an
 * integer column, and the other way round. buf has 24 bytes for its text.
 * False: it cannot be a key there.
 */
bool zd_key_stored(struct zd_value *out, const struct zd_value *key, bool integer, char buf[24]);

#endif
