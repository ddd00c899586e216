/*
 * A run's stages as they were recorded, and sources that give the recorded
 * inputs back: the same subjects with the same values, in batches that the
 * engine need not complete.
 */
#include "store/recorded.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/text.h"
#include "store/db.h"
#include "store/packing.h"
#include "store/pick.h"
#include "store/runs.h"

/* No chunk that zhidu writes has more rows. */
#define MOST_CHUNK_ROWS 1048576

static const char HAS_RUN[] = "SELECT 1 FROM zd_run WHERE id = ?";
static const char STAGE[] = "SELECT s.entity, s.rows, h.id, h.table_name, h.columns"
			    " FROM zd_stage s JOIN zd_shape h ON h.id = s.shape WHERE s.run = ?1 AND s.stage = ?2";
static const char STAGE_OF_POLICY[] =
	"SELECT s.entity, s.rows, h.id, h.table_name, h.columns"
	" FROM zd_stage s JOIN zd_shape h ON h.id = s.shape WHERE s.run = ?1"
	" AND EXISTS (SELECT 1 FROM json_each(h.columns) j WHERE json_extract(j.value, '$.policy') = ?2)"
	" ORDER BY s.stage LIMIT 1";
static const char INPUTS[] = "SELECT first, count, data FROM zd_input WHERE run = ? AND stage = ? ORDER BY first";

static const char DIGEST[] = "SELECT digest, form FROM zd_stage WHERE run = ? AND stage = ?";

int zd_run_digest(struct zd_reader *r, int64_t run, size_t stage, char out[ZD_HASH_LEN + 1], int *form,
		  struct zd_error *err)
{
	sqlite3_stmt *s;
	bool found = false;
	int rc = zd_reader_prepare(&s, r, DIGEST, err);
	if (!rc)
		rc = zd_db_bind_int(s, 1, run, err);
	if (!rc)
		rc = zd_db_bind_int(s, 2, (int64_t)stage, err);
	if (!rc)
		rc = zd_reader_step(r, s, &found, err);
	if (!rc) {
		snprintf(out, ZD_HASH_LEN + 1, "%s", found ? zd_db_column_string(s, 0) : "");
		*form = found ? sqlite3_column_int(s, 1) : 0;
	}
	sqlite3_finalize(s);
	return rc;
}

static int read_stage(struct zd_recorded *out, struct zd_reader *r, sqlite3_stmt *s, bool *found,
		      struct zd_arena *arena, struct zd_error *err)
{
	int rc = zd_reader_step(r, s, found, err);
	if (rc || !*found)
		return rc;
	out->entity = zd_arena_strdup(arena, zd_db_column_string(s, 0));
	out->rows = sqlite3_column_int64(s, 1);
	return zd_shape_parse(&out->shape, sqlite3_column_int64(s, 2), zd_db_column_string(s, 3),
			      zd_db_column_string(s, 4), arena, err);
}

static int require_run(struct zd_reader *r, int64_t run, struct zd_error *err)
{
	sqlite3_stmt *s;
	bool found = false;
	int rc = zd_reader_prepare(&s, r, HAS_RUN, err);
	if (!rc)
		rc = zd_db_bind_int(s, 1, run, err);
	if (!rc)
		rc = zd_reader_step(r, s, &found, err);
	sqlite3_finalize(s);
	if (!rc && !found)
		rc = zd_fail(err, ZD_NOT_FOUND, "there is no run %lld", (long long)run);
	return rc;
}

int zd_recorded_stage(struct zd_recorded *out, struct zd_reader *r, int64_t run, size_t stage, struct zd_arena *arena,
		      struct zd_error *err)
{
	sqlite3_stmt *s;
	bool found = false;
	*out = (struct zd_recorded){0};
	if (require_run(r, run, err) || zd_reader_prepare(&s, r, STAGE, err))
		return err->code;
	int rc = zd_db_bind_int(s, 1, run, err);
	if (!rc)
		rc = zd_db_bind_int(s, 2, (int64_t)stage, err);
	if (!rc)
		rc = read_stage(out, r, s, &found, arena, err);
	sqlite3_finalize(s);
	if (!rc && !found)
		rc = zd_fail(err, ZD_BOOK, "run %lld has no stage %zu", (long long)run, stage);
	return rc;
}

int zd_recorded_policy(struct zd_recorded *out, struct zd_reader *r, int64_t run, const char *policy,
		       struct zd_arena *arena, struct zd_error *err)
{
	sqlite3_stmt *s;
	bool found = false;
	*out = (struct zd_recorded){0};
	if (require_run(r, run, err) || zd_reader_prepare(&s, r, STAGE_OF_POLICY, err))
		return err->code;
	int rc = zd_db_bind_int(s, 1, run, err);
	if (!rc)
		rc = zd_db_bind_string(s, 2, policy, err);
	if (!rc)
		rc = read_stage(out, r, s, &found, arena, err);
	sqlite3_finalize(s);
	if (!rc && !found)
		rc = zd_fail(err, ZD_NOT_FOUND, "run %lld did not decide %s", (long long)run, policy);
	return rc;
}

/* ---- the source ---- */

