/*
 * Saved what-ifs: two of them, parted by a line of its own in the input. Each
 * is read or refused, and two that were read stand side by side as rows, for
 * people and for programs, or one of them is told to be damaged.
 */
#define _GNU_SOURCE /* memmem */
#include "whatif/kept.h"

#include "base/utf8.h"
#include "fuzz.h"

#define BETWEEN "\n----\n"

static size_t columns;

static int begin(struct zd_sink *self, const struct zd_head *heads, size_t count, struct zd_error *err)
{
	(void)self, (void)err;
	for (size_t i = 0; i < count; i++)
		FUZZ_MUST(heads[i].name && heads[i].title);
	columns = count;
	return ZD_OK;
}
static int row(struct zd_sink *self, const struct zd_value *values, struct zd_error *err)
{
	(void)self, (void)err;
	for (size_t i = 0; i < columns; i++)
		FUZZ_MUST(values[i].tag != ZD_TEXT || zd_utf8_valid(values[i].s, values[i].len) == values[i].len);
	return ZD_OK;
}
static int end(struct zd_sink *self, struct zd_error *err)
{
	(void)self, (void)err;
	return ZD_OK;
}

static bool read_one(struct zd_kept *out, const uint8_t *data, size_t size, struct zd_arena *arena)
{
	struct zd_error err = {0};
	int code = zd_kept_read(out, fuzz_file(data, size), arena, &err);
	FUZZ_MUST(code == ZD_OK || (err.code == ZD_DATA && err.message[0]));
	return code == ZD_OK;
}

static void compare(const struct zd_kept *one, const struct zd_kept *two)
{
	struct zd_error err = {0};
	struct zd_str heads = {0};
	struct zd_sink sink = {begin, row, end, NULL};
	zd_kept_heads(&heads, one, two);
	FUZZ_MUST(heads.len > 0);
	zd_str_free(&heads);
	for (int people = 0; people < 2; people++) {
		int code = zd_kept_rows(one, two, people, &sink, &err);
		FUZZ_MUST(code == ZD_OK || ((code == ZD_DATA || code == ZD_USAGE) && err.message[0]));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct zd_arena arena = {0};
	struct zd_kept one, two;
	const uint8_t *cut = size ? memmem(data, size, BETWEEN, strlen(BETWEEN)) : NULL;
	size_t first = cut ? (size_t)(cut - data) : size;
	if (read_one(&one, data, first, &arena)) {
		compare(&one, &one);
		if (cut && read_one(&two, cut + strlen(BETWEEN), size - first - strlen(BETWEEN), &arena)) {
			compare(&one, &two);
			compare(&two, &one);
		}
	}
	zd_arena_free(&arena);
	return 0;
}
