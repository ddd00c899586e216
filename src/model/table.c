/*
 * Deciding with a table: which rows match, and what the hit policy makes of
 * them. Rows are tried in their order, so every hit policy gives the same
 * list each time. Cells are in cell.c; finding gaps and overlaps is left to
 * the checks of the pack.
 */
#include "model/table.h"

#include <math.h>
#include <string.h>

#include "base/money.h"

static bool row_matches(const struct zd_table *t, const struct zd_row *row, const struct zd_value *inputs)
{
	for (size_t i = 0; i < t->input_count; i++) {
		if (!zd_cell_matches(&row->cells[i], &inputs[i]))
			return false;
	}
	return true;
}

static bool same_outputs(const struct zd_table *t, const struct zd_row *a, const struct zd_row *b)
{
	for (size_t i = 0; i < t->output_count; i++) {
		if (!zd_value_equal(&a->outputs[i], &b->outputs[i]))
			return false;
	}
	return true;
}

static int refuse_several(const struct zd_table *t, const struct zd_row *a, const struct zd_row *b, const char *why,
			  struct zd_error *err)
{
	return zd_fail_at(err, ZD_POLICY, b->place.file, b->place.line, b->place.column,
			  "table %s: rows %zu and %zu both match%s", t->name, (size_t)(a - t->rows) + 1,
			  (size_t)(b - t->rows) + 1, why);
}

/* Where a value stands in the output's order; behind all when the order does not name it. */
static size_t rank(const struct zd_column *column, const struct zd_value *v)
{
	size_t i = 0;
	while (i < column->order.len && zd_value_compare(&column->order.list[i], v) != 0)
		i++;
	return i;
}

/* By the first output that has an order, then the next; below 0: a goes first. */
static int by_priority(const struct zd_table *t, const struct zd_value *a, const struct zd_value *b)
{
	for (size_t i = 0; i < t->output_count; i++) {
		if (t->outputs[i].order.tag != ZD_LIST)
			continue;
		size_t left = rank(&t->outputs[i], &a[i]), right = rank(&t->outputs[i], &b[i]);
		if (left != right)
			return left < right ? -1 : 1;
	}
	return 0;
}

/* Merges two sorted neighbours of `from` into `to`; of equals, the left one stays first. */
static void merge(const struct zd_table *t, const struct zd_value **to, const struct zd_value **from, size_t left,
		  size_t middle, size_t right)
{
	size_t a = left, b = middle;
	for (size_t i = left; i < right; i++) {
		bool take_left = a < middle && (b == right || by_priority(t, from[a], from[b]) <= 0);
		to[i] = take_left ? from[a++] : from[b++];
	}
}

/* Stable, and fast for any order of rows. */
static void sort_by_priority(const struct zd_table *t, const struct zd_value **hits, size_t count,
			     struct zd_arena *arena)
{
	const struct zd_value **from = hits, **to = zd_arena_alloc(arena, count * sizeof *to);
	for (size_t width = 1; width < count; width *= 2) {
		for (size_t left = 0; left < count; left += 2 * width) {
			size_t middle = left + width < count ? left + width : count;
			size_t right = middle + width < count ? middle + width : count;
			merge(t, to, from, left, middle, right);
		}
		const struct zd_value **swap = from;
		from = to;
		to = swap;
	}
	if (from != hits)
		memcpy(hits, from, count * sizeof *hits);
}

static bool add(const struct zd_column *column, struct zd_value *total, const struct zd_value *v)
{
	if (total->tag == ZD_INT && v->tag == ZD_INT) {
		if (__builtin_add_overflow(total->i, v->i, &total->i))
			return false;
		return column->type.kind != ZD_KIND_MONEY || (total->i <= ZD_MONEY_MAX && total->i >= -ZD_MONEY_MAX);
	}
	double a = total->tag == ZD_INT ? (double)total->i : total->d;
	double b = v->tag == ZD_INT ? (double)v->i : v->d;
	*total = zd_value_number(a + b == 0 ? 0.0 : a + b);
	return isfinite(total->d);
}

