/*
 * Adjustments on record, and those of a period that is being closed: they are
 * shown to its facts by a temporary table in front of the book's view.
 */
#include "store/adjust.h"

#include <stdlib.h>
#include <string.h>

#include "store/db.h"
#include "store/guard.h"
#include "store/pick.h"
#include "store/reading.h"
#include "store/rows.h"

/* The columns of the book's view zd_adjustments. */
#define VIEW_COLUMNS                                                                                                   \
	"kind, booked, booked_first, booked_last, period, period_first, period_last, entity, subject, policy, "        \
	"outcome, "                                                                                                    \
	"was, should_be, difference"

static const char PENDING_TABLE[] = "CREATE TEMP TABLE zd_adjustments AS SELECT * FROM main.zd_adjustments";
static const char ADD_PENDING[] = "INSERT INTO temp.zd_adjustments (" VIEW_COLUMNS ")"
				  " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
static const char ADD[] = "INSERT INTO zd_adjustment (close, corrects, release, entity, subject, policy, outcome, was,"
			  " should_be, difference) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
static const char BOOKED[] = "SELECT policy, subject, outcome, should_be, difference FROM zd_adjustment"
			     " WHERE corrects = ?1 ORDER BY close";
static const char LIST[] = "SELECT booked, period, policy, CAST(subject AS TEXT), outcome, was, should_be, difference"
			   " FROM zd_adjustments WHERE ?1 IS NULL OR booked = ?1"
			   " ORDER BY booked_last DESC, kind, period_last, policy, subject, outcome";

void zd_adjustments_free(struct zd_adjustments *a)
{
	free(a->items);
	zd_arena_free(&a->arena);
	*a = (struct zd_adjustments){0};
}

/* ---- what has been booked ---- */

static const char *booked_key(struct zd_arena *arena, const char *policy, const char *subject, const char *outcome)
{
	return zd_arena_printf(arena, "%s\n%s\n%s", policy, outcome, subject);
}

int zd_booked_load(struct zd_booked *out, struct zd_book *b, int64_t corrects, struct zd_error *err)
{
	sqlite3_stmt *s;
	bool row = true;
	*out = (struct zd_booked){0};
	if (zd_db_prepare(&s, zd_book_db(b), BOOKED, err))
		return err->code;
	int rc = zd_db_bind_int(s, 1, corrects, err);
	while (!rc && !(rc = zd_db_step(s, &row, err)) && row) {
		const char *key = booked_key(&out->arena, zd_db_column_string(s, 0), zd_db_column_string(s, 1),
					     zd_db_column_string(s, 2));
		const char *text = (const char *)sqlite3_column_text(s, 3);
		struct zd_booked_outcome *o = zd_map_get(&out->map, key);
		if (!o) {
			o = zd_arena_alloc(&out->arena, sizeof *o);
			zd_map_put(&out->map, key, o);
		}
		o->should_be = text ? zd_arena_strdup(&out->arena, text) : NULL;
		o->difference += sqlite3_column_int64(s, 4);
	}
	zd_db_finish(s);
	if (rc)
		zd_booked_free(out);
	return rc;
}

const struct zd_booked_outcome *zd_booked_find(const struct zd_booked *booked, const char *policy, const char *subject,
					       const char *outcome)
{
	struct zd_arena arena = {0};
	const struct zd_booked_outcome *found =
		booked->map.count ? zd_map_get(&booked->map, booked_key(&arena, policy, subject, outcome)) : NULL;
	zd_arena_free(&arena);
	return found;
}

void zd_booked_free(struct zd_booked *booked)
{
	zd_map_free(&booked->map);
	zd_arena_free(&booked->arena);
}

/* ---- booking ---- */

int zd_adjustments_put(struct zd_book *b, int64_t close, const struct zd_adjustments *a, struct zd_error *err)
{
	sqlite3_stmt *s;
	bool ok = true;
	if (zd_db_prepare(&s, zd_book_db(b), ADD, err))
		return err->code;
	for (size_t i = 0; i < a->count && ok; i++) {
		const struct zd_adjustment *x = &a->items[i];
		ok = !zd_db_bind_int(s, 1, close, err) && !zd_db_bind_int(s, 2, x->corrects->id, err) &&
		     !zd_db_bind_int(s, 3, x->release, err) && !zd_db_bind_string(s, 4, x->entity, err) &&
		     !zd_db_bind_value(s, 5, &x->subject, err) && !zd_db_bind_string(s, 6, x->policy, err) &&
		     !zd_db_bind_string(s, 7, x->outcome, err) && !zd_db_bind_string(s, 8, x->was, err) &&
		     !zd_db_bind_string(s, 9, x->should_be, err) &&
		     !(x->is_money ? zd_db_bind_int(s, 10, x->difference, err) : zd_db_bind_nil(s, 10, err)) &&
		     !zd_db_run(s, err);
	}
	zd_db_finish(s);
	return ok ? ZD_OK : err->code;
}

