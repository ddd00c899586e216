/*
 * Plans. The policies asked for and all they need are put in order, then
 * into levels: a policy shares the level of the policies it needs when their
 * outcomes can be handed over in memory (same subject, same period, neither a
 * set), and is one level later otherwise. Policies of one entity, period and
 * level become one stage. A policy that asks for the history of one that the
 * same plan decides comes after it, and sees this period's outcome too.
 */
#include "engine/plan.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "engine/path.h"

struct planned {
	const struct zd_policy *policy;
	const struct zd_entity *entity;
	struct zd_slot *needs; /* resolved, one a need */
	size_t level;
	size_t stage, step; /* where it was put */
};

/* A policy whose needs are being looked at. */
struct frame {
	struct planned item;
	size_t resolved, done; /* needs */
};

struct planner {
	struct zd_plan *plan;
	const struct zd_pack *pack;
	enum zd_period period;
	struct planned *list; /* in an order in which every policy comes after those it needs */
	size_t count, cap;
	size_t *places;       /* one a policy of the pack: its place in the list + 1; 0: none yet */
	bool *in_plan;        /* one a policy of the pack: whether it will be decided; NULL while that is found out */
	struct frame *frames; /* chains of needs can be long, so they are not followed by recursion */
	size_t depth, frame_cap;
};

static struct planned *planned_find(const struct planner *pl, const struct zd_policy *p)
{
	size_t place = pl->places[p - pl->pack->policies];
	return place ? &pl->list[place - 1] : NULL;
}

/* An array of the arena with room for one more; its room is the next power of two. */
static void *grown(struct zd_arena *a, const void *items, size_t count, size_t size)
{
	if (count & (count - 1))
		return (void *)items;
	void *more = zd_arena_alloc(a, (count ? 2 * count : 1) * size);
	if (count)
		memcpy(more, items, count * size);
	return more;
}

static int history_slot(struct zd_slot *out, const struct planner *pl, const struct zd_entity *e,
			const struct zd_need *need, struct zd_error *err)
{
	struct zd_arena *a = &pl->plan->arena;
	*out = (struct zd_slot){.kind = ZD_SLOT_HISTORY, .entity = e, .last = need->last, .since = need->since};
	out->path = zd_arena_printf(a, "history %d %s", need->last, need->since ? need->since : "");
	out->title = need->name;
	out->type = need->type;
	out->history = zd_arena_alloc(a, need->history_count * sizeof *out->history);
	out->history_count = need->history_count;
	for (size_t i = 0; i < need->history_count; i++) {
		struct zd_slot slot;
		if (zd_path_resolve(&slot, pl->pack, e, need->history[i], a, err))
			return err->code;
		out->history[i] = slot.outcome;
		out->path = zd_arena_printf(a, "%s %s", out->path, need->history[i]);
	}
	return ZD_OK;
}

/* Whether the outcome of `dep` reaches `user` within one row of one stage. */
static bool same_row(const struct planned *user, const struct planned *dep, const struct zd_slot *slot)
{
	return slot->via_count == 0 && !user->policy->over && !dep->policy->over &&
	       user->policy->period == dep->policy->period;
}

static int begin_policy(struct planner *pl, const struct zd_policy *p, struct zd_error *err)
{
	if (p->broken)
		return zd_fail(err, ZD_POLICY, "policy %s cannot be decided: %s", p->id, p->broken_why);
	if (p->period && pl->period && p->period != pl->period)
		return zd_fail(err, ZD_USAGE, "policy %s%s%s is decided for a %s, not for a %s", p->id,
			       pl->depth ? ", which is needed by " : "",
			       pl->depth ? pl->frames[pl->depth - 1].item.policy->id : "", zd_period_word(p->period),
			       zd_period_word(pl->period));
	if (pl->depth > pl->pack->policy_count)
		return zd_fail(err, ZD_BUG, "policy %s needs itself", p->id);
	ZD_GROW(pl->frames, pl->depth, pl->frame_cap);
	struct frame *f = &pl->frames[pl->depth++];
	*f = (struct frame){.item = {.policy = p, .entity = zd_pack_entity(pl->pack, p->subject)}};
	f->item.needs = zd_arena_alloc(&pl->plan->arena, (p->need_count + 1) * sizeof *f->item.needs);
	return ZD_OK;
}

