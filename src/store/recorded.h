/* What the book says of a run's stages: for those that read one back. */
#ifndef ZD_STORE_RECORDED_H
#define ZD_STORE_RECORDED_H

#include "store/reading.h"
#include "store/shape.h"

struct zd_recorded {
	const char *entity;
	int64_t rows;
	struct zd_shape shape;
};

/* Stage `stage` of a run; ZD_NOT_FOUND: there is no such run; ZD_BOOK: it has no such stage. */
int zd_recorded_stage(struct zd_recorded *out, struct zd_reader *r, int64_t run, size_t stage, struct zd_arena *arena,
		      struct zd_error *err);
/* The stage of a run that decided a policy; ZD_NOT_FOUND: none did. */
int zd_recorded_policy(struct zd_recorded *out, struct zd_reader *r, int64_t run, const char *policy,
		       struct zd_arena *arena, struct zd_error *err);

#endif
