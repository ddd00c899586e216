/* The stream of what is decided again and the record of what was closed, walked through side by side. */
#include "session/redo.h"

#include <stdlib.h>
#include <string.h>

#include "engine/asthen.h"
#include "model/text.h"
#include "session/run.h"
#include "store/closed.h"
#include "store/runs.h"

struct comparing {
	const struct zd_redo *redo;
	const struct zd_close *closed;
	struct zd_adjustments *out;
	struct zd_booked booked;
	struct zd_loaded *then, *now;
	struct zd_plan *then_plan, *plan;
	struct zd_reader *stream_reader, *closed_reader;
	const struct zd_stage *stage; /* whose closed decisions are open */
	struct zd_closed **steps;     /* one a step; NULL: the run did not decide it */
	uint8_t *then_status;         /* of the batch: count × steps */
	uint64_t failures;
	enum zd_code worst;
};

/* ---- which inputs are as they were then ---- */

static bool is_effect(const struct zd_pack *pack, const char *entity, const char *field)
{
	for (size_t i = 0; i < pack->policy_count; i++) {
		const struct zd_policy *p = &pack->policies[i];
		if (p->subject && strcmp(p->subject, entity) == 0 &&
		    (zd_policy_effect(p, field) || (p->moved && strcmp(p->moved, field) == 0)))
			return true;
	}
	return false;
}

static bool kept(const void *context, const struct zd_slot *slot)
{
	const struct comparing *c = context;
	const struct zd_closes *closes = c->redo->closes;
	if (slot->kind == ZD_SLOT_HISTORY)
		return true;
	if (slot->kind != ZD_SLOT_FIELD)
		return false;
	for (size_t i = 0; i < closes->keep_count; i++) {
		if (strcmp(closes->keep[i].entity, slot->entity->name) == 0 &&
		    strcmp(closes->keep[i].field, slot->field->name) == 0)
			return true;
	}
	return is_effect(c->now->pack, slot->entity->name, slot->field->name) ||
	       is_effect(c->then->pack, slot->entity->name, slot->field->name);
}

/* ---- one outcome ---- */

static const char *plain(struct zd_arena *arena, const struct zd_type *type, const struct zd_value *v)
{
	if (v->tag == ZD_NIL)
		return NULL;
	return zd_value_plain_text(type, v, arena);
}

