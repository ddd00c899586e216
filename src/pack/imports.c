/* Import maps: how the columns of somebody else's file become fields. That the columns exist is seen when a file is read. */
#include <string.h>

#include "base/utf8.h"
#include "model/text.h"
#include "pack/parts.h"

static const char *const format_words[] = {"csv", "jsonl"};
static const char *const encoding_words[] = {"utf-8", "gb18030"};
static const char *const duplicate_words[] = {"error", "skip", "update"};
static const char *const value_formats[] = {
	[ZD_AS_INTEGER] = "integer", [ZD_AS_FEN] = "fen", [ZD_AS_YUAN] = "yuan", [ZD_AS_PERCENT] = "percent"};

struct target_form {
	const char *where;
	struct zd_raw *entity, *duplicates, *fields;
};

static const struct zd_key target_keys[] = {
	{"entity", ZD_WANT_SCALAR, true, offsetof(struct target_form, entity)},
	{"where", ZD_WANT_TEXT, false, offsetof(struct target_form, where)},
	{"duplicates", ZD_WANT_SCALAR, false, offsetof(struct target_form, duplicates)},
	{"fields", ZD_WANT_MAP, true, offsetof(struct target_form, fields)},
};

struct map_form {
	const char *where;
	bool header, skip_bad;
	struct zd_raw *format, *delimiter, *encoding, *columns, *into;
	struct zd_raw *entity, *duplicates, *fields; /* of the only target */
};

static const struct zd_key map_keys[] = {
	{"entity", ZD_WANT_SCALAR, false, offsetof(struct map_form, entity)},
	{"format", ZD_WANT_SCALAR, false, offsetof(struct map_form, format)},
	{"delimiter", ZD_WANT_SCALAR, false, offsetof(struct map_form, delimiter)},
	{"encoding", ZD_WANT_SCALAR, false, offsetof(struct map_form, encoding)},
	{"header", ZD_WANT_BOOL, false, offsetof(struct map_form, header)},
	{"columns", ZD_WANT_LIST, false, offsetof(struct map_form, columns)},
	{"where", ZD_WANT_TEXT, false, offsetof(struct map_form, where)},
	{"duplicates", ZD_WANT_SCALAR, false, offsetof(struct map_form, duplicates)},
	{"skip_bad", ZD_WANT_BOOL, false, offsetof(struct map_form, skip_bad)},
	{"fields", ZD_WANT_MAP, false, offsetof(struct map_form, fields)},
	{"into", ZD_WANT_LIST, false, offsetof(struct map_form, into)},
};

struct source_form {
	const char *empty;
	struct zd_raw *column, *constant, *text_template, *product, *format, *values, *otherwise;
};

static const struct zd_key source_keys[] = {
	{"column", ZD_WANT_SCALAR, false, offsetof(struct source_form, column)},
	{"constant", ZD_WANT_SCALAR, false, offsetof(struct source_form, constant)},
	{"template", ZD_WANT_SCALAR, false, offsetof(struct source_form, text_template)},
	{"product", ZD_WANT_LIST, false, offsetof(struct source_form, product)},
	{"format", ZD_WANT_SCALAR, false, offsetof(struct source_form, format)},
	{"values", ZD_WANT_MAP, false, offsetof(struct source_form, values)},
	{"otherwise", ZD_WANT_SCALAR, false, offsetof(struct source_form, otherwise)},
	{"empty", ZD_WANT_TEXT, false, offsetof(struct source_form, empty)},
};

/* Whether a value the map itself names is one of the field's. */
static void check_value(const struct zd_reader *r, const struct zd_field *field, const struct zd_raw *raw)
{
	struct zd_value value;
	struct zd_error err = {0};
	if (zd_value_parse(&value, &field->type, raw->text, strlen(raw->text), &r->pack->arena, &err) != ZD_OK)
		zd_report(r, ZD_F_WRONG_TYPE, &raw->place, "%s: %s", field->name, err.message);
}

static void read_source(const struct zd_reader *r, struct zd_map_field *f, const struct source_form *form,
			const struct zd_field *field)
{
	int given = (form->column != NULL) + (form->constant != NULL) + (form->text_template != NULL) +
		    (form->product != NULL);
	if (given != 1)
		zd_report(r, ZD_F_MISSING_KEY, &f->place, "%s wants one of column, constant, template, product",
			  f->field);
	if (form->column) {
		f->source = ZD_FROM_COLUMN;
		f->text = form->column->text;
	} else if (form->constant) {
		f->source = ZD_FROM_CONSTANT;
		f->text = form->constant->text;
		if (field)
			check_value(r, field, form->constant);
	} else if (form->text_template) {
		f->source = ZD_FROM_TEMPLATE;
		f->text = form->text_template->text;
	} else if (form->product) {
		f->source = ZD_FROM_PRODUCT;
		zd_read_texts(r, &f->columns, &f->column_count, form->product, "product");
		if (form->product->count == 0)
			zd_report(r, ZD_F_MISSING_KEY, &form->product->place, "product: wants the names of columns");
	}
}

