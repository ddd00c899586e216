/*
 * Audits: the store hashes the book again; a run that was changed is then
 * replayed, so that the subject and the outcome can be named.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "session/session.h"
#include "store/audit.h"
#include "zhidu/decide.h"

/* How many differences of one run are told. */
#define MOST_DIFFERENCES 20

struct auditing {
	struct zd_sink *sink;
	int64_t *runs; /* that have troubles, each once */
	size_t count, cap;
};

static int put(struct zd_sink *sink, const char *where, const char *what, struct zd_error *err)
{
	const struct zd_value row[2] = {zd_value_string(where), zd_value_string(what)};
	return sink->row(sink, row, err);
}

static int tell(void *context, const char *where, const char *what, int64_t run, struct zd_error *err)
{
	struct auditing *a = context;
	if (run && (!a->count || a->runs[a->count - 1] != run)) {
		ZD_GROW(a->runs, a->count, a->cap);
		a->runs[a->count++] = run;
	}
	return put(a->sink, where, what, err);
}

/* ---- what a replay says of a run with troubles ---- */

struct naming {
	struct zd_sink sink;
	struct zd_sink *out;
	int64_t run;
	size_t told;
};

/* policy, subject, outcome, recorded, replayed */
static int naming_row(struct zd_sink *self, const struct zd_value *v, struct zd_error *err)
{
	struct naming *n = (struct naming *)self;
	struct zd_str where = {0}, what = {0};
	if (n->told++ >= MOST_DIFFERENCES)
		return ZD_OK;
	zd_str_printf(&where, "run %lld, %s %s", (long long)n->run, v[0].s, v[1].s);
	zd_str_printf(&what, "%s is %s on record; its inputs give %s", v[2].s, v[3].s, v[4].s);
	int code = put(n->out, zd_str_text(&where), zd_str_text(&what), err);
	zd_str_free(&where);
	zd_str_free(&what);
	return code;
}

/* A replay that cannot be done, or that finds the same, leaves what was told before. */
static int name_differences(struct zd_session *s, const struct auditing *a, struct zd_error *err)
{
	for (size_t i = 0; i < a->count; i++) {
		struct naming n = {.sink = {zd_nowhere.begin, naming_row, zd_nowhere.end, NULL},
				   .out = a->sink,
				   .run = a->runs[i]};
		struct zd_replay_result ignored;
		struct zd_error said;
		int code = zd_replay(s, a->runs[i], &n.sink, &ignored, &said);
		if (code == ZD_IO) {
			*err = said;
			return code;
		}
	}
	return ZD_OK;
}

/* ---- options ---- */

static int read_since(struct zd_session *s, const char *since, int64_t *run, struct zd_error *err)
{
	struct zd_date date;
	struct zd_reader *reader;
	char *end;
	*run = strtoll(since, &end, 10);
	if (end != since && !*end && *run > 0)
		return ZD_OK;
	if (!zd_date_parse(since, strlen(since), &date))
		return zd_fail(err, ZD_USAGE, "'%s' is neither a run's number nor a date such as 2025-11-30", since);
	int code = zd_reader_open(&reader, s->book_path, err);
	if (!code)
		code = zd_audit_first_run(reader, since, run, err);
	zd_reader_close(reader);
	if (!code && !*run)
		*run = INT64_MAX; /* nothing was recorded since */
	return code;
}

static int read_head(const char *head, struct zd_audit_scope *scope, struct zd_error *err)
{
	char *end;
	scope->head_entry = strtoll(head, &end, 10);
	scope->head_hash = end + 1;
	if (scope->head_entry < 1 || *end != ':' || strlen(end + 1) < 8)
		return zd_fail(err, ZD_USAGE, "'%s' is no head as an audit gives it, such as 12:9f86d081884c…", head);
	return ZD_OK;
}

int zd_audit(struct zd_session *s, const struct zd_audit_options *o, struct zd_sink *sink,
	     struct zd_audit_result *result, struct zd_error *err)
{
	static const struct zd_head HEADS[] = {{"place", "位置", {.kind = ZD_KIND_TEXT}},
					       {"trouble", "问题", {.kind = ZD_KIND_TEXT}}};
	struct auditing a = {.sink = sink};
	struct zd_audit_scope scope = {.tell = tell, .context = &a, .threads = zd_threads_for(o->threads)};
	struct zd_audited found;
	struct zd_book *book;
	memset(result, 0, sizeof *result);
	int code = zd_session_book(s, false, &book, err);
	if (!code && o->since)
		code = read_since(s, o->since, &scope.since_run, err);
	if (!code && o->head)
		code = read_head(o->head, &scope, err);
	if (!code)
		code = sink->begin(sink, HEADS, 2, err);
	if (!code)
		code = zd_audit_book(s->book_path, &scope, &found, err);
	if (!code)
		code = name_differences(s, &a, err);
	if (!code)
		code = sink->end(sink, err);
	free(a.runs);
	if (code)
		return code;
	*result = (struct zd_audit_result){.entries = found.entries, .rows = found.rows, .troubles = found.troubles};
	snprintf(result->head, sizeof result->head, "%lld:%s", (long long)found.head, found.head_hash);
	if (found.troubles)
		return zd_fail(err, ZD_MISMATCH, "the book does not say what was recorded: %llu troubles",
			       (unsigned long long)found.troubles);
	return ZD_OK;
}
