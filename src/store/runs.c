/* Runs on record: one, the last, all of them, and what failed in one. */
#include "store/runs.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/utf8.h"
#include "store/close.h"
#include "store/db.h"
#include "store/pick.h"
#include "store/reading.h"

static const char GET_RUN[] = "SELECT id, release, as_of, period, branch, made_at, author, policies, params, decided,"
			      " left_out, failed FROM zd_run WHERE id = ?";
static const char ALL_RUNS[] = "SELECT id, release, as_of, period, branch, made_at, author, policies, params, decided,"
			       " left_out, failed FROM zd_run ORDER BY id DESC";
static const char NEXT_RUN[] = "SELECT coalesce(min(id), 0) FROM zd_run WHERE id > ?";
static const char LAST_RUN[] = "SELECT max(id) FROM zd_run";
static const char LAST_OF_POLICY[] =
	"SELECT max(s.run) FROM zd_stage s JOIN zd_shape h ON h.id = s.shape JOIN zd_run r ON r.id = s.run"
	" WHERE EXISTS (SELECT 1 FROM json_each(h.columns) j WHERE json_extract(j.value, '$.policy') = ?1)"
	" AND" ZD_RUN_COUNTS("?1");
static const char RUNS_OF_POLICY[] =
	"SELECT r.id FROM zd_run r JOIN zd_release e ON e.id = r.release AND e.published"
	" WHERE EXISTS (SELECT 1 FROM zd_stage s JOIN zd_shape h ON h.id = s.shape JOIN json_each(h.columns) j"
	" WHERE s.run = r.id AND json_extract(j.value, '$.policy') = ?) ORDER BY r.as_of DESC, r.id DESC LIMIT ?";
static const char FAILURES[] =
	"SELECT policy, subject, field, message FROM zd_failure WHERE run = ? ORDER BY stage, ordinal, policy";

static int bad_run(int64_t id, struct zd_error *err)
{
	return zd_fail(err, ZD_BOOK, "the book is damaged: run %" PRId64 " cannot be read", id);
}

/* The row at which the statement stands. */
static int read_run(struct zd_run *out, sqlite3_stmt *s, struct zd_arena *arena, struct zd_error *err)
{
	struct zd_date as_of;
	struct zd_json *policies;
	*out = (struct zd_run){.id = sqlite3_column_int64(s, 0), .release = sqlite3_column_int64(s, 1)};
	const char *date = zd_db_column_string(s, 2), *ids = zd_db_column_string(s, 7);
	if (!zd_date_parse(date, strlen(date), &as_of) || zd_json_parse(&policies, ids, strlen(ids), arena, NULL) ||
	    policies->kind != ZD_JSON_ARRAY)
		return bad_run(out->id, err);
	out->as_of = zd_date_days(as_of);
	for (int p = ZD_PERIOD_NONE; p <= ZD_PERIOD_YEAR; p++) {
		if (strcmp(zd_period_word((enum zd_period)p), zd_db_column_string(s, 3)) == 0)
			out->period = (enum zd_period)p;
	}
	zd_utf8_copy(out->branch, sizeof out->branch, zd_db_column_string(s, 4));
	zd_utf8_copy(out->made_at, sizeof out->made_at, zd_db_column_string(s, 5));
	zd_utf8_copy(out->author, sizeof out->author, zd_db_column_string(s, 6));
	out->policies = zd_arena_alloc(arena, (policies->len + 1) * sizeof *out->policies);
	for (; out->policy_count < policies->len; out->policy_count++) {
		if (policies->items[out->policy_count].kind != ZD_JSON_STRING)
			return bad_run(out->id, err);
		out->policies[out->policy_count] = policies->items[out->policy_count].text;
	}
	out->params = zd_arena_strdup(arena, zd_db_column_string(s, 8));
	out->decided = (uint64_t)sqlite3_column_int64(s, 9);
	out->left_out = (uint64_t)sqlite3_column_int64(s, 10);
	out->failed = (uint64_t)sqlite3_column_int64(s, 11);
	return ZD_OK;
}

int zd_run_get(struct zd_reader *r, int64_t id, struct zd_run *out, struct zd_arena *arena, struct zd_error *err)
{
	sqlite3_stmt *s;
	bool found = false;
	int rc = zd_reader_prepare(&s, r, GET_RUN, err);
	if (!rc)
		rc = zd_db_bind_int(s, 1, id, err);
	if (!rc)
		rc = zd_reader_step(r, s, &found, err);
	if (!rc)
		rc = found ? read_run(out, s, arena, err) : zd_fail(err, ZD_NOT_FOUND, "there is no run %" PRId64, id);
	sqlite3_finalize(s);
	return rc;
}

const char *zd_run_when(const struct zd_run *run, struct zd_arena *arena)
{
	char text[16];
	struct zd_date day = zd_date_from_days(run->as_of), first, last;
	if (run->period) {
		zd_period_of(run->period, day, &first, &last);
		zd_period_format(run->period, first, text);
	} else {
		zd_date_format(day, text);
	}
	return zd_arena_strdup(arena, text);
}

int zd_run_last(struct zd_reader *r, const char *policy, int64_t *out, struct zd_error *err)
{
	sqlite3_stmt *s;
	bool found = false;
	*out = 0;
	int rc = zd_reader_prepare(&s, r, policy ? LAST_OF_POLICY : LAST_RUN, err);
	if (!rc && policy)
		rc = zd_db_bind_string(s, 1, policy, err);
	if (!rc)
		rc = zd_reader_step(r, s, &found, err);
	if (!rc)
		*out = found ? sqlite3_column_int64(s, 0) : 0;
	sqlite3_finalize(s);
	if (!rc && !*out)
		rc = zd_fail(err, ZD_NOT_FOUND, policy ? "no run has decided %s yet" : "there is no run yet",
			     policy ? policy : "");
	return rc;
}

