/* The pieces of an HTML page: what sheets and folios are written with. Private to src/report. */
#ifndef ZD_REPORT_PAGE_H
#define ZD_REPORT_PAGE_H

#include "report/sheet.h"
#include "report/sinks.h"

/* Up to the body; `across`: it prints on A4 laid across. */
void zd_page_begin(struct zd_str *b, const struct zd_sheet *sheet, bool across);
void zd_page_heading(struct zd_str *b, const struct zd_sheet *sheet);
/* Note, what it stands on, room for signatures. */
void zd_page_closing(struct zd_str *b, const struct zd_sheet *sheet);
void zd_page_end(struct zd_str *b);
/* Text as HTML has it; what no page may hold becomes '?'. */
void zd_page_text(struct zd_str *b, const char *s, size_t n);
/* open text close; nothing where the text is NULL or empty. */
void zd_page_element(struct zd_str *b, const char *open, const char *text, const char *close);

void zd_page_table_begin(struct zd_str *b, const struct zd_head *heads, size_t count);
/* label: what stands in the first cell where that has no value; or NULL. */
void zd_page_row(struct zd_str *b, const struct zd_head *heads, size_t count, const struct zd_value *values,
		 const char *label);
/* One row, two columns a line. */
void zd_page_card(struct zd_str *b, const struct zd_head *heads, size_t count, const struct zd_value *values);

#endif
