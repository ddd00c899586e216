/*
 * Money: text, and products with one rounding. A product is kept as a whole
 * number times a power of ten until the end; it has 128 bits as long as it
 * fits, and as many as it needs when it does not. Shares are in share.c.
 */
#include "base/money.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/shortest.h"

__extension__ typedef unsigned __int128 uint128;

#define FEN_DIGITS 2
#define STEP_DIGITS 18 /* divided off at once; 10^18 fits 64 bits */
#define U128_DIGITS 38 /* 10^38 fits 128 bits */

bool zd_money_parse(const char *s, size_t n, int64_t *fen)
{
	const char *end = s + n;
	bool negative = n && *s == '-';
	int decimals = -1; /* no point yet */
	int64_t sum = 0;

	if (n && (*s == '-' || *s == '+'))
		s++;
	if (s == end || *s < '0' || *s > '9')
		return false;
	for (; s < end; s++) {
		if (*s == '.' && decimals < 0) {
			decimals = 0;
			continue;
		}
		if (*s < '0' || *s > '9' || decimals == FEN_DIGITS || sum > ZD_MONEY_MAX / 10)
			return false;
		sum = sum * 10 + (*s - '0');
		decimals += decimals >= 0;
	}
	if (decimals == 0)
		return false;
	for (int i = decimals < 0 ? 0 : decimals; i < FEN_DIGITS; i++) {
		if (sum > ZD_MONEY_MAX / 10)
			return false;
		sum *= 10;
	}
	if (sum > ZD_MONEY_MAX)
		return false;
	*fen = negative ? -sum : sum;
	return true;
}

size_t zd_money_format(int64_t fen, bool grouped, char out[32])
{
	char reversed[32];
	size_t n = 0, length;
	uint64_t rest = fen < 0 ? 0 - (uint64_t)fen : (uint64_t)fen;

	for (int digit = 0; rest || digit <= FEN_DIGITS; digit++, rest /= 10) {
		if (digit == FEN_DIGITS)
			reversed[n++] = '.';
		else if (grouped && digit > FEN_DIGITS && (digit - FEN_DIGITS) % 3 == 0)
			reversed[n++] = ',';
		reversed[n++] = (char)('0' + rest % 10);
	}
	if (fen < 0)
		reversed[n++] = '-';
	length = n;
	while (n)
		*out++ = reversed[--n];
	*out = '\0';
	return length;
}

/* A whole number of any length, the lowest 64 bits first. `used` counts from the highest that is not 0. */
struct whole {
	uint64_t *limbs;
	size_t used;
};

static void multiply(struct whole *w, uint64_t by)
{
	uint64_t carry = 0;

	if (by == 0)
		w->used = 0;
	for (size_t i = 0; i < w->used; i++) {
		uint128 product = (uint128)w->limbs[i] * by + carry;

		w->limbs[i] = (uint64_t)product;
		carry = (uint64_t)(product >> 64);
	}
	if (carry)
		w->limbs[w->used++] = carry;
}

static void divide(struct whole *w, uint64_t by)
{
	uint64_t rest = 0;

	for (size_t i = w->used; i-- > 0;) {
		uint128 part = (uint128)rest << 64 | w->limbs[i];

		w->limbs[i] = (uint64_t)(part / by);
		rest = (uint64_t)(part % by);
	}
	while (w->used && w->limbs[w->used - 1] == 0)
		w->used--;
}

/* A product: digits × 10^exponent. What multiplies it is a whole number and a power of ten, too. */
struct product {
	uint128 digits;
	int64_t exponent;
	bool negative;
};

/* False when 128 bits are too few; the product is then as before. */
static bool times(struct product *p, uint64_t digits)
{
	uint128 more;

	if (__builtin_mul_overflow(p->digits, (uint128)digits, &more))
		return false;
	p->digits = more;
	return true;
}

