/*
 * The nearest other outcome of a decision that was found: a policy alone over
 * its own inputs, or a set policy with its whole group, since one member's
 * change moves them all.
 */
#include "engine/nearest.h"

#include "engine/sets.h"
#include "engine/variant.h"
#include "model/text.h"
#include "session/explain.h"

/* The whole group is decided for every value tried; beyond so many members nobody would wait for it. */
#define MEMBERS_MAX 2000

/* Decides a group as an ordinary decider does a batch. */
struct grouped {
	struct zd_decider decider;
	struct zd_decider *inner;
	const struct zd_variants *variants;
};

static int decide_group(struct zd_decider *self, struct zd_batch *b, struct zd_error *err)
{
	struct grouped *g = (struct grouped *)self;
	return zd_decide_groups(g->inner, g->variants, b, err);
}

static int search(struct zd_explained *x, struct zd_decider *decider, struct zd_batch *b, size_t row,
		  struct zd_error *err)
{
	if (decider->decide(decider, b, err))
		return err->code;
	return b->failure_count ? ZD_OK
				: zd_nearest_changes(&x->nearby, &x->nearby_count, decider, b, row, &x->arena, err);
}

static int alone(struct zd_explained *x, const struct zd_stage *stage, const struct zd_variants *variants,
		 struct zd_decider *decider, struct zd_error *err)
{
	struct zd_value branch = zd_value_string(x->branch);
	struct zd_batch *b = zd_batch_new(stage, 1);
	b->count = 1;
	b->ids[0] = x->batch->ids[x->row];
	b->variant[0] = zd_variants_of(variants, &branch);
	for (size_t i = 0; i < x->policy->need_count; i++)
		b->in[i] = *zd_explained_input(x, i);
	int code = search(x, decider, b, 0, err);
	zd_batch_free(b);
	return code;
}

/* Changes are found by slot and told by need; a slot that no need reads changes nothing by itself. */
static void slots_to_needs(struct zd_explained *x)
{
	size_t kept = 0;
	for (size_t i = 0; i < x->nearby_count; i++) {
		size_t need = 0;
		while (need < x->policy->need_count &&
		       (x->step->args[need].from_row || x->step->args[need].index != x->nearby[i].slot))
			need++;
		if (need == x->policy->need_count)
			continue;
		x->nearby[kept] = x->nearby[i];
		x->nearby[kept++].slot = need;
	}
	x->nearby_count = kept;
}

static int in_group(struct zd_explained *x, const struct zd_variants *variants, struct zd_decider *decider,
		    struct zd_error *err)
{
	struct grouped g = {.decider = {.decide = decide_group}, .inner = decider, .variants = variants};
	struct zd_batch *b = zd_batch_new(x->stage, x->batch->count);
	for (size_t row = 0; row < x->batch->count; row++)
		zd_batch_copy_row(b, b->count++, x->batch, row, false);
	int code = search(x, &g.decider, b, x->row, err);
	zd_batch_free(b);
	slots_to_needs(x);
	return code;
}

int zd_explained_nearby(struct zd_explained *x, struct zd_error *err)
{
	struct zd_plan *plan = NULL;
	struct zd_variants variants = {0};
	struct zd_decider *decider = NULL;
	const struct zd_stage *stage = x->stage;
	if (stage->is_set && x->batch->count > MEMBERS_MAX)
		return ZD_OK;
	if (!stage->is_set) {
		if (zd_plan_single(&plan, x->loaded->pack, x->policy, err))
			return err->code;
		stage = &plan->stages[0];
	}
	struct zd_decider_maker maker = zd_runtime_maker(x->loaded->scripts);
	int code = zd_variants_make(&variants, x->loaded->pack, stage, x->when.as_of, &x->arena, err);
	if (!code)
		code = maker.make(maker.context, x->loaded->pack, stage, variants.items, variants.count, ZD_MODE_FAST,
				  &decider, err);
	if (!code)
		code = plan ? alone(x, stage, &variants, decider, err) : in_group(x, &variants, decider, err);
	if (decider)
		decider->free(decider);
	zd_variants_free(&variants);
	zd_plan_free(plan);
	return code;
}
