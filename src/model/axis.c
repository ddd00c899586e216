/*
 * Splitting an input by its cells. Whole numbers, money and days have
 * neighbours, so their pieces are closed intervals of integers that begin
 * where some test begins or has just ended; numbers and text have none, so
 * theirs are the end points and the open stretches between.
 */
#include "model/axis.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/money.h"
#include "model/text.h"

#define WRITTEN_TESTS 12

/* ---- integers, money, dates ---- */

static bool is_discrete(const struct zd_type *type)
{
	return type->kind == ZD_KIND_INT || type->kind == ZD_KIND_MONEY || type->kind == ZD_KIND_DATE;
}

static int64_t lowest(const struct zd_type *type)
{
	if (type->kind == ZD_KIND_DATE)
		return zd_date_days((struct zd_date){1, 1, 1});
	return type->kind == ZD_KIND_MONEY ? -ZD_MONEY_MAX : INT64_MIN;
}

static int64_t highest(const struct zd_type *type)
{
	if (type->kind == ZD_KIND_DATE)
		return zd_date_days((struct zd_date){9999, 12, 31});
	return type->kind == ZD_KIND_MONEY ? ZD_MONEY_MAX : INT64_MAX;
}

static int64_t step_of(const struct zd_value *v)
{
	struct zd_date date;
	if (v->tag == ZD_TEXT)
		return zd_date_parse(v->s, v->len, &date) ? zd_date_days(date) : 0;
	return v->i;
}

static struct zd_value value_of_step(const struct zd_type *type, int64_t step, struct zd_arena *arena)
{
	if (type->kind != ZD_KIND_DATE)
		return zd_value_int(step);
	char *text = zd_arena_alloc(arena, ZD_DATE_LEN + 1);
	zd_date_format(zd_date_from_days((int32_t)step), text);
	return zd_value_text(text, ZD_DATE_LEN);
}

static int by_size(const void *left, const void *right)
{
	int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
	return (a > b) - (a < b);
}

/* Where a piece begins: at a test's first step, and behind its last. */
static size_t starts_of(const struct zd_type *type, const struct zd_test *test, int64_t starts[2])
{
	size_t n = 0;
	if (test->has_low) {
		int64_t low = step_of(&test->low);
		if (!test->low_open)
			starts[n++] = low;
		else if (low < highest(type))
			starts[n++] = low + 1;
	}
	if (test->has_high) {
		int64_t high = step_of(&test->high);
		if (test->high_open)
			starts[n++] = high;
		else if (high < highest(type))
			starts[n++] = high + 1;
	}
	return n;
}

static struct zd_piece steps_piece(const struct zd_type *type, int64_t first, int64_t last, struct zd_arena *arena)
{
	struct zd_piece p = {.test = {.has_low = first > lowest(type), .has_high = last < highest(type)}};
	p.sample = value_of_step(type, first, arena);
	p.test.low = p.sample;
	p.test.high = value_of_step(type, last, arena);
	return p;
}

static void split_steps(struct zd_axis *axis, const struct zd_test **tests, size_t count, struct zd_arena *arena)
{
	int64_t *starts = zd_alloc((2 * count + 1) * sizeof *starts);
	size_t n = 0;
	starts[n++] = lowest(axis->type);
	for (size_t i = 0; i < count; i++)
		n += starts_of(axis->type, tests[i], starts + n);
	qsort(starts, n, sizeof *starts, by_size);
	for (size_t i = 0; i < n; i++) {
		if (i + 1 < n && starts[i + 1] == starts[i])
			continue;
		int64_t last = i + 1 < n ? starts[i + 1] - 1 : highest(axis->type);
		axis->pieces[axis->count++] = steps_piece(axis->type, starts[i], last, arena);
	}
	free(starts);
}

/* ---- numbers and text ---- */

static int by_value(const void *left, const void *right)
{
	return zd_value_compare(left, right);
}

/* The value right behind another; nil: there is none. */
static struct zd_value next_value(const struct zd_value *v, struct zd_arena *arena)
{
	if (v->tag == ZD_TEXT) {
		char *text = zd_arena_alloc(arena, v->len + 2);
		memcpy(text, v->s, v->len);
		text[v->len] = '\1';
		return zd_value_text(text, v->len + 1);
	}
	double next = nextafter(v->tag == ZD_INT ? (double)v->i : v->d, INFINITY);
	return isfinite(next) ? zd_value_number(next) : ZD_VALUE_NIL;
}

