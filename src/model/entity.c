/* Looking up an entity's fields. */
#include "model/entity.h"

#include <string.h>

#include "base/utf8.h"

const struct zd_field *zd_entity_field(const struct zd_entity *e, const char *name)
{
	for (size_t i = 0; i < e->field_count; i++) {
		if (strcmp(e->fields[i].name, name) == 0)
			return &e->fields[i];
	}
	return NULL;
}

const char *zd_entity_nearest_field(const struct zd_entity *e, const char *name)
{
	return zd_nearest_of(name, e->fields, e->field_count, sizeof *e->fields);
}
