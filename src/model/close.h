/* What closing a period consists of, as a pack says it. Pure data, owned by the pack's arena. */
#ifndef ZD_MODEL_CLOSE_H
#define ZD_MODEL_CLOSE_H

#include "base/date.h"
#include "model/place.h"

/* The name of a policy or report, with its place. */
struct zd_close_item {
	const char *name;
	struct zd_place place;
};

/* One kind of period. */
struct zd_close_kind {
	bool declared; /* such periods can be closed */
	const char *title;
	const char *area;             /* in which whoever closes must be able to change things; NULL: anybody may */
	struct zd_close_item *decide; /* policies; what they need comes along */
	size_t decide_count;
	struct zd_close_item *freeze; /* reports */
	size_t freeze_count;
	int look_back; /* how many earlier closed periods are decided again */
	struct zd_place place;
};

/* A field that is taken as it was then when a closed period is decided again. */
struct zd_close_keep {
	const char *entity;
	const char *field;
};

struct zd_closes {
	struct zd_close_kind kinds[ZD_PERIOD_YEAR + 1]; /* by enum zd_period */
	struct zd_close_keep *keep;
	size_t keep_count;
};

#endif
