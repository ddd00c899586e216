/* Runs on record: what was put comes back, as inputs, outcomes, histories, lists and plain SQL. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "engine/stream.h"
#include "store/db.h"
#include "store/reader.h"
#include "store/runs.h"
#include "store_fixture.h"

static struct zd_error err;
static struct zd_pack *pack;
static struct zd_book *book;
static struct zd_str text;

/* Two policies about customers, in one stage: "a.grade" gives a grade, a score, a list; "b" gives an amount. */
static const char *grade_values[] = {"A", "B", "C"};
static const char *grade_titles[] = {"甲", "乙", "丙"};
static struct zd_enum grades = {.name = "grade", .count = 3, .values = grade_values, .titles = grade_titles};
static struct zd_give gives[4];
static struct zd_policy policies[2];
static struct zd_slot slots[3];
static struct zd_step steps[2];
static struct zd_type out_types[4];
static const char *out_names[4] = {"a_grade_grade", "a_grade_score", "a_grade_parts", "b_amount"};
static struct zd_stage stage;
static struct zd_plan plan;
static struct zd_arg args[4];

static void make_plan(void)
{
	static const struct zd_type number = {.kind = ZD_KIND_NUMBER};
	const struct zd_entity *e = &pack->entities[0];
	gives[0] = (struct zd_give){.name = "grade", .title = "等级", .type = {.kind = ZD_KIND_ENUM, .enums = &grades}};
	gives[1] = (struct zd_give){.name = "score", .type = {.kind = ZD_KIND_NUMBER}};
	gives[2] = (struct zd_give){.name = "parts", .type = {.kind = ZD_KIND_LIST, .count = 1, .of = &number}};
	gives[3] = (struct zd_give){.name = "amount", .type = {.kind = ZD_KIND_MONEY}};
	policies[0] = (struct zd_policy){.id = "a.grade", .subject = "customer", .gives = gives, .give_count = 3};
	policies[1] = (struct zd_policy){.id = "b", .subject = "customer", .gives = gives + 3, .give_count = 1};
	policies[0].period = policies[1].period = ZD_PERIOD_MONTH;
	slots[0] = (struct zd_slot){.kind = ZD_SLOT_FIELD, .path = "size", .entity = e, .field = &e->fields[2]};
	slots[0].type = e->fields[2].type;
	slots[1] = (struct zd_slot){.kind = ZD_SLOT_PERIOD_END, .path = "period_end", .type = {.kind = ZD_KIND_DATE}};
	slots[1].entity = e;
	for (size_t i = 0; i < 4; i++)
		out_types[i] = gives[i].type;
	steps[0] = (struct zd_step){.policy = &policies[0], .args = args, .when_slot = -1};
	steps[1] = (struct zd_step){.policy = &policies[1], .args = args, .when_slot = -1, .first_out = 3};
	stage = (struct zd_stage){.entity = e,
				  .period = ZD_PERIOD_MONTH,
				  .over_slot = -1,
				  .branch_slot = -1,
				  .slots = slots,
				  .slot_count = 2,
				  .steps = steps,
				  .step_count = 2,
				  .out_types = out_types,
				  .out_names = out_names,
				  .out_count = 4};
	plan = (struct zd_plan){.pack = pack, .stages = &stage, .stage_count = 1};
}

static void setup(void)
{
	err = (struct zd_error){0};
	text = (struct zd_str){0};
	pack = fixture_pack("customer", "id:text *name:text! size:int since:date", NULL);
	book = fixture_book("runs.db", pack);
	ck_assert_ok(zd_db_exec(zd_book_db(book),
				"INSERT INTO zd_release VALUES (1, printf('%064d', 0), 0, NULL, 'now', 'me', '')",
				&err));
	make_plan();
}

static void teardown(void)
{
	zd_book_close(book);
	fixture_pack_free(pack);
	zd_str_free(&text);
	fixture_clean();
}

static void put_customers(int from, int to)
{
	char record[64];
	for (int i = from; i <= to; i++) {
		snprintf(record, sizeof record, "C%04d|名%d|%d|", i, i, i);
		ck_assert_ok(fixture_put(book, pack, "customer", record, &err));
	}
}

