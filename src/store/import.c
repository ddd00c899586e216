/*
 * The import: rows from a reader, values from mappings, records through
 * writers. A row is read for all its targets before any of them is written;
 * when a later target still refuses it, what the earlier ones wrote of it is
 * taken back.
 */
#include "store/import.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "model/text.h"
#include "store/csv.h"
#include "store/db.h"
#include "store/jsonl.h"
#include "store/mapping.h"
#include "store/records.h"
#include "store/rejects.h"

#define BAD_ROWS_MAX 1000 /* without skip_bad nothing will come of it: no more are looked for */
#define ROWS_BETWEEN_PROGRESS 4096

struct target {
	const struct zd_entity *entity;
	struct zd_row_test *where; /* or NULL */
	struct zd_mapping *mapping;
	struct zd_writer *writer;
	bool taken; /* the row at hand is for it */
	const struct zd_value *values;
};

/* The row at hand, from either format. */
struct row {
	const struct zd_csv_cell *cells;
	size_t count;
	const struct zd_json *object; /* JSON lines */
	const int *places;            /* of the cells, in the line */
	int line;
};

struct importing {
	struct zd_book *book;
	const struct zd_pack *pack;
	const struct zd_import_options *options;
	const char *file; /* for messages */
	struct zd_import_result *result;
	struct zd_input *input;
	struct zd_csv *csv; /* or */
	struct zd_jsonl *jsonl;
	struct zd_columns columns;
	struct zd_row_test *where; /* or NULL */
	struct target *targets;
	size_t target_count;
	struct zd_csv_cell *cells; /* of a JSON line, one a column of the map, or the line itself */
	int *places;
	struct row row;
	sqlite3_stmt *savepoint, *release, *take_back; /* where rows may have to be taken back */
	bool taken_back;
	struct zd_arena arena;
};

/* ---- opening ---- */

/* The header as columns; its cells are gone with the next row. */
static void keep_columns(struct importing *i, const struct zd_csv_row *row)
{
	i->columns.names = zd_arena_alloc(&i->arena, (row->count + 1) * sizeof *i->columns.names);
	i->columns.count = row->count;
	for (size_t k = 0; k < row->count; k++)
		i->columns.names[k] = zd_arena_strndup(&i->arena, row->cells[k].s, row->cells[k].len);
}

static int open_csv(struct importing *i, struct zd_error *err)
{
	const struct zd_import_map *map = i->options->map;
	struct zd_csv_row header;
	i->csv = zd_csv_new(i->input, map && map->delimiter ? map->delimiter : ',');
	if (map && map->no_header) {
		i->columns = (struct zd_columns){map->columns, map->column_count};
	} else {
		int rc = zd_csv_next(i->csv, &header, err);
		if (rc)
			return rc;
		if (header.count == 0)
			return zd_fail(err, ZD_DATA, "the file is empty: its first line should name the columns");
		keep_columns(i, &header);
	}
	zd_csv_expect(i->csv, i->columns.count);
	zd_rejects_head(i->options->rejects, &i->columns);
	return ZD_OK;
}

static int open_jsonl(struct importing *i, struct zd_error *err)
{
	int rc = i->options->map ? zd_mapping_columns(&i->columns, i->options->map, &i->arena, err) : ZD_OK;
	i->jsonl = zd_jsonl_new(i->input);
	i->cells = zd_arena_alloc(&i->arena, (i->columns.count + 1) * sizeof *i->cells);
	i->places = zd_arena_alloc(&i->arena, (i->columns.count + 1) * sizeof *i->places);
	zd_rejects_head(i->options->rejects, NULL);
	return rc;
}

/* A condition of the map, against the file's columns. */
static int open_where(struct importing *i, struct zd_row_test **out, const char *where, const struct zd_place *place,
		      struct zd_error *err)
{
	if (!where)
		return ZD_OK;
	int rc = zd_row_test_parse(out, where, &i->columns, &i->arena, err);
	if (!rc)
		return ZD_OK;
	struct zd_error cause = *err;
	return cause.column > 0 ? zd_fail_at(err, cause.code, place->file, place->line, place->column,
					     "where, at character %d: %s", cause.column, cause.message)
				: zd_fail_at(err, cause.code, place->file, place->line, place->column, "where: %s",
					     cause.message);
}

