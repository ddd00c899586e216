/*
 * table.*: as in Lua, on plain tables. The sort is a merge sort of our own:
 * stable, and at peace with a comparison that contradicts itself.
 */
#include <stdint.h>
#include <string.h>

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

/* The sort's stack: 1 the list, 2 the comparison or nil, 3 a copy of the list. */
enum {
	LIST = 1,
	COMPARE = 2,
	COPY = 3
};

static int compare_text(lua_State *L, int a, int b)
{
	size_t n, m;
	const char *s = lua_tolstring(L, a, &n), *t = lua_tolstring(L, b, &m);
	int order = memcmp(s, t, n < m ? n : m);

	return order ? order : (n > m) - (n < m);
}

static bool is_less(lua_State *L, uint32_t a, uint32_t b)
{
	bool less;

	if (lua_isnil(L, COMPARE)) {
		int left = lua_rawgeti(L, COPY, a), right = lua_rawgeti(L, COPY, b);

		if (left != right || (left != LUA_TNUMBER && left != LUA_TSTRING))
			zd_raise(L, "table.sort cannot order a %s and a %s", lua_typename(L, left),
				 lua_typename(L, right));
		less = left == LUA_TSTRING ? compare_text(L, -2, -1) < 0 : lua_compare(L, -2, -1, LUA_OPLT);
		lua_pop(L, 2);
		return less;
	}
	lua_pushvalue(L, COMPARE);
	lua_rawgeti(L, COPY, a);
	lua_rawgeti(L, COPY, b);
	lua_call(L, 2, 1);
	less = lua_toboolean(L, -1);
	lua_pop(L, 1);
	return less;
}

/* Merges the sorted from[low…middle) and from[middle…high) into to; of equals, the left one first. */
static void merge(lua_State *L, const uint32_t *from, uint32_t *to, size_t low, size_t middle, size_t high)
{
	size_t left = low, right = middle;

	for (size_t k = low; k < high; k++) {
		if (right >= high || (left < middle && !is_less(L, from[right], from[left])))
			to[k] = from[left++];
		else
			to[k] = from[right++];
	}
}

static const uint32_t *sorted(lua_State *L, uint32_t *from, uint32_t *to, size_t n)
{
	for (size_t width = 1; width < n; width *= 2) {
		uint32_t *other = from;

		zd_charge(L, (int64_t)(n / 4 + 1));
		for (size_t low = 0; low < n; low += 2 * width) {
			size_t middle = low + width < n ? low + width : n;
			size_t high = low + 2 * width < n ? low + 2 * width : n;

			merge(L, from, to, low, middle, high);
		}
		from = to;
		to = other;
	}
	return from;
}

static int sort(lua_State *L)
{
	static const char name[] = "table.sort";
	const uint32_t *order;
	uint32_t *places;
	lua_Integer n;

	zd_arg_writable(L, 1, name);
	if (!lua_isnoneornil(L, 2) && lua_type(L, 2) != LUA_TFUNCTION)
		return zd_arg_error(L, 2, name, "a function that compares");
	lua_settop(L, 2);
	n = zd_border(L, LIST);
	if (n > INT32_MAX)
		return zd_raise_code(L, ZD_LIMIT, "%s: the list is too long", name);
	zd_charge_bytes(L, (size_t)n * 24);
	lua_createtable(L, (int)n, 0);
	for (lua_Integer i = 1; i <= n; i++) {
		lua_rawgeti(L, LIST, i);
		lua_rawseti(L, COPY, i);
	}
	places = lua_newuserdatauv(L, (size_t)n * 2 * sizeof *places, 0);
	for (lua_Integer i = 0; i < n; i++)
		places[i] = (uint32_t)i + 1;
	order = sorted(L, places, places + n, (size_t)n);
	for (lua_Integer i = 0; i < n; i++) {
		lua_rawgeti(L, COPY, order[i]);
		lua_rawseti(L, LIST, i + 1);
	}
	return 0;
}

const luaL_Reg zd_lib_table[] = {
	{"table.concat", concat}, {"table.insert", insert}, {"table.remove", remove_item},
	{"table.sort", sort},     {"table.unpack", unpack}, {NULL, NULL},
};
