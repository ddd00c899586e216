/* Shadows: what one reader sees otherwise, and nobody else. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "store/db.h"
#include "store/reading.h"
#include "store/shadow.h"
#include "store_fixture.h"

Suite *suite_shadow(void);

static struct zd_error err;
static struct zd_pack *pack;
static struct zd_book *book;
static struct zd_reader *reader, *other;

static void setup(void)
{
	pack = fixture_pack("branch", "id:text name:text!", "member",
			    "id:text level:int!,min=1,max=5 score:number since:date branch:ref=branch", NULL);
	book = fixture_book("shadow.db", pack);
	ck_assert(!fixture_put(book, pack, "branch", "b1|东", &err));
	ck_assert(!fixture_put(book, pack, "member", "m1|1|0.5|2024-01-01|b1", &err));
	ck_assert(!fixture_put(book, pack, "member", "m2|2|||", &err));
	ck_assert_msg(!zd_reader_open_pair(&reader, &other, book, fixture_path("shadow.db"), &err), "%s", err.message);
}

static void teardown(void)
{
	zd_reader_close(reader);
	zd_reader_close(other);
	zd_book_close(book);
	fixture_pack_free(pack);
	fixture_clean();
}

/* All members as a reader sees them. */
static const char *seen(struct zd_reader *r)
{
	static char text[512];
	sqlite3_stmt *s;
	bool row;
	size_t n = 0;
	ck_assert(
		!zd_reader_prepare(&s, r,
				   "SELECT id || ' ' || level || ' ' || ifnull(score, '-') || ' ' || ifnull(since, '-')"
				   " FROM member ORDER BY id",
				   &err));
	while (!zd_reader_step(r, s, &row, &err) && row)
		n += (size_t)snprintf(text + n, sizeof text - n, "%s\n", (const char *)sqlite3_column_text(s, 0));
	sqlite3_finalize(s);
	return text;
}

static int change(const char *key, const char *const *names, const struct zd_value *values, size_t count, bool keeps,
		  const char *moved)
{
	struct zd_shadow_change c = {.key = zd_value_string(key), .values = values};
	const struct zd_shadow_fields f = {.entity = zd_pack_entity(pack, "member"),
					   .names = names,
					   .count = count,
					   .keeps = keeps,
					   .moved = moved,
					   .day = "2025-02-01"};
	return zd_reader_change(reader, &f, &c, 1, &err);
}

static const char *const level[] = {"level", "score"};

START_TEST(one_reader_sees_the_change)
{
	const struct zd_value values[] = {zd_value_int(3), zd_value_number(2.5)};
	ck_assert_msg(!change("m1", level, values, 2, false, NULL), "%s", err.message);
	ck_assert_str_eq(seen(reader), "m1 3 2.5 2024-01-01\nm2 2 - -\n");
	ck_assert_str_eq(seen(other), "m1 1 0.5 2024-01-01\nm2 2 - -\n");
	struct zd_str rows = {0};
	ck_assert_ptr_nonnull(strstr(fixture_rows(book, pack, "member", &rows), "m1|1|0.5"));
	zd_str_free(&rows);
}

START_TEST(all_records_may_change)
{
	const struct zd_value values[] = {zd_value_int(4), ZD_VALUE_NIL};
	ck_assert(!change(NULL, level, values, 2, false, NULL));
	ck_assert_str_eq(seen(reader), "m1 4 - 2024-01-01\nm2 4 - -\n");
}

