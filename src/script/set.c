/*
 * Deciding sets: all rows of a batch are one group. The members become a
 * list of records, decided in one call; what the call gives is checked
 * member by member. Members that `when` leaves out, or that have no group,
 * are not in the list. A member that lacks something it needs fails the
 * group: the others' outcomes would depend on what is not known.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/text.h"
#include "script/feed.h"
#include "script/helpers.h"

struct set {
	struct zd_runner runner;
	int members; /* reference of the table from records to rows */
	/* Of the call. */
	struct zd_batch *batch;
	const struct zd_script *script;
	uint32_t *rows; /* of the members */
	size_t count, cap;
	size_t failures, reasons, traces; /* how many there were before */
	struct zd_feed *feeds;
};

static bool is_member(const struct zd_batch *b, size_t row)
{
	const struct zd_value *in = b->in + row * b->stage->slot_count;
	int when = b->stage->steps[0].when_slot, over = b->stage->over_slot;

	if (when >= 0 && !(in[when].tag == ZD_BOOL && in[when].i != 0))
		return false;
	return over < 0 || in[over].tag != ZD_NIL;
}

static void find_members(struct set *s)
{
	struct zd_batch *b = s->batch;

	if (s->cap < b->count) {
		s->cap = b->count;
		s->rows = zd_realloc(s->rows, s->cap * sizeof *s->rows);
	}
	s->count = 0;
	for (size_t row = 0; row < b->count; row++) {
		struct zd_value *out = b->out + row * b->stage->out_count;

		for (size_t i = 0; i < b->stage->out_count; i++)
			out[i] = ZD_VALUE_NIL;
		if (is_member(b, row)) {
			s->rows[s->count++] = (uint32_t)row;
			b->status[row] = ZD_DECIDED;
		} else {
			b->status[row] = ZD_LEFT_OUT;
		}
	}
}

static void fail_all(struct set *s, const struct zd_error *err, const char *field)
{
	for (size_t i = 0; i < s->count; i++)
		zd_batch_fail(s->batch, s->rows[i], 0, err, field);
}

static void fail_missing(struct set *s, size_t row, const char *path)
{
	struct zd_error err;
	struct zd_str id = {0};

	zd_value_plain(&id, &(struct zd_type){.kind = ZD_KIND_TEXT}, &s->batch->ids[row]);
	zd_fail(&err, ZD_DATA, "%s %s: %s is missing",
		s->batch->stage->entity ? s->batch->stage->entity->name : "record", zd_str_text(&id), path);
	zd_str_free(&id);
	fail_all(s, &err, path);
}

/* Whether every member has what it must have; if not, the group has failed. */
static bool has_needs(struct set *s)
{
	const struct zd_stage *stage = s->batch->stage;

	for (size_t m = 0; m < s->count; m++) {
		const struct zd_value *in = s->batch->in + s->rows[m] * stage->slot_count;

		for (size_t i = 0; i < s->script->policy->need_count; i++) {
			const struct zd_arg *a = &s->script->args[i];

			if (!a->optional && in[a->index].tag == ZD_NIL) {
				fail_missing(s, s->rows[m], stage->slots[a->index].path);
				return false;
			}
		}
	}
	return true;
}

/* The stack of run_set. */
enum {
	SET = 1,
	META,
	KEYS,
	OUTCOME_KEYS,
	NOTED,
	MEMBERS,
	WORDS
};

static void push_names(lua_State *L, const struct zd_names *names)
{
	lua_createtable(L, (int)names->count, 0);
	for (size_t i = 0; i < names->count; i++) {
		lua_pushstring(L, names->names[i]);
		lua_rawseti(L, -2, (lua_Integer)i + 1);
	}
}

static void push_member(lua_State *L, const struct set *s, size_t row)
{
	const struct zd_batch *b = s->batch;
	const struct zd_value *in = b->in + row * b->stage->slot_count;
	size_t needs = s->script->policy->need_count;

	lua_createtable(L, 0, (int)s->script->needs.count);
	for (size_t i = 0; i < needs; i++) {
		const struct zd_value *v = &in[s->feeds[i].index];

		if (v->tag == ZD_NIL)
			continue;
		lua_rawgeti(L, KEYS, (lua_Integer)i + 1);
		zd_push_feed(L, &s->feeds[i], v, WORDS);
		lua_rawset(L, -3);
	}
	if (s->script->needs.count > needs) {
		lua_rawgeti(L, KEYS, (lua_Integer)needs + 1);
		zd_push(L, NULL, &b->ids[row]);
		lua_rawset(L, -3);
	}
	lua_pushvalue(L, META);
	lua_setmetatable(L, -2);
}

