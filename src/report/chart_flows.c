/* Flows and lines: who goes where, and how values go on. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "report/chart.h"
#include "report/drawing.h"

/* ---- flows ---- */

#define FLOW_LEFT 190.0
#define FLOW_RIGHT (CHART_WIDTH - 190.0)
#define NODE_WIDTH 12.0
#define NODE_GAP 14.0

/* Where each label's part begins on one side, and how far it is used. */
struct side {
	double *top, *used;
};

static struct side stack(const struct zd_chart_pair *labels, size_t count, bool after, double unit)
{
	struct side s = {zd_alloc((count + 1) * sizeof(double)), zd_alloc((count + 1) * sizeof(double))};
	double y = 30;
	for (size_t i = 0; i < count; i++) {
		s.top[i] = y;
		y += zd_draw_finite(after ? labels[i].after : labels[i].before) * unit + NODE_GAP;
	}
	return s;
}

static void one_flow(struct zd_str *b, double y1, double y2, double thick, const char *fill, double opacity,
		     const char *hint)
{
	const double x1 = FLOW_LEFT + NODE_WIDTH, x2 = FLOW_RIGHT - NODE_WIDTH, middle = (x1 + x2) / 2;
	zd_str_printf(b,
		      "<path d=\"M%.1f %.1fC%.1f %.1f %.1f %.1f %.1f %.1fL%.1f %.1fC%.1f %.1f %.1f %.1f %.1f %.1fZ\" "
		      "fill=\"%s\" fill-opacity=\"%.2f\"><title>%s</title></path>\n",
		      x1, y1, middle, y1, middle, y2, x2, y2, x2, y2 + thick, middle, y2 + thick, middle, y1 + thick,
		      x1, y1 + thick, fill, opacity, hint);
}

static void draw_nodes(struct zd_str *b, const struct zd_chart_pair *labels, size_t count, const struct side *left,
		       const struct side *right, double unit)
{
	struct zd_str text = {0};
	for (size_t i = 0; i < count; i++) {
		double before = zd_draw_finite(labels[i].before) * unit, after = zd_draw_finite(labels[i].after) * unit;
		zd_draw_rect(b, FLOW_LEFT, left->top[i], NODE_WIDTH, fmax(before, 1), zd_draw_colour(i), NULL);
		zd_draw_rect(b, FLOW_RIGHT - NODE_WIDTH, right->top[i], NODE_WIDTH, fmax(after, 1), zd_draw_colour(i),
			     NULL);
		zd_str_clear(&text);
		zd_str_printf(&text, "%s  %s", labels[i].label, labels[i].before_text ? labels[i].before_text : "");
		zd_draw_text(b, FLOW_LEFT - 8, left->top[i] + before / 2 + 5, ZD_END, "", zd_str_text(&text), 26);
		zd_str_clear(&text);
		zd_str_printf(&text, "%s  %s", labels[i].label, labels[i].after_text ? labels[i].after_text : "");
		zd_draw_text(b, FLOW_RIGHT + 8, right->top[i] + after / 2 + 5, ZD_START, "", zd_str_text(&text), 26);
	}
	zd_str_free(&text);
}

void zd_chart_flows(struct zd_str *b, const char *title, const struct zd_chart_pair *labels, size_t count,
		    const double *moves)
{
	double all = 0, body = 60 + 40 * (double)count;
	for (size_t i = 0; i < count; i++)
		all += fmax(zd_draw_finite(labels[i].before), zd_draw_finite(labels[i].after));
	double unit = body / (all > 0 ? all : 1);
	struct side left = stack(labels, count, false, unit), right = stack(labels, count, true, unit);
	zd_draw_begin(b, title, body + 40 + NODE_GAP * (double)count);
	zd_draw_text(b, FLOW_LEFT + NODE_WIDTH, 16, ZD_END, "h", "现在", 0);
	zd_draw_text(b, FLOW_RIGHT - NODE_WIDTH, 16, ZD_START, "h", "假设", 0);
	for (size_t from = 0; from < count; from++) {
		for (size_t to = 0; to < count; to++) {
			double n = zd_draw_finite(moves[from * count + to]), thick = n * unit;
			char hint[32];
			if (n <= 0)
				continue;
			snprintf(hint, sizeof hint, "%.0f", n);
			one_flow(b, left.top[from] + left.used[from], right.top[to] + right.used[to], fmax(thick, 1),
				 from == to ? "#b9c3cd" : zd_draw_colour(to), from == to ? 0.45 : 0.75, hint);
			left.used[from] += thick;
			right.used[to] += thick;
		}
	}
	draw_nodes(b, labels, count, &left, &right, unit);
	zd_draw_end(b);
	free(left.top);
	free(left.used);
	free(right.top);
	free(right.used);
}

/* ---- lines ---- */

#define PLOT_LEFT 74.0
#define PLOT_RIGHT (CHART_WIDTH - 20.0)
#define PLOT_TOP 40.0
#define PLOT_HEIGHT 220.0

struct plot {
	struct zd_axis_steps axis;
	size_t places;
};

