/* Names of records. */
#include "session/naming.h"

#include <string.h>

#include "base/str.h"
#include "model/text.h"
#include "store/records.h"

static struct zd_value *record_of(struct zd_book *book, const struct zd_entity *e, const struct zd_value *key,
				  struct zd_arena *arena)
{
	struct zd_error ignored;
	struct zd_value *values = zd_arena_alloc(arena, (e->field_count + 1) * sizeof *values);
	return key->tag != ZD_NIL && zd_record_get(book, e, key, values, arena, &ignored) == ZD_OK ? values : NULL;
}

/* Of the field that a record is shown by; a reference is followed, no further than a few records. */
static const char *shown(struct zd_book *book, const struct zd_pack *pack, const struct zd_entity *e,
			 const struct zd_value *key, int depth, struct zd_arena *arena)
{
	const struct zd_field *show = e->show ? zd_entity_field(e, e->show) : NULL;
	struct zd_value *values = record_of(book, e, key, arena);
	if (!show || show == e->fields || show->sensitive || !values)
		return NULL;
	const struct zd_value *v = &values[show - e->fields];
	const struct zd_entity *other = show->type.kind == ZD_KIND_REF ? zd_pack_entity(pack, show->type.entity) : NULL;
	if (v->tag == ZD_NIL)
		return NULL;
	const char *name = other && depth > 0 ? shown(book, pack, other, v, depth - 1, arena) : NULL;
	return name ? name : zd_value_plain_text(&show->type, v, arena);
}

const char *zd_record_name(struct zd_book *book, const struct zd_pack *pack, const struct zd_entity *e,
			   const struct zd_value *key, struct zd_arena *arena)
{
	const char *id = zd_value_plain_text(&e->fields[0].type, key, arena),
		   *name = shown(book, pack, e, key, 3, arena);
	return name ? zd_arena_printf(arena, "%s %s", id, name) : id;
}

const char *zd_record_about(struct zd_book *book, const struct zd_pack *pack, const struct zd_entity *e,
			    const struct zd_value *key, const char *but, struct zd_arena *arena)
{
	struct zd_value *values = record_of(book, e, key, arena);
	for (size_t i = 1; values && i < e->field_count; i++) {
		const struct zd_field *f = &e->fields[i];
		const struct zd_entity *other =
			f->type.kind == ZD_KIND_REF ? zd_pack_entity(pack, f->type.entity) : NULL;
		if (other && f->required && !f->sensitive && (!but || strcmp(but, f->name) != 0))
			return zd_record_name(book, pack, other, &values[i], arena);
	}
	return "";
}

const char *zd_value_title(const struct zd_enum *e, const char *value)
{
	for (size_t i = 0; e && i < e->count; i++) {
		if (strcmp(e->values[i], value) == 0)
			return e->titles[i];
	}
	return value;
}
