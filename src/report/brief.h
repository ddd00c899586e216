/*
 * Pages for people: one file of HTML that needs nothing else, with headings,
 * tables and charts. Prints on A4. Callers give texts, never markup.
 */
#ifndef ZD_REPORT_BRIEF_H
#define ZD_REPORT_BRIEF_H

#include <stdbool.h>

#include "base/str.h"

struct zd_brief {
	struct zd_str html; /* charts are drawn straight into it, between zd_brief_figure and zd_brief_figure_end */
	size_t columns;     /* of the table that is open */
	const bool *numbers;
	size_t cell;
};

void zd_brief_begin(struct zd_brief *p, const char *title);
void zd_brief_end(struct zd_brief *p);

/* A list of terms and what they are. */
void zd_brief_terms(struct zd_brief *p);
void zd_brief_term(struct zd_brief *p, const char *term, const char *text);
void zd_brief_terms_end(struct zd_brief *p);

/* A row of figures that matter most. tone: "" or "more" or "less". */
void zd_brief_cards(struct zd_brief *p);
void zd_brief_card(struct zd_brief *p, const char *label, const char *value, const char *below, const char *tone);
void zd_brief_cards_end(struct zd_brief *p);

/* Headings; `aside` (or NULL) stands smaller behind. */
void zd_brief_section(struct zd_brief *p, const char *title, const char *aside);
void zd_brief_topic(struct zd_brief *p, const char *title, const char *aside);
void zd_brief_say(struct zd_brief *p, const char *text);

void zd_brief_figure(struct zd_brief *p, const char *caption);
void zd_brief_figure_end(struct zd_brief *p);

/* A table: heads, then every row's cells in order. numbers[i]: the column stands right; borrowed until the end. */
void zd_brief_table(struct zd_brief *p, const char *caption, const char *const *heads, const bool *numbers,
		    size_t count);
void zd_brief_cell(struct zd_brief *p, const char *text);
void zd_brief_table_end(struct zd_brief *p);

#endif
