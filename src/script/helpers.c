/*
 * The helpers of the written texts. What they note (reasons, lines) goes to
 * the state's batch, for the row that the decider says is at hand. Noting
 * costs no steps, so that a decision is the same in every mode; it is
 * bounded by leaving out what is beyond all use.
 */
#include "script/helpers.h"

#include <stdio.h>
#include <string.h>

#include "script/lib.h"

#define MOST_NOTES 500
#define MOST_SHARED_NOTES 32
#define NOTES_A_MEMBER 16
#define NOTE_BYTES ((size_t)32 * 1024) /* of one decision, and NOTE_BYTES_A_MEMBER of a set's */
#define NOTE_BYTES_A_MEMBER 512
#define LONGEST_NOTE 4096
#define MOST_TRACED 20000
#define LONGEST_VALUE 200
#define SHARED_TRACE 64 /* members of a set up to which each gets the lines of all */

static const struct zd_script *script_of(lua_State *L)
{
	return lua_touserdata(L, lua_upvalueindex(1));
}

static int begin(lua_State *L)
{
	zd_state_begin(zd_state_of(L));
	lua_pushinteger(L, zd_state_ration(L));
	return 1;
}

static int more(lua_State *L)
{
	lua_pushinteger(L, zd_state_ration(L));
	return 1;
}

static int len(lua_State *L)
{
	switch (lua_type(L, 1)) {
	case LUA_TSTRING:
		lua_pushinteger(L, (lua_Integer)lua_rawlen(L, 1));
		return 1;
	case LUA_TTABLE:
		lua_pushinteger(L, zd_border(L, 1));
		return 1;
	default: {
		char words[128];

		return zd_raise(L, "%s has no length", zd_in_words(L, 1, words, sizeof words));
	}
	}
}

/* Upvalue 2: the metatables of needs, params and tables by these words. */
static int record(lua_State *L)
{
	lua_settop(L, 2);
	lua_pushvalue(L, 2);
	lua_rawget(L, lua_upvalueindex(2));
	lua_setmetatable(L, 1);
	lua_pushvalue(L, 1);
	zd_freeze(L, lua_tostring(L, 2)[0] == 'n' ? "the record" : "what is given to decide");
	return 1;
}

static bool is_name(const struct zd_names *names, const char *s)
{
	for (size_t i = 0; i < names->count; i++) {
		if (strcmp(names->names[i], s) == 0)
			return true;
	}
	return false;
}

void zd_refuse_unknown(lua_State *L, int table, const struct zd_names *names)
{
	const char *first = NULL;

	for (lua_pushnil(L); lua_next(L, table); lua_pop(L, 1)) {
		const char *key;

		if (lua_type(L, -2) != LUA_TSTRING) {
			zd_raise_name(L, names, lua_gettop(L) - 1);
			return;
		}
		key = lua_tostring(L, -2);
		if (!is_name(names, key) && (!first || strcmp(key, first) < 0))
			first = key;
	}
	if (first) {
		lua_pushstring(L, first);
		zd_raise_name(L, names, lua_gettop(L));
	}
}

void zd_take_apart(lua_State *L, int index, const struct zd_script *script, int names, size_t member)
{
	size_t found = 0, all = 0;
	char words[128];

	if (lua_type(L, index) != LUA_TTABLE) {
		zd_in_words(L, index, words, sizeof words);
		if (member)
			zd_raise(L, "%s: the outcome of member %zu must be a table, got %s", script->policy->id, member,
				 words);
		else
			zd_raise(L, "%s: decide must return a table of outcomes, got %s", script->policy->id, words);
		return;
	}
	luaL_checkstack(L, (int)script->gives.count + 4, "too many outcomes");
	for (size_t i = 0; i < script->gives.count; i++) {
		lua_rawgeti(L, names, (lua_Integer)i + 1);
		if (lua_rawget(L, index) != LUA_TNIL)
			found++;
	}
	for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1))
		all++;
	if (all != found)
		zd_refuse_unknown(L, index, &script->gives);
}

/* Upvalue 2: the list of the gives' names. */
static int give(lua_State *L)
{
	const struct zd_script *script = script_of(L);

	lua_settop(L, 1);
	lua_pushvalue(L, lua_upvalueindex(2));
	if (lua_type(L, 1) == LUA_TTABLE) {
		zd_push_data(L, 1);
		lua_replace(L, 1);
	}
	zd_take_apart(L, 1, script, 2, 0);
	return (int)script->gives.count;
}

/* A reason about a whole set is one about each member; they share the text. */
static void share_reason(struct zd_state *s, size_t from)
{
	struct zd_batch *b = s->batch;

	for (size_t i = 1; i < s->row_count; i++) {
		ZD_GROW(b->reasons, b->reason_count, b->reason_cap);
		b->reasons[b->reason_count] = b->reasons[from];
		b->reasons[b->reason_count++].row = s->rows[i];
	}
}

static int because(lua_State *L)
{
	const struct zd_script *script = script_of(L);
	struct zd_state *s = zd_state_of(L);
	struct zd_batch *b = s->batch;
	bool shared = s->row == ZD_NO_ROW;
	size_t *notes = shared ? &s->shared_notes : &s->notes;
	size_t n, most = shared ? MOST_SHARED_NOTES : MOST_NOTES + s->row_count * NOTES_A_MEMBER;
	const char *clause = lua_type(L, 1) == LUA_TSTRING ? lua_tostring(L, 1) : "";
	const char *text = lua_type(L, 2) == LUA_TSTRING ? lua_tolstring(L, 2, &n) : NULL;

	if (!b || (shared && s->row_count == 0) || *notes >= most ||
	    s->note_bytes > NOTE_BYTES + s->row_count * NOTE_BYTES_A_MEMBER)
		return 0;
	++*notes;
	s->scratch_max = LONGEST_NOTE;
	if (!text) {
		zd_str_clear(&s->scratch);
		zd_format_value(L, 2);
	} else {
		zd_format(L, text, n, 3);
	}
	s->scratch_max = 0;
	n = s->scratch.len;
	if (n > 0)
		zd_clean_text(s->scratch.s, n);
	s->note_bytes += n;
	zd_batch_because(b, shared ? s->rows[0] : s->row, script->step, clause, zd_str_text(&s->scratch), n);
	if (shared)
		share_reason(s, b->reason_count - 1);
	return 0;
}