/* ---- a decider in plain C: grade by size, score size / 4, parts [size, 0.5], amount size × 100; 13 fails ---- */

static int decide(struct zd_decider *self, struct zd_batch *b, struct zd_error *e)
{
	(void)self;
	(void)e;
	for (size_t row = 0; row < b->count; row++) {
		const struct zd_value *size = &b->in[row * b->stage->slot_count];
		struct zd_value *out = &b->out[row * 4];
		struct zd_value *items = zd_arena_alloc(&b->arena, 2 * sizeof *items);
		memset(out, 0, 4 * sizeof *out);
		if (size->tag == ZD_NIL || size->i == 13) {
			struct zd_error why = {0};
			zd_fail_at(&why, ZD_POLICY, "rules/a/grade.lua", 7, 0, "unlucky");
			zd_batch_fail(b, row, 0, &why, "size");
			b->status[row * 2 + 1] = ZD_LEFT_OUT;
			continue;
		}
		const char *grade = grade_values[size->i % 3];
		out[0] = zd_value_text(grade, 1);
		out[1] = zd_value_number((double)size->i / 4);
		items[0] = zd_value_number((double)size->i);
		items[1] = zd_value_number(0.5);
		out[2] = (struct zd_value){.tag = ZD_LIST, .len = 2, .list = items};
		out[3] = zd_value_int(size->i * 10000);
	}
	return ZD_OK;
}

static void free_decider(struct zd_decider *d)
{
	free(d);
}

static int make_decider(void *context, const struct zd_pack *p, const struct zd_stage *s,
			const struct zd_variant *variants, size_t count, enum zd_mode mode, struct zd_decider **out,
			struct zd_error *e)
{
	(void)context, (void)p, (void)s, (void)variants, (void)count, (void)mode, (void)e;
	*out = zd_alloc(sizeof **out);
	**out = (struct zd_decider){decide, free_decider};
	return ZD_OK;
}

static struct zd_stream *open_stream(struct zd_source_maker sources, int32_t as_of, int threads)
{
	struct zd_stream *s;
	struct zd_stream_options o = {
		.plan = &plan, .sources = sources, .deciders = {NULL, make_decider}, .threads = threads};
	o.scope = (struct zd_scope){.as_of = as_of, .period = ZD_PERIOD_MONTH};
	ck_assert_ok(zd_stream_open(&s, &o, &err));
	return s;
}

static int32_t month_end(int month)
{
	return zd_date_days((struct zd_date){2025, month, zd_month_length(2025, month)});
}

/* Decides the population for a month and records it. */
static int64_t run_month(int month, int threads)
{
	static const char *ids[] = {"a.grade", "b"};
	struct zd_run run = {.release = 1,
			     .as_of = month_end(month),
			     .period = ZD_PERIOD_MONTH,
			     .author = "me",
			     .policies = ids,
			     .policy_count = 2,
			     .params = "{\"x\":1}"};
	struct zd_reader *r;
	struct zd_recorder *rec;
	struct zd_batch *b;
	int64_t id = 0;
	ck_assert_ok(zd_reader_open(&r, fixture_path("runs.db"), &err));
	ck_assert_ok(zd_book_begin(book, &err));
	ck_assert_ok(zd_recorder_open(&rec, book, &run, &plan, &err));
	struct zd_stream *s = open_stream(zd_reader_sources(r, pack), run.as_of, threads);
	for (;;) {
		ck_assert_ok(zd_stream_next(s, &b, &err));
		if (!b)
			break;
		ck_assert_ok(zd_recorder_put(rec, b, &err));
	}
	zd_stream_close(s);
	ck_assert_ok(zd_recorder_close(rec, true, &id, &err));
	ck_assert_ok(zd_book_commit(book, &err));
	zd_reader_close(r);
	return id;
}

