/*
 * Money: exact integers of fen (1/100 yuan), between ±ZD_MONEY_MAX. All
 * rounding is half away from zero. A rate (a double) stands for the shortest
 * decimal that names it, so 0.1 is exactly one tenth.
 */
#ifndef ZD_BASE_MONEY_H
#define ZD_BASE_MONEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ZD_MONEY_MAX INT64_C(900000000000000000) /* 9 × 10^15 yuan */

/* "-1234.50": a sign or none, digits, and a point with one or two decimals or none; false otherwise or out of range. No commas. */
bool zd_money_parse(const char *s, size_t n, int64_t *fen);
/* "1234.50"; with `grouped`, "1,234.50". out has at least 32 bytes; returns its length. */
size_t zd_money_format(int64_t fen, bool grouped, char out[32]);

/* A decimal number: digits × 10^-scale, exactly. */
struct zd_decimal {
	int64_t digits;
	int scale; /* 0 to 18 */
};
/*
 * Reads "-12.5", "1e3" exactly; false when it is no number or has over 18 significant digits. A point has digits on
 * both sides. Zeros behind the last decimal are dropped.
 */
bool zd_decimal_parse(const char *s, size_t n, struct zd_decimal *out);
/* The shortest decimal that reads back as d; false when d is not finite or needs more than 17 digits or scale 18. Fast
 * for few decimals. */
bool zd_decimal_of(double d, struct zd_decimal *out);

/* m × rates[0] × … × rates[n-1], exact for any finite rates and any n, one rounding; false when the result is beyond
 * ±ZD_MONEY_MAX or a rate is not finite. */
bool zd_money_times(int64_t m, const double *rates, size_t n, int64_t *out);
/* The product of decimals as fen: yuan_a × b … with one rounding (for imports: quantity × unit price). */
bool zd_money_product(const struct zd_decimal *factors, size_t n, int64_t *fen);
/* Half away from zero to `digits` decimals (0 to 15), exact in decimal; never -0. What is not finite comes back as it is. */
double zd_round(double d, int digits);

/*
 * Shares m by weights (finite, not negative) into parts[n] that add up to m:
 * largest remainder, ties to the earlier one; all weights 0: equal weights.
 * false on a bad weight, or n == 0 with m != 0. Exact: weights are taken as decimals.
 */
bool zd_money_share(int64_t m, const double *weights, size_t n, int64_t *parts);

/* A double as text that reads back the same, the shortest such ("0.1", "3", "1e+20"). out has at least 32 bytes. */
size_t zd_number_format(double d, char out[32]);

#endif
