/* Packing: each column is looked through once, which says its form, and then written in it. */
#include "store/packing.h"

#include <stdlib.h>
#include <string.h>

#include "store/packform.h"

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
	int64_t least = v[0].i, most = least;
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
			if (count == ZD_PACK_MOST_WORDS)
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
static enum zd_pack_form form_of(struct zd_packing *p, unsigned tags, size_t n, const struct zd_value **words,
				 size_t *count)
{
	switch (tags) {
	case 0:
		return ZD_FORM_NIL;
	case 1u << ZD_BOOL:
		return ZD_FORM_BOOL;
	case 1u << ZD_INT:
		return ZD_FORM_INT;
	case 1u << ZD_NUMBER:
		return ZD_FORM_NUMBER;
	case 1u << ZD_TEXT:
		*count = find_words(p, p->column, n, words);
		return *count ? ZD_FORM_WORDS : ZD_FORM_TEXT;
	default:
		return ZD_FORM_MIXED;
	}
}

static void put_column(struct zd_packing *p, const struct zd_value *v, size_t count, size_t stride)
{
	const struct zd_value *words[ZD_PACK_MOST_WORDS];
	unsigned tags = 0;
	size_t n = 0, word_count = 0;
	for (size_t i = 0; i < count; i++) {
		p->column[n] = v[i * stride];
		tags |= 1u << p->column[n].tag;
		n += p->column[n].tag != ZD_NIL;
	}
	enum zd_pack_form form = form_of(p, tags & ~(1u << ZD_NIL), n, words, &word_count);
	bool some_nil = form != ZD_FORM_NIL && n < count;
	put_byte(p, form | (some_nil ? ZD_PACK_SOME_NIL : 0));
	if (some_nil) {
		unsigned char *to = room(p, (count + 7) / 8);
		memset(to, 0, (count + 7) / 8);
		for (size_t i = 0; i < count; i++)
			to[i / 8] = (unsigned char)(to[i / 8] | (unsigned)(v[i * stride].tag != ZD_NIL) << (i % 8));
		p->len += (count + 7) / 8;
	}
	switch (form) {
	case ZD_FORM_NIL:
		break;
	case ZD_FORM_BOOL:
		put_bits(p, p->column, n);
		break;
	case ZD_FORM_INT:
		put_ints(p, p->column, n);
		break;
	case ZD_FORM_NUMBER:
		put_numbers(p, p->column, n);
		break;
	case ZD_FORM_TEXT:
		for (size_t i = 0; i < n; i++)
			put_text(p, p->column[i].s, p->column[i].len);
		break;
	case ZD_FORM_WORDS:
		put_words(p, words, word_count, n);
		break;
	case ZD_FORM_MIXED:
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
	put_byte(p, ZD_PACK_VERSION);
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
