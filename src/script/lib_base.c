/*
 * The functions without a library's name. pairs goes through a table in an
 * order that depends on its keys alone, ipairs tells the reasons of a set
 * which member is at hand.
 */
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "script/lib.h"
#include "script/values.h"

/* A key of a table, with what orders it. Its text is anchored by the table. */
struct key {
	int type; /* as Lua's; a float without a whole value is told apart from an integer by `whole` */
	bool whole;
	union {
		lua_Integer i;
		lua_Number d;
		struct {
			const char *s;
			size_t len;
		} text;
	} u;
};

/* Integers, other numbers, text, bools. */
static int rank(const struct key *k)
{
	if (k->type == LUA_TNUMBER)
		return k->whole ? 0 : 1;
	return k->type == LUA_TSTRING ? 2 : 3;
}

static int by_key(const void *left, const void *right)
{
	const struct key *a = left, *b = right;
	int order = rank(a) - rank(b);

	if (order)
		return order;
	switch (rank(a)) {
	case 0:
	case 3:
		return (a->u.i > b->u.i) - (a->u.i < b->u.i);
	case 1:
		return (a->u.d > b->u.d) - (a->u.d < b->u.d);
	default: {
		size_t n = a->u.text.len < b->u.text.len ? a->u.text.len : b->u.text.len;

		order = memcmp(a->u.text.s, b->u.text.s, n);
		return order ? order : (a->u.text.len > b->u.text.len) - (a->u.text.len < b->u.text.len);
	}
	}
}

static void read_key(lua_State *L, int index, struct key *k)
{
	k->type = lua_type(L, index);
	k->whole = lua_isinteger(L, index);
	if (k->type == LUA_TSTRING)
		k->u.text.s = lua_tolstring(L, index, &k->u.text.len);
	else if (k->type == LUA_TNUMBER && !k->whole)
		k->u.d = lua_tonumber(L, index);
	else if (k->type == LUA_TNUMBER)
		k->u.i = lua_tointeger(L, index);
	else if (k->type == LUA_TBOOLEAN)
		k->u.i = lua_toboolean(L, index);
	else
		zd_raise(L, "pairs: a table or function as a key has no place in an order");
}

static void push_key(lua_State *L, const struct key *k)
{
	if (k->type == LUA_TSTRING)
		lua_pushlstring(L, k->u.text.s, k->u.text.len);
	else if (k->type == LUA_TBOOLEAN)
		lua_pushboolean(L, k->u.i != 0);
	else if (k->whole)
		lua_pushinteger(L, k->u.i);
	else
		lua_pushnumber(L, k->u.d);
}

/* Upvalues: the data, the list of keys, how far. Keys that have become nil are passed over. */
static int next_pair(lua_State *L)
{
	lua_Integer at = lua_tointeger(L, lua_upvalueindex(3));

	for (;;) {
		at++;
		if (lua_rawgeti(L, lua_upvalueindex(2), at) == LUA_TNIL)
			return 1;
		lua_pushvalue(L, -1);
		if (lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL)
			break;
		lua_pop(L, 2);
	}
	lua_pushinteger(L, at);
	lua_replace(L, lua_upvalueindex(3));
	return 2;
}

static int base_pairs(lua_State *L)
{
	struct key *keys;
	size_t n = 0, i = 0;

	zd_arg_table(L, 1, "pairs");
	lua_settop(L, 1);
	zd_push_data(L, 1);
	for (lua_pushnil(L); lua_next(L, 2); lua_pop(L, 1))
		n++;
	zd_charge_bytes(L, n * sizeof *keys);
	keys = lua_newuserdatauv(L, n * sizeof *keys, 0);
	for (lua_pushnil(L); lua_next(L, 2) && i < n; lua_pop(L, 1))
		read_key(L, -2, &keys[i++]);
	lua_settop(L, 3);
	qsort(keys, n, sizeof *keys, by_key);
	lua_createtable(L, (int)n, 0);
	for (i = 0; i < n; i++) {
		push_key(L, &keys[i]);
		lua_rawseti(L, -2, (lua_Integer)i + 1);
	}
	lua_remove(L, 3);
	lua_pushinteger(L, 0);
	lua_pushcclosure(L, next_pair, 3);
	return 1;
}

static int next_item(lua_State *L)
{
	lua_Integer i = lua_tointeger(L, 2) + 1;

	lua_pushinteger(L, i);
	return lua_geti(L, 1, i) == LUA_TNIL ? 1 : 2;
}

/* The same where reasons are given: notes which member the item is. */
static int next_noted_item(lua_State *L)
{
	struct zd_state *s = zd_state_of(L);
	int n = next_item(L);

	if (n == 2 && lua_istable(L, -1)) {
		lua_rawgeti(L, LUA_REGISTRYINDEX, s->members);
		lua_pushvalue(L, -2);
		if (lua_rawget(L, -2) == LUA_TNUMBER)
			s->row = (size_t)lua_tointeger(L, -1);
		lua_pop(L, 2);
	}
	return n;
}

