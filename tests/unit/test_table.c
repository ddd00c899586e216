#include <check.h>
#include <stdio.h>
#include <string.h>

#include "base/money.h"
#include "model/table.h"
#include "model/text.h"

Suite *suite_table(void);

static const char *industry_values[] = {"manufacturing", "retail", "other"};
static const char *industry_titles[] = {"制造业", "零售业", "其他"};
static const struct zd_enum industries = {.count = 3, .values = industry_values, .titles = industry_titles};

static const struct zd_type text = {.kind = ZD_KIND_TEXT};
static const struct zd_type integer = {.kind = ZD_KIND_INT};
static const struct zd_type number = {.kind = ZD_KIND_NUMBER};
static const struct zd_type money = {.kind = ZD_KIND_MONEY};
static const struct zd_type date = {.kind = ZD_KIND_DATE};
static const struct zd_type boolean = {.kind = ZD_KIND_BOOL};
static const struct zd_type industry = {.kind = ZD_KIND_ENUM, .enums = &industries};

static struct zd_arena arena;
static struct zd_error err;

static void setup(void)
{
	err = (struct zd_error){0};
}

static void teardown(void)
{
	zd_arena_free(&arena);
}

static struct zd_value read_value(const struct zd_type *type, const char *s)
{
	struct zd_value v = ZD_VALUE_NIL;
	if (s)
		ck_assert_msg(zd_value_parse(&v, type, s, strlen(s), &arena, &err) == ZD_OK, "%s: %s", s, err.message);
	return v;
}

#define NIL "\1" /* stands for a missing value */

static const struct {
	const struct zd_type *type;
	const char *cell;
	const char *match[5];
	const char *miss[5];
} cells[] = {
	{&integer, "-", {"0", "-5", NIL}, {NULL}},
	{&integer, " - ", {"0", NIL}, {NULL}},
	{&integer, "5", {"5"}, {"4", "6", NIL}},
	{&integer, "-5", {"-5"}, {"5"}},
	{&integer, ">= 1000", {"1000", "1001"}, {"999", NIL}},
	{&integer, ">1000", {"1001"}, {"1000"}},
	{&integer, "< -3", {"-4"}, {"-3", NIL}},
	{&integer, "<= -3", {"-3"}, {"-2"}},
	{&integer, "= 7", {"7"}, {"8"}},
	{&integer, "[100..1000)", {"100", "999"}, {"99", "1000"}},
	{&integer, "(100..1000]", {"101", "1000"}, {"100", "1001"}},
	{&integer, "[ -5 .. -1 ]", {"-5", "-1"}, {"-6", "0"}},
	{&integer, "1, 3, [5..6], > 10", {"1", "3", "6", "11"}, {"2", "4", "7", "10"}},
	{&integer, "not(1, 3)", {"2", NIL}, {"1", "3"}},
	{&integer, "not ( >= 5 )", {"4"}, {"5"}},
	{&integer, "null", {NIL}, {"0"}},
	{&integer, "null, < 3", {NIL, "2"}, {"3"}},
	{&integer, "not(null)", {"0", "5"}, {NIL}},
	{&number, "[0.1..0.3)", {"0.1", "0.2"}, {"0.3", "0.05"}},
	{&number, "1e2", {"100"}, {"99.9"}},
	{&money, ">= 100000.00", {"100000", "100000.01"}, {"99999.99"}},
	{&money, "[0..0.01]", {"0", "0.01"}, {"0.02", "-0.01"}},
	{&date, "[2025-01-01..2025-12-31]", {"2025-06-30", "2025-12-31"}, {"2026-01-01"}},
	{&date, "< 2025-01-01", {"2024-12-31"}, {"2025-01-01"}},
	{&boolean, "true", {"true"}, {"false", NIL}},
	{&boolean, "否", {"false"}, {"true"}},
	{&industry, "manufacturing", {"manufacturing"}, {"retail", NIL}},
	{&industry, "制造业, 零售业", {"manufacturing", "retail"}, {"other"}},
	{&industry, "not(other)", {"retail", NIL}, {"other"}},
	{&industry, "'retail'", {"retail"}, {"other"}},
	{&text, "深圳, 新 客户", {"深圳", "新 客户"}, {"新"}},
	{&text, "\"a, b\"", {"a, b"}, {"a", "b"}},
	{&text, "'>= 5', \"it's\"", {">= 5", "it's"}, {"5"}},
	{&text, "''", {""}, {"a", NIL}},
	{&text, "'null'", {"null"}, {NIL}},
	{&text, "'-'", {"-"}, {"a", NIL}},
	{&text, "nothing", {"nothing"}, {"thing"}},
	{&text, "nullable", {"nullable"}, {NIL}},
	{&text, "工业(轻)", {"工业(轻)"}, {"工业"}},
	{&text, "not(工业(轻), b)", {"c"}, {"工业(轻)", "b"}},
};

