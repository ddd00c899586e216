/*
 * Explain: finds one decision and decides it again with its lines traced.
 * From the book as it is, or from a run's record.
 */
#include "session/explain.h"

#include <stdlib.h>
#include <string.h>

#include "engine/filter.h"
#include "engine/needed.h"
#include "engine/path.h"
#include "engine/variant.h"
#include "model/text.h"
#include "session/reach.h"
#include "session/seeing.h"
#include "store/runs.h"
#include "zhidu/decide.h"

const struct zd_value *zd_explained_input(const struct zd_explained *x, size_t need)
{
	const struct zd_arg *arg = &x->step->args[need];
	return arg->from_row ? &x->batch->out[x->row * x->stage->out_count + arg->index]
			     : &x->batch->in[x->row * x->stage->slot_count + arg->index];
}

const struct zd_value *zd_explained_outcome(const struct zd_explained *x, size_t give)
{
	return &x->batch->out[x->row * x->stage->out_count + x->step->first_out + give];
}

const char *zd_explained_origin(struct zd_explained *x, size_t need)
{
	const struct zd_need *n = &x->policy->needs[need];
	struct zd_slot slot;
	struct zd_error err;
	const struct zd_entity *e = x->stage->entity;
	if (n->is_history)
		return zd_arena_printf(&x->arena, "history of %s", n->path);
	if (zd_path_resolve(&slot, x->loaded->pack, e, n->path, &x->arena, &err))
		return "";
	switch (slot.kind) {
	case ZD_SLOT_FIELD:
		return zd_arena_printf(&x->arena, "%s.%s", slot.entity->name, slot.field->name);
	case ZD_SLOT_FACT:
		return zd_arena_printf(&x->arena, "facts/%s.sql", slot.fact->name);
	case ZD_SLOT_OUTCOME:
		return slot.outcome.policy->id;
	default:
		return "run";
	}
}

const char *zd_explained_title(struct zd_explained *x, size_t need)
{
	const struct zd_need *n = &x->policy->needs[need];
	struct zd_slot slot;
	struct zd_error err;
	if (!n->is_history &&
	    zd_path_resolve(&slot, x->loaded->pack, x->stage->entity, n->path, &x->arena, &err) == ZD_OK && slot.title)
		return slot.title;
	return n->name;
}

const char *zd_explained_line(struct zd_explained *x, int line)
{
	const char *s = x->decided_by->source;
	for (int i = 1; i < line && s; i++) {
		s = strchr(s, '\n');
		s = s ? s + 1 : NULL;
	}
	if (!s)
		return "";
	s += strspn(s, " \t");
	return zd_arena_strndup(&x->arena, s, strcspn(s, "\r\n"));
}

/* ---- finding the decision ---- */

/* The subject's row was found: who decided it, and whether it was decided at all. */
static int settle(struct zd_explained *x, struct zd_error *err)
{
	const struct zd_batch *b = x->batch;
	int slot = x->stage->branch_slot;
	if (b->variant[x->row] && slot >= 0) {
		const struct zd_value *branch = &b->in[x->row * x->stage->slot_count + (size_t)slot];
		x->branch =
			branch->tag == ZD_TEXT ? branch->s : zd_arena_printf(&x->arena, "%lld", (long long)branch->i);
	}
	x->decided_by = zd_branch_policy(x->loaded->pack, x->branch, x->policy);
	for (size_t i = 0; i < b->failure_count; i++) {
		const struct zd_failure *f = &b->failures[i];
		if (f->row == x->row && f->step == x->step_index)
			return zd_fail_at(err, f->code, f->file ? f->file : "", f->line, 0, "%s", f->message);
	}
	if (b->status[x->row * x->stage->step_count + x->step_index] == ZD_LEFT_OUT)
		return zd_fail(err, ZD_NOT_FOUND, "%s does not decide this subject: it is outside its scope",
			       x->policy->id);
	return ZD_OK;
}

static bool find_row(struct zd_explained *x, const struct zd_value *subject)
{
	for (x->row = 0; x->row < x->batch->count; x->row++) {
		if (zd_value_equal(&x->batch->ids[x->row], subject))
			return true;
	}
	return false;
}

static int not_found(const struct zd_explained *x, const char *subject, struct zd_error *err)
{
	return x->run ? zd_fail(err, ZD_NOT_FOUND, "run %lld has no %s '%s'", (long long)x->run, x->stage->entity->name,
				subject)
		      : zd_fail(err, ZD_NOT_FOUND, "no %s '%s'", x->stage->entity->name, subject);
}

static int write_explanation(struct zd_explained *x, const struct zd_stream_options *so,
			     const struct zd_explain_options *o, FILE *out, struct zd_error *err)
{
	if (settle(x, err) || zd_explained_nearby(x, err) || zd_explained_signs(x, err) ||
	    (o->reach && zd_explained_reach(x, so, o, err)))
		return err->code;
	(o->json ? zd_explained_json : zd_explained_text)(x, out);
	return ZD_OK;
}

static int find_step(struct zd_explained *x, const struct zd_plan *plan, struct zd_error *err)
{
	size_t stage;
	if (!zd_plan_find(plan, x->policy->id, &stage, &x->step_index))
		return zd_fail(err, ZD_NOT_FOUND, "run %lld did not decide %s", (long long)x->run, x->policy->id);
	x->stage = &plan->stages[stage];
	x->step = &x->stage->steps[x->step_index];
	return ZD_OK;
}

