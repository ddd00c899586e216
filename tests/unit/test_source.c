/* The book as a source: fields, references, facts, histories; and facts that should not be. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "model/text.h"
#include "store/clockscan.h"
#include "store/db.h"
#include "store/reading.h"
#include "store_fixture.h"

#define MOST_SLOTS 16

static struct zd_error err;
static struct zd_pack *pack;
static struct zd_book *book;
static struct zd_reader *reader;
static struct zd_fact facts[4];
static struct zd_slot slots[MOST_SLOTS];
static struct zd_stage stage;
static struct zd_scope scope;

static void setup(void)
{
	err = (struct zd_error){0};
	pack = fixture_pack("branch", "id:text name:text! kind:enum=hq|region", "customer",
			    "id:text *name:text! branch:ref=branch size:int opened:date good:bool rate:number", "visit",
			    "id:int customer:ref=customer amount:money!", "order",
			    "id:int customer:ref=customer! amount:money! on:date!", NULL);
	pack->entities[1].branch = "branch";
	book = fixture_book("source.db", pack);
	static const char *const records[][2] = {
		{"branch", "b1|东|hq"},
		{"branch", "b2|西|"},
		{"customer", "C1|甲|b1|10|2020-01-31|true|1.5"},
		{"customer", "C10|乙|b2|0||false|"},
		{"customer", "C2|丙||||"},
		{"customer", "c3|丁|b1|-7|2021-02-28||0"},
		{"order", "1|C1|100.00|2025-10-01"},
		{"order", "2|C1|50.50|2025-11-01"},
		{"order", "3|c3|0.01|2025-11-30"},
		{"order", "4|c3|99|2025-12-01"},
		{"visit", "2|C1|1"},
		{"visit", "10||2"},
		{"visit", "9|C2|3"},
	};
	for (size_t i = 0; i < sizeof records / sizeof *records; i++)
		ck_assert_ok(fixture_put(book, pack, records[i][0], records[i][1], &err));
	memset(facts, 0, sizeof facts);
	memset(slots, 0, sizeof slots);
	pack->facts = facts;
	stage = (struct zd_stage){.entity = &pack->entities[1], .slots = slots, .over_slot = -1, .branch_slot = -1};
	scope = (struct zd_scope){.as_of = zd_date_days((struct zd_date){2025, 11, 30})};
	ck_assert_ok(zd_reader_open(&reader, fixture_path("source.db"), &err));
}

static void teardown(void)
{
	zd_reader_close(reader);
	zd_book_close(book);
	fixture_pack_free(pack);
	fixture_clean();
}

/* A fact of whole numbers or texts: names "a b", "*" in front of those with default 0. */
static struct zd_fact *add_fact(const char *subject, const char *sql, enum zd_kind kind, const char *names)
{
	struct zd_fact *f = &facts[pack->fact_count++];
	*f = (struct zd_fact){.name = "f", .subject = subject, .sql = sql, .place = {"facts/f.sql", 5, 1}};
	f->values = zd_arena_alloc(&pack->arena, 8 * sizeof *f->values);
	while (*names) {
		size_t n = strcspn(names, " ");
		struct zd_fact_value *v = &f->values[f->value_count++];
		v->fallback = *names == '*' ? zd_value_int(0) : ZD_VALUE_NIL;
		v->name = zd_arena_strndup(&pack->arena, names + (*names == '*'), n - (*names == '*'));
		v->type.kind = kind;
		names += n + (names[n] == ' ');
	}
	return f;
}

static struct zd_slot *add_slot(enum zd_slot_kind kind, const struct zd_entity *e)
{
	struct zd_slot *s = &slots[stage.slot_count++];
	*s = (struct zd_slot){.kind = kind, .entity = e, .path = "p"};
	return s;
}

static struct zd_slot *add_field(const char *name)
{
	struct zd_slot *s = add_slot(ZD_SLOT_FIELD, stage.entity);
	s->field = zd_entity_field(stage.entity, name);
	s->type = s->field->type;
	s->required = s->field->required;
	return s;
}

static struct zd_slot *add_value(const struct zd_fact *f, size_t value)
{
	struct zd_slot *s = add_slot(ZD_SLOT_FACT, stage.entity);
	s->fact = f;
	s->fact_value = value;
	s->type = f->values[value].type;
	return s;
}

