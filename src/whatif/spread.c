/* Spreads: a window of classes that moves and widens. */
#include "whatif/spread.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define CLASSES 1024
#define FARTHEST 4e18 /* a class number that is still an int64_t */

static int64_t floor_divide(int64_t a, int64_t by)
{
	int64_t q = a / by;
	return a % by < 0 ? q - 1 : q;
}

/* Whether a width begins with 2: the widths go 1, 2, 10, 20, 100, … */
static bool is_double(double width)
{
	double power = pow(10, floor(log10(width * 1.0001)));
	return width / power > 1.5;
}

static void widen(struct zd_spread *s)
{
	int64_t by = is_double(s->width) ? 5 : 2;
	int64_t low = floor_divide(s->low, by), high = floor_divide(s->high, by);
	for (int side = 0; side < 2; side++) {
		uint64_t *wider = zd_alloc(CLASSES * sizeof *wider);
		for (int64_t k = s->low; k <= s->high; k++)
			wider[floor_divide(k, by) - low] += s->counts[side][k - s->first];
		free(s->counts[side]);
		s->counts[side] = wider;
	}
	s->width *= (double)by;
	s->low = s->first = low;
	s->high = high;
}

/* Moves the window so that it holds classes from low to high, which fit. */
static void move(struct zd_spread *s, int64_t low, int64_t high)
{
	int64_t first = low - (CLASSES - (high - low + 1)) / 2;
	size_t used = (size_t)(s->high - s->low + 1);
	for (int side = 0; side < 2; side++) {
		uint64_t *moved = zd_alloc(CLASSES * sizeof *moved);
		memcpy(moved + (s->low - first), s->counts[side] + (s->low - s->first), used * sizeof *moved);
		free(s->counts[side]);
		s->counts[side] = moved;
	}
	s->first = first;
}

static void add(struct zd_spread *s, double v, bool after, uint64_t count)
{
	while (fabs(v / s->width) > FARTHEST)
		widen(s);
	int64_t k = (int64_t)floor(v / s->width);
	/* Compared as doubles first: two classes may lie farther apart than an int64_t reaches. */
	while (fmax((double)k, (double)s->high) - fmin((double)k, (double)s->low) > FARTHEST / 4 ||
	       (k > s->high ? k : s->high) - (k < s->low ? k : s->low) >= CLASSES) {
		widen(s);
		k = (int64_t)floor(v / s->width);
	}
	int64_t low = k < s->low ? k : s->low, high = k > s->high ? k : s->high;
	if (k < s->first || k >= s->first + CLASSES)
		move(s, low, high);
	s->low = low;
	s->high = high;
	s->counts[after][k - s->first] += count;
}

void zd_spread_add(struct zd_spread *s, double v, bool after, double least)
{
	if (!isfinite(v))
		return;
	if (!s->counts[0]) {
		s->width = least;
		while (fabs(v / s->width) > FARTHEST)
			s->width *= is_double(s->width) ? 5 : 2;
		s->low = s->high = (int64_t)floor(v / s->width);
		s->first = s->low - CLASSES / 2;
		s->counts[0] = zd_alloc(CLASSES * sizeof *s->counts[0]);
		s->counts[1] = zd_alloc(CLASSES * sizeof *s->counts[1]);
	}
	add(s, v, after, 1);
}

void zd_spread_merge(struct zd_spread *s, const struct zd_spread *from)
{
	if (!from->counts[0])
		return;
	if (!s->counts[0]) {
		*s = *from;
		for (int side = 0; side < 2; side++)
			s->counts[side] = zd_memdup(from->counts[side], CLASSES * sizeof *s->counts[side]);
		return;
	}
	while (s->width < from->width * 0.9)
		widen(s);
	/* A narrower class lies whole in a wider one; its middle says in which. */
	for (int64_t k = from->low; k <= from->high; k++) {
		for (int side = 0; side < 2; side++) {
			uint64_t count = from->counts[side][k - from->first];
			if (count)
				add(s, ((double)k + 0.5) * from->width, side, count);
		}
	}
}

static uint64_t count_of(const struct zd_spread *s, int64_t k)
{
	return s->counts[0][k - s->first] + s->counts[1][k - s->first];
}

/* The class below which a share of all lies. */
static int64_t quantile(const struct zd_spread *s, double share)
{
	uint64_t all = 0, seen = 0;
	for (int64_t k = s->low; k <= s->high; k++)
		all += count_of(s, k);
	for (int64_t k = s->low; k < s->high; k++) {
		seen += count_of(s, k);
		if ((double)seen > share * (double)all)
			return k;
	}
	return s->high;
}

size_t zd_spread_show(const struct zd_spread *s, struct zd_spread_class out[ZD_SPREAD_SHOWN])
{
	if (!s->counts[0])
		return 0;
	int64_t low = quantile(s, 0.01), high = quantile(s, 0.99), by = 1;
	for (int step = 0; floor_divide(high, by) - floor_divide(low, by) + 1 > ZD_SPREAD_SHOWN - 2; step++) {
		if (is_double(s->width))
			by *= step % 2 ? 2 : 5;
		else
			by = step % 3 == 1 ? by / 2 * 5 : by * 2;
	}
	low = floor_divide(low, by) - (floor_divide(s->low, by) < floor_divide(low, by));
	high = floor_divide(high, by) + (floor_divide(s->high, by) > floor_divide(high, by));
	for (int64_t k = low; k <= high; k++)
		out[k - low] = (struct zd_spread_class){.from = (double)k * (double)by * s->width,
							.to = (double)(k + 1) * (double)by * s->width,
							.below = k == low && floor_divide(s->low, by) < low,
							.above = k == high && floor_divide(s->high, by) > high};
	for (int64_t k = s->low; k <= s->high; k++) {
		int64_t to = floor_divide(k, by);
		struct zd_spread_class *c = &out[(to < low ? low : to > high ? high : to) - low];
		c->before += s->counts[0][k - s->first];
		c->after += s->counts[1][k - s->first];
	}
	return (size_t)(high - low + 1);
}

void zd_spread_free(struct zd_spread *s)
{
	free(s->counts[0]);
	free(s->counts[1]);
	*s = (struct zd_spread){0};
}
