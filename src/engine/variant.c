/* Makes the variants of a stage through the one resolver of parameters. */
#include "engine/variant.h"

#include <stdio.h>
#include <string.h>

static int make_step(struct zd_variant_step *out, const struct zd_pack *pack, const struct zd_policy *group,
		     const char *branch, int32_t day, struct zd_arena *arena, struct zd_error *err)
{
	const struct zd_policy *p = zd_branch_policy(pack, branch, group);
	if (p->broken)
		return zd_fail(err, ZD_POLICY, "policy %s of branch %s cannot be decided: %s", p->id, branch,
			       p->broken_why);
	struct zd_value *values = zd_arena_alloc(arena, (p->param_count + 1) * sizeof *values);
	for (size_t i = 0; i < p->param_count; i++) {
		struct zd_origin origin;
		zd_param_resolve(zd_pack_param(pack, p->params[i].target), branch, day, &origin);
		if (!origin.value) {
			char date[ZD_DATE_LEN + 1];
			zd_date_format(zd_date_from_days(day), date);
			return zd_fail(err, ZD_DATA, "parameter %s has no value in force on %s", p->params[i].target,
				       date);
		}
		values[i] = *origin.value;
	}
	out->policy = p;
	out->params = values;
	return ZD_OK;
}

static bool same_variant(const struct zd_stage *stage, const struct zd_variant *a, const struct zd_variant *b)
{
	for (size_t s = 0; s < stage->step_count; s++) {
		if (a->steps[s].policy != b->steps[s].policy)
			return false;
		for (size_t i = 0; i < a->steps[s].policy->param_count; i++) {
			if (!zd_value_equal(&a->steps[s].params[i], &b->steps[s].params[i]))
				return false;
		}
	}
	return true;
}

static int add_branch(struct zd_variants *v, const struct zd_pack *pack, const struct zd_stage *stage,
		      const char *branch, int32_t day, struct zd_arena *arena, struct zd_error *err)
{
	if (branch && zd_map_get(&v->by_branch, branch))
		return ZD_OK;
	struct zd_variant mine = {.steps = zd_arena_alloc(arena, stage->step_count * sizeof *mine.steps)};
	for (size_t s = 0; s < stage->step_count; s++) {
		if (make_step(&mine.steps[s], pack, stage->steps[s].policy, branch, day, arena, err))
			return err->code;
	}
	size_t index = 0;
	while (index < v->count && !same_variant(stage, &v->items[index], &mine))
		index++;
	if (index == v->count) {
		struct zd_variant *items = zd_arena_alloc(arena, (v->count + 1) * sizeof *items);
		if (v->count)
			memcpy(items, v->items, v->count * sizeof *items);
		items[v->count++] = mine;
		v->items = items;
	}
	if (branch)
		zd_map_put(&v->by_branch, branch, (void *)(uintptr_t)(index + 1));
	return ZD_OK;
}

static int add_param_branches(struct zd_variants *v, const struct zd_pack *pack, const struct zd_stage *stage,
			      const struct zd_param *param, int32_t day, struct zd_arena *arena, struct zd_error *err)
{
	for (size_t i = 0; i < param->branch_count; i++) {
		if (add_branch(v, pack, stage, param->branches[i].branch, day, arena, err))
			return err->code;
	}
	for (size_t i = 0; i < param->scenario_count; i++) {
		const char *branch = param->scenario[i].branch;
		if (branch && add_branch(v, pack, stage, branch, day, arena, err))
			return err->code;
	}
	return ZD_OK;
}

int zd_variants_make(struct zd_variants *out, const struct zd_pack *pack, const struct zd_stage *stage, int32_t day,
		     struct zd_arena *arena, struct zd_error *err)
{
	memset(out, 0, sizeof *out);
	int code = add_branch(out, pack, stage, NULL, day, arena, err);
	for (size_t b = 0; b < pack->branch_count && !code; b++)
		code = add_branch(out, pack, stage, pack->branches[b].id, day, arena, err);
	for (size_t s = 0; s < stage->step_count && !code; s++) {
		const struct zd_policy *p = stage->steps[s].policy;
		for (size_t i = 0; i < p->param_count && !code; i++)
			code = add_param_branches(out, pack, stage, zd_pack_param(pack, p->params[i].target), day,
						  arena, err);
	}
	return code;
}

uint32_t zd_variants_of(const struct zd_variants *v, const struct zd_value *branch)
{
	char number[24];
	uintptr_t found = 0;
	if (v->count < 2)
		return v->first;
	if (branch->tag == ZD_TEXT)
		found = (uintptr_t)zd_map_getn(&v->by_branch, branch->s, branch->len);
	else if (branch->tag == ZD_INT && snprintf(number, sizeof number, "%lld", (long long)branch->i) > 0)
		found = (uintptr_t)zd_map_get(&v->by_branch, number);
	return v->first + (found ? (uint32_t)(found - 1) : 0);
}

void zd_variants_choose(const struct zd_variants *v, struct zd_batch *b, const char *branch)
{
	const struct zd_stage *stage = b->stage;
	struct zd_value one = zd_value_string(branch);
	uint32_t all = zd_variants_of(v, &one);
	bool each = v->count > 1 && stage->branch_slot >= 0;
	for (size_t row = 0; row < b->count; row++)
		b->variant[row] =
			each ? zd_variants_of(v, &b->in[row * stage->slot_count + (size_t)stage->branch_slot]) : all;
	/* The parameters of a set are its branch's when all members are of one branch, else the group's. */
	for (size_t row = 1; stage->is_set && row < b->count; row++) {
		if (b->variant[row] != b->variant[0]) {
			for (row = 0; row < b->count; row++)
				b->variant[row] = v->first;
			return;
		}
	}
}

void zd_variants_free(struct zd_variants *v)
{
	zd_map_free(&v->by_branch);
}
