/* What is on record, listed; and replays, which decide a run again from what was recorded and compare. */
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "model/text.h"
#include "session/seeing.h"
#include "session/session.h"
#include "store/digest.h"
#include "store/runs.h"
#include "zhidu/decide.h"

/* ---- what is on record ---- */

static int open_reader(struct zd_session *s, struct zd_reader **out, struct zd_error *err)
{
	struct zd_book *book;
	*out = NULL;
	return zd_session_book(s, false, &book, err) ? (int)err->code : zd_reader_open(out, s->book_path, err);
}

int zd_runs(struct zd_session *s, struct zd_sink *sink, struct zd_error *err)
{
	struct zd_reader *reader;
	int code = open_reader(s, &reader, err);
	if (!code)
		code = zd_run_list(reader, sink, err);
	zd_reader_close(reader);
	return code;
}

/* Failures about subjects that may be seen. */
struct seen_failures {
	struct zd_sink sink;
	struct zd_sink *inner;
	struct zd_seers seers;
	const struct zd_pack *pack;
};

static int failure_begin(struct zd_sink *self, const struct zd_head *heads, size_t count, struct zd_error *err)
{
	struct seen_failures *f = (struct seen_failures *)self;
	return f->inner->begin(f->inner, heads, count, err);
}

/* policy, subject, field, message */
static int failure_row(struct zd_sink *self, const struct zd_value *values, struct zd_error *err)
{
	struct seen_failures *f = (struct seen_failures *)self;
	const struct zd_policy *p = values[0].tag == ZD_TEXT ? zd_pack_policy(f->pack, values[0].s) : NULL;
	bool yes = true;
	if (p && values[1].tag == ZD_TEXT && zd_seers_may(&f->seers, p->subject, values[1].s, &yes, err))
		return err->code;
	return yes ? f->inner->row(f->inner, values, err) : (int)ZD_OK;
}

static int failure_end(struct zd_sink *self, struct zd_error *err)
{
	struct seen_failures *f = (struct seen_failures *)self;
	return f->inner->end(f->inner, err);
}

int zd_failures(struct zd_session *s, int64_t run, struct zd_sink *sink, struct zd_error *err)
{
	struct zd_reader *reader;
	struct zd_arena arena = {0};
	struct zd_loaded *loaded;
	struct zd_run info;
	int code = open_reader(s, &reader, err);
	if (!code && !run)
		code = zd_run_last(reader, NULL, &run, err);
	if (!code)
		code = zd_run_get(reader, run, &info, &arena, err);
	if (!code)
		code = zd_load_release(s, info.release, &loaded, err);
	if (!code) {
		struct seen_failures f = {.sink = {failure_begin, failure_row, failure_end, NULL},
					  .inner = sink,
					  .seers = {.session = s},
					  .pack = loaded->pack};
		code = zd_failure_list(reader, run, &f.sink, err);
		zd_seers_close(&f.seers);
	}
	zd_arena_free(&arena);
	zd_reader_close(reader);
	return code;
}

/* Those about subjects that may be seen. */
static int list_decisions(struct zd_session *s, struct zd_reader *reader, const struct zd_pack *pack,
			  const struct zd_policy *p, int64_t run, const char *where, struct zd_sink *sink,
			  struct zd_error *err)
{
	struct zd_seeing seeing;
	int code = zd_seeing_open(&seeing, s, p->subject, sink, err);
	if (!code)
		code = zd_decision_list(reader, pack, p, run, where, &seeing.sink, err);
	zd_seeing_close(&seeing);
	return code;
}

int zd_decisions(struct zd_session *s, const char *policy, int64_t run, const char *where, struct zd_sink *sink,
		 struct zd_error *err)
{
	struct zd_reader *reader;
	struct zd_arena arena = {0};
	struct zd_loaded *loaded;
	struct zd_run info;
	int code = open_reader(s, &reader, err);
	if (!code && !run)
		code = zd_run_last(reader, policy, &run, err);
	if (!code)
		code = zd_run_get(reader, run, &info, &arena, err);
	if (!code)
		code = zd_load_release(s, info.release, &loaded, err);
	if (!code) {
		const struct zd_policy *p = zd_pack_policy(loaded->pack, policy);
		code = p ? list_decisions(s, reader, loaded->pack, p, run, where, sink, err)
			 : zd_fail(err, ZD_USAGE, "release %lld has no policy '%s'", (long long)info.release, policy);
	}
	zd_arena_free(&arena);
	zd_reader_close(reader);
	return code;
}

