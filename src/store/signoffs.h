/*
 * What must be signed, and signatures, in the book. A run of a published
 * release puts down what its decisions ask: an item for each different
 * decision about a subject, whose number stays. An item has one signature at
 * most; it stands for as long as the subject's latest decision is the same.
 */
#ifndef ZD_STORE_SIGNOFFS_H
#define ZD_STORE_SIGNOFFS_H

#include "engine/asking.h"
#include "store/runs.h"

/* ---- while a run is recorded ---- */

struct zd_asker;
/* *out NULL: nothing of the plan wants a signature, or the release is a draft. */
int zd_asker_open(struct zd_asker **out, struct zd_book *b, const struct zd_run *run, const struct zd_plan *plan,
		  struct zd_error *err);
int zd_asker_put(struct zd_asker *a, const struct zd_batch *batch, struct zd_error *err);
/* A stage is through; its outcomes are in `table`: what its subjects no longer ask is forgotten. */
int zd_asker_end(struct zd_asker *a, const struct zd_stage *stage, const char *table, struct zd_error *err);
void zd_asker_close(struct zd_asker *a); /* NULL is fine */

/* ---- afterwards ---- */

struct zd_item {
	int64_t id;
	const char *policy;
	struct zd_value subject;
	const char *period; /* "2025-11", or empty */
	const char *asks;   /* the value of the outcome that names who must sign */
	const char *role;
	struct zd_value branch, applicant; /* or nil */
	const char *decision;              /* JSON */
	const char *hash;
	const char *since;   /* when the first run asked it: UTC, ISO */
	bool latest;         /* it is what the subject's latest decision asks */
	int64_t run;         /* that decided last; 0: not the latest */
	int32_t as_of;       /* … for that day */
	const char *verdict; /* "approved", "rejected"; NULL: nobody has signed */
	const char *login, *signer_role, *day, *made_at, *why;
	struct zd_value person;
	const char *signer; /* the person by name, where somebody has looked it up */
};

/* In the arena. ZD_NOT_FOUND: there is none. */
int zd_item_get(struct zd_item *out, struct zd_book *b, int64_t id, struct zd_arena *arena, struct zd_error *err);
/* What waits, by number; of one policy, or of all (NULL). */
int zd_items_waiting(struct zd_item **out, size_t *count, struct zd_book *b, const char *policy, struct zd_arena *arena,
		     struct zd_error *err);
/* All that was ever asked about a subject, the latest first. */
int zd_items_of(struct zd_item **out, size_t *count, struct zd_book *b, const char *policy,
		const struct zd_value *subject, struct zd_arena *arena, struct zd_error *err);

/* Proposed releases that nobody has answered, by number: calls `proposed` for each. */
int zd_proposals_waiting(struct zd_book *b, void (*proposed)(void *context, int64_t release, const char *role),
			 void *context, struct zd_error *err);

struct zd_signature {
	int64_t item;
	bool approved;
	const char *login;
	struct zd_value person;
	const char *role;
	int32_t day;
	const char *why;
	const char *sets; /* JSON */
	const char *hash; /* of the decision */
};
/* Inside the caller's transaction, with its entry in the journal. */
int zd_signature_put(struct zd_book *b, const struct zd_signature *s, struct zd_error *err);
/* The latest day from which a signature of a policy counts; INT32_MIN: none. */
int zd_signature_day(int32_t *out, struct zd_book *b, const char *policy, struct zd_error *err);

#endif