START_TEST(cells_match)
{
	struct zd_cell cell;
	const struct zd_type *type = cells[_i].type;
	ck_assert_msg(zd_cell_parse(&cell, cells[_i].cell, type, &arena, &err) == ZD_OK, "%s: %s", cells[_i].cell,
		      err.message);
	for (int want = 0; want < 2; want++) {
		const char *const *values = want ? cells[_i].match : cells[_i].miss;
		for (int i = 0; i < 5 && values[i]; i++) {
			struct zd_value v = read_value(type, values[i][0] == '\1' ? NULL : values[i]);
			ck_assert_msg(zd_cell_matches(&cell, &v) == want, "%s on %s", cells[_i].cell, values[i]);
		}
	}
}
END_TEST

static const struct {
	const struct zd_type *type;
	const char *cell;
	const char *says;
} bad_cells[] = {
	{&integer, "", "\"-\""},
	{&integer, "  ", "\"-\""},
	{&integer, "abc", "a whole number"},
	{&integer, "1.5", "a whole number"},
	{&integer, "'5'", "in quotes"},
	{&integer, "1,", "missing"},
	{&integer, ",1", "missing"},
	{&integer, "1,000", "thousands"},
	{&integer, "[1..", "missing"},
	{&integer, "[1..5", "not closed"},
	{&integer, "[1]", "no range"},
	{&integer, "[5..1]", "nothing is within"},
	{&integer, "(5..5]", "nothing is within"},
	{&integer, "(5..6)", "nothing is within"},
	{&integer, "[..5]", "missing"},
	{&integer, "1..5", "looks like a range"},
	{&integer, "[1...5]", "a whole number"},
	{&integer, "not(1", "not closed"},
	{&integer, "not()", "missing"},
	{&integer, "not(1) 2", "left over"},
	{&integer, "not(not(1))", "a whole number"},
	{&integer, "!= 5", "not(…)"},
	{&integer, ">= ", "missing"},
	{&integer, "> > 5", "an operator"},
	{&integer, "=> 5", "an operator"},
	{&integer, "5)", "left over"},
	{&integer, "> null", "a whole number"},
	{&number, "nan", "a number"},
	{&money, "0.001", "two decimals"},
	{&date, "2025-02-30", "a date"},
	{&industry, "manufactoring", "did you mean \"manufacturing\"?"},
	{&industry, ">= retail", "order"},
	{&industry, "[retail..other]", "order"},
	{&boolean, "< true", "order"},
	{&text, "a > b", "in quotes"},
	{&text, "\"open", "not closed"},
	{&text, "'a' b", "left over"},
	{&text, "\xff", "UTF-8"},
};

START_TEST(wrong_cells_say_why)
{
	struct zd_cell cell;
	ck_assert_msg(zd_cell_parse(&cell, bad_cells[_i].cell, bad_cells[_i].type, &arena, &err) == ZD_DATA, "%s",
		      bad_cells[_i].cell);
	ck_assert_msg(strstr(err.message, bad_cells[_i].says) != NULL, "%s: %s", bad_cells[_i].cell, err.message);
	ck_assert_str_eq(err.file, "");
}
END_TEST

