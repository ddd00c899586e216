/* Decision tables: data with a hit policy, evaluated here. Pure. */
#ifndef ZD_MODEL_TABLE_H
#define ZD_MODEL_TABLE_H

#include "base/mem.h"
#include "model/place.h"
#include "zhidu/error.h"
#include "zhidu/value.h"

/* X(name, word) */
#define ZD_HITS(X)                                                                                                     \
	X(UNIQUE, "unique")                                                                                            \
	X(ANY, "any")                                                                                                  \
	X(FIRST, "first")                                                                                              \
	X(PRIORITY, "priority")                                                                                        \
	X(RULE_ORDER, "rule_order")                                                                                    \
	X(OUTPUT_ORDER, "output_order")                                                                                \
	X(COLLECT, "collect")
enum zd_hit {
#define X(name, word) ZD_HIT_##name,
	ZD_HITS(X)
#undef X
};
enum zd_aggregate {
	ZD_AGG_NONE,
	ZD_AGG_SUM,
	ZD_AGG_MIN,
	ZD_AGG_MAX,
	ZD_AGG_COUNT
};

/* One test of a cell: an interval (either end may be open or missing), or nil. A literal is the closed interval of itself. */
struct zd_test {
	bool is_nil;
	bool has_low, has_high;
	bool low_open, high_open;
	struct zd_value low, high;
};
/* A cell matches when any of its tests does (none: always), turned round when negated. */
struct zd_cell {
	bool negated;
	struct zd_test *tests;
	size_t count;
};

struct zd_column {
	const char *name;
	struct zd_type type;
	struct zd_value order; /* of an output: a list of values, the highest priority first; or nil */
	struct zd_place place;
};

struct zd_row {
	struct zd_cell *cells;    /* one an input */
	struct zd_value *outputs; /* one an output */
	struct zd_place place;
};

struct zd_table {
	const char *name;
	const char *title;
	const char *clause;
	const char *note;
	enum zd_hit hit;
	enum zd_aggregate aggregate;
	bool assumed;
	struct zd_column *inputs;
	size_t input_count;
	struct zd_column *outputs;
	size_t output_count;
	struct zd_row *rows;
	size_t row_count;
	struct zd_value *fallback; /* one an output, or NULL */
	struct zd_place place;
};

/*
 * Parses a cell's text for a column's type into the arena; ZD_DATA with a
 * message without place when it is none.
 */
int zd_cell_parse(struct zd_cell *out, const char *text, const struct zd_type *type, struct zd_arena *arena,
		  struct zd_error *err);
bool zd_cell_matches(const struct zd_cell *cell, const struct zd_value *value);

/*
 * Decides inputs[input_count]. The hits' outputs come as rows of output_count
 * values, borrowed from the table (aggregates: from the arena): *hits of
 * them; none and no default: 0. ZD_POLICY when `unique` has several or `any`
 * has different ones, naming table and rows.
 */
int zd_table_decide(const struct zd_table *t, const struct zd_value *inputs, const struct zd_value ***out, size_t *hits,
		    struct zd_arena *arena, struct zd_error *err);
/*
 * Marks the rows that made the answer to inputs: hit[row_count + 1], the last
 * for the default. Those that the hit policy passes over are not marked.
 */
void zd_table_hits(const struct zd_table *t, const struct zd_value *inputs, bool *hit, struct zd_arena *arena);
/* Whether the hit policy gives at most one record (the others give a list). */
bool zd_table_is_single(const struct zd_table *t);

#endif
