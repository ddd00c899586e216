/*
 * Mappings. Each field that the file gives is one small operation, with all
 * that does not depend on the row worked out when the mapping is opened.
 */
#include "store/mapping.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/str.h"
#include "base/utf8.h"
#include "model/condition.h"
#include "model/text.h"
#include "store/convert.h"

/* A piece of a template. */
struct piece {
	enum {
		PIECE_TEXT,
		PIECE_COLUMN,
		PIECE_NUMBER
	} kind;
	const char *text; /* or the column's name */
	size_t length;
	size_t column;
};

struct operation {
	size_t field; /* index in the entity */
	enum zd_map_source source;
	size_t column; /* the first that it reads; the count of columns: none */
	struct zd_convert *convert;
	struct zd_value constant;
	struct piece *pieces; /* of a template */
	size_t piece_count;
	struct zd_str text;
	size_t *factors; /* of a product: columns */
	struct zd_decimal *decimals;
	size_t factor_count;
	struct zd_map aliases;            /* values of the file: struct zd_value */
	const struct zd_value *otherwise; /* or NULL */
	const struct zd_value *empty;     /* or NULL */
};

struct zd_mapping {
	const struct zd_entity *entity;
	const struct zd_columns *columns;
	struct operation *operations;
	size_t count;
	struct zd_value *values; /* one a field */
	struct zd_arena arena;   /* of the mapping */
	struct zd_arena row;     /* of one row */
};

/* ---- templates ---- */

/*
 * Cuts a template into pieces: at most one for each of its characters. False:
 * a brace is not closed, or closed without being open.
 */
static bool cut_template(const char *text, struct piece *pieces, size_t *count, struct zd_arena *arena)
{
	size_t n = 0;
	while (*text) {
		bool twice = text[0] == text[1];
		size_t plain = strcspn(text, "{}");
		if (plain == 0 && twice) {
			pieces[n++] = (struct piece){.kind = PIECE_TEXT, .text = text, .length = 1};
			text += 2;
		} else if (plain > 0) {
			pieces[n++] = (struct piece){.kind = PIECE_TEXT, .text = text, .length = plain};
			text += plain;
		} else {
			size_t length = strcspn(text + 1, "{}");
			if (*text == '}' || text[1 + length] != '}')
				return false;
			pieces[n] =
				(struct piece){.kind = PIECE_COLUMN, .text = zd_arena_strndup(arena, text + 1, length)};
			if (strcmp(pieces[n].text, "#") == 0)
				pieces[n].kind = PIECE_NUMBER;
			n++;
			text += length + 2;
		}
	}
	*count = n;
	return true;
}

static void fill_template(struct operation *o, const struct zd_csv_cell *cells, uint64_t number)
{
	zd_str_clear(&o->text);
	for (size_t i = 0; i < o->piece_count; i++) {
		const struct piece *p = &o->pieces[i];
		char digits[24];
		size_t at = sizeof digits;
		switch (p->kind) {
		case PIECE_TEXT:
			zd_str_addn(&o->text, p->text, p->length);
			break;
		case PIECE_COLUMN:
			zd_str_addn(&o->text, cells[p->column].s, cells[p->column].len);
			break;
		case PIECE_NUMBER:
			for (uint64_t left = number; at == sizeof digits || left; left /= 10)
				digits[--at] = (char)('0' + left % 10);
			zd_str_addn(&o->text, digits + at, sizeof digits - at);
			break;
		}
	}
}

/* ---- opening ---- */

static struct zd_mapping *new_mapping(const struct zd_entity *e, const struct zd_columns *columns, size_t count)
{
	struct zd_mapping *m = zd_alloc(sizeof *m);
	m->entity = e;
	m->columns = columns;
	m->operations = zd_arena_alloc(&m->arena, (count + 1) * sizeof *m->operations);
	m->values = zd_arena_alloc(&m->arena, (e->field_count + 1) * sizeof *m->values);
	return m;
}

