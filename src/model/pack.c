/*
 * Looking things up in a pack: exact names through the pack's maps, and the
 * nearest name for suggestions; and the hash that its files have. Filling the
 * pack is left to its reader.
 */
#include "model/pack.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

void zd_pack_hash(const struct zd_pack_file *files, size_t count, char out[ZD_HASH_LEN + 1])
{
	struct zd_hash hash;
	zd_hash_begin(&hash);
	for (size_t i = 0; i < count; i++) {
		unsigned char size[8]; /* little-endian, so that the same pack has one hash on any machine */
		for (int b = 0; b < 8; b++)
			size[b] = (unsigned char)((uint64_t)files[i].size >> (8 * b));
		zd_hash_add(&hash, files[i].path, strlen(files[i].path) + 1);
		zd_hash_add(&hash, size, sizeof size);
		zd_hash_add(&hash, files[i].data, files[i].size);
	}
	zd_hash_end(&hash, out);
}

const struct zd_enum *zd_pack_enum(const struct zd_pack *p, const char *name)
{
	return zd_map_get(&p->enum_map, name);
}

const struct zd_entity *zd_pack_entity(const struct zd_pack *p, const char *name)
{
	return zd_map_get(&p->entity_map, name);
}

struct zd_param *zd_pack_param(const struct zd_pack *p, const char *name)
{
	return zd_map_get(&p->param_map, name);
}

struct zd_param *zd_pack_param_within(const struct zd_pack *p, const char *name, const char **inner)
{
	size_t n = strlen(name);
	while (n > 0) {
		struct zd_param *param = zd_map_getn(&p->param_map, name, n);
		*inner = name[n] ? name + n + 1 : NULL;
		if (param)
			return param;
		do
			n--;
		while (n > 0 && name[n] != '.');
	}
	return NULL;
}

const struct zd_table *zd_pack_table(const struct zd_pack *p, const char *name)
{
	return zd_map_get(&p->table_map, name);
}

struct zd_policy *zd_pack_policy(const struct zd_pack *p, const char *id)
{
	return zd_map_get(&p->policy_map, id);
}

static int branch_by_id(const void *key, const void *item)
{
	return strcmp(key, ((const struct zd_branch *)item)->id);
}

const struct zd_branch *zd_pack_branch(const struct zd_pack *p, const char *id)
{
	if (p->branch_count == 0)
		return NULL;
	return bsearch(id, p->branches, p->branch_count, sizeof *p->branches, branch_by_id);
}

const struct zd_policy *zd_branch_policy(const struct zd_pack *pack, const char *branch, const struct zd_policy *p)
{
	const struct zd_branch *b = branch ? zd_pack_branch(pack, branch) : NULL;
	for (size_t i = 0; b && i < b->policy_count; i++) {
		if (strcmp(b->policies[i].id, p->id) == 0)
			return &b->policies[i];
	}
	return p;
}

const struct zd_fact_value *zd_pack_fact(const struct zd_pack *p, const char *entity, const char *name,
					 const struct zd_fact **file)
{
	for (size_t i = 0; i < p->fact_count; i++) {
		const struct zd_fact *fact = &p->facts[i];
		if (strcmp(fact->subject, entity) != 0)
			continue;
		for (size_t k = 0; k < fact->value_count; k++) {
			if (strcmp(fact->values[k].name, name) != 0)
				continue;
			if (file)
				*file = fact;
			return &fact->values[k];
		}
	}
	return NULL;
}

const char *zd_pack_nearest_param(const struct zd_pack *p, const char *name)
{
	return zd_nearest_of(name, p->params, p->param_count, sizeof *p->params);
}

const char *zd_pack_nearest_policy(const struct zd_pack *p, const char *name)
{
	return zd_nearest_of(name, p->policies, p->policy_count, sizeof *p->policies);
}

const char *zd_pack_nearest_entity(const struct zd_pack *p, const char *name)
{
	size_t count = p->entity_count;
	for (size_t i = 0; i < p->entity_count; i++)
		count += p->entities[i].alias_count;
	const char **names = zd_alloc((count + 1) * sizeof *names);
	count = 0;
	for (size_t i = 0; i < p->entity_count; i++) {
		names[count++] = p->entities[i].name;
		for (size_t k = 0; k < p->entities[i].alias_count; k++)
			names[count++] = p->entities[i].aliases[k];
	}
	const char *nearest = zd_nearest(name, names, count);
	free(names);
	return nearest;
}

/* Fails for a name that nothing has. */
static int unknown(const char *what, const char *name, const char *near, struct zd_error *err)
{
	return zd_fail(err, ZD_USAGE, "no %s '%s'%s", what, name, zd_suggest(near, "'").text);
}

int zd_pack_find_entity(const struct zd_entity **out, const struct zd_pack *p, const char *name, struct zd_error *err)
{
	*out = zd_pack_entity(p, name);
	return *out ? ZD_OK : unknown("entity", name, zd_pack_nearest_entity(p, name), err);
}

int zd_pack_find_param(struct zd_param **out, const struct zd_pack *p, const char *name, struct zd_error *err)
{
	*out = zd_pack_param(p, name);
	return *out ? ZD_OK : unknown("parameter", name, zd_pack_nearest_param(p, name), err);
}

int zd_pack_find_policy(const struct zd_policy **out, const struct zd_pack *p, const char *id, struct zd_error *err)
{
	*out = zd_pack_policy(p, id);
	return *out ? ZD_OK : unknown("policy", id, zd_pack_nearest_policy(p, id), err);
}