/* ---- those of a period that is being closed ---- */

struct pending {
	const struct zd_close *booked_in;
	const struct zd_adjustments *list;
};

static int bind_days(sqlite3_stmt *s, int at, const struct zd_close *c, struct zd_error *err)
{
	const int32_t days[] = {c->first, c->last};
	for (int i = 0; i < 2; i++) {
		char day[ZD_DATE_LEN + 1];
		zd_date_format(zd_date_from_days(days[i]), day);
		if (sqlite3_bind_text(s, at + i, day, -1, SQLITE_TRANSIENT) != SQLITE_OK)
			return zd_db_fail(sqlite3_db_handle(s), NULL, err);
	}
	return ZD_OK;
}

static int add_pending(sqlite3_stmt *s, const struct zd_close *in, const struct zd_adjustment *x, struct zd_error *err)
{
	bool ok = !zd_db_bind_string(s, 1, zd_period_word(in->period), err) &&
		  !zd_db_bind_string(s, 2, in->name, err) && !bind_days(s, 3, in, err) &&
		  !zd_db_bind_string(s, 5, x->corrects->name, err) && !bind_days(s, 6, x->corrects, err) &&
		  !zd_db_bind_string(s, 8, x->entity, err) && !zd_db_bind_value(s, 9, &x->subject, err) &&
		  !zd_db_bind_string(s, 10, x->policy, err) && !zd_db_bind_string(s, 11, x->outcome, err) &&
		  !zd_db_bind_string(s, 12, x->was, err) && !zd_db_bind_string(s, 13, x->should_be, err) &&
		  !(x->is_money ? zd_db_bind_int(s, 14, x->difference, err) : zd_db_bind_nil(s, 14, err)) &&
		  !zd_db_run(s, err);
	return ok ? ZD_OK : err->code;
}

static int make_pending(void *context, sqlite3 *db, struct zd_error *err)
{
	const struct pending *p = context;
	sqlite3_stmt *s;
	if (zd_db_exec(db, PENDING_TABLE, err) || zd_db_prepare(&s, db, ADD_PENDING, err))
		return err->code;
	int rc = ZD_OK;
	for (size_t i = 0; i < p->list->count && !rc; i++)
		rc = add_pending(s, p->booked_in, &p->list->items[i], err);
	zd_db_finish(s);
	return rc;
}

int zd_reader_adjustments(struct zd_reader *r, const struct zd_close *booked_in, const struct zd_adjustments *a,
			  struct zd_error *err)
{
	struct pending p = {booked_in, a};
	return a->count ? zd_guard_lifted(&r->guard, make_pending, &p, err) : ZD_OK;
}

int zd_adjustments_table(struct zd_guard *g, struct zd_error *err)
{
	return zd_db_exec(g->db, "CREATE TABLE zd_adjustments (" VIEW_COLUMNS ")", err);
}

/* ---- the list ---- */

int zd_adjustment_list(struct zd_book *b, const char *booked, struct zd_sink *sink, struct zd_error *err)
{
	static const struct zd_head heads[] = {
		{"booked", "记入期间", {.kind = ZD_KIND_TEXT}}, {"period", "更正期间", {.kind = ZD_KIND_TEXT}},
		{"policy", "制度", {.kind = ZD_KIND_TEXT}},     {"subject", "对象", {.kind = ZD_KIND_TEXT}},
		{"outcome", "结果", {.kind = ZD_KIND_TEXT}},    {"was", "原为", {.kind = ZD_KIND_TEXT}},
		{"should_be", "应为", {.kind = ZD_KIND_TEXT}},  {"difference", "差额", {.kind = ZD_KIND_MONEY}},
	};
	sqlite3_stmt *s;
	if (zd_db_prepare(&s, zd_book_db(b), LIST, err))
		return err->code;
	int rc = zd_db_bind_string(s, 1, booked, err);
	if (!rc)
		rc = zd_rows_give(sink, heads, sizeof heads / sizeof *heads, s, err);
	zd_db_finish(s);
	return rc;
}
