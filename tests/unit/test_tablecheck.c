#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "model/axis.h"
#include "model/tablecheck.h"
#include "model/text.h"

Suite *suite_tablecheck(void);

static const char *color_values[] = {"red", "green", "blue"};
static const struct zd_enum colors = {.count = 3, .values = color_values, .titles = color_values};

enum {
	COLUMNS_MAX = 4,
	ROWS_MAX = 70
};

static const struct zd_type text = {.kind = ZD_KIND_TEXT};
static const struct zd_type integer = {.kind = ZD_KIND_INT};
static const struct zd_type number = {.kind = ZD_KIND_NUMBER};
static const struct zd_type money = {.kind = ZD_KIND_MONEY};
static const struct zd_type date = {.kind = ZD_KIND_DATE};
static const struct zd_type boolean = {.kind = ZD_KIND_BOOL};
static const struct zd_type color = {.kind = ZD_KIND_ENUM, .enums = &colors};

static struct zd_arena arena;
static struct zd_flaws flaws;
static struct zd_column inputs[COLUMNS_MAX], output;
static struct zd_row rows[ROWS_MAX];
static struct zd_table table;

static void start(enum zd_hit hit)
{
	zd_flaws_free(&flaws);
	zd_arena_free(&arena);
	output = (struct zd_column){.name = "result", .type = integer};
	table = (struct zd_table){.name = "t",
				  .hit = hit,
				  .inputs = inputs,
				  .outputs = &output,
				  .output_count = 1,
				  .rows = rows,
				  .place = {"t.yaml", 1, 1}};
}

static void setup(void)
{
	start(ZD_HIT_FIRST);
}

static void teardown(void)
{
	zd_flaws_free(&flaws);
	zd_arena_free(&arena);
}

static void add_input(const char *name, const struct zd_type *type)
{
	inputs[table.input_count++] = (struct zd_column){.name = name, .type = *type};
}

static void add_row(const char *const *cells, int64_t result)
{
	struct zd_row *row = &rows[table.row_count++];
	struct zd_error err;
	row->place = (struct zd_place){"t.yaml", 1 + (int)table.row_count, 5};
	row->cells = zd_arena_alloc(&arena, table.input_count * sizeof *row->cells);
	row->outputs = zd_arena_alloc(&arena, sizeof *row->outputs);
	row->outputs[0] = zd_value_int(result);
	for (size_t i = 0; i < table.input_count; i++)
		ck_assert_msg(!zd_cell_parse(&row->cells[i], cells[i], &inputs[i].type, &arena, &err), "%s: %s",
			      cells[i], err.message);
}

/* Each flaw on a line: "2 table-gap: message". */
static const char *found(void)
{
	static struct zd_str b;
	zd_str_clear(&b);
	zd_table_check(&table, &flaws, &arena);
	for (size_t i = 0; i < flaws.count; i++)
		zd_str_printf(&b, "%s%d %s: %s", i ? "\n" : "", flaws.items[i].place.line,
			      zd_finding_word(flaws.items[i].code), flaws.items[i].message);
	return zd_str_text(&b);
}

/* ---- one input of each type ---- */

