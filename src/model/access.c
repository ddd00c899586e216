/* Checking the section `access`: its names, the form of its policy, and the areas that the model speaks of. */
#include "model/access.h"

#include <string.h>

#include "base/utf8.h"
#include "model/pack.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

struct check {
	const struct zd_pack *pack;
	const struct zd_access *access;
	struct zd_findings *findings;
};

static void report(const struct check *c, enum zd_finding_code code, const char *what, const char *name,
		   const char *wrong)
{
	const struct zd_place *at = &c->access->place;
	zd_find(c->findings, code, at->file, at->line, at->column, "access: %s \"%s\" %s", what, name, wrong);
}

static void unknown(const struct check *c, const char *what, const char *name, const char *nearest)
{
	const struct zd_place *at = &c->access->place;
	zd_find(c->findings, ZD_F_UNKNOWN_NAME, at->file, at->line, at->column, "access: there is no %s \"%s\"%s", what,
		name, zd_suggest(nearest, "\"").text);
}

static void check_login(const struct check *c, const struct zd_entity *person)
{
	const char *name = c->access->login;
	const struct zd_field *f = zd_entity_field(person, name);
	if (!f)
		unknown(c, "field of the people", name, zd_entity_nearest_field(person, name));
	else if (f->type.kind != ZD_KIND_TEXT || f->sensitive || !(f->unique || f == person->fields))
		report(c, ZD_F_WRONG_TYPE, "login", name, "should be text, unique and not sensitive");
}

static void check_person(const struct check *c)
{
	const struct zd_access *a = c->access;
	const struct zd_entity *person = zd_pack_entity(c->pack, a->person);
	const struct zd_fact *file;
	if (!person) {
		unknown(c, "entity", a->person, zd_pack_nearest_entity(c->pack, a->person));
		return;
	}
	check_login(c, person);
	const struct zd_fact_value *roles = zd_pack_fact(c->pack, person->name, a->roles, &file);
	if (!roles)
		unknown(c, "fact of the people", a->roles, NULL);
	else if (roles->type.kind != ZD_KIND_LIST)
		report(c, ZD_F_WRONG_TYPE, "roles", a->roles, "should be a list");
	if (!a->everywhere)
		return;
	const struct zd_field *field = zd_entity_field(person, a->everywhere);
	const struct zd_fact_value *fact = zd_pack_fact(c->pack, person->name, a->everywhere, &file);
	if (!field && !fact)
		unknown(c, "fact or field of the people", a->everywhere, NULL);
	else if ((field ? field->type.kind : fact->type.kind) != ZD_KIND_BOOL)
		report(c, ZD_F_WRONG_TYPE, "everywhere", a->everywhere, "should be a bool");
}

static void check_needs(const struct check *c, const struct zd_policy *p)
{
	const struct zd_access *a = c->access;
	const char *const inputs[] = {a->in_roles, a->in_area, a->in_own, a->in_purpose};
	for (size_t i = 0; i < COUNT(inputs); i++) {
		if (!zd_policy_need(p, inputs[i]))
			unknown(c, "input of the policy", inputs[i],
				zd_nearest_of(inputs[i], p->needs, p->need_count, sizeof *p->needs));
	}
	for (size_t i = 0; i < p->need_count; i++) {
		bool given = p->needs[i].optional;
		for (size_t k = 0; k < COUNT(inputs); k++)
			given |= strcmp(inputs[k], p->needs[i].name) == 0;
		if (!given)
			report(c, ZD_F_POLICY_FORM, "policy", p->id, "needs more than access can give it");
	}
}

static void check_policy(const struct check *c)
{
	static const char *const gives[] = {"see", "reveal", "change", "approve"};
	const struct zd_policy *p = zd_pack_policy(c->pack, c->access->policy);
	if (!p) {
		unknown(c, "policy", c->access->policy, zd_pack_nearest_policy(c->pack, c->access->policy));
		return;
	}
	if (p->broken)
		return;
	if (p->over || p->period != ZD_PERIOD_NONE)
		report(c, ZD_F_POLICY_FORM, "policy", p->id, "should decide one request, without a period");
	for (size_t i = 0; i < COUNT(gives); i++) {
		const struct zd_give *g = zd_policy_give(p, gives[i]);
		if (!g || g->type.kind != ZD_KIND_BOOL || g->optional)
			report(c, ZD_F_POLICY_FORM, "policy", p->id,
			       "should give see, reveal, change and approve, bools");
	}
	check_needs(c, p);
}

/* The values that an area may have; NULL: any. */
static const struct zd_enum *areas(const struct zd_pack *pack)
{
	const struct zd_policy *p = pack->access ? zd_pack_policy(pack, pack->access->policy) : NULL;
	const struct zd_need *need = p && !p->broken ? zd_policy_need(p, pack->access->in_area) : NULL;
	return need && need->type.kind == ZD_KIND_ENUM ? need->type.enums : NULL;
}

static void check_area(const struct check *c, const struct zd_enum *known, const char *area,
		       const struct zd_place *place)
{
	for (size_t i = 0; known && i < known->count; i++) {
		if (strcmp(known->values[i], area) == 0)
			return;
	}
	if (known)
		zd_find(c->findings, ZD_F_UNKNOWN_NAME, place->file, place->line, place->column,
			"area: there is no value \"%s\"%s", area,
			zd_suggest(zd_nearest(area, known->values, known->count), "\"").text);
}

static void check_entity(const struct check *c, const struct zd_enum *known, const struct zd_entity *e)
{
	if (e->area)
		check_area(c, known, e->area, &e->place);
	else if (strcmp(e->name, c->access->person) == 0)
		zd_find(c->findings, ZD_F_MISSING_KEY, e->place.file, e->place.line, e->place.column,
			"%s wants the key \"area\": who may change people's logins must be decided", e->name);
	for (size_t i = 0; i < e->field_count; i++) {
		const struct zd_field *f = &e->fields[i];
		if (f->area)
			check_area(c, known, f->area, &f->place);
		else if (f->sensitive && !e->area)
			zd_find(c->findings, ZD_F_MISSING_KEY, f->place.file, f->place.line, f->place.column,
				"%s.%s is sensitive and wants an \"area\", of its own or of its entity", e->name,
				f->name);
	}
}

void zd_access_check(const struct zd_pack *pack, struct zd_findings *findings)
{
	const struct check c = {pack, pack->access, findings};
	if (!pack->access)
		return;
	check_person(&c);
	check_policy(&c);
	const struct zd_enum *known = areas(pack);
	if (pack->publish.area)
		check_area(&c, known, pack->publish.area, &pack->publish.place);
	for (size_t i = 0; i < pack->entity_count; i++)
		check_entity(&c, known, &pack->entities[i]);
	for (size_t i = 0; i < pack->report_count; i++) {
		if (pack->reports[i].area)
			check_area(&c, known, pack->reports[i].area, &pack->reports[i].place);
	}
	for (int kind = ZD_PERIOD_MONTH; kind <= ZD_PERIOD_YEAR; kind++) {
		const struct zd_close_kind *k = &pack->closes.kinds[kind];
		if (k->area)
			check_area(&c, known, k->area, &k->place);
	}
}
