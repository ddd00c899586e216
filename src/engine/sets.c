/* Deciding a set stage: its members sorted by group and key, one group after the other. */
#include "engine/sets.h"

#include <stdlib.h>
#include <string.h>

#include "model/text.h"

struct member {
	const struct zd_value *group;
	size_t row;
};

static int member_compare(const void *pa, const void *pb)
{
	const struct member *a = pa, *b = pb;
	int c = zd_value_compare(a->group, b->group);
	return c ? c : (a->row < b->row ? -1 : a->row > b->row);
}

/* Whether a subject takes part in its set: it has a group, and `when` holds. */
static bool takes_part(const struct zd_stage *stage, const struct zd_value *in)
{
	int when = stage->steps[0].when_slot;
	return in[stage->over_slot].tag != ZD_NIL && (when < 0 || (in[when].tag == ZD_BOOL && in[when].i));
}

/* Takes a decided group's outcomes back to where its members stand among all. */
static void scatter(struct zd_batch *all, const struct member *members, const struct zd_batch *group)
{
	size_t outs = all->stage->out_count;
	for (size_t i = 0; i < group->count; i++) {
		size_t row = members[i].row;
		all->status[row] = group->status[i];
		all->variant[row] = group->variant[i];
		for (size_t k = 0; k < outs; k++)
			all->out[row * outs + k] = zd_value_copy(&all->arena, &group->out[i * outs + k]);
	}
	for (size_t i = 0; i < group->failure_count; i++) {
		struct zd_failure f = group->failures[i];
		f.row = members[f.row].row;
		f.file = f.file ? zd_arena_strdup(&all->arena, f.file) : NULL;
		f.field = f.field ? zd_arena_strdup(&all->arena, f.field) : NULL;
		f.message = zd_arena_strdup(&all->arena, f.message);
		ZD_GROW(all->failures, all->failure_count, all->failure_cap);
		all->failures[all->failure_count++] = f;
	}
	for (size_t i = 0; i < group->reason_count; i++) {
		const struct zd_reason *r = &group->reasons[i];
		zd_batch_because(all, members[r->row].row, r->step, r->clause, r->text, strlen(r->text));
	}
	for (size_t i = 0; i < group->trace_count; i++) {
		const struct zd_trace *t = &group->traces[i];
		zd_batch_trace(all, members[t->row].row, t->step, t->line, t->name, t->value);
	}
}

static int decide_groups(struct zd_decider *decider, const struct zd_variants *variants, struct zd_batch *all,
			 const struct member *members, size_t count, struct zd_error *err)
{
	int code = ZD_OK;
	for (size_t from = 0, to; from < count && !code; from = to) {
		for (to = from + 1; to < count && zd_value_equal(members[to].group, members[from].group);)
			to++;
		struct zd_batch *group = zd_batch_new(all->stage, to - from);
		for (size_t i = from; i < to; i++)
			zd_batch_copy_row(group, group->count++, all, members[i].row, false);
		zd_variants_choose(variants, group, NULL);
		code = decider->decide(decider, group, err);
		if (!code)
			scatter(all, &members[from], group);
		zd_batch_free(group);
	}
	return code;
}

int zd_decide_groups(struct zd_decider *decider, const struct zd_variants *variants, struct zd_batch *all,
		     struct zd_error *err)
{
	const struct zd_stage *stage = all->stage;
	struct member *members = zd_alloc((all->count + 1) * sizeof *members);
	size_t count = 0;
	memset(all->out, 0, all->count * stage->out_count * sizeof *all->out);
	memset(all->status, ZD_LEFT_OUT, all->count);
	for (size_t row = 0; row < all->count; row++) {
		const struct zd_value *in = &all->in[row * stage->slot_count];
		if (takes_part(stage, in))
			members[count++] = (struct member){&in[stage->over_slot], row};
	}
	qsort(members, count, sizeof *members, member_compare);
	int code = decide_groups(decider, variants, all, members, count, err);
	free(members);
	return code;
}

void zd_whole_stages(const struct zd_plan *plan, bool *whole)
{
	for (size_t i = plan->stage_count; i-- > 0;) {
		const struct zd_stage *stage = &plan->stages[i];
		whole[i] |= stage->is_set;
		for (size_t k = 0; whole[i] && k < stage->slot_count; k++) {
			if (stage->slots[k].kind == ZD_SLOT_OUTCOME)
				whole[stage->slots[k].stage] = true;
		}
	}
}
