/* Lives: a table for each outcome and period, found by the subject's key. */
#include "whatif/life.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/text.h"

/* One outcome in one period. */
struct era {
	enum zd_period kind;
	int32_t first, last;
	struct zd_lived *items;
	size_t count, cap;
	struct zd_map places; /* of a subject's key: its place + 1 */
};

/* One outcome that is kept; its periods one after the other. */
struct strand {
	const char *policy, *give;
	struct era *eras;
	size_t count, cap;
};

struct zd_life {
	int32_t recorded_until;
	struct strand *strands;
	size_t strand_count, strand_cap;
	enum zd_period kind; /* of the period begun last */
	int32_t first, last;
	struct zd_arena arena;
};

struct zd_life *zd_life_new(int32_t first)
{
	struct zd_life *l = zd_alloc(sizeof *l);
	l->recorded_until = first - 1;
	return l;
}

static void era_free(struct era *e)
{
	free(e->items);
	zd_map_free(&e->places);
}

void zd_life_free(struct zd_life *l)
{
	if (!l)
		return;
	for (size_t i = 0; i < l->strand_count; i++) {
		for (size_t k = 0; k < l->strands[i].count; k++)
			era_free(&l->strands[i].eras[k]);
		free(l->strands[i].eras);
	}
	free(l->strands);
	zd_arena_free(&l->arena);
	free(l);
}

static struct strand *strand_of(const struct zd_life *l, const char *policy, const char *give)
{
	for (size_t i = 0; i < l->strand_count; i++) {
		struct strand *s = &l->strands[i];
		if (strcmp(s->policy, policy) == 0 && strcmp(s->give, give) == 0)
			return s;
	}
	return NULL;
}

void zd_life_keep(struct zd_life *l, const char *policy, const char *give)
{
	if (strand_of(l, policy, give))
		return;
	ZD_GROW(l->strands, l->strand_count, l->strand_cap);
	l->strands[l->strand_count++] =
		(struct strand){.policy = zd_arena_strdup(&l->arena, policy), .give = zd_arena_strdup(&l->arena, give)};
}

/* The era of the period begun last; NULL: nothing was decided in it yet. */
static struct era *current_era(const struct zd_life *l, const struct strand *s)
{
	struct era *e = s->count ? &s->eras[s->count - 1] : NULL;
	return e && e->kind == l->kind && e->last == l->last ? e : NULL;
}

void zd_life_begin(struct zd_life *l, enum zd_period kind, int32_t first, int32_t last)
{
	l->kind = kind;
	l->first = first;
	l->last = last;
	for (size_t i = 0; i < l->strand_count; i++) {
		struct era *again = current_era(l, &l->strands[i]);
		if (again) {
			era_free(again);
			l->strands[i].count--;
		}
	}
}

/* A subject's key as text; the space is the caller's. */
static const char *key_text(const struct zd_value *id, char space[32], size_t *len)
{
	if (id->tag == ZD_TEXT) {
		*len = id->len;
		return id->s;
	}
	*len = (size_t)snprintf(space, 32, "%" PRId64, id->i);
	return space;
}

/* ---- keeping what is decided ---- */

struct keeper {
	struct zd_decider base;
	struct zd_decider *inner;
	struct zd_life *life;
};

static void keep(struct zd_life *l, struct strand *s, const struct zd_value *id, const struct zd_value *value)
{
	struct era *e = current_era(l, s);
	char space[32];
	size_t len;
	const char *key = key_text(id, space, &len);
	if (!e) {
		ZD_GROW(s->eras, s->count, s->cap);
		e = &s->eras[s->count++];
		*e = (struct era){.kind = l->kind, .first = l->first, .last = l->last};
	}
	ZD_GROW(e->items, e->count, e->cap);
	e->items[e->count++] = (struct zd_lived){zd_value_copy(&l->arena, id), zd_value_copy(&l->arena, value)};
	key = id->tag == ZD_TEXT ? e->items[e->count - 1].subject.s : zd_arena_strndup(&l->arena, key, len);
	zd_map_putn(&e->places, key, len, (void *)(uintptr_t)e->count);
}

