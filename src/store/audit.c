/*
 * The audit of the journal: its chain, the rows that entries speak about,
 * rows without an entry, and the contents of releases' files. The runs'
 * inputs and outcomes are auditrun.c's.
 */
#include "store/audit.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "store/db.h"
#include "store/journal.h"
#include "store/reading.h"

static const char ENTRIES[] = "SELECT id, kind, ref, digest, hash FROM zd_entry ORDER BY id";
static const char HAS_ENTRY[] = "SELECT 1 FROM zd_entry WHERE kind = ?1 AND ref = ?2";
static const char BLOBS[] = "SELECT hash, data FROM zd_blob";
static const char FIRST_SINCE[] = "SELECT coalesce(min(id), 0) FROM zd_run WHERE made_at >= ?1";
static const char ROWS_DUE[] =
	"SELECT h.table_name, sum(s.rows) FROM zd_stage AS s JOIN zd_shape AS h ON h.id = s.shape"
	" GROUP BY h.id ORDER BY h.id";

int zd_audit_tell(struct zd_auditing *a, const char *what, int64_t run, struct zd_error *err, const char *where, ...)
{
	char text[512];
	va_list ap;
	va_start(ap, where);
	vsnprintf(text, sizeof text, where, ap);
	va_end(ap);
	a->out->troubles++;
	return a->scope->tell(a->scope->context, text, what, run, err);
}

int zd_audit_first_run(struct zd_reader *r, const char *day, int64_t *run, struct zd_error *err)
{
	sqlite3_stmt *s;
	bool row = false;
	*run = 0;
	int rc = zd_reader_prepare(&s, r, FIRST_SINCE, err);
	if (!rc)
		rc = zd_db_bind_string(s, 1, day, err);
	if (!rc)
		rc = zd_reader_step(r, s, &row, err);
	if (!rc && row)
		*run = sqlite3_column_int64(s, 0);
	sqlite3_finalize(s);
	return rc;
}

/* ---- entries ---- */

struct entry {
	int64_t id, ref;
	char kind[32];
	char digest[ZD_HASH_LEN + 1], hash[ZD_HASH_LEN + 1];
};

static void read_entry(struct entry *e, sqlite3_stmt *s)
{
	e->id = sqlite3_column_int64(s, 0);
	snprintf(e->kind, sizeof e->kind, "%s", zd_db_column_string(s, 1));
	e->ref = sqlite3_column_int64(s, 2);
	snprintf(e->digest, sizeof e->digest, "%s", zd_db_column_string(s, 3));
	snprintf(e->hash, sizeof e->hash, "%s", zd_db_column_string(s, 4));
}

/* The entry's place in the chain. */
static int check_link(struct zd_auditing *a, const struct entry *e, const char *before, struct zd_error *err)
{
	char hash[ZD_HASH_LEN + 1];
	long long id = e->id;
	if (e->id != a->out->head + 1 &&
	    zd_audit_tell(a, "entries are missing before it, or were put in another order", 0, err, "entry %lld", id))
		return err->code;
	zd_journal_hash(hash, before, e->id, e->kind, e->ref, e->digest);
	if (e->id == a->out->head + 1 && strcmp(hash, e->hash) != 0)
		return zd_audit_tell(a, "the chain is broken here: this entry or one before it was changed", 0, err,
				     "entry %lld (%s %lld)", id, e->kind, (long long)e->ref);
	return ZD_OK;
}

/* The rows that it speaks about. */
static int check_rows(struct zd_auditing *a, const struct entry *e, enum zd_entry_kind kind, struct zd_error *err)
{
	char digest[ZD_HASH_LEN + 1];
	size_t rows;
	int64_t run = kind == ZD_ENTRY_RUN ? e->ref : 0;
	if (zd_journal_digest(digest, &rows, a->reader->guard.db, kind, e->ref, err))
		return err->code;
	if (strcmp(digest, e->digest) == 0)
		return ZD_OK;
	return zd_audit_tell(a, rows ? "it was changed after it was recorded" : "it was removed", rows ? run : 0, err,
			     "%s %lld (entry %lld)", e->kind, (long long)e->ref, (long long)e->id);
}

