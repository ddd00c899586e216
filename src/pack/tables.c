/*
 * Decision tables (the files of tables/). What a cell means is said by
 * model/table.h; gaps and overlaps are looked for elsewhere.
 */
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "model/text.h"
#include "pack/parts.h"

#define COLUMN_KINDS                                                                                                   \
	(ZD_KIND_BIT(TEXT) | ZD_KIND_BIT(INT) | ZD_KIND_BIT(NUMBER) | ZD_KIND_BIT(MONEY) | ZD_KIND_BIT(DATE) |         \
	 ZD_KIND_BIT(BOOL))

static const char *const hit_words[] = {
#define X(name, word) word,
	ZD_HITS(X)
#undef X
};
static const char *const aggregate_words[] = {"none", "sum", "min", "max", "count"};

struct table_form {
	const char *title, *clause, *note;
	bool assumed;
	struct zd_raw *hit, *aggregate, *inputs, *outputs, *rows, *fallback;
};

static const struct zd_key table_keys[] = {
	{"title", ZD_WANT_TEXT, true, offsetof(struct table_form, title)},
	{"clause", ZD_WANT_TEXT, false, offsetof(struct table_form, clause)},
	{"note", ZD_WANT_TEXT, false, offsetof(struct table_form, note)},
	{"hit", ZD_WANT_SCALAR, true, offsetof(struct table_form, hit)},
	{"aggregate", ZD_WANT_SCALAR, false, offsetof(struct table_form, aggregate)},
	{"inputs", ZD_WANT_MAP, true, offsetof(struct table_form, inputs)},
	{"outputs", ZD_WANT_MAP, true, offsetof(struct table_form, outputs)},
	{"rows", ZD_WANT_LIST, true, offsetof(struct table_form, rows)},
	{"default", ZD_WANT_LIST, false, offsetof(struct table_form, fallback)},
	{"assumed", ZD_WANT_BOOL, false, offsetof(struct table_form, assumed)},
};

struct column_form {
	struct zd_raw *type, *order;
};

static const struct zd_key column_keys[] = {
	{"type", ZD_WANT_SCALAR, true, offsetof(struct column_form, type)},
	{"order", ZD_WANT_LIST, false, offsetof(struct column_form, order)},
};

/* False: a column's type is unknown, and reported. */
static bool read_columns(struct zd_reader *r, struct zd_column **out, size_t *count, const struct zd_raw *map,
			 bool outputs)
{
	const char *what = outputs ? "an output" : "an input";
	bool ok = true;
	*out = zd_arena_alloc(&r->pack->arena, (map->count + 1) * sizeof **out);
	*count = map->count;
	for (size_t i = 0; i < map->count; i++) {
		struct zd_column *c = &(*out)[i];
		struct column_form form = {0};
		c->name = map->keys[i];
		c->place = map->key_places[i];
		zd_check_name(r, c->name, what, &c->place);
		zd_form_read(r, &form, map->items[i], what, &c->place, column_keys, ZD_COUNT(column_keys));
		if (!form.type || !zd_type_from_word(r, &c->type, form.type, COLUMN_KINDS)) {
			ok = false;
			continue;
		}
		const struct zd_type list = {.kind = ZD_KIND_LIST, .count = 1, .of = &c->type};
		if (form.order && !outputs)
			zd_report(r, ZD_F_UNKNOWN_KEY, &form.order->place, "an input has no \"order\"");
		else if (form.order)
			zd_read_value(r, &c->order, &list, form.order, "order");
	}
	if (map->count == 0)
		zd_report(r, ZD_F_TABLE, &map->place, "a table has at least %s", what);
	return ok && map->count > 0;
}

static void read_cell(struct zd_reader *r, struct zd_cell *cell, const struct zd_table *t, size_t number,
		      const struct zd_column *column, const struct zd_raw *raw)
{
	struct zd_error err = {0};
	const char *text = raw->kind == ZD_RAW_NULL ? "null" : raw->text;
	if (raw->kind == ZD_RAW_LIST || raw->kind == ZD_RAW_MAP)
		zd_report(r, ZD_F_TABLE, &raw->place,
			  "%s: row %zu: %s: a cell is a text; put ranges and lists in quotes", t->name, number,
			  column->name);
	else if (zd_cell_parse(cell, text, &column->type, &r->pack->arena, &err) != ZD_OK)
		zd_report(r, ZD_F_TABLE, &raw->place, "%s: row %zu: %s: %s", t->name, number, column->name,
			  err.message);
}

/* One value an output; nothing is nil. `whose`: "row 3", for messages. */
static void read_outputs(struct zd_reader *r, struct zd_value *out, const struct zd_table *t, const char *whose,
			 struct zd_raw **items)
{
	for (size_t i = 0; i < t->output_count; i++) {
		if (items[i]->kind == ZD_RAW_NULL)
			continue;
		char key[160];
		snprintf(key, sizeof key, "%s: %s: %s", t->name, whose, t->outputs[i].name);
		zd_read_value(r, &out[i], &t->outputs[i].type, items[i], key);
	}
}

static void read_row(struct zd_reader *r, struct zd_table *t, size_t number, const struct zd_raw *raw)
{
	struct zd_arena *arena = &r->pack->arena;
	size_t wanted = t->input_count + t->output_count;
	if (!zd_want_kind(r, raw, ZD_RAW_LIST, "a row"))
		return;
	if (raw->count != wanted) {
		zd_report(r, ZD_F_TABLE, &raw->place, "%s: row %zu has %zu cells, the table %zu inputs and %zu outputs",
			  t->name, number, raw->count, t->input_count, t->output_count);
		return;
	}
	struct zd_row *row = &t->rows[t->row_count++];
	row->place = raw->place;
	row->cells = zd_arena_alloc(arena, t->input_count * sizeof *row->cells);
	row->outputs = zd_arena_alloc(arena, t->output_count * sizeof *row->outputs);
	for (size_t i = 0; i < t->input_count; i++)
		read_cell(r, &row->cells[i], t, number, &t->inputs[i], raw->items[i]);
	char whose[32];
	snprintf(whose, sizeof whose, "row %zu", number);
	read_outputs(r, row->outputs, t, whose, raw->items + t->input_count);
}