static void across(struct zd_slot *s, const char *ref, const char *entity)
{
	s->via = zd_arena_alloc(&pack->arena, sizeof *s->via);
	s->via[s->via_count++] = ref;
	s->entity = zd_pack_entity(pack, entity);
	s->required = false;
}

static void add_row(struct zd_str *text, const struct zd_batch *b, size_t row)
{
	zd_value_plain(text, &stage.entity->fields[0].type, &b->ids[row]);
	for (size_t i = 0; i < stage.slot_count; i++) {
		const struct zd_value *v = &b->in[row * stage.slot_count + i];
		zd_str_addc(text, '|');
		zd_value_plain(text, v->tag == ZD_LIST ? NULL : &slots[i].type, v);
	}
	zd_str_addc(text, '\n');
}

/* All rows as text, in batches of `cap`. */
static int read_all(struct zd_str *text, size_t cap)
{
	struct zd_source_maker m = zd_reader_sources(reader, pack);
	struct zd_source *s;
	zd_str_clear(text);
	if (m.open(m.context, &stage, &scope, &s, &err))
		return err.code;
	struct zd_batch *b = zd_batch_new(&stage, cap);
	int rc;
	while (!(rc = s->next(s, b, &err)) && b->count) {
		ck_assert(!b->complete);
		ck_assert_uint_le(b->count, cap);
		for (size_t row = 0; row < b->count; row++)
			add_row(text, b, row);
		zd_batch_clear(b);
	}
	s->close(s);
	zd_batch_free(b);
	return rc;
}

static void assert_rows(const char *wanted)
{
	struct zd_str text = {0};
	for (size_t cap = 1; cap < 6; cap += 2) {
		ck_assert_ok(read_all(&text, cap));
		ck_assert_str_eq(zd_str_text(&text), wanted);
	}
	zd_str_free(&text);
}

static void assert_refused(enum zd_code code, const char *part)
{
	struct zd_str text = {0};
	int rc = read_all(&text, 3);
	ck_assert_msg(rc == (int)code && strstr(err.message, part), "%d %s", rc, err.message);
	zd_str_free(&text);
}

START_TEST(fields_in_key_order)
{
	add_field("name");
	add_field("size");
	add_field("opened");
	add_field("good");
	add_field("rate");
	add_slot(ZD_SLOT_AS_OF, stage.entity)->type.kind = ZD_KIND_DATE;
	add_slot(ZD_SLOT_PERIOD_START, stage.entity)->type.kind = ZD_KIND_DATE;
	assert_rows("C1|甲|10|2020-01-31|true|1.5|2025-11-30|2025-11-01\n"
		    "C10|乙|0||false||2025-11-30|2025-11-01\n"
		    "C2|丙|||||2025-11-30|2025-11-01\n"
		    "c3|丁|-7|2021-02-28||0|2025-11-30|2025-11-01\n");
}
END_TEST

START_TEST(fields_across_references)
{
	struct zd_slot *s = add_field("name");
	across(s, "branch", "branch");
	s->field = zd_entity_field(s->entity, "name");
	s = add_field("name");
	across(s, "branch", "branch");
	s->field = zd_entity_field(s->entity, "kind");
	s->type = s->field->type;
	assert_rows("C1|东|hq\nC10|西|\nC2||\nc3|东|hq\n");
	/* An outcome of the record referred to is for the engine: the source gives the key. */
	s = add_slot(ZD_SLOT_OUTCOME, stage.entity);
	across(s, "branch", "branch");
	add_slot(ZD_SLOT_OUTCOME, stage.entity);
	assert_rows("C1|东|hq|b1|\nC10|西||b2|\nC2||||\nc3|东|hq|b1|\n");
}
END_TEST

START_TEST(an_enum_is_the_models_own)
{
	struct zd_slot *s = add_field("name");
	across(s, "branch", "branch");
	s->field = zd_entity_field(s->entity, "kind");
	s->type = s->field->type;
	struct zd_source_maker m = zd_reader_sources(reader, pack);
	struct zd_source *source;
	ck_assert_ok(m.open(m.context, &stage, &scope, &source, &err));
	struct zd_batch *b = zd_batch_new(&stage, 8);
	ck_assert_ok(source->next(source, b, &err));
	ck_assert_ptr_eq(b->in[0].s, s->type.enums->values[0]);
	source->close(source);
	zd_batch_free(b);
}
END_TEST

START_TEST(integer_keys)
{
	stage.entity = &pack->entities[2];
	add_field("amount");
	assert_rows("2|1.00\n9|3.00\n10|2.00\n");
}
END_TEST

