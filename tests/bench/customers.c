/* The generator of the workload: three xorshift numbers a customer, cut into fields. */
#include "customers.h"

static const char *const industries[] = {"parts", "supplies", "electronics", "specialty", "wholesale", "diy", "other"};
static const char *const regions[] = {"south", "east", "north", "west", "central"};

static uint64_t draw(struct customers *c)
{
	c->state ^= c->state << 13;
	c->state ^= c->state >> 7;
	c->state ^= c->state << 17;
	return c->state;
}

void customers_begin(struct customers *c)
{
	c->state = 88172645463325252u;
	c->made = 0;
}

void customers_next(struct customers *c, struct customer *out)
{
	const uint64_t capital = 10000000000u;
	uint64_t a = draw(c), b = draw(c), d = draw(c);
	uint64_t sales = a % 10 == 0 ? 0 : (a >> 8) % 200000000;
	uint64_t peak = sales / (4 + (a >> 40) % 8);

	*out = (struct customer){
		.id = ++c->made,
		.branch = (int64_t)(a % 20),
		.industry = industries[(a >> 5) % 7],
		.region = regions[(a >> 9) % 5],
		.registered_capital = (int64_t)((b >> 3) % capital),
		.fixed_assets = b % 17 == 0 ? 0 : (int64_t)((b >> 7) % capital),
		.doc_license = b % 50 != 1,
		.doc_permit = (b >> 6) % 50 != 1,
		.doc_orgcode = (b >> 12) % 50 != 1,
		.doc_tax = (b >> 18) % 50 != 1,
		.year_sales = (int64_t)sales,
		.max_month = (int64_t)peak,
		.received = (int64_t)(sales * (50 + d % 50) / 100),
		.orders_12m = (int64_t)((d >> 6) % 40),
		.months_active = (int64_t)((d >> 12) % 60),
		.overdue_days = (d >> 18) % 3 ? 0 : (int64_t)((d >> 20) % 150),
		.complaints_12m = (d >> 26) % 4 ? 0 : (int64_t)((d >> 28) % 5),
		.potential = (int64_t)((d >> 32) % 101),
		.requested = (int64_t)((d >> 40) % (4 * peak + 1000000)),
	};
}
