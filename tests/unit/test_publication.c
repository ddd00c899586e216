#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "store/db.h"
#include "store/publication.h"
#include "store/release.h"
#include "store_fixture.h"

static struct zd_error err;
static struct zd_arena arena;
static struct zd_pack *pack;
static struct zd_book *book;
static struct zd_str text;

static void setup(void)
{
	pack = fixture_pack("branch", "id:text", NULL);
	zd_pack_hash(pack->files, pack->file_count, pack->hash);
	ck_assert_ok(zd_book_create(&book, fixture_path("b.db"), &err));
}

static void teardown(void)
{
	zd_book_close(book);
	fixture_pack_free(pack);
	zd_arena_free(&arena);
	zd_str_free(&text);
	fixture_clean();
}

static int64_t publish(int32_t effective, const struct zd_publication *p)
{
	struct zd_release r;
	ck_assert_ok(zd_book_begin(book, &err));
	ck_assert_ok(zd_release_put(book, pack, true, effective, "w", "m", &r, &err));
	ck_assert_ok(zd_publication_put(book, r.id, p, &err));
	ck_assert_ok(zd_book_commit(book, &err));
	return r.id;
}

static void say(int64_t release, bool approved)
{
	ck_assert_ok(zd_book_begin(book, &err));
	ck_assert_ok(zd_verdict_put(book, release, approved, "z", "because", &err));
	ck_assert_ok(zd_book_commit(book, &err));
}

static int64_t at(int32_t day)
{
	struct zd_release r;
	return zd_release_at(book, day, &r, &err) == ZD_OK ? r.id : 0;
}

static enum zd_release_state state(int64_t id, int32_t today)
{
	enum zd_release_state out = ZD_RELEASE_DRAFT;
	ck_assert_ok(zd_release_state(book, id, today, &out, &err));
	return out;
}

START_TEST(a_proposal_is_in_force_when_it_is_approved)
{
	const struct zd_publication plain = {.summary = "s", .detail = "d", .data = "{}"};
	const struct zd_publication waiting = {.base = 1,
					       .as_of = "2025-01-01",
					       .summary = "s",
					       .detail = "d",
					       .data = "{}",
					       .role = "boss",
					       .why = "w"};
	int32_t until;
	ck_assert_int_eq(publish(100, &plain), 1);
	ck_assert_int_eq(publish(200, &waiting), 2);
	ck_assert_int_eq(publish(300, &waiting), 3);
	ck_assert_int_eq(at(400), 1);
	ck_assert_int_eq(state(1, 400), ZD_RELEASE_IN_FORCE);
	ck_assert_int_eq(state(1, 50), ZD_RELEASE_COMING);
	ck_assert_int_eq(state(2, 400), ZD_RELEASE_PROPOSED);
	ck_assert_ok(zd_release_until(book, 100, &until, &err));
	ck_assert_int_eq(until, INT32_MAX);
	say(2, true);
	say(3, false);
	ck_assert_int_eq(at(400), 2);
	ck_assert_int_eq(at(199), 1);
	ck_assert_int_eq(state(1, 400), ZD_RELEASE_SUPERSEDED);
	ck_assert_int_eq(state(2, 400), ZD_RELEASE_IN_FORCE);
	ck_assert_int_eq(state(2, 199), ZD_RELEASE_COMING);
	ck_assert_int_eq(state(3, 400), ZD_RELEASE_REJECTED);
	ck_assert_ok(zd_release_until(book, 100, &until, &err));
	ck_assert_int_eq(until, 200);
	enum zd_release_state out;
	ck_assert_fails(zd_release_state(book, 9, 400, &out, &err), ZD_NOT_FOUND, "9");
	/* Said once is said; and nothing is said of what does not wait. */
	ck_assert_ok(zd_book_begin(book, &err));
	ck_assert_int_ne(zd_verdict_put(book, 2, false, "z", "again", &err), ZD_OK);
	zd_book_rollback(book);
	ck_assert_ok(zd_book_begin(book, &err));
	ck_assert_int_ne(zd_verdict_put(book, 1, true, "z", "why", &err), ZD_OK);
	zd_book_rollback(book);
}
END_TEST

