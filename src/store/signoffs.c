/* Items and signatures: read from the book, and signed. */
#include "store/signoffs.h"

#include <stdlib.h>
#include <string.h>

#include "store/db.h"
#include "store/journal.h"
#include "store/pick.h"

#define ITEM                                                                                                           \
	"SELECT i.id, i.policy, i.subject, i.period, i.asks, i.role, i.branch, i.applicant, i.decision, i.hash,"       \
	" r.made_at, coalesce(a.item = i.id, 0), a.run, a.as_of, s.verdict, s.login, s.role, s.day, s.made_at, s.why," \
	" s.person FROM zd_item i JOIN zd_run r ON r.id = i.run"                                                       \
	" LEFT JOIN zd_sign s ON s.item = i.id"                                                                        \
	" LEFT JOIN zd_asking a ON a.policy = i.policy AND a.subject = i.subject AND a.period = i.period"

static const char GET_ITEM[] = ITEM " WHERE i.id = ?1";
static const char WAITING[] = ITEM " WHERE a.item = i.id AND s.id IS NULL AND (?1 IS NULL OR i.policy = ?1)"
				   " ORDER BY i.id";
static const char OF_SUBJECT[] = ITEM " WHERE i.policy = ?1 AND i.subject = ?2 ORDER BY i.id DESC";
static const char ADD_SIGN[] = "INSERT INTO zd_sign (item, verdict, login, person, role, day, made_at, why, sets, hash)"
			       " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
static const char LAST_DAY[] = "SELECT max(s.day) FROM zd_sign s JOIN zd_item i ON i.id = s.item WHERE i.policy = ?1";

static const char PROPOSALS[] = "SELECT release, role FROM zd_proposal"
				" WHERE release NOT IN (SELECT release FROM zd_verdict) ORDER BY release";

static const char *text_at(sqlite3_stmt *s, int at, struct zd_arena *arena)
{
	return sqlite3_column_type(s, at) == SQLITE_NULL ? NULL : zd_arena_strdup(arena, zd_db_column_string(s, at));
}

static struct zd_value key_at(sqlite3_stmt *s, int at, struct zd_arena *arena)
{
	struct zd_value key = zd_pick_key(s, at);
	if (key.tag == ZD_TEXT)
		key.s = zd_arena_strndup(arena, key.s, key.len);
	return key;
}

static void read_item(struct zd_item *out, sqlite3_stmt *s, struct zd_arena *arena)
{
	struct zd_date day;
	const char *as_of;
	*out = (struct zd_item){
		.id = sqlite3_column_int64(s, 0),
		.policy = text_at(s, 1, arena),
		.subject = key_at(s, 2, arena),
		.period = text_at(s, 3, arena),
		.asks = text_at(s, 4, arena),
		.role = text_at(s, 5, arena),
		.branch = key_at(s, 6, arena),
		.applicant = key_at(s, 7, arena),
		.decision = text_at(s, 8, arena),
		.hash = text_at(s, 9, arena),
		.since = text_at(s, 10, arena),
		.latest = sqlite3_column_int(s, 11) != 0,
		.verdict = text_at(s, 14, arena),
		.login = text_at(s, 15, arena),
		.signer_role = text_at(s, 16, arena),
		.day = text_at(s, 17, arena),
		.made_at = text_at(s, 18, arena),
		.why = text_at(s, 19, arena),
		.person = key_at(s, 20, arena),
	};
	out->run = out->latest ? sqlite3_column_int64(s, 12) : 0;
	as_of = zd_db_column_string(s, 13);
	if (zd_date_parse(as_of, strlen(as_of), &day))
		out->as_of = zd_date_days(day);
}

int zd_item_get(struct zd_item *out, struct zd_book *b, int64_t id, struct zd_arena *arena, struct zd_error *err)
{
	sqlite3_stmt *s;
	bool row = false;
	if (zd_db_prepare(&s, zd_book_db(b), GET_ITEM, err))
		return err->code;
	int rc = zd_db_bind_int(s, 1, id, err);
	if (!rc)
		rc = zd_db_step(s, &row, err);
	if (!rc && !row)
		rc = zd_fail(err, ZD_NOT_FOUND, "there is no item %lld to sign", (long long)id);
	if (!rc)
		read_item(out, s, arena);
	zd_db_finish(s);
	return rc;
}

