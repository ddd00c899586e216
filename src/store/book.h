/*
 * The book: one SQLite database with records, releases, runs and decisions.
 * Opened for writing it is held by one connection in WAL mode; every write
 * happens between zd_book_begin and zd_book_commit and is whole or not at
 * all. Readers (reader.h) have connections of their own.
 */
#ifndef ZD_STORE_BOOK_H
#define ZD_STORE_BOOK_H

#include "base/mem.h"
#include "model/pack.h"
#include "zhidu/error.h"
#include "zhidu/rows.h"

struct zd_book;

/* Makes a new book; ZD_USAGE when the file exists. It has the schema and no entity. */
int zd_book_create(struct zd_book **out, const char *path, struct zd_error *err);
/* Opens one; ZD_BOOK when it is missing, damaged, foreign, or of a newer version. An older schema is brought up when opened for writing. */
int zd_book_open(struct zd_book **out, const char *path, bool write, struct zd_error *err);
void zd_book_close(struct zd_book *b); /* NULL is fine; rolls back what is open */
const char *zd_book_path(const struct zd_book *b);

int zd_book_begin(struct zd_book *b,
		  struct zd_error *err); /* BEGIN IMMEDIATE; waits for another writer a few seconds */
int zd_book_commit(struct zd_book *b, struct zd_error *err);
void zd_book_rollback(struct zd_book *b);

/*
 * Brings the entities' tables to the pack's model, inside the caller's
 * transaction: makes what is new, rebuilds what changed, keeps every row and
 * every column that the model no longer has. Each change is one row of the
 * sink (entity, field, change). ZD_DATA when rows would break the new rules,
 * naming the record and field. With `dry`, only tells.
 */
int zd_book_migrate(struct zd_book *b, const struct zd_pack *pack, bool dry, struct zd_sink *changes, size_t *count,
		    struct zd_error *err);

/* Integrity of the file and its references: ZD_BOOK with the first trouble. */
int zd_book_check(struct zd_book *b, struct zd_error *err);
/* A consistent copy through SQLite's backup interface, to a new file. */
int zd_book_backup(struct zd_book *b, const char *to, struct zd_error *err);

#endif
