/*
 * The journal. A kind's rows are given by SQL with every column named, so
 * that a column added later does not change the digests on record; the last
 * statement of a kind is the one that must give a row.
 */
#include "store/journal.h"

#include <stdio.h>
#include <string.h>

#include "store/db.h"
#include "store/rowbytes.h"

#define MOST_PARTS 4

struct covered {
	const char *refs;              /* the refs on record, in order */
	const char *parts[MOST_PARTS]; /* the rows of ?1; the first must give one */
};

static const struct covered COVERED[ZD_ENTRY_KIND_COUNT] = {
	[ZD_ENTRY_RELEASE] = {"SELECT id FROM zd_release ORDER BY id",
			      {"SELECT id, hash, published, effective, made_at, author, message"
			       " FROM zd_release WHERE id = ?1",
			       "SELECT path, blob FROM zd_release_file WHERE release = ?1 ORDER BY path"}},
	[ZD_ENTRY_RUN] = {"SELECT id FROM zd_run ORDER BY id",
			  {"SELECT id, release, as_of, period, branch, made_at, author, policies, params, decided,"
			   " left_out, failed FROM zd_run WHERE id = ?1",
			   "SELECT s.stage, s.entity, s.rows, s.digest, s.form, h.table_name, h.columns"
			   " FROM zd_stage AS s JOIN zd_shape AS h ON h.id = s.shape WHERE s.run = ?1 ORDER BY s.stage",
			   "SELECT stage, ordinal, subject, policy, field, code, message"
			   " FROM zd_failure WHERE run = ?1 ORDER BY stage, ordinal, policy"}},
	[ZD_ENTRY_PUBLICATION] =
		{"SELECT release FROM zd_impact ORDER BY release",
		 {"SELECT release, base, as_of, summary, detail, data FROM zd_impact WHERE release = ?1",
		  "SELECT kind, of, signer, signed FROM zd_release_source WHERE release = ?1",
		  "SELECT role, why FROM zd_proposal WHERE release = ?1"}},
	[ZD_ENTRY_VERDICT] =
		{"SELECT release FROM zd_verdict ORDER BY release",
		 {"SELECT release, approved, made_at, author, message FROM zd_verdict WHERE release = ?1"}},
	[ZD_ENTRY_TRUST] = {"SELECT id FROM zd_trust ORDER BY id",
			    {"SELECT id, key, trusted, branch, made_at, author, message FROM zd_trust WHERE id = ?1"}},
	[ZD_ENTRY_APPROVAL] =
		{"SELECT id FROM zd_sign ORDER BY id",
		 {"SELECT id, item, verdict, login, person, role, day, made_at, why, sets, hash"
		  " FROM zd_sign WHERE id = ?1",
		  "SELECT i.id, i.policy, i.subject, i.period, i.asks, i.role, i.branch, i.applicant,"
		  " i.decision, i.hash, i.run FROM zd_sign s JOIN zd_item i ON i.id = s.item WHERE s.id = ?1"}},
	[ZD_ENTRY_CLOSE] = {"SELECT id FROM zd_close ORDER BY id",
			    {"SELECT id, period, name, first, last, run, made_at, author, failed FROM zd_close"
			     " WHERE id = ?1",
			     "SELECT report, rows, blob FROM zd_close_sheet WHERE close = ?1 ORDER BY report",
			     "SELECT entity, subject, field, policy, was, becomes FROM zd_close_effect WHERE close = ?1"
			     " ORDER BY entity, subject, field",
			     "SELECT corrects, release, entity, subject, policy, outcome, was, should_be, difference"
			     " FROM zd_adjustment WHERE close = ?1 ORDER BY corrects, policy, subject, outcome"}},
	[ZD_ENTRY_KEY] = {"SELECT id FROM zd_key ORDER BY id",
			  {"SELECT id, key, made_at, author, reason, sealed FROM zd_key WHERE id = ?1"}},
	[ZD_ENTRY_REVEAL] = {"SELECT id FROM zd_reveal ORDER BY id",
			     {"SELECT id, made_at, login, person, command, entity, record, condition, fields, count,"
			      " purpose FROM zd_reveal WHERE id = ?1"}},
};

const char *zd_entry_kind_word(enum zd_entry_kind kind)
{
	static const char *const WORDS[] = {
#define X(name, word) word,
		ZD_ENTRY_KINDS(X)
#undef X
	};
	return WORDS[kind];
}

void zd_journal_seed(char out[ZD_HASH_LEN + 1])
{
	memset(out, '0', ZD_HASH_LEN);
	out[ZD_HASH_LEN] = '\0';
}

bool zd_entry_kind_of(const char *word, enum zd_entry_kind *out)
{
	for (int k = 0; k < ZD_ENTRY_KIND_COUNT; k++) {
		if (strcmp(zd_entry_kind_word((enum zd_entry_kind)k), word) == 0) {
			*out = (enum zd_entry_kind)k;
			return true;
		}
	}
	return false;
}

const char *zd_journal_refs(enum zd_entry_kind kind)
{
	return COVERED[kind].refs;
}

/* ---- digests ---- */

static void hash_bytes(char out[ZD_HASH_LEN + 1], struct zd_bytes *b)
{
	struct zd_hash hash;
	zd_hash_begin(&hash);
	zd_hash_add(&hash, b->data, b->len);
	zd_hash_end(&hash, out);
	zd_bytes_free(b);
}

