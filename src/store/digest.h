/*
 * The digest of a recorded stage: over the run it belongs to and all that the
 * stage was given and gave. What records a stage, what replays it and what
 * audits it make the same, so a stage that was changed afterwards shows. It is
 * made chunk by chunk, each chained to the one before it: the mark that a
 * chunk leaves is kept beside its inputs, so that an audit can say which chunk
 * was changed.
 */
#ifndef ZD_STORE_DIGEST_H
#define ZD_STORE_DIGEST_H

#include "base/file.h"
#include "store/packing.h"
#include "store/rowbytes.h"
#include "store/runs.h"

/* How digests are made today; books from before have 1: over packed outcomes, in one go and without marks. */
#define ZD_DIGEST_FORM 2

struct zd_digest {
	int form;
	char mark[ZD_HASH_LEN + 1]; /* of the last chunk; before the first, of the run */
	struct zd_packing inputs;   /* of the last batch: what the recorder keeps */
	struct zd_bytes rows;
	struct zd_hash hash; /* of form 1 */
	struct zd_packing outcomes;
};

/* The run's id is not known to its digest; all else that says when, by what and by whom it was decided is. */
void zd_digest_begin(struct zd_digest *d, const struct zd_run *run, int form);
void zd_digest_add(struct zd_digest *d, const struct zd_batch *batch);
void zd_digest_end(struct zd_digest *d, char out[ZD_HASH_LEN + 1]);
void zd_digest_free(struct zd_digest *d);

/* The mark of a run before its first chunk, and that of a chunk after the one before it. rows: see zd_bytes_column, the columns after the key. */
void zd_digest_seed(char mark[ZD_HASH_LEN + 1], const struct zd_run *run);
void zd_digest_chunk(char mark[ZD_HASH_LEN + 1], const char *before, uint64_t first, uint64_t count, const void *inputs,
		     size_t size, const struct zd_bytes *rows);

#endif
