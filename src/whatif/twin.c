/* Twins: two streams side by side. */
#include "whatif/twin.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "model/condition.h"
#include "model/text.h"

/* What `where` and `by` need of one stage. */
struct view {
	struct zd_condition *condition; /* NULL: everybody */
	size_t *slots;                  /* of the condition's columns */
	size_t slot_count;
	int by; /* a slot, or -1 */
};

struct twins {
	const struct zd_twin_options *o;
	struct zd_stream *base, *scenario;
	struct view *views; /* one a stage of the base */
	struct zd_arena arena;
	struct zd_value *row; /* the condition's columns */
	struct zd_str key;
	bool changed;
};

static const struct zd_plan *base_plan(const struct twins *t)
{
	return t->o->base.plan;
}

static bool compared_in(const struct twins *t, const struct zd_stage *stage)
{
	for (size_t i = 0; i < t->o->tally_count; i++) {
		for (size_t k = 0; k < stage->step_count; k++) {
			if (strcmp(t->o->tallies[i]->policy->id, stage->steps[k].policy->id) == 0)
				return true;
		}
	}
	return false;
}

static int make_condition(struct twins *t, size_t stage, struct view *view, struct zd_error *err)
{
	const char **names;
	struct zd_plan *plan = (struct zd_plan *)base_plan(t);
	if (zd_condition_names(&names, &view->slot_count, t->o->where, &t->arena, err))
		return zd_fail_context(err, "--where");
	struct zd_condition_column *columns = zd_arena_alloc(&t->arena, (view->slot_count + 1) * sizeof *columns);
	view->slots = zd_arena_alloc(&t->arena, (view->slot_count + 1) * sizeof *view->slots);
	for (size_t i = 0; i < view->slot_count; i++) {
		if (zd_plan_add_slot(plan, stage, names[i], &view->slots[i], err))
			return zd_fail_context(err, "--where");
		columns[i] = (struct zd_condition_column){names[i], plan->stages[stage].slots[view->slots[i]].type};
	}
	t->row = zd_realloc(t->row, (view->slot_count + 1) * sizeof *t->row);
	if (zd_condition_parse(&view->condition, t->o->where, columns, view->slot_count, &t->arena, err))
		return zd_fail_context(err, "--where");
	return ZD_OK;
}

/*
 * Before the streams open: the slots that `where` and `by` need are added to
 * the base's plan. A stage about another entity, which has no such names, is
 * compared whole; there must be one that has them.
 */
static int make_views(struct twins *t, struct zd_error *err)
{
	struct zd_plan *plan = (struct zd_plan *)base_plan(t);
	struct zd_error no_where = {0}, no_by = {0};
	bool filtered = false, grouped = false;
	t->views = zd_arena_alloc(&t->arena, (plan->stage_count + 1) * sizeof *t->views);
	for (size_t s = 0; s < plan->stage_count; s++) {
		struct view *view = &t->views[s];
		size_t by;
		view->by = -1;
		if (!compared_in(t, &plan->stages[s]))
			continue;
		if (t->o->where && make_condition(t, s, view, err)) {
			if (err->code != ZD_NOT_FOUND)
				return err->code;
			no_where = *err;
		}
		filtered |= view->condition != NULL;
		if (t->o->by && zd_plan_add_slot(plan, s, t->o->by, &by, err)) {
			if (err->code != ZD_NOT_FOUND)
				return zd_fail_context(err, "--by");
			no_by = *err;
		} else if (t->o->by) {
			view->by = (int)by;
			grouped = true;
		}
	}
	if (t->o->where && !filtered && no_where.code) {
		*err = no_where;
		return err->code;
	}
	if (t->o->by && !grouped && no_by.code) {
		*err = no_by;
		return zd_fail_context(err, "--by");
	}
	return ZD_OK;
}

static bool wanted(struct twins *t, const struct view *view, const struct zd_batch *b, size_t row)
{
	const struct zd_stage *stage = b->stage;
	const char *branch = t->o->base.scope.branch;
	if (branch && stage->branch_slot >= 0) { /* a set is decided whole, and compared for the branch */
		const struct zd_value *own = &b->in[row * stage->slot_count + (size_t)stage->branch_slot];
		if (own->tag == ZD_TEXT && strcmp(own->s, branch) != 0)
			return false;
	}
	if (!view->condition)
		return true;
	for (size_t i = 0; i < view->slot_count; i++)
		t->row[i] = b->in[row * b->stage->slot_count + view->slots[i]];
	return zd_condition_test(view->condition, t->row);
}