START_TEST(a_run_is_kept)
{
	struct zd_reader *r;
	struct zd_arena arena = {0};
	struct zd_run run;
	int64_t last;
	put_customers(11, 14);
	ck_assert_int_eq(run_month(10, 1), 1);
	ck_assert_int_eq(run_month(11, 1), 2);
	ck_assert_ok(zd_reader_open(&r, fixture_path("runs.db"), &err));
	ck_assert_ok(zd_run_get(r, 2, &run, &arena, &err));
	ck_assert_int_eq(run.as_of, month_end(11));
	ck_assert_int_eq(run.period, ZD_PERIOD_MONTH);
	ck_assert_uint_eq(run.decided, 6);
	ck_assert_uint_eq(run.left_out, 1);
	ck_assert_uint_eq(run.failed, 1);
	ck_assert_uint_eq(run.policy_count, 2);
	ck_assert_str_eq(run.policies[1], "b");
	ck_assert_str_eq(run.params, "{\"x\":1}");
	ck_assert_uint_eq(strlen(run.made_at), 19);
	ck_assert_fails(zd_run_get(r, 3, &run, &arena, &err), ZD_NOT_FOUND, "no run 3");
	ck_assert_ok(zd_run_last(r, "b", &last, &err));
	ck_assert_int_eq(last, 2);
	ck_assert_ok(zd_run_last(r, NULL, &last, &err));
	ck_assert_int_eq(last, 2);
	ck_assert_fails(zd_run_last(r, "c", &last, &err), ZD_NOT_FOUND, "no run has decided c");
	struct fixture_sink sink = fixture_sink(&text);
	ck_assert_ok(zd_run_list(r, &sink.sink, &err));
	ck_assert_ptr_nonnull(strstr(zd_str_text(&text), "2|2025-11-30|2025-11||a.grade b|1|6|1|1|me|"));
	sink = fixture_sink(&text);
	ck_assert_ok(zd_failure_list(r, 2, &sink.sink, &err));
	ck_assert_str_eq(zd_str_text(&text), "a.grade|C0013|size|rules/a/grade.lua:7: unlucky\n");
	zd_reader_close(r);
	zd_arena_free(&arena);
}
END_TEST

START_TEST(decisions_as_a_list_and_as_sql)
{
	struct zd_reader *r;
	put_customers(11, 14);
	run_month(11, 1);
	ck_assert_ok(zd_reader_open(&r, fixture_path("runs.db"), &err));
	struct fixture_sink sink = fixture_sink(&text);
	ck_assert_ok(zd_decision_list(r, pack, &policies[0], 1, NULL, &sink.sink, &err));
	ck_assert_str_eq(zd_str_text(&text), "C0011|名11|C|2.75|[11,0.5]\n"
					     "C0012|名12|A|3|[12,0.5]\n"
					     "C0014|名14|C|3.5|[14,0.5]\n");
	sink = fixture_sink(&text);
	ck_assert_ok(zd_decision_list(r, pack, &policies[0], 1, "grade = C and subject != C0011", &sink.sink, &err));
	ck_assert_str_eq(zd_str_text(&text), "C0014|名14|C|3.5|[14,0.5]\n");
	sink = fixture_sink(&text);
	ck_assert_ok(zd_decision_list(r, pack, &policies[1], 1, "amount > 1200", &sink.sink, &err));
	ck_assert_str_eq(zd_str_text(&text), "C0014|名14|1400.00\n");
	ck_assert_fails(zd_decision_list(r, pack, &policies[1], 1, "amont > 1200", &sink.sink, &err), ZD_DATA,
			"amount");
	ck_assert_fails(zd_decision_list(r, pack, &policies[1], 9, NULL, &sink.sink, &err), ZD_NOT_FOUND, "no run 9");
	zd_reader_close(r);
	fixture_sql(book,
		    "SELECT group_concat(run || ' ' || subject || ' ' || grade || ' ' || score || ' ' || parts, '; ')"
		    " FROM decision_a_grade",
		    &text);
	ck_assert_str_eq(zd_str_text(&text),
			 "1 C0011 C 2.75 [11.0,0.5]; 1 C0012 A 3.0 [12.0,0.5]; 1 C0014 C 3.5 [14.0,0.5]");
	fixture_sql(book, "SELECT sum(amount) FROM decision_b", &text);
	ck_assert_str_eq(zd_str_text(&text), "370000");
}
END_TEST