int zd_runs_of(struct zd_reader *r, const char *policy, int64_t *out, size_t most, size_t *count, struct zd_error *err)
{
	sqlite3_stmt *s;
	bool row = true;
	*count = 0;
	int rc = zd_reader_prepare(&s, r, RUNS_OF_POLICY, err);
	if (!rc)
		rc = zd_db_bind_string(s, 1, policy, err);
	if (!rc)
		rc = zd_db_bind_int(s, 2, (int64_t)most, err);
	while (!rc && !(rc = zd_reader_step(r, s, &row, err)) && row)
		out[(*count)++] = sqlite3_column_int64(s, 0);
	sqlite3_finalize(s);
	return rc;
}

int zd_run_next(struct zd_reader *r, int64_t after, int64_t *out, struct zd_error *err)
{
	sqlite3_stmt *s;
	bool found = false;
	int rc = zd_reader_prepare(&s, r, NEXT_RUN, err);
	if (!rc)
		rc = zd_db_bind_int(s, 1, after, err);
	if (!rc)
		rc = zd_reader_step(r, s, &found, err);
	*out = !rc && found ? sqlite3_column_int64(s, 0) : 0;
	sqlite3_finalize(s);
	return rc;
}

static int give_run(const struct zd_run *run, struct zd_sink *sink, struct zd_error *err)
{
	struct zd_str policies = {0};
	char as_of[ZD_DATE_LEN + 1], period[16] = "";
	struct zd_date day = zd_date_from_days(run->as_of), first, last;
	zd_date_format(day, as_of);
	if (run->period) {
		zd_period_of(run->period, day, &first, &last);
		zd_period_format(run->period, first, period);
	}
	for (size_t i = 0; i < run->policy_count; i++) {
		zd_str_add(&policies, i > 0 ? " " : "");
		zd_str_add(&policies, run->policies[i]);
	}
	struct zd_value row[] = {
		zd_value_int(run->id),
		zd_value_string(as_of),
		run->period ? zd_value_string(period) : ZD_VALUE_NIL,
		run->branch[0] ? zd_value_string(run->branch) : ZD_VALUE_NIL,
		zd_value_string(zd_str_text(&policies)),
		zd_value_int(run->release),
		zd_value_int((int64_t)run->decided),
		zd_value_int((int64_t)run->left_out),
		zd_value_int((int64_t)run->failed),
		zd_value_string(run->author),
		zd_value_string(run->made_at),
	};
	int rc = sink->row(sink, row, err);
	zd_str_free(&policies);
	return rc;
}

int zd_run_list(struct zd_reader *r, struct zd_sink *sink, struct zd_error *err)
{
	static const struct zd_head heads[] = {
		{"run", NULL, {.kind = ZD_KIND_INT}},       {"as_of", NULL, {.kind = ZD_KIND_DATE}},
		{"period", NULL, {.kind = ZD_KIND_TEXT}},   {"branch", NULL, {.kind = ZD_KIND_TEXT}},
		{"policies", NULL, {.kind = ZD_KIND_TEXT}}, {"release", NULL, {.kind = ZD_KIND_INT}},
		{"decided", NULL, {.kind = ZD_KIND_INT}},   {"left_out", NULL, {.kind = ZD_KIND_INT}},
		{"failed", NULL, {.kind = ZD_KIND_INT}},    {"author", NULL, {.kind = ZD_KIND_TEXT}},
		{"made_at", NULL, {.kind = ZD_KIND_TEXT}},
	};
	sqlite3_stmt *s = NULL;
	struct zd_arena arena = {0};
	struct zd_run run;
	bool row = true;
	int rc = zd_reader_prepare(&s, r, ALL_RUNS, err);
	if (!rc)
		rc = sink->begin(sink, heads, sizeof heads / sizeof *heads, err);
	while (!rc && !(rc = zd_reader_step(r, s, &row, err)) && row) {
		zd_arena_reset(&arena);
		rc = read_run(&run, s, &arena, err);
		if (!rc)
			rc = give_run(&run, sink, err);
	}
	if (!rc)
		rc = sink->end(sink, err);
	sqlite3_finalize(s);
	zd_arena_free(&arena);
	return rc;
}

static struct zd_value text_or_nil(sqlite3_stmt *s, int at)
{
	const char *text = (const char *)sqlite3_column_text(s, at);
	return zd_value_string(text);
}

int zd_failure_list(struct zd_reader *r, int64_t run, struct zd_sink *sink, struct zd_error *err)
{
	static const struct zd_head heads[] = {
		{"policy", NULL, {.kind = ZD_KIND_TEXT}},
		{"subject", NULL, {.kind = ZD_KIND_TEXT}},
		{"field", NULL, {.kind = ZD_KIND_TEXT}},
		{"message", NULL, {.kind = ZD_KIND_TEXT}},
	};
	sqlite3_stmt *s = NULL;
	bool row = true;
	int rc = zd_reader_prepare(&s, r, FAILURES, err);
	if (!rc)
		rc = zd_db_bind_int(s, 1, run, err);
	if (!rc)
		rc = sink->begin(sink, heads, sizeof heads / sizeof *heads, err);
	while (!rc && !(rc = zd_reader_step(r, s, &row, err)) && row) {
		struct zd_value values[4];
		for (int i = 0; i < 4; i++)
			values[i] = text_or_nil(s, i);
		rc = sink->row(sink, values, err);
	}
	if (!rc)
		rc = sink->end(sink, err);
	sqlite3_finalize(s);
	return rc;
}