START_TEST(any_bytes_are_a_cell_or_an_error)
{
	static const char alphabet[] = "-0159.,()[]<>=!'\" notulab\xe4\xb8\xad";
	static const struct zd_type *const types[] = {&text, &integer, &number, &date, &industry, &boolean};
	uint32_t seed = 7;
	for (int round = 0; round < 30000; round++) {
		char cell[24];
		size_t n = (seed >> 20) % sizeof cell;
		for (size_t i = 0; i < n; i++) {
			seed = seed * 1664525u + 1013904223u;
			cell[i] = alphabet[(seed >> 10) % (sizeof alphabet - 1)];
		}
		cell[n] = '\0';
		struct zd_cell parsed;
		struct zd_value v = zd_value_int(5);
		seed = seed * 1664525u + 1013904223u;
		if (zd_cell_parse(&parsed, cell, types[(seed >> 12) % 6], &arena, &err) == ZD_OK)
			zd_cell_matches(&parsed, &v);
		else
			ck_assert_int_eq(err.code, ZD_DATA);
		zd_arena_reset(&arena);
	}
}
END_TEST

START_TEST(other_kinds_of_values_never_match)
{
	struct zd_cell cell;
	struct zd_value word = zd_value_text("x", 1), whole = zd_value_int(7), yes = zd_value_bool(true);
	ck_assert_int_eq(zd_cell_parse(&cell, ">= 5", &number, &arena, &err), ZD_OK);
	ck_assert(!zd_cell_matches(&cell, &word));
	ck_assert(!zd_cell_matches(&cell, &yes));
	ck_assert(zd_cell_matches(&cell, &whole));
}
END_TEST

/* One input n, two outputs: a text with an order, and an amount. */
#define ROWS 5
static struct zd_value outputs[ROWS][2], fallback[2];
static struct zd_cell inputs[ROWS];
static struct zd_row rows[ROWS];
static struct zd_value order[2];
static struct zd_column in_columns[1], out_columns[2];

static struct zd_table make_table(enum zd_hit hit, enum zd_aggregate aggregate)
{
	static const struct {
		const char *cell, *word;
		int64_t amount;
	} content[ROWS] = {{">= 1", "plain", 10},
			   {">= 2", "vip", 30},
			   {">= 3", "odd", 20},
			   {">= 3", "vip", 40},
			   {"= 0", "plain", 1}};
	for (size_t i = 0; i < ROWS; i++) {
		ck_assert_int_eq(zd_cell_parse(&inputs[i], content[i].cell, &integer, &arena, &err), ZD_OK);
		outputs[i][0] = zd_value_text(content[i].word, strlen(content[i].word));
		outputs[i][1] = zd_value_int(content[i].amount);
		rows[i] = (struct zd_row){
			.cells = &inputs[i], .outputs = outputs[i], .place = {"t.yaml", (int)i + 10, 3}};
	}
	order[0] = zd_value_text("vip", 3);
	order[1] = zd_value_text("plain", 5);
	in_columns[0] = (struct zd_column){.name = "n", .type = integer};
	out_columns[0] =
		(struct zd_column){.name = "segment", .type = text, .order = {.tag = ZD_LIST, .len = 2, .list = order}};
	out_columns[1] = (struct zd_column){.name = "amount", .type = money};
	return (struct zd_table){
		.name = "need",
		.hit = hit,
		.aggregate = aggregate,
		.inputs = in_columns,
		.input_count = 1,
		.outputs = out_columns,
		.output_count = 2,
		.rows = rows,
		.row_count = ROWS,
		.place = {"t.yaml", 1, 1},
	};
}

/* The amounts of the hits in order. */
static const struct {
	enum zd_hit hit;
	int64_t n;
	int rc;
	const char *amounts;
} decisions[] = {
	{ZD_HIT_UNIQUE, 1, ZD_OK, "10"},
	{ZD_HIT_UNIQUE, 0, ZD_OK, "1"},
	{ZD_HIT_UNIQUE, 2, ZD_POLICY, ""},
	{ZD_HIT_UNIQUE, -1, ZD_OK, ""},
	{ZD_HIT_ANY, 1, ZD_OK, "10"},
	{ZD_HIT_ANY, 2, ZD_POLICY, ""},
	{ZD_HIT_FIRST, 3, ZD_OK, "10"},
	{ZD_HIT_FIRST, -1, ZD_OK, ""},
	{ZD_HIT_PRIORITY, 3, ZD_OK, "30"},
	{ZD_HIT_PRIORITY, 1, ZD_OK, "10"},
	{ZD_HIT_RULE_ORDER, 3, ZD_OK, "10 30 20 40"},
	{ZD_HIT_OUTPUT_ORDER, 3, ZD_OK, "30 40 10 20"},
	{ZD_HIT_OUTPUT_ORDER, 1, ZD_OK, "10"},
	{ZD_HIT_COLLECT, 2, ZD_OK, "10 30"},
	{ZD_HIT_COLLECT, -1, ZD_OK, ""},
};