START_TEST(one_branch_or_one_subject)
{
	struct zd_value c10 = zd_value_text("C10", 3), none = zd_value_text("x", 1);
	add_field("branch");
	stage.branch_slot = 0;
	scope.branch = "b1";
	assert_rows("C1|b1\nc3|b1\n");
	scope.branch = NULL;
	scope.subject = &c10;
	assert_rows("C10|b2\n");
	scope.subject = &none;
	assert_rows("");
	scope.subject = &c10;
	scope.branch = "b1";
	assert_rows("");
	/* Without a branch of their own, records are everybody's. */
	stage.branch_slot = -1;
	assert_rows("C10|b2\n");
}
END_TEST

static const char SALES[] = "SELECT customer, sum(amount) AS total, count(*) AS orders FROM \"order\"\n"
			    "WHERE \"on\" <= :as_of GROUP BY customer; -- behind it";

START_TEST(facts_walk_along)
{
	const struct zd_fact *f = add_fact("customer", SALES, ZD_KIND_INT, "*total orders");
	struct zd_value c3 = zd_value_text("c3", 2), c2 = zd_value_text("C2", 2);
	add_value(f, 1);
	add_field("name");
	add_value(f, 0);
	assert_rows("C1|2|甲|15050\nC10||乙|0\nC2||丙|0\nc3|1|丁|1\n");
	scope.as_of = zd_date_days((struct zd_date){2025, 10, 1});
	assert_rows("C1|1|甲|10000\nC10||乙|0\nC2||丙|0\nc3||丁|0\n");
	scope.as_of = zd_date_days((struct zd_date){2025, 12, 31});
	scope.subject = &c3;
	assert_rows("c3|2|丁|9901\n");
	scope.subject = &c2;
	assert_rows("C2||丙|0\n");
}
END_TEST

START_TEST(facts_across_a_reference)
{
	const struct zd_fact *f = add_fact("customer", SALES, ZD_KIND_INT, "*total orders");
	struct zd_value ten = zd_value_int(10), two = zd_value_int(2);
	stage.entity = &pack->entities[2];
	add_field("amount");
	across(add_value(f, 0), "customer", "customer");
	across(add_value(f, 1), "customer", "customer");
	/* Visit 9 is of a customer without orders, visit 10 of nobody: there not even the default holds. */
	assert_rows("2|1.00|15050|2\n9|3.00|0|\n10|2.00||\n");
	scope.subject = &two;
	assert_rows("2|1.00|15050|2\n");
	scope.subject = &ten;
	assert_rows("10|2.00||\n");
}
END_TEST

START_TEST(periods_are_bound)
{
	const struct zd_fact *f = add_fact(
		"customer", "SELECT id, :period_start || '/' || :period_end AS p FROM customer", ZD_KIND_TEXT, "p");
	struct zd_value c1 = zd_value_text("C1", 2);
	add_value(f, 0);
	scope.subject = &c1;
	assert_rows("C1|2025-11-01/2025-11-30\n");
	stage.period = ZD_PERIOD_QUARTER;
	assert_rows("C1|2025-10-01/2025-11-30\n");
	scope.period = ZD_PERIOD_QUARTER;
	assert_rows("C1|2025-10-01/2025-12-31\n");
}
END_TEST

START_TEST(lists_and_dates)
{
	const struct zd_fact *f =
		add_fact("customer",
			 "SELECT customer, json_group_array(amount * 0.5) AS l FROM (SELECT * FROM \"order\""
			 " ORDER BY id) GROUP BY customer",
			 ZD_KIND_LIST, "l");
	struct zd_value c1 = zd_value_text("C1", 2);
	add_value(f, 0);
	scope.subject = &c1;
	assert_rows("C1|[5000,2525]\n");
	struct zd_fact *d =
		add_fact("customer", "SELECT id, months_before('2025-03-31', 1) AS d FROM customer", ZD_KIND_DATE, "d");
	add_value(d, 0);
	assert_rows("C1|[5000,2525]|2025-02-28\n");
	d->sql = "SELECT id, '2025-02-30' AS d FROM customer";
	assert_refused(ZD_DATA, "d of customer C1: wants a date, got \"2025-02-30\"");
}
END_TEST

