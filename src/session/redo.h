/*
 * A closed period decided again: with the records as they are today and the
 * release that is in force for its last day today, but with what closing
 * itself changed, the fields that the pack keeps, and the histories as they
 * were then. What comes out otherwise than it was closed, and than has been
 * booked since, becomes an adjustment.
 */
#ifndef ZD_SESSION_REDO_H
#define ZD_SESSION_REDO_H

#include "session/session.h"
#include "store/adjust.h"
#include "zhidu/decide.h"

struct zd_redo {
	struct zd_session *session;
	struct zd_book *book;
	const struct zd_closes *closes; /* whose `keep` counts */
	int threads;
	zd_failed *failed; /* decisions that fail now and did not then */
	void *context;
};

/* Adds to `out`; `closed` outlives it. *worst is made ZD_DATA or ZD_POLICY by such failures. */
int zd_redo_closed(struct zd_adjustments *out, const struct zd_redo *redo, const struct zd_close *closed,
		   uint64_t *failures, enum zd_code *worst, struct zd_error *err);

#endif
