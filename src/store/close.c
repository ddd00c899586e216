/* Closed periods: rows that are written once, and sheets kept by their content. */
#include "store/close.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/utf8.h"
#include "store/db.h"
#include "store/rows.h"

#define COLUMNS "SELECT id, period, name, first, last, run, made_at, author, failed FROM zd_close"

static bool read_day(int32_t *out, const char *text)
{
	struct zd_date d;
	if (!zd_date_parse(text, strlen(text), &d))
		return false;
	*out = zd_date_days(d);
	return true;
}

static int read_close(struct zd_close *out, sqlite3_stmt *s, struct zd_error *err)
{
	*out = (struct zd_close){.id = sqlite3_column_int64(s, 0), .run = sqlite3_column_int64(s, 5)};
	for (int k = ZD_PERIOD_MONTH; k <= ZD_PERIOD_YEAR; k++) {
		if (strcmp(zd_period_word((enum zd_period)k), zd_db_column_string(s, 1)) == 0)
			out->period = (enum zd_period)k;
	}
	zd_utf8_copy(out->name, sizeof out->name, zd_db_column_string(s, 2));
	if (!out->period || !read_day(&out->first, zd_db_column_string(s, 3)) ||
	    !read_day(&out->last, zd_db_column_string(s, 4)))
		return zd_fail(err, ZD_BOOK, "the book is damaged: closed period %lld cannot be read",
			       (long long)out->id);
	zd_utf8_copy(out->made_at, sizeof out->made_at, zd_db_column_string(s, 6));
	zd_utf8_copy(out->author, sizeof out->author, zd_db_column_string(s, 7));
	out->failed = (uint64_t)sqlite3_column_int64(s, 8);
	return ZD_OK;
}

static void day_text(int32_t day, char out[ZD_DATE_LEN + 1])
{
	zd_date_format(zd_date_from_days(day), out);
}

/* The first row of SQL with a kind of period at ?1 and a day at ?2. */
static int first_close(struct zd_close *out, bool *found, struct zd_book *b, const char *sql, enum zd_period kind,
		       int32_t day, struct zd_error *err)
{
	sqlite3_stmt *s;
	char text[ZD_DATE_LEN + 1];
	day_text(day, text);
	*found = false;
	if (zd_db_prepare(&s, zd_book_db(b), sql, err))
		return err->code;
	int rc = zd_db_bind_string(s, 1, zd_period_word(kind), err);
	if (!rc && sqlite3_bind_parameter_count(s) > 1)
		rc = zd_db_bind_string(s, 2, text, err);
	if (!rc)
		rc = zd_db_step(s, found, err);
	if (!rc && *found)
		rc = read_close(out, s, err);
	zd_db_finish(s);
	return rc;
}

int zd_close_find(struct zd_close *out, bool *found, struct zd_book *b, enum zd_period kind, int32_t last,
		  struct zd_error *err)
{
	return first_close(out, found, b, COLUMNS " WHERE period = ?1 AND last = ?2", kind, last, err);
}

int zd_close_edge(struct zd_close *out, bool *found, struct zd_book *b, enum zd_period kind, bool latest,
		  struct zd_error *err)
{
	return first_close(out, found, b,
			   latest ? COLUMNS " WHERE period = ?1 ORDER BY last DESC LIMIT 1"
				  : COLUMNS " WHERE period = ?1 ORDER BY last LIMIT 1",
			   kind, 0, err);
}

int zd_close_before(struct zd_close **out, size_t *count, struct zd_book *b, enum zd_period kind, int32_t day, int most,
		    struct zd_arena *arena, struct zd_error *err)
{
	static const char SQL[] =
		"SELECT * FROM (" COLUMNS " WHERE period = ?1 AND last < ?2 ORDER BY last DESC LIMIT ?3)"
		" ORDER BY last";
	sqlite3_stmt *s;
	bool row = true;
	char text[ZD_DATE_LEN + 1];
	day_text(day, text);
	*count = 0;
	*out = zd_arena_alloc(arena, ((size_t)most + 1) * sizeof **out);
	if (zd_db_prepare(&s, zd_book_db(b), SQL, err))
		return err->code;
	int rc = zd_db_bind_string(s, 1, zd_period_word(kind), err);
	if (!rc)
		rc = zd_db_bind_string(s, 2, text, err);
	if (!rc)
		rc = zd_db_bind_int(s, 3, most, err);
	while (!rc && !(rc = zd_db_step(s, &row, err)) && row)
		rc = read_close(&(*out)[(*count)++], s, err);
	zd_db_finish(s);
	return rc;
}

int zd_close_put(struct zd_close *c, struct zd_book *b, struct zd_error *err)
{
	sqlite3_stmt *s;
	char first[ZD_DATE_LEN + 1], last[ZD_DATE_LEN + 1];
	day_text(c->first, first);
	day_text(c->last, last);
	if (!c->made_at[0])
		zd_datetime_now(c->made_at);
	if (zd_db_prepare(&s, zd_book_db(b),
			  "INSERT INTO zd_close (period, name, first, last, run, made_at, author, failed)"
			  " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
			  err))
		return err->code;
	bool ok = !zd_db_bind_string(s, 1, zd_period_word(c->period), err) && !zd_db_bind_string(s, 2, c->name, err) &&
		  !zd_db_bind_string(s, 3, first, err) && !zd_db_bind_string(s, 4, last, err) &&
		  !zd_db_bind_int(s, 5, c->run, err) && !zd_db_bind_string(s, 6, c->made_at, err) &&
		  !zd_db_bind_string(s, 7, c->author, err) && !zd_db_bind_int(s, 8, (int64_t)c->failed, err) &&
		  !zd_db_run(s, err);
	c->id = sqlite3_last_insert_rowid(zd_book_db(b));
	zd_db_finish(s);
	return ok ? ZD_OK : err->code;
}

