/* Rows on a page: a sink that keeps what it is given, to be put into a table and drawn as lines. */
#ifndef ZD_WHATIF_PAGE_ROWS_H
#define ZD_WHATIF_PAGE_ROWS_H

#include "report/brief.h"
#include "whatif/answer.h"
#include "whatif/kept.h"
#include "whatif/sensitivity.h"

struct zd_gathered {
	struct zd_sink sink;
	struct zd_arena arena;
	struct zd_head *heads;
	size_t count;
	struct zd_value **rows;
	size_t row_count, row_cap;
};
void zd_gathered_init(struct zd_gathered *g);
void zd_gathered_free(struct zd_gathered *g);

/* All rows as a table; of many columns as several, each with the first `lead` columns. */
void zd_brief_gathered(struct zd_brief *p, const char *caption, const struct zd_gathered *g, size_t lead);

int zd_sweep_page(const struct zd_sweep *s, struct zd_str *html, struct zd_error *err);
int zd_answer_page(const struct zd_seek_answer *a, struct zd_str *html, struct zd_error *err);
int zd_sensitivity_page(const struct zd_sensitivity *s, struct zd_str *html, struct zd_error *err);
int zd_kept_page(const struct zd_kept *one, const struct zd_kept *two, struct zd_str *html, struct zd_error *err);

#endif