void zd_mapping_close(struct zd_mapping *m)
{
	if (!m)
		return;
	for (size_t i = 0; i < m->count; i++) {
		zd_convert_close(m->operations[i].convert);
		zd_map_free(&m->operations[i].aliases);
		zd_str_free(&m->operations[i].text);
	}
	zd_arena_free(&m->arena);
	zd_arena_free(&m->row);
	free(m);
}

static size_t field_index(const struct zd_entity *e, const char *name)
{
	size_t i = 0;
	while (i < e->field_count && strcmp(e->fields[i].name, name) != 0)
		i++;
	return i;
}

static int no_field(const struct zd_entity *e, const char *name, struct zd_error *err)
{
	struct zd_str quoted = {0};
	zd_text_quote(&quoted, name, strlen(name));
	int rc = zd_fail(err, ZD_DATA, "%s has no field %s%s", e->name, zd_str_text(&quoted),
			 zd_suggest(zd_entity_nearest_field(e, name), "\"").text);
	zd_str_free(&quoted);
	return rc;
}

/* A value that the map names, read once and for all. */
static int fixed_value(struct zd_mapping *m, const struct zd_field *field, const char *text, struct zd_value *out,
		       struct zd_error *err)
{
	int rc = zd_value_parse(out, &field->type, text, strlen(text), &m->arena, err);
	return rc ? zd_fail_context(err, "%s", field->name) : ZD_OK;
}

static int fixed_value_new(struct zd_mapping *m, const struct zd_field *field, const char *text,
			   const struct zd_value **out, struct zd_error *err)
{
	struct zd_value *value = zd_arena_alloc(&m->arena, sizeof *value);
	*out = value;
	return fixed_value(m, field, text, value, err);
}

static int open_template(struct zd_mapping *m, struct operation *o, const struct zd_map_field *f, struct zd_error *err)
{
	o->pieces = zd_arena_alloc(&m->arena, (strlen(f->text) + 1) * sizeof *o->pieces);
	if (!cut_template(f->text, o->pieces, &o->piece_count, &m->arena))
		return zd_fail(err, ZD_DATA, "%s: the braces of the template \"%s\" do not match", f->field, f->text);
	int rc = ZD_OK;
	for (size_t i = o->piece_count; !rc && i-- > 0;) {
		if (o->pieces[i].kind != PIECE_COLUMN)
			continue;
		rc = zd_column_find(&o->pieces[i].column, m->columns, o->pieces[i].text, err);
		o->column = o->pieces[i].column;
	}
	return rc;
}

static int open_product(struct zd_mapping *m, struct operation *o, const struct zd_map_field *f, struct zd_error *err)
{
	const struct zd_field *field = &m->entity->fields[o->field];
	enum zd_kind kind = field->type.kind;
	if (kind != ZD_KIND_MONEY && kind != ZD_KIND_INT && kind != ZD_KIND_NUMBER && kind != ZD_KIND_RATE)
		return zd_fail(err, ZD_DATA, "a product is a number or money, and %s is %s", f->field,
			       zd_kind_word(kind));
	if (f->format != ZD_AS_IS || f->alias_count > 0)
		return zd_fail(err, ZD_DATA, "%s: a product has no format and no values", f->field);
	o->factor_count = f->column_count;
	o->factors = zd_arena_alloc(&m->arena, (f->column_count + 1) * sizeof *o->factors);
	o->decimals = zd_arena_alloc(&m->arena, (f->column_count + 1) * sizeof *o->decimals);
	int rc = ZD_OK;
	for (size_t i = 0; !rc && i < f->column_count; i++)
		rc = zd_column_find(&o->factors[i], m->columns, f->columns[i], err);
	o->column = o->factors[0];
	return rc;
}

static int open_constant(struct zd_mapping *m, struct operation *o, const struct zd_map_field *f, struct zd_error *err)
{
	const struct zd_field *field = &m->entity->fields[o->field];
	if (f->format == ZD_AS_IS)
		return fixed_value(m, field, f->text, &o->constant, err);
	int rc = zd_convert(o->convert, f->text, strlen(f->text), &o->constant, &m->arena, err);
	if (rc)
		return zd_fail_context(err, "%s", f->field);
	o->constant = zd_value_copy(&m->arena, &o->constant);
	return ZD_OK;
}