static int add_rows(struct zd_bytes *b, size_t *rows, sqlite3 *db, const char *sql, int64_t ref, struct zd_error *err)
{
	sqlite3_stmt *s;
	bool row = true;
	if (zd_db_prepare(&s, db, sql, err))
		return err->code;
	int rc = zd_db_bind_int(s, 1, ref, err);
	int columns = sqlite3_column_count(s);
	while (!rc && !(rc = zd_db_step(s, &row, err)) && row) {
		for (int i = 0; i < columns; i++)
			zd_bytes_column(b, s, i);
		++*rows;
	}
	zd_db_finish(s);
	return rc;
}

int zd_journal_digest(char out[ZD_HASH_LEN + 1], size_t *rows, sqlite3 *db, enum zd_entry_kind kind, int64_t ref,
		      struct zd_error *err)
{
	struct zd_bytes bytes = {0};
	int rc = ZD_OK;
	*rows = 0;
	for (size_t i = 0; i < MOST_PARTS && COVERED[kind].parts[i] && !rc; i++) {
		size_t before = *rows;
		rc = add_rows(&bytes, rows, db, COVERED[kind].parts[i], ref, err);
		zd_bytes_number(&bytes, (int64_t)(*rows - before));
	}
	hash_bytes(out, &bytes);
	return rc;
}

void zd_journal_hash(char out[ZD_HASH_LEN + 1], const char *before, int64_t id, const char *kind, int64_t ref,
		     const char *digest)
{
	struct zd_bytes bytes = {0};
	zd_bytes_text(&bytes, before, strlen(before));
	zd_bytes_number(&bytes, id);
	zd_bytes_text(&bytes, kind, strlen(kind));
	zd_bytes_number(&bytes, ref);
	zd_bytes_text(&bytes, digest, strlen(digest));
	hash_bytes(out, &bytes);
}

/* ---- adding ---- */

/* The number and the hash of the last entry. */
static int find_last(sqlite3 *db, int64_t *id, char hash[ZD_HASH_LEN + 1], struct zd_error *err)
{
	sqlite3_stmt *s;
	bool row = false;
	*id = 0;
	zd_journal_seed(hash);
	if (zd_db_prepare(&s, db, "SELECT id, hash FROM zd_entry ORDER BY id DESC LIMIT 1", err))
		return err->code;
	int rc = zd_db_step(s, &row, err);
	if (!rc && row) {
		*id = sqlite3_column_int64(s, 0);
		snprintf(hash, ZD_HASH_LEN + 1, "%s", zd_db_column_string(s, 1));
	}
	zd_db_finish(s);
	return rc;
}

static int put_entry(sqlite3 *db, int64_t id, const char *kind, int64_t ref, const char *digest, const char *hash,
		     struct zd_error *err)
{
	sqlite3_stmt *s;
	if (zd_db_prepare(&s, db, "INSERT INTO zd_entry (id, kind, ref, digest, hash) VALUES (?1, ?2, ?3, ?4, ?5)",
			  err))
		return err->code;
	bool ok = !zd_db_bind_int(s, 1, id, err) && !zd_db_bind_string(s, 2, kind, err) &&
		  !zd_db_bind_int(s, 3, ref, err) && !zd_db_bind_string(s, 4, digest, err) &&
		  !zd_db_bind_string(s, 5, hash, err) && !zd_db_run(s, err);
	zd_db_finish(s);
	return ok ? ZD_OK : err->code;
}

static int add(sqlite3 *db, enum zd_entry_kind kind, int64_t ref, struct zd_error *err)
{
	char digest[ZD_HASH_LEN + 1], before[ZD_HASH_LEN + 1], hash[ZD_HASH_LEN + 1];
	size_t rows;
	int64_t last;
	const char *word = zd_entry_kind_word(kind);
	if (find_last(db, &last, before, err) || zd_journal_digest(digest, &rows, db, kind, ref, err))
		return err->code;
	if (!rows)
		return zd_fail(err, ZD_BUG, "the journal is to speak about %s %lld, which is not there", word,
			       (long long)ref);
	zd_journal_hash(hash, before, last + 1, word, ref, digest);
	return put_entry(db, last + 1, word, ref, digest, hash, err);
}

int zd_journal_add(struct zd_book *b, enum zd_entry_kind kind, int64_t ref, struct zd_error *err)
{
	return add(zd_book_db(b), kind, ref, err);
}

/* Everything of a kind that was there before there was a journal. */
static int adopt_kind(sqlite3 *db, enum zd_entry_kind kind, struct zd_error *err)
{
	sqlite3_stmt *s;
	bool row = true;
	if (zd_db_prepare(&s, db, COVERED[kind].refs, err))
		return err->code;
	int rc = ZD_OK;
	while (!rc && !(rc = zd_db_step(s, &row, err)) && row)
		rc = add(db, kind, sqlite3_column_int64(s, 0), err);
	zd_db_finish(s);
	return rc;
}

int zd_journal_adopt(sqlite3 *db, struct zd_error *err)
{
	static const enum zd_entry_kind OLD[] = {ZD_ENTRY_RELEASE, ZD_ENTRY_RUN};
	for (size_t i = 0; i < sizeof OLD / sizeof *OLD; i++) {
		if (adopt_kind(db, OLD[i], err))
			return err->code;
	}
	return ZD_OK;
}