/* All items of a query: ?1 the policy (NULL: any), ?2 the subject where the query has one. */
static int read_items(struct zd_item **out, size_t *count, struct zd_book *b, const char *sql, const char *policy,
		      const struct zd_value *subject, struct zd_arena *arena, struct zd_error *err)
{
	struct zd_item *items = NULL;
	size_t cap = 0;
	sqlite3_stmt *s;
	bool row = true;
	*count = 0;
	if (zd_db_prepare(&s, zd_book_db(b), sql, err))
		return err->code;
	int rc = zd_db_bind_string(s, 1, policy, err);
	if (!rc && subject)
		rc = zd_db_bind_value(s, 2, subject, err);
	while (!rc && !(rc = zd_db_step(s, &row, err)) && row) {
		ZD_GROW(items, *count, cap);
		read_item(&items[(*count)++], s, arena);
	}
	zd_db_finish(s);
	*out = zd_arena_alloc(arena, (*count + 1) * sizeof *items);
	if (*count)
		memcpy(*out, items, *count * sizeof *items);
	free(items);
	return rc;
}

int zd_items_waiting(struct zd_item **out, size_t *count, struct zd_book *b, const char *policy, struct zd_arena *arena,
		     struct zd_error *err)
{
	return read_items(out, count, b, WAITING, policy, NULL, arena, err);
}

int zd_items_of(struct zd_item **out, size_t *count, struct zd_book *b, const char *policy,
		const struct zd_value *subject, struct zd_arena *arena, struct zd_error *err)
{
	return read_items(out, count, b, OF_SUBJECT, policy, subject, arena, err);
}

int zd_proposals_waiting(struct zd_book *b, void (*proposed)(void *context, int64_t release, const char *role),
			 void *context, struct zd_error *err)
{
	sqlite3_stmt *s;
	bool row = true;
	if (zd_db_prepare(&s, zd_book_db(b), PROPOSALS, err))
		return err->code;
	int rc = ZD_OK;
	while (!rc && !(rc = zd_db_step(s, &row, err)) && row)
		proposed(context, sqlite3_column_int64(s, 0), zd_db_column_string(s, 1));
	zd_db_finish(s);
	return rc;
}

int zd_signature_put(struct zd_book *b, const struct zd_signature *s, struct zd_error *err)
{
	sqlite3_stmt *add;
	char made_at[ZD_DATETIME_LEN + 1], day[ZD_DATE_LEN + 1];
	zd_datetime_now(made_at);
	zd_date_format(zd_date_from_days(s->day), day);
	if (zd_db_prepare(&add, zd_book_db(b), ADD_SIGN, err))
		return err->code;
	bool ok = !zd_db_bind_int(add, 1, s->item, err) &&
		  !zd_db_bind_string(add, 2, s->approved ? "approved" : "rejected", err) &&
		  !zd_db_bind_string(add, 3, s->login, err) && !zd_db_bind_value(add, 4, &s->person, err) &&
		  !zd_db_bind_string(add, 5, s->role, err) && !zd_db_bind_string(add, 6, day, err) &&
		  !zd_db_bind_string(add, 7, made_at, err) && !zd_db_bind_string(add, 8, s->why, err) &&
		  !zd_db_bind_string(add, 9, s->sets, err) && !zd_db_bind_string(add, 10, s->hash, err) &&
		  !zd_db_run(add, err);
	zd_db_finish(add);
	return ok ? zd_journal_add(b, ZD_ENTRY_APPROVAL, sqlite3_last_insert_rowid(zd_book_db(b)), err)
		  : (int)err->code;
}

int zd_signature_day(int32_t *out, struct zd_book *b, const char *policy, struct zd_error *err)
{
	sqlite3_stmt *s;
	struct zd_date day;
	bool row = false;
	*out = INT32_MIN;
	if (zd_db_prepare(&s, zd_book_db(b), LAST_DAY, err))
		return err->code;
	int rc = zd_db_bind_string(s, 1, policy, err);
	if (!rc)
		rc = zd_db_step(s, &row, err);
	if (!rc && row) {
		const char *text = zd_db_column_string(s, 0);
		if (zd_date_parse(text, strlen(text), &day))
			*out = zd_date_days(day);
	}
	zd_db_finish(s);
	return rc;
}
