/*
 * SQLite for the files of this folder: opening, statements, checked binds,
 * columns as values, and errors in words. Handles are SQLite's own; what is
 * here makes sure that no result of theirs is overlooked. Private to src/store.
 */
#ifndef ZD_STORE_DB_H
#define ZD_STORE_DB_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "zhidu/error.h"
#include "zhidu/value.h"

struct zd_book;

enum zd_db_mode {
	ZD_DB_READ,   /* an existing file, read only */
	ZD_DB_WRITE,  /* an existing file */
	ZD_DB_CREATE, /* makes the file when there is none */
	ZD_DB_MEMORY, /* a private, empty one; path is not looked at */
};

/*
 * Opens a connection (no mutex: one thread at a time) with zhidu's settings
 * and SQL functions. It does not look at what the file holds: book.h does.
 * On an error *out is NULL.
 */
int zd_db_open(sqlite3 **out, const char *path, enum zd_db_mode mode, struct zd_error *err);
void zd_db_close(sqlite3 *db); /* NULL is fine; statements must be finished before */
const char *zd_db_path(sqlite3 *db);

/* The book's connection, which has read or write access as the book was opened. */
sqlite3 *zd_book_db(struct zd_book *b);
/* Where it keeps what secret.c made of its keys. */
struct zd_secrets;
struct zd_secrets **zd_book_secrets(struct zd_book *b);
/*
 * While somebody checks each value and reference himself, SQLite need not do
 * it again: its checks rest between the two calls, which nest.
 */
void zd_book_checks_rest(struct zd_book *b);
void zd_book_checks_resume(struct zd_book *b);
/* What was written since zd_book_begin may be wrong: zd_book_commit refuses until the rollback. */
void zd_book_distrust(struct zd_book *b);

/*
 * The error that the connection's last call met: ZD_IO (full disk, no
 * permission, busy), ZD_BOOK (damaged, no database), ZD_DATA (a constraint),
 * ZD_LIMIT (interrupted), ZD_DENIED (the authorizer), or ZD_BUG with
 * SQLite's words. err->file is the path. `doing` (may be NULL) is a phrase.
 */
int zd_db_fail(sqlite3 *db, const char *doing, struct zd_error *err);

/* One statement from SQL text; a second statement behind it is ZD_BUG. On an error *out is NULL. Finish it with zd_db_finish. */
int zd_db_prepare(sqlite3_stmt **out, sqlite3 *db, const char *sql, struct zd_error *err);
/* The same for SQL over entities' tables: ZD_BOOK when the book lacks a table or column that the model has. */
int zd_db_prepare_model(sqlite3_stmt **out, sqlite3 *db, const char *sql, struct zd_error *err);
void zd_db_finish(sqlite3_stmt *s); /* NULL is fine */
void zd_db_reset(sqlite3_stmt *s);  /* keeps the binds */

/* Binds, 1-based. Text and blobs are borrowed until the next bind of the same place or zd_db_finish. */
int zd_db_bind_nil(sqlite3_stmt *s, int at, struct zd_error *err);
int zd_db_bind_int(sqlite3_stmt *s, int at, int64_t i, struct zd_error *err);
int zd_db_bind_number(sqlite3_stmt *s, int at, double d, struct zd_error *err);
int zd_db_bind_text(sqlite3_stmt *s, int at, const char *text, size_t len, struct zd_error *err);
int zd_db_bind_string(sqlite3_stmt *s, int at, const char *text, struct zd_error *err); /* NULL binds nil */
int zd_db_bind_blob(sqlite3_stmt *s, int at, const void *data, size_t size, struct zd_error *err);
/* A scalar value as it is kept in a column; a list or map is ZD_BUG. */
int zd_db_bind_value(sqlite3_stmt *s, int at, const struct zd_value *value, struct zd_error *err);

/* One step: *row says whether there is a row. After an error or the end the statement is reset. */
int zd_db_step(sqlite3_stmt *s, bool *row, struct zd_error *err);
/* Steps to the end, rows ignored, and resets. */
int zd_db_run(sqlite3_stmt *s, struct zd_error *err);

/*
 * A column (0-based) as a value of the type. Text lives until the next step
 * or reset; a list comes as its JSON text. ZD_DATA when what is there does
 * not fit, naming the column. NULL is nil.
 */
int zd_db_column(struct zd_value *out, sqlite3_stmt *s, int at, const struct zd_type *type, struct zd_error *err);
/* A text column as a string, "" for NULL; lives until the next step or reset. */
const char *zd_db_column_string(sqlite3_stmt *s, int at);

/* Runs SQL text of any number of statements without binds. */
int zd_db_exec(sqlite3 *db, const char *sql, struct zd_error *err);
/* The first column of the first row as an integer; 0 when there is no row. */
int zd_db_number(int64_t *out, sqlite3 *db, const char *sql, struct zd_error *err);

/* Appends a name in double quotes, so that it is never read as a keyword. For names of the model only; values are bound. */
void zd_db_quote(struct zd_str *b, const char *name);

/* Registers months_before(date, n): n months earlier, kept within the month (functions.c). Called by zd_db_open. */
int zd_db_functions(sqlite3 *db, struct zd_error *err);

#endif
