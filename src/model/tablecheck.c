/*
 * The search walks over the product of all inputs' pieces, one input after
 * the other, with the set of rows that still match. Pieces that leave the
 * same rows are walked once, as one; a walk ends as soon as what is left of
 * it is settled. How much it may look at is bounded.
 */
#include "model/tablecheck.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "model/axis.h"

#define STEPS_MAX 20000000    /* words of row sets looked at, for each table */
#define MATCHES_MAX 100000000 /* tests tried on pieces, for each input */
#define INPUTS_MAX 1000
#define GAPS_SHOWN 5
#define GAPS_KEPT 64 /* to be made one where they can */
#define NONE SIZE_MAX

/* What is known of one input while it is walked over. */
struct level {
	struct zd_axis axis;
	uint64_t *rows; /* a set of rows for each piece: those whose cells match it */
	uint64_t *free; /* the rows that match anything from this input on */
	bool *chosen;   /* the pieces that the walk is in */
	size_t first;   /* the first piece that counts */
	uint64_t *live; /* the rows that match so far */
	uint64_t *sets; /* what is left of them, for each group of pieces */
	size_t *group;  /* of each piece */
	size_t groups;
	size_t *slots; /* a hash table of the groups, plus one */
	size_t slot_count;
};

struct search {
	const struct zd_table *t;
	struct level *levels; /* one an input, and one behind the last, which has `live` and `free` only */
	size_t depth;         /* how many inputs */
	size_t words;         /* of a set of rows */
	size_t pieces;        /* of all inputs */
	const size_t *order;  /* the row of each bit, the one that counts first; NULL: the rows' own order */
	uint64_t *reached;
	size_t steps;
	bool *gaps[GAPS_KEPT]; /* the pieces of each */
	size_t kept, more;
	bool stopped;
	struct zd_flaws *out;
	struct zd_arena *arena;
};

/* ---- sets of rows ---- */

static bool has(const uint64_t *set, size_t bit)
{
	return set[bit / 64] >> (bit % 64) & 1;
}

static void add(uint64_t *set, size_t bit)
{
	set[bit / 64] |= UINT64_C(1) << (bit % 64);
}

/* The lowest bit that both have, from a word on; NONE. */
static size_t first_common(const uint64_t *a, const uint64_t *b, size_t words)
{
	for (size_t i = 0; i < words; i++) {
		if (a[i] & b[i])
			return 64 * i + (size_t)__builtin_ctzll(a[i] & b[i]);
	}
	return NONE;
}

static void clear_above(uint64_t *set, size_t bit, size_t words)
{
	set[bit / 64] &= UINT64_MAX >> (63 - bit % 64);
	memset(set + bit / 64 + 1, 0, (words - bit / 64 - 1) * sizeof *set);
}

static uint64_t *new_set(const struct search *s)
{
	return zd_arena_alloc(s->arena, s->words * sizeof(uint64_t));
}

static uint64_t *rows_of(const struct search *s, const struct level *l, size_t piece)
{
	return l->rows + piece * s->words;
}

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
	struct zd_cell *cells = zd_arena_alloc(s->arena, (s->depth + 1) * sizeof *cells);
	for (size_t d = 0; d < s->depth; d++)
		cells[d] = zd_axis_cell(&s->levels[d].axis, s->levels[d].chosen, s->arena);
	return cells;
}

