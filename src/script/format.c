/* Values as people read them, and texts with places for values: {1}, {2:money}, {3:percent}, {4:date}. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/money.h"
#include "script/lib.h"
#include "script/values.h"

#define MOST_ITEMS 50
#define MOST_VALUES 1000
#define PERCENT_DIGITS 10

static void add(lua_State *L, const char *s)
{
	zd_scratch_add(L, s, strlen(s));
}

static bool in_chinese(lua_State *L)
{
	const struct zd_pack *pack = zd_state_of(L)->pack;

	return pack && pack->language && strncmp(pack->language, "zh", 2) == 0;
}

static void add_number(lua_State *L, lua_Number d)
{
	char out[32];

	if (isfinite(d))
		zd_scratch_add(L, out, zd_number_format(d, out));
	else
		add(L, isnan(d) ? "nan" : d > 0 ? "inf" : "-inf");
}

static void add_items(lua_State *L, int index)
{
	lua_Integer n;
	int data;

	luaL_checkstack(L, 4, "too many values");
	zd_push_data(L, index);
	data = lua_gettop(L);
	n = zd_border(L, data);
	for (lua_Integer i = 1; i <= n && i <= MOST_ITEMS; i++) {
		if (i > 1)
			add(L, in_chinese(L) ? "、" : ", ");
		if (lua_rawgeti(L, data, i) == LUA_TTABLE)
			add(L, "…");
		else
			zd_format_value(L, -1);
		lua_pop(L, 1);
	}
	if (n > MOST_ITEMS)
		add(L, "…");
	lua_pop(L, 1);
}

void zd_format_value(lua_State *L, int index)
{
	char out[32];
	size_t n;
	const char *s;

	index = lua_absindex(L, index);
	switch (lua_type(L, index)) {
	case LUA_TNIL:
	case LUA_TNONE:
		add(L, "—");
		break;
	case LUA_TBOOLEAN:
		if (in_chinese(L))
			add(L, lua_toboolean(L, index) ? "是" : "否");
		else
			add(L, lua_toboolean(L, index) ? "yes" : "no");
		break;
	case LUA_TNUMBER:
		if (lua_isinteger(L, index)) {
			snprintf(out, sizeof out, "%" PRId64, (int64_t)lua_tointeger(L, index));
			add(L, out);
		} else {
			add_number(L, lua_tonumber(L, index));
		}
		break;
	case LUA_TSTRING:
		s = lua_tolstring(L, index, &n);
		zd_scratch_add(L, s, n);
		break;
	case LUA_TTABLE:
		add_items(L, index);
		break;
	default:
		add(L, luaL_typename(L, index));
		break;
	}
}

/* A value that does not suit the way of writing is written as it is. */
static void add_as(lua_State *L, int index, const char *how, size_t n)
{
	char out[32];

	if (n == 5 && memcmp(how, "money", n) == 0 && lua_isinteger(L, index)) {
		zd_scratch_add(L, out, zd_money_format(lua_tointeger(L, index), true, out));
		return;
	}
	if (n == 7 && memcmp(how, "percent", n) == 0 && lua_type(L, index) == LUA_TNUMBER &&
	    isfinite(lua_tonumber(L, index) * 100)) {
		add_number(L, zd_round(lua_tonumber(L, index) * 100, PERCENT_DIGITS));
		add(L, "%");
		return;
	}
	if (n == 4 && memcmp(how, "date", n) == 0 && lua_type(L, index) == LUA_TSTRING) {
		size_t len;
		const char *s = lua_tolstring(L, index, &len);
		struct zd_date d;

		zd_scratch_add(L, s, len > ZD_DATE_LEN && zd_date_parse(s, ZD_DATE_LEN, &d) ? ZD_DATE_LEN : len);
		return;
	}
	zd_format_value(L, index);
}

/* Reads "12:money}" at s; returns what is behind it, or NULL where it is no place. */
static const char *read_place(const char *s, const char *end, int *number, const char **how, size_t *how_len)
{
	*number = 0;
	*how_len = 0;
	while (s < end && *s >= '0' && *s <= '9' && *number < MOST_VALUES)
		*number = *number * 10 + (*s++ - '0');
	if (s < end && *s == ':') {
		*how = ++s;
		while (s < end && *s >= 'a' && *s <= 'z')
			s++;
		*how_len = (size_t)(s - *how);
	}
	return *number > 0 && s < end && *s == '}' ? s + 1 : NULL;
}

/* What looks like a place and is none stays as it is written. */
void zd_format(lua_State *L, const char *text, size_t len, int first)
{
	const char *end = text + len, *at = text;
	int top = lua_gettop(L);

	zd_str_clear(&zd_state_of(L)->scratch);
	while (at < end) {
		const char *brace = memchr(at, '{', (size_t)(end - at)), *next, *how = NULL;
		size_t how_len;
		int number;

		if (!brace)
			brace = end;
		zd_scratch_add(L, at, (size_t)(brace - at));
		if (brace == end)
			break;
		next = read_place(brace + 1, end, &number, &how, &how_len);
		if (next && first + number - 1 <= top) {
			add_as(L, first + number - 1, how, how_len);
			at = next;
		} else {
			zd_scratch_add(L, brace, 1);
			at = brace + 1;
		}
	}
}
