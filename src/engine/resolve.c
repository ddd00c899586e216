/*
 * Resolves the names of all policies against the model, before anything is
 * planned: what each need is and of which type, which parameters, tables and
 * enums are meant, whether periods fit, whether replacements keep the form of
 * what they replace, and that no policies need each other in a circle.
 */
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "base/utf8.h"
#include "engine/path.h"
#include "engine/plan.h"
#include "engine/resolving.h"
#include "model/text.h"

struct resolver {
	struct zd_pack *pack;
	struct zd_findings *findings;
};

static void mark_broken(struct resolver *r, struct zd_policy *p)
{
	if (p->broken)
		return;
	const struct zd_finding *f = &r->findings->items[r->findings->count - 1];
	p->broken = true;
	p->broken_why = zd_arena_printf(&r->pack->arena, "%s:%d:%d: %s", f->file, f->line, f->column, f->message);
}

static void report(struct resolver *r, struct zd_policy *p, enum zd_finding_code code, struct zd_place place,
		   const char *message)
{
	zd_find(r->findings, code, place.file ? place.file : p->place.file, place.line, place.column, "%s", message);
	mark_broken(r, p);
}

static const char *did_you_mean(struct resolver *r, const char *what, const char *name, const char *near)
{
	return zd_arena_printf(&r->pack->arena, "no %s '%s'%s", what, name, zd_suggest(near, "'").text);
}

static void resolve_gives(struct resolver *r, struct zd_policy *p)
{
	for (size_t i = 0; i < p->give_count; i++) {
		struct zd_give *give = &p->gives[i];
		if (!give->enum_name)
			continue;
		const struct zd_enum *e = zd_pack_enum(r->pack, give->enum_name);
		if (!e) {
			report(r, p, ZD_F_UNKNOWN_NAME, give->place,
			       zd_arena_printf(&r->pack->arena, "no type or enum '%s'", give->enum_name));
			continue;
		}
		give->type.kind = ZD_KIND_ENUM;
		give->type.enums = e;
	}
}

static void resolve_uses(struct resolver *r, struct zd_policy *p)
{
	for (size_t i = 0; i < p->param_count; i++) {
		const struct zd_use *use = &p->params[i];
		if (!zd_pack_param(r->pack, use->target))
			report(r, p, ZD_F_UNKNOWN_NAME, use->place,
			       did_you_mean(r, "parameter", use->target, zd_pack_nearest_param(r->pack, use->target)));
	}
	for (size_t i = 0; i < p->table_count; i++) {
		const struct zd_use *use = &p->tables[i];
		if (!zd_pack_table(r->pack, use->target))
			report(r, p, ZD_F_UNKNOWN_NAME, use->place,
			       did_you_mean(r, "decision table", use->target, NULL));
	}
}

/* A need across periods: an outcome can be used by a policy of the same period, or when it has none. */
static bool periods_fit(const struct zd_policy *user, const struct zd_policy *used)
{
	return used->period == ZD_PERIOD_NONE || used->period == user->period;
}

static void resolve_history(struct resolver *r, struct zd_policy *p, const struct zd_entity *e, struct zd_need *need)
{
	struct zd_error err;
	struct zd_type *item = zd_arena_alloc(&r->pack->arena, sizeof *item);
	for (size_t i = 0; i < need->history_count; i++) {
		struct zd_slot slot;
		if (zd_path_resolve(&slot, r->pack, e, need->history[i], &r->pack->arena, &err)) {
			report(r, p, ZD_F_UNKNOWN_NAME, need->place, err.message);
			return;
		}
		if (slot.kind != ZD_SLOT_OUTCOME || slot.via_count || !slot.outcome.policy->period) {
			report(r, p, ZD_F_POLICY_FORM, need->place,
			       "a history is of an outcome of the same subject, of a policy with a period");
			return;
		}
		if (i == 0)
			*item = slot.type;
	}
	if (need->since) {
		const struct zd_field *since = zd_entity_field(e, need->since);
		if (!since || since->type.kind != ZD_KIND_DATE)
			report(r, p, ZD_F_UNKNOWN_NAME, need->place,
			       zd_arena_printf(&r->pack->arena, "%s has no date field '%s'", e->name, need->since));
	}
	need->type = (struct zd_type){.kind = ZD_KIND_LIST, .count = 1, .of = item};
}

