/* Deciding: one object, a population, again from the record, and why. */
#ifndef ZHIDU_DECIDE_H
#define ZHIDU_DECIDE_H

#include "zhidu/session.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- eval: objects in, decisions out; no book ---- */

struct zd_eval;
struct zd_eval_options {
	const char *policy;
	const char *branch;        /* NULL: the group */
	const char *as_of;         /* NULL: today */
	const char *const *params; /* "name=value", overriding */
	size_t param_count;
};
ZD_API int zd_eval_open(struct zd_eval **out, struct zd_session *s, const struct zd_eval_options *options,
			struct zd_error *err);
/*
 * Decides one line of JSON (an object; for a set policy an array of objects)
 * and gives the line to print, without newline, valid until the next call.
 * When the line or its decision is bad the text is {"error":…} and the code
 * ZD_DATA, ZD_POLICY or ZD_LIMIT.
 */
ZD_API int zd_eval_line(struct zd_eval *e, const char *json, size_t size, int line, const char **text,
			struct zd_error *err);
ZD_API void zd_eval_close(struct zd_eval *e);

/*
 * The same in memory, for programs: a chain of policies of one subject with
 * values instead of JSON. Inputs are the plan's slots, outcomes its columns.
 * Where the subject belongs to a branch, that is an input too: its parameters apply.
 */
struct zd_chain;
ZD_API int zd_chain_open(struct zd_chain **out, struct zd_session *s, const char *const *policies, size_t count,
			 const char *as_of, struct zd_error *err);
ZD_API size_t zd_chain_inputs(const struct zd_chain *c, const struct zd_head **heads);
ZD_API size_t zd_chain_outcomes(const struct zd_chain *c, const struct zd_head **heads);
/* rows × inputs values in, rows × outcomes values out; text lives until the next call. failed: how many rows have a failed decision. */
ZD_API int zd_chain_decide(struct zd_chain *c, const struct zd_value *in, size_t rows, struct zd_value *out,
			   size_t *failed, struct zd_error *err);
ZD_API void zd_chain_close(struct zd_chain *c);

/* ---- runs ---- */

struct zd_run_options {
	const char *const *policies; /* none: all that fit the date or period */
	size_t policy_count;
	const char *as_of;  /* a date; NULL with a period, or for today */
	const char *period; /* 2025-11, 2025Q4, 2025; or NULL */
	const char *branch; /* only its subjects; or NULL */
	bool draft;         /* the pack's files instead of the release in force */
	int threads;        /* 0: 2 where there are two processors */
	/* How long a stage took to read and decide, at the end of the run, with what it decides; or NULL. */
	void (*timed)(void *context, double seconds, const char *entity, const char *policies);
};
struct zd_run_result {
	int64_t run;
	int64_t release;
	uint64_t subjects, decided, left_out, failed;
};
/* One failed decision, as a run meets them. */
typedef void zd_failed(void *context, const char *policy, const char *subject, const char *field, const char *message);
/* Decides and records. With failed decisions the run is recorded all the same and the code is ZD_POLICY or ZD_DATA. */
ZD_API int zd_run_policies(struct zd_session *s, const struct zd_run_options *options, zd_failed *failed, void *context,
			   struct zd_run_result *result, struct zd_error *err);

/* id, made_at, as_of, period, branch, release, policies, decided, failed, author */
ZD_API int zd_runs(struct zd_session *s, struct zd_sink *sink, struct zd_error *err);
/* One policy's outcomes of a run (0: the last that decided it). */
ZD_API int zd_decisions(struct zd_session *s, const char *policy, int64_t run, const char *where, struct zd_sink *sink,
			struct zd_error *err);
ZD_API int zd_failures(struct zd_session *s, int64_t run, struct zd_sink *sink, struct zd_error *err);

struct zd_replay_result {
	uint64_t decisions, different;
};
/* Decides a run again from its recorded inputs and release. Differences: policy, subject, outcome, recorded, replayed. ZD_MISMATCH when there are any. */
ZD_API int zd_replay(struct zd_session *s, int64_t run, struct zd_sink *differences, struct zd_replay_result *result,
		     struct zd_error *err);

/* All runs, the oldest first; the result is of all together. The rows begin with the run. */
ZD_API int zd_replay_all(struct zd_session *s, struct zd_sink *differences, struct zd_replay_result *result,
			 struct zd_error *err);

/* ---- audit: whether the book still says what was recorded ---- */

struct zd_audit_options {
	const char *since; /* a run's number, or a date: only what was recorded from then on; NULL: everything */
	const char *head;  /* "ENTRY:HASH" as an earlier audit gave it, to be met again; or NULL */
	int threads;       /* 0: 2 where there are two processors */
};
struct zd_audit_result {
	uint64_t entries, rows, troubles;
	char head[96]; /* "ENTRY:HASH" of the last entry, to note outside the book */
};
/*
 * Hashes the journal, what its entries speak about, and the runs' inputs and
 * outcomes again. Troubles: place, trouble; for a run that was changed also
 * which outcomes are not those that its inputs give. ZD_MISMATCH when there are any.
 */
ZD_API int zd_audit(struct zd_session *s, const struct zd_audit_options *options, struct zd_sink *troubles,
		    struct zd_audit_result *result, struct zd_error *err);

/* ---- why ---- */

struct zd_explain_options {
	const char *policy;
	const char *subject;
	const char *as_of;
	const char *period;
	int64_t run; /* a decision on record; 0: as of a date, from the book as it is */
	bool draft;
	const char *reach;         /* a condition on the policy's outcomes: what would have to change for it; or NULL */
	const char *const *change; /* the inputs that may change for that; none: any */
	size_t change_count;
	bool json;
};
/* Writes the explanation: outcome, reasons, inputs, parameters with origin, the lines that ran, the nearest changes. */
ZD_API int zd_explain(struct zd_session *s, const struct zd_explain_options *options, FILE *out, struct zd_error *err);

#ifdef __cplusplus
}
#endif

#endif
