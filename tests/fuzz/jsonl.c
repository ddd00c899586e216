/*
 * JSON lines on their way into an entity: each object by the names of its
 * fields, and as cells of a map's columns.
 */
#include "store/jsonl.h"

#include "fuzz.h"
#include "item.h"
#include "store/mapping.h"

static const char *names[] = {"No", "Pieces", "Price", "Day", "Note"};
static const struct zd_columns columns = {names, 5};

static void take_fields(struct zd_mapping *m, const struct zd_json *object)
{
	struct zd_error err = {0};
	const struct zd_value *values;
	const char *field = NULL;
	if (zd_mapping_object(m, object, &values, &field, &err) == ZD_OK)
		item_must_fit(values);
	else
		FUZZ_MUST(err.code == ZD_DATA && err.message[0]);
}

static void take_cells(struct zd_jsonl *j, struct zd_mapping *m, const struct zd_json *object, uint64_t number)
{
	struct zd_error err = {0};
	const struct zd_value *values;
	const char *field = NULL;
	size_t column;
	struct zd_csv_cell cells[5];
	int places[5];
	if (zd_jsonl_cells(j, object, &columns, cells, places, &err)) {
		FUZZ_MUST(err.code == ZD_DATA && err.column > 0);
		return;
	}
	if (zd_mapping_row(m, cells, number, &values, &field, &column, &err) == ZD_OK)
		item_must_fit(values);
	else
		FUZZ_MUST(err.code == ZD_DATA && err.message[0] && field && column <= columns.count);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct zd_error err = {0};
	struct zd_input *in;
	struct zd_mapping *by_name, *by_map;
	struct zd_jsonl_row row;
	uint64_t number = 0;
	const struct zd_map_target nothing = {0};
	FUZZ_MUST(zd_input_open(&in, fuzz_file(data, size), false, &err) == ZD_OK);
	FUZZ_MUST(zd_mapping_open(&by_map, &item, &item_map, &columns, &err) == ZD_OK);
	FUZZ_MUST(zd_mapping_open(&by_name, &item, &nothing, &columns, &err) == ZD_OK);
	struct zd_jsonl *j = zd_jsonl_new(in);
	for (;;) {
		int rc = zd_jsonl_next(j, &row, &err);
		FUZZ_MUST(rc == ZD_OK || (err.message[0] && err.line > 0 && !row.object));
		if (zd_jsonl_over(j) || (rc == ZD_OK && !row.object))
			break;
		if (!row.object)
			continue;
		take_cells(j, by_map, row.object, ++number);
		take_fields(by_name, row.object);
	}
	zd_jsonl_free(j);
	zd_mapping_close(by_name);
	zd_mapping_close(by_map);
	zd_input_close(in);
	return 0;
}