static const struct {
	const struct zd_type *type;
	const char *cells[5];
	const char *gap; /* the only one; NULL: none */
} columns[] = {
	{&integer, {"< 3", ">= 3"}, NULL},
	{&integer, {"< 3", "> 3"}, "3"},
	{&integer, {"<= 3", ">= 4"}, NULL},
	{&integer, {"[0..5)", "(5..9]"}, "< 0, 5, >= 10"},
	{&integer, {"< 0", "[10..20)", "[0..5]"}, "[6..10), >= 20"},
	{&integer, {"not(7)"}, "7"},
	{&integer, {"7"}, "not(7)"},
	{&integer, {"7", "null"}, "< 7, >= 8"},
	{&integer, {"not(null)"}, "null"},
	{&integer, {"null", "< 7"}, ">= 7"},
	{&integer, {">= -9223372036854775808"}, NULL},
	{&integer, {"< 9223372036854775807"}, ">= 9223372036854775807"},
	{&integer, {"-"}, NULL},
	{&number, {"< 3", "> 3"}, "3"},
	{&number, {"<= 3", ">= 4"}, "(3..4)"},
	{&number, {"[0..1)", "[1..2]", "< 0"}, "> 2"},
	{&number, {"[0..1)", "(1..2]", "< 0", "> 2"}, "1"},
	{&number, {"0.1"}, "not(0.1)"},
	{&money, {"< 100", "> 100.01"}, "[100.00..100.02)"},
	{&money, {"<= 100", ">= 100.01"}, NULL},
	{&money, {">= 100000"}, "< 100000.00"},
	{&date, {"<= 2024-02-28", ">= 2024-03-01"}, "2024-02-29"},
	{&date, {"<= 2025-02-28", ">= 2025-03-01"}, NULL},
	{&date, {"< 2025-01-01", "> 2025-12-31"}, "[2025-01-01..2025-12-31]"},
	{&date, {"[0001-01-01..9999-12-31]"}, NULL},
	{&boolean, {"true"}, "false"},
	{&boolean, {"true", "false"}, NULL},
	{&color, {"red"}, "not(red)"},
	{&color, {"red", "blue"}, "green"},
	{&color, {"not(red)", "red"}, NULL},
	{&color, {"not(red, null)"}, "null, red"},
	{&text, {"a", "b"}, "not(a, b)"},
	{&text, {"a", "not(a)"}, NULL},
	{&text, {"'a, b'", "\"it's\""}, "not('a, b', \"it's\")"},
	{&text, {"< m", "> m"}, "m"},
	{&text, {">= ''"}, NULL},
};

START_TEST(finds_the_gap_of_a_column)
{
	char want[200] = "";
	add_input("x", columns[_i].type);
	for (int i = 0; i < 5 && columns[_i].cells[i]; i++)
		add_row(&columns[_i].cells[i], i);
	if (columns[_i].gap)
		snprintf(want, sizeof want, "1 table-gap: t: no row matches x \"%s\"", columns[_i].gap);
	ck_assert_str_eq(found(), want);
}
END_TEST

/* ---- several inputs ---- */

START_TEST(says_gaps_as_boxes)
{
	add_input("c", &color);
	add_input("n", &integer);
	add_input("b", &boolean);
	add_row((const char *[]){"red", "-", "-"}, 1);
	add_row((const char *[]){"-", ">= 10", "true"}, 2);
	ck_assert_str_eq(found(), "1 table-gap: t: no row matches c \"not(red)\", n \"< 10\"\n"
				  "1 table-gap: t: no row matches c \"not(red)\", n \">= 10\", b \"false\"");
	zd_flaws_free(&flaws);
	table.fallback = rows[0].outputs;
	ck_assert_str_eq(found(), "");
}
END_TEST

START_TEST(lists_have_no_gaps)
{
	static const enum zd_hit hits[] = {ZD_HIT_RULE_ORDER, ZD_HIT_COLLECT};
	start(hits[_i]);
	add_input("c", &color);
	add_row((const char *[]){"red"}, 1);
	add_row((const char *[]){"red"}, 2);
	ck_assert_str_eq(found(), "");
	table.hit = ZD_HIT_COLLECT;
	table.aggregate = ZD_AGG_SUM;
	ck_assert_str_eq(found(), "1 table-gap: t: no row matches c \"not(red)\"");
}
END_TEST

START_TEST(only_some_gaps_are_shown)
{
	char name[8][16];
	add_input("n", &integer);
	add_input("m", &integer);
	for (int i = 0; i < 8; i++) {
		snprintf(name[i], sizeof name[i], "%d", i);
		add_row((const char *[]){name[i], name[i]}, i);
	}
	found();
	ck_assert_uint_eq(flaws.count, 6);
	ck_assert_str_eq(flaws.items[5].message, "t: 4 more gaps than those shown");
	ck_assert_ptr_null(flaws.items[5].cells);
}
END_TEST

START_TEST(unique_rows_may_not_meet)
{
	start(ZD_HIT_UNIQUE);
	add_input("c", &color);
	add_input("n", &integer);
	add_row((const char *[]){"red, green", "< 10"}, 1);
	add_row((const char *[]){"green, blue", ">= 10"}, 1);
	add_row((const char *[]){"red", ">= 10"}, 1);
	add_row((const char *[]){"not(red)", "[5..10]"}, 1);
	table.fallback = rows[0].outputs;
	ck_assert_str_eq(found(),
			 "5 table-overlap: t: rows 1 and 4 both match c \"green\", n \"[5..10)\", but only one "
			 "may; row 4 meets 1 more before it");
}
END_TEST

