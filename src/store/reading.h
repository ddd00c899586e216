/* What a reader is made of: for the files of this folder that read through one. */
#ifndef ZD_STORE_READING_H
#define ZD_STORE_READING_H

#include "store/guard.h"
#include "store/reader.h"

struct zd_reader {
	struct zd_guard guard;
	struct zd_arena arena;      /* what its source makers are given */
	bool inside;                /* its connection is the book's */
	struct zd_sharing *sharing; /* facts that are computed already; or NULL */
};

/* Prepares zhidu's own SQL on the reader's connection. */
int zd_reader_prepare(sqlite3_stmt **out, struct zd_reader *r, const char *sql, struct zd_error *err);
/* One step of it. */
int zd_reader_step(struct zd_reader *r, sqlite3_stmt *s, bool *row, struct zd_error *err);

/* The book's source of subjects and inputs (source.c). */
int zd_book_source_open(struct zd_reader *r, const struct zd_pack *pack, const struct zd_stage *stage,
			const struct zd_scope *scope, struct zd_source **out, struct zd_error *err);

#endif
