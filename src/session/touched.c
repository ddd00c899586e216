/* What a change reaches. */
#include "session/touched.h"

#include <string.h>

#include "engine/path.h"
#include "model/same.h"

/* ---- what needs what ---- */

/* The policy whose outcome a path leads to, as a place in the pack; SIZE_MAX: none. */
static size_t outcome_of(const struct zd_pack *pack, const struct zd_policy *p, const char *path,
			 struct zd_arena *arena)
{
	struct zd_slot slot;
	struct zd_error ignored;
	if (zd_path_resolve(&slot, pack, zd_pack_entity(pack, p->subject), path, arena, &ignored) ||
	    slot.kind != ZD_SLOT_OUTCOME)
		return SIZE_MAX;
	return (size_t)(slot.outcome.policy - pack->policies);
}

size_t *zd_policy_dependencies(const struct zd_pack *pack, const struct zd_policy *p, bool over_time,
			       struct zd_arena *arena)
{
	size_t n = 0, most = 1;
	for (size_t i = 0; i < p->need_count; i++)
		most += p->needs[i].is_history ? p->needs[i].history_count : 1;
	size_t *list = zd_arena_alloc(arena, most * sizeof *list);
	for (size_t i = 0; i < p->need_count && !p->broken; i++) {
		const struct zd_need *need = &p->needs[i];
		for (size_t k = 0; k < (need->is_history ? need->history_count : 1); k++) {
			size_t at = outcome_of(pack, p, need->is_history ? need->history[k] : need->path, arena);
			if (at != SIZE_MAX &&
			    (!need->is_history || over_time || pack->policies[at].period == p->period))
				list[n++] = at;
		}
	}
	list[n] = SIZE_MAX;
	return list;
}

static bool needs_touched(const size_t *dependencies, const bool *touched)
{
	while (*dependencies != SIZE_MAX && !touched[*dependencies])
		dependencies++;
	return *dependencies != SIZE_MAX;
}

void zd_touch_dependents(const struct zd_pack *pack, bool *touched, const bool *possible, struct zd_arena *arena)
{
	size_t **dependencies = zd_arena_alloc(arena, (pack->policy_count + 1) * sizeof *dependencies);
	for (size_t i = 0; i < pack->policy_count; i++)
		dependencies[i] = zd_policy_dependencies(pack, &pack->policies[i], false, arena);
	for (bool grown = true; grown;) {
		grown = false;
		for (size_t i = 0; i < pack->policy_count; i++) {
			if (touched[i] || !possible[i] || !needs_touched(dependencies[i], touched))
				continue;
			touched[i] = true;
			grown = true;
		}
	}
}

/* ---- two packs ---- */

struct pair {
	const struct zd_pack *before, *after;
	int32_t day;
	struct zd_arena *arena;
};

/* Whether the parameters and tables of one text of a policy differ. */
static bool uses_differ(const struct pair *pair, const struct zd_policy *p)
{
	for (size_t i = 0; i < p->param_count; i++) {
		const char *inner;
		const struct zd_param *a = zd_pack_param_within(pair->before, p->params[i].target, &inner),
				      *b = zd_pack_param_within(pair->after, p->params[i].target, &inner);
		if (!a || !b || !zd_param_same_on(a, b, pair->day))
			return true;
	}
	for (size_t i = 0; i < p->table_count; i++) {
		const struct zd_table *a = zd_pack_table(pair->before, p->tables[i].target),
				      *b = zd_pack_table(pair->after, p->tables[i].target);
		if (!a || !b || !zd_table_same(a, b))
			return true;
	}
	return false;
}

