/*
 * Layouts as text for the book, and as SQL. An administrator's names are
 * always quoted and his values written as literals, because DDL has no binds.
 */
#include "store/layout.h"

#include <string.h>

#include "base/json.h"
#include "base/money.h"
#include "model/text.h"
#include "store/db.h"

const char *zd_storage_of(enum zd_kind kind)
{
	switch (kind) {
	case ZD_KIND_INT:
	case ZD_KIND_MONEY:
	case ZD_KIND_BOOL:
		return "INTEGER";
	case ZD_KIND_NUMBER:
	case ZD_KIND_RATE:
		return "REAL";
	default:
		return "TEXT";
	}
}

/* A reference is kept as the key that it refers to. NULL: no field of an entity can be of the type. */
static const char *storage_of(const struct zd_pack *pack, const struct zd_type *type)
{
	const struct zd_entity *target;
	switch (type->kind) {
	case ZD_KIND_REF:
		target = zd_pack_entity(pack, type->entity);
		return target && target->field_count > 0 ? storage_of(pack, &target->fields[0].type) : NULL;
	case ZD_KIND_LIST:
	case ZD_KIND_MAP:
		return NULL;
	default:
		return zd_storage_of(type->kind);
	}
}

int zd_layout_of(struct zd_layout *out, const struct zd_pack *pack, const struct zd_entity *e, size_t room,
		 struct zd_arena *arena, struct zd_error *err)
{
	*out = (struct zd_layout){.name = e->name, .count = e->field_count};
	if (strncmp(e->name, "zd_", 3) == 0 || strncmp(e->name, "sqlite_", 7) == 0)
		return zd_fail_at(err, ZD_DATA, e->place.file, e->place.line, e->place.column,
				  "an entity may not be named %s: names that begin with zd_ or sqlite_ are taken",
				  e->name);
	if (e->field_count == 0)
		return zd_fail_at(err, ZD_DATA, e->place.file, e->place.line, e->place.column,
				  "the entity %s has no fields", e->name);
	out->columns = zd_arena_alloc(arena, (e->field_count + room) * sizeof *out->columns);
	for (size_t i = 0; i < e->field_count; i++) {
		const struct zd_field *field = &e->fields[i];
		struct zd_layout_column *c = &out->columns[i];
		*c = (struct zd_layout_column){.name = field->name,
					       .storage = zd_field_sealed(e, field) ? "TEXT"
										    : storage_of(pack, &field->type),
					       .sealed = zd_field_sealed(e, field),
					       .type = field->type,
					       .required = field->required || i == 0,
					       .unique = field->unique && i > 0,
					       .field = field};
		if (!c->storage)
			return zd_fail_at(err, ZD_DATA, field->place.file, field->place.line, field->place.column,
					  "the field %s of %s cannot be kept in a table", field->name, e->name);
		if (field->has_min)
			c->min = zd_value_plain_text(&field->type, &field->min, arena);
		if (field->has_max)
			c->max = zd_value_plain_text(&field->type, &field->max, arena);
	}
	return ZD_OK;
}

const struct zd_layout_column *zd_layout_column(const struct zd_layout *l, const char *name)
{
	for (size_t i = 0; i < l->count; i++) {
		if (strcmp(l->columns[i].name, name) == 0)
			return &l->columns[i];
	}
	return NULL;
}

static void true_member(struct zd_str *b, bool *first, const char *key, bool truth)
{
	if (!truth)
		return;
	zd_json_key(b, first, key);
	zd_str_add(b, "true");
}

static void column_text(struct zd_str *b, const struct zd_layout_column *c)
{
	bool first = true;
	zd_str_addc(b, '{');
	zd_json_text_if(b, &first, "name", c->name);
	zd_json_text_if(b, &first, "type", zd_kind_word(c->type.kind));
	zd_json_text_if(b, &first, "storage", c->storage);
	zd_json_text_if(b, &first, "entity", c->type.kind == ZD_KIND_REF ? c->type.entity : NULL);
	if (c->type.kind == ZD_KIND_ENUM) {
		zd_json_key(b, &first, "values");
		zd_json_strings(b, c->type.enums->values, c->type.enums->count);
	}
	true_member(b, &first, "required", c->required);
	true_member(b, &first, "unique", c->unique);
	true_member(b, &first, "sealed", c->sealed);
	zd_json_text_if(b, &first, "min", c->min);
	zd_json_text_if(b, &first, "max", c->max);
	true_member(b, &first, "kept", c->kept);
	zd_str_addc(b, '}');
}