static int resolve_need(struct planner *pl, const struct planned *item, size_t i, struct zd_error *err)
{
	const struct zd_need *need = &item->policy->needs[i];
	if (need->is_history)
		return history_slot(&item->needs[i], pl, item->entity, need, err);
	int code = zd_path_resolve(&item->needs[i], pl->pack, item->entity, need->path, &pl->plan->arena, err);
	if (!code && need->has_type)
		item->needs[i].type = need->type;
	return code;
}

/* ---- histories of what the plan itself decides ---- */

/* Whether a policy asks, by whatever needs, for another. `seen` has one place a policy. */
static bool reaches(struct planner *pl, const struct zd_policy *from, const struct zd_policy *to, bool *seen)
{
	const struct zd_pack *pack = pl->pack;
	size_t *stack = zd_alloc((pack->policy_count + 1) * sizeof *stack), depth = 0;
	bool found = false;
	stack[depth++] = (size_t)(from - pack->policies);
	seen[from - pack->policies] = true;
	while (depth && !found) {
		const struct zd_policy *p = &pack->policies[stack[--depth]];
		const struct zd_entity *e = zd_pack_entity(pack, p->subject);
		found = p == to;
		for (size_t i = 0; i < p->need_count && !found; i++) {
			const struct zd_need *need = &p->needs[i];
			for (size_t k = 0; k < (need->is_history ? need->history_count : 1); k++) {
				struct zd_slot slot;
				struct zd_error ignored;
				const char *path = need->is_history ? need->history[k] : need->path;
				if (zd_path_resolve(&slot, pack, e, path, &pl->plan->arena, &ignored) ||
				    slot.kind != ZD_SLOT_OUTCOME)
					continue;
				size_t next = (size_t)(slot.outcome.policy - pack->policies);
				if (!seen[next])
					stack[depth++] = next;
				seen[next] = true;
			}
		}
	}
	free(stack);
	return found;
}

/*
 * Whether `user` itself lies behind the policy whose history it asks for, in
 * the same kind of period: then only earlier periods count, or the same month
 * decided twice would be decided from itself.
 */
static bool goes_round(struct planner *pl, const struct zd_policy *user, const struct zd_policy *p)
{
	if (p->period != user->period)
		return false;
	bool *seen = zd_alloc(pl->pack->policy_count + 1);
	bool circle = reaches(pl, p, user, seen);
	free(seen);
	return circle;
}

/* Whether this run's outcome of a policy belongs to a history that `user` asks for. */
static bool belongs(struct planner *pl, const struct zd_policy *user, const struct zd_policy *p)
{
	return pl->in_plan && pl->in_plan[p - pl->pack->policies] && p->period == user->period &&
	       !goes_round(pl, user, p);
}

/* The first policy of a history that must be planned before its user; NULL: none. */
static const struct zd_policy *missing_history(struct planner *pl, struct planned *item, const struct zd_slot *slot)
{
	for (size_t i = 0; i < slot->history_count; i++) {
		const struct zd_policy *p = slot->history[i].policy;
		if (!belongs(pl, item->policy, p))
			continue;
		const struct planned *dep = planned_find(pl, p);
		if (!dep)
			return p;
		if (dep->level + 1 > item->level)
			item->level = dep->level + 1;
	}
	return NULL;
}

