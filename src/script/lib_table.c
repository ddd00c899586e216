/* table.*: as in Lua, on plain tables, and a search. What puts in order is in lib_sort.c. */
#include "script/lib.h"
#include "script/values.h"

#define MOST_UNPACKED 200

static int insert(lua_State *L)
{
	static const char name[] = "table.insert";
	lua_Integer n, at;

	zd_arg_writable(L, 1, name);
	n = zd_border(L, 1);
	if (lua_gettop(L) == 2) {
		lua_rawseti(L, 1, n + 1);
		return 0;
	}
	if (lua_gettop(L) != 3)
		return zd_raise(L, "%s wants a list, a place and a value, or a list and a value", name);
	at = zd_arg_int(L, 2, name);
	if (at < 1 || at > n + 1)
		return zd_arg_error(L, 2, name, "a place within the list");
	zd_charge_bytes(L, (size_t)(n + 1 - at) * 16);
	for (lua_Integer i = n; i >= at; i--) {
		lua_rawgeti(L, 1, i);
		lua_rawseti(L, 1, i + 1);
	}
	lua_rawseti(L, 1, at);
	return 0;
}

static int remove_item(lua_State *L)
{
	static const char name[] = "table.remove";
	lua_Integer n, at;

	zd_arg_writable(L, 1, name);
	n = zd_border(L, 1);
	at = lua_isnoneornil(L, 2) ? n : zd_arg_int(L, 2, name);
	if (at == n && n == 0) {
		lua_pushnil(L);
		return 1;
	}
	if (at == n + 1) {
		lua_rawgeti(L, 1, at);
		lua_pushnil(L);
		lua_rawseti(L, 1, at);
		return 1;
	}
	if (at < 1 || at > n)
		return zd_arg_error(L, 2, name, "a place within the list");
	zd_charge_bytes(L, (size_t)(n - at) * 16);
	lua_rawgeti(L, 1, at);
	for (lua_Integer i = at; i < n; i++) {
		lua_rawgeti(L, 1, i + 1);
		lua_rawseti(L, 1, i);
	}
	lua_pushnil(L);
	lua_rawseti(L, 1, n);
	return 1;
}

void zd_join_items(lua_State *L, int list, const char *separator, size_t n, lua_Integer first, lua_Integer last,
		   bool as_lua, const char *name)
{
	struct zd_state *s = zd_state_of(L);

	zd_str_clear(&s->scratch);
	for (lua_Integer i = first; i <= last; i++) {
		int type = lua_rawgeti(L, list, i);

		if (type != LUA_TSTRING && type != LUA_TNUMBER) {
			char words[128];

			zd_raise(L, "%s wants texts and numbers, got %s as item %lld", name,
				 zd_in_words(L, -1, words, sizeof words), (long long)i);
		}
		if (as_lua)
			lua_tostring(L, -1);
		zd_format_value(L, -1);
		lua_pop(L, 1);
		if (i == last)
			break;
		zd_scratch_add(L, separator, n);
		zd_charge(L, 1 + (int64_t)(n / 16));
	}
	zd_charge_bytes(L, s->scratch.len);
}

static int concat(lua_State *L)
{
	static const char name[] = "table.concat";
	struct zd_state *s = zd_state_of(L);
	size_t n = 0;
	const char *separator = lua_isnoneornil(L, 2) ? "" : zd_arg_text(L, 2, name, &n);
	lua_Integer first = lua_isnoneornil(L, 3) ? 1 : zd_arg_int(L, 3, name), last;

	zd_arg_table(L, 1, name);
	last = lua_isnoneornil(L, 4) ? zd_border(L, 1) : zd_arg_int(L, 4, name);
	lua_settop(L, 2);
	zd_push_data(L, 1);
	zd_join_items(L, 3, separator, n, first, last, true, name);
	lua_pushlstring(L, zd_str_text(&s->scratch), s->scratch.len);
	return 1;
}

static int unpack(lua_State *L)
{
	static const char name[] = "table.unpack";
	lua_Integer first = lua_isnoneornil(L, 2) ? 1 : zd_arg_int(L, 2, name), last;
	int data;

	zd_arg_table(L, 1, name);
	last = lua_isnoneornil(L, 3) ? zd_border(L, 1) : zd_arg_int(L, 3, name);
	if (first > last)
		return 0;
	if ((lua_Unsigned)last - (lua_Unsigned)first >= MOST_UNPACKED)
		return zd_raise(L, "%s gives at most %d values", name, MOST_UNPACKED);
	lua_settop(L, 1);
	zd_push_data(L, 1);
	data = lua_gettop(L);
	luaL_checkstack(L, MOST_UNPACKED + 2, "too many values");
	for (lua_Integer i = first;; i++) {
		lua_rawgeti(L, data, i);
		if (i == last)
			break;
	}
	return lua_gettop(L) - data;
}

static int find(lua_State *L)
{
	static const char name[] = "table.find";
	lua_Integer n;

	zd_arg_table(L, 1, name);
	lua_settop(L, 2);
	zd_push_data(L, 1);
	n = zd_border(L, 3);
	for (lua_Integer i = 1; i <= n; i++) {
		lua_rawgeti(L, 3, i);
		if (lua_rawequal(L, -1, 2)) {
			zd_charge(L, i / 4 + 1);
			lua_pushinteger(L, i);
			return 1;
		}
		lua_pop(L, 1);
	}
	zd_charge(L, n / 4 + 1);
	lua_pushnil(L);
	return 1;
}

const luaL_Reg zd_lib_table[] = {
	{"table.concat", concat},      {"table.find", find},     {"table.insert", insert},
	{"table.remove", remove_item}, {"table.unpack", unpack}, {NULL, NULL},
};
