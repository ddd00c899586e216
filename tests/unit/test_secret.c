/* Sensitive fields in the book: every type there and back, books from before, wrong keys, values that were moved. */
#include "store/secret.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "store/db.h"
#include "store/keys.h"
#include "store/records.h"
#include "store_fixture.h"

#define PLAIN "id:text a:text b:date c:money d:number e:bool f:enum=pq|rs g:int"
#define SEALED                                                                                                         \
	"id:text a:text,sensitive b:date,sensitive c:money,sensitive d:number,sensitive e:bool,sensitive "             \
	"f:enum=pq|rs,sensitive g:int,sensitive"
#define ROWS "k1|telephone-8000001|1980-02-29|1234.50|0.1|true|pq|-7\nk2|||||||\n"

static struct zd_error err;

/* What people with every right are shown. */
static int may_all(void *context, const char *area, const char *branch, bool *see, bool *reveal, struct zd_error *e)
{
	(void)context, (void)area, (void)branch, (void)e;
	*see = *reveal = true;
	return ZD_OK;
}

static int reveal(struct zd_book *b, struct zd_pack *p, struct zd_str *out)
{
	struct zd_gate gate = {.may = may_all, .reveal = true};
	struct fixture_sink sink = fixture_sink(out);
	const struct zd_query query = {.gate = &gate};
	return zd_record_list(b, p, zd_pack_entity(p, "item"), &query, &sink.sink, &err);
}

static bool file_has(const char *name, const char *text)
{
	struct zd_arena arena = {0};
	char *data;
	size_t size, n = strlen(text);
	bool found = false;
	if (zd_file_read(&data, &size, fixture_path(name), 64 << 20, &arena, &err) == ZD_OK) {
		for (size_t i = 0; i + n <= size && !found; i++)
			found = memcmp(data + i, text, n) == 0;
	}
	zd_arena_free(&arena);
	return found;
}

static void fill(struct zd_book *b, struct zd_pack *p)
{
	ck_assert_ok(fixture_put(b, p, "item", "k1|telephone-8000001|1980-02-29|1234.50|0.1|true|pq|-7", &err));
	ck_assert_ok(fixture_put(b, p, "item", "k2", &err));
}

START_TEST(every_type_there_and_back)
{
	struct zd_pack *p = fixture_pack("item", SEALED, NULL);
	struct zd_book *b = fixture_book("b.db", p);
	struct zd_str rows = {0};
	fill(b, p);
	ck_assert_ok(reveal(b, p, &rows));
	ck_assert_str_eq(zd_str_text(&rows), ROWS);
	ck_assert_str_eq(fixture_rows(b, p, "item", &rows), "k1|***0001|***|***|***|***|***|***\nk2|||||||\n");
	zd_book_close(b);
	ck_assert(!file_has("b.db", "telephone-8000001"));
	zd_str_free(&rows);
	fixture_pack_free(p);
	fixture_clean();
}
END_TEST

START_TEST(a_book_from_before_is_encrypted)
{
	struct zd_pack *plain = fixture_pack("item", PLAIN, NULL), *sealed = fixture_pack("item", SEALED, NULL);
	struct zd_book *b = fixture_book("b.db", plain);
	struct zd_str rows = {0};
	fill(b, plain);
	/* Without a key nothing changes. */
	ck_assert_fails(fixture_migrate(b, sealed, NULL, &err), ZD_DENIED, "no key yet");
	ck_assert_str_eq(fixture_rows(b, plain, "item", &rows), ROWS);
	fixture_first_key(b);
	ck_assert_ok(zd_book_forget_begin(b, &err));
	ck_assert_ok(fixture_migrate(b, sealed, &rows, &err));
	ck_assert_ptr_nonnull(strstr(zd_str_text(&rows), "item|c|encrypted\n"));
	zd_book_forget_end(b);
	ck_assert(!file_has("b.db", "telephone-8000001"));
	ck_assert(!file_has("b.db-wal", "telephone-8000001"));
	ck_assert_ok(reveal(b, sealed, &rows));
	ck_assert_str_eq(zd_str_text(&rows), ROWS);
	struct zd_secret_counts counts;
	ck_assert_ok(zd_book_secret_counts(&counts, b, &err));
	ck_assert_uint_eq(counts.current, 7);
	ck_assert_uint_eq(counts.plain + counts.older, 0);
	/* And back, where the model says so. */
	ck_assert_ok(fixture_migrate(b, plain, &rows, &err));
	ck_assert_ptr_nonnull(strstr(zd_str_text(&rows), "item|c|no longer encrypted\n"));
	ck_assert_str_eq(fixture_rows(b, plain, "item", &rows), ROWS);
	zd_book_close(b);
	zd_str_free(&rows);
	fixture_pack_free(plain);
	fixture_pack_free(sealed);
	fixture_clean();
}
END_TEST

