/* Whose records are: the path from a record to its branch, walked step by step. */
#include "store/records.h"

#include <string.h>

#include "model/text.h"
#include "store/db.h"

const char zd_every_branch[] = "";

/* One field of one record, in the arena; nil where there is no such record. */
static int field_of(struct zd_value *out, struct zd_book *b, const struct zd_entity *e, const struct zd_field *f,
		    const struct zd_value *key, struct zd_arena *arena, struct zd_error *err)
{
	struct zd_str sql = {0};
	sqlite3_stmt *s = NULL;
	struct zd_value value = ZD_VALUE_NIL;
	bool row = false;
	zd_str_add(&sql, "SELECT ");
	zd_db_quote(&sql, f->name);
	zd_str_add(&sql, " FROM ");
	zd_db_quote(&sql, e->name);
	zd_str_add(&sql, " WHERE ");
	zd_db_quote(&sql, e->fields->name);
	zd_str_add(&sql, " = ?1");
	int rc = zd_db_prepare_model(&s, zd_book_db(b), zd_str_text(&sql), err);
	if (!rc)
		rc = zd_db_bind_value(s, 1, key, err);
	if (!rc)
		rc = zd_db_step(s, &row, err);
	if (!rc && row && sqlite3_column_type(s, 0) == SQLITE_INTEGER)
		value = zd_value_int(sqlite3_column_int64(s, 0));
	else if (!rc && row && sqlite3_column_type(s, 0) == SQLITE_TEXT)
		value = zd_value_string(zd_db_column_string(s, 0));
	*out = zd_value_copy(arena, &value);
	zd_db_finish(s);
	zd_str_free(&sql);
	return rc;
}

/* Follows the path; the first step is taken from `values` where they are given. */
static int follow(const char **out, struct zd_book *b, const struct zd_pack *pack, const struct zd_entity *e,
		  const struct zd_value *key, const struct zd_value *values, struct zd_arena *arena,
		  struct zd_error *err)
{
	struct zd_value at = key ? *key : ZD_VALUE_NIL;
	const char *path = e->branch;
	*out = path ? NULL : zd_every_branch;
	if (!path)
		return ZD_OK;
	while (path) {
		size_t n = strcspn(path, ".");
		const struct zd_field *f = zd_entity_field(e, zd_arena_strndup(arena, path, n));
		int rc = ZD_OK;
		if (!f)
			return ZD_OK;
		if (values)
			at = values[f - e->fields];
		else
			rc = field_of(&at, b, e, f, &at, arena, err);
		if (rc || at.tag == ZD_NIL)
			return rc;
		values = NULL;
		path = path[n] ? path + n + 1 : NULL;
		if (path && !(e = zd_pack_entity(pack, f->type.entity)))
			return ZD_OK;
	}
	struct zd_str text = {0};
	zd_value_plain(&text, NULL, &at);
	*out = zd_str_keep(&text, arena);
	return ZD_OK;
}

int zd_record_branch(const char **out, struct zd_book *b, const struct zd_pack *pack, const struct zd_entity *e,
		     const struct zd_value *key, struct zd_arena *arena, struct zd_error *err)
{
	return follow(out, b, pack, e, key, NULL, arena, err);
}

int zd_values_branch(const char **out, struct zd_book *b, const struct zd_pack *pack, const struct zd_entity *e,
		     const struct zd_value *values, struct zd_arena *arena, struct zd_error *err)
{
	return follow(out, b, pack, e, NULL, values, arena, err);
}