START_TEST(shapes_are_shared_and_grow)
{
	put_customers(1, 2);
	run_month(10, 1);
	run_month(11, 1);
	ck_assert_str_eq(fixture_sql(book, "SELECT count(*) FROM zd_shape", &text), "1");
	/* The same policies with one outcome more are another shape; the views hold both. */
	static const char *names[5] = {"a_grade_grade", "a_grade_score", "a_grade_parts", "b_amount", "b_why"};
	static struct zd_give more[2];
	static struct zd_type types[5];
	more[0] = gives[3];
	more[1] = (struct zd_give){.name = "why", .type = {.kind = ZD_KIND_TEXT}};
	memcpy(types, out_types, sizeof out_types);
	types[4] = more[1].type;
	policies[1].gives = more;
	policies[1].give_count = 2;
	stage.out_names = names;
	stage.out_types = types;
	stage.out_count = 5;
	struct zd_run run = {.release = 1, .as_of = month_end(12), .period = ZD_PERIOD_MONTH};
	struct zd_recorder *rec;
	struct zd_batch *b = zd_batch_new(&stage, 4);
	int64_t id;
	b->count = 1;
	b->ids[0] = zd_value_text("C0001", 5);
	b->out[3] = zd_value_int(5);
	b->out[4] = zd_value_text("甲's", 5);
	ck_assert_ok(zd_book_begin(book, &err));
	ck_assert_ok(zd_recorder_open(&rec, book, &run, &plan, &err));
	ck_assert_ok(zd_recorder_put(rec, b, &err));
	ck_assert_ok(zd_recorder_close(rec, true, &id, &err));
	ck_assert_ok(zd_book_commit(book, &err));
	zd_batch_free(b);
	fixture_sql(book,
		    "SELECT group_concat(run || ':' || subject || ':' || amount || ':' || coalesce(why, '-'), ' ')"
		    " FROM (SELECT * FROM decision_b ORDER BY run, subject)",
		    &text);
	ck_assert_str_eq(zd_str_text(&text),
			 "1:C0001:10000:- 1:C0002:20000:- 2:C0001:10000:- 2:C0002:20000:- 3:C0001:5:甲's");
	ck_assert_str_eq(fixture_sql(book, "SELECT count(*) FROM zd_shape", &text), "2");
}
END_TEST

START_TEST(ids_that_differ_by_a_dot)
{
	policies[1].id = "a_grade";
	put_customers(1, 1);
	run_month(10, 1);
	ck_assert_str_eq(fixture_sql(book, "SELECT grade FROM decision_a_grade", &text), "B");
	ck_assert_str_eq(fixture_sql(book, "SELECT amount FROM decision_a__grade", &text), "10000");
}
END_TEST

START_TEST(inputs_and_outcomes_come_back)
{
	struct zd_reader *r;
	struct zd_batch *b;
	struct zd_outcomes *o;
	struct zd_value id, values[4];
	bool more = true;
	size_t rows = 0;
	put_customers(1, 1200);
	run_month(11, 2);
	/* The records change; the run does not. */
	ck_assert_ok(zd_db_exec(zd_book_db(book),
				"UPDATE customer SET size = -1; DELETE FROM customer WHERE id > 'C0600'", &err));
	ck_assert_ok(zd_reader_open(&r, fixture_path("runs.db"), &err));
	/* A thread of the stream reads inputs while this one reads outcomes. */
	struct zd_stream *s = open_stream(zd_recorded_sources(r, 1), month_end(11), 2);
	ck_assert_ok(zd_outcomes_open(&o, r, 1, &stage, &err));
	for (;;) {
		ck_assert_ok(zd_stream_next(s, &b, &err));
		if (!b)
			break;
		ck_assert(b->complete);
		for (size_t row = 0; row < b->count; row++, rows++) {
			ck_assert_int_eq(b->in[row * 2].i, (int64_t)rows + 1);
			ck_assert_str_eq(b->in[row * 2 + 1].s, "2025-11-30");
			ck_assert_ok(zd_outcomes_next(o, &id, values, &more, &err));
			ck_assert(more && zd_value_equal(&id, &b->ids[row]));
			for (size_t i = 0; i < 4; i++)
				ck_assert(zd_value_equal(&values[i], &b->out[row * 4 + i]));
		}
	}
	ck_assert_uint_eq(rows, 1200);
	ck_assert_ok(zd_outcomes_next(o, &id, values, &more, &err));
	ck_assert(!more);
	zd_outcomes_close(o);
	zd_stream_close(s);
	zd_reader_close(r);
}
END_TEST

