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
#include "store/secret.h"

/* A table of the FROM clause: t0 is the entity, the others are what a reference leads to. */
struct joined {
	const struct zd_entity *entity;
	size_t from;                  /* the table whose field refers to it */
	const struct zd_field *field; /* that field; NULL: t0 */
	int key_at, branch_at;        /* the columns of its key and branch, where they are read; else -1 */
};

struct output {
	const char *name; /* the field or path as asked for */
	const struct zd_field *field;
	const struct zd_field *across; /* the reference behind which the field is; NULL: it is the entity's own */
	size_t table;
	bool shown; /* a reference, by the show field of the table behind it */
	size_t shown_table;
	const struct zd_field *shown_field;
	bool sensitive; /* it, or a reference on the way to it */
};

struct list {
	const struct zd_pack *pack;
	struct joined *tables;
	size_t table_count, table_cap;
	struct output *outputs; /* the columns asked for, then those of the condition */
	size_t output_count, output_cap;
	size_t asked;
	size_t tested; /* behind those: how many the condition has; behind them keys and branches */
	struct zd_book *book;
	struct zd_gate *gate;
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
	l->tables[l->table_count] =
		(struct joined){.entity = entity, .from = from, .field = field, .key_at = -1, .branch_at = -1};
	return l->table_count++;
}

static int unknown(const struct zd_entity *e, const char *path, const char *name, struct zd_error *err)
{
	bool alone = strcmp(path, name) == 0;
	return zd_fail(err, ZD_USAGE, "%s%s%s has no field %s%s", alone ? "" : path, alone ? "" : ": ", e->name, name,
		       zd_suggest(zd_entity_nearest_field(e, name), "").text);
}