static void push_members(lua_State *L, struct set *s)
{
	bool noted = s->runner.mode != ZD_MODE_FAST;

	for (size_t m = 0; m < s->count; m++) {
		push_member(L, s, s->rows[m]);
		if (noted) {
			lua_pushvalue(L, -1);
			lua_pushinteger(L, s->rows[m]);
			lua_rawset(L, NOTED);
		}
		lua_rawseti(L, MEMBERS, (lua_Integer)m + 1);
	}
	if (noted) {
		lua_pushvalue(L, NOTED);
		lua_rawseti(L, LUA_REGISTRYINDEX, s->members);
		s->runner.state.members = s->members;
	}
}

/* The member's outcome values lie on the stack from `base` on. */
static void take_outcome(lua_State *L, struct set *s, size_t row, int base)
{
	const struct zd_policy *p = s->script->policy;
	struct zd_value *out = s->batch->out + row * s->batch->stage->out_count;

	for (size_t i = 0; i < p->give_count; i++) {
		const struct zd_give *g = &p->gives[i];
		int index = base + (int)i;
		char why[512] = "is missing";
		struct zd_error err;

		if (lua_isnil(L, index) && g->optional)
			continue;
		if (!lua_isnil(L, index) &&
		    zd_take(L, index, &s->batch->stage->out_types[i], &s->batch->arena, &out[i], why, sizeof why))
			continue;
		for (size_t k = 0; k < p->give_count; k++)
			out[k] = ZD_VALUE_NIL;
		zd_fail(&err, ZD_POLICY, "%s: outcome %s %s", p->id, g->name, why);
		zd_runner_place(&err, p, i);
		zd_batch_fail(s->batch, row, 0, &err, NULL);
		return;
	}
}

static void take_outcomes(lua_State *L, struct set *s, int list)
{
	const char *id = s->script->policy->id;
	char words[128];

	if (lua_type(L, list) != LUA_TTABLE) {
		zd_raise(L, "%s: decide must return a list of outcomes, one a member, got %s", id,
			 zd_in_words(L, list, words, sizeof words));
		return;
	}
	zd_push_data(L, list);
	lua_replace(L, list);
	if (lua_rawgeti(L, list, (lua_Integer)s->count + 1) != LUA_TNIL)
		zd_raise(L, "%s: decide gave more outcomes than there are members (%zu)", id, s->count);
	lua_pop(L, 1);
	for (size_t m = 0; m < s->count; m++) {
		if (lua_rawgeti(L, list, (lua_Integer)m + 1) == LUA_TNIL)
			zd_raise(L, "%s: decide gave no outcome for member %zu of %zu", id, m + 1, s->count);
		if (lua_istable(L, -1)) {
			zd_push_data(L, -1);
			lua_remove(L, -2);
		}
		zd_take_apart(L, list + 1, s->script, OUTCOME_KEYS, m + 1);
		take_outcome(L, s, s->rows[m], list + 2);
		lua_settop(L, list);
	}
}

static int run_set(lua_State *L)
{
	struct set *s = lua_touserdata(L, 1);
	struct zd_state *state = &s->runner.state;

	zd_state_room(state, s->count);
	luaL_checkstack(L, (int)(s->script->needs.count + s->script->gives.count) + 32, "too many values");
	zd_push_strict(L, &s->script->needs);
	push_names(L, &s->script->needs);
	push_names(L, &s->script->gives);
	lua_newtable(L);
	lua_createtable(L, (int)s->count, 0);
	zd_runner_push_words(L, &s->runner);
	push_members(L, s);
	lua_rawgeti(L, LUA_REGISTRYINDEX, s->script->function);
	lua_pushvalue(L, MEMBERS);
	zd_state_begin(state);
	lua_call(L, 1, 1);
	state->row = ZD_NO_ROW;
	take_outcomes(L, s, lua_gettop(L));
	return 0;
}

static void make_feeds(struct set *s)
{
	size_t n = s->script->policy->need_count;

	s->feeds = zd_arena_alloc(&s->batch->arena, (n + 1) * sizeof *s->feeds);
	for (size_t i = 0; i < n; i++)
		s->feeds[i] = zd_feed_of(&s->runner, &s->script->args[i]);
}

