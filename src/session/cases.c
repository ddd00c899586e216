/* Cases: given, expect. Each is decided with its lines traced, so that a policy's coverage comes with its cases. */
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "model/text.h"
#include "script/unit.h"
#include "session/cases.h"
#include "session/subject.h"

/* What the cases of one policy did to its lines. */
struct coverage {
	const int *lines;
	size_t count;
	bool *ran; /* one a line */
};

static int read_row(struct zd_single *s, struct zd_batch *b, size_t row, const struct zd_raw *given,
		    struct zd_error *err)
{
	if (given->kind != ZD_RAW_MAP)
		return zd_fail_at(err, ZD_DATA, given->place.file, given->place.line, given->place.column,
				  "`given` wants a map of inputs");
	for (size_t i = 0; i < given->count; i++) {
		const struct zd_raw *item = given->items[i];
		int slot = zd_single_slot(s, given->keys[i]);
		if (strcmp(given->keys[i], "id") == 0 && item->kind == ZD_RAW_SCALAR)
			b->ids[row] = zd_value_string(item->text);
		if (slot < 0 && strcmp(given->keys[i], "id") == 0)
			continue;
		if (slot < 0)
			return zd_fail_at(err, ZD_DATA, given->key_places[i].file, given->key_places[i].line,
					  given->key_places[i].column, "%s needs no '%s'", s->policy->id,
					  given->keys[i]);
		struct zd_value *in = &b->in[row * s->stage->slot_count + (size_t)slot];
		if (item->kind == ZD_RAW_NULL)
			continue;
		if (zd_value_from_raw(in, &s->stage->slots[slot].type, item, &b->arena, err))
			return zd_fail_context(err, "%s", given->keys[i]);
		if (zd_single_check(s, (size_t)slot, in, err))
			return zd_fail_context(err, "%s", given->keys[i]);
	}
	return ZD_OK;
}

static size_t row_count(const struct zd_raw *given, bool set)
{
	return set && given->kind == ZD_RAW_LIST ? given->count : 1;
}

static int read_given(struct zd_single *s, struct zd_batch *b, const struct zd_raw *given, struct zd_error *err)
{
	bool set = s->policy->over != NULL;
	if (set != (given->kind == ZD_RAW_LIST))
		return zd_fail_at(err, ZD_DATA, given->place.file, given->place.line, given->place.column,
				  set ? "a set policy's `given` is a list of records"
				      : "`given` wants a map of inputs");
	b->count = row_count(given, set);
	for (size_t row = 0; row < b->count; row++) {
		if (read_row(s, b, row, set ? given->items[row] : given, err))
			return err->code;
	}
	return ZD_OK;
}

/* ---- comparing ---- */

static void differ(struct zd_str *out, const char *name, size_t row, bool set, const struct zd_type *type,
		   const struct zd_value *want, const struct zd_value *got)
{
	zd_str_add(out, out->len ? "\n" : "");
	if (set)
		zd_str_printf(out, "[%zu] ", row + 1);
	zd_str_printf(out, "%s: expected ", name);
	zd_value_json(out, type, want);
	zd_str_add(out, ", got ");
	zd_value_json(out, type, got);
}

static int compare_row(struct zd_single *s, struct zd_batch *b, size_t row, const struct zd_raw *expect,
		       struct zd_str *out, struct zd_error *err)
{
	if (expect->kind != ZD_RAW_MAP)
		return zd_fail_at(err, ZD_DATA, expect->place.file, expect->place.line, expect->place.column,
				  "`expect` wants a map of outcomes");
	for (size_t i = 0; i < expect->count; i++) {
		const struct zd_policy *p = s->policy;
		const struct zd_give *give = zd_policy_give(p, expect->keys[i]);
		struct zd_value want = ZD_VALUE_NIL;
		if (!give)
			return zd_fail_at(err, ZD_DATA, expect->key_places[i].file, expect->key_places[i].line,
					  expect->key_places[i].column, "%s gives no '%s'", p->id, expect->keys[i]);
		if (expect->items[i]->kind != ZD_RAW_NULL &&
		    zd_value_from_raw(&want, &give->type, expect->items[i], &b->arena, err))
			return zd_fail_context(err, "%s", expect->keys[i]);
		const struct zd_value *got = &b->out[row * s->stage->out_count + (size_t)(give - p->gives)];
		if (!zd_value_equal(&want, got))
			differ(out, expect->keys[i], row, p->over != NULL, &give->type, &want, got);
	}
	return ZD_OK;
}

/* The reasons of the first row: a set's are the same for all its members. */
static size_t reasons_of_first(const struct zd_batch *b)
{
	size_t n = 0;
	while (n < b->reason_count && b->reasons[n].row == 0)
		n++;
	return n;
}

