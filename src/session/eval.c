/* Eval: JSON objects in, decisions out, without a book; and the same in memory for programs. */
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "model/text.h"
#include "session/subject.h"
#include "zhidu/decide.h"

struct zd_eval {
	struct zd_single single;
	struct zd_batch *batch;
	struct zd_str text;
};

int zd_eval_open(struct zd_eval **out, struct zd_session *s, const struct zd_eval_options *o, struct zd_error *err)
{
	struct zd_eval *e = zd_alloc(sizeof *e);
	struct zd_loaded *loaded = NULL;
	struct zd_when when;
	*out = e;
	int code = zd_when_parse(&when, o->as_of, NULL, err);
	if (!code)
		code = zd_load_folder_for(s, o->policy, &loaded, err);
	if (!code)
		code = zd_branch_check(s, loaded->pack, o->branch, err);
	for (size_t i = 0; i < o->param_count && !code; i++)
		code = zd_override(loaded->pack, o->params[i], o->branch, err);
	if (!code)
		code = zd_single_open(&e->single, loaded, o->policy, o->branch, when.as_of, ZD_MODE_REASONS, err);
	if (!code)
		e->batch = zd_batch_new(e->single.stage, 1);
	if (code) {
		zd_eval_close(e);
		*out = NULL;
	}
	return code;
}

void zd_eval_close(struct zd_eval *e)
{
	if (!e)
		return;
	zd_batch_free(e->batch);
	zd_single_close(&e->single);
	zd_str_free(&e->text);
	free(e);
}

/* Reads one object into a row; *field names the input that is wrong. */
static int read_object(struct zd_eval *e, const struct zd_json *object, size_t row, const char **field,
		       struct zd_error *err)
{
	const struct zd_stage *stage = e->single.stage;
	struct zd_batch *b = e->batch;
	*field = NULL;
	if (object->kind != ZD_JSON_OBJECT)
		return zd_fail(err, ZD_DATA,
			       e->single.policy->over ? "a set policy wants an array of objects" : "wants an object");
	b->ids[row] = ZD_VALUE_NIL;
	for (size_t i = 0; i < object->len; i++) {
		const struct zd_json *item = &object->items[i];
		int slot = zd_single_slot(&e->single, object->keys[i]);
		*field = object->keys[i];
		if (strcmp(object->keys[i], "id") == 0) {
			if (zd_value_from_json(&b->ids[row], &stage->entity->fields[0].type, item, &b->arena, err))
				return err->code;
			if (slot < 0)
				continue;
		}
		if (slot < 0) {
			if (zd_single_unknown(&e->single, object->keys[i], err))
				return err->code;
			continue;
		}
		struct zd_value *in = &b->in[row * stage->slot_count + (size_t)slot];
		if (item->kind == ZD_JSON_NULL)
			continue;
		if (zd_value_from_json(in, &stage->slots[slot].type, item, &b->arena, err) ||
		    zd_single_check(&e->single, (size_t)slot, in, err))
			return err->code;
	}
	*field = NULL;
	return ZD_OK;
}

/* Makes room for a group of `rows` members. */
static void fit(struct zd_eval *e, size_t rows)
{
	if (e->batch->cap < rows) {
		zd_batch_free(e->batch);
		e->batch = zd_batch_new(e->single.stage, rows);
	}
	zd_batch_clear(e->batch);
	memset(e->batch->in, 0, rows * e->single.stage->slot_count * sizeof *e->batch->in);
	e->batch->count = rows;
}

