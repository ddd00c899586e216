/*
 * text.*: by characters of UTF-8, without patterns. Bytes that are not UTF-8
 * (a policy can write them) count by the bytes that begin a character.
 */
#include <ctype.h>
#include <string.h>

#include "script/lib.h"
#include "script/values.h"

#define WIDE_BLANK "\xE3\x80\x80" /* U+3000 */

static bool begins(char c)
{
	return ((unsigned char)c & 0xC0) != 0x80;
}

static lua_Integer length_of(const char *s, size_t n)
{
	lua_Integer count = 0;

	for (size_t i = 0; i < n; i++)
		count += begins(s[i]);
	return count;
}

/* Where the character with 0-based index `at` begins, or n. */
static size_t offset_of(const char *s, size_t n, lua_Integer at)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (begins(s[i]) && at-- == 0)
			break;
	}
	return i;
}

static int length(lua_State *L)
{
	size_t n;
	const char *s = zd_arg_text(L, 1, "text.length", &n);

	zd_charge_bytes(L, n);
	lua_pushinteger(L, length_of(s, n));
	return 1;
}

/* As in Lua: from 1, and from -1 backwards. */
static int sub(lua_State *L)
{
	static const char name[] = "text.sub";
	size_t n, from, to;
	const char *s = zd_arg_text(L, 1, name, &n);
	lua_Integer first = zd_arg_int(L, 2, name);
	lua_Integer last = lua_isnoneornil(L, 3) ? -1 : zd_arg_int(L, 3, name);
	lua_Integer count;

	zd_charge_bytes(L, n);
	count = length_of(s, n);
	if (first < 0)
		first = first < -count ? 1 : count + 1 + first;
	else if (first == 0)
		first = 1;
	if (last < 0)
		last = last < -count ? 0 : count + 1 + last;
	else if (last > count)
		last = count;
	if (first > last) {
		lua_pushstring(L, "");
		return 1;
	}
	from = offset_of(s, n, first - 1);
	to = from + offset_of(s + from, n - from, last - first + 1);
	lua_pushlstring(L, s + from, to - from);
	return 1;
}

/* The letters a to z only, so that it is the same in every language. */
static int change_case(lua_State *L, const char *name, int (*change)(int))
{
	size_t n;
	const char *s = zd_arg_text(L, 1, name, &n);
	luaL_Buffer b;
	char *out;

	zd_charge_bytes(L, n);
	out = luaL_buffinitsize(L, &b, n);
	for (size_t i = 0; i < n; i++)
		out[i] = (unsigned char)s[i] < 0x80 ? (char)change((unsigned char)s[i]) : s[i];
	luaL_pushresultsize(&b, n);
	return 1;
}

static int upper(lua_State *L)
{
	return change_case(L, "text.upper", toupper);
}

static int lower(lua_State *L)
{
	return change_case(L, "text.lower", tolower);
}

/* The length of the blank that s begins with, or 0. */
static size_t blank(const char *s, size_t n)
{
	if (n > 0 && (*s == ' ' || (*s >= '\t' && *s <= '\r')))
		return 1;
	return n >= 3 && memcmp(s, WIDE_BLANK, 3) == 0 ? 3 : 0;
}

static size_t blank_at_end(const char *s, size_t n)
{
	if (n > 0 && blank(s + n - 1, 1))
		return 1;
	return n >= 3 && blank(s + n - 3, 3) == 3 ? 3 : 0;
}

static int trim(lua_State *L)
{
	size_t n, size;
	const char *s = zd_arg_text(L, 1, "text.trim", &n);

	zd_charge_bytes(L, n);
	for (; (size = blank(s, n)) > 0; s += size)
		n -= size;
	while ((size = blank_at_end(s, n)) > 0)
		n -= size;
	lua_pushlstring(L, s, n);
	return 1;
}

/* Where `part`, of at least one byte, first stands in s, or NULL. Charges what it compares. */
static const char *find(lua_State *L, const char *s, size_t n, const char *part, size_t m)
{
	size_t work = 0;
	const char *end = s + n, *at = s;

	while ((size_t)(end - at) >= m && (at = memchr(at, *part, (size_t)(end - at) - m + 1)) != NULL) {
		if (memcmp(at, part, m) == 0) {
			zd_charge_bytes(L, work % 4096);
			return at;
		}
		at++;
		work += m;
		if (work >= 4096) {
			zd_charge(L, (int64_t)(work / 64));
			work = 0;
		}
	}
	return NULL;
}