static void read_format(const struct zd_reader *r, struct zd_map_field *f, const struct zd_raw *raw)
{
	for (size_t i = ZD_AS_INTEGER; i <= ZD_AS_PERCENT; i++) {
		if (strcmp(raw->text, value_formats[i]) == 0) {
			f->format = (enum zd_map_format)i;
			return;
		}
	}
	f->format = ZD_AS_PATTERN;
	f->pattern = raw->text;
	bool any = false;
	for (const char *c = strchr(raw->text, '%'); c; c = strchr(c + 1, '%')) {
		any = true;
		if (!c[1] || !strchr("YmdHMSIpyb", c[1]))
			zd_report(r, ZD_F_WRONG_TYPE, &raw->place,
				  "format: a date pattern has %%Y %%m %%d %%H %%M %%S %%I %%p %%y %%b, not %%%.1s",
				  c[1] > ' ' && c[1] < 0x7f ? c + 1 : "");
	}
	if (!any)
		zd_report(r, ZD_F_WRONG_TYPE, &raw->place,
			  "format: wants integer, fen, yuan, percent or a date pattern such as %%Y-%%m-%%d, got \"%s\"",
			  raw->text);
}

static void read_values(const struct zd_reader *r, struct zd_map_field *f, const struct zd_raw *map,
			const struct zd_field *field)
{
	struct zd_arena *arena = &r->pack->arena;
	f->from = map->keys;
	f->to = zd_arena_alloc(arena, (map->count + 1) * sizeof *f->to);
	for (size_t i = 0; i < map->count; i++) {
		const struct zd_raw *to = map->items[i];
		if (!zd_want_kind(r, to, ZD_RAW_SCALAR, map->keys[i])) {
			f->to[i] = "";
			continue;
		}
		f->to[i] = to->text;
		if (field)
			check_value(r, field, to);
	}
	f->alias_count = map->count;
}

static void read_field(const struct zd_reader *r, struct zd_map_field *f, const struct zd_entity *entity,
		       const char *name, const struct zd_raw *raw, const struct zd_place *place)
{
	struct source_form form = {0};
	const struct zd_field *field = entity ? zd_entity_field(entity, name) : NULL;
	*f = (struct zd_map_field){.field = name, .text = "", .place = *place};
	if (entity && !field)
		zd_report_unknown(r, place, "field", name,
				  zd_nearest_of(name, entity->fields, entity->field_count, sizeof *entity->fields));
	if (!zd_form_read(r, &form, raw, "a field of a map", place, source_keys, ZD_COUNT(source_keys)))
		return;
	read_source(r, f, &form, field);
	if (form.format)
		read_format(r, f, form.format);
	if (form.values)
		read_values(r, f, form.values, field);
	if (form.otherwise) {
		f->otherwise = form.otherwise->text;
		if (field)
			check_value(r, field, form.otherwise);
		if (!form.values)
			zd_report(r, ZD_F_UNKNOWN_KEY, &form.otherwise->place,
				  "\"otherwise\" goes with \"values\" only");
	}
	f->empty = form.empty;
}

/* What an entity requires, and does not fill by itself, the map must give. */
static void check_covered(const struct zd_reader *r, const struct zd_map_target *t, const struct zd_entity *entity)
{
	for (size_t i = 0; i < entity->field_count; i++) {
		const struct zd_field *field = &entity->fields[i];
		bool given = false;
		for (size_t k = 0; k < t->field_count && !given; k++)
			given = strcmp(t->fields[k].field, field->name) == 0;
		if (!given && field->required && field->fallback.tag == ZD_NIL)
			zd_report(r, ZD_F_MISSING_KEY, &t->place,
				  "%s requires the field \"%s\", which the map does not give", entity->name,
				  field->name);
	}
}

static void fill_target(const struct zd_reader *r, struct zd_map_target *t, const struct target_form *form,
			const struct zd_place *place)
{
	const struct zd_entity *entity = zd_pack_entity(r->pack, form->entity->text);
	*t = (struct zd_map_target){.entity = form->entity->text, .where = form->where, .place = *place};
	if (entity && strcmp(entity->name, t->entity) != 0)
		t->entity = entity->name; /* an alias */
	if (!entity)
		zd_report_unknown(r, &form->entity->place, "entity", t->entity,
				  zd_pack_nearest_entity(r->pack, t->entity));
	t->duplicates = (enum zd_on_duplicate)zd_read_word(r, form->duplicates, "duplicates", duplicate_words,
							   ZD_COUNT(duplicate_words), ZD_DUP_ERROR);
	t->fields = zd_arena_alloc(&r->pack->arena, (form->fields->count + 1) * sizeof *t->fields);
	t->field_count = form->fields->count;
	for (size_t i = 0; i < t->field_count; i++)
		read_field(r, &t->fields[i], entity, form->fields->keys[i], form->fields->items[i],
			   &form->fields->key_places[i]);
	if (entity)
		check_covered(r, t, entity);
}

