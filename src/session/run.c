/* Runs: the population decided with the release in force and recorded in one transaction. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/json.h"
#include "base/str.h"
#include "model/text.h"
#include "session/run.h"
#include "store/close.h"
#include "store/runs.h"
#include "zhidu/decide.h"

/* ---- the parameters in force, for the record ---- */

static bool same_in_force(const struct zd_param *p, const char *branch, int32_t day)
{
	struct zd_origin group, own;
	zd_param_resolve(p, NULL, day, &group);
	zd_param_resolve(p, branch, day, &own);
	return !own.value || (group.value && zd_value_equal(group.value, own.value));
}

static void write_param(struct zd_str *b, bool *first, const struct zd_param *p, const char *branch, int32_t day)
{
	struct zd_origin origin;
	zd_param_resolve(p, branch, day, &origin);
	if (!origin.value)
		return;
	zd_json_key(b, first, p->name);
	zd_value_json(b, &p->type, origin.value);
}

/* Whether a policy of the plan, or a branch's replacement of one, uses a parameter. */
static bool uses_param(const struct zd_plan *plan, const char *name)
{
	size_t stage, step;
	for (size_t s = 0; s < plan->stage_count; s++) {
		for (size_t i = 0; i < plan->stages[s].step_count; i++) {
			if (zd_policy_uses_param(plan->stages[s].steps[i].policy, name))
				return true;
		}
	}
	for (size_t b = 0; b < plan->pack->branch_count; b++) {
		const struct zd_branch *branch = &plan->pack->branches[b];
		for (size_t i = 0; i < branch->policy_count; i++) {
			if (zd_policy_uses_param(&branch->policies[i], name) &&
			    zd_plan_find(plan, branch->policies[i].id, &stage, &step))
				return true;
		}
	}
	return false;
}

/* {"group": {name: value}, "shenzhen": {only what differs}} */
static char *params_in_force(const struct zd_plan *plan, int32_t day)
{
	const struct zd_pack *pack = plan->pack;
	struct zd_str b = {0};
	struct zd_map branches = {0};
	bool outer = true, first = true;
	zd_str_addc(&b, '{');
	zd_json_key(&b, &outer, "group");
	zd_str_addc(&b, '{');
	for (size_t i = 0; i < pack->param_count; i++) {
		if (uses_param(plan, pack->params[i].name))
			write_param(&b, &first, &pack->params[i], NULL, day);
	}
	zd_str_addc(&b, '}');
	for (size_t i = 0; i < pack->param_count; i++) {
		const struct zd_param *p = &pack->params[i];
		for (size_t k = 0; k < p->branch_count; k++) {
			const char *branch = p->branches[k].branch;
			if (!uses_param(plan, p->name) || !zd_map_put(&branches, branch, &branches))
				continue;
			zd_json_key(&b, &outer, branch);
			zd_str_addc(&b, '{');
			first = true;
			for (size_t j = i; j < pack->param_count; j++) {
				if (uses_param(plan, pack->params[j].name) &&
				    !same_in_force(&pack->params[j], branch, day))
					write_param(&b, &first, &pack->params[j], branch, day);
			}
			zd_str_addc(&b, '}');
		}
	}
	zd_str_addc(&b, '}');
	zd_map_free(&branches);
	return zd_str_take(&b);
}

/* ---- running ---- */

static const char **plan_policies(const struct zd_plan *plan, size_t *count)
{
	size_t n = 0;
	for (size_t s = 0; s < plan->stage_count; s++)
		n += plan->stages[s].step_count;
	const char **ids = zd_alloc((n + 1) * sizeof *ids);
	*count = 0;
	for (size_t s = 0; s < plan->stage_count; s++) {
		for (size_t i = 0; i < plan->stages[s].step_count; i++)
			ids[(*count)++] = plan->stages[s].steps[i].policy->id;
	}
	return ids;
}

static void count_batch(struct zd_run_result *result, const struct zd_batch *b)
{
	size_t steps = b->stage->step_count;
	for (size_t i = 0; i < b->count * steps; i++) {
		result->decided += b->status[i] == ZD_DECIDED;
		result->left_out += b->status[i] == ZD_LEFT_OUT;
		result->failed += b->status[i] == ZD_FAILED;
	}
}