static int contains(lua_State *L)
{
	static const char name[] = "text.contains";
	size_t n, m;
	const char *s = zd_arg_text(L, 1, name, &n), *part = zd_arg_text(L, 2, name, &m);

	zd_charge_bytes(L, n);
	lua_pushboolean(L, m == 0 || find(L, s, n, part, m) != NULL);
	return 1;
}

static int starts(lua_State *L)
{
	static const char name[] = "text.starts";
	size_t n, m;
	const char *s = zd_arg_text(L, 1, name, &n), *part = zd_arg_text(L, 2, name, &m);

	zd_charge_bytes(L, m);
	lua_pushboolean(L, m <= n && memcmp(s, part, m) == 0);
	return 1;
}

static int ends(lua_State *L)
{
	static const char name[] = "text.ends";
	size_t n, m;
	const char *s = zd_arg_text(L, 1, name, &n), *part = zd_arg_text(L, 2, name, &m);

	zd_charge_bytes(L, m);
	lua_pushboolean(L, m <= n && memcmp(s + n - m, part, m) == 0);
	return 1;
}

static int replace(lua_State *L)
{
	static const char name[] = "text.replace";
	struct zd_state *state = zd_state_of(L);
	size_t n, m, size;
	const char *s = zd_arg_text(L, 1, name, &n), *from = zd_arg_text(L, 2, name, &m);
	const char *to = zd_arg_text(L, 3, name, &size), *end = s + n, *found;

	if (m == 0)
		return zd_arg_error(L, 2, name, "a text that is not empty");
	zd_charge_bytes(L, n);
	zd_str_clear(&state->scratch);
	while ((found = find(L, s, (size_t)(end - s), from, m)) != NULL) {
		zd_scratch_add(L, s, (size_t)(found - s));
		zd_scratch_add(L, to, size);
		zd_charge(L, 1 + (int64_t)(size / 16));
		s = found + m;
	}
	zd_scratch_add(L, s, (size_t)(end - s));
	lua_pushlstring(L, zd_str_text(&state->scratch), state->scratch.len);
	return 1;
}

static int split(lua_State *L)
{
	static const char name[] = "text.split";
	size_t n, m;
	const char *s = zd_arg_text(L, 1, name, &n), *separator = zd_arg_text(L, 2, name, &m);
	const char *end = s + n, *found;
	lua_Integer count = 0;

	if (m == 0)
		return zd_arg_error(L, 2, name, "a text that is not empty");
	zd_charge_bytes(L, n);
	lua_newtable(L);
	while ((found = find(L, s, (size_t)(end - s), separator, m)) != NULL) {
		zd_charge(L, 1);
		lua_pushlstring(L, s, (size_t)(found - s));
		lua_rawseti(L, -2, ++count);
		s = found + m;
	}
	lua_pushlstring(L, s, (size_t)(end - s));
	lua_rawseti(L, -2, ++count);
	return 1;
}

static int join(lua_State *L)
{
	static const char name[] = "text.join";
	struct zd_state *state = zd_state_of(L);
	size_t n = 0;
	const char *separator = lua_isnoneornil(L, 2) ? "" : zd_arg_text(L, 2, name, &n);

	zd_arg_table(L, 1, name);
	lua_settop(L, 2);
	zd_push_data(L, 1);
	zd_join_items(L, 3, separator, n, 1, zd_border(L, 3), false, name);
	lua_pushlstring(L, zd_str_text(&state->scratch), state->scratch.len);
	return 1;
}

static int format(lua_State *L)
{
	struct zd_state *state = zd_state_of(L);
	size_t n;
	const char *s = zd_arg_text(L, 1, "text.format", &n);

	zd_format(L, s, n, 2);
	lua_pushlstring(L, zd_str_text(&state->scratch), state->scratch.len);
	return 1;
}

const luaL_Reg zd_lib_text[] = {
	{"text.contains", contains},
	{"text.ends", ends},
	{"text.format", format},
	{"text.join", join},
	{"text.length", length},
	{"text.lower", lower},
	{"text.replace", replace},
	{"text.split", split},
	{"text.starts", starts},
	{"text.sub", sub},
	{"text.trim", trim},
	{"text.upper", upper},
	{NULL, NULL},
};
