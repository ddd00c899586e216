/*
 * The audit of one run's inputs and outcomes: every chunk's mark is made
 * again from what is in the book and from the mark before it. As each chunk
 * stands alone, two halves of a stage can be looked at at once.
 */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "store/audit.h"
#include "store/db.h"
#include "store/digest.h"
#include "store/pick.h"
#include "store/recorded.h"

/* Fewer chunks than this are not worth a second thread. */
#define MANY_CHUNKS 64

static const char STAGES[] = "SELECT stage, rows, digest, form FROM zd_stage WHERE run = ?1 ORDER BY stage";
static const char CHUNKS[] = "SELECT first, count, data, mark FROM zd_input"
			     " WHERE run = ?1 AND stage = ?2 AND first >= ?3 AND first < ?4 ORDER BY first";
static const char MIDDLE[] =
	"SELECT first, (SELECT mark FROM zd_input WHERE run = ?1 AND stage = ?2 AND first < o.first"
	" ORDER BY first DESC LIMIT 1) FROM zd_input AS o"
	" WHERE run = ?1 AND stage = ?2 AND first >= ?3 ORDER BY first LIMIT 1";

/* One stage of the run, and a span of its rows. */
struct span {
	struct zd_auditing *a;
	pthread_mutex_t *telling;
	struct zd_reader *reader;
	int64_t run;
	size_t stage;
	uint64_t first, end; /* ordinals */
	char mark[ZD_HASH_LEN + 1];
	struct zd_recorded recorded;
	sqlite3_stmt *chunks, *rows;
	bool has_row; /* the rows' statement stands at one */
	struct zd_bytes bytes;
	char from[128], to[128]; /* keys of the chunk's first and last subject */
	uint64_t seen;
	struct zd_error err;
};

static int tell(struct span *s, const char *what, uint64_t first, uint64_t count)
{
	pthread_mutex_lock(s->telling);
	int rc = zd_audit_tell(s->a, what, s->run, &s->err, "run %lld, stage %zu, rows %llu–%llu%s%s%s%s%s",
			       (long long)s->run, s->stage, (unsigned long long)first + 1,
			       (unsigned long long)(first + count), s->from[0] ? " (" : "", s->from,
			       s->to[0] ? " … " : "", s->to, s->from[0] ? ")" : "");
	pthread_mutex_unlock(s->telling);
	return rc;
}

static int open_span(struct span *s, struct zd_arena *arena)
{
	struct zd_str sql = {0};
	struct zd_error *err = &s->err;
	int rc = zd_recorded_stage(&s->recorded, s->reader, s->run, s->stage, arena, err);
	if (!rc) {
		zd_str_add(&sql, "SELECT * FROM ");
		zd_db_quote(&sql, s->recorded.shape.table);
		zd_str_add(&sql, " WHERE key BETWEEN ?1 AND ?2 ORDER BY key");
		rc = zd_reader_prepare(&s->rows, s->reader, zd_str_text(&sql), err);
	}
	if (!rc)
		rc = zd_reader_prepare(&s->chunks, s->reader, CHUNKS, err);
	if (!rc)
		rc = zd_db_bind_int(s->rows, 1, zd_shape_key(s->run, s->first), err);
	/* The last span also meets rows that do not belong there. */
	uint64_t last = s->end >= (uint64_t)s->recorded.rows ? UINT32_MAX : s->end - 1;
	if (!rc)
		rc = zd_db_bind_int(s->rows, 2, zd_shape_key(s->run, last), err);
	if (!rc)
		rc = zd_db_bind_int(s->chunks, 1, s->run, err);
	if (!rc)
		rc = zd_db_bind_int(s->chunks, 2, (int64_t)s->stage, err);
	if (!rc)
		rc = zd_db_bind_int(s->chunks, 3, (int64_t)s->first, err);
	if (!rc)
		rc = zd_db_bind_int(s->chunks, 4, (int64_t)s->end, err);
	if (!rc)
		rc = zd_reader_step(s->reader, s->rows, &s->has_row, err);
	zd_str_free(&sql);
	return rc;
}

