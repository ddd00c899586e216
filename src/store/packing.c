/*
 * The form of a block: a version byte; the number of rows and of columns
 * (varints); the keys, then each column. A column is a byte that says its
 * form, with the top bit set where some rows are nil: then a bit a row says
 * which are not. What follows is for the rows that are not nil:
 *
 *   NIL     nothing: all rows are nil
 *   BOOL    a bit a row
 *   INT     the width in bytes (0 to 8), the least value (8 bytes), then the
 *           distance of each row from it in that width
 *   NUMBER  8 bytes a row, the bits of the double
 *   TEXT    a varint and bytes a row
 *   WORDS   the number of different texts (1 to 16), those texts, then half a
 *           byte a row, none when there is but one
 *   MIXED   a value a row with its tag in front, lists within lists
 *
 * All numbers have their lowest byte first.
 */
#include "store/packing.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define VERSION 1
#define SOME_NIL 0x80
#define MOST_WORDS 16
#define DEEPEST 64

enum form { FORM_NIL, FORM_BOOL, FORM_INT, FORM_NUMBER, FORM_TEXT, FORM_WORDS, FORM_MIXED };

/* ---- packing ---- */

/* Room for n more bytes, and 8 beyond, so that integers can be written whole. */
static unsigned char *room(struct zd_packing *p, size_t n)
{
	if (p->cap - p->len < n + 8) {
		p->cap = 2 * p->cap + n + 4096;
		p->data = zd_realloc(p->data, p->cap);
	}
	return p->data + p->len;
}

static void put_byte(struct zd_packing *p, unsigned b)
{
	*room(p, 1) = (unsigned char)b;
	p->len++;
}

static inline void store_u64(unsigned char *to, uint64_t v)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	memcpy(to, &v, sizeof v);
#else
	for (int i = 0; i < 8; i++)
		to[i] = (unsigned char)(v >> (8 * i));
#endif
}

static void put_u64(struct zd_packing *p, uint64_t v)
{
	store_u64(room(p, 8), v);
	p->len += 8;
}

static inline unsigned char *store_varint(unsigned char *to, uint64_t v)
{
	while (v >= 0x80) {
		*to++ = (unsigned char)(v | 0x80);
		v >>= 7;
	}
	*to++ = (unsigned char)v;
	return to;
}

static void put_varint(struct zd_packing *p, uint64_t v)
{
	unsigned char *to = room(p, 10);
	p->len += (size_t)(store_varint(to, v) - to);
}

static void put_text(struct zd_packing *p, const char *s, size_t n)
{
	unsigned char *to = room(p, n + 10);
	unsigned char *bytes = store_varint(to, n);
	if (n)
		memcpy(bytes, s, n);
	p->len += (size_t)(bytes - to) + n;
}

static uint64_t double_bits(double d)
{
	uint64_t bits;
	memcpy(&bits, &d, sizeof bits);
	return bits;
}

static uint64_t zigzag(int64_t i)
{
	return (uint64_t)i << 1 ^ (i < 0 ? UINT64_MAX : 0);
}

static void put_value(struct zd_packing *p, const struct zd_value *v)
{
	put_byte(p, v->tag);
	switch ((enum zd_tag)v->tag) {
	case ZD_NIL:
		break;
	case ZD_BOOL:
		put_byte(p, v->i != 0);
		break;
	case ZD_INT:
		put_varint(p, zigzag(v->i));
		break;
	case ZD_NUMBER:
		put_u64(p, double_bits(v->d));
		break;
	case ZD_TEXT:
		put_text(p, v->s, v->len);
		break;
	case ZD_LIST:
		put_varint(p, v->len);
		for (uint32_t i = 0; i < v->len; i++)
			put_value(p, &v->list[i]);
		break;
	case ZD_MAP:
		put_varint(p, v->len);
		for (uint32_t i = 0; i < v->len; i++) {
			put_text(p, v->map[i].key, strlen(v->map[i].key));
			put_value(p, &v->map[i].value);
		}
		break;
	}
}

static void put_bits(struct zd_packing *p, const struct zd_value *v, size_t n)
{
	unsigned char *to = room(p, (n + 7) / 8);
	memset(to, 0, (n + 7) / 8);
	for (size_t i = 0; i < n; i++)
		to[i / 8] = (unsigned char)(to[i / 8] | (unsigned)(v[i].i != 0) << (i % 8));
	p->len += (n + 7) / 8;
}

