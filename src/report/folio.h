/* Folios: one page about one thing, a record and lists that belong to it, as text or as HTML that prints on A4. */
#ifndef ZD_REPORT_FOLIO_H
#define ZD_REPORT_FOLIO_H

#include "report/gather.h"
#include "report/sheet.h"

struct zd_folio_part {
	const char *title;
	const struct zd_gathered *rows;
	bool upright; /* one row, its columns beneath each other */
};

/*
 * The sheet's title, then each part under its own, with how many rows there
 * are and how many are shown. Parts without rows are named together at the
 * end. format: ZD_FORMAT_TABLE or ZD_FORMAT_HTML.
 */
int zd_folio_write(FILE *out, enum zd_format format, const struct zd_sheet *sheet, const struct zd_folio_part *parts,
		   size_t count, struct zd_error *err);

#endif