static int open_target(struct importing *i, struct target *t, const struct zd_map_target *from, struct zd_error *err)
{
	static const enum zd_write_mode modes[] = {
		[ZD_DUP_ERROR] = ZD_WRITE_INSERT, [ZD_DUP_SKIP] = ZD_WRITE_SKIP, [ZD_DUP_UPDATE] = ZD_WRITE_UPDATE};
	t->entity = zd_pack_entity(i->pack, from->entity);
	if (!t->entity)
		return zd_fail_at(err, ZD_DATA, from->place.file, from->place.line, from->place.column,
				  "there is no entity \"%s\"", from->entity);
	int rc = open_where(i, &t->where, from->where, &from->place, err);
	if (!rc)
		rc = zd_mapping_open(&t->mapping, t->entity, from, &i->columns, err);
	return rc ? rc : zd_writer_open(&t->writer, i->book, t->entity, modes[from->duplicates], err);
}

static int open_by_name(struct importing *i, struct target *t, struct zd_error *err)
{
	static const struct zd_map_target nothing;
	bool update = i->options->update;
	t->entity = i->options->entity;
	/* Objects bring their names along, each its own. */
	int rc = i->jsonl ? zd_mapping_open(&t->mapping, t->entity, &nothing, &i->columns, err)
			  : zd_mapping_open_by_name(&t->mapping, t->entity, &i->columns, update, err);
	if (rc && !i->jsonl)
		err->line = 1;
	return rc ? rc
		  : zd_writer_open(&t->writer, i->book, t->entity, update ? ZD_WRITE_UPDATE : ZD_WRITE_INSERT, err);
}

static int open_targets(struct importing *i, struct zd_error *err)
{
	const struct zd_import_map *map = i->options->map;
	int rc = map ? open_where(i, &i->where, map->where, &map->place, err) : ZD_OK;
	i->target_count = map ? map->target_count : 1;
	i->targets = zd_arena_alloc(&i->arena, (i->target_count + 1) * sizeof *i->targets);
	for (size_t k = 0; !rc && k < i->target_count; k++)
		rc = map ? open_target(i, &i->targets[k], &map->targets[k], err) : open_by_name(i, &i->targets[k], err);
	if (rc || i->target_count < 2 || !i->options->skip_bad)
		return rc;
	sqlite3 *db = zd_book_db(i->book);
	rc = zd_db_prepare(&i->savepoint, db, "SAVEPOINT imported_row", err);
	if (!rc)
		rc = zd_db_prepare(&i->release, db, "RELEASE imported_row", err);
	if (!rc)
		rc = zd_db_prepare(&i->take_back, db, "ROLLBACK TO imported_row", err);
	return rc;
}

/* ---- rows ---- */

static int next_line(struct importing *i, struct zd_error *err)
{
	struct zd_jsonl_row from;
	int rc = zd_jsonl_next(i->jsonl, &from, err);
	i->row = (struct row){.object = from.object, .line = from.line};
	if (!rc && from.object && i->options->map) {
		rc = zd_jsonl_cells(i->jsonl, from.object, &i->columns, i->cells, i->places, err);
		i->row.cells = i->cells;
		i->row.places = i->places;
	}
	i->row.count = from.text ? i->columns.count : 0;
	/* What rejects show of it. */
	i->cells[i->columns.count] =
		(struct zd_csv_cell){.s = (char *)(uintptr_t)from.text, .len = (uint32_t)from.size};
	return rc;
}

/* *more is false at the end. ZD_DATA: a row, bad where it has cells to show. */
static int next_row(struct importing *i, bool *more, struct zd_error *err)
{
	int rc;
	if (i->csv) {
		struct zd_csv_row from;
		rc = zd_csv_next(i->csv, &from, err);
		i->row = (struct row){.cells = from.cells, .count = from.count, .line = from.line};
		*more = from.count > 0;
	} else {
		rc = next_line(i, err);
		*more = i->row.object != NULL;
	}
	return rc;
}

/* Tells of a bad row; the place in the file is put into err. */
static void refuse_row(struct importing *i, const char *field, struct zd_error *err)
{
	const struct zd_import_options *o = i->options;
	struct zd_error told = *err;
	told.line = i->row.line;
	i->result->bad++;
	zd_fail_at(err, told.code, i->file, told.line, told.column, "%s", told.message);
	if (o->bad)
		o->bad(o->context, err, field ? field : "");
	if (i->csv)
		zd_rejects_row(o->rejects, err, field, i->row.cells, i->row.count);
	else
		zd_rejects_row(o->rejects, err, field, &i->cells[i->columns.count], 1);
}

