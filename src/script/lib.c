/* The library's registry and the checks of its arguments. */
#include "script/lib.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/money.h"
#include "script/values.h"

#define REGISTRY_KEY "zhidu.library"

static void add_library(lua_State *L, const luaL_Reg *functions)
{
	luaL_setfuncs(L, functions, 0);
}

void zd_lib_open(lua_State *L)
{
	lua_newtable(L);
	add_library(L, zd_lib_base);
	add_library(L, zd_lib_math);
	add_library(L, zd_lib_money);
	add_library(L, zd_lib_date);
	add_library(L, zd_lib_text);
	add_library(L, zd_lib_table);
	add_library(L, zd_lib_sort);
	lua_pushnumber(L, (lua_Number)HUGE_VAL);
	lua_setfield(L, -2, "math.huge");
	lua_setfield(L, LUA_REGISTRYINDEX, REGISTRY_KEY);
}

bool zd_lib_push(lua_State *L, const char *name)
{
	int type;

	lua_getfield(L, LUA_REGISTRYINDEX, REGISTRY_KEY);
	type = lua_getfield(L, -1, name);
	lua_remove(L, -2);
	return type != LUA_TNIL;
}

int zd_arg_error(lua_State *L, int arg, const char *name, const char *wanted)
{
	char words[160];

	return zd_raise(L, "%s wants %s as argument %d, got %s", name, wanted, arg,
			zd_in_words(L, arg, words, sizeof words));
}

lua_Integer zd_arg_int(lua_State *L, int arg, const char *name)
{
	int whole = 0;
	lua_Integer i = 0;

	if (lua_type(L, arg) == LUA_TNUMBER)
		i = lua_tointegerx(L, arg, &whole);
	if (!whole)
		zd_arg_error(L, arg, name, "a whole number");
	return i;
}

int64_t zd_arg_money(lua_State *L, int arg, const char *name)
{
	int64_t m = 0;

	if (!lua_isinteger(L, arg))
		zd_arg_error(L, arg, name, "money, an integer of fen,");
	m = lua_tointeger(L, arg);
	if (m < -ZD_MONEY_MAX || m > ZD_MONEY_MAX)
		zd_arg_error(L, arg, name, "money in its range");
	return m;
}

lua_Number zd_arg_number(lua_State *L, int arg, const char *name)
{
	lua_Number d = NAN;

	if (lua_type(L, arg) == LUA_TNUMBER)
		d = lua_tonumber(L, arg);
	if (!isfinite(d))
		zd_arg_error(L, arg, name, "a number");
	return d;
}

const char *zd_arg_text(lua_State *L, int arg, const char *name, size_t *len)
{
	if (lua_type(L, arg) != LUA_TSTRING)
		zd_arg_error(L, arg, name, "text");
	return lua_tolstring(L, arg, len);
}

void zd_arg_table(lua_State *L, int arg, const char *name)
{
	if (lua_type(L, arg) != LUA_TTABLE)
		zd_arg_error(L, arg, name, "a list");
}

void zd_arg_writable(lua_State *L, int arg, const char *name)
{
	const char *what;

	zd_arg_table(L, arg, name);
	what = zd_frozen_what(L, arg);
	if (what)
		zd_raise(L, "%s: %s cannot be changed", name, what);
}

void zd_scratch_add(lua_State *L, const char *s, size_t n)
{
	struct zd_state *state = zd_state_of(L);

	if (state->scratch_max > 0) {
		size_t room = state->scratch.len < state->scratch_max ? state->scratch_max - state->scratch.len : 0;

		zd_str_addn(&state->scratch, s, n < room ? n : room);
		return;
	}
	if (n > state->cap - state->base || state->scratch.len > state->cap - state->base - n)
		zd_raise_code(L, ZD_LIMIT, "a text is larger than a decision's limit of memory");
	zd_str_addn(&state->scratch, s, n);
}
