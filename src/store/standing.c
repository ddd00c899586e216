/*
 * How releases stand: waiting, rejected, in force, coming, or superseded, as
 * seen from a day; and the list of them all. What they hold is in release.c.
 */
#include "store/standing.h"

#include <string.h>

#include "base/date.h"
#include "store/db.h"
#include "store/release.h"
#include "store/rows.h"

static const char *const WORDS[] = {
#define X(name, word, title) word,
	ZD_RELEASE_STATES(X)
#undef X
};
static const char *const TITLES[] = {
#define X(name, word, title) title,
	ZD_RELEASE_STATES(X)
#undef X
};
static const struct zd_enum STATES = {.name = "release_status",
				      .title = "状态",
				      .count = sizeof WORDS / sizeof *WORDS,
				      .values = (const char **)WORDS,
				      .titles = (const char **)TITLES};

/* Of releases `r` as seen on the day ?1, the word of each one's standing. */
#define STANDING                                                                                                       \
	"CASE WHEN NOT r.published THEN 'draft'"                                                                       \
	" WHEN NOT " ZD_RELEASE_HOLDS " THEN CASE WHEN EXISTS (SELECT 1 FROM zd_verdict AS v WHERE v.release = r.id)"  \
	" THEN 'rejected' ELSE 'proposed' END"                                                                         \
	" WHEN r.effective > ?1 THEN 'coming'"                                                                         \
	" WHEN r.id = (SELECT r.id FROM zd_release AS r WHERE r.published AND r.effective <= ?1"                       \
	" AND " ZD_RELEASE_HOLDS " ORDER BY r.effective DESC, r.id DESC LIMIT 1) THEN 'in_force'"                      \
	" ELSE 'superseded' END"

int zd_release_until(struct zd_book *b, int32_t day, int32_t *until, struct zd_error *err)
{
	sqlite3_stmt *s;
	bool row = false;
	struct zd_date date;
	char after[ZD_DATE_LEN + 1];
	zd_date_format(zd_date_from_days(day), after);
	*until = INT32_MAX;
	if (zd_db_prepare(&s, zd_book_db(b),
			  "SELECT min(r.effective) FROM zd_release AS r WHERE r.published AND r.effective > ?1"
			  " AND " ZD_RELEASE_HOLDS,
			  err))
		return err->code;
	int rc = zd_db_bind_string(s, 1, after, err);
	if (!rc)
		rc = zd_db_step(s, &row, err);
	const char *text = row ? zd_db_column_string(s, 0) : "";
	if (zd_date_parse(text, strlen(text), &date))
		*until = zd_date_days(date);
	zd_db_finish(s);
	return rc;
}

int zd_release_state(struct zd_book *b, int64_t id, int32_t today, enum zd_release_state *out, struct zd_error *err)
{
	sqlite3_stmt *s;
	bool row = false;
	char day[ZD_DATE_LEN + 1];
	zd_date_format(zd_date_from_days(today), day);
	if (zd_db_prepare(&s, zd_book_db(b), "SELECT " STANDING " FROM zd_release AS r WHERE r.id = ?2", err))
		return err->code;
	int rc = zd_db_bind_string(s, 1, day, err);
	if (!rc)
		rc = zd_db_bind_int(s, 2, id, err);
	if (!rc)
		rc = zd_db_step(s, &row, err);
	for (size_t i = 0; row && i < STATES.count; i++) {
		if (strcmp(zd_db_column_string(s, 0), WORDS[i]) == 0)
			*out = (enum zd_release_state)i;
	}
	zd_db_finish(s);
	return rc || row ? rc : zd_fail(err, ZD_NOT_FOUND, "there is no release %lld", (long long)id);
}

int zd_release_list(struct zd_book *b, int32_t today, struct zd_sink *sink, struct zd_error *err)
{
	const struct zd_head heads[] = {
		{"id", "版本", {.kind = ZD_KIND_INT}},
		{"status", "状态", {.kind = ZD_KIND_ENUM, .enums = &STATES}},
		{"effective", "生效日", {.kind = ZD_KIND_DATE}},
		{"made_at", "发布时间", {.kind = ZD_KIND_DATETIME}},
		{"author", "发布人", {.kind = ZD_KIND_TEXT}},
		{"message", "说明", {.kind = ZD_KIND_TEXT}},
		{"origin", "来源", {.kind = ZD_KIND_TEXT}},
		{"decided_by", "批准或驳回", {.kind = ZD_KIND_TEXT}},
		{"hash", "内容校验", {.kind = ZD_KIND_TEXT}},
	};
	sqlite3_stmt *s = NULL;
	char day[ZD_DATE_LEN + 1];
	zd_date_format(zd_date_from_days(today), day);
	int rc = zd_db_prepare(&s, zd_book_db(b),
			       "SELECT r.id, " STANDING ", r.effective, r.made_at, r.author, r.message,"
			       " CASE s.kind WHEN 'rollback' THEN '回退到版本 ' || s.of"
			       " WHEN 'import' THEN '签名文件（版本 ' || s.of || '）' END,"
			       " (SELECT v.author || '：' || v.message FROM zd_verdict AS v WHERE v.release = r.id),"
			       " r.hash FROM zd_release AS r LEFT JOIN zd_release_source AS s ON s.release = r.id"
			       " ORDER BY r.id",
			       err);
	if (!rc)
		rc = zd_db_bind_string(s, 1, day, err);
	if (!rc)
		rc = zd_rows_give(sink, heads, sizeof heads / sizeof *heads, s, err);
	zd_db_finish(s);
	return rc;
}