static void write_decision(struct zd_eval *e, size_t row)
{
	const struct zd_policy *p = e->single.policy;
	const struct zd_stage *stage = e->single.stage;
	struct zd_batch *b = e->batch;
	struct zd_str *t = &e->text;
	bool first = true, inner = true;
	zd_str_addc(t, '{');
	zd_json_text(t, &first, "policy", p->id);
	if (b->ids[row].tag != ZD_NIL) {
		zd_json_key(t, &first, "subject");
		zd_value_json(t, &stage->entity->fields[0].type, &b->ids[row]);
	}
	zd_json_key(t, &first, "outcome");
	zd_str_addc(t, '{');
	for (size_t i = 0; i < p->give_count; i++) {
		zd_json_key(t, &inner, p->gives[i].name);
		zd_value_json(t, &p->gives[i].type, &b->out[row * stage->out_count + i]);
	}
	zd_str_addc(t, '}');
	zd_json_key(t, &first, "reasons");
	zd_str_addc(t, '[');
	inner = true;
	for (size_t i = 0; i < b->reason_count; i++) {
		const struct zd_reason *r = &b->reasons[i];
		bool begin = true;
		if (r->row != row)
			continue;
		zd_str_add(t, inner ? "{" : ",{");
		inner = false;
		zd_json_text(t, &begin, "clause", r->clause);
		zd_json_text(t, &begin, "text", r->text);
		zd_str_addc(t, '}');
	}
	zd_str_add(t, "]}");
}

static int write_error(struct zd_eval *e, int line, const char *field, struct zd_error *err)
{
	struct zd_str *t = &e->text;
	bool first = true;
	zd_str_clear(t);
	zd_str_add(t, "{\"error\":{");
	zd_json_int(t, &first, "line", line);
	zd_json_text_if(t, &first, "field", field);
	zd_json_text(t, &first, "message", err->message);
	if (err->file[0]) {
		char place[320];
		int n = snprintf(place, sizeof place, "%s:%d", err->file, err->line);
		zd_json_key(t, &first, "place");
		zd_json_string(t, place, (size_t)n);
	}
	zd_str_add(t, "}}");
	return err->code;
}

static int first_failure(const struct zd_batch *b, const char **field, struct zd_error *err)
{
	const struct zd_failure *f = &b->failures[0];
	*field = f->field;
	if (f->file)
		return zd_fail_at(err, f->code, f->file, f->line, 0, "%s", f->message);
	return zd_fail(err, f->code, "%s", f->message);
}

static int decide(struct zd_eval *e, const struct zd_json *json, const char **field, struct zd_error *err)
{
	bool set = e->single.policy->over != NULL;
	if (set && json->kind != ZD_JSON_ARRAY)
		return zd_fail(err, ZD_DATA, "a set policy wants an array of objects");
	fit(e, set ? json->len : 1);
	for (size_t i = 0; i < e->batch->count; i++) {
		if (read_object(e, set ? &json->items[i] : json, i, field, err))
			return err->code;
	}
	if (zd_single_decide(&e->single, e->batch, err))
		return err->code;
	return e->batch->failure_count ? first_failure(e->batch, field, err) : ZD_OK;
}

int zd_eval_line(struct zd_eval *e, const char *json, size_t size, int line, const char **text, struct zd_error *err)
{
	struct zd_arena arena = {0};
	struct zd_json *value;
	const char *field = NULL;
	zd_fail(err, ZD_OK, "%s", "");
	if (line == 1 && size >= 3 && memcmp(json, "\xEF\xBB\xBF", 3) == 0) {
		json += 3;
		size -= 3;
	}
	int code = zd_json_parse(&value, json, size, &arena, err);
	if (!code)
		code = decide(e, value, &field, err);
	zd_str_clear(&e->text);
	if (code) {
		write_error(e, line, field, err);
	} else if (e->single.policy->over) {
		zd_str_addc(&e->text, '[');
		for (size_t i = 0; i < e->batch->count; i++) {
			if (i)
				zd_str_addc(&e->text, ',');
			write_decision(e, i);
		}
		zd_str_addc(&e->text, ']');
	} else {
		write_decision(e, 0);
	}
	zd_arena_free(&arena);
	*text = zd_str_text(&e->text);
	return code;
}

/* ---- chains in memory ---- */

struct zd_chain {
	struct zd_plan *plan;
	const struct zd_stage *stage;
	struct zd_arena arena;
	struct zd_variants variants;
	struct zd_decider *decider;
	struct zd_batch *batch;
	struct zd_head *inputs;
	struct zd_head *outcomes;
};

