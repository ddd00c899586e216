/* The pieces of an HTML page: what sheets and folios are written with. Private to src/report. */
#ifndef ZD_REPORT_PAGE_H
#define ZD_REPORT_PAGE_H

#include "report/sheet.h"
#include "report/sinks.h"

/* Up to the heading; `across`: it prints on A4 laid across. */
void zd_page_begin(struct zd_str *b, const struct zd_sheet *sheet, bool across);
/* Note, room for signatures, the end. */
void zd_page_end(struct zd_str *b, const struct zd_sheet *sheet);
/* Text as HTML has it; what no page may hold becomes '?'. */
void zd_page_text(struct zd_str *b, const char *s, size_t n);
/* open text close; nothing where the text is NULL or empty. */
void zd_page_element(struct zd_str *b, const char *open, const char *text, const char *close);

void zd_page_table_begin(struct zd_str *b, const struct zd_head *heads, size_t count);
/* label: what stands in the first cell where that has no value; or NULL. */
void zd_page_row(struct zd_str *b, const struct zd_head *heads, size_t count, const struct zd_value *values,
		 const char *label);

#endif
