#include <check.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "model/text.h"
#include "store/check.h"
#include "store/db.h"
#include "store/records.h"
#include "store_fixture.h"

static struct zd_error err;

#define BRANCH "id:text *name:text parent:ref=branch"
#define ITEM                                                                                                           \
	"id:text name:text! branch:ref=branch number:int,min=-5,max=9 price:money,min=0 share:number,max=0.5 "         \
	"day:date,"                                                                                                    \
	"min=2025-01-01 at:datetime open:bool grade:enum=strategic|important|general code:text,unique "                \
	"phone:text,unique,sensitive rank:int,default=3 up:ref=item"

static struct zd_pack *model(void)
{
	return fixture_pack("branch", BRANCH, "item", ITEM, "count", "id:int v:text", "line",
			    "id:int item:ref=item count:ref=count", NULL);
}

static struct zd_value text(const char *s)
{
	return zd_value_text(s, strlen(s));
}

START_TEST(each_field_is_checked)
{
	static const struct {
		const char *record;
		const char *message; /* NULL: good */
	} cases[] = {
		{"a|n", NULL},
		{"|n", "id: is required, got nothing"},
		{"b|", "name: is required, got nothing"},
		{"b|n|nowhere", "branch: there is no branch \"nowhere\""},
		{"c|n|b1|9|0.00|0.5|2025-01-01|2025-01-01 00:00:00|yes|general|K1|1", NULL},
		{"d|n||10", "number: 10 is above the maximum 9"},
		{"d|n||-6", "number: -6 is below the minimum -5"},
		{"d|n|||-0.01", "price: -0.01 is below the minimum 0.00"},
		{"d|n||||0.51", "share: 0.51 is above the maximum 0.5"},
		{"d|n|||||2024-12-31", "day: 2024-12-31 is below the minimum 2025-01-01"},
		{"d|n||||||||||K1", NULL}, /* one place too far: no field */
		{"e|n||||||||", NULL},
		{"f|n|||||||||K1", "code: must be unique, and K1 is taken by another item"},
		{"f|n||||||||||1", "phone: must be unique, and this value is taken by another item"},
		{"a|other", "id: item \"a\" exists already"},
		{"f|n|||||||||||9|f", NULL}, /* itself */
		{"g|n|||||||||||9|zz", "item g: up: there is no item \"zz\""},
		{"it's \"x\"; DROP|客户|b1", NULL},
	};
	struct zd_pack *p = model();
	struct zd_str rows = {0};
	struct zd_book *b = fixture_book("b.db", p);
	ck_assert_ok(fixture_put(b, p, "branch", "b1|One", &err));
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int rc = fixture_put(b, p, "item", cases[i].record, &err);
		if (cases[i].message) {
			ck_assert_msg(rc == ZD_DATA, "%s: %d", cases[i].record, rc);
			ck_assert_msg(strstr(err.message, cases[i].message) != NULL, "%s: %s", cases[i].record,
				      err.message);
		} else {
			ck_assert_msg(rc == ZD_OK, "%s: %s", cases[i].record, err.message);
		}
	}
	ck_assert_str_eq(fixture_rows(b, p, "item", &rows),
			 "a|n|||||||||||3|\n"
			 "c|n|b1|9|0.00|0.5|2025-01-01|2025-01-01 00:00:00|true|general|K1|***|3|\n"
			 "d|n||||||||||***1|3|\n"
			 "e|n|||||||||||3|\n"
			 "f|n|||||||||||9|f\n"
			 "it's \"x\"; DROP|客户|b1||||||||||3|\n");
	ck_assert_ok(zd_book_check(b, &err));
	zd_book_close(b);
	zd_str_free(&rows);
	fixture_pack_free(p);
	fixture_clean();
}
END_TEST