static void put_ints(struct zd_packing *p, const struct zd_value *v, size_t n)
{
	int64_t least = v[0].i, most = v[0].i;
	for (size_t i = 1; i < n; i++) {
		least = v[i].i < least ? v[i].i : least;
		most = v[i].i > most ? v[i].i : most;
	}
	size_t width = 0;
	for (uint64_t span = (uint64_t)most - (uint64_t)least; span; span >>= 8)
		width++;
	put_byte(p, (unsigned)width);
	put_u64(p, (uint64_t)least);
	unsigned char *to = room(p, n * width);
	for (size_t i = 0; i < n; i++, to += width)
		store_u64(to, (uint64_t)v[i].i - (uint64_t)least);
	p->len += n * width;
}

static void put_numbers(struct zd_packing *p, const struct zd_value *v, size_t n)
{
	unsigned char *to = room(p, n * 8);
	for (size_t i = 0; i < n; i++, to += 8)
		store_u64(to, double_bits(v[i].d));
	p->len += n * 8;
}

/* The code of each row's text among the different ones; 0: there are too many. */
static size_t find_words(struct zd_packing *p, const struct zd_value *v, size_t n, const struct zd_value **words)
{
	size_t count = 0;
	for (size_t i = 0; i < n; i++) {
		size_t k = 0;
		while (k < count && words[k]->s != v[i].s &&
		       (words[k]->len != v[i].len || memcmp(words[k]->s, v[i].s, v[i].len) != 0))
			k++;
		if (k == count) {
			if (count == MOST_WORDS)
				return 0;
			words[count++] = &v[i];
		}
		p->codes[i] = (unsigned char)k;
	}
	return count;
}

static void put_words(struct zd_packing *p, const struct zd_value **words, size_t count, size_t n)
{
	put_byte(p, (unsigned)count);
	for (size_t i = 0; i < count; i++)
		put_text(p, words[i]->s, words[i]->len);
	if (count == 1)
		return;
	unsigned char *to = room(p, (n + 1) / 2);
	for (size_t i = 0; i < n; i += 2)
		to[i / 2] = (unsigned char)(p->codes[i] | (i + 1 < n ? p->codes[i + 1] << 4 : 0));
	p->len += (n + 1) / 2;
}

/* words and *count: of the form WORDS. */
static enum form form_of(struct zd_packing *p, unsigned tags, size_t n, const struct zd_value **words, size_t *count)
{
	switch (tags) {
	case 0:
		return FORM_NIL;
	case 1u << ZD_BOOL:
		return FORM_BOOL;
	case 1u << ZD_INT:
		return FORM_INT;
	case 1u << ZD_NUMBER:
		return FORM_NUMBER;
	case 1u << ZD_TEXT:
		*count = find_words(p, p->column, n, words);
		return *count ? FORM_WORDS : FORM_TEXT;
	default:
		return FORM_MIXED;
	}
}

static void put_column(struct zd_packing *p, const struct zd_value *v, size_t count, size_t stride)
{
	const struct zd_value *words[MOST_WORDS];
	unsigned tags = 0;
	size_t n = 0, word_count = 0;
	for (size_t i = 0; i < count; i++) {
		p->column[n] = v[i * stride];
		tags |= 1u << p->column[n].tag;
		n += p->column[n].tag != ZD_NIL;
	}
	enum form form = form_of(p, tags & ~(1u << ZD_NIL), n, words, &word_count);
	bool some_nil = form != FORM_NIL && n < count;
	put_byte(p, form | (some_nil ? SOME_NIL : 0));
	if (some_nil) {
		unsigned char *to = room(p, (count + 7) / 8);
		memset(to, 0, (count + 7) / 8);
		for (size_t i = 0; i < count; i++)
			to[i / 8] = (unsigned char)(to[i / 8] | (unsigned)(v[i * stride].tag != ZD_NIL) << (i % 8));
		p->len += (count + 7) / 8;
	}
	switch (form) {
	case FORM_NIL:
		break;
	case FORM_BOOL:
		put_bits(p, p->column, n);
		break;
	case FORM_INT:
		put_ints(p, p->column, n);
		break;
	case FORM_NUMBER:
		put_numbers(p, p->column, n);
		break;
	case FORM_TEXT:
		for (size_t i = 0; i < n; i++)
			put_text(p, p->column[i].s, p->column[i].len);
		break;
	case FORM_WORDS:
		put_words(p, words, word_count, n);
		break;
	case FORM_MIXED:
		for (size_t i = 0; i < n; i++)
			put_value(p, &p->column[i]);
		break;
	}
}

void zd_packing_clear(struct zd_packing *p)
{
	p->len = 0;
}

