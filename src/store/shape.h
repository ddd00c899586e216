/*
 * Shapes of outcomes: which table has the outcomes of a stage, and which
 * column is which outcome of which policy. Stages with equal columns share a
 * table; for each policy a view reads all tables that hold it.
 */
#ifndef ZD_STORE_SHAPE_H
#define ZD_STORE_SHAPE_H

#include <sqlite3.h>

#include "base/str.h"
#include "engine/plan.h"

struct zd_shape_column {
	const char *name; /* in the table */
	const char *policy;
	const char *outcome;
	enum zd_kind kind;
};

struct zd_shape {
	int64_t id;
	const char *table;
	struct zd_shape_column *columns;
	size_t count;
};

/* How many states of policies (enum zd_status) share one integer column, two bits each. */
#define ZD_STATES_PER_COLUMN 31
/* Appends the name of a policy's view. */
void zd_shape_view(struct zd_str *out, const char *policy);
/* The name of the table's nth column of states. */
const char *zd_shape_state(size_t n, char buf[32]);
/* The place of a policy among the policies of the shape, by its first column; false: it is not there. */
bool zd_shape_place(const struct zd_shape *s, const char *policy, size_t *place);
size_t zd_shape_state_columns(const struct zd_shape *s);

/* The shape of a stage, made with its table and views where there is none yet. Everything lives in the arena. */
int zd_shape_make(struct zd_shape *out, sqlite3 *db, const struct zd_stage *stage, struct zd_arena *arena,
		  struct zd_error *err);
/* Reads what zd_shape says; ZD_BOOK when it cannot be. */
int zd_shape_parse(struct zd_shape *out, int64_t id, const char *table, const char *columns, struct zd_arena *arena,
		   struct zd_error *err);
/* The first key of a run's rows; the ordinal is added to it. */
static inline int64_t zd_shape_key(int64_t run, uint64_t ordinal)
{
	return (int64_t)((uint64_t)run << 32 | (ordinal & 0xffffffffu));
}

#endif
