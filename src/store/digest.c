/* The digest of a recorded stage. */
#include "store/digest.h"

#include <string.h>

static void add_text(struct zd_digest *d, const char *s)
{
	zd_hash_add(&d->hash, s ? s : "", (s ? strlen(s) : 0) + 1);
}

void zd_digest_begin(struct zd_digest *d, const struct zd_run *run)
{
	*d = (struct zd_digest){0};
	zd_hash_begin(&d->hash);
	zd_hash_add(&d->hash, &run->release, sizeof run->release);
	zd_hash_add(&d->hash, &run->as_of, sizeof run->as_of);
	add_text(d, zd_period_word(run->period));
	add_text(d, run->branch);
	add_text(d, run->made_at);
	add_text(d, run->author);
	add_text(d, run->params);
}

void zd_digest_add(struct zd_digest *d, const struct zd_batch *b)
{
	zd_packing_clear(&d->inputs);
	zd_packing_add(&d->inputs, b->ids, b->in, b->count, b->stage->slot_count);
	zd_hash_add(&d->hash, d->inputs.data, d->inputs.len);
	zd_packing_clear(&d->outcomes);
	zd_packing_add(&d->outcomes, b->ids, b->out, b->count, b->stage->out_count);
	zd_hash_add(&d->hash, d->outcomes.data, d->outcomes.len);
	zd_hash_add(&d->hash, b->status, b->count * b->stage->step_count);
}

void zd_digest_end(struct zd_digest *d, char out[ZD_HASH_LEN + 1])
{
	zd_hash_end(&d->hash, out);
	zd_packing_free(&d->inputs);
	zd_packing_free(&d->outcomes);
}
