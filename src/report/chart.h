/*
 * Charts: inline SVG drawn from plain numbers, for pages that need nothing
 * else. Every chart has a title for those who cannot see it and colours that
 * also differ in brightness; the figures stand in a table beside it, which is
 * the caller's to write. Texts are escaped here. Numbers that are not finite
 * count as nothing.
 */
#ifndef ZD_REPORT_CHART_H
#define ZD_REPORT_CHART_H

#include <stdbool.h>

#include "base/str.h"

/* One label with how it is and how it would be. */
struct zd_chart_pair {
	const char *label;
	double before, after;
	const char *before_text, *after_text; /* as people read them; of columns: not looked at */
};

/* Two bars a label, one under the other, from a common zero. */
void zd_chart_bars(struct zd_str *b, const char *title, const struct zd_chart_pair *pairs, size_t count);
/* Two columns a label, side by side, none below zero: a distribution. */
void zd_chart_columns(struct zd_str *b, const char *title, const struct zd_chart_pair *pairs, size_t count);
/* One bar a label, to the right for more and to the left for less: `after` minus `before`, `after_text` beside it. */
void zd_chart_differences(struct zd_str *b, const char *title, const struct zd_chart_pair *pairs, size_t count);

/*
 * Where everybody goes: `before` and `after` are how many each label holds,
 * moves[from * count + to] how many go from one to another (or stay).
 */
void zd_chart_flows(struct zd_str *b, const char *title, const struct zd_chart_pair *labels, size_t count,
		    const double *moves);

/* A line: one value a place of the axis; NaN: none there. */
struct zd_chart_series {
	const char *name; /* NULL: not in the legend */
	const double *values;
	bool dashed;
	size_t colour; /* 0: the colour of its place; else that of the colour-th series */
};
/* Lines over a common axis. marked: a place to mark, or -1. At most eight series have colours of their own. */
void zd_chart_lines(struct zd_str *b, const char *title, const char *const *places, size_t place_count,
		    const struct zd_chart_series *series, size_t series_count, int marked);

/* A number as short as an axis wants it: 1.2万, 3亿, 0.05. */
void zd_chart_number(struct zd_str *b, double v);

#endif