static void keep_step(struct zd_life *l, const struct zd_batch *b, size_t step)
{
	const struct zd_stage *stage = b->stage;
	const struct zd_policy *p = stage->steps[step].policy;
	for (size_t i = 0; i < p->give_count; i++) {
		struct strand *s = strand_of(l, p->id, p->gives[i].name);
		for (size_t row = 0; s && row < b->count; row++) {
			if (b->status[row * stage->step_count + step] == ZD_DECIDED)
				keep(l, s, &b->ids[row],
				     &b->out[row * stage->out_count + stage->steps[step].first_out + i]);
		}
	}
}

/* Only policies of the period's own kind are its record: others come along and are decided anew each time. */
static int decide(struct zd_decider *self, struct zd_batch *b, struct zd_error *err)
{
	struct keeper *k = (struct keeper *)self;
	if (k->inner->decide(k->inner, b, err))
		return err->code;
	for (size_t step = 0; b->stage->period == k->life->kind && step < b->stage->step_count; step++)
		keep_step(k->life, b, step);
	return ZD_OK;
}

static void free_keeper(struct zd_decider *self)
{
	struct keeper *k = (struct keeper *)self;
	k->inner->free(k->inner);
	free(k);
}

/* What a maker is put around. */
struct around {
	struct zd_life *life;
	struct zd_source_maker sources;
	struct zd_decider_maker deciders;
};

static int make_keeper(void *context, const struct zd_pack *pack, const struct zd_stage *stage,
		       const struct zd_variant *variants, size_t variant_count, enum zd_mode mode,
		       struct zd_decider **out, struct zd_error *err)
{
	const struct around *a = context;
	struct zd_decider *inner;
	*out = NULL;
	if (a->deciders.make(a->deciders.context, pack, stage, variants, variant_count, mode, &inner, err))
		return err->code;
	struct keeper *k = zd_alloc(sizeof *k);
	*k = (struct keeper){{decide, free_keeper}, inner, a->life};
	*out = &k->base;
	return ZD_OK;
}

struct zd_decider_maker zd_life_deciders(struct zd_life *l, const struct zd_decider_maker *inner)
{
	struct around a = {.life = l, .deciders = *inner};
	return (struct zd_decider_maker){zd_arena_memdup(&l->arena, &a, sizeof a), make_keeper};
}

const struct zd_lived *zd_life_decided(const struct zd_life *l, const char *policy, const char *give, size_t *count)
{
	const struct strand *s = strand_of(l, policy, give);
	const struct era *e = s ? current_era(l, s) : NULL;
	*count = e ? e->count : 0;
	return e ? e->items : NULL;
}

/* ---- histories that go on ---- */

int zd_life_plan(struct zd_plan *plan, struct zd_error *err)
{
	zd_plan_split_histories(plan);
	for (size_t s = 0; s < plan->stage_count; s++) {
		size_t count = plan->stages[s].slot_count, index;
		for (size_t i = 0; i < count; i++) {
			const struct zd_slot *slot = &plan->stages[s].slots[i];
			if (slot->kind == ZD_SLOT_HISTORY && slot->since &&
			    zd_plan_add_slot(plan, s, slot->since, &index, err))
				return err->code;
		}
	}
	return ZD_OK;
}

/* One history of the stage. */
struct past {
	size_t to;
	const struct strand *strand;
	int since;     /* the slot of the day from which periods count, or -1 */
	int32_t limit; /* periods that ended by that day */
	size_t most;   /* 0: no bound */
};

struct life_source {
	struct zd_source base;
	struct zd_source *inner;
	struct past *pasts;
	size_t count;
	int32_t recorded_until;
};

/* The value of a subject in an era; NULL: none. */
static const struct zd_value *lived_at(const struct era *e, const struct zd_value *id)
{
	char space[32];
	size_t len;
	const char *key = key_text(id, space, &len);
	size_t place = (size_t)(uintptr_t)zd_map_getn(&e->places, key, len);
	const struct zd_value *v = place ? &e->items[place - 1].value : NULL;
	return v && v->tag != ZD_NIL ? v : NULL;
}

static int32_t since_of(const struct past *p, const struct zd_value *in)
{
	struct zd_date d;
	const struct zd_value *v = p->since >= 0 ? &in[p->since] : NULL;
	return v && v->tag == ZD_TEXT && zd_date_parse(v->s, v->len, &d) ? zd_date_days(d) : INT32_MIN;
}

