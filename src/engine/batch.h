/* A batch: some subjects of one stage on their way through the engine, with all that is known of them. */
#ifndef ZD_ENGINE_BATCH_H
#define ZD_ENGINE_BATCH_H

#include "engine/plan.h"

enum zd_status {
	ZD_DECIDED = 0,
	ZD_LEFT_OUT, /* `when` is not true, or the subject has no group */
	ZD_FAILED,
};

struct zd_failure {
	size_t row;
	size_t step;
	enum zd_code code;
	const char *file; /* of the policy; or NULL */
	int line;
	const char *field;   /* the input that is missing or wrong; or NULL */
	const char *message; /* in the batch's arena, like the rest */
};

struct zd_reason {
	size_t row;
	size_t step;
	const char *clause;
	const char *text;
};

/* In trace mode: a line that ran (name NULL), or a value that a line gave a name. */
struct zd_trace {
	size_t row;
	size_t step;
	int line;
	const char *name;
	const char *value; /* as people read it */
};

/* Who wants to know which decision tables are asked while a batch is decided, and with what. */
struct zd_watch {
	void (*table)(void *context, const struct zd_table *t, const struct zd_value *inputs);
	void *context;
};

struct zd_batch {
	const struct zd_stage *stage;
	bool complete;  /* its inputs hold earlier stages' outcomes already: recorded ones */
	uint64_t first; /* the ordinal of the first row in its stage */
	size_t count;
	size_t cap;
	struct zd_value *ids; /* count */
	struct zd_value *in;  /* count × slot_count */
	struct zd_value *out; /* count × out_count; nil where not decided */
	uint8_t *status;      /* count × step_count, enum zd_status */
	uint32_t *variant;    /* count: which variant decides the row */
	struct zd_failure *failures;
	size_t failure_count, failure_cap;
	struct zd_reason *reasons; /* in reasons and trace mode */
	size_t reason_count, reason_cap;
	struct zd_trace *traces; /* in trace mode */
	size_t trace_count, trace_cap;
	const struct zd_watch *watch; /* or NULL; a clearing leaves it */
	struct zd_arena arena;        /* text and lists of this batch */
};

struct zd_batch *zd_batch_new(const struct zd_stage *stage, size_t cap);
void zd_batch_clear(struct zd_batch *b); /* empties it, keeps the memory */
void zd_batch_free(struct zd_batch *b);
/* Copies a row's key, inputs and variant; deep: with all its text, into the arena of `to`. */
void zd_batch_copy_row(struct zd_batch *to, size_t at, const struct zd_batch *from, size_t row, bool deep);
/* Adds all rows of a batch, outcomes and statuses too, behind those of another, deep. */
void zd_batch_append(struct zd_batch *to, const struct zd_batch *from);
void zd_batch_fail(struct zd_batch *b, size_t row, size_t step, const struct zd_error *err, const char *field);
void zd_batch_because(struct zd_batch *b, size_t row, size_t step, const char *clause, const char *text, size_t len);
void zd_batch_trace(struct zd_batch *b, size_t row, size_t step, int line, const char *name, const char *value);

#endif
