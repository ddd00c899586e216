/*
 * What the decisions of a run ask to be signed, put down as the run is
 * recorded. A subject whose decision is as it was keeps its item, and so its
 * signature; any other decision is a new item.
 */
#include <stdlib.h>
#include <string.h>

#include "store/db.h"
#include "store/shape.h"
#include "store/signoffs.h"

static const char IS_PUBLISHED[] = "SELECT published FROM zd_release WHERE id = ?1";
static const char FIND_ASKING[] = "SELECT as_of FROM zd_asking WHERE policy = ?1 AND subject = ?2 AND period = ?3";
static const char LAST_VERDICT[] = "SELECT s.verdict FROM zd_item i JOIN zd_sign s ON s.item = i.id"
				   " WHERE i.policy = ?1 AND i.subject = ?2 AND i.period = ?3"
				   " ORDER BY s.id DESC LIMIT 1";
static const char FIND_ITEM[] = "SELECT i.id, s.verdict, i.branch IS ?5 AND i.applicant IS ?6"
				" FROM zd_item i LEFT JOIN zd_sign s ON s.item = i.id"
				" WHERE i.policy = ?1 AND i.subject = ?2 AND i.period = ?3 AND i.hash = ?4"
				" ORDER BY i.id DESC LIMIT 1";
static const char ADD_ITEM[] = "INSERT INTO zd_item (policy, subject, period, hash, asks, role, branch, applicant,"
			       " decision, run) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
static const char PUT_ASKING[] =
	"INSERT INTO zd_asking (policy, subject, period, item, run, as_of) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
	" ON CONFLICT (policy, subject, period) DO UPDATE SET item = ?4, run = ?5, as_of = ?6";
static const char FORGET[] = "UPDATE zd_asking SET item = NULL, run = ?1, as_of = ?2"
			     " WHERE policy = ?3 AND period = ?4 AND run <> ?1 AND as_of <= ?2 AND item IS NOT NULL"
			     " AND (?5 = '' OR subject IN (SELECT subject FROM ";

enum statement {
	SAY_ASKING,
	SAY_VERDICT,
	SAY_ITEM,
	SAY_ADD,
	SAY_PUT,
	STATEMENTS
};

struct zd_asker {
	sqlite3 *db;
	const struct zd_run *run;
	char as_of[ZD_DATE_LEN + 1];
	sqlite3_stmt *say[STATEMENTS];
	struct zd_arena arena; /* of a batch */
};

static bool wants_any(const struct zd_plan *plan)
{
	for (size_t i = 0; i < plan->stage_count; i++) {
		for (size_t k = 0; k < plan->stages[i].step_count; k++) {
			if (plan->stages[i].steps[k].sign)
				return true;
		}
	}
	return false;
}

static int is_published(bool *out, sqlite3 *db, int64_t release, struct zd_error *err)
{
	sqlite3_stmt *s;
	bool row = false;
	*out = false;
	if (zd_db_prepare(&s, db, IS_PUBLISHED, err))
		return err->code;
	int rc = zd_db_bind_int(s, 1, release, err);
	if (!rc)
		rc = zd_db_step(s, &row, err);
	*out = !rc && row && sqlite3_column_int(s, 0) == 1;
	zd_db_finish(s);
	return rc;
}

int zd_asker_open(struct zd_asker **out, struct zd_book *b, const struct zd_run *run, const struct zd_plan *plan,
		  struct zd_error *err)
{
	static const char *const SQL[STATEMENTS] = {FIND_ASKING, LAST_VERDICT, FIND_ITEM, ADD_ITEM, PUT_ASKING};
	bool published = false;
	*out = NULL;
	if (!wants_any(plan))
		return ZD_OK;
	if (is_published(&published, zd_book_db(b), run->release, err))
		return err->code;
	if (!published)
		return ZD_OK;
	struct zd_asker *a = zd_alloc(sizeof *a);
	a->db = zd_book_db(b);
	a->run = run;
	zd_date_format(zd_date_from_days(run->as_of), a->as_of);
	int rc = ZD_OK;
	for (int i = 0; i < STATEMENTS && !rc; i++)
		rc = zd_db_prepare(&a->say[i], a->db, SQL[i], err);
	if (rc) {
		zd_asker_close(a);
		a = NULL;
	}
	*out = a;
	return rc;
}