START_TEST(what_is_kept_comes_back)
{
	const struct zd_publication p = {.source = "import",
					 .of = 7,
					 .signer = "aa",
					 .signed_hash = "bb",
					 .as_of = "2025-06-30",
					 .summary = "短",
					 .detail = "长",
					 .data = "{\"x\":1}",
					 .role = "boss",
					 .why = "too much"};
	struct zd_publication out;
	bool found;
	int64_t release;
	ck_assert_ok(zd_publication_get(book, 1, &out, &found, &arena, &err));
	ck_assert(!found);
	publish(100, &p);
	ck_assert_ok(zd_publication_get(book, 1, &out, &found, &arena, &err));
	ck_assert(found);
	ck_assert_str_eq(out.source, "import");
	ck_assert_int_eq(out.of, 7);
	ck_assert_str_eq(out.signer, "aa");
	ck_assert_str_eq(out.signed_hash, "bb");
	ck_assert_int_eq(out.base, 0);
	ck_assert_str_eq(out.as_of, "2025-06-30");
	ck_assert_str_eq(out.summary, "短");
	ck_assert_str_eq(out.data, "{\"x\":1}");
	ck_assert_str_eq(out.role, "boss");
	ck_assert_str_eq(out.why, "too much");
	ck_assert_ok(zd_import_find(book, "aa", 7, "bb", &release, &err));
	ck_assert_int_eq(release, 1);
	ck_assert_ok(zd_import_find(book, "aa", 8, "bb", &release, &err));
	ck_assert_int_eq(release, 0);
	say(1, false); /* rejected: it may come again */
	ck_assert_ok(zd_import_find(book, "aa", 7, "bb", &release, &err));
	ck_assert_int_eq(release, 0);
	ck_assert_str_eq(
		fixture_sql(book, "SELECT group_concat(kind) FROM (SELECT kind FROM zd_entry ORDER BY id)", &text),
		"release,publication,verdict");
}
END_TEST

START_TEST(the_last_word_on_a_key_counts)
{
	char one[ZD_HASH_LEN + 1], two[ZD_HASH_LEN + 1];
	struct zd_trusted *list;
	size_t count;
	bool vouched;
	memset(one, '1', sizeof one);
	memset(two, '2', sizeof two);
	one[ZD_HASH_LEN] = two[ZD_HASH_LEN] = '\0';
	ck_assert_ok(zd_trust_get(book, &list, &count, &arena, &err));
	ck_assert_uint_eq(count, 0);
	ck_assert_ok(zd_book_begin(book, &err));
	ck_assert_ok(zd_trust_put(book, one, true, "", "w", "m", &err));
	ck_assert_ok(zd_trust_put(book, two, true, "north", "w", "m", &err));
	ck_assert_ok(zd_book_commit(book, &err));
	ck_assert_ok(zd_trust_get(book, &list, &count, &arena, &err));
	ck_assert_uint_eq(count, 2);
	ck_assert_str_eq(list[0].key, two);
	ck_assert_str_eq(list[0].branch, "north");
	const struct zd_publication p = {.source = "import",
					 .of = 1,
					 .signer = one,
					 .signed_hash = "files",
					 .summary = "",
					 .detail = "",
					 .data = "{}"};
	publish(1, &p);
	ck_assert_ok(zd_trust_vouches(book, "files", &vouched, &err));
	ck_assert(vouched);
	ck_assert_ok(zd_trust_vouches(book, "others", &vouched, &err));
	ck_assert(!vouched);
	ck_assert_ok(zd_book_begin(book, &err));
	ck_assert_ok(zd_trust_put(book, one, false, "", "w", "m", &err));
	ck_assert_ok(zd_book_commit(book, &err));
	ck_assert_ok(zd_trust_get(book, &list, &count, &arena, &err));
	ck_assert_uint_eq(count, 1);
	ck_assert_ok(zd_trust_vouches(book, "files", &vouched, &err));
	ck_assert(!vouched);
	struct fixture_sink sink = fixture_sink(&text);
	ck_assert_ok(zd_trust_list(book, &sink.sink, &err));
	ck_assert_ptr_nonnull(strstr(text.s, "false"));
}
END_TEST

Suite *suite_publication(void);
Suite *suite_publication(void)
{
	Suite *s = suite_create("publication");
	TCase *t = tcase_create("publication");
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, a_proposal_is_in_force_when_it_is_approved);
	tcase_add_test(t, what_is_kept_comes_back);
	tcase_add_test(t, the_last_word_on_a_key_counts);
	suite_add_tcase(s, t);
	return s;
}
