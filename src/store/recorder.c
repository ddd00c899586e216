/*
 * Recording a run inside the caller's transaction: the outcomes a batch at a
 * time into the table of their shape, the inputs packed, a batch a row, and what
 * failed. The run's own row comes last, when its counts are known.
 */
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "store/batchtable.h"
#include "store/db.h"
#include "store/digest.h"
#include "store/journal.h"
#include "store/runs.h"
#include "store/shape.h"
#include "store/signoffs.h"

/* Ordinals have 32 bits of a key, runs the rest. */
#define MOST_RUNS INT64_C(0x7fffffff)
#define MOST_ROWS UINT64_C(0xffffffff)

static const char NEXT_RUN[] = "SELECT coalesce(max(id), 0) + 1 FROM zd_run";
static const char ADD_RUN[] = "INSERT INTO zd_run (id, release, as_of, period, branch, made_at, author, policies, "
			      "params, decided, left_out, failed)"
			      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
static const char ADD_STAGE[] =
	"INSERT INTO zd_stage (run, stage, entity, shape, rows, digest, form) VALUES (?, ?, ?, ?, ?, ?, ?)";
static const char ADD_INPUT[] = "INSERT INTO zd_input (run, stage, first, count, data, mark) VALUES (?, ?, ?, ?, ?, ?)";
static const char ADD_FAILURE[] = "INSERT INTO zd_failure (run, stage, ordinal, subject, policy, field, code, message) "
				  "VALUES (?, ?, ?, ?, ?, ?, ?, ?)";

/* One stage of the plan. */
struct recorded {
	const struct zd_stage *stage;
	struct zd_shape shape;
	struct zd_batch_table table;
	sqlite3_stmt *add;
	uint64_t rows;
	struct zd_digest digest;
};

struct zd_recorder {
	struct zd_book *book;
	sqlite3 *db;
	struct zd_arena arena;
	struct zd_run run;
	struct recorded *stages;
	size_t stage_count;
	sqlite3_stmt *add_input, *add_failure;
	struct zd_asker *asker; /* or NULL */
	uint64_t counts[3];     /* by enum zd_status */
};

/* ---- opening ---- */

static int prepare_add(struct recorded *s, sqlite3 *db, struct zd_error *err)
{
	struct zd_str sql = {0};
	zd_str_add(&sql, "INSERT INTO ");
	zd_db_quote(&sql, s->shape.table);
	zd_str_printf(&sql, " SELECT * FROM %s", s->table.name);
	int rc = zd_db_prepare(&s->add, db, zd_str_text(&sql), err);
	zd_str_free(&sql);
	return rc;
}

static int open_stage(struct recorded *s, struct zd_recorder *r, const struct zd_stage *stage, struct zd_error *err)
{
	s->stage = stage;
	if (zd_shape_make(&s->shape, r->db, stage, &r->arena, err))
		return err->code;
	zd_digest_begin(&s->digest, &r->run, ZD_DIGEST_FORM);
	if (zd_batch_table_make(&s->table, r->db, stage->index, &s->shape, err))
		return err->code;
	return prepare_add(s, r->db, err);
}

int zd_recorder_open(struct zd_recorder **out, struct zd_book *b, const struct zd_run *run, const struct zd_plan *plan,
		     struct zd_error *err)
{
	struct zd_recorder *r = zd_alloc(sizeof *r);
	*r = (struct zd_recorder){.book = b, .db = zd_book_db(b), .run = *run, .stage_count = plan->stage_count};
	r->stages = zd_alloc((plan->stage_count + 1) * sizeof *r->stages);
	if (!r->run.made_at[0])
		zd_datetime_now(r->run.made_at);
	int rc = zd_db_number(&r->run.id, r->db, NEXT_RUN, err);
	if (!rc && r->run.id > MOST_RUNS)
		rc = zd_fail(err, ZD_LIMIT, "the book has no room for more than %lld runs", (long long)MOST_RUNS);
	if (!rc)
		rc = zd_db_prepare(&r->add_input, r->db, ADD_INPUT, err);
	if (!rc)
		rc = zd_db_prepare(&r->add_failure, r->db, ADD_FAILURE, err);
	for (size_t i = 0; i < plan->stage_count && !rc; i++)
		rc = open_stage(&r->stages[i], r, &plan->stages[i], err);
	if (!rc)
		rc = zd_asker_open(&r->asker, b, &r->run, plan, err);
	if (rc) {
		zd_recorder_close(r, false, NULL, NULL);
		r = NULL;
	}
	*out = r;
	return rc;
}

