/* Values of a YAML text replaced where they stand, every other byte kept. */
#ifndef ZD_PACK_SPLICE_H
#define ZD_PACK_SPLICE_H

#include "base/str.h"
#include "model/place.h"
#include "zhidu/error.h"

struct zd_splice {
	struct zd_place at; /* where the value begins, as zd_yaml_read gives it; file is not looked at */
	const char *value;  /* one YAML value on one line */
};

/*
 * Puts the new values into the text, which is one that zd_yaml_read accepts.
 * Written as the old ones are: quotes stay quotes, a list in lines stays one,
 * and where it has as many items as before, only those that differ change.
 * The result is read again: it says what was asked for, and otherwise what it
 * said before. ZD_DATA with the line and column of the first value that
 * cannot be replaced so, for instance because a comment stands within it;
 * `out` is empty then.
 */
int zd_splice(struct zd_str *out, const char *text, size_t n, const struct zd_splice *list, size_t count,
	      struct zd_error *err);

#endif
