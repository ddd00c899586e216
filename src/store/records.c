/*
 * One record at a time: reading it, changing fields of it, counting. Lists
 * are in list.c, new records in writer.c.
 */
#include "store/records.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "model/text.h"
#include "store/check.h"
#include "store/db.h"
#include "store/secret.h"

/* The key as its column has it; ZD_NOT_FOUND when no record can have it. */
static int stored_key(struct zd_value *out, const struct zd_entity *e, const struct zd_value *key, char buf[24],
		      struct zd_error *err)
{
	return zd_key_stored(out, key, e->fields[0].type.kind == ZD_KIND_INT, buf)
		       ? ZD_OK
		       : zd_no_record(ZD_NOT_FOUND, e->name, key, err);
}

static void where_key(struct zd_str *sql, const struct zd_entity *e)
{
	zd_str_add(sql, " WHERE ");
	zd_db_quote(sql, e->fields[0].name);
	zd_str_add(sql, " = ?1");
}

static int unknown_field(const struct zd_entity *e, const char *name, struct zd_error *err)
{
	return zd_fail(err, ZD_USAGE, "%s has no field %s%s", e->name, name,
		       zd_suggest(zd_entity_nearest_field(e, name), "").text);
}

/* The fields' places; each name once, and none the key's. */
static int places(size_t *at, const struct zd_entity *e, const char *const *fields, size_t count, struct zd_error *err)
{
	for (size_t i = 0; i < count; i++) {
		const struct zd_field *field = zd_entity_field(e, fields[i]);
		if (!field)
			return unknown_field(e, fields[i], err);
		at[i] = (size_t)(field - e->fields);
		if (at[i] == 0)
			return zd_fail(err, ZD_USAGE, "%s is the key of %s and cannot be changed", fields[i], e->name);
		for (size_t k = 0; k < i; k++) {
			if (at[k] == at[i])
				return zd_fail(err, ZD_USAGE, "the field %s is given twice", fields[i]);
		}
	}
	return ZD_OK;
}

static int set_checked(struct zd_book *b, const struct zd_entity *e, const struct zd_value *key, const size_t *at,
		       const struct zd_value *values, size_t count, struct zd_checker *checker, struct zd_error *err)
{
	sqlite3 *db = zd_book_db(b);
	sqlite3_stmt *s = NULL;
	struct zd_str sql = {0};
	struct zd_str *sealed = zd_alloc((count + 1) * sizeof *sealed);
	zd_str_add(&sql, "UPDATE ");
	zd_db_quote(&sql, e->name);
	for (size_t i = 0; i < count; i++) {
		zd_str_add(&sql, i == 0 ? " SET " : ", ");
		zd_db_quote(&sql, e->fields[at[i]].name);
		zd_str_printf(&sql, " = ?%zu", i + 2);
	}
	where_key(&sql, e);
	int rc = zd_db_prepare_model(&s, db, zd_str_text(&sql), err);
	if (!rc)
		rc = zd_db_bind_value(s, 1, key, err);
	for (size_t i = 0; !rc && i < count; i++) {
		struct zd_value stored;
		const struct zd_field *f = &e->fields[at[i]];
		rc = f->sensitive ? zd_secret_refuse_masked(&values[i], err) : ZD_OK;
		if (!rc)
			rc = zd_checker_field(checker, at[i], &values[i], &stored, NULL, err);
		if (!rc && zd_field_sealed(e, f)) {
			struct zd_value plain = stored;
			rc = zd_secret_seal(&stored, &sealed[i], b, e->name, f->name, key, &plain, err);
		}
		if (rc)
			rc = zd_fail_context(err, "%s", e->fields[at[i]].name);
		else
			rc = zd_db_bind_value(s, (int)i + 2, &stored, err);
	}
	if (!rc) {
		rc = zd_db_run(s, err);
		if (rc == ZD_DATA && sqlite3_extended_errcode(db) == SQLITE_CONSTRAINT_UNIQUE)
			rc = zd_fail(err, ZD_DATA, "another %s has the value of a field that must be unique: %s",
				     e->name,
				     strrchr(sqlite3_errmsg(db), '.') ? strrchr(sqlite3_errmsg(db), '.') + 1 : "");
		else if (!rc && sqlite3_changes(db) == 0)
			rc = zd_no_record(ZD_NOT_FOUND, e->name, key, err);
	}
	zd_db_finish(s);
	for (size_t i = 0; i < count; i++)
		zd_str_free(&sealed[i]);
	free(sealed);
	zd_str_free(&sql);
	return rc;
}

int zd_record_set(struct zd_book *b, const struct zd_entity *e, const struct zd_value *key, const char *const *fields,
		  const struct zd_value *values, size_t count, struct zd_error *err)
{
	char buf[24];
	struct zd_value stored;
	struct zd_checker *checker = NULL;
	size_t *at = zd_alloc((count + 1) * sizeof *at);
	int rc = count == 0 ? zd_fail(err, ZD_USAGE, "no field is given to set") : places(at, e, fields, count, err);
	if (!rc)
		rc = stored_key(&stored, e, key, buf, err);
	if (!rc)
		rc = zd_checker_open(&checker, zd_book_db(b), e, err);
	if (!rc)
		rc = set_checked(b, e, &stored, at, values, count, checker, err);
	zd_checker_close(checker);
	free(at);
	return rc;
}

int zd_record_get(struct zd_book *b, const struct zd_entity *e, const struct zd_value *key, struct zd_value *values,
		  struct zd_arena *arena, struct zd_error *err)
{
	char buf[24];
	struct zd_value stored;
	struct zd_str sql = {0};
	sqlite3_stmt *s = NULL;
	bool row = false;
	int rc = stored_key(&stored, e, key, buf, err);
	if (rc)
		return rc;
	for (size_t i = 0; i < e->field_count; i++) {
		zd_str_add(&sql, i == 0 ? "SELECT " : ", ");
		zd_db_quote(&sql, e->fields[i].name);
	}
	zd_str_add(&sql, " FROM ");
	zd_db_quote(&sql, e->name);
	where_key(&sql, e);
	rc = zd_db_prepare_model(&s, zd_book_db(b), zd_str_text(&sql), err);
	if (!rc)
		rc = zd_db_bind_value(s, 1, &stored, err);
	if (!rc)
		rc = zd_db_step(s, &row, err);
	if (!rc && !row)
		rc = zd_no_record(ZD_NOT_FOUND, e->name, key, err);
	for (size_t i = 0; !rc && i < e->field_count; i++) {
		struct zd_value value = ZD_VALUE_NIL;
		if (!e->fields[i].sensitive)
			rc = zd_db_column(&value, s, (int)i, &e->fields[i].type, err);
		else if (sqlite3_column_type(s, (int)i) != SQLITE_NULL)
			value = zd_value_text("***", 3);
		values[i] = zd_value_copy(arena, &value);
	}
	zd_db_finish(s);
	zd_str_free(&sql);
	return rc;
}

int zd_record_count(struct zd_book *b, const struct zd_entity *e, int64_t *out, struct zd_error *err)
{
	struct zd_str sql = {0};
	sqlite3_stmt *s = NULL;
	bool row = false;
	*out = 0;
	zd_str_add(&sql, "SELECT count(*) FROM ");
	zd_db_quote(&sql, e->name);
	int rc = zd_db_prepare_model(&s, zd_book_db(b), zd_str_text(&sql), err);
	if (!rc)
		rc = zd_db_step(s, &row, err);
	if (!rc && row)
		*out = sqlite3_column_int64(s, 0);
	zd_db_finish(s);
	zd_str_free(&sql);
	return rc;
}
