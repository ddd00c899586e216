/* Many scenarios that differ in parameters, each compared with one base: a fan shown to tallies. */
#ifndef ZD_WHATIF_COMPARE_H
#define ZD_WHATIF_COMPARE_H

#include "whatif/fan.h"
#include "whatif/tally.h"

struct zd_fan_options {
	struct zd_stream_options base;
	/* What the lanes put their values on: the same plan as the base's where only parameters differ. */
	struct zd_stream_options scenario;
	const struct zd_lane *lanes;
	size_t lane_count;
	struct zd_tally **tallies; /* one a policy compared; in the end, the base with itself */
	size_t tally_count;
	const char *where, *by; /* as of twins; or NULL */
	bool alone; /* without the base: the first lane stands in its place, and only what is `after` counts; one plan only */
	size_t movers; /* of each lane's tallies */
	void (*progress)(void *context, uint64_t done, uint64_t total);
	void *context;
};

/* What came of it. */
struct zd_fan_result {
	struct zd_tally ***lanes; /* lane_count × tally_count; what a lane cannot touch is another's tally */
	size_t lane_count, tally_count;
	size_t read; /* how often the population was read */
	double work; /* evaluations' worth: readings with a decision of all policies, and the shares of them decided again */
	struct zd_tally **own; /* those to be freed */
	size_t own_count;
};

/*
 * Decides everything once. ZD_USAGE where a policy of the scenario is about
 * another entity than the base's. The result is to be freed also after an error.
 */
int zd_fan_compare(struct zd_fan_result *out, const struct zd_fan_options *o, struct zd_error *err);
void zd_fan_result_free(struct zd_fan_result *r);

#endif