void zd_asker_close(struct zd_asker *a)
{
	if (!a)
		return;
	for (int i = 0; i < STATEMENTS; i++)
		sqlite3_finalize(a->say[i]);
	zd_arena_free(&a->arena);
	free(a);
}

/* The period of a stage in words, "2025-11"; empty where it has none. */
static void period_of(const struct zd_asker *a, const struct zd_stage *stage, char out[16])
{
	struct zd_date first, last;
	out[0] = '\0';
	if (!stage->period)
		return;
	zd_period_of(stage->period, zd_date_from_days(a->run->as_of), &first, &last);
	zd_period_format(stage->period, first, out);
}

/* The subject of a row, as the statements that look something up know it. */
struct subject {
	const char *policy;
	const struct zd_value *key;
	char period[16];
};

static int ask(struct zd_asker *a, enum statement which, const struct subject *s, bool *row, struct zd_error *err)
{
	sqlite3_stmt *say = a->say[which];
	if (zd_db_bind_string(say, 1, s->policy, err) || zd_db_bind_value(say, 2, s->key, err) ||
	    zd_db_bind_string(say, 3, s->period, err))
		return err->code;
	return zd_db_step(say, row, err);
}

/* Whether the row's subject asks, and when it was last looked at: a run for an earlier day says nothing about it. */
static int still_asks(struct zd_asker *a, const struct subject *s, bool open, bool *out, struct zd_error *err)
{
	bool known = false, signed_before = false;
	*out = false;
	if (ask(a, SAY_ASKING, s, &known, err))
		return err->code;
	bool later = known && strcmp(zd_db_column_string(a->say[SAY_ASKING], 0), a->as_of) > 0;
	zd_db_reset(a->say[SAY_ASKING]);
	if (later || (!known && !open))
		return ZD_OK;
	*out = open;
	if (open)
		return ZD_OK;
	/* What was approved closed the record itself; it asks again when its decision is no longer the same. */
	if (ask(a, SAY_VERDICT, s, &signed_before, err))
		return err->code;
	*out = signed_before && strcmp(zd_db_column_string(a->say[SAY_VERDICT], 0), "approved") == 0;
	zd_db_reset(a->say[SAY_VERDICT]);
	return ZD_OK;
}

static int add_item(struct zd_asker *a, const struct subject *s, const struct zd_asked *asked, int64_t *item,
		    struct zd_error *err)
{
	sqlite3_stmt *add = a->say[SAY_ADD];
	bool ok = !zd_db_bind_string(add, 1, s->policy, err) && !zd_db_bind_value(add, 2, s->key, err) &&
		  !zd_db_bind_string(add, 3, s->period, err) && !zd_db_bind_string(add, 4, asked->hash, err) &&
		  !zd_db_bind_string(add, 5, asked->by, err) && !zd_db_bind_string(add, 6, asked->role, err) &&
		  !zd_db_bind_value(add, 7, &asked->branch, err) && !zd_db_bind_value(add, 8, &asked->applicant, err) &&
		  !zd_db_bind_string(add, 9, asked->text, err) && !zd_db_bind_int(add, 10, a->run->id, err) &&
		  !zd_db_run(add, err);
	*item = sqlite3_last_insert_rowid(a->db);
	return ok ? ZD_OK : err->code;
}

/*
 * The item of a decision: the one there is. But not one that was rejected, which closed the record, when that is open
 * again; nor one that nobody has signed and that has come to somebody else to sign.
 */
