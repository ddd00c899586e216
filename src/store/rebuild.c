/*
 * Rebuilding: rows pass one by one from the old table into the new, each
 * changed field converted and checked on its way, so that what is wrong is
 * said in terms of a record and a field. When a rebuild is due is decided in
 * migrate.c.
 */
#include "store/rebuild.h"

#include "model/text.h"
#include "store/check.h"
#include "store/retype.h"
#include "store/secret.h"

static const char REBUILT[] = "zd_rebuilt";

static int make_indexes(sqlite3 *db, const struct zd_layout *l, struct zd_error *err)
{
	int rc = ZD_OK;
	for (size_t i = 0; !rc && i < l->count; i++) {
		struct zd_str sql = {0};
		if (l->columns[i].kept || l->columns[i].type.kind != ZD_KIND_REF)
			continue;
		zd_layout_index(&sql, l->name, l->columns[i].name);
		rc = zd_db_exec(db, zd_str_text(&sql), err);
		zd_str_free(&sql);
	}
	return rc;
}

int zd_make_table(sqlite3 *db, const struct zd_layout *l, struct zd_error *err)
{
	struct zd_str sql = {0};
	zd_layout_create(&sql, l, l->name);
	int rc = zd_db_exec(db, zd_str_text(&sql), err);
	zd_str_free(&sql);
	return rc ? rc : make_indexes(db, l, err);
}

int zd_widen_table(sqlite3 *db, const struct zd_reshape *s, struct zd_error *err)
{
	int rc = ZD_OK;
	for (size_t i = 0; !rc && i < s->new.count; i++) {
		struct zd_str sql = {0};
		const struct zd_layout_column *c = &s->new.columns[i];
		if (s->source[i])
			continue;
		zd_layout_add(&sql, &s->new, c);
		if (c->type.kind == ZD_KIND_REF) {
			zd_str_add(&sql, ";\n");
			zd_layout_index(&sql, s->new.name, c->name);
		}
		rc = zd_db_exec(db, zd_str_text(&sql), err);
		zd_str_free(&sql);
	}
	return rc;
}

static void select_sql(struct zd_str *sql, const struct zd_reshape *s)
{
	zd_str_add(sql, "SELECT ");
	zd_db_quote(sql, s->old->columns[0].name);
	for (size_t i = 0; i < s->new.count; i++) {
		zd_str_add(sql, ", ");
		if (s->source[i])
			zd_db_quote(sql, s->source[i]->name);
		else
			zd_str_add(sql, "NULL");
	}
	zd_str_add(sql, " FROM ");
	zd_db_quote(sql, s->old->name);
	zd_str_add(sql, " ORDER BY 1");
}

static void insert_sql(struct zd_str *sql, const struct zd_reshape *s)
{
	zd_str_add(sql, "INSERT INTO ");
	zd_db_quote(sql, REBUILT);
	for (size_t i = 0; i < s->new.count; i++) {
		zd_str_add(sql, i == 0 ? " (" : ", ");
		zd_db_quote(sql, s->new.columns[i].name);
	}
	for (size_t i = 0; i < s->new.count; i++)
		zd_str_printf(sql, "%s?%zu", i == 0 ? ") VALUES (" : ", ", i + 1);
	zd_str_addc(sql, ')');
}

static int in_record(const struct zd_reshape *s, sqlite3_stmt *rows, size_t at, struct zd_error *err)
{
	return zd_fail_context(err, "%s %s: %s", s->old->name, zd_db_column_string(rows, 0), s->new.columns[at].name);
}

/* The value of an old column, opened where it is sealed. */
static int old_value(struct zd_value *out, const struct zd_reshape *s, sqlite3_stmt *rows, size_t at,
		     const struct zd_value *key, struct zd_arena *arena, struct zd_error *err)
{
	const struct zd_layout_column *c = s->source[at];
	if (c->sealed)
		return zd_secret_column(out, s->book, rows, (int)at + 1, s->old->name, c->name, c->type.kind, key,
					arena, err);
	return zd_db_column(out, rows, (int)at + 1, &c->type, err);
}

/* The new value of a field that changed, converted and checked; sealed into `sealed` (NULL: only looked at). */
static int new_value(const struct zd_reshape *s, sqlite3_stmt *rows, size_t at, struct zd_checker *checker,
		     struct zd_value *out, struct zd_str *sealed, struct zd_arena *arena, struct zd_error *err)
{
	const struct zd_layout_column *c = &s->new.columns[at];
	struct zd_value value = ZD_VALUE_NIL, key;
	int rc = zd_db_column(&key, rows, 0, &s->old->columns[0].type, err);
	if (!rc && s->source[at])
		rc = old_value(&value, s, rows, at, &key, arena, err);
	if (!rc && value.tag == ZD_NIL && (!s->source[at] || c->required)) {
		value = c->field->fallback;
	} else if (!rc && value.tag != ZD_NIL && s->source[at]->type.kind != c->type.kind) {
		struct zd_value old = value;
		struct zd_str text = {0};
		if (!zd_retype(&value, &c->type, &old, &s->source[at]->type, arena)) {
			zd_value_plain(&text, &s->source[at]->type, &old);
			rc = zd_fail(err, ZD_DATA, "%s cannot become %s without loss",
				     c->field->sensitive ? "the value" : zd_str_text(&text),
				     zd_kind_word(c->type.kind));
		}
		zd_str_free(&text);
	}
	if (!rc)
		rc = zd_checker_field(checker, at, &value, out, NULL, err);
	if (!rc && c->sealed && sealed) {
		value = *out;
		rc = zd_secret_seal(out, sealed, s->book, s->new.name, c->name, &key, &value, err);
	}
	return rc == ZD_DATA || rc == ZD_BOOK ? in_record(s, rows, at, err) : rc;
}

