/*
 * Writing the query. The subject's table is r0; each reference crossed is a
 * table of its own, joined once however many values lie behind it. Names of
 * the model are quoted, values are bound.
 */
#include "store/subjects.h"

#include <stdio.h>
#include <string.h>

#include "store/db.h"

struct joined {
	size_t from;       /* the table that has the reference */
	const char *field; /* NULL: the subject's own table */
	const struct zd_entity *entity;
};

struct builder {
	const struct zd_pack *pack;
	const struct zd_stage *stage;
	struct zd_arena *arena;
	struct joined *tables;
	size_t table_count, table_cap;
	struct zd_str with;  /* table expressions of facts */
	struct zd_str list;  /* the columns */
	struct zd_str joins; /* of facts */
	int columns;
	bool by_key;
};

/* The table behind a reference of another. */
static int join(size_t *out, struct builder *b, size_t from, const char *field, struct zd_error *err)
{
	for (size_t i = 1; i < b->table_count; i++) {
		if (b->tables[i].from == from && strcmp(b->tables[i].field, field) == 0) {
			*out = i;
			return ZD_OK;
		}
	}
	const struct zd_field *f = zd_entity_field(b->tables[from].entity, field);
	const struct zd_entity *e = f && f->type.kind == ZD_KIND_REF ? zd_pack_entity(b->pack, f->type.entity) : NULL;
	if (!e)
		return zd_fail(err, ZD_BUG, "%s has no reference %s", b->tables[from].entity->name, field);
	if (b->table_count == b->table_cap) {
		b->table_cap *= 2;
		struct joined *more = zd_arena_alloc(b->arena, b->table_cap * sizeof *more);
		memcpy(more, b->tables, b->table_count * sizeof *more);
		b->tables = more;
	}
	*out = b->table_count++;
	b->tables[*out] = (struct joined){from, field, e};
	return ZD_OK;
}

static int join_all(size_t *out, struct builder *b, const char *const *via, size_t count, struct zd_error *err)
{
	*out = 0;
	for (size_t i = 0; i < count; i++) {
		if (join(out, b, *out, via[i], err))
			return err->code;
	}
	return ZD_OK;
}

static void add_name(struct zd_str *sql, size_t table, const char *field)
{
	zd_str_printf(sql, "r%zu.", table);
	zd_db_quote(sql, field);
}

/* One more column; returns its number. */
static int add_column(struct builder *b, size_t table, const char *field)
{
	if (b->columns > 0)
		zd_str_add(&b->list, ", ");
	add_name(&b->list, table, field);
	return b->columns++;
}

/* The column that has the key of the record that a slot's path refers to. */
static int add_reference(int *out, struct builder *b, const struct zd_slot *slot, const struct zd_type **type,
			 struct zd_error *err)
{
	size_t table;
	if (join_all(&table, b, slot->via, slot->via_count - 1, err))
		return err->code;
	const char *name = slot->via[slot->via_count - 1];
	*type = &zd_entity_field(b->tables[table].entity, name)->type;
	*out = add_column(b, table, name);
	return ZD_OK;
}

static bool same_via(const struct zd_slot *a, const struct zd_slot *b)
{
	bool same = a->via_count == b->via_count;
	for (size_t i = 0; same && i < a->via_count; i++)
		same = strcmp(a->via[i], b->via[i]) == 0;
	return same;
}

/* All slots from `first` on that want values of the same fact file of the same record. */
static void gather_uses(struct zd_fact_use *use, struct builder *b, size_t first)
{
	const struct zd_stage *stage = b->stage;
	const struct zd_slot *slot = &stage->slots[first];
	*use = (struct zd_fact_use){.fact = slot->fact};
	use->picks = zd_arena_alloc(b->arena, stage->slot_count * sizeof *use->picks);
	use->values = zd_arena_alloc(b->arena, stage->slot_count * sizeof *use->values);
	for (size_t i = first; i < stage->slot_count; i++) {
		const struct zd_slot *other = &stage->slots[i];
		if (other->kind != ZD_SLOT_FACT || other->fact != slot->fact || !same_via(other, slot))
			continue;
		const struct zd_fact_value *value = &slot->fact->values[other->fact_value];
		use->values[use->count] = other->fact_value;
		use->picks[use->count++] = zd_pick_of(0, i, &value->type, false);
	}
}

static bool is_first_use(const struct zd_stage *stage, size_t at)
{
	for (size_t i = 0; i < at; i++) {
		const struct zd_slot *other = &stage->slots[i];
		if (other->kind == ZD_SLOT_FACT && other->fact == stage->slots[at].fact &&
		    same_via(other, &stage->slots[at]))
			return false;
	}
	return true;
}

