#include <check.h>
#include <string.h>

#include "store/db.h"
#include "store/records.h"
#include "store_fixture.h"

static struct zd_error err;

/* Takes a book with records through one change of the model. */
struct change {
	const char *before;  /* the fields of `item`; `branch` has id:text and the rows b1, b2 */
	const char *records; /* separated by ';' */
	const char *after;
	const char *changes; /* what is told; NULL: the migration fails */
	const char *rows;    /* the records afterwards, or the message */
};

static void put_all(struct zd_book *b, const struct zd_pack *p, const char *records)
{
	while (*records) {
		char record[200];
		size_t n = strcspn(records, ";");
		memcpy(record, records, n);
		record[n] = '\0';
		ck_assert_ok(fixture_put(b, p, "item", record, &err));
		records += n + (records[n] == ';');
	}
}

static void check_change(const struct change *c)
{
	struct zd_pack *before = fixture_pack("branch", "id:text", "item", c->before, NULL);
	struct zd_pack *after = fixture_pack("branch", "id:text", "item", c->after, NULL);
	struct zd_str told = {0}, dry = {0}, rows = {0}, schema = {0}, text = {0};
	struct zd_book *b = fixture_book("b.db", before);
	size_t count;
	ck_assert_ok(fixture_put(b, before, "branch", "b1", &err));
	ck_assert_ok(fixture_put(b, before, "branch", "b2", &err));
	put_all(b, before, c->records);
	zd_str_add(&schema, fixture_sql(b, "SELECT group_concat(sql, ';') FROM sqlite_schema", &text));

	/* Telling changes nothing, and says what doing does. */
	struct fixture_sink sink = fixture_sink(&dry);
	int rc = zd_book_migrate(b, after, true, &sink.sink, &count, &err);
	ck_assert_msg(c->changes ? rc == ZD_OK : rc == ZD_DATA, "%s: dry: %d %s", c->after, rc, err.message);
	ck_assert_str_eq(fixture_sql(b, "SELECT group_concat(sql, ';') FROM sqlite_schema", &text), schema.s);

	rc = fixture_migrate(b, after, &told, &err);
	if (c->changes) {
		ck_assert_msg(rc == ZD_OK, "%s: %d %s", c->after, rc, err.message);
		ck_assert_str_eq(zd_str_text(&told), c->changes);
		ck_assert_str_eq(zd_str_text(&dry), c->changes);
		ck_assert_str_eq(fixture_rows(b, after, "item", &rows), c->rows);
		ck_assert_ok(fixture_migrate(b, after, &told, &err));
		ck_assert_str_eq(zd_str_text(&told), "");
	} else {
		ck_assert_msg(rc == ZD_DATA, "%s: %d %s", c->after, rc, err.message);
		ck_assert_msg(strstr(err.message, c->rows) != NULL, "%s: %s", c->after, err.message);
		ck_assert_str_eq(fixture_sql(b, "SELECT group_concat(sql, ';') FROM sqlite_schema", &text), schema.s);
	}
	ck_assert_ok(zd_book_check(b, &err));
	ck_assert_str_eq(fixture_sql(b, "PRAGMA foreign_keys", &text), "1");
	ck_assert_str_eq(fixture_sql(b, "PRAGMA ignore_check_constraints", &text), "0");
	zd_book_close(b);
	zd_str_free(&told);
	zd_str_free(&dry);
	zd_str_free(&rows);
	zd_str_free(&schema);
	zd_str_free(&text);
	fixture_pack_free(before);
	fixture_pack_free(after);
	fixture_clean();
}