/* ---- a batch ---- */

static int add_outcomes(struct zd_recorder *r, struct recorded *s, const struct zd_batch *b, struct zd_error *err)
{
	s->table.batch = b;
	s->table.run = r->run.id;
	int rc = sqlite3_step(s->add);
	if (rc != SQLITE_DONE)
		zd_db_fail(r->db, "recording outcomes", err);
	sqlite3_reset(s->add);
	return rc == SQLITE_DONE ? ZD_OK : err->code;
}

static void count_states(struct zd_recorder *r, const struct zd_batch *b)
{
	for (size_t i = 0; i < b->count * b->stage->step_count; i++)
		r->counts[b->status[i] % 3]++;
}

static int add_inputs(struct zd_recorder *r, struct recorded *s, const struct zd_batch *b, struct zd_error *err)
{
	zd_digest_add(&s->digest, b);
	bool ok = !zd_db_bind_int(r->add_input, 1, r->run.id, err) &&
		  !zd_db_bind_int(r->add_input, 2, (int64_t)s->stage->index, err) &&
		  !zd_db_bind_int(r->add_input, 3, (int64_t)b->first, err) &&
		  !zd_db_bind_int(r->add_input, 4, (int64_t)b->count, err) &&
		  !zd_db_bind_blob(r->add_input, 5, s->digest.inputs.data, s->digest.inputs.len, err) &&
		  !zd_db_bind_string(r->add_input, 6, s->digest.mark, err) && !zd_db_run(r->add_input, err);
	return ok ? ZD_OK : err->code;
}

static int add_failure(struct zd_recorder *r, struct recorded *s, const struct zd_batch *b, const struct zd_failure *f,
		       struct zd_error *err)
{
	struct zd_str message = {0};
	if (f->file)
		zd_str_printf(&message, "%s:%d: ", f->file, f->line);
	zd_str_add(&message, f->message ? f->message : "");
	sqlite3_stmt *add = r->add_failure;
	bool ok = !zd_db_bind_int(add, 1, r->run.id, err) && !zd_db_bind_int(add, 2, (int64_t)s->stage->index, err) &&
		  !zd_db_bind_int(add, 3, (int64_t)(b->first + f->row), err) &&
		  !zd_db_bind_value(add, 4, &b->ids[f->row], err) &&
		  !zd_db_bind_string(add, 5, s->stage->steps[f->step].policy->id, err) &&
		  !zd_db_bind_string(add, 6, f->field, err) && !zd_db_bind_string(add, 7, zd_code_word(f->code), err) &&
		  !zd_db_bind_string(add, 8, zd_str_text(&message), err) && !zd_db_run(add, err);
	zd_str_free(&message);
	return ok ? ZD_OK : err->code;
}

int zd_recorder_put(struct zd_recorder *r, const struct zd_batch *b, struct zd_error *err)
{
	struct recorded *s = &r->stages[b->stage->index];
	if (b->first != s->rows || s->rows + b->count > MOST_ROWS)
		return zd_fail(err, b->first != s->rows ? ZD_BUG : ZD_LIMIT,
			       "stage %zu of a run cannot be recorded at row %llu", b->stage->index,
			       (unsigned long long)b->first);
	s->rows += b->count;
	if (b->count && add_inputs(r, s, b, err))
		return err->code;
	count_states(r, b);
	if (b->count && add_outcomes(r, s, b, err))
		return err->code;
	for (size_t i = 0; i < b->failure_count; i++) {
		if (add_failure(r, s, b, &b->failures[i], err))
			return err->code;
	}
	return r->asker ? zd_asker_put(r->asker, b, err) : ZD_OK;
}