/* Works at the last frame: its policy is listed, or one that it needs comes first. */
static int step_frame(struct planner *pl, struct zd_error *err)
{
	struct frame *f = &pl->frames[pl->depth - 1];
	if (f->done == f->item.policy->need_count) {
		ZD_GROW(pl->list, pl->count, pl->cap);
		pl->list[pl->count++] = f->item;
		pl->places[f->item.policy - pl->pack->policies] = pl->count;
		pl->depth--;
		return ZD_OK;
	}
	if (f->resolved == f->done && resolve_need(pl, &f->item, f->resolved++, err))
		return err->code;
	const struct zd_slot *slot = &f->item.needs[f->done];
	if (slot->kind == ZD_SLOT_OUTCOME) {
		const struct planned *dep = planned_find(pl, slot->outcome.policy);
		if (!dep)
			return begin_policy(pl, slot->outcome.policy, err);
		size_t level = dep->level + (same_row(&f->item, dep, slot) ? 0 : 1);
		if (level > f->item.level)
			f->item.level = level;
	} else if (slot->kind == ZD_SLOT_HISTORY) {
		const struct zd_policy *first = missing_history(pl, &f->item, slot);
		if (first)
			return begin_policy(pl, first, err);
	}
	f->done++;
	return ZD_OK;
}

static int plan_policy(struct planner *pl, const struct zd_policy *p, struct zd_error *err)
{
	if (planned_find(pl, p))
		return ZD_OK;
	int code = begin_policy(pl, p, err);
	while (!code && pl->depth)
		code = step_frame(pl, err);
	return code;
}

/* ---- stages ---- */

static size_t stage_slot(struct zd_plan *plan, struct zd_stage *stage, const struct zd_slot *slot)
{
	for (size_t i = 0; i < stage->slot_count; i++) {
		if (stage->slots[i].kind == slot->kind && strcmp(stage->slots[i].path, slot->path) == 0)
			return i;
	}
	stage->slots = grown(&plan->arena, stage->slots, stage->slot_count, sizeof *stage->slots);
	stage->slots[stage->slot_count] = *slot;
	return stage->slot_count++;
}

static const char *out_name(struct zd_plan *plan, const struct zd_stage *stage, const struct zd_policy *p, size_t give)
{
	char *name = zd_arena_printf(&plan->arena, "%s_%s", p->id, p->gives[give].name);
	for (char *c = name; *c; c++) {
		if (*c == '.')
			*c = '_';
	}
	for (size_t i = 0; i < stage->out_count; i++) {
		if (strcmp(stage->out_names[i], name) == 0)
			name = zd_arena_printf(&plan->arena, "%s_%zu", name, stage->step_count);
	}
	return name;
}

static struct zd_step *stage_add(struct zd_plan *plan, struct zd_stage *stage, const struct zd_policy *p)
{
	stage->steps = grown(&plan->arena, stage->steps, stage->step_count, sizeof *stage->steps);
	struct zd_step *step = &stage->steps[stage->step_count++];
	*step = (struct zd_step){.policy = p, .when_slot = -1, .first_out = stage->out_count};
	step->args = zd_arena_alloc(&plan->arena, (p->need_count + 1) * sizeof *step->args);
	for (size_t i = 0; i < p->give_count; i++) {
		const char *name = out_name(plan, stage, p, i);
		stage->out_types = grown(&plan->arena, stage->out_types, stage->out_count, sizeof *stage->out_types);
		stage->out_names = grown(&plan->arena, stage->out_names, stage->out_count, sizeof *stage->out_names);
		stage->out_types[stage->out_count] = p->gives[i].type;
		stage->out_names[stage->out_count++] = name;
	}
	return step;
}

int zd_plan_add_slot(struct zd_plan *plan, size_t stage, const char *path, size_t *index, struct zd_error *err)
{
	struct zd_slot slot;
	struct zd_stage *s = &plan->stages[stage];
	if (zd_path_resolve(&slot, plan->pack, s->entity, path, &plan->arena, err))
		return err->code;
	if (slot.kind == ZD_SLOT_OUTCOME) {
		size_t from, step;
		if (!zd_plan_find(plan, slot.outcome.policy->id, &from, &step) || from >= stage)
			return zd_fail(err, ZD_USAGE, "'%s' is not decided before %s is", path, s->steps[0].policy->id);
		slot.stage = from;
		slot.column = plan->stages[from].steps[step].first_out + slot.outcome.give;
	}
	*index = stage_slot(plan, s, &slot);
	return ZD_OK;
}