enum zd_code zd_run_tell(const struct zd_batch *b, enum zd_code worst, zd_failed *failed, void *context)
{
	for (size_t i = 0; i < b->failure_count; i++) {
		const struct zd_failure *f = &b->failures[i];
		struct zd_str subject = {0}, message = {0};
		zd_value_plain(&subject, &b->stage->entity->fields[0].type, &b->ids[f->row]);
		if (f->file)
			zd_str_printf(&message, "%s:%d: ", f->file, f->line);
		zd_str_add(&message, f->message);
		if (failed)
			failed(context, b->stage->steps[f->step].policy->id, zd_str_text(&subject), f->field,
			       zd_str_text(&message));
		zd_str_free(&subject);
		zd_str_free(&message);
		if (worst == ZD_OK || f->code != ZD_DATA)
			worst = f->code == ZD_DATA ? ZD_DATA : ZD_POLICY;
	}
	return worst;
}

struct running {
	const struct zd_run_work *work;
	struct zd_reader *reader;
	struct zd_stream *stream;
	struct zd_recorder *recorder;
	struct zd_run_result *result;
	enum zd_code worst;
	const struct zd_entity *first_entity; /* the pack's */
	uint64_t *entities;                   /* how many subjects of each entity were seen */
};

/* Several stages decide the same subjects: an entity's subjects are those of its longest stage. */
static void count_subjects(struct running *r, const struct zd_batch *b)
{
	uint64_t *of_entity = &r->entities[b->stage->entity - r->first_entity];
	uint64_t now = b->first + b->count;
	if (now > *of_entity) {
		r->result->subjects += now - *of_entity;
		*of_entity = now;
	}
}

static int work_off(struct running *r, struct zd_error *err)
{
	const struct zd_run_work *w = r->work;
	struct zd_batch *b;
	for (;;) {
		if (zd_stream_next(r->stream, &b, err))
			return err->code;
		if (!b)
			return ZD_OK;
		if (zd_recorder_put(r->recorder, b, err))
			return err->code;
		if (w->seen && w->seen(w->context, b, err))
			return err->code;
		count_batch(r->result, b);
		count_subjects(r, b);
		r->worst = zd_run_tell(b, r->worst, w->failed, w->context);
		if (w->session->progress)
			w->session->progress(w->session->context, r->result->subjects, 0);
	}
}

int zd_threads_for(int asked)
{
	return asked > 0 ? asked : sysconf(_SC_NPROCESSORS_ONLN) > 1 ? 2 : 1;
}

/* Inside the transaction: everything from the first subject to the last. */
static int record(struct running *r, struct zd_error *err)
{
	const struct zd_run_work *w = r->work;
	const struct zd_plan *plan = w->plan;
	const struct zd_when when = w->when;
	struct zd_run run = {.release = w->loaded->release.id, .as_of = when.as_of, .period = when.period};
	run.policies = plan_policies(plan, &run.policy_count);
	char *params = params_in_force(plan, when.as_of);
	run.params = params;
	snprintf(run.branch, sizeof run.branch, "%s", w->branch ? w->branch : "");
	zd_user_name(run.author, sizeof run.author);
	int code = zd_recorder_open(&r->recorder, w->book, &run, plan, err);
	if (!code)
		code = zd_reader_open(&r->reader, w->session->book_path, err);
	if (!code && w->ready)
		code = w->ready(w->context, r->reader, err);
	if (!code) {
		struct zd_stream_options so = {
			.plan = plan,
			.scope = {.as_of = when.as_of, .period = when.period, .branch = w->branch},
			.sources = zd_reader_sources(r->reader, w->loaded->pack),
			.deciders = zd_runtime_maker(w->loaded->scripts),
			.times = w->times,
			.threads = zd_threads_for(w->threads),
		};
		code = zd_stream_open(&r->stream, &so, err);
	}
	if (!code)
		code = work_off(r, err);
	zd_stream_close(r->stream);
	zd_reader_close(r->reader);
	if (r->recorder) {
		struct zd_error ignored;
		int closed = zd_recorder_close(r->recorder, !code, &r->result->run, code ? &ignored : err);
		code = code ? code : closed;
	}
	free(run.policies);
	free(params);
	return code;
}

int zd_run_record(const struct zd_run_work *work, struct zd_run_result *result, enum zd_code *worst,
		  struct zd_error *err)
{
	const struct zd_pack *pack = work->loaded->pack;
	struct running r = {.work = work, .result = result, .first_entity = pack->entities};
	memset(result, 0, sizeof *result);
	result->release = work->loaded->release.id;
	r.entities = zd_alloc((pack->entity_count + 1) * sizeof *r.entities);
	int code = record(&r, err);
	*worst = r.worst;
	free(r.entities);
	return code;
}