static int stop(lua_State *L)
{
	struct zd_state *s = zd_state_of(L);
	size_t n;
	const char *text = zd_arg_text(L, 1, "stop", &n);

	zd_format(L, text, n, 2);
	return zd_raise_text(L, ZD_POLICY, zd_str_text(&s->scratch), s->scratch.len);
}

/* Whether to note what runs on a line: all of it for long, then only lines that are new. */
static bool is_traced(struct zd_state *s, lua_Integer line)
{
	size_t bit = (size_t)line % (sizeof s->seen * 8);
	uint8_t mask = (uint8_t)(1u << (bit % 8));
	bool known = s->seen[bit / 8] & mask;

	s->seen[bit / 8] |= mask;
	return s->batch && (s->traced++ < MOST_TRACED || !known);
}

static void note_line(lua_State *L, lua_Integer at, const char *name, const char *value)
{
	struct zd_state *s = zd_state_of(L);
	size_t step = script_of(L)->step;

	if (s->row != ZD_NO_ROW) {
		zd_batch_trace(s->batch, s->row, step, (int)at, name, value);
		return;
	}
	for (size_t i = 0; i < s->row_count && (i == 0 || s->row_count <= SHARED_TRACE); i++)
		zd_batch_trace(s->batch, s->rows[i], step, (int)at, name, value);
}

static int line(lua_State *L)
{
	lua_Integer at = lua_tointeger(L, 1);

	if (is_traced(zd_state_of(L), at))
		note_line(L, at, NULL, NULL);
	return 0;
}

/* A table that is no list shows its names. */
static void show_record(lua_State *L, int index)
{
	struct zd_state *s = zd_state_of(L);
	int64_t used = s->used;
	size_t n = 0;

	zd_lib_push(L, "pairs");
	lua_pushvalue(L, index);
	lua_call(L, 1, 1);
	for (;; n++) {
		lua_pushvalue(L, -1);
		lua_call(L, 0, 2);
		if (lua_isnil(L, -2) || s->scratch.len >= LONGEST_VALUE)
			break;
		zd_scratch_add(L, n ? ", " : "{", n ? 2 : 1);
		zd_format_value(L, -2);
		zd_scratch_add(L, " = ", 3);
		if (lua_istable(L, -1))
			zd_scratch_add(L, "…", strlen("…"));
		else
			zd_format_value(L, -1);
		lua_pop(L, 2);
	}
	zd_scratch_add(L, n ? "}" : "{}", n ? 1 : 2);
	s->used = used;
}

static bool has_table_keys(lua_State *L, int index)
{
	for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1)) {
		if (lua_type(L, -2) != LUA_TSTRING && lua_type(L, -2) != LUA_TNUMBER)
			return true;
	}
	return false;
}

static int value(lua_State *L)
{
	struct zd_state *s = zd_state_of(L);
	lua_Integer at = lua_tointeger(L, 1);
	const char *name = lua_tostring(L, 2);

	lua_settop(L, 3);
	if (!is_traced(s, at))
		return 0;
	zd_str_clear(&s->scratch);
	s->scratch_max = LONGEST_VALUE;
	if (lua_isnil(L, 3))
		zd_str_add(&s->scratch, "nil");
	else if (lua_istable(L, 3) && zd_border(L, 3) == 0 && !has_table_keys(L, 3))
		show_record(L, 3);
	else
		zd_format_value(L, 3);
	s->scratch_max = 0;
	if (s->scratch.len > 0)
		zd_clean_text(s->scratch.s, s->scratch.len);
	note_line(L, at, name, zd_str_text(&s->scratch));
	return 0;
}

static const luaL_Reg helpers[] = {
	{"because", because}, {"begin", begin},   {"give", give}, {"len", len},     {"line", line},
	{"more", more},       {"record", record}, {"stop", stop}, {"value", value}, {NULL, NULL},
};

bool zd_helper_push(lua_State *L, const char *name, const struct zd_script *script)
{
	const luaL_Reg *h = helpers;

	while (h->name && strcmp(h->name, name) != 0)
		h++;
	if (!h->name)
		return false;
	lua_pushlightuserdata(L, (void *)script);
	if (h->func == record) {
		lua_createtable(L, 0, 3);
		zd_push_strict(L, &script->needs);
		lua_setfield(L, -2, "needs");
		zd_push_strict(L, &script->params);
		lua_setfield(L, -2, "params");
		zd_push_strict(L, &script->tables);
		lua_setfield(L, -2, "tables");
	} else if (h->func == give) {
		lua_createtable(L, (int)script->gives.count, 0);
		for (size_t i = 0; i < script->gives.count; i++) {
			lua_pushstring(L, script->gives.names[i]);
			lua_rawseti(L, -2, (lua_Integer)i + 1);
		}
	} else {
		lua_pushcclosure(L, h->func, 1);
		return true;
	}
	lua_pushcclosure(L, h->func, 2);
	return true;
}