bool zd_plan_find(const struct zd_plan *plan, const char *policy, size_t *stage, size_t *step)
{
	for (size_t s = 0; s < plan->stage_count; s++) {
		for (size_t i = 0; i < plan->stages[s].step_count; i++) {
			if (strcmp(plan->stages[s].steps[i].policy->id, policy) == 0) {
				*stage = s;
				*step = i;
				return true;
			}
		}
	}
	return false;
}

static struct zd_slot outcome_slot(struct planner *pl, struct zd_outcome_ref outcome)
{
	const struct planned *from = planned_find(pl, outcome.policy);
	const struct zd_give *give = &outcome.policy->gives[outcome.give];
	return (struct zd_slot){
		.kind = ZD_SLOT_OUTCOME,
		.path = zd_arena_printf(&pl->plan->arena, "%s.%s", outcome.policy->id, give->name),
		.title = give->title ? give->title : outcome.policy->title,
		.type = give->type,
		.entity = from->entity,
		.outcome = outcome,
		.stage = from->stage,
		.column = pl->plan->stages[from->stage].steps[from->step].first_out + outcome.give,
	};
}

/* A history to which outcomes of this plan belong becomes a merged slot over one slot for each outcome. */
static int merge_history(struct planner *pl, struct zd_stage *stage, const struct zd_policy *user, struct zd_slot *slot,
			 struct zd_error *err)
{
	struct zd_plan *plan = pl->plan;
	struct zd_slot merged = *slot;
	bool any = false, round = false;
	size_t since;
	merged.kind = ZD_SLOT_MERGED;
	merged.since_slot = -1;
	merged.part_count = slot->history_count;
	merged.parts = zd_arena_alloc(&plan->arena, slot->history_count * sizeof *merged.parts);
	for (size_t i = 0; i < slot->history_count; i++)
		any |= belongs(pl, user, slot->history[i].policy);
	for (size_t i = 0; i < slot->history_count; i++)
		round |= goes_round(pl, user, slot->history[i].policy);
	if (!any && (!round || slot->history_count == 1)) {
		slot->before = round;
		return ZD_OK;
	}
	for (size_t i = 0; i < slot->history_count; i++) {
		struct zd_slot part = *slot;
		part.history = &slot->history[i];
		part.history_count = 1;
		bool current = belongs(pl, user, slot->history[i].policy);
		part.before = current || goes_round(pl, user, slot->history[i].policy);
		part.path = zd_arena_printf(&plan->arena, "%s [%zu]", slot->path, i);
		merged.parts[i] = (struct zd_part){.recorded = stage_slot(plan, stage, &part), .current = -1};
		if (current) {
			struct zd_slot here = outcome_slot(pl, slot->history[i]);
			merged.parts[i].current = (int)stage_slot(plan, stage, &here);
		}
	}
	if (slot->since) {
		if (zd_plan_add_slot(plan, stage->index, slot->since, &since, err))
			return err->code;
		merged.since_slot = (int)since;
	}
	*slot = merged;
	return ZD_OK;
}