START_TEST(values_of_another_tag)
{
	static const struct {
		size_t field;
		struct zd_value value;
		const char *message;
	} cases[] = {
		{1, {.tag = ZD_INT, .i = 5}, "wants text, got 5"},
		{3, {.tag = ZD_NUMBER, .d = 1.0}, "wants a whole number"},
		{3, {.tag = ZD_TEXT, .len = 1, .s = "5"}, "wants a whole number, got \"5\""},
		{5, {.tag = ZD_NUMBER, .d = INFINITY}, "wants a number"},
		{6, {.tag = ZD_TEXT, .len = 10, .s = "2025-02-30"}, "wants a date, got \"2025-02-30\""},
		{7, {.tag = ZD_TEXT, .len = 19, .s = "2025-02-03T00:00:00"}, "wants a date-time"},
		{8, {.tag = ZD_INT, .i = 1}, "wants true or false"},
		{9, {.tag = ZD_TEXT, .len = 9, .s = "strategik"}, "did you mean strategic?"},
		{9, {.tag = ZD_TEXT, .len = 0, .s = ""}, "wants one of strategic, important, general"},
		{2, {.tag = ZD_BOOL, .i = 1}, "there is no branch"},
		{11, {.tag = ZD_INT, .i = 13900000000}, "got something else"},
		{0, {.tag = ZD_TEXT, .len = 0, .s = ""}, "may not be empty"},
		{0, {.tag = ZD_LIST}, "wants text"},
	};
	struct zd_pack *p = model();
	const struct zd_entity *e = zd_pack_entity(p, "item");
	struct zd_book *b = fixture_book("b.db", p);
	struct zd_writer *w;
	ck_assert_ok(zd_book_begin(b, &err));
	ck_assert_ok(zd_writer_open(&w, b, e, ZD_WRITE_INSERT, &err));
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct zd_value row[14] = {[0] = text("k"), [1] = text("n")};
		const char *field;
		bool written;
		row[cases[i].field] = cases[i].value;
		ck_assert_fails(zd_writer_put(w, row, &written, &field, &err), ZD_DATA, cases[i].message);
		ck_assert_str_eq(field, e->fields[cases[i].field].name);
		ck_assert(!written);
	}
	/* An integer is a number. */
	struct zd_value row[14] = {[0] = text("k"), [1] = text("n"), [5] = zd_value_int(-3)};
	const char *field;
	bool written;
	ck_assert_ok(zd_writer_put(w, row, &written, &field, &err));
	ck_assert(written);
	ck_assert_ok(zd_writer_close(w, true, &err));
	ck_assert_ok(zd_book_commit(b, &err));
	zd_book_close(b);
	fixture_pack_free(p);
	fixture_clean();
}
END_TEST

START_TEST(integer_keys)
{
	struct zd_pack *p = model();
	struct zd_str rows = {0};
	struct zd_book *b = fixture_book("b.db", p);
	ck_assert_ok(fixture_put(b, p, "count", "9223372036854775807|max", &err));
	ck_assert_ok(fixture_put(b, p, "count", "-9223372036854775808|min", &err));
	ck_assert_ok(fixture_put(b, p, "count", "0|zero", &err));
	ck_assert_fails(fixture_put(b, p, "count", "0|again", &err), ZD_DATA, "id: count 0 exists already");
	/* References come as text from files, as integers from JSON. */
	ck_assert_ok(fixture_put(b, p, "line", "1||9223372036854775807", &err));
	ck_assert_ok(fixture_put(b, p, "line", "2||-9223372036854775808", &err));
	ck_assert_ok(fixture_put(b, p, "item", "7|seven", &err));
	ck_assert_ok(fixture_put(b, p, "line", "3|7|0", &err));
	static const char *const bad[] = {
		"4||9223372036854775808", "4||00", "4||+0", "4||-0", "4||0 ", "4||0x0", "4||1", "4||1e3"};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		ck_assert_fails(fixture_put(b, p, "line", bad[i], &err), ZD_DATA, "count: there is no count");
	ck_assert_str_eq(fixture_rows(b, p, "line", &rows), "1||9223372036854775807\n2||-9223372036854775808\n3|7|0\n");

	struct zd_arena arena = {0};
	struct zd_value values[3], key = text("9223372036854775807");
	ck_assert_ok(zd_record_get(b, zd_pack_entity(p, "count"), &key, values, &arena, &err));
	ck_assert_int_eq(values[0].i, INT64_MAX);
	key = zd_value_int(7);
	struct zd_value item[14];
	ck_assert_ok(zd_record_get(b, zd_pack_entity(p, "item"), &key, item, &arena, &err));
	ck_assert_str_eq(item[1].s, "seven");
	key = text("007");
	ck_assert_fails(zd_record_get(b, zd_pack_entity(p, "count"), &key, values, &arena, &err), ZD_NOT_FOUND,
			"\"007\"");
	zd_arena_free(&arena);
	zd_book_close(b);
	zd_str_free(&rows);
	fixture_pack_free(p);
	fixture_clean();
}
END_TEST

