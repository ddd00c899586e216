/*
 * Cells of decision tables. The first byte chooses the column's type, the
 * rest is the cell. What was parsed is tested on values of that type, and
 * says of its negation the opposite.
 */
#include "fuzz.h"
#include "model/table.h"

static const char *words[] = {"private", "company", "其他"};
static const struct zd_enum kinds = {.name = "kind", .count = 3, .values = words, .titles = words};
static const struct zd_type types[] = {
	{.kind = ZD_KIND_NUMBER},   {.kind = ZD_KIND_INT},  {.kind = ZD_KIND_MONEY},
	{.kind = ZD_KIND_TEXT},     {.kind = ZD_KIND_BOOL}, {.kind = ZD_KIND_DATE},
	{.kind = ZD_KIND_DATETIME}, {.kind = ZD_KIND_RATE}, {.kind = ZD_KIND_ENUM, .enums = &kinds},
};

#define TEXT(text)                                                                                                     \
	{                                                                                                              \
		.tag = ZD_TEXT, .len = sizeof(text) - 1, .s = (text)                                                   \
	}
static const struct zd_value values[] = {
	{.tag = ZD_NIL},
	{.tag = ZD_BOOL, .i = 1},
	{.tag = ZD_INT, .i = 0},
	{.tag = ZD_INT, .i = INT64_MAX},
	{.tag = ZD_NUMBER, .d = -0.5},
	{.tag = ZD_NUMBER, .d = 1e300},
	TEXT(""),
	TEXT("private"),
	TEXT("2025-11-30"),
	TEXT("2025-11-30 08:26:00"),
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct zd_arena arena = {0};
	struct zd_error err = {0};
	struct zd_cell cell = {0};
	const struct zd_type *type = &types[fuzz_byte(&data, &size) % (sizeof types / sizeof types[0])];
	char *text = fuzz_text(data, size);
	int rc = zd_cell_parse(&cell, text, type, &arena, &err);
	FUZZ_MUST(rc == ZD_OK || (rc == ZD_DATA && err.message[0]));
	free(text); /* a cell keeps nothing of its text */
	for (size_t i = 0; rc == ZD_OK && i < sizeof values / sizeof values[0]; i++) {
		struct zd_cell turned = cell;
		turned.negated = !cell.negated;
		bool matches = zd_cell_matches(&cell, &values[i]);
		FUZZ_MUST(cell.count == 0 || zd_cell_matches(&turned, &values[i]) != matches);
		FUZZ_MUST(cell.count > 0 || cell.negated || matches);
	}
	zd_arena_free(&arena);
	return 0;
}