static void resolve_need(struct resolver *r, struct zd_policy *p, const struct zd_entity *e, struct zd_need *need)
{
	if (need->is_history) {
		resolve_history(r, p, e, need);
		return;
	}
	struct zd_error err;
	struct zd_slot slot;
	if (zd_path_resolve(&slot, r->pack, e, need->path, &r->pack->arena, &err)) {
		report(r, p, ZD_F_UNKNOWN_NAME, need->place, err.message);
		return;
	}
	if (slot.kind == ZD_SLOT_OUTCOME && !periods_fit(p, slot.outcome.policy))
		report(r, p, ZD_F_PERIOD, need->place,
		       zd_arena_printf(&r->pack->arena,
				       "%s is decided for a %s and cannot be used here; ask for its history",
				       slot.outcome.policy->id, zd_period_word(slot.outcome.policy->period)));
	if (!need->has_type)
		need->type = slot.type;
}

static void resolve_subject(struct resolver *r, struct zd_policy *p)
{
	struct zd_error err;
	struct zd_slot slot;
	const struct zd_entity *e = zd_pack_entity(r->pack, p->subject);
	if (!e) {
		report(r, p, ZD_F_UNKNOWN_NAME, p->place,
		       did_you_mean(r, "entity", p->subject, zd_pack_nearest_entity(r->pack, p->subject)));
		return;
	}
	for (size_t i = 0; i < p->need_count; i++)
		resolve_need(r, p, e, &p->needs[i]);
	if (p->over && zd_path_resolve(&slot, r->pack, e, p->over, &r->pack->arena, &err))
		report(r, p, ZD_F_UNKNOWN_NAME, p->place, err.message);
	else if (p->over && slot.kind == ZD_SLOT_OUTCOME)
		report(r, p, ZD_F_POLICY_FORM, p->place,
		       zd_arena_printf(&r->pack->arena, "`over` wants a field or fact; '%s' is an outcome", p->over));
	if (!p->when)
		return;
	if (zd_path_resolve(&slot, r->pack, e, p->when, &r->pack->arena, &err))
		report(r, p, ZD_F_UNKNOWN_NAME, p->place, err.message);
	else if (slot.type.kind != ZD_KIND_BOOL || slot.kind == ZD_SLOT_OUTCOME)
		report(r, p, ZD_F_POLICY_FORM, p->place,
		       zd_arena_printf(&r->pack->arena, "`when` wants a bool field or fact; '%s' is none", p->when));
}

/* ---- what a closed period leaves on records ---- */

static bool enum_has(const struct zd_enum *e, const char *value)
{
	for (size_t i = 0; i < e->count; i++) {
		if (strcmp(e->values[i], value) == 0)
			return true;
	}
	return false;
}

bool zd_field_takes(const struct zd_type *field, const struct zd_type *give)
{
	bool words = give->kind == ZD_KIND_TEXT || give->kind == ZD_KIND_ENUM;
	if (field->kind == ZD_KIND_ENUM && give->kind == ZD_KIND_ENUM) {
		for (size_t i = 0; i < give->enums->count; i++) {
			if (!enum_has(field->enums, give->enums->values[i]))
				return false;
		}
		return true;
	}
	if (field->kind == ZD_KIND_REF && give->kind == ZD_KIND_REF)
		return strcmp(field->entity, give->entity) == 0;
	if (field->kind == ZD_KIND_TEXT || field->kind == ZD_KIND_ENUM || field->kind == ZD_KIND_REF)
		return words;
	return field->kind == give->kind || (field->kind == ZD_KIND_NUMBER && give->kind == ZD_KIND_INT);
}

