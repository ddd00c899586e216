/*
 * Streams. One stage is worked off after the other. A chain stage goes
 * straight from its source through its decider. A set stage is gathered
 * whole, decided a group at a time, and handed out in key order again.
 */
#include "engine/stream.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "engine/conveyor.h"
#include "engine/inputs.h"
#include "engine/memo.h"
#include "engine/sets.h"

#define BATCH_ROWS 512

/* What was noted about rows (failures, reasons, traces), in the order of the rows. */
struct note {
	size_t row;
	size_t index;
};
struct notes {
	struct note *items;
	size_t count;
	size_t next;
};

/* A set stage, gathered whole and decided. It stays until the stream closes: batches handed out borrow its text. */
struct gathered {
	struct zd_batch *all;
	size_t given; /* how many rows have been handed out */
	struct notes failures, reasons, traces;
};

struct zd_stream {
	struct zd_stream_options o;
	struct zd_arena arena;
	struct zd_variants *variants; /* one a stage */
	struct zd_memo *memos;        /* one a stage */
	bool *whole;                  /* one a stage: it goes over everybody, also where only a branch is asked for */
	size_t stage;
	struct zd_source *source;   /* of the stage being worked off */
	struct zd_decider *decider; /* likewise */
	uint64_t ordinal;
	struct gathered *gathered; /* one a stage */
	bool begun;
	struct zd_batch *batch;       /* with one thread: the only one */
	struct zd_conveyor *conveyor; /* with more: where batches come from */
};

void zd_scope_period(const struct zd_scope *scope, const struct zd_stage *stage, int32_t *first, int32_t *last)
{
	struct zd_date from, to;
	struct zd_date as_of = zd_date_from_days(scope->as_of);
	enum zd_period kind = stage->period ? stage->period : scope->period ? scope->period : ZD_PERIOD_MONTH;
	zd_period_of(kind, as_of, &from, &to);
	*first = zd_date_days(from);
	*last = scope->period ? zd_date_days(to) : scope->as_of;
}

/* Reads the next batch of the stage's subjects, not yet decided. */
static int read_batch(struct zd_stream *s, struct zd_batch *b, struct zd_error *err)
{
	zd_batch_clear(b);
	b->first = s->ordinal;
	if (s->source->next(s->source, b, err))
		return err->code;
	s->ordinal += b->count;
	memset(b->status, ZD_DECIDED, b->count * b->stage->step_count);
	if (!b->complete) {
		zd_fill_outcomes(s->memos, b);
		zd_merge_histories(&s->o.scope, b);
	}
	return ZD_OK;
}

/* ---- set stages ---- */

static int gather(struct zd_stream *s, struct zd_batch *all, struct zd_error *err)
{
	struct zd_batch *part = zd_batch_new(all->stage, BATCH_ROWS);
	int code;
	while (!(code = read_batch(s, part, err)) && part->count)
		zd_batch_append(all, part);
	zd_batch_free(part);
	return code;
}

static int note_compare(const void *pa, const void *pb)
{
	const struct note *a = pa, *b = pb;
	if (a->row != b->row)
		return a->row < b->row ? -1 : 1;
	return a->index < b->index ? -1 : a->index > b->index;
}

/* Whether the next note is of a row before `end`; then *index is its place in its array. */
static bool next_note(struct notes *n, size_t end, size_t *index)
{
	if (n->next == n->count || n->items[n->next].row >= end)
		return false;
	*index = n->items[n->next++].index;
	return true;
}

#define SORT_NOTES(notes, array, n)                                                                                    \
	do {                                                                                                           \
		(notes).items = zd_alloc(((n) + 1) * sizeof *(notes).items);                                           \
		(notes).count = (n);                                                                                   \
		for (size_t i = 0; i < (n); i++)                                                                       \
			(notes).items[i] = (struct note){(array)[i].row, i};                                           \
		qsort((notes).items, (n), sizeof *(notes).items, note_compare);                                        \
	} while (0)

static void sort_notes(struct gathered *g)
{
	SORT_NOTES(g->failures, g->all->failures, g->all->failure_count);
	SORT_NOTES(g->reasons, g->all->reasons, g->all->reason_count);
	SORT_NOTES(g->traces, g->all->traces, g->all->trace_count);
}

static int decide_set(struct zd_stream *s, struct zd_error *err)
{
	const struct zd_stage *stage = &s->o.plan->stages[s->stage];
	struct zd_batch *all = zd_batch_new(stage, BATCH_ROWS);
	s->gathered[s->stage].all = all;
	if (gather(s, all, err))
		return err->code;
	int code = zd_decide_groups(s->decider, &s->variants[s->stage], all, err);
	sort_notes(&s->gathered[s->stage]);
	return code;
}

/* Hands out the next rows of a decided set stage. */
static void give_gathered(struct gathered *g, struct zd_batch *b)
{
	const struct zd_batch *all = g->all;
	size_t outs = b->stage->out_count, from = g->given, index;
	zd_batch_clear(b);
	b->first = from;
	while (b->count < b->cap && g->given < all->count) {
		size_t row = g->given++, at = b->count++;
		zd_batch_copy_row(b, at, all, row, false);
		memcpy(&b->out[at * outs], &all->out[row * outs], outs * sizeof *b->out);
		b->status[at] = all->status[row];
	}
	while (next_note(&g->failures, g->given, &index)) {
		struct zd_failure f = all->failures[index];
		f.row -= from;
		ZD_GROW(b->failures, b->failure_count, b->failure_cap);
		b->failures[b->failure_count++] = f;
	}
	while (next_note(&g->reasons, g->given, &index)) {
		const struct zd_reason *r = &all->reasons[index];
		zd_batch_because(b, r->row - from, r->step, r->clause, r->text, strlen(r->text));
	}
	while (next_note(&g->traces, g->given, &index)) {
		const struct zd_trace *t = &all->traces[index];
		zd_batch_trace(b, t->row - from, t->step, t->line, t->name, t->value);
	}
}