static int open_aliases(struct zd_mapping *m, struct operation *o, const struct zd_map_field *f, struct zd_error *err)
{
	const struct zd_field *field = &m->entity->fields[o->field];
	struct zd_value *values = zd_arena_alloc(&m->arena, (f->alias_count + 1) * sizeof *values);
	int rc = ZD_OK;
	for (size_t i = 0; !rc && i < f->alias_count; i++) {
		rc = fixed_value(m, field, f->to[i], &values[i], err);
		zd_map_put(&o->aliases, f->from[i], &values[i]);
	}
	if (!rc && f->otherwise)
		rc = fixed_value_new(m, field, f->otherwise, &o->otherwise, err);
	if (!rc && f->empty)
		rc = fixed_value_new(m, field, f->empty, &o->empty, err);
	return rc;
}

static int open_operation(struct zd_mapping *m, const struct zd_map_field *f, struct zd_error *err)
{
	size_t at = field_index(m->entity, f->field);
	if (at == m->entity->field_count)
		return no_field(m->entity, f->field, err);
	struct operation *o = &m->operations[m->count++];
	o->field = at;
	o->source = f->source;
	o->column = m->columns->count;
	int rc = zd_convert_open(&o->convert, &m->entity->fields[at], f->format, f->pattern, &m->arena, err);
	if (!rc)
		rc = open_aliases(m, o, f, err);
	if (rc)
		return rc;
	switch (f->source) {
	case ZD_FROM_COLUMN:
		return zd_column_find(&o->column, m->columns, f->text, err);
	case ZD_FROM_CONSTANT:
		return open_constant(m, o, f, err);
	case ZD_FROM_TEMPLATE:
		return open_template(m, o, f, err);
	case ZD_FROM_PRODUCT:
		return open_product(m, o, f, err);
	}
	return ZD_OK;
}

int zd_mapping_open(struct zd_mapping **out, const struct zd_entity *e, const struct zd_map_target *target,
		    const struct zd_columns *columns, struct zd_error *err)
{
	struct zd_mapping *m = new_mapping(e, columns, target->field_count);
	int rc = ZD_OK;
	for (size_t i = 0; !rc && i < target->field_count; i++) {
		const struct zd_map_field *f = &target->fields[i];
		rc = open_operation(m, f, err);
		if (rc && err) {
			struct zd_error where = *err;
			rc = zd_fail_at(err, where.code, f->place.file, f->place.line, f->place.column, "%s",
					where.message);
		}
	}
	if (rc) {
		zd_mapping_close(m);
		m = NULL;
	}
	*out = m;
	return rc;
}

/* What an entity requires, and does not fill by itself, must be a column. */
static int check_covered(const struct zd_entity *e, const struct zd_columns *columns, bool update, struct zd_error *err)
{
	for (size_t i = 0; i < e->field_count; i++) {
		const struct zd_field *f = &e->fields[i];
		size_t at;
		bool needed = i == 0 || (f->required && f->fallback.tag == ZD_NIL && !update);
		if (!needed || zd_column_find(&at, columns, f->name, NULL) == ZD_OK)
			continue;
		return zd_fail(err, ZD_DATA, "the column \"%s\" is missing, which %s requires", f->name, e->name);
	}
	return ZD_OK;
}

int zd_mapping_open_by_name(struct zd_mapping **out, const struct zd_entity *e, const struct zd_columns *columns,
			    bool update, struct zd_error *err)
{
	struct zd_mapping *m = new_mapping(e, columns, columns->count);
	int rc = ZD_OK;
	for (size_t i = 0; !rc && i < columns->count; i++) {
		const struct zd_map_field f = {.field = columns->names[i], .text = columns->names[i]};
		rc = open_operation(m, &f, err);
		if (rc && err)
			err->column = (int)i + 1;
	}
	if (!rc)
		rc = check_covered(e, columns, update, err);
	if (rc) {
		zd_mapping_close(m);
		m = NULL;
	}
	*out = m;
	return rc;
}