/* Whether a path leads to something else, or to something that is declared otherwise. Outcomes are followed elsewhere. */
static bool path_differs(const struct pair *pair, const char *subject, const char *path)
{
	struct zd_slot a, b;
	struct zd_error ignored;
	if (!path)
		return false;
	if (zd_path_resolve(&a, pair->before, zd_pack_entity(pair->before, subject), path, pair->arena, &ignored) ||
	    zd_path_resolve(&b, pair->after, zd_pack_entity(pair->after, subject), path, pair->arena, &ignored) ||
	    a.kind != b.kind || strcmp(a.entity ? a.entity->name : "", b.entity ? b.entity->name : "") != 0)
		return true;
	if (a.kind == ZD_SLOT_FIELD)
		return !zd_field_same(a.field, b.field);
	if (a.kind == ZD_SLOT_FACT)
		return !zd_fact_same(a.fact, b.fact);
	return false;
}

static bool inputs_differ(const struct pair *pair, const struct zd_policy *p)
{
	const struct zd_entity *a = zd_pack_entity(pair->before, p->subject),
			       *b = zd_pack_entity(pair->after, p->subject);
	if (!a || !b || !zd_text_same(a->branch, b->branch) || path_differs(pair, p->subject, p->over) ||
	    path_differs(pair, p->subject, p->when) || path_differs(pair, p->subject, b->branch))
		return true;
	for (size_t i = 0; i < p->need_count; i++) {
		const struct zd_need *need = &p->needs[i];
		if (need->is_history ? path_differs(pair, p->subject, need->since)
				     : path_differs(pair, p->subject, need->path))
			return true;
	}
	return false;
}

/* Whether branches of one pack replace the policy otherwise than the other pack's. */
static bool replacements_differ(const struct pair *pair, const struct zd_pack *of, const char *id)
{
	for (size_t i = 0; i < of->branch_count; i++) {
		const char *branch = of->branches[i].id;
		const struct zd_policy *a = zd_branch_replacement(pair->before, branch, id),
				       *b = zd_branch_replacement(pair->after, branch, id);
		if (a && b ? !zd_policy_same(a, b) || uses_differ(pair, b) : a != b)
			return true;
	}
	return false;
}

static bool differs(const struct pair *pair, const struct zd_policy *before, const struct zd_policy *after)
{
	return !zd_policy_same(before, after) || uses_differ(pair, after) || inputs_differ(pair, after) ||
	       replacements_differ(pair, pair->before, after->id) || replacements_differ(pair, pair->after, after->id);
}

static bool comparable(const struct zd_policy *a, const struct zd_policy *b)
{
	return a && b && !a->broken && !b->broken && zd_text_same(a->subject, b->subject) && a->period == b->period;
}

/* The policies of one pack that the difference touches. */
static bool *touched_in(const struct pair *pair, const struct zd_pack *pack)
{
	bool *touched = zd_arena_alloc(pair->arena, pack->policy_count + 1);
	bool *possible = zd_arena_alloc(pair->arena, pack->policy_count + 1);
	for (size_t i = 0; i < pack->policy_count; i++) {
		const char *id = pack->policies[i].id;
		const struct zd_policy *a = zd_pack_policy(pair->before, id), *b = zd_pack_policy(pair->after, id);
		possible[i] = comparable(a, b);
		touched[i] = !possible[i] || differs(pair, a, b);
	}
	zd_touch_dependents(pack, touched, possible, pair->arena);
	for (size_t i = 0; i < pack->policy_count; i++)
		touched[i] &= possible[i];
	return touched;
}

const char **zd_touched_policies(const struct zd_pack *before, const struct zd_pack *after, int32_t day, size_t *count,
				 struct zd_arena *arena)
{
	const struct pair pair = {before, after, day, arena};
	const bool *was = touched_in(&pair, before), *is = touched_in(&pair, after);
	const char **ids = zd_arena_alloc(arena, (after->policy_count + 1) * sizeof *ids);
	*count = 0;
	for (size_t i = 0; i < after->policy_count; i++) {
		const struct zd_policy *p = zd_pack_policy(before, after->policies[i].id);
		if (is[i] || (p && was[p - before->policies]))
			ids[(*count)++] = after->policies[i].id;
	}
	return ids;
}