START_TEST(any_rows_may_meet_when_they_agree)
{
	start(ZD_HIT_ANY);
	add_input("n", &integer);
	add_row((const char *[]){"< 10"}, 1);
	add_row((const char *[]){"> 5"}, 1);
	ck_assert_str_eq(found(), "");
	add_row((const char *[]){"7"}, 1);
	ck_assert_str_eq(found(),
			 "4 table-unreachable: t: row 3 adds nothing: row 1 matches all that it does, such as n "
			 "\"7\"");
	zd_flaws_free(&flaws);
	add_row((const char *[]){"8"}, 2);
	found();
	ck_assert_uint_eq(flaws.count, 3);
	ck_assert_str_eq(flaws.items[0].message, "t: rows 1 and 4 both match n \"8\" and give different results; row 4 "
						 "meets 1 more before it");
}
END_TEST

START_TEST(missing_inputs_do_not_overlap_unless_a_cell_says_null)
{
	start(ZD_HIT_UNIQUE);
	add_input("c", &color);
	add_row((const char *[]){"not(red)"}, 1);
	add_row((const char *[]){"not(green, blue)"}, 1);
	ck_assert_str_eq(found(), "");
	add_row((const char *[]){"null"}, 1);
	found();
	ck_assert_uint_eq(flaws.count, 2);
	ck_assert_str_eq(flaws.items[0].message, "t: rows 1 and 2 both match c \"null\", but only one may");
}
END_TEST

START_TEST(finds_rows_that_are_never_reached)
{
	add_input("c", &color);
	add_input("n", &integer);
	add_row((const char *[]){"red, green", "< 10"}, 1);
	add_row((const char *[]){"green", "[3..5]"}, 1);
	add_row((const char *[]){"green, blue", ">= 5"}, 1);
	add_row((const char *[]){"green", "-"}, 1);
	add_row((const char *[]){"green", "[0..20]"}, 1);
	add_row((const char *[]){"-", "-"}, 2);
	ck_assert_str_eq(found(),
			 "3 table-unreachable: t: row 2 is never reached: row 1 matches all that it does, such as "
			 "c \"green\", n \"[3..5)\"\n"
			 "6 table-unreachable: t: row 5 is never reached: row 4 matches all that it does, such as "
			 "c \"green\", n \"[0..3)\"");
	zd_flaws_free(&flaws);
	rows[3].cells[1] = (struct zd_cell){.negated = true, .tests = rows[1].cells[1].tests, .count = 1};
	table.row_count = 3;
	add_row((const char *[]){"green", "[0..20]"}, 1);
	table.fallback = rows[0].outputs;
	ck_assert_str_eq(found(),
			 "3 table-unreachable: t: row 2 is never reached: row 1 matches all that it does, such as "
			 "c \"green\", n \"[3..5)\"\n"
			 "5 table-unreachable: t: row 4 is never reached: others together match all that it does; "
			 "row 1 takes c \"green\", n \"[0..3)\"");
}
END_TEST

/* A row that only a missing input reaches is reached. */
START_TEST(a_last_row_for_missing_inputs_is_reached)
{
	add_input("n", &integer);
	add_row((const char *[]){"< 5"}, 1);
	add_row((const char *[]){">= 5"}, 1);
	add_row((const char *[]){"-"}, 2);
	ck_assert_str_eq(found(), "");
}
END_TEST

START_TEST(a_row_that_a_later_one_would_replace_is_needless)
{
	add_input("n", &integer);
	add_row((const char *[]){"> 8"}, 1);
	add_row((const char *[]){"[2..5]"}, 2);
	add_row((const char *[]){"[3..4]"}, 1);
	add_row((const char *[]){"-"}, 1);
	/* Without row 1, row 4 gives the same; row 3 never counts; row 2 differs. */
	ck_assert_str_eq(found(),
			 "4 table-unreachable: t: row 3 is never reached: row 2 matches all that it does, such as n "
			 "\"[3..5)\"\n"
			 "2 table-subsumed: t: row 1 is needless: row 4 matches all that it does and gives the same, "
			 "such as n \">= 9\"");
	ck_assert(zd_flaw_holds(&table, &flaws.items[1], &(struct zd_value){.tag = ZD_INT, .i = 9}));
	ck_assert(!zd_flaw_holds(&table, &flaws.items[1], &(struct zd_value){.tag = ZD_INT, .i = 8}));
	zd_flaws_free(&flaws);
	rows[1].cells[0].tests[0].high = zd_value_int(9); /* now row 2 would take a part of it */
	found();
	ck_assert_uint_eq(flaws.count, 1);
}
END_TEST