/* ---- the end ---- */

static int add_stage(struct zd_recorder *r, struct recorded *s, struct zd_error *err)
{
	sqlite3_stmt *add;
	char digest[ZD_HASH_LEN + 1];
	zd_digest_end(&s->digest, digest);
	if (zd_db_prepare(&add, r->db, ADD_STAGE, err))
		return err->code;
	bool ok = !zd_db_bind_int(add, 1, r->run.id, err) && !zd_db_bind_int(add, 2, (int64_t)s->stage->index, err) &&
		  !zd_db_bind_string(add, 3, s->stage->entity->name, err) &&
		  !zd_db_bind_int(add, 4, s->shape.id, err) && !zd_db_bind_int(add, 5, (int64_t)s->rows, err) &&
		  !zd_db_bind_string(add, 6, digest, err) && !zd_db_bind_int(add, 7, ZD_DIGEST_FORM, err) &&
		  !zd_db_run(add, err);
	zd_db_finish(add);
	return ok ? ZD_OK : err->code;
}

static int add_run(struct zd_recorder *r, struct zd_error *err)
{
	sqlite3_stmt *add;
	struct zd_str policies = {0};
	const struct zd_run *run = &r->run;
	char as_of[ZD_DATE_LEN + 1];
	zd_date_format(zd_date_from_days(run->as_of), as_of);
	zd_json_strings(&policies, run->policies, run->policy_count);
	if (zd_db_prepare(&add, r->db, ADD_RUN, err)) {
		zd_str_free(&policies);
		return err->code;
	}
	bool ok = !zd_db_bind_int(add, 1, run->id, err) && !zd_db_bind_int(add, 2, run->release, err) &&
		  !zd_db_bind_string(add, 3, as_of, err) &&
		  !zd_db_bind_string(add, 4, zd_period_word(run->period), err) &&
		  !zd_db_bind_string(add, 5, run->branch, err) && !zd_db_bind_string(add, 6, run->made_at, err) &&
		  !zd_db_bind_string(add, 7, run->author, err) &&
		  !zd_db_bind_string(add, 8, zd_str_text(&policies), err) &&
		  !zd_db_bind_string(add, 9, run->params ? run->params : "{}", err) &&
		  !zd_db_bind_int(add, 10, (int64_t)r->counts[ZD_DECIDED], err) &&
		  !zd_db_bind_int(add, 11, (int64_t)r->counts[ZD_LEFT_OUT], err) &&
		  !zd_db_bind_int(add, 12, (int64_t)r->counts[ZD_FAILED], err) && !zd_db_run(add, err);
	zd_db_finish(add);
	zd_str_free(&policies);
	return ok ? ZD_OK : err->code;
}

static void recorder_free(struct zd_recorder *r)
{
	for (size_t i = 0; i < r->stage_count; i++) {
		zd_digest_free(&r->stages[i].digest);
		sqlite3_finalize(r->stages[i].add);
		zd_batch_table_drop(&r->stages[i].table, r->db);
	}
	free(r->stages);
	sqlite3_finalize(r->add_input);
	sqlite3_finalize(r->add_failure);
	zd_asker_close(r->asker);
	zd_arena_free(&r->arena);
	free(r);
}

int zd_recorder_close(struct zd_recorder *r, bool finish, int64_t *run, struct zd_error *err)
{
	int rc = ZD_OK;
	if (!r)
		return ZD_OK;
	for (size_t i = 0; finish && i < r->stage_count && !rc; i++)
		rc = add_stage(r, &r->stages[i], err);
	for (size_t i = 0; finish && r->asker && i < r->stage_count && !rc; i++)
		rc = zd_asker_end(r->asker, r->stages[i].stage, r->stages[i].shape.table, err);
	if (finish && !rc)
		rc = add_run(r, err);
	if (finish && !rc)
		rc = zd_journal_add(r->book, ZD_ENTRY_RUN, r->run.id, err);
	if (finish && !rc && run)
		*run = r->run.id;
	recorder_free(r);
	return rc;
}
