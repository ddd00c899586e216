/*
 * Writing records. The statements are compiled once; each record is checked
 * field by field and bound as it is checked. Millions of rows pass through
 * zd_writer_put, so nothing in it allocates.
 */
#include "store/records.h"

#include <stdlib.h>
#include <string.h>

#include "model/text.h"
#include "store/check.h"
#include "store/db.h"
#include "store/layout.h"
#include "store/secret.h"

struct zd_writer {
	struct zd_book *book;
	const struct zd_entity *entity;
	enum zd_write_mode mode;
	struct zd_checker *checker;
	sqlite3_stmt *insert;
	sqlite3_stmt *update;    /* in mode UPDATE */
	struct zd_value *stored; /* one a field */
	struct zd_str *sealed;   /* one a field: the text of those that are sealed */
	bool *put_off;           /* one a field: references to records that may still come */
	bool any_put_off;
	bool fresh;     /* the table was empty when the writer was opened */
	bool unindexed; /* its references' indexes are left for the end */
	uint64_t rows;
};

/* From this many records on, an empty table's indexes are cheaper made at the end, in one sort. */
#define MANY_ROWS 1000

static void insert_sql(struct zd_str *sql, const struct zd_entity *e, enum zd_write_mode mode)
{
	zd_str_add(sql, "INSERT INTO ");
	zd_db_quote(sql, e->name);
	for (size_t i = 0; i < e->field_count; i++) {
		zd_str_add(sql, i == 0 ? " (" : ", ");
		zd_db_quote(sql, e->fields[i].name);
	}
	for (size_t i = 0; i < e->field_count; i++)
		zd_str_printf(sql, "%s?%zu", i == 0 ? ") VALUES (" : ", ", i + 1);
	zd_str_addc(sql, ')');
	if (mode == ZD_WRITE_SKIP) {
		zd_str_add(sql, " ON CONFLICT (");
		zd_db_quote(sql, e->fields[0].name);
		zd_str_add(sql, ") DO NOTHING");
	}
}

/* What is nil stays as it is. The key is set to itself, so that there is always something to set. */
static void update_sql(struct zd_str *sql, const struct zd_entity *e)
{
	zd_str_add(sql, "UPDATE ");
	zd_db_quote(sql, e->name);
	zd_str_add(sql, " SET ");
	for (size_t i = e->field_count > 1; i < e->field_count; i++) {
		zd_str_add(sql, i > 1 ? ", " : "");
		zd_db_quote(sql, e->fields[i].name);
		zd_str_printf(sql, " = coalesce(?%zu, ", i + 1);
		zd_db_quote(sql, e->fields[i].name);
		zd_str_addc(sql, ')');
	}
	zd_str_add(sql, " WHERE ");
	zd_db_quote(sql, e->fields[0].name);
	zd_str_add(sql, " = ?1");
}

static int is_empty(sqlite3 *db, const struct zd_entity *e, bool *empty, struct zd_error *err)
{
	struct zd_str sql = {0};
	int64_t found;
	zd_str_add(&sql, "SELECT EXISTS (SELECT 1 FROM ");
	zd_db_quote(&sql, e->name);
	zd_str_addc(&sql, ')');
	int rc = zd_db_number(&found, db, zd_str_text(&sql), err);
	*empty = found == 0;
	zd_str_free(&sql);
	return rc;
}

/* Drops or makes the indexes of all references. */
static int each_index(struct zd_writer *w, void (*change)(struct zd_str *sql, const char *table, const char *column),
		      struct zd_error *err)
{
	int rc = ZD_OK;
	for (size_t i = 0; !rc && i < w->entity->field_count; i++) {
		struct zd_str sql = {0};
		if (w->entity->fields[i].type.kind != ZD_KIND_REF)
			continue;
		change(&sql, w->entity->name, w->entity->fields[i].name);
		rc = zd_db_exec(zd_book_db(w->book), zd_str_text(&sql), err);
		zd_str_free(&sql);
	}
	return rc;
}

