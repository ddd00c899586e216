/* The journal: entries are chained, digests follow the rows, and older books get entries for what they have. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "store/audit.h"
#include "store/db.h"
#include "store/journal.h"
#include "store/release.h"
#include "store/rowbytes.h"
#include "store/schema.h"
#include "store_fixture.h"

static struct zd_error err;

static void put_release(struct zd_book *b, const struct zd_pack *p, const char *message)
{
	struct zd_release r;
	ck_assert_ok(zd_book_begin(b, &err));
	ck_assert_ok(zd_release_put(b, p, true, 0, "王", message, &r, &err));
	ck_assert_ok(zd_book_commit(b, &err));
}

/* A pack whose hash is that of its files. */
static struct zd_pack *make_pack(void)
{
	struct zd_pack *p = fixture_pack("branch", "id:text", NULL);
	zd_pack_hash(p->files, p->file_count, p->hash);
	return p;
}

static int count_trouble(void *context, const char *where, const char *what, int64_t run, struct zd_error *e)
{
	(void)run, (void)e;
	zd_str_printf(context, "%s: %s\n", where, what);
	return ZD_OK;
}

static const char *audit(const char *name, struct zd_str *out)
{
	struct zd_audit_scope scope = {.tell = count_trouble, .context = out};
	struct zd_audited found;
	zd_str_clear(out);
	ck_assert_ok(zd_audit_book(fixture_path(name), &scope, &found, &err));
	return zd_str_text(out);
}

START_TEST(chain)
{
	struct zd_book *b;
	struct zd_str text = {0};
	char hash[ZD_HASH_LEN + 1], seed[ZD_HASH_LEN + 1];
	struct zd_pack *p = make_pack();
	ck_assert_ok(zd_book_create(&b, fixture_path("chain.db"), &err));
	put_release(b, p, "first");
	put_release(b, p, "second");
	ck_assert_str_eq(fixture_sql(b, "SELECT group_concat(id || kind || ref) FROM zd_entry", &text),
			 "1release1,2release2");
	/* Each hash is that of the one before and of the entry. */
	zd_journal_seed(seed);
	zd_journal_hash(hash, seed, 1, "release", 1, fixture_sql(b, "SELECT digest FROM zd_entry WHERE id = 1", &text));
	ck_assert_str_eq(fixture_sql(b, "SELECT hash FROM zd_entry WHERE id = 1", &text), hash);
	memcpy(seed, hash, sizeof seed);
	zd_journal_hash(hash, seed, 2, "release", 2, fixture_sql(b, "SELECT digest FROM zd_entry WHERE id = 2", &text));
	ck_assert_str_eq(fixture_sql(b, "SELECT hash FROM zd_entry WHERE id = 2", &text), hash);
	ck_assert_fails(zd_journal_add(b, ZD_ENTRY_RELEASE, 7, &err), ZD_BUG, "release 7");
	ck_assert_str_eq(audit("chain.db", &text), "");
	ck_assert_ok(zd_db_exec(zd_book_db(b), "UPDATE zd_release SET message = 'other' WHERE id = 2", &err));
	ck_assert_str_eq(audit("chain.db", &text), "release 2 (entry 2): it was changed after it was recorded\n");
	zd_book_close(b);
	fixture_pack_free(p);
	zd_str_free(&text);
	fixture_clean();
}
END_TEST

START_TEST(older_book)
{
	struct zd_book *b;
	sqlite3 *db;
	struct zd_str text = {0};
	ck_assert_ok(zd_db_open(&db, fixture_path("old.db"), ZD_DB_CREATE, &err));
	ck_assert_ok(zd_db_exec(db, zd_schema[0], &err));
	ck_assert_ok(
		zd_db_exec(db,
			   "PRAGMA application_id = 0x7a64626b; PRAGMA user_version = 1;"
			   "INSERT INTO zd_release SELECT value, printf('%064d', value), 1, '2025-01-01', '', '', ''"
			   " FROM json_each('[1,2,5]')",
			   &err));
	zd_db_close(db);
	ck_assert_ok(zd_book_open(&b, fixture_path("old.db"), true, &err));
	ck_assert_str_eq(fixture_sql(b, "SELECT group_concat(id || ':' || ref) FROM zd_entry", &text), "1:1,2:2,3:5");
	zd_book_close(b);
	/* Opened again, it has no more to adopt. */
	ck_assert_ok(zd_book_open(&b, fixture_path("old.db"), true, &err));
	ck_assert_str_eq(fixture_sql(b, "SELECT count(*) FROM zd_entry", &text), "3");
	ck_assert_str_eq(audit("old.db", &text), "");
	zd_book_close(b);
	zd_str_free(&text);
	fixture_clean();
}
END_TEST

/* What a value is hashed as is what the column gives back. */
START_TEST(bytes)
{
	static const struct {
		const char *sql;
		struct zd_value value;
	} CASES[] = {
		{"SELECT NULL", {.tag = ZD_NIL}},
		{"SELECT 1", {.tag = ZD_BOOL, .i = 1}},
		{"SELECT -5", {.tag = ZD_INT, .i = -5}},
		{"SELECT 0.0", {.tag = ZD_NUMBER, .d = -0.0}},
		{"SELECT 0.1", {.tag = ZD_NUMBER, .d = 0.1}},
		{"SELECT '甲'", {.tag = ZD_TEXT, .len = 3, .s = "甲"}},
		{"SELECT ''", {.tag = ZD_TEXT, .len = 0, .s = ""}},
	};
	sqlite3 *db;
	ck_assert_ok(zd_db_open(&db, NULL, ZD_DB_MEMORY, &err));
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		struct zd_bytes kept = {0}, given = {0};
		sqlite3_stmt *s;
		bool row;
		ck_assert_ok(zd_db_prepare(&s, db, CASES[i].sql, &err));
		ck_assert_ok(zd_db_step(s, &row, &err));
		zd_bytes_column(&kept, s, 0);
		zd_bytes_value(&given, &CASES[i].value);
		ck_assert_uint_eq(kept.len, given.len);
		ck_assert_mem_eq(kept.data, given.data, kept.len);
		zd_db_finish(s);
		zd_bytes_free(&kept);
		zd_bytes_free(&given);
	}
	zd_db_close(db);
}
END_TEST

Suite *suite_journal(void);
Suite *suite_journal(void)
{
	Suite *s = suite_create("journal");
	TCase *t = tcase_create("journal");
	tcase_add_test(t, chain);
	tcase_add_test(t, older_book);
	tcase_add_test(t, bytes);
	suite_add_tcase(s, t);
	return s;
}