void zd_layout_text(struct zd_str *b, const struct zd_layout *l)
{
	zd_str_add(b, l->gone ? "{\"gone\":true,\"columns\":[" : "{\"columns\":[");
	for (size_t i = 0; i < l->count; i++) {
		if (i > 0)
			zd_str_addc(b, ',');
		column_text(b, &l->columns[i]);
	}
	zd_str_add(b, "]}");
}

static const char *string_of(const struct zd_json *object, const char *key)
{
	const struct zd_json *json = zd_json_get(object, key);
	return json && json->kind == ZD_JSON_STRING ? json->text : NULL;
}

static bool truth_of(const struct zd_json *object, const char *key)
{
	const struct zd_json *json = zd_json_get(object, key);
	return json && json->kind == ZD_JSON_BOOL && json->truth;
}

static bool kind_of(const char *word, enum zd_kind *out)
{
	for (int k = ZD_KIND_TEXT; word && k <= ZD_KIND_REF; k++) {
		if (strcmp(word, zd_kind_word((enum zd_kind)k)) == 0) {
			*out = (enum zd_kind)k;
			return true;
		}
	}
	return false;
}

static const struct zd_enum *enum_of(const struct zd_json *values, struct zd_arena *arena)
{
	struct zd_enum *e = zd_arena_alloc(arena, sizeof *e);
	if (!values || values->kind != ZD_JSON_ARRAY)
		return e;
	e->values = zd_arena_alloc(arena, (values->len + 1) * sizeof *e->values);
	for (size_t i = 0; i < values->len; i++) {
		if (values->items[i].kind == ZD_JSON_STRING)
			e->values[e->count++] = values->items[i].text;
	}
	e->titles = e->values;
	return e;
}

static bool column_parse(struct zd_layout_column *c, const struct zd_json *json, struct zd_arena *arena)
{
	if (json->kind != ZD_JSON_OBJECT)
		return false;
	*c = (struct zd_layout_column){.name = string_of(json, "name"),
				       .storage = string_of(json, "storage"),
				       .required = truth_of(json, "required"),
				       .unique = truth_of(json, "unique"),
				       .sealed = truth_of(json, "sealed"),
				       .min = string_of(json, "min"),
				       .max = string_of(json, "max"),
				       .kept = truth_of(json, "kept")};
	if (!c->name || !c->storage || !kind_of(string_of(json, "type"), &c->type.kind))
		return false;
	if (strcmp(c->storage, "TEXT") != 0 && strcmp(c->storage, "INTEGER") != 0 && strcmp(c->storage, "REAL") != 0)
		return false;
	if (c->type.kind == ZD_KIND_ENUM)
		c->type.enums = enum_of(zd_json_get(json, "values"), arena);
	if (c->type.kind == ZD_KIND_REF)
		c->type.entity = string_of(json, "entity");
	return c->type.kind != ZD_KIND_REF || c->type.entity;
}

int zd_layout_parse(struct zd_layout *out, const char *name, const char *text, struct zd_arena *arena,
		    struct zd_error *err)
{
	struct zd_json *json;
	*out = (struct zd_layout){.name = zd_arena_strdup(arena, name)};
	const char *copy = zd_arena_strdup(arena, text);
	bool good = zd_json_parse(&json, copy, strlen(copy), arena, NULL) == ZD_OK && json->kind == ZD_JSON_OBJECT;
	const struct zd_json *columns = good ? zd_json_get(json, "columns") : NULL;
	good = columns && columns->kind == ZD_JSON_ARRAY && columns->len > 0;
	if (good) {
		out->gone = truth_of(json, "gone");
		out->columns = zd_arena_alloc(arena, columns->len * sizeof *out->columns);
		for (; good && out->count < columns->len; out->count++)
			good = column_parse(&out->columns[out->count], &columns->items[out->count], arena);
	}
	return good ? ZD_OK
		    : zd_fail(err, ZD_BOOK, "the book is damaged: what it says of the entity %s cannot be read", name);
}