/* ---- replay ---- */

struct replaying {
	struct zd_reader *reader;
	struct zd_reader *beside; /* of the recorded outcomes: the stream reads inputs on a thread of its own */
	int64_t run;
	const struct zd_stage *stage; /* whose recorded outcomes are open */
	struct zd_outcomes *outcomes;
	struct zd_value *recorded; /* one row */
	uint8_t *status;           /* likewise */
	struct zd_run info;
	struct zd_digest digest; /* of the stage as replayed */
	char recorded_digest[ZD_HASH_LEN + 1];
	struct zd_sink *sink;
	struct zd_replay_result *result;
	uint64_t by_status[ZD_FAILED + 1];
};

static int put_difference(struct replaying *r, const struct zd_batch *b, size_t row, size_t column,
			  const struct zd_value *recorded, struct zd_error *err)
{
	const struct zd_stage *stage = b->stage;
	const struct zd_step *step = &stage->steps[0];
	while (column >= step->first_out + step->policy->give_count)
		step++;
	struct zd_str text[3] = {{0}};
	zd_value_plain(&text[0], &stage->entity->fields[0].type, &b->ids[row]);
	zd_value_plain(&text[1], &stage->out_types[column], recorded);
	zd_value_plain(&text[2], &stage->out_types[column], &b->out[row * stage->out_count + column]);
	struct zd_value values[5] = {
		zd_value_string(step->policy->id),
		zd_value_text(zd_str_text(&text[0]), text[0].len),
		zd_value_string(step->policy->gives[column - step->first_out].name),
		zd_value_text(zd_str_text(&text[1]), text[1].len),
		zd_value_text(zd_str_text(&text[2]), text[2].len),
	};
	int code = r->sink->row(r->sink, values, err);
	for (size_t i = 0; i < 3; i++)
		zd_str_free(&text[i]);
	return code;
}

/* The stage is over: nothing more may be on record, and its digest must be that of what was replayed. */
static int end_stage(struct replaying *r, struct zd_error *err)
{
	struct zd_value id;
	char replayed[ZD_HASH_LEN + 1];
	bool more;
	if (!r->stage)
		return ZD_OK;
	size_t stage = r->stage->index;
	r->stage = NULL;
	zd_digest_end(&r->digest, replayed);
	if (zd_outcomes_next(r->outcomes, &id, r->recorded, &more, err))
		return err->code;
	if (more)
		return zd_fail(err, ZD_MISMATCH, "run %lld: rows are on record that it did not decide",
			       (long long)r->run);
	if (!r->result->different && strcmp(r->recorded_digest, replayed) != 0)
		return zd_fail(err, ZD_MISMATCH,
			       "run %lld: stage %zu was changed after it was recorded: its digest differs",
			       (long long)r->run, stage);
	return ZD_OK;
}

static int next_stage(struct replaying *r, const struct zd_stage *stage, struct zd_error *err)
{
	int form;
	if (end_stage(r, err) || zd_run_digest(r->beside, r->run, stage->index, r->recorded_digest, &form, err))
		return err->code;
	zd_digest_begin(&r->digest, &r->info, form);
	zd_outcomes_close(r->outcomes);
	r->outcomes = NULL;
	r->status = zd_realloc(r->status, stage->step_count + 1);
	r->stage = stage;
	r->recorded = zd_realloc(r->recorded, (stage->out_count + 1) * sizeof *r->recorded);
	return zd_outcomes_open(&r->outcomes, r->beside, r->run, stage, err);
}