/* ---- stage after stage ---- */

static struct zd_scope stage_scope(const struct zd_stream *s, const struct zd_stage *stage)
{
	struct zd_scope scope = s->o.scope;
	if (s->whole[stage->index])
		scope.branch = NULL;
	return scope;
}

static int begin_stage(struct zd_stream *s, struct zd_error *err)
{
	const struct zd_stage *stage = &s->o.plan->stages[s->stage];
	const struct zd_variants *v = &s->variants[s->stage];
	bool last = s->stage + 1 == s->o.plan->stage_count;
	enum zd_mode mode = s->o.last_only && !last ? ZD_MODE_FAST : s->o.mode;
	struct zd_scope scope = stage_scope(s, stage);
	s->begun = true;
	s->ordinal = 0;
	if (s->o.sources.open(s->o.sources.context, stage, &scope, &s->source, err) ||
	    s->o.deciders.make(s->o.deciders.context, s->o.plan->pack, stage, v->items, v->count, mode, &s->decider,
			       err))
		return err->code;
	return stage->is_set ? decide_set(s, err) : ZD_OK;
}

static void end_stage(struct zd_stream *s)
{
	if (s->source)
		s->source->close(s->source);
	if (s->decider)
		s->decider->free(s->decider);
	s->source = NULL;
	s->decider = NULL;
	s->begun = false;
}

static int decide_chain(struct zd_stream *s, struct zd_batch *b, struct zd_error *err)
{
	if (read_batch(s, b, err))
		return err->code;
	if (!b->count)
		return ZD_OK;
	zd_variants_choose(&s->variants[s->stage], b, stage_scope(s, b->stage).branch);
	return s->decider->decide(s->decider, b, err);
}

/* A batch that fits the stage: the one given when it does, else a new one. */
static struct zd_batch *fit_batch(struct zd_batch *b, const struct zd_stage *stage)
{
	if (b && b->stage == stage)
		return b;
	zd_batch_free(b);
	return zd_batch_new(stage, BATCH_ROWS);
}

/* Reads and decides the next batch of the stage that is being worked off. */
static int produce_batch(struct zd_stream *s, struct zd_batch *b, struct zd_error *err)
{
	if (!s->begun && begin_stage(s, err))
		return err->code;
	if (b->stage->is_set)
		give_gathered(&s->gathered[s->stage], b);
	else if (decide_chain(s, b, err))
		return err->code;
	zd_memo_add(&s->memos[s->stage], b);
	return ZD_OK;
}

static double seconds_now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* Makes the next decided batch; *batch is replaced where the stage changes, and freed and NULL at the end. */
static int produce(void *context, struct zd_batch **batch, struct zd_error *err)
{
	struct zd_stream *s = context;
	for (; s->stage < s->o.plan->stage_count; s->stage++) {
		const struct zd_stage *stage = &s->o.plan->stages[s->stage];
		if (s->o.only && s->o.only != stage)
			continue;
		*batch = fit_batch(*batch, stage);
		double since = s->o.times ? seconds_now() : 0;
		int code = produce_batch(s, *batch, err);
		if (s->o.times)
			s->o.times[s->stage] += seconds_now() - since;
		if (code)
			return code;
		if ((*batch)->count)
			return ZD_OK;
		end_stage(s);
	}
	zd_batch_free(*batch);
	*batch = NULL;
	return ZD_OK;
}

int zd_stream_open(struct zd_stream **out, const struct zd_stream_options *options, struct zd_error *err)
{
	struct zd_stream *s = zd_alloc(sizeof *s);
	size_t stages = options->plan->stage_count;
	s->o = *options;
	s->variants = zd_alloc((stages + 1) * sizeof *s->variants);
	s->memos = zd_alloc((stages + 1) * sizeof *s->memos);
	s->whole = zd_alloc((stages + 1) * sizeof *s->whole);
	zd_whole_stages(options->plan, s->whole);
	s->gathered = zd_alloc((stages + 1) * sizeof *s->gathered);
	for (size_t i = 0; i < stages; i++)
		zd_memo_init(&s->memos[i], options->plan, i);
	for (size_t i = 0; i < stages; i++) {
		if (zd_variants_make(&s->variants[i], options->plan->pack, &options->plan->stages[i],
				     options->scope.rules_on ? options->scope.rules_on : options->scope.as_of,
				     &s->arena, err)) {
			zd_stream_close(s);
			*out = NULL;
			return err->code;
		}
	}
	if (options->threads > 1)
		s->conveyor = zd_conveyor_new(produce, s);
	*out = s;
	return ZD_OK;
}

int zd_stream_next(struct zd_stream *s, struct zd_batch **batch, struct zd_error *err)
{
	if (s->conveyor)
		return zd_conveyor_next(s->conveyor, batch, err);
	int code = produce(s, &s->batch, err);
	*batch = code ? NULL : s->batch;
	return code;
}

void zd_stream_close(struct zd_stream *s)
{
	if (!s)
		return;
	zd_conveyor_free(s->conveyor);
	end_stage(s);
	zd_batch_free(s->batch);
	for (size_t i = 0; i < s->o.plan->stage_count; i++) {
		zd_variants_free(&s->variants[i]);
		zd_memo_free(&s->memos[i]);
		zd_batch_free(s->gathered[i].all);
		free(s->gathered[i].failures.items);
		free(s->gathered[i].reasons.items);
		free(s->gathered[i].traces.items);
	}
	free(s->gathered);
	free(s->variants);
	free(s->memos);
	free(s->whole);
	zd_arena_free(&s->arena);
	free(s);
}
