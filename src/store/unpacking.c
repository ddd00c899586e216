/* Unpacking. Nothing in the bytes is believed: every length is held against what is left, and the depth is bounded. */
#include <math.h>
#include <string.h>

#include "store/packform.h"
#include "store/packing.h"

#define DEEPEST 64

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
	struct zd_value words[ZD_PACK_MOST_WORDS];
	size_t count = take_byte(b);
	b->bad = b->bad || count == 0 || count > ZD_PACK_MOST_WORDS;
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
	if (head & ZD_PACK_SOME_NIL)
		r.bits = take(b, (count + 7) / 8);
	if (b->bad)
		return;
	size_t n = r.bits ? count_bits(r.bits, count) : count;
	switch (head & ~(unsigned)ZD_PACK_SOME_NIL) {
	case ZD_FORM_NIL:
		for (size_t i = 0; i < count; i++)
			values[i * stride] = ZD_VALUE_NIL;
		return;
	case ZD_FORM_BOOL:
		take_bools(b, &r, n);
		break;
	case ZD_FORM_INT:
		take_ints(b, &r, n);
		break;
	case ZD_FORM_NUMBER:
		while (!b->bad && (v = next_row(&r)))
			*v = take_number(b);
		break;
	case ZD_FORM_TEXT:
		while (!b->bad && (v = next_row(&r)))
			*v = take_text(b);
		break;
	case ZD_FORM_WORDS:
		take_words(b, &r, n);
		break;
	case ZD_FORM_MIXED:
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
	if (size == 0 || take_byte(&b) != ZD_PACK_VERSION)
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