static void name_subject(struct span *s, char out[128])
{
	struct zd_value key = zd_pick_key(s->rows, 1);
	char words[128];
	snprintf(out, 128, "%s", zd_key_words(&key, words, sizeof words));
}

/* Gathers the chunk's rows as bytes; *whole: they are there, each at its place, and no other. */
static int gather(struct span *s, uint64_t first, uint64_t count, bool *whole)
{
	int columns = sqlite3_column_count(s->rows);
	int64_t at = zd_shape_key(s->run, first), end = at + (int64_t)count;
	uint64_t n = 0;
	zd_bytes_clear(&s->bytes);
	*whole = (size_t)columns == 2 + s->recorded.shape.count + zd_shape_state_columns(&s->recorded.shape);
	s->from[0] = s->to[0] = '\0';
	for (; s->has_row; n++) {
		int64_t key = sqlite3_column_int64(s->rows, 0);
		if (key >= end)
			break;
		*whole &= key == at + (int64_t)n;
		for (int i = 1; i < columns; i++)
			zd_bytes_column(&s->bytes, s->rows, i);
		if (n == 0)
			name_subject(s, s->from);
		if (n + 1 == count)
			name_subject(s, s->to);
		if (zd_reader_step(s->reader, s->rows, &s->has_row, &s->err))
			return s->err.code;
	}
	*whole &= n == count;
	s->seen += n;
	return ZD_OK;
}

static int check_chunk(struct span *s, uint64_t *next)
{
	uint64_t first = (uint64_t)sqlite3_column_int64(s->chunks, 0),
		 count = (uint64_t)sqlite3_column_int64(s->chunks, 1);
	char mark[ZD_HASH_LEN + 1];
	bool whole;
	if (first != *next || !count || first + count > (uint64_t)s->recorded.rows)
		return tell(s, "inputs are missing or were put between", *next, 1);
	*next = first + count;
	if (gather(s, first, count, &whole))
		return s->err.code;
	const char *recorded = zd_db_column_string(s->chunks, 3);
	const void *data = sqlite3_column_blob(s->chunks, 2);
	zd_digest_chunk(mark, s->mark, first, count, data, (size_t)sqlite3_column_bytes(s->chunks, 2), &s->bytes);
	bool same = strcmp(mark, recorded) == 0;
	snprintf(s->mark, sizeof s->mark, "%s", recorded);
	if (!whole)
		return tell(s, "outcomes were removed, put between or put in another order", first, count);
	return same ? ZD_OK : tell(s, "inputs or outcomes were changed", first, count);
}

static void *check_span(void *context)
{
	struct span *s = context;
	struct zd_arena arena = {0};
	bool row = true;
	uint64_t next = s->first;
	int rc = open_span(s, &arena);
	while (!rc && !(rc = zd_reader_step(s->reader, s->chunks, &row, &s->err)) && row)
		rc = check_chunk(s, &next);
	uint64_t due = s->end < (uint64_t)s->recorded.rows ? s->end : (uint64_t)s->recorded.rows;
	if (!rc && next < due)
		rc = tell(s, "inputs are missing", next, due - next);
	if (!rc && s->has_row) {
		name_subject(s, s->from);
		s->to[0] = '\0';
		rc = tell(s, "outcomes are on record that the run did not give", due, 1);
	}
	sqlite3_finalize(s->chunks);
	sqlite3_finalize(s->rows);
	zd_bytes_free(&s->bytes);
	zd_arena_free(&arena);
	return NULL;
}

