/*
 * Packing: a block of values as bytes, column by column, so that a chunk of
 * recorded inputs is small and quick to write, and comes back exactly as it
 * was. What cannot be unpacked is refused, whatever the bytes are.
 */
#ifndef ZD_STORE_PACKING_H
#define ZD_STORE_PACKING_H

#include "base/mem.h"
#include "zhidu/error.h"
#include "zhidu/value.h"

/* Zero-initialised is empty and usable. */
struct zd_packing {
	unsigned char *data;
	size_t len;
	size_t cap;
	struct zd_value *column; /* scratch */
	unsigned char *codes;    /* scratch */
	size_t rows;             /* that the scratch is for */
};

void zd_packing_clear(struct zd_packing *p);
/* Appends a block: count rows of one key and `width` values. */
void zd_packing_add(struct zd_packing *p, const struct zd_value *keys, const struct zd_value *values, size_t count,
		    size_t width);
void zd_packing_free(struct zd_packing *p);

/*
 * Unpacks one block that fills data; keys has count places, values count ×
 * width. Text and lists go to the arena. ZD_BOOK when the bytes are no such
 * block.
 */
int zd_unpack(struct zd_value *keys, struct zd_value *values, size_t count, size_t width, const void *data, size_t size,
	      struct zd_arena *arena, struct zd_error *err);

#endif