static void compare_reasons(const struct zd_case *c, const struct zd_batch *b, struct zd_str *out)
{
	size_t got = reasons_of_first(b);
	bool same = got == c->reason_count;
	for (size_t i = 0; same && i < got; i++)
		same = strcmp(b->reasons[i].clause, c->reasons[i]) == 0;
	if (same || !c->has_reasons)
		return;
	zd_str_add(out, out->len ? "\nreasons: expected" : "reasons: expected");
	for (size_t i = 0; i < c->reason_count; i++)
		zd_str_printf(out, "%s%s", i ? ", " : " ", c->reasons[i]);
	zd_str_add(out, "; got");
	for (size_t i = 0; i < got; i++)
		zd_str_printf(out, "%s%s", i ? ", " : " ", b->reasons[i].clause);
}

static int compare(struct zd_single *s, struct zd_batch *b, const struct zd_case *c, struct zd_str *out,
		   struct zd_error *err)
{
	if (c->error) {
		if (!b->failure_count)
			zd_str_printf(out, "expected an error with '%s', got a decision", c->error);
		else if (!strstr(b->failures[0].message, c->error))
			zd_str_printf(out, "expected an error with '%s', got: %s", c->error, b->failures[0].message);
		return ZD_OK;
	}
	if (b->failure_count) {
		const struct zd_failure *f = &b->failures[0];
		zd_str_printf(out, "failed: %s", f->message);
		if (f->file)
			zd_str_printf(out, " (%s:%d)", f->file, f->line);
		return ZD_OK;
	}
	bool list = c->expect->kind == ZD_RAW_LIST;
	if (list && c->expect->count != b->count)
		zd_str_printf(out, "expected %zu outcomes, got %zu", c->expect->count, b->count);
	for (size_t row = 0; row < b->count && (!list || row < c->expect->count); row++) {
		if (compare_row(s, b, row, list ? c->expect->items[row] : c->expect, out, err))
			return err->code;
	}
	compare_reasons(c, b, out);
	return ZD_OK;
}

static void mark_lines(struct coverage *cover, const struct zd_batch *b)
{
	for (size_t i = 0; i < b->trace_count; i++) {
		size_t low = 0, high = cover->count;
		int line = b->traces[i].line;
		while (low < high) {
			size_t middle = (low + high) / 2;
			if (cover->lines[middle] < line)
				low = middle + 1;
			else
				high = middle;
		}
		if (low < cover->count && cover->lines[low] == line)
			cover->ran[low] = true;
	}
}

static int override_params(struct zd_pack *pack, const struct zd_case *c, struct zd_error *err)
{
	for (size_t i = 0; c->params && i < c->params->count; i++) {
		struct zd_str text = {0};
		zd_raw_write(&text, c->params->items[i]);
		int code = zd_override_value(pack, c->params->keys[i], NULL, zd_str_text(&text), err);
		zd_str_free(&text);
		if (code)
			return code;
	}
	return ZD_OK;
}

static void forget_overrides(struct zd_pack *pack)
{
	for (size_t i = 0; i < pack->param_count; i++)
		pack->params[i].scenario_count = 0;
}

/*
 * The day of a case that names none: when the last value known takes effect.
 * Not today, so that a case gives the same whenever it runs, and shows what a
 * value that is still to come would break.
 */
static int32_t latest_day(const struct zd_pack *pack)
{
	int32_t day = 0; /* 1970-01-01 */
	for (size_t i = 0; i < pack->param_count; i++) {
		const struct zd_param *p = &pack->params[i];
		for (size_t b = 0; b <= p->branch_count; b++) {
			const struct zd_layer *layer = b ? &p->branches[b - 1] : &p->group;
			for (size_t k = 0; k < layer->count; k++)
				day = layer->values[k].from > day ? layer->values[k].from : day;
		}
	}
	return day;
}

/* Runs one case; what differs goes to `out`, and what is wrong with the case itself too. */
static void run_case(struct zd_loaded *loaded, const struct zd_case *c, struct coverage *cover, struct zd_str *out)
{
	struct zd_single s = {0};
	struct zd_batch *b = NULL;
	struct zd_error err = {0};
	struct zd_when when = {.as_of = latest_day(loaded->pack)};
	int code = c->as_of ? zd_when_parse(&when, c->as_of, NULL, &err) : ZD_OK;
	if (!code)
		code = override_params(loaded->pack, c, &err);
	if (!code)
		code = zd_single_open(&s, loaded, c->policy, c->branch, when.as_of, ZD_MODE_TRACE, &err);
	if (!code) {
		b = zd_batch_new(s.stage, row_count(c->given, s.policy->over != NULL) + 1);
		code = read_given(&s, b, c->given, &err);
	}
	if (!code)
		code = zd_single_decide(&s, b, &err);
	if (!code) {
		if (s.variants.items[s.variant].steps[0].policy == s.policy) /* not a branch's replacement */
			mark_lines(cover, b);
		code = compare(&s, b, c, out, &err);
	}
	/* A case may expect that its input is refused. */
	if (code && !(c->error && strstr(err.message, c->error))) {
		char text[1200];
		zd_str_add(out, zd_error_text(&err, text, sizeof text));
	}
	zd_batch_free(b);
	zd_single_close(&s);
	forget_overrides(loaded->pack);
}

