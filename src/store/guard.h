/*
 * A guarded connection: one for reading only, on which SQL of a pack may be
 * run. It writes nothing, calls only pure functions, has no clock, and is
 * stopped when one step takes far too long.
 */
#ifndef ZD_STORE_GUARD_H
#define ZD_STORE_GUARD_H

#include <sqlite3.h>

#include "model/pack.h"

struct zd_guard {
	sqlite3 *db;
	const struct zd_pack *pack; /* while SQL of this pack is prepared: it may read its entities only */
	double seconds;             /* that one step may take */
	double since;               /* when the step began; 0: nobody has looked yet */
	bool stopped;
	int limits[2]; /* of a borrowed connection, as they were */
	/* Of a report: the views of decisions it may read. NULL: of facts. Neither may read sensitive fields. */
	const char *const *views;
	size_t view_count;
	/* zd_guard_watch */
	void (*on_read)(void *context, const char *table, const char *column);
	void *on_read_context;
};

/* Opens a connection that can still do all that its file allows; path NULL: an empty one in memory. */
int zd_guard_open(struct zd_guard *g, const char *path, bool frozen, struct zd_error *err);
/* From here on it is guarded. The guard must stay where it is. */
int zd_guard_arm(struct zd_guard *g, struct zd_error *err);
void zd_guard_close(struct zd_guard *g);
/* Guards a connection that somebody else has open, until it is given back as it was. */
int zd_guard_borrow(struct zd_guard *g, sqlite3 *db, struct zd_error *err);
void zd_guard_return(struct zd_guard *g);
/* Runs SQL of zhidu's own that makes something beside the book, such as a temporary view, on an armed guard. */
int zd_guard_make(struct zd_guard *g, const char *sql, struct zd_error *err);
/* The same for work that takes more than SQL text. */
int zd_guard_lifted(struct zd_guard *g, int (*work)(void *context, sqlite3 *db, struct zd_error *err), void *context,
		    struct zd_error *err);
/* on_read is told each column that SQL of a pack reads, while it is prepared, until another is: NULL for nobody. */
void zd_guard_watch(struct zd_guard *g, void (*on_read)(void *context, const char *table, const char *column),
		    void *context);
/* The file layer without a clock: SQL on a connection over it gets no time. */
const char *zd_guard_files(void);

/* Prepares zhidu's own SQL, or, with a pack, SQL that holds some of its facts'. The error is the connection's: zd_guard_fail. */
bool zd_guard_prepare(sqlite3_stmt **out, struct zd_guard *g, const struct zd_pack *pack, const char *sql);
static inline int zd_guard_step(struct zd_guard *g, sqlite3_stmt *s)
{
	g->since = 0;
	return sqlite3_step(s);
}
/* The error of the last call. What a fact (may be NULL) did wrong is ZD_DATA at its place, or ZD_LIMIT where it was stopped. */
int zd_guard_fail(struct zd_guard *g, const struct zd_fact *fact, struct zd_error *err);

#endif
