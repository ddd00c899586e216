/* Two look-ups: does anybody have a login, and who has this one. */
#include "store/people.h"

#include "model/text.h"
#include "store/db.h"

static int any_login(bool *out, sqlite3 *db, const char *entity, const char *login, struct zd_error *err)
{
	struct zd_str sql = {0};
	sqlite3_stmt *s = NULL;
	zd_str_add(&sql, "SELECT 1 FROM ");
	zd_db_quote(&sql, entity);
	zd_str_add(&sql, " WHERE ");
	zd_db_quote(&sql, login);
	zd_str_add(&sql, " IS NOT NULL LIMIT 1");
	int rc = zd_db_prepare_model(&s, db, zd_str_text(&sql), err);
	if (!rc)
		rc = zd_db_step(s, out, err);
	zd_db_finish(s);
	zd_str_free(&sql);
	return rc;
}

int zd_person_find(struct zd_value *out, bool *any, struct zd_book *b, const struct zd_entity *e, const char *login,
		   const char *name, struct zd_arena *arena, struct zd_error *err)
{
	struct zd_str sql = {0};
	sqlite3_stmt *s = NULL;
	struct zd_value key = ZD_VALUE_NIL;
	bool row = false;
	*out = ZD_VALUE_NIL;
	*any = false;
	int rc = any_login(any, zd_book_db(b), e->name, login, err);
	if (rc || !*any)
		return rc;
	zd_str_add(&sql, "SELECT ");
	zd_db_quote(&sql, e->fields[0].name);
	zd_str_add(&sql, " FROM ");
	zd_db_quote(&sql, e->name);
	zd_str_add(&sql, " WHERE ");
	zd_db_quote(&sql, login);
	zd_str_add(&sql, " = ?1");
	rc = zd_db_prepare_model(&s, zd_book_db(b), zd_str_text(&sql), err);
	if (!rc)
		rc = zd_db_bind_string(s, 1, name, err);
	if (!rc)
		rc = zd_db_step(s, &row, err);
	if (!rc && row)
		rc = zd_db_column(&key, s, 0, &e->fields[0].type, err);
	*out = zd_value_copy(arena, &key);
	zd_db_finish(s);
	zd_str_free(&sql);
	return rc;
}
