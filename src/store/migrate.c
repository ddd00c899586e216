/*
 * Migration: from the layouts that the book has to those of the pack. What a
 * table holds is checked before it is changed, and all of it happens inside
 * one savepoint. Values keep their columns for ever: what the model drops
 * becomes a plain column, or a table, that is kept.
 */
#include "store/book.h"

#include <stdlib.h>
#include <string.h>

#include "store/db.h"
#include "store/layout.h"
#include "store/rebuild.h"

struct migration {
	struct zd_book *book;
	sqlite3 *db;
	const struct zd_pack *pack;
	bool dry;
	struct zd_sink *sink; /* or NULL */
	size_t changes;
	struct zd_layout *old;
	size_t old_count, old_cap;
	struct zd_arena arena; /* layouts */
};

static int tell(struct migration *m, const char *entity, const char *field, const char *change, struct zd_error *err)
{
	struct zd_value row[] = {zd_value_string(entity), zd_value_string(field), zd_value_string(change)};
	m->changes++;
	return m->sink ? m->sink->row(m->sink, row, err) : ZD_OK;
}

static int tell_from_to(struct migration *m, const char *entity, const char *field, const char *what, const char *from,
			const char *to, struct zd_error *err)
{
	struct zd_str text = {0};
	zd_str_printf(&text, "%s: %s → %s", what, from ? from : "none", to ? to : "none");
	int rc = tell(m, entity, field, zd_str_text(&text), err);
	zd_str_free(&text);
	return rc;
}

static int read_layouts(struct migration *m, struct zd_error *err)
{
	sqlite3_stmt *s;
	int rc = zd_db_prepare(&s, m->db, "SELECT name, definition FROM zd_entity ORDER BY name", err);
	while (!rc) {
		bool row;
		rc = zd_db_step(s, &row, err);
		if (rc || !row)
			break;
		ZD_GROW(m->old, m->old_count, m->old_cap);
		rc = zd_layout_parse(&m->old[m->old_count++], zd_db_column_string(s, 0), zd_db_column_string(s, 1),
				     &m->arena, err);
	}
	zd_db_finish(s);
	return rc;
}

static const struct zd_layout *find_old(const struct migration *m, const char *name)
{
	for (size_t i = 0; i < m->old_count; i++) {
		if (strcmp(m->old[i].name, name) == 0)
			return &m->old[i];
	}
	return NULL;
}

static int write_layout(struct migration *m, const struct zd_layout *l, struct zd_error *err)
{
	sqlite3_stmt *s;
	struct zd_str text = {0};
	if (m->dry)
		return ZD_OK;
	zd_layout_text(&text, l);
	int rc = zd_db_prepare(&s, m->db,
			       "INSERT INTO zd_entity (name, definition) VALUES (?1, ?2)"
			       " ON CONFLICT (name) DO UPDATE SET definition = excluded.definition",
			       err);
	if (!rc)
		rc = zd_db_bind_string(s, 1, l->name, err);
	if (!rc)
		rc = zd_db_bind_string(s, 2, zd_str_text(&text), err);
	if (!rc)
		rc = zd_db_run(s, err);
	zd_db_finish(s);
	zd_str_free(&text);
	return rc;
}

static int name_is_free(struct migration *m, const char *name, struct zd_error *err)
{
	sqlite3_stmt *s;
	bool row = false;
	int rc = zd_db_prepare(&s, m->db, "SELECT 1 FROM sqlite_schema WHERE name = ?1 COLLATE NOCASE", err);
	if (!rc)
		rc = zd_db_bind_string(s, 1, name, err);
	if (!rc)
		rc = zd_db_step(s, &row, err);
	if (!rc && row)
		rc = zd_fail(err, ZD_DATA, "the book has something else of the name %s; the entity needs another name",
			     name);
	zd_db_finish(s);
	return rc;
}

static int make_new(struct migration *m, const struct zd_entity *e, struct zd_error *err)
{
	struct zd_layout l;
	int rc = zd_layout_of(&l, m->pack, e, 0, &m->arena, err);
	if (!rc)
		rc = name_is_free(m, e->name, err);
	if (!rc)
		rc = tell(m, e->name, NULL, "new entity", err);
	if (!rc && !m->dry)
		rc = zd_make_table(m->db, &l, err);
	return rc ? rc : write_layout(m, &l, err);
}

static void raise(struct zd_reshape *s, enum zd_reshape_action action)
{
	if (s->action < action)
		s->action = action;
}

static bool has_value(const struct zd_enum *e, const char *value)
{
	for (size_t i = 0; i < e->count; i++) {
		if (strcmp(e->values[i], value) == 0)
			return true;
	}
	return false;
}