static int check_entry(struct zd_auditing *a, const struct entry *e, struct zd_error *err)
{
	enum zd_entry_kind kind;
	if (!zd_entry_kind_of(e->kind, &kind))
		return zd_audit_tell(a, "this kind of entry is not known", 0, err, "entry %lld (%s)", (long long)e->id,
				     e->kind);
	if (kind == ZD_ENTRY_RUN && e->ref < a->scope->since_run)
		return ZD_OK;
	a->out->entries++;
	if (check_rows(a, e, kind, err))
		return err->code;
	return kind == ZD_ENTRY_RUN ? zd_audit_run(a, e->ref, err) : ZD_OK;
}

/* A head that was noted elsewhere: what came before it cannot have been cut off and written anew. */
static int check_head(struct zd_auditing *a, const struct entry *e, bool *met, struct zd_error *err)
{
	const struct zd_audit_scope *s = a->scope;
	if (!s->head_entry || e->id != s->head_entry)
		return ZD_OK;
	*met = true;
	if (strncmp(e->hash, s->head_hash, strlen(s->head_hash)) == 0)
		return ZD_OK;
	return zd_audit_tell(a, "its hash is not the one that was noted: the journal was written anew", 0, err,
			     "entry %lld", (long long)e->id);
}

static int check_entries(struct zd_auditing *a, struct zd_error *err)
{
	sqlite3_stmt *s;
	bool row = true, met = false;
	struct entry e;
	int rc = zd_reader_prepare(&s, a->reader, ENTRIES, err);
	zd_journal_seed(a->out->head_hash);
	while (!rc && !(rc = zd_reader_step(a->reader, s, &row, err)) && row) {
		read_entry(&e, s);
		rc = check_link(a, &e, a->out->head_hash, err);
		a->out->head = e.id;
		memcpy(a->out->head_hash, e.hash, sizeof e.hash);
		if (!rc)
			rc = check_head(a, &e, &met, err);
		if (!rc)
			rc = check_entry(a, &e, err);
	}
	sqlite3_finalize(s);
	if (!rc && a->scope->head_entry && !met)
		rc = zd_audit_tell(a, "this entry was noted, and the journal ends before it", 0, err, "entry %lld",
				   (long long)a->scope->head_entry);
	return rc;
}

/* ---- what has no entry ---- */

static int has_entry(struct zd_auditing *a, sqlite3_stmt *look, const char *kind, int64_t ref, bool *found,
		     struct zd_error *err)
{
	int rc = zd_db_bind_string(look, 1, kind, err);
	if (!rc)
		rc = zd_db_bind_int(look, 2, ref, err);
	if (!rc)
		rc = zd_reader_step(a->reader, look, found, err);
	sqlite3_reset(look);
	return rc;
}

static int check_refs(struct zd_auditing *a, enum zd_entry_kind kind, struct zd_error *err)
{
	sqlite3_stmt *refs = NULL, *look = NULL;
	bool row = true, found = false;
	const char *word = zd_entry_kind_word(kind);
	int rc = zd_reader_prepare(&refs, a->reader, zd_journal_refs(kind), err);
	if (!rc)
		rc = zd_reader_prepare(&look, a->reader, HAS_ENTRY, err);
	while (!rc && !(rc = zd_reader_step(a->reader, refs, &row, err)) && row) {
		int64_t ref = sqlite3_column_int64(refs, 0);
		rc = has_entry(a, look, word, ref, &found, err);
		if (!rc && !found)
			rc = zd_audit_tell(a, "it was put there: the journal has no entry of it", 0, err, "%s %lld",
					   word, (long long)ref);
	}
	sqlite3_finalize(refs);
	sqlite3_finalize(look);
	return rc;
}

/* ---- what entries speak about only by a hash or a count ---- */

