/*
 * Fans: one population decided in many ways over one reading of it. The lanes
 * of a fan differ in the values of parameters. The first lane is decided
 * whole; of the others only what their parameters can touch: steps that use
 * them, and what needs the outcomes of those. Records and facts are read
 * once, and a batch is shared by all lanes. Memory does not grow with the
 * subjects of chain stages; a set stage is held once, not once a lane.
 */
#ifndef ZD_WHATIF_FAN_H
#define ZD_WHATIF_FAN_H

#include "engine/stream.h"

/* A value put on top of a parameter: a layer as the resolver reads it. */
struct zd_put {
	struct zd_param *param; /* of the plan's pack */
	struct zd_layer layer;
};
/* One way to decide: the pack with these layers, the last on top. */
struct zd_lane {
	const struct zd_put *puts;
	size_t count;
};

/* The same subjects as a batch of the first lane, as another lane decides them. */
struct zd_fan_part {
	const struct zd_batch *batch; /* of a stage with fewer steps; the first lane's own where nothing differs */
	const int *steps; /* for each step of the full stage, the one of the batch, or -1: as the first lane */
};

struct zd_fan;

/* The stream's options are those of the first lane without its puts; mode, only and threads do not count. All is borrowed; lanes only while it opens, but for their layers' values. */
int zd_fan_open(struct zd_fan **out, const struct zd_stream_options *options, const struct zd_lane *lanes,
		size_t lane_count, struct zd_error *err);
/*
 * The next subjects as the first lane decides them: a batch of a chain stage,
 * or a set stage whole; *batch is NULL at the end. Good until the next call.
 */
int zd_fan_next(struct zd_fan *f, const struct zd_batch **batch, struct zd_error *err);
/* The same subjects in another lane. Each lane must be asked once before the next batch; the part is good until the next call of either. */
int zd_fan_lane(struct zd_fan *f, size_t lane, struct zd_fan_part *part, struct zd_error *err);
/* Whether a lane can decide a policy otherwise than the first. */
bool zd_fan_touches(const struct zd_fan *f, size_t lane, const char *policy);
/* What all lanes cost together, in evaluations: 1 for the first, which is read and decided whole, and a part of one for each step decided again. */
double zd_fan_work(const struct zd_fan *f);
void zd_fan_close(struct zd_fan *f); /* NULL is fine */

#endif
