/*
 * Recorded inputs: bytes of a book that somebody may have tampered with. The
 * first two bytes are the rows and the width that are asked for. What can be
 * unpacked can be packed, and comes back the same.
 */
#include "fuzz.h"
#include "store/packing.h"

#define ROWS_MOST 40
#define WIDTH_MOST 8

static struct zd_value keys[ROWS_MOST], values[ROWS_MOST * WIDTH_MOST];
static struct zd_value keys_again[ROWS_MOST], values_again[ROWS_MOST * WIDTH_MOST];

static void pack_again(size_t rows, size_t width, struct zd_arena *arena)
{
	struct zd_packing p = {0};
	struct zd_error err = {0};
	zd_packing_add(&p, keys, values, rows, width);
	FUZZ_MUST(zd_unpack(keys_again, values_again, rows, width, p.data, p.len, arena, &err) == ZD_OK);
	for (size_t i = 0; i < rows; i++)
		FUZZ_MUST(zd_value_equal(&keys[i], &keys_again[i]));
	for (size_t i = 0; i < rows * width; i++)
		FUZZ_MUST(zd_value_equal(&values[i], &values_again[i]));
	zd_packing_free(&p);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct zd_arena arena = {0};
	struct zd_error err = {0};
	size_t rows = fuzz_byte(&data, &size) % (ROWS_MOST + 1), width = fuzz_byte(&data, &size) % (WIDTH_MOST + 1);
	char *bytes = fuzz_bytes(data, size);
	int rc = zd_unpack(keys, values, rows, width, bytes, size, &arena, &err);
	free(bytes);
	FUZZ_MUST(rc == ZD_OK || (rc == ZD_BOOK && err.message[0]));
	if (rc == ZD_OK)
		pack_again(rows, width, &arena);
	zd_arena_free(&arena);
	return 0;
}
