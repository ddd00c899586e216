/*
 * Values as bytes for hashing: what a value is kept as in a column and what
 * the column gives back are the same bytes, and no two rows read alike.
 */
#ifndef ZD_STORE_ROWBYTES_H
#define ZD_STORE_ROWBYTES_H

#include <sqlite3.h>
#include <stddef.h>

#include "zhidu/value.h"

/* Zero-initialised is empty and usable; free with zd_bytes_free. */
struct zd_bytes {
	unsigned char *data;
	size_t len;
	size_t cap;
};

void zd_bytes_clear(struct zd_bytes *b);
void zd_bytes_free(struct zd_bytes *b);
void zd_bytes_number(struct zd_bytes *b, int64_t i);
void zd_bytes_text(struct zd_bytes *b, const void *text, size_t size);
/* A value as it is kept: a bool is an integer, a list its JSON text. */
void zd_bytes_value(struct zd_bytes *b, const struct zd_value *v);
/* A column of a statement's row. */
void zd_bytes_column(struct zd_bytes *b, sqlite3_stmt *s, int at);

#endif
