/*
 * SQLite's results as zhidu's codes and words, and the small calls that make
 * checking them short. Which SQL is run, and what a database must hold, is
 * said elsewhere.
 */
#include "store/db.h"

#include <math.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "store/guard.h"

#define BUSY_MILLISECONDS 5000

/* Settings of every connection. */
static const char SETTINGS[] = "PRAGMA foreign_keys = ON;"
			       "PRAGMA trusted_schema = OFF;"
			       "PRAGMA cell_size_check = ON;"
			       "PRAGMA synchronous = NORMAL;"
			       "PRAGMA cache_size = -32768;";

const char *zd_db_path(sqlite3 *db)
{
	const char *path = db ? sqlite3_db_filename(db, "main") : NULL;
	return path ? path : "";
}

/* What to say of a result; NULL: SQLite's own words. */
static const char *result_words(int rc, enum zd_code *code)
{
	switch (rc & 0xff) {
	case SQLITE_FULL:
		*code = ZD_IO;
		return "there is no room left to write; nothing was changed";
	case SQLITE_IOERR:
		*code = ZD_IO;
		return "the disk could not be read or written";
	case SQLITE_READONLY:
		*code = ZD_IO;
		return "the book may not be written to: the file or its folder is read-only";
	case SQLITE_CANTOPEN:
		*code = ZD_IO;
		return "the book, or a file beside it, cannot be opened";
	case SQLITE_PERM:
		*code = ZD_IO;
		return "no permission for the book";
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		*code = ZD_IO;
		return "another program is writing to the book; try again when it is done";
	case SQLITE_CORRUPT:
		*code = ZD_BOOK;
		return "the book is damaged; restore a backup";
	case SQLITE_NOTADB:
		*code = ZD_BOOK;
		return "this file is not a book of zhidu, nor any SQLite database";
	case SQLITE_CONSTRAINT:
	case SQLITE_TOOBIG:
	case SQLITE_MISMATCH:
		*code = ZD_DATA;
		return NULL;
	case SQLITE_INTERRUPT:
		*code = ZD_LIMIT;
		return "stopped before it was done";
	case SQLITE_AUTH:
		*code = ZD_DENIED;
		return NULL;
	case SQLITE_NOMEM:
		*code = ZD_LIMIT;
		return "not enough memory";
	default:
		*code = ZD_BUG;
		return NULL;
	}
}

/* zhidu's own SQL is right: what it does not find, or cannot read, somebody else took away or wrote. */
static bool lacks_something(const char *detail)
{
	static const char *const BEGINNINGS[] = {"no such table", "no such column", "malformed JSON"};
	for (size_t i = 0; i < sizeof BEGINNINGS / sizeof *BEGINNINGS; i++) {
		if (strncmp(detail, BEGINNINGS[i], strlen(BEGINNINGS[i])) == 0)
			return true;
	}
	return false;
}

int zd_db_fail(sqlite3 *db, const char *doing, struct zd_error *err)
{
	int rc = db ? sqlite3_extended_errcode(db) : SQLITE_NOMEM;
	enum zd_code code;
	const char *words = result_words(rc, &code);
	const char *detail = db ? sqlite3_errmsg(db) : "";
	const char *colon = doing ? ": " : "";
	doing = doing ? doing : "";
	if (!words && code == ZD_BUG && lacks_something(detail)) {
		code = ZD_BOOK;
		words = "the book is damaged; restore a backup";
	}
	if (words && (code == ZD_IO || code == ZD_BOOK))
		return zd_fail_at(err, code, zd_db_path(db), 0, 0, "%s%s%s (%s)", doing, colon, words, detail);
	return zd_fail_at(err, code, zd_db_path(db), 0, 0, "%s%s%s", doing, colon, words ? words : detail);
}

