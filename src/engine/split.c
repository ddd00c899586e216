/* Splitting histories: one of several outcomes becomes a merged slot over one history an outcome. */
#include <string.h>

#include "engine/plan.h"

static bool must_split(const struct zd_slot *slot)
{
	return slot->kind == ZD_SLOT_HISTORY && slot->history_count > 1;
}

/* Turns a slot into a merged one; its histories come at `next` and behind. Returns the place behind them. */
static size_t split(struct zd_plan *plan, struct zd_stage *stage, struct zd_slot *slot, size_t next)
{
	struct zd_slot whole = *slot;
	slot->kind = ZD_SLOT_MERGED;
	slot->since_slot = -1; /* nothing that this run decides is put behind them */
	slot->part_count = whole.history_count;
	slot->parts = zd_arena_alloc(&plan->arena, whole.history_count * sizeof *slot->parts);
	for (size_t i = 0; i < whole.history_count; i++) {
		struct zd_slot part = whole;
		part.path = zd_arena_printf(&plan->arena, "%s [%zu]", whole.path, i);
		part.history = &whole.history[i];
		part.history_count = 1;
		slot->parts[i] = (struct zd_part){.recorded = next, .current = -1};
		stage->slots[next++] = part;
	}
	return next;
}

void zd_plan_split_histories(struct zd_plan *plan)
{
	for (size_t s = 0; s < plan->stage_count; s++) {
		struct zd_stage *stage = &plan->stages[s];
		size_t count = stage->slot_count, more = 0;
		for (size_t i = 0; i < count; i++)
			more += must_split(&stage->slots[i]) ? stage->slots[i].history_count : 0;
		if (!more)
			continue;
		size_t room = 1; /* plans grow their lists by doubling them */
		while (room < count + more)
			room *= 2;
		struct zd_slot *slots = zd_arena_alloc(&plan->arena, room * sizeof *slots);
		memcpy(slots, stage->slots, count * sizeof *slots);
		stage->slots = slots;
		stage->slot_count = count + more;
		for (size_t i = 0, next = count; i < count; i++)
			next = must_split(&slots[i]) ? split(plan, stage, &slots[i], next) : next;
	}
}