START_TEST(a_list_need_not_say_the_same_twice)
{
	static const enum zd_hit hits[] = {ZD_HIT_RULE_ORDER, ZD_HIT_COLLECT};
	start(hits[_i]);
	add_input("n", &integer);
	add_row((const char *[]){"> 5"}, 1);
	add_row((const char *[]){"> 7"}, 1);
	add_row((const char *[]){"> 8"}, 2);
	ck_assert_str_eq(found(),
			 "3 table-subsumed: t: row 2 is needless: row 1 matches all that it does and gives the "
			 "same, such as n \">= 8\"");
	zd_flaws_free(&flaws);
	table.hit = ZD_HIT_COLLECT;
	table.aggregate = ZD_AGG_SUM; /* there it counts twice */
	table.fallback = rows[0].outputs;
	ck_assert_str_eq(found(), "");
}
END_TEST

START_TEST(finds_rows_that_match_nothing)
{
	start(ZD_HIT_COLLECT);
	add_input("c", &color);
	add_input("n", &integer);
	add_row((const char *[]){"not(red, green, blue, null)", "-"}, 1);
	add_row((const char *[]){"red", "> 9223372036854775807"}, 1);
	add_row((const char *[]){"not(red, green, blue)", "-"}, 1); /* as good as null */
	ck_assert_str_eq(found(),
			 "2 table-unreachable: t: row 1 matches nothing: no c is \"not(red, green, blue, null)\"\n"
			 "3 table-unreachable: t: row 2 matches nothing: no n is \"> 9223372036854775807\"");
}
END_TEST

START_TEST(priority_decides_which_row_counts)
{
	struct zd_value order[] = {zd_value_int(3), zd_value_int(2), zd_value_int(1)};
	start(ZD_HIT_PRIORITY);
	output.order = (struct zd_value){.tag = ZD_LIST, .len = 3, .list = order};
	add_input("n", &integer);
	add_row((const char *[]){"[3..5]"}, 1);
	add_row((const char *[]){"-"}, 2);
	add_row((const char *[]){"> 8"}, 3);
	ck_assert_str_eq(found(),
			 "2 table-unreachable: t: row 1 is never reached: row 2 matches all that it does, such as n "
			 "\"[3..6)\"");
}
END_TEST

/* Each row ties an input to one far behind it, so that nothing is settled for long. */
START_TEST(a_large_table_is_not_checked_whole)
{
	enum {
		PAIRS = 40
	};
	static struct zd_column many[2 * PAIRS];
	table.inputs = many;
	table.input_count = 2 * PAIRS;
	for (size_t i = 0; i < 2 * PAIRS; i++)
		many[i] = (struct zd_column){.name = "n", .type = integer};
	for (size_t i = 0; i < PAIRS; i++) {
		struct zd_row *row = &rows[table.row_count++];
		struct zd_error err;
		*row = (struct zd_row){.cells = zd_arena_alloc(&arena, 2 * PAIRS * sizeof *row->cells),
				       .outputs = zd_arena_alloc(&arena, sizeof *row->outputs)};
		ck_assert(!zd_cell_parse(&row->cells[i], "7", &integer, &arena, &err));
		ck_assert(!zd_cell_parse(&row->cells[PAIRS + i], "7", &integer, &arena, &err));
	}
	found();
	ck_assert_uint_gt(flaws.count, 0);
	ck_assert_int_eq(flaws.items[flaws.count - 1].code, ZD_F_TABLE_SIZE);
}
END_TEST

/* ---- random tables against trying every input ---- */

static const char *const kinds_cells[][9] = {
	{"-", "red", "green, blue", "not(green)", "blue", "not(red, blue)", "red, green", "not(null)", "null"},
	{"-", "< 3", ">= 3", "[1..4)", "2, 5", "not([2..3])", "(0..2]", "3", "null, > 4"},
	{"-", "< 0.01", ">= 0.03", "[0.01..0.03)", "0.02", "not(0.01)", "<= 0.02", "> 0.02", "-"},
	{"-", "true", "false", "not(true)", "true, false", "-", "-", "true", "false"},
};
static const char *const kinds_values[][9] = {
	{NULL, "red", "green", "blue"},
	{NULL, "-1", "0", "1", "2", "3", "4", "5", "6"},
	{NULL, "0", "0.01", "0.02", "0.03", "0.04"},
	{NULL, "true", "false"},
};
static const size_t kinds_count[] = {4, 9, 6, 3};
static const struct zd_type *const kinds[] = {&color, &integer, &money, &boolean};

