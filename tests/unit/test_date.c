#include <check.h>
#include <limits.h>
#include <string.h>

#include "base/date.h"

/* Each day of all the years follows the one before, in number and in the calendar. */
START_TEST(days_follow_each_other)
{
	struct zd_date d = {1, 1, 1};
	int32_t number = zd_date_days(d);

	ck_assert_int_eq(zd_date_days((struct zd_date){1970, 1, 1}), 0);
	ck_assert_int_eq(zd_date_days((struct zd_date){2000, 3, 1}), 11017);
	while (d.year <= 9999) {
		struct zd_date back = zd_date_from_days(number);

		if (back.year != d.year || back.month != d.month || back.day != d.day || zd_date_days(d) != number)
			ck_abort_msg("day %d", number);
		number++;
		if (++d.day > zd_month_length(d.year, d.month)) {
			d.day = 1;
			if (++d.month > 12) {
				d.month = 1;
				d.year++;
			}
		}
	}
	ck_assert(!zd_date_ok(zd_date_from_days(number)));
	ck_assert(!zd_date_ok(zd_date_from_days(INT32_MAX)));
	ck_assert(!zd_date_ok(zd_date_from_days(INT32_MIN)));
}
END_TEST

static const struct {
	const char *s;
	bool good;
} dates[] = {
	{"2025-11-30", true},  {"2024-02-29", true},  {"2000-02-29", true},  {"0001-01-01", true},
	{"9999-12-31", true},  {"2025-02-29", false}, {"1900-02-29", false}, {"2025-11-31", false},
	{"2025-13-01", false}, {"2025-00-01", false}, {"2025-01-00", false}, {"0000-01-01", false},
	{"2025-1-1", false},   {"2025/11/30", false}, {"2025-11-3", false},  {"2025-11-300", false},
	{"+025-11-30", false}, {" 2025-11-3", false}, {"", false},           {"二〇二五-一", false},
};

START_TEST(parses_dates)
{
	struct zd_date d = {7, 7, 7};
	char text[ZD_DATE_LEN + 1];

	ck_assert_int_eq(zd_date_parse(dates[_i].s, strlen(dates[_i].s), &d), dates[_i].good);
	if (dates[_i].good) {
		zd_date_format(d, text);
		ck_assert_str_eq(text, dates[_i].s);
	} else {
		ck_assert_int_eq(d.year, 7);
	}
}
END_TEST

static struct zd_date date(const char *s)
{
	struct zd_date d;

	ck_assert(zd_date_parse(s, strlen(s), &d));
	return d;
}

static const struct {
	const char *from;
	int months;
	const char *to;
} additions[] = {
	{"2025-01-31", 1, "2025-02-28"},      {"2024-01-31", 1, "2024-02-29"},  {"2025-03-31", -1, "2025-02-28"},
	{"2025-12-15", 1, "2026-01-15"},      {"2025-01-15", -1, "2024-12-15"}, {"2024-02-29", 12, "2025-02-28"},
	{"2024-02-29", 48, "2028-02-29"},     {"2025-05-31", 0, "2025-05-31"},  {"2025-10-31", -12, "2024-10-31"},
	{"0001-01-01", 119987, "9999-12-01"},
};

START_TEST(adds_months)
{
	char text[ZD_DATE_LEN + 1];

	zd_date_format(zd_date_add_months(date(additions[_i].from), additions[_i].months), text);
	ck_assert_str_eq(text, additions[_i].to);
}
END_TEST

START_TEST(adds_beyond_the_calendar)
{
	static const int months[] = {INT_MIN, -1, 119988, INT_MAX};

	for (size_t i = 0; i < sizeof months / sizeof months[0]; i++)
		ck_assert(!zd_date_ok(zd_date_add_months(date("0001-01-01"), months[i])));
}
END_TEST

static const struct {
	const char *a, *b;
	int months;
} spans[] = {
	{"2025-01-15", "2025-01-15", 0},  {"2025-01-15", "2025-02-14", 0},      {"2025-01-15", "2025-02-15", 1},
	{"2025-01-31", "2025-02-28", 1},  {"2025-01-31", "2025-02-27", 0},      {"2025-01-31", "2025-03-30", 1},
	{"2024-02-29", "2025-02-28", 12}, {"2025-02-15", "2025-01-15", -1},     {"2025-02-15", "2025-01-14", -2},
	{"2025-01-31", "2025-01-30", -1}, {"0001-01-01", "9999-12-31", 119987},
};

START_TEST(counts_months)
{
	ck_assert_int_eq(zd_date_months_between(date(spans[_i].a), date(spans[_i].b)), spans[_i].months);
}
END_TEST