static void read_default(struct zd_reader *r, struct zd_table *t, const struct zd_raw *raw)
{
	if (raw->count != t->output_count) {
		zd_report(r, ZD_F_TABLE, &raw->place, "the default has %zu values, the table %zu outputs", raw->count,
			  t->output_count);
		return;
	}
	t->fallback = zd_arena_alloc(&r->pack->arena, t->output_count * sizeof *t->fallback);
	read_outputs(r, t->fallback, t, "default", raw->items);
}

static bool lists_value(const struct zd_value *order, const struct zd_value *value)
{
	for (uint32_t i = 0; i < order->len; i++)
		if (zd_value_equal(&order->list[i], value))
			return true;
	return false;
}

/* Priorities must exist, and cover what the rows give. */
static void check_priorities(struct zd_reader *r, const struct zd_table *t, const struct zd_raw *hit)
{
	bool any = false;
	for (size_t c = 0; c < t->output_count; c++) {
		const struct zd_column *column = &t->outputs[c];
		if (column->order.tag != ZD_LIST)
			continue;
		any = true;
		for (size_t i = 0; i < t->row_count; i++)
			if (!lists_value(&column->order, &t->rows[i].outputs[c]))
				zd_report(r, ZD_F_TABLE, &t->rows[i].place, "%s: the row's value is not in \"order\"",
					  column->name);
	}
	if (!any)
		zd_report(r, ZD_F_TABLE, &hit->place, "the hit policy %s wants an output with \"order\"", hit->text);
}

static void check_aggregate(struct zd_reader *r, const struct zd_table *t, const struct zd_raw *aggregate)
{
	if (t->hit != ZD_HIT_COLLECT)
		zd_report(r, ZD_F_TABLE, &aggregate->place, "\"aggregate\" goes with the hit policy collect only");
	for (size_t i = 0; i < t->output_count; i++) {
		enum zd_kind kind = t->outputs[i].type.kind;
		bool is_number = kind == ZD_KIND_INT || kind == ZD_KIND_NUMBER || kind == ZD_KIND_MONEY;
		if (t->aggregate == ZD_AGG_SUM && !is_number)
			zd_report(r, ZD_F_TABLE, &t->outputs[i].place, "%s: only numbers have a sum",
				  t->outputs[i].name);
	}
}

static void read_table(struct zd_reader *r, struct zd_table *t, const char *name, const struct zd_raw *raw,
		       const struct zd_place *place)
{
	struct table_form form = {.title = name};
	if (!zd_is_id(name))
		zd_report(r, ZD_F_BAD_NAME, place, "\"%s\" is no name for a table", name);
	zd_form_read(r, &form, raw, "a table", place, table_keys, ZD_COUNT(table_keys));
	*t = (struct zd_table){.name = name,
			       .title = form.title,
			       .clause = form.clause,
			       .note = form.note,
			       .assumed = form.assumed,
			       .place = *place};
	t->hit = (enum zd_hit)zd_read_word(r, form.hit, "hit", hit_words, ZD_COUNT(hit_words), ZD_HIT_FIRST);
	t->aggregate = (enum zd_aggregate)zd_read_word(r, form.aggregate, "aggregate", aggregate_words,
						       ZD_COUNT(aggregate_words), ZD_AGG_NONE);
	if (!form.inputs || !form.outputs || !form.rows)
		return;
	bool ok = read_columns(r, &t->inputs, &t->input_count, form.inputs, false);
	ok = read_columns(r, &t->outputs, &t->output_count, form.outputs, true) && ok;
	if (!ok)
		return;
	t->rows = zd_arena_alloc(&r->pack->arena, (form.rows->count + 1) * sizeof *t->rows);
	for (size_t i = 0; i < form.rows->count; i++)
		read_row(r, t, i + 1, form.rows->items[i]);
	if (form.rows->count == 0)
		zd_report(r, ZD_F_TABLE, &form.rows->place, "the table has no rows");
	if (form.fallback)
		read_default(r, t, form.fallback);
	if (form.aggregate)
		check_aggregate(r, t, form.aggregate);
	if (form.hit && (t->hit == ZD_HIT_PRIORITY || t->hit == ZD_HIT_OUTPUT_ORDER))
		check_priorities(r, t, form.hit);
}

void zd_read_tables(struct zd_reader *r)
{
	struct zd_pack *p = r->pack;
	size_t count, sum = 0;
	struct zd_doc *docs = zd_docs_read(r, ZD_FILE_TABLES, &count);
	for (size_t i = 0; i < count; i++)
		sum += docs[i].root->count;
	p->tables = zd_arena_alloc(&p->arena, (sum + 1) * sizeof *p->tables);
	for (size_t i = 0; i < count; i++) {
		const struct zd_raw *map = docs[i].root;
		for (size_t k = 0; k < map->count; k++) {
			const struct zd_table *first = zd_pack_table(p, map->keys[k]);
			if (first) {
				zd_report(r, ZD_F_DUPLICATE, &map->key_places[k],
					  "the table %s is already declared in %s:%d", map->keys[k], first->place.file,
					  first->place.line);
				continue;
			}
			struct zd_table *t = &p->tables[p->table_count++];
			read_table(r, t, map->keys[k], map->items[k], &map->key_places[k]);
			zd_map_put(&p->table_map, t->name, t);
		}
	}
}
