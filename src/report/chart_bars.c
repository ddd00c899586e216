/* Bars and columns: pairs of how it is and how it would be, and their differences. */
#include <math.h>

#include "report/chart.h"
#include "report/drawing.h"

#define LABEL_WIDTH 150.0
#define LABEL_COLUMNS 20
#define VALUE_WIDTH 130.0

static double largest(const struct zd_chart_pair *pairs, size_t count)
{
	double most = 0;
	for (size_t i = 0; i < count; i++) {
		most = fmax(most, fabs(zd_draw_finite(pairs[i].before)));
		most = fmax(most, fabs(zd_draw_finite(pairs[i].after)));
	}
	return most > 0 ? most : 1;
}

static bool any_negative(const struct zd_chart_pair *pairs, size_t count)
{
	bool any = false;
	for (size_t i = 0; i < count; i++)
		any |= pairs[i].before < 0 || pairs[i].after < 0;
	return any;
}

/* One bar from the zero line; its value stands behind its end. */
static void one_bar(struct zd_str *b, double zero, double y, double unit, double value, const char *colour,
		    const char *text)
{
	double w = fabs(zd_draw_finite(value)) * unit, x = value < 0 ? zero - w : zero;
	zd_draw_rect(b, x, y, w, 13, colour, NULL);
	if (text)
		zd_draw_text(b, (value < 0 ? zero : zero + w) + 6, y + 11, ZD_START, "v", text, 0);
}

void zd_chart_bars(struct zd_str *b, const char *title, const struct zd_chart_pair *pairs, size_t count)
{
	double room = CHART_WIDTH - LABEL_WIDTH - VALUE_WIDTH, most = largest(pairs, count);
	bool negative = any_negative(pairs, count);
	double zero = LABEL_WIDTH + (negative ? room / 2 : 0), unit = (negative ? room / 2 : room) / most;
	zd_draw_begin(b, title, 34 + 40.0 * (double)count);
	zd_draw_legend(b, 14);
	for (size_t i = 0; i < count; i++) {
		double y = 30 + 40.0 * (double)i;
		zd_draw_text(b, LABEL_WIDTH - 10, y + 19, ZD_END, "", pairs[i].label, LABEL_COLUMNS);
		one_bar(b, zero, y, unit, pairs[i].before, BEFORE_COLOUR, pairs[i].before_text);
		one_bar(b, zero, y + 15, unit, pairs[i].after, AFTER_COLOUR, pairs[i].after_text);
	}
	zd_draw_line(b, zero, 24, zero, 30 + 40.0 * (double)count, "#5a6570");
	zd_draw_end(b);
}

void zd_chart_columns(struct zd_str *b, const char *title, const struct zd_chart_pair *pairs, size_t count)
{
	const double left = 64, top = 30, height = 190;
	struct zd_axis_steps axis = zd_draw_steps(0, largest(pairs, count), 4);
	double pitch = (CHART_WIDTH - left - 10) / (double)(count ? count : 1), width = fmin(pitch * 0.4, 30);
	struct zd_str text = {0};
	zd_draw_begin(b, title, top + height + 30);
	zd_draw_legend(b, 14);
	for (double v = 0; v <= axis.high + axis.step / 2; v += axis.step) {
		double y = top + height - v / axis.high * height;
		zd_draw_line(b, left, y, CHART_WIDTH - 10, y, v > 0 ? "#e1e5ea" : "#5a6570");
		zd_str_clear(&text);
		zd_chart_number(&text, v);
		zd_draw_text(b, left - 8, y + 4, ZD_END, "v", zd_str_text(&text), 0);
	}
	for (size_t i = 0; i < count; i++) {
		double middle = left + pitch * ((double)i + 0.5);
		double before = zd_draw_finite(pairs[i].before) / axis.high * height;
		double after = zd_draw_finite(pairs[i].after) / axis.high * height;
		zd_draw_rect(b, middle - width, top + height - before, width, before, BEFORE_COLOUR, pairs[i].label);
		zd_draw_rect(b, middle, top + height - after, width, after, AFTER_COLOUR, pairs[i].label);
		zd_draw_text(b, middle, top + height + 17, ZD_MIDDLE, "v", pairs[i].label, (size_t)(pitch / 6.2));
	}
	zd_str_free(&text);
	zd_draw_end(b);
}

void zd_chart_differences(struct zd_str *b, const char *title, const struct zd_chart_pair *pairs, size_t count)
{
	double most = 0;
	bool less = false;
	for (size_t i = 0; i < count; i++) {
		most = fmax(most, fabs(zd_draw_finite(pairs[i].after - pairs[i].before)));
		less |= pairs[i].after < pairs[i].before;
	}
	double room = (CHART_WIDTH - LABEL_WIDTH - VALUE_WIDTH * (less ? 2 : 1)) / (less ? 2 : 1);
	double zero = LABEL_WIDTH + (less ? VALUE_WIDTH + room : 0);
	zd_draw_begin(b, title, 12 + 24.0 * (double)count);
	for (size_t i = 0; i < count; i++) {
		double y = 6 + 24.0 * (double)i, value = zd_draw_finite(pairs[i].after - pairs[i].before);
		double w = most > 0 ? fabs(value) / most * room : 0;
		zd_draw_text(b, LABEL_WIDTH - 10, y + 13, ZD_END, "", pairs[i].label, LABEL_COLUMNS);
		zd_draw_rect(b, value < 0 ? zero - w : zero, y, w, 16, value < 0 ? LESS_COLOUR : MORE_COLOUR, NULL);
		if (pairs[i].after_text)
			zd_draw_text(b, value < 0 ? zero - w - 6 : zero + w + 6, y + 13, value < 0 ? ZD_END : ZD_START,
				     "v", pairs[i].after_text, 0);
	}
	zd_draw_line(b, zero, 2, zero, 8 + 24.0 * (double)count, "#5a6570");
	zd_draw_end(b);
}
