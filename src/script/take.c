/*
 * Values taken from Lua: outcomes, and the inputs of decision tables, checked
 * against their types.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/money.h"
#include "base/utf8.h"
#include "model/text.h"
#include "script/values.h"

/* A text, or a list's items together: records are kept by the million. */
#define LONGEST_OUTCOME 65536

/* Whole numbers: an integer, or a float that is one. */
static bool take_int(lua_State *L, int index, struct zd_value *out)
{
	int whole;
	lua_Integer i;

	if (lua_type(L, index) != LUA_TNUMBER)
		return false;
	i = lua_tointegerx(L, index, &whole);
	*out = zd_value_int(i);
	return whole;
}

static bool take_money(lua_State *L, int index, struct zd_value *out)
{
	if (!lua_isinteger(L, index))
		return false;
	*out = zd_value_int(lua_tointeger(L, index));
	return out->i >= -ZD_MONEY_MAX && out->i <= ZD_MONEY_MAX;
}

/* Adding 0.0 makes -0.0 plain. */
static bool take_number(lua_State *L, int index, struct zd_value *out)
{
	if (lua_type(L, index) != LUA_TNUMBER)
		return false;
	*out = zd_value_number(lua_tonumber(L, index) + 0.0);
	return isfinite(out->d);
}

static bool take_text(lua_State *L, int index, enum zd_kind kind, struct zd_arena *arena, struct zd_value *out)
{
	struct zd_date date;
	int64_t seconds;
	size_t n;
	const char *s;

	if (lua_type(L, index) != LUA_TSTRING)
		return false;
	s = lua_tolstring(L, index, &n);
	if (n > LONGEST_OUTCOME || zd_utf8_valid(s, n) != n)
		return false;
	if (kind == ZD_KIND_DATE && !zd_date_parse(s, n, &date))
		return false;
	if (kind == ZD_KIND_DATETIME && (n != ZD_DATETIME_LEN || s[10] != ' ' || !zd_datetime_parse(s, n, &seconds)))
		return false;
	*out = zd_value_text(zd_arena_strndup(arena, s, n), n);
	return true;
}

static bool take_word(lua_State *L, int index, const struct zd_enum *words, struct zd_value *out)
{
	size_t n;
	const char *s;

	if (lua_type(L, index) != LUA_TSTRING)
		return false;
	s = lua_tolstring(L, index, &n);
	for (size_t i = 0; i < words->count; i++) {
		if (strlen(words->values[i]) == n && memcmp(words->values[i], s, n) == 0) {
			*out = zd_value_text(words->values[i], n);
			return true;
		}
	}
	return false;
}

/* An item of a list whose items' type is not known. */
static bool take_scalar(lua_State *L, int index, struct zd_arena *arena, struct zd_value *out)
{
	switch (lua_type(L, index)) {
	case LUA_TBOOLEAN:
		*out = zd_value_bool(lua_toboolean(L, index));
		return true;
	case LUA_TNUMBER:
		return lua_isinteger(L, index) ? take_int(L, index, out) : take_number(L, index, out);
	case LUA_TSTRING:
		return take_text(L, index, ZD_KIND_TEXT, arena, out);
	default:
		return false;
	}
}

static size_t count_keys(lua_State *L, int index)
{
	size_t n = 0;

	lua_pushnil(L);
	while (lua_next(L, index)) {
		lua_pop(L, 1);
		n++;
	}
	return n;
}

static bool take_list(lua_State *L, int index, const struct zd_type *type, struct zd_arena *arena, struct zd_value *out,
		      char *why, size_t size)
{
	char words[128];
	struct zd_value *items;
	lua_Integer n, left;
	bool ok = true;
	int data;

	luaL_checkstack(L, 6, "too many values");
	zd_push_data(L, index);
	data = lua_gettop(L);
	n = zd_border(L, data);
	left = LONGEST_OUTCOME - n * (lua_Integer)sizeof *items;
	if (left < 0 || count_keys(L, data) != (size_t)n) {
		snprintf(why, size,
			 left < 0 ? "is a list too long to keep"
				  : "wants a list, got a table with other keys than 1, 2, 3 …");
		lua_pop(L, 1);
		return false;
	}
	items = zd_arena_alloc(arena, ((size_t)n + 1) * sizeof *items);
	for (lua_Integer i = 1; i <= n && ok; i++) {
		lua_rawgeti(L, data, i);
		if (type->count)
			ok = zd_take(L, -1, type->of, arena, &items[i - 1], why, size);
		else if (!take_scalar(L, lua_gettop(L), arena, &items[i - 1])) {
			snprintf(why, size, "wants a list of texts, numbers or bools, got %s as item %lld",
				 zd_in_words(L, -1, words, sizeof words), (long long)i);
			ok = false;
		}
		left -= items[i - 1].tag == ZD_TEXT ? items[i - 1].len : 0;
		if (ok && left < 0) {
			snprintf(why, size, "is a list too long to keep");
			ok = false;
		}
		lua_pop(L, 1);
	}
	lua_pop(L, 1);
	*out = (struct zd_value){.tag = ZD_LIST, .len = (uint32_t)n, .list = items};
	return ok;
}

static void say_wanted(lua_State *L, int index, const struct zd_type *type, char *why, size_t size)
{
	struct zd_state *s = zd_state_of(L);
	char words[160];

	zd_in_words(L, index, words, sizeof words);
	if (type->kind == ZD_KIND_MONEY && lua_type(L, index) == LUA_TNUMBER && !lua_isinteger(L, index)) {
		snprintf(why, size, "wants money, got %s: money.times or money.yuan makes it whole fen", words);
		return;
	}
	if (lua_type(L, index) == LUA_TSTRING && lua_rawlen(L, index) > LONGEST_OUTCOME) {
		snprintf(why, size, "is a text of more than %d bytes, too long to keep", LONGEST_OUTCOME);
		return;
	}
	zd_str_clear(&s->scratch);
	zd_type_words(&s->scratch, type);
	snprintf(why, size, "wants %.400s, got %s", zd_str_text(&s->scratch), words);
}

bool zd_take(lua_State *L, int index, const struct zd_type *type, struct zd_arena *arena, struct zd_value *out,
	     char *why, size_t size)
{
	bool ok = false;

	index = lua_absindex(L, index);
	switch (type->kind) {
	case ZD_KIND_INT:
		ok = take_int(L, index, out);
		break;
	case ZD_KIND_MONEY:
		ok = take_money(L, index, out);
		break;
	case ZD_KIND_NUMBER:
	case ZD_KIND_RATE:
		ok = take_number(L, index, out);
		break;
	case ZD_KIND_BOOL:
		ok = lua_type(L, index) == LUA_TBOOLEAN;
		*out = zd_value_bool(lua_toboolean(L, index));
		break;
	case ZD_KIND_ENUM:
		ok = type->enums && take_word(L, index, type->enums, out);
		break;
	case ZD_KIND_TEXT:
	case ZD_KIND_REF:
	case ZD_KIND_DATE:
	case ZD_KIND_DATETIME:
		ok = take_text(L, index, type->kind, arena, out);
		break;
	case ZD_KIND_LIST:
		if (lua_type(L, index) == LUA_TTABLE) {
			if (take_list(L, index, type, arena, out, why, size))
				return true;
			*out = ZD_VALUE_NIL;
			return false;
		}
		break;
	case ZD_KIND_MAP:
		break;
	}
	if (!ok) {
		say_wanted(L, index, type, why, size);
		*out = ZD_VALUE_NIL;
	}
	return ok;
}