START_TEST(keys_in_columns)
{
	static const struct {
		struct zd_value key;
		bool integer;
		const char *wanted; /* NULL: none */
	} cases[] = {
		{{.tag = ZD_TEXT, .len = 2, .s = "C1"}, false, "C1"},
		{{.tag = ZD_INT, .i = -7}, false, "-7"},
		{{.tag = ZD_TEXT, .len = 2, .s = "42"}, true, "42"},
		{{.tag = ZD_TEXT, .len = 3, .s = "042"}, true, NULL},
		{{.tag = ZD_TEXT, .len = 0, .s = ""}, false, NULL},
		{{.tag = ZD_TEXT, .len = 0, .s = ""}, true, NULL},
		{{.tag = ZD_NIL}, true, NULL},
		{{.tag = ZD_NUMBER, .d = 1}, true, NULL},
		{{.tag = ZD_TEXT, .len = 2, .s = "4\0"}, true, NULL},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct zd_value out;
		struct zd_str plain = {0};
		char buf[24];
		bool good = zd_key_stored(&out, &cases[i].key, cases[i].integer, buf);
		ck_assert_msg(good == (cases[i].wanted != NULL), "case %zu", i);
		if (good) {
			ck_assert_int_eq(out.tag, cases[i].integer ? ZD_INT : ZD_TEXT);
			zd_value_plain(&plain, NULL, &out);
			ck_assert_str_eq(plain.s, cases[i].wanted);
		}
		zd_str_free(&plain);
	}
}
END_TEST

/* Puts records "key|name" of item in a mode; returns which were written, as a text of y and n. */
static const char *put_modes(struct zd_book *b, const struct zd_pack *p, enum zd_write_mode mode, const char *records)
{
	static char marks[20];
	struct zd_writer *w;
	size_t count = 0;
	ck_assert_ok(zd_book_begin(b, &err));
	ck_assert_ok(zd_writer_open(&w, b, zd_pack_entity(p, "item"), mode, &err));
	while (*records) {
		size_t n = strcspn(records, ";"), k = strcspn(records, "|");
		struct zd_value row[14] = {
			[0] = zd_value_text(records, k), [1] = zd_value_text(records + k + 1, n - k - 1)};
		const char *field;
		bool written;
		if (n == k + 1)
			row[1] = ZD_VALUE_NIL;
		row[3] = zd_value_int((int64_t)count);
		ck_assert_ok(zd_writer_put(w, row, &written, &field, &err));
		marks[count++] = written ? 'y' : 'n';
		records += n + (records[n] == ';');
	}
	marks[count] = '\0';
	ck_assert_ok(zd_writer_close(w, true, &err));
	ck_assert_ok(zd_book_commit(b, &err));
	return marks;
}