/* The slots that say whether a signature is wanted, and of whom not. */
static int place_sign(struct zd_plan *plan, struct zd_stage *stage, struct zd_step *step, struct zd_error *err)
{
	const struct zd_sign *sign = step->policy->sign;
	const char **names = NULL;
	size_t index;
	step->sign = zd_arena_alloc(&plan->arena, sizeof *step->sign);
	step->sign->applicant = -1;
	if (sign->applicant) {
		if (zd_plan_add_slot(plan, stage->index, sign->applicant, &index, err))
			return err->code;
		step->sign->applicant = (int)index;
	}
	if (!sign->when)
		return ZD_OK;
	if (zd_condition_names(&names, &step->sign->count, sign->when, &plan->arena, err))
		return err->code;
	step->sign->columns = zd_arena_alloc(&plan->arena, (step->sign->count + 1) * sizeof *step->sign->columns);
	struct zd_condition_column *columns = zd_arena_alloc(&plan->arena, (step->sign->count + 1) * sizeof *columns);
	for (size_t i = 0; i < step->sign->count; i++) {
		if (zd_plan_add_slot(plan, stage->index, names[i], &step->sign->columns[i], err))
			return err->code;
		columns[i] = (struct zd_condition_column){names[i], stage->slots[step->sign->columns[i]].type};
	}
	return zd_condition_parse(&step->sign->when, sign->when, columns, step->sign->count, &plan->arena, err);
}

/* Puts one policy into its stage; those that it needs are in theirs already. */
static int place(struct planner *pl, struct zd_stage *stage, struct planned *item, struct zd_error *err)
{
	struct zd_plan *plan = pl->plan;
	const struct zd_policy *p = item->policy;
	struct zd_step *step = stage_add(plan, stage, p);
	item->stage = stage->index;
	item->step = stage->step_count - 1;
	for (size_t i = 0; i < p->need_count; i++) {
		struct zd_slot slot = item->needs[i];
		step->args[i].optional = p->needs[i].optional;
		if (slot.kind == ZD_SLOT_HISTORY && merge_history(pl, stage, p, &slot, err))
			return err->code;
		if (slot.kind == ZD_SLOT_OUTCOME) {
			const struct planned *from = planned_find(pl, slot.outcome.policy);
			slot.stage = from->stage;
			slot.column = plan->stages[from->stage].steps[from->step].first_out + slot.outcome.give;
			if (slot.stage == stage->index) {
				step->args[i].from_row = true;
				step->args[i].index = slot.column;
				continue;
			}
		}
		step->args[i].index = stage_slot(plan, stage, &slot);
	}
	if (p->when) {
		size_t index;
		if (zd_plan_add_slot(plan, stage->index, p->when, &index, err))
			return err->code;
		step->when_slot = (int)index;
	}
	if (p->over) {
		size_t index;
		if (zd_plan_add_slot(plan, stage->index, p->over, &index, err))
			return err->code;
		stage->over_slot = (int)index;
	}
	return p->sign ? place_sign(plan, stage, step, err) : ZD_OK;
}

static struct zd_stage *new_stage(struct zd_plan *plan, const struct zd_policy *p, const struct zd_entity *entity)
{
	struct zd_stage *s = &plan->stages[plan->stage_count];
	*s = (struct zd_stage){.index = plan->stage_count++,
			       .entity = entity,
			       .period = p->period,
			       .is_set = p->over != NULL,
			       .over_slot = -1,
			       .branch_slot = -1};
	return s;
}

static int make_stages(struct planner *pl, struct zd_error *err)
{
	struct zd_plan *plan = pl->plan;
	plan->stages = zd_arena_alloc(&plan->arena, (pl->count + 1) * sizeof *plan->stages);
	size_t done = 0;
	int code = ZD_OK;
	for (size_t level = 0; done < pl->count && !code; level++) {
		size_t first = plan->stage_count;
		for (size_t i = 0; i < pl->count && !code; i++) {
			struct planned *item = &pl->list[i];
			if (item->level != level)
				continue;
			struct zd_stage *stage = NULL;
			for (size_t s = first; s < plan->stage_count && !item->policy->over; s++) {
				struct zd_stage *t = &plan->stages[s];
				if (!t->is_set && t->entity == item->entity && t->period == item->policy->period)
					stage = t;
			}
			if (!stage)
				stage = new_stage(plan, item->policy, item->entity);
			code = place(pl, stage, item, err);
			done++;
		}
	}
	for (size_t s = 0; s < plan->stage_count && !code; s++) {
		struct zd_stage *stage = &plan->stages[s];
		size_t index;
		if (!stage->entity->branch)
			continue;
		code = zd_plan_add_slot(plan, s, stage->entity->branch, &index, err);
		stage->branch_slot = code ? -1 : (int)index;
	}
	return code;
}