static void list_amounts(char *text_out, size_t size, const struct zd_value **hits, size_t count)
{
	size_t used = 0;
	text_out[0] = '\0';
	for (size_t i = 0; i < count; i++)
		used += (size_t)snprintf(text_out + used, size - used, "%s%lld", i ? " " : "", (long long)hits[i][1].i);
}

START_TEST(hit_policies)
{
	struct zd_table t = make_table(decisions[_i].hit, ZD_AGG_NONE);
	struct zd_value n = zd_value_int(decisions[_i].n);
	const struct zd_value **hits;
	size_t count;
	char amounts[100];
	ck_assert_int_eq(zd_table_decide(&t, &n, &hits, &count, &arena, &err), decisions[_i].rc);
	list_amounts(amounts, sizeof amounts, hits, count);
	ck_assert_str_eq(amounts, decisions[_i].amounts);
	if (decisions[_i].rc != ZD_OK) {
		ck_assert(strstr(err.message, "table need: rows 1 and 2"));
		ck_assert_int_eq(err.line, 11);
	}

	fallback[0] = zd_value_text("none", 4);
	fallback[1] = zd_value_int(-9);
	t.fallback = fallback;
	n = zd_value_int(-1);
	ck_assert_int_eq(zd_table_decide(&t, &n, &hits, &count, &arena, &err), ZD_OK);
	ck_assert_uint_eq(count, 1);
	ck_assert_int_eq(hits[0][1].i, -9);
}
END_TEST

START_TEST(any_takes_equal_results)
{
	struct zd_table t = make_table(ZD_HIT_ANY, ZD_AGG_NONE);
	struct zd_value n = zd_value_int(3);
	const struct zd_value **hits;
	size_t count;
	for (size_t i = 1; i < 4; i++)
		memcpy(outputs[i], outputs[0], sizeof outputs[0]);
	ck_assert_int_eq(zd_table_decide(&t, &n, &hits, &count, &arena, &err), ZD_OK);
	ck_assert_uint_eq(count, 1);
}
END_TEST

START_TEST(aggregates)
{
	static const struct {
		enum zd_aggregate aggregate;
		int64_t amount;
	} wanted[] = {{ZD_AGG_SUM, 100}, {ZD_AGG_MIN, 10}, {ZD_AGG_MAX, 40}, {ZD_AGG_COUNT, 4}};
	const struct zd_value **hits;
	size_t count;
	struct zd_value n = zd_value_int(3), none = zd_value_int(-1);
	for (size_t i = 0; i < 4; i++) {
		struct zd_table t = make_table(ZD_HIT_COLLECT, wanted[i].aggregate);
		t.outputs = &out_columns[1];
		t.output_count = 1;
		for (size_t r = 0; r < ROWS; r++)
			rows[r].outputs = &outputs[r][1];
		ck_assert_int_eq(zd_table_decide(&t, &n, &hits, &count, &arena, &err), ZD_OK);
		ck_assert_uint_eq(count, 1);
		ck_assert_int_eq(hits[0][0].i, wanted[i].amount);
		ck_assert_int_eq(zd_table_decide(&t, &none, &hits, &count, &arena, &err), ZD_OK);
		ck_assert_uint_eq(count, 0);

		/* A missing output does not count in sums, minima and maxima. */
		outputs[1][1] = ZD_VALUE_NIL;
		ck_assert_int_eq(zd_table_decide(&t, &n, &hits, &count, &arena, &err), ZD_OK);
		ck_assert_int_eq(hits[0][0].i, wanted[i].aggregate == ZD_AGG_SUM ? 70 : wanted[i].amount);
	}
}
END_TEST

