/*
 * CSV on its way into an entity, through decompression and conversion of its
 * encoding. The first byte chooses the delimiter, the encoding and whether
 * columns are fields or mapped to them; the rest is the file.
 */
#include "store/csv.h"

#include "fuzz.h"
#include "item.h"
#include "store/mapping.h"

#define SEMICOLON 1u
#define GB18030 2u
#define MAPPED 4u

/* What a row promises. Of a bad row that is: what could be made out of it. */
static void look_at(const struct zd_csv_row *row)
{
	FUZZ_MUST(row->count <= ZD_CSV_COLUMNS_MAX);
	for (size_t i = 0; i < row->count; i++)
		FUZZ_MUST(row->cells[i].s[row->cells[i].len] == '\0');
}

/* The columns of the first row, for as long as the arena. */
static struct zd_columns columns_of(const struct zd_csv_row *row, struct zd_arena *arena)
{
	struct zd_columns columns = {.count = row->count};
	columns.names = zd_arena_alloc(arena, (row->count + 1) * sizeof *columns.names);
	for (size_t i = 0; i < row->count; i++)
		columns.names[i] = zd_arena_strdup(arena, row->cells[i].s);
	return columns;
}

static void map_row(struct zd_mapping *m, const struct zd_csv_row *row, size_t columns, uint64_t number)
{
	struct zd_error err = {0};
	const struct zd_value *values;
	const char *field = NULL;
	size_t column = SIZE_MAX;
	if (zd_mapping_row(m, row->cells, number, &values, &field, &column, &err) == ZD_OK)
		item_must_fit(values);
	else
		FUZZ_MUST(err.code == ZD_DATA && err.message[0] && field && column <= columns);
}

static void read_rows(struct zd_csv *c, unsigned options, struct zd_arena *arena)
{
	struct zd_error err = {0};
	struct zd_csv_row row;
	struct zd_mapping *m = NULL;
	struct zd_row_test *where = NULL;
	uint64_t number = 0;
	if (zd_csv_next(c, &row, &err) || row.count == 0)
		return;
	look_at(&row);
	struct zd_columns columns = columns_of(&row, arena);
	zd_csv_expect(c, columns.count);
	if (options & MAPPED) {
		zd_mapping_open(&m, &item, &item_map, &columns, &err);
		zd_row_test_parse(&where, "Pieces > 1 or Note = ''", &columns, arena, &err);
	} else {
		zd_mapping_open_by_name(&m, &item, &columns, false, &err);
	}
	for (;;) {
		int rc = zd_csv_next(c, &row, &err);
		look_at(&row);
		FUZZ_MUST(rc == ZD_OK || (err.message[0] && err.line > 0));
		if (zd_csv_over(c) || (rc == ZD_OK && row.count == 0))
			break;
		FUZZ_MUST(rc != ZD_OK || row.count == columns.count);
		if (rc == ZD_OK && m && (!where || zd_row_test_holds(where, row.cells)))
			map_row(m, &row, columns.count, ++number);
	}
	zd_mapping_close(m);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct zd_arena arena = {0};
	struct zd_error err = {0};
	struct zd_input *in;
	unsigned options = fuzz_byte(&data, &size);
	FUZZ_MUST(zd_input_open(&in, fuzz_file(data, size), options & GB18030, &err) == ZD_OK);
	struct zd_csv *c = zd_csv_new(in, options & SEMICOLON ? ';' : ',');
	read_rows(c, options, &arena);
	zd_csv_free(c);
	zd_input_close(in);
	zd_arena_free(&arena);
	return 0;
}
