/*
 * Overrides: "name=value" put on top of a pack's parameters as scenario
 * layers. A name may reach into a map (`classify.value.thresholds.strategic`):
 * then the layer is what was in force, with that key changed at every date.
 */
#include <stdlib.h>
#include <string.h>

#include "model/text.h"
#include "pack/yaml.h"
#include "session/session.h"

struct target {
	struct zd_param *param;
	const char *inner; /* the keys below the parameter, "hq.rate"; NULL: the whole value */
	const char *branch;
};

static int find_target(struct target *out, struct zd_pack *pack, char *name, struct zd_error *err)
{
	char *at = strchr(name, '@');
	if (at)
		*at = '\0';
	*out = (struct target){.branch = at ? at + 1 : NULL};
	out->param = zd_pack_param_within(pack, name, &out->inner);
	return out->param ? ZD_OK : zd_pack_find_param(&out->param, pack, name, err);
}

/* The type of a key path below a type; NULL: no such key. */
static const struct zd_type *inner_type(const struct zd_type *type, const char *path)
{
	while (path && type) {
		size_t n = strcspn(path, ".");
		const struct zd_type *next = NULL;
		for (size_t i = 0; type->kind == ZD_KIND_MAP && !type->open && i < type->count; i++) {
			if (strlen(type->keys[i]) == n && strncmp(type->keys[i], path, n) == 0)
				next = &type->of[i];
		}
		if (type->kind == ZD_KIND_MAP && type->open)
			next = &type->of[0];
		type = next;
		path = path[n] ? path + n + 1 : NULL;
	}
	return type;
}

/* A map's pairs with room for one more, at which the key would stand in byte order; *at is where it stands. */
static struct zd_pair *with_key(struct zd_value *map, const char *key, size_t n, uint32_t *at, struct zd_arena *arena)
{
	struct zd_pair *pairs = zd_arena_alloc(arena, (map->len + 1) * sizeof *pairs);
	if (map->len)
		memcpy(pairs, map->map, map->len * sizeof *pairs);
	for (*at = 0; *at < map->len; ++*at) {
		if (strlen(pairs[*at].key) == n && strncmp(pairs[*at].key, key, n) == 0)
			return pairs;
	}
	for (*at = 0; *at < map->len && strncmp(pairs[*at].key, key, n) < 0;)
		++*at;
	memmove(&pairs[*at + 1], &pairs[*at], (map->len++ - *at) * sizeof *pairs);
	pairs[*at] = (struct zd_pair){.key = zd_arena_strndup(arena, key, n)};
	return pairs;
}

/* A copy of a map with the value at one key path changed; a key that an open map does not have is added. */
static struct zd_value replace(const struct zd_value *base, const char *path, const struct zd_value *with,
			       struct zd_arena *arena)
{
	if (!path)
		return *with;
	size_t n = strcspn(path, ".");
	uint32_t at;
	struct zd_value copy = {.tag = ZD_MAP};
	if (base->tag == ZD_MAP)
		copy = *base;
	struct zd_pair *pairs = with_key(&copy, path, n, &at, arena);
	pairs[at].value = replace(&pairs[at].value, path[n] ? path + n + 1 : NULL, with, arena);
	copy.map = pairs;
	return copy;
}

static int read_value(struct zd_value *out, const struct zd_type *type, const char *text, struct zd_arena *arena,
		      struct zd_error *err)
{
	if (type->kind != ZD_KIND_MAP && type->kind != ZD_KIND_LIST)
		return zd_value_parse(out, type, text, strlen(text), arena, err);
	struct zd_findings findings = {0};
	struct zd_raw *raw = zd_yaml_read("", text, strlen(text), arena, &findings);
	int code = raw ? zd_value_from_raw(out, type, raw, arena, err)
		       : zd_fail(err, ZD_DATA, "%s", findings.count ? findings.items[0].message : "not a value");
	err->file[0] = '\0';
	err->line = 0;
	zd_findings_free(&findings);
	return code;
}

static int day_compare(const void *pa, const void *pb)
{
	int32_t a = *(const int32_t *)pa, b = *(const int32_t *)pb;
	return (a > b) - (a < b);
}

