/*
 * Twins: two streams of the same policies over the same subjects, read side
 * by side, each pair of decisions shown to the policy's tally. Where the two
 * plans have the same stages nothing is held in memory; where a changed
 * policy moves stages about, the base's outcomes are kept until they are met.
 */
#ifndef ZD_WHATIF_TWIN_H
#define ZD_WHATIF_TWIN_H

#include "engine/stream.h"
#include "whatif/tally.h"

struct zd_twin_options {
	struct zd_stream_options base, scenario;
	struct zd_tally **tallies; /* one a policy compared; the base's policies */
	size_t tally_count;
	const char *
		where; /* a condition on the subject, or NULL; policies about an entity without its names are compared whole */
	const char *by;     /* a path, ZD_BY_BRANCH or NULL; likewise */
	bool stop_at_first; /* only to see whether anything changes */
	void (*progress)(void *context, uint64_t done, uint64_t total);
	void *context;
};

/* *changed: whether any outcome of the policies compared changed. */
int zd_twins_compare(const struct zd_twin_options *o, bool *changed, struct zd_error *err);

#endif
