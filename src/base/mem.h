/*
 * Memory: allocation that aborts with a message when there is none, arenas
 * for what lives as long as a pack or one evaluation, and growing arrays.
 */
#ifndef ZD_BASE_MEM_H
#define ZD_BASE_MEM_H

#include <stddef.h>

void *zd_alloc(size_t size);            /* zeroed; never NULL */
void *zd_realloc(void *p, size_t size); /* new bytes are not zeroed */
char *zd_strdup(const char *s);
char *zd_strndup(const char *s, size_t n);
void *zd_memdup(const void *p, size_t size);

/*
 * Makes room for one more item: ZD_GROW(list->items, list->count, list->cap).
 * The array belongs to zd_realloc and is freed with free().
 */
#define ZD_GROW(items, count, cap)                                                                                     \
	do {                                                                                                           \
		if ((count) == (cap)) {                                                                                \
			(cap) = (cap) ? 2 * (cap) : 8;                                                                 \
			(items) = zd_realloc((items), (cap) * sizeof *(items));                                        \
		}                                                                                                      \
	} while (0)

/* An arena: many small pieces, freed together. Zero-initialised is empty and usable. */
struct zd_arena_block;
struct zd_arena {
	struct zd_arena_block *blocks; /* newest first */
	char *next;
	char *end;
};

void *zd_arena_alloc(struct zd_arena *a, size_t size); /* zeroed, aligned for anything */
char *zd_arena_strdup(struct zd_arena *a, const char *s);
char *zd_arena_strndup(struct zd_arena *a, const char *s, size_t n); /* adds the NUL */
void *zd_arena_memdup(struct zd_arena *a, const void *p, size_t size);
char *zd_arena_printf(struct zd_arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void zd_arena_reset(struct zd_arena *a); /* forgets all, keeps one block for reuse */
void zd_arena_free(struct zd_arena *a);

#endif
