/*
 * One policy decided on given values: what eval and cases share. The values
 * come by the needs' local names; dates that the engine knows are filled in.
 */
#ifndef ZD_SESSION_SUBJECT_H
#define ZD_SESSION_SUBJECT_H

#include "engine/decider.h"
#include "engine/variant.h"
#include "session/session.h"

struct zd_single {
	struct zd_loaded *loaded;
	const struct zd_policy *policy;
	struct zd_plan *plan;
	const struct zd_stage *stage;
	struct zd_arena arena;
	struct zd_variants variants;
	struct zd_decider *decider;
	uint32_t variant;
	int32_t as_of;
};

/* Prepares a policy for a branch (NULL: the group) and day. Zero-initialised is closed. */
int zd_single_open(struct zd_single *s, struct zd_loaded *loaded, const char *policy, const char *branch, int32_t as_of,
		   enum zd_mode mode, struct zd_error *err);
void zd_single_close(struct zd_single *s);

/* The slot of a local name, or -1. */
int zd_single_slot(const struct zd_single *s, const char *name);
/* Fills what the engine knows (as_of, the period's days) where a row has nothing. */
void zd_single_fill_dates(const struct zd_single *s, struct zd_batch *b, size_t row);
/*
 * An input that is none of the needs: fine when it belongs to the subject or is nothing like a need's name, else an
 * error with the name that was meant.
 */
int zd_single_unknown(const struct zd_single *s, const char *name, struct zd_error *err);
/* Checks a value against the bounds of the field that a slot comes from. */
int zd_single_check(const struct zd_single *s, size_t slot, const struct zd_value *v, struct zd_error *err);
/* Decides; the batch's rows are one group of a set policy. */
int zd_single_decide(struct zd_single *s, struct zd_batch *b, struct zd_error *err);

#endif
