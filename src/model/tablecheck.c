/*
 * Four searches in a table's inputs: for gaps, piece by piece; for overlaps,
 * row by row; for rows that never count, in the order in which rows take
 * precedence, where only the first row left at each point counts; and for
 * rows that another covers and that give the same.
 */
#include "model/tablecheck.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "model/walk.h"

#define GAPS_SHOWN 5
#define GAPS_KEPT 64 /* to be made one where they can */

struct search {
	const struct zd_table *t;
	struct zd_walk w;
	const size_t *order; /* the row of each bit, the one that counts first; NULL: the rows' own order */
	uint64_t *reached;
	bool *gaps[GAPS_KEPT]; /* the pieces of each */
	size_t kept, more;
	struct zd_flaws *out;
	struct zd_arena *arena;
};

/* ---- flaws, in words ---- */

static void report(struct search *s, enum zd_finding_code code, struct zd_place place, struct zd_str *message,
		   const struct zd_cell *cells)
{
	ZD_GROW(s->out->items, s->out->count, s->out->cap);
	s->out->items[s->out->count++] =
		(struct zd_flaw){code, place, zd_arena_strdup(s->arena, zd_str_text(message)), cells};
	zd_str_free(message);
}

/* What the levels have chosen, as cells. */
static struct zd_cell *chosen_cells(const struct search *s)
{
	struct zd_cell *cells = zd_arena_alloc(s->arena, (s->w.depth + 1) * sizeof *cells);
	for (size_t d = 0; d < s->w.depth; d++)
		cells[d] = zd_axis_cell(&s->w.levels[d].axis, s->w.levels[d].chosen, s->arena);
	return cells;
}

/* class "general", repeats ">= 2"; inputs that may be anything are left out. */
static void write_cells(const struct search *s, struct zd_str *b, const struct zd_cell *cells)
{
	struct zd_str text = {0};
	bool any = false;
	for (size_t d = 0; d < s->w.depth; d++) {
		if (cells[d].count == 0)
			continue;
		zd_str_clear(&text);
		zd_cell_write(&text, &cells[d], &s->t->inputs[d].type);
		for (char *c = text.s; *c; c++)
			*c = (unsigned char)*c < 0x20 || *c == 0x7F ? '?' : *c;
		zd_str_printf(b, "%s%s \"%s\"", any ? ", " : "", s->t->inputs[d].name, zd_str_text(&text));
		any = true;
	}
	if (!any)
		zd_str_add(b, "any input");
	zd_str_free(&text);
}

/* The pieces that two rows have in common, from the first that counts. */
static void choose_common(const struct search *s, size_t a, size_t b)
{
	for (size_t d = 0; d < s->w.depth; d++) {
		struct zd_level *l = &s->w.levels[d];
		l->first = zd_axis_first(&l->axis);
		for (size_t p = l->first; p < l->axis.count; p++)
			l->chosen[p] =
				zd_rows_has(zd_walk_rows(&s->w, l, p), a) && zd_rows_has(zd_walk_rows(&s->w, l, p), b);
	}
}

/* ---- gaps ---- */

/* What the levels have chosen, all behind each other: an input that the walk did not come to may be anything. */
static bool *chosen_pieces(const struct search *s, size_t depth)
{
	bool *pieces = zd_arena_alloc(s->arena, s->w.pieces * sizeof *pieces), *next = pieces;
	for (size_t d = 0; d < s->w.depth; d++) {
		const struct zd_level *l = &s->w.levels[d];
		for (size_t p = 0; p < l->axis.count; p++)
			*next++ = p >= l->first && (d >= depth || l->chosen[p]);
	}
	return pieces;
}

/* Makes two gaps one where they differ in one input only. */
static bool merge_gaps(const struct search *s, bool *a, const bool *b)
{
	size_t differing = 0, at = 0, start = 0;
	for (size_t d = 0; d < s->w.depth; d++) {
		size_t n = s->w.levels[d].axis.count;
		if (memcmp(a + start, b + start, n * sizeof *a) != 0) {
			differing++;
			at = d;
		}
		start += n;
	}
	if (differing > 1)
		return false;
	start = 0;
	for (size_t d = 0; d < at; d++)
		start += s->w.levels[d].axis.count;
	for (size_t p = start; p < start + s->w.levels[at].axis.count; p++)
		a[p] |= b[p];
	return true;
}