static int list_policies(struct planner *pl, const char *const *ids, size_t count, struct zd_error *err)
{
	const struct zd_pack *pack = pl->pack;
	int code = ZD_OK;
	for (size_t i = 0; i < count && !code; i++) {
		const struct zd_policy *p;
		code = zd_pack_find_policy(&p, pack, ids[i], err);
		if (!code)
			code = plan_policy(pl, p, err);
	}
	for (size_t i = 0; count == 0 && i < pack->policy_count && !code; i++) {
		if (!pack->policies[i].broken && pack->policies[i].period == pl->period)
			code = plan_policy(pl, &pack->policies[i], err);
	}
	if (!code && pl->count == 0)
		code = pl->period ? zd_fail(err, ZD_USAGE, "no policy is decided for a %s", zd_period_word(pl->period))
				  : zd_fail(err, ZD_USAGE, "there is no policy to decide");
	return code;
}

/* First all that will be decided, then its order, in which histories count. */
static int list_twice(struct planner *pl, const char *const *ids, size_t count, struct zd_error *err)
{
	if (list_policies(pl, ids, count, err))
		return err->code;
	pl->in_plan = zd_alloc(pl->pack->policy_count + 1);
	for (size_t i = 0; i < pl->count; i++)
		pl->in_plan[pl->list[i].policy - pl->pack->policies] = true;
	memset(pl->places, 0, pl->pack->policy_count * sizeof *pl->places);
	pl->count = 0;
	return list_policies(pl, ids, count, err);
}

int zd_plan_new(struct zd_plan **out, const struct zd_pack *pack, const char *const *ids, size_t count,
		enum zd_period period, struct zd_error *err)
{
	struct zd_plan *plan = zd_alloc(sizeof *plan);
	struct planner pl = {.plan = plan, .pack = pack, .period = period};
	plan->pack = pack;
	pl.places = zd_alloc((pack->policy_count + 1) * sizeof *pl.places);
	int code = list_twice(&pl, ids, count, err);
	if (!code)
		code = make_stages(&pl, err);
	free(pl.list);
	free(pl.places);
	free(pl.in_plan);
	free(pl.frames);
	if (code) {
		zd_plan_free(plan);
		plan = NULL;
	}
	*out = plan;
	return code;
}

int zd_plan_single(struct zd_plan **out, const struct zd_pack *pack, const struct zd_policy *policy,
		   struct zd_error *err)
{
	*out = NULL;
	if (policy->broken)
		return zd_fail(err, ZD_POLICY, "policy %s cannot be decided: %s", policy->id, policy->broken_why);
	struct zd_plan *plan = zd_alloc(sizeof *plan);
	plan->pack = pack;
	plan->stages = zd_arena_alloc(&plan->arena, sizeof *plan->stages);
	struct zd_stage *stage = new_stage(plan, policy, zd_pack_entity(pack, policy->subject));
	struct zd_step *step = stage_add(plan, stage, policy);
	for (size_t i = 0; i < policy->need_count; i++) {
		const struct zd_need *need = &policy->needs[i];
		struct zd_slot slot = {
			.kind = ZD_SLOT_FIELD, .path = need->name, .type = need->type, .entity = stage->entity};
		struct zd_slot origin;
		struct zd_error ignored;
		slot.title = need->name;
		if (!need->is_history &&
		    !zd_path_resolve(&origin, pack, stage->entity, need->path, &plan->arena, &ignored)) {
			slot.title = origin.title;
			slot.field = origin.field;
		}
		step->args[i] = (struct zd_arg){.index = stage_slot(plan, stage, &slot), .optional = need->optional};
	}
	*out = plan;
	return ZD_OK;
}

void zd_plan_free(struct zd_plan *p)
{
	if (!p)
		return;
	zd_arena_free(&p->arena);
	free(p);
}
