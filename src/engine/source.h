/* Where subjects and their inputs come from: the book, recorded inputs, JSON lines, or a test's arrays. */
#ifndef ZD_ENGINE_SOURCE_H
#define ZD_ENGINE_SOURCE_H

#include "engine/batch.h"

/* For when, and for whom. */
struct zd_scope {
	int32_t as_of;                  /* days since 1970-01-01 */
	int32_t rules_on;               /* the day whose parameters decide; 0: as_of */
	enum zd_period period;          /* of the run; NONE: a date */
	const char *branch;             /* only this branch's subjects; NULL: all. A set is whole all the same */
	const struct zd_value *subject; /* only this subject; NULL: all */
	const int32_t
		*recorded_until; /* histories hold what was recorded for periods that ended by that day; NULL: all */
};

struct zd_source {
	/*
	 * Fills the batch with the next rows, at most batch->cap: ids and in.
	 * Subjects come in the order of their keys, each once. OUTCOME slots get
	 * nil where the outcome is the subject's own, and the key of the record
	 * referred to where it lies across a reference: the engine puts the
	 * outcomes in. Missing values are nil. batch->count 0: the end. What a
	 * batch holds outlives the source.
	 */
	int (*next)(struct zd_source *self, struct zd_batch *batch, struct zd_error *err);
	void (*close)(struct zd_source *self);
};

struct zd_source_maker {
	void *context;
	/* *out NULL after an error. */
	int (*open)(void *context, const struct zd_stage *stage, const struct zd_scope *scope, struct zd_source **out,
		    struct zd_error *err);
};

/*
 * The first and last day of the stage's period in a scope (a stage without
 * one: the run's, else the month). In a scope of a date, it goes up to as_of.
 */
void zd_scope_period(const struct zd_scope *scope, const struct zd_stage *stage, int32_t *first, int32_t *last);

#endif
