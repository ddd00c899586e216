/*
 * Closing a period: earlier periods decided again for their adjustments, the
 * period's own decisions recorded, its sheets frozen, its effects written.
 * All of it is one transaction; a look at it is the same, given up at the end.
 */
#include "zhidu/close.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/text.h"
#include "session/actor.h"
#include "session/closing.h"
#include "session/redo.h"
#include "session/run.h"
#include "store/journal.h"
#include "store/report.h"
#include "store/runs.h"

/* ---- what is to be closed ---- */

static int find_kind(struct zd_closing *c, const struct zd_when *when, struct zd_error *err)
{
	struct zd_date first, last;
	if (!when->period)
		return zd_fail(err, ZD_USAGE, "a period is closed, such as 2025-11, 2025Q4 or 2025");
	zd_period_of(when->period, zd_date_from_days(when->as_of), &first, &last);
	c->close = (struct zd_close){.period = when->period, .first = zd_date_days(first), .last = zd_date_days(last)};
	zd_period_format(when->period, first, c->close.name);
	zd_user_name(c->close.author, sizeof c->close.author);
	if (zd_load_release_at(c->session, when->as_of, &c->loaded, err))
		return err->code;
	c->kind = &c->loaded->pack->closes.kinds[when->period];
	if (!c->kind->declared)
		return zd_fail(err, ZD_USAGE, "release %lld does not say what closing a %s consists of (closes.yaml)",
			       (long long)c->loaded->release.id, zd_period_word(when->period));
	return ZD_OK;
}

static int check_rights(struct zd_closing *c, struct zd_error *err)
{
	struct zd_actor actor;
	struct zd_rights rights;
	if (!c->kind->area)
		return ZD_OK;
	if (zd_actor_find(&actor, c->session, c->loaded, &c->arena, err) ||
	    zd_actor_may(&rights, &actor, c->kind->area, NULL, NULL, err))
		return err->code;
	return rights.change ? ZD_OK
			     : zd_fail(err, ZD_DENIED, "%s may not close a %s: it takes the right to change %s%s%s",
				       actor.login, zd_period_word(c->close.period), c->kind->area,
				       rights.why[0] ? "; " : "", rights.why);
}

static int make_plan(struct zd_closing *c, struct zd_error *err)
{
	const char **ids = zd_alloc((c->kind->decide_count + 1) * sizeof *ids);
	for (size_t i = 0; i < c->kind->decide_count; i++)
		ids[i] = c->kind->decide[i].name;
	int code = zd_plan_new(&c->plan, c->loaded->pack, ids, c->kind->decide_count, c->close.period, err);
	free(ids);
	size_t steps = 0;
	for (size_t s = 0; !code && s < c->plan->stage_count; s++)
		steps += c->plan->stages[s].step_count;
	c->decided = zd_arena_alloc(&c->arena, (steps + 1) * sizeof *c->decided);
	for (size_t s = 0; !code && s < c->plan->stage_count; s++) {
		for (size_t i = 0; i < c->plan->stages[s].step_count; i++)
			c->decided[c->decided_count++].policy = c->plan->stages[s].steps[i].policy->id;
	}
	return code;
}

/* ---- earlier periods ---- */

static int redo_earlier(struct zd_closing *c, struct zd_error *err)
{
	const struct zd_redo redo = {
		.session = c->session,
		.book = c->book,
		.closes = &c->loaded->pack->closes,
		.threads = c->options->threads,
		.failed = c->tell,
		.context = c->context,
	};
	int code = zd_close_before(&c->earlier, &c->earlier_count, c->book, c->close.period, c->close.first,
				   c->kind->look_back, &c->arena, err);
	for (size_t i = 0; i < c->earlier_count && !code; i++)
		code = zd_redo_closed(&c->adjustments, &redo, &c->earlier[i], &c->failed, &c->worst, err);
	return code;
}

/* ---- the period's own decisions ---- */

