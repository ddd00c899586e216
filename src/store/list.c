/*
 * Lists of records. The SELECT is built from names of the model, quoted; a
 * path across references becomes LEFT JOINs. Conditions are not made into
 * SQL: they are tested here, by the same code as everywhere.
 */
#include "store/records.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "model/condition.h"
#include "store/db.h"

/* A table of the FROM clause: t0 is the entity, the others are what a reference leads to. */
struct joined {
	const struct zd_entity *entity;
	size_t from;                  /* the table whose field refers to it */
	const struct zd_field *field; /* that field; NULL: t0 */
};

struct output {
	const char *name; /* the field or path as asked for */
	const struct zd_field *field;
	const struct zd_field *across; /* the reference behind which the field is; NULL: it is the entity's own */
	size_t table;
	bool shown; /* a reference, by the show field of the table behind it */
	size_t shown_table;
	const struct zd_field *shown_field;
};

struct list {
	const struct zd_pack *pack;
	struct joined *tables;
	size_t table_count, table_cap;
	struct output *outputs; /* the columns asked for, then those of the condition */
	size_t output_count, output_cap;
	size_t asked;
	struct output order;
	bool descending;
	struct output through;
	struct zd_condition *condition; /* or NULL */
	struct zd_arena arena;
};

static size_t join(struct list *l, size_t from, const struct zd_field *field, const struct zd_entity *entity)
{
	for (size_t i = 1; i < l->table_count; i++) {
		if (l->tables[i].from == from && l->tables[i].field == field)
			return i;
	}
	ZD_GROW(l->tables, l->table_count, l->table_cap);
	l->tables[l->table_count] = (struct joined){.entity = entity, .from = from, .field = field};
	return l->table_count++;
}

static int unknown(const struct zd_entity *e, const char *path, const char *name, struct zd_error *err)
{
	bool alone = strcmp(path, name) == 0;
	return zd_fail(err, ZD_USAGE, "%s%s%s has no field %s%s", alone ? "" : path, alone ? "" : ": ", e->name, name,
		       zd_suggest(zd_entity_nearest_field(e, name), "").text);
}

/* Finds what a path means, joining the tables on its way. */
static int resolve(struct list *l, struct output *out, const char *path, struct zd_error *err)
{
	const char *name = path;
	*out = (struct output){.name = path};
	for (;;) {
		const struct zd_entity *e = l->tables[out->table].entity;
		size_t length = strcspn(name, ".");
		char *part = zd_arena_strndup(&l->arena, name, length);
		out->field = zd_entity_field(e, part);
		if (!out->field)
			return unknown(e, path, part, err);
		if (!name[length])
			return ZD_OK;
		const struct zd_entity *target =
			out->field->type.kind == ZD_KIND_REF ? zd_pack_entity(l->pack, out->field->type.entity) : NULL;
		if (!target)
			return zd_fail(err, ZD_USAGE, "%s: %s is not a reference to another entity", path, part);
		out->table = join(l, out->table, out->field, target);
		out->across = out->field;
		name += length + 1;
	}
}

/* A reference by the field that its entity shows, where that is one, not the key, and for everybody. */
static void show(struct list *l, struct output *out)
{
	if (out->field->type.kind != ZD_KIND_REF)
		return;
	const struct zd_entity *target = zd_pack_entity(l->pack, out->field->type.entity);
	const struct zd_field *field = target && target->show ? zd_entity_field(target, target->show) : NULL;
	if (!field || field == target->fields || field->sensitive)
		return;
	out->shown = true;
	out->shown_table = join(l, out->table, out->field, target);
	out->shown_field = field;
}

static int add_output(struct list *l, const char *path, bool names, struct zd_error *err)
{
	struct output out;
	int rc = resolve(l, &out, path, err);
	if (rc)
		return rc;
	if (names)
		show(l, &out);
	ZD_GROW(l->outputs, l->output_count, l->output_cap);
	l->outputs[l->output_count++] = out;
	return ZD_OK;
}

/* The type that a reference's values have: that of the key it refers to. */
static struct zd_type value_type(const struct list *l, const struct zd_field *field)
{
	const struct zd_entity *target =
		field->type.kind == ZD_KIND_REF ? zd_pack_entity(l->pack, field->type.entity) : NULL;
	return target && target->field_count > 0 ? target->fields[0].type : field->type;
}

static int add_condition(struct list *l, const char *where, struct zd_error *err)
{
	const char **names;
	size_t count;
	int rc = zd_condition_names(&names, &count, where, &l->arena, err);
	for (size_t i = 0; !rc && i < count; i++)
		rc = add_output(l, names[i], false, err);
	if (rc)
		return rc;
	struct zd_condition_column *columns = zd_arena_alloc(&l->arena, (count + 1) * sizeof *columns);
	for (size_t i = 0; i < count; i++)
		columns[i] = (struct zd_condition_column){.name = names[i],
							  .type = value_type(l, l->outputs[l->asked + i].field)};
	return zd_condition_parse(&l->condition, where, columns, count, &l->arena, err);
}