int zd_writer_open(struct zd_writer **out, struct zd_book *b, const struct zd_entity *e, enum zd_write_mode mode,
		   struct zd_error *err)
{
	sqlite3 *db = zd_book_db(b);
	struct zd_str sql = {0};
	struct zd_writer *w = zd_alloc(sizeof *w);
	*w = (struct zd_writer){.book = b, .entity = e, .mode = mode};
	w->stored = zd_alloc(e->field_count * sizeof *w->stored);
	w->put_off = zd_alloc(e->field_count * sizeof *w->put_off);
	w->sealed = zd_alloc(e->field_count * sizeof *w->sealed);
	zd_book_checks_rest(b);
	insert_sql(&sql, e, mode);
	int rc = zd_db_prepare_model(&w->insert, db, zd_str_text(&sql), err);
	if (!rc && mode == ZD_WRITE_UPDATE) {
		zd_str_clear(&sql);
		update_sql(&sql, e);
		rc = zd_db_prepare_model(&w->update, db, zd_str_text(&sql), err);
	}
	if (!rc)
		rc = is_empty(db, e, &w->fresh, err);
	if (!rc)
		rc = zd_checker_open(&w->checker, db, e, err);
	zd_str_free(&sql);
	if (rc) {
		zd_writer_close(w, false, NULL);
		w = NULL;
	}
	*out = w;
	return rc;
}

/* The field of the entity whose uniqueness SQLite found broken: its message ends in "entity.field". */
static size_t field_in_conflict(const struct zd_entity *e, const char *message)
{
	const char *point = strrchr(message, '.');
	for (size_t i = 1; point && i < e->field_count; i++) {
		if (strcmp(e->fields[i].name, point + 1) == 0)
			return i;
	}
	return 0;
}

static int conflict(struct zd_writer *w, const struct zd_value *key, const char **field, struct zd_error *err)
{
	sqlite3 *db = zd_book_db(w->book);
	int rc = zd_db_fail(db, NULL, err);
	int code = sqlite3_extended_errcode(db);
	if (code != SQLITE_CONSTRAINT_PRIMARYKEY && code != SQLITE_CONSTRAINT_ROWID && code != SQLITE_CONSTRAINT_UNIQUE)
		return rc;
	size_t at = field_in_conflict(w->entity, sqlite3_errmsg(db));
	const struct zd_field *f = &w->entity->fields[at];
	struct zd_str text = {0};
	if (at > 0 && f->sensitive)
		zd_str_add(&text, "this value");
	else if (at > 0)
		zd_value_show(&text, &f->type, &w->stored[at]);
	else if (key->tag == ZD_TEXT)
		zd_text_quote(&text, key->s, key->len);
	else
		zd_value_plain(&text, &f->type, key);
	*field = f->name;
	rc = at == 0 ? zd_fail(err, ZD_DATA, "%s %s exists already", w->entity->name, zd_str_text(&text))
		     : zd_fail(err, ZD_DATA, "must be unique, and %s is taken by another %s", zd_str_text(&text),
			       w->entity->name);
	zd_str_free(&text);
	return rc;
}

/* Runs a bound statement; *changed: it wrote a row. */
static int run(struct zd_writer *w, sqlite3_stmt *s, bool *changed, const char **field, struct zd_error *err)
{
	*changed = false;
	if (sqlite3_step(s) != SQLITE_DONE) {
		int rc = conflict(w, &w->stored[0], field, err);
		zd_db_reset(s);
		return rc;
	}
	*changed = sqlite3_changes(zd_book_db(w->book)) > 0;
	zd_db_reset(s);
	if (++w->rows < MANY_ROWS || !w->fresh)
		return ZD_OK;
	w->fresh = false;
	w->unindexed = true;
	return each_index(w, zd_layout_drop_index, err);
}

/* Checks one field and leaves in w->stored what goes into its column. */
static int check(struct zd_writer *w, size_t at, const struct zd_value *value, const char **field, struct zd_error *err)
{
	bool later = false;
	const struct zd_field *f = &w->entity->fields[at];
	int rc = f->sensitive ? zd_secret_refuse_masked(value, err) : ZD_OK;
	if (!rc)
		rc = zd_checker_field(w->checker, at, value, &w->stored[at], &later, err);
	if (!rc && f->sensitive && zd_field_sealed(w->entity, f)) {
		struct zd_value plain = w->stored[at];
		rc = zd_secret_seal(&w->stored[at], &w->sealed[at], w->book, w->entity->name, f->name, &w->stored[0],
				    &plain, err);
	}
	if (rc) {
		*field = f->name;
		return rc;
	}
	if (later && !zd_value_equal(&w->stored[at], &w->stored[0])) {
		w->put_off[at] = true;
		w->any_put_off = true;
	}
	return ZD_OK;
}

