/*
 * From the stage asked about back to the first: the rows of what is needed of a stage are read, one subject at a time,
 * and what their outcome slots name is needed of the stages before.
 */
#include "engine/needed.h"

#include <stdlib.h>
#include <string.h>

#include "model/text.h"

/*
 * A subject is read by its key, in a query of its own, which costs next to nothing or, where a fact cannot be asked for
 * one subject, as much as reading everybody. So only a few are; others are picked from everybody, but not very many.
 */
#define FEW 4
#define MANY 64

/* What is needed of one stage: everybody, or some by key. */
struct wanted {
	bool all;
	struct zd_value keys[MANY];
	size_t count;
};

struct zd_needed {
	struct zd_source_maker inner;
	const struct zd_scope *scope;
	struct wanted *stages;
	struct zd_arena arena;
};

/* ---- finding ---- */

static void want(struct zd_needed *n, size_t stage, const struct zd_value *key)
{
	struct wanted *w = &n->stages[stage];
	if (w->all || key->tag == ZD_NIL)
		return;
	size_t at = 0;
	while (at < w->count && zd_value_compare(&w->keys[at], key) < 0)
		at++;
	if (at < w->count && zd_value_equal(&w->keys[at], key))
		return;
	if (w->count == MANY) {
		w->all = true;
		return;
	}
	memmove(&w->keys[at + 1], &w->keys[at], (w->count - at) * sizeof *w->keys);
	w->keys[at] = zd_value_copy(&n->arena, key);
	w->count++;
}

/* What a row's outcome slots name. */
static void want_inputs(struct zd_needed *n, const struct zd_batch *b, size_t row)
{
	for (size_t i = 0; i < b->stage->slot_count; i++) {
		const struct zd_slot *slot = &b->stage->slots[i];
		if (slot->kind == ZD_SLOT_OUTCOME)
			want(n, slot->stage, slot->via_count ? &b->in[row * b->stage->slot_count + i] : &b->ids[row]);
	}
}

typedef void take_row(struct zd_needed *n, const struct zd_batch *b, size_t row, const void *context);

/* Shows the rows of a stage, of one subject or of all, to a function. */
static int read_rows(struct zd_needed *n, const struct zd_stage *stage, const struct zd_value *subject, take_row *take,
		     const void *context, struct zd_error *err)
{
	struct zd_scope scope = *n->scope;
	struct zd_source *source;
	struct zd_batch *b = zd_batch_new(stage, subject ? 1 : 512);
	scope.subject = subject;
	int code = n->inner.open(n->inner.context, stage, &scope, &source, err);
	while (!code && !(code = source->next(source, b, err)) && b->count) {
		for (size_t row = 0; row < b->count; row++)
			take(n, b, row, context);
		zd_batch_clear(b);
	}
	if (source)
		source->close(source);
	zd_batch_free(b);
	return code;
}

static void take_inputs(struct zd_needed *n, const struct zd_batch *b, size_t row, const void *context)
{
	(void)context;
	want_inputs(n, b, row);
}

struct groups {
	size_t stage;
	struct zd_value keys[MANY];
	size_t count;
};

static void take_group(struct zd_needed *n, const struct zd_batch *b, size_t row, const void *context)
{
	struct groups *g = *(struct groups *const *)context;
	if (b->in[row].tag != ZD_NIL)
		g->keys[g->count++] = zd_value_copy(&n->arena, &b->in[row]);
}

static void take_member(struct zd_needed *n, const struct zd_batch *b, size_t row, const void *context)
{
	const struct groups *g = context;
	for (size_t i = 0; i < g->count; i++) {
		if (zd_value_equal(&b->in[row], &g->keys[i]))
			want(n, g->stage, &b->ids[row]);
	}
}

/* Everybody of the groups to which the wanted members of a set belong; of their inputs only the group is read. */
static int want_groups(struct zd_needed *n, const struct zd_stage *stage, struct zd_error *err)
{
	struct wanted *w = &n->stages[stage->index];
	struct groups groups = {.stage = stage->index}, *into = &groups;
	struct zd_slot over = stage->slots[stage->over_slot];
	struct zd_stage bare = *stage;
	bare.slots = &over;
	bare.slot_count = 1;
	bare.over_slot = 0;
	bare.branch_slot = -1;
	if (over.kind == ZD_SLOT_OUTCOME) { /* not known before it is decided */
		w->all = true;
		return ZD_OK;
	}
	int code = ZD_OK;
	for (size_t i = 0; i < w->count && !code; i++)
		code = read_rows(n, &bare, &w->keys[i], take_group, &into, err);
	return code || !groups.count ? code : read_rows(n, &bare, NULL, take_member, &groups, err);
}

