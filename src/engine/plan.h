/*
 * Plans: which policies decide, in which order, with what. A plan is a list
 * of stages. A stage decides one entity's subjects in one pass: either a
 * chain of policies, each subject's outcomes feeding the next in memory, or
 * one set policy, a group at a time.
 */
#ifndef ZD_ENGINE_PLAN_H
#define ZD_ENGINE_PLAN_H

#include "base/date.h"
#include "model/condition.h"
#include "model/pack.h"
#include "model/policy.h"

enum zd_slot_kind {
	ZD_SLOT_FIELD,   /* a field of the subject, or of a record it refers to (`via`) */
	ZD_SLOT_FACT,    /* a fact of the subject, or of a record it refers to */
	ZD_SLOT_OUTCOME, /* of an earlier stage, same subject or a record it refers to */
	ZD_SLOT_HISTORY, /* a list of recorded outcomes */
	ZD_SLOT_MERGED,  /* a history to which this run's own outcomes belong: the engine puts it together */
	ZD_SLOT_AS_OF,
	ZD_SLOT_PERIOD_START,
	ZD_SLOT_PERIOD_END,
};

/* One outcome of a policy. */
struct zd_outcome_ref {
	const struct zd_policy *policy;
	size_t give;
};

/* One input that a stage gets from outside. */
struct zd_slot {
	enum zd_slot_kind kind;
	const char *path; /* as policies write it: "sales_12m", "customer.region" */
	const char *title;
	struct zd_type type;
	bool required;    /* the book guarantees that it is there: a required field of the subject itself */
	const char **via; /* the reference fields from the subject to the record, or none */
	size_t via_count;
	const struct zd_entity *entity; /* the record's entity (the subject's own when via_count is 0) */
	const struct zd_field *field;   /* of FIELD */
	const struct zd_fact *fact;     /* of FACT */
	size_t fact_value;
	struct zd_outcome_ref outcome;  /* of OUTCOME */
	size_t stage;                   /* of OUTCOME: the earlier stage */
	size_t column;                  /* of OUTCOME: its column there */
	struct zd_outcome_ref *history; /* of HISTORY, in order of preference */
	size_t history_count;
	int last;
	const char *since;     /* a date field of the subject, or NULL */
	bool before;           /* of HISTORY: only periods before the run's */
	struct zd_part *parts; /* of MERGED, in order of preference: the first that has any value counts */
	size_t part_count;
	int since_slot; /* of MERGED: the slot of `since`, or -1 */
};

/* One outcome of a merged history: the slot of what is on record, and of what this run decides (-1: it does not). */
struct zd_part {
	size_t recorded;
	int current;
};

/* Where a need of a policy comes from: a slot of the stage, or a column of the row that an earlier step filled. */
struct zd_arg {
	bool from_row;
	size_t index;
	bool optional;
};

/* Of a policy that wants signatures: the slots that say so, which decide does not get. */
struct zd_sign_slots {
	int applicant;             /* or -1 */
	struct zd_condition *when; /* or NULL */
	size_t *columns;           /* of the condition: their slots */
	size_t count;
};

struct zd_step {
	const struct zd_policy *policy;
	struct zd_arg *args;        /* one a need, in the order of the needs */
	int when_slot;              /* the slot that must be true, or -1 */
	struct zd_sign_slots *sign; /* or NULL */
	size_t first_out;           /* its outcomes are columns first_out … first_out + give_count - 1 */
};

struct zd_stage {
	size_t index;
	const struct zd_entity *entity;
	enum zd_period period;
	bool is_set;     /* then there is one step */
	int over_slot;   /* of a set: the slot of the group's key; else -1 */
	int branch_slot; /* the slot of the branch whose parameters apply, or -1 */
	struct zd_slot *slots;
	size_t slot_count;
	struct zd_step *steps;
	size_t step_count;
	struct zd_type *out_types;
	const char **out_names; /* "classify_value_class": unique in the stage */
	size_t out_count;
};

struct zd_plan {
	struct zd_arena arena;
	const struct zd_pack *pack; /* borrowed */
	struct zd_stage *stages;
	size_t stage_count;
};

/*
 * Resolves names across the whole pack: needs' paths to fields, facts,
 * outcomes and references, their types, parameters, tables, enums of gives,
 * circles, periods; fills the types in the policies' needs. All findings.
 */
void zd_pack_resolve(struct zd_pack *pack, struct zd_findings *findings);

/*
 * Plans the policies named and all that they need. A broken policy among
 * them is ZD_POLICY with its first finding's place; an unknown name is
 * ZD_USAGE with the nearest. `period` is the run's (NONE: a date): policies
 * of another period are ZD_USAGE. No names: all policies of that period
 * that are not broken.
 */
int zd_plan_new(struct zd_plan **out, const struct zd_pack *pack, const char *const *ids, size_t count,
		enum zd_period period, struct zd_error *err);
/* One policy alone, every need a slot of its own named by the need's local name: for eval, cases and explain. */
int zd_plan_single(struct zd_plan **out, const struct zd_pack *pack, const struct zd_policy *policy,
		   struct zd_error *err);
/*
 * Gives a stage one more slot that no policy needs (for a condition, a
 * grouping or a list); a path that it has already gives that slot's index.
 */
int zd_plan_add_slot(struct zd_plan *plan, size_t stage, const char *path, size_t *index, struct zd_error *err);
/*
 * Gives every history of several outcomes a history of each of its own, which
 * the engine puts together, so that a source need not choose between them.
 * Again it changes nothing.
 */
void zd_plan_split_histories(struct zd_plan *plan);
/* The stage and step of a policy; false when it is not in the plan. */
bool zd_plan_find(const struct zd_plan *plan, const char *policy, size_t *stage, size_t *step);
void zd_plan_free(struct zd_plan *p);

#endif