static int copy_row(sqlite3 *db, const struct zd_reshape *s, sqlite3_stmt *rows, sqlite3_stmt *insert,
		    struct zd_checker *checker, struct zd_arena *arena, struct zd_error *err)
{
	int rc = ZD_OK;
	zd_arena_reset(arena);
	struct zd_str *sealed = zd_arena_alloc(arena, s->new.count * sizeof *sealed);
	for (size_t i = 0; !rc && i < s->new.count; i++) {
		struct zd_value value;
		if (s->changed[i]) {
			rc = new_value(s, rows, i, checker, &value, insert ? &sealed[i] : NULL, arena, err);
			if (!rc && insert)
				rc = zd_db_bind_value(insert, (int)i + 1, &value, err);
		} else if (insert && sqlite3_bind_value(insert, (int)i + 1, sqlite3_column_value(rows, (int)i + 1)) !=
					     SQLITE_OK) {
			rc = zd_db_fail(db, NULL, err);
		}
	}
	if (!rc && insert)
		rc = zd_db_run(insert, err);
	for (size_t i = 0; i < s->new.count; i++)
		zd_str_free(&sealed[i]);
	return rc;
}

/* Looks at every row, and writes it to the rebuilt table unless dry. */
static int copy_rows(sqlite3 *db, const struct zd_reshape *s, bool dry, struct zd_error *err)
{
	struct zd_arena arena = {0};
	sqlite3_stmt *rows = NULL, *insert = NULL;
	struct zd_checker *checker = NULL;
	struct zd_str sql = {0};
	select_sql(&sql, s);
	int rc = zd_db_prepare(&rows, db, zd_str_text(&sql), err);
	if (!rc)
		rc = zd_checker_open(&checker, db, s->entity, err);
	if (!rc && !dry) {
		zd_str_clear(&sql);
		insert_sql(&sql, s);
		rc = zd_db_prepare(&insert, db, zd_str_text(&sql), err);
	}
	while (!rc) {
		bool row;
		rc = zd_db_step(rows, &row, err);
		if (rc || !row)
			break;
		if (s->key_changed)
			rc = zd_fail(err, ZD_DATA, "the key of %s cannot change while it has records", s->old->name);
		else
			rc = copy_row(db, s, rows, insert, checker, &arena, err);
	}
	zd_db_finish(rows);
	zd_db_finish(insert);
	zd_checker_close(checker);
	zd_arena_free(&arena);
	zd_str_free(&sql);
	return rc;
}

/* A field that becomes unique must be so already. A new one gives all records its default, so at most one may exist. */
static int check_unique(sqlite3 *db, const struct zd_reshape *s, size_t at, struct zd_error *err)
{
	const struct zd_layout_column *c = &s->new.columns[at], *old = s->source[at];
	struct zd_str sql = {0};
	sqlite3_stmt *rows = NULL;
	bool row = false;
	if (!c->unique || !s->changed[at] || (!old && c->field->fallback.tag == ZD_NIL))
		return ZD_OK;
	zd_str_add(&sql, "SELECT count(*), max(");
	zd_db_quote(&sql, s->old->columns[0].name);
	zd_str_add(&sql, "), min(");
	zd_db_quote(&sql, s->old->columns[0].name);
	zd_str_add(&sql, ") FROM ");
	zd_db_quote(&sql, s->old->name);
	if (old) {
		zd_str_add(&sql, " WHERE ");
		zd_db_quote(&sql, old->name);
		zd_str_add(&sql, " IS NOT NULL GROUP BY ");
		zd_db_quote(&sql, old->name);
	}
	zd_str_add(&sql, " HAVING count(*) > 1 LIMIT 1");
	int rc = zd_db_prepare(&rows, db, zd_str_text(&sql), err);
	if (!rc)
		rc = zd_db_step(rows, &row, err);
	if (!rc && row)
		rc = zd_fail(err, ZD_DATA, "%s %s: %s: must be unique, and %s has the same value", s->new.name,
			     zd_db_column_string(rows, 1), c->name, zd_db_column_string(rows, 2));
	zd_db_finish(rows);
	zd_str_free(&sql);
	return rc;
}

static int swap_tables(sqlite3 *db, const struct zd_reshape *s, struct zd_error *err)
{
	struct zd_str sql = {0};
	zd_str_add(&sql, "DROP TABLE ");
	zd_db_quote(&sql, s->old->name);
	zd_str_add(&sql, "; ALTER TABLE ");
	zd_db_quote(&sql, REBUILT);
	zd_str_add(&sql, " RENAME TO ");
	zd_db_quote(&sql, s->new.name);
	int rc = zd_db_exec(db, zd_str_text(&sql), err);
	zd_str_free(&sql);
	return rc ? rc : make_indexes(db, &s->new, err);
}

int zd_rebuild_table(sqlite3 *db, const struct zd_reshape *s, bool dry, struct zd_error *err)
{
	int rc = ZD_OK;
	for (size_t i = 0; !rc && i < s->new.count; i++)
		rc = check_unique(db, s, i, err);
	if (!rc && !dry) {
		struct zd_str sql = {0};
		zd_layout_create(&sql, &s->new, REBUILT);
		rc = zd_db_exec(db, zd_str_text(&sql), err);
		zd_str_free(&sql);
	}
	if (!rc)
		rc = copy_rows(db, s, dry, err);
	return rc || dry ? rc : swap_tables(db, s, err);
}
