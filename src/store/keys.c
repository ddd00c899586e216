/* Keys on record, and walks over every sealed column of the book as its layouts say, also of what the model dropped. */
#include "store/keys.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "model/text.h"
#include "store/db.h"
#include "store/journal.h"
#include "store/layout.h"
#include "store/secret.h"

#define ROWS_AT_ONCE 500

bool zd_pack_has_secrets(const struct zd_pack *pack)
{
	for (size_t i = 0; i < pack->entity_count; i++) {
		const struct zd_entity *e = &pack->entities[i];
		for (size_t k = 0; k < e->field_count; k++) {
			if (zd_field_sealed(e, &e->fields[k]))
				return true;
		}
	}
	return false;
}

int zd_book_has_key(bool *out, struct zd_book *b, struct zd_error *err)
{
	int64_t count;
	int rc = zd_db_number(&count, zd_book_db(b), "SELECT count(*) FROM zd_key", err);
	*out = !rc && count > 0;
	return rc;
}

int zd_book_make_id(struct zd_book *b, struct zd_error *err)
{
	char id[2 * ZD_BOOK_ID_LEN + 1];
	sqlite3_stmt *s = NULL;
	int rc = zd_book_id(id, b, err);
	if (rc || id[0])
		return rc;
	zd_random_hex(id, ZD_BOOK_ID_LEN / 2);
	rc = zd_db_prepare(&s, zd_book_db(b), "INSERT INTO zd_meta (key, value) VALUES ('book_id', ?1)", err);
	if (!rc)
		rc = zd_db_bind_string(s, 1, id, err);
	if (!rc)
		rc = zd_db_run(s, err);
	zd_db_finish(s);
	return rc;
}

int zd_book_key_put(struct zd_book *b, const char *key, const char *author, const char *reason, uint64_t sealed,
		    struct zd_error *err)
{
	sqlite3_stmt *s = NULL;
	char now[ZD_DATETIME_LEN + 1];
	zd_datetime_now(now);
	int rc = zd_db_prepare(&s, zd_book_db(b),
			       "INSERT INTO zd_key (key, made_at, author, reason, sealed)"
			       " VALUES (?1, ?5, ?2, ?3, ?4)",
			       err);
	if (!rc)
		rc = zd_db_bind_string(s, 1, key, err);
	if (!rc)
		rc = zd_db_bind_string(s, 2, author, err);
	if (!rc)
		rc = zd_db_bind_string(s, 3, reason, err);
	if (!rc)
		rc = zd_db_bind_int(s, 4, (int64_t)sealed, err);
	if (!rc)
		rc = zd_db_bind_string(s, 5, now, err);
	if (!rc)
		rc = zd_db_run(s, err);
	zd_db_finish(s);
	return rc ? rc : zd_journal_add(b, ZD_ENTRY_KEY, sqlite3_last_insert_rowid(zd_book_db(b)), err);
}

/* ---- walking over sealed columns ---- */

/* One sealed column of the book. */
struct column {
	const char *entity;
	const char *key;
	const char *field;
	enum zd_kind kind;
};

typedef int each_column(void *context, const struct column *c, struct zd_error *err);

static int layout_columns(const struct zd_layout *l, each_column *each, void *context, struct zd_error *err)
{
	int rc = ZD_OK;
	for (size_t i = 1; !rc && i < l->count; i++) {
		const struct column c = {l->name, l->columns[0].name, l->columns[i].name, l->columns[i].type.kind};
		if (l->columns[i].sealed)
			rc = each(context, &c, err);
	}
	return rc;
}

static int each_sealed_column(struct zd_book *b, each_column *each, void *context, struct zd_error *err)
{
	struct zd_arena arena = {0};
	sqlite3_stmt *s = NULL;
	int rc = zd_db_prepare(&s, zd_book_db(b), "SELECT name, definition FROM zd_entity ORDER BY name", err);
	while (!rc) {
		struct zd_layout l;
		bool row;
		rc = zd_db_step(s, &row, err);
		if (rc || !row)
			break;
		zd_arena_reset(&arena);
		rc = zd_layout_parse(&l, zd_db_column_string(s, 0), zd_db_column_string(s, 1), &arena, err);
		if (!rc)
			rc = layout_columns(&l, each, context, err);
	}
	zd_db_finish(s);
	zd_arena_free(&arena);
	return rc;
}

/* The values of a column that are there, behind their keys. */
static void select_sql(struct zd_str *sql, const struct column *c, bool with_key)
{
	zd_str_add(sql, "SELECT ");
	if (with_key) {
		zd_db_quote(sql, c->key);
		zd_str_add(sql, ", ");
	}
	zd_db_quote(sql, c->field);
	zd_str_add(sql, " FROM ");
	zd_db_quote(sql, c->entity);
	zd_str_add(sql, " WHERE ");
	zd_db_quote(sql, c->field);
	zd_str_add(sql, " IS NOT NULL");
}

