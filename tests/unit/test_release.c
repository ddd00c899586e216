#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "store/db.h"
#include "store/release.h"
#include "store_fixture.h"

static struct zd_error err;

static int32_t day(const char *text)
{
	struct zd_date date;
	ck_assert(zd_date_parse(text, strlen(text), &date));
	return zd_date_days(date);
}

/* A pack whose second file has this content. */
static struct zd_pack *pack_with(const char *content)
{
	struct zd_pack *p = fixture_pack("branch", "id:text", NULL);
	struct zd_hash hash;
	p->files[1].data = content;
	p->files[1].size = strlen(content);
	zd_hash_begin(&hash);
	for (size_t i = 0; i < p->file_count; i++) {
		unsigned char size[8] = {(unsigned char)p->files[i].size};
		zd_hash_add(&hash, p->files[i].path, strlen(p->files[i].path) + 1);
		zd_hash_add(&hash, size, sizeof size);
		zd_hash_add(&hash, p->files[i].data, p->files[i].size);
	}
	zd_hash_end(&hash, p->hash);
	return p;
}

static int64_t put(struct zd_book *b, const struct zd_pack *p, const char *effective, const char *message)
{
	struct zd_release r;
	ck_assert_ok(zd_book_begin(b, &err));
	ck_assert_ok(zd_release_put(b, p, effective != NULL, effective ? day(effective) : 0, "王", message, &r, &err));
	ck_assert_ok(zd_book_commit(b, &err));
	return r.id;
}

static int64_t at(struct zd_book *b, const char *text)
{
	struct zd_release r;
	return zd_release_at(b, day(text), &r, &err) == ZD_OK ? r.id : 0;
}

START_TEST(in_force_by_date)
{
	struct zd_book *b;
	struct zd_release r;
	struct zd_pack *one = pack_with("1"), *two = pack_with("2"), *three = pack_with("3");
	ck_assert_ok(zd_book_create(&b, fixture_path("b.db"), &err));
	ck_assert_int_eq(at(b, "2025-01-01"), 0);
	ck_assert_fails(zd_release_at(b, day("2025-01-01"), &r, &err), ZD_NOT_FOUND, "2025-01-01");
	ck_assert_int_eq(put(b, one, "2025-01-01", "first"), 1);
	ck_assert_int_eq(put(b, two, "2025-07-01", "summer"), 2);
	ck_assert_int_eq(put(b, three, "2025-04-01", "late for spring"), 3);
	ck_assert_int_eq(put(b, two, NULL, "draft of what is published"), 2);
	ck_assert_int_eq(at(b, "2024-12-31"), 0);
	ck_assert_int_eq(at(b, "2025-01-01"), 1);
	ck_assert_int_eq(at(b, "2025-03-31"), 1);
	ck_assert_int_eq(at(b, "2025-04-01"), 3);
	ck_assert_int_eq(at(b, "2025-07-01"), 2);
	/* The same day again: the latest made. The same content published again is a release of its own. */
	ck_assert_int_eq(put(b, one, "2025-07-01", "back"), 4);
	ck_assert_int_eq(at(b, "2030-01-01"), 4);
	ck_assert_ok(zd_release_get(b, 4, &r, &err));
	ck_assert_str_eq(r.author, "王");
	ck_assert_str_eq(r.message, "back");
	ck_assert_str_eq(r.hash, one->hash);
	ck_assert(r.published);
	ck_assert_int_eq(r.effective, day("2025-07-01"));
	ck_assert_uint_eq(strlen(r.made_at), ZD_DATETIME_LEN);
	ck_assert_fails(zd_release_get(b, 99, &r, &err), ZD_NOT_FOUND, "99");
	zd_book_close(b);
	fixture_pack_free(one);
	fixture_pack_free(two);
	fixture_pack_free(three);
	fixture_clean();
}
END_TEST

START_TEST(drafts_are_never_in_force)
{
	struct zd_book *b;
	struct zd_pack *one = pack_with("1"), *two = pack_with("2");
	ck_assert_ok(zd_book_create(&b, fixture_path("b.db"), &err));
	ck_assert_int_eq(put(b, one, NULL, NULL), 1);
	ck_assert_int_eq(put(b, one, NULL, NULL), 1);
	ck_assert_int_eq(put(b, two, NULL, NULL), 2);
	ck_assert_int_eq(at(b, "9999-12-31"), 0);
	zd_book_close(b);
	fixture_pack_free(one);
	fixture_pack_free(two);
	fixture_clean();
}
END_TEST

START_TEST(from_the_beginning)
{
	struct zd_book *b;
	struct zd_release r;
	struct zd_pack *p = pack_with("1");
	ck_assert_ok(zd_book_create(&b, fixture_path("b.db"), &err));
	ck_assert_ok(zd_release_put(b, p, true, ZD_ALWAYS, "w", "init", &r, &err));
	ck_assert_int_eq(r.effective, day("0001-01-01"));
	ck_assert_int_eq(at(b, "0001-01-01"), 1);
	ck_assert_fails(zd_release_put(b, p, true, INT32_MAX, "w", "never", &r, &err), ZD_USAGE, "9999");
	p->hash[0] = p->hash[0] == 'a' ? 'b' : 'a';
	ck_assert_fails(zd_release_put(b, p, true, 0, "w", "wrong", &r, &err), ZD_BUG, "hash");
	zd_book_close(b);
	fixture_pack_free(p);
	fixture_clean();
}
END_TEST

