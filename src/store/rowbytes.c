/* Bytes of rows: a byte for the kind, then the content, numbers with the lowest byte first. */
#include "store/rowbytes.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/jsonlist.h"

static unsigned char *room(struct zd_bytes *b, size_t n)
{
	if (b->cap - b->len < n) {
		b->cap = 2 * b->cap + n + 4096;
		b->data = zd_realloc(b->data, b->cap);
	}
	return b->data + b->len;
}

static void put_u64(unsigned char *to, uint64_t n)
{
	for (int i = 0; i < 8; i++)
		to[i] = (unsigned char)(n >> (8 * i));
}

void zd_bytes_clear(struct zd_bytes *b)
{
	b->len = 0;
}

void zd_bytes_free(struct zd_bytes *b)
{
	free(b->data);
	*b = (struct zd_bytes){0};
}

void zd_bytes_number(struct zd_bytes *b, int64_t i)
{
	unsigned char *to = room(b, 9);
	to[0] = SQLITE_INTEGER;
	put_u64(to + 1, (uint64_t)i);
	b->len += 9;
}

/* SQLite keeps no sign of zero. */
static void put_double(struct zd_bytes *b, double d)
{
	unsigned char *to = room(b, 9);
	uint64_t bits = 0;
	if (d < 0 || d > 0)
		memcpy(&bits, &d, sizeof bits);
	to[0] = SQLITE_FLOAT;
	put_u64(to + 1, bits);
	b->len += 9;
}

static void put_sized(struct zd_bytes *b, unsigned char kind, const void *text, size_t size)
{
	unsigned char *to = room(b, 9 + size);
	to[0] = kind;
	put_u64(to + 1, size);
	if (size)
		memcpy(to + 9, text, size);
	b->len += 9 + size;
}

void zd_bytes_text(struct zd_bytes *b, const void *text, size_t size)
{
	put_sized(b, SQLITE_TEXT, text, size);
}

static void put_nil(struct zd_bytes *b)
{
	*room(b, 1) = SQLITE_NULL;
	b->len++;
}

void zd_bytes_value(struct zd_bytes *b, const struct zd_value *v)
{
	struct zd_str json = {0};
	switch ((enum zd_tag)v->tag) {
	case ZD_NIL:
		put_nil(b);
		break;
	case ZD_BOOL:
	case ZD_INT:
		zd_bytes_number(b, v->i);
		break;
	case ZD_NUMBER:
		put_double(b, v->d);
		break;
	case ZD_TEXT:
		zd_bytes_text(b, v->s, v->len);
		break;
	case ZD_LIST:
	case ZD_MAP:
		zd_list_write(&json, v);
		zd_bytes_text(b, zd_str_text(&json), json.len);
		zd_str_free(&json);
		break;
	}
}

void zd_bytes_column(struct zd_bytes *b, sqlite3_stmt *s, int at)
{
	int kind = sqlite3_column_type(s, at);
	switch (kind) {
	case SQLITE_INTEGER:
		zd_bytes_number(b, sqlite3_column_int64(s, at));
		break;
	case SQLITE_FLOAT:
		put_double(b, sqlite3_column_double(s, at));
		break;
	case SQLITE_TEXT:
	case SQLITE_BLOB: {
		const void *data = sqlite3_column_blob(s, at);
		put_sized(b, (unsigned char)kind, data, (size_t)sqlite3_column_bytes(s, at));
		break;
	}
	default:
		put_nil(b);
		break;
	}
}