/* A fact behind a reference: its rows are joined, and where there is one subject only, looked up afterwards. */
static int add_far_fact(struct zd_subjects *out, struct builder *b, struct zd_guard *g, size_t at, struct zd_error *err)
{
	struct zd_far_fact *far = &out->far[out->far_count++];
	const struct zd_slot *slot = &b->stage->slots[at];
	const struct zd_type *type;
	char name[32];
	size_t table, len;
	gather_uses(&far->use, b, at);
	if (add_reference(&far->ref, b, slot, &type, err))
		return err->code;
	if (b->by_key)
		return ZD_OK;
	if (zd_fact_require(&len, g, b->pack, slot->fact, err) ||
	    join_all(&table, b, slot->via, slot->via_count - 1, err))
		return err->code;
	snprintf(name, sizeof name, "zd_fact_%zu", out->far_count);
	zd_str_add(&b->with, b->with.len ? ",\n" : "WITH ");
	zd_fact_expression(&b->with, name, slot->fact, len);
	zd_str_printf(&b->joins, "\nLEFT JOIN %s ON %s.k = ", name, name);
	add_name(&b->joins, table, slot->via[slot->via_count - 1]);
	far->use.key = b->columns++;
	zd_str_printf(&b->list, ", %s.k", name);
	for (size_t i = 0; i < far->use.count; i++) {
		zd_str_printf(&b->list, ", %s.v%zu", name, far->use.values[i]);
		far->use.picks[i].at = b->columns++;
	}
	return ZD_OK;
}

static int add_slot(struct zd_subjects *out, struct builder *b, struct zd_guard *g, size_t at, struct zd_error *err)
{
	const struct zd_slot *slot = &b->stage->slots[at];
	const struct zd_type *type;
	size_t table;
	int column;
	switch (slot->kind) {
	case ZD_SLOT_FIELD:
		if (!slot->field)
			return zd_fail(err, ZD_BUG, "a plan of one policy alone cannot read the book");
		if (join_all(&table, b, slot->via, slot->via_count, err))
			return err->code;
		column = add_column(b, table, slot->field->name);
		out->picks[out->pick_count++] = zd_pick_of(column, at, &slot->field->type, slot->required);
		return ZD_OK;
	case ZD_SLOT_OUTCOME:
		if (slot->via_count == 0)
			return ZD_OK;
		if (add_reference(&column, b, slot, &type, err))
			return err->code;
		out->picks[out->pick_count++] = zd_pick_of(column, at, type, false);
		return ZD_OK;
	case ZD_SLOT_FACT:
		return slot->via_count && is_first_use(b->stage, at) ? add_far_fact(out, b, g, at, err) : ZD_OK;
	case ZD_SLOT_HISTORY: {
		const struct zd_field *since = slot->since ? zd_entity_field(b->stage->entity, slot->since) : NULL;
		if (!since)
			return ZD_OK;
		out->since[at] = out->extra_count;
		out->extra_picks[out->extra_count] =
			zd_pick_of(add_column(b, 0, since->name), out->extra_count, &since->type, false);
		out->extra_count++;
		return ZD_OK;
	}
	case ZD_SLOT_MERGED:
	case ZD_SLOT_AS_OF:
	case ZD_SLOT_PERIOD_START:
	case ZD_SLOT_PERIOD_END:
		return ZD_OK;
	}
	return ZD_OK;
}

static void add_tables(struct zd_str *sql, const struct builder *b)
{
	zd_str_add(sql, "\nFROM ");
	zd_db_quote(sql, b->tables[0].entity->name);
	zd_str_add(sql, " AS r0");
	for (size_t i = 1; i < b->table_count; i++) {
		const struct joined *t = &b->tables[i];
		zd_str_add(sql, "\nLEFT JOIN ");
		zd_db_quote(sql, t->entity->name);
		zd_str_printf(sql, " AS r%zu ON ", i);
		add_name(sql, i, t->entity->fields[0].name);
		zd_str_add(sql, " = ");
		add_name(sql, t->from, t->field);
	}
}

/* The table and field that say to which branch a subject belongs; records that belong to none are everybody's. */
static int branch_of(struct builder *b, size_t *table, const char **field, struct zd_error *err)
{
	const struct zd_stage *stage = b->stage;
	*field = NULL;
	if (stage->branch_slot < 0)
		return ZD_OK;
	const struct zd_slot *slot = &stage->slots[stage->branch_slot];
	if (slot->kind != ZD_SLOT_FIELD)
		return zd_fail(err, ZD_USAGE,
			       "the branch of %s, %s, is no field: its subjects cannot be told by branch",
			       stage->entity->name, slot->path);
	*field = slot->field->name;
	return join_all(table, b, slot->via, slot->via_count, err);
}

