/*
 * The book's life: making, opening, upgrading, transactions, checking,
 * copying. A new file comes to its name only when it is whole. What is in
 * the tables is left to the other files of this folder.
 */
#include "store/book.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "store/db.h"
#include "store/journal.h"
#include "store/schema.h"
#include "store/secret.h"

/* "zdbk" in the file's header says that a SQLite file is a book. */
#define APPLICATION_ID INT64_C(0x7a64626b)
/* The first version of the schema that has a journal. */
#define WITH_JOURNAL 2

struct zd_book {
	sqlite3 *db;
	char *path;
	bool write;
	bool distrusted;
	int resting;                /* how many have let SQLite's checks rest */
	struct zd_secrets *secrets; /* made when they are first asked for */
};

sqlite3 *zd_book_db(struct zd_book *b)
{
	return b->db;
}

const char *zd_book_path(const struct zd_book *b)
{
	return b->path;
}

struct zd_secrets **zd_book_secrets(struct zd_book *b)
{
	return &b->secrets;
}

static void set_checks(struct zd_book *b, bool on)
{
	sqlite3_db_config(b->db, SQLITE_DBCONFIG_ENABLE_FKEY, on ? 1 : 0, NULL);
	zd_db_exec(b->db, on ? "PRAGMA ignore_check_constraints = OFF" : "PRAGMA ignore_check_constraints = ON", NULL);
}

void zd_book_checks_rest(struct zd_book *b)
{
	if (b->resting++ == 0)
		set_checks(b, false);
}

void zd_book_checks_resume(struct zd_book *b)
{
	if (--b->resting == 0)
		set_checks(b, true);
}

void zd_book_distrust(struct zd_book *b)
{
	b->distrusted = true;
}

/* Runs the schema's files that the book lacks, in one transaction. */
static int upgrade(sqlite3 *db, int64_t version, struct zd_error *err)
{
	int rc = zd_db_exec(db, "BEGIN IMMEDIATE", err);
	if (rc)
		return rc;
	/* Somebody else may have done it while this one waited. */
	rc = zd_db_number(&version, db, "PRAGMA user_version", err);
	for (size_t i = (size_t)version; !rc && i < zd_schema_count; i++)
		rc = zd_db_exec(db, zd_schema[i], err);
	if (!rc && version < WITH_JOURNAL)
		rc = zd_journal_adopt(db, err);
	if (!rc) {
		struct zd_str sql = {0};
		zd_str_printf(&sql, "PRAGMA application_id = %lld; PRAGMA user_version = %zu; COMMIT",
			      (long long)APPLICATION_ID, zd_schema_count);
		rc = zd_db_exec(db, zd_str_text(&sql), err);
		zd_str_free(&sql);
	}
	if (rc)
		zd_db_exec(db, "ROLLBACK", NULL);
	return rc;
}

static int same_file_exists(const char *path, struct zd_error *err)
{
	return zd_fail_at(err, ZD_USAGE, path, 0, 0, "this file exists already; it is left as it is");
}

