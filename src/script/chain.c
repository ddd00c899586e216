/*
 * Deciding chains. Rows go through fused functions, many in one protected
 * call. A row that lacks something, fails, or gives something wrong is
 * decided again with care: step by step, each checked and protected, so that
 * failures say what happened and touch nothing else.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/money.h"
#include "model/text.h"
#include "script/fuse.h"

struct chain {
	struct zd_runner runner;
	struct zd_fusion *fusions; /* the distinct ones */
	size_t fusion_count;
	struct zd_fusion **variants;
	/* Of the protected call. */
	struct zd_batch *batch;
	size_t row;                     /* the row at hand */
	size_t reasons;                 /* how many there were before the row */
	const struct zd_script *script; /* of the step at hand */
	size_t give;                    /* the outcome at hand */
};

/* The stack of run_rows: 1 the chain, then the words, then the functions of the fusion at hand. */
enum {
	WORDS = 2
};

static bool is_true(const struct zd_value *v)
{
	return v->tag == ZD_BOOL && v->i != 0;
}

/* Takes one outcome; false: it wants care. */
static bool tap(lua_State *L, int index, const struct zd_tap *t, struct zd_batch *b, struct zd_value *out)
{
	const void *object;
	char why[256];

	switch ((enum zd_how)t->how) {
	case ZD_HOW_INT:
		if (lua_isinteger(L, index)) {
			*out = zd_value_int(lua_tointeger(L, index));
			return !t->is_money || (out->i >= -ZD_MONEY_MAX && out->i <= ZD_MONEY_MAX);
		}
		break;
	case ZD_HOW_NUMBER:
		if (lua_type(L, index) == LUA_TNUMBER) {
			*out = zd_value_number(lua_tonumber(L, index) + 0.0);
			return isfinite(out->d);
		}
		break;
	case ZD_HOW_BOOL:
		if (lua_type(L, index) == LUA_TBOOLEAN) {
			*out = zd_value_bool(lua_toboolean(L, index));
			return true;
		}
		break;
	case ZD_HOW_WORD:
		object = lua_topointer(L, index);
		for (size_t i = 0; object && i < t->words->enums->count; i++) {
			if (t->words->objects[i] == object) {
				*out = t->words->values[i];
				return true;
			}
		}
		break;
	default:
		break;
	}
	if (lua_isnil(L, index)) {
		*out = ZD_VALUE_NIL;
		return t->may_be_nil;
	}
	/* A later step may have seen 3.0 where the record will say 3. */
	if (t->how == ZD_HOW_INT && t->feeds)
		return false;
	return zd_take(L, index, t->type, &b->arena, out, why, sizeof why);
}

/* base: the first free place of the stack. */
static bool run_segment(lua_State *L, const struct zd_segment *g, int function, int base, struct zd_batch *b,
			size_t row, const bool *open)
{
	const struct zd_value *in = b->in + row * b->stage->slot_count;
	struct zd_value *out = b->out + row * b->stage->out_count;

	lua_pushvalue(L, function);
	for (size_t i = 0; i < g->feed_count; i++) {
		const struct zd_feed *f = &g->feeds[i];
		const struct zd_value *v = (f->from_row ? out : in) + f->index;

		if (v->tag == ZD_NIL) {
			if (f->required)
				return false;
			lua_pushnil(L);
		} else {
			zd_push_feed(L, f, v, WORDS);
		}
	}
	lua_call(L, (int)g->feed_count, (int)g->tap_count);
	for (size_t i = 0; i < g->tap_count; i++) {
		const struct zd_tap *t = &g->taps[i];

		if (t->gate >= 0 && !open[t->gate])
			out[t->column] = ZD_VALUE_NIL;
		else if (!tap(L, base + (int)i, t, b, &out[t->column]))
			return false;
	}
	lua_settop(L, base - 1);
	return true;
}

