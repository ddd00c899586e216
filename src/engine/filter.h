/*
 * A source of one subject: passes on only that subject's row, or, for a set
 * stage, the rows of its group (its own alone where it has none). For sources
 * that cannot be asked for one.
 */
#ifndef ZD_ENGINE_FILTER_H
#define ZD_ENGINE_FILTER_H

#include "engine/source.h"

struct zd_filter {
	struct zd_source_maker inner;
	const struct zd_stage *stage; /* the stage that is filtered; all others pass whole */
	const struct zd_value *subject;
};

/* A maker over a filter, which outlives it. */
struct zd_source_maker zd_filter_sources(struct zd_filter *f);

#endif
