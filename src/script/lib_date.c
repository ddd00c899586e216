/* date.*: dates as ISO text. A date-time stands for its day, but in date.hours. */
#include "base/date.h"
#include "script/lib.h"

#define MOST_DAYS 3700000
#define MOST_MONTHS 120000
#define MONTHS_A_YEAR 12
#define SECONDS_AN_HOUR 3600.0

static struct zd_date arg_date(lua_State *L, int arg, const char *name)
{
	struct zd_date d;
	int64_t seconds;
	size_t n;
	const char *s = zd_arg_text(L, arg, name, &n);

	if (!zd_date_parse(s, n, &d) &&
	    !(n > ZD_DATE_LEN && zd_datetime_parse(s, n, &seconds) && zd_date_parse(s, ZD_DATE_LEN, &d)))
		zd_arg_error(L, arg, name, "a date such as '2025-11-30'");
	return d;
}

static int64_t arg_time(lua_State *L, int arg, const char *name)
{
	int64_t seconds = 0;
	size_t n;
	const char *s = zd_arg_text(L, arg, name, &n);

	if (!zd_datetime_parse(s, n, &seconds))
		zd_arg_error(L, arg, name, "a date-time such as '2025-11-30 08:26:00'");
	return seconds;
}

static int arg_count(lua_State *L, int arg, const char *name, int most)
{
	lua_Integer n = zd_arg_int(L, arg, name);

	if (n < -most || n > most)
		zd_arg_error(L, arg, name, "a number that stays within the calendar");
	return (int)n;
}

static int push_date(lua_State *L, struct zd_date d, const char *name)
{
	char out[ZD_DATE_LEN + 1];

	if (!zd_date_ok(d))
		return zd_raise(L, "%s: the date is outside the years 1 to 9999", name);
	zd_date_format(d, out);
	lua_pushlstring(L, out, ZD_DATE_LEN);
	return 1;
}

static int add_days(lua_State *L)
{
	static const char name[] = "date.add_days";
	struct zd_date d = arg_date(L, 1, name);
	int64_t day = (int64_t)zd_date_days(d) + arg_count(L, 2, name, MOST_DAYS);

	if (day < zd_date_days((struct zd_date){1, 1, 1}) || day > zd_date_days((struct zd_date){9999, 12, 31}))
		return zd_raise(L, "%s: the date is outside the years 1 to 9999", name);
	return push_date(L, zd_date_from_days((int32_t)day), name);
}

static int push_months_later(lua_State *L, struct zd_date d, int months, const char *name)
{
	int month = d.year * MONTHS_A_YEAR + d.month - 1 + months;

	if (month < MONTHS_A_YEAR || month >= 10000 * MONTHS_A_YEAR)
		return zd_raise(L, "%s: the date is outside the years 1 to 9999", name);
	return push_date(L, zd_date_add_months(d, months), name);
}

static int add_months(lua_State *L)
{
	static const char name[] = "date.add_months";
	struct zd_date d = arg_date(L, 1, name);

	return push_months_later(L, d, arg_count(L, 2, name, MOST_MONTHS), name);
}

static int add_years(lua_State *L)
{
	static const char name[] = "date.add_years";
	struct zd_date d = arg_date(L, 1, name);

	return push_months_later(L, d, MONTHS_A_YEAR * arg_count(L, 2, name, MOST_MONTHS / MONTHS_A_YEAR), name);
}

static int month_end(lua_State *L)
{
	static const char name[] = "date.month_end";
	struct zd_date d = arg_date(L, 1, name);

	d.day = zd_month_length(d.year, d.month);
	return push_date(L, d, name);
}

static int days(lua_State *L)
{
	static const char name[] = "date.days";
	struct zd_date a = arg_date(L, 1, name), b = arg_date(L, 2, name);

	lua_pushinteger(L, (lua_Integer)zd_date_days(b) - zd_date_days(a));
	return 1;
}

static int months(lua_State *L)
{
	static const char name[] = "date.months";
	struct zd_date a = arg_date(L, 1, name), b = arg_date(L, 2, name);

	lua_pushinteger(L, zd_date_months_between(a, b));
	return 1;
}

static int hours(lua_State *L)
{
	static const char name[] = "date.hours";
	int64_t a = arg_time(L, 1, name), b = arg_time(L, 2, name);

	lua_pushnumber(L, (lua_Number)(b - a) / SECONDS_AN_HOUR);
	return 1;
}

static int year(lua_State *L)
{
	lua_pushinteger(L, arg_date(L, 1, "date.year").year);
	return 1;
}

static int month(lua_State *L)
{
	lua_pushinteger(L, arg_date(L, 1, "date.month").month);
	return 1;
}

static int day_of_month(lua_State *L)
{
	lua_pushinteger(L, arg_date(L, 1, "date.day").day);
	return 1;
}

const luaL_Reg zd_lib_date[] = {
	{"date.add_days", add_days},
	{"date.add_months", add_months},
	{"date.add_years", add_years},
	{"date.day", day_of_month},
	{"date.days", days},
	{"date.hours", hours},
	{"date.month", month},
	{"date.month_end", month_end},
	{"date.months", months},
	{"date.year", year},
	{NULL, NULL},
};
