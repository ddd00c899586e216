/*
 * Shares of money by weight. Weights are brought to whole numbers on the
 * scale of the finest, so that parts and remainders are exact for all finite
 * weights: with 64 bits where the weights and their sum fit, else with as
 * many as they need. Part i is floor(m × w / t), its remainder m × w mod t;
 * the fen that are left go to the largest remainders.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/money.h"
#include "base/shortest.h"

__extension__ typedef unsigned __int128 uint128;

/* Whole numbers of `limbs` × 64 bits, the lowest first. */

static void add(uint64_t *sum, const uint64_t *more, size_t limbs)
{
	uint64_t carry = 0;

	for (size_t i = 0; i < limbs; i++) {
		uint128 s = (uint128)sum[i] + more[i] + carry;

		sum[i] = (uint64_t)s;
		carry = (uint64_t)(s >> 64);
	}
}

static void subtract(uint64_t *from, const uint64_t *less, size_t limbs)
{
	uint64_t borrow = 0;

	for (size_t i = 0; i < limbs; i++) {
		uint128 d = (uint128)from[i] - less[i] - borrow;

		from[i] = (uint64_t)d;
		borrow = (uint64_t)(d >> 64) & 1;
	}
}

static int compare(const uint64_t *a, const uint64_t *b, size_t limbs)
{
	for (size_t i = limbs; i-- > 0;) {
		if (a[i] != b[i])
			return a[i] < b[i] ? -1 : 1;
	}
	return 0;
}

/* digits × 10^power; the caller has made room for all of it. */
static void set(uint64_t *to, uint64_t digits, int power, size_t limbs)
{
	memset(to, 0, limbs * sizeof *to);
	to[0] = digits;
	for (; power > 0; power--) {
		uint64_t carry = 0;

		for (size_t i = 0; i < limbs; i++) {
			uint128 product = (uint128)to[i] * 10 + carry;

			to[i] = (uint64_t)product;
			carry = (uint64_t)(product >> 64);
		}
	}
}

/* The weights as decimals on one scale. */
struct weights {
	struct zd_shortest *items;
	size_t count;
	int lowest, highest; /* exponents of those that are not 0 */
	bool all_zero;
};

static bool read_weights(struct weights *w, const double *weights, size_t n)
{
	*w = (struct weights){.items = zd_alloc(n * sizeof *w->items), .count = n, .all_zero = true};
	for (size_t i = 0; i < n; i++) {
		struct zd_shortest *item = &w->items[i];

		if (!zd_shortest_of(weights[i], item) || (item->negative && item->digits))
			return false;
		if (item->digits == 0)
			continue;
		if (w->all_zero || item->exponent < w->lowest)
			w->lowest = item->exponent;
		if (w->all_zero || item->exponent > w->highest)
			w->highest = item->exponent;
		w->all_zero = false;
	}
	for (size_t i = 0; w->all_zero && i < n; i++)
		w->items[i] = (struct zd_shortest){.digits = 1};
	for (size_t i = 0; i < n; i++) {
		if (w->items[i].digits == 0)
			w->items[i].exponent = w->lowest;
	}
	return true;
}

/* What is left over for part `at`, as whole numbers of `limbs`. */
struct remainder {
	size_t at;
	size_t limbs;
	const uint64_t *left;
};

/* The largest first, of equal ones the earlier. */
static int by_remainder(const void *x, const void *y)
{
	const struct remainder *a = x, *b = y;
	int order = compare(b->left, a->left, a->limbs);

	return order ? order : (a->at > b->at) - (a->at < b->at);
}

/* Fits w[i] × 10^… and their sum t into 64 bits each; false when they do not. */
static bool narrow(const struct weights *w, uint64_t *numbers, uint64_t *total)
{
	*total = 0;
	if (w->highest - w->lowest > ZD_SHORTEST_DIGITS)
		return false;
	for (size_t i = 0; i < w->count; i++) {
		uint64_t power = zd_power_of_ten(w->items[i].exponent - w->lowest);

		if (__builtin_mul_overflow(w->items[i].digits, power, &numbers[i]) ||
		    __builtin_add_overflow(*total, numbers[i], total))
			return false;
	}
	return true;
}

