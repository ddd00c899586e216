/*
 * Columns of a statement as values in a row: those of tables that zhidu wrote
 * itself fast and without questions, those of facts with every check.
 */
#ifndef ZD_STORE_PICK_H
#define ZD_STORE_PICK_H

#include <sqlite3.h>
#include <string.h>

#include "base/mem.h"
#include "zhidu/error.h"
#include "zhidu/value.h"

enum zd_pick_kind {
	ZD_PICK_INT,
	ZD_PICK_BOOL,
	ZD_PICK_NUMBER,
	ZD_PICK_TEXT,
	ZD_PICK_ENUM, /* the model's own string where it has the value */
	ZD_PICK_KEY,  /* an integer or text */
	ZD_PICK_LIST, /* JSON text */
};

/* One value to be picked. */
struct zd_pick {
	int at;    /* the statement's column, 0-based */
	size_t to; /* the place in the row */
	enum zd_pick_kind kind;
	bool sure; /* it is never NULL */
	const struct zd_type *type;
};

struct zd_pick zd_pick_of(int at, size_t to, const struct zd_type *type, bool sure);
/* Picks all of them from the statement's row; text and lists go to the arena. Only a list can be wrong: ZD_BOOK. */
int zd_pick_row(sqlite3_stmt *s, const struct zd_pick *picks, size_t count, struct zd_value *row,
		struct zd_arena *arena, struct zd_error *err);
/* One value that may be anything: ZD_DATA where it is not of the type, without a place. NULL is nil. */
int zd_pick_checked(struct zd_value *out, sqlite3_stmt *s, const struct zd_pick *pick, struct zd_arena *arena,
		    struct zd_error *err);

/* A key in a column; text lives until the next step. nil where there is neither an integer nor text. */
struct zd_value zd_pick_key(sqlite3_stmt *s, int at);

/* Keys in the order in which SQLite sorts them. */
static inline int zd_key_compare(const struct zd_value *a, const struct zd_value *b)
{
	if (a->tag != b->tag)
		return a->tag < b->tag ? -1 : 1;
	if (a->tag != ZD_TEXT)
		return a->i < b->i ? -1 : a->i > b->i;
	size_t n = a->len < b->len ? a->len : b->len;
	int order = n ? memcmp(a->s, b->s, n) : 0;
	return order ? order : a->len < b->len ? -1 : a->len > b->len;
}
/* A key in words for messages. */
const char *zd_key_words(const struct zd_value *key, char *buf, size_t size);

#endif