/* "values: +a -b"; nothing when the sets are the same. */
static int compare_values(struct migration *m, struct zd_reshape *s, const struct zd_layout_column *old,
			  const struct zd_layout_column *new, bool *differs, struct zd_error *err)
{
	struct zd_str text = {0};
	for (size_t i = 0; i < new->type.enums->count; i++) {
		if (!has_value(old->type.enums, new->type.enums->values[i]))
			zd_str_printf(&text, " +%s", new->type.enums->values[i]);
	}
	for (size_t i = 0; i < old->type.enums->count; i++) {
		if (!has_value(new->type.enums, old->type.enums->values[i]))
			zd_str_printf(&text, " -%s", old->type.enums->values[i]);
	}
	int rc = ZD_OK;
	*differs = text.len > 0;
	if (*differs) {
		char *change = zd_arena_printf(&m->arena, "values:%s", zd_str_text(&text));
		rc = tell(m, s->new.name, new->name, change, err);
	}
	zd_str_free(&text);
	return rc;
}

static bool same(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

/* What differs in one column that both layouts have. */
static int compare_column(struct migration *m, struct zd_reshape *s, size_t at, struct zd_error *err)
{
	const struct zd_layout_column *old = s->source[at], *new = &s->new.columns[at];
	const char *entity = s->new.name, *field = new->name;
	bool differs = false, *changed = &s->changed[at];
	int rc = ZD_OK;
	if (old->kept) {
		*changed = true;
		rc = tell(m, entity, field, "back in the model", err);
	}
	if (!rc && old->sealed != new->sealed) {
		*changed = true;
		rc = tell(m, entity, field, new->sealed ? "encrypted" : "no longer encrypted", err);
	}
	bool stored_otherwise = strcmp(old->storage, new->storage) != 0 && old->sealed == new->sealed;
	if (!rc && (old->type.kind != new->type.kind || stored_otherwise)) {
		*changed = true;
		rc = tell_from_to(m, entity, field, "type", zd_kind_word(old->type.kind), zd_kind_word(new->type.kind),
				  err);
	} else if (!rc && new->type.kind == ZD_KIND_ENUM) {
		rc = compare_values(m, s, old, new, &differs, err);
		*changed = *changed || differs;
	} else if (!rc && new->type.kind == ZD_KIND_REF && !same(old->type.entity, new->type.entity)) {
		*changed = true;
		rc = tell_from_to(m, entity, field, "refers to", old->type.entity, new->type.entity, err);
	}
	if (!rc && !old->kept && old->required != new->required) {
		*changed = true;
		rc = tell(m, entity, field, new->required ? "required" : "no longer required", err);
	}
	if (!rc && !old->kept && old->unique != new->unique) {
		*changed = true;
		rc = tell(m, entity, field, new->unique ? "unique" : "no longer unique", err);
	}
	if (!rc && !old->kept && !same(old->min, new->min)) {
		*changed = true;
		rc = tell_from_to(m, entity, field, "minimum", old->min, new->min, err);
	}
	if (!rc && !old->kept && !same(old->max, new->max)) {
		*changed = true;
		rc = tell_from_to(m, entity, field, "maximum", old->max, new->max, err);
	}
	if (*changed)
		raise(s, ZD_RESHAPE_REBUILD);
	return rc;
}

/* Columns that the model dropped stay, without their rules. */
static int keep_columns(struct migration *m, struct zd_reshape *s, struct zd_error *err)
{
	int rc = ZD_OK;
	for (size_t i = 1; !rc && i < s->old->count; i++) {
		const struct zd_layout_column *old = &s->old->columns[i];
		if (zd_layout_column(&s->new, old->name))
			continue;
		struct zd_layout_column *kept = &s->new.columns[s->new.count];
		*kept = *old;
		kept->kept = true;
		kept->required = kept->unique = false;
		kept->min = kept->max = NULL;
		s->source[s->new.count++] = old;
		if (old->kept)
			continue;
		/* A rule that nil breaks would stand in the way of new records. */
		raise(s, old->required ? ZD_RESHAPE_REBUILD : ZD_RESHAPE_NOTE);
		rc = tell(m, s->new.name, old->name, "no longer in the model; its values are kept", err);
	}
	return rc;
}

static int compare(struct migration *m, struct zd_reshape *s, struct zd_error *err)
{
	size_t room = s->old->count;
	int rc = zd_layout_of(&s->new, m->pack, s->entity, room, &m->arena, err);
	if (rc)
		return rc;
	s->source = zd_arena_alloc(&m->arena, (s->new.count + room) * sizeof *s->source);
	s->changed = zd_arena_alloc(&m->arena, (s->new.count + room) * sizeof *s->changed);
	if (s->old->gone) {
		raise(s, ZD_RESHAPE_NOTE);
		rc = tell(m, s->new.name, NULL, "back in the model", err);
	}
	const struct zd_layout_column *old_key = &s->old->columns[0], *new_key = &s->new.columns[0];
	if (!rc && strcmp(old_key->name, new_key->name) != 0) {
		s->key_changed = true;
		rc = tell_from_to(m, s->new.name, NULL, "key", old_key->name, new_key->name, err);
	} else if (strcmp(old_key->storage, new_key->storage) != 0) {
		s->key_changed = true;
	}
	if (s->key_changed)
		raise(s, ZD_RESHAPE_REBUILD);
	size_t count = s->new.count;
	for (size_t i = 0; !rc && i < count; i++) {
		const struct zd_layout_column *new = &s->new.columns[i];
		s->source[i] = zd_layout_column(s->old, new->name);
		if (s->source[i]) {
			rc = compare_column(m, s, i, err);
			continue;
		}
		s->changed[i] = true;
		raise(s, i == 0 || new->required || new->unique || new->field->fallback.tag != ZD_NIL
				 ? ZD_RESHAPE_REBUILD
				 : ZD_RESHAPE_ADD);
		rc = tell(m, s->new.name, new->name, "new field", err);
	}
	return rc ? rc : keep_columns(m, s, err);
}

static int migrate_entity(struct migration *m, const struct zd_entity *e, const struct zd_layout *old,
			  struct zd_error *err)
{
	struct zd_reshape s = {.book = m->book, .entity = e, .old = old};
	int rc = compare(m, &s, err);
	if (!rc && s.action == ZD_RESHAPE_REBUILD)
		rc = zd_rebuild_table(m->db, &s, m->dry, err);
	else if (!rc && s.action == ZD_RESHAPE_ADD && !m->dry)
		rc = zd_widen_table(m->db, &s, err);
	return !rc && s.action != ZD_RESHAPE_NOTHING ? write_layout(m, &s.new, err) : rc;
}

/* Entities that the model dropped: told once, then only marked. */
static int keep_entities(struct migration *m, struct zd_error *err)
{
	int rc = ZD_OK;
	for (size_t i = 0; !rc && i < m->old_count; i++) {
		struct zd_layout *old = &m->old[i];
		const struct zd_entity *e = zd_pack_entity(m->pack, old->name);
		if (old->gone || (e && strcmp(e->name, old->name) == 0))
			continue;
		rc = tell(m, old->name, NULL, "no longer in the model; its records are kept", err);
		old->gone = true;
		if (!rc)
			rc = write_layout(m, old, err);
	}
	return rc;
}

static int migrate_all(struct migration *m, struct zd_error *err)
{
	int rc = read_layouts(m, err);
	for (size_t i = 0; !rc && i < m->pack->entity_count; i++) {
		if (!find_old(m, m->pack->entities[i].name))
			rc = make_new(m, &m->pack->entities[i], err);
	}
	for (size_t i = 0; !rc && i < m->pack->entity_count; i++) {
		const struct zd_layout *old = find_old(m, m->pack->entities[i].name);
		if (old)
			rc = migrate_entity(m, &m->pack->entities[i], old, err);
	}
	return rc ? rc : keep_entities(m, err);
}

/* All or nothing, also when the caller goes on after an error. References are not SQLite's to judge while tables are swapped. */
static int migrate_safely(struct migration *m, struct zd_error *err)
{
	if (m->dry)
		return migrate_all(m, err);
	int rc = zd_db_exec(m->db, "SAVEPOINT zd_migrate", err);
	if (rc)
		return rc;
	zd_book_checks_rest(m->book);
	sqlite3_db_config(m->db, SQLITE_DBCONFIG_LEGACY_ALTER_TABLE, 1, NULL);
	rc = migrate_all(m, err);
	if (rc)
		zd_db_exec(m->db, "ROLLBACK TO zd_migrate", NULL);
	if (rc)
		zd_db_exec(m->db, "RELEASE zd_migrate", NULL);
	else
		rc = zd_db_exec(m->db, "RELEASE zd_migrate", err);
	sqlite3_db_config(m->db, SQLITE_DBCONFIG_LEGACY_ALTER_TABLE, 0, NULL);
	zd_book_checks_resume(m->book);
	return rc;
}

int zd_book_migrate(struct zd_book *b, const struct zd_pack *pack, bool dry, struct zd_sink *changes, size_t *count,
		    struct zd_error *err)
{
	static const struct zd_head heads[] = {{.name = "entity", .type = {.kind = ZD_KIND_TEXT}},
					       {.name = "field", .type = {.kind = ZD_KIND_TEXT}},
					       {.name = "change", .type = {.kind = ZD_KIND_TEXT}}};
	struct migration m = {.book = b, .db = zd_book_db(b), .pack = pack, .dry = dry, .sink = changes};
	int rc = changes ? changes->begin(changes, heads, sizeof heads / sizeof *heads, err) : ZD_OK;
	if (!rc)
		rc = migrate_safely(&m, err);
	if (!rc && changes)
		rc = changes->end(changes, err);
	if (count)
		*count = m.changes;
	free(m.old);
	zd_arena_free(&m.arena);
	return rc;
}