/* Finds what a path from a table (out->table) means, joining the tables on its way. */
static int resolve_from(struct list *l, struct output *out, const char *path, struct zd_error *err)
{
	const char *name = path;
	out->name = path;
	for (;;) {
		const struct zd_entity *e = l->tables[out->table].entity;
		size_t length = strcspn(name, ".");
		char *part = zd_arena_strndup(&l->arena, name, length);
		out->field = zd_entity_field(e, part);
		if (!out->field)
			return unknown(e, path, part, err);
		out->sensitive |= out->field->sensitive;
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

static int resolve(struct list *l, struct output *out, const char *path, struct zd_error *err)
{
	*out = (struct output){0};
	return resolve_from(l, out, path, err);
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

/* What is sensitive is compared only for those who may see it as it is. */
static int check_condition(const struct list *l, struct zd_error *err)
{
	for (size_t i = l->asked; i < l->output_count; i++) {
		if (l->outputs[i].sensitive && !(l->gate && l->gate->reveal))
			return zd_fail(err, ZD_DENIED, "%s is sensitive: a condition on it wants --reveal",
				       l->outputs[i].name);
	}
	return ZD_OK;
}

static size_t add_hidden(struct list *l, struct output out)
{
	ZD_GROW(l->outputs, l->output_count, l->output_cap);
	l->outputs[l->output_count] = out;
	return l->output_count++;
}

/* The branch of a table's records, where the gate wants to know. */
static int add_branch(struct list *l, size_t table, struct zd_error *err)
{
	const struct zd_entity *e = l->tables[table].entity;
	struct output out = {.table = table};
	if (!l->gate || !e->branch || l->tables[table].branch_at >= 0)
		return ZD_OK;
	if (resolve_from(l, &out, e->branch, err))
		return err->code;
	size_t at = add_hidden(l, out);
	l->tables[table].branch_at = (int)at;
	return ZD_OK;
}

/* The keys that sealed values are bound to, and the branches that the gate asks about. */
static int add_hidden_columns(struct list *l, struct zd_error *err)
{
	size_t count = l->output_count;
	int rc = add_branch(l, 0, err);
	for (size_t i = 0; !rc && i < count; i++) {
		const struct output out = l->outputs[i];
		const struct zd_entity *e = l->tables[out.table].entity;
		if (out.sensitive && l->tables[out.table].key_at < 0) {
			size_t at = add_hidden(
				l, (struct output){.name = e->fields->name, .field = e->fields, .table = out.table});
			l->tables[out.table].key_at = (int)at;
		}
		rc = add_branch(l, out.table, err);
	}
	return !rc && l->order.field ? add_branch(l, l->order.table, err) : rc;
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
	if (!rc)
		rc = check_condition(l, err);
	l->tested = l->output_count - l->asked;
	if (!rc && q->order) {
		l->descending = q->order[0] == '-';
		rc = resolve(l, &l->order, q->order + (l->descending ? 1 : 0), err);
		if (!rc && l->order.sensitive)
			rc = zd_fail(err, ZD_DENIED, "%s is sensitive: nothing can be put in its order", l->order.name);
	}
	if (!rc && q->through)
		rc = resolve(l, &l->through, q->through, err);
	return rc ? rc : add_hidden_columns(l, err);
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

/* ---- rows ---- */

/* The branch of a table's record in this row, as text; NULL: none. */
static const char *branch_in(const struct list *l, size_t table, sqlite3_stmt *s)
{
	int at = l->tables[table].branch_at;
	if (!l->tables[table].entity->branch)
		return zd_every_branch;
	return at < 0 || sqlite3_column_type(s, at) == SQLITE_NULL ? NULL : (const char *)sqlite3_column_text(s, at);
}

/* May the gate's asker see this column of this row, and what it hides? Names of references are for all who see the row. */
static int ask(struct list *l, sqlite3_stmt *s, const struct output *out, bool *see, bool *reveal, struct zd_error *err)
{
	const struct zd_entity *e = l->tables[out->table].entity;
	const char *area = out->field->area ? out->field->area : e->area;
	bool inherited = out->table == 0 && !out->field->area;
	*see = true;
	*reveal = false;
	if (!l->gate || (inherited && !out->sensitive))
		return ZD_OK;
	return l->gate->may(l->gate->context, area, branch_in(l, out->table, s), see, reveal, err);
}

/* A sensitive value: as it is, or masked; three stars where it cannot be opened. */
static int read_sensitive(struct zd_value *v, struct list *l, sqlite3_stmt *s, size_t i, bool open,
			  struct zd_arena *arena, struct zd_error *err)
{
	const struct output *out = &l->outputs[i];
	const struct zd_entity *e = l->tables[out->table].entity;
	struct zd_error trouble;
	struct zd_value key, value;
	int rc = zd_db_column(&key, s, l->tables[out->table].key_at, &e->fields->type, err);
	if (rc)
		return rc;
	if (zd_field_sealed(e, out->field))
		rc = zd_secret_column(&value, l->book, s, (int)i, e->name, out->field->name, out->field->type.kind,
				      &key, arena, &trouble);
	else
		rc = zd_db_column(&value, s, (int)i, &out->field->type, &trouble);
	if (rc && open) {
		*err = trouble;
		return rc;
	}
	if (rc)
		value = zd_value_text("***", 3);
	*v = open || rc ? value : zd_secret_mask(arena, out->field->type.kind, &value);
	return ZD_OK;
}

/* One column of a row; *hidden: the asker may not see it. */
static int read_column(struct zd_value *v, struct list *l, sqlite3_stmt *s, size_t i, bool *hidden,
		       struct zd_arena *arena, struct zd_error *err)
{
	const struct output *out = &l->outputs[i];
	bool see, reveal, wanted = l->gate && l->gate->reveal;
	int rc = ask(l, s, out, &see, &reveal, err);
	*hidden = !see;
	if (rc)
		return rc;
	if (!see) {
		*v = sqlite3_column_type(s, (int)i) == SQLITE_NULL ? ZD_VALUE_NIL : zd_value_text("***", 3);
		return ZD_OK;
	}
	if (!out->sensitive)
		return zd_db_column(v, s, (int)i, output_type(out), err);
	bool open = wanted && reveal;
	if (wanted && !open && i >= l->asked)
		*hidden = true; /* not to be guessed by a condition either */
	else if (wanted && !open && sqlite3_column_type(s, (int)i) != SQLITE_NULL)
		l->gate->withheld++;
	return read_sensitive(v, l, s, i, open, arena, err);
}

/* Whether the record as such may be seen, and what it is put in order by. */
static int may_see_row(struct list *l, sqlite3_stmt *s, bool *see, struct zd_error *err)
{
	bool reveal;
	*see = true;
	if (!l->gate)
		return ZD_OK;
	int rc = l->gate->may(l->gate->context, l->tables[0].entity->area, branch_in(l, 0, s), see, &reveal, err);
	return !rc && *see && l->order.field ? ask(l, s, &l->order, see, &reveal, err) : rc;
}

/* Reads a row; *good: it is to be shown. */
static int read_row(struct list *l, sqlite3_stmt *s, struct zd_value *row, bool *good, struct zd_arena *arena,
		    struct zd_error *err)
{
	uint64_t concealed = 0, withheld = l->gate ? l->gate->withheld : 0;
	int rc = may_see_row(l, s, good, err);
	bool left_out = !rc && !*good;
	for (size_t i = l->asked; !rc && *good && i < l->asked + l->tested; i++) {
		bool hidden;
		rc = read_column(&row[i], l, s, i, &hidden, arena, err);
		left_out |= hidden;
		*good = !left_out;
	}
	if (!rc && *good && l->condition)
		*good = zd_condition_test(l->condition, row + l->asked);
	for (size_t i = 0; !rc && *good && i < l->asked; i++) {
		bool hidden;
		rc = read_column(&row[i], l, s, i, &hidden, arena, err);
		concealed += hidden;
	}
	if (l->gate && !rc) {
		l->gate->left_out += left_out;
		l->gate->shown += *good;
		l->gate->concealed += concealed;
		l->gate->withheld = *good ? l->gate->withheld : withheld;
	}
	return rc;
}

static int send(struct list *l, sqlite3_stmt *s, int64_t limit, struct zd_sink *sink, struct zd_error *err)
{
	struct zd_arena arena = {0};
	struct zd_head *heads = zd_arena_alloc(&l->arena, (l->asked + 1) * sizeof *heads);
	struct zd_value *row = zd_arena_alloc(&l->arena, (l->output_count + 1) * sizeof *row);
	for (size_t i = 0; i < l->asked; i++)
		heads[i] = (struct zd_head){.name = l->outputs[i].name,
					    .title = output_title(l, &l->outputs[i]),
					    .type = *output_type(&l->outputs[i])};
	int rc = sink->begin(sink, heads, l->asked, err);
	for (int64_t sent = 0; !rc && (limit <= 0 || sent < limit);) {
		bool more, good = false;
		rc = zd_db_step(s, &more, err);
		if (rc || !more)
			break;
		zd_arena_reset(&arena);
		rc = read_row(l, s, row, &good, &arena, err);
		if (rc || !good)
			continue;
		rc = sink->row(sink, row, err);
		sent++;
	}
	zd_arena_free(&arena);
	return rc ? rc : sink->end(sink, err);
}

int zd_record_list(struct zd_book *b, const struct zd_pack *pack, const struct zd_entity *e, const struct zd_query *q,
		   struct zd_sink *sink, struct zd_error *err)
{
	struct list l = {.pack = pack, .book = b, .gate = q->gate};
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
