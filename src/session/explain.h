/* A decision that was found and traced, on its way to being written. */
#ifndef ZD_SESSION_EXPLAIN_H
#define ZD_SESSION_EXPLAIN_H

#include "base/str.h"
#include "engine/nearest.h"
#include "engine/reach.h"
#include "session/session.h"
#include "store/signoffs.h"

/* What was asked for with --reach, and the ways to it. */
struct zd_goal {
	const char *text; /* the condition as given; NULL: nothing was asked for */
	bool met;         /* it is so already */
	const struct zd_stage *stage;
	struct zd_way *ways;
	size_t count;
};

struct zd_explained {
	struct zd_session *session;
	struct zd_loaded *loaded;
	const struct zd_policy *policy;     /* as the group has it */
	const struct zd_policy *decided_by; /* the same, or the branch's replacement */
	struct zd_when when;
	int64_t run; /* 0: from the book as it is */
	const struct zd_stage *stage;
	const struct zd_step *step;
	size_t step_index;
	struct zd_batch *batch;
	size_t row;
	const char *branch;       /* whose parameters decided; NULL: the group's */
	struct zd_nearby *nearby; /* slot: the need's index; column: the give's */
	size_t nearby_count;
	struct zd_goal goal;
	struct zd_item *items; /* what was asked to be signed of it, the latest first */
	size_t item_count;
	struct zd_arena arena;
};

const struct zd_value *zd_explained_input(const struct zd_explained *x, size_t need);
const struct zd_value *zd_explained_outcome(const struct zd_explained *x, size_t give);
/* Where an input comes from: "customer.name", "facts/trade.sql", "credit.eligibility". */
const char *zd_explained_origin(struct zd_explained *x, size_t need);
const char *zd_explained_title(struct zd_explained *x, size_t need);
/* The text of a line of the deciding policy's file, without what stands before it. */
const char *zd_explained_line(struct zd_explained *x, int line);

/* Looks for the nearest changes of one input that would give another outcome. None are sought in a set of very many. */
int zd_explained_nearby(struct zd_explained *x, struct zd_error *err);

/* Finds the items, and writes them. */
int zd_explained_signs(struct zd_explained *x, struct zd_error *err);
void zd_explained_signs_text(struct zd_explained *x, FILE *out);
void zd_explained_signs_json(struct zd_explained *x, struct zd_str *b);

void zd_explained_text(struct zd_explained *x, FILE *out);
void zd_explained_json(struct zd_explained *x, FILE *out);

#endif
