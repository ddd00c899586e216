/*
 * Dates of the proleptic Gregorian calendar. Knows nothing of clocks, zones
 * and leap seconds: a day has 86400 seconds.
 */
#include "base/date.h"

#include <string.h>
#include <time.h>

#define DAY_SECONDS INT64_C(86400)
#define YEAR_MAX 9999

/* Years are counted from March here, so that the leap day is the last of its year. */
#define ERA_YEARS 400
#define ERA_DAYS 146097
#define EPOCH_DAYS 719468 /* from 0000-03-01 to 1970-01-01 */

static bool is_leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int zd_month_length(int year, int month)
{
	static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	if (month < 1 || month > 12)
		return 0;
	return lengths[month - 1] + (month == 2 && is_leap(year));
}

bool zd_date_ok(struct zd_date d)
{
	return d.year >= 1 && d.year <= YEAR_MAX && d.day >= 1 && d.day <= zd_month_length(d.year, d.month);
}

int32_t zd_date_days(struct zd_date d)
{
	int64_t year = (int64_t)d.year - (d.month <= 2);
	int64_t era = (year >= 0 ? year : year - (ERA_YEARS - 1)) / ERA_YEARS;
	int64_t year_of_era = year - era * ERA_YEARS;
	int64_t month = d.month > 2 ? d.month - 3 : d.month + 9;
	int64_t day_of_year = (153 * month + 2) / 5 + d.day - 1;
	int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

	return (int32_t)(era * ERA_DAYS + day_of_era - EPOCH_DAYS);
}

struct zd_date zd_date_from_days(int32_t days)
{
	int64_t from = (int64_t)days + EPOCH_DAYS;
	int64_t era = (from >= 0 ? from : from - (ERA_DAYS - 1)) / ERA_DAYS;
	int64_t day_of_era = from - era * ERA_DAYS;
	int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int64_t month = (5 * day_of_year + 2) / 153;
	struct zd_date d;

	d.day = (int)(day_of_year - (153 * month + 2) / 5 + 1);
	d.month = (int)(month < 10 ? month + 3 : month - 9);
	d.year = (int)(year_of_era + era * ERA_YEARS + (d.month <= 2));
	return d;
}

/* Months since year 0, and back. */
static int64_t month_number(struct zd_date d)
{
	return (int64_t)d.year * 12 + d.month - 1;
}

struct zd_date zd_date_add_months(struct zd_date d, int n)
{
	int64_t number = month_number(d) + n;
	struct zd_date sum = {.year = number < 0 ? 0 : YEAR_MAX + 1, .month = 1, .day = 1};

	if (number < 0 || number / 12 > YEAR_MAX)
		return sum;
	sum.year = (int)(number / 12);
	sum.month = (int)(number % 12) + 1;
	sum.day = zd_month_length(sum.year, sum.month);
	if (d.day < sum.day)
		sum.day = d.day;
	return sum;
}

int zd_date_months_between(struct zd_date a, struct zd_date b)
{
	int months = (int)(month_number(b) - month_number(a));

	return zd_date_days(zd_date_add_months(a, months)) <= zd_date_days(b) ? months : months - 1;
}

/* The least `width` digits of n. */
static char *write_number(char *to, int n, int width)
{
	unsigned rest = n < 0 ? 0u : (unsigned)n;

	for (int i = width - 1; i >= 0; i--) {
		to[i] = (char)('0' + rest % 10);
		rest /= 10;
	}
	return to + width;
}

/* Exactly `width` digits at s. */
static bool read_number(const char *s, int width, int *out)
{
	*out = 0;
	for (int i = 0; i < width; i++) {
		if (s[i] < '0' || s[i] > '9')
			return false;
		*out = *out * 10 + (s[i] - '0');
	}
	return true;
}

bool zd_date_parse(const char *s, size_t n, struct zd_date *out)
{
	struct zd_date d;

	if (n != ZD_DATE_LEN || s[4] != '-' || s[7] != '-' || !read_number(s, 4, &d.year) ||
	    !read_number(s + 5, 2, &d.month) || !read_number(s + 8, 2, &d.day) || !zd_date_ok(d))
		return false;
	*out = d;
	return true;
}

void zd_date_format(struct zd_date d, char out[ZD_DATE_LEN + 1])
{
	char *p = write_number(out, d.year, 4);

	*p++ = '-';
	p = write_number(p, d.month, 2);
	*p++ = '-';
	p = write_number(p, d.day, 2);
	*p = '\0';
}