static int show_adjustments(void *context, struct zd_reader *reader, struct zd_error *err)
{
	struct zd_closing *c = context;
	return zd_reader_adjustments(reader, &c->close, &c->adjustments, err);
}

static int see_batch(void *context, const struct zd_batch *b, struct zd_error *err)
{
	struct zd_closing *c = context;
	size_t at = 0;
	for (size_t s = 0; s < b->stage->index; s++)
		at += c->plan->stages[s].step_count;
	for (size_t i = 0; i < b->count * b->stage->step_count; i++)
		c->decided[at + i % b->stage->step_count].count += b->status[i] == ZD_DECIDED;
	return zd_effects_look(c->effects, b, err);
}

static void tell_failed(void *context, const char *policy, const char *subject, const char *field, const char *message)
{
	const struct zd_closing *c = context;
	if (c->tell)
		c->tell(c->context, policy, subject, field, message);
}

static int decide(struct zd_closing *c, struct zd_error *err)
{
	const struct zd_run_work work = {
		.session = c->session,
		.book = c->book,
		.loaded = c->loaded,
		.plan = c->plan,
		.when = {.as_of = c->close.last, .period = c->close.period},
		.threads = c->options->threads,
		.failed = tell_failed,
		.context = c,
		.ready = show_adjustments,
		.seen = see_batch,
	};
	enum zd_code worst = ZD_OK;
	int code = zd_effects_open(&c->effects, c->book, c->loaded->pack, c->close.last + 1, err);
	if (!code)
		code = zd_run_record(&work, &c->run, &worst, err);
	c->close.run = c->run.run;
	c->close.failed = c->run.failed;
	c->failed += c->run.failed;
	if (worst)
		c->worst = c->worst == ZD_POLICY ? ZD_POLICY : worst;
	return code;
}

static int refuse_failures(const struct zd_closing *c, struct zd_error *err)
{
	if (!c->failed || c->options->with_failures)
		return ZD_OK;
	return zd_fail(err, c->worst,
		       "%llu decisions failed; %s stays open (--with-failures closes it with them on record)",
		       (unsigned long long)c->failed, c->close.name);
}

/* ---- sheets ---- */

/* CSV, with the rows counted. */
struct counted {
	struct zd_sink base;
	struct zd_sink *inner;
	uint64_t rows;
};

static int counted_begin(struct zd_sink *self, const struct zd_head *heads, size_t count, struct zd_error *err)
{
	struct counted *c = (struct counted *)self;
	return c->inner->begin(c->inner, heads, count, err);
}

static int counted_row(struct zd_sink *self, const struct zd_value *values, struct zd_error *err)
{
	struct counted *c = (struct counted *)self;
	c->rows++;
	return c->inner->row(c->inner, values, err);
}

static int counted_end(struct zd_sink *self, struct zd_error *err)
{
	struct counted *c = (struct counted *)self;
	return c->inner->end(c->inner, err);
}

static const struct zd_report *report_named(const struct zd_pack *pack, const char *name)
{
	for (size_t i = 0; i < pack->report_count; i++) {
		if (strcmp(pack->reports[i].name, name) == 0)
			return &pack->reports[i];
	}
	return NULL;
}

static int freeze(struct zd_closing *c, const struct zd_close_item *item, struct zd_error *err)
{
	const struct zd_pack *pack = c->loaded->pack;
	const struct zd_report *report = report_named(pack, item->name);
	const struct zd_scope scope = {.as_of = c->close.last, .period = c->close.period};
	struct zd_frozen *sheet = &c->sheets[c->sheet_count];
	struct zd_reader *reader;
	if (!report)
		return zd_fail_at(err, ZD_DATA, item->place.file, item->place.line, item->place.column,
				  "there is no report \"%s\"", item->name);
	struct zd_value *params = zd_arena_alloc(&c->arena, (report->param_count + 1) * sizeof *params);
	FILE *out = open_memstream(&sheet->csv, &sheet->size);
	if (!out)
		return zd_fail(err, ZD_LIMIT, "not enough memory");
	struct counted counted = {.base = {counted_begin, counted_row, counted_end, NULL},
				  .inner = zd_sink_new(out, ZD_FORMAT_CSV)};
	sheet->report = report->name;
	c->sheet_count++;
	int code = zd_reader_inside(&reader, c->book, err);
	if (!code)
		code = zd_report_read(reader, pack, report, &scope, params, &counted.base, err);
	zd_reader_close(reader);
	counted.inner->free(counted.inner);
	fclose(out);
	sheet->rows = counted.rows;
	return code;
}