/* What was lived goes behind what is on record; the oldest fall out where there are too many. */
static struct zd_value go_on(const struct past *p, const struct zd_value *recorded, const struct zd_value *id,
			     int32_t since, struct zd_arena *arena)
{
	const struct strand *s = p->strand;
	size_t old = recorded->tag == ZD_LIST ? recorded->len : 0, most = p->most ? p->most : SIZE_MAX, n = 0;
	const struct zd_value **found = zd_arena_alloc(arena, (s->count + 1) * sizeof *found);
	for (size_t i = s->count; i-- > 0 && n < most;) {
		const struct era *e = &s->eras[i];
		const struct zd_value *v = e->last <= p->limit && e->first >= since ? lived_at(e, id) : NULL;
		if (v)
			found[n++] = v;
	}
	if (!n)
		return *recorded;
	size_t kept = old < most - n ? old : most - n;
	struct zd_value *items = zd_arena_alloc(arena, (kept + n) * sizeof *items);
	if (kept)
		memcpy(items, recorded->list + (old - kept), kept * sizeof *items);
	for (size_t i = 0; i < n; i++)
		items[kept + i] = zd_value_copy(arena, found[n - 1 - i]);
	return (struct zd_value){.tag = ZD_LIST, .len = (uint32_t)(kept + n), .list = items};
}

static int next(struct zd_source *self, struct zd_batch *b, struct zd_error *err)
{
	struct life_source *s = (struct life_source *)self;
	if (s->inner->next(s->inner, b, err))
		return err->code;
	for (size_t row = 0; row < b->count; row++) {
		struct zd_value *in = &b->in[row * b->stage->slot_count];
		for (size_t i = 0; i < s->count; i++) {
			const struct past *p = &s->pasts[i];
			in[p->to] = go_on(p, &in[p->to], &b->ids[row], since_of(p, in), &b->arena);
		}
	}
	return ZD_OK;
}

static void close_source(struct zd_source *self)
{
	struct life_source *s = (struct life_source *)self;
	if (s->inner)
		s->inner->close(s->inner);
	free(s->pasts);
	free(s);
}

static int slot_of(const struct zd_stage *stage, const char *field)
{
	for (size_t i = 0; field && i < stage->slot_count; i++) {
		if (stage->slots[i].kind == ZD_SLOT_FIELD && strcmp(stage->slots[i].path, field) == 0)
			return (int)i;
	}
	return -1;
}

static int open_source(void *context, const struct zd_stage *stage, const struct zd_scope *scope,
		       struct zd_source **out, struct zd_error *err)
{
	const struct around *a = context;
	struct life_source *s = zd_alloc(sizeof *s);
	struct zd_scope bounded = *scope;
	int32_t first, last;
	*s = (struct life_source){.base = {next, close_source}, .recorded_until = a->life->recorded_until};
	s->pasts = zd_alloc((stage->slot_count + 1) * sizeof *s->pasts);
	bounded.recorded_until = &s->recorded_until;
	zd_scope_period(scope, stage, &first, &last);
	for (size_t i = 0; i < stage->slot_count; i++) {
		const struct zd_slot *slot = &stage->slots[i];
		if (slot->kind != ZD_SLOT_HISTORY)
			continue;
		const struct zd_outcome_ref *ref = &slot->history[0];
		const struct strand *strand = strand_of(a->life, ref->policy->id, ref->policy->gives[ref->give].name);
		if (strand)
			s->pasts[s->count++] =
				(struct past){i, strand, slot_of(stage, slot->since), slot->before ? first - 1 : last,
					      slot->last > 0 ? (size_t)slot->last : 0};
	}
	int code = a->sources.open(a->sources.context, stage, &bounded, &s->inner, err);
	*out = code ? NULL : &s->base;
	if (code)
		close_source(&s->base);
	return code;
}

struct zd_source_maker zd_life_sources(struct zd_life *l, const struct zd_source_maker *inner)
{
	struct around a = {.life = l, .sources = *inner};
	return (struct zd_source_maker){zd_arena_memdup(&l->arena, &a, sizeof a), open_source};
}