static void merge_all_gaps(struct search *s)
{
	for (size_t i = 0; i < s->kept; i++) {
		for (size_t k = i + 1; k < s->kept; k++) {
			if (!merge_gaps(s, s->gaps[i], s->gaps[k]))
				continue;
			s->gaps[k] = s->gaps[--s->kept];
			i = 0;
			k = 0;
		}
	}
}

static void report_gap(struct search *s, const bool *pieces)
{
	struct zd_str b = {0};
	for (size_t d = 0; d < s->w.depth; d++) {
		memcpy(s->w.levels[d].chosen, pieces, s->w.levels[d].axis.count * sizeof *pieces);
		pieces += s->w.levels[d].axis.count;
	}
	struct zd_cell *cells = chosen_cells(s);
	zd_str_printf(&b, "%s: no row matches ", s->t->name);
	write_cells(s, &b, cells);
	report(s, ZD_F_TABLE_GAP, s->t->place, &b, cells);
}

static void walk_gaps(struct search *s, size_t depth)
{
	struct zd_level *l = &s->w.levels[depth];
	if (zd_rows_first(l->live, l->live, s->w.words) == ZD_NO_ROW) {
		if (s->kept < GAPS_KEPT)
			s->gaps[s->kept++] = chosen_pieces(s, depth);
		else
			s->more++;
		return;
	}
	if (depth == s->w.depth || zd_rows_first(l->live, l->free, s->w.words) != ZD_NO_ROW || !zd_walk_split(&s->w, l))
		return;
	for (size_t g = 0; g < l->groups && !s->w.stopped; g++) {
		zd_walk_enter(&s->w, depth, g);
		walk_gaps(s, depth + 1);
	}
}

static void find_gaps(struct search *s)
{
	if (s->t->fallback || !zd_table_is_single(s->t))
		return;
	zd_walk_begin(&s->w, false);
	walk_gaps(s, 0);
	merge_all_gaps(s);
	for (size_t i = 0; i < s->kept && i < GAPS_SHOWN; i++)
		report_gap(s, s->gaps[i]);
	if (s->kept > GAPS_SHOWN) {
		struct zd_str b = {0};
		zd_str_printf(&b, "%s: %s%zu more gaps than those shown", s->t->name, s->w.stopped ? "at least " : "",
			      s->kept - GAPS_SHOWN + s->more);
		report(s, ZD_F_TABLE_GAP, s->t->place, &b, NULL);
	}
}

/* ---- overlaps ---- */

static bool same_outputs(const struct zd_table *t, size_t a, size_t b)
{
	for (size_t i = 0; i < t->output_count; i++) {
		if (!zd_value_equal(&t->rows[a].outputs[i], &t->rows[b].outputs[i]))
			return false;
	}
	return true;
}

/* The rows that match an input of this row. */
static void mates_of(struct search *s, size_t row, uint64_t *mates, uint64_t *some)
{
	memset(mates, 0xFF, s->w.words * sizeof *mates);
	for (size_t d = 0; d < s->w.depth; d++) {
		const struct zd_level *l = &s->w.levels[d];
		memset(some, 0, s->w.words * sizeof *some);
		for (size_t p = zd_axis_first(&l->axis); p < l->axis.count; p++) {
			const uint64_t *rows = zd_walk_rows(&s->w, l, p);
			for (size_t i = 0; i < s->w.words && zd_rows_has(rows, row); i++)
				some[i] |= rows[i];
		}
		for (size_t i = 0; i < s->w.words; i++)
			mates[i] &= some[i];
		if (!zd_walk_spend(&s->w, l->axis.count + s->w.words))
			return;
	}
}

static void report_overlap(struct search *s, size_t a, size_t b, size_t more)
{
	struct zd_str m = {0};
	choose_common(s, a, b);
	struct zd_cell *common = chosen_cells(s);
	zd_str_printf(&m, "%s: rows %zu and %zu both match ", s->t->name, a + 1, b + 1);
	write_cells(s, &m, common);
	zd_str_add(&m, s->t->hit == ZD_HIT_ANY ? " and give different results" : ", but only one may");
	if (more)
		zd_str_printf(&m, "; row %zu meets %zu more before it", b + 1, more);
	report(s, ZD_F_TABLE_OVERLAP, s->t->rows[b].place, &m, common);
}