static int find_item(struct zd_asker *a, const struct subject *s, const struct zd_asked *asked, bool closes,
		     int64_t *item, struct zd_error *err)
{
	bool row = false;
	sqlite3_stmt *find = a->say[SAY_ITEM];
	if (zd_db_bind_string(find, 4, asked->hash, err) || zd_db_bind_value(find, 5, &asked->branch, err) ||
	    zd_db_bind_value(find, 6, &asked->applicant, err) || ask(a, SAY_ITEM, s, &row, err))
		return err->code;
	*item = row ? sqlite3_column_int64(find, 0) : 0;
	bool is_signed = row && sqlite3_column_type(find, 1) != SQLITE_NULL;
	bool rejected = is_signed && strcmp(zd_db_column_string(find, 1), "rejected") == 0;
	bool same_people = row && sqlite3_column_int(find, 2) != 0;
	zd_db_reset(find);
	bool stays = row && (is_signed ? !(rejected && asked->open && closes) : same_people);
	return stays ? (int)ZD_OK : add_item(a, s, asked, item, err);
}

static int put_row(struct zd_asker *a, const struct zd_batch *b, size_t row, size_t step, struct zd_error *err)
{
	const struct zd_policy *policy = b->stage->steps[step].policy;
	struct subject s = {.policy = policy->id, .key = &b->ids[row]};
	struct zd_asked asked;
	bool wanted = false;
	int64_t item = 0;
	if (!zd_asks(&asked, b, row, step, &a->arena))
		return ZD_OK;
	period_of(a, b->stage, s.period);
	if (still_asks(a, &s, asked.open, &wanted, err))
		return err->code;
	if (!wanted)
		return ZD_OK;
	if (find_item(a, &s, &asked, policy->sign->when && policy->sign->rejected_count, &item, err))
		return err->code;
	sqlite3_stmt *put = a->say[SAY_PUT];
	bool ok = !zd_db_bind_string(put, 1, s.policy, err) && !zd_db_bind_value(put, 2, s.key, err) &&
		  !zd_db_bind_string(put, 3, s.period, err) && !zd_db_bind_int(put, 4, item, err) &&
		  !zd_db_bind_int(put, 5, a->run->id, err) && !zd_db_bind_string(put, 6, a->as_of, err) &&
		  !zd_db_run(put, err);
	return ok ? ZD_OK : err->code;
}

int zd_asker_put(struct zd_asker *a, const struct zd_batch *b, struct zd_error *err)
{
	int rc = ZD_OK;
	for (size_t step = 0; step < b->stage->step_count && !rc; step++) {
		for (size_t row = 0; b->stage->steps[step].sign && row < b->count && !rc; row++)
			rc = put_row(a, b, row, step, err);
	}
	zd_arena_reset(&a->arena);
	return rc;
}

static int forget(struct zd_asker *a, const struct zd_stage *stage, const char *policy, const char *table,
		  struct zd_error *err)
{
	sqlite3_stmt *s;
	struct zd_str sql = {0};
	char period[16];
	period_of(a, stage, period);
	zd_str_add(&sql, FORGET);
	zd_db_quote(&sql, table);
	zd_str_add(&sql, " WHERE key BETWEEN ?6 AND ?7))");
	int rc = zd_db_prepare(&s, a->db, zd_str_text(&sql), err);
	zd_str_free(&sql);
	if (rc)
		return rc;
	bool ok = !zd_db_bind_int(s, 1, a->run->id, err) && !zd_db_bind_string(s, 2, a->as_of, err) &&
		  !zd_db_bind_string(s, 3, policy, err) && !zd_db_bind_string(s, 4, period, err) &&
		  !zd_db_bind_string(s, 5, a->run->branch, err) &&
		  !zd_db_bind_int(s, 6, zd_shape_key(a->run->id, 0), err) &&
		  !zd_db_bind_int(s, 7, zd_shape_key(a->run->id, UINT32_MAX), err) && !zd_db_run(s, err);
	zd_db_finish(s);
	return ok ? ZD_OK : err->code;
}

int zd_asker_end(struct zd_asker *a, const struct zd_stage *stage, const char *table, struct zd_error *err)
{
	int rc = ZD_OK;
	for (size_t i = 0; i < stage->step_count && !rc; i++) {
		if (stage->steps[i].sign)
			rc = forget(a, stage, stage->steps[i].policy->id, table, err);
	}
	return rc;
}