/* Where a stage can be cut in two: a chunk near its middle, and the mark before that. */
static int find_middle(struct span *s, int64_t rows, uint64_t *middle, char mark[ZD_HASH_LEN + 1])
{
	sqlite3_stmt *q;
	bool row = false;
	int rc = zd_reader_prepare(&q, s->reader, MIDDLE, &s->err);
	*middle = (uint64_t)rows;
	if (!rc)
		rc = zd_db_bind_int(q, 1, s->run, &s->err);
	if (!rc)
		rc = zd_db_bind_int(q, 2, (int64_t)s->stage, &s->err);
	if (!rc)
		rc = zd_db_bind_int(q, 3, rows / 2, &s->err);
	if (!rc)
		rc = zd_reader_step(s->reader, q, &row, &s->err);
	if (!rc && row) {
		*middle = (uint64_t)sqlite3_column_int64(q, 0);
		snprintf(mark, ZD_HASH_LEN + 1, "%s", zd_db_column_string(q, 1));
	}
	sqlite3_finalize(q);
	return rc;
}

/* Both halves at once; the second has a connection of its own. */
static int check_halves(struct span *s, int64_t rows, struct zd_error *err)
{
	struct span second = *s;
	pthread_t thread;
	uint64_t middle;
	if (find_middle(s, rows, &middle, second.mark) || zd_reader_open(&second.reader, s->a->path, &s->err)) {
		*err = s->err;
		return err->code;
	}
	s->end = second.first = middle;
	if (pthread_create(&thread, NULL, check_span, &second) == 0) {
		check_span(s);
		pthread_join(thread, NULL);
	} else {
		check_span(s);
		check_span(&second);
	}
	zd_reader_close(second.reader);
	snprintf(s->mark, sizeof s->mark, "%s", second.mark);
	s->seen += second.seen;
	if (!s->err.code)
		s->err = second.err;
	return ZD_OK;
}

static int check_stage(struct zd_auditing *a, const struct zd_run *run, size_t stage, int64_t rows, const char *digest,
		       struct zd_error *err)
{
	pthread_mutex_t telling = PTHREAD_MUTEX_INITIALIZER;
	struct span s = {.a = a, .telling = &telling, .reader = a->reader, .run = run->id, .stage = stage};
	s.end = (uint64_t)rows;
	zd_digest_seed(s.mark, run);
	if (a->scope->threads > 1 && rows > MANY_CHUNKS * 512) {
		if (check_halves(&s, rows, err))
			return err->code;
	} else {
		check_span(&s);
	}
	a->out->rows += s.seen;
	if (s.err.code) {
		*err = s.err;
		return err->code;
	}
	if (strcmp(s.mark, digest) != 0)
		return zd_audit_tell(a, "its last mark is not its digest: chunks are missing or were changed", run->id,
				     err, "run %lld, stage %zu", (long long)run->id, stage);
	return ZD_OK;
}

int zd_audit_run(struct zd_auditing *a, int64_t id, struct zd_error *err)
{
	struct zd_arena arena = {0};
	struct zd_run run;
	sqlite3_stmt *s = NULL;
	bool row = true;
	int rc = zd_run_get(a->reader, id, &run, &arena, err);
	if (rc == ZD_NOT_FOUND)
		return ZD_OK; /* told already */
	if (!rc)
		rc = zd_reader_prepare(&s, a->reader, STAGES, err);
	if (!rc)
		rc = zd_db_bind_int(s, 1, id, err);
	while (!rc && !(rc = zd_reader_step(a->reader, s, &row, err)) && row) {
		size_t stage = (size_t)sqlite3_column_int64(s, 0);
		if (sqlite3_column_int(s, 3) == 1)
			continue; /* from before there were marks: replay compares its digest */
		char digest[ZD_HASH_LEN + 1];
		snprintf(digest, sizeof digest, "%s", zd_db_column_string(s, 2));
		rc = check_stage(a, &run, stage, sqlite3_column_int64(s, 1), digest, err);
		if (a->scope->progress)
			a->scope->progress(a->scope->context, a->out->rows, 0);
	}
	sqlite3_finalize(s);
	zd_arena_free(&arena);
	return rc;
}