static int find_stage(struct zd_needed *n, const struct zd_stage *stage, struct zd_error *err)
{
	struct wanted *w = &n->stages[stage->index];
	if (stage->is_set && !w->all && w->count && want_groups(n, stage, err))
		return err->code;
	struct zd_stage bare = *stage; /* facts need not be asked for that */
	bare.slots = zd_arena_alloc(&n->arena, (stage->slot_count + 1) * sizeof *bare.slots);
	bare.slot_count = 0;
	bare.over_slot = bare.branch_slot = -1;
	for (size_t i = 0; i < stage->slot_count; i++) {
		if (stage->slots[i].kind != ZD_SLOT_OUTCOME)
			continue;
		bare.slots[bare.slot_count++] = stage->slots[i];
		if (w->all)
			n->stages[stage->slots[i].stage].all = true;
	}
	int code = ZD_OK;
	for (size_t i = 0; !w->all && bare.slot_count && i < w->count && !code; i++)
		code = read_rows(n, &bare, &w->keys[i], take_inputs, NULL, err);
	return code;
}

int zd_needed_find(struct zd_needed **out, struct zd_source_maker inner, const struct zd_plan *plan,
		   const struct zd_stage *stage, const struct zd_scope *scope, const struct zd_value *subjects,
		   size_t count, struct zd_error *err)
{
	struct zd_needed *n = zd_alloc(sizeof *n);
	n->inner = inner;
	n->scope = scope;
	n->stages = zd_alloc((plan->stage_count + 1) * sizeof *n->stages);
	for (size_t i = 0; i < count; i++)
		want(n, stage->index, &subjects[i]);
	int code = ZD_OK;
	for (size_t i = stage->index + 1; i-- > 0 && !code;)
		code = find_stage(n, &plan->stages[i], err);
	if (code) {
		zd_needed_free(n);
		n = NULL;
	}
	*out = n;
	return code;
}

void zd_needed_free(struct zd_needed *n)
{
	if (!n)
		return;
	zd_arena_free(&n->arena);
	free(n->stages);
	free(n);
}

/* ---- reading ---- */

struct some {
	struct zd_source source;
	const struct zd_needed *needed;
	const struct zd_stage *stage;
	struct zd_scope scope;
	struct zd_source *inner; /* of one subject, or of everybody */
	size_t at;               /* the next subject */
};

static bool is_wanted(const struct wanted *w, const struct zd_value *key)
{
	size_t at = 0;
	while (at < w->count && !zd_value_equal(&w->keys[at], key))
		at++;
	return at < w->count;
}

static void keep_wanted(const struct wanted *w, struct zd_batch *b)
{
	size_t kept = 0, slots = b->stage->slot_count;
	for (size_t row = 0; row < b->count; row++) {
		if (!is_wanted(w, &b->ids[row]))
			continue;
		b->ids[kept] = b->ids[row];
		memmove(&b->in[kept * slots], &b->in[row * slots], slots * sizeof *b->in);
		kept++;
	}
	b->count = kept;
}

/* Out of everybody. */
static int pick_next(struct some *s, struct zd_batch *b, struct zd_error *err)
{
	const struct zd_needed *n = s->needed;
	if (!s->inner && n->inner.open(n->inner.context, s->stage, &s->scope, &s->inner, err))
		return err->code;
	do {
		zd_batch_clear(b);
		if (s->inner->next(s->inner, b, err))
			return err->code;
		if (!b->count)
			return ZD_OK;
		keep_wanted(&n->stages[s->stage->index], b);
	} while (!b->count);
	return ZD_OK;
}

/* One after the other. */
static int look_up_next(struct some *s, struct zd_batch *b, struct zd_error *err)
{
	const struct zd_needed *n = s->needed;
	const struct wanted *w = &n->stages[s->stage->index];
	zd_batch_clear(b);
	while (!b->count) {
		if (s->inner && s->inner->next(s->inner, b, err))
			return err->code;
		if (b->count || s->at == w->count)
			return ZD_OK;
		if (s->inner)
			s->inner->close(s->inner);
		s->inner = NULL;
		s->scope.subject = &w->keys[s->at++];
		if (n->inner.open(n->inner.context, s->stage, &s->scope, &s->inner, err))
			return err->code;
	}
	return ZD_OK;
}

static int some_next(struct zd_source *self, struct zd_batch *b, struct zd_error *err)
{
	struct some *s = (struct some *)self;
	bool few = s->needed->stages[s->stage->index].count <= FEW;
	return few ? look_up_next(s, b, err) : pick_next(s, b, err);
}

static void some_close(struct zd_source *self)
{
	struct some *s = (struct some *)self;
	if (s->inner)
		s->inner->close(s->inner);
	free(s);
}

static int some_open(void *context, const struct zd_stage *stage, const struct zd_scope *scope, struct zd_source **out,
		     struct zd_error *err)
{
	struct zd_needed *n = context;
	if (n->stages[stage->index].all)
		return n->inner.open(n->inner.context, stage, scope, out, err);
	struct some *s = zd_alloc(sizeof *s);
	s->source = (struct zd_source){some_next, some_close};
	s->needed = n;
	s->stage = stage;
	s->scope = *scope;
	*out = &s->source;
	return ZD_OK;
}

struct zd_source_maker zd_needed_sources(struct zd_needed *n)
{
	return (struct zd_source_maker){.context = n, .open = some_open};
}
