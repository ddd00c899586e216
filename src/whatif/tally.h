/*
 * Tallies: what a scenario does to one policy's outcomes, counted as pairs of
 * decisions (before, after) are shown to it. Whole numbers are summed exactly.
 */
#ifndef ZD_WHATIF_TALLY_H
#define ZD_WHATIF_TALLY_H

#include "base/map.h"
#include "base/mem.h"
#include "model/policy.h"
#include "whatif/spread.h"
#include "zhidu/value.h"

__extension__ typedef __int128 zd_wide;

/* How often a value was seen before and after; of an outcome with few values. */
struct zd_level {
	struct zd_value value;
	uint64_t before, after;
};
struct zd_move {
	size_t from, to; /* levels */
	uint64_t count;
};

/* One side of a number outcome. */
struct zd_sums {
	uint64_t count; /* decisions that have a value */
	zd_wide whole;  /* the sum of integers and money */
	double sum;     /* the sum of numbers */
	struct zd_value min, max;
};

/* One outcome of the policy. */
struct zd_tally_outcome {
	const struct zd_give *give;
	bool is_number; /* summed; otherwise levels and moves */
	bool many;      /* too many different values to list them */
	uint64_t changed;
	uint64_t had_before, had_after; /* decisions that have a value */
	struct zd_level *levels;
	size_t level_count, level_cap;
	struct zd_move *moves;
	size_t move_count, move_cap;
	uint32_t *move_places; /* of a move from one level to another: its place in moves + 1 */
	struct zd_sums before, after;
	struct zd_spread spread; /* money in yuan; only where the tally keeps spreads */
	uint64_t up, down;
	zd_wide rise, fall; /* of integers and money: by how much in all, nothing counting as 0 */
};

/* One group of `by`. */
struct zd_group {
	const char *key;
	uint64_t subjects, changed;
	struct zd_sums *before, *after; /* one an outcome; of numbers */
	zd_wide *rise, *fall;           /* likewise */
};

/* Whose first number changed most. */
struct zd_mover {
	struct zd_value id;
	struct zd_value before, after;
	double distance;
};

/* Who changed in any of several tallies, and by how much in all. */
struct zd_changed_one {
	struct zd_value id;
	zd_wide whole; /* of the movers' outcome */
	double number;
};
struct zd_changed {
	struct zd_map places; /* of a key: its place + 1 */
	struct zd_changed_one *items;
	size_t count, cap;
	struct zd_arena arena;
};
void zd_changed_free(struct zd_changed *c);

struct zd_tally {
	const struct zd_policy *policy;
	const struct zd_type *key_type;
	uint64_t subjects, changed;
	uint64_t failed_before, failed_after;
	struct zd_changed *changed_subjects; /* the caller's: where those that changed are noted; or NULL */
	bool keeps_spreads;                  /* the caller's to set before the first subject */
	struct zd_tally_outcome *outcomes;   /* one a give */
	struct zd_group *groups;             /* sorted by key when finished */
	size_t group_count, group_cap;
	struct zd_map group_map;
	int mover_outcome;       /* the first money outcome, else the first number; or -1 */
	struct zd_mover *movers; /* the greatest distance first */
	size_t mover_count, mover_max;
	struct zd_arena arena;
};

struct zd_tally *zd_tally_new(const struct zd_policy *policy, const struct zd_type *key_type, size_t movers);
/* Also of a policy without numbers, some of those that change are kept as movers, with the first outcome. */
void zd_tally_name_movers(struct zd_tally *t);
/* One subject: its outcomes before and after (give_count of each), whether each failed, and its group (NULL: none). */
void zd_tally_add(struct zd_tally *t, const struct zd_value *id, const struct zd_value *before,
		  const struct zd_value *after, bool failed_before, bool failed_after, const char *group);
/* Adds all of another tally of the same policy, which may be another release's: outcomes that both have by name and kind. Movers stay apart. */
void zd_tally_merge(struct zd_tally *t, const struct zd_tally *from);
/* Puts levels, moves and groups in their order. */
void zd_tally_finish(struct zd_tally *t);
void zd_tally_free(struct zd_tally *t);

/* The mean of a side, as people read it: in the outcome's own unit, fen rounded half away from zero. False: nothing to divide by. */
bool zd_sums_mean(const struct zd_sums *s, const struct zd_type *type, struct zd_value *out);
bool zd_sums_total(const struct zd_sums *s, const struct zd_type *type,
		   struct zd_value *out); /* false: too large for a value */

#endif
