/*
 * Values on their way into Lua, and what is said of those in it. A frozen table is an empty one that reads through
 * its metatable: [FROZEN_DATA] is the data, [FROZEN_NAME] says what it is in
 * messages. Reading a key that is there costs no call.
 */
#include "script/values.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/money.h"
#include "base/utf8.h"

enum {
	FROZEN_DATA = 1,
	FROZEN_NAME = 2
};
#define PLAIN_BORDER 16
#define SHOWN_TEXT 40

static bool is_float(const struct zd_type *type)
{
	return type && (type->kind == ZD_KIND_NUMBER || type->kind == ZD_KIND_RATE);
}

static bool is_whole(const struct zd_type *type)
{
	return type && (type->kind == ZD_KIND_INT || type->kind == ZD_KIND_MONEY);
}

static const struct zd_type *item_type(const struct zd_type *type)
{
	return type && type->kind == ZD_KIND_LIST && type->count ? type->of : NULL;
}

static const struct zd_type *key_type(const struct zd_type *type, size_t i)
{
	if (!type || type->kind != ZD_KIND_MAP)
		return NULL;
	return type->open ? type->of : i < type->count ? &type->of[i] : NULL;
}

/* False: a list or map. */
static bool push_scalar(lua_State *L, const struct zd_type *type, const struct zd_value *v)
{
	switch ((enum zd_tag)v->tag) {
	case ZD_NIL:
		lua_pushnil(L);
		return true;
	case ZD_BOOL:
		lua_pushboolean(L, v->i != 0);
		return true;
	case ZD_INT:
		if (is_float(type))
			lua_pushnumber(L, (lua_Number)v->i);
		else
			lua_pushinteger(L, v->i);
		return true;
	case ZD_NUMBER:
		if (is_whole(type) && floor(v->d) == v->d && fabs(v->d) < 0x1p63)
			lua_pushinteger(L, (lua_Integer)v->d);
		else
			lua_pushnumber(L, v->d);
		return true;
	case ZD_TEXT:
		lua_pushlstring(L, v->s, v->len);
		return true;
	case ZD_LIST:
	case ZD_MAP:
		break;
	}
	return false;
}

void zd_push(lua_State *L, const struct zd_type *type, const struct zd_value *v)
{
	if (push_scalar(L, type, v))
		return;
	luaL_checkstack(L, 4, "too many values");
	if (v->tag == ZD_LIST) {
		lua_createtable(L, (int)v->len, 0);
		for (uint32_t i = 0; i < v->len; i++) {
			zd_push(L, item_type(type), &v->list[i]);
			lua_rawseti(L, -2, (lua_Integer)i + 1);
		}
		return;
	}
	lua_createtable(L, 0, (int)v->len);
	for (uint32_t i = 0; i < v->len; i++) {
		lua_pushstring(L, v->map[i].key);
		zd_push(L, key_type(type, i), &v->map[i].value);
		lua_rawset(L, -3);
	}
}

static int refuse_write(lua_State *L)
{
	return zd_raise(L, "%s cannot be changed", lua_tostring(L, lua_upvalueindex(1)));
}

static int refuse_name(lua_State *L)
{
	return zd_raise_name(L, lua_touserdata(L, lua_upvalueindex(1)), 2);
}

void zd_freeze(lua_State *L, const char *what)
{
	lua_newtable(L);
	lua_createtable(L, 2, 2);
	lua_pushvalue(L, -3);
	lua_pushvalue(L, -1);
	lua_setfield(L, -3, "__index");
	lua_rawseti(L, -2, FROZEN_DATA);
	lua_pushstring(L, what);
	lua_pushvalue(L, -1);
	lua_rawseti(L, -3, FROZEN_NAME);
	lua_pushcclosure(L, refuse_write, 1);
	lua_setfield(L, -2, "__newindex");
	lua_setmetatable(L, -2);
	lua_remove(L, -2);
}

/* Gives the data on top a metatable whose __index raises. */
static void close_keys(lua_State *L, const char *what, const struct zd_type *type)
{
	struct zd_names *names;

	lua_createtable(L, 0, 1);
	what = lua_pushstring(L, what);
	names = lua_newuserdatauv(L, sizeof *names, 1);
	*names = (struct zd_names){.what = what, .names = type->keys, .count = type->count};
	lua_insert(L, -2);
	lua_setiuservalue(L, -2, 1);
	lua_pushcclosure(L, refuse_name, 1);
	lua_setfield(L, -2, "__index");
	lua_setmetatable(L, -2);
}

