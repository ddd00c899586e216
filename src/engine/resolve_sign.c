/*
 * Resolves `sign`: the outcome that names who must sign, the values of it,
 * the applicant, the condition, what is signed, and what a signature leaves
 * on the subject's record.
 */
#include <string.h>

#include "base/utf8.h"
#include "engine/path.h"
#include "engine/resolving.h"
#include "model/condition.h"

struct resolver {
	struct zd_pack *pack;
	struct zd_policy *policy;
	struct zd_sign *sign;
	const struct zd_entity *entity;
	struct zd_findings *findings;
};

#define FIND(r, code, at, ...) zd_find((r)->findings, code, (at).file, (at).line, (at).column, __VA_ARGS__)

static bool has_value(const struct zd_enum *e, const char *value)
{
	for (size_t i = 0; i < e->count; i++) {
		if (strcmp(e->values[i], value) == 0)
			return true;
	}
	return false;
}

static void check_value(struct resolver *r, const struct zd_enum *e, const char *value, struct zd_place place)
{
	if (!has_value(e, value))
		FIND(r, ZD_F_UNKNOWN_NAME, place, "%s never is '%s'%s", r->sign->by, value,
		     zd_suggest(zd_nearest(value, e->values, e->count), "'").text);
}

static void resolve_by(struct resolver *r)
{
	struct zd_sign *s = r->sign;
	const struct zd_give *give = zd_policy_give(r->policy, s->by);
	if (!give || give->type.kind != ZD_KIND_ENUM || !give->type.enums) {
		const char *near = zd_nearest_of(s->by, r->policy->gives, r->policy->give_count, sizeof *give);
		FIND(r, ZD_F_UNKNOWN_NAME, s->by_place, "`by` wants an outcome that is an enum; '%s' is none%s", s->by,
		     zd_suggest(give ? NULL : near, "'").text);
		return;
	}
	s->by_give = (size_t)(give - r->policy->gives);
	for (size_t i = 0; i < s->nobody_count; i++)
		check_value(r, give->type.enums, s->nobody[i].name, s->nobody[i].place);
	for (size_t i = 0; i < s->role_count; i++)
		check_value(r, give->type.enums, s->roles[i].value, s->roles[i].place);
}

static void resolve_applicant(struct resolver *r)
{
	struct zd_slot slot;
	struct zd_error err;
	const char *path = r->sign->applicant;
	if (!path)
		return;
	if (zd_path_resolve(&slot, r->pack, r->entity, path, &r->pack->arena, &err))
		FIND(r, ZD_F_UNKNOWN_NAME, r->sign->applicant_place, "%s", err.message);
	else if (slot.kind != ZD_SLOT_FIELD || slot.type.kind != ZD_KIND_REF)
		FIND(r, ZD_F_POLICY_FORM, r->sign->applicant_place,
		     "`applicant` wants a field that refers to a person; '%s' is none", path);
	else if (r->pack->access && strcmp(slot.type.entity, r->pack->access->person) != 0)
		FIND(r, ZD_F_POLICY_FORM, r->sign->applicant_place,
		     "`applicant`: '%s' is a %s; those who sign are %s (pack.yaml, access)", path, slot.type.entity,
		     r->pack->access->person);
}

static void resolve_when(struct resolver *r)
{
	struct zd_arena arena = {0};
	struct zd_condition *condition;
	struct zd_error err;
	size_t count = 0;
	if (!r->sign->when)
		return;
	struct zd_condition_column *columns = zd_arena_alloc(&arena, r->entity->field_count * sizeof *columns);
	for (size_t i = 0; i < r->entity->field_count; i++) {
		const struct zd_field *f = &r->entity->fields[i];
		if (!f->sensitive)
			columns[count++] = (struct zd_condition_column){f->name, f->type};
	}
	if (zd_condition_parse(&condition, r->sign->when, columns, count, &arena, &err))
		FIND(r, ZD_F_POLICY_FORM, r->sign->when_place, "`when`: %s", err.message);
	zd_arena_free(&arena);
}

/* ---- what a signature sets ---- */

