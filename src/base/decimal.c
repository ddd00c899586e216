/*
 * Decimals and doubles: what a double says in decimal, and back. Doubles are
 * read and written through the C library only as "123e-4": no locale has a
 * say in that.
 */
#include <float.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/money.h"
#include "base/shortest.h"

#define FEW_DECIMALS 9
#define UNIQUE UINT64_C(1000000000000000) /* below 10^15, two decimals never share a double */
#define DECIMAL_MAX UINT64_C(1000000000000000000)
#define SCALE_MAX 18
#define EXACT_POWER 22 /* 10^22 is the largest power of ten that is a double */
#define EXACT_INTEGER (UINT64_C(1) << 53)

static const double powers[EXACT_POWER + 1] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
					       1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

uint64_t zd_power_of_ten(int n)
{
	return (uint64_t)powers[n]; /* these doubles are exact */
}

double zd_shortest_read(uint64_t digits, int exponent)
{
	char text[40];

	/* Both sides are exact here, so the one operation rounds as reading the text would. */
	if (digits < EXACT_INTEGER && exponent >= -EXACT_POWER && exponent <= EXACT_POWER)
		return exponent < 0 ? (double)digits / powers[-exponent] : (double)digits * powers[exponent];
	snprintf(text, sizeof text, "%" PRIu64 "e%d", digits, exponent);
	return strtod(text, NULL);
}

static void strip_zeros(struct zd_shortest *s)
{
	while (s->digits && s->digits % 10 == 0) {
		s->digits /= 10;
		s->exponent++;
	}
}

/* magnitude as few digits with few decimals: nearly all rates, counts and amounts. */
static bool few_decimals(double magnitude, struct zd_shortest *out)
{
	for (int scale = 0; scale <= FEW_DECIMALS; scale++) {
		double scaled = magnitude * powers[scale];
		uint64_t digits;

		if (scaled >= (double)UNIQUE)
			return false;
		digits = (uint64_t)(scaled + 0.5);
		if ((double)digits / powers[scale] == magnitude && digits < UNIQUE) {
			out->digits = digits;
			out->exponent = -scale;
			return true;
		}
	}
	return false;
}

/* The nearest decimal of so many digits. */
static void nearest_of(double magnitude, int count, struct zd_shortest *out)
{
	char text[40];
	char *p;
	uint64_t digits = 0;

	snprintf(text, sizeof text, "%.*e", count - 1, magnitude);
	for (p = text; *p != 'e'; p++) {
		if (*p >= '0' && *p <= '9')
			digits = digits * 10 + (uint64_t)(*p - '0');
	}
	out->digits = digits;
	out->exponent = atoi(p + 1) - (count - 1);
}

/*
 * By trial. Up to 15 digits the nearest decimal is the only one, but for the
 * very smallest doubles, which have fewer digits. At a power of two the
 * doubles below lie closer than those above, so that the nearest decimal may
 * miss where the next one up reads back.
 */
static void by_trial(double magnitude, struct zd_shortest *out)
{
	for (int count = magnitude < DBL_MIN ? 1 : 15; count <= ZD_SHORTEST_DIGITS; count++) {
		nearest_of(magnitude, count, out);
		if (zd_shortest_read(out->digits, out->exponent) == magnitude)
			return;
		out->digits++;
		if (zd_shortest_read(out->digits, out->exponent) == magnitude)
			return;
	}
}

bool zd_shortest_of(double d, struct zd_shortest *out)
{
	double magnitude = fabs(d);

	if (!isfinite(d))
		return false;
	if (!few_decimals(magnitude, out))
		by_trial(magnitude, out);
	strip_zeros(out);
	if (out->digits == 0)
		out->exponent = 0;
	out->negative = signbit(d) != 0;
	return true;
}

/* Brings digits × 10^exponent to a scale of 0 to 18; false where it does not fit. */
static bool to_decimal(uint64_t digits, int exponent, bool negative, uint64_t bound, struct zd_decimal *out)
{
	if (digits == 0)
		exponent = 0;
	while (exponent < 0 && digits % 10 == 0) {
		digits /= 10;
		exponent++;
	}
	while (exponent > 0 && digits < bound / 10) {
		digits *= 10;
		exponent--;
	}
	if (exponent > 0 || exponent < -SCALE_MAX || digits >= bound)
		return false;
	out->digits = negative ? -(int64_t)digits : (int64_t)digits;
	out->scale = -exponent;
	return true;
}

bool zd_decimal_of(double d, struct zd_decimal *out)
{
	struct zd_shortest s;

	return zd_shortest_of(d, &s) && to_decimal(s.digits, s.exponent, s.negative, DECIMAL_MAX / 10, out);
}

/* A number as written: sign, digits with at most one point inside, an exponent; nothing else. */
struct reading {
	const char *s, *end;
	uint64_t digits;  /* without the zeros behind them */
	int64_t exponent; /* of these digits */
	bool negative;
};

static bool is_digit(const struct reading *in)
{
	return in->s < in->end && *in->s >= '0' && *in->s <= '9';
}

