/* The made-up customers of the benchmark: the same ones every time, from one stream of random numbers. Money is in fen. */
#ifndef BENCH_CUSTOMERS_H
#define BENCH_CUSTOMERS_H

#include <stdbool.h>
#include <stdint.h>

struct customer {
	int64_t id, branch;
	const char *industry, *region;
	int64_t registered_capital, fixed_assets;
	bool doc_license, doc_permit, doc_orgcode, doc_tax;
	int64_t year_sales, max_month, received;
	int64_t orders_12m, months_active, overdue_days, complaints_12m, potential, requested;
};

struct customers {
	uint64_t state;
	int64_t made;
};

void customers_begin(struct customers *c);
void customers_next(struct customers *c, struct customer *out);

#endif
