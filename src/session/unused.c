/* Uses are gathered policy by policy, the group's and the branches'; what was never met is a finding at its place. */
#include "session/unused.h"

#include <stdlib.h>
#include <string.h>

#include "engine/path.h"

struct uses {
	struct zd_pack *pack;
	struct zd_findings *findings;
	struct zd_map facts; /* "entity fact": those that are read */
	struct zd_map enums; /* by name */
};

#define FIND(u, code, place, ...)                                                                                      \
	zd_find((u)->findings, (code), (place).file, (place).line, (place).column, __VA_ARGS__)

/* ---- who uses what ---- */

static const char *fact_key(struct zd_pack *pack, const char *entity, const char *fact)
{
	return zd_arena_printf(&pack->arena, "%s %s", entity, fact);
}

static void use_path(struct uses *u, const struct zd_entity *e, const char *path)
{
	struct zd_slot slot;
	struct zd_error ignored;
	if (!path || !e || zd_path_resolve(&slot, u->pack, e, path, &u->pack->arena, &ignored))
		return;
	if (slot.kind == ZD_SLOT_FACT)
		zd_map_put(&u->facts, fact_key(u->pack, slot.entity->name, slot.fact->values[slot.fact_value].name), u);
}

static void use_type(struct uses *u, const struct zd_type *t)
{
	if (t->kind == ZD_KIND_ENUM && t->enums && t->enums->name)
		zd_map_put(&u->enums, t->enums->name, u);
	for (size_t i = 0; t->of && i < (t->open ? 1 : t->count); i++)
		use_type(u, &t->of[i]);
}

static void use_policy(struct uses *u, const struct zd_policy *p)
{
	const struct zd_entity *e = zd_pack_entity(u->pack, p->subject);
	for (size_t i = 0; i < p->need_count; i++) {
		use_path(u, e, p->needs[i].is_history ? p->needs[i].since : p->needs[i].path);
		use_type(u, &p->needs[i].type);
	}
	if (p->sign)
		use_path(u, e, p->sign->applicant);
	use_path(u, e, p->over);
	use_path(u, e, p->when);
	for (size_t i = 0; i < p->give_count; i++)
		use_type(u, &p->gives[i].type);
}

static void use_model(struct uses *u)
{
	const struct zd_pack *p = u->pack;
	if (p->access) {
		const struct zd_entity *person = zd_pack_entity(p, p->access->person);
		use_path(u, person, p->access->roles);
		use_path(u, person, p->access->everywhere);
	}
	for (size_t i = 0; i < p->entity_count; i++) {
		use_path(u, &p->entities[i], p->entities[i].branch);
		for (size_t k = 0; k < p->entities[i].field_count; k++)
			use_type(u, &p->entities[i].fields[k].type);
	}
	for (size_t i = 0; i < p->fact_count; i++) {
		for (size_t k = 0; k < p->facts[i].value_count; k++)
			use_type(u, &p->facts[i].values[k].type);
	}
	for (size_t i = 0; i < p->param_count; i++)
		use_type(u, &p->params[i].type);
	for (size_t i = 0; i < p->table_count; i++) {
		for (size_t k = 0; k < p->tables[i].input_count; k++)
			use_type(u, &p->tables[i].inputs[k].type);
		for (size_t k = 0; k < p->tables[i].output_count; k++)
			use_type(u, &p->tables[i].outputs[k].type);
	}
	for (size_t i = 0; i < p->report_count; i++) {
		for (size_t k = 0; k < p->reports[i].param_count; k++)
			use_type(u, &p->reports[i].params[k].type);
		for (size_t k = 0; k < p->reports[i].column_count; k++)
			use_type(u, &p->reports[i].columns[k].type);
	}
}

/* Whether a policy that decides for the branch (NULL: the group or any branch) uses the parameter. */
static bool param_used(const struct zd_pack *pack, const char *name, const char *branch)
{
	for (size_t i = 0; i < pack->policy_count; i++) {
		if (zd_policy_uses_param(zd_branch_policy(pack, branch, &pack->policies[i]), name))
			return true;
	}
	for (size_t b = 0; !branch && b < pack->branch_count; b++) {
		for (size_t i = 0; i < pack->branches[b].policy_count; i++) {
			if (zd_policy_uses_param(&pack->branches[b].policies[i], name))
				return true;
		}
	}
	return false;
}

static bool has_table(const struct zd_policy *p, const char *name)
{
	for (size_t k = 0; k < p->table_count; k++) {
		if (strcmp(p->tables[k].target, name) == 0)
			return true;
	}
	return false;
}

static bool table_used(const struct zd_pack *pack, const char *name)
{
	bool used = false;
	for (size_t i = 0; i < pack->policy_count; i++)
		used |= has_table(&pack->policies[i], name);
	for (size_t b = 0; b < pack->branch_count; b++) {
		for (size_t i = 0; i < pack->branches[b].policy_count; i++)
			used |= has_table(&pack->branches[b].policies[i], name);
	}
	return used;
}

