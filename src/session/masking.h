/* Masking: rows of records on their way to people, with what is sensitive hidden but for its end. */
#ifndef ZD_SESSION_MASKING_H
#define ZD_SESSION_MASKING_H

#include "base/mem.h"
#include "model/pack.h"
#include "zhidu/rows.h"

/* A sink in front of another. Columns are an entity's fields, or paths from it across references. */
struct zd_masking {
	struct zd_sink sink;
	struct zd_sink *inner;
	const struct zd_pack *pack;
	const struct zd_entity *entity;
	bool *masked; /* one a column */
	struct zd_value *row;
	size_t count;
	struct zd_arena arena;
};

/* Everything is borrowed until zd_masking_close. Returns the sink to write to. */
struct zd_sink *zd_masking_open(struct zd_masking *m, const struct zd_pack *pack, const struct zd_entity *entity,
				struct zd_sink *inner);
void zd_masking_close(struct zd_masking *m);

/* Text of a value but for its last characters; anything else is three stars. */
struct zd_value zd_mask(struct zd_arena *arena, const struct zd_value *v);

#endif