/* ---- all of them ---- */

static bool wanted(const char *policy, const char *const *ids, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (strncmp(policy, ids[i], strlen(ids[i])) == 0)
			return true;
	}
	return count == 0;
}

static void end_policy(const struct zd_policy *p, struct coverage *cover, struct zd_test_result *result,
		       void (*event)(void *, const struct zd_test_event *), void *context)
{
	int *missed = zd_alloc((cover->count + 1) * sizeof *missed);
	size_t n = 0;
	for (size_t i = 0; i < cover->count; i++) {
		if (!cover->ran[i])
			missed[n++] = cover->lines[i];
	}
	result->lines += cover->count;
	result->covered += cover->count - n;
	struct zd_test_event e = {.policy = p->id,
				  .file = p->place.file,
				  .passed = true,
				  .lines = cover->count,
				  .covered = cover->count - n,
				  .missed = missed};
	if (event)
		event(context, &e);
	free(missed);
}

static void test_policy(struct zd_loaded *loaded, const struct zd_policy *p, struct zd_test_result *result,
			void (*event)(void *, const struct zd_test_event *), void *context)
{
	struct zd_arena arena = {0};
	struct coverage cover = {0};
	const struct zd_syntax *syntax = zd_scripts_syntax(loaded->scripts, p);
	if (syntax)
		zd_unit_lines(&cover.lines, &cover.count, syntax, &arena);
	cover.ran = zd_alloc(cover.count + 1);
	for (size_t i = 0; i < loaded->pack->case_count; i++) {
		const struct zd_case *c = &loaded->pack->cases[i];
		struct zd_str difference = {0};
		if (strcmp(c->policy, p->id) != 0)
			continue;
		run_case(loaded, c, &cover, &difference);
		bool passed = difference.len == 0;
		*(passed ? &result->passed : &result->failed) += 1;
		struct zd_test_event e = {.policy = p->id,
					  .name = c->name,
					  .file = c->place.file,
					  .line = c->place.line,
					  .passed = passed,
					  .difference = zd_str_text(&difference)};
		if (event)
			event(context, &e);
		zd_str_free(&difference);
	}
	end_policy(p, &cover, result, event, context);
	free(cover.ran);
	zd_arena_free(&arena);
}

/* Cases of policies that do not exist are failures, not silence. */
static void test_strays(struct zd_loaded *loaded, const char *const *ids, size_t count, struct zd_test_result *result,
			void (*event)(void *, const struct zd_test_event *), void *context)
{
	for (size_t i = 0; i < loaded->pack->case_count; i++) {
		const struct zd_case *c = &loaded->pack->cases[i];
		if (zd_pack_policy(loaded->pack, c->policy) || !wanted(c->policy, ids, count))
			continue;
		result->failed++;
		struct zd_test_event e = {.policy = c->policy,
					  .name = c->name,
					  .file = c->place.file,
					  .line = c->place.line,
					  .difference = "there is no such policy"};
		if (event)
			event(context, &e);
	}
}

void zd_cases_run(struct zd_loaded *loaded, const char *const *ids, size_t count,
		  void (*event)(void *, const struct zd_test_event *), void *context, struct zd_test_result *result)
{
	memset(result, 0, sizeof *result);
	for (size_t i = 0; i < loaded->pack->policy_count; i++) {
		if (wanted(loaded->pack->policies[i].id, ids, count))
			test_policy(loaded, &loaded->pack->policies[i], result, event, context);
	}
	test_strays(loaded, ids, count, result, event, context);
}

int zd_test(struct zd_session *s, const char *const *ids, size_t count,
	    void (*event)(void *context, const struct zd_test_event *e), void *context, struct zd_test_result *result,
	    struct zd_error *err)
{
	struct zd_loaded *loaded;
	memset(result, 0, sizeof *result);
	if (zd_load_folder(s, ZD_READ_CASES, &loaded, err))
		return err->code;
	for (size_t i = 0; i < count; i++) {
		bool found = false;
		for (size_t k = 0; k < loaded->pack->policy_count; k++)
			found |= strncmp(loaded->pack->policies[k].id, ids[i], strlen(ids[i])) == 0;
		if (!found)
			return zd_fail(err, ZD_USAGE, "no policy '%s'", ids[i]);
	}
	zd_cases_run(loaded, ids, count, event, context, result);
	if (result->failed)
		return zd_fail(err, ZD_FINDINGS, "%zu of %zu cases failed", result->failed,
			       result->passed + result->failed);
	return ZD_OK;
}