/* m × w below 2^60 × 2^64. */
static void divide_narrow(uint64_t m, const uint64_t *numbers, uint64_t total, size_t n, int64_t *parts, uint64_t *left)
{
	for (size_t i = 0; i < n; i++) {
		uint128 product = (uint128)m * numbers[i];

		if (product >> 64 == 0) {
			parts[i] = (int64_t)((uint64_t)product / total);
			left[i] = (uint64_t)product % total;
		} else {
			parts[i] = (int64_t)(product / total);
			left[i] = (uint64_t)(product % total);
		}
	}
}

/* Enough for three times the sum of n weights. */
static size_t limbs_for(const struct weights *w)
{
	size_t digits = (size_t)(w->highest - w->lowest) + ZD_SHORTEST_DIGITS;
	size_t bits = digits * 10 / 3 + 1 + 64 + 2; /* a digit is less than 3 1/3 bits; n is less than 2^64 */

	return bits / 64 + 1;
}

/*
 * m × w / t without a product or a division: m is read bit by bit from the
 * top, keeping (bits so far) × w = part × t + left.
 */
static void divide_wide(uint64_t m, const struct weights *w, size_t limbs, int64_t *parts, uint64_t *left)
{
	uint64_t *total = zd_alloc(2 * limbs * sizeof *total);
	uint64_t *number = total + limbs;

	for (size_t i = 0; i < w->count; i++) {
		set(number, w->items[i].digits, w->items[i].exponent - w->lowest, limbs);
		add(total, number, limbs);
	}
	for (size_t i = 0; i < w->count; i++) {
		uint64_t *rest = left + i * limbs;
		uint64_t part = 0;

		set(number, w->items[i].digits, w->items[i].exponent - w->lowest, limbs);
		for (int bit = 63; bit >= 0; bit--) {
			part *= 2;
			add(rest, rest, limbs);
			if (m >> bit & 1)
				add(rest, number, limbs);
			for (; compare(rest, total, limbs) >= 0; part++)
				subtract(rest, total, limbs);
		}
		parts[i] = (int64_t)part;
	}
	free(total);
}

/* Gives what the parts lack of m to the largest remainders, one fen each; it is less than one each. */
static void give_rest(uint64_t m, int64_t *parts, const uint64_t *left, size_t limbs, size_t n)
{
	struct remainder *order;
	uint64_t rest = m;

	for (size_t i = 0; i < n; i++)
		rest -= (uint64_t)parts[i];
	if (rest == 0)
		return;
	order = zd_alloc(n * sizeof *order);
	for (size_t i = 0; i < n; i++)
		order[i] = (struct remainder){.at = i, .limbs = limbs, .left = left + i * limbs};
	qsort(order, n, sizeof *order, by_remainder);
	for (size_t i = 0; i < rest; i++)
		parts[order[i].at]++;
	free(order);
}

bool zd_money_share(int64_t m, const double *weights, size_t n, int64_t *parts)
{
	uint64_t size = m < 0 ? 0 - (uint64_t)m : (uint64_t)m;
	struct weights w;
	uint64_t *numbers, *left;
	uint64_t total;
	size_t limbs = 1;

	if (size > (uint64_t)ZD_MONEY_MAX)
		return false;
	if (n == 0)
		return m == 0;
	if (!read_weights(&w, weights, n)) {
		free(w.items);
		return false;
	}
	numbers = zd_alloc(n * sizeof *numbers);
	if (narrow(&w, numbers, &total)) {
		left = zd_alloc(n * sizeof *left);
		divide_narrow(size, numbers, total, n, parts, left);
	} else {
		limbs = limbs_for(&w);
		left = zd_alloc(n * limbs * sizeof *left);
		divide_wide(size, &w, limbs, parts, left);
	}
	give_rest(size, parts, left, limbs, n);
	for (size_t i = 0; m < 0 && i < n; i++)
		parts[i] = -parts[i];
	free(left);
	free(numbers);
	free(w.items);
	return true;
}