START_TEST(modes_of_writing)
{
	struct zd_pack *p = model();
	struct zd_str rows = {0};
	struct zd_book *b = fixture_book("b.db", p);
	ck_assert_str_eq(put_modes(b, p, ZD_WRITE_SKIP, "a|1;b|2;a|3;c|4"), "yyny");
	ck_assert_str_eq(fixture_rows(b, p, "item", &rows),
			 "a|1||0|||||||||3|\nb|2||1|||||||||3|\nc|4||3|||||||||3|\n");
	ck_assert_ok(zd_db_exec(zd_book_db(b), "UPDATE item SET rank = 8, code = 'K' WHERE id = 'a'", &err));
	/* What is not given stays, also the default of a field and what is required. */
	ck_assert_str_eq(put_modes(b, p, ZD_WRITE_UPDATE, "a|;d|new;d|newer"), "yyy");
	ck_assert_str_eq(fixture_rows(b, p, "item", &rows),
			 "a|1||0|||||||K||8|\nb|2||1|||||||||3|\nc|4||3|||||||||3|\nd|newer||2|||||||||3|\n");
	struct zd_writer *w;
	const char *field;
	bool written;
	ck_assert_ok(zd_book_begin(b, &err));
	ck_assert_ok(zd_writer_open(&w, b, zd_pack_entity(p, "item"), ZD_WRITE_UPDATE, &err));
	struct zd_value row[14] = {[0] = text("e")};
	ck_assert_fails(zd_writer_put(w, row, &written, &field, &err), ZD_DATA, "is required");
	ck_assert_str_eq(field, "name");
	row[0] = text("b");
	row[10] = text("K");
	ck_assert_fails(zd_writer_put(w, row, &written, &field, &err), ZD_DATA, "must be unique, and K is taken");
	ck_assert_str_eq(field, "code");
	zd_writer_close(w, true, &err);
	zd_book_rollback(b);
	/* An entity that is a key and nothing more. */
	struct zd_pack *q = fixture_pack("item", ITEM, "branch", BRANCH, "only", "id:int", NULL);
	ck_assert_ok(fixture_migrate(b, q, NULL, &err));
	ck_assert_ok(zd_writer_open(&w, b, zd_pack_entity(q, "only"), ZD_WRITE_UPDATE, &err));
	for (int i = 0; i < 3; i++) {
		struct zd_value key = zd_value_int(i / 2);
		ck_assert_ok(zd_writer_put(w, &key, &written, &field, &err));
		ck_assert(written);
	}
	ck_assert_ok(zd_writer_close(w, true, &err));
	ck_assert_str_eq(fixture_rows(b, q, "only", &rows), "0\n1\n");
	zd_book_close(b);
	zd_str_free(&rows);
	fixture_pack_free(p);
	fixture_pack_free(q);
	fixture_clean();
}
END_TEST

