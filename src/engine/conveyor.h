/* A conveyor: batches made in a thread of their own, a few ahead of the one who takes them, in order. */
#ifndef ZD_ENGINE_CONVEYOR_H
#define ZD_ENGINE_CONVEYOR_H

#include "engine/batch.h"

/* Makes the next batch, reusing *batch where it can; *batch NULL at the end. */
typedef int zd_produce(void *context, struct zd_batch **batch, struct zd_error *err);

struct zd_conveyor;
struct zd_conveyor *zd_conveyor_new(zd_produce *produce, void *context);
/* The next batch, the taker's until the next call; *batch NULL at the end. A producer's error comes after the batches before it. */
int zd_conveyor_next(struct zd_conveyor *c, struct zd_batch **batch, struct zd_error *err);
/* Stops the producer after the batch it is at, waits for it, and frees all batches. NULL is fine. */
void zd_conveyor_free(struct zd_conveyor *c);

#endif
