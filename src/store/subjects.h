/*
 * The query for the subjects of a stage: their keys in order, their fields,
 * the fields of records that they refer to, and facts of such records.
 */
#ifndef ZD_STORE_SUBJECTS_H
#define ZD_STORE_SUBJECTS_H

#include "store/facts.h"

/* A fact of a record referred to. */
struct zd_far_fact {
	struct zd_fact_use use;
	int ref;                  /* the column that has the record's key */
	struct zd_fact_rows rows; /* with one subject: looked up; else joined, and part of the statement */
};

struct zd_subjects {
	sqlite3_stmt *s; /* column 0 is the key */
	struct zd_pick *picks;
	size_t pick_count;
	struct zd_far_fact *far;
	size_t far_count;
	size_t *since; /* one a slot: where in `extra` a history's `since` is */
	struct zd_pick *extra_picks;
	size_t extra_count;
};

/* Everything but the statements lives in the arena. */
int zd_subjects_open(struct zd_subjects *out, struct zd_guard *g, const struct zd_pack *pack,
		     const struct zd_stage *stage, const struct zd_scope *scope, const struct zd_fact_binds *binds,
		     struct zd_arena *arena, struct zd_error *err);
void zd_subjects_close(struct zd_subjects *s);

#endif