/* ---- sealing anew ---- */

struct resealing {
	struct zd_book *book;
	uint64_t count;
	struct zd_str text;
};

static struct zd_value key_in(sqlite3_stmt *s)
{
	return sqlite3_column_type(s, 0) == SQLITE_INTEGER ? zd_value_int(sqlite3_column_int64(s, 0))
							   : zd_value_string(zd_db_column_string(s, 0));
}

static int reseal_one(struct resealing *r, const struct column *c, sqlite3_stmt *rows, sqlite3_stmt *update,
		      const struct zd_value *key, struct zd_error *err)
{
	struct zd_arena arena = {0};
	struct zd_value value, stored;
	int rc = zd_secret_column(&value, r->book, rows, 1, c->entity, c->field, c->kind, key, &arena, err);
	if (!rc)
		rc = zd_secret_seal(&stored, &r->text, r->book, c->entity, c->field, key, &value, err);
	if (!rc)
		rc = zd_db_bind_value(update, 1, key, err);
	if (!rc)
		rc = zd_db_bind_value(update, 2, &stored, err);
	if (!rc)
		rc = zd_db_run(update, err);
	if (rc)
		zd_fail_context(err, "%s %s", c->entity, zd_db_column_string(rows, 0));
	r->count += !rc;
	zd_arena_free(&arena);
	return rc;
}

/* Some rows behind the key at which the last ones ended; *more: there were any. */
static int reseal_some(struct resealing *r, const struct column *c, sqlite3_stmt *rows, sqlite3_stmt *update,
		       struct zd_value *last, struct zd_arena *arena, bool *more, struct zd_error *err)
{
	bool row = true;
	*more = false;
	int rc = last->tag ? zd_db_bind_value(rows, 1, last, err) : ZD_OK;
	while (!rc && row) {
		rc = zd_db_step(rows, &row, err);
		if (rc || !row)
			break;
		struct zd_value key = key_in(rows);
		*last = zd_value_copy(arena, &key);
		*more = true;
		rc = reseal_one(r, c, rows, update, last, err);
	}
	zd_db_reset(rows);
	return rc;
}

static int prepare_rows(sqlite3_stmt **out, sqlite3 *db, const struct column *c, bool behind, struct zd_error *err)
{
	struct zd_str sql = {0};
	select_sql(&sql, c, true);
	if (behind) {
		zd_str_add(&sql, " AND ");
		zd_db_quote(&sql, c->key);
		zd_str_add(&sql, " > ?1");
	}
	zd_str_printf(&sql, " ORDER BY 1 LIMIT %d", ROWS_AT_ONCE);
	int rc = zd_db_prepare(out, db, zd_str_text(&sql), err);
	zd_str_free(&sql);
	return rc;
}

static int prepare_update(sqlite3_stmt **out, sqlite3 *db, const struct column *c, struct zd_error *err)
{
	struct zd_str sql = {0};
	zd_str_add(&sql, "UPDATE ");
	zd_db_quote(&sql, c->entity);
	zd_str_add(&sql, " SET ");
	zd_db_quote(&sql, c->field);
	zd_str_add(&sql, " = ?2 WHERE ");
	zd_db_quote(&sql, c->key);
	zd_str_add(&sql, " = ?1");
	int rc = zd_db_prepare(out, db, zd_str_text(&sql), err);
	zd_str_free(&sql);
	return rc;
}

static int reseal_column(void *context, const struct column *c, struct zd_error *err)
{
	struct resealing *r = context;
	sqlite3 *db = zd_book_db(r->book);
	sqlite3_stmt *first = NULL, *behind = NULL, *update = NULL;
	struct zd_arena arena = {0};
	struct zd_value last = ZD_VALUE_NIL;
	bool more = true;
	int rc = prepare_rows(&first, db, c, false, err);
	if (!rc)
		rc = prepare_rows(&behind, db, c, true, err);
	if (!rc)
		rc = prepare_update(&update, db, c, err);
	while (!rc && more)
		rc = reseal_some(r, c, last.tag ? behind : first, update, &last, &arena, &more, err);
	zd_db_finish(first);
	zd_db_finish(behind);
	zd_db_finish(update);
	zd_arena_free(&arena);
	return rc;
}

int zd_book_reseal(struct zd_book *b, uint64_t *count, struct zd_error *err)
{
	struct resealing r = {.book = b};
	int rc = each_sealed_column(b, reseal_column, &r, err);
	*count = r.count;
	zd_str_free(&r.text);
	return rc;
}

/* ---- counting ---- */

/* How many values each key has sealed. */
struct census {
	struct zd_book *book;
	char (*ids)[ZD_KEY_ID_LEN + 1];
	uint64_t *counts;
	size_t count, cap, count_cap;
	uint64_t plain;
};

