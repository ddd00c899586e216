/*
 * The digest of a recorded stage: over the run it belongs to and all that the
 * stage was given and gave, as packed. What records a stage and what replays
 * it make the same, so a stage that was changed afterwards shows.
 */
#ifndef ZD_STORE_DIGEST_H
#define ZD_STORE_DIGEST_H

#include "store/packing.h"
#include "store/runs.h"

struct zd_digest {
	struct zd_hash hash;
	struct zd_packing inputs; /* of the last batch: what the recorder keeps */
	struct zd_packing outcomes;
};

/* The run's id is not known to its digest; all else that says when, by what and by whom it was decided is. */
void zd_digest_begin(struct zd_digest *d, const struct zd_run *run);
void zd_digest_add(struct zd_digest *d, const struct zd_batch *batch);
void zd_digest_end(struct zd_digest *d, char out[ZD_HASH_LEN + 1]); /* frees the packings */

#endif
