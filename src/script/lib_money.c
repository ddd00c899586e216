/* money.*: exact integers of fen. The arithmetic is base/money's. */
#include <math.h>

#include "base/money.h"
#include "script/lib.h"
#include "script/values.h"

#define MOST_RATES 16
#define EXACT_WHOLE 0x1p53
#define HALF_A_FEN 0.005

/* A whole number times a whole number needs no decimals. */
static bool times_whole(int64_t m, lua_Number rate, int64_t *out)
{
	return rate == floor(rate) && fabs(rate) < EXACT_WHOLE && !__builtin_mul_overflow(m, (int64_t)rate, out);
}

static lua_Number arg_rate(lua_State *L, int arg, const char *name)
{
	lua_Number rate = zd_arg_number(L, arg, name);

	if (fabs(rate) > EXACT_WHOLE && lua_isinteger(L, arg))
		zd_arg_error(L, arg, name, "a rate below 2^53");
	return rate;
}

static int times(lua_State *L)
{
	static const char name[] = "money.times";
	double rates[MOST_RATES];
	int64_t m = zd_arg_money(L, 1, name);
	int64_t product;
	int n = lua_gettop(L) - 1;
	bool ok;

	if (n < 1 || n > MOST_RATES)
		return zd_raise(L, "%s wants 1 to %d rates", name, MOST_RATES);
	for (int i = 0; i < n; i++)
		rates[i] = arg_rate(L, i + 2, name);
	ok = n == 1 && times_whole(m, rates[0], &product);
	if (!ok)
		ok = zd_money_times(m, rates, (size_t)n, &product);
	if (!ok || product < -ZD_MONEY_MAX || product > ZD_MONEY_MAX)
		return zd_raise(L, "%s: the product is out of the range of money", name);
	lua_pushinteger(L, product);
	return 1;
}

static int share(lua_State *L)
{
	static const char name[] = "money.share";
	int64_t m = zd_arg_money(L, 1, name);
	lua_Integer n;
	double *weights;
	int64_t *parts;

	zd_arg_table(L, 2, name);
	lua_settop(L, 2);
	zd_push_data(L, 2);
	n = zd_border(L, 3);
	zd_charge_bytes(L, (size_t)n * 64);
	weights = lua_newuserdatauv(L, (size_t)n * (sizeof *weights + sizeof *parts), 0);
	parts = (int64_t *)(weights + n);
	for (lua_Integer i = 0; i < n; i++) {
		lua_rawgeti(L, 3, i + 1);
		weights[i] = lua_type(L, -1) == LUA_TNUMBER ? lua_tonumber(L, -1) : NAN;
		if (!isfinite(weights[i]) || weights[i] < 0) {
			char words[128];

			return zd_raise(L, "%s wants weights that are numbers and not negative, got %s as weight %lld",
					name, zd_in_words(L, -1, words, sizeof words), (long long)i + 1);
		}
		lua_pop(L, 1);
	}
	if (!zd_money_share(m, weights, (size_t)n, parts))
		return zd_raise(L, "%s: the money cannot be shared by %lld weights", name, (long long)n);
	lua_createtable(L, (int)n, 0);
	for (lua_Integer i = 0; i < n; i++) {
		lua_pushinteger(L, parts[i]);
		lua_rawseti(L, -2, i + 1);
	}
	return 1;
}

static int yuan(lua_State *L)
{
	static const char name[] = "money.yuan";
	lua_Number n = zd_arg_number(L, 1, name);
	struct zd_decimal decimal;
	int64_t fen = 0;
	bool ok;

	if (lua_isinteger(L, 1))
		ok = !__builtin_mul_overflow((int64_t)lua_tointeger(L, 1), INT64_C(100), &fen);
	else if (fabs(n) < HALF_A_FEN)
		ok = true;
	else
		ok = zd_decimal_of(n, &decimal) && zd_money_product(&decimal, 1, &fen);
	if (!ok || fen < -ZD_MONEY_MAX || fen > ZD_MONEY_MAX)
		return zd_arg_error(L, 1, name, "yuan in the range of money");
	lua_pushinteger(L, fen);
	return 1;
}

static int text(lua_State *L)
{
	char out[32];
	size_t n = zd_money_format(zd_arg_money(L, 1, "money.text"), true, out);

	lua_pushlstring(L, out, n);
	return 1;
}

const luaL_Reg zd_lib_money[] = {
	{"money.share", share}, {"money.text", text}, {"money.times", times}, {"money.yuan", yuan}, {NULL, NULL},
};