/* Another policy that sets the same field of the same entity: which of them would count? */
static const struct zd_policy *other_setter(const struct resolver *r, const struct zd_policy *p, const char *field)
{
	for (size_t i = 0; i < r->pack->policy_count; i++) {
		const struct zd_policy *other = &r->pack->policies[i];
		if (other == p)
			return NULL;
		if (other->subject && strcmp(other->subject, p->subject) == 0 && zd_policy_effect(other, field))
			return other;
	}
	return NULL;
}

static void resolve_effect(struct resolver *r, struct zd_policy *p, const struct zd_entity *e,
			   const struct zd_effect *effect)
{
	struct zd_arena *a = &r->pack->arena;
	const struct zd_field *field = zd_entity_field(e, effect->field);
	const struct zd_give *give = zd_policy_give(p, effect->give);
	const struct zd_policy *other = other_setter(r, p, effect->field);
	if (!field) {
		report(r, p, ZD_F_UNKNOWN_NAME, effect->place,
		       zd_arena_printf(a, "%s has no field '%s'%s", e->name, effect->field,
				       zd_suggest(zd_entity_nearest_field(e, effect->field), "'").text));
	} else if (field == e->fields || field->sensitive || field->unique) {
		report(r, p, ZD_F_POLICY_FORM, effect->place,
		       zd_arena_printf(a, "a closed period cannot set %s.%s: it is %s", e->name, effect->field,
				       field == e->fields ? "the key"
				       : field->sensitive ? "sensitive"
							  : "unique"));
	} else if (!give) {
		const char *near = zd_nearest_of(effect->give, p->gives, p->give_count, sizeof *p->gives);
		report(r, p, ZD_F_UNKNOWN_NAME, effect->place,
		       zd_arena_printf(a, "the policy gives no '%s'%s", effect->give, zd_suggest(near, "'").text));
	} else if (!zd_field_takes(&field->type, &give->type)) {
		report(r, p, ZD_F_WRONG_TYPE, effect->place,
		       zd_arena_printf(a, "the outcome %s (%s) does not fit the field %s.%s (%s)", give->name,
				       zd_kind_word(give->type.kind), e->name, field->name,
				       zd_kind_word(field->type.kind)));
	} else if (other) {
		report(r, p, ZD_F_DUPLICATE, effect->place,
		       zd_arena_printf(a, "%s.%s is set by %s as well", e->name, field->name, other->id));
	}
}

static void resolve_moved(struct resolver *r, struct zd_policy *p, const struct zd_entity *e)
{
	struct zd_arena *a = &r->pack->arena;
	const struct zd_field *moved = zd_entity_field(e, p->moved);
	if (!p->effect_count)
		report(r, p, ZD_F_POLICY_FORM, p->moved_place, "`moved` is for a policy that sets fields (`sets`)");
	else if (!moved || moved->type.kind != ZD_KIND_DATE)
		report(r, p, ZD_F_UNKNOWN_NAME, p->moved_place,
		       zd_arena_printf(a, "%s has no date field '%s'", e->name, p->moved));
	else if (zd_policy_effect(p, p->moved) || moved->sensitive || moved->unique)
		report(r, p, ZD_F_POLICY_FORM, p->moved_place,
		       zd_arena_printf(a, "`moved` cannot be %s.%s: it is %s", e->name, p->moved,
				       moved->sensitive ? "sensitive"
				       : moved->unique  ? "unique"
							: "set by an outcome"));
}

static void resolve_effects(struct resolver *r, struct zd_policy *p)
{
	const struct zd_entity *e = p->subject ? zd_pack_entity(r->pack, p->subject) : NULL;
	struct zd_place place = p->effect_count ? p->effects[0].place : p->moved_place;
	if (!e || (!p->effect_count && !p->moved))
		return;
	if (p->branch) {
		report(r, p, ZD_F_GUARDRAIL, place,
		       "what a period leaves on records (`sets`, `moved`) is the group's to say");
		return;
	}
	if (!p->period) {
		report(r, p, ZD_F_PERIOD, place,
		       "only a policy with a period can set fields: they are set when it is closed");
		return;
	}
	for (size_t i = 0; i < p->effect_count; i++)
		resolve_effect(r, p, e, &p->effects[i]);
	if (p->moved)
		resolve_moved(r, p, e);
}