static void literal(struct zd_str *sql, const struct zd_value *v)
{
	char number[32];
	switch ((enum zd_tag)v->tag) {
	case ZD_BOOL:
	case ZD_INT:
		zd_str_printf(sql, "%lld", (long long)v->i);
		break;
	case ZD_NUMBER:
		zd_str_addn(sql, number, zd_number_format(v->d, number));
		break;
	case ZD_TEXT:
		zd_str_addc(sql, '\'');
		for (size_t i = 0; i < v->len; i++) {
			if (v->s[i] == '\'')
				zd_str_addc(sql, '\'');
			zd_str_addc(sql, v->s[i]);
		}
		zd_str_addc(sql, '\'');
		break;
	case ZD_NIL:
	case ZD_LIST:
	case ZD_MAP:
		zd_str_add(sql, "NULL");
		break;
	}
}

static void check_begin(struct zd_str *sql, const char *name, const char *op)
{
	zd_str_add(sql, " CHECK (");
	zd_db_quote(sql, name);
	zd_str_add(sql, op);
}

static void column_checks(struct zd_str *sql, const struct zd_layout_column *c)
{
	if (c->type.kind == ZD_KIND_BOOL) {
		check_begin(sql, c->name, " IN (0, 1))");
	} else if (c->type.kind == ZD_KIND_ENUM) {
		check_begin(sql, c->name, " IN (");
		for (size_t i = 0; i < c->type.enums->count; i++) {
			struct zd_value name = zd_value_string(c->type.enums->values[i]);
			zd_str_add(sql, i > 0 ? ", " : "");
			literal(sql, &name);
		}
		zd_str_add(sql, "))");
	}
	if (c->field->has_min) {
		check_begin(sql, c->name, " >= ");
		literal(sql, &c->field->min);
		zd_str_addc(sql, ')');
	}
	if (c->field->has_max) {
		check_begin(sql, c->name, " <= ");
		literal(sql, &c->field->max);
		zd_str_addc(sql, ')');
	}
}

static void column_sql(struct zd_str *sql, const struct zd_layout_column *c, bool key)
{
	zd_db_quote(sql, c->name);
	zd_str_addc(sql, ' ');
	zd_str_add(sql, c->storage);
	if (key)
		zd_str_add(sql, " PRIMARY KEY");
	if (c->kept)
		return;
	if (c->required)
		zd_str_add(sql, " NOT NULL");
	if (c->unique)
		zd_str_add(sql, " UNIQUE");
	if (c->field && !c->sealed)
		column_checks(sql, c);
	if (c->type.kind == ZD_KIND_REF) {
		zd_str_add(sql, " REFERENCES ");
		zd_db_quote(sql, c->type.entity);
		zd_str_add(sql, " DEFERRABLE INITIALLY DEFERRED");
	}
}

void zd_layout_create(struct zd_str *sql, const struct zd_layout *l, const char *table)
{
	zd_str_add(sql, "CREATE TABLE ");
	zd_db_quote(sql, table);
	for (size_t i = 0; i < l->count; i++) {
		zd_str_add(sql, i == 0 ? " (\n\t" : ",\n\t");
		column_sql(sql, &l->columns[i], i == 0);
	}
	/* An integer key is the row's own number; any other orders the rows itself. */
	bool numbered = strcmp(l->columns[0].storage, "INTEGER") == 0;
	zd_str_add(sql, numbered ? "\n) STRICT" : "\n) STRICT, WITHOUT ROWID");
}

void zd_layout_add(struct zd_str *sql, const struct zd_layout *l, const struct zd_layout_column *c)
{
	zd_str_add(sql, "ALTER TABLE ");
	zd_db_quote(sql, l->name);
	zd_str_add(sql, " ADD COLUMN ");
	column_sql(sql, c, false);
}

/* The point cannot be in a name of the model, so no two fields share an index's name, nor a table. */
static void index_name(struct zd_str *sql, const char *table, const char *column)
{
	struct zd_str name = {0};
	zd_str_printf(&name, "%s.%s_idx", table, column);
	zd_db_quote(sql, zd_str_text(&name));
	zd_str_free(&name);
}

void zd_layout_index(struct zd_str *sql, const char *table, const char *column)
{
	zd_str_add(sql, "CREATE INDEX IF NOT EXISTS ");
	index_name(sql, table, column);
	zd_str_add(sql, " ON ");
	zd_db_quote(sql, table);
	zd_str_add(sql, " (");
	zd_db_quote(sql, column);
	zd_str_addc(sql, ')');
}

void zd_layout_drop_index(struct zd_str *sql, const char *table, const char *column)
{
	zd_str_add(sql, "DROP INDEX IF EXISTS ");
	index_name(sql, table, column);
}
