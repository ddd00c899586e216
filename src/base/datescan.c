/* Reads dates and times as other programs write them, by a pattern. */
#include "base/date.h"

#include <string.h>

enum half {
	HALF_NONE,
	HALF_AM,
	HALF_PM,
};

/* What has been read so far; -1: not said. */
struct scan {
	const char *s, *end;
	int year, month, day, hour, hour12, minute, second;
	enum half half;
};

/* One to `width` digits. */
static bool scan_number(struct scan *in, int width, int *out)
{
	int n = 0, digits = 0;

	while (digits < width && in->s < in->end && *in->s >= '0' && *in->s <= '9') {
		n = n * 10 + (*in->s++ - '0');
		digits++;
	}
	*out = n;
	return digits > 0;
}

/* The word at the cursor, in any case of letters; word is in lower case. */
static bool scan_word(struct scan *in, const char *word)
{
	size_t n = strlen(word);

	if ((size_t)(in->end - in->s) < n)
		return false;
	for (size_t i = 0; i < n; i++) {
		char c = in->s[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		if (c != word[i])
			return false;
	}
	in->s += n;
	return true;
}

static bool scan_month_name(struct scan *in)
{
	static const char *const names[] = {"jan", "feb", "mar", "apr", "may", "jun",
					    "jul", "aug", "sep", "oct", "nov", "dec"};

	for (int i = 0; i < 12; i++) {
		if (scan_word(in, names[i])) {
			in->month = i + 1;
			return true;
		}
	}
	return false;
}

static bool scan_part(struct scan *in, char part)
{
	switch (part) {
	case 'Y':
		return scan_number(in, 4, &in->year);
	case 'y':
		if (!scan_number(in, 2, &in->year))
			return false;
		in->year += in->year < 70 ? 2000 : 1900;
		return true;
	case 'm':
		return scan_number(in, 2, &in->month);
	case 'b':
		return scan_month_name(in);
	case 'd':
		return scan_number(in, 2, &in->day);
	case 'H':
		return scan_number(in, 2, &in->hour);
	case 'I':
		return scan_number(in, 2, &in->hour12) && in->hour12 >= 1 && in->hour12 <= 12;
	case 'p':
		in->half = scan_word(in, "am") ? HALF_AM : scan_word(in, "pm") ? HALF_PM : HALF_NONE;
		return in->half != HALF_NONE;
	case 'M':
		return scan_number(in, 2, &in->minute);
	case 'S':
		return scan_number(in, 2, &in->second);
	case '%':
		return scan_word(in, "%");
	default:
		return false;
	}
}

static bool scan_all(struct scan *in, const char *pattern)
{
	for (; *pattern; pattern++) {
		if (*pattern == '%') {
			if (!scan_part(in, *++pattern))
				return false;
		} else if (in->s == in->end || *in->s++ != *pattern) {
			return false;
		}
	}
	return in->s == in->end;
}

bool zd_datetime_scan(const char *s, size_t n, const char *pattern, int64_t *seconds)
{
	struct scan in = {.s = s, .end = s + n, .year = -1, .month = 1, .day = 1, .hour12 = -1};
	struct zd_date d;

	if (!scan_all(&in, pattern))
		return false;
	d = (struct zd_date){in.year, in.month, in.day};
	/* An hour of twelve without its half of the day would be a guess. */
	if (in.hour12 >= 0 && in.half == HALF_NONE)
		return false;
	if (in.hour12 >= 0)
		in.hour = in.hour12 % 12 + (in.half == HALF_PM ? 12 : 0);
	if (!zd_date_ok(d) || in.hour > 23 || in.minute > 59 || in.second > 59)
		return false;
	*seconds = zd_date_days(d) * INT64_C(86400) + in.hour * 3600 + in.minute * 60 + in.second;
	return true;
}
