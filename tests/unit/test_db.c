#include <check.h>
#include <math.h>
#include <string.h>

#include "store/db.h"
#include "store_fixture.h"

static struct zd_error err;

static sqlite3 *memory(void)
{
	sqlite3 *db;
	ck_assert_ok(zd_db_open(&db, NULL, ZD_DB_MEMORY, &err));
	return db;
}

START_TEST(one_statement_at_a_time)
{
	static const struct {
		const char *sql;
		bool good;
	} cases[] = {
		{"SELECT 1", true},
		{"SELECT 1;", true},
		{"SELECT 1; \n\t;", true},
		{"SELECT 1; -- a word\n/* and another */", true},
		{"SELECT 1; SELECT 2", false},
		{"SELECT 1; DROP TABLE x", false},
		{"SELECT 1; rubbish", false},
		{"", false},
		{"-- nothing", false},
		{"SELEC 1", false},
	};
	sqlite3 *db = memory();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		sqlite3_stmt *s;
		int rc = zd_db_prepare(&s, db, cases[i].sql, &err);
		ck_assert_msg((rc == ZD_OK) == cases[i].good, "%s", cases[i].sql);
		ck_assert((s != NULL) == cases[i].good);
		zd_db_finish(s);
	}
	zd_db_close(db);
}
END_TEST

START_TEST(values_come_back)
{
	static const struct {
		enum zd_kind kind;
		struct zd_value value;
	} cases[] = {
		{ZD_KIND_TEXT, {.tag = ZD_NIL}},
		{ZD_KIND_TEXT, {.tag = ZD_TEXT, .len = 0, .s = ""}},
		{ZD_KIND_TEXT, {.tag = ZD_TEXT, .len = 11, .s = "it's \"客\" x"}},
		{ZD_KIND_INT, {.tag = ZD_INT, .i = INT64_MAX}},
		{ZD_KIND_MONEY, {.tag = ZD_INT, .i = INT64_MIN}},
		{ZD_KIND_NUMBER, {.tag = ZD_NUMBER, .d = 0.1}},
		{ZD_KIND_NUMBER, {.tag = ZD_NUMBER, .d = 5e-324}},
		{ZD_KIND_BOOL, {.tag = ZD_BOOL, .i = 1}},
		{ZD_KIND_REF, {.tag = ZD_INT, .i = 7}},
		{ZD_KIND_REF, {.tag = ZD_TEXT, .len = 2, .s = "C1"}},
		{ZD_KIND_DATE, {.tag = ZD_TEXT, .len = 10, .s = "2024-02-29"}},
	};
	sqlite3 *db = memory();
	sqlite3_stmt *s;
	ck_assert_ok(zd_db_prepare(&s, db, "SELECT ?1", &err));
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct zd_type type = {.kind = cases[i].kind};
		struct zd_value got;
		bool row;
		ck_assert_ok(zd_db_bind_value(s, 1, &cases[i].value, &err));
		ck_assert_ok(zd_db_step(s, &row, &err));
		ck_assert(row);
		ck_assert_ok(zd_db_column(&got, s, 0, &type, &err));
		ck_assert_msg(zd_value_equal(&got, &cases[i].value), "case %zu", i);
		zd_db_reset(s);
	}
	struct zd_value list = {.tag = ZD_LIST};
	ck_assert_int_eq(zd_db_bind_value(s, 1, &list, &err), ZD_BUG);
	ck_assert_int_ne(zd_db_bind_int(s, 2, 1, &err), ZD_OK);
	zd_db_finish(s);
	zd_db_close(db);
}
END_TEST

START_TEST(columns_that_do_not_fit)
{
	static const struct {
		const char *sql;
		enum zd_kind kind;
		bool good;
	} cases[] = {
		{"SELECT 1.0", ZD_KIND_INT, true},      {"SELECT 1.5", ZD_KIND_INT, false},
		{"SELECT 1e300", ZD_KIND_MONEY, false}, {"SELECT 9e999", ZD_KIND_NUMBER, false},
		{"SELECT 'x'", ZD_KIND_NUMBER, false},  {"SELECT 3", ZD_KIND_NUMBER, true},
		{"SELECT 2", ZD_KIND_BOOL, false},      {"SELECT 1", ZD_KIND_BOOL, true},
		{"SELECT 1", ZD_KIND_TEXT, false},      {"SELECT x'00'", ZD_KIND_TEXT, false},
		{"SELECT 1", ZD_KIND_DATE, false},      {"SELECT '[1]'", ZD_KIND_LIST, true},
	};
	sqlite3 *db = memory();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct zd_type type = {.kind = cases[i].kind};
		struct zd_value got;
		sqlite3_stmt *s;
		bool row;
		ck_assert_ok(zd_db_prepare(&s, db, cases[i].sql, &err));
		ck_assert_ok(zd_db_step(s, &row, &err));
		int rc = zd_db_column(&got, s, 0, &type, &err);
		ck_assert_msg(rc == (cases[i].good ? ZD_OK : ZD_DATA), "%s", cases[i].sql);
		zd_db_finish(s);
	}
	zd_db_close(db);
}
END_TEST

