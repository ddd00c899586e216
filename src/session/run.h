/* Runs as a part of something larger: recorded inside a transaction of the caller's. */
#ifndef ZD_SESSION_RUN_H
#define ZD_SESSION_RUN_H

#include "session/session.h"
#include "zhidu/decide.h"

struct zd_run_work {
	struct zd_session *session;
	struct zd_book *book; /* in a transaction */
	struct zd_loaded *loaded;
	const struct zd_plan *plan;
	struct zd_when when;
	const char *branch; /* NULL: all */
	int threads;        /* 0: as suits the machine */
	double *times;      /* as for a stream; or NULL */
	zd_failed *failed;  /* or NULL */
	void *context;      /* of all three */
	/* Before the first subject is read; or NULL. */
	int (*ready)(void *context, struct zd_reader *reader, struct zd_error *err);
	/* Each batch, after it is recorded; or NULL. */
	int (*seen)(void *context, const struct zd_batch *batch, struct zd_error *err);
};

/*
 * Decides a plan's population and records it. Failed decisions are recorded;
 * *worst is ZD_OK without any, ZD_DATA or ZD_POLICY with them.
 */
int zd_run_record(const struct zd_run_work *work, struct zd_run_result *result, enum zd_code *worst,
		  struct zd_error *err);
/* Tells the failures of a batch, and the worse of `worst` and theirs. */
enum zd_code zd_run_tell(const struct zd_batch *b, enum zd_code worst, zd_failed *failed, void *context);

#endif
