/*
 * Conditions: parsed against columns of every kind, then tested on rows with
 * and without values. A condition that was parsed has names that were asked
 * for, and answers the same twice.
 */
#include "model/condition.h"

#include "fuzz.h"

static const char *words[] = {"private", "company"};
static const struct zd_enum kinds = {.name = "kind", .count = 2, .values = words, .titles = words};
static const struct zd_condition_column columns[] = {
	{"name", {.kind = ZD_KIND_TEXT}},
	{"heads", {.kind = ZD_KIND_INT}},
	{"score", {.kind = ZD_KIND_NUMBER}},
	{"sales", {.kind = ZD_KIND_MONEY}},
	{"share", {.kind = ZD_KIND_RATE}},
	{"joined", {.kind = ZD_KIND_DATE}},
	{"seen", {.kind = ZD_KIND_DATETIME}},
	{"open", {.kind = ZD_KIND_BOOL}},
	{"kind", {.kind = ZD_KIND_ENUM, .enums = &kinds}},
	{"shop", {.kind = ZD_KIND_REF, .entity = "shop"}},
	{"shop.city", {.kind = ZD_KIND_TEXT}},
	{"past", {.kind = ZD_KIND_LIST}},
};
#define COLUMNS (sizeof columns / sizeof columns[0])

#define TEXT(text)                                                                                                     \
	{                                                                                                              \
		.tag = ZD_TEXT, .len = sizeof(text) - 1, .s = (text)                                                   \
	}
static const struct zd_value rows[][COLUMNS] = {
	{TEXT("Lin"),
	 {.tag = ZD_INT, .i = 3},
	 {.tag = ZD_NUMBER, .d = 0.5},
	 {.tag = ZD_INT, .i = 10000},
	 {.tag = ZD_NUMBER, .d = 0.04},
	 TEXT("2025-11-30"),
	 TEXT("2025-11-30 08:26:00"),
	 {.tag = ZD_BOOL, .i = 1},
	 TEXT("private"),
	 TEXT("S1"),
	 TEXT("城"),
	 {.tag = ZD_LIST}},
	{TEXT(""),
	 {.tag = ZD_INT, .i = INT64_MIN},
	 {.tag = ZD_INT, .i = -1},
	 {.tag = ZD_INT, .i = 0},
	 {.tag = ZD_INT, .i = 1},
	 TEXT("0001-01-01"),
	 TEXT("9999-12-31 23:59:59"),
	 {.tag = ZD_BOOL},
	 TEXT("company"),
	 TEXT(""),
	 TEXT("x"),
	 {.tag = ZD_LIST}},
	{{.tag = ZD_NIL}},
};

static void find_names(const char *text, bool parsed, struct zd_arena *arena)
{
	struct zd_error err = {0};
	const char **names;
	size_t count;
	int rc = zd_condition_names(&names, &count, text, arena, &err);
	FUZZ_MUST(rc == ZD_OK || !parsed);
	for (size_t i = 0; parsed && i < count; i++) {
		size_t k = 0;
		while (k < COLUMNS && strcmp(columns[k].name, names[i]) != 0)
			k++;
		FUZZ_MUST(k < COLUMNS);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct zd_arena arena = {0};
	struct zd_error err = {0};
	struct zd_condition *c = NULL;
	char *text = fuzz_text(data, size);
	int rc = zd_condition_parse(&c, text, columns, COLUMNS, &arena, &err);
	FUZZ_MUST(rc == ZD_OK || (err.code == (enum zd_code)rc && err.message[0] && err.column > 0));
	for (size_t i = 0; rc == ZD_OK && i < sizeof rows / sizeof rows[0]; i++)
		FUZZ_MUST(zd_condition_test(c, rows[i]) == zd_condition_test(c, rows[i]));
	find_names(text, rc == ZD_OK, &arena);
	free(text);
	zd_arena_free(&arena);
	return 0;
}
