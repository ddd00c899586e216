/*
 * table.sort and table.order. Both use a merge sort of our own: stable, and at
 * peace with a comparison that contradicts itself.
 */
#include <stdint.h>
#include <string.h>

#include "script/lib.h"
#include "script/values.h"

#define MOST_KEYS 8

/*
 * The stack of both: 1 the list, 2 the comparison or nil. Behind them
 * table.sort has a copy of the list, table.order a list of each key's values.
 */
enum {
	LIST = 1,
	COMPARE = 2,
	COPY = 3
};

struct order {
	lua_State *L;
	const char *name;     /* the function's */
	int keys;             /* how many lists of values there are from COPY on */
	bool down[MOST_KEYS]; /* which of them go from high to low */
};

static int compare_text(lua_State *L, int a, int b)
{
	size_t n, m;
	const char *s = lua_tolstring(L, a, &n), *t = lua_tolstring(L, b, &m);
	size_t least = n < m ? n : m;
	int order;

	zd_charge(L, (int64_t)(least / 64));
	order = memcmp(s, t, least);
	return order ? order : (n > m) - (n < m);
}

/* Below, at or above 0, as the a-th value of a list is to the b-th. */
static int compare_values(const struct order *o, int list, uint32_t a, uint32_t b)
{
	lua_State *L = o->L;
	int left = lua_rawgeti(L, list, a), right = lua_rawgeti(L, list, b), order;

	if (left != right || (left != LUA_TNUMBER && left != LUA_TSTRING))
		zd_raise(L, "%s cannot order a %s and a %s", o->name, lua_typename(L, left), lua_typename(L, right));
	if (left == LUA_TSTRING)
		order = compare_text(L, -2, -1);
	else
		order = lua_compare(L, -1, -2, LUA_OPLT) - lua_compare(L, -2, -1, LUA_OPLT);
	lua_pop(L, 2);
	return order;
}

static bool is_less(const struct order *o, uint32_t a, uint32_t b)
{
	lua_State *L = o->L;
	bool less;

	if (lua_isnil(L, COMPARE)) {
		int order = 0;

		for (int k = 0; k < o->keys && order == 0; k++)
			order = o->down[k] ? compare_values(o, COPY + k, b, a) : compare_values(o, COPY + k, a, b);
		return order < 0;
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
static void merge(const struct order *o, const uint32_t *from, uint32_t *to, size_t low, size_t middle, size_t high)
{
	size_t left = low, right = middle;

	for (size_t k = low; k < high; k++) {
		if (right >= high || (left < middle && !is_less(o, from[right], from[left])))
			to[k] = from[left++];
		else
			to[k] = from[right++];
	}
}

/* The places 1…n in order. The memory is Lua's, on top of its stack. */
static const uint32_t *sorted(const struct order *o, size_t n)
{
	uint32_t *from = lua_newuserdatauv(o->L, n * 2 * sizeof *from, 0), *to = from + n;

	for (size_t i = 0; i < n; i++)
		from[i] = (uint32_t)i + 1;
	for (size_t width = 1; width < n; width *= 2) {
		uint32_t *other = from;

		zd_charge(o->L, (int64_t)(n / 4 + 1) * o->keys);
		for (size_t low = 0; low < n; low += 2 * width) {
			size_t middle = low + width < n ? low + width : n;
			size_t high = low + 2 * width < n ? low + 2 * width : n;

			merge(o, from, to, low, middle, high);
		}
		from = to;
		to = other;
	}
	return from;
}

static size_t length_of(lua_State *L, const char *name, int lists)
{
	lua_Integer n = zd_border(L, LIST);

	if (n > INT32_MAX)
		zd_raise_code(L, ZD_LIMIT, "%s: the list is too long", name);
	zd_charge_bytes(L, (size_t)n * (8 + 16 * (size_t)lists));
	return (size_t)n;
}

static int sort(lua_State *L)
{
	static const char name[] = "table.sort";
	const struct order o = {.L = L, .name = name, .keys = 1};
	const uint32_t *places;
	size_t n;

	zd_arg_writable(L, LIST, name);
	if (!lua_isnoneornil(L, COMPARE) && lua_type(L, COMPARE) != LUA_TFUNCTION)
		return zd_arg_error(L, COMPARE, name, "a function that compares");
	lua_settop(L, COMPARE);
	n = length_of(L, name, 1);
	lua_createtable(L, (int)n, 0);
	for (size_t i = 1; i <= n; i++) {
		lua_rawgeti(L, LIST, (lua_Integer)i);
		lua_rawseti(L, COPY, (lua_Integer)i);
	}
	places = sorted(&o, n);
	for (size_t i = 0; i < n; i++) {
		lua_rawgeti(L, COPY, places[i]);
		lua_rawseti(L, LIST, (lua_Integer)i + 1);
	}
	return 0;
}

/* Puts what the items have under the key on top of the stack, as a list; data is where the items are. */
static void gather(lua_State *L, const char *name, int data, const char *key, size_t n)
{
	lua_createtable(L, (int)n, 0);
	for (size_t i = 1; i <= n; i++) {
		if (lua_rawgeti(L, data, (lua_Integer)i) != LUA_TTABLE)
			zd_raise(L, "%s wants a list of records, item %d is none", name, (int)i);
		if (lua_getfield(L, -1, key) == LUA_TNIL)
			zd_raise(L, "%s: item %d has no '%s'", name, (int)i, key);
		lua_rawseti(L, -3, (lua_Integer)i);
		lua_pop(L, 1);
	}
}

static int order(lua_State *L)
{
	static const char name[] = "table.order";
	struct order o = {.L = L, .name = name, .keys = lua_gettop(L) - 1};
	const char *keys[MOST_KEYS];
	const uint32_t *places;
	int data;
	size_t n;

	zd_arg_table(L, LIST, name);
	if (o.keys < 1 || o.keys > MOST_KEYS)
		return zd_raise(L, "%s wants a list and 1 to %d keys", name, MOST_KEYS);
	for (int k = 0; k < o.keys; k++) {
		size_t len;

		keys[k] = zd_arg_text(L, k + 2, name, &len);
		o.down[k] = *keys[k] == '-';
		keys[k] += o.down[k];
	}
	n = length_of(L, name, o.keys + 1);
	lua_pushnil(L);
	lua_insert(L, COMPARE);
	zd_push_data(L, LIST);
	data = lua_gettop(L);
	for (int k = 0; k < o.keys; k++) {
		gather(L, name, data, keys[k], n);
		lua_replace(L, COPY + k); /* where the key was */
	}
	places = sorted(&o, n);
	lua_createtable(L, (int)n, 0);
	for (size_t i = 0; i < n; i++) {
		lua_pushinteger(L, places[i]);
		lua_rawseti(L, -2, (lua_Integer)i + 1);
	}
	return 1;
}

const luaL_Reg zd_lib_sort[] = {{"table.order", order}, {"table.sort", sort}, {NULL, NULL}};
