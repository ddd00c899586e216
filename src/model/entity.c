/* Looking up an entity's fields, and which of them people see first. */
#include "model/entity.h"

#include <string.h>

#include "base/utf8.h"

#define LIST_COLUMNS 8 /* as many fit a line */

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

/* Which fields a list shows, by how much they tell: passes over the fields until the line is full. */
static bool belongs(const struct zd_entity *e, size_t i, int pass)
{
	const struct zd_field *f = &e->fields[i];
	switch (pass) {
	case 0:
		return i == 0 || (e->show && strcmp(f->name, e->show) == 0);
	case 1:
		return f->required && !f->sensitive;
	default:
		return !f->sensitive;
	}
}

static bool is_among(const char *const *names, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++) {
		if (names[i] == name)
			return true;
	}
	return false;
}

size_t zd_entity_columns(const struct zd_entity *e, const char **out)
{
	const char *chosen[LIST_COLUMNS];
	size_t chosen_count = 0, count = 0;
	if (e->column_count > 0) {
		memcpy(out, e->columns, e->column_count * sizeof *out);
		return e->column_count;
	}
	for (int pass = 0; pass < 3; pass++) {
		for (size_t i = 0; i < e->field_count && chosen_count < LIST_COLUMNS; i++) {
			const char *name = e->fields[i].name;
			if (belongs(e, i, pass) && !is_among(chosen, chosen_count, name))
				chosen[chosen_count++] = name;
		}
	}
	/* In the order of the model, not of the choice. */
	for (size_t i = 0; i < e->field_count; i++) {
		if (e->field_count <= LIST_COLUMNS || is_among(chosen, chosen_count, e->fields[i].name))
			out[count++] = e->fields[i].name;
	}
	return count;
}

const struct zd_field *zd_entity_date(const struct zd_entity *e)
{
	const struct zd_field *first = NULL;
	for (size_t i = 0; i < e->field_count; i++) {
		const struct zd_field *f = &e->fields[i];
		if (f->sensitive || (f->type.kind != ZD_KIND_DATE && f->type.kind != ZD_KIND_DATETIME))
			continue;
		if (f->required)
			return f;
		first = first ? first : f;
	}
	return first;
}

bool zd_field_sealed(const struct zd_entity *e, const struct zd_field *f)
{
	return f->sensitive && f != e->fields && !f->unique && f->type.kind != ZD_KIND_REF;
}
