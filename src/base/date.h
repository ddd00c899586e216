/* Dates and date-times of the proleptic Gregorian calendar, years 0001 to 9999, as day numbers and ISO text. */
#ifndef ZD_BASE_DATE_H
#define ZD_BASE_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ZD_DATE_LEN 10     /* 2025-11-30 */
#define ZD_DATETIME_LEN 19 /* 2025-11-30 08:26:00 */

struct zd_date {
	int year, month, day;
};

bool zd_date_ok(struct zd_date d);                                /* a date that exists */
bool zd_date_parse(const char *s, size_t n, struct zd_date *out); /* exactly YYYY-MM-DD */
void zd_date_format(struct zd_date d, char out[ZD_DATE_LEN + 1]);
int32_t zd_date_days(struct zd_date d); /* days since 1970-01-01 */
struct zd_date zd_date_from_days(int32_t days);
int zd_month_length(int year, int month);
/*
 * The same day n months later, kept within the month (Jan 31 + 1 month = Feb 28 or 29). Beyond the years 1 to 9999 the
 * result is a date that zd_date_ok refuses; so it is with zd_date_from_days.
 */
struct zd_date zd_date_add_months(struct zd_date d, int n);
/* Whole months from a to b: the largest n with a + n months <= b; negative when b is before a. */
int zd_date_months_between(struct zd_date a, struct zd_date b);

/* Seconds since 1970-01-01 00:00:00 of "YYYY-MM-DD HH:MM:SS" (a 'T' may stand for the blank; seconds may be absent; a bare date is midnight). */
bool zd_datetime_parse(const char *s, size_t n, int64_t *seconds);
void zd_datetime_format(int64_t seconds, char out[ZD_DATETIME_LEN + 1]);
void zd_datetime_now(char out[ZD_DATETIME_LEN + 1]); /* UTC, by the machine's clock */

/* Periods: "2025-11", "2025Q4", "2025". */
enum zd_period {
	ZD_PERIOD_NONE,
	ZD_PERIOD_MONTH,
	ZD_PERIOD_QUARTER,
	ZD_PERIOD_YEAR,
};
bool zd_period_parse(const char *s, enum zd_period *kind, struct zd_date *first, struct zd_date *last);
void zd_period_format(enum zd_period kind, struct zd_date first, char out[16]);
/* The period of this kind that holds the date; of ZD_PERIOD_NONE, the day itself. */
void zd_period_of(enum zd_period kind, struct zd_date d, struct zd_date *first, struct zd_date *last);
const char *zd_period_word(enum zd_period kind); /* "month"; "" for none */

/*
 * Reads s by a pattern of %Y %m %d %H %M %S %I %p %y %b (English month names) and
 * literal characters; a number may be shorter than its full width. %y below 70
 * is 20yy. %I goes with %p. Returns false where it does not match whole or does not exist.
 */
bool zd_datetime_scan(const char *s, size_t n, const char *pattern, int64_t *seconds);

#endif