/* Fills in whose fault it was: a field, and the column that it is made of. */
static void blame(struct importing *i, const struct target *t, const char *field, size_t column, struct zd_error *err)
{
	if (column >= i->columns.count) {
		if (!i->row.object || i->row.places)
			err->column = 0;
		return;
	}
	zd_mapping_blame(t->mapping, field, column, err);
	err->column = i->row.places ? i->row.places[column] : (int)column + 1;
}

/* Reads the row for all targets that take it; *filtered: none does. */
static int read_row(struct importing *i, bool *filtered, const char **field, struct zd_error *err)
{
	*field = NULL;
	*filtered = true;
	if (i->where && !zd_row_test_holds(i->where, i->row.cells))
		return ZD_OK;
	for (size_t k = 0; k < i->target_count; k++) {
		struct target *t = &i->targets[k];
		size_t column = i->columns.count;
		int rc;
		t->taken = !t->where || zd_row_test_holds(t->where, i->row.cells);
		if (!t->taken)
			continue;
		*filtered = false;
		if (i->row.cells)
			rc = zd_mapping_row(t->mapping, i->row.cells, i->result->rows, &t->values, field, &column, err);
		else
			rc = zd_mapping_object(t->mapping, i->row.object, &t->values, field, err);
		if (rc) {
			blame(i, t, *field, column, err);
			return rc;
		}
	}
	return ZD_OK;
}

static int put_row(struct importing *i, uint64_t *written, uint64_t *duplicates, const char **field,
		   struct zd_error *err)
{
	for (size_t k = 0; k < i->target_count; k++) {
		const struct target *t = &i->targets[k];
		bool new;
		if (!t->taken)
			continue;
		if (i->options->may && i->options->may(i->options->context, t->entity, t->values, err))
			return zd_fail_at(err, err->code, i->file, i->row.line, 0, "%s", err->message);
		int rc = zd_writer_put(t->writer, t->values, &new, field, err);
		if (rc) {
			if (rc == ZD_DATA && *field)
				blame(i, t, *field, zd_mapping_column(t->mapping, *field), err);
			return rc;
		}
		*written += new;
		*duplicates += !new;
	}
	return ZD_OK;
}

/* Writes the row for all of its targets or for none. */
static int write_row(struct importing *i, const char **field, struct zd_error *err)
{
	uint64_t written = 0, duplicates = 0;
	int rc = i->savepoint ? zd_db_run(i->savepoint, err) : ZD_OK;
	if (rc)
		return rc;
	rc = put_row(i, &written, &duplicates, field, err);
	if (rc == ZD_DATA && i->savepoint && written > 0) {
		struct zd_error undone;
		i->taken_back = true;
		if (zd_db_run(i->take_back, &undone)) {
			*err = undone;
			return err->code == ZD_DATA ? ZD_BUG : err->code;
		}
	}
	if (rc && rc != ZD_DATA)
		return rc;
	if (i->savepoint) {
		struct zd_error released;
		if (zd_db_run(i->release, &released)) {
			*err = released;
			return err->code == ZD_DATA ? ZD_BUG : err->code;
		}
	}
	if (!rc) {
		i->result->written += written;
		i->result->duplicates += duplicates;
	}
	return rc;
}

static bool is_over(const struct importing *i)
{
	return i->csv ? zd_csv_over(i->csv) : zd_jsonl_over(i->jsonl);
}

static void tell_progress(const struct importing *i)
{
	uint64_t bytes, total;
	if (!i->options->progress)
		return;
	zd_input_progress(i->input, &bytes, &total);
	i->options->progress(i->options->context, bytes, total);
}

/* One row, from the file to the book; *more is false behind the last. */
static int import_row(struct importing *i, bool *more, struct zd_error *err)
{
	const char *field = NULL;
	bool filtered = false;
	int rc = next_row(i, more, err);
	if (rc && (rc != ZD_DATA || is_over(i)))
		return rc;
	if (!rc && !*more)
		return ZD_OK;
	*more = true;
	i->result->rows++;
	if (!rc)
		rc = read_row(i, &filtered, &field, err);
	if (!rc && filtered) {
		i->result->filtered++;
		return ZD_OK;
	}
	if (!rc)
		rc = write_row(i, &field, err);
	if (rc != ZD_DATA)
		return rc;
	if (i->result->bad == BAD_ROWS_MAX && !i->options->skip_bad)
		return zd_fail(err, ZD_DATA, "more than %d bad rows; nothing was imported", BAD_ROWS_MAX);
	refuse_row(i, field, err);
	return ZD_OK;
}

