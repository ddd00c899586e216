/* Entities and enums (the files of model/), with their fields and what they say about each other. */
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "pack/parts.h"

#define FIELDS_MAX 1000 /* SQLite has columns for twice as many */
#define FIELD_KINDS                                                                                                    \
	(ZD_KIND_BIT(TEXT) | ZD_KIND_BIT(INT) | ZD_KIND_BIT(NUMBER) | ZD_KIND_BIT(MONEY) | ZD_KIND_BIT(DATE) |         \
	 ZD_KIND_BIT(DATETIME) | ZD_KIND_BIT(BOOL) | ZD_KIND_BIT(ENUM) | ZD_KIND_BIT(REF))
#define ORDERED_KINDS                                                                                                  \
	(ZD_KIND_BIT(INT) | ZD_KIND_BIT(NUMBER) | ZD_KIND_BIT(MONEY) | ZD_KIND_BIT(DATE) | ZD_KIND_BIT(DATETIME))

struct model_form {
	struct zd_raw *enums, *entities;
};

static const struct zd_key model_keys[] = {
	{"enums", ZD_WANT_MAP, false, offsetof(struct model_form, enums)},
	{"entities", ZD_WANT_MAP, false, offsetof(struct model_form, entities)},
};

struct enum_form {
	const char *title;
	struct zd_raw *values;
};

static const struct zd_key enum_keys[] = {
	{"title", ZD_WANT_TEXT, true, offsetof(struct enum_form, title)},
	{"values", ZD_WANT_MAP, true, offsetof(struct enum_form, values)},
};

struct entity_form {
	const char *title, *note, *area;
	struct zd_raw *alias, *show, *branch, *fields, *columns, *archive;
};

static const struct zd_key entity_keys[] = {
	{"title", ZD_WANT_TEXT, true, offsetof(struct entity_form, title)},
	{"alias", ZD_WANT_LIST, false, offsetof(struct entity_form, alias)},
	{"show", ZD_WANT_SCALAR, false, offsetof(struct entity_form, show)},
	{"branch", ZD_WANT_SCALAR, false, offsetof(struct entity_form, branch)},
	{"note", ZD_WANT_TEXT, false, offsetof(struct entity_form, note)},
	{"columns", ZD_WANT_LIST, false, offsetof(struct entity_form, columns)},
	{"archive", ZD_WANT_LIST, false, offsetof(struct entity_form, archive)},
	{"area", ZD_WANT_TEXT, false, offsetof(struct entity_form, area)},
	{"fields", ZD_WANT_MAP, true, offsetof(struct entity_form, fields)},
};

struct field_form {
	const char *title, *unit, *note, *area;
	bool required, unique, sensitive;
	struct zd_type_form type;
	struct zd_raw *min, *max, *fallback;
};

static const struct zd_key field_keys[] = {
	{"type", ZD_WANT_SCALAR, true, offsetof(struct field_form, type.type)},
	{"title", ZD_WANT_TEXT, false, offsetof(struct field_form, title)},
	{"unit", ZD_WANT_TEXT, false, offsetof(struct field_form, unit)},
	{"required", ZD_WANT_BOOL, false, offsetof(struct field_form, required)},
	{"min", ZD_WANT_SCALAR, false, offsetof(struct field_form, min)},
	{"max", ZD_WANT_SCALAR, false, offsetof(struct field_form, max)},
	{"enum", ZD_WANT_SCALAR, false, offsetof(struct field_form, type.enum_name)},
	{"entity", ZD_WANT_SCALAR, false, offsetof(struct field_form, type.entity)},
	{"unique", ZD_WANT_BOOL, false, offsetof(struct field_form, unique)},
	{"sensitive", ZD_WANT_BOOL, false, offsetof(struct field_form, sensitive)},
	{"default", ZD_WANT_SCALAR, false, offsetof(struct field_form, fallback)},
	{"note", ZD_WANT_TEXT, false, offsetof(struct field_form, note)},
	{"area", ZD_WANT_TEXT, false, offsetof(struct field_form, area)},
};

bool zd_is_reserved_name(const char *name)
{
	return strcmp(name, "as_of") == 0 || strcmp(name, "period_start") == 0 || strcmp(name, "period_end") == 0;
}

/* Values of an enum may begin with a capital: grades are called A, B, C. */
static bool is_value_name(const char *s)
{
	if (!((*s >= 'a' && *s <= 'z') || (*s >= 'A' && *s <= 'Z')))
		return false;
	while (*s == '_' || (*s >= 'a' && *s <= 'z') || (*s >= 'A' && *s <= 'Z') || (*s >= '0' && *s <= '9'))
		s++;
	return *s == '\0';
}

