/*
 * CSV as RFC 4180 has it, row by row in bounded memory: any of LF, CRLF and
 * CR ends a line, a byte-order mark is skipped, blank lines are no rows. What
 * is not quite CSV is an error of its row, never guessed at.
 */
#ifndef ZD_STORE_CSV_H
#define ZD_STORE_CSV_H

#include "store/input.h"

#define ZD_CSV_FIELD_MAX ((size_t)1024 * 1024)
#define ZD_CSV_ROW_MAX ((size_t)16 * 1024 * 1024)
#define ZD_CSV_COLUMNS_MAX 4096

/* NUL-terminated; lives until the next row. */
struct zd_csv_cell {
	char *s;
	uint32_t len;
	bool quoted;  /* it was written in quotes */
	bool doubled; /* and had quotes within */
};

struct zd_csv_row {
	struct zd_csv_cell *cells;
	size_t count; /* 0: the end of the file */
	int line;     /* where the row begins */
};

struct zd_csv;
struct zd_csv *zd_csv_new(struct zd_input *in, char delimiter); /* borrows the input */
void zd_csv_free(struct zd_csv *c);                             /* NULL is fine */
/* From now on a row must have so many fields. At the beginning it may have any number. */
void zd_csv_expect(struct zd_csv *c, size_t columns);
/*
 * The next row. ZD_DATA: the row is bad; err->line is where it begins and
 * err->column the number of the field (1-based), row has what could be made
 * out of it, and the next call goes on behind it, unless zd_csv_over. err may
 * not be NULL.
 */
int zd_csv_next(struct zd_csv *c, struct zd_csv_row *row, struct zd_error *err);
/* After an error: the rest of the file cannot be read. */
bool zd_csv_over(const struct zd_csv *c);

#endif
