/*
 * Two readings side by side: the subjects of today, and the recorded stages
 * that hold what is kept. Both come in the order of the keys, so nothing is
 * held but a batch of each.
 */
#include "engine/asthen.h"

#include <stdlib.h>
#include <string.h>

#include "model/text.h"

#define ROWS 512

/* A recorded stage that walks along. */
struct strand {
	const struct zd_stage *stage;
	struct zd_source *source;
	struct zd_batch *batch;
	size_t row;
	bool ended;
};

/* One input that is kept. */
struct kept {
	size_t to;     /* the slot */
	size_t strand; /* where it was recorded */
	size_t from;   /* the slot there */
};

struct as_then_source {
	struct zd_source base;
	struct zd_source *now;
	struct zd_arena arena;
	struct strand *strands;
	size_t strand_count;
	struct kept *kept;
	size_t kept_count;
};

/* Moves a strand to a subject; false: it has no such. */
static int reach(struct strand *s, const struct zd_value *id, bool *found, struct zd_error *err)
{
	*found = false;
	while (!s->ended) {
		if (s->row == s->batch->count) {
			zd_batch_clear(s->batch);
			s->row = 0;
			if (s->source->next(s->source, s->batch, err))
				return err->code;
			s->ended = s->batch->count == 0;
			continue;
		}
		int order = zd_value_compare(&s->batch->ids[s->row], id);
		if (order >= 0) {
			*found = order == 0;
			return ZD_OK;
		}
		s->row++;
	}
	return ZD_OK;
}

static int next(struct zd_source *self, struct zd_batch *b, struct zd_error *err)
{
	struct as_then_source *s = (struct as_then_source *)self;
	if (s->now->next(s->now, b, err))
		return err->code;
	for (size_t row = 0; row < b->count; row++) {
		struct zd_value *in = &b->in[row * b->stage->slot_count];
		for (size_t i = 0; i < s->strand_count; i++) {
			struct strand *strand = &s->strands[i];
			bool found;
			if (reach(strand, &b->ids[row], &found, err))
				return err->code;
			if (!found)
				continue;
			const struct zd_value *then = &strand->batch->in[strand->row * strand->stage->slot_count];
			for (size_t k = 0; k < s->kept_count; k++) {
				if (s->kept[k].strand == i)
					in[s->kept[k].to] = zd_value_copy(&b->arena, &then[s->kept[k].from]);
			}
		}
	}
	return ZD_OK;
}

static void close_source(struct zd_source *self)
{
	struct as_then_source *s = (struct as_then_source *)self;
	if (s->now)
		s->now->close(s->now);
	for (size_t i = 0; i < s->strand_count; i++) {
		if (s->strands[i].source)
			s->strands[i].source->close(s->strands[i].source);
		zd_batch_free(s->strands[i].batch);
	}
	zd_arena_free(&s->arena);
	free(s);
}

/* The slot of a recorded stage that holds the same input; slot_count: none does. */
static size_t same_slot(const struct zd_stage *stage, const struct zd_slot *slot)
{
	size_t i = 0;
	while (i < stage->slot_count &&
	       !(stage->slots[i].kind == slot->kind && strcmp(stage->slots[i].path, slot->path) == 0 &&
		 zd_type_equal(&stage->slots[i].type, &slot->type)))
		i++;
	return i;
}

static size_t strand_of(struct as_then_source *s, const struct zd_stage *stage)
{
	for (size_t i = 0; i < s->strand_count; i++) {
		if (s->strands[i].stage == stage)
			return i;
	}
	s->strands[s->strand_count] = (struct strand){.stage = stage, .batch = zd_batch_new(stage, ROWS)};
	return s->strand_count++;
}

static void find_kept(struct as_then_source *s, const struct zd_as_then *a, const struct zd_stage *stage)
{
	const struct zd_plan *plan = a->then_plan;
	s->strands = zd_arena_alloc(&s->arena, (plan->stage_count + 1) * sizeof *s->strands);
	s->kept = zd_arena_alloc(&s->arena, (stage->slot_count + 1) * sizeof *s->kept);
	for (size_t i = 0; i < stage->slot_count; i++) {
		if (!a->kept(a->context, &stage->slots[i]))
			continue;
		for (size_t k = 0; k < plan->stage_count; k++) {
			const struct zd_stage *then = &plan->stages[k];
			size_t from = strcmp(then->entity->name, stage->entity->name) == 0
					      ? same_slot(then, &stage->slots[i])
					      : then->slot_count;
			if (from == then->slot_count)
				continue;
			s->kept[s->kept_count++] = (struct kept){i, strand_of(s, then), from};
			break;
		}
	}
}

static int open_source(void *context, const struct zd_stage *stage, const struct zd_scope *scope,
		       struct zd_source **out, struct zd_error *err)
{
	const struct zd_as_then *a = context;
	struct as_then_source *s = zd_alloc(sizeof *s);
	s->base = (struct zd_source){next, close_source};
	find_kept(s, a, stage);
	int code = a->now.open(a->now.context, stage, scope, &s->now, err);
	for (size_t i = 0; i < s->strand_count && !code; i++)
		code = a->then.open(a->then.context, s->strands[i].stage, scope, &s->strands[i].source, err);
	*out = &s->base;
	if (code) {
		close_source(&s->base);
		*out = NULL;
	}
	return code;
}

struct zd_source_maker zd_as_then_sources(struct zd_as_then *a)
{
	return (struct zd_source_maker){.context = a, .open = open_source};
}