static int compare_batch(struct replaying *r, const struct zd_batch *b, struct zd_error *err)
{
	const struct zd_stage *stage = b->stage;
	if (r->stage != stage && next_stage(r, stage, err))
		return err->code;
	for (size_t row = 0; row < b->count; row++) {
		struct zd_value id;
		bool more;
		if (zd_outcomes_next(r->outcomes, &id, r->recorded, &more, err))
			return err->code;
		if (!more || !zd_value_equal(&id, &b->ids[row]))
			return zd_fail(err, ZD_MISMATCH, "run %lld: the recorded subjects and inputs do not agree",
				       (long long)r->run);
		zd_outcomes_status(r->outcomes, r->status);
		if (memcmp(r->status, &b->status[row * stage->step_count], stage->step_count) != 0)
			return zd_fail(err, ZD_MISMATCH,
				       "run %lld: what is decided, left out or failed differs from the record",
				       (long long)r->run);
		for (size_t i = 0; i < stage->out_count; i++) {
			if (zd_value_equal(&r->recorded[i], &b->out[row * stage->out_count + i]))
				continue;
			r->result->different++;
			if (put_difference(r, b, row, i, &r->recorded[i], err))
				return err->code;
		}
		r->result->decisions += stage->step_count;
	}
	return ZD_OK;
}

static void count_batch(struct replaying *r, const struct zd_batch *b)
{
	for (size_t i = 0; i < b->count * b->stage->step_count; i++)
		r->by_status[b->status[i]]++;
}

/* What was recorded and is not met again is a difference too. */
static int compare_counts(const struct replaying *r, const struct zd_run *run, struct zd_error *err)
{
	const uint64_t *n = r->by_status;
	if (n[ZD_DECIDED] == run->decided && n[ZD_LEFT_OUT] == run->left_out && n[ZD_FAILED] == run->failed)
		return ZD_OK;
	return zd_fail(err, ZD_MISMATCH,
		       "run %lld recorded %llu decisions, %llu left out, %llu failed; replayed are %llu, %llu, %llu",
		       (long long)r->run, (unsigned long long)run->decided, (unsigned long long)run->left_out,
		       (unsigned long long)run->failed, (unsigned long long)n[ZD_DECIDED],
		       (unsigned long long)n[ZD_LEFT_OUT], (unsigned long long)n[ZD_FAILED]);
}

static int replay_stream(struct replaying *r, struct zd_stream *stream, struct zd_error *err)
{
	struct zd_batch *b;
	for (;;) {
		if (zd_stream_next(stream, &b, err))
			return err->code;
		if (!b)
			return end_stage(r, err);
		if (compare_batch(r, b, err))
			return err->code;
		zd_digest_add(&r->digest, b);
		count_batch(r, b);
	}
}

static int replay_run(struct zd_session *s, struct replaying *r, struct zd_arena *arena, struct zd_error *err)
{
	struct zd_loaded *loaded;
	struct zd_plan *plan;
	struct zd_stream *stream;
	if (zd_run_get(r->reader, r->run, &r->info, arena, err) || zd_load_release(s, r->info.release, &loaded, err) ||
	    zd_plan_new(&plan, loaded->pack, r->info.policies, r->info.policy_count, r->info.period, err))
		return err->code;
	const struct zd_run *run = &r->info;
	struct zd_stream_options so = {
		.plan = plan,
		.scope = {.as_of = run->as_of, .period = run->period, .branch = run->branch[0] ? run->branch : NULL},
		.sources = zd_recorded_sources(r->reader, r->run),
		.deciders = zd_runtime_maker(loaded->scripts),
		.threads = zd_threads_for(0),
	};
	int code = zd_stream_open(&stream, &so, err);
	if (!code)
		code = replay_stream(r, stream, err);
	if (!code && !r->result->different)
		code = compare_counts(r, run, err);
	zd_stream_close(stream);
	zd_plan_free(plan);
	return code;
}

