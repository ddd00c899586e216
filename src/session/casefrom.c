/*
 * A case made from a decision on record: its inputs by the policy's own
 * names, decided again, so that what is expected is what comes. Nothing in it
 * is sensitive, because no policy reads what is.
 */
#include <stdlib.h>
#include <string.h>

#include "engine/filter.h"
#include "model/text.h"
#include "session/casetext.h"
#include "session/onecase.h"
#include "store/runs.h"
#include "zhidu/testing.h"

struct from {
	struct zd_session *session;
	const struct zd_case_source *what;
	struct zd_run run;
	struct zd_loaded *release; /* that the run used */
	const struct zd_policy *policy;
	const struct zd_stage *stage;
	const struct zd_step *step;
	size_t step_index;
	const char *branch;
	struct zd_single single;
	struct zd_batch *batch;
	struct zd_arena arena;
};

static int choose_policy(struct from *f, struct zd_error *err)
{
	const char *id = f->what->policy;
	if (!id && f->run.policy_count == 1)
		id = f->run.policies[0];
	if (!id)
		return zd_fail(err, ZD_USAGE, "run %lld decided several policies: say which with --policy",
			       (long long)f->run.id);
	return zd_pack_find_policy(&f->policy, f->release->pack, id, err);
}

/* ---- inputs ---- */

static void copy_need(struct from *f, const struct zd_batch *b, size_t row, size_t to, size_t need)
{
	const struct zd_arg *arg = &f->step->args[need];
	int slot = zd_single_slot(&f->single, f->policy->needs[need].name);
	if (slot < 0)
		return;
	struct zd_value *in = &f->batch->in[to * f->single.stage->slot_count + (size_t)slot];
	const struct zd_value *v = arg->from_row ? &b->out[row * f->stage->out_count + arg->index]
						 : &b->in[row * f->stage->slot_count + arg->index];
	*in = zd_value_copy(&f->batch->arena, v);
}

static int copy_rows(struct from *f, const struct zd_batch *b, size_t subject, struct zd_error *err)
{
	size_t count = f->stage->is_set ? b->count : 1;
	f->batch = zd_batch_new(f->single.stage, count + 1);
	f->batch->count = count;
	for (size_t i = 0; i < count; i++) {
		size_t row = f->stage->is_set ? i : subject;
		f->batch->ids[i] = zd_value_copy(&f->batch->arena, &b->ids[row]);
		for (size_t need = 0; need < f->policy->need_count; need++)
			copy_need(f, b, row, i, need);
	}
	return zd_single_decide(&f->single, f->batch, err);
}

/* The branch whose parameters or policy decided the subject; NULL: the group's. */
static const char *branch_of(struct from *f, const struct zd_batch *b, size_t row)
{
	int slot = f->stage->branch_slot;
	if (slot < 0 || !b->variant[row])
		return f->run.branch[0] && slot < 0 ? f->run.branch : NULL;
	const struct zd_value *v = &b->in[row * f->stage->slot_count + (size_t)slot];
	return v->tag == ZD_TEXT  ? zd_arena_strndup(&f->arena, v->s, v->len)
	       : v->tag == ZD_INT ? zd_arena_printf(&f->arena, "%lld", (long long)v->i)
				  : NULL;
}

static int take_subject(struct from *f, const struct zd_batch *b, size_t row, struct zd_error *err)
{
	if (b->status[row * f->stage->step_count + f->step_index] == ZD_LEFT_OUT)
		return zd_fail(err, ZD_NOT_FOUND, "%s does not decide this subject: it is outside its scope",
			       f->policy->id);
	f->branch = branch_of(f, b, row);
	if (zd_single_open(&f->single, f->release, f->policy->id, f->branch, f->run.as_of, ZD_MODE_REASONS, err))
		return err->code;
	return copy_rows(f, b, row, err);
}