START_TEST(files_come_back_or_are_missed)
{
	static const char *const harm[] = {
		"UPDATE zd_blob SET data = x'00' WHERE data = CAST('2' AS BLOB)",
		"DELETE FROM zd_release_file WHERE path = 'pack.yaml'",
		"UPDATE zd_release_file SET path = 'pack.yml' WHERE path = 'pack.yaml'",
		"UPDATE zd_release SET hash = upper(hash)",
		"PRAGMA foreign_keys = OFF; DELETE FROM zd_blob",
	};
	for (size_t i = 0; i < sizeof harm / sizeof *harm; i++) {
		struct zd_arena arena = {0};
		struct zd_pack_file *files;
		struct zd_book *b;
		struct zd_pack *p = pack_with("2");
		size_t count;
		ck_assert_ok(zd_book_create(&b, fixture_path("b.db"), &err));
		int64_t id = put(b, p, "2025-01-01", "it's \"quoted\"");
		ck_assert_ok(zd_release_files(b, id, &files, &count, &arena, &err));
		ck_assert_uint_eq(count, p->file_count);
		for (size_t k = 0; k < count; k++) {
			ck_assert_str_eq(files[k].path, p->files[k].path);
			ck_assert_uint_eq(files[k].size, p->files[k].size);
			ck_assert_mem_eq(files[k].data, p->files[k].data, files[k].size);
		}
		ck_assert_ok(zd_db_exec(zd_book_db(b), harm[i], &err));
		int rc = zd_release_files(b, id, &files, &count, &arena, &err);
		ck_assert_msg(rc == ZD_BOOK, "%s: %d", harm[i], rc);
		ck_assert_ptr_null(files);
		zd_book_close(b);
		fixture_pack_free(p);
		zd_arena_free(&arena);
		fixture_clean();
	}
}
END_TEST

START_TEST(content_is_kept_once)
{
	struct zd_str text = {0};
	struct zd_book *b;
	struct zd_pack *one = pack_with("1"), *two = pack_with("");
	char *long_text = memset(zd_alloc(3000), 'm', 2999);
	ck_assert_ok(zd_book_create(&b, fixture_path("b.db"), &err));
	put(b, one, "2025-01-01", long_text);
	put(b, two, "2025-02-01", "");
	ck_assert_str_eq(fixture_sql(b, "SELECT count(*) FROM zd_blob", &text), "3");
	struct zd_release r;
	ck_assert_ok(zd_release_get(b, 1, &r, &err));
	ck_assert_uint_eq(strlen(r.message), sizeof r.message - 1);

	struct fixture_sink sink = fixture_sink(&text);
	ck_assert_ok(zd_release_list(b, day("2025-02-01"), &sink.sink, &err));
	ck_assert(sink.ended);
	ck_assert_uint_eq(sink.count, 9);
	ck_assert_ptr_nonnull(strstr(text.s, "1|superseded|2025-01-01|"));
	ck_assert_ptr_nonnull(strstr(text.s, "2|in_force|2025-02-01|"));
	zd_book_close(b);
	free(long_text);
	zd_str_free(&text);
	fixture_pack_free(one);
	fixture_pack_free(two);
	fixture_clean();
}
END_TEST

START_TEST(a_rolled_back_release_never_was)
{
	struct zd_str text = {0};
	struct zd_book *b;
	struct zd_release r;
	struct zd_pack *p = pack_with("1");
	ck_assert_ok(zd_book_create(&b, fixture_path("b.db"), &err));
	ck_assert_ok(zd_book_begin(b, &err));
	ck_assert_ok(zd_release_put(b, p, true, 0, "w", "x", &r, &err));
	zd_book_rollback(b);
	ck_assert_str_eq(fixture_sql(b,
				     "SELECT (SELECT count(*) FROM zd_blob) + (SELECT count(*) FROM zd_release)"
				     " + (SELECT count(*) FROM zd_release_file)",
				     &text),
			 "0");
	zd_book_close(b);
	zd_str_free(&text);
	fixture_pack_free(p);
	fixture_clean();
}
END_TEST

Suite *suite_release(void);
Suite *suite_release(void)
{
	Suite *s = suite_create("release");
	TCase *t = tcase_create("release");

	tcase_add_test(t, in_force_by_date);
	tcase_add_test(t, drafts_are_never_in_force);
	tcase_add_test(t, from_the_beginning);
	tcase_add_test(t, files_come_back_or_are_missed);
	tcase_add_test(t, content_is_kept_once);
	tcase_add_test(t, a_rolled_back_release_never_was);
	suite_add_tcase(s, t);
	return s;
}