static uint32_t seed;
static size_t chance(size_t n)
{
	seed = seed * 1664525 + 1013904223;
	return (seed >> 10) % n;
}

/* What trying every input shows. */
struct truth {
	bool gap;
	size_t missed; /* inputs that no row matches, missing ones too */
	bool overlap[ROWS_MAX];
	bool matches[ROWS_MAX];
	bool counts[ROWS_MAX];
};

static bool row_matches(size_t r, const struct zd_value *in)
{
	for (size_t i = 0; i < table.input_count; i++) {
		if (!zd_cell_matches(&rows[r].cells[i], &in[i]))
			return false;
	}
	return true;
}

static bool in_a_gap(const struct zd_value *in)
{
	size_t n = 0;
	for (size_t i = 0; i < flaws.count; i++)
		n += flaws.items[i].code == ZD_F_TABLE_GAP && flaws.items[i].cells &&
		     zd_flaw_holds(&table, &flaws.items[i], in);
	return n > 0;
}

static void try_input(struct truth *t, const struct zd_value *in, bool thought_of, bool all_shown)
{
	size_t first = SIZE_MAX;
	for (size_t r = 0; r < table.row_count; r++) {
		if (!row_matches(r, in))
			continue;
		t->matches[r] = true;
		t->counts[r] |= first == SIZE_MAX;
		first = first == SIZE_MAX ? r : first;
		for (size_t o = 0; o < r && thought_of; o++)
			t->overlap[r] |= row_matches(o, in) &&
					 (table.hit == ZD_HIT_UNIQUE || rows[o].outputs[0].i != rows[r].outputs[0].i);
	}
	t->missed += first == SIZE_MAX;
	if (thought_of) {
		t->gap |= first == SIZE_MAX;
		if (all_shown)
			ck_assert_int_eq(in_a_gap(in), first == SIZE_MAX);
	}
}

static void try_all(struct truth *t, const size_t *kind, bool all_shown)
{
	size_t at[COLUMNS_MAX] = {0};
	for (;;) {
		struct zd_value in[COLUMNS_MAX];
		bool thought_of = true;
		struct zd_error err;
		for (size_t i = 0; i < table.input_count; i++) {
			const char *s = kinds_values[kind[i]][at[i]];
			in[i] = ZD_VALUE_NIL;
			if (s)
				ck_assert(!zd_value_parse(&in[i], &inputs[i].type, s, strlen(s), &arena, &err));
			bool says_null = false;
			for (size_t r = 0; r < table.row_count; r++) {
				for (size_t k = 0; k < rows[r].cells[i].count; k++)
					says_null |= rows[r].cells[i].tests[k].is_nil;
			}
			thought_of &= s || says_null;
		}
		try_input(t, in, thought_of, all_shown);
		size_t i = 0;
		while (i < table.input_count && ++at[i] == kinds_count[kind[i]])
			at[i++] = 0;
		if (i == table.input_count)
			return;
	}
}

static bool flawed(enum zd_finding_code code, size_t row)
{
	for (size_t i = 0; i < flaws.count; i++) {
		if (flaws.items[i].code == code && flaws.items[i].place.line == (row == SIZE_MAX ? 1 : 2 + (int)row))
			return true;
	}
	return false;
}

/* A gap's cells mean the same when they are written and read again. */
static void check_written(void)
{
	for (size_t f = 0; f < flaws.count; f++) {
		for (size_t i = 0; flaws.items[f].cells && i < table.input_count; i++) {
			struct zd_str b = {0}, again = {0};
			struct zd_cell cell;
			struct zd_error err;
			zd_cell_write(&b, &flaws.items[f].cells[i], &inputs[i].type);
			ck_assert(!zd_cell_parse(&cell, zd_str_text(&b), &inputs[i].type, &arena, &err));
			zd_cell_write(&again, &cell, &inputs[i].type);
			ck_assert_str_eq(zd_str_text(&again), zd_str_text(&b));
			zd_str_free(&b);
			zd_str_free(&again);
		}
	}
}