static int next_recorded(struct zd_reader *r, const struct zd_value *subject, size_t cap, size_t *rows)
{
	struct zd_source_maker m = zd_recorded_sources(r, 1);
	struct zd_scope scope = {.as_of = month_end(11), .subject = subject};
	struct zd_source *s;
	if (m.open(m.context, &stage, &scope, &s, &err))
		return err.code;
	struct zd_batch *b = zd_batch_new(&stage, cap);
	int rc;
	*rows = 0;
	while (!(rc = s->next(s, b, &err)) && b->count) {
		for (size_t row = 0; row < b->count && !subject; row++)
			ck_assert_int_eq(b->in[row * 2].i, (int64_t)(*rows + row) + 1);
		*rows += b->count;
		zd_batch_clear(b);
	}
	s->close(s);
	zd_batch_free(b);
	return rc;
}

START_TEST(chunks_of_any_size)
{
	struct zd_reader *r;
	struct zd_value c7 = zd_value_text("C0007", 5), none = zd_value_text("C9", 2);
	size_t rows;
	put_customers(1, 700);
	run_month(11, 1);
	ck_assert_ok(zd_reader_open(&r, fixture_path("runs.db"), &err));
	for (size_t cap = 1; cap < 1000; cap = cap * 3 + 1) {
		ck_assert_ok(next_recorded(r, NULL, cap, &rows));
		ck_assert_uint_eq(rows, 700);
	}
	ck_assert_ok(next_recorded(r, &c7, 10, &rows));
	ck_assert_uint_eq(rows, 1);
	ck_assert_ok(next_recorded(r, &none, 10, &rows));
	ck_assert_uint_eq(rows, 0);
	zd_reader_close(r);
}
END_TEST

START_TEST(damage_is_told)
{
	static const char *const damage[] = {
		"UPDATE zd_input SET data = substr(data, 1, 20) WHERE first = 512",
		"UPDATE zd_input SET count = 100 WHERE first = 512",
		"UPDATE zd_input SET count = -1 WHERE first = 512",
		"DELETE FROM zd_input WHERE first = 0",
		"DELETE FROM zd_input WHERE first = 512",
		"UPDATE zd_input SET data = zeroblob(1000)",
		"UPDATE zd_stage SET entity = 'other'",
		"DELETE FROM zd_stage",
		"UPDATE zd_shape SET columns = '[1]'",
		"UPDATE zd_stage SET rows = 1000000000000",
	};
	put_customers(1, 600);
	run_month(11, 1);
	for (size_t i = 0; i < sizeof damage / sizeof *damage; i++) {
		struct zd_reader *r;
		size_t rows;
		ck_assert_ok(
			zd_db_exec(zd_book_db(book), "PRAGMA foreign_keys = OFF; SAVEPOINT s; RELEASE s; BEGIN", &err));
		ck_assert_ok(zd_db_exec(zd_book_db(book),
					"CREATE TABLE IF NOT EXISTS keep_input AS SELECT * FROM zd_input;"
					"CREATE TABLE IF NOT EXISTS keep_stage AS SELECT * FROM zd_stage;"
					"CREATE TABLE IF NOT EXISTS keep_shape AS SELECT * FROM zd_shape",
					&err));
		ck_assert_ok(zd_db_exec(zd_book_db(book), damage[i], &err));
		ck_assert_ok(zd_db_exec(zd_book_db(book), "COMMIT", &err));
		ck_assert_ok(zd_reader_open(&r, fixture_path("runs.db"), &err));
		int rc = next_recorded(r, NULL, 512, &rows);
		ck_assert_msg(rc == ZD_BOOK, "%s: %d %s", damage[i], rc, err.message);
		zd_reader_close(r);
		ck_assert_ok(zd_db_exec(
			zd_book_db(book),
			"DELETE FROM zd_input; DELETE FROM zd_stage; DELETE FROM zd_shape;"
			"INSERT INTO zd_input SELECT * FROM keep_input; INSERT INTO zd_stage SELECT * FROM keep_stage;"
			"INSERT INTO zd_shape SELECT * FROM keep_shape",
			&err));
	}
}
END_TEST

