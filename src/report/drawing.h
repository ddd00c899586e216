/* What charts are drawn with: the frame, text, axes. Private to the chart files. */
#ifndef ZD_REPORT_DRAWING_H
#define ZD_REPORT_DRAWING_H

#include "base/str.h"

#define CHART_WIDTH 720.0
#define BEFORE_COLOUR "#9fb1c1"
#define AFTER_COLOUR "#17618f"
#define MORE_COLOUR "#1d7a55"
#define LESS_COLOUR "#b4472e"

enum zd_anchor {
	ZD_START,
	ZD_MIDDLE,
	ZD_END
};

void zd_draw_begin(struct zd_str *b, const char *title, double height);
void zd_draw_end(struct zd_str *b);
void zd_draw_rect(struct zd_str *b, double x, double y, double w, double h, const char *fill, const char *hint);
void zd_draw_line(struct zd_str *b, double x1, double y1, double x2, double y2, const char *stroke);
/* Text cut to a width in columns of a terminal (0: whole), its foot at y. */
void zd_draw_text(struct zd_str *b, double x, double y, enum zd_anchor anchor, const char *class, const char *text,
		  size_t columns);
/* The two colours and what they stand for. */
void zd_draw_legend(struct zd_str *b, double y);

/* A colour of the palette; it begins again after eight. */
const char *zd_draw_colour(size_t i);
/* 0 for what is not finite. */
double zd_draw_finite(double v);

/* An axis from low to high in even steps of 1, 2 or 5 times a power of ten, about as many as asked for. */
struct zd_axis_steps {
	double low, high, step;
};
struct zd_axis_steps zd_draw_steps(double low, double high, int about);

#endif