/* ---- sheets ---- */

static void hash_of(const char *data, size_t size, char out[ZD_HASH_LEN + 1])
{
	struct zd_hash hash;
	zd_hash_begin(&hash);
	zd_hash_add(&hash, data, size);
	zd_hash_end(&hash, out);
}

int zd_close_put_sheet(struct zd_book *b, int64_t close, const char *report, const char *csv, size_t size,
		       uint64_t rows, struct zd_error *err)
{
	sqlite3_stmt *blob = NULL, *sheet = NULL;
	char hash[ZD_HASH_LEN + 1];
	hash_of(csv, size, hash);
	bool ok =
		!zd_db_prepare(&blob, zd_book_db(b),
			       "INSERT INTO zd_blob (hash, data) VALUES (?1, ?2) ON CONFLICT (hash) DO NOTHING", err) &&
		!zd_db_prepare(&sheet, zd_book_db(b),
			       "INSERT INTO zd_close_sheet (close, report, rows, blob) VALUES (?1, ?2, ?3, ?4)", err) &&
		!zd_db_bind_string(blob, 1, hash, err) && !zd_db_bind_blob(blob, 2, csv, size, err) &&
		!zd_db_run(blob, err) && !zd_db_bind_int(sheet, 1, close, err) &&
		!zd_db_bind_string(sheet, 2, report, err) && !zd_db_bind_int(sheet, 3, (int64_t)rows, err) &&
		!zd_db_bind_string(sheet, 4, hash, err) && !zd_db_run(sheet, err);
	zd_db_finish(blob);
	zd_db_finish(sheet);
	return ok ? ZD_OK : err->code;
}

int zd_close_sheet(const char **csv, size_t *size, struct zd_book *b, int64_t close, const char *report,
		   struct zd_arena *arena, struct zd_error *err)
{
	sqlite3_stmt *s;
	bool row = false;
	char hash[ZD_HASH_LEN + 1];
	*csv = NULL;
	*size = 0;
	if (zd_db_prepare(&s, zd_book_db(b),
			  "SELECT b.hash, b.data FROM zd_close_sheet AS s JOIN zd_blob AS b ON b.hash = s.blob"
			  " WHERE s.close = ?1 AND s.report = ?2",
			  err))
		return err->code;
	int rc = zd_db_bind_int(s, 1, close, err);
	if (!rc)
		rc = zd_db_bind_string(s, 2, report, err);
	if (!rc)
		rc = zd_db_step(s, &row, err);
	if (!rc && row) {
		const char *data = sqlite3_column_blob(s, 1);
		*size = (size_t)sqlite3_column_bytes(s, 1);
		*csv = zd_arena_strndup(arena, data ? data : "", *size);
		hash_of(*csv, *size, hash);
		if (strcmp(hash, zd_db_column_string(s, 0)) != 0)
			rc = zd_fail(err, ZD_BOOK, "the book is damaged: the frozen sheet %s is not what was frozen",
				     report);
	}
	zd_db_finish(s);
	return rc;
}

/* ---- the list ---- */

static const char LIST[] = "SELECT c.name, c.run, r.release, r.decided, c.failed,"
			   " (SELECT count(*) FROM zd_close_sheet s WHERE s.close = c.id),"
			   " (SELECT count(*) FROM zd_close_effect e WHERE e.close = c.id),"
			   " (SELECT count(*) FROM zd_adjustment a WHERE a.close = c.id), c.author, c.made_at"
			   " FROM zd_close c JOIN zd_run r ON r.id = c.run ORDER BY c.id DESC";

int zd_close_list(struct zd_book *b, struct zd_sink *sink, struct zd_error *err)
{
	static const struct zd_head heads[] = {
		{"period", "期间", {.kind = ZD_KIND_TEXT}},     {"run", "运行", {.kind = ZD_KIND_INT}},
		{"release", "发布", {.kind = ZD_KIND_INT}},     {"decided", "决定", {.kind = ZD_KIND_INT}},
		{"failed", "失败", {.kind = ZD_KIND_INT}},      {"sheets", "封存报表", {.kind = ZD_KIND_INT}},
		{"changed", "改动记录", {.kind = ZD_KIND_INT}}, {"adjustments", "调整", {.kind = ZD_KIND_INT}},
		{"author", "经办", {.kind = ZD_KIND_TEXT}},     {"made_at", "时间", {.kind = ZD_KIND_TEXT}},
	};
	sqlite3_stmt *s;
	if (zd_db_prepare(&s, zd_book_db(b), LIST, err))
		return err->code;
	int rc = zd_rows_give(sink, heads, sizeof heads / sizeof *heads, s, err);
	zd_db_finish(s);
	return rc;
}