static int find_decision(struct from *f, struct zd_reader *reader, const struct zd_plan *plan, struct zd_error *err)
{
	struct zd_value subject;
	struct zd_batch *b;
	struct zd_stream *stream;
	size_t stage;
	if (!zd_plan_find(plan, f->policy->id, &stage, &f->step_index))
		return zd_fail(err, ZD_NOT_FOUND, "run %lld did not decide %s", (long long)f->run.id, f->policy->id);
	f->stage = &plan->stages[stage];
	f->step = &f->stage->steps[f->step_index];
	if (zd_value_parse(&subject, &f->stage->entity->fields[0].type, f->what->subject, strlen(f->what->subject),
			   &f->arena, err))
		return err->code;
	struct zd_filter filter = {zd_recorded_sources(reader, f->run.id), f->stage, &subject};
	const struct zd_stream_options options = {
		.plan = plan,
		.scope = {.as_of = f->run.as_of,
			  .period = f->run.period,
			  .branch = f->run.branch[0] ? f->run.branch : NULL},
		.sources = zd_filter_sources(&filter),
		.deciders = zd_runtime_maker(f->release->scripts),
		.mode = ZD_MODE_FAST,
		.only = f->stage,
	};
	bool found = false;
	int code = zd_stream_open(&stream, &options, err);
	while (!code && !found) {
		code = zd_stream_next(stream, &b, err);
		if (code || !b)
			break;
		for (size_t row = 0; row < b->count && !found && !code; row++) {
			found = zd_value_equal(&b->ids[row], &subject);
			if (found)
				code = take_subject(f, b, row, err);
		}
	}
	if (!code && !found)
		code = zd_fail(err, ZD_NOT_FOUND, "run %lld has no %s '%s'", (long long)f->run.id,
			       f->stage->entity->name, f->what->subject);
	zd_stream_close(stream);
	return code;
}

/* ---- out ---- */

/* The case as the pack's files decide it now; told when it would fail. */
static void note_failure(struct from *f, const char *policy, const char *name)
{
	struct zd_loaded *loaded;
	struct zd_error ignored;
	if (zd_load_folder(f->session, ZD_READ_CASES, &loaded, &ignored))
		return;
	for (size_t i = 0; i < loaded->pack->case_count; i++) {
		struct zd_str difference = {0};
		const struct zd_case *c = &loaded->pack->cases[i];
		if (strcmp(c->policy, policy) != 0 || strcmp(c->name, name) != 0)
			continue;
		zd_case_run(loaded, c, zd_case_day(loaded->pack), ZD_MODE_REASONS, NULL, &difference);
		if (difference.len)
			zd_session_note(f->session, "the files decide otherwise than run %lld did: %s",
					(long long)f->run.id, zd_str_text(&difference));
		zd_str_free(&difference);
	}
}

static int give_out(struct from *f, FILE *out, const char **file, struct zd_error *err)
{
	struct zd_str text = {0};
	struct zd_loaded *loaded;
	struct zd_case_draft draft = {.single = &f->single, .batch = f->batch, .dated = true, .branch = f->branch};
	draft.name = zd_arena_printf(&f->arena, "取自运行 %lld 的 %s", (long long)f->run.id, f->what->subject);
	zd_case_write(&text, &draft);
	int code = ZD_OK;
	if (!f->what->write) {
		fprintf(out, "%s", zd_str_text(&text));
	} else {
		code = zd_load_folder(f->session, ZD_READ_CASES, &loaded, err);
		if (!code) {
			*file = zd_case_file(loaded->pack, f->policy->id);
			code = zd_case_append(f->session, loaded, f->policy->id, *file, zd_str_text(&text), 1, err);
		}
		if (!code)
			note_failure(f, f->policy->id, draft.name);
	}
	zd_str_free(&text);
	return code;
}

int zd_case_from(struct zd_session *s, const struct zd_case_source *what, FILE *out, const char **file,
		 struct zd_error *err)
{
	struct from f = {.session = s, .what = what};
	struct zd_book *book;
	struct zd_reader *reader;
	struct zd_plan *plan = NULL;
	*file = NULL;
	if (zd_session_book(s, false, &book, err) || zd_reader_open(&reader, s->book_path, err))
		return err->code;
	int code = zd_run_get(reader, what->run, &f.run, &f.arena, err);
	if (!code)
		code = zd_load_release(s, f.run.release, &f.release, err);
	if (!code)
		code = choose_policy(&f, err);
	if (!code)
		code = zd_plan_new(&plan, f.release->pack, f.run.policies, f.run.policy_count, f.run.period, err);
	if (!code)
		code = find_decision(&f, reader, plan, err);
	if (!code)
		code = give_out(&f, out, file, err);
	zd_batch_free(f.batch);
	zd_single_close(&f.single);
	zd_plan_free(plan);
	zd_reader_close(reader);
	zd_arena_free(&f.arena);
	return code;
}
