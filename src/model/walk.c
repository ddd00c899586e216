/*
 * The walk's memory is made once: each level has room for as many groups as
 * its input has pieces, so that going deeper allocates nothing.
 */
#include "model/walk.h"

#include <string.h>

#define STEPS_MAX 20000000    /* words of row sets looked at, for each search */
#define MATCHES_MAX 100000000 /* tests tried on pieces, for each input */
#define INPUTS_MAX 1000

/* ---- sets of rows ---- */

bool zd_rows_has(const uint64_t *set, size_t bit)
{
	return set[bit / 64] >> (bit % 64) & 1;
}

void zd_rows_add(uint64_t *set, size_t bit)
{
	set[bit / 64] |= UINT64_C(1) << (bit % 64);
}

size_t zd_rows_first(const uint64_t *a, const uint64_t *b, size_t words)
{
	for (size_t i = 0; i < words; i++) {
		if (a[i] & b[i])
			return 64 * i + (size_t)__builtin_ctzll(a[i] & b[i]);
	}
	return ZD_NO_ROW;
}

void zd_rows_cut(uint64_t *set, size_t bit, size_t words)
{
	set[bit / 64] &= UINT64_MAX >> (63 - bit % 64);
	memset(set + bit / 64 + 1, 0, (words - bit / 64 - 1) * sizeof *set);
}

uint64_t *zd_walk_set(const struct zd_walk *w)
{
	return zd_arena_alloc(w->arena, w->words * sizeof(uint64_t));
}

uint64_t *zd_walk_rows(const struct zd_walk *w, const struct zd_level *l, size_t piece)
{
	return l->rows + piece * w->words;
}

static void choose_group(struct zd_level *l, size_t group)
{
	for (size_t p = l->first; p < l->axis.count; p++)
		l->chosen[p] = l->group[p] == group;
}

/* ---- the walk ---- */

bool zd_walk_spend(struct zd_walk *w, size_t steps)
{
	w->steps += steps;
	w->stopped |= w->steps > STEPS_MAX;
	return !w->stopped;
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
static size_t find_group(const struct zd_walk *w, struct zd_level *l)
{
	const uint64_t *set = l->sets + l->groups * w->words;
	size_t at = hash_set(set, w->words) & (l->slot_count - 1);
	for (; l->slots[at]; at = (at + 1) & (l->slot_count - 1)) {
		if (memcmp(l->sets + (l->slots[at] - 1) * w->words, set, w->words * sizeof *set) == 0)
			return l->slots[at] - 1;
	}
	l->slots[at] = ++l->groups;
	return l->groups - 1;
}

bool zd_walk_split(struct zd_walk *w, struct zd_level *l)
{
	if (!zd_walk_spend(w, l->axis.count * w->words))
		return false;
	l->groups = 0;
	memset(l->slots, 0, l->slot_count * sizeof *l->slots);
	for (size_t p = l->first; p < l->axis.count; p++) {
		const uint64_t *rows = zd_walk_rows(w, l, p);
		for (size_t i = 0; i < w->words; i++)
			l->sets[l->groups * w->words + i] = l->live[i] & rows[i];
		l->group[p] = find_group(w, l);
	}
	return true;
}

void zd_walk_enter(struct zd_walk *w, size_t depth, size_t group)
{
	struct zd_level *l = &w->levels[depth];
	choose_group(l, group);
	memcpy(w->levels[depth + 1].live, l->sets + group * w->words, w->words * sizeof *l->live);
}

void zd_walk_begin(struct zd_walk *w, bool with_nil)
{
	for (size_t i = 0; i < w->t->row_count; i++)
		zd_rows_add(w->levels[0].live, i);
	memset(w->levels[w->depth].free, 0xFF, w->words * sizeof(uint64_t));
	for (size_t d = w->depth; d-- > 0;) {
		struct zd_level *l = &w->levels[d];
		l->first = with_nil ? 0 : zd_axis_first(&l->axis);
		memcpy(l->free, w->levels[d + 1].free, w->words * sizeof *l->free);
		for (size_t p = l->first; p < l->axis.count; p++) {
			for (size_t i = 0; i < w->words; i++)
				l->free[i] &= zd_walk_rows(w, l, p)[i];
		}
	}
}

static bool make_level(struct zd_walk *w, size_t d)
{
	struct zd_level *l = &w->levels[d];
	const struct zd_table *t = w->t;
	if (!zd_axis_split(&l->axis, t, d, MATCHES_MAX, w->arena))
		return false;
	size_t n = l->axis.count;
	w->pieces += n;
	if (n * w->words > STEPS_MAX / 16 || !zd_walk_spend(w, n * w->words))
		return false;
	l->slot_count = 4;
	while (l->slot_count < 2 * n)
		l->slot_count *= 2;
	l->rows = zd_arena_alloc(w->arena, n * w->words * sizeof *l->rows);
	l->sets = zd_arena_alloc(w->arena, (n + 1) * w->words * sizeof *l->sets);
	l->chosen = zd_arena_alloc(w->arena, n * sizeof *l->chosen);
	l->group = zd_arena_alloc(w->arena, n * sizeof *l->group);
	l->slots = zd_arena_alloc(w->arena, l->slot_count * sizeof *l->slots);
	for (size_t p = 0; p < n; p++) {
		for (size_t r = 0; r < t->row_count; r++) {
			if (zd_cell_matches(&t->rows[r].cells[d], &l->axis.pieces[p].sample))
				zd_rows_add(zd_walk_rows(w, l, p), r);
		}
	}
	return true;
}

bool zd_walk_make(struct zd_walk *out, const struct zd_table *t, struct zd_arena *arena)
{
	*out = (struct zd_walk){.t = t, .depth = t->input_count, .words = t->row_count / 64 + 1, .arena = arena};
	if (out->depth > INPUTS_MAX)
		return false;
	out->levels = zd_arena_alloc(arena, (out->depth + 1) * sizeof *out->levels);
	for (size_t d = 0; d <= out->depth; d++) {
		out->levels[d].live = zd_walk_set(out);
		out->levels[d].free = zd_walk_set(out);
		if (d < out->depth && !make_level(out, d))
			return false;
	}
	return true;
}