static const char *group_key(struct twins *t, const struct view *view, const struct zd_batch *b, size_t row)
{
	if (view->by < 0)
		return NULL;
	zd_str_clear(&t->key);
	zd_value_plain(&t->key, &b->stage->slots[view->by].type, &b->in[row * b->stage->slot_count + (size_t)view->by]);
	return zd_str_text(&t->key);
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

static bool same_gives(const struct zd_policy *a, const struct zd_policy *b)
{
	if (a->give_count != b->give_count)
		return false;
	for (size_t i = 0; i < a->give_count; i++) {
		if (strcmp(a->gives[i].name, b->gives[i].name) != 0)
			return false;
	}
	return true;
}

/* One side of a policy in one stage. */
struct half {
	const struct zd_batch *batch;
	size_t step, first_out;
	const struct zd_policy *policy;
	struct zd_value *named; /* where outcomes are put in the tally's order, when the side's is another; or NULL */
};

static struct half make_half(struct twins *t, const struct zd_tally *tally, const struct zd_batch *b, size_t step)
{
	const struct zd_step *s = &b->stage->steps[step];
	struct half h = {.batch = b, .step = step, .first_out = s->first_out, .policy = s->policy};
	if (!same_gives(tally->policy, s->policy))
		h.named = zd_arena_alloc(&t->arena, (tally->policy->give_count + 1) * sizeof *h.named);
	return h;
}

static uint8_t status_of(const struct half *h, size_t row)
{
	return h->batch->status[row * h->batch->stage->step_count + h->step];
}

/* A row's outcomes as the tally names them: what the side does not give is nil. */
static const struct zd_value *outcomes_of(const struct half *h, const struct zd_policy *wanted, size_t row)
{
	const struct zd_value *out = &h->batch->out[row * h->batch->stage->out_count + h->first_out];
	for (size_t i = 0; h->named && i < wanted->give_count; i++) {
		size_t k = 0;
		while (k < h->policy->give_count && strcmp(h->policy->gives[k].name, wanted->gives[i].name) != 0)
			k++;
		h->named[i] = k < h->policy->give_count ? out[k] : ZD_VALUE_NIL;
	}
	return h->named ? h->named : out;
}

/* One policy of two batches that hold the same subjects. */
static int compare_step(struct twins *t, const struct zd_batch *a, const struct zd_batch *b, size_t step,
			struct zd_error *err)
{
	const struct zd_step *sa = &a->stage->steps[step];
	struct zd_tally *tally = tally_of(t, sa->policy->id);
	int other = step_of(b->stage, sa->policy->id);
	if (!tally || other < 0)
		return ZD_OK;
	if (a->count != b->count)
		return zd_fail(err, ZD_BUG, "base and scenario see different subjects");
	struct half before = make_half(t, tally, a, step), after = make_half(t, tally, b, (size_t)other);
	const struct view *view = &t->views[a->stage->index];
	uint64_t changed = tally->changed;
	for (size_t row = 0; row < a->count; row++) {
		uint8_t was = status_of(&before, row), is = status_of(&after, row);
		if (!zd_value_equal(&a->ids[row], &b->ids[row]))
			return zd_fail(err, ZD_BUG, "base and scenario see different subjects");
		if ((was == ZD_LEFT_OUT && is == ZD_LEFT_OUT) || !wanted(t, view, a, row))
			continue;
		zd_tally_add(tally, &a->ids[row], outcomes_of(&before, tally->policy, row),
			     outcomes_of(&after, tally->policy, row), was == ZD_FAILED, is == ZD_FAILED,
			     group_key(t, view, a, row));
	}
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

static bool same_stages(const struct zd_plan *a, const struct zd_plan *b)
{
	if (a->stage_count != b->stage_count)
		return false;
	for (size_t s = 0; s < a->stage_count; s++) {
		const struct zd_stage *x = &a->stages[s], *y = &b->stages[s];
		if (x->step_count != y->step_count || strcmp(x->entity->name, y->entity->name) != 0)
			return false;
		for (size_t i = 0; i < x->step_count; i++) {
			if (strcmp(x->steps[i].policy->id, y->steps[i].policy->id) != 0)
				return false;
		}
	}
	return true;
}

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
		code = make_views(&t, err);
	if (!code)
		code = zd_stream_open(&t.base, &o->base, err);
	if (!code)
		code = zd_stream_open(&t.scenario, &o->scenario, err);
	if (!code)
		code = (same_stages(o->base.plan, o->scenario.plan) ? beside : apart)(&t, err);
	zd_stream_close(t.base);
	zd_stream_close(t.scenario);
	for (size_t i = 0; i < o->tally_count; i++)
		zd_tally_finish(o->tallies[i]);
	free(t.row);
	zd_str_free(&t.key);
	zd_arena_free(&t.arena);
	*changed = t.changed;
	return code;
}