static bool same_text(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

static void compare_outcome(struct comparing *c, const struct zd_stage *stage, const struct zd_policy *p, size_t give,
			    const struct zd_value *subject, const struct zd_type *type, const struct zd_value *closed,
			    const struct zd_value *now)
{
	struct zd_adjustments *out = c->out;
	const struct zd_give *g = &p->gives[give];
	if (!c->booked.map.count && type->kind != ZD_KIND_LIST && zd_value_equal(closed, now))
		return;
	const char *key = plain(&out->arena, &stage->entity->fields[0].type, subject);
	const struct zd_booked_outcome *booked = zd_booked_find(&c->booked, p->id, key, g->name);
	const char *was = booked ? booked->should_be : plain(&out->arena, type, closed);
	const char *should_be = plain(&out->arena, &g->type, now);
	if (same_text(was, should_be))
		return;
	bool money = g->type.kind == ZD_KIND_MONEY && type->kind == ZD_KIND_MONEY;
	int64_t before = (closed->tag == ZD_INT ? closed->i : 0) + (booked ? booked->difference : 0);
	ZD_GROW(out->items, out->count, out->cap);
	out->items[out->count++] = (struct zd_adjustment){
		.corrects = c->closed,
		.release = c->now->release.id,
		.entity = zd_arena_strdup(&out->arena, stage->entity->name),
		.subject = zd_value_copy(&out->arena, subject),
		.policy = zd_arena_strdup(&out->arena, p->id),
		.outcome = zd_arena_strdup(&out->arena, g->name),
		.was = was ? zd_arena_strdup(&out->arena, was) : NULL,
		.should_be = should_be,
		.is_money = money,
		.difference = money ? (now->tag == ZD_INT ? now->i : 0) - before : 0,
	};
}

/* One decision: as closed (NULL: not at all), and as decided again (NULL: not at all). */
static void compare_decision(struct comparing *c, const struct zd_stage *stage, size_t step,
			     const struct zd_value *subject, const struct zd_closed_row *closed,
			     const struct zd_value *now)
{
	static const struct zd_value nil = {.tag = ZD_NIL};
	const struct zd_policy *p = stage->steps[step].policy;
	bool was_decided = closed && closed->status == ZD_DECIDED;
	for (size_t i = 0; (was_decided || now) && i < p->give_count; i++) {
		const struct zd_type *type = zd_closed_type(c->steps[step], i);
		if (type)
			compare_outcome(c, stage, p, i, subject, type, was_decided ? &closed->values[i] : &nil,
					now ? &now[i] : &nil);
	}
}

/* ---- side by side ---- */

static void close_steps(struct comparing *c)
{
	for (size_t i = 0; c->stage && i < c->stage->step_count; i++)
		zd_closed_close(c->steps[i]);
	free(c->steps);
	c->steps = NULL;
	c->stage = NULL;
}

/* Closed decisions about subjects that come before `until`, or all that are left: they are not decided any more. */
static int drain(struct comparing *c, size_t step, const struct zd_value *until, struct zd_error *err)
{
	struct zd_closed *closed = c->steps[step];
	for (;;) {
		const struct zd_closed_row *row = zd_closed_at(closed);
		if (!row->any || (until && zd_value_compare(&row->subject, until) >= 0))
			return ZD_OK;
		compare_decision(c, c->stage, step, &row->subject, row, NULL);
		if (zd_closed_next(closed, err))
			return err->code;
	}
}

static int end_stage(struct comparing *c, struct zd_error *err)
{
	int code = ZD_OK;
	for (size_t i = 0; c->stage && i < c->stage->step_count && !code; i++) {
		if (c->steps[i])
			code = drain(c, i, NULL, err);
	}
	close_steps(c);
	return code;
}

static int begin_stage(struct comparing *c, const struct zd_stage *stage, struct zd_error *err)
{
	if (end_stage(c, err))
		return err->code;
	c->stage = stage;
	c->steps = zd_alloc((stage->step_count + 1) * sizeof *c->steps);
	for (size_t i = 0; i < stage->step_count; i++) {
		if (zd_closed_open(&c->steps[i], c->closed_reader, c->closed->run, stage->steps[i].policy, err))
			return err->code;
	}
	return ZD_OK;
}

static int compare_row(struct comparing *c, const struct zd_batch *b, size_t row, size_t step, struct zd_error *err)
{
	const struct zd_stage *stage = b->stage;
	const struct zd_value *id = &b->ids[row];
	struct zd_closed *closed = c->steps[step];
	uint8_t *then = &c->then_status[row * stage->step_count + step];
	*then = ZD_LEFT_OUT;
	if (!closed)
		return ZD_OK;
	if (drain(c, step, id, err))
		return err->code;
	const struct zd_closed_row *at = zd_closed_at(closed);
	bool there = at->any && zd_value_compare(&at->subject, id) == 0;
	enum zd_status now = b->status[row * stage->step_count + step];
	if (there)
		*then = (uint8_t)at->status;
	if (now != ZD_FAILED)
		compare_decision(c, stage, step, id, there ? at : NULL,
				 now == ZD_DECIDED ? &b->out[row * stage->out_count + stage->steps[step].first_out]
						   : NULL);
	return there ? zd_closed_next(closed, err) : ZD_OK;
}

/* What failed when it was closed may fail again; anything else is told. */
static void tell_failures(struct comparing *c, const struct zd_batch *b)
{
	for (size_t i = 0; i < b->failure_count; i++) {
		const struct zd_failure *f = &b->failures[i];
		struct zd_batch one = *b;
		if (!c->steps[f->step] || c->then_status[f->row * b->stage->step_count + f->step] == ZD_FAILED)
			continue;
		one.failures = &b->failures[i];
		one.failure_count = 1;
		c->failures++;
		c->worst = zd_run_tell(&one, c->worst, c->redo->failed, c->redo->context);
	}
}

static int compare_batch(struct comparing *c, const struct zd_batch *b, struct zd_error *err)
{
	const struct zd_stage *stage = b->stage;
	if (c->stage != stage && begin_stage(c, stage, err))
		return err->code;
	c->then_status = zd_realloc(c->then_status, b->count * stage->step_count + 1);
	for (size_t row = 0; row < b->count; row++) {
		for (size_t step = 0; step < stage->step_count; step++) {
			if (compare_row(c, b, row, step, err))
				return err->code;
		}
	}
	tell_failures(c, b);
	return ZD_OK;
}

static int compare_stream(struct comparing *c, struct zd_stream *stream, struct zd_error *err)
{
	struct zd_batch *b;
	for (;;) {
		if (zd_stream_next(stream, &b, err))
			return err->code;
		if (!b)
			return end_stage(c, err);
		if (compare_batch(c, b, err))
			return err->code;
	}
}

/* ---- plans ---- */

/* What the run decided, as far as there is such a policy for that kind of period today. */
static int plan_again(struct comparing *c, const struct zd_run *run, struct zd_error *err)
{
	const char **ids = zd_alloc((run->policy_count + 1) * sizeof *ids);
	size_t count = 0;
	int code = ZD_OK;
	for (size_t i = 0; i < run->policy_count; i++) {
		const struct zd_policy *p = zd_pack_policy(c->now->pack, run->policies[i]);
		if (p && (!p->period || p->period == run->period))
			ids[count++] = run->policies[i];
	}
	if (count)
		code = zd_plan_new(&c->plan, c->now->pack, ids, count, run->period, err);
	free(ids);
	return code;
}

static int load(struct comparing *c, const struct zd_run *run, struct zd_error *err)
{
	struct zd_session *s = c->redo->session;
	struct zd_release release;
	if (zd_release_at(c->redo->book, c->closed->last, &release, err) ||
	    zd_load_release(s, release.id, &c->now, err) || zd_load_release(s, run->release, &c->then, err) ||
	    zd_plan_new(&c->then_plan, c->then->pack, run->policies, run->policy_count, run->period, err))
		return err->code;
	return plan_again(c, run, err);
}

static int decide_again(struct comparing *c, const struct zd_run *run, struct zd_error *err)
{
	struct zd_stream *stream = NULL;
	struct zd_as_then sources = {
		.now = zd_reader_sources(c->stream_reader, c->now->pack),
		.then = zd_recorded_sources(c->stream_reader, c->closed->run),
		.then_plan = c->then_plan,
		.kept = kept,
		.context = c,
	};
	struct zd_stream_options so = {
		.plan = c->plan,
		.scope = {.as_of = run->as_of, .period = run->period},
		.sources = zd_as_then_sources(&sources),
		.deciders = zd_runtime_maker(c->now->scripts),
		.threads = zd_threads_for(c->redo->threads),
	};
	int code = zd_stream_open(&stream, &so, err);
	if (!code)
		code = compare_stream(c, stream, err);
	zd_stream_close(stream);
	return code;
}

int zd_redo_closed(struct zd_adjustments *out, const struct zd_redo *redo, const struct zd_close *closed,
		   uint64_t *failures, enum zd_code *worst, struct zd_error *err)
{
	struct comparing c = {.redo = redo, .closed = closed, .out = out, .worst = *worst};
	struct zd_arena arena = {0};
	struct zd_run run;
	int code = zd_booked_load(&c.booked, redo->book, closed->id, err);
	if (!code)
		code = zd_reader_open(&c.stream_reader, redo->session->book_path, err);
	if (!code)
		code = zd_reader_open(&c.closed_reader, redo->session->book_path, err);
	if (!code)
		code = zd_run_get(c.closed_reader, closed->run, &run, &arena, err);
	if (!code)
		code = load(&c, &run, err);
	if (!code && c.plan)
		code = decide_again(&c, &run, err);
	if (code)
		zd_fail_context(err, "%s decided again", closed->name);
	close_steps(&c);
	*failures += c.failures;
	*worst = c.worst;
	free(c.then_status);
	zd_plan_free(c.plan);
	zd_plan_free(c.then_plan);
	zd_reader_close(c.stream_reader);
	zd_reader_close(c.closed_reader);
	zd_booked_free(&c.booked);
	zd_arena_free(&arena);
	return code;
}