static const struct change changes[] = {
	/* nothing */
	{"id:text a:int", "x|1", "id:text a:int", "", "x|1\n"},
	{"id:text a:int", "x|1", "id:text a:int,default=5", "", "x|1\n"},
	{"id:text a:int b:int", "x|1|2", "id:text b:int a:int", "", "x|2|1\n"},
	{"id:text a:enum=p|q", "x|p", "id:text a:enum=q|p", "", "x|p\n"},
	/* new fields */
	{"id:text", "x;y", "id:text a:int", "item|a|new field\n", "x|\ny|\n"},
	{"id:text", "x;y", "id:text a:int,min=3,max=9 b:ref=branch", "item|a|new field\nitem|b|new field\n",
	 "x||\ny||\n"},
	{"id:text", "x;y", "id:text a:money!,default=1.5", "item|a|new field\n", "x|1.50\ny|1.50\n"},
	{"id:text", "x;y", "id:text a:bool,default=yes", "item|a|new field\n", "x|true\ny|true\n"},
	{"id:int", "9223372036854775807;-9223372036854775808", "id:int a:int!,default=1", "item|a|new field\n",
	 "-9223372036854775808|1\n9223372036854775807|1\n"},
	{"id:text", "", "id:text a:money!", "item|a|new field\n", ""},
	{"id:text", "x", "id:text a:text,unique", "item|a|new field\n", "x|\n"},
	{"id:text", "x", "id:text a:text!", NULL, "item x: a: is required"},
	{"id:text", "x;y", "id:text a:text,default=v,unique", NULL, "item y: a: must be unique"},
	{"id:text", "x", "id:text a:ref=branch,default=b9", NULL, "item x: a: there is no branch \"b9\""},
	{"id:text", "x", "id:text a:ref=branch!,default=b2", "item|a|new field\n", "x|b2\n"},
	/* fields that go */
	{"id:text a:int b:text", "x|1|t", "id:text b:text", "item|a|no longer in the model; its values are kept\n",
	 "x|t\n"},
	{"id:text a:int! b:text", "x|1|t", "id:text b:text", "item|a|no longer in the model; its values are kept\n",
	 "x|t\n"},
	/* rules */
	{"id:text a:int", "x|5", "id:text a:int,min=1,max=5", "item|a|minimum: none → 1\nitem|a|maximum: none → 5\n",
	 "x|5\n"},
	{"id:text a:money,max=10", "x|5", "id:text a:money,max=4.99", NULL,
	 "item x: a: 5.00 is above the maximum 4.99"},
	{"id:text a:number,min=0.5", "x|0.5", "id:text a:number", "item|a|minimum: 0.5 → none\n", "x|0.5\n"},
	{"id:text a:date", "x|2025-01-01", "id:text a:date,min=2025-01-02", NULL, "item x: a: 2025-01-01 is below"},
	{"id:text a:text", "x|;y|v", "id:text a:text!", NULL, "item x: a: is required"},
	{"id:text a:text", "x|;y|v", "id:text a:text!,default=d", "item|a|required\n", "x|d\ny|v\n"},
	{"id:text a:text!", "x|v", "id:text a:text", "item|a|no longer required\n", "x|v\n"},
	{"id:text a:text", "x|v;y|w", "id:text a:text,unique", "item|a|unique\n", "x|v\ny|w\n"},
	{"id:text a:text", "x|v;y|v", "id:text a:text,unique", NULL,
	 "item y: a: must be unique, and x has the same value"},
	{"id:text a:text,unique", "x|v", "id:text a:text", "item|a|no longer unique\n", "x|v\n"},
	{"id:text a:enum=p|q", "x|p", "id:text a:enum=p|r", "item|a|values: +r -q\n", "x|p\n"},
	{"id:text a:enum=p|q", "x|q", "id:text a:enum=p|r", NULL, "item x: a: wants one of p, r, got \"q\""},
	/* types */
	{"id:text a:text", "x|12;y|", "id:text a:int", "item|a|type: text → int\n", "x|12\ny|\n"},
	{"id:text a:text", "x|12;y|007", "id:text a:int", NULL, "item y: a: 007 cannot become int without loss"},
	{"id:text a:text", "x|+7", "id:text a:int", NULL, "cannot become"},
	{"id:text a:text", "x|12.5;y|12.50;z|-3", "id:text a:money", "item|a|type: text → money\n",
	 "x|12.50\ny|12.50\nz|-3.00\n"},
	{"id:text a:text", "x|12.505", "id:text a:money", NULL, "12.505 cannot become money"},
	{"id:text a:int", "x|3", "id:text a:money", "item|a|type: int → money\n", "x|3.00\n"},
	{"id:text a:money", "x|3.50", "id:text a:int", NULL, "3.50 cannot become int"},
	{"id:text a:money", "x|3.00", "id:text a:int", "item|a|type: money → int\n", "x|3\n"},
	{"id:text a:int", "x|9007199254740993", "id:text a:number", NULL, "cannot become number"},
	{"id:text a:int", "x|42", "id:text a:number", "item|a|type: int → number\n", "x|42\n"},
	{"id:text a:int", "x|1;y|0", "id:text a:bool", "item|a|type: int → bool\n", "x|true\ny|false\n"},
	{"id:text a:int", "x|2", "id:text a:bool", NULL, "2 cannot become bool"},
	{"id:text a:bool", "x|true", "id:text a:int", "item|a|type: bool → int\n", "x|1\n"},
	{"id:text a:date", "x|2025-01-31", "id:text a:datetime", "item|a|type: date → datetime\n",
	 "x|2025-01-31 00:00:00\n"},
	{"id:text a:datetime", "x|2025-01-31 00:00:00", "id:text a:date", "item|a|type: datetime → date\n",
	 "x|2025-01-31\n"},
	{"id:text a:datetime", "x|2025-01-31 00:00:01", "id:text a:date", NULL, "cannot become date"},
	{"id:text a:money", "x|1234.50", "id:text a:text", "item|a|type: money → text\n", "x|1234.50\n"},
	{"id:text a:text", "x|p", "id:text a:enum=p|q", "item|a|type: text → enum\n", "x|p\n"},
	{"id:text a:text", "x|z", "id:text a:enum=p|q", NULL, "z cannot become enum"},
	{"id:text a:text", "x|b1", "id:text a:ref=branch", "item|a|type: text → ref\n", "x|b1\n"},
	{"id:text a:text", "x|b3", "id:text a:ref=branch", NULL, "item x: a: there is no branch \"b3\""},
	{"id:text a:ref=branch", "x|b1", "id:text a:ref=item", NULL, "item x: a: there is no item \"b1\""},
	{"id:text a:text", "x|x;y|x", "id:text a:ref=item", "item|a|type: text → ref\n", "x|x\ny|x\n"},
	{"id:text a:text,sensitive", "x|secret", "id:text a:int,sensitive", NULL, "the value cannot become"},
	/* keys */
	{"id:text a:text", "", "id:int a:text", "item|id|type: text → int\n", ""},
	{"id:text a:text", "x|v", "id:int a:text", NULL, "the key of item cannot change"},
	{"id:text a:text", "", "a:text id:text", "item||key: id → a\nitem|a|required\nitem|id|no longer required\n",
	 ""},
	{"id:text a:text", "x|v", "a:text id:text", NULL, "the key of item cannot change"},
	{"id:text a:int", "x|3", "id:text,max=p a:int", NULL, "item x: id: x is above the maximum p"},
	/* text that would break SQL made by hand */
	{"id:text a:text", "x|it's;y|say \"no\"", "id:text a:text!,default=o'clock", "item|a|required\n",
	 "x|it's\ny|say \"no\"\n"},
};

