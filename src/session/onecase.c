/* One case: what is given is read and decided, and what comes is held against what is expected. */
#include <string.h>

#include "base/str.h"
#include "model/text.h"
#include "session/onecase.h"

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

int zd_case_given(struct zd_single *s, struct zd_batch *b, const struct zd_raw *given, struct zd_error *err)
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

/* What a case is held against, and who is told. */
struct comparison {
	struct zd_single *s;
	struct zd_batch *b;
	const struct zd_case *c;
	const struct zd_case_watch *watch; /* or NULL */
	struct zd_str *out;
};

static void tell(const struct zd_case_watch *watch, const struct zd_case_difference *d)
{
	if (watch && watch->differs)
		watch->differs(watch->context, d);
}

static void differ(const struct comparison *cmp, const struct zd_case_difference *d)
{
	struct zd_str *out = cmp->out;
	zd_str_add(out, out->len ? "\n" : "");
	if (d->row)
		zd_str_printf(out, "[%zu] ", d->row);
	zd_str_printf(out, "%s: expected ", d->name);
	zd_value_json(out, d->type, d->want);
	zd_str_add(out, ", got ");
	zd_value_json(out, d->type, d->got);
	tell(cmp->watch, d);
}

static int compare_row(const struct comparison *cmp, size_t row, const struct zd_raw *expect, struct zd_error *err)
{
	const struct zd_policy *p = cmp->s->policy;
	struct zd_batch *b = cmp->b;
	/* One map for all members of a set cannot say two things. */
	bool shared = b->count > 1 && cmp->c->expect->kind != ZD_RAW_LIST;
	if (expect->kind != ZD_RAW_MAP)
		return zd_fail_at(err, ZD_DATA, expect->place.file, expect->place.line, expect->place.column,
				  "`expect` wants a map of outcomes");
	for (size_t i = 0; i < expect->count; i++) {
		const struct zd_give *give = zd_policy_give(p, expect->keys[i]);
		struct zd_value want = ZD_VALUE_NIL;
		if (!give)
			return zd_fail_at(err, ZD_DATA, expect->key_places[i].file, expect->key_places[i].line,
					  expect->key_places[i].column, "%s gives no '%s'", p->id, expect->keys[i]);
		if (expect->items[i]->kind != ZD_RAW_NULL &&
		    zd_value_from_raw(&want, &give->type, expect->items[i], &b->arena, err))
			return zd_fail_context(err, "%s", expect->keys[i]);
		const struct zd_value *got = &b->out[row * cmp->s->stage->out_count + (size_t)(give - p->gives)];
		if (!zd_value_equal(&want, got))
			differ(cmp, &(struct zd_case_difference){.name = expect->keys[i],
								 .row = p->over ? row + 1 : 0,
								 .place = shared ? NULL : expect->items[i],
								 .type = &give->type,
								 .want = &want,
								 .got = got});
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

static void put_clauses(struct zd_str *out, const struct zd_value *clauses)
{
	for (size_t i = 0; i < clauses->len; i++)
		zd_str_printf(out, "%s%s", i ? ", " : " ", clauses->list[i].s);
}

static void compare_reasons(const struct comparison *cmp)
{
	const struct zd_case *c = cmp->c;
	size_t got = reasons_of_first(cmp->b);
	if (!c->has_reasons)
		return;
	struct zd_value *texts = zd_arena_alloc(&cmp->b->arena, (got + c->reason_count + 1) * sizeof *texts);
	for (size_t i = 0; i < got; i++)
		texts[i] = zd_value_string(cmp->b->reasons[i].clause);
	for (size_t i = 0; i < c->reason_count; i++)
		texts[got + i] = zd_value_string(c->reasons[i]);
	const struct zd_value come = {.tag = ZD_LIST, .len = (uint32_t)got, .list = texts};
	const struct zd_value want = {.tag = ZD_LIST, .len = (uint32_t)c->reason_count, .list = texts + got};
	if (zd_value_equal(&want, &come))
		return;
	zd_str_add(cmp->out, cmp->out->len ? "\nreasons: expected" : "reasons: expected");
	put_clauses(cmp->out, &want);
	zd_str_add(cmp->out, "; got");
	put_clauses(cmp->out, &come);
	tell(cmp->watch,
	     &(struct zd_case_difference){.name = "reasons", .place = c->clauses, .want = &want, .got = &come});
}

static int compare(const struct comparison *cmp, struct zd_error *err)
{
	const struct zd_case *c = cmp->c;
	struct zd_batch *b = cmp->b;
	struct zd_str *out = cmp->out;
	bool list = c->expect && c->expect->kind == ZD_RAW_LIST;
	if (c->error) {
		if (!b->failure_count)
			zd_str_printf(out, "expected an error with '%s', got a decision", c->error);
		else if (!strstr(b->failures[0].message, c->error))
			zd_str_printf(out, "expected an error with '%s', got: %s", c->error, b->failures[0].message);
	} else if (b->failure_count) {
		const struct zd_failure *f = &b->failures[0];
		zd_str_printf(out, "failed: %s", f->message);
		if (f->file)
			zd_str_printf(out, " (%s:%d)", f->file, f->line);
	} else if (list && c->expect->count != b->count) {
		zd_str_printf(out, "expected %zu outcomes, got %zu", c->expect->count, b->count);
	}
	if (out->len)
		tell(cmp->watch, NULL);
	if (c->error || b->failure_count)
		return ZD_OK;
	for (size_t row = 0; row < b->count && (!list || row < c->expect->count); row++) {
		if (compare_row(cmp, row, list ? c->expect->items[row] : c->expect, err))
			return err->code;
	}
	compare_reasons(cmp);
	return ZD_OK;
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

int32_t zd_case_day(const struct zd_pack *pack)
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

void zd_case_run(struct zd_loaded *loaded, const struct zd_case *c, int32_t day, enum zd_mode mode,
		 const struct zd_case_watch *watch, struct zd_str *difference)
{
	struct zd_single s = {0};
	struct zd_batch *b = NULL;
	struct zd_error err = {0};
	struct zd_when when = {.as_of = day};
	int code = c->as_of ? zd_when_parse(&when, c->as_of, NULL, &err) : ZD_OK;
	if (!code)
		code = override_params(loaded->pack, c, &err);
	if (!code)
		code = zd_single_open(&s, loaded, c->policy, c->branch, when.as_of, mode, &err);
	if (!code) {
		b = zd_batch_new(s.stage, row_count(c->given, s.policy->over != NULL) + 1);
		b->watch = watch ? &watch->tables : NULL;
		code = zd_case_given(&s, b, c->given, &err);
	}
	if (!code)
		code = zd_single_decide(&s, b, &err);
	if (!code) {
		if (watch && watch->decided)
			watch->decided(watch->context, &s, b);
		code = compare(&(struct comparison){&s, b, c, watch, difference}, &err);
	}
	/* A case may expect that its input is refused. */
	if (code && !(c->error && strstr(err.message, c->error))) {
		char text[1200];
		zd_str_add(difference, difference->len ? "\n" : "");
		zd_str_add(difference, zd_error_text(&err, text, sizeof text));
		tell(watch, NULL);
	}
	zd_batch_free(b);
	zd_single_close(&s);
	forget_overrides(loaded->pack);
}
