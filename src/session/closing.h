/* The parts of closing a period, for the files that share them: close.c, which does it, and closeshow.c, which tells it. */
#ifndef ZD_SESSION_CLOSING_H
#define ZD_SESSION_CLOSING_H

#include "session/session.h"
#include "store/adjust.h"
#include "store/effects.h"
#include "zhidu/close.h"

/* A sheet that is frozen with the period. */
struct zd_frozen {
	const char *report;
	char *csv; /* the closing's to free */
	size_t size;
	uint64_t rows;
};

/* How often a policy was decided. */
struct zd_decided {
	const char *policy;
	uint64_t count;
};

struct zd_closing {
	struct zd_session *session;
	const struct zd_close_options *options;
	struct zd_book *book;
	struct zd_loaded *loaded;
	const struct zd_close_kind *kind;
	struct zd_plan *plan;
	struct zd_close close;
	struct zd_close *earlier; /* those that are decided again */
	size_t earlier_count;
	struct zd_adjustments adjustments;
	struct zd_effects *effects;
	struct zd_run_result run;
	struct zd_decided *decided; /* one a policy, in the order of the plan */
	size_t decided_count;
	struct zd_frozen *sheets;
	size_t sheet_count;
	uint64_t failed; /* of all decisions, those of earlier periods too */
	enum zd_code worst;
	zd_failed *tell;
	void *context;
	struct zd_arena arena;
};

/* Whether the period may be closed now, inside the transaction: ZD_USAGE says why not. */
int zd_closing_allowed(struct zd_closing *c, struct zd_error *err);
/* What was done, or would be: one by one where it is only shown. */
int zd_closing_show(const struct zd_closing *c, struct zd_sink *sink, struct zd_error *err);

#endif