static int import_rows(struct importing *i, struct zd_error *err)
{
	bool more = true;
	int rc = ZD_OK;
	while (!rc && more) {
		rc = import_row(i, &more, err);
		if (i->result->rows % ROWS_BETWEEN_PROGRESS == 0)
			tell_progress(i);
	}
	tell_progress(i);
	if (!rc && i->result->bad > 0 && !i->options->skip_bad)
		rc = zd_fail(err, ZD_DATA, "%llu bad row%s; nothing was imported", (unsigned long long)i->result->bad,
			     i->result->bad == 1 ? "" : "s");
	return rc;
}

/* ---- the end ---- */

/*
 * A writer remembers keys that it has seen, also of rows that were taken back
 * since: whether a record refers to one of those is asked once, at the end.
 */
static int check_taken_back(struct importing *i, struct zd_error *err)
{
	for (size_t k = 0; k < i->target_count; k++) {
		const char *entity = i->targets[k].entity->name;
		sqlite3_stmt *s = NULL;
		bool row = false;
		int rc = zd_db_prepare(&s, zd_book_db(i->book),
				       "SELECT parent FROM pragma_foreign_key_check(?1) LIMIT 1", err);
		if (!rc)
			rc = zd_db_bind_string(s, 1, entity, err);
		if (!rc)
			rc = zd_db_step(s, &row, err);
		if (!rc && row)
			rc = zd_fail(err, ZD_DATA, "a %s refers to a %s of a row that is bad and was left out", entity,
				     zd_db_column_string(s, 0));
		zd_db_finish(s);
		if (rc)
			return rc;
	}
	return ZD_OK;
}

static int close_all(struct importing *i, int rc, struct zd_error *err)
{
	for (size_t k = 0; k < i->target_count; k++) {
		struct target *t = &i->targets[k];
		int closed = zd_writer_close(t->writer, !rc, rc ? NULL : err);
		if (!rc)
			rc = closed;
		zd_mapping_close(t->mapping);
	}
	if (!rc && i->taken_back)
		rc = check_taken_back(i, err);
	if (!rc)
		rc = zd_rejects_end(i->options->rejects, err);
	zd_db_finish(i->savepoint);
	zd_db_finish(i->release);
	zd_db_finish(i->take_back);
	zd_csv_free(i->csv);
	zd_jsonl_free(i->jsonl);
	zd_input_close(i->input);
	return rc;
}

/* Indexes are written all over the file; with room for their pages they are written once. */
static const char MUCH_CACHE[] = "PRAGMA cache_size = -65536";
static const char LITTLE_CACHE[] = "PRAGMA cache_size = -8192";

int zd_import(struct zd_book *b, const struct zd_pack *pack, const char *path, const struct zd_import_options *options,
	      struct zd_import_result *result, struct zd_error *err)
{
	const struct zd_import_map *map = options->map;
	struct zd_error own = {0}; /* whose place is known */
	struct importing i = {.book = b,
			      .pack = pack,
			      .options = options,
			      .file = strcmp(path, "-") == 0 ? "standard input" : path,
			      .result = result};
	*result = (struct zd_import_result){0};
	zd_db_exec(zd_book_db(b), MUCH_CACHE, NULL);
	int rc = zd_input_open(&i.input, path, map && map->gb18030, &own);
	if (!rc)
		rc = (map ? map->jsonl : options->jsonl) ? open_jsonl(&i, &own) : open_csv(&i, &own);
	if (!rc)
		rc = open_targets(&i, &own);
	if (!rc)
		rc = import_rows(&i, &own);
	rc = close_all(&i, rc, &own);
	zd_db_exec(zd_book_db(b), LITTLE_CACHE, NULL);
	zd_arena_free(&i.arena);
	if (rc)
		zd_fail_at(err, rc, own.file[0] ? own.file : i.file, own.line, own.column, "%s", own.message);
	return rc;
}