/* The definition: the largest n with a + n months <= b. */
START_TEST(counts_months_by_definition)
{
	int32_t from = zd_date_days(date("2023-11-01"));

	for (int32_t i = 0; i < 500; i++) {
		for (int32_t j = 0; j < 500; j += 3) {
			struct zd_date a = zd_date_from_days(from + i), b = zd_date_from_days(from + j);
			int n = zd_date_months_between(a, b);

			ck_assert_int_le(zd_date_days(zd_date_add_months(a, n)), from + j);
			ck_assert_int_gt(zd_date_days(zd_date_add_months(a, n + 1)), from + j);
		}
	}
}
END_TEST

static const struct {
	const char *s, *text; /* NULL: refused */
} datetimes[] = {
	{"2025-11-30 08:26:00", "2025-11-30 08:26:00"},
	{"2025-11-30T08:26:59", "2025-11-30 08:26:59"},
	{"2025-11-30 08:26", "2025-11-30 08:26:00"},
	{"2025-11-30", "2025-11-30 00:00:00"},
	{"1969-12-31 23:59:59", "1969-12-31 23:59:59"},
	{"0001-01-01 00:00:00", "0001-01-01 00:00:00"},
	{"9999-12-31 23:59:59", "9999-12-31 23:59:59"},
	{"2025-11-30 24:00:00", NULL},
	{"2025-11-30 08:60:00", NULL},
	{"2025-11-30 08:26:60", NULL},
	{"2025-11-30 8:26:00", NULL},
	{"2025-11-30 08:26:0", NULL},
	{"2025-11-30 08", NULL},
	{"2025-11-30x08:26:00", NULL},
	{"2025-11-30 08:26:00Z", NULL},
	{"2025-02-30 08:26:00", NULL},
	{"", NULL},
};

START_TEST(parses_datetimes)
{
	const char *s = datetimes[_i].s;
	int64_t seconds = 0;
	char text[ZD_DATETIME_LEN + 1];
	bool good = zd_datetime_parse(s, strlen(s), &seconds);

	ck_assert_int_eq(good, datetimes[_i].text != NULL);
	if (good) {
		zd_datetime_format(seconds, text);
		ck_assert_str_eq(text, datetimes[_i].text);
	}
}
END_TEST

START_TEST(formats_any_number)
{
	static const int64_t seconds[] = {INT64_MIN, INT64_MAX, INT64_C(-99999999999999), INT64_C(99999999999999)};
	char text[ZD_DATETIME_LEN + 1];

	for (size_t i = 0; i < sizeof seconds / sizeof seconds[0]; i++) {
		zd_datetime_format(seconds[i], text);
		ck_assert_uint_eq(strlen(text), ZD_DATETIME_LEN);
	}
}
END_TEST

static const struct {
	const char *s;
	enum zd_period kind;
	const char *first, *last;
} periods[] = {
	{"2025-11", ZD_PERIOD_MONTH, "2025-11-01", "2025-11-30"},
	{"2024-02", ZD_PERIOD_MONTH, "2024-02-01", "2024-02-29"},
	{"2025Q1", ZD_PERIOD_QUARTER, "2025-01-01", "2025-03-31"},
	{"2025Q4", ZD_PERIOD_QUARTER, "2025-10-01", "2025-12-31"},
	{"2025", ZD_PERIOD_YEAR, "2025-01-01", "2025-12-31"},
	{"2025-13", ZD_PERIOD_NONE, NULL, NULL},
	{"2025-00", ZD_PERIOD_NONE, NULL, NULL},
	{"2025Q0", ZD_PERIOD_NONE, NULL, NULL},
	{"2025Q5", ZD_PERIOD_NONE, NULL, NULL},
	{"2025Q", ZD_PERIOD_NONE, NULL, NULL},
	{"0000", ZD_PERIOD_NONE, NULL, NULL},
	{"25", ZD_PERIOD_NONE, NULL, NULL},
	{"2025-1", ZD_PERIOD_NONE, NULL, NULL},
	{"2025-11-30", ZD_PERIOD_NONE, NULL, NULL},
	{"", ZD_PERIOD_NONE, NULL, NULL},
};

START_TEST(parses_periods)
{
	enum zd_period kind = ZD_PERIOD_NONE;
	struct zd_date first, last, again_first, again_last;
	char text[16];

	ck_assert_int_eq(zd_period_parse(periods[_i].s, &kind, &first, &last), periods[_i].first != NULL);
	ck_assert_int_eq(kind, periods[_i].kind);
	if (!periods[_i].first)
		return;
	zd_date_format(first, text);
	ck_assert_str_eq(text, periods[_i].first);
	zd_date_format(last, text);
	ck_assert_str_eq(text, periods[_i].last);
	zd_period_format(kind, first, text);
	ck_assert_str_eq(text, periods[_i].s);
	for (int32_t day = zd_date_days(first); day <= zd_date_days(last); day++) {
		zd_period_of(kind, zd_date_from_days(day), &again_first, &again_last);
		ck_assert_int_eq(zd_date_days(again_first), zd_date_days(first));
		ck_assert_int_eq(zd_date_days(again_last), zd_date_days(last));
	}
}
END_TEST