/* A file that nobody can be changing, in a folder where SQLite may not keep its own files, is read as it lies. */
static bool is_frozen(const char *path)
{
	struct zd_arena arena = {0};
	const char *slash = strrchr(path, '/');
	const char *folder = !slash          ? "."
			     : slash == path ? "/"
					     : zd_arena_strndup(&arena, path, (size_t)(slash - path));
	const char *log = zd_arena_printf(&arena, "%s-wal", path);
	bool frozen = access(path, W_OK) != 0 && access(folder, W_OK) != 0 && access(log, F_OK) != 0;
	zd_arena_free(&arena);
	return frozen;
}

/* A path as a file: URI, so that no path means anything but itself. */
static void path_uri(struct zd_str *b, const char *path, bool frozen)
{
	zd_str_add(b, path[0] == '/' ? "file://" : "file:");
	for (const char *s = path; *s; s++) {
		if (strchr("%?#", *s))
			zd_str_printf(b, "%%%02X", (unsigned)*s);
		else
			zd_str_addc(b, *s);
	}
	if (frozen)
		zd_str_add(b, "?immutable=1");
}

static int configure(sqlite3 *db, struct zd_error *err)
{
	if (sqlite3_extended_result_codes(db, 1) != SQLITE_OK ||
	    sqlite3_busy_timeout(db, BUSY_MILLISECONDS) != SQLITE_OK ||
	    sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL) != SQLITE_OK ||
	    sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, NULL) != SQLITE_OK ||
	    sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL) != SQLITE_OK)
		return zd_db_fail(db, "settings", err);
	int rc = zd_db_functions(db, err);
	return rc ? rc : zd_db_exec(db, SETTINGS, err);
}

int zd_db_open(sqlite3 **out, const char *path, enum zd_db_mode mode, struct zd_error *err)
{
	int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI;
	struct zd_str name = {0};
	switch (mode) {
	case ZD_DB_READ:
		flags |= SQLITE_OPEN_READONLY;
		path_uri(&name, path, is_frozen(path));
		break;
	case ZD_DB_WRITE:
		flags |= SQLITE_OPEN_READWRITE;
		path_uri(&name, path, false);
		break;
	case ZD_DB_CREATE:
		flags |= SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
		path_uri(&name, path, false);
		break;
	case ZD_DB_MEMORY:
		flags |= SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY;
		zd_str_add(&name, ":memory:");
		break;
	}
	sqlite3 *db = NULL;
	int rc = ZD_OK;
	if (sqlite3_open_v2(zd_str_text(&name), &db, flags, zd_guard_files()) != SQLITE_OK) {
		rc = zd_db_fail(db, NULL, err);
		if (err && mode != ZD_DB_MEMORY && !err->file[0])
			rc = zd_fail_at(err, ZD_IO, path, 0, 0, "the book cannot be opened");
	} else {
		rc = configure(db, err);
	}
	zd_str_free(&name);
	if (rc) {
		zd_db_close(db);
		db = NULL;
	}
	*out = db;
	return rc;
}

void zd_db_close(sqlite3 *db)
{
	sqlite3_close_v2(db);
}

/* Whether nothing but blanks and comments is left. */
static bool is_blank(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *s = NULL;
	bool blank = true;
	while (blank && *sql) {
		blank = sqlite3_prepare_v2(db, sql, -1, &s, &sql) == SQLITE_OK && !s;
		sqlite3_finalize(s);
	}
	return blank;
}

int zd_db_prepare(sqlite3_stmt **out, sqlite3 *db, const char *sql, struct zd_error *err)
{
	const char *tail = NULL;
	if (sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, out, &tail) != SQLITE_OK) {
		*out = NULL;
		return zd_db_fail(db, NULL, err);
	}
	if (!*out)
		return zd_fail_at(err, ZD_BUG, zd_db_path(db), 0, 0, "an empty SQL statement");
	if (!is_blank(db, tail)) {
		zd_db_finish(*out);
		*out = NULL;
		return zd_fail_at(err, ZD_BUG, zd_db_path(db), 0, 0, "more than one SQL statement: %.60s", tail);
	}
	return ZD_OK;
}