void zd_push_frozen(lua_State *L, const char *what, const struct zd_type *type, const struct zd_value *v)
{
	if (push_scalar(L, type, v))
		return;
	luaL_checkstack(L, 8, "too many values");
	if (v->tag == ZD_LIST) {
		lua_createtable(L, (int)v->len, 0);
		for (uint32_t i = 0; i < v->len; i++) {
			zd_push_frozen(L, what, item_type(type), &v->list[i]);
			lua_rawseti(L, -2, (lua_Integer)i + 1);
		}
	} else {
		lua_createtable(L, 0, (int)v->len);
		for (uint32_t i = 0; i < v->len; i++) {
			lua_pushstring(L, v->map[i].key);
			zd_push_frozen(L, what, key_type(type, i), &v->map[i].value);
			lua_rawset(L, -3);
		}
		if (type && type->kind == ZD_KIND_MAP && !type->open)
			close_keys(L, what, type);
	}
	zd_freeze(L, what);
}

void zd_push_data(lua_State *L, int index)
{
	index = lua_absindex(L, index);
	if (lua_getmetatable(L, index)) {
		if (lua_rawgeti(L, -1, FROZEN_DATA) == LUA_TTABLE) {
			lua_remove(L, -2);
			return;
		}
		lua_pop(L, 2);
	}
	lua_pushvalue(L, index);
}

const char *zd_frozen_what(lua_State *L, int index)
{
	const char *what = NULL;

	if (!lua_getmetatable(L, index))
		return NULL;
	if (lua_rawgeti(L, -1, FROZEN_NAME) == LUA_TSTRING)
		what = lua_tostring(L, -1); /* anchored by the metatable */
	lua_pop(L, 2);
	return what;
}

static bool is_there(lua_State *L, int index, lua_Integer i)
{
	bool there = lua_rawgeti(L, index, i) != LUA_TNIL;

	lua_pop(L, 1);
	return there;
}

static lua_Integer find_border(lua_State *L, int index)
{
	lua_Integer low, high = 1;

	while (high <= PLAIN_BORDER) {
		if (!is_there(L, index, high))
			return high - 1;
		high++;
	}
	for (low = high - 1; is_there(L, index, high); high *= 2)
		low = high;
	while (high - low > 1) {
		lua_Integer middle = low + (high - low) / 2;

		if (is_there(L, index, middle))
			low = middle;
		else
			high = middle;
	}
	return low;
}

lua_Integer zd_border(lua_State *L, int index)
{
	lua_Integer border;

	zd_push_data(L, index);
	border = find_border(L, lua_gettop(L));
	lua_pop(L, 1);
	return border;
}

int zd_raise_name(lua_State *L, const struct zd_names *names, int key)
{
	char words[96];
	const char *nearest = NULL;

	if (lua_type(L, key) == LUA_TSTRING) {
		nearest = zd_nearest(lua_tostring(L, key), names->names, names->count);
		snprintf(words, sizeof words, "'%.80s'", lua_tostring(L, key));
	} else {
		zd_in_words(L, key, words, sizeof words);
	}
	if (nearest)
		return zd_raise(L, "%s has no %s; did you mean '%s'?", names->what, words, nearest);
	return zd_raise(L, "%s has no %s", names->what, words);
}

/* A known name whose value is nil reads as nil. */
static int strict_index(lua_State *L)
{
	const struct zd_names *names = lua_touserdata(L, lua_upvalueindex(1));

	if (lua_type(L, 2) == LUA_TSTRING) {
		const char *key = lua_tostring(L, 2);

		for (size_t i = 0; i < names->count; i++) {
			if (strcmp(names->names[i], key) == 0)
				return 0;
		}
	}
	return zd_raise_name(L, names, 2);
}

void zd_push_strict(lua_State *L, const struct zd_names *names)
{
	lua_createtable(L, 0, 1);
	lua_pushlightuserdata(L, (void *)names);
	lua_pushcclosure(L, strict_index, 1);
	lua_setfield(L, -2, "__index");
}

const char *zd_in_words(lua_State *L, int index, char *buf, size_t size)
{
	char number[32];

	switch (lua_type(L, index)) {
	case LUA_TNIL:
	case LUA_TNONE:
		snprintf(buf, size, "nil");
		break;
	case LUA_TBOOLEAN:
		snprintf(buf, size, "%s", lua_toboolean(L, index) ? "true" : "false");
		break;
	case LUA_TNUMBER:
		if (lua_isinteger(L, index))
			snprintf(buf, size, "the integer %" PRId64, (int64_t)lua_tointeger(L, index));
		else if (zd_number_format(lua_tonumber(L, index), number))
			snprintf(buf, size, "the number %s", number);
		break;
	case LUA_TSTRING: {
		size_t n, shown;
		const char *s = lua_tolstring(L, index, &n);

		shown = n <= SHOWN_TEXT ? n : SHOWN_TEXT;
		while (shown > 0 && shown < n && ((unsigned char)s[shown] & 0xC0) == 0x80)
			shown--;
		snprintf(buf, size, "the text '%.*s%s'", (int)shown, s, shown < n ? "…" : "");
		break;
	}
	default:
		snprintf(buf, size, "a %s", lua_typename(L, lua_type(L, index)));
		break;
	}
	return buf;
}
