#include <check.h>
#include <string.h>

#include "store/db.h"
#include "store/records.h"
#include "store_fixture.h"

static struct zd_error err;

#define BRANCH "id:text *name:text parent:ref=branch"

static const char *list(struct zd_book *b, const struct zd_pack *p, const struct zd_query *q, struct zd_str *rows)
{
	struct fixture_sink sink = fixture_sink(rows);
	const char *entity = "item";
	int rc = zd_record_list(b, p, zd_pack_entity(p, entity), q, &sink.sink, &err);
	if (rc) {
		zd_str_clear(rows);
		zd_str_printf(rows, "%s: %s", zd_code_word((enum zd_code)rc), err.message);
	}
	return zd_str_text(rows);
}

START_TEST(lists)
{
	static const char *const id[] = {"id"}, *const place[] = {"id", "branch", "branch.name", "branch.parent.name"};
	static const char *const wrong[] = {"branch.nam"}, *const deep[] = {"name.x"};
	static const struct {
		struct zd_query q;
		const char *rows;
	} cases[] = {
		{{.columns = id, .column_count = 1}, "a\nb\nc\n"},
		{{.columns = id, .column_count = 1, .limit = 2}, "a\nb\n"},
		{{.columns = id, .column_count = 1, .order = "-id"}, "c\nb\na\n"},
		{{.columns = id, .column_count = 1, .order = "number"}, "b\nc\na\n"},
		{{.columns = id, .column_count = 1, .order = "-number"}, "a\nc\nb\n"},
		{{.columns = id, .column_count = 1, .order = "branch.name", .limit = 1}, "c\n"},
		{{.columns = place, .column_count = 4}, "a|south|South|Head\nb|head|Head|\nc|||\n"},
		{{.columns = place, .column_count = 4, .names = true}, "a|South|South|Head\nb|Head|Head|\nc|||\n"},
		{{.columns = id, .column_count = 1, .where = "number > 2"}, "a\n"},
		{{.columns = id, .column_count = 1, .where = "price >= 2.5 and name = \"it's\""}, "b\n"},
		{{.columns = id, .column_count = 1, .where = "branch.parent.name = Head or branch is null", .limit = 1},
		 "a\n"},
		{{.columns = id, .column_count = 1, .where = "branch.parent.name = Head or branch is null"}, "a\nc\n"},
		{{.columns = id, .column_count = 1, .where = "id = '\"; DROP TABLE item; --'"}, ""},
		{{.columns = id,
		  .column_count = 1,
		  .where = "id != a and (number = 2 or number is null)",
		  .order = "-id",
		  .limit = 1},
		 "c\n"},
		{{.columns = wrong, .column_count = 1},
		 "usage: branch.nam: branch has no field nam; did you mean name?"},
		{{.columns = deep, .column_count = 1}, "usage: name.x: name is not a reference to another entity"},
		{{.where = "numbr > 2"}, "usage: item has no field numbr; did you mean number?"},
		{{.order = "-nmae"}, "usage: item has no field nmae; did you mean name?"},
	};
	struct zd_pack *p = fixture_pack("branch", BRANCH, "item",
					 "id:text name:text branch:ref=branch number:int price:money", NULL);
	struct zd_str rows = {0};
	struct zd_book *b = fixture_book("b.db", p);
	ck_assert_ok(fixture_put(b, p, "branch", "head|Head", &err));
	ck_assert_ok(fixture_put(b, p, "branch", "south|South|head", &err));
	ck_assert_ok(fixture_put(b, p, "branch", "east||head", &err));
	ck_assert_ok(fixture_put(b, p, "item", "c||||", &err));
	ck_assert_ok(fixture_put(b, p, "item", "a|n|south|10|1", &err));
	ck_assert_ok(zd_db_exec(zd_book_db(b), "INSERT INTO item VALUES ('b', 'it''s', 'head', NULL, 250)", &err));
	ck_assert_ok(zd_db_exec(zd_book_db(b), "UPDATE item SET number = 2 WHERE id = 'c'", &err));
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		ck_assert_str_eq(list(b, p, &cases[i].q, &rows), cases[i].rows);
	ck_assert_ptr_nonnull(strstr(list(b, p, &(struct zd_query){.where = "number >"}, &rows), "data: "));
	/* A record without the field that is shown, by its key. */
	ck_assert_ok(zd_db_exec(zd_book_db(b), "UPDATE item SET branch = 'east' WHERE id = 'c'", &err));
	ck_assert_str_eq(
		list(b, p,
		     &(struct zd_query){.columns = place, .column_count = 2, .names = true, .order = "-id", .limit = 1},
		     &rows),
		"c|east\n");
	zd_book_close(b);
	zd_str_free(&rows);
	fixture_pack_free(p);
	fixture_clean();
}
END_TEST

START_TEST(a_condition_on_an_integer_reference)
{
	static const char *const id[] = {"id"};
	struct zd_pack *p = fixture_pack("branch", "id:int", "item", "id:int branch:ref=branch", NULL);
	struct zd_str rows = {0};
	struct zd_book *b = fixture_book("b.db", p);
	ck_assert_ok(fixture_put(b, p, "branch", "10", &err));
	ck_assert_ok(fixture_put(b, p, "branch", "9", &err));
	ck_assert_ok(fixture_put(b, p, "item", "1|10", &err));
	ck_assert_ok(fixture_put(b, p, "item", "2|9", &err));
	ck_assert_str_eq(
		list(b, p, &(struct zd_query){.columns = id, .column_count = 1, .where = "branch = 10"}, &rows), "1\n");
	ck_assert_str_eq(
		list(b, p, &(struct zd_query){.columns = id, .column_count = 1, .where = "branch < 10"}, &rows), "2\n");
	zd_book_close(b);
	zd_str_free(&rows);
	fixture_pack_free(p);
	fixture_clean();
}
END_TEST

Suite *suite_list(void);
Suite *suite_list(void)
{
	Suite *s = suite_create("list");
	TCase *t = tcase_create("list");

	tcase_add_test(t, lists);
	tcase_add_test(t, a_condition_on_an_integer_reference);
	suite_add_tcase(s, t);
	return s;
}
