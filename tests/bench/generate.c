/* generate N: the first N customers as CSV, money in fen. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "customers.h"

int main(int argc, char **argv)
{
	int64_t count = argc == 2 ? strtoll(argv[1], NULL, 10) : 0;
	struct customers all;
	struct customer c;

	if (count < 1) {
		fprintf(stderr, "usage: generate N\n");
		return 2;
	}
	puts("id,branch,industry,region,registered_capital,fixed_assets,doc_license,doc_permit,doc_orgcode,doc_tax,"
	     "year_sales,max_month,received,orders_12m,months_active,overdue_days,complaints_12m,potential,requested");
	customers_begin(&all);
	for (int64_t i = 0; i < count; i++) {
		customers_next(&all, &c);
		printf("%" PRId64 ",%" PRId64 ",%s,%s,%" PRId64 ",%" PRId64 ",%d,%d,%d,%d", c.id, c.branch, c.industry,
		       c.region, c.registered_capital, c.fixed_assets, c.doc_license, c.doc_permit, c.doc_orgcode,
		       c.doc_tax);
		printf(",%" PRId64 ",%" PRId64 ",%" PRId64 ",%" PRId64 ",%" PRId64 ",%" PRId64 ",%" PRId64 ",%" PRId64
		       ",%" PRId64 "\n",
		       c.year_sales, c.max_month, c.received, c.orders_12m, c.months_active, c.overdue_days,
		       c.complaints_12m, c.potential, c.requested);
	}
	return fflush(stdout) || ferror(stdout) ? 3 : 0;
}