static void resolve_sign(struct resolver *r, struct zd_policy *p)
{
	size_t before = r->findings->count;
	zd_sign_resolve(r->pack, p, r->findings);
	if (r->findings->count > before)
		mark_broken(r, p);
}

static void resolve_policy(struct resolver *r, struct zd_policy *p)
{
	resolve_gives(r, p);
	resolve_uses(r, p);
	if (p->subject)
		resolve_subject(r, p);
	resolve_effects(r, p);
	resolve_sign(r, p);
}

static bool same_words(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

/* A replacement keeps the group's form: it may need less, and gives the same. */
static void check_replacement(struct resolver *r, struct zd_policy *p)
{
	struct zd_arena *a = &r->pack->arena;
	const struct zd_policy *group = zd_pack_policy(r->pack, p->id);
	if (!group) {
		report(r, p, ZD_F_UNKNOWN_NAME, p->place, did_you_mean(r, "policy of the group", p->id, NULL));
		return;
	}
	if (!group->branch_may_replace) {
		report(r, p, ZD_F_GUARDRAIL, p->place,
		       zd_arena_printf(a, "branch %s: the group does not let branches replace %s (no `branch = true`)",
				       p->branch, p->id));
		return;
	}
	bool same = p->give_count == group->give_count && p->period == group->period &&
		    same_words(p->subject, group->subject) && same_words(p->over, group->over) &&
		    (!p->when || same_words(p->when, group->when));
	for (size_t i = 0; same && i < p->give_count; i++)
		same = strcmp(p->gives[i].name, group->gives[i].name) == 0 &&
		       zd_type_equal(&p->gives[i].type, &group->gives[i].type);
	if (!same)
		report(r, p, ZD_F_GUARDRAIL, p->place,
		       zd_arena_printf(a,
				       "branch %s: a replacement of %s must keep its subject, period, over, when and "
				       "gives, in order",
				       p->branch, p->id));
	for (size_t i = 0; i < p->need_count; i++) {
		bool found = false;
		for (size_t k = 0; k < group->need_count; k++)
			found |= strcmp(p->needs[i].name, group->needs[k].name) == 0 &&
				 strcmp(p->needs[i].path, group->needs[k].path) == 0;
		if (!found)
			report(r, p, ZD_F_GUARDRAIL, p->needs[i].place,
			       zd_arena_printf(
				       a,
				       "branch %s: a replacement of %s cannot need '%s': the group's policy does not",
				       p->branch, p->id, p->needs[i].name));
	}
}

/* ---- what closing a period decides ---- */

static void resolve_close(struct resolver *r, const struct zd_close_item *item, enum zd_period kind)
{
	const struct zd_policy *p = zd_pack_policy(r->pack, item->name);
	const struct zd_place *at = &item->place;
	if (!p)
		zd_find(r->findings, ZD_F_UNKNOWN_NAME, at->file, at->line, at->column, "there is no policy \"%s\"%s",
			item->name, zd_suggest(zd_pack_nearest_policy(r->pack, item->name), "\"").text);
	else if (p->period && p->period != kind)
		zd_find(r->findings, ZD_F_PERIOD, at->file, at->line, at->column,
			"policy %s is decided for a %s, not for a %s", p->id, zd_period_word(p->period),
			zd_period_word(kind));
}

static void resolve_closes(struct resolver *r)
{
	for (int kind = ZD_PERIOD_MONTH; kind <= ZD_PERIOD_YEAR; kind++) {
		const struct zd_close_kind *k = &r->pack->closes.kinds[kind];
		for (size_t i = 0; i < k->decide_count; i++)
			resolve_close(r, &k->decide[i], (enum zd_period)kind);
	}
}

/* ---- circles ---- */

enum {
	WHITE,
	GREY,
	BLACK
};

struct visited {
	size_t index;
	size_t need;
};

struct walk {
	struct resolver *r;
	unsigned char *colour; /* one a policy */
	struct visited *path;  /* the policies being visited, each needed by the one before it */
	size_t depth;
};

static void report_circle(struct walk *w, size_t again)
{
	struct zd_str text = {0};
	struct zd_policy *policies = w->r->pack->policies;
	size_t from = 0;
	while (w->path[from].index != again)
		from++;
	for (size_t i = from; i < w->depth; i++)
		zd_str_printf(&text, "%s needs ", policies[w->path[i].index].id);
	zd_str_add(&text, policies[again].id);
	report(w->r, &policies[again], ZD_F_CIRCLE, policies[again].place,
	       zd_arena_printf(&w->r->pack->arena, "policies that need each other: %s", zd_str_text(&text)));
	zd_str_free(&text);
}

static void enter(struct walk *w, size_t index)
{
	w->colour[index] = GREY;
	w->path[w->depth++] = (struct visited){.index = index};
}

/* The policy whose outcome a need is; SIZE_MAX: it is something else, or unknown. */
static size_t needed_policy(struct zd_pack *pack, const struct zd_policy *p, const struct zd_need *need)
{
	struct zd_slot slot;
	struct zd_error ignored;
	const struct zd_entity *e = p->subject ? zd_pack_entity(pack, p->subject) : NULL;
	if (!e || need->is_history || zd_path_resolve(&slot, pack, e, need->path, &pack->arena, &ignored) ||
	    slot.kind != ZD_SLOT_OUTCOME)
		return SIZE_MAX;
	return (size_t)(slot.outcome.policy - pack->policies);
}

/* One need of the last policy of the path, or the way back from it. Chains can be long, so there is no recursion. */
static void walk_on(struct walk *w)
{
	struct zd_pack *pack = w->r->pack;
	struct visited *at = &w->path[w->depth - 1];
	struct zd_policy *p = &pack->policies[at->index];
	if (at->need == p->need_count) {
		w->colour[at->index] = BLACK;
		w->depth--;
		return;
	}
	size_t next = needed_policy(pack, p, &p->needs[at->need]);
	if (next != SIZE_MAX && w->colour[next] == WHITE) {
		enter(w, next);
		return;
	}
	at->need++;
	if (next == SIZE_MAX)
		return;
	if (w->colour[next] == GREY)
		report_circle(w, next);
	if (pack->policies[next].broken && !p->broken) {
		p->broken = true;
		p->broken_why = pack->policies[next].broken_why;
	}
}

static void find_circles(struct resolver *r)
{
	size_t n = r->pack->policy_count;
	struct walk w = {.r = r, .colour = zd_alloc(n + 1), .path = zd_alloc((n + 1) * sizeof *w.path)};
	for (size_t i = 0; i < n; i++) {
		if (w.colour[i] == WHITE)
			enter(&w, i);
		while (w.depth)
			walk_on(&w);
	}
	free(w.colour);
	free(w.path);
}

void zd_pack_resolve(struct zd_pack *pack, struct zd_findings *findings)
{
	struct resolver r = {.pack = pack, .findings = findings};
	for (size_t i = 0; i < pack->policy_count; i++)
		resolve_gives(&r, &pack->policies[i]);
	for (size_t i = 0; i < pack->policy_count; i++) {
		resolve_uses(&r, &pack->policies[i]);
		if (pack->policies[i].subject)
			resolve_subject(&r, &pack->policies[i]);
		resolve_effects(&r, &pack->policies[i]);
		resolve_sign(&r, &pack->policies[i]);
	}
	for (size_t b = 0; b < pack->branch_count; b++) {
		for (size_t i = 0; i < pack->branches[b].policy_count; i++) {
			resolve_policy(&r, &pack->branches[b].policies[i]);
			check_replacement(&r, &pack->branches[b].policies[i]);
		}
	}
	resolve_closes(&r);
	find_circles(&r);
}