START_TEST(one_change)
{
	check_change(&changes[_i]);
}
END_TEST

START_TEST(names_like_keywords)
{
	struct zd_pack *p = fixture_pack("select", "order:text group:int!,min=1 from:ref=table where:enum=and|or",
					 "table", "rowid:int values:text!,unique oid:text", "index", "id:text", NULL);
	struct zd_pack *q = fixture_pack("select", "order:text group:money!,min=1 from:ref=table where:enum=and|or|not",
					 "table", "rowid:int values:text! oid:text", NULL);
	struct zd_str text = {0};
	struct zd_book *b = fixture_book("b.db", p);
	ck_assert_ok(fixture_put(b, p, "table", "7|x", &err));
	ck_assert_ok(fixture_put(b, p, "select", "k|3|7|and", &err));
	ck_assert_ok(fixture_migrate(b, q, &text, &err));
	ck_assert_str_eq(text.s, "select|group|type: int → money\n"
				 "select|group|minimum: 1 → 1.00\n"
				 "select|where|values: +not\n"
				 "table|values|no longer unique\n"
				 "index||no longer in the model; its records are kept\n");
	ck_assert_str_eq(fixture_rows(b, q, "select", &text), "k|3.00|7|and\n");
	ck_assert_str_eq(fixture_rows(b, q, "table", &text), "7|x|\n");
	ck_assert_ok(fixture_migrate(b, q, &text, &err));
	ck_assert_str_eq(zd_str_text(&text), "");
	ck_assert_ok(fixture_migrate(b, p, &text, &err));
	ck_assert_ptr_nonnull(strstr(text.s, "index||back in the model\n"));
	zd_book_close(b);
	zd_str_free(&text);
	fixture_pack_free(p);
	fixture_pack_free(q);
	fixture_clean();
}
END_TEST

