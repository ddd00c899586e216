/* The pieces of a drawing. Coordinates are written with one decimal, so that a page is the same on every machine. */
#include "report/drawing.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "report/chart.h"
#include "report/page.h"

void zd_draw_begin(struct zd_str *b, const char *title, double height)
{
	zd_str_printf(b, "<svg viewBox=\"0 0 %.0f %.0f\" role=\"img\">", CHART_WIDTH, height);
	zd_page_element(b, "<title>", title, "</title>");
	zd_str_addc(b, '\n');
}

void zd_draw_end(struct zd_str *b)
{
	zd_str_add(b, "</svg>\n");
}

double zd_draw_finite(double v)
{
	return isfinite(v) ? v : 0;
}

void zd_draw_rect(struct zd_str *b, double x, double y, double w, double h, const char *fill, const char *hint)
{
	zd_str_printf(b, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"", x, y, w, h, fill);
	if (hint && *hint)
		zd_page_element(b, "><title>", hint, "</title></rect>\n");
	else
		zd_str_add(b, "/>\n");
}

void zd_draw_line(struct zd_str *b, double x1, double y1, double x2, double y2, const char *stroke)
{
	zd_str_printf(b, "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>\n", x1, y1, x2, y2,
		      stroke);
}

/* How many bytes of a text fit into so many columns. */
static size_t fitting(const char *text, size_t n, size_t columns)
{
	size_t at = 0, width = 0;
	while (at < n) {
		uint32_t cp;
		size_t step = zd_utf8_next(text + at, n - at, &cp);
		size_t more = zd_utf8_width(text + at, step);
		if (width + more > columns)
			break;
		width += more;
		at += step;
	}
	return at;
}

void zd_draw_text(struct zd_str *b, double x, double y, enum zd_anchor anchor, const char *class, const char *text,
		  size_t columns)
{
	static const char *const ANCHORS[] = {"start", "middle", "end"};
	size_t n = strlen(text);
	zd_str_printf(b, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\"", x, y, ANCHORS[anchor]);
	if (*class)
		zd_str_printf(b, " class=\"%s\"", class);
	zd_str_addc(b, '>');
	if (columns && zd_utf8_width(text, n) > columns) {
		zd_page_element(b, "<title>", text, "</title>");
		zd_page_text(b, text, fitting(text, n, columns - 1));
		zd_str_add(b, "…");
	} else {
		zd_page_text(b, text, n);
	}
	zd_str_add(b, "</text>\n");
}

void zd_draw_legend(struct zd_str *b, double y)
{
	zd_draw_rect(b, CHART_WIDTH - 132, y - 10, 12, 12, BEFORE_COLOUR, NULL);
	zd_draw_text(b, CHART_WIDTH - 116, y, ZD_START, "", "现在", 0);
	zd_draw_rect(b, CHART_WIDTH - 66, y - 10, 12, 12, AFTER_COLOUR, NULL);
	zd_draw_text(b, CHART_WIDTH - 50, y, ZD_START, "", "假设", 0);
}

const char *zd_draw_colour(size_t i)
{
	static const char *const PALETTE[] = {"#17618f", "#c4762b", "#1d7a55", "#8a4f9e",
					      "#b4472e", "#4a8fa8", "#8c7a1f", "#56606b"};
	return PALETTE[i % (sizeof PALETTE / sizeof *PALETTE)];
}

struct zd_axis_steps zd_draw_steps(double low, double high, int about)
{
	struct zd_axis_steps s = {0, 1, 1};
	double range = high - low;
	if (!isfinite(range) || range <= 0) {
		s.low = floor(zd_draw_finite(low));
		s.high = s.low + 1;
		return s;
	}
	double power = pow(10, floor(log10(range / about))), wanted = range / about / power;
	s.step = power * (wanted <= 1.001 ? 1 : wanted <= 2.001 ? 2 : wanted <= 5.001 ? 5 : 10);
	s.low = floor(low / s.step + 1e-9) * s.step;
	s.high = ceil(high / s.step - 1e-9) * s.step;
	return s;
}

void zd_chart_number(struct zd_str *b, double v)
{
	char text[64];
	const char *unit = "";
	double size = fabs(zd_draw_finite(v));
	v = zd_draw_finite(v);
	if (size >= 1e8) {
		v /= 1e8;
		unit = "亿";
	} else if (size >= 1e4) {
		v /= 1e4;
		unit = "万";
	}
	snprintf(text, sizeof text, "%.6g", fabs(v) < 1e-12 ? 0 : v);
	if (!strchr(text, 'e') && strchr(text, '.')) {
		snprintf(text, sizeof text, "%.*f", fabs(v) >= 100 ? 0 : fabs(v) >= 10 ? 1 : fabs(v) >= 1 ? 2 : 4, v);
		char *end = text + strlen(text);
		while (strchr(text, '.') && (end[-1] == '0' || end[-1] == '.')) {
			bool point = end[-1] == '.';
			*--end = '\0';
			if (point)
				break;
		}
	}
	zd_str_add(b, text);
	zd_str_add(b, unit);
}