static void set_from_word(struct resolver *r, struct zd_sign_set *set, const struct zd_field *f)
{
	const struct zd_need *need = zd_policy_need(r->policy, set->word);
	const struct zd_give *give = zd_policy_give(r->policy, set->word);
	bool takes = true;
	if (f->type.kind == ZD_KIND_ENUM && has_value(f->type.enums, set->word)) {
		set->source = ZD_SIGN_LITERAL;
		set->value = zd_value_string(set->word);
	} else if (f->type.kind == ZD_KIND_DATE && strcmp(set->word, "today") == 0) {
		set->source = ZD_SIGN_TODAY;
	} else if (f->type.kind == ZD_KIND_REF && strcmp(set->word, "signer") == 0) {
		set->source = ZD_SIGN_SIGNER;
	} else if (f->type.kind == ZD_KIND_TEXT && strcmp(set->word, "why") == 0) {
		set->source = ZD_SIGN_WHY;
	} else if (need && !need->is_history) {
		set->source = ZD_SIGN_NEED;
		set->index = (size_t)(need - r->policy->needs);
		takes = zd_field_takes(&f->type, &need->type);
	} else if (give) {
		set->source = ZD_SIGN_OUTCOME;
		set->index = (size_t)(give - r->policy->gives);
		takes = zd_field_takes(&f->type, &give->type);
	} else {
		FIND(r, ZD_F_UNKNOWN_NAME, set->place, "%s.%s: '%s' is no value of the field, no need and no outcome",
		     r->entity->name, f->name, set->word);
	}
	if (!takes)
		FIND(r, ZD_F_WRONG_TYPE, set->place, "'%s' does not fit the field %s.%s (%s)", set->word,
		     r->entity->name, f->name, zd_kind_word(f->type.kind));
}

static void resolve_set(struct resolver *r, struct zd_sign_set *set)
{
	const struct zd_field *f = zd_entity_field(r->entity, set->field);
	if (!f) {
		FIND(r, ZD_F_UNKNOWN_NAME, set->place, "%s has no field '%s'%s", r->entity->name, set->field,
		     zd_suggest(zd_entity_nearest_field(r->entity, set->field), "'").text);
	} else if (f == r->entity->fields || f->sensitive || f->unique) {
		FIND(r, ZD_F_POLICY_FORM, set->place, "a signature cannot set %s.%s: it is %s", r->entity->name,
		     f->name,
		     f == r->entity->fields ? "the key"
		     : f->sensitive         ? "sensitive"
					    : "unique");
	} else if (set->word) {
		set_from_word(r, set, f);
	} else if (f->type.kind != ZD_KIND_BOOL) {
		FIND(r, ZD_F_WRONG_TYPE, set->place, "the field %s.%s (%s) is neither true nor false", r->entity->name,
		     f->name, zd_kind_word(f->type.kind));
	} else {
		set->source = ZD_SIGN_LITERAL;
		set->value = set->truth;
	}
}

static struct zd_sign_set *set_of(const struct zd_sign *s, const char *field)
{
	for (size_t i = 0; i < s->approved_count; i++) {
		if (strcmp(s->approved[i].field, field) == 0)
			return &s->approved[i];
	}
	for (size_t i = 0; i < s->rejected_count; i++) {
		if (strcmp(s->rejected[i].field, field) == 0)
			return &s->rejected[i];
	}
	return NULL;
}

static bool is_number(enum zd_kind kind)
{
	return kind == ZD_KIND_INT || kind == ZD_KIND_MONEY || kind == ZD_KIND_NUMBER;
}

static void resolve_lower(struct resolver *r, const struct zd_sign_name *lower)
{
	for (size_t i = 0; i < r->sign->approved_count; i++) {
		struct zd_sign_set *set = &r->sign->approved[i];
		const struct zd_field *f = zd_entity_field(r->entity, set->field);
		if (strcmp(set->field, lower->name) != 0)
			continue;
		set->lower =
			f && is_number(f->type.kind) && (set->source == ZD_SIGN_NEED || set->source == ZD_SIGN_OUTCOME);
		if (!set->lower)
			FIND(r, ZD_F_POLICY_FORM, lower->place,
			     "%s is not set to a number that was asked for, so nobody can grant less", lower->name);
		return;
	}
	FIND(r, ZD_F_UNKNOWN_NAME, lower->place, "`approved` does not set '%s'", lower->name);
}

