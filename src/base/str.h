/* A growing text. Zero-initialised is empty and usable; `s` is NULL until the first write, zd_str_text() never. */
#ifndef ZD_BASE_STR_H
#define ZD_BASE_STR_H

#include <stdarg.h>
#include <stddef.h>

struct zd_arena;

struct zd_str {
	char *s; /* NUL-terminated */
	size_t len;
	size_t cap;
};

void zd_str_add(struct zd_str *b, const char *s);
void zd_str_addn(struct zd_str *b, const char *s, size_t n);
void zd_str_addc(struct zd_str *b, char c);
void zd_str_printf(struct zd_str *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void zd_str_vprintf(struct zd_str *b, const char *fmt, va_list ap);
void zd_str_clear(struct zd_str *b); /* empties, keeps the memory */
void zd_str_free(struct zd_str *b);
const char *zd_str_text(const struct zd_str *b);             /* "" when empty */
char *zd_str_take(struct zd_str *b);                         /* the caller frees it; the buffer is empty again */
char *zd_str_keep(struct zd_str *b, struct zd_arena *arena); /* lives in the arena; the buffer is freed */

#endif