/* What differs, without the columns: they are the caller's. */
static int replay_one(struct zd_session *s, int64_t run, struct zd_sink *differences, struct zd_replay_result *result,
		      struct zd_error *err)
{
	struct zd_arena arena = {0};
	struct replaying r = {.run = run, .sink = differences, .result = result};
	int code = open_reader(s, &r.reader, err);
	if (!code)
		code = open_reader(s, &r.beside, err);
	if (!code && !r.run)
		code = zd_run_last(r.reader, NULL, &r.run, err);
	if (!code)
		code = replay_run(s, &r, &arena, err);
	zd_outcomes_close(r.outcomes);
	zd_reader_close(r.beside);
	zd_reader_close(r.reader);
	zd_arena_free(&arena);
	free(r.recorded);
	free(r.status);
	zd_digest_free(&r.digest);
	return code;
}

static int say_different(const struct zd_replay_result *result, struct zd_error *err)
{
	return result->different ? zd_fail(err, ZD_MISMATCH, "%llu outcomes differ from the record",
					   (unsigned long long)result->different)
				 : ZD_OK;
}

static const struct zd_head HEADS[] = {
	{"run", "运行", {.kind = ZD_KIND_INT}},       {"policy", "制度", {.kind = ZD_KIND_TEXT}},
	{"subject", "对象", {.kind = ZD_KIND_TEXT}},  {"outcome", "结果", {.kind = ZD_KIND_TEXT}},
	{"recorded", "记录", {.kind = ZD_KIND_TEXT}}, {"replayed", "重演", {.kind = ZD_KIND_TEXT}}};
enum {
	HEAD_COUNT = sizeof HEADS / sizeof *HEADS
};

int zd_replay(struct zd_session *s, int64_t run, struct zd_sink *differences, struct zd_replay_result *result,
	      struct zd_error *err)
{
	memset(result, 0, sizeof *result);
	int code = differences->begin(differences, HEADS + 1, HEAD_COUNT - 1, err);
	if (!code)
		code = replay_one(s, run, differences, result, err);
	if (!code)
		code = differences->end(differences, err);
	return code ? code : say_different(result, err);
}

/* Rows with the run's number before them. */
struct numbering {
	struct zd_sink sink;
	struct zd_sink *inner;
	int64_t run;
};

static int numbered_row(struct zd_sink *self, const struct zd_value *values, struct zd_error *err)
{
	const struct numbering *n = (const struct numbering *)self;
	struct zd_value row[HEAD_COUNT] = {zd_value_int(n->run)};
	memcpy(row + 1, values, (HEAD_COUNT - 1) * sizeof *row);
	return n->inner->row(n->inner, row, err);
}

/* A run that cannot be replayed as it was is told and counted, and the next one is replayed. */
static int replay_next(struct zd_session *s, struct numbering *n, struct zd_replay_result *result, size_t *bad,
		       struct zd_error *err)
{
	struct zd_replay_result one = {0};
	struct zd_error said;
	int code = replay_one(s, n->run, &n->sink, &one, &said);
	result->decisions += one.decisions;
	result->different += one.different;
	*bad += code == ZD_MISMATCH || one.different > 0;
	if (code == ZD_MISMATCH) {
		zd_session_note(s, "%s", said.message);
		return ZD_OK;
	}
	if (code)
		*err = said;
	return code;
}

int zd_replay_all(struct zd_session *s, struct zd_sink *differences, struct zd_replay_result *result,
		  struct zd_error *err)
{
	struct numbering n = {.sink = {NULL, numbered_row, NULL, NULL}, .inner = differences};
	struct zd_reader *reader;
	size_t bad = 0;
	memset(result, 0, sizeof *result);
	int code = open_reader(s, &reader, err);
	if (!code)
		code = differences->begin(differences, HEADS, HEAD_COUNT, err);
	while (!code && !(code = zd_run_next(reader, n.run, &n.run, err)) && n.run)
		code = replay_next(s, &n, result, &bad, err);
	if (!code)
		code = differences->end(differences, err);
	zd_reader_close(reader);
	if (!code && bad)
		code = zd_fail(err, ZD_MISMATCH, "%zu runs are not what they were recorded as", bad);
	return code;
}
