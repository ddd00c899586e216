/* A fact's rows kept in memory, as sources read them. Private to src/store. */
#ifndef ZD_STORE_SHARING_ROWS_H
#define ZD_STORE_SHARING_ROWS_H

#include "store/facts.h"

struct zd_shared_fact {
	const struct zd_fact *fact;
	struct zd_fact_binds binds;
	struct zd_value *keys;   /* in order */
	struct zd_value *values; /* count × the fact's values, with fallbacks */
	size_t count;
	struct zd_arena arena;
};

struct zd_sharing;
/* NULL: it is not shared. */
const struct zd_shared_fact *zd_sharing_find(const struct zd_sharing *s, const struct zd_fact *fact,
					     const struct zd_fact_binds *binds);

#endif
