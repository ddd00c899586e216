/*
 * Memory. Owns the one place where running out of it is handled: the program
 * says so and aborts, so that no caller has a path for it that nobody tests.
 * Scripts have their own capped allocator and do not come here.
 */
#include "base/mem.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_BLOCK ((size_t)4096)
#define LARGEST_BLOCK ((size_t)1024 * 1024)
#define ALIGNMENT _Alignof(max_align_t)

struct zd_arena_block {
	struct zd_arena_block *older;
	size_t size; /* of data */
	_Alignas(max_align_t) char data[];
};

static void *must(void *p)
{
	if (!p) {
		fputs("zhidu: out of memory\n", stderr);
		abort();
	}
	return p;
}

void *zd_alloc(size_t size)
{
	return must(calloc(1, size ? size : 1));
}

void *zd_realloc(void *p, size_t size)
{
	return must(realloc(p, size ? size : 1));
}

void *zd_memdup(const void *p, size_t size)
{
	void *copy = zd_realloc(NULL, size);

	if (size)
		memcpy(copy, p, size);
	return copy;
}

char *zd_strndup(const char *s, size_t n)
{
	char *copy = zd_realloc(NULL, n + 1);

	if (n)
		memcpy(copy, s, n);
	copy[n] = '\0';
	return copy;
}

char *zd_strdup(const char *s)
{
	return zd_strndup(s, strlen(s));
}

/* A block for at least `size` bytes. One piece that is larger than a usual block gets a block of its own. */
static void add_block(struct zd_arena *a, size_t size)
{
	size_t usual = a->blocks ? a->blocks->size * 2 : FIRST_BLOCK;
	struct zd_arena_block *block;

	if (usual > LARGEST_BLOCK)
		usual = LARGEST_BLOCK;
	if (size < usual)
		size = usual;
	if (size > SIZE_MAX / 2)
		must(NULL);
	block = must(malloc(sizeof *block + size));
	block->size = size;
	block->older = a->blocks;
	a->blocks = block;
	a->next = block->data;
	a->end = block->data + size;
}

/* Unzeroed bytes; align is a power of two. */
static char *take(struct zd_arena *a, size_t size, size_t align)
{
	size_t skip = (size_t)(-(uintptr_t)a->next & (align - 1));
	char *piece;

	if (!a->blocks || (size_t)(a->end - a->next) < skip || (size_t)(a->end - a->next) - skip < size) {
		add_block(a, size);
		skip = 0;
	}
	piece = a->next + skip;
	a->next = piece + size;
	return piece;
}

void *zd_arena_alloc(struct zd_arena *a, size_t size)
{
	return memset(take(a, size, ALIGNMENT), 0, size);
}

void *zd_arena_memdup(struct zd_arena *a, const void *p, size_t size)
{
	char *copy = take(a, size, ALIGNMENT);

	if (size)
		memcpy(copy, p, size);
	return copy;
}

char *zd_arena_strndup(struct zd_arena *a, const char *s, size_t n)
{
	char *copy = take(a, n + 1, 1);

	if (n)
		memcpy(copy, s, n);
	copy[n] = '\0';
	return copy;
}

char *zd_arena_strdup(struct zd_arena *a, const char *s)
{
	return zd_arena_strndup(a, s, strlen(s));
}

char *zd_arena_printf(struct zd_arena *a, const char *fmt, ...)
{
	char small[256];
	char *text = NULL;
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(small, sizeof small, fmt, ap);
	va_end(ap);
	if (n < 0)
		return zd_arena_strdup(a, "");
	if ((size_t)n < sizeof small)
		return zd_arena_strndup(a, small, (size_t)n);
	text = take(a, (size_t)n + 1, 1);
	va_start(ap, fmt);
	vsnprintf(text, (size_t)n + 1, fmt, ap);
	va_end(ap);
	return text;
}

static void free_blocks(struct zd_arena_block *block)
{
	while (block) {
		struct zd_arena_block *older = block->older;

		free(block);
		block = older;
	}
}

void zd_arena_reset(struct zd_arena *a)
{
	struct zd_arena_block *kept = a->blocks;

	if (!kept)
		return;
	/* One huge piece of one row is not held for all rows that follow. */
	if (kept->size > LARGEST_BLOCK) {
		zd_arena_free(a);
		return;
	}
	free_blocks(kept->older);
	kept->older = NULL;
	a->next = kept->data;
	a->end = kept->data + kept->size;
}

void zd_arena_free(struct zd_arena *a)
{
	free_blocks(a->blocks);
	*a = (struct zd_arena){0};
}