static int plan(struct list *l, const struct zd_entity *e, const struct zd_query *q, struct zd_error *err)
{
	int rc = ZD_OK;
	join(l, 0, NULL, e);
	size_t count = q->columns ? q->column_count : e->field_count;
	for (size_t i = 0; !rc && i < count; i++)
		rc = add_output(l, q->columns ? q->columns[i] : e->fields[i].name, q->names, err);
	l->asked = l->output_count;
	if (!rc && q->where)
		rc = add_condition(l, q->where, err);
	if (!rc && q->order) {
		l->descending = q->order[0] == '-';
		rc = resolve(l, &l->order, q->order + (l->descending ? 1 : 0), err);
	}
	if (!rc && q->through)
		rc = resolve(l, &l->through, q->through, err);
	return rc;
}

static void column_sql(struct zd_str *sql, size_t table, const char *name)
{
	zd_str_printf(sql, "t%zu.", table);
	zd_db_quote(sql, name);
}

/* A record whose show field is empty is shown by its key, where both are text. */
static void output_sql(struct zd_str *sql, const struct output *out)
{
	bool text = out->shown && out->shown_field->type.kind == ZD_KIND_TEXT;
	if (text)
		zd_str_add(sql, "coalesce(");
	if (out->shown)
		column_sql(sql, out->shown_table, out->shown_field->name);
	else
		column_sql(sql, out->table, out->field->name);
	if (text) {
		zd_str_add(sql, ", CAST(");
		column_sql(sql, out->table, out->field->name);
		zd_str_add(sql, " AS TEXT))");
	}
}

static void select_sql(struct zd_str *sql, const struct list *l)
{
	for (size_t i = 0; i < l->output_count; i++) {
		const struct output *out = &l->outputs[i];
		zd_str_add(sql, i == 0 ? "SELECT " : ", ");
		output_sql(sql, out);
	}
	zd_str_add(sql, l->output_count == 0 ? "SELECT 1 FROM " : " FROM ");
	for (size_t i = 0; i < l->table_count; i++) {
		const struct joined *t = &l->tables[i];
		zd_str_add(sql, i == 0 ? "" : " LEFT JOIN ");
		zd_db_quote(sql, t->entity->name);
		zd_str_printf(sql, " AS t%zu", i);
		if (i == 0)
			continue;
		zd_str_add(sql, " ON ");
		column_sql(sql, i, t->entity->fields[0].name);
		zd_str_add(sql, " = ");
		column_sql(sql, t->from, t->field->name);
	}
	if (l->through.field) {
		zd_str_add(sql, " WHERE ");
		column_sql(sql, l->through.table, l->through.field->name);
		zd_str_add(sql, " = ?1");
	}
	zd_str_add(sql, " ORDER BY ");
	if (l->order.field) {
		column_sql(sql, l->order.table, l->order.field->name);
		zd_str_add(sql, l->descending ? " DESC, " : ", ");
	}
	column_sql(sql, 0, l->tables[0].entity->fields[0].name);
}

static const struct zd_type *output_type(const struct output *out)
{
	return out->shown ? &out->shown_field->type : &out->field->type;
}

/* Behind a reference the name of what it refers to goes by the reference's title, other fields by both. */
static const char *output_title(struct list *l, const struct output *out)
{
	const char *show = l->tables[out->table].entity->show;
	if (!out->across)
		return out->field->title;
	if (show && strcmp(show, out->field->name) == 0)
		return out->across->title;
	return zd_arena_printf(&l->arena, "%s%s", out->across->title, out->field->title);
}

static int send(struct list *l, sqlite3_stmt *s, int64_t limit, struct zd_sink *sink, struct zd_error *err)
{
	struct zd_head *heads = zd_arena_alloc(&l->arena, (l->asked + 1) * sizeof *heads);
	struct zd_value *row = zd_arena_alloc(&l->arena, (l->output_count + 1) * sizeof *row);
	for (size_t i = 0; i < l->asked; i++)
		heads[i] = (struct zd_head){.name = l->outputs[i].name,
					    .title = output_title(l, &l->outputs[i]),
					    .type = *output_type(&l->outputs[i])};
	int rc = sink->begin(sink, heads, l->asked, err);
	for (int64_t sent = 0; !rc && (limit <= 0 || sent < limit);) {
		bool more;
		rc = zd_db_step(s, &more, err);
		if (rc || !more)
			break;
		for (size_t i = 0; !rc && i < l->output_count; i++)
			rc = zd_db_column(&row[i], s, (int)i, output_type(&l->outputs[i]), err);
		if (rc || (l->condition && !zd_condition_test(l->condition, row + l->asked)))
			continue;
		rc = sink->row(sink, row, err);
		sent++;
	}
	return rc ? rc : sink->end(sink, err);
}

int zd_record_list(struct zd_book *b, const struct zd_pack *pack, const struct zd_entity *e, const struct zd_query *q,
		   struct zd_sink *sink, struct zd_error *err)
{
	struct list l = {.pack = pack};
	struct zd_str sql = {0};
	sqlite3_stmt *s = NULL;
	int rc = plan(&l, e, q, err);
	if (!rc) {
		select_sql(&sql, &l);
		rc = zd_db_prepare_model(&s, zd_book_db(b), zd_str_text(&sql), err);
	}
	if (!rc && q->through)
		rc = zd_db_bind_value(s, 1, q->of, err);
	if (!rc)
		rc = send(&l, s, q->limit, sink, err);
	zd_db_finish(s);
	zd_str_free(&sql);
	free(l.tables);
	free(l.outputs);
	zd_arena_free(&l.arena);
	return rc;
}