/* ---- what is signed ---- */

/* The subject's own field that a need reads; NULL: it reads something else. */
static const struct zd_field *own_field(struct resolver *r, const struct zd_need *need, bool *clock)
{
	struct zd_slot slot;
	struct zd_error ignored;
	*clock = false;
	if (need->is_history || zd_path_resolve(&slot, r->pack, r->entity, need->path, &r->pack->arena, &ignored))
		return NULL;
	*clock = slot.kind == ZD_SLOT_AS_OF || slot.kind == ZD_SLOT_PERIOD_START || slot.kind == ZD_SLOT_PERIOD_END;
	return slot.kind == ZD_SLOT_FIELD && slot.via_count == 0 ? slot.field : NULL;
}

static void add_term(struct resolver *r, const char *name, bool outcome, size_t index)
{
	r->sign->terms[r->sign->term_count++] = (struct zd_sign_term){name, outcome, index};
}

/* `place`: where the head names the need, or `sign` itself where it names nothing. */
static void add_need(struct resolver *r, size_t i, struct zd_place place)
{
	const struct zd_need *need = &r->policy->needs[i];
	bool clock;
	const struct zd_field *own = own_field(r, need, &clock);
	if (own && set_of(r->sign, own->name))
		FIND(r, ZD_F_POLICY_FORM, place,
		     "a signature sets %s, so what is signed would change with it: name with `on` what is signed",
		     own->name);
	if (!clock || r->sign->on_count)
		add_term(r, need->name, false, i);
}

static void resolve_terms(struct resolver *r)
{
	struct zd_sign *s = r->sign;
	const struct zd_policy *p = r->policy;
	s->terms =
		zd_arena_alloc(&r->pack->arena, (p->need_count + p->give_count + s->on_count + 1) * sizeof *s->terms);
	for (size_t i = 0; i < s->on_count; i++) {
		const struct zd_need *need = zd_policy_need(p, s->on[i].name);
		const struct zd_give *give = zd_policy_give(p, s->on[i].name);
		if (need)
			add_need(r, (size_t)(need - p->needs), s->on[i].place);
		else if (give)
			add_term(r, give->name, true, (size_t)(give - p->gives));
		else
			FIND(r, ZD_F_UNKNOWN_NAME, s->on[i].place, "'%s' is neither a need nor an outcome",
			     s->on[i].name);
	}
	for (size_t i = 0; s->on_count == 0 && i < p->need_count; i++)
		add_need(r, i, s->place);
	for (size_t i = 0; s->on_count == 0 && i < p->give_count; i++) {
		if (!zd_policy_need(p, p->gives[i].name) && i != s->by_give)
			add_term(r, p->gives[i].name, true, i);
	}
}

void zd_sign_resolve(struct zd_pack *pack, struct zd_policy *p, struct zd_findings *findings)
{
	struct resolver r = {.pack = pack, .policy = p, .sign = p->sign, .findings = findings};
	r.entity = p->subject ? zd_pack_entity(pack, p->subject) : NULL;
	if (!r.sign || !r.entity)
		return;
	if (p->branch) {
		FIND(&r, ZD_F_GUARDRAIL, r.sign->place, "who must sign (`sign`) is the group's to say");
		return;
	}
	resolve_by(&r);
	resolve_applicant(&r);
	resolve_when(&r);
	for (size_t i = 0; i < r.sign->approved_count; i++)
		resolve_set(&r, &r.sign->approved[i]);
	for (size_t i = 0; i < r.sign->rejected_count; i++)
		resolve_set(&r, &r.sign->rejected[i]);
	for (size_t i = 0; i < r.sign->lower_count; i++)
		resolve_lower(&r, &r.sign->lower[i]);
	resolve_terms(&r);
}
