/* Deciding items again: a stream for each policy and period, from which the items' rows are taken. */
#include "session/recheck.h"

#include <string.h>

#include "base/json.h"
#include "engine/needed.h"
#include "model/text.h"
#include "zhidu/decide.h"

static struct zd_value *copy_values(const struct zd_batch *b, size_t row, size_t step, bool needs,
				    struct zd_arena *arena)
{
	const struct zd_policy *p = b->stage->steps[step].policy;
	size_t count = needs ? p->need_count : p->give_count;
	struct zd_value *values = zd_arena_alloc(arena, (count + 1) * sizeof *values);
	for (size_t i = 0; i < count; i++) {
		const struct zd_value *v = needs ? zd_batch_need(b, row, step, i) : zd_batch_give(b, row, step, i);
		values[i] = zd_value_copy(arena, v);
	}
	return values;
}

static void take_row(struct zd_rechecked *r, const struct zd_batch *b, size_t row, size_t step, struct zd_arena *arena)
{
	struct zd_asked asked;
	r->done = true;
	for (size_t i = 0; i < b->failure_count; i++) {
		const struct zd_failure *f = &b->failures[i];
		if (f->row == row && f->step == step)
			r->failure = zd_arena_printf(arena, "%s%s%s", f->field ? f->field : "", f->field ? ": " : "",
						     f->message);
	}
	r->needs = copy_values(b, row, step, true, arena);
	r->gives = copy_values(b, row, step, false, arena);
	r->asks = zd_asks(&asked, b, row, step, arena);
	if (!r->asks)
		return;
	r->open = asked.open;
	r->text = asked.text;
	r->hash = zd_arena_strdup(arena, asked.hash);
	r->role = zd_arena_strdup(arena, asked.role);
	r->applicant = zd_value_copy(arena, &asked.applicant);
	r->branch = zd_value_copy(arena, &asked.branch);
}

static bool together(const struct zd_rechecked *a, const struct zd_rechecked *b)
{
	return strcmp(a->item->policy, b->item->policy) == 0 && strcmp(a->item->period, b->item->period) == 0;
}

/* The rows of one batch that belong to items of the first one's policy and period. */
static void take_batch(struct zd_rechecked *list, size_t count, const struct zd_rechecked *first,
		       const struct zd_batch *b, size_t step, struct zd_arena *arena)
{
	for (size_t row = 0; row < b->count; row++) {
		for (size_t i = 0; i < count; i++) {
			struct zd_rechecked *r = &list[i];
			if (together(r, first) && zd_value_equal(&r->item->subject, &b->ids[row]))
				take_row(r, b, row, step, arena);
		}
	}
}

static struct zd_value *subjects_of(size_t *n, const struct zd_rechecked *list, size_t count,
				    const struct zd_rechecked *first, struct zd_arena *arena)
{
	struct zd_value *subjects = zd_arena_alloc(arena, (count + 1) * sizeof *subjects);
	*n = 0;
	for (size_t i = 0; i < count; i++) {
		if (together(&list[i], first))
			subjects[(*n)++] = list[i].item->subject;
	}
	return subjects;
}

static int decide_together(struct zd_rechecked *list, size_t count, const struct zd_rechecked *first,
			   struct zd_loaded *loaded, struct zd_book *book, int32_t day, struct zd_arena *arena,
			   struct zd_error *err)
{
	struct zd_when when = {.as_of = day};
	struct zd_plan *plan = NULL;
	struct zd_reader *reader = NULL;
	struct zd_stream *stream = NULL;
	struct zd_batch *b;
	size_t stage = 0, step = 0;
	const char *ids[] = {first->item->policy};
	if (first->item->period[0] && zd_when_parse(&when, NULL, first->item->period, err))
		return err->code;
	if (zd_plan_new(&plan, loaded->pack, ids, 1, when.period, err))
		return err->code;
	zd_plan_find(plan, ids[0], &stage, &step);
	int code = zd_reader_inside(&reader, book, err);
	struct zd_stream_options options = {
		.plan = plan,
		.scope = {.as_of = when.as_of, .period = when.period},
		.deciders = zd_runtime_maker(loaded->scripts),
	};
	struct zd_needed *needed = NULL;
	size_t n;
	const struct zd_value *subjects = subjects_of(&n, list, count, first, arena);
	if (!code)
		code = zd_needed_find(&needed, zd_reader_sources(reader, loaded->pack), plan, &plan->stages[stage],
				      &options.scope, subjects, n, err);
	if (!code) {
		options.sources = zd_needed_sources(needed);
		code = zd_stream_open(&stream, &options, err);
	}
	while (!code && !(code = zd_stream_next(stream, &b, err)) && b) {
		if (b->stage->index == stage)
			take_batch(list, count, first, b, step, arena);
	}
	zd_stream_close(stream);
	zd_needed_free(needed);
	zd_reader_close(reader);
	zd_plan_free(plan);
	return code;
}

