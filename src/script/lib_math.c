/* math.*: as in Lua, and math.round. Only what gives the same bits on every machine. */
#include <limits.h>
#include <math.h>

#include "base/money.h"
#include "script/lib.h"

#define MOST_DIGITS 15

/* Any number, also an infinite one. */
static lua_Number arg_any(lua_State *L, int arg, const char *name)
{
	if (lua_type(L, arg) != LUA_TNUMBER)
		zd_arg_error(L, arg, name, "a number");
	return lua_tonumber(L, arg);
}

/* A whole float as an integer where it fits. */
static int push_whole(lua_State *L, lua_Number d)
{
	lua_Integer i;

	if (lua_numbertointeger(d, &i))
		lua_pushinteger(L, i);
	else
		lua_pushnumber(L, d);
	return 1;
}

static int whole_by(lua_State *L, const char *name, double (*f)(double))
{
	lua_Number d = arg_any(L, 1, name);

	if (lua_isinteger(L, 1)) {
		lua_settop(L, 1);
		return 1;
	}
	return push_whole(L, f(d));
}

static int math_floor(lua_State *L)
{
	return whole_by(L, "math.floor", floor);
}

static int math_ceil(lua_State *L)
{
	return whole_by(L, "math.ceil", ceil);
}

static int math_abs(lua_State *L)
{
	lua_Number d = arg_any(L, 1, "math.abs");

	if (lua_isinteger(L, 1)) {
		lua_Integer i = lua_tointeger(L, 1);

		lua_pushinteger(L, i < 0 ? (lua_Integer)(0u - (lua_Unsigned)i) : i);
	} else {
		lua_pushnumber(L, fabs(d));
	}
	return 1;
}

/* The first of the greatest, or of the least. */
static int extreme(lua_State *L, const char *name, bool greatest)
{
	int n = lua_gettop(L), best = 1;

	if (lua_type(L, 1) != LUA_TNUMBER)
		return zd_arg_error(L, 1, name, "a number");
	for (int i = 2; i <= n; i++) {
		if (lua_type(L, i) != LUA_TNUMBER)
			return zd_arg_error(L, i, name, "a number");
		if (greatest ? lua_compare(L, best, i, LUA_OPLT) : lua_compare(L, i, best, LUA_OPLT))
			best = i;
	}
	lua_pushvalue(L, best);
	return 1;
}

static int math_max(lua_State *L)
{
	return extreme(L, "math.max", true);
}

static int math_min(lua_State *L)
{
	return extreme(L, "math.min", false);
}

static int math_sqrt(lua_State *L)
{
	lua_pushnumber(L, sqrt(arg_any(L, 1, "math.sqrt")));
	return 1;
}

static int math_fmod(lua_State *L)
{
	static const char name[] = "math.fmod";
	lua_Number a = arg_any(L, 1, name), b = arg_any(L, 2, name);

	if (lua_isinteger(L, 1) && lua_isinteger(L, 2)) {
		lua_Integer d = lua_tointeger(L, 2);

		if (d == 0)
			return zd_raise(L, "%s: division by zero", name);
		/* The least integer divided by -1 does not fit. */
		lua_pushinteger(L, d == -1 ? 0 : lua_tointeger(L, 1) % d);
	} else {
		lua_pushnumber(L, fmod(a, b));
	}
	return 1;
}

/* Half away from zero, in decimal. Without digits, an integer. */
static int math_round(lua_State *L)
{
	static const char name[] = "math.round";
	lua_Number d = arg_any(L, 1, name);
	lua_Integer digits = lua_isnoneornil(L, 2) ? 0 : zd_arg_int(L, 2, name);

	if (digits < 0 || digits > MOST_DIGITS)
		return zd_arg_error(L, 2, name, "0 to 15 digits");
	if (lua_isinteger(L, 1)) {
		lua_settop(L, 1);
		return 1;
	}
	if (!isfinite(d)) {
		lua_settop(L, 1);
		return 1;
	}
	d = zd_round(d, (int)digits);
	if (digits == 0)
		return push_whole(L, d);
	lua_pushnumber(L, d);
	return 1;
}

static int math_tointeger(lua_State *L)
{
	int whole = 0;
	lua_Integer i = 0;

	if (lua_type(L, 1) == LUA_TNUMBER)
		i = lua_tointegerx(L, 1, &whole);
	if (whole)
		lua_pushinteger(L, i);
	else
		lua_pushnil(L);
	return 1;
}

static int math_type(lua_State *L)
{
	if (lua_type(L, 1) == LUA_TNUMBER)
		lua_pushstring(L, lua_isinteger(L, 1) ? "integer" : "float");
	else
		lua_pushnil(L);
	return 1;
}

const luaL_Reg zd_lib_math[] = {
	{"math.abs", math_abs},
	{"math.ceil", math_ceil},
	{"math.floor", math_floor},
	{"math.fmod", math_fmod},
	{"math.max", math_max},
	{"math.min", math_min},
	{"math.round", math_round},
	{"math.sqrt", math_sqrt},
	{"math.tointeger", math_tointeger},
	{"math.type", math_type},
	{NULL, NULL},
};
