/* What a change touches. */
#include "whatif/touch.h"

#include <string.h>

bool zd_policy_uses(const struct zd_pack *pack, const struct zd_policy *p, const char *param)
{
	if (zd_policy_uses_param(p, param))
		return true;
	for (size_t b = 0; b < pack->branch_count; b++) {
		const struct zd_branch *branch = &pack->branches[b];
		for (size_t i = 0; i < branch->policy_count; i++) {
			if (strcmp(branch->policies[i].id, p->id) == 0 &&
			    zd_policy_uses_param(&branch->policies[i], param))
				return true;
		}
	}
	return false;
}

static bool lane_uses(const struct zd_pack *pack, const struct zd_policy *p, const struct zd_lane *lane)
{
	for (size_t i = 0; i < lane->count; i++) {
		if (zd_policy_uses(pack, p, lane->puts[i].param->name))
			return true;
	}
	return false;
}

static size_t step_of_column(const struct zd_stage *stage, size_t column)
{
	size_t i = 0;
	while (i + 1 < stage->step_count && stage->steps[i + 1].first_out <= column)
		i++;
	return i;
}

bool zd_touch_slot(const struct zd_touch *t, const struct zd_plan *plan, const struct zd_stage *stage, size_t at)
{
	const struct zd_slot *slot = &stage->slots[at];
	if (slot->kind == ZD_SLOT_OUTCOME)
		return t->steps[slot->stage][step_of_column(&plan->stages[slot->stage], slot->column)];
	if (slot->kind == ZD_SLOT_MERGED) {
		for (size_t i = 0; i < slot->part_count; i++) {
			if (slot->parts[i].current >= 0 &&
			    zd_touch_slot(t, plan, stage, (size_t)slot->parts[i].current))
				return true;
		}
	}
	return false;
}

static bool needs_touched(const struct zd_touch *t, const struct zd_plan *plan, const struct zd_stage *stage,
			  const struct zd_step *step)
{
	if (step->when_slot >= 0 && zd_touch_slot(t, plan, stage, (size_t)step->when_slot))
		return true;
	if (stage->over_slot >= 0 && zd_touch_slot(t, plan, stage, (size_t)stage->over_slot))
		return true;
	for (size_t i = 0; i < step->policy->need_count; i++) {
		const struct zd_arg *a = &step->args[i];
		if (a->from_row ? t->steps[stage->index][step_of_column(stage, a->index)]
				: zd_touch_slot(t, plan, stage, a->index))
			return true;
	}
	return false;
}

struct zd_touch zd_touch_of(const struct zd_plan *plan, const struct zd_lane *a, const struct zd_lane *b,
			    struct zd_arena *arena)
{
	struct zd_touch t = {zd_arena_alloc(arena, (plan->stage_count + 1) * sizeof *t.steps)};
	for (size_t s = 0; s < plan->stage_count; s++) {
		const struct zd_stage *stage = &plan->stages[s];
		t.steps[s] = zd_arena_alloc(arena, stage->step_count + 1);
		for (size_t i = 0; i < stage->step_count; i++) {
			const struct zd_policy *p = stage->steps[i].policy;
			t.steps[s][i] = lane_uses(plan->pack, p, a) || lane_uses(plan->pack, p, b) ||
					needs_touched(&t, plan, stage, &stage->steps[i]);
		}
	}
	return t;
}

/* ---- cutting a stage down ---- */

struct cutter {
	struct zd_cut *cut;
	const struct zd_stage *full;
	const bool *steps;
	int *places; /* of a full slot, then of a full column, in the cut stage; -1: not there */
	struct zd_arena *arena;
};

/* The slot for a slot of the full stage, with all that it is put together from. */
static int take_slot(struct cutter *c, size_t at)
{
	struct zd_stage *stage = &c->cut->stage;
	if (c->places[at] >= 0)
		return c->places[at];
	struct zd_slot slot = c->full->slots[at];
	if (slot.kind == ZD_SLOT_MERGED) {
		slot.parts = zd_arena_alloc(c->arena, (slot.part_count + 1) * sizeof *slot.parts);
		for (size_t i = 0; i < slot.part_count; i++) {
			const struct zd_part *part = &c->full->slots[at].parts[i];
			slot.parts[i].recorded = (size_t)take_slot(c, part->recorded);
			slot.parts[i].current = part->current >= 0 ? take_slot(c, (size_t)part->current) : -1;
		}
		if (slot.since_slot >= 0)
			slot.since_slot = take_slot(c, (size_t)slot.since_slot);
	}
	c->places[at] = (int)stage->slot_count;
	c->cut->from[stage->slot_count] = at;
	stage->slots[stage->slot_count++] = slot;
	return c->places[at];
}