START_TEST(what_went_comes_back)
{
	struct zd_pack *one = fixture_pack("branch", "id:text", "item", "id:text a:int! b:text c:ref=branch", NULL);
	struct zd_pack *two = fixture_pack("item", "id:text b:text", NULL);
	struct zd_pack *three =
		fixture_pack("branch", "id:text", "item", "id:text a:text! b:int,default=4 c:ref=branch", NULL);
	struct zd_pack *four = fixture_pack("item", "id:text b:text a:date", NULL);
	struct zd_str text = {0};
	struct zd_book *b = fixture_book("b.db", one);
	ck_assert_ok(fixture_put(b, one, "branch", "b1", &err));
	ck_assert_ok(fixture_put(b, one, "item", "x|1|2|b1", &err));
	ck_assert_ok(fixture_migrate(b, two, &text, &err));
	ck_assert_ok(fixture_migrate(b, two, &text, &err));
	ck_assert_str_eq(zd_str_text(&text), "");
	ck_assert_fails(fixture_migrate(b, four, &text, &err), ZD_DATA, "item x: a: 1 cannot become date");
	ck_assert_ok(fixture_put(b, two, "item", "y|5", &err));
	/* A record made in between has nothing where something is required. */
	ck_assert_fails(fixture_migrate(b, three, &text, &err), ZD_DATA, "item y: a: is required");
	ck_assert_ok(zd_db_exec(zd_book_db(b), "DELETE FROM item WHERE id = 'y'", &err));
	ck_assert_ok(fixture_migrate(b, three, &text, &err));
	ck_assert_str_eq(fixture_rows(b, three, "item", &text), "x|1|2|b1\n");
	ck_assert_ok(zd_book_check(b, &err));
	ck_assert_fails(zd_db_exec(zd_book_db(b), "DELETE FROM branch", &err), ZD_DATA, "FOREIGN");
	zd_book_close(b);
	zd_str_free(&text);
	fixture_pack_free(one);
	fixture_pack_free(two);
	fixture_pack_free(three);
	fixture_pack_free(four);
	fixture_clean();
}
END_TEST

START_TEST(nothing_half_done)
{
	/* The first entity migrates well, the second fails: the first is as before, also when the caller commits. */
	struct zd_pack *one = fixture_pack("a", "id:text v:int", "b", "id:text v:int", NULL);
	struct zd_pack *two = fixture_pack("a", "id:text v:money w:text", "b", "id:text v:bool", "c", "id:text", NULL);
	struct zd_str text = {0}, before = {0};
	struct zd_book *b = fixture_book("b.db", one);
	size_t count;
	ck_assert_ok(fixture_put(b, one, "a", "x|1", &err));
	ck_assert_ok(fixture_put(b, one, "b", "x|2", &err));
	zd_str_add(&before,
		   fixture_sql(b, "SELECT group_concat(sql || definition) FROM sqlite_schema, zd_entity", &text));
	ck_assert_ok(zd_book_begin(b, &err));
	ck_assert_fails(zd_book_migrate(b, two, false, NULL, &count, &err), ZD_DATA, "b x: v: 2 cannot become bool");
	ck_assert_ok(zd_book_commit(b, &err));
	ck_assert_str_eq(fixture_sql(b, "SELECT group_concat(sql || definition) FROM sqlite_schema, zd_entity", &text),
			 before.s);
	ck_assert_str_eq(fixture_rows(b, one, "a", &text), "x|1\n");
	zd_book_close(b);
	zd_str_free(&text);
	zd_str_free(&before);
	fixture_pack_free(one);
	fixture_pack_free(two);
	fixture_clean();
}
END_TEST

