/* What the readers of text, JSON and YAML share; for parse*.c only. */
#ifndef ZD_MODEL_PARSE_H
#define ZD_MODEL_PARSE_H

#include "model/text.h"

/*
 * Fails with "wants a date such as 2025-11-30, got …": `word`, then s[n] in
 * quotes when s is given. Suggests the nearest value of an enum.
 */
int zd_unwanted(const struct zd_type *type, const char *word, const char *s, size_t n, struct zd_error *err);
int zd_no_such_key(const struct zd_type *type, const char *key, struct zd_error *err);

bool zd_parse_int(const char *s, size_t n, int64_t *out);
struct zd_value zd_text_copy(struct zd_arena *arena, const char *s, size_t n);
/* An item of a list whose items have no type: an int, a number, else text. */
struct zd_value zd_loose_scalar(const char *s, size_t n, struct zd_arena *arena);

size_t zd_key_index(const struct zd_type *type, const char *key); /* type->count: no such key */
int zd_by_key(const void *a, const void *b);                      /* orders pairs, for qsort */

#endif
