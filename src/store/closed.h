/* The decisions of one policy that a closed period has on record, walked along with subjects that are decided again. */
#ifndef ZD_STORE_CLOSED_H
#define ZD_STORE_CLOSED_H

#include "engine/batch.h"
#include "store/reader.h"

struct zd_closed;

/* One decision on record. */
struct zd_closed_row {
	bool any; /* false: there are no more */
	struct zd_value subject;
	enum zd_status status;
	const struct zd_value *values; /* one for each of the policy's gives; live until the next call */
};

/* *out NULL: the run did not decide the policy. The reader is not used by anybody else at the same time. */
int zd_closed_open(struct zd_closed **out, struct zd_reader *r, int64_t run, const struct zd_policy *policy,
		   struct zd_error *err);
/* How an outcome was recorded; NULL: it was not. */
const struct zd_type *zd_closed_type(const struct zd_closed *c, size_t give);
/* The row at which it stands, and the next. */
const struct zd_closed_row *zd_closed_at(const struct zd_closed *c);
int zd_closed_next(struct zd_closed *c, struct zd_error *err);
void zd_closed_close(struct zd_closed *c); /* NULL is fine */

#endif