static bool any_broken(const struct zd_pack *pack)
{
	bool broken = false;
	for (size_t i = 0; i < pack->policy_count; i++)
		broken |= pack->policies[i].broken;
	for (size_t b = 0; b < pack->branch_count; b++) {
		for (size_t i = 0; i < pack->branches[b].policy_count; i++)
			broken |= pack->branches[b].policies[i].broken;
	}
	return broken;
}

/* ---- overrides ---- */

static bool same_in_force(const struct zd_param *p, const char *branch, int32_t day)
{
	struct zd_origin own, group;
	zd_param_resolve(p, branch, day, &own);
	zd_param_resolve(p, NULL, day, &group);
	return own.layer && own.layer->branch && group.value && zd_value_equal(own.value, group.value);
}

/* From a day on the override changes nothing: neither it nor the group's value moves any more. */
static void overtaken(struct uses *u, const struct zd_param *p, const struct zd_layer *layer, int32_t day)
{
	const struct zd_dated *last = &layer->values[layer->count - 1], *group = &p->group.values[p->group.count - 1];
	char date[ZD_DATE_LEN + 1];
	if (last->from >= group->from || group->from > day || !same_in_force(p, layer->branch, day))
		return; /* equal from its beginning: told where the values are read */
	zd_date_format(zd_date_from_days(group->from), date);
	FIND(u, ZD_F_NO_EFFECT, last->place, "the group has the same value of %s since %s: branch %s need not set it",
	     p->name, date, layer->branch);
}

static void check_overrides(struct uses *u, const struct zd_param *p, int32_t day, bool used)
{
	for (size_t i = 0; i < p->branch_count; i++) {
		const struct zd_layer *layer = &p->branches[i];
		if (used && !param_used(u->pack, p->name, layer->branch))
			FIND(u, ZD_F_IDLE_OVERRIDE, layer->place,
			     "branch %s sets %s, which none of the policies that decide for it uses", layer->branch,
			     p->name);
		else if (!used)
			FIND(u, ZD_F_IDLE_OVERRIDE, layer->place, "branch %s sets %s, which no policy uses",
			     layer->branch, p->name);
		else if (layer->count && p->group.count)
			overtaken(u, p, layer, day);
	}
}

/* A replacement that is the group's policy, byte for byte. */
static void check_replacements(struct uses *u)
{
	for (size_t b = 0; b < u->pack->branch_count; b++) {
		for (size_t i = 0; i < u->pack->branches[b].policy_count; i++) {
			const struct zd_policy *p = &u->pack->branches[b].policies[i];
			const struct zd_policy *group = zd_pack_policy(u->pack, p->id);
			if (group && group->source_size == p->source_size &&
			    memcmp(group->source, p->source, p->source_size) == 0)
				FIND(u, ZD_F_NO_EFFECT, p->place, "branch %s replaces %s by the same text",
				     u->pack->branches[b].id, p->id);
		}
	}
}

/* ---- findings ---- */

static void check_declared(struct uses *u)
{
	const struct zd_pack *pack = u->pack;
	for (size_t i = 0; i < pack->table_count; i++) {
		const struct zd_table *t = &pack->tables[i];
		if (!table_used(pack, t->name))
			FIND(u, ZD_F_UNUSED, t->place, "no policy uses decision table %s", t->name);
	}
	for (size_t i = 0; i < pack->fact_count; i++) {
		const struct zd_fact *f = &pack->facts[i];
		for (size_t k = 0; k < f->value_count; k++) {
			if (!zd_map_get(&u->facts, fact_key(u->pack, f->subject, f->values[k].name)))
				FIND(u, ZD_F_UNUSED, f->values[k].place, "no policy uses the fact %s of %s",
				     f->values[k].name, f->subject);
		}
	}
}

void zd_unused_check(struct zd_pack *pack, int32_t day, struct zd_findings *findings)
{
	struct uses u = {.pack = pack, .findings = findings};
	bool known = !any_broken(pack);
	use_model(&u);
	for (size_t i = 0; i < pack->policy_count; i++)
		use_policy(&u, &pack->policies[i]);
	for (size_t b = 0; b < pack->branch_count; b++) {
		for (size_t i = 0; i < pack->branches[b].policy_count; i++)
			use_policy(&u, &pack->branches[b].policies[i]);
	}
	for (size_t i = 0; i < pack->param_count; i++) {
		const struct zd_param *p = &pack->params[i];
		bool used = !known || param_used(pack, p->name, NULL);
		if (!used)
			FIND(&u, ZD_F_UNUSED, p->place, "no policy uses parameter %s", p->name);
		if (p->has_review && p->review_by < day) {
			char date[ZD_DATE_LEN + 1];
			zd_date_format(zd_date_from_days(p->review_by), date);
			FIND(&u, ZD_F_REVIEW_DUE, p->place, "%s was to be reviewed by %s", p->name, date);
		}
		if (known)
			check_overrides(&u, p, day, used);
	}
	if (known)
		check_declared(&u);
	for (size_t i = 0; known && i < pack->enum_count; i++) {
		if (!zd_map_get(&u.enums, pack->enums[i].name))
			FIND(&u, ZD_F_UNUSED, pack->enum_places[i], "nothing uses the enum %s", pack->enums[i].name);
	}
	check_replacements(&u);
	zd_map_free(&u.facts);
	zd_map_free(&u.enums);
}
