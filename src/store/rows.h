/* Lists of the book: the rows of a statement, to a sink. */
#ifndef ZD_STORE_ROWS_H
#define ZD_STORE_ROWS_H

#include "store/db.h"
#include "zhidu/rows.h"

/*
 * Begins the sink, gives it every row of the statement (prepared and bound;
 * the caller finishes it), and ends it. Columns and heads are the same in
 * number and order; a column that is not of its head's type is ZD_DATA.
 */
int zd_rows_give(struct zd_sink *sink, const struct zd_head *heads, size_t count, sqlite3_stmt *s,
		 struct zd_error *err);

#endif
