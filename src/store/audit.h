/*
 * The audit: whether the book still says what was recorded. The journal's
 * chain, the rows that its entries speak about, the contents of releases, and
 * every chunk of every run are hashed again. It needs no pack and decides
 * nothing; what it finds it tells with its place and goes on.
 */
#ifndef ZD_STORE_AUDIT_H
#define ZD_STORE_AUDIT_H

#include "base/file.h"
#include "store/reader.h"

/* One trouble: where ("entry 7 (run 3)", "run 3, stage 0, subjects C0513 to C1024") and what. run: the run it is of, or 0. */
typedef int zd_audit_trouble(void *context, const char *where, const char *what, int64_t run, struct zd_error *err);

struct zd_audit_scope {
	int64_t since_run;      /* only what was recorded from this run on, but the whole chain; 0: everything */
	int64_t head_entry;     /* an entry that was noted earlier, and its hash: it must still be there; 0: none */
	const char *head_hash;  /* its first letters at least */
	int threads;            /* 2: two chunks at a time */
	zd_audit_trouble *tell; /* never called by two threads at once */
	void (*progress)(void *context, uint64_t done, uint64_t total); /* or NULL */
	void *context;
};

struct zd_audited {
	uint64_t entries; /* that were checked */
	uint64_t rows;    /* of runs' outcomes */
	uint64_t troubles;
	int64_t head; /* the last entry, and its hash: to note elsewhere */
	char head_hash[ZD_HASH_LEN + 1];
};

/* ZD_OK also when there are troubles; anything else is a failure of the audit itself. */
int zd_audit_book(const char *path, const struct zd_audit_scope *scope, struct zd_audited *out, struct zd_error *err);

/* The first run that was recorded on a day (ISO) or later; 0: none. */
int zd_audit_first_run(struct zd_reader *r, const char *day, int64_t *run, struct zd_error *err);

/* ---- for audit.c and auditrun.c ---- */

struct zd_auditing {
	struct zd_reader *reader;
	const char *path;
	const struct zd_audit_scope *scope;
	struct zd_audited *out;
};
int zd_audit_tell(struct zd_auditing *a, const char *what, int64_t run, struct zd_error *err, const char *where, ...)
	ZD_PRINTF(5, 6);
/* The inputs and outcomes of one run against its marks. */
int zd_audit_run(struct zd_auditing *a, int64_t run, struct zd_error *err);

#endif
