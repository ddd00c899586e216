/* The columns of a file that is imported: by name, and which of them rows are chosen by. */
#ifndef ZD_STORE_COLUMNS_H
#define ZD_STORE_COLUMNS_H

#include "base/mem.h"
#include "store/csv.h"

struct zd_columns {
	const char **names;
	size_t count;
};

/* ZD_DATA: there is none ("did you mean"), or two of that name. The message is a whole sentence. */
int zd_column_find(size_t *out, const struct zd_columns *columns, const char *name, struct zd_error *err);
/* Adds a name to columns whose names[] has room, unless it is there. */
void zd_column_add(struct zd_columns *columns, const char *name);

/*
 * A condition on the columns of a file (`where` of import maps). A column is
 * compared as a number when all that the condition compares it with are
 * numbers, and as text otherwise; a cell that is no number then stands behind
 * all numbers. An empty cell is null, except in a column that the condition
 * compares with '': there it is that text.
 */
struct zd_row_test;
int zd_row_test_parse(struct zd_row_test **out, const char *where, const struct zd_columns *columns,
		      struct zd_arena *arena, struct zd_error *err);
bool zd_row_test_holds(struct zd_row_test *t, const struct zd_csv_cell *cells);

#endif