static void find_overlaps(struct search *s)
{
	if (s->t->hit != ZD_HIT_UNIQUE && s->t->hit != ZD_HIT_ANY)
		return;
	uint64_t *mates = zd_walk_set(&s->w), *some = zd_walk_set(&s->w);
	for (size_t b = 1; b < s->t->row_count; b++) {
		size_t first = ZD_NO_ROW, count = 0;
		mates_of(s, b, mates, some);
		if (!zd_walk_spend(&s->w, b))
			return;
		for (size_t a = 0; a < b; a++) {
			if (!zd_rows_has(mates, a) || (s->t->hit == ZD_HIT_ANY && same_outputs(s->t, a, b)))
				continue;
			if (count++ == 0)
				first = a;
		}
		if (count)
			report_overlap(s, first, b, count - 1);
	}
}

/* ---- rows that never count ---- */

/* The first input none of whose values the row's cell matches; ZD_NO_ROW. */
static size_t barren_input(const struct search *s, size_t row)
{
	for (size_t d = 0; d < s->w.depth; d++) {
		const struct zd_level *l = &s->w.levels[d];
		size_t p = 0;
		while (p < l->axis.count && !zd_rows_has(zd_walk_rows(&s->w, l, p), row))
			p++;
		if (p == l->axis.count)
			return d;
	}
	return ZD_NO_ROW;
}

static double volume(const struct search *s, size_t row)
{
	double v = 1;
	for (size_t d = 0; d < s->w.depth; d++) {
		const struct zd_level *l = &s->w.levels[d];
		size_t n = 0;
		for (size_t p = 0; p < l->axis.count; p++)
			n += zd_rows_has(zd_walk_rows(&s->w, l, p), row);
		v *= (double)n;
	}
	return v;
}

struct rank {
	double volume;
	size_t row;
};

static int by_volume(const void *left, const void *right)
{
	const struct rank *a = left, *b = right;
	if (a->volume != b->volume)
		return a->volume > b->volume ? -1 : 1;
	return a->row < b->row ? -1 : 1;
}

/* Where any row will do, the one that matches more goes first: it makes the others needless. */
static size_t *order_by_volume(const struct search *s)
{
	size_t n = s->t->row_count;
	size_t *order = zd_arena_alloc(s->arena, n * sizeof *order);
	struct rank *ranks = zd_arena_alloc(s->arena, n * sizeof *ranks);
	for (size_t i = 0; i < n; i++)
		ranks[i] = (struct rank){volume(s, i), i};
	qsort(ranks, n, sizeof *ranks, by_volume);
	for (size_t i = 0; i < n; i++)
		order[i] = ranks[i].row;
	return order;
}

/* The table itself says which row has priority: asked without inputs, it lists all of them in that order. */
static size_t *order_by_priority(const struct search *s)
{
	const struct zd_table *t = s->t;
	struct zd_table all = *t;
	const struct zd_value **hits;
	struct zd_error ignored;
	size_t count = 0;
	size_t *order = zd_arena_alloc(s->arena, t->row_count * sizeof *order);
	all.hit = ZD_HIT_OUTPUT_ORDER;
	all.input_count = 0;
	zd_table_decide(&all, NULL, &hits, &count, s->arena, &ignored);
	for (size_t i = 0; i < count; i++) {
		for (size_t k = 0; k < t->row_count; k++) {
			if (t->rows[k].outputs == hits[i])
				order[i] = k;
		}
	}
	return order;
}

/* Puts the sets of rows into an order: bit i stands for row order[i]. */
static void reorder(struct search *s, const size_t *order)
{
	uint64_t *old = zd_walk_set(&s->w);
	s->order = order;
	for (size_t d = 0; d < s->w.depth; d++) {
		for (size_t p = 0; p < s->w.levels[d].axis.count; p++) {
			uint64_t *rows = zd_walk_rows(&s->w, &s->w.levels[d], p);
			memcpy(old, rows, s->w.words * sizeof *old);
			memset(rows, 0, s->w.words * sizeof *rows);
			for (size_t i = 0; i < s->t->row_count; i++) {
				if (zd_rows_has(old, order[i]))
					zd_rows_add(rows, i);
			}
		}
	}
}

static bool all_reached(const struct search *s, const uint64_t *live)
{
	for (size_t i = 0; i < s->w.words; i++) {
		if (live[i] & ~s->reached[i])
			return false;
	}
	return true;
}

