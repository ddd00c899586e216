/*
 * Streams: a plan decided over a population, batch after batch, stage after
 * stage. Runs, what-ifs, replays and explanations all read the same stream.
 */
#ifndef ZD_ENGINE_STREAM_H
#define ZD_ENGINE_STREAM_H

#include "engine/decider.h"
#include "engine/source.h"

struct zd_stream;

struct zd_stream_options {
	const struct zd_plan *plan; /* outlives the stream, like all that is borrowed here */
	struct zd_scope scope;
	struct zd_source_maker sources;
	struct zd_decider_maker deciders;
	enum zd_mode mode;
	bool last_only;              /* the mode is the last stage's; the others decide fast */
	const struct zd_stage *only; /* this stage alone, from a source whose batches are complete; NULL: all */
	double *times;               /* one a stage: the seconds that reading and deciding it took are added; or NULL */
	int threads; /* 2 or more: reading and deciding go on in a thread of their own while the caller uses batches */
};

int zd_stream_open(struct zd_stream **out, const struct zd_stream_options *options, struct zd_error *err);
/*
 * The next batch, its subjects in key order; *batch is NULL at the end of the
 * last stage. A batch is the caller's until the next call.
 */
int zd_stream_next(struct zd_stream *s, struct zd_batch **batch, struct zd_error *err);
void zd_stream_close(struct zd_stream *s);

#endif