/* Adds the open stretch between two end points, either of which may be NULL, unless nothing is there. */
static void add_stretch(struct zd_axis *axis, const struct zd_value *low, const struct zd_value *high,
			struct zd_arena *arena)
{
	struct zd_piece p = {.test = {.has_low = low, .has_high = high, .low_open = true, .high_open = true}};
	if (low)
		p.sample = next_value(low, arena);
	else
		p.sample = axis->type->kind == ZD_KIND_NUMBER ? zd_value_number(-DBL_MAX) : zd_value_text("", 0);
	if (p.sample.tag == ZD_NIL || (high && zd_value_compare(&p.sample, high) >= 0))
		return;
	if (low)
		p.test.low = *low;
	if (high)
		p.test.high = *high;
	axis->pieces[axis->count++] = p;
}

static void add_value(struct zd_axis *axis, struct zd_value v)
{
	axis->pieces[axis->count++] =
		(struct zd_piece){.test = {.has_low = true, .has_high = true, .low = v, .high = v}, .sample = v};
}

static void split_stretches(struct zd_axis *axis, const struct zd_test **tests, size_t count, struct zd_arena *arena)
{
	struct zd_value *ends = zd_alloc((2 * count + 1) * sizeof *ends);
	const struct zd_value *last = NULL;
	size_t n = 0;
	for (size_t i = 0; i < count; i++) {
		if (tests[i]->has_low)
			ends[n++] = tests[i]->low;
		if (tests[i]->has_high)
			ends[n++] = tests[i]->high;
	}
	if (n > 1)
		qsort(ends, n, sizeof *ends, by_value);
	for (size_t i = 0; i < n; i++) {
		if (last && zd_value_compare(last, &ends[i]) == 0)
			continue;
		add_stretch(axis, last, &ends[i], arena);
		add_value(axis, ends[i]);
		last = &ends[i];
	}
	add_stretch(axis, last, NULL, arena);
	free(ends);
}

/* ---- any input ---- */

static size_t count_tests(const struct zd_table *t, size_t input)
{
	size_t n = 0;
	for (size_t i = 0; i < t->row_count; i++)
		n += t->rows[i].cells[input].count;
	return n;
}

static const struct zd_test **list_tests(const struct zd_table *t, size_t input, size_t count, struct zd_arena *arena)
{
	const struct zd_test **tests = zd_arena_alloc(arena, (count + 1) * sizeof *tests);
	size_t n = 0;
	for (size_t i = 0; i < t->row_count; i++) {
		for (size_t k = 0; k < t->rows[i].cells[input].count; k++)
			tests[n++] = &t->rows[i].cells[input].tests[k];
	}
	return tests;
}

static bool matches_only_nil(const struct zd_axis *axis, const struct zd_cell *cell)
{
	for (size_t p = 1; p < axis->count; p++) {
		if (zd_cell_matches(cell, &axis->pieces[p].sample))
			return false;
	}
	return zd_cell_matches(cell, &axis->pieces[0].sample);
}

static bool speaks_of_nil(const struct zd_axis *axis, const struct zd_cell *cell)
{
	for (size_t i = 0; i < cell->count; i++) {
		if (cell->tests[i].is_nil)
			return true;
	}
	return cell->negated && matches_only_nil(axis, cell);
}

bool zd_axis_split(struct zd_axis *out, const struct zd_table *t, size_t input, size_t most, struct zd_arena *arena)
{
	const struct zd_type *type = &t->inputs[input].type;
	size_t count = count_tests(t, input);
	size_t values = type->kind == ZD_KIND_ENUM ? type->enums->count : type->kind == ZD_KIND_BOOL ? 2 : 0;
	size_t room = values ? values + 1 : 4 * count + 3;
	*out = (struct zd_axis){.type = type};
	if (count + t->row_count > most / room)
		return false;
	const struct zd_test **tests = list_tests(t, input, count, arena);
	out->pieces = zd_arena_alloc(arena, room * sizeof *out->pieces);
	out->pieces[out->count++] = (struct zd_piece){.test = {.is_nil = true}};
	for (size_t i = 0; i < values; i++) {
		bool is_bool = type->kind == ZD_KIND_BOOL;
		const char *name = is_bool ? "" : type->enums->values[i];
		add_value(out, is_bool ? zd_value_bool(i == 0) : zd_value_text(name, strlen(name)));
	}
	if (is_discrete(type))
		split_steps(out, tests, count, arena);
	else if (values == 0)
		split_stretches(out, tests, count, arena);
	for (size_t i = 0; i < t->row_count && !out->speaks_of_nil; i++)
		out->speaks_of_nil = speaks_of_nil(out, &t->rows[i].cells[input]);
	return true;
}

size_t zd_axis_first(const struct zd_axis *axis)
{
	return axis->speaks_of_nil ? 0 : 1;
}

/* ---- pieces as a cell ---- */