/* Which steps with `when` run for the row; false: it wants care. */
static bool open_gates(const struct zd_fusion *f, const struct zd_value *in, bool *open)
{
	for (size_t i = 0; i < f->gate_count; i++) {
		const struct zd_gate *g = &f->gates[i];

		open[i] = is_true(&in[g->slot]);
		if (!open[i] && g->insisted)
			return false;
		for (size_t k = 0; k < g->need_count && open[i]; k++) {
			if (in[g->needs[k]].tag == ZD_NIL)
				return false;
		}
	}
	return true;
}

static bool run_row(lua_State *L, const struct chain *c, const struct zd_fusion *f, bool *open)
{
	struct zd_batch *b = c->batch;
	size_t steps = b->stage->step_count;
	int functions = WORDS + (int)c->runner.word_count;

	if (f->gate_count > 0 && !open_gates(f, b->in + c->row * b->stage->slot_count, open))
		return false;
	for (size_t i = 0; i < f->segment_count; i++) {
		if (!run_segment(L, &f->segments[i], functions + (int)i, functions + (int)f->segment_count, b, c->row,
				 open))
			return false;
	}
	for (size_t i = 0; i < f->gate_count; i++) {
		if (!open[i])
			b->status[c->row * steps + f->gates[i].step] = ZD_LEFT_OUT;
	}
	return true;
}

static void use_fusion(lua_State *L, const struct chain *c, const struct zd_fusion *f)
{
	lua_settop(L, WORDS - 1 + (int)c->runner.word_count);
	luaL_checkstack(L, (int)f->segment_count + 260, "too many values");
	for (size_t i = 0; i < f->segment_count; i++)
		lua_rawgeti(L, LUA_REGISTRYINDEX, f->segments[i].function);
}

/* Decides rows from c->row on, until the end or one that wants care. */
static int run_rows(lua_State *L)
{
	struct chain *c = lua_touserdata(L, 1);
	struct zd_state *s = &c->runner.state;
	const struct zd_fusion *f = NULL;
	bool *open;

	zd_state_room(s, 0);
	zd_runner_push_words(L, &c->runner);
	open = zd_arena_alloc(&c->batch->arena, c->runner.stage->step_count + 1);
	for (; c->row < c->batch->count; c->row++) {
		if (c->variants[c->batch->variant[c->row]] != f) {
			f = c->variants[c->batch->variant[c->row]];
			use_fusion(L, c, f);
		}
		zd_state_begin(s);
		s->row = c->row;
		s->notes = 0;
		s->note_bytes = 0;
		c->reasons = c->batch->reason_count;
		if (!run_row(L, c, f, open))
			return 0;
	}
	return 0;
}

/* One step of one row: its function is called and its outcomes are taken. */
static int run_step(lua_State *L)
{
	struct chain *c = lua_touserdata(L, 1);
	const struct zd_script *script = c->script;
	const struct zd_policy *p = script->policy;
	const struct zd_stage *stage = c->batch->stage;
	const struct zd_value *in = c->batch->in + c->row * stage->slot_count;
	struct zd_value *out = c->batch->out + c->row * stage->out_count;
	size_t first = stage->steps[script->step].first_out;

	c->give = p->give_count;
	zd_state_room(&c->runner.state, 0);
	luaL_checkstack(L, (int)(p->need_count + p->give_count) + 8, "too many values");
	lua_rawgeti(L, LUA_REGISTRYINDEX, script->function);
	for (size_t i = 0; i < p->need_count; i++) {
		const struct zd_arg *a = &script->args[i];

		if (a->from_row)
			zd_push(L, &stage->out_types[a->index], &out[a->index]);
		else
			zd_push(L, &stage->slots[a->index].type, &in[a->index]);
	}
	lua_call(L, (int)p->need_count, (int)p->give_count);
	for (c->give = 0; c->give < p->give_count; c->give++) {
		const struct zd_give *g = &p->gives[c->give];
		int index = 2 + (int)c->give;
		char why[512] = "is missing";

		if (lua_isnil(L, index) && g->optional)
			continue;
		if (lua_isnil(L, index) || !zd_take(L, index, &stage->out_types[first + c->give], &c->batch->arena,
						    &out[first + c->give], why, sizeof why))
			return zd_raise(L, "%s: outcome %s %s", p->id, g->name, why);
	}
	return 0;
}