START_TEST(bad_facts_are_told_with_their_place)
{
	struct zd_fact *f = add_fact("customer", "SELECT id, name AS n FROM customer", ZD_KIND_INT, "n");
	struct zd_value c1 = zd_value_text("C1", 2);
	add_value(f, 0);
	assert_refused(ZD_DATA, "n of customer C1");
	ck_assert_str_eq(err.file, "facts/f.sql");
	ck_assert_int_eq(err.line, 5);
	f->sql = "SELECT customer, amount AS n FROM \"order\"";
	assert_refused(ZD_DATA, "two rows for customer C1");
	scope.subject = &c1;
	assert_refused(ZD_DATA, "two rows for customer C1");
	scope.subject = NULL;
	f->sql = "SELECT 7, 1 AS n";
	assert_refused(ZD_DATA, "should be the key of customer, text; it is the integer 7");
	/* Rows of nobody, and of what is no subject, are nobody's. */
	f->sql = "SELECT NULL, 1 AS n UNION ALL SELECT NULL, 2 UNION ALL SELECT 'C1x', 3 UNION ALL SELECT 'zz', 4";
	assert_rows("C1|\nC10|\nC2|\nc3|\n");
	f->sql = "SELECT id, 9223372036854775807 + size AS n FROM customer";
	assert_refused(ZD_DATA, "n of customer C1");
	f->sql = "SELECT id, json_extract(name, '$') AS n FROM customer";
	assert_refused(ZD_DATA, "malformed JSON");
	f->sql = "SELECT id, nowhere AS n FROM customer";
	assert_refused(ZD_DATA, "no such column: nowhere");
	ck_assert_int_eq(err.column, 12);
}
END_TEST

START_TEST(twice_across_a_reference)
{
	const struct zd_fact *f =
		add_fact("customer", "SELECT customer, amount AS n FROM \"order\"", ZD_KIND_MONEY, "n");
	stage.entity = &pack->entities[2];
	across(add_value(f, 0), "customer", "customer");
	assert_refused(ZD_DATA, "two rows for the same customer");
}
END_TEST

static void assert_found(struct zd_findings *found, const char *sql, const char *part)
{
	facts[0].sql = sql;
	zd_findings_free(found);
	zd_facts_check(pack, found);
	ck_assert_msg(found->count > 0, "nothing found in: %s", sql);
	ck_assert_msg(strstr(found->items[0].message, part) != NULL, "%s: %s", sql, found->items[0].message);
}

START_TEST(what_a_fact_may_not_do)
{
	struct zd_findings found = {0};
	struct zd_fact *f = add_fact("customer", SALES, ZD_KIND_INT, "total orders");
	zd_facts_check(pack, &found);
	ck_assert_uint_eq(found.count, 0);
	assert_found(&found, "SELECT id, 1 AS total FROM customer", "the number of columns should be 3");
	assert_found(&found, "SELECT id, 1 AS orders, 2 AS total FROM customer", "column 2 should be named total");
	ck_assert_uint_eq(found.count, 2);
	assert_found(&found, "SELECT 1 AS total, 2 AS orders, id FROM customer", "the first column");
	assert_found(&found, "SELECT id, 1 AS total,\n  2 AS orders FROM customers", "no such table: customers");
	ck_assert_int_eq(found.items[0].line, 6);
	assert_found(&found, "SELECT id, 1 AS total,\n  二 AS orders FROM customer", "no such column");
	ck_assert_int_eq(found.items[0].line, 6);
	ck_assert_int_eq(found.items[0].column, 3);
	f->value_count = 1;
	assert_found(&found, "DELETE FROM customer", "not authorized");
	assert_found(&found, "UPDATE customer SET name = 'x' RETURNING id, 1 AS total", "not authorized");
	assert_found(&found, "ATTACH 'x.db' AS x", "not authorized");
	assert_found(&found, "PRAGMA query_only = OFF", "not authorized");
	assert_found(&found, "EXPLAIN SELECT id, 1 AS total FROM customer", "SELECT");
	assert_found(&found, "CREATE TABLE t (a)", "not authorized");
	assert_found(&found, "BEGIN", "not authorized");
	assert_found(&found, "SELECT id, load_extension('x') AS total FROM customer", "not authorized");
	assert_found(&found, "SELECT id, random() AS total FROM customer", "not authorized");
	assert_found(&found, "SELECT id, randomblob(9) AS total FROM customer", "not authorized");
	assert_found(&found, "SELECT id, last_insert_rowid() AS total FROM customer", "not authorized");
	assert_found(&found, "SELECT id, sqlite_version() AS total FROM customer", "not authorized");
	assert_found(&found, "SELECT name, 1 AS total FROM sqlite_schema", "prohibited");
	assert_found(&found, "SELECT count(*), 1 AS total FROM sqlite_schema", "not authorized");
	assert_found(&found, "SELECT name, 1 AS total FROM pragma_table_info('customer')", "");
	assert_found(&found, "SELECT id, 1 AS total FROM customer; DELETE FROM customer", "more behind it");
	assert_found(&found, "SELECT id, 1 AS total FROM customer) UNION SELECT 1, (2", "syntax error");
	assert_found(&found, "SELECT id, ?1 AS total FROM customer", "there is no ?1");
	assert_found(&found, "SELECT id, :today AS total FROM customer", "there is no :today");
	assert_found(&found, "-- nothing", "no query");
	assert_found(&found, "SELECT id, julianday( 'NOW' ) AS total FROM customer", "what time it is");
	ck_assert_int_eq(found.items[0].column, 12);
	assert_found(&found, "SELECT id, CURRENT_DATE AS total FROM customer", "what time it is");
	zd_findings_free(&found);
}
END_TEST