static bool skip(struct reading *in, char c)
{
	if (in->s == in->end || *in->s != c)
		return false;
	in->s++;
	return true;
}

static bool skip_sign(struct reading *in)
{
	if (skip(in, '-'))
		return true;
	skip(in, '+');
	return false;
}

/* One or more digits. A zero is only kept in mind, in the exponent, until a digit follows that needs it. */
static bool read_digits(struct reading *in, int64_t *zeros, bool fraction)
{
	if (!is_digit(in))
		return false;
	for (; is_digit(in); in->s++) {
		in->exponent -= fraction;
		if (*in->s == '0') {
			++*zeros;
			continue;
		}
		for (++*zeros; *zeros > 0 && in->digits; --*zeros) {
			if (in->digits >= DECIMAL_MAX / 10)
				return false;
			in->digits *= 10;
		}
		in->digits += (uint64_t)(*in->s - '0');
		*zeros = 0;
	}
	return true;
}

static bool read_exponent(struct reading *in)
{
	bool negative;
	int64_t n = 0;

	if (!skip(in, 'e') && !skip(in, 'E'))
		return true;
	negative = skip_sign(in);
	if (!is_digit(in))
		return false;
	for (; is_digit(in); in->s++) {
		if (n < INT32_MAX) /* far beyond any use, and far from overflow */
			n = n * 10 + (*in->s - '0');
	}
	in->exponent += negative ? -n : n;
	return true;
}

bool zd_decimal_parse(const char *s, size_t n, struct zd_decimal *out)
{
	struct reading in = {.s = s, .end = s + n};
	int64_t zeros = 0;

	in.negative = skip_sign(&in);
	if (!read_digits(&in, &zeros, false) || (skip(&in, '.') && !read_digits(&in, &zeros, true)))
		return false;
	in.exponent += zeros;
	if (!read_exponent(&in) || in.s != in.end)
		return false;
	if (in.digits && (in.exponent < -SCALE_MAX || in.exponent > SCALE_MAX))
		return false;
	return to_decimal(in.digits, (int)in.exponent, in.negative, DECIMAL_MAX, out);
}

/*
 * Without finding the decimal of the magnitude: it lies at or above a tie of
 * at most 15 digits exactly when the double lies at or above that of the tie.
 */
static bool round_by_ties(double magnitude, int digits, double *out)
{
	double scaled, tie, power, nearest;

	if (digits < 0 || digits >= EXACT_POWER)
		return false;
	power = powers[digits + 1];
	scaled = magnitude * powers[digits];
	if (!(scaled < (double)(UNIQUE / 10) - 1)) /* so written for what is not a number */
		return false;
	nearest = floor(scaled + 0.5);
	tie = nearest * 10 - 5;
	if (tie >= 0 && magnitude < tie / power)
		nearest--;
	else if (magnitude >= (tie + 10) / power)
		nearest++;
	*out = nearest / powers[digits];
	return true;
}

double zd_round(double d, int digits)
{
	struct zd_shortest s;
	int dropped;
	double rounded;

	if (round_by_ties(fabs(d), digits, &rounded))
		return d < 0 && rounded > 0 ? -rounded : rounded;
	if (!zd_shortest_of(d, &s))
		return d;
	if (s.exponent >= -digits)
		return s.digits ? d : 0; /* no negative zero */
	dropped = -digits - s.exponent;
	if (dropped > ZD_SHORTEST_DIGITS)
		return 0;
	/* The first digit that goes decides; those behind it cannot undo a half. */
	s.digits /= zd_power_of_ten(dropped - 1);
	s.digits = s.digits / 10 + (s.digits % 10 >= 5);
	rounded = zd_shortest_read(s.digits, -digits);
	return s.negative && s.digits ? -rounded : rounded;
}

/* Digits with a point behind the first `whole` of them; 0 or less puts zeros before them. */
static char *write_point(char *p, const char *digits, int count, int whole)
{
	int written = 0;

	if (whole <= 0)
		*p++ = '0';
	for (; written < whole; written++)
		*p++ = written < count ? digits[written] : '0';
	if (written >= count)
		return p;
	*p++ = '.';
	for (int i = whole; i < 0; i++)
		*p++ = '0';
	while (written < count)
		*p++ = digits[written++];
	return p;
}

size_t zd_number_format(double d, char out[32])
{
	struct zd_shortest s;
	char digits[24];
	char *p = out;
	int count, whole;

	if (!zd_shortest_of(d, &s))
		return (size_t)snprintf(out, 32, "%s", isnan(d) ? "nan" : d < 0 ? "-inf" : "inf");
	count = snprintf(digits, sizeof digits, "%" PRIu64, s.digits);
	whole = count + s.exponent;
	if (s.negative)
		*p++ = '-';
	if (whole > ZD_SHORTEST_DIGITS || whole < -3) {
		p = write_point(p, digits, count, 1);
		p += snprintf(p, 8, "e%c%02d", whole > 0 ? '+' : '-', abs(whole - 1));
	} else {
		p = write_point(p, digits, count, whole);
	}
	*p = '\0';
	return (size_t)(p - out);
}
