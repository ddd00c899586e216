/* The shortest decimal of a double, for any size of it. Private to src/base. */
#ifndef ZD_BASE_SHORTEST_H
#define ZD_BASE_SHORTEST_H

#include <stdbool.h>
#include <stdint.h>

#define ZD_SHORTEST_DIGITS 17 /* no double needs more */

/* (negative ? - : +) digits × 10^exponent. Digits ends in no 0, and is 0 with exponent 0 for zero. */
struct zd_shortest {
	uint64_t digits;
	int exponent;
	bool negative; /* also of -0.0 */
};

/* The shortest decimal that reads back as d, the nearest to d among those; false when d is not finite. */
bool zd_shortest_of(double d, struct zd_shortest *out);
/* The double that digits × 10^exponent reads as, whatever the locale. digits below 10^18. */
double zd_shortest_read(uint64_t digits, int exponent);

/* 10^n for n from 0 to 18. */
uint64_t zd_power_of_ten(int n);

#endif