static void walk_rows(struct search *s, size_t depth)
{
	struct zd_level *l = &s->w.levels[depth];
	size_t stop = zd_rows_first(l->live, l->free, s->w.words);
	if (stop != ZD_NO_ROW)
		zd_rows_cut(l->live, stop, s->w.words);
	if (all_reached(s, l->live))
		return;
	size_t first = zd_rows_first(l->live, l->live, s->w.words);
	if (first == stop || depth == s->w.depth) {
		zd_rows_add(s->reached, first);
		return;
	}
	if (!zd_walk_split(&s->w, l))
		return;
	for (size_t g = 0; g < l->groups && !s->w.stopped; g++) {
		zd_walk_enter(&s->w, depth, g);
		walk_rows(s, depth + 1);
	}
}

/* Whether one row matches all that another does. */
static bool covers(const struct search *s, size_t wide, size_t narrow)
{
	for (size_t d = 0; d < s->w.depth; d++) {
		const struct zd_level *l = &s->w.levels[d];
		for (size_t p = 0; p < l->axis.count; p++) {
			if (zd_rows_has(zd_walk_rows(&s->w, l, p), narrow) &&
			    !zd_rows_has(zd_walk_rows(&s->w, l, p), wide))
				return false;
		}
	}
	return true;
}

/* One input of a row, each of its pieces the first that counts if any; returns the row before it that takes it. */
static size_t choose_example(struct search *s, size_t bit)
{
	uint64_t *live = zd_walk_set(&s->w);
	memset(live, 0xFF, s->w.words * sizeof *live);
	for (size_t d = 0; d < s->w.depth; d++) {
		struct zd_level *l = &s->w.levels[d];
		size_t p = 1;
		while (p < l->axis.count && !zd_rows_has(zd_walk_rows(&s->w, l, p), bit))
			p++;
		p = p < l->axis.count ? p : 0;
		memset(l->chosen, 0, l->axis.count * sizeof *l->chosen);
		l->chosen[p] = true;
		l->first = 0;
		for (size_t i = 0; i < s->w.words; i++)
			live[i] &= zd_walk_rows(&s->w, l, p)[i];
	}
	return zd_rows_first(live, live, s->w.words);
}

static void report_unreached(struct search *s, size_t bit)
{
	struct zd_str m = {0};
	size_t row = s->order ? s->order[bit] : bit, taker = choose_example(s, bit), wide = 0;
	while (wide < bit && !covers(s, wide, bit))
		wide++;
	if (wide < bit)
		taker = wide;
	size_t other = s->order ? s->order[taker] : taker;
	zd_str_printf(&m, "%s: row %zu %s: ", s->t->name, row + 1,
		      s->t->hit == ZD_HIT_ANY ? "adds nothing" : "is never reached");
	if (wide < bit)
		zd_str_printf(&m, "row %zu matches all that it does, such as ", other + 1);
	else
		zd_str_printf(&m, "others together match all that it does; row %zu takes ", other + 1);
	write_cells(s, &m, chosen_cells(s));
	report(s, ZD_F_TABLE_UNREACHABLE, s->t->rows[row].place, &m, s->t->rows[row].cells);
}

static void report_barren(struct search *s, size_t row, size_t input)
{
	struct zd_str m = {0}, cell = {0};
	zd_cell_write(&cell, &s->t->rows[row].cells[input], &s->t->inputs[input].type);
	zd_str_printf(&m, "%s: row %zu matches nothing: no %s is \"%s\"", s->t->name, row + 1, s->t->inputs[input].name,
		      zd_str_text(&cell));
	zd_str_free(&cell);
	report(s, ZD_F_TABLE_UNREACHABLE, s->t->rows[row].place, &m, NULL);
}

static void find_unreached(struct search *s)
{
	const struct zd_table *t = s->t;
	uint64_t *barren = zd_walk_set(&s->w);
	for (size_t i = 0; i < t->row_count; i++) {
		size_t input = barren_input(s, i);
		if (input == ZD_NO_ROW)
			continue;
		zd_rows_add(barren, i);
		report_barren(s, i, input);
	}
	if (t->hit == ZD_HIT_ANY)
		reorder(s, order_by_volume(s));
	else if (t->hit == ZD_HIT_PRIORITY)
		reorder(s, order_by_priority(s));
	else if (t->hit != ZD_HIT_FIRST)
		return;
	zd_walk_begin(&s->w, true);
	walk_rows(s, 0);
	for (size_t i = 0; i < t->row_count && !s->w.stopped; i++) {
		if (!zd_rows_has(s->reached, i) && !zd_rows_has(barren, s->order ? s->order[i] : i))
			report_unreached(s, i);
	}
}

