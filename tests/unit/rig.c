#include "rig.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void rig_open(struct rig *g)
{
	memset(g, 0, sizeof *g);
	g->entity.name = "thing";
	g->stage.entity = &g->entity;
	g->stage.over_slot = -1;
	g->stage.branch_slot = -1;
	g->stage.slots = zd_arena_alloc(&g->arena, 512 * sizeof *g->stage.slots);
	g->stage.steps = zd_arena_alloc(&g->arena, RIG_MOST * sizeof *g->stage.steps);
	g->stage.out_types = zd_arena_alloc(&g->arena, 512 * sizeof *g->stage.out_types);
	g->stage.out_names = zd_arena_alloc(&g->arena, 512 * sizeof *g->stage.out_names);
	for (size_t v = 0; v < 4; v++)
		g->variants[v].steps = zd_arena_alloc(&g->arena, RIG_MOST * sizeof *g->variants[v].steps);
	g->variant_count = 1;
}

void rig_close(struct rig *g)
{
	if (g->decider)
		g->decider->free(g->decider);
	zd_batch_free(g->batch);
	zd_findings_free(&g->findings);
	zd_map_free(&g->pack.param_map);
	zd_map_free(&g->pack.table_map);
	zd_arena_free(&g->arena);
}

static size_t slot_for(struct rig *g, const char *path, const struct zd_type *type)
{
	size_t i = 0;

	while (i < g->stage.slot_count && strcmp(g->stage.slots[i].path, path) != 0)
		i++;
	if (i == g->stage.slot_count)
		g->stage.slots[g->stage.slot_count++] = (struct zd_slot){.path = path, .type = *type};
	return i;
}

static bool is_outcome(struct rig *g, const char *path, size_t *column)
{
	for (size_t i = 0; i < *column; i++) {
		if (strcmp(g->stage.out_names[i], path) == 0) {
			*column = i;
			return true;
		}
	}
	return false;
}

struct zd_policy *rig_add(struct rig *g, const char *id, const char *text)
{
	struct zd_policy *p = zd_arena_alloc(&g->arena, sizeof *p);
	struct zd_step *step = &g->stage.steps[g->stage.step_count];
	const char *file = zd_arena_printf(&g->arena, "rules/%s.lua", id);

	zd_unit_read(&g->trees[g->policy_count], p, id, file, text, strlen(text), &g->arena, &g->findings);
	ck_assert_msg(!p->broken, "%s", p->broken ? p->broken_why : "");
	g->policies[g->policy_count++] = p;
	*step = (struct zd_step){.policy = p, .when_slot = -1, .first_out = g->stage.out_count};
	step->args = zd_arena_alloc(&g->arena, (p->need_count + 1) * sizeof *step->args);
	for (size_t i = 0; i < p->need_count; i++) {
		size_t column = g->stage.out_count;

		step->args[i].optional = p->needs[i].optional;
		step->args[i].from_row = is_outcome(g, p->needs[i].path, &column);
		step->args[i].index =
			step->args[i].from_row ? column : slot_for(g, p->needs[i].path, &p->needs[i].type);
	}
	if (p->when)
		step->when_slot = (int)slot_for(g, p->when, &(struct zd_type){.kind = ZD_KIND_BOOL});
	for (size_t i = 0; i < p->give_count; i++) {
		g->stage.out_types[g->stage.out_count] = p->gives[i].type;
		g->stage.out_names[g->stage.out_count++] = zd_arena_printf(&g->arena, "%s.%s", id, p->gives[i].name);
	}
	for (size_t v = 0; v < 4; v++)
		g->variants[v].steps[g->stage.step_count] = (struct zd_variant_step){p, g->params};
	if (p->over) {
		g->stage.is_set = true;
		g->stage.over_slot = (int)slot_for(g, p->over, &(struct zd_type){.kind = ZD_KIND_TEXT});
	}
	g->stage.step_count++;
	return p;
}

struct zd_policy *rig_add_body(struct rig *g, const char *body)
{
	return rig_add(
		g, "a.body",
		zd_arena_printf(&g->arena,
				"return { title = 't', clause = 'c', subject = 'thing', needs = { 'x?' }, params = { "
				"p = 'the.param' }, gives = { out = 'number?' }, decide = function(r, param) local "
				"used = param.p, r.x\n%s\nend }",
				body));
}

void rig_param(struct rig *g, size_t index, struct zd_value value, const struct zd_type *type)
{
	struct zd_policy *p = g->policies[g->policy_count - 1];
	struct zd_param *param = zd_arena_alloc(&g->arena, sizeof *param);

	g->params[index] = value;
	if (!type)
		return;
	param->name = p->params[index].target;
	param->type = *type;
	zd_map_put(&g->pack.param_map, param->name, param);
}

static int write_unit(void *context, const struct zd_policy *policy, enum zd_mode mode, struct zd_arena *arena,
		      struct zd_unit *out, struct zd_error *err)
{
	struct rig *g = context;

	for (size_t i = 0; i < g->policy_count; i++) {
		if (g->policies[i] != policy)
			continue;
		if (!g->written[i]) {
			zd_unit_write(out, g->trees[i], policy, mode, arena);
			return ZD_OK;
		}
		*out = g->units[i];
		out->text = g->written[i];
		out->size = strlen(out->text);
		return ZD_OK;
	}
	return zd_fail(err, ZD_BUG, "not a policy of the rig");
}

void rig_make(struct rig *g, size_t rows)
{
	const struct zd_texts texts = {g, write_unit};
	struct zd_error err = {0};
	int code;

	if (g->stage.is_set)
		code = zd_set_new(&texts, &g->pack, &g->stage, g->variants, g->variant_count, g->mode, &g->decider,
				  &err);
	else
		code = zd_chain_new(&texts, &g->pack, &g->stage, g->variants, g->variant_count, g->mode, &g->decider,
				    &err);
	ck_assert_msg(code == ZD_OK, "%s", err.message);
	g->batch = zd_batch_new(&g->stage, rows);
	g->batch->count = rows;
	for (size_t i = 0; i < rows; i++) {
		char *id = zd_arena_printf(&g->arena, "r%zu", i + 1);

		g->batch->ids[i] = zd_value_text(id, strlen(id));
	}
}

struct zd_value *rig_in(struct rig *g, size_t row, const char *path)
{
	size_t i = 0;

	while (strcmp(g->stage.slots[i].path, path) != 0)
		ck_assert_uint_lt(++i, g->stage.slot_count);
	return &g->batch->in[row * g->stage.slot_count + i];
}

void rig_text(struct rig *g, size_t row, const char *path, const char *text)
{
	*rig_in(g, row, path) = zd_value_text(text, strlen(text));
}

void rig_decide(struct rig *g)
{
	struct zd_error err = {0};
	int code = g->decider->decide(g->decider, g->batch, &err);

	ck_assert_msg(code == ZD_OK, "%s", err.message);
}

struct zd_value *rig_out(struct rig *g, size_t row, size_t column)
{
	return &g->batch->out[row * g->stage.out_count + column];
}

void rig_fails(struct rig *g, enum zd_code code, const char *part)
{
	rig_decide(g);
	ck_assert_uint_eq(g->batch->failure_count, 1);
	ck_assert_msg(strstr(g->batch->failures[0].message, part) != NULL, "\"%s\" does not contain \"%s\"",
		      g->batch->failures[0].message, part);
	ck_assert_int_eq(g->batch->failures[0].code, code);
	ck_assert_int_eq(g->batch->status[0], ZD_FAILED);
	g->batch->failure_count = 0;
}