/* However the loop is left, the member at hand is the one from before it. */
static int leave_loop(lua_State *L)
{
	zd_state_of(L)->row = *(size_t *)lua_touserdata(L, 1);
	return 0;
}

static int base_ipairs(lua_State *L)
{
	struct zd_state *s = zd_state_of(L);
	size_t *before;

	zd_arg_table(L, 1, "ipairs");
	lua_settop(L, 1);
	if (s->members == LUA_NOREF) {
		lua_pushcfunction(L, next_item);
		lua_insert(L, 1);
		lua_pushinteger(L, 0);
		return 3;
	}
	lua_pushcfunction(L, next_noted_item);
	lua_insert(L, 1);
	lua_pushinteger(L, 0);
	before = lua_newuserdatauv(L, sizeof *before, 0);
	*before = s->row;
	lua_createtable(L, 0, 1);
	lua_pushcfunction(L, leave_loop);
	lua_setfield(L, -2, "__close");
	lua_setmetatable(L, -2);
	return 4;
}

static int base_type(lua_State *L)
{
	if (lua_isnone(L, 1))
		return zd_arg_error(L, 1, "type", "a value");
	lua_pushstring(L, luaL_typename(L, 1));
	return 1;
}

/* As in Lua, but for nothing that differs from run to run or between machines: a table has no address. */
static int base_tostring(lua_State *L)
{
	switch (lua_type(L, 1)) {
	case LUA_TSTRING:
	case LUA_TNUMBER:
		lua_settop(L, 1);
		if (lua_type(L, 1) == LUA_TNUMBER && isnan(lua_tonumber(L, 1)))
			lua_pushstring(L, "nan");
		else
			lua_tostring(L, 1);
		break;
	case LUA_TBOOLEAN:
		lua_pushstring(L, lua_toboolean(L, 1) ? "true" : "false");
		break;
	default:
		lua_pushstring(L, luaL_typename(L, 1));
		break;
	}
	return 1;
}

static int number_in_base(lua_State *L, const char *s, size_t n, lua_Integer base)
{
	lua_Integer sum = 0;
	size_t i = 0;
	bool negative;

	while (n > 0 && isspace((unsigned char)s[n - 1]))
		n--;
	while (i < n && isspace((unsigned char)s[i]))
		i++;
	negative = i < n && s[i] == '-';
	i += negative;
	if (i == n)
		return 0;
	for (; i < n; i++) {
		int c = (unsigned char)s[i];
		int digit = c >= '0' && c <= '9' ? c - '0' : isalpha(c) ? tolower(c) - 'a' + 10 : 36;

		if (digit >= base || __builtin_mul_overflow(sum, base, &sum) ||
		    __builtin_add_overflow(sum, digit, &sum))
			return 0;
	}
	lua_pushinteger(L, negative ? -sum : sum);
	return 1;
}

static int base_tonumber(lua_State *L)
{
	static const char name[] = "tonumber";
	size_t n;
	const char *s;

	if (!lua_isnoneornil(L, 2)) {
		lua_Integer base = zd_arg_int(L, 2, name);

		if (base < 2 || base > 36)
			return zd_arg_error(L, 2, name, "a base from 2 to 36");
		s = zd_arg_text(L, 1, name, &n);
		zd_charge_bytes(L, n);
		if (number_in_base(L, s, n, base) == 0)
			lua_pushnil(L);
		return 1;
	}
	if (lua_type(L, 1) == LUA_TNUMBER) {
		lua_settop(L, 1);
		return 1;
	}
	if (lua_type(L, 1) == LUA_TSTRING) {
		s = lua_tolstring(L, 1, &n);
		zd_charge_bytes(L, n);
		if (lua_stringtonumber(L, s) == n + 1)
			return 1;
	} else if (lua_isnone(L, 1)) {
		return zd_arg_error(L, 1, name, "a value");
	}
	lua_pushnil(L);
	return 1;
}

static int raise_message(lua_State *L, int index)
{
	size_t n;
	const char *s;

	if (lua_type(L, index) != LUA_TSTRING && lua_type(L, index) != LUA_TNUMBER)
		return zd_raise(L, "error object");
	zd_str_clear(&zd_state_of(L)->scratch);
	zd_format_value(L, index);
	s = zd_str_text(&zd_state_of(L)->scratch);
	n = zd_state_of(L)->scratch.len;
	return zd_raise_text(L, ZD_POLICY, s, n);
}

static int base_error(lua_State *L)
{
	lua_settop(L, 1);
	return raise_message(L, 1);
}

static int base_assert(lua_State *L)
{
	if (lua_isnone(L, 1))
		return zd_arg_error(L, 1, "assert", "a value");
	if (lua_toboolean(L, 1))
		return lua_gettop(L);
	if (lua_isnoneornil(L, 2))
		return zd_raise(L, "assertion failed!");
	return raise_message(L, 2);
}

const luaL_Reg zd_lib_base[] = {
	{"assert", base_assert},     {"error", base_error},       {"ipairs", base_ipairs}, {"pairs", base_pairs},
	{"tonumber", base_tonumber}, {"tostring", base_tostring}, {"type", base_type},     {NULL, NULL},
};
