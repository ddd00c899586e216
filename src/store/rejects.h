/* The file of bad rows: CSV of line, column, field and reason, then the row as it was. */
#ifndef ZD_STORE_REJECTS_H
#define ZD_STORE_REJECTS_H

#include <stdio.h>

#include "store/columns.h"

/* The first line; for JSON lines columns is NULL, and the row is one cell. NULL for out is fine in all of these. */
void zd_rejects_head(FILE *out, const struct zd_columns *columns);
void zd_rejects_row(FILE *out, const struct zd_error *err, const char *field, const struct zd_csv_cell *cells,
		    size_t count);
int zd_rejects_end(FILE *out, struct zd_error *err);

#endif