/* digits × 10^exponent as a whole number of fen, rounded half away from zero. */
static bool to_money(uint128 digits, int64_t exponent, bool negative, int64_t *out)
{
	if (digits == 0)
		exponent = 0;
	for (; exponent > 0; exponent--) {
		if (digits > (uint128)ZD_MONEY_MAX)
			return false;
		digits *= 10;
	}
	if (exponent < 0) {
		/* All digits go but one; that one decides. */
		int64_t dropped = -exponent - 1;

		if (dropped > U128_DIGITS)
			digits = 0;
		for (; dropped > 0 && digits; dropped -= STEP_DIGITS)
			digits /= zd_power_of_ten(dropped < STEP_DIGITS ? (int)dropped : STEP_DIGITS);
		digits = digits / 10 + (digits % 10 >= 5);
	}
	if (digits > (uint128)ZD_MONEY_MAX)
		return false;
	*out = negative ? -(int64_t)digits : (int64_t)digits;
	return true;
}

/* The same for a whole number of any length: brought down to 128 bits first, as far as the exponent allows. */
static bool whole_to_money(struct whole *w, int64_t exponent, bool negative, int64_t *out)
{
	while (w->used > 2) {
		int64_t dropped = -exponent - 1 < STEP_DIGITS ? -exponent - 1 : STEP_DIGITS;

		if (dropped <= 0)
			return false;
		divide(w, zd_power_of_ten((int)dropped));
		exponent += dropped;
	}
	return to_money((w->used > 1 ? (uint128)w->limbs[1] << 64 : 0) | (w->used ? w->limbs[0] : 0), exponent,
			negative, out);
}

/* Goes on from p with the factors that are left; each is at most 64 bits. */
static struct whole whole_of(const struct product *p, size_t factors)
{
	struct whole w = {.limbs = zd_alloc((factors + 3) * sizeof *w.limbs)};

	w.limbs[0] = (uint64_t)p->digits;
	w.limbs[1] = (uint64_t)(p->digits >> 64);
	w.used = w.limbs[1] ? 2 : w.limbs[0] ? 1 : 0;
	return w;
}

static uint64_t magnitude_of(int64_t i)
{
	return i < 0 ? 0 - (uint64_t)i : (uint64_t)i;
}

bool zd_money_times(int64_t m, const double *rates, size_t n, int64_t *out)
{
	struct product p = {.digits = magnitude_of(m), .negative = m < 0};
	struct whole w = {0};
	struct zd_shortest rate;
	bool ok = false;

	if (m > ZD_MONEY_MAX || m < -ZD_MONEY_MAX)
		return false;
	for (size_t i = 0; i < n; i++) {
		if (!zd_shortest_of(rates[i], &rate))
			goto out;
		p.exponent += rate.exponent;
		p.negative ^= rate.negative;
		if (!w.limbs && !times(&p, rate.digits))
			w = whole_of(&p, n - i);
		if (w.limbs)
			multiply(&w, rate.digits);
	}
	ok = w.limbs ? whole_to_money(&w, p.exponent, p.negative, out)
		     : to_money(p.digits, p.exponent, p.negative, out);
out:
	free(w.limbs);
	return ok;
}

bool zd_money_product(const struct zd_decimal *factors, size_t n, int64_t *fen)
{
	struct product p = {.digits = 1, .exponent = FEN_DIGITS};
	struct whole w = {0};
	bool ok;

	for (size_t i = 0; i < n; i++) {
		uint64_t digits = magnitude_of(factors[i].digits);

		p.exponent -= factors[i].scale;
		p.negative ^= factors[i].digits < 0;
		if (!w.limbs && !times(&p, digits))
			w = whole_of(&p, n - i);
		if (w.limbs)
			multiply(&w, digits);
	}
	ok = w.limbs ? whole_to_money(&w, p.exponent, p.negative, fen)
		     : to_money(p.digits, p.exponent, p.negative, fen);
	free(w.limbs);
	return ok;
}