static void write_query(struct zd_str *sql, const struct builder *b, size_t branch_table, const char *branch_field)
{
	const char *key = b->stage->entity->fields[0].name;
	zd_str_add(sql, zd_str_text(&b->with));
	zd_str_add(sql, "\nSELECT ");
	zd_str_add(sql, zd_str_text(&b->list));
	add_tables(sql, b);
	zd_str_add(sql, zd_str_text(&b->joins));
	const char *word = "\nWHERE ";
	if (branch_field) {
		zd_str_add(sql, word);
		add_name(sql, branch_table, branch_field);
		zd_str_add(sql, " = :zd_branch");
		word = " AND ";
	}
	if (b->by_key) {
		zd_str_add(sql, word);
		add_name(sql, 0, key);
		zd_str_add(sql, " = :zd_key");
	}
	zd_str_add(sql, "\nORDER BY ");
	add_name(sql, 0, key);
}

static int bind_scope(sqlite3_stmt *s, const struct zd_scope *scope, struct zd_error *err)
{
	int branch = sqlite3_bind_parameter_index(s, ":zd_branch");
	int key = sqlite3_bind_parameter_index(s, ":zd_key");
	if (branch && sqlite3_bind_text(s, branch, scope->branch, -1, SQLITE_TRANSIENT) != SQLITE_OK)
		return zd_db_fail(sqlite3_db_handle(s), NULL, err);
	if (!key)
		return ZD_OK;
	const struct zd_value *v = scope->subject;
	int rc = v->tag == ZD_TEXT ? sqlite3_bind_text(s, key, v->s, (int)v->len, SQLITE_TRANSIENT)
				   : sqlite3_bind_int64(s, key, v->i);
	return rc == SQLITE_OK ? ZD_OK : zd_db_fail(sqlite3_db_handle(s), NULL, err);
}

/* A book that was not brought up to the model yet is the likeliest reason why our own query has no such table or column. */
static int prepare_fail(struct zd_guard *g, const struct zd_subjects *out, struct zd_error *err)
{
	const char *words = sqlite3_errmsg(g->db);
	if (strstr(words, "no such table") || strstr(words, "no such column"))
		return zd_fail_at(err, ZD_BOOK, zd_db_path(g->db), 0, 0,
				  "the book is behind the pack's model and must be brought up to it first (%s)", words);
	return zd_guard_fail(g, out->far_count == 1 ? out->far[0].use.fact : NULL, err);
}

static int build(struct zd_subjects *out, struct builder *b, struct zd_guard *g, const struct zd_scope *scope,
		 const struct zd_fact_binds *binds, struct zd_error *err)
{
	const struct zd_stage *stage = b->stage;
	const char *branch_field = NULL;
	size_t branch_table = 0;
	add_column(b, 0, stage->entity->fields[0].name);
	for (size_t i = 0; i < stage->slot_count; i++) {
		if (add_slot(out, b, g, i, err))
			return err->code;
	}
	if (scope->branch && branch_of(b, &branch_table, &branch_field, err))
		return err->code;
	struct zd_str sql = {0};
	write_query(&sql, b, branch_table, branch_field);
	bool ok = zd_guard_prepare(&out->s, g, out->far_count ? b->pack : NULL, zd_str_text(&sql));
	zd_str_free(&sql);
	if (!ok)
		return prepare_fail(g, out, err);
	if (zd_fact_bind(out->s, binds, g, err))
		return err->code;
	return bind_scope(out->s, scope, err);
}

int zd_subjects_open(struct zd_subjects *out, struct zd_guard *g, const struct zd_pack *pack,
		     const struct zd_stage *stage, const struct zd_scope *scope, const struct zd_fact_binds *binds,
		     struct zd_arena *arena, struct zd_error *err)
{
	struct builder b = {.pack = pack, .stage = stage, .arena = arena, .by_key = scope->subject, .table_cap = 8};
	size_t slots = stage->slot_count + 1;
	*out = (struct zd_subjects){0};
	out->picks = zd_arena_alloc(arena, slots * sizeof *out->picks);
	out->far = zd_arena_alloc(arena, slots * sizeof *out->far);
	out->since = zd_arena_alloc(arena, slots * sizeof *out->since);
	out->extra_picks = zd_arena_alloc(arena, slots * sizeof *out->extra_picks);
	for (size_t i = 0; i < stage->slot_count; i++)
		out->since[i] = SIZE_MAX;
	b.tables = zd_arena_alloc(arena, b.table_cap * sizeof *b.tables);
	b.tables[b.table_count++] = (struct joined){0, NULL, stage->entity};
	int rc = build(out, &b, g, scope, binds, err);
	for (size_t i = 0; i < out->far_count && b.by_key && !rc; i++)
		rc = zd_fact_rows_open(&out->far[i].rows, g, pack, &out->far[i].use, binds, true, err);
	zd_str_free(&b.with);
	zd_str_free(&b.list);
	zd_str_free(&b.joins);
	return rc;
}

void zd_subjects_close(struct zd_subjects *s)
{
	sqlite3_finalize(s->s);
	for (size_t i = 0; i < s->far_count; i++)
		zd_fact_rows_close(&s->far[i].rows);
	s->far_count = 0;
	s->s = NULL;
}
