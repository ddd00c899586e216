/*
 * Runs on record. The outcomes of a stage are rows of a table with one typed
 * column an outcome (`outcome_<entity>_<n>`, shared by all runs whose stage has the same
 * shape), keyed by run and ordinal in one integer; each policy has a view
 * `decision_<policy>` over them for plain SQL. The inputs that a stage was
 * given are kept packed, a chunk of subjects a row, so that a replay needs
 * nothing but the run and its release. In a view's name the points of the
 * policy's id are '_', and each '_' of it is two; it shows what was decided,
 * with the run's number.
 */
#ifndef ZD_STORE_RUNS_H
#define ZD_STORE_RUNS_H

#include "engine/batch.h"
#include "engine/source.h"
#include "store/book.h"
#include "store/reader.h"

struct zd_run {
	int64_t id;
	int64_t release;
	int32_t as_of;
	enum zd_period period;
	char branch[64];  /* empty: all */
	char made_at[24]; /* UTC, ISO; empty when recording: now */
	char author[64];
	const char **policies; /* as asked for; in the arena given to zd_run_get */
	size_t policy_count;
	uint64_t decided, left_out, failed; /* decisions; counted by the recorder */
	const char *params;                 /* JSON: the parameters in force, by branch variant */
};

struct zd_recorder;
/* Begins a run inside the caller's transaction. The plan outlives the recorder. */
int zd_recorder_open(struct zd_recorder **out, struct zd_book *b, const struct zd_run *run, const struct zd_plan *plan,
		     struct zd_error *err);
/* Batches of a stage come in order. Failures are recorded too. */
int zd_recorder_put(struct zd_recorder *r, const struct zd_batch *batch, struct zd_error *err);
/* Completes the run and gives its number; frees the recorder in any case. */
int zd_recorder_close(struct zd_recorder *r, bool finish, int64_t *run, struct zd_error *err);

int zd_run_get(struct zd_reader *r, int64_t id, struct zd_run *out, struct zd_arena *arena, struct zd_error *err);
/* The date it was decided for, or the period ("2025-11"). In the arena. */
const char *zd_run_when(const struct zd_run *run, struct zd_arena *arena);
/* The last run that decided a policy (NULL: any); ZD_NOT_FOUND: none. */
int zd_run_last(struct zd_reader *r, const char *policy, int64_t *out, struct zd_error *err);
/* The first run after one (0: the first of all); 0: there is none. */
int zd_run_next(struct zd_reader *r, int64_t after, int64_t *out, struct zd_error *err);
int zd_run_list(struct zd_reader *r, struct zd_sink *sink, struct zd_error *err);

/* Sources that give a run's recorded inputs back, for a plan of the same policies and release. */
struct zd_source_maker zd_recorded_sources(struct zd_reader *r, int64_t run);

/* The digest that was recorded with a stage of a run, and its form: see digest.h. */
int zd_run_digest(struct zd_reader *r, int64_t run, size_t stage, char out[ZD_HASH_LEN + 1], int *form,
		  struct zd_error *err);

/* The recorded outcomes of one stage of a run, in order. They have a connection of their own, so they can be read while a stream uses the reader. */
struct zd_outcomes;
int zd_outcomes_open(struct zd_outcomes **out, struct zd_reader *r, int64_t run, const struct zd_stage *stage,
		     struct zd_error *err);
/* values has out_count places; *more false at the end. Text lives until the next call. */
int zd_outcomes_next(struct zd_outcomes *o, struct zd_value *id, struct zd_value *values, bool *more,
		     struct zd_error *err);
/* What became of the last row's steps, as recorded: enum zd_status, one a step. */
void zd_outcomes_status(const struct zd_outcomes *o, uint8_t *status);
void zd_outcomes_close(struct zd_outcomes *o);

/* One policy's decisions of a run: subject, its show field, then the outcomes. */
int zd_decision_list(struct zd_reader *r, const struct zd_pack *pack, const struct zd_policy *policy, int64_t run,
		     const char *where, struct zd_sink *sink, struct zd_error *err);
/* The same of one subject; the sink hears nothing where the run did not get to it, and of no row where it was not decided. */
int zd_decision_one(struct zd_reader *r, const struct zd_pack *pack, const struct zd_policy *policy, int64_t run,
		    const struct zd_value *subject, struct zd_sink *sink, struct zd_error *err);
/* The numbers of the runs by published releases that decided a policy, the latest date first, then the latest made; at most `most`. */
int zd_runs_of(struct zd_reader *r, const char *policy, int64_t *out, size_t most, size_t *count, struct zd_error *err);
/* A run's failures: policy, subject, field, message. */
int zd_failure_list(struct zd_reader *r, int64_t run, struct zd_sink *sink, struct zd_error *err);

#endif