/* class "general", repeats ">= 2"; inputs that may be anything are left out. */
static void write_cells(const struct search *s, struct zd_str *b, const struct zd_cell *cells)
{
	struct zd_str text = {0};
	bool any = false;
	for (size_t d = 0; d < s->depth; d++) {
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

static void choose_group(struct level *l, size_t group)
{
	for (size_t p = l->first; p < l->axis.count; p++)
		l->chosen[p] = l->group[p] == group;
}

/* The pieces that two rows have in common, from the first that counts. */
static void choose_common(const struct search *s, size_t a, size_t b)
{
	for (size_t d = 0; d < s->depth; d++) {
		struct level *l = &s->levels[d];
		l->first = zd_axis_first(&l->axis);
		for (size_t p = l->first; p < l->axis.count; p++)
			l->chosen[p] = has(rows_of(s, l, p), a) && has(rows_of(s, l, p), b);
	}
}

/* ---- the walk ---- */

static bool spend(struct search *s, size_t steps)
{
	s->steps += steps;
	s->stopped |= s->steps > STEPS_MAX;
	return !s->stopped;
}

static uint64_t hash_set(const uint64_t *set, size_t words)
{
	uint64_t h = 0;
	for (size_t i = 0; i < words; i++) {
		h = (h ^ set[i]) * UINT64_C(0x9E3779B97F4A7C15);
		h ^= h >> 32;
	}
	return h;
}

/* The group of a set of rows, which stands behind the last group's; a new one when there is none. */
static size_t find_group(const struct search *s, struct level *l)
{
	const uint64_t *set = l->sets + l->groups * s->words;
	size_t at = hash_set(set, s->words) & (l->slot_count - 1);
	for (; l->slots[at]; at = (at + 1) & (l->slot_count - 1)) {
		if (memcmp(l->sets + (l->slots[at] - 1) * s->words, set, s->words * sizeof *set) == 0)
			return l->slots[at] - 1;
	}
	l->slots[at] = ++l->groups;
	return l->groups - 1;
}

/* Groups the pieces of an input by the rows that they leave. */
static bool split(struct search *s, struct level *l)
{
	if (!spend(s, l->axis.count * s->words))
		return false;
	l->groups = 0;
	memset(l->slots, 0, l->slot_count * sizeof *l->slots);
	for (size_t p = l->first; p < l->axis.count; p++) {
		const uint64_t *rows = rows_of(s, l, p);
		for (size_t i = 0; i < s->words; i++)
			l->sets[l->groups * s->words + i] = l->live[i] & rows[i];
		l->group[p] = find_group(s, l);
	}
	return true;
}

static void enter(struct search *s, size_t depth, size_t group)
{
	struct level *l = &s->levels[depth];
	choose_group(l, group);
	memcpy(s->levels[depth + 1].live, l->sets + group * s->words, s->words * sizeof *l->live);
}

/* Whether the walk counts missing inputs that no cell speaks of; then which rows match anything from each input on. */
static void prepare(struct search *s, bool with_nil)
{
	for (size_t i = 0; i < s->t->row_count; i++)
		add(s->levels[0].live, i);
	memset(s->levels[s->depth].free, 0xFF, s->words * sizeof(uint64_t));
	for (size_t d = s->depth; d-- > 0;) {
		struct level *l = &s->levels[d];
		l->first = with_nil ? 0 : zd_axis_first(&l->axis);
		memcpy(l->free, s->levels[d + 1].free, s->words * sizeof *l->free);
		for (size_t p = l->first; p < l->axis.count; p++) {
			for (size_t i = 0; i < s->words; i++)
				l->free[i] &= rows_of(s, l, p)[i];
		}
	}
}

/* ---- gaps ---- */

/* What the levels have chosen, all behind each other: an input that the walk did not come to may be anything. */
static bool *chosen_pieces(const struct search *s, size_t depth)
{
	bool *pieces = zd_arena_alloc(s->arena, s->pieces * sizeof *pieces), *next = pieces;
	for (size_t d = 0; d < s->depth; d++) {
		const struct level *l = &s->levels[d];
		for (size_t p = 0; p < l->axis.count; p++)
			*next++ = p >= l->first && (d >= depth || l->chosen[p]);
	}
	return pieces;
}

/* Makes two gaps one where they differ in one input only. */
static bool merge_gaps(const struct search *s, bool *a, const bool *b)
{
	size_t differing = 0, at = 0, start = 0;
	for (size_t d = 0; d < s->depth; d++) {
		size_t n = s->levels[d].axis.count;
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
		start += s->levels[d].axis.count;
	for (size_t p = start; p < start + s->levels[at].axis.count; p++)
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
	for (size_t d = 0; d < s->depth; d++) {
		memcpy(s->levels[d].chosen, pieces, s->levels[d].axis.count * sizeof *pieces);
		pieces += s->levels[d].axis.count;
	}
	struct zd_cell *cells = chosen_cells(s);
	zd_str_printf(&b, "%s: no row matches ", s->t->name);
	write_cells(s, &b, cells);
	report(s, ZD_F_TABLE_GAP, s->t->place, &b, cells);
}

static void walk_gaps(struct search *s, size_t depth)
{
	struct level *l = &s->levels[depth];
	if (first_common(l->live, l->live, s->words) == NONE) {
		if (s->kept < GAPS_KEPT)
			s->gaps[s->kept++] = chosen_pieces(s, depth);
		else
			s->more++;
		return;
	}
	if (depth == s->depth || first_common(l->live, l->free, s->words) != NONE || !split(s, l))
		return;
	for (size_t g = 0; g < l->groups && !s->stopped; g++) {
		enter(s, depth, g);
		walk_gaps(s, depth + 1);
	}
}

static void find_gaps(struct search *s)
{
	if (s->t->fallback || !zd_table_is_single(s->t))
		return;
	prepare(s, false);
	walk_gaps(s, 0);
	merge_all_gaps(s);
	for (size_t i = 0; i < s->kept && i < GAPS_SHOWN; i++)
		report_gap(s, s->gaps[i]);
	if (s->kept > GAPS_SHOWN) {
		struct zd_str b = {0};
		zd_str_printf(&b, "%s: %s%zu more gaps than those shown", s->t->name, s->stopped ? "at least " : "",
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
	memset(mates, 0xFF, s->words * sizeof *mates);
	for (size_t d = 0; d < s->depth; d++) {
		const struct level *l = &s->levels[d];
		memset(some, 0, s->words * sizeof *some);
		for (size_t p = zd_axis_first(&l->axis); p < l->axis.count; p++) {
			const uint64_t *rows = rows_of(s, l, p);
			for (size_t i = 0; i < s->words && has(rows, row); i++)
				some[i] |= rows[i];
		}
		for (size_t i = 0; i < s->words; i++)
			mates[i] &= some[i];
		if (!spend(s, l->axis.count + s->words))
			return;
	}
}

static void report_overlap(struct search *s, size_t a, size_t b, size_t more)
{
	struct zd_str m = {0};
	choose_common(s, a, b);
	zd_str_printf(&m, "%s: rows %zu and %zu both match ", s->t->name, a + 1, b + 1);
	write_cells(s, &m, chosen_cells(s));
	zd_str_add(&m, s->t->hit == ZD_HIT_ANY ? " and give different results" : ", but only one may");
	if (more)
		zd_str_printf(&m, "; row %zu meets %zu more before it", b + 1, more);
	report(s, ZD_F_TABLE_OVERLAP, s->t->rows[b].place, &m, NULL);
}

static void find_overlaps(struct search *s)
{
	if (s->t->hit != ZD_HIT_UNIQUE && s->t->hit != ZD_HIT_ANY)
		return;
	uint64_t *mates = new_set(s), *some = new_set(s);
	for (size_t b = 1; b < s->t->row_count; b++) {
		size_t first = NONE, count = 0;
		mates_of(s, b, mates, some);
		if (!spend(s, b))
			return;
		for (size_t a = 0; a < b; a++) {
			if (!has(mates, a) || (s->t->hit == ZD_HIT_ANY && same_outputs(s->t, a, b)))
				continue;
			if (count++ == 0)
				first = a;
		}
		if (count)
			report_overlap(s, first, b, count - 1);
	}
}

/* ---- rows that never count ---- */

/* The first input none of whose values the row's cell matches; NONE. */
static size_t barren_input(const struct search *s, size_t row)
{
	for (size_t d = 0; d < s->depth; d++) {
		const struct level *l = &s->levels[d];
		size_t p = 0;
		while (p < l->axis.count && !has(rows_of(s, l, p), row))
			p++;
		if (p == l->axis.count)
			return d;
	}
	return NONE;
}

static double volume(const struct search *s, size_t row)
{
	double v = 1;
	for (size_t d = 0; d < s->depth; d++) {
		const struct level *l = &s->levels[d];
		size_t n = 0;
		for (size_t p = 0; p < l->axis.count; p++)
			n += has(rows_of(s, l, p), row);
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
	uint64_t *old = new_set(s);
	s->order = order;
	for (size_t d = 0; d < s->depth; d++) {
		for (size_t p = 0; p < s->levels[d].axis.count; p++) {
			uint64_t *rows = rows_of(s, &s->levels[d], p);
			memcpy(old, rows, s->words * sizeof *old);
			memset(rows, 0, s->words * sizeof *rows);
			for (size_t i = 0; i < s->t->row_count; i++) {
				if (has(old, order[i]))
					add(rows, i);
			}
		}
	}
}

static bool all_reached(const struct search *s, const uint64_t *live)
{
	for (size_t i = 0; i < s->words; i++) {
		if (live[i] & ~s->reached[i])
			return false;
	}
	return true;
}

static void walk_rows(struct search *s, size_t depth)
{
	struct level *l = &s->levels[depth];
	size_t stop = first_common(l->live, l->free, s->words);
	if (stop != NONE)
		clear_above(l->live, stop, s->words);
	if (all_reached(s, l->live))
		return;
	size_t first = first_common(l->live, l->live, s->words);
	if (first == stop || depth == s->depth) {
		add(s->reached, first);
		return;
	}
	if (!split(s, l))
		return;
	for (size_t g = 0; g < l->groups && !s->stopped; g++) {
		enter(s, depth, g);
		walk_rows(s, depth + 1);
	}
}

/* Whether one row matches all that another does. */
static bool covers(const struct search *s, size_t wide, size_t narrow)
{
	for (size_t d = 0; d < s->depth; d++) {
		const struct level *l = &s->levels[d];
		for (size_t p = 0; p < l->axis.count; p++) {
			if (has(rows_of(s, l, p), narrow) && !has(rows_of(s, l, p), wide))
				return false;
		}
	}
	return true;
}

/* One input of a row, each of its pieces the first that counts if any; returns the row before it that takes it. */
static size_t choose_example(struct search *s, size_t bit)
{
	uint64_t *live = new_set(s);
	memset(live, 0xFF, s->words * sizeof *live);
	for (size_t d = 0; d < s->depth; d++) {
		struct level *l = &s->levels[d];
		size_t p = 1;
		while (p < l->axis.count && !has(rows_of(s, l, p), bit))
			p++;
		p = p < l->axis.count ? p : 0;
		memset(l->chosen, 0, l->axis.count * sizeof *l->chosen);
		l->chosen[p] = true;
		l->first = 0;
		for (size_t i = 0; i < s->words; i++)
			live[i] &= rows_of(s, l, p)[i];
	}
	return first_common(live, live, s->words);
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
	report(s, ZD_F_TABLE_UNREACHABLE, s->t->rows[row].place, &m, NULL);
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
	uint64_t *barren = new_set(s);
	for (size_t i = 0; i < t->row_count; i++) {
		size_t input = barren_input(s, i);
		if (input == NONE)
			continue;
		add(barren, i);
		report_barren(s, i, input);
	}
	if (t->hit == ZD_HIT_ANY)
		reorder(s, order_by_volume(s));
	else if (t->hit == ZD_HIT_PRIORITY)
		reorder(s, order_by_priority(s));
	else if (t->hit != ZD_HIT_FIRST)
		return;
	prepare(s, true);
	walk_rows(s, 0);
	for (size_t i = 0; i < t->row_count && !s->stopped; i++) {
		if (!has(s->reached, i) && !has(barren, s->order ? s->order[i] : i))
			report_unreached(s, i);
	}
}

/* ---- a table ---- */

static bool make_level(struct search *s, size_t d)
{
	struct level *l = &s->levels[d];
	const struct zd_table *t = s->t;
	if (!zd_axis_split(&l->axis, t, d, MATCHES_MAX, s->arena))
		return false;
	size_t n = l->axis.count;
	s->pieces += n;
	if (n * s->words > STEPS_MAX / 16 || !spend(s, n * s->words))
		return false;
	l->slot_count = 4;
	while (l->slot_count < 2 * n)
		l->slot_count *= 2;
	l->rows = zd_arena_alloc(s->arena, n * s->words * sizeof *l->rows);
	l->sets = zd_arena_alloc(s->arena, (n + 1) * s->words * sizeof *l->sets);
	l->chosen = zd_arena_alloc(s->arena, n * sizeof *l->chosen);
	l->group = zd_arena_alloc(s->arena, n * sizeof *l->group);
	l->slots = zd_arena_alloc(s->arena, l->slot_count * sizeof *l->slots);
	for (size_t p = 0; p < n; p++) {
		for (size_t r = 0; r < t->row_count; r++) {
			if (zd_cell_matches(&t->rows[r].cells[d], &l->axis.pieces[p].sample))
				add(rows_of(s, l, p), r);
		}
	}
	return true;
}

static bool make_levels(struct search *s)
{
	if (s->depth > INPUTS_MAX)
		return false;
	s->levels = zd_arena_alloc(s->arena, (s->depth + 1) * sizeof *s->levels);
	for (size_t d = 0; d <= s->depth; d++) {
		s->levels[d].live = new_set(s);
		s->levels[d].free = new_set(s);
		if (d < s->depth && !make_level(s, d))
			return false;
	}
	return true;
}

void zd_table_check(const struct zd_table *t, struct zd_flaws *out, struct zd_arena *arena)
{
	struct search s = {.t = t, .depth = t->input_count, .words = t->row_count / 64 + 1, .out = out, .arena = arena};
	s.reached = new_set(&s);
	bool whole = make_levels(&s);
	if (whole) {
		find_gaps(&s);
		find_overlaps(&s);
		find_unreached(&s);
	}
	if (!whole || s.stopped) {
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

bool zd_gap_holds(const struct zd_table *t, const struct zd_flaw *gap, const struct zd_value *inputs)
{
	for (size_t d = 0; d < t->input_count; d++) {
		if (!zd_cell_matches(&gap->cells[d], &inputs[d]))
			return false;
	}
	for (size_t r = 0; r < t->row_count; r++) {
		size_t d = 0;
		while (d < t->input_count && zd_cell_matches(&t->rows[r].cells[d], &inputs[d]))
			d++;
		if (d == t->input_count)
			return false;
	}
	return true;
}