START_TEST(references_to_later_records)
{
	struct zd_pack *p = model();
	struct zd_str rows = {0};
	struct zd_book *b = fixture_book("b.db", p);
	static const struct {
		const char *keys[3], *parents[3];
		const char *message; /* NULL: good */
	} cases[] = {
		{{"c", "b", "a"}, {"b", "a", NULL}, NULL},
		{{"x", "y", "z"}, {"y", "x", "z"}, NULL},
		{{"p", "q", "r"}, {"q", "none", "p"}, "branch q: parent: there is no branch \"none\""},
	};
	for (size_t i = 0; i < 3; i++) {
		struct zd_writer *w;
		const char *field;
		bool written;
		ck_assert_ok(zd_book_begin(b, &err));
		ck_assert_ok(zd_writer_open(&w, b, zd_pack_entity(p, "branch"), ZD_WRITE_INSERT, &err));
		for (size_t k = 0; k < 3; k++) {
			struct zd_value row[] = {text(cases[i].keys[k]), ZD_VALUE_NIL,
						 cases[i].parents[k] ? text(cases[i].parents[k]) : ZD_VALUE_NIL};
			ck_assert_ok(zd_writer_put(w, row, &written, &field, &err));
		}
		if (!cases[i].message) {
			ck_assert_ok(zd_writer_close(w, true, &err));
			ck_assert_ok(zd_book_commit(b, &err));
			continue;
		}
		ck_assert_fails(zd_writer_close(w, true, &err), ZD_DATA, cases[i].message);
		ck_assert_int_eq(zd_book_commit(b, &err), ZD_BUG);
		zd_book_rollback(b);
	}
	/* Not finished: not to be committed. */
	struct zd_writer *w;
	const char *field;
	bool written;
	ck_assert_ok(zd_book_begin(b, &err));
	ck_assert_ok(zd_writer_open(&w, b, zd_pack_entity(p, "branch"), ZD_WRITE_INSERT, &err));
	struct zd_value row[] = {text("n"), ZD_VALUE_NIL, text("m")};
	ck_assert_ok(zd_writer_put(w, row, &written, &field, &err));
	zd_writer_close(w, false, &err);
	ck_assert_int_eq(zd_book_commit(b, &err), ZD_BUG);
	zd_book_rollback(b);
	ck_assert_str_eq(fixture_rows(b, p, "branch", &rows), "a||\nb||a\nc||b\nx||y\ny||x\nz||z\n");
	ck_assert_ok(zd_book_check(b, &err));
	zd_book_close(b);
	zd_str_free(&rows);
	fixture_pack_free(p);
	fixture_clean();
}
END_TEST

#define COUNT_INDEX "SELECT count(*) FROM sqlite_schema WHERE name = 'b.a_idx'"

START_TEST(many_keys_are_looked_up_right)
{
	/* More keys than are remembered, of many lengths: none is taken for another. */
	struct zd_pack *p = fixture_pack("a", "id:text", "b", "id:int a:ref=a", NULL);
	struct zd_book *b = fixture_book("b.db", p);
	struct zd_writer *parents, *children;
	const char *field;
	bool written;
	char key[64];
	struct zd_str found = {0};
	ck_assert_ok(zd_book_begin(b, &err));
	ck_assert_ok(zd_writer_open(&parents, b, zd_pack_entity(p, "a"), ZD_WRITE_INSERT, &err));
	ck_assert_ok(zd_writer_open(&children, b, zd_pack_entity(p, "b"), ZD_WRITE_INSERT, &err));
	for (int i = 0; i < 20000; i++) {
		snprintf(key, sizeof key, "%0*d", 1 + i % 50, 2 * i);
		struct zd_value id = text(key);
		ck_assert_ok(zd_writer_put(parents, &id, &written, &field, &err));
	}
	for (int round = 0; round < 2; round++) {
		for (int i = 0; i < 20000; i++) {
			struct zd_value row[] = {zd_value_int(round * 20000 + i), ZD_VALUE_NIL};
			snprintf(key, sizeof key, "%0*d", 1 + i % 50, 2 * i);
			row[1] = text(key);
			ck_assert_ok(zd_writer_put(children, row, &written, &field, &err));
			snprintf(key, sizeof key, "%0*d", 1 + i % 50, 2 * i + 1);
			row[1] = text(key);
			ck_assert_int_eq(zd_writer_put(children, row, &written, &field, &err), ZD_DATA);
		}
	}
	/* Indexes wait for the end of a load into an empty table. */
	ck_assert_str_eq(fixture_sql(b, COUNT_INDEX, &found), "0");
	ck_assert_ok(zd_writer_close(children, true, &err));
	ck_assert_str_eq(fixture_sql(b, COUNT_INDEX, &found), "1");
	ck_assert_ok(zd_writer_close(parents, true, &err));
	ck_assert_ok(zd_book_commit(b, &err));
	ck_assert_ok(zd_book_check(b, &err));
	int64_t count;
	ck_assert_ok(zd_record_count(b, zd_pack_entity(p, "b"), &count, &err));
	ck_assert_int_eq(count, 40000);
	zd_book_close(b);
	zd_str_free(&found);
	fixture_pack_free(p);
	fixture_clean();
}
END_TEST

