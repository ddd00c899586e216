/*
 * What differences can touch: the policies that use a changed parameter or
 * value, and all that need those. Over time also what a period leaves on
 * record reaches others: outcomes through histories, and fields that effects
 * set through whatever reads them.
 */
#include <ctype.h>
#include <string.h>

#include "engine/path.h"
#include "session/touched.h"
#include "session/whatif.h"

static bool uses_param(const struct zd_policy *p, const char *name)
{
	for (size_t i = 0; i < p->param_count; i++) {
		size_t n = strlen(p->params[i].target);
		if (strncmp(p->params[i].target, name, n) == 0 && (name[n] == '\0' || name[n] == '.'))
			return true;
	}
	return false;
}

/* Whether a path of a policy leads to the field or fact that has another value. */
static bool path_means(struct zd_whatif *w, const struct zd_policy *p, const char *path, const struct zd_difference *d)
{
	struct zd_slot slot;
	struct zd_error ignored;
	const char *name = strrchr(d->name, '.') + 1;
	size_t i = 0;
	if (!path ||
	    zd_path_resolve(&slot, w->base->pack, zd_pack_entity(w->base->pack, p->subject), path, &w->arena, &ignored))
		return false;
	while (d->entities[i] && d->entities[i] != slot.entity)
		i++;
	return d->entities[i] &&
	       ((slot.kind == ZD_SLOT_FIELD && strcmp(slot.field->name, name) == 0) ||
		(slot.kind == ZD_SLOT_FACT && strcmp(slot.fact->values[slot.fact_value].name, name) == 0));
}

static bool looks_at(struct zd_whatif *w, const struct zd_policy *p, const struct zd_difference *d)
{
	if (path_means(w, p, p->over, d) || path_means(w, p, p->when, d) ||
	    path_means(w, p, zd_pack_entity(w->base->pack, p->subject)->branch, d))
		return true;
	for (size_t i = 0; i < p->need_count; i++) {
		if (!p->needs[i].is_history && path_means(w, p, p->needs[i].path, d))
			return true;
	}
	return false;
}

static bool touches(struct zd_whatif *w, const struct zd_difference *d, const struct zd_policy *p)
{
	switch (d->kind) {
	case ZD_CHANGE_PARAM:
		if (uses_param(p, d->name))
			return true;
		for (size_t b = 0; b < w->base->pack->branch_count; b++) {
			const struct zd_branch *branch = &w->base->pack->branches[b];
			for (size_t i = 0; i < branch->policy_count; i++) {
				if (strcmp(branch->policies[i].id, p->id) == 0 &&
				    uses_param(&branch->policies[i], d->name))
					return true;
			}
		}
		return false;
	case ZD_CHANGE_WITH:
		return looks_at(w, p, d);
	case ZD_CHANGE_RULE:
		return strcmp(d->name, p->id) == 0;
	case ZD_CHANGE_DRAFT:
		return true;
	}
	return false;
}

static bool needs_touched(const size_t *dependencies, const bool *touched)
{
	while (*dependencies != SIZE_MAX && !touched[*dependencies])
		dependencies++;
	return *dependencies != SIZE_MAX;
}

/* Whether a query has the name of an entity in it as a word. */
static bool mentions(const char *sql, const char *name)
{
	size_t n = strlen(name);
	for (const char *at = sql; *at; at++) {
		bool begins = at == sql || !(isalnum((unsigned char)at[-1]) || at[-1] == '_');
		if (begins && strncmp(at, name, n) == 0 && !isalnum((unsigned char)at[n]) && at[n] != '_')
			return true;
	}
	return false;
}

/* Whether a path leads to one of the fields that a policy's effects set, or to a fact that may read them. */
static bool path_feels(struct zd_whatif *w, const struct zd_policy *p, const char *path, const struct zd_policy *setter)
{
	struct zd_slot slot;
	struct zd_error ignored;
	const struct zd_pack *pack = w->base->pack;
	if (!path || zd_path_resolve(&slot, pack, zd_pack_entity(pack, p->subject), path, &w->arena, &ignored))
		return false;
	if (slot.kind == ZD_SLOT_FACT)
		return mentions(slot.fact->sql, setter->subject);
	if (slot.kind != ZD_SLOT_FIELD || strcmp(slot.entity->name, setter->subject) != 0)
		return false;
	return zd_policy_effect(setter, slot.field->name) ||
	       (setter->moved && strcmp(slot.field->name, setter->moved) == 0);
}

/* Whether a policy may decide otherwise where the effects of another differ. */
static bool feels(struct zd_whatif *w, const struct zd_policy *p, const struct zd_policy *setter)
{
	if (path_feels(w, p, p->over, setter) || path_feels(w, p, p->when, setter) ||
	    path_feels(w, p, zd_pack_entity(w->base->pack, p->subject)->branch, setter))
		return true;
	for (size_t i = 0; i < p->need_count; i++) {
		const struct zd_need *need = &p->needs[i];
		if (path_feels(w, p, need->is_history ? need->since : need->path, setter))
			return true;
	}
	return false;
}

static bool feels_touched(struct zd_whatif *w, const struct zd_policy *p, const bool *touched)
{
	const struct zd_pack *pack = w->base->pack;
	for (size_t i = 0; i < pack->policy_count && w->over_time; i++) {
		if (touched[i] && pack->policies[i].effect_count && feels(w, p, &pack->policies[i]))
			return true;
	}
	return false;
}

static bool is_possible(const struct zd_whatif *w, const struct zd_policy *p)
{
	if (p->broken || !p->period)
		return !p->broken;
	return w->over_time ? w->periods & 1U << p->period : !w->when.period || p->period == w->when.period;
}

void zd_whatif_choose(struct zd_whatif *w)
{
	const struct zd_pack *pack = w->base->pack;
	bool *touched = zd_arena_alloc(&w->arena, pack->policy_count + 1);
	bool *possible = zd_arena_alloc(&w->arena, pack->policy_count + 1);
	size_t **dependencies = zd_arena_alloc(&w->arena, (pack->policy_count + 1) * sizeof *dependencies);
	for (size_t i = 0; i < pack->policy_count; i++) {
		const struct zd_policy *p = &pack->policies[i];
		dependencies[i] = zd_policy_dependencies(pack, p, w->over_time, &w->arena);
		possible[i] = is_possible(w, p);
		for (size_t k = 0; possible[i] && k < w->count && !touched[i]; k++)
			touched[i] = touches(w, &w->list[k], p);
	}
	for (bool grown = true; grown;) {
		grown = false;
		for (size_t i = 0; i < pack->policy_count; i++) {
			if (touched[i] || !possible[i] ||
			    (!needs_touched(dependencies[i], touched) &&
			     !feels_touched(w, &pack->policies[i], touched)))
				continue;
			touched[i] = true;
			grown = true;
		}
	}
	for (size_t i = 0; i < pack->policy_count; i++) {
		if (!touched[i])
			continue;
		ZD_GROW(w->policies, w->policy_count, w->policy_cap);
		w->policies[w->policy_count++] = pack->policies[i].id;
	}
}