/* Where notes go. */
static void point_notes(struct set *s)
{
	struct zd_state *state = &s->runner.state;

	state->batch = s->batch;
	state->row = ZD_NO_ROW;
	state->rows = s->rows;
	state->row_count = s->count;
	state->notes = 0;
	state->shared_notes = 0;
	state->note_bytes = 0;
	state->traced = 0;
	memset(state->seen, 0, sizeof state->seen);
}

static void forget_outcomes(struct set *s)
{
	for (size_t m = 0; m < s->count; m++) {
		struct zd_value *out = s->batch->out + s->rows[m] * s->batch->stage->out_count;

		for (size_t i = 0; i < s->batch->stage->out_count; i++)
			out[i] = ZD_VALUE_NIL;
		s->batch->status[s->rows[m]] = ZD_DECIDED;
	}
	s->batch->reason_count = s->reasons;
	s->batch->failure_count = s->failures;
}

static void start_again(void *argument)
{
	struct set *s = argument;

	forget_outcomes(s);
	s->batch->trace_count = s->traces;
	point_notes(s);
}

/* Lets go of the members, so that they do not count for the next group. */
static void let_go(struct set *s)
{
	struct zd_state *state = &s->runner.state;

	if (state->members != LUA_NOREF && state->L) {
		lua_pushboolean(state->L, 0);
		lua_rawseti(state->L, LUA_REGISTRYINDEX, s->members);
	}
	state->members = LUA_NOREF;
	state->batch = NULL;
	state->rows = NULL;
	state->row_count = 0;
}

struct placed {
	struct zd_reason reason;
	size_t place;
};

static int by_row(const void *left, const void *right)
{
	const struct placed *a = left, *b = right;

	if (a->reason.row != b->reason.row)
		return a->reason.row < b->reason.row ? -1 : 1;
	return a->place < b->place ? -1 : 1;
}

/* Reasons in the order of the rows; of a row, in the order in which they were given. */
static void sort_reasons(struct zd_batch *b, size_t first)
{
	size_t n = b->reason_count - first;
	struct placed *all;

	if (n < 2)
		return;
	all = zd_alloc(n * sizeof *all);
	for (size_t i = 0; i < n; i++)
		all[i] = (struct placed){b->reasons[first + i], i};
	qsort(all, n, sizeof *all, by_row);
	for (size_t i = 0; i < n; i++)
		b->reasons[first + i] = all[i].reason;
	free(all);
}

static int decide(struct zd_decider *self, struct zd_batch *batch, struct zd_error *err)
{
	struct set *s = (struct set *)self;
	struct zd_error failure;
	int code;

	s->batch = batch;
	s->failures = batch->failure_count;
	s->reasons = batch->reason_count;
	s->traces = batch->trace_count;
	find_members(s);
	if (s->count == 0)
		return ZD_OK;
	s->script = s->runner.variants[batch->variant[s->rows[0]]];
	if (!has_needs(s))
		return ZD_OK;
	make_feeds(s);
	point_notes(s);
	code = zd_runner_decide(&s->runner, run_set, s, start_again, &failure);
	let_go(s);
	if (code == ZD_BUG) {
		*err = failure;
		return code;
	}
	if (code) {
		forget_outcomes(s);
		zd_runner_place(&failure, s->script->policy, SIZE_MAX);
		fail_all(s, &failure, NULL);
	}
	sort_reasons(batch, s->reasons);
	return ZD_OK;
}

static void free_set(struct zd_decider *self)
{
	struct set *s = (struct set *)self;

	zd_runner_free(&s->runner);
	free(s->rows);
	free(s);
}

static int prepare(lua_State *L)
{
	struct set *s = lua_touserdata(L, 1);

	lua_pushboolean(L, 0);
	s->members = luaL_ref(L, LUA_REGISTRYINDEX);
	return 0;
}

int zd_set_new(const struct zd_texts *texts, const struct zd_pack *pack, const struct zd_stage *stage,
	       const struct zd_variant *variants, size_t variant_count, enum zd_mode mode, struct zd_decider **out,
	       struct zd_error *err)
{
	struct set *s = zd_alloc(sizeof *s);

	s->runner.decider = (struct zd_decider){decide, free_set};
	if (zd_runner_load(&s->runner, texts, pack, stage, variants, variant_count, mode, prepare, err)) {
		free_set(&s->runner.decider);
		*out = NULL;
		return err->code;
	}
	*out = &s->runner.decider;
	return ZD_OK;
}