START_TEST(what_a_fact_may_do)
{
	static const char *const good[] = {
		"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3) SELECT id, (SELECT sum(i) "
		"FROM n) AS v"
		" FROM customer",
		"SELECT id, row_number() OVER (PARTITION BY branch ORDER BY id) AS v FROM customer",
		"SELECT customer, count(*) FILTER (WHERE amount > 0) AS v FROM \"order\" GROUP BY customer",
		"SELECT id, (SELECT count(*) FROM json_each('[1,2]')) AS v FROM customer",
		"SELECT id, EXISTS (SELECT 1 FROM \"order\" o WHERE o.customer = customer.id) AS v FROM customer",
		"SELECT id, CAST(strftime('%Y', opened) AS INTEGER) + julianday(:as_of) - julianday(date(:as_of, "
		"'start of month'))"
		" AS v FROM customer",
		"SELECT id, name = 'now' AS v /* date('now') */ FROM customer -- current_date",
		"WITH x AS (SELECT id FROM customer) SELECT id, (SELECT count(*) FROM x) AS v FROM customer;;  ",
	};
	struct zd_findings found = {0};
	struct zd_str text = {0};
	struct zd_fact *f = add_fact("customer", "", ZD_KIND_INT, "v");
	add_value(f, 0);
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		f->sql = good[i];
		zd_facts_check(pack, &found);
		ck_assert_msg(found.count == 0, "%s: %s", good[i], found.count ? found.items[0].message : "");
		ck_assert_ok(read_all(&text, 8));
	}
	zd_str_free(&text);
}
END_TEST

START_TEST(the_present_is_found)
{
	static const char *const asks[] = {"select date()",
					   "datetime ( 'Now', 'start of day')",
					   "x + current_timestamp",
					   "strftime('%Y')",
					   "strftime('%s', /* a */ 'now')",
					   "date(max(a, date('2020-01-01', 'localtime')))",
					   "\"date\"('now')",
					   "time(x, 'utc')",
					   "unixepoch()"};
	static const char *const fine[] = {"date(:as_of, '-1 day')",
					   "x = 'now'",
					   "'date()'",
					   "-- date()\n1",
					   "strftime('%Y', f('now'))",
					   "update_date()",
					   "\"current_date x\"",
					   "date_of()",
					   "[date ()]",
					   "'it''s date()'",
					   "'"};
	size_t at, len;
	for (size_t i = 0; i < sizeof asks / sizeof *asks; i++)
		ck_assert_msg(zd_sql_asks_clock(asks[i], &at, &len), "%s", asks[i]);
	for (size_t i = 0; i < sizeof fine / sizeof *fine; i++)
		ck_assert_msg(!zd_sql_asks_clock(fine[i], &at, &len), "%s", fine[i]);
}
END_TEST

/* A spelling that no scan can see: the connection has no clock to tell. */
START_TEST(there_is_no_clock)
{
	const struct zd_fact *f =
		add_fact("customer", "SELECT id, date('n' || 'ow') AS v FROM customer", ZD_KIND_DATE, "v");
	struct zd_value c1 = zd_value_text("C1", 2);
	add_value(f, 0);
	scope.subject = &c1;
	assert_rows("C1|\n");
}
END_TEST

