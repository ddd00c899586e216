/*
 * Comparing the lanes of a fan with a base. Where only parameters differ the
 * base is the fan's first lane. Else it is a fan of its own that keeps step
 * with the other, or, where a changed policy moves stages about, is kept whole.
 */
#include "whatif/compare.h"

#include <stdlib.h>
#include <string.h>

#include "whatif/pair.h"

struct comparing {
	const struct zd_fan_options *o;
	struct zd_fan_result *out;
	struct zd_fan *fan;            /* of the lanes; the base before them where it is shared */
	struct zd_fan *base;           /* NULL: the base is the fan's first lane */
	struct zd_batch **kept;        /* one a stage of the base, when it does not keep step */
	struct zd_view *view;          /* of the base's plan */
	const struct zd_batch *before; /* of the base, what stands beside the batch at hand */
	uint64_t done;
};

static int tally_of(const struct comparing *c, const char *policy)
{
	for (size_t i = 0; i < c->o->tally_count; i++) {
		if (strcmp(c->o->tallies[i]->policy->id, policy) == 0)
			return (int)i;
	}
	return -1;
}

static struct zd_tally *lane_tally(struct comparing *c, size_t lane, size_t i)
{
	struct zd_tally **t = &c->out->lanes[lane][i];
	const struct zd_tally *base = c->o->tallies[i];
	if (!*t) {
		*t = zd_tally_new(base->policy, base->key_type, c->o->movers);
		c->out->own[c->out->own_count++] = *t;
	}
	return *t;
}

/* Finds the base's decisions of a policy for the subjects of a batch. */
static bool find_before(const struct comparing *c, const struct zd_batch *batch, const char *policy,
			struct zd_half *half)
{
	size_t stage, step;
	if (!zd_plan_find(c->o->base.plan, policy, &stage, &step))
		return false;
	*half = (struct zd_half){c->before, step, 0};
	if (c->kept)
		*half = (struct zd_half){c->kept[stage], step, (size_t)batch->first};
	return half->batch && half->batch->stage->index == stage;
}

/* All policies of one lane for the subjects at hand; `whole`: of the full stage, else a part. */
static int tally_lane(struct comparing *c, size_t lane, const struct zd_batch *first, const struct zd_fan_part *part,
		      bool whole, struct zd_error *err)
{
	for (size_t s = 0; s < first->stage->step_count; s++) {
		const char *id = first->stage->steps[s].policy->id;
		int at = tally_of(c, id);
		struct zd_half before, after = {part->batch, whole ? s : (size_t)part->steps[s], 0};
		if (at < 0 || (!whole && part->steps[s] < 0) || !find_before(c, first, id, &before))
			continue;
		if (zd_pair_tally(lane_tally(c, lane, (size_t)at), &before, &after, c->view, err))
			return err->code;
	}
	return ZD_OK;
}

static int tally_base(struct comparing *c, const struct zd_batch *batch, struct zd_error *err)
{
	for (size_t s = 0; s < batch->stage->step_count; s++) {
		int at = tally_of(c, batch->stage->steps[s].policy->id);
		struct zd_half half = {batch, s, 0};
		if (at >= 0 && zd_pair_tally(c->o->tallies[at], &half, &half, c->view, err))
			return err->code;
	}
	return ZD_OK;
}

/* The base's next batch, beside the fan's. */
static int step_base(struct comparing *c, const struct zd_batch *batch, struct zd_error *err)
{
	if (!c->base) {
		c->before = batch;
	} else if (!c->kept) {
		if (zd_fan_next(c->base, &c->before, err))
			return err->code;
		if ((c->before != NULL) != (batch != NULL) || (batch && batch->count != c->before->count))
			return zd_fail(err, ZD_BUG, "base and scenario do not keep step");
	}
	return c->before && !c->kept && !c->o->alone ? tally_base(c, c->before, err) : ZD_OK;
}

static int tally_all(struct comparing *c, struct zd_error *err)
{
	const struct zd_batch *batch;
	for (;;) {
		if (zd_fan_next(c->fan, &batch, err) || step_base(c, batch, err))
			return err->code;
		if (!batch)
			return ZD_OK;
		bool own = c->base || c->o->alone; /* the fan's first lane is the first of ours, and not the base */
		for (size_t i = 0; i < c->o->lane_count; i++) {
			struct zd_fan_part part;
			bool whole = own && i == 0;
			if (zd_fan_lane(c->fan, i + !own, &part, err) || tally_lane(c, i, batch, &part, whole, err))
				return err->code;
		}
		c->done += batch->count;
		if (c->o->progress)
			c->o->progress(c->o->context, c->done, 0);
	}
}

