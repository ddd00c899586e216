/* One case of the pack, run: for `test` with its lines traced, for mutants as fast as can be. */
#ifndef ZD_SESSION_ONECASE_H
#define ZD_SESSION_ONECASE_H

#include "base/str.h"
#include "session/subject.h"

/* One place where what came is not what is expected. */
struct zd_case_difference {
	const char *name;           /* of the outcome, or "reasons" */
	size_t row;                 /* of a set, from 1; else 0 */
	const struct zd_raw *place; /* what is expected, as it is written; NULL: it cannot be put right there */
	const struct zd_type *type; /* NULL: the clauses of reasons, lists of texts */
	const struct zd_value *want, *got;
};

/* Who looks on while a case is decided. */
struct zd_case_watch {
	struct zd_watch tables; /* without `table` function: not asked for */
	void (*decided)(void *context, const struct zd_single *s, const struct zd_batch *b); /* or NULL */
	/*
	 * Each difference as it is found, its values on loan; NULL for whatever
	 * else makes a case fail. The function itself may be NULL.
	 */
	void (*differs)(void *context, const struct zd_case_difference *d);
	void *context;
};

/*
 * The day of a case that names none: when the last value known takes effect.
 * Not today, so that a case gives the same whenever it runs, and shows what a
 * value that is still to come would break.
 */
int32_t zd_case_day(const struct zd_pack *pack);

/*
 * Runs a case; day: zd_case_day of its pack; watch may be NULL. What differs
 * goes to `difference`, a line each, and what is wrong with the case itself
 * too: empty, it passed. Reasons are compared only where the mode gives them.
 */
void zd_case_run(struct zd_loaded *loaded, const struct zd_case *c, int32_t day, enum zd_mode mode,
		 const struct zd_case_watch *watch, struct zd_str *difference);

/* Reads what a case gives into a batch that has room for it: a row, or those of a set. */
int zd_case_given(struct zd_single *s, struct zd_batch *b, const struct zd_raw *given, struct zd_error *err);

#endif