static void read_targets(const struct zd_reader *r, struct zd_import_map *m, const struct zd_raw *into)
{
	m->targets = zd_arena_alloc(&r->pack->arena, (into->count + 1) * sizeof *m->targets);
	for (size_t i = 0; i < into->count; i++) {
		const struct zd_raw *raw = into->items[i];
		struct target_form form = {0};
		zd_form_read(r, &form, raw, "a part of \"into\"", &raw->place, target_keys, ZD_COUNT(target_keys));
		if (form.entity && form.fields)
			fill_target(r, &m->targets[m->target_count++], &form, &raw->place);
	}
	if (into->count == 0)
		zd_report(r, ZD_F_MISSING_KEY, &into->place, "into: wants at least one entity");
}

static void read_columns(const struct zd_reader *r, struct zd_import_map *m, const struct zd_raw *columns,
			 const struct zd_place *place)
{
	if (columns)
		zd_read_texts(r, &m->columns, &m->column_count, columns, "columns");
	if (columns && !m->no_header)
		zd_report(r, ZD_F_UNKNOWN_KEY, &columns->place, "\"columns\" goes with \"header: false\" only");
	if (m->no_header && m->column_count == 0 && !m->jsonl)
		zd_report(r, ZD_F_MISSING_KEY, place, "a file without header wants \"columns\"");
}

/* One target, named at the top of the file: its `where` is the file's. */
static void read_only_target(const struct zd_reader *r, struct zd_import_map *m, const struct map_form *form,
			     const struct zd_place *place)
{
	const struct target_form target = {
		.entity = form->entity, .duplicates = form->duplicates, .fields = form->fields};
	if (!form->entity)
		zd_report(r, ZD_F_MISSING_KEY, place, "a map wants \"entity\", or \"into\" for several");
	if (!form->fields)
		zd_report(r, ZD_F_MISSING_KEY, place, "a map wants the key \"fields\"");
	if (!form->entity || !form->fields)
		return;
	m->targets = zd_arena_alloc(&r->pack->arena, sizeof *m->targets);
	m->target_count = 1;
	fill_target(r, m->targets, &target, place);
}

void zd_import_fill(struct zd_reader *r, struct zd_import_map *m, const struct zd_raw *root)
{
	struct map_form form = {.header = true};
	const struct zd_place *place = &root->place;
	zd_form_read(r, &form, root, "an import map", place, map_keys, ZD_COUNT(map_keys));
	m->place = *place;
	m->where = form.where;
	m->skip_bad = form.skip_bad;
	m->no_header = !form.header;
	m->delimiter = ',';
	m->jsonl = zd_read_word(r, form.format, "format", format_words, ZD_COUNT(format_words), 0) == 1;
	m->gb18030 = zd_read_word(r, form.encoding, "encoding", encoding_words, ZD_COUNT(encoding_words), 0) == 1;
	if (form.delimiter) {
		const char *text = form.delimiter->text;
		bool fits = strlen(text) == 1 && (unsigned char)*text < 0x80 && !strchr("\"\r\n", *text);
		if (fits)
			m->delimiter = *text;
		else
			zd_report(r, ZD_F_WRONG_TYPE, &form.delimiter->place,
				  "delimiter: wants one ASCII character other than a quote or a line's end");
	}
	read_columns(r, m, form.columns, place);
	if (!form.into) {
		read_only_target(r, m, &form, place);
		return;
	}
	if (form.entity || form.fields || form.duplicates)
		zd_report(r, ZD_F_UNKNOWN_KEY, &form.into->place,
			  "with \"into\", write entity, duplicates and fields in each of its parts");
	read_targets(r, m, form.into);
}

void zd_read_imports(struct zd_reader *r)
{
	struct zd_pack *p = r->pack;
	size_t count;
	struct zd_doc *docs = zd_docs_read(r, ZD_FILE_IMPORT, &count);
	p->imports = zd_arena_alloc(&p->arena, (count + 1) * sizeof *p->imports);
	for (size_t i = 0; i < count; i++) {
		struct zd_import_map *m = &p->imports[p->import_count++];
		m->name = zd_files_stem(r, docs[i].file->path);
		zd_import_fill(r, m, docs[i].root);
	}
}
