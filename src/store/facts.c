/*
 * Reading facts. A fact is wrapped as a table expression whose columns are
 * k, v0, v1, …; its rows are sorted by k as SQLite sorts bytes and integers,
 * which is the order of the subjects too.
 */
#include "store/facts.h"

#include <string.h>

#include "model/text.h"
#include "store/db.h"
#include "store/sharing_rows.h"

void zd_fact_binds_of(struct zd_fact_binds *out, const struct zd_scope *scope, const struct zd_stage *stage)
{
	int32_t first, last;
	zd_scope_period(scope, stage, &first, &last);
	zd_date_format(zd_date_from_days(scope->as_of), out->as_of);
	zd_date_format(zd_date_from_days(first), out->period_start);
	zd_date_format(zd_date_from_days(last), out->period_end);
}

static bool bind_date(sqlite3_stmt *s, const char *name, const char *date)
{
	int at = sqlite3_bind_parameter_index(s, name);
	return at == 0 || sqlite3_bind_text(s, at, date, ZD_DATE_LEN, SQLITE_TRANSIENT) == SQLITE_OK;
}

int zd_fact_bind(sqlite3_stmt *s, const struct zd_fact_binds *binds, struct zd_guard *g, struct zd_error *err)
{
	bool ok = bind_date(s, ":as_of", binds->as_of) && bind_date(s, ":period_start", binds->period_start) &&
		  bind_date(s, ":period_end", binds->period_end);
	return ok ? ZD_OK : zd_guard_fail(g, NULL, err);
}

void zd_fact_expression(struct zd_str *sql, const char *name, const struct zd_fact *fact, size_t len)
{
	zd_db_quote(sql, name);
	zd_str_add(sql, "(k");
	for (size_t i = 0; i < fact->value_count; i++)
		zd_str_printf(sql, ", v%zu", i);
	zd_str_add(sql, ") AS (\n");
	zd_str_addn(sql, fact->sql, len);
	zd_str_add(sql, "\n)");
}

static int bad_value(const struct zd_fact *fact, const struct zd_fact_value *value, const struct zd_value *subject,
		     struct zd_error *err)
{
	char key[128], why[512];
	enum zd_code code = err->code;
	strncpy(why, err->message, sizeof why - 1);
	why[sizeof why - 1] = '\0';
	return zd_fail_at(err, code, fact->place.file, fact->place.line, 0, "%s of %s %s: %s", value->name,
			  fact->subject, zd_key_words(subject, key, sizeof key), why);
}

int zd_fact_take(const struct zd_fact_use *use, sqlite3_stmt *s, const struct zd_value *subject, struct zd_value *row,
		 struct zd_arena *arena, struct zd_error *err)
{
	for (size_t i = 0; i < use->count; i++) {
		const struct zd_pick *pick = &use->picks[i];
		const struct zd_fact_value *value = &use->fact->values[use->values[i]];
		struct zd_value *v = &row[pick->to];
		if (zd_pick_checked(v, s, pick, arena, err))
			return bad_value(use->fact, value, subject, err);
		if (v->tag == ZD_NIL)
			*v = value->fallback;
	}
	return ZD_OK;
}

void zd_fact_fall_back(const struct zd_fact_use *use, struct zd_value *row)
{
	for (size_t i = 0; i < use->count; i++)
		row[use->picks[i].to] = use->fact->values[use->values[i]].fallback;
}

int zd_fact_twice(const struct zd_fact *fact, const struct zd_value *subject, struct zd_error *err)
{
	char key[128];
	return zd_fail_at(err, ZD_DATA, fact->place.file, fact->place.line, 0,
			  "fact %s gives two rows for %s %s; it may give at most one", fact->name, fact->subject,
			  zd_key_words(subject, key, sizeof key));
}

int zd_fact_rows_open(struct zd_fact_rows *f, struct zd_guard *g, const struct zd_pack *pack,
		      const struct zd_fact_use *use, const struct zd_fact_binds *binds, bool by_key,
		      struct zd_error *err)
{
	struct zd_str sql = {0};
	size_t len;
	*f = (struct zd_fact_rows){.use = *use, .guard = g, .by_key = by_key};
	if (zd_fact_require(&len, g, pack, use->fact, err))
		return err->code;
	zd_str_add(&sql, "WITH ");
	zd_fact_expression(&sql, "zd_fact", use->fact, len);
	zd_str_add(&sql, "\nSELECT k");
	for (size_t i = 0; i < use->count; i++) {
		zd_str_printf(&sql, ", v%zu", use->values[i]);
		use->picks[i].at = (int)i + 1;
	}
	zd_str_add(&sql, " FROM zd_fact ");
	zd_str_add(&sql, by_key ? "WHERE k = :zd_key" : "ORDER BY k COLLATE BINARY");
	bool ok = zd_guard_prepare(&f->s, g, pack, zd_str_text(&sql));
	zd_str_free(&sql);
	if (!ok)
		return zd_guard_fail(g, use->fact, err);
	f->key_bind = by_key ? sqlite3_bind_parameter_index(f->s, ":zd_key") : 0;
	f->has_row = !by_key;
	return zd_fact_bind(f->s, binds, g, err);
}