static bool is_type_word(const char *name)
{
#define X(upper, word)                                                                                                 \
	if (strcmp(name, word) == 0)                                                                                   \
		return true;
	ZD_KINDS(X)
#undef X
	return false;
}

static void read_enum(struct zd_reader *r, struct zd_enum *e, const char *name, const struct zd_raw *raw,
		      const struct zd_place *place)
{
	struct zd_arena *arena = &r->pack->arena;
	struct enum_form form = {.title = name};
	*e = (struct zd_enum){.name = name, .title = name};
	if (zd_check_name(r, name, "an enum", place) && is_type_word(name))
		zd_report(r, ZD_F_BAD_NAME, place, "\"%s\" is a type and no name for an enum", name);
	zd_form_read(r, &form, raw, "an enum", place, enum_keys, ZD_COUNT(enum_keys));
	e->title = form.title;
	if (!form.values)
		return;
	if (form.values->count == 0)
		zd_report(r, ZD_F_MISSING_KEY, place, "the enum %s has no values", name);
	e->values = zd_arena_alloc(arena, (form.values->count + 1) * sizeof *e->values);
	e->titles = zd_arena_alloc(arena, (form.values->count + 1) * sizeof *e->titles);
	for (size_t i = 0; i < form.values->count; i++) {
		const char *value = form.values->keys[i];
		const struct zd_raw *title = form.values->items[i];
		if (!is_value_name(value))
			zd_report(r, ZD_F_BAD_NAME, &form.values->key_places[i],
				  "\"%s\" is no name for a value: a letter, then letters, digits and _", value);
		bool has_title = title->kind != ZD_RAW_NULL && zd_want_kind(r, title, ZD_RAW_SCALAR, value);
		e->values[e->count] = value;
		e->titles[e->count++] = has_title ? title->text : value;
	}
}

/* Sums the members of one key over all files. */
static size_t count_members(const struct model_form *forms, size_t count, bool enums)
{
	size_t sum = 0;
	for (size_t i = 0; i < count; i++) {
		const struct zd_raw *map = enums ? forms[i].enums : forms[i].entities;
		sum += map ? map->count : 0;
	}
	return sum;
}

static void read_enums(struct zd_reader *r, const struct model_form *forms, size_t count)
{
	struct zd_pack *p = r->pack;
	p->enums = zd_arena_alloc(&p->arena, (count_members(forms, count, true) + 1) * sizeof *p->enums);
	p->enum_places = zd_arena_alloc(&p->arena, (count_members(forms, count, true) + 1) * sizeof *p->enum_places);
	for (size_t i = 0; i < count; i++) {
		const struct zd_raw *map = forms[i].enums;
		for (size_t k = 0; map && k < map->count; k++) {
			if (zd_pack_enum(p, map->keys[k])) {
				zd_report(r, ZD_F_DUPLICATE, &map->key_places[k], "the enum %s is already declared",
					  map->keys[k]);
				continue;
			}
			p->enum_places[p->enum_count] = map->key_places[k];
			struct zd_enum *e = &p->enums[p->enum_count++];
			read_enum(r, e, map->keys[k], map->items[k], &map->key_places[k]);
			zd_map_put(&p->enum_map, e->name, e);
		}
	}
}

static void read_bound(struct zd_reader *r, struct zd_value *out, bool *has, const struct zd_field *field,
		       const struct zd_raw *raw, const char *key)
{
	if (!raw)
		return;
	if (!(ORDERED_KINDS & 1u << field->type.kind))
		zd_report(r, ZD_F_UNKNOWN_KEY, &raw->place, "\"%s\" does not go with the type %s", key,
			  zd_kind_word(field->type.kind));
	else
		*has = zd_read_value(r, out, &field->type, raw, key);
}

static void check_default(struct zd_reader *r, const struct zd_field *field, const struct zd_raw *raw)
{
	bool low = field->has_min && zd_value_compare(&field->fallback, &field->min) < 0;
	bool high = field->has_max && zd_value_compare(&field->fallback, &field->max) > 0;
	if (low || high)
		zd_report(r, ZD_F_OUT_OF_BOUNDS, &raw->place, "the default is %s", low ? "below min" : "above max");
}

