/* Grids: evenly spaced values of a parameter, exact in decimal, written as people write them. */
#ifndef ZD_WHATIF_GRID_H
#define ZD_WHATIF_GRID_H

#include "base/mem.h"
#include "zhidu/error.h"
#include "zhidu/value.h"

/* (from + i × step) × 10^-scale for i from 0 to count - 1. */
struct zd_grid {
	int64_t from, step;
	int scale;
	uint64_t count;
};

/*
 * Reads "FROM:TO:STEP", or with `fine` "LO:HI" too, whose step is then the
 * finest that the type knows (1, a fen, 0.01 of a number, 0.01 % of a rate)
 * or that the bounds are written with. Each as the type writes it: yuan, 4 %.
 * ZD_USAGE, err->column the place in the text: not that form, no number of
 * the type, an empty range, a step of the wrong direction or of nothing.
 */
int zd_grid_parse(struct zd_grid *out, const char *text, const struct zd_type *type, bool fine, struct zd_error *err);
/* The value at a place, as --set reads it; buf has at least 32 bytes. */
const char *zd_grid_text(const struct zd_grid *g, uint64_t i, char buf[32]);
struct zd_value zd_grid_value(const struct zd_grid *g, const struct zd_type *type, uint64_t i);
/* Whether a type has values that a grid can hold: numbers of any kind. */
bool zd_grid_fits(const struct zd_type *type);

#endif