START_TEST(a_load_given_up_leaves_the_indexes)
{
	struct zd_pack *p = fixture_pack("a", "id:text", "b", "id:int a:ref=a", NULL);
	struct zd_book *b = fixture_book("b.db", p);
	struct zd_str found = {0};
	const char *field;
	bool written;
	for (int finish = 0; finish < 2; finish++) {
		/* The second time by two writers at once. */
		struct zd_writer *w, *other;
		ck_assert_ok(zd_book_begin(b, &err));
		ck_assert_ok(zd_writer_open(&w, b, zd_pack_entity(p, "b"), ZD_WRITE_INSERT, &err));
		ck_assert_ok(zd_writer_open(&other, b, zd_pack_entity(p, "b"), ZD_WRITE_SKIP, &err));
		for (int i = 0; i < 3000; i++) {
			struct zd_value row[] = {zd_value_int(i), ZD_VALUE_NIL};
			ck_assert_ok(zd_writer_put(w, row, &written, &field, &err));
			row[0] = zd_value_int(-i - 1);
			if (finish)
				ck_assert_ok(zd_writer_put(other, row, &written, &field, &err));
		}
		ck_assert_str_eq(fixture_sql(b, COUNT_INDEX, &found), "0");
		int rc = zd_writer_close(w, finish, &err), other_rc = zd_writer_close(other, finish, &err);
		ck_assert_int_eq(rc + other_rc, ZD_OK);
		ck_assert_int_eq(zd_book_commit(b, &err), finish ? ZD_OK : ZD_BUG);
		zd_book_rollback(b);
		ck_assert_str_eq(fixture_sql(b, COUNT_INDEX, &found), "1");
		ck_assert_str_eq(fixture_sql(b, "SELECT count(*) FROM b", &found), finish ? "6000" : "0");
	}
	ck_assert_ok(zd_book_check(b, &err));
	zd_book_close(b);
	zd_str_free(&found);
	fixture_pack_free(p);
	fixture_clean();
}
END_TEST

