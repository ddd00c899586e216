/*
 * How people see records: the columns of an entity's list, and its archive,
 * which is what other entities know about one record. Without a word in the
 * model the archive is whatever refers to the entity.
 */
#include <string.h>

#include "base/utf8.h"
#include "pack/parts.h"

#define COLUMNS_MAX 100

struct part_form {
	const char *entity, *through, *title, *order;
	struct zd_raw *columns;
};

static const struct zd_key part_keys[] = {
	{"entity", ZD_WANT_TEXT, true, offsetof(struct part_form, entity)},
	{"through", ZD_WANT_TEXT, false, offsetof(struct part_form, through)},
	{"title", ZD_WANT_TEXT, false, offsetof(struct part_form, title)},
	{"order", ZD_WANT_TEXT, false, offsetof(struct part_form, order)},
	{"columns", ZD_WANT_LIST, false, offsetof(struct part_form, columns)},
};

/* The field at the end of a path across references; NULL: reported. */
static const struct zd_field *find_field(const struct zd_reader *r, const struct zd_entity *e, const char *path,
					 const struct zd_place *place)
{
	for (;;) {
		size_t n = strcspn(path, ".");
		const char *name = zd_arena_strndup(&r->pack->arena, path, n);
		const struct zd_field *field = zd_entity_field(e, name);
		if (!field) {
			zd_report_unknown(r, place, "field", name, zd_entity_nearest_field(e, name));
			return NULL;
		}
		if (!path[n])
			return field;
		if (field->type.kind != ZD_KIND_REF) {
			zd_report(r, ZD_F_WRONG_TYPE, place, "%s.%s is no reference", e->name, name);
			return NULL;
		}
		e = zd_pack_entity(r->pack, field->type.entity);
		path += n + 1;
	}
}

static void read_columns(const struct zd_reader *r, const char ***out, size_t *count, const struct zd_entity *e,
			 const struct zd_raw *list)
{
	const char **names;
	size_t found;
	if (!list || !zd_read_texts(r, &names, &found, list, "columns"))
		return;
	if (found == 0 || found > COLUMNS_MAX) {
		zd_report(r, ZD_F_OUT_OF_BOUNDS, &list->place, "a list has 1 to %d columns", COLUMNS_MAX);
		return;
	}
	for (size_t i = 0; i < found; i++) {
		if (!find_field(r, e, names[i], &list->items[i]->place))
			return;
	}
	*out = names;
	*count = found;
}

static bool leads_to(const struct zd_field *field, const struct zd_entity *target)
{
	return field->type.kind == ZD_KIND_REF && strcmp(field->type.entity, target->name) == 0;
}

/* The only field of an entity that refers to the target; NULL: none, or several. */
static const struct zd_field *only_reference(const struct zd_entity *e, const struct zd_entity *target)
{
	const struct zd_field *only = NULL;
	for (size_t i = 0; i < e->field_count; i++) {
		if (!leads_to(&e->fields[i], target))
			continue;
		if (only)
			return NULL;
		only = &e->fields[i];
	}
	return only;
}

/* The way from the part's records to the target: as given, or the one there is. */
static const char *read_through(const struct zd_reader *r, const struct zd_entity *e, const struct zd_entity *target,
				const char *given, const struct zd_place *place)
{
	const struct zd_field *field = given ? find_field(r, e, given, place) : only_reference(e, target);
	if (given && field && !leads_to(field, target))
		zd_report(r, ZD_F_WRONG_TYPE, place, "through: %s.%s does not lead to %s", e->name, given,
			  target->name);
	else if (!given && !field)
		zd_report(r, ZD_F_MISSING_KEY, place,
			  "through: %s does not refer to %s in exactly one field; name the field or the path", e->name,
			  target->name);
	else if (field)
		return given ? given : field->name;
	return NULL;
}

static bool read_part(const struct zd_reader *r, struct zd_archive_part *part, const struct zd_entity *target,
		      const struct zd_raw *raw)
{
	struct part_form form = {0};
	if (!zd_form_read(r, &form, raw, "a part of an archive", &raw->place, part_keys, ZD_COUNT(part_keys)))
		return false;
	const struct zd_entity *e = zd_pack_entity(r->pack, form.entity);
	if (!e) {
		zd_report_unknown(r, &raw->place, "entity", form.entity, zd_pack_nearest_entity(r->pack, form.entity));
		return false;
	}
	const char *through = read_through(r, e, target, form.through, &raw->place);
	if (!through || (form.order && !find_field(r, e, form.order + (form.order[0] == '-'), &raw->place)))
		return false;
	*part = (struct zd_archive_part){
		.entity = e, .through = through, .title = form.title ? form.title : e->title, .order = form.order};
	read_columns(r, &part->columns, &part->column_count, e, form.columns);
	return true;
}

static void read_archive(const struct zd_reader *r, struct zd_entity *e, const struct zd_raw *list)
{
	e->archive = zd_arena_alloc(&r->pack->arena, (list->count + 1) * sizeof *e->archive);
	for (size_t i = 0; i < list->count; i++) {
		if (zd_want_kind(r, list->items[i], ZD_RAW_MAP, "archive") &&
		    read_part(r, &e->archive[e->archive_count], e, list->items[i]))
			e->archive_count++;
	}
}

/* Whatever refers to the entity, in the order of the model. */
static void gather_archive(const struct zd_reader *r, struct zd_entity *target)
{
	struct zd_pack *p = r->pack;
	size_t most = 0;
	for (size_t i = 0; i < p->entity_count; i++) {
		for (size_t k = 0; k < p->entities[i].field_count; k++)
			most += leads_to(&p->entities[i].fields[k], target);
	}
	target->archive = zd_arena_alloc(&p->arena, (most + 1) * sizeof *target->archive);
	for (size_t i = 0; i < p->entity_count; i++) {
		const struct zd_entity *e = &p->entities[i];
		bool alone = only_reference(e, target) != NULL;
		for (size_t k = 0; k < e->field_count; k++) {
			const struct zd_field *field = &e->fields[k];
			if (!leads_to(field, target))
				continue;
			const char *title =
				alone ? e->title : zd_arena_printf(&p->arena, "%s（%s）", e->title, field->title);
			target->archive[target->archive_count++] =
				(struct zd_archive_part){.entity = e, .through = field->name, .title = title};
		}
	}
}

void zd_read_views(struct zd_reader *r, const struct zd_views *views)
{
	for (size_t i = 0; i < r->pack->entity_count; i++) {
		struct zd_entity *e = &r->pack->entities[i];
		read_columns(r, &e->columns, &e->column_count, e, views[i].columns);
		if (views[i].archive)
			read_archive(r, e, views[i].archive);
		else
			gather_archive(r, e);
	}
}