START_TEST(given_up_leaves_nothing)
{
	struct zd_run run = {.release = 1, .as_of = month_end(11)};
	struct zd_recorder *rec;
	struct zd_batch *b = zd_batch_new(&stage, 2);
	ck_assert_ok(zd_book_begin(book, &err));
	ck_assert_ok(zd_recorder_open(&rec, book, &run, &plan, &err));
	b->count = 2;
	b->ids[0] = zd_value_text("a", 1);
	b->ids[1] = zd_value_text("b", 1);
	ck_assert_ok(zd_recorder_put(rec, b, &err));
	/* The same rows again, and rows out of order, are refused. */
	ck_assert_fails(zd_recorder_put(rec, b, &err), ZD_BUG, "row 0");
	b->first = 7;
	ck_assert_fails(zd_recorder_put(rec, b, &err), ZD_BUG, "row 7");
	ck_assert_ok(zd_recorder_close(rec, false, NULL, &err));
	zd_book_rollback(book);
	zd_batch_free(b);
	ck_assert_str_eq(fixture_sql(book,
				     "SELECT (SELECT count(*) FROM zd_run) + (SELECT count(*) FROM zd_input) +"
				     " (SELECT count(*) FROM sqlite_schema WHERE name LIKE 'outcome%')",
				     &text),
			 "0");
}
END_TEST

/* ---- histories ---- */

static void add_history(int last, const char *since)
{
	static struct zd_outcome_ref refs[2];
	static const struct zd_type item = {.kind = ZD_KIND_ENUM, .enums = &grades};
	refs[0] = (struct zd_outcome_ref){&policies[1], 0};
	refs[1] = (struct zd_outcome_ref){&policies[0], 0};
	slots[2] = (struct zd_slot){.kind = ZD_SLOT_HISTORY,
				    .path = "h",
				    .entity = stage.entity,
				    .history = refs + 1,
				    .history_count = 1,
				    .last = last,
				    .since = since};
	slots[2].type = (struct zd_type){.kind = ZD_KIND_LIST, .count = 1, .of = &item};
	stage.slot_count = 3;
}

/* The histories of all customers, as "C0001:ABC ". */
static const char *histories(int month, const struct zd_value *subject)
{
	struct zd_reader *r;
	struct zd_source *s;
	struct zd_scope scope = {.as_of = month_end(month), .period = ZD_PERIOD_MONTH, .subject = subject};
	ck_assert_ok(zd_reader_open(&r, fixture_path("runs.db"), &err));
	struct zd_source_maker m = zd_reader_sources(r, pack);
	ck_assert_ok(m.open(m.context, &stage, &scope, &s, &err));
	struct zd_batch *b = zd_batch_new(&stage, 2);
	zd_str_clear(&text);
	for (;;) {
		ck_assert_ok(s->next(s, b, &err));
		if (!b->count)
			break;
		for (size_t row = 0; row < b->count; row++) {
			const struct zd_value *v = &b->in[row * stage.slot_count + 2];
			ck_assert_int_eq(v->tag, ZD_LIST);
			zd_str_printf(&text, "%s:", b->ids[row].s);
			for (uint32_t i = 0; i < v->len; i++)
				zd_str_add(&text, v->list[i].s);
			zd_str_addc(&text, ' ');
		}
		zd_batch_clear(b);
	}
	s->close(s);
	zd_batch_free(b);
	zd_reader_close(r);
	return zd_str_text(&text);
}