START_TEST(tables_have_their_rules)
{
	static const char *const refused[] = {
		"INSERT INTO item (id, n) VALUES ('x', 0)",
		"INSERT INTO item (id, n) VALUES ('x', 10)",
		"INSERT INTO item (id, e) VALUES ('x', 'c')",
		"INSERT INTO item (id, f) VALUES ('x', 2)",
		"INSERT INTO item (id, m) VALUES ('x', 'text')",
		"INSERT INTO item (id, b) VALUES ('x', 'none')",
		"INSERT INTO item (id) VALUES (NULL)",
		"INSERT INTO item (id, t) VALUES ('x', 't')",
		"INSERT INTO item (id, d) VALUES ('x', '2024-12-31')",
		"INSERT INTO item (id) VALUES ('y')",
	};
	struct zd_pack *p =
		fixture_pack("branch", "id:text", "item",
			     "id:text n:int,min=1,max=9 e:enum=a|o'b f:bool m:money b:ref=branch t:text,unique "
			     "d:date,min=2025-01-01",
			     NULL);
	struct zd_str text = {0};
	struct zd_book *b = fixture_book("b.db", p);
	ck_assert_ok(zd_db_exec(zd_book_db(b), "INSERT INTO item (id, t, e) VALUES ('y', 't', 'o''b')", &err));
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
		int rc = zd_db_exec(zd_book_db(b), refused[i], &err);
		ck_assert_msg(rc == ZD_DATA, "%s: %d", refused[i], rc);
	}
	ck_assert_str_eq(fixture_sql(b, "SELECT count(*) FROM sqlite_schema WHERE name = 'item.b_idx'", &text), "1");
	ck_assert_ptr_nonnull(strstr(fixture_sql(b, "SELECT sql FROM sqlite_schema WHERE name = 'item'", &text),
				     "STRICT, WITHOUT ROWID"));
	zd_book_close(b);
	zd_str_free(&text);
	fixture_pack_free(p);
	fixture_clean();
}
END_TEST

START_TEST(names_that_are_taken)
{
	struct zd_pack *one = fixture_pack("zd_run", "id:text", NULL), *two = fixture_pack("sqlite_x", "id:text", NULL);
	struct zd_pack *three = fixture_pack("outcome", "id:text", NULL);
	struct zd_book *b;
	ck_assert_ok(zd_book_create(&b, fixture_path("b.db"), &err));
	ck_assert_fails(fixture_migrate(b, one, NULL, &err), ZD_DATA, "zd_");
	ck_assert_fails(fixture_migrate(b, two, NULL, &err), ZD_DATA, "sqlite_");
	ck_assert_ok(zd_db_exec(zd_book_db(b), "CREATE VIEW Outcome AS SELECT 1", &err));
	ck_assert_fails(fixture_migrate(b, three, NULL, &err), ZD_DATA, "something else of the name outcome");
	ck_assert_ok(zd_db_exec(zd_book_db(b),
				"UPDATE zd_entity SET definition = '{}'; INSERT INTO zd_entity VALUES ('x', '[')",
				&err));
	ck_assert_fails(fixture_migrate(b, three, NULL, &err), ZD_BOOK, "entity x cannot be read");
	zd_book_close(b);
	fixture_pack_free(one);
	fixture_pack_free(two);
	fixture_pack_free(three);
	fixture_clean();
}
END_TEST

START_TEST(a_view_over_a_rebuilt_table_lives_on)
{
	struct zd_pack *one = fixture_pack("item", "id:text a:int", NULL),
		       *two = fixture_pack("item", "id:text a:money", NULL);
	struct zd_str text = {0};
	struct zd_book *b = fixture_book("b.db", one);
	ck_assert_ok(fixture_put(b, one, "item", "x|3", &err));
	ck_assert_ok(zd_db_exec(zd_book_db(b), "CREATE VIEW seen AS SELECT id, a FROM item", &err));
	ck_assert_ok(fixture_migrate(b, two, &text, &err));
	ck_assert_str_eq(fixture_sql(b, "SELECT a FROM seen", &text), "300");
	zd_book_close(b);
	zd_str_free(&text);
	fixture_pack_free(one);
	fixture_pack_free(two);
	fixture_clean();
}
END_TEST

Suite *suite_migrate(void);
Suite *suite_migrate(void)
{
	Suite *s = suite_create("migrate");
	TCase *t = tcase_create("migrate");

	tcase_add_loop_test(t, one_change, 0, (int)(sizeof changes / sizeof *changes));
	tcase_add_test(t, names_like_keywords);
	tcase_add_test(t, what_went_comes_back);
	tcase_add_test(t, nothing_half_done);
	tcase_add_test(t, tables_have_their_rules);
	tcase_add_test(t, names_that_are_taken);
	tcase_add_test(t, a_view_over_a_rebuilt_table_lives_on);
	suite_add_tcase(s, t);
	return s;
}