static void read_field(struct zd_reader *r, struct zd_field *field, const char *name, const struct zd_raw *raw,
		       const struct zd_place *place)
{
	struct field_form form = {.title = name};
	zd_form_read(r, &form, raw, "a field", place, field_keys, ZD_COUNT(field_keys));
	*field = (struct zd_field){.name = name,
				   .title = form.title,
				   .unit = form.unit,
				   .note = form.note,
				   .area = form.area,
				   .required = form.required,
				   .unique = form.unique,
				   .sensitive = form.sensitive,
				   .place = *place};
	if (zd_check_name(r, name, "a field", place) && zd_is_reserved_name(name))
		zd_report(r, ZD_F_BAD_NAME, place, "\"%s\" is what policies call the date and the period", name);
	if (!zd_type_from_form(r, &field->type, &form.type, FIELD_KINDS))
		return;
	read_bound(r, &field->min, &field->has_min, field, form.min, "min");
	read_bound(r, &field->max, &field->has_max, field, form.max, "max");
	if (field->has_min && field->has_max && zd_value_compare(&field->min, &field->max) > 0)
		zd_report(r, ZD_F_OUT_OF_BOUNDS, &form.min->place, "min is above max");
	if (form.fallback && zd_read_value(r, &field->fallback, &field->type, form.fallback, "default"))
		check_default(r, field, form.fallback);
}

/* What is kept encrypted cannot be compared by SQLite. */
static void check_sensitive(struct zd_reader *r, const struct zd_entity *e)
{
	for (size_t i = 0; i < e->field_count; i++) {
		const struct zd_field *f = &e->fields[i];
		const char *what = i == 0                        ? "the key"
				   : f->unique                   ? "unique"
				   : f->type.kind == ZD_KIND_REF ? "a reference"
								 : NULL;
		if (f->sensitive && what)
			zd_report(r, ZD_F_UNKNOWN_KEY, &f->place,
				  "%s is %s and cannot be sensitive: what is sensitive is kept encrypted", f->name,
				  what);
	}
}

static void check_key(struct zd_reader *r, struct zd_entity *e)
{
	struct zd_field *key = &e->fields[0];
	key->required = true;
	if (key->type.kind != ZD_KIND_TEXT && key->type.kind != ZD_KIND_INT)
		zd_report(r, ZD_F_WRONG_TYPE, &key->place, "%s is the key (the first field) and must be text or int",
			  key->name);
	if (key->fallback.tag != ZD_NIL)
		zd_report(r, ZD_F_UNKNOWN_KEY, &key->place, "%s is the key (the first field) and has no default",
			  key->name);
}

static void read_fields(struct zd_reader *r, struct zd_entity *e, const struct zd_raw *fields)
{
	e->fields = zd_arena_alloc(&r->pack->arena, (fields->count + 1) * sizeof *e->fields);
	for (size_t i = 0; i < fields->count; i++) {
		read_field(r, &e->fields[i], fields->keys[i], fields->items[i], &fields->key_places[i]);
		for (size_t k = 0; k < i; k++) /* SQL does not tell capitals apart */
			if (strcasecmp(e->fields[k].name, fields->keys[i]) == 0)
				zd_report(r, ZD_F_DUPLICATE, &fields->key_places[i],
					  "\"%s\" and \"%s\" differ in capitals only", fields->keys[i],
					  e->fields[k].name);
	}
	e->field_count = fields->count;
}

static void read_entity(struct zd_reader *r, struct zd_entity *e, struct zd_views *views, const char *name,
			const struct zd_raw *raw, const struct zd_place *place)
{
	struct entity_form form = {.title = name};
	if (zd_check_name(r, name, "an entity", place) && strncmp(name, "sqlite_", 7) == 0)
		zd_report(r, ZD_F_BAD_NAME, place, "names that begin with sqlite_ are taken");
	zd_form_read(r, &form, raw, "an entity", place, entity_keys, ZD_COUNT(entity_keys));
	*e = (struct zd_entity){
		.name = name, .title = form.title, .note = form.note, .area = form.area, .place = *place};
	*views = (struct zd_views){form.columns, form.archive};
	e->show = form.show ? form.show->text : NULL;
	e->branch = form.branch ? form.branch->text : NULL;
	if (form.alias)
		zd_read_texts(r, &e->aliases, &e->alias_count, form.alias, "alias");
	if (form.fields && form.fields->count > FIELDS_MAX)
		zd_report(r, ZD_F_OUT_OF_BOUNDS, place, "the entity %s has more than %d fields", name, FIELDS_MAX);
	else if (form.fields)
		read_fields(r, e, form.fields);
	check_sensitive(r, e);
	if (e->field_count > 0)
		check_key(r, e);
	else if (form.fields && form.fields->count == 0)
		zd_report(r, ZD_F_MISSING_KEY, place, "the entity %s has no fields", name);
	if (e->show && !zd_entity_field(e, e->show))
		zd_report_unknown(r, &form.show->place, "field", e->show,
				  zd_nearest_of(e->show, e->fields, e->field_count, sizeof *e->fields));
}