/* A name beside `path` that is free; the file is made, so that it stays ours. */
static int draft_new(char **out, const char *path, struct zd_error *err)
{
	struct zd_str name = {0};
	struct stat st;
	if (lstat(path, &st) == 0)
		return same_file_exists(path, err);
	zd_str_printf(&name, "%s.new-%ld", path, (long)getpid());
	int fd = open(zd_str_text(&name), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	if (fd < 0) {
		zd_str_free(&name);
		return zd_fail_at(err, ZD_IO, path, 0, 0, "no file can be made there: %s", strerror(errno));
	}
	close(fd);
	*out = zd_str_take(&name);
	return ZD_OK;
}

/* Gives a draft its name, which must be free. */
static int draft_publish(const char *draft, const char *path, struct zd_error *err)
{
	if (link(draft, path) == 0) {
		unlink(draft);
		return ZD_OK;
	}
	if (errno == EEXIST)
		return same_file_exists(path, err);
	/* A file system without links. */
	if (access(path, F_OK) == 0)
		return same_file_exists(path, err);
	if (rename(draft, path) != 0)
		return zd_fail_at(err, ZD_IO, path, 0, 0, "cannot be given its name: %s", strerror(errno));
	return ZD_OK;
}

/* Removes a draft that came to nothing, with what SQLite keeps beside it. */
static void draft_free(char *draft)
{
	static const char *const endings[] = {"", "-journal", "-wal", "-shm"};
	for (size_t i = 0; draft && i < sizeof endings / sizeof *endings; i++) {
		struct zd_str name = {0};
		zd_str_add(&name, draft);
		zd_str_add(&name, endings[i]);
		unlink(zd_str_text(&name));
		zd_str_free(&name);
	}
	free(draft);
}

int zd_book_create(struct zd_book **out, const char *path, struct zd_error *err)
{
	sqlite3 *db = NULL;
	char *draft = NULL;
	*out = NULL;
	int rc = draft_new(&draft, path, err);
	if (rc)
		return rc;
	rc = zd_db_open(&db, draft, ZD_DB_CREATE, err);
	if (rc)
		goto out;
	rc = zd_db_exec(db, "PRAGMA page_size = 16384", err); /* runs are appended: fewer, larger writes */
	if (!rc)
		rc = upgrade(db, 0, err);
	if (!rc)
		rc = zd_db_exec(db, "PRAGMA journal_mode = WAL", err);
	zd_db_close(db);
	if (!rc)
		rc = draft_publish(draft, path, err);
out:
	draft_free(draft);
	return rc ? rc : zd_book_open(out, path, true, err);
}

/* Whether a file is a book, and of which version. */
static int identify(sqlite3 *db, const char *path, int64_t *version, struct zd_error *err)
{
	int64_t application;
	int rc = zd_db_number(&application, db, "PRAGMA application_id", err);
	if (!rc)
		rc = zd_db_number(version, db, "PRAGMA user_version", err);
	if (rc)
		return rc;
	if (application != APPLICATION_ID)
		return zd_fail_at(err, ZD_BOOK, path, 0, 0,
				  "this is an SQLite database of another program and no book");
	if (*version < 1)
		return zd_fail_at(err, ZD_BOOK, path, 0, 0, "the book is damaged: it has no version");
	if (*version > (int64_t)zd_schema_count)
		return zd_fail_at(
			err, ZD_BOOK, path, 0, 0,
			"the book was made by a newer zhidu: it has version %lld, this program knows up to %zu",
			(long long)*version, zd_schema_count);
	return ZD_OK;
}

static int prepare_writing(sqlite3 *db, const char *path, int64_t version, struct zd_error *err)
{
	if (sqlite3_db_readonly(db, "main") == 1)
		return zd_fail_at(err, ZD_IO, path, 0, 0, "the book may not be written to: the file is read-only");
	int rc = zd_db_exec(db,
			    "PRAGMA journal_mode = WAL;"
			    "PRAGMA journal_size_limit = 67108864;"
			    "PRAGMA cache_size = -8192", /* appending a run needs little; import.c asks for more */
			    err);
	if (!rc && version < (int64_t)zd_schema_count)
		rc = upgrade(db, version, err);
	return rc;
}

int zd_book_open(struct zd_book **out, const char *path, bool write, struct zd_error *err)
{
	struct stat st;
	sqlite3 *db;
	int64_t version = 0;
	*out = NULL;
	if (stat(path, &st) != 0)
		return errno == ENOENT || errno == ENOTDIR
			       ? zd_fail_at(err, ZD_BOOK, path, 0, 0, "there is no book here; `zhidu init` makes one")
			       : zd_fail_at(err, ZD_IO, path, 0, 0, "the book cannot be reached: %s", strerror(errno));
	if (!S_ISREG(st.st_mode))
		return zd_fail_at(err, ZD_BOOK, path, 0, 0, "this is not a file, and no book");
	if (st.st_size == 0)
		return zd_fail_at(err, ZD_BOOK, path, 0, 0, "this file is empty and no book");
	int rc = zd_db_open(&db, path, write ? ZD_DB_WRITE : ZD_DB_READ, err);
	if (rc)
		return rc;
	rc = identify(db, path, &version, err);
	if (!rc && write)
		rc = prepare_writing(db, path, version, err);
	else if (!rc && version < (int64_t)zd_schema_count)
		rc = zd_fail_at(err, ZD_BOOK, path, 0, 0,
				"the book has the older version %lld; the next command that writes brings it up",
				(long long)version);
	if (rc) {
		zd_db_close(db);
		return rc;
	}
	struct zd_book *b = zd_alloc(sizeof *b);
	*b = (struct zd_book){.db = db, .path = zd_strdup(path), .write = write};
	*out = b;
	return ZD_OK;
}

void zd_book_close(struct zd_book *b)
{
	if (!b)
		return;
	zd_book_rollback(b);
	zd_db_close(b->db);
	zd_secrets_free(b->secrets);
	free(b->path);
	free(b);
}

int zd_book_begin(struct zd_book *b, struct zd_error *err)
{
	if (!b->write)
		return zd_fail_at(err, ZD_BUG, b->path, 0, 0, "a write to a book that was opened for reading");
	return zd_db_exec(b->db, "BEGIN IMMEDIATE", err);
}

int zd_book_commit(struct zd_book *b, struct zd_error *err)
{
	if (b->distrusted)
		return zd_fail_at(err, ZD_BUG, b->path, 0, 0, "a commit after a write that was given up");
	/* After a full disk SQLite has rolled back by itself: nothing may pass for done. */
	if (sqlite3_get_autocommit(b->db))
		return zd_fail_at(err, ZD_IO, b->path, 0, 0,
				  "the write was given up before its end; nothing was changed");
	return zd_db_exec(b->db, "COMMIT", err);
}

void zd_book_rollback(struct zd_book *b)
{
	if (!sqlite3_get_autocommit(b->db))
		zd_db_exec(b->db, "ROLLBACK", NULL);
	b->distrusted = false;
}

static int check_pages(struct zd_book *b, struct zd_error *err)
{
	sqlite3_stmt *s;
	bool row = false;
	int rc = zd_db_prepare(&s, b->db, "PRAGMA integrity_check(1)", err);
	if (rc)
		return rc;
	rc = zd_db_step(s, &row, err);
	if (!rc && row && strcmp(zd_db_column_string(s, 0), "ok") != 0)
		rc = zd_fail_at(err, ZD_BOOK, b->path, 0, 0, "the book is damaged: %s", zd_db_column_string(s, 0));
	zd_db_finish(s);
	return rc;
}

static int check_references(struct zd_book *b, struct zd_error *err)
{
	sqlite3_stmt *s;
	bool row = false;
	int rc = zd_db_prepare(&s, b->db,
			       "SELECT v.\"table\", v.parent, k.\"from\", count(*)"
			       " FROM pragma_foreign_key_check AS v"
			       " JOIN pragma_foreign_key_list(v.\"table\") AS k ON k.id = v.fkid"
			       " GROUP BY 1, 2, 3 LIMIT 1",
			       err);
	if (rc)
		return rc;
	rc = zd_db_step(s, &row, err);
	if (!rc && row)
		rc = zd_fail_at(err, ZD_BOOK, b->path, 0, 0,
				"%lld records of %s refer by %s to a %s that does not exist",
				(long long)sqlite3_column_int64(s, 3), zd_db_column_string(s, 0),
				zd_db_column_string(s, 2), zd_db_column_string(s, 1));
	zd_db_finish(s);
	return rc;
}

int zd_book_check(struct zd_book *b, struct zd_error *err)
{
	int rc = check_pages(b, err);
	return rc ? rc : check_references(b, err);
}

/* Copies all pages of one connection's last committed state. */
static int copy_pages(sqlite3 *to, sqlite3 *from, struct zd_error *err)
{
	sqlite3_backup *copy = sqlite3_backup_init(to, "main", from, "main");
	if (!copy)
		return zd_db_fail(to, NULL, err);
	sqlite3_backup_step(copy, -1);
	return sqlite3_backup_finish(copy) == SQLITE_OK ? ZD_OK : zd_db_fail(to, NULL, err);
}

int zd_book_backup(struct zd_book *b, const char *to, struct zd_error *err)
{
	sqlite3 *source = NULL, *target = NULL;
	char *draft = NULL;
	int rc = draft_new(&draft, to, err);
	if (rc)
		return rc;
	/* A connection of its own sees what is committed, not what the book is in the middle of. */
	rc = zd_db_open(&source, b->path, ZD_DB_READ, err);
	if (!rc)
		rc = zd_db_open(&target, draft, ZD_DB_CREATE, err);
	if (!rc)
		rc = copy_pages(target, source, err);
	zd_db_close(target);
	zd_db_close(source);
	if (!rc)
		rc = draft_publish(draft, to, err);
	draft_free(draft);
	return rc ? zd_fail_context(err, "backup") : ZD_OK;
}