int zd_db_prepare_model(sqlite3_stmt **out, sqlite3 *db, const char *sql, struct zd_error *err)
{
	int rc = zd_db_prepare(out, db, sql, err);
	const char *words = sqlite3_errmsg(db);
	if ((rc == ZD_BUG || rc == ZD_BOOK) &&
	    (strstr(words, "no such table") || strstr(words, "no such column") || strstr(words, "has no column named")))
		return zd_fail_at(err, ZD_BOOK, zd_db_path(db), 0, 0,
				  "the book is behind the pack's model and must be brought up to it first (%s)", words);
	return rc;
}

void zd_db_finish(sqlite3_stmt *s)
{
	sqlite3_finalize(s);
}

void zd_db_reset(sqlite3_stmt *s)
{
	sqlite3_reset(s);
}

static int statement_fail(sqlite3_stmt *s, struct zd_error *err)
{
	return zd_db_fail(sqlite3_db_handle(s), NULL, err);
}

int zd_db_bind_nil(sqlite3_stmt *s, int at, struct zd_error *err)
{
	return sqlite3_bind_null(s, at) == SQLITE_OK ? ZD_OK : statement_fail(s, err);
}

int zd_db_bind_int(sqlite3_stmt *s, int at, int64_t i, struct zd_error *err)
{
	return sqlite3_bind_int64(s, at, i) == SQLITE_OK ? ZD_OK : statement_fail(s, err);
}

int zd_db_bind_number(sqlite3_stmt *s, int at, double d, struct zd_error *err)
{
	return sqlite3_bind_double(s, at, d) == SQLITE_OK ? ZD_OK : statement_fail(s, err);
}

int zd_db_bind_text(sqlite3_stmt *s, int at, const char *text, size_t len, struct zd_error *err)
{
	return sqlite3_bind_text64(s, at, text ? text : "", len, SQLITE_STATIC, SQLITE_UTF8) == SQLITE_OK
		       ? ZD_OK
		       : statement_fail(s, err);
}

int zd_db_bind_string(sqlite3_stmt *s, int at, const char *text, struct zd_error *err)
{
	return text ? zd_db_bind_text(s, at, text, strlen(text), err) : zd_db_bind_nil(s, at, err);
}

int zd_db_bind_blob(sqlite3_stmt *s, int at, const void *data, size_t size, struct zd_error *err)
{
	return sqlite3_bind_blob64(s, at, size ? data : "", size, SQLITE_STATIC) == SQLITE_OK ? ZD_OK
											      : statement_fail(s, err);
}

int zd_db_bind_value(sqlite3_stmt *s, int at, const struct zd_value *value, struct zd_error *err)
{
	switch ((enum zd_tag)value->tag) {
	case ZD_NIL:
		return zd_db_bind_nil(s, at, err);
	case ZD_BOOL:
	case ZD_INT:
		return zd_db_bind_int(s, at, value->i, err);
	case ZD_NUMBER:
		return zd_db_bind_number(s, at, value->d, err);
	case ZD_TEXT:
		return zd_db_bind_text(s, at, value->s, value->len, err);
	case ZD_LIST:
	case ZD_MAP:
		break;
	}
	return zd_fail(err, ZD_BUG, "a list or map bound to a statement");
}

int zd_db_step(sqlite3_stmt *s, bool *row, struct zd_error *err)
{
	int result = sqlite3_step(s);
	*row = result == SQLITE_ROW;
	if (*row)
		return ZD_OK;
	int rc = result == SQLITE_DONE ? ZD_OK : statement_fail(s, err);
	sqlite3_reset(s);
	return rc;
}

int zd_db_run(sqlite3_stmt *s, struct zd_error *err)
{
	bool row = true;
	int rc = ZD_OK;
	while (!rc && row)
		rc = zd_db_step(s, &row, err);
	return rc;
}

