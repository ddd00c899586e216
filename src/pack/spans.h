/* Where in a YAML text the keys and values of one map are, in bytes: for edits that keep every other byte. */
#ifndef ZD_PACK_SPANS_H
#define ZD_PACK_SPANS_H

#include <stdbool.h>
#include <stddef.h>

#include "model/place.h"

struct zd_span {
	size_t start, end;
};

struct zd_entry {
	char *key;
	struct zd_span key_at;
	struct zd_span value; /* an absent value is empty, just behind the colon */
};

struct zd_entries {
	bool found;  /* the path leads to a map */
	bool flow;   /* it is written {…} */
	size_t open; /* of a flow map: behind its brace */
	struct zd_entry *items;
	size_t count, cap;
};

/*
 * The entries of the map that the keys path[depth] lead to. The text must be
 * one that zd_yaml_read accepts, without a byte order mark. To be freed with
 * zd_spans_free.
 */
void zd_spans_read(struct zd_entries *out, const char *text, size_t n, const char *const *path, size_t depth);
const struct zd_entry *zd_spans_get(const struct zd_entries *e, const char *key); /* NULL: none */
void zd_spans_free(struct zd_entries *e);

/*
 * Where the values are that begin at these places (as zd_yaml_read gives
 * them; in the order of the text). Returns how many were found: fewer than
 * count when the one after those is not there. For such a text as above.
 */
size_t zd_spans_at(struct zd_span *out, const char *text, size_t n, const struct zd_place *places, size_t count);

#endif
