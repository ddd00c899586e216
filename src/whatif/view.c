/* Views: conditions and groupings, put over the stages of a plan. */
#include "whatif/view.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "model/condition.h"
#include "model/text.h"

/* What `where` and `by` need of one stage. */
struct part {
	struct zd_condition *condition; /* NULL: everybody */
	size_t *slots;                  /* of the condition's columns */
	size_t slot_count;
	int by; /* a slot, or -1 */
};

struct zd_view {
	const char *where, *by, *branch;
	struct part *parts; /* one a stage */
	struct zd_arena arena;
	struct zd_value *row; /* the condition's columns */
	struct zd_str key;
};

const char ZD_BY_BRANCH[] = "branch";

static bool counted_in(const struct zd_stage *stage, struct zd_tally *const *tallies, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		for (size_t k = 0; k < stage->step_count; k++) {
			if (strcmp(tallies[i]->policy->id, stage->steps[k].policy->id) == 0)
				return true;
		}
	}
	return false;
}

static int make_condition(struct zd_view *v, struct zd_plan *plan, size_t stage, struct part *part,
			  struct zd_error *err)
{
	const char **names;
	if (zd_condition_names(&names, &part->slot_count, v->where, &v->arena, err))
		return zd_fail_context(err, "--where");
	struct zd_condition_column *columns = zd_arena_alloc(&v->arena, (part->slot_count + 1) * sizeof *columns);
	part->slots = zd_arena_alloc(&v->arena, (part->slot_count + 1) * sizeof *part->slots);
	for (size_t i = 0; i < part->slot_count; i++) {
		if (zd_plan_add_slot(plan, stage, names[i], &part->slots[i], err))
			return zd_fail_context(err, "--where");
		columns[i] = (struct zd_condition_column){names[i], plan->stages[stage].slots[part->slots[i]].type};
	}
	v->row = zd_realloc(v->row, (part->slot_count + 1) * sizeof *v->row);
	if (zd_condition_parse(&part->condition, v->where, columns, part->slot_count, &v->arena, err))
		return zd_fail_context(err, "--where");
	return ZD_OK;
}

static int make_parts(struct zd_view *v, struct zd_plan *plan, struct zd_tally *const *tallies, size_t tally_count,
		      struct zd_error *err)
{
	struct zd_error no_where = {0}, no_by = {0};
	bool filtered = false, grouped = false;
	v->parts = zd_arena_alloc(&v->arena, (plan->stage_count + 1) * sizeof *v->parts);
	for (size_t s = 0; s < plan->stage_count; s++) {
		struct part *part = &v->parts[s];
		size_t by;
		part->by = -1;
		if (!counted_in(&plan->stages[s], tallies, tally_count))
			continue;
		if (v->where && make_condition(v, plan, s, part, err)) {
			if (err->code != ZD_NOT_FOUND)
				return err->code;
			no_where = *err;
		}
		filtered |= part->condition != NULL;
		const char *path = v->by == ZD_BY_BRANCH ? plan->stages[s].entity->branch : v->by;
		if (path && zd_plan_add_slot(plan, s, path, &by, err)) {
			if (err->code != ZD_NOT_FOUND)
				return zd_fail_context(err, "--by");
			no_by = *err;
		} else if (path) {
			part->by = (int)by;
			grouped = true;
		}
	}
	if (v->where && !filtered && no_where.code) {
		*err = no_where;
		return err->code;
	}
	if (v->by && !grouped && no_by.code) {
		*err = no_by;
		return zd_fail_context(err, "--by");
	}
	return ZD_OK;
}

int zd_view_new(struct zd_view **out, const struct zd_plan *plan, const char *where, const char *by, const char *branch,
		struct zd_tally *const *tallies, size_t tally_count, struct zd_error *err)
{
	struct zd_view *v = zd_alloc(sizeof *v);
	v->where = where;
	v->by = by;
	v->branch = branch;
	*out = v;
	if (make_parts(v, (struct zd_plan *)plan, tallies, tally_count, err)) {
		zd_view_free(v);
		*out = NULL;
		return err->code;
	}
	return ZD_OK;
}

bool zd_view_wants(struct zd_view *v, const struct zd_batch *b, size_t row)
{
	const struct zd_stage *stage = b->stage;
	const struct part *part = &v->parts[stage->index];
	const struct zd_value *in = &b->in[row * stage->slot_count];
	if (v->branch && stage->branch_slot >= 0) { /* a set is decided whole, and counted for the branch */
		const struct zd_value *own = &in[stage->branch_slot];
		if (own->tag == ZD_TEXT && strcmp(own->s, v->branch) != 0)
			return false;
	}
	if (!part->condition)
		return true;
	for (size_t i = 0; i < part->slot_count; i++)
		v->row[i] = in[part->slots[i]];
	return zd_condition_test(part->condition, v->row);
}

const char *zd_view_group(struct zd_view *v, const struct zd_batch *b, size_t row)
{
	int by = v->parts[b->stage->index].by;
	if (by < 0)
		return NULL;
	zd_str_clear(&v->key);
	zd_value_plain(&v->key, &b->stage->slots[by].type, &b->in[row * b->stage->slot_count + (size_t)by]);
	return zd_str_text(&v->key);
}

void zd_view_free(struct zd_view *v)
{
	if (!v)
		return;
	free(v->row);
	zd_str_free(&v->key);
	zd_arena_free(&v->arena);
	free(v);
}
