/*
 * Resolves paths such as `sales_12m`, `credit.limit.limit` and
 * `customer.classify.value.class` against the model. Knows nothing of plans'
 * stages: it fills what a slot says about its origin, and leaves the rest.
 */
#include "engine/path.h"

#include <string.h>

#include "base/utf8.h"

struct builtin {
	const char *name;
	const char *title;
	enum zd_slot_kind kind;
};

static const struct builtin BUILTINS[] = {
	{"as_of", "截止日", ZD_SLOT_AS_OF},
	{"period_start", "期初", ZD_SLOT_PERIOD_START},
	{"period_end", "期末", ZD_SLOT_PERIOD_END},
};

static bool resolve_builtin(struct zd_slot *out, const char *name)
{
	for (size_t i = 0; i < sizeof BUILTINS / sizeof *BUILTINS; i++) {
		if (strcmp(BUILTINS[i].name, name) == 0) {
			out->kind = BUILTINS[i].kind;
			out->title = BUILTINS[i].title;
			out->type.kind = ZD_KIND_DATE;
			out->required = true;
			return true;
		}
	}
	return false;
}

/* A single name: a field or fact of the entity, or, on the subject itself, a builtin. */
static bool resolve_name(struct zd_slot *out, const struct zd_pack *pack, const struct zd_entity *e, const char *name)
{
	const struct zd_field *field = zd_entity_field(e, name);
	if (field) {
		out->kind = ZD_SLOT_FIELD;
		out->field = field;
		out->title = field->title;
		out->type = field->type;
		out->required = field->required && out->via_count == 0;
		return true;
	}
	const struct zd_fact *file;
	const struct zd_fact_value *value = zd_pack_fact(pack, e->name, name, &file);
	if (value) {
		out->kind = ZD_SLOT_FACT;
		out->fact = file;
		out->fact_value = (size_t)(value - file->values);
		out->title = value->title;
		out->type = value->type;
		out->required = value->fallback.tag != ZD_NIL && out->via_count == 0;
		return true;
	}
	return out->via_count == 0 && resolve_builtin(out, name);
}

/* `policy.id.outcome`: the longest id is all but the last name. */
static bool resolve_outcome(struct zd_slot *out, const struct zd_pack *pack, const char *path, struct zd_arena *arena)
{
	const char *dot = strrchr(path, '.');
	if (!dot)
		return false;
	const struct zd_policy *policy = zd_pack_policy(pack, zd_arena_strndup(arena, path, (size_t)(dot - path)));
	if (!policy)
		return false;
	out->kind = ZD_SLOT_OUTCOME;
	const struct zd_give *give = zd_policy_give(policy, dot + 1);
	out->outcome.policy = policy;
	out->outcome.give = give ? (size_t)(give - policy->gives) : policy->give_count;
	return true;
}

static int unknown_outcome(const struct zd_policy *policy, const char *path, struct zd_error *err)
{
	const char *name = strrchr(path, '.') + 1;
	const char *near = zd_nearest_of(name, policy->gives, policy->give_count, sizeof *policy->gives);
	return zd_fail(err, ZD_NOT_FOUND, "policy %s gives no '%s'%s", policy->id, name, zd_suggest(near, "'").text);
}

/* The names that could have been meant at an entity: fields, facts and builtins. */
static int unknown_name(const struct zd_pack *pack, const struct zd_entity *e, const char *name, const char *rest,
			struct zd_arena *arena, struct zd_error *err)
{
	size_t cap = e->field_count + 3;
	for (size_t i = 0; i < pack->fact_count; i++)
		cap += pack->facts[i].value_count;
	const char **names = zd_arena_alloc(arena, cap * sizeof *names);
	size_t n = 0;
	for (size_t i = 0; i < e->field_count; i++)
		names[n++] = e->fields[i].name;
	for (size_t i = 0; i < pack->fact_count; i++) {
		const struct zd_fact *f = &pack->facts[i];
		for (size_t k = 0; strcmp(f->subject, e->name) == 0 && k < f->value_count; k++)
			names[n++] = f->values[k].name;
	}
	for (size_t i = 0; i < sizeof BUILTINS / sizeof *BUILTINS; i++)
		names[n++] = BUILTINS[i].name;
	const char *near = zd_nearest(name, names, n);
	if (!near && strchr(rest, '.')) {
		const char *policy = zd_arena_strndup(arena, rest, (size_t)(strrchr(rest, '.') - rest));
		return zd_fail(err, ZD_NOT_FOUND, "no policy '%s' about %s%s", policy, e->name,
			       zd_suggest(zd_pack_nearest_policy(pack, policy), "'").text);
	}
	return zd_fail(err, ZD_NOT_FOUND, "%s has no field or fact '%s'%s", e->name, name, zd_suggest(near, "'").text);
}

/* What is sensitive is not decided by, compared, grouped by or recorded as an input. */
static int refuse_sensitive(const struct zd_slot *slot, struct zd_error *err)
{
	return slot->kind == ZD_SLOT_FIELD && slot->field->sensitive
		       ? zd_fail(err, ZD_DENIED,
				 "%s.%s is sensitive: it is kept encrypted, and no policy, fact or condition may read "
				 "it",
				 slot->entity->name, slot->field->name)
		       : ZD_OK;
}

int zd_path_resolve(struct zd_slot *out, const struct zd_pack *pack, const struct zd_entity *entity, const char *path,
		    struct zd_arena *arena, struct zd_error *err)
{
	memset(out, 0, sizeof *out);
	out->path = zd_arena_strdup(arena, path);
	out->via = zd_arena_alloc(arena, ZD_PATH_MAX * sizeof *out->via);
	out->entity = entity;
	const char *rest = out->path;
	for (;;) {
		if (resolve_outcome(out, pack, rest, arena)) {
			const struct zd_policy *policy = out->outcome.policy;
			if (out->outcome.give == policy->give_count)
				return unknown_outcome(policy, rest, err);
			if (!policy->subject || strcmp(policy->subject, out->entity->name) != 0)
				return zd_fail(err, ZD_NOT_FOUND, "policy %s is about %s, not about %s", policy->id,
					       policy->subject ? policy->subject : "nothing", out->entity->name);
			const struct zd_give *give = &policy->gives[out->outcome.give];
			out->type = give->type;
			out->title = give->title ? give->title : policy->title;
			return ZD_OK;
		}
		const char *dot = strchr(rest, '.');
		if (!dot)
			return resolve_name(out, pack, out->entity, rest)
				       ? refuse_sensitive(out, err)
				       : unknown_name(pack, out->entity, rest, rest, arena, err);
		const char *name = zd_arena_strndup(arena, rest, (size_t)(dot - rest));
		const struct zd_field *field = zd_entity_field(out->entity, name);
		const struct zd_entity *next =
			field && field->type.kind == ZD_KIND_REF ? zd_pack_entity(pack, field->type.entity) : NULL;
		if (!next)
			return unknown_name(pack, out->entity, name, rest, arena, err);
		if (out->via_count == ZD_PATH_MAX)
			return zd_fail(err, ZD_NOT_FOUND, "'%s' crosses more than %d references", path, ZD_PATH_MAX);
		out->via[out->via_count++] = name;
		out->entity = next;
		rest = dot + 1;
	}
}