START_TEST(errors_have_codes)
{
	sqlite3 *db = memory();
	int64_t number;
	ck_assert_ok(zd_db_exec(db, "CREATE TABLE t (a INTEGER PRIMARY KEY, b INT CHECK (b > 0)) STRICT", &err));
	ck_assert_fails(zd_db_exec(db, "INSERT INTO t VALUES (1, 0)", &err), ZD_DATA, "CHECK");
	ck_assert_fails(zd_db_exec(db, "INSERT INTO t VALUES (1, 'x')", &err), ZD_DATA, "INT");
	ck_assert_fails(zd_db_exec(db, "SELECT * FROM nothing", &err), ZD_BUG, "nothing");
	ck_assert_fails(zd_db_exec(db, "SELECT \"no_string\"", &err), ZD_BOOK, "no_string");
	sqlite3_stmt *s;
	ck_assert_fails(zd_db_prepare_model(&s, db, "SELECT gone FROM t", &err), ZD_BOOK, "gone");
	ck_assert_fails(zd_db_prepare_model(&s, db, "SELECT ( FROM t", &err), ZD_BUG, "syntax");
	ck_assert_ok(zd_db_number(&number, db, "SELECT a FROM t", &err));
	ck_assert_int_eq(number, 0);
	ck_assert_ok(zd_db_exec(db, "PRAGMA max_page_count = 3", &err));
	ck_assert_fails(zd_db_exec(db, "CREATE TABLE u AS SELECT zeroblob(100000)", &err), ZD_IO, "no room");
	zd_db_close(db);
	ck_assert_fails(zd_db_open(&db, fixture_path("missing.db"), ZD_DB_WRITE, &err), ZD_IO, "cannot be opened");
	ck_assert_ptr_null(db);
	fixture_clean();
}
END_TEST

START_TEST(paths_mean_themselves)
{
	static const char *const names[] = {":memory:", "a?mode=ro", "100%41#x", "中文 book.db"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		sqlite3 *db;
		ck_assert_ok(zd_db_open(&db, fixture_path(names[i]), ZD_DB_CREATE, &err));
		ck_assert_ok(zd_db_exec(db, "CREATE TABLE t (a)", &err));
		zd_db_close(db);
		ck_assert_msg(zd_file_exists(fixture_path(names[i])), "%s", names[i]);
	}
	fixture_clean();
}
END_TEST

START_TEST(months_before_keeps_to_the_month)
{
	static const struct {
		const char *sql;
		const char *wanted; /* NULL: an error */
	} cases[] = {
		{"SELECT months_before('2025-03-31', 1)", "2025-02-28"},
		{"SELECT months_before('2024-03-31', 1)", "2024-02-29"},
		{"SELECT months_before('2024-02-29', 12)", "2023-02-28"},
		{"SELECT months_before('2025-01-31', -1)", "2025-02-28"},
		{"SELECT months_before('2025-01-31', 0)", "2025-01-31"},
		{"SELECT months_before(NULL, 1) IS NULL", "1"},
		{"SELECT months_before('2025-01-31', NULL) IS NULL", "1"},
		{"SELECT months_before('2025-02-30', 1)", NULL},
		{"SELECT months_before('2025-1-1', 1)", NULL},
		{"SELECT months_before('0001-01-31', 1)", NULL},
		{"SELECT months_before('2025-01-31', 9223372036854775807)", NULL},
		{"SELECT months_before('2025-01-31', -9223372036854775807 - 1)", NULL},
		{"SELECT months_before('2025-01-31', 1.5)", NULL},
		{"SELECT months_before(20250131, 1)", NULL},
		{"SELECT months_before(x'00', 1)", NULL},
	};
	sqlite3 *db = memory();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		sqlite3_stmt *s;
		bool row;
		ck_assert_ok(zd_db_prepare(&s, db, cases[i].sql, &err));
		int rc = zd_db_step(s, &row, &err);
		ck_assert_msg((rc == ZD_OK) == (cases[i].wanted != NULL), "%s", cases[i].sql);
		if (rc == ZD_OK)
			ck_assert_str_eq(zd_db_column_string(s, 0), cases[i].wanted);
		zd_db_finish(s);
	}
	/* Deterministic and innocuous: fit for an index and for a view. */
	ck_assert_ok(zd_db_exec(db,
				"CREATE TABLE t (d TEXT) STRICT;"
				"CREATE INDEX i ON t (months_before(d, 1));"
				"CREATE VIEW v AS SELECT months_before(d, 1) FROM t;"
				"SELECT * FROM v",
				&err));
	zd_db_close(db);
}
END_TEST

Suite *suite_db(void);
Suite *suite_db(void)
{
	Suite *s = suite_create("db");
	TCase *t = tcase_create("db");

	tcase_add_test(t, one_statement_at_a_time);
	tcase_add_test(t, values_come_back);
	tcase_add_test(t, columns_that_do_not_fit);
	tcase_add_test(t, errors_have_codes);
	tcase_add_test(t, paths_mean_themselves);
	tcase_add_test(t, months_before_keeps_to_the_month);
	suite_add_tcase(s, t);
	return s;
}