/* An entity without fields is reported and left out: everything else may rely on a key. Returns what they say of lists, one an entity. */
static struct zd_views *read_entities(struct zd_reader *r, const struct model_form *forms, size_t count)
{
	struct zd_pack *p = r->pack;
	size_t most = count_members(forms, count, false) + 1;
	struct zd_views *views = zd_arena_alloc(&p->arena, most * sizeof *views);
	p->entities = zd_arena_alloc(&p->arena, most * sizeof *p->entities);
	for (size_t i = 0; i < count; i++) {
		const struct zd_raw *map = forms[i].entities;
		for (size_t k = 0; map && k < map->count; k++) {
			if (zd_pack_entity(p, map->keys[k])) {
				zd_report(r, ZD_F_DUPLICATE, &map->key_places[k], "the entity %s is already declared",
					  map->keys[k]);
				continue;
			}
			struct zd_entity *e = &p->entities[p->entity_count];
			read_entity(r, e, &views[p->entity_count], map->keys[k], map->items[k], &map->key_places[k]);
			if (e->field_count == 0)
				continue;
			p->entity_count++;
			zd_map_put(&p->entity_map, e->name, e);
		}
	}
	return views;
}

static void read_aliases(struct zd_reader *r, struct zd_entity *e)
{
	struct zd_pack *p = r->pack;
	for (size_t i = 0; i < e->alias_count; i++) {
		const struct zd_entity *other = zd_pack_entity(p, e->aliases[i]);
		zd_check_name(r, e->aliases[i], "an alias", &e->place);
		if (other)
			zd_report(r, ZD_F_DUPLICATE, &e->place, "the alias \"%s\" of %s already means %s",
				  e->aliases[i], e->name, other->name);
		else
			zd_map_put(&p->entity_map, e->aliases[i], e);
	}
}

static void check_refs(struct zd_reader *r, const struct zd_entity *e)
{
	for (size_t i = 0; i < e->field_count; i++) {
		struct zd_field *field = &e->fields[i];
		if (field->type.kind != ZD_KIND_REF)
			continue;
		const struct zd_entity *target = zd_pack_entity(r->pack, field->type.entity);
		if (target && strcmp(target->name, field->type.entity) == 0)
			continue;
		zd_report_unknown(r, &field->place, "entity", field->type.entity,
				  target ? target->name : zd_pack_nearest_entity(r->pack, field->type.entity));
		field->type = (struct zd_type){.kind = ZD_KIND_TEXT};
	}
}

/* A path of references that ends at a branch's key. A pack without the entity `branch` may end it at any text. */
static void check_branch(struct zd_reader *r, const struct zd_entity *entity)
{
	const struct zd_entity *at = entity;
	const char *path = entity->branch;
	while (path) {
		size_t n = strcspn(path, ".");
		const char *name = zd_arena_strndup(&r->pack->arena, path, n);
		const char *rest = path[n] == '.' ? path + n + 1 : NULL;
		const struct zd_field *field = zd_entity_field(at, name);
		if (!field) {
			zd_report(r, ZD_F_UNKNOWN_NAME, &entity->place, "branch: %s has no field \"%s\"", at->name,
				  name);
			return;
		}
		bool is_ref = field->type.kind == ZD_KIND_REF;
		if (rest && !is_ref) {
			zd_report(r, ZD_F_WRONG_TYPE, &entity->place, "branch: %s.%s is no reference", at->name, name);
			return;
		}
		bool ends_well = is_ref ? strcmp(field->type.entity, "branch") == 0
					: strcmp(at->name, "branch") == 0 && field == &at->fields[0];
		if (!rest && !ends_well && zd_pack_entity(r->pack, "branch"))
			zd_report(r, ZD_F_WRONG_TYPE, &entity->place, "branch: %s.%s does not refer to a branch",
				  at->name, name);
		path = rest;
		at = rest ? zd_pack_entity(r->pack, field->type.entity) : at;
	}
}

void zd_read_model(struct zd_reader *r)
{
	struct zd_pack *p = r->pack;
	size_t count;
	struct zd_doc *docs = zd_docs_read(r, ZD_FILE_MODEL, &count);
	struct model_form *forms = zd_arena_alloc(&p->arena, (count + 1) * sizeof *forms);
	for (size_t i = 0; i < count; i++)
		zd_form_read(r, &forms[i], docs[i].root, "a model file", &docs[i].root->place, model_keys,
			     ZD_COUNT(model_keys));
	read_enums(r, forms, count);
	struct zd_views *views = read_entities(r, forms, count);
	for (size_t i = 0; i < p->entity_count; i++)
		read_aliases(r, &p->entities[i]);
	for (size_t i = 0; i < p->entity_count; i++)
		check_refs(r, &p->entities[i]);
	for (size_t i = 0; i < p->entity_count; i++)
		check_branch(r, &p->entities[i]);
	zd_read_views(r, views);
}