/* ---- rows ---- */

static int multiply(struct zd_mapping *m, struct operation *o, const struct zd_csv_cell *cells, struct zd_value *out,
		    size_t *column, struct zd_error *err)
{
	*out = o->empty ? *o->empty : ZD_VALUE_NIL;
	for (size_t i = 0; i < o->factor_count; i++) {
		const struct zd_csv_cell *cell = &cells[o->factors[i]];
		if (cell->len == 0)
			return ZD_OK;
		if (zd_decimal_parse(cell->s, cell->len, &o->decimals[i]))
			continue;
		*column = o->factors[i];
		struct zd_str quoted = {0};
		if (m->entity->fields[o->field].sensitive)
			zd_str_add(&quoted, "something else");
		else
			zd_text_quote(&quoted, cell->s, cell->len);
		int rc = zd_fail(err, ZD_DATA, "wants a number of at most 18 digits, got %s", zd_str_text(&quoted));
		zd_str_free(&quoted);
		return rc;
	}
	return zd_convert_product(o->convert, o->decimals, o->factor_count, out, err);
}

static int read_text(struct zd_mapping *m, struct operation *o, const char *s, size_t n, struct zd_value *out,
		     struct zd_error *err)
{
	const struct zd_value *alias = NULL;
	if (n == 0 && o->empty)
		alias = o->empty;
	else if (o->aliases.count > 0)
		alias = zd_map_getn(&o->aliases, s, n);
	if (!alias && n > 0)
		alias = o->otherwise;
	if (alias) {
		*out = *alias;
		return ZD_OK;
	}
	if (n == 0) {
		*out = ZD_VALUE_NIL;
		return ZD_OK;
	}
	return zd_convert(o->convert, s, n, out, &m->row, err);
}

static int operate(struct zd_mapping *m, struct operation *o, const struct zd_csv_cell *cells, uint64_t number,
		   size_t *column, struct zd_error *err)
{
	struct zd_value *out = &m->values[o->field];
	*column = o->column;
	switch (o->source) {
	case ZD_FROM_COLUMN:
		return read_text(m, o, cells[o->column].s, cells[o->column].len, out, err);
	case ZD_FROM_CONSTANT:
		*out = o->constant;
		return ZD_OK;
	case ZD_FROM_TEMPLATE:
		fill_template(o, cells, number);
		return read_text(m, o, zd_str_text(&o->text), o->text.len, out, err);
	case ZD_FROM_PRODUCT:
		return multiply(m, o, cells, out, column, err);
	}
	return ZD_OK;
}

/* Forgets the last row; most rows leave nothing in its arena. */
static void next_row(struct zd_mapping *m)
{
	if (m->row.blocks)
		zd_arena_reset(&m->row);
}

int zd_mapping_row(struct zd_mapping *m, const struct zd_csv_cell *cells, uint64_t number,
		   const struct zd_value **values, const char **field, size_t *column, struct zd_error *err)
{
	next_row(m);
	*values = m->values;
	for (size_t i = 0; i < m->count; i++) {
		int rc = operate(m, &m->operations[i], cells, number, column, err);
		if (rc) {
			*field = m->entity->fields[m->operations[i].field].name;
			return rc;
		}
	}
	return ZD_OK;
}

static int member(struct zd_mapping *m, const struct zd_field *field, const struct zd_json *json, struct zd_value *out,
		  struct zd_error *err)
{
	if (json->kind == ZD_JSON_NULL)
		return ZD_OK;
	int rc = zd_value_from_json(out, &field->type, json, &m->row, err);
	if (rc && field->sensitive) {
		struct zd_str wants = {0};
		zd_type_words(&wants, &field->type);
		rc = zd_fail(err, ZD_DATA, "wants %s, got something else", zd_str_text(&wants));
		zd_str_free(&wants);
	}
	return rc;
}