START_TEST(an_endless_fact_is_stopped)
{
	const struct zd_fact *f = add_fact("customer",
					   "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
					   " SELECT 'C' || (SELECT max(i) FROM n), 1 AS v",
					   ZD_KIND_INT, "v");
	add_value(f, 0);
	reader->guard.seconds = 0.05;
	assert_refused(ZD_LIMIT, "was stopped");
	ck_assert_str_eq(err.file, "facts/f.sql");
	/* The next one has its own time. */
	facts[0].sql = "SELECT id, 1 AS v FROM customer";
	assert_rows("C1|1\nC10|1\nC2|1\nc3|1\n");
}
END_TEST

START_TEST(large_values_are_stopped)
{
	const struct zd_fact *f =
		add_fact("customer", "SELECT id, replace(printf('%50000000d', 1), ' ', 'long') AS v FROM customer",
			 ZD_KIND_TEXT, "v");
	add_value(f, 0);
	assert_refused(ZD_DATA, "too big");
}
END_TEST

START_TEST(one_moment_for_all)
{
	add_field("name");
	ck_assert_ok(fixture_put(book, pack, "customer", "C0|新|||||", &err));
	assert_rows("C1|甲\nC10|乙\nC2|丙\nc3|丁\n");
	zd_reader_close(reader);
	ck_assert_ok(zd_reader_open(&reader, fixture_path("source.db"), &err));
	assert_rows("C0|新\nC1|甲\nC10|乙\nC2|丙\nc3|丁\n");
}
END_TEST

START_TEST(a_reader_cannot_write)
{
	static const char *const tries[] = {"DELETE FROM customer",
					    "CREATE TEMP TABLE t (a)",
					    "ATTACH ':memory:' AS a",
					    "PRAGMA query_only = OFF",
					    "COMMIT",
					    "VACUUM"};
	for (size_t i = 0; i < sizeof tries / sizeof *tries; i++)
		ck_assert_int_ne(sqlite3_exec(reader->guard.db, tries[i], NULL, NULL, NULL), SQLITE_OK);
	struct zd_value c1 = zd_value_text("C1", 2), none = zd_value_text("C", 1);
	ck_assert_ok(zd_reader_subject(reader, &pack->entities[1], &c1, &err));
	ck_assert_fails(zd_reader_subject(reader, &pack->entities[1], &none, &err), ZD_NOT_FOUND, "no customer C");
	struct zd_reader *other;
	ck_assert_fails(zd_reader_open(&other, fixture_path("nowhere.db"), &err), ZD_BOOK, "no book");
	ck_assert_ptr_null(other);
}
END_TEST

START_TEST(a_book_behind_the_model)
{
	struct zd_entity *e = &pack->entities[1];
	struct zd_field extra = {.name = "extra", .title = "extra", .type = {.kind = ZD_KIND_TEXT}};
	struct zd_field *more = zd_arena_alloc(&pack->arena, (e->field_count + 1) * sizeof *more);
	memcpy(more, e->fields, e->field_count * sizeof *more);
	more[e->field_count] = extra;
	e->fields = more;
	e->field_count++;
	add_field("extra");
	assert_refused(ZD_BOOK, "behind the pack's model");
}
END_TEST

Suite *suite_source(void);
Suite *suite_source(void)
{
	Suite *s = suite_create("source");
	TCase *c = tcase_create("source");
	tcase_add_checked_fixture(c, setup, teardown);
	tcase_set_timeout(c, 60);
	tcase_add_test(c, fields_in_key_order);
	tcase_add_test(c, fields_across_references);
	tcase_add_test(c, an_enum_is_the_models_own);
	tcase_add_test(c, integer_keys);
	tcase_add_test(c, one_branch_or_one_subject);
	tcase_add_test(c, facts_walk_along);
	tcase_add_test(c, facts_across_a_reference);
	tcase_add_test(c, periods_are_bound);
	tcase_add_test(c, lists_and_dates);
	tcase_add_test(c, bad_facts_are_told_with_their_place);
	tcase_add_test(c, twice_across_a_reference);
	tcase_add_test(c, what_a_fact_may_not_do);
	tcase_add_test(c, what_a_fact_may_do);
	tcase_add_test(c, the_present_is_found);
	tcase_add_test(c, there_is_no_clock);
	tcase_add_test(c, an_endless_fact_is_stopped);
	tcase_add_test(c, large_values_are_stopped);
	tcase_add_test(c, one_moment_for_all);
	tcase_add_test(c, a_reader_cannot_write);
	tcase_add_test(c, a_book_behind_the_model);
	suite_add_tcase(s, c);
	return s;
}
