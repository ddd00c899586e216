/* Reveals on record. */
#include <string.h>

#include "base/date.h"
#include "base/json.h"
#include "store/db.h"
#include "store/journal.h"
#include "store/keys.h"
#include "store/rows.h"

int zd_reveal_put(struct zd_book *b, const struct zd_reveal *r, struct zd_error *err)
{
	sqlite3 *db = zd_book_db(b);
	sqlite3_stmt *s = NULL;
	struct zd_str fields = {0};
	char now[ZD_DATETIME_LEN + 1];
	zd_datetime_now(now);
	zd_json_strings(&fields, r->fields, r->field_count);
	int rc = zd_db_prepare(
		&s, db,
		"INSERT INTO zd_reveal (made_at, login, person, command, entity, record, condition, fields,"
		" count, purpose) VALUES (?10, ?1, ?2, ?3, ?4, ?5, ?6, ?7,"
		" ?8, ?9)",
		err);
	bool ok = !rc && !zd_db_bind_string(s, 1, r->login, err) && !zd_db_bind_value(s, 2, &r->person, err) &&
		  !zd_db_bind_string(s, 3, r->command, err) && !zd_db_bind_string(s, 4, r->entity, err) &&
		  !zd_db_bind_value(s, 5, &r->record, err) && !zd_db_bind_string(s, 6, r->condition, err) &&
		  !zd_db_bind_string(s, 7, zd_str_text(&fields), err) &&
		  !zd_db_bind_int(s, 8, (int64_t)r->count, err) && !zd_db_bind_string(s, 9, r->purpose, err) &&
		  !zd_db_bind_string(s, 10, now, err) && !zd_db_run(s, err);
	zd_db_finish(s);
	zd_str_free(&fields);
	return ok ? zd_journal_add(b, ZD_ENTRY_REVEAL, sqlite3_last_insert_rowid(db), err) : (int)err->code;
}

int zd_reveals_list(struct zd_book *b, int64_t limit, struct zd_sink *sink, struct zd_error *err)
{
	static const struct zd_head heads[] = {
		{"id", "编号", {.kind = ZD_KIND_INT}},       {"made_at", "时间", {.kind = ZD_KIND_DATETIME}},
		{"login", "账号", {.kind = ZD_KIND_TEXT}},   {"person", "人员", {.kind = ZD_KIND_TEXT}},
		{"command", "命令", {.kind = ZD_KIND_TEXT}}, {"entity", "实体", {.kind = ZD_KIND_TEXT}},
		{"record", "记录", {.kind = ZD_KIND_TEXT}},  {"condition", "条件", {.kind = ZD_KIND_TEXT}},
		{"fields", "字段", {.kind = ZD_KIND_TEXT}},  {"count", "记录数", {.kind = ZD_KIND_INT}},
		{"purpose", "用途", {.kind = ZD_KIND_TEXT}}};
	sqlite3_stmt *s = NULL;
	int rc = zd_db_prepare(&s, zd_book_db(b),
			       "SELECT id, made_at, login, CAST(person AS TEXT), command, entity, CAST(record AS TEXT),"
			       " condition, fields, count, purpose FROM zd_reveal ORDER BY id DESC LIMIT ?1",
			       err);
	if (!rc)
		rc = zd_db_bind_int(s, 1, limit > 0 ? limit : -1, err);
	if (!rc)
		rc = zd_rows_give(sink, heads, sizeof heads / sizeof *heads, s, err);
	zd_db_finish(s);
	return rc;
}