struct recorded_source {
	struct zd_source base;
	struct zd_reader *reader;
	const struct zd_stage *stage;
	int64_t run;
	const struct zd_value *subject; /* only this one; or NULL */
	sqlite3_stmt *chunks;
	uint64_t next;          /* the ordinal of the next chunk's first row */
	uint64_t rows;          /* that there should be */
	struct zd_batch *chunk; /* one that is larger than the batches asked for, or holds others than the subject */
	size_t given;           /* rows of it that were handed out */
};

static int damaged(const struct recorded_source *s, struct zd_error *err)
{
	return zd_fail(err, ZD_BOOK, "the inputs of run %lld, stage %zu, are damaged at subject %llu",
		       (long long)s->run, s->stage->index, (unsigned long long)s->next);
}

/* Steps to the next chunk; *count 0: there is none. */
static int next_chunk(struct recorded_source *s, size_t *count, struct zd_error *err)
{
	bool row;
	*count = 0;
	if (zd_reader_step(s->reader, s->chunks, &row, err))
		return err->code;
	if (!row)
		return s->next == s->rows ? ZD_OK : damaged(s, err);
	int64_t n = sqlite3_column_int64(s->chunks, 1);
	if (sqlite3_column_int64(s->chunks, 0) != (int64_t)s->next || n <= 0 || n > MOST_CHUNK_ROWS ||
	    s->next + (uint64_t)n > s->rows)
		return damaged(s, err);
	*count = (size_t)n;
	return ZD_OK;
}

static int unpack(struct recorded_source *s, struct zd_batch *b, size_t count, struct zd_error *err)
{
	const void *data = sqlite3_column_blob(s->chunks, 2);
	size_t size = (size_t)sqlite3_column_bytes(s->chunks, 2);
	if (zd_unpack(b->ids, b->in, count, s->stage->slot_count, data, size, &b->arena, err)) {
		zd_fail_context(err, "run %lld, stage %zu", (long long)s->run, s->stage->index);
		return err->code;
	}
	b->count = count;
	s->next += count;
	return ZD_OK;
}

/* Hands out rows of the chunk that is kept. */
static void hand_out(struct recorded_source *s, struct zd_batch *b)
{
	size_t width = s->stage->slot_count;
	for (; s->given < s->chunk->count && b->count < b->cap; s->given++) {
		if (s->subject && zd_key_compare(s->subject, &s->chunk->ids[s->given]) != 0)
			continue;
		b->ids[b->count] = zd_value_copy(&b->arena, &s->chunk->ids[s->given]);
		for (size_t i = 0; i < width; i++)
			b->in[b->count * width + i] = zd_value_copy(&b->arena, &s->chunk->in[s->given * width + i]);
		b->count++;
	}
}

static int next(struct zd_source *self, struct zd_batch *b, struct zd_error *err)
{
	struct recorded_source *s = (struct recorded_source *)self;
	size_t count;
	b->count = 0;
	b->complete = true;
	while (b->count == 0) {
		if (s->chunk)
			hand_out(s, b);
		if (b->count > 0)
			return ZD_OK;
		if (next_chunk(s, &count, err))
			return err->code;
		if (count == 0)
			return ZD_OK;
		if (count <= b->cap && !s->subject)
			return unpack(s, b, count, err);
		zd_batch_free(s->chunk);
		s->chunk = zd_batch_new(s->stage, count);
		s->given = 0;
		if (unpack(s, s->chunk, count, err))
			return err->code;
	}
	return ZD_OK;
}

static void close_source(struct zd_source *self)
{
	struct recorded_source *s = (struct recorded_source *)self;
	sqlite3_finalize(s->chunks);
	zd_batch_free(s->chunk);
	free(s);
}

struct maker {
	struct zd_reader *reader;
	int64_t run;
};

static int open_source(void *context, const struct zd_stage *stage, const struct zd_scope *scope,
		       struct zd_source **out, struct zd_error *err)
{
	const struct maker *m = context;
	struct zd_arena arena = {0};
	struct zd_recorded recorded;
	*out = NULL;
	int rc = zd_recorded_stage(&recorded, m->reader, m->run, stage->index, &arena, err);
	if (!rc && strcmp(recorded.entity, stage->entity->name) != 0)
		rc = zd_fail(err, ZD_BOOK, "stage %zu of run %lld decided %s, not %s: it was made from another plan",
			     stage->index, (long long)m->run, recorded.entity, stage->entity->name);
	if (!rc) {
		struct recorded_source *s = zd_alloc(sizeof *s);
		*s = (struct recorded_source){.base = {next, close_source},
					      .reader = m->reader,
					      .stage = stage,
					      .run = m->run,
					      .subject = scope->subject,
					      .rows = (uint64_t)recorded.rows};
		rc = zd_reader_prepare(&s->chunks, m->reader, INPUTS, err);
		if (!rc)
			rc = zd_db_bind_int(s->chunks, 1, m->run, err);
		if (!rc)
			rc = zd_db_bind_int(s->chunks, 2, (int64_t)stage->index, err);
		if (rc)
			close_source(&s->base);
		else
			*out = &s->base;
	}
	zd_arena_free(&arena);
	return rc;
}

struct zd_source_maker zd_recorded_sources(struct zd_reader *r, int64_t run)
{
	struct maker *m = zd_arena_alloc(&r->arena, sizeof *m);
	*m = (struct maker){r, run};
	return (struct zd_source_maker){m, open_source};
}
