/*
 * A growing text. Owns its bytes; what is added is copied, and must not be
 * part of the same text.
 */
#include "base/str.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define FIRST_CAP ((size_t)64)

/* Room for n more bytes and the NUL. */
static void reserve(struct zd_str *b, size_t n)
{
	size_t need = b->len + n + 1;
	size_t cap = b->cap ? b->cap : FIRST_CAP;

	if (need <= b->cap)
		return;
	while (cap < need)
		cap *= 2;
	b->s = zd_realloc(b->s, cap);
	b->cap = cap;
}

void zd_str_addn(struct zd_str *b, const char *s, size_t n)
{
	reserve(b, n);
	if (n)
		memcpy(b->s + b->len, s, n);
	b->len += n;
	b->s[b->len] = '\0';
}

void zd_str_add(struct zd_str *b, const char *s)
{
	zd_str_addn(b, s, strlen(s));
}

void zd_str_addc(struct zd_str *b, char c)
{
	reserve(b, 1);
	b->s[b->len++] = c;
	b->s[b->len] = '\0';
}

void zd_str_vprintf(struct zd_str *b, const char *fmt, va_list ap)
{
	va_list again;
	int n;

	reserve(b, FIRST_CAP);
	va_copy(again, ap);
	n = vsnprintf(b->s + b->len, b->cap - b->len, fmt, ap);
	if (n > 0 && (size_t)n >= b->cap - b->len) {
		reserve(b, (size_t)n);
		vsnprintf(b->s + b->len, b->cap - b->len, fmt, again);
	}
	va_end(again);
	if (n > 0)
		b->len += (size_t)n;
	b->s[b->len] = '\0';
}

void zd_str_printf(struct zd_str *b, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	zd_str_vprintf(b, fmt, ap);
	va_end(ap);
}

void zd_str_clear(struct zd_str *b)
{
	b->len = 0;
	if (b->s)
		b->s[0] = '\0';
}

void zd_str_free(struct zd_str *b)
{
	free(b->s);
	*b = (struct zd_str){0};
}

const char *zd_str_text(const struct zd_str *b)
{
	return b->s ? b->s : "";
}

char *zd_str_take(struct zd_str *b)
{
	char *s = b->s ? b->s : zd_strdup("");

	*b = (struct zd_str){0};
	return s;
}

char *zd_str_keep(struct zd_str *b, struct zd_arena *arena)
{
	char *s = zd_arena_strndup(arena, zd_str_text(b), b->len);

	zd_str_free(b);
	return s;
}
