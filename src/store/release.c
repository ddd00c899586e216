/*
 * Releases: packs kept for ever, each file's content once. What is in the
 * files is none of this file's business; that they come back as they were is.
 */
#include "store/release.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/utf8.h"
#include "store/db.h"
#include "store/journal.h"
#include "store/standing.h"

#define COLUMNS "id, hash, published, effective, made_at, author, message"

static void hash_blob(const char *data, size_t size, char out[ZD_HASH_LEN + 1])
{
	struct zd_hash hash;
	zd_hash_begin(&hash);
	zd_hash_add(&hash, data, size);
	zd_hash_end(&hash, out);
}

/* A day as it is kept; what lies before the calendar is its first day ("from the beginning"). */
static int format_day(int32_t day, char out[ZD_DATE_LEN + 1], struct zd_error *err)
{
	const struct zd_date first = {1, 1, 1};
	struct zd_date date = day < zd_date_days(first) ? first : zd_date_from_days(day);
	if (!zd_date_ok(date))
		return zd_fail(err, ZD_USAGE, "the effective date is beyond the year 9999");
	zd_date_format(date, out);
	return ZD_OK;
}

static void read_release(struct zd_release *out, sqlite3_stmt *s)
{
	struct zd_date date;
	*out = (struct zd_release){.id = sqlite3_column_int64(s, 0), .published = sqlite3_column_int64(s, 2) == 1};
	zd_utf8_copy(out->hash, sizeof out->hash, zd_db_column_string(s, 1));
	const char *effective = zd_db_column_string(s, 3);
	if (zd_date_parse(effective, strlen(effective), &date))
		out->effective = zd_date_days(date);
	zd_utf8_copy(out->made_at, sizeof out->made_at, zd_db_column_string(s, 4));
	zd_utf8_copy(out->author, sizeof out->author, zd_db_column_string(s, 5));
	zd_utf8_copy(out->message, sizeof out->message, zd_db_column_string(s, 6));
}

/* The release of a statement's first row. */
static int first_release(struct zd_release *out, bool *found, sqlite3_stmt *s, struct zd_error *err)
{
	int rc = zd_db_step(s, found, err);
	if (!rc && *found)
		read_release(out, s);
	return rc;
}

/* The latest release with this content, a published one before a draft. */
static int find_same(struct zd_book *b, const char *hash, struct zd_release *out, bool *found, struct zd_error *err)
{
	sqlite3_stmt *s;
	int rc = zd_db_prepare(
		&s, zd_book_db(b),
		"SELECT " COLUMNS " FROM zd_release WHERE hash = ?1 ORDER BY published DESC, id DESC LIMIT 1", err);
	if (!rc)
		rc = zd_db_bind_string(s, 1, hash, err);
	if (!rc)
		rc = first_release(out, found, s, err);
	zd_db_finish(s);
	return rc;
}

static int put_row(struct zd_book *b, const struct zd_release *r, const char *effective, const char *author,
		   const char *message, int64_t *id, struct zd_error *err)
{
	sqlite3_stmt *s;
	int rc = zd_db_prepare(&s, zd_book_db(b),
			       "INSERT INTO zd_release (hash, published, effective, made_at, author, message)"
			       " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
			       err);
	if (!rc)
		rc = zd_db_bind_string(s, 1, r->hash, err);
	if (!rc)
		rc = zd_db_bind_int(s, 2, r->published, err);
	if (!rc)
		rc = zd_db_bind_string(s, 3, effective, err);
	if (!rc)
		rc = zd_db_bind_string(s, 4, r->made_at, err);
	if (!rc)
		rc = zd_db_bind_string(s, 5, author ? author : "", err);
	if (!rc)
		rc = zd_db_bind_string(s, 6, message ? message : "", err);
	if (!rc)
		rc = zd_db_run(s, err);
	*id = sqlite3_last_insert_rowid(zd_book_db(b));
	zd_db_finish(s);
	return rc;
}

static int put_file(sqlite3_stmt *blob, sqlite3_stmt *file, int64_t release, const struct zd_pack_file *f,
		    struct zd_error *err)
{
	char hash[ZD_HASH_LEN + 1];
	hash_blob(f->data, f->size, hash);
	int rc = zd_db_bind_string(blob, 1, hash, err);
	if (!rc)
		rc = zd_db_bind_blob(blob, 2, f->data, f->size, err);
	if (!rc)
		rc = zd_db_run(blob, err);
	if (!rc)
		rc = zd_db_bind_int(file, 1, release, err);
	if (!rc)
		rc = zd_db_bind_string(file, 2, f->path, err);
	if (!rc)
		rc = zd_db_bind_string(file, 3, hash, err);
	return rc ? rc : zd_db_run(file, err);
}

static int put_files(struct zd_book *b, int64_t release, const struct zd_pack *pack, struct zd_error *err)
{
	sqlite3_stmt *blob = NULL, *file = NULL;
	int rc = zd_db_prepare(&blob, zd_book_db(b),
			       "INSERT INTO zd_blob (hash, data) VALUES (?1, ?2) ON CONFLICT (hash) DO NOTHING", err);
	if (!rc)
		rc = zd_db_prepare(&file, zd_book_db(b),
				   "INSERT INTO zd_release_file (release, path, blob) VALUES (?1, ?2, ?3)", err);
	for (size_t i = 0; !rc && i < pack->file_count; i++)
		rc = put_file(blob, file, release, &pack->files[i], err);
	zd_db_finish(blob);
	zd_db_finish(file);
	return rc;
}