/* One row on. */
static int advance(struct zd_fact_rows *f, enum zd_tag tag, struct zd_error *err)
{
	const struct zd_fact *fact = f->use.fact;
	int rc = zd_guard_step(f->guard, f->s);
	f->has_row = rc == SQLITE_ROW;
	if (rc == SQLITE_DONE)
		return ZD_OK;
	if (rc != SQLITE_ROW)
		return zd_guard_fail(f->guard, fact, err);
	f->key = zd_pick_key(f->s, 0);
	/* Rows of nobody are passed over; a key of the wrong type would be, too, and is a mistake of the fact. */
	if (f->key.tag == tag || sqlite3_column_type(f->s, 0) == SQLITE_NULL)
		return ZD_OK;
	char key[128];
	return zd_fail_at(err, ZD_DATA, fact->place.file, fact->place.line, 0,
			  "the first column of fact %s should be the key of %s, %s; it is %s%s", fact->name,
			  fact->subject, tag == ZD_INT ? "an integer" : "text",
			  f->key.tag == ZD_NIL   ? "a number with decimals or bytes"
			  : f->key.tag == ZD_INT ? "the integer "
						 : "the text ",
			  f->key.tag == ZD_NIL ? "" : zd_key_words(&f->key, key, sizeof key));
}

static int look_up(struct zd_fact_rows *f, const struct zd_value *key, struct zd_value *row, struct zd_arena *arena,
		   struct zd_error *err)
{
	sqlite3_reset(f->s);
	if (f->key_bind && zd_db_bind_value(f->s, f->key_bind, key, err))
		return err->code;
	if (advance(f, key->tag, err))
		return err->code;
	if (!f->has_row) {
		zd_fact_fall_back(&f->use, row);
		return ZD_OK;
	}
	if (zd_fact_take(&f->use, f->s, key, row, arena, err) || advance(f, key->tag, err))
		return err->code;
	return f->has_row ? zd_fact_twice(f->use.fact, key, err) : ZD_OK;
}

void zd_fact_rows_keep(struct zd_fact_rows *f, const struct zd_shared_fact *kept, const struct zd_fact_use *use)
{
	*f = (struct zd_fact_rows){.use = *use, .kept = kept};
}

int zd_fact_rows_next(struct zd_fact_rows *f, enum zd_tag tag, struct zd_value *key, struct zd_value *row, bool *more,
		      struct zd_arena *arena, struct zd_error *err)
{
	do {
		if (advance(f, tag, err))
			return err->code;
	} while (f->has_row && f->key.tag == ZD_NIL);
	*more = f->has_row;
	if (!f->has_row)
		return ZD_OK;
	*key = zd_value_copy(arena, &f->key);
	return zd_fact_take(&f->use, f->s, key, row, arena, err);
}

static void take_kept(struct zd_fact_rows *f, const struct zd_value *key, struct zd_value *row, struct zd_arena *arena)
{
	const struct zd_shared_fact *k = f->kept;
	int order = -1;
	while (f->at < k->count && (order = zd_key_compare(&k->keys[f->at], key)) < 0)
		f->at++;
	if (f->at == k->count || order > 0) {
		zd_fact_fall_back(&f->use, row);
		return;
	}
	const struct zd_value *values = &k->values[f->at * k->fact->value_count];
	for (size_t i = 0; i < f->use.count; i++)
		row[f->use.picks[i].to] = zd_value_copy(arena, &values[f->use.values[i]]);
}

int zd_fact_rows_take(struct zd_fact_rows *f, const struct zd_value *key, struct zd_value *row, struct zd_arena *arena,
		      struct zd_error *err)
{
	if (f->kept) {
		take_kept(f, key, row, arena);
		return ZD_OK;
	}
	if (f->by_key)
		return look_up(f, key, row, arena, err);
	int order = -1;
	while (f->has_row && (order = f->key.tag ? zd_key_compare(&f->key, key) : -1) < 0) {
		if (advance(f, key->tag, err))
			return err->code;
	}
	if (!f->has_row || order > 0) {
		zd_fact_fall_back(&f->use, row);
		return ZD_OK;
	}
	if (zd_fact_take(&f->use, f->s, key, row, arena, err) || advance(f, key->tag, err))
		return err->code;
	return f->has_row && zd_key_compare(&f->key, key) == 0 ? zd_fact_twice(f->use.fact, key, err) : ZD_OK;
}

void zd_fact_rows_close(struct zd_fact_rows *f)
{
	sqlite3_finalize(f->s);
	f->s = NULL;
}
