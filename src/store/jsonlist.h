/* Lists as JSON text in a column: scalars and lists of them, so written that they come back exactly as they were. */
#ifndef ZD_STORE_JSONLIST_H
#define ZD_STORE_JSONLIST_H

#include "base/mem.h"
#include "base/str.h"
#include "zhidu/error.h"
#include "zhidu/value.h"

/* A whole number is written without a point, a double always with a point or an exponent; money as fen. */
void zd_list_write(struct zd_str *b, const struct zd_value *list);
/*
 * Reads it into the arena. Items are what they look like, but doubles where
 * `type` says that they are numbers. ZD_DATA when it is no JSON array, or
 * holds an object or a number that does not fit.
 */
int zd_list_read(struct zd_value *out, const char *text, size_t len, const struct zd_type *type, struct zd_arena *arena,
		 struct zd_error *err);

#endif
