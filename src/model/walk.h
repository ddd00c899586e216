/*
 * Walking over all inputs of a decision table: piece by piece of the first
 * input, then of the next, with the set of rows that still match. Pieces that
 * leave the same rows are walked once, as one group. How much may be looked
 * at is bounded.
 */
#ifndef ZD_MODEL_WALK_H
#define ZD_MODEL_WALK_H

#include "model/axis.h"

/* Sets of rows: a bit for each row, in as many words as zd_walk says. */
#define ZD_NO_ROW SIZE_MAX
bool zd_rows_has(const uint64_t *set, size_t row);
void zd_rows_add(uint64_t *set, size_t row);
size_t zd_rows_first(const uint64_t *a, const uint64_t *b, size_t words); /* that both have; ZD_NO_ROW: none */
void zd_rows_cut(uint64_t *set, size_t row, size_t words);                /* takes away those behind a row */

/* What is known of one input while it is walked over. */
struct zd_level {
	struct zd_axis axis;
	uint64_t *rows; /* a set of rows for each piece: those whose cells match it */
	uint64_t *free; /* the rows that match anything from this input on */
	bool *chosen;   /* the pieces that the walk is in */
	size_t first;   /* the first piece that counts */
	uint64_t *live; /* the rows that match so far */
	uint64_t *sets; /* what is left of them, for each group of pieces */
	size_t *group;  /* of each piece */
	size_t groups;
	size_t *slots; /* a hash table of the groups: their numbers plus one */
	size_t slot_count;
};

struct zd_walk {
	const struct zd_table *t;
	struct zd_level *levels; /* one an input, and one behind the last, which has `live` and `free` only */
	size_t depth;            /* how many inputs */
	size_t words;            /* of a set of rows */
	size_t pieces;           /* of all inputs */
	size_t steps;            /* looked at since the search began */
	bool stopped;            /* too much was looked at: what was not seen is not known */
	struct zd_arena *arena;
};

/* Splits all inputs; false: too many pieces. The arena owns everything. */
bool zd_walk_make(struct zd_walk *out, const struct zd_table *t, struct zd_arena *arena);
uint64_t *zd_walk_set(const struct zd_walk *w); /* an empty set */
uint64_t *zd_walk_rows(const struct zd_walk *w, const struct zd_level *l, size_t piece);

/* Before the first step. with_nil: missing inputs count even where no cell speaks of them. */
void zd_walk_begin(struct zd_walk *w, bool with_nil);
/* Groups the pieces of an input by the rows that they leave of `live`; false when the walk has to stop. */
bool zd_walk_split(struct zd_walk *w, struct zd_level *l);
/* Goes on to the next input with the pieces of one group. */
void zd_walk_enter(struct zd_walk *w, size_t depth, size_t group);
/* Counts what was looked at, in words of sets; false when it was too much. */
bool zd_walk_spend(struct zd_walk *w, size_t steps);

#endif
