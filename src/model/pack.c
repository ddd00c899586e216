/*
 * Looking things up in a pack: exact names through the pack's maps, and the
 * nearest name for suggestions. Filling the pack is left to its reader.
 */
#include "model/pack.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

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
	const char **names = zd_alloc((p->param_count + 1) * sizeof *names);
	for (size_t i = 0; i < p->param_count; i++)
		names[i] = p->params[i].name;
	const char *nearest = zd_nearest(name, names, p->param_count);
	free(names);
	return nearest;
}

const char *zd_pack_nearest_policy(const struct zd_pack *p, const char *name)
{
	const char **names = zd_alloc((p->policy_count + 1) * sizeof *names);
	for (size_t i = 0; i < p->policy_count; i++)
		names[i] = p->policies[i].id;
	const char *nearest = zd_nearest(name, names, p->policy_count);
	free(names);
	return nearest;
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
