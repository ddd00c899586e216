/*
 * Spans: base beside scenario over several periods, each side having lived on
 * from what it decided in those before. Plain data, for whoever writes it down.
 */
#ifndef ZD_WHATIF_SPAN_H
#define ZD_WHATIF_SPAN_H

#include "whatif/report.h"

struct zd_span_period {
	char name[16]; /* "2025-01", "2025Q1" */
	enum zd_period kind;
	int64_t release;
	const char *pack; /* what decided in the base: "release 3" */
	struct zd_tally **tallies;
	size_t tally_count;
};

/* One policy over all its periods. */
struct zd_span_total {
	struct zd_tally *tally; /* decisions of all periods; its movers stay empty */
	struct zd_changed changed;
};

struct zd_span {
	struct zd_comparison question; /* with `from` and `to`; of its tallies nothing is there */
	struct zd_span_period *periods;
	size_t period_count;
	struct zd_span_total *totals;
	size_t total_count;
	size_t top; /* how many of the subjects that moved most are shown */
};

/* Adds the periods up, and puts those that moved most first. Once, when all periods are there. */
void zd_span_add_up(struct zd_span *s);
void zd_span_free(struct zd_span *s); /* what it holds, not itself */

/* The tally of a policy in a period; NULL: it was not decided then. */
const struct zd_tally *zd_span_tally(const struct zd_span_period *p, const char *policy);

/* By how much the i-th of those that changed moved in all periods, in the movers' outcome; nil: too far for a value. */
struct zd_value zd_span_moved(const struct zd_span_total *t, size_t i);

void zd_span_text(const struct zd_span *s, FILE *out);
void zd_span_json(const struct zd_span *s, struct zd_str *b);
void zd_span_page(const struct zd_span *s, struct zd_str *html);

#endif