void zd_packing_add(struct zd_packing *p, const struct zd_value *keys, const struct zd_value *values, size_t count,
		    size_t width)
{
	if (count > p->rows) {
		p->rows = count;
		p->column = zd_realloc(p->column, (count + 1) * sizeof *p->column);
		p->codes = zd_realloc(p->codes, count + 1);
	}
	put_byte(p, VERSION);
	put_varint(p, count);
	put_varint(p, width);
	if (count == 0)
		return;
	put_column(p, keys, count, 1);
	for (size_t i = 0; i < width; i++)
		put_column(p, values + i, count, width);
}

void zd_packing_free(struct zd_packing *p)
{
	free(p->data);
	free(p->column);
	free(p->codes);
	*p = (struct zd_packing){0};
}

/* ---- unpacking ---- */

struct bytes {
	const unsigned char *at;
	const unsigned char *end;
	struct zd_arena *arena;
	bool bad;
};

/* n bytes, or NULL where there are not so many. */
static const unsigned char *take(struct bytes *b, size_t n)
{
	const unsigned char *at = b->at;
	if (b->bad || (size_t)(b->end - at) < n) {
		b->bad = true;
		return NULL;
	}
	b->at += n;
	return at;
}

static unsigned take_byte(struct bytes *b)
{
	const unsigned char *at = take(b, 1);
	return at ? *at : 0;
}

static uint64_t load(const unsigned char *at, size_t width)
{
	uint64_t v = 0;
	for (size_t i = 0; i < width; i++)
		v |= (uint64_t)at[i] << (8 * i);
	return v;
}

static uint64_t take_u64(struct bytes *b)
{
	const unsigned char *at = take(b, 8);
	return at ? load(at, 8) : 0;
}

static uint64_t take_varint(struct bytes *b)
{
	uint64_t v = 0;
	for (unsigned shift = 0; shift < 64; shift += 7) {
		unsigned byte = take_byte(b);
		v |= (uint64_t)(byte & 0x7f) << shift;
		if (!(byte & 0x80))
			return v;
	}
	b->bad = true;
	return 0;
}

static struct zd_value take_text(struct bytes *b)
{
	uint64_t n = take_varint(b);
	const unsigned char *at = n <= UINT32_MAX ? take(b, (size_t)n) : NULL;
	if (!at) {
		b->bad = true;
		return ZD_VALUE_NIL;
	}
	return zd_value_text(zd_arena_strndup(b->arena, (const char *)at, (size_t)n), (size_t)n);
}

static struct zd_value take_number(struct bytes *b)
{
	uint64_t bits = take_u64(b);
	double d;
	memcpy(&d, &bits, sizeof d);
	b->bad = b->bad || !isfinite(d);
	return zd_value_number(d);
}

/* How many items follow; each of them takes a byte at least. */
static size_t take_count(struct bytes *b, int depth)
{
	uint64_t n = take_varint(b);
	b->bad = b->bad || depth > DEEPEST || n > (uint64_t)(b->end - b->at);
	return b->bad ? 0 : (size_t)n;
}

static struct zd_value take_value(struct bytes *b, int depth)
{
	unsigned tag = take_byte(b);
	switch (tag) {
	case ZD_NIL:
		return ZD_VALUE_NIL;
	case ZD_BOOL: {
		unsigned truth = take_byte(b);
		b->bad = b->bad || truth > 1;
		return zd_value_bool(truth == 1);
	}
	case ZD_INT: {
		uint64_t z = take_varint(b);
		return zd_value_int((int64_t)(z >> 1 ^ (z & 1 ? UINT64_MAX : 0)));
	}
	case ZD_NUMBER:
		return take_number(b);
	case ZD_TEXT:
		return take_text(b);
	case ZD_LIST: {
		size_t n = take_count(b, depth);
		struct zd_value *items = zd_arena_alloc(b->arena, (n + 1) * sizeof *items);
		for (size_t i = 0; i < n && !b->bad; i++)
			items[i] = take_value(b, depth + 1);
		return (struct zd_value){.tag = ZD_LIST, .len = (uint32_t)n, .list = items};
	}
	case ZD_MAP: {
		size_t n = take_count(b, depth);
		struct zd_pair *pairs = zd_arena_alloc(b->arena, (n + 1) * sizeof *pairs);
		for (size_t i = 0; i < n && !b->bad; i++) {
			pairs[i].key = take_text(b).s;
			if (!b->bad)
				pairs[i].value = take_value(b, depth + 1);
		}
		return (struct zd_value){.tag = ZD_MAP, .len = (uint32_t)n, .map = pairs};
	}
	default:
		b->bad = true;
		return ZD_VALUE_NIL;
	}
}