int zd_release_put(struct zd_book *b, const struct zd_pack *pack, bool published, int32_t effective, const char *author,
		   const char *message, struct zd_release *out, struct zd_error *err)
{
	bool found = false;
	char day[ZD_DATE_LEN + 1];
	struct zd_release made = {.published = published};
	zd_pack_hash(pack->files, pack->file_count, made.hash);
	if (strcmp(made.hash, pack->hash) != 0)
		return zd_fail(err, ZD_BUG, "the pack's hash is not that of its files");
	int rc = published ? format_day(effective, day, err) : find_same(b, pack->hash, out, &found, err);
	if (rc || found)
		return rc;
	char now[ZD_DATETIME_LEN + 1];
	zd_datetime_now(now);
	zd_utf8_copy(made.made_at, sizeof made.made_at, now);
	int64_t id;
	rc = put_row(b, &made, published ? day : NULL, author, message, &id, err);
	if (!rc)
		rc = put_files(b, id, pack, err);
	if (!rc)
		rc = zd_journal_add(b, ZD_ENTRY_RELEASE, id, err);
	return rc ? rc : zd_release_get(b, id, out, err);
}

int zd_release_at(struct zd_book *b, int32_t day, struct zd_release *out, struct zd_error *err)
{
	sqlite3_stmt *s = NULL;
	bool found = false;
	char text[ZD_DATE_LEN + 1];
	int rc = format_day(day, text, err);
	if (!rc)
		rc = zd_db_prepare(&s, zd_book_db(b),
				   "SELECT " COLUMNS " FROM zd_release AS r WHERE published AND effective <= ?1"
				   " AND " ZD_RELEASE_HOLDS " ORDER BY effective DESC, id DESC LIMIT 1",
				   err);
	if (!rc)
		rc = zd_db_bind_string(s, 1, text, err);
	if (!rc)
		rc = first_release(out, &found, s, err);
	zd_db_finish(s);
	return rc || found ? rc : zd_fail(err, ZD_NOT_FOUND, "no release is in force on %s", text);
}

int zd_release_get(struct zd_book *b, int64_t id, struct zd_release *out, struct zd_error *err)
{
	sqlite3_stmt *s;
	bool found = false;
	int rc = zd_db_prepare(&s, zd_book_db(b), "SELECT " COLUMNS " FROM zd_release WHERE id = ?1", err);
	if (!rc)
		rc = zd_db_bind_int(s, 1, id, err);
	if (!rc)
		rc = first_release(out, &found, s, err);
	zd_db_finish(s);
	return rc || found ? rc : zd_fail(err, ZD_NOT_FOUND, "there is no release %lld", (long long)id);
}

static int altered(struct zd_book *b, int64_t id, const char *what, struct zd_error *err)
{
	return zd_fail_at(err, ZD_BOOK, zd_book_path(b), 0, 0, "release %lld is not what it was: %s", (long long)id,
			  what);
}

/* One file of a row (path, hash of the content, content), its content checked. */
static int read_file(struct zd_pack_file *out, struct zd_book *b, int64_t id, sqlite3_stmt *s, struct zd_arena *arena,
		     struct zd_error *err)
{
	char hash[ZD_HASH_LEN + 1];
	const char *data = sqlite3_column_blob(s, 2);
	size_t size = (size_t)sqlite3_column_bytes(s, 2);
	*out = (struct zd_pack_file){.path = zd_arena_strdup(arena, zd_db_column_string(s, 0)),
				     .data = zd_arena_strndup(arena, data ? data : "", size),
				     .size = size};
	hash_blob(out->data, size, hash);
	return strcmp(hash, zd_db_column_string(s, 1)) == 0 ? ZD_OK : altered(b, id, out->path, err);
}

int zd_release_files(struct zd_book *b, int64_t id, struct zd_pack_file **files, size_t *count, struct zd_arena *arena,
		     struct zd_error *err)
{
	struct zd_release release;
	struct zd_pack_file *list = NULL;
	size_t cap = 0;
	sqlite3_stmt *s = NULL;
	char hash[ZD_HASH_LEN + 1];
	*count = 0;
	int rc = zd_release_get(b, id, &release, err);
	if (!rc)
		rc = zd_db_prepare(&s, zd_book_db(b),
				   "SELECT f.path, f.blob, b.data FROM zd_release_file AS f"
				   " LEFT JOIN zd_blob AS b ON b.hash = f.blob WHERE f.release = ?1 ORDER BY f.path",
				   err);
	if (!rc)
		rc = zd_db_bind_int(s, 1, id, err);
	while (!rc) {
		bool row;
		rc = zd_db_step(s, &row, err);
		if (rc || !row)
			break;
		ZD_GROW(list, *count, cap);
		rc = read_file(&list[(*count)++], b, id, s, arena, err);
	}
	zd_db_finish(s);
	if (!rc) {
		zd_pack_hash(list, *count, hash);
		if (strcmp(hash, release.hash) != 0)
			rc = altered(b, id, "files are missing or added", err);
	}
	*files = rc ? NULL : zd_arena_memdup(arena, list, *count * sizeof *list);
	free(list);
	return rc;
}