static int check_blobs(struct zd_auditing *a, struct zd_error *err)
{
	sqlite3_stmt *s;
	bool row = true;
	int rc = zd_reader_prepare(&s, a->reader, BLOBS, err);
	while (!rc && !(rc = zd_reader_step(a->reader, s, &row, err)) && row) {
		struct zd_hash hash;
		char is[ZD_HASH_LEN + 1];
		const void *data = sqlite3_column_blob(s, 1);
		zd_hash_begin(&hash);
		zd_hash_add(&hash, data, (size_t)sqlite3_column_bytes(s, 1));
		zd_hash_end(&hash, is);
		const char *named = zd_db_column_string(s, 0);
		if (strcmp(is, named) != 0)
			rc = zd_audit_tell(a, "the content of a file was changed", 0, err, "blob %.12s…", named);
	}
	sqlite3_finalize(s);
	return rc;
}

/* Files of releases and frozen sheets that have no content. */
static int check_missing_blobs(struct zd_auditing *a, struct zd_error *err)
{
	static const char *const WHOSE[][2] = {
		{"release", "SELECT release, path FROM zd_release_file"
			    " WHERE blob NOT IN (SELECT hash FROM zd_blob) ORDER BY release, path"},
		{"close", "SELECT close, report FROM zd_close_sheet"
			  " WHERE blob NOT IN (SELECT hash FROM zd_blob) ORDER BY close, report"},
	};
	int rc = ZD_OK;
	for (size_t i = 0; i < sizeof WHOSE / sizeof *WHOSE && !rc; i++) {
		sqlite3_stmt *s;
		bool row = true;
		rc = zd_reader_prepare(&s, a->reader, WHOSE[i][1], err);
		while (!rc && !(rc = zd_reader_step(a->reader, s, &row, err)) && row)
			rc = zd_audit_tell(a, "its content was removed", 0, err, "%s %lld, %s", WHOSE[i][0],
					   (long long)sqlite3_column_int64(s, 0), zd_db_column_string(s, 1));
		sqlite3_finalize(s);
	}
	return rc;
}

static int count_rows(struct zd_auditing *a, const char *table, int64_t *count, struct zd_error *err)
{
	struct zd_str sql = {0};
	sqlite3_stmt *s = NULL;
	bool row = false;
	zd_str_add(&sql, "SELECT count(*) FROM ");
	zd_db_quote(&sql, table);
	int rc = zd_reader_prepare(&s, a->reader, zd_str_text(&sql), err);
	if (!rc)
		rc = zd_reader_step(a->reader, s, &row, err);
	*count = !rc && row ? sqlite3_column_int64(s, 0) : 0;
	sqlite3_finalize(s);
	zd_str_free(&sql);
	return rc;
}

/* Rows of outcomes that belong to no run. */
static int check_strangers(struct zd_auditing *a, struct zd_error *err)
{
	sqlite3_stmt *s;
	bool row = true;
	int rc = zd_reader_prepare(&s, a->reader, ROWS_DUE, err);
	while (!rc && !(rc = zd_reader_step(a->reader, s, &row, err)) && row) {
		int64_t count, due = sqlite3_column_int64(s, 1);
		rc = count_rows(a, zd_db_column_string(s, 0), &count, err);
		if (!rc && count > due)
			rc = zd_audit_tell(a, "it has more rows than the runs recorded", 0, err, "table %s",
					   zd_db_column_string(s, 0));
	}
	sqlite3_finalize(s);
	return rc;
}

int zd_audit_book(const char *path, const struct zd_audit_scope *scope, struct zd_audited *out, struct zd_error *err)
{
	struct zd_auditing a = {.path = path, .scope = scope, .out = out};
	*out = (struct zd_audited){0};
	int rc = zd_reader_open(&a.reader, path, err);
	if (!rc)
		rc = check_entries(&a, err);
	for (int k = 0; k < ZD_ENTRY_KIND_COUNT && !rc; k++)
		rc = check_refs(&a, (enum zd_entry_kind)k, err);
	if (!rc && !scope->since_run)
		rc = check_blobs(&a, err);
	if (!rc)
		rc = check_missing_blobs(&a, err);
	if (!rc && !scope->since_run)
		rc = check_strangers(&a, err);
	zd_reader_close(a.reader);
	return rc;
}
