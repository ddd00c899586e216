/* Sheets: rows with what stands around them when they are for people to read, print and sign. */
#ifndef ZD_REPORT_SHEET_H
#define ZD_REPORT_SHEET_H

#include "zhidu/rows.h"

struct zd_sheet {
	const char *title;        /* "": none */
	const char *organisation; /* or NULL, like all that follow */
	const char *clause;
	const char *scope; /* of which time, which part */
	const char *note;
	const char *basis;        /* the runs whose decisions it shows */
	bool cards;               /* each row a sheet of its own, its columns beneath each other */
	const char *const *signs; /* who signs */
	size_t sign_count;
	const bool *totals; /* one a column: it is added up in a last row */
	size_t total_count;
};

/*
 * A sink that writes a sheet (borrowed) to a stream (borrowed). Tables, HTML
 * and workbooks end in a row of totals; formats that programs read have the
 * rows only. Cards go to tables and HTML, without totals; a workbook keeps
 * its rows.
 */
struct zd_sink *zd_sheet_sink(FILE *out, enum zd_format format, const struct zd_sheet *sheet);

#endif