static bool time_ok(int hour, int minute, int second)
{
	return hour <= 23 && minute <= 59 && second <= 59;
}

static int64_t seconds_of(struct zd_date d, int hour, int minute, int second)
{
	return zd_date_days(d) * DAY_SECONDS + hour * 3600 + minute * 60 + second;
}

bool zd_datetime_parse(const char *s, size_t n, int64_t *seconds)
{
	struct zd_date d;
	int hour = 0, minute = 0, second = 0;

	if (n < ZD_DATE_LEN || !zd_date_parse(s, ZD_DATE_LEN, &d))
		return false;
	if (n != ZD_DATE_LEN) {
		if (n != ZD_DATETIME_LEN && n != ZD_DATETIME_LEN - 3)
			return false;
		if ((s[10] != ' ' && s[10] != 'T') || s[13] != ':' || !read_number(s + 11, 2, &hour) ||
		    !read_number(s + 14, 2, &minute))
			return false;
		if (n == ZD_DATETIME_LEN && (s[16] != ':' || !read_number(s + 17, 2, &second)))
			return false;
	}
	if (!time_ok(hour, minute, second))
		return false;
	*seconds = seconds_of(d, hour, minute, second);
	return true;
}

void zd_datetime_format(int64_t seconds, char out[ZD_DATETIME_LEN + 1])
{
	bool before = seconds % DAY_SECONDS < 0;
	int64_t days = seconds / DAY_SECONDS - before;
	int rest = (int)(seconds % DAY_SECONDS + (before ? DAY_SECONDS : 0));
	char *p = out + ZD_DATE_LEN;

	zd_date_format(zd_date_from_days((int32_t)days), out);
	*p++ = ' ';
	p = write_number(p, rest / 3600, 2);
	*p++ = ':';
	p = write_number(p, rest / 60 % 60, 2);
	*p++ = ':';
	p = write_number(p, rest % 60, 2);
	*p = '\0';
}

void zd_datetime_now(char out[ZD_DATETIME_LEN + 1])
{
	zd_datetime_format((int64_t)time(NULL), out);
}

void zd_period_of(enum zd_period kind, struct zd_date d, struct zd_date *first, struct zd_date *last)
{
	*first = *last = d;
	switch (kind) {
	case ZD_PERIOD_NONE:
		return;
	case ZD_PERIOD_MONTH:
		break;
	case ZD_PERIOD_QUARTER:
		first->month = (d.month - 1) / 3 * 3 + 1;
		last->month = first->month + 2;
		break;
	case ZD_PERIOD_YEAR:
		first->month = 1;
		last->month = 12;
		break;
	}
	first->day = 1;
	last->day = zd_month_length(last->year, last->month);
}

bool zd_period_parse(const char *s, enum zd_period *kind, struct zd_date *first, struct zd_date *last)
{
	size_t n = strlen(s);
	struct zd_date d = {.month = 1, .day = 1};
	enum zd_period k = ZD_PERIOD_YEAR;

	if (n < 4 || !read_number(s, 4, &d.year))
		return false;
	if (n == 6 && s[4] == 'Q' && s[5] >= '1' && s[5] <= '4') {
		k = ZD_PERIOD_QUARTER;
		d.month = (s[5] - '1') * 3 + 1;
	} else if (n == 7 && s[4] == '-' && read_number(s + 5, 2, &d.month)) {
		k = ZD_PERIOD_MONTH;
	} else if (n != 4) {
		return false;
	}
	if (!zd_date_ok(d))
		return false;
	*kind = k;
	zd_period_of(k, d, first, last);
	return true;
}

void zd_period_format(enum zd_period kind, struct zd_date first, char out[16])
{
	char *p = out;

	if (kind != ZD_PERIOD_NONE)
		p = write_number(p, first.year, 4);
	if (kind == ZD_PERIOD_QUARTER) {
		*p++ = 'Q';
		*p++ = (char)('1' + (first.month - 1) / 3);
	} else if (kind == ZD_PERIOD_MONTH) {
		*p++ = '-';
		p = write_number(p, first.month, 2);
	}
	*p = '\0';
}

const char *zd_period_word(enum zd_period kind)
{
	switch (kind) {
	case ZD_PERIOD_NONE:
		break;
	case ZD_PERIOD_MONTH:
		return "month";
	case ZD_PERIOD_QUARTER:
		return "quarter";
	case ZD_PERIOD_YEAR:
		return "year";
	}
	return "";
}