static void forget_step(struct chain *c)
{
	const struct zd_step *step = &c->batch->stage->steps[c->script->step];
	struct zd_value *out = c->batch->out + c->row * c->batch->stage->out_count + step->first_out;

	for (size_t i = 0; i < step->policy->give_count; i++)
		out[i] = ZD_VALUE_NIL;
	c->batch->reason_count = c->reasons;
}

static void start_again(void *argument)
{
	struct chain *c = argument;

	forget_step(c);
	c->runner.state.notes = 0;
	c->runner.state.note_bytes = 0;
	c->runner.state.batch = c->batch;
	c->runner.state.row = c->row;
}

static void fail_missing_slot(struct chain *c, size_t step, const struct zd_slot *slot)
{
	struct zd_error err;
	struct zd_str id = {0};

	zd_value_plain(&id, &(struct zd_type){.kind = ZD_KIND_TEXT}, &c->batch->ids[c->row]);
	zd_fail(&err, ZD_DATA, "%s %s: %s is missing",
		c->batch->stage->entity ? c->batch->stage->entity->name : "record", zd_str_text(&id), slot->path);
	zd_str_free(&id);
	zd_batch_fail(c->batch, c->row, step, &err, slot->path);
}

static enum zd_code code_of_failure(const struct zd_batch *b, size_t row, size_t step)
{
	for (size_t i = b->failure_count; i-- > 0 && b->failures[i].row == row;) {
		if (b->failures[i].step == step)
			return b->failures[i].code;
	}
	return ZD_POLICY;
}

static void fail_missing_outcome(struct chain *c, size_t step, size_t column)
{
	const struct zd_stage *stage = c->batch->stage;
	const uint8_t *status = c->batch->status + c->row * stage->step_count;
	struct zd_error err;
	size_t from = 0;
	const struct zd_policy *p;
	char path[256];

	while (from + 1 < step && column >= stage->steps[from].first_out + stage->steps[from].policy->give_count)
		from++;
	p = stage->steps[from].policy;
	snprintf(path, sizeof path, "%s.%s", p->id, p->gives[column - stage->steps[from].first_out].name);
	if (status[from] == ZD_FAILED)
		zd_fail(&err, code_of_failure(c->batch, c->row, from), "%s is missing: %s failed", path, p->id);
	else if (status[from] == ZD_LEFT_OUT)
		zd_fail(&err, ZD_DATA, "%s is missing: %s does not apply here", path, p->id);
	else
		zd_fail(&err, ZD_DATA, "%s is missing", path);
	zd_batch_fail(c->batch, c->row, step, &err, path);
}

/* Whether all that a step must have is there; if not, the step has failed. */
static bool has_needs(struct chain *c, const struct zd_script *script)
{
	const struct zd_stage *stage = c->batch->stage;

	for (size_t i = 0; i < script->policy->need_count; i++) {
		const struct zd_arg *a = &script->args[i];

		if (a->optional)
			continue;
		if (a->from_row && c->batch->out[c->row * stage->out_count + a->index].tag == ZD_NIL) {
			fail_missing_outcome(c, script->step, a->index);
			return false;
		}
		if (!a->from_row && c->batch->in[c->row * stage->slot_count + a->index].tag == ZD_NIL) {
			fail_missing_slot(c, script->step, &stage->slots[a->index]);
			return false;
		}
	}
	return true;
}