static int column_misfit(sqlite3_stmt *s, int at, const struct zd_type *type, struct zd_error *err)
{
	static const char *const found[] = {[SQLITE_INTEGER] = "an integer",
					    [SQLITE_FLOAT] = "a number",
					    [SQLITE_TEXT] = "text",
					    [SQLITE_BLOB] = "bytes",
					    [SQLITE_NULL] = "nothing"};
	return zd_fail(err, ZD_DATA, "column %s wants %s and holds %s", sqlite3_column_name(s, at),
		       zd_kind_word(type->kind), found[sqlite3_column_type(s, at)]);
}

static struct zd_value column_text(sqlite3_stmt *s, int at)
{
	const char *text = (const char *)sqlite3_column_text(s, at);
	return zd_value_text(text ? text : "", (size_t)sqlite3_column_bytes(s, at));
}

/* An integer, also where SQL arithmetic has made a whole number of it. */
static bool column_integer(sqlite3_stmt *s, int at, int found, int64_t *out)
{
	if (found == SQLITE_INTEGER) {
		*out = sqlite3_column_int64(s, at);
		return true;
	}
	double d = found == SQLITE_FLOAT ? sqlite3_column_double(s, at) : 0.5;
	if (d != floor(d) || fabs(d) > 9007199254740992.0)
		return false;
	*out = (int64_t)d;
	return true;
}

int zd_db_column(struct zd_value *out, sqlite3_stmt *s, int at, const struct zd_type *type, struct zd_error *err)
{
	int found = sqlite3_column_type(s, at);
	int64_t i;
	*out = ZD_VALUE_NIL;
	if (found == SQLITE_NULL)
		return ZD_OK;
	switch (type->kind) {
	case ZD_KIND_INT:
	case ZD_KIND_MONEY:
		if (!column_integer(s, at, found, &i))
			return column_misfit(s, at, type, err);
		*out = zd_value_int(i);
		return ZD_OK;
	case ZD_KIND_NUMBER:
	case ZD_KIND_RATE:
		if (found != SQLITE_INTEGER && found != SQLITE_FLOAT)
			return column_misfit(s, at, type, err);
		*out = zd_value_number(sqlite3_column_double(s, at));
		return isfinite(out->d) ? ZD_OK : column_misfit(s, at, type, err);
	case ZD_KIND_BOOL:
		if (!column_integer(s, at, found, &i) || (i != 0 && i != 1))
			return column_misfit(s, at, type, err);
		*out = zd_value_bool(i == 1);
		return ZD_OK;
	case ZD_KIND_REF:
		if (found == SQLITE_INTEGER) {
			*out = zd_value_int(sqlite3_column_int64(s, at));
			return ZD_OK;
		}
		break;
	case ZD_KIND_TEXT:
	case ZD_KIND_DATE:
	case ZD_KIND_DATETIME:
	case ZD_KIND_ENUM:
	case ZD_KIND_LIST:
	case ZD_KIND_MAP:
		break;
	}
	if (found != SQLITE_TEXT)
		return column_misfit(s, at, type, err);
	*out = column_text(s, at);
	return ZD_OK;
}

const char *zd_db_column_string(sqlite3_stmt *s, int at)
{
	const char *text = (const char *)sqlite3_column_text(s, at);
	return text ? text : "";
}

int zd_db_exec(sqlite3 *db, const char *sql, struct zd_error *err)
{
	return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK ? ZD_OK : zd_db_fail(db, NULL, err);
}

int zd_db_number(int64_t *out, sqlite3 *db, const char *sql, struct zd_error *err)
{
	*out = 0;
	sqlite3_stmt *s;
	int rc = zd_db_prepare(&s, db, sql, err);
	if (rc)
		return rc;
	bool row;
	rc = zd_db_step(s, &row, err);
	if (!rc && row)
		*out = sqlite3_column_int64(s, 0);
	zd_db_finish(s);
	return rc;
}

void zd_db_quote(struct zd_str *b, const char *name)
{
	zd_str_addc(b, '"');
	for (; *name; name++) {
		if (*name == '"')
			zd_str_addc(b, '"');
		zd_str_addc(b, *name);
	}
	zd_str_addc(b, '"');
}