static double plot_x(const struct plot *p, size_t i)
{
	return p->places > 1 ? PLOT_LEFT + 14 + (PLOT_RIGHT - PLOT_LEFT - 28) * (double)i / (double)(p->places - 1)
			     : (PLOT_LEFT + PLOT_RIGHT) / 2;
}

static double plot_y(const struct plot *p, double v)
{
	return PLOT_TOP + PLOT_HEIGHT - (v - p->axis.low) / (p->axis.high - p->axis.low) * PLOT_HEIGHT;
}

/* The axis begins at zero unless the values lie close together far from it. */
static struct zd_axis_steps axis_of(const struct zd_chart_series *series, size_t count, size_t places)
{
	double low = INFINITY, high = -INFINITY;
	for (size_t s = 0; s < count; s++) {
		for (size_t i = 0; i < places; i++) {
			if (!isfinite(series[s].values[i]))
				continue;
			low = fmin(low, series[s].values[i]);
			high = fmax(high, series[s].values[i]);
		}
	}
	if (low > high)
		low = high = 0;
	if (low > 0 && (low < high / 2 || low == high))
		low = 0;
	if (high < 0 && (high > low / 2 || low == high))
		high = 0;
	return zd_draw_steps(low, high, 5);
}

static void draw_axes(struct zd_str *b, const struct plot *p, const char *const *places, int marked)
{
	struct zd_str text = {0};
	size_t every = 1;
	int steps = (int)((p->axis.high - p->axis.low) / p->axis.step + 0.5);
	for (int i = 0; i <= steps; i++) {
		double v = p->axis.low + p->axis.step * i, y = plot_y(p, v);
		zd_draw_line(b, PLOT_LEFT, y, PLOT_RIGHT, y, i ? "#e1e5ea" : "#5a6570");
		zd_str_clear(&text);
		zd_chart_number(&text, v);
		zd_draw_text(b, PLOT_LEFT - 8, y + 4, ZD_END, "v", zd_str_text(&text), 0);
	}
	while (every * 13 < p->places)
		every++;
	for (size_t i = 0; i < p->places; i += every)
		zd_draw_text(b, plot_x(p, i), PLOT_TOP + PLOT_HEIGHT + 18, ZD_MIDDLE, "v", places[i], 14);
	if (marked >= 0) {
		double x = plot_x(p, (size_t)marked);
		zd_draw_line(b, x, PLOT_TOP, x, PLOT_TOP + PLOT_HEIGHT, LESS_COLOUR);
		zd_draw_text(b, x, PLOT_TOP - 5, ZD_MIDDLE, "v", "现在", 0);
	}
	zd_str_free(&text);
}

static void draw_series(struct zd_str *b, const struct plot *p, const struct zd_chart_series *s, const char *colour)
{
	bool down = false;
	zd_str_add(b, "<path d=\"");
	for (size_t i = 0; i < p->places; i++) {
		bool there = isfinite(s->values[i]);
		if (there)
			zd_str_printf(b, "%c%.1f %.1f", down ? 'L' : 'M', plot_x(p, i), plot_y(p, s->values[i]));
		down = there;
	}
	zd_str_printf(b, "\" fill=\"none\" stroke=\"%s\" stroke-width=\"2.2\"%s/>\n", colour,
		      s->dashed ? " stroke-dasharray=\"6 4\"" : "");
	for (size_t i = 0; i < p->places && p->places <= 60; i++) {
		if (isfinite(s->values[i]))
			zd_str_printf(b, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>\n", plot_x(p, i),
				      plot_y(p, s->values[i]), s->dashed ? "#fff" : colour);
		if (isfinite(s->values[i]) && s->dashed)
			zd_str_printf(b, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"none\" stroke=\"%s\"/>\n",
				      plot_x(p, i), plot_y(p, s->values[i]), colour);
	}
}

void zd_chart_lines(struct zd_str *b, const char *title, const char *const *places, size_t place_count,
		    const struct zd_chart_series *series, size_t series_count, int marked)
{
	struct plot p = {axis_of(series, series_count, place_count), place_count};
	zd_draw_begin(b, title, PLOT_TOP + PLOT_HEIGHT + 30);
	size_t named = 0, place = 0;
	for (size_t i = 0; i < series_count; i++)
		named += series[i].name != NULL;
	double pitch = fmin((PLOT_RIGHT - PLOT_LEFT) / (double)(named ? named : 1), 150);
	draw_axes(b, &p, places, marked);
	for (size_t i = 0; i < series_count; i++) {
		const char *colour = zd_draw_colour(series[i].colour ? series[i].colour - 1 : i);
		draw_series(b, &p, &series[i], colour);
		if (!series[i].name)
			continue;
		double x = PLOT_LEFT + pitch * (double)place++;
		zd_str_printf(
			b, "<line x1=\"%.1f\" y1=\"13\" x2=\"%.1f\" y2=\"13\" stroke=\"%s\" stroke-width=\"2.2\"%s/>\n",
			x, x + 24, colour, series[i].dashed ? " stroke-dasharray=\"6 4\"" : "");
		zd_draw_text(b, x + 30, 18, ZD_START, "", series[i].name, (size_t)(pitch / 7) - 4);
	}
	zd_draw_end(b);
}