static int decide_step(struct chain *c, size_t step, struct zd_error *err)
{
	struct zd_batch *b = c->batch;
	struct zd_state *s = &c->runner.state;
	int when = b->stage->steps[step].when_slot;
	struct zd_error failure;

	c->script = c->runner.variants[b->variant[c->row] * b->stage->step_count + step];
	c->reasons = b->reason_count;
	forget_step(c);
	if (when >= 0 && !is_true(&b->in[c->row * b->stage->slot_count + (size_t)when])) {
		b->status[c->row * b->stage->step_count + step] = ZD_LEFT_OUT;
		return ZD_OK;
	}
	if (!has_needs(c, c->script))
		return ZD_OK;
	s->notes = 0;
	s->note_bytes = 0;
	s->traced = 0;
	memset(s->seen, 0, sizeof s->seen);
	b->status[c->row * b->stage->step_count + step] = ZD_DECIDED;
	if (zd_runner_decide(&c->runner, run_step, c, start_again, &failure) == ZD_OK)
		return ZD_OK;
	if (failure.code == ZD_BUG) {
		*err = failure;
		return err->code;
	}
	forget_step(c);
	zd_runner_place(&failure, c->script->policy, c->give);
	zd_batch_fail(b, c->row, step, &failure, NULL);
	return ZD_OK;
}

static int decide_with_care(struct chain *c, struct zd_error *err)
{
	struct zd_state *s = &c->runner.state;

	for (size_t i = 0; i < c->batch->stage->step_count; i++) {
		s->batch = c->batch;
		s->row = c->row;
		if (decide_step(c, i, err))
			return err->code;
	}
	return ZD_OK;
}

static int decide(struct zd_decider *self, struct zd_batch *batch, struct zd_error *err)
{
	struct chain *c = (struct chain *)self;
	struct zd_error failure;
	int code = ZD_OK;

	c->batch = batch;
	memset(batch->status, ZD_DECIDED, batch->count * batch->stage->step_count);
	for (c->row = 0; c->row < batch->count && !code; c->row++) {
		if (c->runner.mode != ZD_MODE_TRACE) {
			c->reasons = batch->reason_count;
			c->runner.state.batch = batch;
			if (zd_runner_call(&c->runner, run_rows, c, &failure) == ZD_BUG) {
				*err = failure;
				return err->code;
			}
			if (c->row == batch->count)
				break;
			batch->reason_count = c->reasons;
		}
		code = decide_with_care(c, err);
	}
	c->runner.state.batch = NULL;
	return code;
}

static void free_chain(struct zd_decider *self)
{
	struct chain *c = (struct chain *)self;

	zd_runner_free(&c->runner);
	free(c);
}

static bool same_scripts(struct zd_script *const *a, struct zd_script *const *b, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (a[i] != b[i])
			return false;
	}
	return true;
}

/* Fusions are planned with the first state, and loaded into each. */
static void plan_fusions(struct chain *c)
{
	struct zd_runner *r = &c->runner;
	size_t steps = r->stage->step_count;

	c->fusions = zd_arena_alloc(&r->arena, (r->variant_count + 1) * sizeof *c->fusions);
	c->variants = zd_arena_alloc(&r->arena, (r->variant_count + 1) * sizeof *c->variants);
	for (size_t v = 0; v < r->variant_count; v++) {
		struct zd_script **scripts = r->variants + v * steps;
		size_t i = 0;

		while (i < c->fusion_count && !same_scripts(c->fusions[i].scripts, scripts, steps))
			i++;
		if (i == c->fusion_count)
			zd_fuse(r, scripts, &c->fusions[c->fusion_count++]);
		c->variants[v] = &c->fusions[i];
	}
}

static int prepare(lua_State *L)
{
	struct chain *c = lua_touserdata(L, 1);

	if (!c->fusions)
		plan_fusions(c);
	for (size_t i = 0; i < c->fusion_count; i++)
		zd_fuse_load(L, &c->fusions[i]);
	return 0;
}

int zd_chain_new(const struct zd_texts *texts, const struct zd_pack *pack, const struct zd_stage *stage,
		 const struct zd_variant *variants, size_t variant_count, enum zd_mode mode, struct zd_decider **out,
		 struct zd_error *err)
{
	struct chain *c = zd_alloc(sizeof *c);

	c->runner.decider = (struct zd_decider){decide, free_chain};
	if (zd_runner_load(&c->runner, texts, pack, stage, variants, variant_count, mode, prepare, err)) {
		free_chain(&c->runner.decider);
		*out = NULL;
		return err->code;
	}
	*out = &c->runner.decider;
	return ZD_OK;
}