static int load_for_run(struct zd_session *s, const struct zd_run_options *o, int32_t day, struct zd_loaded **out,
			struct zd_error *err)
{
	return o->draft ? zd_load_folder(s, ZD_READ_ALL, out, err) : zd_load_release_at(s, day, out, err);
}

/* A run of a closed period changes nothing of its record; whoever makes one should know. */
static int note_closed(struct zd_session *s, struct zd_book *book, const struct zd_when *when, struct zd_error *err)
{
	struct zd_close close;
	bool closed;
	if (!when->period)
		return ZD_OK;
	if (zd_close_find(&close, &closed, book, when->period, when->as_of, err))
		return err->code;
	if (closed)
		zd_session_note(s, "%s is closed and run %lld is its record: this run is for information only",
				close.name, (long long)close.run);
	return ZD_OK;
}

/* A run is recorded for what it was asked for; histories find decisions of a period by that. */
static int check_periods(const struct zd_plan *plan, enum zd_period period, struct zd_error *err)
{
	for (size_t s = 0; s < plan->stage_count && !period; s++) {
		const struct zd_stage *stage = &plan->stages[s];
		if (stage->period)
			return zd_fail(err, ZD_USAGE, "policy %s is decided for a %s: name it with --period",
				       stage->steps[0].policy->id, zd_period_word(stage->period));
	}
	return ZD_OK;
}

static void note_sets(struct zd_session *s, const struct zd_plan *plan)
{
	for (size_t i = 0; i < plan->stage_count; i++) {
		if (plan->stages[i].is_set)
			zd_session_note(s, "%s is decided for whole groups, so also for members of other branches",
					plan->stages[i].steps[0].policy->id);
	}
}

/* One transaction: the draft that decides, where it is one, and the run. */
static int record_whole(const struct zd_run_work *work, bool draft, struct zd_run_result *result, enum zd_code *worst,
			struct zd_error *err)
{
	int code = zd_book_begin(work->book, err);
	if (!code && draft) {
		char author[64];
		zd_user_name(author, sizeof author);
		code = zd_release_put(work->book, work->loaded->pack, false, work->when.as_of, author, "draft of a run",
				      &work->loaded->release, err);
	}
	if (!code)
		code = zd_run_record(work, result, worst, err);
	if (!code)
		return zd_book_commit(work->book, err);
	zd_book_rollback(work->book);
	return code;
}

static void tell_times(const struct zd_plan *plan, const double *times, const struct zd_run_options *o, void *context)
{
	for (size_t i = 0; i < plan->stage_count; i++) {
		const struct zd_stage *stage = &plan->stages[i];
		struct zd_str policies = {0};
		for (size_t k = 0; k < stage->step_count; k++)
			zd_str_printf(&policies, "%s%s", k ? " " : "", stage->steps[k].policy->id);
		o->timed(context, times[i], stage->entity->name, zd_str_text(&policies));
		zd_str_free(&policies);
	}
}

int zd_run_policies(struct zd_session *s, const struct zd_run_options *o, zd_failed *failed, void *context,
		    struct zd_run_result *result, struct zd_error *err)
{
	struct zd_loaded *loaded;
	struct zd_plan *plan = NULL;
	struct zd_book *book;
	struct zd_when when;
	enum zd_code worst = ZD_OK;
	memset(result, 0, sizeof *result);
	if (zd_when_parse(&when, o->as_of, o->period, err) || zd_session_book(s, true, &book, err) ||
	    load_for_run(s, o, when.as_of, &loaded, err) || zd_branch_check(s, loaded->pack, o->branch, err) ||
	    zd_plan_new(&plan, loaded->pack, o->policies, o->policy_count, when.period, err))
		return err->code;
	int code = check_periods(plan, when.period, err);
	if (!code)
		code = note_closed(s, book, &when, err);
	if (code) {
		zd_plan_free(plan);
		return code;
	}
	if (o->branch)
		note_sets(s, plan);
	double *times = o->timed ? zd_alloc((plan->stage_count + 1) * sizeof *times) : NULL;
	const struct zd_run_work work = {
		.session = s,
		.book = book,
		.loaded = loaded,
		.plan = plan,
		.when = when,
		.branch = o->branch,
		.threads = o->threads,
		.times = times,
		.failed = failed,
		.context = context,
	};
	code = record_whole(&work, o->draft, result, &worst, err);
	result->release = loaded->release.id;
	if (!code && times)
		tell_times(plan, times, o, context);
	free(times);
	zd_plan_free(plan);
	if (!code && worst)
		code = zd_fail(err, worst, "%llu decisions failed; the run is recorded with them",
			       (unsigned long long)result->failed);
	return code;
}
