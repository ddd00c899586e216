/* Twins: two streams side by side. */
#include "whatif/twin.h"

#include <stdlib.h>
#include <string.h>

#include "whatif/pair.h"

struct twins {
	const struct zd_twin_options *o;
	struct zd_stream *base, *scenario;
	struct zd_view *view; /* of the base */
	bool changed;
};

static const struct zd_plan *base_plan(const struct twins *t)
{
	return t->o->base.plan;
}

static struct zd_tally *tally_of(const struct twins *t, const char *policy)
{
	for (size_t i = 0; i < t->o->tally_count; i++) {
		if (strcmp(t->o->tallies[i]->policy->id, policy) == 0)
			return t->o->tallies[i];
	}
	return NULL;
}

static int step_of(const struct zd_stage *stage, const char *policy)
{
	for (size_t i = 0; i < stage->step_count; i++) {
		if (strcmp(stage->steps[i].policy->id, policy) == 0)
			return (int)i;
	}
	return -1;
}

/* One policy of two batches that hold the same subjects. */
static int compare_step(struct twins *t, const struct zd_batch *a, const struct zd_batch *b, size_t step,
			struct zd_error *err)
{
	const char *id = a->stage->steps[step].policy->id;
	struct zd_tally *tally = tally_of(t, id);
	int other = step_of(b->stage, id);
	if (!tally || other < 0)
		return ZD_OK;
	struct zd_half before = {a, step, 0}, after = {b, (size_t)other, 0};
	uint64_t changed = tally->changed;
	if (zd_pair_tally(tally, &before, &after, t->view, err))
		return err->code;
	t->changed |= tally->changed > changed;
	return ZD_OK;
}

/* A policy that the scenario decides about another entity has no pairs to compare. */
static int check_subjects(const struct twins *t, struct zd_error *err)
{
	for (size_t i = 0; i < t->o->tally_count; i++) {
		size_t sa, sb, step;
		const char *id = t->o->tallies[i]->policy->id;
		if (!zd_plan_find(base_plan(t), id, &sa, &step) || !zd_plan_find(t->o->scenario.plan, id, &sb, &step))
			continue;
		const char *a = base_plan(t)->stages[sa].entity->name,
			   *b = t->o->scenario.plan->stages[sb].entity->name;
		if (strcmp(a, b) != 0)
			return zd_fail(err, ZD_USAGE,
				       "the scenario's %s is about %s, not about %s: they cannot be compared", id, b,
				       a);
	}
	return ZD_OK;
}

/* ---- the same stages: batch beside batch ---- */

static int beside(struct twins *t, struct zd_error *err)
{
	uint64_t done = 0;
	for (;;) {
		struct zd_batch *a, *b;
		if (zd_stream_next(t->base, &a, err) || zd_stream_next(t->scenario, &b, err))
			return err->code;
		if (!a && !b)
			return ZD_OK;
		if (!a || !b || a->count != b->count || a->stage->index != b->stage->index)
			return zd_fail(err, ZD_BUG, "base and scenario do not keep step");
		for (size_t step = 0; step < a->stage->step_count; step++) {
			if (compare_step(t, a, b, step, err))
				return err->code;
		}
		done += a->count;
		if (t->o->progress)
			t->o->progress(t->o->context, done, 0);
		if (t->changed && t->o->stop_at_first)
			return ZD_OK;
	}
}

/* ---- other stages: the base is kept whole, a batch a stage ---- */

static int keep_all(struct zd_stream *stream, struct zd_batch **kept, struct zd_error *err)
{
	for (;;) {
		struct zd_batch *b;
		if (zd_stream_next(stream, &b, err))
			return err->code;
		if (!b)
			return ZD_OK;
		struct zd_batch **all = &kept[b->stage->index];
		if (!*all)
			*all = zd_batch_new(b->stage, b->cap);
		zd_batch_append(*all, b);
	}
}

static int apart(struct twins *t, struct zd_error *err)
{
	const struct zd_plan *pa = base_plan(t), *pb = t->o->scenario.plan;
	struct zd_batch **a = zd_alloc((pa->stage_count + 1) * sizeof *a);
	struct zd_batch **b = zd_alloc((pb->stage_count + 1) * sizeof *b);
	int code = keep_all(t->base, a, err);
	if (!code)
		code = keep_all(t->scenario, b, err);
	for (size_t i = 0; i < t->o->tally_count && !code; i++) {
		size_t sa, sb, step, other;
		const char *id = t->o->tallies[i]->policy->id;
		if (zd_plan_find(pa, id, &sa, &step) && zd_plan_find(pb, id, &sb, &other) && a[sa] && b[sb])
			code = compare_step(t, a[sa], b[sb], step, err);
	}
	for (size_t s = 0; s < pa->stage_count; s++)
		zd_batch_free(a[s]);
	for (size_t s = 0; s < pb->stage_count; s++)
		zd_batch_free(b[s]);
	free(a);
	free(b);
	return code;
}

int zd_twins_compare(const struct zd_twin_options *o, bool *changed, struct zd_error *err)
{
	struct twins t = {.o = o};
	int code = check_subjects(&t, err);
	if (!code)
		code = zd_view_new(&t.view, o->base.plan, o->where, o->by, o->base.scope.branch, o->tallies,
				   o->tally_count, err);
	if (!code)
		code = zd_stream_open(&t.base, &o->base, err);
	if (!code)
		code = zd_stream_open(&t.scenario, &o->scenario, err);
	if (!code)
		code = (zd_same_stages(o->base.plan, o->scenario.plan) ? beside : apart)(&t, err);
	zd_stream_close(t.base);
	zd_stream_close(t.scenario);
	for (size_t i = 0; i < o->tally_count; i++)
		zd_tally_finish(o->tallies[i]);
	zd_view_free(t.view);
	*changed = t.changed;
	return code;
}
