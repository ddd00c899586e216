/*
 * Values: what fields, facts, parameters and outcomes hold. A value is 16
 * bytes and does not own its text or list; whoever made it says how long
 * they live (a pack, a batch, a row). What a number means (money, a plain
 * count) is said by its type, not by the value.
 */
#ifndef ZHIDU_VALUE_H
#define ZHIDU_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "zhidu/error.h"

#ifdef __cplusplus
extern "C" {
#endif

enum zd_tag {
	ZD_NIL,
	ZD_BOOL,   /* i: 0 or 1 */
	ZD_INT,    /* i: an integer, or money in fen */
	ZD_NUMBER, /* d: a finite double */
	ZD_TEXT,   /* s, len: UTF-8, NUL-terminated; also dates (ISO), enums and references */
	ZD_LIST,   /* list: len values */
	ZD_MAP,    /* map: len pairs, keys in the order of the type, or in byte order where keys are open */
};

struct zd_value {
	uint8_t tag;
	uint32_t len;
	union {
		int64_t i;
		double d;
		const char *s;
		const struct zd_value *list;
		const struct zd_pair *map;
	};
};

struct zd_pair {
	const char *key;
	struct zd_value value;
};

/* X(name, word) */
#define ZD_KINDS(X)                                                                                                    \
	X(TEXT, "text")                                                                                                \
	X(INT, "int")                                                                                                  \
	X(NUMBER, "number")                                                                                            \
	X(MONEY, "money")                                                                                              \
	X(RATE, "rate")                                                                                                \
	X(DATE, "date")                                                                                                \
	X(DATETIME, "datetime")                                                                                        \
	X(BOOL, "bool")                                                                                                \
	X(ENUM, "enum")                                                                                                \
	X(REF, "ref")                                                                                                  \
	X(LIST, "list")                                                                                                \
	X(MAP, "map")

enum zd_kind {
#define X(name, word) ZD_KIND_##name,
	ZD_KINDS(X)
#undef X
};

/* An enumeration: its values in order, with titles. Lives as long as its pack. */
struct zd_enum {
	const char *name; /* NULL for one written in place */
	const char *title;
	size_t count;
	const char **values;
	const char **titles; /* a value's own name where it has no title */
};

struct zd_type {
	enum zd_kind kind;
	bool open;                   /* a map of any keys, all of `of[0]` */
	const struct zd_enum *enums; /* of ENUM */
	const char *entity;          /* of REF */
	size_t count;                /* of MAP: how many keys; of LIST: 1 when its items' type is known, else 0 */
	const char **keys;
	const struct zd_type *of; /* of MAP: count types, or one when open; of LIST: the items' type */
};

#ifdef __cplusplus
#define ZD_VALUE_NIL (zd_value())
#else
#define ZD_VALUE_NIL ((struct zd_value){.tag = ZD_NIL})
#endif
static inline struct zd_value zd_value_bool(bool b)
{
	struct zd_value v = ZD_VALUE_NIL;
	v.tag = ZD_BOOL;
	v.i = b;
	return v;
}
static inline struct zd_value zd_value_int(int64_t i)
{
	struct zd_value v = ZD_VALUE_NIL;
	v.tag = ZD_INT;
	v.i = i;
	return v;
}
static inline struct zd_value zd_value_number(double d)
{
	struct zd_value v = ZD_VALUE_NIL;
	v.tag = ZD_NUMBER;
	v.d = d;
	return v;
}
static inline struct zd_value zd_value_text(const char *s, size_t len)
{
	struct zd_value v = ZD_VALUE_NIL;
	v.tag = ZD_TEXT;
	v.len = (uint32_t)len;
	v.s = s;
	return v;
}

/* The value of a C string, nil for NULL. The string is borrowed. */
static inline struct zd_value zd_value_string(const char *s)
{
	return s ? zd_value_text(s, strlen(s)) : ZD_VALUE_NIL;
}

/* The word of a kind ("money"). */
ZD_API const char *zd_kind_word(enum zd_kind kind);

/* Same tag and same content, numbers bit for bit; lists and maps element by element. */
ZD_API bool zd_value_equal(const struct zd_value *a, const struct zd_value *b);

/*
 * A total order: nil, then bools, numbers (ints and doubles by value), text
 * by bytes, lists, maps.
 */
ZD_API int zd_value_compare(const struct zd_value *a, const struct zd_value *b);

#ifdef __cplusplus
}
#endif

#endif
