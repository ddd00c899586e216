/* JSON lines: one object a line, in bounded memory; lines of blanks are no rows. */
#ifndef ZD_STORE_JSONL_H
#define ZD_STORE_JSONL_H

#include "base/json.h"
#include "store/columns.h"
#include "store/input.h"

#define ZD_JSONL_LINE_MAX ((size_t)16 * 1024 * 1024)

struct zd_jsonl_row {
	const struct zd_json *object; /* NULL: the end of the file, or not readable */
	const char *text;             /* the line as it is, without its end */
	size_t size;
	int line;
};

struct zd_jsonl;
struct zd_jsonl *zd_jsonl_new(struct zd_input *in); /* borrows the input */
void zd_jsonl_free(struct zd_jsonl *j);             /* NULL is fine */
/*
 * The next object; all of it lives until the next call. ZD_DATA: the line is
 * none, err has the place; the next call goes on behind it, unless
 * zd_jsonl_over. err may not be NULL.
 */
int zd_jsonl_next(struct zd_jsonl *j, struct zd_jsonl_row *row, struct zd_error *err);
bool zd_jsonl_over(const struct zd_jsonl *j);

/*
 * An object's members as cells of columns: text as it is, numbers as written,
 * what is absent or null as empty. cells and places have room for all
 * columns; places[i] is the column in the line. ZD_DATA: a list or an object.
 */
int zd_jsonl_cells(struct zd_jsonl *j, const struct zd_json *object, const struct zd_columns *columns,
		   struct zd_csv_cell *cells, int *places, struct zd_error *err);

#endif