static void name_columns(struct zd_chain *c)
{
	const struct zd_stage *s = c->stage;
	c->inputs = zd_arena_alloc(&c->arena, (s->slot_count + 1) * sizeof *c->inputs);
	c->outcomes = zd_arena_alloc(&c->arena, (s->out_count + 1) * sizeof *c->outcomes);
	for (size_t i = 0; i < s->slot_count; i++)
		c->inputs[i] = (struct zd_head){s->slots[i].path, s->slots[i].title, s->slots[i].type};
	for (size_t i = 0; i < s->out_count; i++)
		c->outcomes[i] = (struct zd_head){s->out_names[i], NULL, s->out_types[i]};
}

static int open_chain(struct zd_chain *c, struct zd_session *s, const char *const *policies, size_t count,
		      const char *as_of, struct zd_error *err)
{
	struct zd_loaded *loaded;
	struct zd_when when;
	if (zd_when_parse(&when, as_of, NULL, err) || zd_load_folder(s, 0, &loaded, err) ||
	    zd_plan_new(&c->plan, loaded->pack, policies, count, ZD_PERIOD_NONE, err))
		return err->code;
	if (c->plan->stage_count != 1 || c->plan->stages[0].is_set)
		return zd_fail(err, ZD_USAGE, "these policies are not one chain about one subject");
	c->stage = &c->plan->stages[0];
	if (zd_variants_make(&c->variants, loaded->pack, c->stage, when.as_of, &c->arena, err))
		return err->code;
	struct zd_decider_maker maker = zd_runtime_maker(loaded->scripts);
	if (maker.make(maker.context, loaded->pack, c->stage, c->variants.items, c->variants.count, ZD_MODE_FAST,
		       &c->decider, err))
		return err->code;
	c->batch = zd_batch_new(c->stage, 0);
	name_columns(c);
	return ZD_OK;
}

int zd_chain_open(struct zd_chain **out, struct zd_session *s, const char *const *policies, size_t count,
		  const char *as_of, struct zd_error *err)
{
	struct zd_chain *c = zd_alloc(sizeof *c);
	int code = open_chain(c, s, policies, count, as_of, err);
	if (code) {
		zd_chain_close(c);
		c = NULL;
	}
	*out = c;
	return code;
}

size_t zd_chain_inputs(const struct zd_chain *c, const struct zd_head **heads)
{
	*heads = c->inputs;
	return c->stage->slot_count;
}

size_t zd_chain_outcomes(const struct zd_chain *c, const struct zd_head **heads)
{
	*heads = c->outcomes;
	return c->stage->out_count;
}

/* A row is counted once, however many of its decisions failed. */
static size_t failed_rows(const struct zd_batch *b)
{
	size_t steps = b->stage->step_count, failed = 0;
	for (size_t row = 0; row < b->count; row++)
		failed += memchr(b->status + row * steps, ZD_FAILED, steps) != NULL;
	return failed;
}

int zd_chain_decide(struct zd_chain *c, const struct zd_value *in, size_t rows, struct zd_value *out, size_t *failed,
		    struct zd_error *err)
{
	if (c->batch->cap < rows) {
		zd_batch_free(c->batch);
		c->batch = zd_batch_new(c->stage, rows);
	}
	struct zd_batch *b = c->batch;
	zd_batch_clear(b);
	/* The batch borrows the caller's arrays while it is decided. */
	struct zd_batch mine = *b;
	mine.in = (struct zd_value *)in;
	mine.out = out;
	mine.count = rows;
	memset(mine.status, ZD_DECIDED, rows * c->stage->step_count);
	zd_variants_choose(&c->variants, &mine, NULL);
	int code = c->decider->decide(c->decider, &mine, err);
	*failed = failed_rows(&mine);
	struct zd_value *own_in = b->in, *own_out = b->out;
	*b = mine;
	b->in = own_in;
	b->out = own_out;
	return code;
}

void zd_chain_close(struct zd_chain *c)
{
	if (!c)
		return;
	if (c->decider)
		c->decider->free(c->decider);
	zd_batch_free(c->batch);
	zd_variants_free(&c->variants);
	zd_plan_free(c->plan);
	zd_arena_free(&c->arena);
	free(c);
}