START_TEST(a_sealed_field_of_another_type)
{
	struct zd_pack *text = fixture_pack("item", "id:int a:text,sensitive", NULL);
	struct zd_pack *date = fixture_pack("item", "id:int a:date,sensitive", NULL);
	struct zd_book *b = fixture_book("b.db", text);
	struct zd_str rows = {0};
	ck_assert_ok(fixture_put(b, text, "item", "1|2025-01-31", &err));
	ck_assert_ok(fixture_migrate(b, date, NULL, &err));
	ck_assert_ok(reveal(b, date, &rows));
	ck_assert_str_eq(zd_str_text(&rows), "1|2025-01-31\n");
	ck_assert_ok(fixture_migrate(b, text, NULL, &err));
	ck_assert_ok(fixture_put(b, text, "item", "2|soon", &err));
	ck_assert_int_eq(fixture_migrate(b, date, NULL, &err), ZD_DATA);
	ck_assert_ptr_null(strstr(err.message, "soon"));
	zd_book_close(b);
	zd_str_free(&rows);
	fixture_pack_free(text);
	fixture_pack_free(date);
	fixture_clean();
}
END_TEST

START_TEST(a_wrong_key)
{
	struct zd_pack *p = fixture_pack("item", "id:text a:text,sensitive n:int", NULL);
	struct zd_book *b = fixture_book("b.db", p);
	const struct zd_entity *e = zd_pack_entity(p, "item");
	struct zd_str rows = {0};
	const char *const fields[] = {"a"}, *const others[] = {"n"};
	struct zd_value key = zd_value_string("k1"), value = zd_value_string("v"), n = zd_value_int(3);
	ck_assert_ok(fixture_put(b, p, "item", "k1|telephone-8000001|1", &err));
	fixture_unlock(b, 2);
	ck_assert_str_eq(fixture_rows(b, p, "item", &rows), "k1|***|1\n");
	ck_assert_int_eq(reveal(b, p, &rows), ZD_DENIED);
	ck_assert_int_eq(zd_record_set(b, e, &key, fields, &value, 1, &err), ZD_DENIED);
	ck_assert_int_eq(fixture_put(b, p, "item", "k2|x|1", &err), ZD_DENIED);
	ck_assert_ok(zd_record_set(b, e, &key, others, &n, 1, &err));
	ck_assert_ok(fixture_put(b, p, "item", "k2||1", &err));
	fixture_unlock(b, 1);
	ck_assert_ok(reveal(b, p, &rows));
	ck_assert_str_eq(zd_str_text(&rows), "k1|telephone-8000001|3\nk2||1\n");
	zd_book_close(b);
	zd_str_free(&rows);
	fixture_pack_free(p);
	fixture_clean();
}
END_TEST

START_TEST(what_was_moved_or_changed)
{
	static const char *const changes[] = {
		"UPDATE item SET a = (SELECT a FROM item WHERE id = 'k2') WHERE id = 'k1'", /* another record */
		"UPDATE item SET a = b WHERE id = 'k1'",                                    /* another field */
		"UPDATE item SET a = substr(a, 1, length(a) - 1) WHERE id = 'k1'",
		"UPDATE item SET a = a || 'A' WHERE id = 'k1'",
		"UPDATE item SET a = 'plain' WHERE id = 'k1'",
		"UPDATE item SET a = 'zd1:' WHERE id = 'k1'",
	};
	struct zd_pack *p = fixture_pack("item", "id:text a:text,sensitive b:text,sensitive", NULL);
	struct zd_book *b = fixture_book("b.db", p);
	struct zd_str rows = {0};
	ck_assert_ok(fixture_put(b, p, "item", "k1|one|uno", &err));
	ck_assert_ok(fixture_put(b, p, "item", "k2|two|due", &err));
	ck_assert_ok(zd_book_begin(b, &err));
	ck_assert_ok(zd_db_exec(zd_book_db(b), changes[_i], &err));
	ck_assert_int_eq(reveal(b, p, &rows), ZD_BOOK);
	ck_assert_ptr_null(strstr(err.message, "two"));
	uint64_t count;
	ck_assert_int_eq(zd_book_reseal(b, &count, &err), ZD_BOOK);
	ck_assert_ptr_nonnull(strstr(err.message, "item k1"));
	zd_book_rollback(b);
	ck_assert_ok(reveal(b, p, &rows));
	zd_book_close(b);
	zd_str_free(&rows);
	fixture_pack_free(p);
	fixture_clean();
}
END_TEST

Suite *suite_secret(void);
Suite *suite_secret(void)
{
	Suite *s = suite_create("secret");
	TCase *t = tcase_create("secret");

	tcase_add_test(t, every_type_there_and_back);
	tcase_add_test(t, a_book_from_before_is_encrypted);
	tcase_add_test(t, a_sealed_field_of_another_type);
	tcase_add_test(t, a_wrong_key);
	tcase_add_loop_test(t, what_was_moved_or_changed, 0, 6);
	suite_add_tcase(s, t);
	return s;
}