START_TEST(names_periods)
{
	struct zd_date first, last;
	char text[16];

	ck_assert_str_eq(zd_period_word(ZD_PERIOD_NONE), "");
	ck_assert_str_eq(zd_period_word(ZD_PERIOD_MONTH), "month");
	ck_assert_str_eq(zd_period_word(ZD_PERIOD_QUARTER), "quarter");
	ck_assert_str_eq(zd_period_word(ZD_PERIOD_YEAR), "year");
	zd_period_of(ZD_PERIOD_NONE, date("2025-11-30"), &first, &last);
	ck_assert_int_eq(first.day, 30);
	ck_assert_int_eq(last.day, 30);
	zd_period_format(ZD_PERIOD_NONE, first, text);
	ck_assert_str_eq(text, "");
}
END_TEST

static const struct {
	const char *s, *pattern, *text;
} scans[] = {
	{"2010-12-01 08:26:00", "%Y-%m-%d %H:%M:%S", "2010-12-01 08:26:00"},
	{"12/1/2010 8:26", "%m/%d/%Y %H:%M", "2010-12-01 08:26:00"},
	{"1-Dec-10", "%d-%b-%y", "2010-12-01 00:00:00"},
	{"01 MAY 69", "%d %b %y", "2069-05-01 00:00:00"},
	{"01 may 70", "%d %b %y", "1970-05-01 00:00:00"},
	{"12/01/2010 12:05 AM", "%m/%d/%Y %I:%M %p", "2010-12-01 00:05:00"},
	{"12/01/2010 12:05 pm", "%m/%d/%Y %I:%M %p", "2010-12-01 12:05:00"},
	{"12/01/2010 11:05 PM", "%m/%d/%Y %I:%M %p", "2010-12-01 23:05:00"},
	{"20251130", "%Y%m%d", "2025-11-30 00:00:00"},
	{"2025年11月30日", "%Y年%m月%d日", "2025-11-30 00:00:00"},
	{"2025-11", "%Y-%m", "2025-11-01 00:00:00"},
	{"100%2025", "100%%%Y", "2025-01-01 00:00:00"},
	{"2025-02-30", "%Y-%m-%d", NULL},
	{"2025-11-30 ", "%Y-%m-%d", NULL},
	{"2025-11-30", "%Y-%m-%d %H", NULL},
	{"2025-11-30 25", "%Y-%m-%d %H", NULL},
	{"2025-11-30 11", "%Y-%m-%d %I", NULL}, /* which half of the day? */
	{"2025-11-30 13 PM", "%Y-%m-%d %I %p", NULL},
	{"2025-11-30 0 AM", "%Y-%m-%d %I %p", NULL},
	{"11-30", "%m-%d", NULL},
	{"2025-Foo-01", "%Y-%b-%d", NULL},
	{"2025", "%Y%", NULL},
	{"2025", "%Q", NULL},
	{"", "", NULL},
	{"", "%Y", NULL},
	{"99999", "%Y", NULL},
};

START_TEST(scans_by_pattern)
{
	int64_t seconds = 0;
	char text[ZD_DATETIME_LEN + 1];
	bool good = zd_datetime_scan(scans[_i].s, strlen(scans[_i].s), scans[_i].pattern, &seconds);

	ck_assert_int_eq(good, scans[_i].text != NULL);
	if (good) {
		zd_datetime_format(seconds, text);
		ck_assert_str_eq(text, scans[_i].text);
	}
}
END_TEST

Suite *suite_date(void);
Suite *suite_date(void)
{
	Suite *s = suite_create("date");
	TCase *t = tcase_create("date");

	tcase_set_timeout(t, 30);
	tcase_add_test(t, days_follow_each_other);
	tcase_add_loop_test(t, parses_dates, 0, sizeof dates / sizeof dates[0]);
	tcase_add_loop_test(t, adds_months, 0, sizeof additions / sizeof additions[0]);
	tcase_add_test(t, adds_beyond_the_calendar);
	tcase_add_loop_test(t, counts_months, 0, sizeof spans / sizeof spans[0]);
	tcase_add_test(t, counts_months_by_definition);
	tcase_add_loop_test(t, parses_datetimes, 0, sizeof datetimes / sizeof datetimes[0]);
	tcase_add_test(t, formats_any_number);
	tcase_add_loop_test(t, parses_periods, 0, sizeof periods / sizeof periods[0]);
	tcase_add_test(t, names_periods);
	tcase_add_loop_test(t, scans_by_pattern, 0, sizeof scans / sizeof scans[0]);
	suite_add_tcase(s, t);
	return s;
}