/* The slot for a column that a step left out fills. */
static int take_column(struct cutter *c, size_t column)
{
	struct zd_stage *stage = &c->cut->stage;
	size_t at = c->full->slot_count + column;
	if (c->places[at] >= 0)
		return c->places[at];
	size_t step = step_of_column(c->full, column);
	const struct zd_policy *p = c->full->steps[step].policy;
	const char *path =
		zd_arena_printf(c->arena, "%s.%s", p->id, p->gives[column - c->full->steps[step].first_out].name);
	c->places[at] = (int)stage->slot_count;
	c->cut->from[stage->slot_count] = at;
	stage->slots[stage->slot_count++] = (struct zd_slot){.kind = ZD_SLOT_FIELD,
							     .path = path,
							     .type = c->full->out_types[column],
							     .entity = c->full->entity,
							     .since_slot = -1};
	return c->places[at];
}

static void take_step(struct cutter *c, size_t at, size_t *columns)
{
	struct zd_stage *stage = &c->cut->stage;
	struct zd_step step = c->full->steps[at];
	step.args = zd_arena_alloc(c->arena, (step.policy->need_count + 1) * sizeof *step.args);
	for (size_t i = 0; i < step.policy->need_count; i++) {
		struct zd_arg a = c->full->steps[at].args[i];
		if (!a.from_row)
			a.index = (size_t)take_slot(c, a.index);
		else if (c->steps[step_of_column(c->full, a.index)])
			a.index = columns[a.index];
		else
			a = (struct zd_arg){.index = (size_t)take_column(c, a.index), .optional = a.optional};
		step.args[i] = a;
	}
	if (step.when_slot >= 0)
		step.when_slot = take_slot(c, (size_t)step.when_slot);
	size_t first = step.first_out;
	step.first_out = stage->out_count;
	for (size_t i = 0; i < step.policy->give_count; i++) {
		columns[first + i] = stage->out_count;
		stage->out_types[stage->out_count] = c->full->out_types[first + i];
		stage->out_names[stage->out_count++] = c->full->out_names[first + i];
	}
	c->cut->steps[at] = (int)stage->step_count;
	stage->steps[stage->step_count++] = step;
}

void zd_cut_make(struct zd_cut *out, const struct zd_stage *full, const bool *steps, struct zd_arena *arena)
{
	size_t places = full->slot_count + full->out_count;
	struct cutter c = {.cut = out, .full = full, .steps = steps, .arena = arena};
	size_t *columns = zd_arena_alloc(arena, (full->out_count + 1) * sizeof *columns);
	c.places = zd_arena_alloc(arena, (places + 1) * sizeof *c.places);
	for (size_t i = 0; i < places; i++)
		c.places[i] = -1;
	*out = (struct zd_cut){.stage = *full};
	out->steps = zd_arena_alloc(arena, (full->step_count + 1) * sizeof *out->steps);
	out->from = zd_arena_alloc(arena, (places + 1) * sizeof *out->from);
	out->stage.slots = zd_arena_alloc(arena, (places + 1) * sizeof *out->stage.slots);
	out->stage.steps = zd_arena_alloc(arena, (full->step_count + 1) * sizeof *out->stage.steps);
	out->stage.out_types = zd_arena_alloc(arena, (full->out_count + 1) * sizeof *out->stage.out_types);
	out->stage.out_names = zd_arena_alloc(arena, (full->out_count + 1) * sizeof *out->stage.out_names);
	out->stage.slot_count = out->stage.step_count = out->stage.out_count = 0;
	if (full->over_slot >= 0)
		out->stage.over_slot = take_slot(&c, (size_t)full->over_slot);
	if (full->branch_slot >= 0)
		out->stage.branch_slot = take_slot(&c, (size_t)full->branch_slot);
	for (size_t i = 0; i < full->step_count; i++) {
		out->steps[i] = -1;
		if (steps[i])
			take_step(&c, i, columns);
	}
}