/* Every day from which another value may be in force for a branch, in order. */
static int32_t *all_days(const struct zd_param *p, const char *branch, size_t *count, struct zd_arena *arena)
{
	size_t n = p->group.count;
	for (size_t i = 0; i < p->branch_count; i++)
		n += p->branches[i].count;
	for (size_t i = 0; i < p->scenario_count; i++)
		n += p->scenario[i].count;
	int32_t *days = zd_arena_alloc(arena, (n + 1) * sizeof *days);
	n = 0;
	for (size_t i = 0; i < p->group.count; i++)
		days[n++] = p->group.values[i].from;
	for (size_t i = 0; i < p->branch_count; i++) {
		for (size_t k = 0; branch && strcmp(p->branches[i].branch, branch) == 0 && k < p->branches[i].count;
		     k++)
			days[n++] = p->branches[i].values[k].from;
	}
	for (size_t i = 0; i < p->scenario_count; i++) {
		for (size_t k = 0; k < p->scenario[i].count; k++)
			days[n++] = p->scenario[i].values[k].from;
	}
	qsort(days, n, sizeof *days, day_compare);
	*count = 0;
	for (size_t i = 0; i < n; i++) {
		if (!*count || days[*count - 1] != days[i])
			days[(*count)++] = days[i];
	}
	return days;
}

/* The new layer: one value for ever, or, for a key of a map, what is in force at every date with that key changed. */
static struct zd_layer make_layer(const struct target *t, const struct zd_value *value, struct zd_arena *arena)
{
	static const int32_t always = ZD_ALWAYS;
	struct zd_layer layer = {.branch = t->branch ? zd_arena_strdup(arena, t->branch) : NULL};
	size_t count = 1;
	const int32_t *days = t->inner ? all_days(t->param, t->branch, &count, arena) : &always;
	layer.values = zd_arena_alloc(arena, (count + 1) * sizeof *layer.values);
	for (size_t i = 0; i < count; i++) {
		struct zd_origin origin = {0};
		if (t->inner)
			zd_param_resolve(t->param, t->branch, days[i], &origin);
		if (t->inner && !origin.value)
			continue;
		layer.values[layer.count++] = (struct zd_dated){
			.from = days[i], .value = t->inner ? replace(origin.value, t->inner, value, arena) : *value};
	}
	return layer;
}

static void push_layer(struct zd_param *p, const struct zd_layer *layer, struct zd_arena *arena)
{
	struct zd_layer *layers = zd_arena_alloc(arena, (p->scenario_count + 1) * sizeof *layers);
	if (p->scenario_count)
		memcpy(layers, p->scenario, p->scenario_count * sizeof *layers);
	layers[p->scenario_count++] = *layer;
	p->scenario = layers;
}

int zd_override_value(struct zd_pack *pack, const char *name, const char *branch, const char *text,
		      struct zd_error *err)
{
	struct target t;
	struct zd_value value;
	struct zd_arena *arena = &pack->arena;
	if (find_target(&t, pack, zd_arena_strdup(arena, name), err))
		return err->code;
	if (branch)
		t.branch = branch;
	const struct zd_type *type = inner_type(&t.param->type, t.inner);
	if (!type)
		return zd_fail(err, ZD_USAGE, "parameter %s has no '%s'", t.param->name, t.inner);
	if (read_value(&value, type, text, arena, err))
		return zd_fail_context(err, "%s", name);
	struct zd_layer layer = make_layer(&t, &value, arena);
	for (size_t i = 0; i < layer.count; i++) {
		if (zd_param_allows(t.param, t.branch, &layer.values[i].value, err)) {
			struct zd_error why = *err;
			return zd_fail_at(err, why.code, t.param->place.file, t.param->place.line,
					  t.param->place.column, "%s", why.message);
		}
	}
	push_layer(t.param, &layer, arena);
	return ZD_OK;
}

/* Whether what is put on top for the group stays hidden behind the branch's own value. */
static bool is_hidden(struct zd_pack *pack, const char *name, const char *branch, struct zd_error *err)
{
	struct target t;
	if (strchr(name, '@') || find_target(&t, pack, zd_arena_strdup(&pack->arena, name), err))
		return false;
	for (size_t i = 0; i < t.param->branch_count; i++) {
		if (strcmp(t.param->branches[i].branch, branch) == 0)
			return true;
	}
	return false;
}

int zd_override(struct zd_pack *pack, const char *assignment, const char *branch, struct zd_error *err)
{
	const char *equals = strchr(assignment, '=');
	if (!equals)
		return zd_fail(err, ZD_USAGE, "'%s' is not NAME=VALUE", assignment);
	char *name = zd_arena_strndup(&pack->arena, assignment, (size_t)(equals - assignment));
	int code = zd_override_value(pack, name, NULL, equals + 1, err);
	if (!code && branch && is_hidden(pack, name, branch, err))
		code = zd_override_value(pack, name, branch, equals + 1, err);
	return code;
}