/* Pieces that touch become one test, where the type has intervals. */
static size_t join(const struct zd_axis *axis, const bool *chosen, bool wanted, struct zd_test *tests)
{
	bool has_intervals = axis->type->kind != ZD_KIND_ENUM && axis->type->kind != ZD_KIND_BOOL;
	size_t n = 0, behind = 0;
	for (size_t p = zd_axis_first(axis); p < axis->count; p++) {
		const struct zd_test *test = &axis->pieces[p].test;
		if (chosen[p] != wanted)
			continue;
		if (has_intervals && n > 0 && p == behind && p > 1) {
			tests[n - 1].has_high = test->has_high;
			tests[n - 1].high_open = test->high_open;
			tests[n - 1].high = test->high;
		} else {
			tests[n++] = *test;
		}
		behind = p + 1;
	}
	return n;
}

/* What is left out reads well where it is single values. */
static bool all_single(const struct zd_test *tests, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct zd_test *t = &tests[i];
		if (!t->is_nil && !(t->has_low && t->has_high && zd_value_compare(&t->low, &t->high) == 0))
			return false;
	}
	return true;
}

struct zd_cell zd_axis_cell(const struct zd_axis *axis, const bool *chosen, struct zd_arena *arena)
{
	struct zd_test *in = zd_arena_alloc(arena, axis->count * sizeof *in);
	struct zd_test *out = zd_arena_alloc(arena, axis->count * sizeof *out);
	size_t in_count = join(axis, chosen, true, in), out_count = join(axis, chosen, false, out);
	if (out_count == 0)
		return (struct zd_cell){0};
	if (out_count < in_count && all_single(out, out_count))
		return (struct zd_cell){.negated = true, .tests = out, .count = out_count};
	return (struct zd_cell){.tests = in, .count = in_count};
}

static bool needs_quotes(const char *s, size_t n)
{
	bool is_word = n > 0 && s[0] != ' ' && s[n - 1] != ' ' && strcmp(s, "-") != 0 && strcmp(s, "null") != 0;
	return !is_word || strcspn(s, ",()[]<>=!\"'\t\n\r") < n || strstr(s, "..");
}

static void write_literal(struct zd_str *b, const struct zd_type *type, const struct zd_value *v)
{
	if (type->kind != ZD_KIND_TEXT || !needs_quotes(v->s, v->len)) {
		zd_value_plain(b, type, v);
		return;
	}
	char quote = memchr(v->s, '\'', v->len) ? '"' : '\'';
	zd_str_addc(b, quote);
	zd_str_addn(b, v->s, v->len);
	zd_str_addc(b, quote);
}

/* An interval of whole numbers or money ends before the next one, as people write bands: [0..100), not [0..99]. */
static struct zd_test as_band(const struct zd_test *t, const struct zd_type *type)
{
	struct zd_test band = *t;
	bool is_band = type->kind == ZD_KIND_INT || type->kind == ZD_KIND_MONEY;
	if (is_band && t->has_high && !t->high_open && t->high.i < highest(type) &&
	    !(t->has_low && zd_value_compare(&t->low, &t->high) == 0)) {
		band.high.i++;
		band.high_open = true;
	}
	return band;
}

static void write_test(struct zd_str *b, const struct zd_test *test, const struct zd_type *type)
{
	struct zd_test t = as_band(test, type);
	if (t.is_nil) {
		zd_str_add(b, "null");
	} else if (t.has_low && t.has_high && zd_value_compare(&t.low, &t.high) == 0) {
		write_literal(b, type, &t.low);
	} else if (t.has_low && t.has_high) {
		zd_str_addc(b, t.low_open ? '(' : '[');
		write_literal(b, type, &t.low);
		zd_str_add(b, "..");
		write_literal(b, type, &t.high);
		zd_str_addc(b, t.high_open ? ')' : ']');
	} else if (t.has_low) {
		zd_str_add(b, t.low_open ? "> " : ">= ");
		write_literal(b, type, &t.low);
	} else if (t.has_high) {
		zd_str_add(b, t.high_open ? "< " : "<= ");
		write_literal(b, type, &t.high);
	} else {
		zd_str_add(b, "not(null)"); /* every value there is */
	}
}

void zd_cell_write(struct zd_str *b, const struct zd_cell *cell, const struct zd_type *type)
{
	if (cell->count == 0)
		zd_str_addc(b, '-');
	if (cell->negated)
		zd_str_add(b, "not(");
	for (size_t i = 0; i < cell->count && i <= WRITTEN_TESTS; i++) {
		if (i > 0)
			zd_str_add(b, ", ");
		if (i == WRITTEN_TESTS)
			zd_str_add(b, "…");
		else
			write_test(b, &cell->tests[i], type);
	}
	if (cell->negated)
		zd_str_addc(b, ')');
}