static int read_subject(const struct zd_explained *x, const char *text, struct zd_value *out, struct zd_arena *arena,
			struct zd_error *err)
{
	return zd_value_parse(out, &x->stage->entity->fields[0].type, text, strlen(text), arena, err);
}

/* Decides until the subject's row is met, and has it written. */
static int explain_in(struct zd_explained *x, const struct zd_stream_options *options, const struct zd_value *subject,
		      const struct zd_explain_options *o, FILE *out, struct zd_error *err)
{
	struct zd_stream *stream;
	int code = zd_stream_open(&stream, options, err);
	while (!code) {
		code = zd_stream_next(stream, &x->batch, err);
		if (!code && !x->batch) {
			code = not_found(x, o->subject, err);
		} else if (!code && x->batch->stage == x->stage && find_row(x, subject)) {
			code = write_explanation(x, options, o, out, err);
			break;
		}
	}
	zd_stream_close(stream);
	return code;
}

/* From the book as it is: the policy's stage is the plan's last, and only its subject and what that needs is read. */
static int explain_live(struct zd_explained *x, struct zd_reader *reader, const struct zd_explain_options *o, FILE *out,
			struct zd_error *err)
{
	struct zd_plan *plan;
	struct zd_value subject;
	const char *ids[] = {o->policy};
	if (zd_plan_new(&plan, x->loaded->pack, ids, 1, x->when.period, err))
		return err->code;
	int code = find_step(x, plan, err);
	if (!code)
		code = read_subject(x, o->subject, &subject, &x->arena, err);
	if (!code)
		code = zd_may_see_subject(x->session, x->stage->entity->name, &subject, err);
	struct zd_stream_options options = {
		.plan = plan,
		.scope = {.as_of = x->when.as_of, .period = x->when.period},
		.deciders = zd_runtime_maker(x->loaded->scripts),
		.mode = ZD_MODE_TRACE,
		.last_only = true,
	};
	struct zd_needed *needed = NULL;
	if (!code)
		code = zd_needed_find(&needed, zd_reader_sources(reader, x->loaded->pack), plan, x->stage,
				      &options.scope, &subject, 1, err);
	if (!code) {
		struct zd_filter filter = {zd_needed_sources(needed), x->stage, &subject};
		options.sources = zd_filter_sources(&filter);
		code = explain_in(x, &options, &subject, o, out, err);
	}
	zd_needed_free(needed);
	zd_plan_free(plan);
	return code;
}

/* From the record: the stage's inputs are all there, so it is decided alone. */
static int explain_recorded(struct zd_explained *x, struct zd_reader *reader, const struct zd_plan *plan,
			    const char *branch, const struct zd_explain_options *o, FILE *out, struct zd_error *err)
{
	struct zd_value subject;
	if (find_step(x, plan, err) || read_subject(x, o->subject, &subject, &x->arena, err) ||
	    zd_may_see_subject(x->session, x->stage->entity->name, &subject, err))
		return err->code;
	struct zd_filter filter = {zd_recorded_sources(reader, x->run), x->stage, &subject};
	struct zd_stream_options options = {
		.plan = plan,
		.scope = {.as_of = x->when.as_of, .period = x->when.period, .branch = branch},
		.sources = zd_filter_sources(&filter),
		.deciders = zd_runtime_maker(x->loaded->scripts),
		.mode = ZD_MODE_TRACE,
		.only = x->stage,
	};
	if (x->stage->branch_slot < 0)
		x->branch = branch;
	return explain_in(x, &options, &subject, o, out, err);
}

static int explain_run(struct zd_explained *x, struct zd_reader *reader, const struct zd_explain_options *o, FILE *out,
		       struct zd_error *err)
{
	struct zd_run run;
	struct zd_plan *plan;
	if (zd_run_get(reader, o->run, &run, &x->arena, err) ||
	    zd_load_release(x->session, run.release, &x->loaded, err) ||
	    zd_pack_find_policy(&x->policy, x->loaded->pack, o->policy, err) ||
	    zd_plan_new(&plan, x->loaded->pack, run.policies, run.policy_count, run.period, err))
		return err->code;
	x->run = o->run;
	x->when = (struct zd_when){run.as_of, run.period};
	const char *branch = run.branch[0] ? zd_arena_strdup(&x->arena, run.branch) : NULL;
	int code = explain_recorded(x, reader, plan, branch, o, out, err);
	zd_plan_free(plan);
	return code;
}

static int explain_now(struct zd_explained *x, struct zd_reader *reader, const struct zd_explain_options *o, FILE *out,
		       struct zd_error *err)
{
	if (zd_when_parse(&x->when, o->as_of, o->period, err))
		return err->code;
	int code = o->draft ? zd_load_folder(x->session, ZD_READ_ALL, &x->loaded, err)
			    : zd_load_release_at(x->session, x->when.as_of, &x->loaded, err);
	if (!code)
		code = zd_pack_find_policy(&x->policy, x->loaded->pack, o->policy, err);
	return code ? code : explain_live(x, reader, o, out, err);
}

int zd_explain(struct zd_session *s, const struct zd_explain_options *o, FILE *out, struct zd_error *err)
{
	struct zd_explained x = {.session = s};
	struct zd_book *book;
	struct zd_reader *reader;
	if (zd_session_book(s, false, &book, err) || zd_reader_open(&reader, s->book_path, err))
		return err->code;
	int code = (o->run ? explain_run : explain_now)(&x, reader, o, out, err);
	zd_reader_close(reader);
	zd_arena_free(&x.arena);
	return code;
}