static int keep_base(struct comparing *c, struct zd_error *err)
{
	const struct zd_batch *b;
	c->kept = zd_alloc((c->o->base.plan->stage_count + 1) * sizeof *c->kept);
	for (;;) {
		if (zd_fan_next(c->base, &b, err))
			return err->code;
		if (!b)
			return ZD_OK;
		if (tally_base(c, b, err))
			return err->code;
		struct zd_batch **all = &c->kept[b->stage->index];
		if (!*all)
			*all = zd_batch_new(b->stage, b->cap);
		zd_batch_append(*all, b);
	}
}

/* A policy that the scenario decides about another entity has no pairs to compare. */
static int check_subjects(const struct zd_fan_options *o, struct zd_error *err)
{
	for (size_t i = 0; i < o->tally_count; i++) {
		size_t sa, sb, step;
		const char *id = o->tallies[i]->policy->id;
		if (!zd_plan_find(o->base.plan, id, &sa, &step) || !zd_plan_find(o->scenario.plan, id, &sb, &step))
			continue;
		const char *a = o->base.plan->stages[sa].entity->name, *b = o->scenario.plan->stages[sb].entity->name;
		if (strcmp(a, b) != 0)
			return zd_fail(err, ZD_USAGE,
				       "the scenario's %s is about %s, not about %s: they cannot be compared", id, b,
				       a);
	}
	return ZD_OK;
}

static int open_fans(struct comparing *c, struct zd_error *err)
{
	static const struct zd_lane nothing = {NULL, 0};
	const struct zd_fan_options *o = c->o;
	if (o->base.plan != o->scenario.plan)
		return zd_fan_open(&c->base, &o->base, &nothing, 1, err)
			       ? (int)err->code
			       : zd_fan_open(&c->fan, &o->scenario, o->lanes, o->lane_count, err);
	if (o->alone)
		return zd_fan_open(&c->fan, &o->base, o->lanes, o->lane_count, err);
	struct zd_lane *lanes = zd_alloc((o->lane_count + 1) * sizeof *lanes);
	if (o->lane_count)
		memcpy(lanes + 1, o->lanes, o->lane_count * sizeof *lanes);
	int code = zd_fan_open(&c->fan, &o->base, lanes, o->lane_count + 1, err);
	free(lanes);
	return code;
}

/* What a lane cannot touch is as in the first: the base, or the first point. */
static void fill_result(struct comparing *c)
{
	struct zd_fan_result *r = c->out;
	for (size_t i = 0; i < c->o->tally_count; i++)
		zd_tally_finish(c->o->tallies[i]);
	for (size_t i = 0; i < r->own_count; i++)
		zd_tally_finish(r->own[i]);
	for (size_t lane = 0; lane < r->lane_count; lane++) {
		for (size_t i = 0; i < r->tally_count; i++) {
			struct zd_tally **t = &r->lanes[lane][i];
			if (!*t && (c->base || c->o->alone) && lane)
				*t = r->lanes[0][i];
			if (!*t)
				*t = c->o->tallies[i];
		}
	}
	r->read = c->base ? 2 : 1;
	r->work = zd_fan_work(c->fan) + (c->base ? 1 : 0);
}

static void close_all(struct comparing *c)
{
	zd_fan_close(c->fan);
	zd_fan_close(c->base);
	zd_view_free(c->view);
	for (size_t s = 0; c->kept && s < c->o->base.plan->stage_count; s++)
		zd_batch_free(c->kept[s]);
	free(c->kept);
}

int zd_fan_compare(struct zd_fan_result *out, const struct zd_fan_options *o, struct zd_error *err)
{
	struct comparing c = {.o = o, .out = out};
	*out = (struct zd_fan_result){.lane_count = o->lane_count, .tally_count = o->tally_count};
	out->lanes = zd_alloc((o->lane_count + 1) * sizeof *out->lanes);
	for (size_t i = 0; i < o->lane_count; i++)
		out->lanes[i] = zd_alloc((o->tally_count + 1) * sizeof *out->lanes[i]);
	out->own = zd_alloc((o->lane_count * o->tally_count + 1) * sizeof *out->own);
	int code = check_subjects(o, err);
	if (!code)
		code = zd_view_new(&c.view, o->base.plan, o->where, o->by, o->base.scope.branch, o->tallies,
				   o->tally_count, err);
	if (!code)
		code = open_fans(&c, err);
	if (!code && c.base && !zd_same_stages(o->base.plan, o->scenario.plan))
		code = keep_base(&c, err);
	if (!code)
		code = tally_all(&c, err);
	if (!code)
		fill_result(&c);
	close_all(&c);
	return code;
}

void zd_fan_result_free(struct zd_fan_result *r)
{
	for (size_t i = 0; i < r->own_count; i++)
		zd_tally_free(r->own[i]);
	for (size_t i = 0; i < r->lane_count && r->lanes; i++)
		free(r->lanes[i]);
	free(r->own);
	free(r->lanes);
	*r = (struct zd_fan_result){0};
}
