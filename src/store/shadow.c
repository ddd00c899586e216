/*
 * A table of the connection's own hides one of the book with the same name
 * wherever a name has no schema before it. It is made as the book's is, with
 * its indexes, so that queries go the same ways.
 */
#include "store/shadow.h"

#include <string.h>

#include "store/db.h"
#include "store/reading.h"

static int is_shadowed(bool *out, sqlite3 *db, const char *table, struct zd_error *err)
{
	sqlite3_stmt *s;
	*out = false;
	if (zd_db_prepare(&s, db, "SELECT 1 FROM temp.sqlite_schema WHERE type = 'table' AND name = ?", err))
		return err->code;
	int rc = zd_db_bind_string(s, 1, table, err);
	if (!rc)
		rc = zd_db_step(s, out, err);
	zd_db_finish(s);
	return rc;
}

/* The book's own text for the table and its indexes, the table made the connection's. */
static int write_schema(struct zd_str *sql, sqlite3 *db, const char *table, struct zd_error *err)
{
	static const char create[] = "CREATE TABLE ";
	sqlite3_stmt *s;
	bool row = true;
	if (zd_db_prepare(&s, db,
			  "SELECT sql FROM main.sqlite_schema WHERE tbl_name = ? AND type IN ('table', 'index') AND sql"
			  " IS NOT NULL ORDER BY type = 'index'",
			  err))
		return err->code;
	int rc = zd_db_bind_string(s, 1, table, err);
	while (!rc && !(rc = zd_db_step(s, &row, err)) && row) {
		const char *text = zd_db_column_string(s, 0);
		if (strncmp(text, create, strlen(create)) == 0) {
			zd_str_printf(sql, "CREATE TEMP TABLE %s;\n", text + strlen(create));
			zd_str_add(sql, "INSERT INTO temp.");
			zd_db_quote(sql, table);
			zd_str_add(sql, " SELECT * FROM main.");
			zd_db_quote(sql, table);
			zd_str_add(sql, ";\n");
		} else {
			zd_str_printf(sql, "%s;\n", text);
		}
	}
	zd_db_finish(s);
	if (!rc && !sql->len)
		rc = zd_fail(err, ZD_BOOK, "the book has no table %s", table);
	return rc;
}

/* UPDATE … SET f = ?2, …, moved = … WHERE key = ?1 */
static void write_update(struct zd_str *sql, const struct zd_shadow_fields *f, bool all)
{
	int n = (int)f->count;
	zd_str_add(sql, "UPDATE temp.");
	zd_db_quote(sql, f->entity->name);
	zd_str_add(sql, " SET ");
	for (int i = 0; i < n; i++) {
		zd_str_add(sql, i ? ", " : "");
		zd_db_quote(sql, f->names[i]);
		zd_str_printf(sql, f->keeps ? " = coalesce(?%d, " : " = ?%d", i + 2);
		if (f->keeps) {
			zd_db_quote(sql, f->names[i]);
			zd_str_add(sql, ")");
		}
	}
	if (f->moved) {
		zd_str_add(sql, ", ");
		zd_db_quote(sql, f->moved);
		zd_str_printf(sql, " = ?%d", n + 2);
	}
	if (!all) {
		zd_str_add(sql, " WHERE ");
		zd_db_quote(sql, f->entity->fields[0].name);
		zd_str_add(sql, " = ?1");
	}
	if (!f->moved)
		return;
	/* Where nothing differs the day stays too, so the row can be left alone. */
	zd_str_add(sql, all ? " WHERE (" : " AND (");
	for (int i = 0; i < n; i++) {
		zd_str_add(sql, i ? " OR " : "");
		zd_db_quote(sql, f->names[i]);
		zd_str_printf(sql, f->keeps ? " IS NOT coalesce(?%d, " : " IS NOT ?%d", i + 2);
		if (f->keeps) {
			zd_db_quote(sql, f->names[i]);
			zd_str_add(sql, ")");
		}
	}
	zd_str_add(sql, ")");
}

static int change(sqlite3_stmt *s, const struct zd_shadow_fields *f, const struct zd_shadow_change *c,
		  struct zd_error *err)
{
	int rc = c->key.tag == ZD_NIL ? ZD_OK : zd_db_bind_value(s, 1, &c->key, err);
	for (size_t i = 0; i < f->count && !rc; i++)
		rc = zd_db_bind_value(s, (int)i + 2, &c->values[i], err);
	if (!rc && f->moved)
		rc = zd_db_bind_string(s, (int)f->count + 2, f->day, err);
	return rc ? rc : zd_db_run(s, err);
}

static int change_all(sqlite3 *db, const struct zd_shadow_fields *f, const struct zd_shadow_change *changes,
		      size_t count, struct zd_error *err)
{
	sqlite3_stmt *one = NULL, *all = NULL;
	struct zd_str sql = {0};
	int rc = ZD_OK;
	for (size_t i = 0; i < count && !rc; i++) {
		bool everybody = changes[i].key.tag == ZD_NIL;
		sqlite3_stmt **s = everybody ? &all : &one;
		if (!*s) {
			zd_str_clear(&sql);
			write_update(&sql, f, everybody);
			rc = zd_db_prepare_model(s, db, zd_str_text(&sql), err);
		}
		if (!rc)
			rc = change(*s, f, &changes[i], err);
	}
	zd_db_finish(one);
	zd_db_finish(all);
	zd_str_free(&sql);
	return rc;
}

struct changing {
	const struct zd_shadow_fields *fields;
	const struct zd_shadow_change *changes;
	size_t count;
};

static int change_lifted(void *context, sqlite3 *db, struct zd_error *err)
{
	const struct changing *c = context;
	struct zd_str sql = {0};
	bool there;
	int rc = is_shadowed(&there, db, c->fields->entity->name, err);
	if (!rc && !there)
		rc = write_schema(&sql, db, c->fields->entity->name, err);
	if (!rc && !there)
		rc = zd_db_exec(db, zd_str_text(&sql), err);
	zd_str_free(&sql);
	return rc ? rc : change_all(db, c->fields, c->changes, c->count, err);
}

int zd_reader_change(struct zd_reader *r, const struct zd_shadow_fields *fields, const struct zd_shadow_change *changes,
		     size_t count, struct zd_error *err)
{
	struct changing c = {fields, changes, count};
	r->guard.since = 0;
	return count ? zd_guard_lifted(&r->guard, change_lifted, &c, err) : ZD_OK;
}