/* ---- rows that another makes needless ---- */

/* Whether two rows match an input in common. */
static bool meet(const struct search *s, size_t a, size_t b)
{
	for (size_t d = 0; d < s->w.depth; d++) {
		const struct zd_level *l = &s->w.levels[d];
		size_t p = zd_axis_first(&l->axis);
		while (p < l->axis.count &&
		       !(zd_rows_has(zd_walk_rows(&s->w, l, p), a) && zd_rows_has(zd_walk_rows(&s->w, l, p), b)))
			p++;
		if (p == l->axis.count)
			return false;
	}
	return true;
}

/* Of `first`: what a row takes, the later one would take too, and no row between them would take it instead. */
static bool falls_through(const struct search *s, size_t row, size_t later)
{
	if (!covers(s, later, row) || !same_outputs(s->t, row, later))
		return false;
	for (size_t k = row + 1; k < later; k++) {
		if (!same_outputs(s->t, row, k) && meet(s, row, k))
			return false;
	}
	return true;
}

static void report_subsumed(struct search *s, size_t row, size_t other)
{
	struct zd_str m = {0};
	choose_common(s, row, other);
	zd_str_printf(&m, "%s: row %zu is needless: row %zu matches all that it does and gives the same, such as ",
		      s->t->name, row + 1, other + 1);
	write_cells(s, &m, chosen_cells(s));
	report(s, ZD_F_TABLE_SUBSUMED, s->t->rows[row].place, &m, s->t->rows[row].cells);
}

/*
 * Rows of lists that an earlier one with the same outputs covers say the same
 * twice; rows of `first` that are reached and covered by a later one could go.
 */
static void find_subsumed(struct search *s)
{
	const struct zd_table *t = s->t;
	bool first = t->hit == ZD_HIT_FIRST;
	if (!first && zd_table_is_single(t) && t->hit != ZD_HIT_COLLECT)
		return;
	if (t->aggregate == ZD_AGG_SUM || t->aggregate == ZD_AGG_COUNT)
		return; /* there twice is not once */
	for (size_t row = 0; row < t->row_count; row++) {
		if (barren_input(s, row) != ZD_NO_ROW || (first && !zd_rows_has(s->reached, row)))
			continue;
		size_t from = first ? row + 1 : 0, end = first ? t->row_count : row;
		for (size_t other = from; other < end; other++) {
			if (!zd_walk_spend(&s->w, s->w.depth * 4))
				return;
			if (first ? falls_through(s, row, other)
				  : covers(s, other, row) && same_outputs(t, row, other)) {
				report_subsumed(s, row, other);
				break;
			}
		}
	}
}

/* ---- a table ---- */

void zd_table_check(const struct zd_table *t, struct zd_flaws *out, struct zd_arena *arena)
{
	struct search s = {.t = t, .out = out, .arena = arena};
	static void (*const searches[])(struct search *) = {find_gaps, find_overlaps, find_unreached, find_subsumed};
	bool split = zd_walk_make(&s.w, t, arena), whole = split;
	s.reached = zd_walk_set(&s.w);
	for (size_t i = 0; split && i < sizeof searches / sizeof *searches; i++) {
		s.w.steps = 0; /* one that has to stop takes nothing from the next */
		s.w.stopped = false;
		searches[i](&s);
		whole = whole && !s.w.stopped;
	}
	if (!whole) {
		struct zd_str b = {0};
		zd_str_printf(&b,
			      "%s: too large to look at all that may come in; it may have more flaws than those found",
			      t->name);
		report(&s, ZD_F_TABLE_SIZE, t->place, &b, NULL);
	}
}

void zd_flaws_free(struct zd_flaws *f)
{
	free(f->items);
	*f = (struct zd_flaws){0};
}

bool zd_flaw_holds(const struct zd_table *t, const struct zd_flaw *flaw, const struct zd_value *inputs)
{
	for (size_t d = 0; d < t->input_count; d++) {
		if (!zd_cell_matches(&flaw->cells[d], &inputs[d]))
			return false;
	}
	for (size_t r = 0; flaw->code == ZD_F_TABLE_GAP && r < t->row_count; r++) {
		size_t d = 0;
		while (d < t->input_count && zd_cell_matches(&t->rows[r].cells[d], &inputs[d]))
			d++;
		if (d == t->input_count)
			return false;
	}
	return true;
}