/* Tries to change a record that exists; *found says whether it does. */
static int update(struct zd_writer *w, const struct zd_value *values, bool *found, const char **field,
		  struct zd_error *err)
{
	for (size_t i = 0; i < w->entity->field_count; i++) {
		w->stored[i] = ZD_VALUE_NIL;
		int rc = i > 0 && values[i].tag == ZD_NIL ? ZD_OK : check(w, i, &values[i], field, err);
		if (!rc)
			rc = zd_db_bind_value(w->update, (int)i + 1, &w->stored[i], err);
		if (rc)
			return rc;
	}
	return run(w, w->update, found, field, err);
}

int zd_writer_put(struct zd_writer *w, const struct zd_value *values, bool *written, const char **field,
		  struct zd_error *err)
{
	const struct zd_entity *e = w->entity;
	*field = NULL;
	*written = false;
	if (w->mode == ZD_WRITE_UPDATE) {
		int rc = update(w, values, written, field, err);
		if (rc || *written)
			return rc;
	}
	for (size_t i = 0; i < e->field_count; i++) {
		const struct zd_value *value = values[i].tag == ZD_NIL ? &e->fields[i].fallback : &values[i];
		int rc = check(w, i, value, field, err);
		if (!rc)
			rc = zd_db_bind_value(w->insert, (int)i + 1, &w->stored[i], err);
		if (rc)
			return rc;
	}
	return run(w, w->insert, written, field, err);
}

/* The first record whose reference to its own entity, put off, is to nothing. */
static int check_put_off(struct zd_writer *w, size_t at, struct zd_error *err)
{
	const char *entity = w->entity->name;
	const struct zd_field *key = &w->entity->fields[0], *field = &w->entity->fields[at];
	struct zd_str sql = {0}, text = {0};
	sqlite3_stmt *s = NULL;
	bool row = false;
	zd_str_add(&sql, "SELECT a.");
	zd_db_quote(&sql, key->name);
	zd_str_add(&sql, ", a.");
	zd_db_quote(&sql, field->name);
	zd_str_add(&sql, " FROM ");
	zd_db_quote(&sql, entity);
	zd_str_add(&sql, " AS a WHERE a.");
	zd_db_quote(&sql, field->name);
	zd_str_add(&sql, " IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ");
	zd_db_quote(&sql, entity);
	zd_str_add(&sql, " AS b WHERE b.");
	zd_db_quote(&sql, key->name);
	zd_str_add(&sql, " = a.");
	zd_db_quote(&sql, field->name);
	zd_str_add(&sql, ") LIMIT 1");
	int rc = zd_db_prepare(&s, zd_book_db(w->book), zd_str_text(&sql), err);
	if (!rc)
		rc = zd_db_step(s, &row, err);
	if (!rc && row) {
		struct zd_value id, target;
		rc = zd_db_column(&id, s, 0, &key->type, err);
		if (!rc)
			rc = zd_db_column(&target, s, 1, &field->type, err);
		if (!rc) {
			zd_value_plain(&text, &key->type, &id);
			rc = zd_no_record(ZD_DATA, entity, &target, err);
			zd_fail_context(err, "%s %s: %s", entity, zd_str_text(&text), field->name);
		}
	}
	zd_db_finish(s);
	zd_str_free(&sql);
	zd_str_free(&text);
	return rc;
}

int zd_writer_close(struct zd_writer *w, bool finish, struct zd_error *err)
{
	int rc = ZD_OK;
	if (!w)
		return ZD_OK;
	for (size_t i = 0; finish && !rc && i < w->entity->field_count; i++) {
		if (w->put_off[i])
			rc = check_put_off(w, i, err);
	}
	zd_db_finish(w->insert);
	zd_db_finish(w->update);
	if (finish && !rc && w->unindexed)
		rc = each_index(w, zd_layout_index, err);
	if ((w->any_put_off || w->unindexed) && (!finish || rc))
		zd_book_distrust(w->book);
	zd_checker_close(w->checker);
	zd_book_checks_resume(w->book);
	for (size_t i = 0; i < w->entity->field_count; i++)
		zd_str_free(&w->sealed[i]);
	free(w->sealed);
	free(w->stored);
	free(w->put_off);
	free(w);
	return rc;
}