/* The rows of a column that are not nil: a bit each; NULL: all of them. */
struct rows {
	struct zd_value *values;
	size_t count;
	size_t stride;
	const unsigned char *bits;
	size_t next;
};

/* The place of the next row that is not nil; those before it become nil. NULL: there is none. */
static struct zd_value *next_row(struct rows *r)
{
	while (r->next < r->count) {
		size_t i = r->next++;
		struct zd_value *v = &r->values[i * r->stride];
		if (!r->bits || r->bits[i / 8] >> (i % 8) & 1)
			return v;
		*v = ZD_VALUE_NIL;
	}
	return NULL;
}

static void take_bools(struct bytes *b, struct rows *r, size_t n)
{
	const unsigned char *bits = take(b, (n + 7) / 8);
	struct zd_value *v;
	for (size_t i = 0; bits && (v = next_row(r)); i++)
		*v = zd_value_bool(bits[i / 8] >> (i % 8) & 1);
}

static void take_ints(struct bytes *b, struct rows *r, size_t n)
{
	size_t width = take_byte(b);
	uint64_t least = take_u64(b);
	const unsigned char *at = width <= 8 ? take(b, n * width) : NULL;
	struct zd_value *v;
	b->bad = b->bad || !at;
	for (; !b->bad && (v = next_row(r)); at += width)
		*v = zd_value_int((int64_t)(least + load(at, width)));
}

static void take_words(struct bytes *b, struct rows *r, size_t n)
{
	struct zd_value words[MOST_WORDS];
	size_t count = take_byte(b);
	b->bad = b->bad || count == 0 || count > MOST_WORDS;
	for (size_t i = 0; i < count && !b->bad; i++)
		words[i] = take_text(b);
	const unsigned char *codes = count == 1 ? b->at : take(b, (n + 1) / 2);
	struct zd_value *v;
	for (size_t i = 0; !b->bad && (v = next_row(r)); i++) {
		size_t code = count == 1 ? 0 : codes[i / 2] >> (i % 2 ? 4 : 0) & 15;
		b->bad = code >= count;
		if (!b->bad)
			*v = words[code];
	}
}

static size_t count_bits(const unsigned char *bits, size_t count)
{
	size_t n = 0;
	for (size_t i = 0; i < count; i++)
		n += bits[i / 8] >> (i % 8) & 1;
	return n;
}

static void take_column(struct bytes *b, struct zd_value *values, size_t count, size_t stride)
{
	struct rows r = {.values = values, .count = count, .stride = stride};
	unsigned head = take_byte(b);
	struct zd_value *v;
	if (head & SOME_NIL)
		r.bits = take(b, (count + 7) / 8);
	if (b->bad)
		return;
	size_t n = r.bits ? count_bits(r.bits, count) : count;
	switch (head & ~(unsigned)SOME_NIL) {
	case FORM_NIL:
		for (size_t i = 0; i < count; i++)
			values[i * stride] = ZD_VALUE_NIL;
		return;
	case FORM_BOOL:
		take_bools(b, &r, n);
		break;
	case FORM_INT:
		take_ints(b, &r, n);
		break;
	case FORM_NUMBER:
		while (!b->bad && (v = next_row(&r)))
			*v = take_number(b);
		break;
	case FORM_TEXT:
		while (!b->bad && (v = next_row(&r)))
			*v = take_text(b);
		break;
	case FORM_WORDS:
		take_words(b, &r, n);
		break;
	case FORM_MIXED:
		while (!b->bad && (v = next_row(&r)))
			*v = take_value(b, 0);
		break;
	default:
		b->bad = true;
		break;
	}
}

int zd_unpack(struct zd_value *keys, struct zd_value *values, size_t count, size_t width, const void *data, size_t size,
	      struct zd_arena *arena, struct zd_error *err)
{
	struct bytes b = {.at = data, .end = (const unsigned char *)data + size, .arena = arena};
	if (size == 0 || take_byte(&b) != VERSION)
		return zd_fail(err, ZD_BOOK, "recorded inputs are damaged, or were written by a newer zhidu");
	b.bad = take_varint(&b) != count || take_varint(&b) != width || b.bad;
	if (count > 0 && !b.bad)
		take_column(&b, keys, count, 1);
	for (size_t i = 0; i < width && count > 0 && !b.bad; i++)
		take_column(&b, values + i, count, width);
	if (b.bad || b.at != b.end)
		return zd_fail(err, ZD_BOOK, "recorded inputs are damaged");
	return ZD_OK;
}