static void set_size(const char *id, int size)
{
	struct zd_str sql = {0};
	zd_str_printf(&sql, "UPDATE customer SET size = %d WHERE id = '%s'", size, id);
	ck_assert_ok(zd_db_exec(zd_book_db(book), zd_str_text(&sql), &err));
	zd_str_free(&sql);
}

START_TEST(history_over_runs)
{
	struct zd_value c2 = zd_value_text("C0002", 5), c4 = zd_value_text("C0004", 5);
	put_customers(1, 3);
	run_month(7, 1); /* B C A */
	set_size("C0001", 13);
	put_customers(4, 4);
	run_month(8, 1); /* - C A B */
	set_size("C0001", 3);
	set_size("C0003", 4);
	run_month(9, 1); /* A C B B */
	set_size("C0002", 3);
	run_month(8, 1); /* again: A A B B for August */
	add_history(6, NULL);
	ck_assert_str_eq(histories(9, NULL), "C0001:BAA C0002:CAC C0003:ABB C0004:BB ");
	ck_assert_str_eq(histories(8, NULL), "C0001:BA C0002:CA C0003:AB C0004:B ");
	ck_assert_str_eq(histories(6, NULL), "C0001: C0002: C0003: C0004: ");
	ck_assert_str_eq(histories(12, &c2), "C0002:CAC ");
	ck_assert_str_eq(histories(12, &c4), "C0004:BB ");
	add_history(2, NULL);
	ck_assert_str_eq(histories(9, NULL), "C0001:AA C0002:AC C0003:BB C0004:BB ");
	ck_assert_ok(zd_db_exec(zd_book_db(book),
				"UPDATE customer SET since = '2025-08-01' WHERE id < 'C0003';"
				"UPDATE customer SET since = '2025-08-02' WHERE id = 'C0003'",
				&err));
	add_history(6, "since");
	ck_assert_str_eq(histories(9, NULL), "C0001:AA C0002:AC C0003:B C0004:BB ");
}
END_TEST

START_TEST(history_prefers_the_first_outcome)
{
	static struct zd_give other_give;
	static struct zd_policy other;
	static struct zd_outcome_ref refs[2];
	put_customers(1, 2);
	run_month(7, 1);
	other_give = (struct zd_give){.name = "grade", .type = out_types[0]};
	other = (struct zd_policy){.id = "x.grade", .period = ZD_PERIOD_MONTH, .gives = &other_give, .give_count = 1};
	add_history(6, NULL);
	refs[0] = (struct zd_outcome_ref){&other, 0};
	refs[1] = (struct zd_outcome_ref){&policies[0], 0};
	slots[2].history = refs;
	slots[2].history_count = 2;
	ck_assert_str_eq(histories(9, NULL), "C0001:B C0002:C ");
	/* A quarter's results are no month's. */
	policies[0].period = ZD_PERIOD_QUARTER;
	ck_assert_str_eq(histories(9, NULL), "C0001: C0002: ");
}
END_TEST

Suite *suite_recorder(void);
Suite *suite_recorder(void)
{
	Suite *s = suite_create("recorder");
	TCase *c = tcase_create("recorder");
	tcase_add_checked_fixture(c, setup, teardown);
	tcase_set_timeout(c, 120);
	tcase_add_test(c, a_run_is_kept);
	tcase_add_test(c, decisions_as_a_list_and_as_sql);
	tcase_add_test(c, shapes_are_shared_and_grow);
	tcase_add_test(c, ids_that_differ_by_a_dot);
	tcase_add_test(c, inputs_and_outcomes_come_back);
	tcase_add_test(c, chunks_of_any_size);
	tcase_add_test(c, damage_is_told);
	tcase_add_test(c, given_up_leaves_nothing);
	tcase_add_test(c, history_over_runs);
	tcase_add_test(c, history_prefers_the_first_outcome);
	suite_add_tcase(s, c);
	return s;
}
