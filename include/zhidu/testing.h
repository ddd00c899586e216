/* Holes in the cases of a pack: mutants that no case notices, boundaries that no case stands on. */
#ifndef ZHIDU_TESTING_H
#define ZHIDU_TESTING_H

#include "zhidu/session.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- mutants ---- */

/* One change of a policy, of a parameter's value or of a decision table; or, without kind, a policy's end. */
struct zd_mutant {
	const char *policy;
	const char *kind; /* "operator", "parameter" or "table"; NULL: the policy's end */
	const char *file;
	int line, column;
	const char *name; /* of the parameter with its keys, or of the table with row and column; "" */
	const char *from, *to;
	bool noticed;
	size_t mutants, caught; /* at the end: how many there were, and how many some case noticed */
	const char *skipped;    /* at the end: why there were none; or NULL */
};
struct zd_mutation_result {
	size_t mutants, noticed;
	size_t untried; /* policies that time was not enough for */
	size_t broken;  /* policies whose cases fail as they are */
};
/*
 * Makes every mutant of the policies whose ids begin so (none: all), one at a
 * time and in memory, and runs the policy's cases on it. Numbers move by one
 * unit of their last place, money by a fen. seconds: when to stop; 0: never.
 */
ZD_API int zd_mutate(struct zd_session *s, const char *const *ids, size_t count, double seconds,
		     void (*event)(void *context, const struct zd_mutant *m), void *context,
		     struct zd_mutation_result *result, struct zd_error *err);

/* ---- cases from decisions ---- */

struct zd_case_source {
	int64_t run;
	const char *subject;
	const char *policy; /* NULL: the one that the run decided */
	bool write;         /* into the policy's file of cases in the folder; else to `out` */
};
/*
 * A case made from a decision on record, with the day, the branch, the inputs
 * by the policy's own names, the outcome and the clauses of its reasons.
 * *file: where it was written; lives as long as the session.
 */
ZD_API int zd_case_from(struct zd_session *s, const struct zd_case_source *what, FILE *out, const char **file,
			struct zd_error *err);

/* ---- expectations brought up to date ---- */

/* A case whose expectations were changed; one that still fails; or, without name, a file of boundary cases made anew. */
struct zd_update_event {
	const char *policy, *name;
	const char *file;
	int line;
	const char *changes;    /* one line each: "name: OLD → NEW"; NULL: the case still fails */
	const char *difference; /* of one that still fails: as zd_test tells it, and why it could not be changed */
	size_t cases;           /* of a file of boundary cases */
};
struct zd_update_result {
	size_t updated; /* cases */
	size_t files;   /* with them, and those of boundary cases */
	size_t failing; /* cases that still fail */
};
/*
 * Runs the cases of policies whose ids begin so (none: all). Where one fails
 * only in outcomes and clauses of reasons that it expects, these are replaced
 * in its file, which keeps every other byte; files of boundary cases are made
 * anew for the policies of which a case failed. The pack is read again with
 * the new texts before any file is written; told is what has been written.
 * ZD_FINDINGS: cases still fail.
 */
ZD_API int zd_update_cases(struct zd_session *s, const char *const *ids, size_t count,
			   void (*event)(void *context, const struct zd_update_event *e), void *context,
			   struct zd_update_result *result, struct zd_error *err);

/* ---- boundary cases ---- */

struct zd_boundary_result {
	size_t numbers; /* of the parameters that the policies use and some case is decided with */
	size_t bounded; /* those for which an input was found where the decision turns */
	size_t cases, files;
};
/*
 * Cases just under, at and just over the line that each number of a policy's
 * parameters draws, found by moving the inputs of its cases. To `out`, or
 * with `write` into cases/<area>/<name>.boundary.yaml, which is written anew.
 */
ZD_API int zd_boundaries(struct zd_session *s, const char *const *ids, size_t count, bool write, FILE *out,
			 struct zd_boundary_result *result, struct zd_error *err);

#ifdef __cplusplus
}
#endif

#endif