START_TEST(nil_keeps_and_the_day_moves_only_with_a_change)
{
	const struct zd_value same[] = {zd_value_int(1), ZD_VALUE_NIL}, more[] = {zd_value_int(2), ZD_VALUE_NIL},
			      nothing[] = {ZD_VALUE_NIL, ZD_VALUE_NIL};
	ck_assert(!change("m1", level, same, 2, true, "since"));
	ck_assert(!change("m2", level, nothing, 2, true, "since"));
	ck_assert_str_eq(seen(reader), "m1 1 0.5 2024-01-01\nm2 2 - -\n");
	ck_assert(!change("m1", level, more, 2, true, "since"));
	ck_assert_str_eq(seen(reader), "m1 2 0.5 2025-02-01\nm2 2 - -\n");
	const struct zd_value score[] = {ZD_VALUE_NIL, zd_value_number(1)};
	ck_assert(!change("m2", level, score, 2, true, "since"));
	ck_assert_str_eq(seen(reader), "m1 2 0.5 2025-02-01\nm2 2 1.0 2025-02-01\n");
	ck_assert(!change("nobody", level, more, 2, true, "since"));
}

START_TEST(the_rules_of_the_table_hold)
{
	const struct zd_value nil[] = {ZD_VALUE_NIL, ZD_VALUE_NIL}, word[] = {zd_value_string("x"), ZD_VALUE_NIL};
	ck_assert_int_ne(change("m1", level, nil, 2, false, NULL), ZD_OK);
	ck_assert_int_ne(change("m1", level, word, 2, false, NULL), ZD_OK);
	ck_assert_str_eq(seen(reader), "m1 1 0.5 2024-01-01\nm2 2 - -\n");
}

START_TEST(the_reader_stays_guarded)
{
	const struct zd_value values[] = {zd_value_int(3), ZD_VALUE_NIL};
	sqlite3_stmt *s;
	for (int again = 0; again < 2; again++) {
		static const char *const refused[] = {
			"DELETE FROM member",      "UPDATE member SET level = 5", "UPDATE main.member SET level = 5",
			"CREATE TEMP TABLE x (y)", "DROP TABLE temp.member",      "PRAGMA query_only = OFF"};
		for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
			ck_assert_msg(zd_reader_prepare(&s, reader, refused[i], &err), "%s", refused[i]);
		ck_assert(!change("m1", level, values, 2, true, NULL));
	}
}

static int count_indexes(void *context, sqlite3 *db, struct zd_error *e)
{
	static const char sql[] =
		"SELECT count(*) FROM temp.sqlite_schema WHERE type = 'index' AND tbl_name = 'member'";
	int64_t n = 0;
	(void)context;
	int rc = zd_db_number(&n, db, sql, e);
	ck_assert_int_ge(n, 1);
	return rc;
}

START_TEST(references_are_looked_up_by_their_index)
{
	const struct zd_value values[] = {zd_value_int(3), ZD_VALUE_NIL};
	ck_assert(!change("m1", level, values, 2, true, NULL));
	ck_assert(!zd_guard_lifted(&reader->guard, count_indexes, NULL, &err));
}

START_TEST(what_is_written_later_is_not_seen)
{
	ck_assert(!fixture_put(book, pack, "member", "m3|3|||", &err));
	ck_assert_str_eq(seen(other), "m1 1 0.5 2024-01-01\nm2 2 - -\n");
	const struct zd_value values[] = {zd_value_int(3), ZD_VALUE_NIL};
	ck_assert(!change("m3", level, values, 2, true, NULL));
	ck_assert_str_eq(seen(reader), "m1 1 0.5 2024-01-01\nm2 2 - -\n");
}

Suite *suite_shadow(void)
{
	Suite *suite = suite_create("shadow");
	TCase *c = tcase_create("all");
	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_test(c, one_reader_sees_the_change);
	tcase_add_test(c, all_records_may_change);
	tcase_add_test(c, nil_keeps_and_the_day_moves_only_with_a_change);
	tcase_add_test(c, the_rules_of_the_table_hold);
	tcase_add_test(c, the_reader_stays_guarded);
	tcase_add_test(c, references_are_looked_up_by_their_index);
	tcase_add_test(c, what_is_written_later_is_not_seen);
	suite_add_tcase(suite, c);
	return suite;
}
