/* An entity with a field of each type, and a map to it that uses each way of making a field: for the fuzzers of imports. */
#ifndef TESTS_FUZZ_ITEM_H
#define TESTS_FUZZ_ITEM_H

#include "fuzz.h"
#include "model/entity.h"
#include "model/importmap.h"
#include "model/text.h"

static const char *item_words[] = {"won", "lost", "open"};
static const struct zd_enum item_ends = {.name = "end", .count = 3, .values = item_words, .titles = item_words};

static struct zd_field item_fields[] = {
	{.name = "id", .title = "id", .type = {.kind = ZD_KIND_TEXT}},
	{.name = "pieces", .title = "pieces", .type = {.kind = ZD_KIND_INT}},
	{.name = "share", .title = "share", .type = {.kind = ZD_KIND_NUMBER}},
	{.name = "rate", .title = "rate", .type = {.kind = ZD_KIND_RATE}},
	{.name = "price", .title = "price", .type = {.kind = ZD_KIND_MONEY}},
	{.name = "day", .title = "day", .type = {.kind = ZD_KIND_DATE}},
	{.name = "at", .title = "at", .type = {.kind = ZD_KIND_DATETIME}},
	{.name = "paid", .title = "paid", .type = {.kind = ZD_KIND_BOOL}},
	{.name = "end", .title = "end", .type = {.kind = ZD_KIND_ENUM, .enums = &item_ends}},
	{.name = "shop", .title = "shop", .type = {.kind = ZD_KIND_REF, .entity = "shop"}, .sensitive = true},
};
static const struct zd_entity item = {.name = "item",
				      .title = "item",
				      .fields = item_fields,
				      .field_count = sizeof item_fields / sizeof item_fields[0]};

/* Of a file with the columns No, Pieces, Price, Day and Note. */
static const char *item_factors[] = {"Pieces", "Price"};
static const char *item_from[] = {"yes", "no"}, *item_to[] = {"won", "lost"};
static struct zd_map_field item_map_fields[] = {
	{.field = "id", .source = ZD_FROM_TEMPLATE, .text = "{No}-{#}"},
	{.field = "pieces", .source = ZD_FROM_COLUMN, .text = "Pieces", .format = ZD_AS_INTEGER, .empty = "0"},
	{.field = "share", .source = ZD_FROM_COLUMN, .text = "Note", .format = ZD_AS_PERCENT, .otherwise = "1"},
	{.field = "rate", .source = ZD_FROM_CONSTANT, .text = "4%"},
	{.field = "price", .source = ZD_FROM_PRODUCT, .columns = item_factors, .column_count = 2},
	{.field = "day", .source = ZD_FROM_COLUMN, .text = "Day", .format = ZD_AS_PATTERN, .pattern = "%d.%m.%Y"},
	{.field = "end",
	 .source = ZD_FROM_COLUMN,
	 .text = "Note",
	 .from = item_from,
	 .to = item_to,
	 .alias_count = 2,
	 .otherwise = "open"},
};
static const struct zd_map_target item_map = {
	.entity = "item", .fields = item_map_fields, .field_count = sizeof item_map_fields / sizeof item_map_fields[0]};

/* What came of a row must be values of the fields. */
static inline void item_must_fit(const struct zd_value *values)
{
	char why[256];
	for (size_t i = 0; i < item.field_count; i++) {
		const struct zd_field *f = &item.fields[i];
		FUZZ_MUST(values[i].tag == ZD_NIL || zd_value_fits(&f->type, &values[i], why, sizeof why));
	}
}

#endif