START_TEST(changes_of_one_record)
{
	struct zd_pack *p = model();
	const struct zd_entity *e = zd_pack_entity(p, "item");
	struct zd_str rows = {0};
	struct zd_arena arena = {0};
	struct zd_value got[14], key = text("a");
	struct zd_book *b = fixture_book("b.db", p);
	ck_assert_ok(fixture_put(b, p, "branch", "b1|One", &err));
	ck_assert_ok(fixture_put(b, p, "item", "a|n|b1|5", &err));
	ck_assert_ok(fixture_put(b, p, "item", "b|n|||||||||K", &err));
	static const struct {
		const char *key, *field;
		struct zd_value value;
		int code;
		const char *message;
	} cases[] = {
		{"a", "nmae", {.tag = ZD_NIL}, ZD_USAGE, "item has no field nmae; did you mean name?"},
		{"a", "id", {.tag = ZD_TEXT, .len = 1, .s = "z"}, ZD_USAGE, "is the key"},
		{"zz", "name", {.tag = ZD_TEXT, .len = 1, .s = "z"}, ZD_NOT_FOUND, "there is no item \"zz\""},
		{"a", "name", {.tag = ZD_NIL}, ZD_DATA, "name: is required"},
		{"a", "number", {.tag = ZD_INT, .i = 99}, ZD_DATA, "number: 99 is above the maximum 9"},
		{"a", "branch", {.tag = ZD_TEXT, .len = 1, .s = "q"}, ZD_DATA, "branch: there is no branch \"q\""},
		{"a", "up", {.tag = ZD_TEXT, .len = 1, .s = "q"}, ZD_DATA, "up: there is no item \"q\""},
		{"a", "code", {.tag = ZD_TEXT, .len = 1, .s = "K"}, ZD_DATA, "code"},
		{"a", "name\" = 1 --", {.tag = ZD_NIL}, ZD_USAGE, "has no field"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct zd_value k = text(cases[i].key);
		ck_assert_fails(zd_record_set(b, e, &k, &cases[i].field, &cases[i].value, 1, &err), cases[i].code,
				cases[i].message);
	}
	const char *const fields[] = {"number", "up", "branch"};
	const struct zd_value values[] = {zd_value_int(-5), text("a"), ZD_VALUE_NIL};
	ck_assert_ok(zd_record_set(b, e, &key, fields, values, 3, &err));
	ck_assert_ok(zd_record_get(b, e, &key, got, &arena, &err));
	ck_assert_int_eq(got[3].i, -5);
	ck_assert_str_eq(got[13].s, "a");
	ck_assert_int_eq(got[2].tag, ZD_NIL);
	const char *const twice[] = {"number", "number"};
	ck_assert_fails(zd_record_set(b, e, &key, twice, values, 2, &err), ZD_USAGE, "twice");
	ck_assert_int_eq(zd_record_set(b, e, &key, NULL, NULL, 0, &err), ZD_USAGE);
	key = text("none");
	ck_assert_fails(zd_record_get(b, e, &key, got, &arena, &err), ZD_NOT_FOUND, "there is no item \"none\"");
	zd_book_close(b);
	zd_arena_free(&arena);
	zd_str_free(&rows);
	fixture_pack_free(p);
	fixture_clean();
}
END_TEST

START_TEST(a_model_that_the_book_does_not_have_yet)
{
	struct zd_pack *one = fixture_pack("item", "id:text", NULL);
	struct zd_pack *two = fixture_pack("item", "id:text a:int", "other", "id:text", NULL);
	struct zd_str rows = {0};
	struct zd_arena arena = {0};
	struct zd_book *b = fixture_book("b.db", one);
	struct zd_writer *w;
	struct zd_value key = text("x"), values[2];
	int64_t count;
	ck_assert_fails(zd_writer_open(&w, b, zd_pack_entity(two, "item"), ZD_WRITE_INSERT, &err), ZD_BOOK,
			"behind the pack's model");
	ck_assert_ptr_null(w);
	ck_assert_int_eq(zd_writer_open(&w, b, zd_pack_entity(two, "other"), ZD_WRITE_UPDATE, &err), ZD_BOOK);
	ck_assert_int_eq(zd_record_count(b, zd_pack_entity(two, "other"), &count, &err), ZD_BOOK);
	ck_assert_int_eq(zd_record_get(b, zd_pack_entity(two, "item"), &key, values, &arena, &err), ZD_BOOK);
	struct fixture_sink sink = fixture_sink(&rows);
	const struct zd_query all = {0};
	ck_assert_int_eq(zd_record_list(b, two, zd_pack_entity(two, "item"), &all, &sink.sink, &err), ZD_BOOK);
	ck_assert_str_eq(fixture_sql(b, "PRAGMA foreign_keys", &rows), "1");
	zd_book_close(b);
	zd_arena_free(&arena);
	zd_str_free(&rows);
	fixture_pack_free(one);
	fixture_pack_free(two);
	fixture_clean();
}
END_TEST

Suite *suite_records(void);
Suite *suite_records(void)
{
	Suite *s = suite_create("records");
	TCase *t = tcase_create("records");

	tcase_set_timeout(t, 30);
	tcase_add_test(t, each_field_is_checked);
	tcase_add_test(t, values_of_another_tag);
	tcase_add_test(t, integer_keys);
	tcase_add_test(t, keys_in_columns);
	tcase_add_test(t, modes_of_writing);
	tcase_add_test(t, references_to_later_records);
	tcase_add_test(t, many_keys_are_looked_up_right);
	tcase_add_test(t, a_load_given_up_leaves_the_indexes);
	tcase_add_test(t, changes_of_one_record);
	tcase_add_test(t, a_model_that_the_book_does_not_have_yet);
	suite_add_tcase(s, t);
	return s;
}
