/* JSON: a reader into an arena that keeps numbers as written, and a writer into a growing text. */
#ifndef ZD_BASE_JSON_H
#define ZD_BASE_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "base/str.h"
#include "zhidu/error.h"

enum zd_json_kind {
	ZD_JSON_NULL,
	ZD_JSON_BOOL,
	ZD_JSON_NUMBER,
	ZD_JSON_STRING,
	ZD_JSON_ARRAY,
	ZD_JSON_OBJECT,
};

struct zd_json {
	enum zd_json_kind kind;
	bool truth;
	const char *text; /* of a string (decoded) or a number (as written) */
	size_t len;       /* of text; of an array or object, how many members */
	int column;       /* 1-based, in bytes, where it begins */
	struct zd_json *items;
	const char **keys; /* of an object; a key twice is an error of the reader */
};

/*
 * Reads one value that fills s, blanks aside. Depth at most 64. Errors are
 * ZD_DATA with a column, without file and line. The result lives in the arena.
 */
int zd_json_parse(struct zd_json **out, const char *s, size_t n, struct zd_arena *arena, struct zd_error *err);
const struct zd_json *zd_json_get(const struct zd_json *object, const char *key); /* NULL: absent */

/* Writing: callers put the commas; these write one piece each. */
void zd_json_string(struct zd_str *b, const char *s, size_t n);
void zd_json_key(struct zd_str *b, bool *first, const char *key); /* a comma unless first, then "key": */
/* Members, a comma before them unless first: "key":"text". Without text (NULL), _text writes null and _text_if leaves the member out. */
void zd_json_text(struct zd_str *b, bool *first, const char *key, const char *text);
void zd_json_text_if(struct zd_str *b, bool *first, const char *key, const char *text);
void zd_json_int(struct zd_str *b, bool *first, const char *key, int64_t n);
void zd_json_bool(struct zd_str *b, bool *first, const char *key, bool truth);
void zd_json_strings(struct zd_str *b, const char *const *items, size_t count); /* an array, without a key */
void zd_json_money(struct zd_str *b, int64_t fen);
void zd_json_number(struct zd_str *b, double d);

#endif
