/*
 * Spreads: how the numbers of an outcome lie before and after, counted in
 * even classes that widen as values come, so that nothing need be known of
 * them beforehand and memory does not grow with them.
 */
#ifndef ZD_WHATIF_SPREAD_H
#define ZD_WHATIF_SPREAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct zd_spread {
	double width;        /* of a class: 1 or 2 times a power of ten */
	int64_t low, high;   /* the classes in use: class k holds k × width ≤ v < (k + 1) × width */
	int64_t first;       /* the class of the first count */
	uint64_t *counts[2]; /* before, after; NULL: nothing was added yet */
};

/* A class to show. */
struct zd_spread_class {
	double from, to;   /* from ≤ v < to */
	bool below, above; /* everything below `to`; everything from `from` on */
	uint64_t before, after;
};
#define ZD_SPREAD_SHOWN 14

/* Adds a value; one that is not finite is left out. least: the narrowest class worth having, a power of ten (of the first call). */
void zd_spread_add(struct zd_spread *s, double v, bool after, double least);
/* Adds all of another, which began with the same `least`. */
void zd_spread_merge(struct zd_spread *s, const struct zd_spread *from);
/* At most ZD_SPREAD_SHOWN classes over all that was added, the outermost hundredths in one each; returns how many. */
size_t zd_spread_show(const struct zd_spread *s, struct zd_spread_class out[ZD_SPREAD_SHOWN]);
void zd_spread_free(struct zd_spread *s);

#endif