START_TEST(sums_are_exact_or_refused)
{
	struct zd_table t = make_table(ZD_HIT_COLLECT, ZD_AGG_SUM);
	const struct zd_value **hits;
	size_t count;
	struct zd_value n = zd_value_int(3);
	ck_assert_int_eq(zd_table_decide(&t, &n, &hits, &count, &arena, &err), ZD_POLICY);
	ck_assert(strstr(err.message, "segment is no number"));

	t.outputs = &out_columns[1];
	t.output_count = 1;
	for (size_t r = 0; r < ROWS; r++)
		rows[r].outputs = &outputs[r][1];
	outputs[0][1] = zd_value_int(ZD_MONEY_MAX - 90);
	ck_assert_int_eq(zd_table_decide(&t, &n, &hits, &count, &arena, &err), ZD_OK);
	ck_assert_int_eq(hits[0][0].i, ZD_MONEY_MAX);
	outputs[0][1] = zd_value_int(ZD_MONEY_MAX - 89);
	ck_assert_int_eq(zd_table_decide(&t, &n, &hits, &count, &arena, &err), ZD_POLICY);
	ck_assert(strstr(err.message, "the sum of amount is too large"));

	out_columns[1].type = integer;
	outputs[0][1] = zd_value_int(INT64_MAX);
	ck_assert_int_eq(zd_table_decide(&t, &n, &hits, &count, &arena, &err), ZD_POLICY);
	out_columns[1].type = number;
	for (size_t r = 0; r < ROWS; r++)
		outputs[r][1] = zd_value_number(1e308);
	ck_assert_int_eq(zd_table_decide(&t, &n, &hits, &count, &arena, &err), ZD_POLICY);
}
END_TEST

START_TEST(large_tables_sort_fast_and_stably)
{
	enum {
		MANY = 20000
	};
	static struct zd_row many[MANY];
	static struct zd_value out[MANY][2];
	struct zd_table t = make_table(ZD_HIT_OUTPUT_ORDER, ZD_AGG_NONE);
	static struct zd_cell all;
	for (size_t i = 0; i < MANY; i++) {
		out[i][0] = i < MANY / 2 ? outputs[0][0] : outputs[1][0];
		out[i][1] = zd_value_int((int64_t)i);
		many[i] = (struct zd_row){.cells = &all, .outputs = out[i]};
	}
	t.rows = many;
	t.row_count = MANY;
	const struct zd_value **hits;
	size_t count;
	struct zd_value n = zd_value_int(1);
	ck_assert_int_eq(zd_table_decide(&t, &n, &hits, &count, &arena, &err), ZD_OK);
	ck_assert_uint_eq(count, MANY);
	for (size_t i = 0; i < MANY; i++)
		ck_assert_int_eq(hits[i][1].i, (int64_t)((i + MANY / 2) % MANY));
}
END_TEST

START_TEST(knows_which_give_one_record)
{
	for (int hit = ZD_HIT_UNIQUE; hit <= ZD_HIT_COLLECT; hit++) {
		struct zd_table t = {.hit = hit};
		ck_assert_int_eq(zd_table_is_single(&t), hit <= ZD_HIT_PRIORITY);
	}
	struct zd_table t = {.hit = ZD_HIT_COLLECT, .aggregate = ZD_AGG_SUM};
	ck_assert(zd_table_is_single(&t));
}
END_TEST

#define COUNT(a) ((int)(sizeof(a) / sizeof *(a)))

Suite *suite_table(void)
{
	Suite *suite = suite_create("table");
	TCase *tests = tcase_create("table");
	tcase_set_timeout(tests, 60);
	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_add_loop_test(tests, cells_match, 0, COUNT(cells));
	tcase_add_loop_test(tests, wrong_cells_say_why, 0, COUNT(bad_cells));
	tcase_add_test(tests, any_bytes_are_a_cell_or_an_error);
	tcase_add_test(tests, other_kinds_of_values_never_match);
	tcase_add_loop_test(tests, hit_policies, 0, COUNT(decisions));
	tcase_add_test(tests, any_takes_equal_results);
	tcase_add_test(tests, aggregates);
	tcase_add_test(tests, sums_are_exact_or_refused);
	tcase_add_test(tests, large_tables_sort_fast_and_stably);
	tcase_add_test(tests, knows_which_give_one_record);
	suite_add_tcase(suite, tests);
	return suite;
}
