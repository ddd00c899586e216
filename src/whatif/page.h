/* Comparisons as pages: what all of them have in common, and each kind as a whole. */
#ifndef ZD_WHATIF_PAGE_H
#define ZD_WHATIF_PAGE_H

#include "report/brief.h"
#include "whatif/report.h"

/* A comparison as one page of HTML. */
void zd_comparison_page(const struct zd_comparison *c, struct zd_str *html);

/* The pieces: of a page that other pages have as well. `scope` is what stands for date or period. */
void zd_brief_question(struct zd_brief *p, const struct zd_comparison *c, const char *scope);
/* The title of the question: the scenario's, else the changes in a few words. */
void zd_question_title(struct zd_str *b, const struct zd_comparison *c);
/* One outcome in charts and tables, without a heading; nothing where nothing changed. */
void zd_brief_outcome(struct zd_brief *p, const struct zd_tally_outcome *o);
void zd_brief_groups(struct zd_brief *p, const struct zd_tally *t, const char *by);
void zd_brief_movers(struct zd_brief *p, const struct zd_tally *t);

#endif
