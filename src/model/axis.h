/*
 * An axis: what one input of a decision table can be, split into the pieces
 * that its cells tell apart: the values of an enum, intervals, a missing
 * value. All values of a piece match the same cells, so a table that is right
 * for one of them is right for all. And back: pieces as a cell.
 */
#ifndef ZD_MODEL_AXIS_H
#define ZD_MODEL_AXIS_H

#include "base/str.h"
#include "model/table.h"

struct zd_piece {
	struct zd_test test;
	struct zd_value sample;
};

struct zd_axis {
	const struct zd_type *type;
	struct zd_piece *pieces; /* in order; the first is the missing value */
	size_t count;
	bool speaks_of_nil; /* a cell says null, or matches nothing else: the first piece is an input to think of */
};

/*
 * Splits an input of a table; the arena owns the pieces. false: they times the
 * tests of the cells are more than `most`.
 */
bool zd_axis_split(struct zd_axis *out, const struct zd_table *t, size_t input, size_t most, struct zd_arena *arena);
/* The pieces to think of begin here: 0 or 1. */
size_t zd_axis_first(const struct zd_axis *axis);
/*
 * A cell that matches the pieces chosen[count] and no other that is to be
 * thought of; no tests when these are all.
 */
struct zd_cell zd_axis_cell(const struct zd_axis *axis, const bool *chosen, struct zd_arena *arena);
/* A cell as people write it. Of a long list, only the beginning and "…". */
void zd_cell_write(struct zd_str *b, const struct zd_cell *cell, const struct zd_type *type);

#endif