static int freeze_all(struct zd_closing *c, struct zd_error *err)
{
	int code = ZD_OK;
	c->sheets = zd_arena_alloc(&c->arena, (c->kind->freeze_count + 1) * sizeof *c->sheets);
	for (size_t i = 0; i < c->kind->freeze_count && !code; i++)
		code = freeze(c, &c->kind->freeze[i], err);
	return code;
}

/* ---- the record ---- */

static int record(struct zd_closing *c, struct zd_error *err)
{
	int code = zd_close_put(&c->close, c->book, err);
	for (size_t i = 0; i < c->sheet_count && !code; i++)
		code = zd_close_put_sheet(c->book, c->close.id, c->sheets[i].report, c->sheets[i].csv,
					  c->sheets[i].size, c->sheets[i].rows, err);
	if (!code)
		code = zd_effects_write(c->effects, c->close.id, err);
	if (!code)
		code = zd_adjustments_put(c->book, c->close.id, &c->adjustments, err);
	return code ? code : zd_journal_add(c->book, ZD_ENTRY_CLOSE, c->close.id, err);
}

static int close_all(struct zd_closing *c, struct zd_error *err)
{
	if (check_rights(c, err) || zd_closing_allowed(c, err) || make_plan(c, err) || redo_earlier(c, err) ||
	    decide(c, err) || refuse_failures(c, err) || freeze_all(c, err))
		return err->code;
	return record(c, err);
}

static void free_closing(struct zd_closing *c)
{
	for (size_t i = 0; i < c->sheet_count; i++)
		free(c->sheets[i].csv);
	zd_effects_close(c->effects);
	zd_adjustments_free(&c->adjustments);
	zd_plan_free(c->plan);
	zd_arena_free(&c->arena);
}

int zd_close_period(struct zd_session *s, const struct zd_close_options *options, zd_failed *failed, void *context,
		    struct zd_sink *sink, struct zd_close_result *result, struct zd_error *err)
{
	struct zd_closing c = {.session = s, .options = options, .tell = failed, .context = context};
	struct zd_when when;
	memset(result, 0, sizeof *result);
	if (zd_when_parse(&when, NULL, options->period, err) || zd_session_book(s, true, &c.book, err))
		return err->code;
	int code = find_kind(&c, &when, err);
	if (!code)
		code = zd_book_begin(c.book, err);
	if (!code) {
		code = close_all(&c, err);
		if (!code && !options->dry)
			code = zd_book_commit(c.book, err);
		if (code || options->dry)
			zd_book_rollback(c.book);
	}
	result->decided = c.run.decided;
	result->failed = c.failed;
	if (!code) {
		result->run = c.close.run;
		code = zd_closing_show(&c, sink, err);
	}
	free_closing(&c);
	return code;
}

int zd_closed_periods(struct zd_session *s, struct zd_sink *sink, struct zd_error *err)
{
	struct zd_book *book;
	return zd_session_book(s, false, &book, err) ? (int)err->code : zd_close_list(book, sink, err);
}

int zd_adjustments_booked(struct zd_session *s, const char *period, struct zd_sink *sink, struct zd_error *err)
{
	struct zd_book *book;
	struct zd_when when;
	if (period && zd_when_parse(&when, NULL, period, err))
		return err->code;
	return zd_session_book(s, false, &book, err) ? (int)err->code : zd_adjustment_list(book, period, sink, err);
}