int zd_mapping_object(struct zd_mapping *m, const struct zd_json *object, const struct zd_value **values,
		      const char **field, struct zd_error *err)
{
	const struct zd_entity *e = m->entity;
	next_row(m);
	*values = m->values;
	for (size_t i = 0; i < e->field_count; i++)
		m->values[i] = ZD_VALUE_NIL;
	for (size_t i = 0; i < object->len; i++) {
		size_t at = field_index(e, object->keys[i]);
		int rc = at == e->field_count ? no_field(e, object->keys[i], err)
					      : member(m, &e->fields[at], &object->items[i], &m->values[at], err);
		if (rc) {
			*field = at < e->field_count ? e->fields[at].name : NULL;
			err->column = object->items[i].column;
			return rc;
		}
	}
	return ZD_OK;
}

size_t zd_mapping_column(const struct zd_mapping *m, const char *field)
{
	for (size_t i = 0; i < m->count; i++) {
		if (strcmp(m->entity->fields[m->operations[i].field].name, field) == 0)
			return m->operations[i].column;
	}
	return m->columns->count;
}

void zd_mapping_blame(const struct zd_mapping *m, const char *field, size_t column, struct zd_error *err)
{
	if (column >= m->columns->count || strcmp(m->columns->names[column], field) == 0)
		return;
	struct zd_str quoted = {0};
	zd_text_quote(&quoted, m->columns->names[column], strlen(m->columns->names[column]));
	zd_fail_context(err, "column %s", zd_str_text(&quoted));
	zd_str_free(&quoted);
}

/* ---- the columns of a map ---- */

/* An upper bound for the names a field or condition can mention. */
static size_t most_names(const struct zd_import_map *map)
{
	size_t count = map->where ? strlen(map->where) : 0;
	for (size_t i = 0; i < map->target_count; i++) {
		const struct zd_map_target *t = &map->targets[i];
		count += t->where ? strlen(t->where) : 0;
		for (size_t k = 0; k < t->field_count; k++)
			count += 1 + t->fields[k].column_count + (t->fields[k].text ? strlen(t->fields[k].text) : 0);
	}
	return count;
}

static int add_condition(struct zd_columns *out, const char *where, struct zd_arena *arena, struct zd_error *err)
{
	const char **names = NULL;
	size_t count = 0;
	int rc = where ? zd_condition_names(&names, &count, where, arena, err) : ZD_OK;
	for (size_t i = 0; !rc && i < count; i++)
		zd_column_add(out, names[i]);
	return rc;
}

static void add_field(struct zd_columns *out, const struct zd_map_field *f, struct zd_arena *arena)
{
	if (f->source == ZD_FROM_COLUMN)
		zd_column_add(out, f->text);
	for (size_t i = 0; f->source == ZD_FROM_PRODUCT && i < f->column_count; i++)
		zd_column_add(out, f->columns[i]);
	if (f->source != ZD_FROM_TEMPLATE)
		return;
	size_t count = 0;
	struct piece *pieces = zd_arena_alloc(arena, (strlen(f->text) + 1) * sizeof *pieces);
	cut_template(f->text, pieces, &count, arena);
	for (size_t i = 0; i < count; i++) {
		if (pieces[i].kind == PIECE_COLUMN)
			zd_column_add(out, pieces[i].text);
	}
}

int zd_mapping_columns(struct zd_columns *out, const struct zd_import_map *map, struct zd_arena *arena,
		       struct zd_error *err)
{
	*out = (struct zd_columns){.names = zd_arena_alloc(arena, (most_names(map) + 1) * sizeof *out->names)};
	int rc = add_condition(out, map->where, arena, err);
	for (size_t i = 0; !rc && i < map->target_count; i++) {
		const struct zd_map_target *t = &map->targets[i];
		rc = add_condition(out, t->where, arena, err);
		for (size_t k = 0; k < t->field_count; k++)
			add_field(out, &t->fields[k], arena);
	}
	return rc;
}