static int aggregate(const struct zd_table *t, size_t column, const struct zd_value **hits, size_t count,
		     struct zd_value *out, struct zd_error *err)
{
	const struct zd_column *output = &t->outputs[column];
	*out = ZD_VALUE_NIL;
	if (t->aggregate == ZD_AGG_COUNT) {
		bool is_double = output->type.kind == ZD_KIND_NUMBER || output->type.kind == ZD_KIND_RATE;
		*out = is_double ? zd_value_number((double)count) : zd_value_int((int64_t)count);
		return ZD_OK;
	}
	for (size_t i = 0; i < count; i++) {
		const struct zd_value *v = &hits[i][column];
		if (v->tag == ZD_NIL)
			continue;
		if (t->aggregate == ZD_AGG_SUM && v->tag != ZD_INT && v->tag != ZD_NUMBER)
			return zd_fail_at(err, ZD_POLICY, output->place.file, output->place.line, output->place.column,
					  "table %s: %s is no number and has no sum", t->name, output->name);
		if (out->tag == ZD_NIL) {
			*out = *v;
		} else if (t->aggregate == ZD_AGG_SUM) {
			if (!add(output, out, v))
				return zd_fail_at(err, ZD_POLICY, t->place.file, t->place.line, t->place.column,
						  "table %s: the sum of %s is too large", t->name, output->name);
		} else {
			int order = zd_value_compare(v, out);
			if (t->aggregate == ZD_AGG_MIN ? order < 0 : order > 0)
				*out = *v;
		}
	}
	return ZD_OK;
}

static int aggregate_all(const struct zd_table *t, const struct zd_value **hits, size_t *count, struct zd_arena *arena,
			 struct zd_error *err)
{
	struct zd_value *record = zd_arena_alloc(arena, t->output_count * sizeof *record);
	for (size_t i = 0; i < t->output_count; i++) {
		int rc = aggregate(t, i, hits, *count, &record[i], err);
		if (rc != ZD_OK)
			return rc;
	}
	hits[0] = record;
	*count = 1;
	return ZD_OK;
}

int zd_table_decide(const struct zd_table *t, const struct zd_value *inputs, const struct zd_value ***out, size_t *hits,
		    struct zd_arena *arena, struct zd_error *err)
{
	const struct zd_value **found = zd_arena_alloc(arena, (t->row_count + 1) * sizeof *found);
	const struct zd_row *first = NULL;
	size_t count = 0;
	*out = found;
	*hits = 0;
	for (size_t i = 0; i < t->row_count; i++) {
		const struct zd_row *row = &t->rows[i];
		if (!row_matches(t, row, inputs))
			continue;
		if (first && t->hit == ZD_HIT_UNIQUE)
			return refuse_several(t, first, row, ", but only one may", err);
		if (first && t->hit == ZD_HIT_ANY) {
			if (!same_outputs(t, first, row))
				return refuse_several(t, first, row, " and give different results", err);
			continue;
		}
		if (!first)
			first = row;
		found[count++] = row->outputs;
		if (t->hit == ZD_HIT_FIRST)
			break;
	}
	if (count == 0) {
		if (t->fallback)
			found[count++] = t->fallback;
		*hits = count;
		return ZD_OK;
	}
	if (t->hit == ZD_HIT_PRIORITY || t->hit == ZD_HIT_OUTPUT_ORDER)
		sort_by_priority(t, found, count, arena);
	if (t->hit == ZD_HIT_PRIORITY)
		count = 1;
	if (t->hit == ZD_HIT_COLLECT && t->aggregate != ZD_AGG_NONE) {
		int rc = aggregate_all(t, found, &count, arena, err);
		if (rc != ZD_OK)
			return rc;
	}
	*hits = count;
	return ZD_OK;
}

void zd_table_hits(const struct zd_table *t, const struct zd_value *inputs, bool *hit, struct zd_arena *arena)
{
	const struct zd_value **found;
	struct zd_error ignored;
	size_t count;
	bool all = t->aggregate != ZD_AGG_NONE || t->hit == ZD_HIT_ANY || t->hit == ZD_HIT_UNIQUE, any = false;
	for (size_t i = 0; all && i < t->row_count; i++) {
		bool matches = row_matches(t, &t->rows[i], inputs);
		hit[i] |= matches;
		any |= matches;
	}
	hit[t->row_count] |= all && !any && t->fallback;
	if (all || zd_table_decide(t, inputs, &found, &count, arena, &ignored))
		return;
	for (size_t i = 0; i < count; i++) {
		for (size_t row = 0; row < t->row_count; row++)
			hit[row] |= t->rows[row].outputs == found[i];
		hit[t->row_count] |= t->fallback && found[i] == t->fallback;
	}
}

bool zd_table_is_single(const struct zd_table *t)
{
	switch (t->hit) {
	case ZD_HIT_UNIQUE:
	case ZD_HIT_ANY:
	case ZD_HIT_FIRST:
	case ZD_HIT_PRIORITY:
		return true;
	case ZD_HIT_COLLECT:
		return t->aggregate != ZD_AGG_NONE;
	default:
		return false;
	}
}