int zd_recheck(struct zd_rechecked *list, size_t count, struct zd_loaded *loaded, struct zd_book *book, int32_t day,
	       struct zd_arena *arena, struct zd_error *err)
{
	for (size_t i = 0; i < count; i++) {
		const struct zd_item *item = list[i].item;
		const struct zd_policy *p = zd_pack_policy(loaded->pack, item->policy);
		if (!p || !p->sign)
			return zd_fail(err, ZD_DATA, "item %lld cannot be signed: release %lld %s %s any more",
				       (long long)item->id, (long long)loaded->release.id,
				       p ? "wants no signature for" : "has no policy", item->policy);
		list[i] = (struct zd_rechecked){
			.item = item, .policy = p, .entity = zd_pack_entity(loaded->pack, p->subject)};
	}
	for (size_t i = 0; i < count; i++) {
		bool first = true;
		for (size_t k = 0; k < i; k++)
			first &= !together(&list[k], &list[i]);
		if (first && decide_together(list, count, &list[i], loaded, book, day, arena, err))
			return err->code;
	}
	return ZD_OK;
}

/* ---- what has changed ---- */

static void write_json(struct zd_str *b, const struct zd_json *v)
{
	switch (v->kind) {
	case ZD_JSON_STRING:
	case ZD_JSON_NUMBER:
		zd_str_addn(b, v->text, v->len);
		break;
	case ZD_JSON_BOOL:
		zd_str_add(b, v->truth ? "true" : "false");
		break;
	case ZD_JSON_ARRAY:
		for (size_t i = 0; i < v->len; i++) {
			zd_str_add(b, i ? ", " : "");
			write_json(b, &v->items[i]);
		}
		break;
	default:
		zd_str_add(b, "nothing");
		break;
	}
}

/* "amount was 300000.00 and is 400000.00": the first thing that differs; false: none does. */
static bool first_difference(struct zd_str *out, const char *before, const char *after)
{
	struct zd_arena arena = {0};
	struct zd_json *a, *b;
	bool found = false;
	if (zd_json_parse(&a, before, strlen(before), &arena, NULL) == ZD_OK &&
	    zd_json_parse(&b, after, strlen(after), &arena, NULL) == ZD_OK && a->kind == ZD_JSON_OBJECT &&
	    b->kind == ZD_JSON_OBJECT) {
		for (size_t i = 0; i < a->len && !found; i++) {
			const struct zd_json *now = zd_json_get(b, a->keys[i]);
			struct zd_str was = {0}, is = {0};
			write_json(&was, &a->items[i]);
			if (now)
				write_json(&is, now);
			found = !now || strcmp(zd_str_text(&was), zd_str_text(&is)) != 0;
			if (found)
				zd_str_printf(out, "%s was %s and is %s", a->keys[i], zd_str_text(&was),
					      now ? zd_str_text(&is) : "no longer signed");
			zd_str_free(&was);
			zd_str_free(&is);
		}
	}
	zd_arena_free(&arena);
	return found;
}

/* What the outcome is that names nobody. */
static void say_by(struct zd_str *out, const struct zd_rechecked *r)
{
	const struct zd_give *by = &r->policy->gives[r->policy->sign->by_give];
	const struct zd_value *v = &r->gives[r->policy->sign->by_give];
	if (v->tag == ZD_NIL) {
		zd_str_add(out, "it is left out of what is decided");
		return;
	}
	zd_str_printf(out, "%s was %s and is ", by->name, r->item->asks);
	zd_value_plain(out, &by->type, v);
}

int zd_recheck_same(const struct zd_rechecked *r, const char *phrase, struct zd_error *err)
{
	const struct zd_item *item = r->item;
	struct zd_str why = {0};
	if (r->asks && strcmp(r->hash, item->hash) == 0 && strcmp(r->role, item->role) == 0)
		return ZD_OK;
	if (r->asks && strcmp(r->text, item->decision) == 0 && strcmp(r->role, item->role) == 0)
		return zd_fail(err, ZD_BOOK, "the book is damaged: item %lld is not what its hash says (zhidu audit)",
			       (long long)item->id);
	if (!r->done)
		zd_str_add(&why, "what it is about is not there any more");
	else if (r->failure)
		zd_str_printf(&why, "it cannot be decided: %s", r->failure);
	else if (!r->asks)
		say_by(&why, r);
	else if (!first_difference(&why, item->decision, r->text))
		zd_str_printf(&why, "it is for %s to sign now", r->role);
	int code = zd_fail(err, ZD_DATA, "item %lld %s: %s; run %s again", (long long)item->id, phrase,
			   zd_str_text(&why), item->policy);
	zd_str_free(&why);
	return code;
}