static void count_value(struct census *c, const char *id)
{
	size_t i = 0;
	while (i < c->count && strcmp(c->ids[i], id) != 0)
		i++;
	if (i == c->count) {
		ZD_GROW(c->ids, c->count, c->cap);
		if (c->cap > c->count_cap)
			c->counts = zd_realloc(c->counts, (c->count_cap = c->cap) * sizeof *c->counts);
		memcpy(c->ids[i], id, sizeof *c->ids);
		c->counts[i] = 0;
		c->count++;
	}
	c->counts[i]++;
}

static int count_column(void *context, const struct column *c, struct zd_error *err)
{
	struct census *census = context;
	struct zd_str sql = {0};
	sqlite3_stmt *s = NULL;
	select_sql(&sql, c, false);
	int rc = zd_db_prepare(&s, zd_book_db(census->book), zd_str_text(&sql), err);
	while (!rc) {
		char id[ZD_KEY_ID_LEN + 1];
		bool row;
		rc = zd_db_step(s, &row, err);
		if (rc || !row)
			break;
		const char *text = zd_db_column_string(s, 0);
		if (zd_is_sealed(text, (size_t)sqlite3_column_bytes(s, 0), id))
			count_value(census, id);
		else
			census->plain++;
	}
	zd_db_finish(s);
	zd_str_free(&sql);
	return rc;
}

static int take_census(struct census *c, struct zd_book *b, struct zd_error *err)
{
	*c = (struct census){.book = b};
	return each_sealed_column(b, count_column, c, err);
}

static void census_free(struct census *c)
{
	free(c->ids);
	free(c->counts);
}

static uint64_t counted(const struct census *c, const char *id)
{
	for (size_t i = 0; i < c->count; i++) {
		if (strcmp(c->ids[i], id) == 0)
			return c->counts[i];
	}
	return 0;
}

int zd_book_secret_counts(struct zd_secret_counts *out, struct zd_book *b, struct zd_error *err)
{
	struct census c;
	sqlite3_stmt *s = NULL;
	bool row = false;
	*out = (struct zd_secret_counts){0};
	int rc = take_census(&c, b, err);
	if (!rc)
		rc = zd_db_prepare(&s, zd_book_db(b), "SELECT key FROM zd_key ORDER BY id DESC LIMIT 1", err);
	if (!rc)
		rc = zd_db_step(s, &row, err);
	for (size_t i = 0; !rc && i < c.count; i++) {
		bool current = row && strcmp(zd_db_column_string(s, 0), c.ids[i]) == 0;
		*(current ? &out->current : &out->older) += c.counts[i];
	}
	out->plain = c.plain;
	zd_db_finish(s);
	census_free(&c);
	return rc;
}

int zd_book_keys_list(struct zd_book *b, struct zd_sink *sink, struct zd_error *err)
{
	static const struct zd_head heads[] = {
		{"key", "密钥", {.kind = ZD_KIND_TEXT}},        {"made_at", "时间", {.kind = ZD_KIND_DATETIME}},
		{"author", "经办人", {.kind = ZD_KIND_TEXT}},   {"reason", "事由", {.kind = ZD_KIND_TEXT}},
		{"in_use", "使用中", {.kind = ZD_KIND_BOOL}},   {"values", "加密的值", {.kind = ZD_KIND_INT}},
		{"there", "密钥环中有", {.kind = ZD_KIND_BOOL}}};
	struct census c;
	sqlite3_stmt *s = NULL;
	int rc = take_census(&c, b, err);
	if (!rc)
		rc = zd_db_prepare(&s, zd_book_db(b),
				   "SELECT key, made_at, author, reason, id = (SELECT max(id) FROM zd_key) FROM zd_key"
				   " ORDER BY id",
				   err);
	if (!rc)
		rc = sink->begin(sink, heads, sizeof heads / sizeof *heads, err);
	while (!rc) {
		bool row;
		rc = zd_db_step(s, &row, err);
		if (rc || !row)
			break;
		const char *id = zd_db_column_string(s, 0);
		struct zd_value values[7] = {zd_value_string(id)};
		for (int i = 1; i < 4; i++)
			values[i] = zd_value_string(zd_db_column_string(s, i));
		values[4] = zd_value_bool(sqlite3_column_int(s, 4));
		values[5] = zd_value_int((int64_t)counted(&c, id));
		values[6] = zd_value_bool(zd_keys_find(zd_book_keys(b), id) != NULL);
		rc = sink->row(sink, values, err);
	}
	zd_db_finish(s);
	census_free(&c);
	return rc ? rc : sink->end(sink, err);
}

int zd_book_forget_begin(struct zd_book *b, struct zd_error *err)
{
	return zd_db_exec(zd_book_db(b), "PRAGMA secure_delete = ON", err);
}

void zd_book_forget_end(struct zd_book *b)
{
	zd_db_exec(zd_book_db(b), "PRAGMA secure_delete = OFF", NULL);
	/* Readers may keep the log in use; then a later checkpoint writes it back. */
	zd_db_exec(zd_book_db(b), "PRAGMA wal_checkpoint(TRUNCATE)", NULL);
}