static void random_table(enum zd_hit hit, size_t *kind)
{
	start(hit);
	size_t columns_wanted = 1 + chance(3), rows_wanted = chance(8);
	for (size_t i = 0; i < columns_wanted; i++) {
		kind[i] = chance(4);
		add_input("x", kinds[kind[i]]);
	}
	if (chance(10) == 0)
		rows_wanted = 60 + chance(10);
	for (size_t r = 0; r < rows_wanted; r++) {
		const char *cells[COLUMNS_MAX];
		for (size_t i = 0; i < columns_wanted; i++)
			cells[i] = kinds_cells[kind[i]][chance(9)];
		add_row(cells, (int64_t)chance(2));
	}
}

START_TEST(agrees_with_trying_every_input)
{
	static const enum zd_hit hits[] = {ZD_HIT_UNIQUE, ZD_HIT_ANY, ZD_HIT_FIRST};
	size_t kind[COLUMNS_MAX];
	seed = (uint32_t)_i + 1;
	for (int round = 0; round < 300; round++) {
		struct truth t = {0};
		random_table(hits[_i], kind);
		bool all_shown = !strstr(found(), "more gaps");
		try_all(&t, kind, all_shown);
		ck_assert_int_eq(flawed(ZD_F_TABLE_GAP, SIZE_MAX), t.gap);
		check_written();
		for (size_t r = 0; r < table.row_count; r++) {
			bool unreached = flawed(ZD_F_TABLE_UNREACHABLE, r);
			ck_assert_int_eq(flawed(ZD_F_TABLE_OVERLAP, r), hits[_i] != ZD_HIT_FIRST && t.overlap[r]);
			if (hits[_i] == ZD_HIT_FIRST)
				ck_assert_int_eq(unreached, !t.counts[r]);
			else if (hits[_i] == ZD_HIT_UNIQUE)
				ck_assert_int_eq(unreached, !t.matches[r]);
			else
				ck_assert(unreached || t.matches[r]);
		}
	}
}
END_TEST

/* Without the rows that add nothing, a table with `any` matches what it did. */
START_TEST(rows_that_add_nothing_can_go)
{
	size_t kind[COLUMNS_MAX];
	seed = 77;
	for (int round = 0; round < 200; round++) {
		struct truth before = {0}, after = {0};
		random_table(ZD_HIT_ANY, kind);
		found();
		try_all(&before, kind, false);
		size_t kept = 0;
		for (size_t r = 0; r < table.row_count; r++) {
			if (!flawed(ZD_F_TABLE_UNREACHABLE, r))
				rows[kept++] = rows[r];
		}
		table.row_count = kept;
		try_all(&after, kind, false);
		ck_assert(!after.gap || before.gap);
		ck_assert_uint_eq(after.missed, before.missed);
	}
}
END_TEST

Suite *suite_tablecheck(void)
{
	Suite *s = suite_create("tablecheck");
	TCase *c = tcase_create("tablecheck");
	tcase_add_checked_fixture(c, setup, teardown);
	tcase_set_timeout(c, 30);
	tcase_add_loop_test(c, finds_the_gap_of_a_column, 0, (int)(sizeof columns / sizeof *columns));
	tcase_add_test(c, says_gaps_as_boxes);
	tcase_add_loop_test(c, lists_have_no_gaps, 0, 2);
	tcase_add_test(c, only_some_gaps_are_shown);
	tcase_add_test(c, unique_rows_may_not_meet);
	tcase_add_test(c, any_rows_may_meet_when_they_agree);
	tcase_add_test(c, missing_inputs_do_not_overlap_unless_a_cell_says_null);
	tcase_add_test(c, finds_rows_that_are_never_reached);
	tcase_add_test(c, a_last_row_for_missing_inputs_is_reached);
	tcase_add_test(c, a_row_that_a_later_one_would_replace_is_needless);
	tcase_add_loop_test(c, a_list_need_not_say_the_same_twice, 0, 2);
	tcase_add_test(c, finds_rows_that_match_nothing);
	tcase_add_test(c, priority_decides_which_row_counts);
	tcase_add_test(c, a_large_table_is_not_checked_whole);
	tcase_add_loop_test(c, agrees_with_trying_every_input, 0, 3);
	tcase_add_test(c, rows_that_add_nothing_can_go);
	suite_add_tcase(s, c);
	return s;
}
