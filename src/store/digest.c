/* The digest of a recorded stage. */
#include "store/digest.h"

#include <string.h>

#include "store/batchtable.h"

static void add_text(struct zd_hash *h, const char *s)
{
	zd_hash_add(h, s ? s : "", (s ? strlen(s) : 0) + 1);
}

static void add_run(struct zd_hash *h, const struct zd_run *run)
{
	zd_hash_add(h, &run->release, sizeof run->release);
	zd_hash_add(h, &run->as_of, sizeof run->as_of);
	add_text(h, zd_period_word(run->period));
	add_text(h, run->branch);
	add_text(h, run->made_at);
	add_text(h, run->author);
	add_text(h, run->params);
}

void zd_digest_seed(char mark[ZD_HASH_LEN + 1], const struct zd_run *run)
{
	struct zd_hash hash;
	zd_hash_begin(&hash);
	add_run(&hash, run);
	zd_hash_end(&hash, mark);
}

void zd_digest_chunk(char mark[ZD_HASH_LEN + 1], const char *before, uint64_t first, uint64_t count, const void *inputs,
		     size_t size, const struct zd_bytes *rows)
{
	struct zd_hash hash;
	const uint64_t numbers[4] = {first, count, size, rows->len};
	zd_hash_begin(&hash);
	add_text(&hash, before);
	zd_hash_add(&hash, numbers, sizeof numbers);
	zd_hash_add(&hash, inputs, size);
	zd_hash_add(&hash, rows->data, rows->len);
	zd_hash_end(&hash, mark);
}

void zd_digest_begin(struct zd_digest *d, const struct zd_run *run, int form)
{
	*d = (struct zd_digest){.form = form};
	zd_digest_seed(d->mark, run);
	if (form == 1) {
		zd_hash_begin(&d->hash);
		add_run(&d->hash, run);
	}
}

/* The rows as the table of outcomes has them, without the key. */
static void gather_rows(struct zd_bytes *rows, const struct zd_batch *b)
{
	size_t outs = b->stage->out_count, states = zd_batch_state_columns(b->stage);
	zd_bytes_clear(rows);
	for (size_t i = 0; i < b->count; i++) {
		zd_bytes_value(rows, &b->ids[i]);
		for (size_t k = 0; k < outs; k++)
			zd_bytes_value(rows, &b->out[i * outs + k]);
		for (size_t k = 0; k < states; k++)
			zd_bytes_number(rows, zd_batch_states(b, i, k));
	}
}

void zd_digest_add(struct zd_digest *d, const struct zd_batch *b)
{
	zd_packing_clear(&d->inputs);
	zd_packing_add(&d->inputs, b->ids, b->in, b->count, b->stage->slot_count);
	if (d->form != 1) {
		gather_rows(&d->rows, b);
		if (b->count)
			zd_digest_chunk(d->mark, d->mark, b->first, b->count, d->inputs.data, d->inputs.len, &d->rows);
		return;
	}
	zd_hash_add(&d->hash, d->inputs.data, d->inputs.len);
	zd_packing_clear(&d->outcomes);
	zd_packing_add(&d->outcomes, b->ids, b->out, b->count, b->stage->out_count);
	zd_hash_add(&d->hash, d->outcomes.data, d->outcomes.len);
	zd_hash_add(&d->hash, b->status, b->count * b->stage->step_count);
}

void zd_digest_end(struct zd_digest *d, char out[ZD_HASH_LEN + 1])
{
	if (d->form == 1)
		zd_hash_end(&d->hash, out);
	else
		memcpy(out, d->mark, ZD_HASH_LEN + 1);
	zd_digest_free(d);
}

void zd_digest_free(struct zd_digest *d)
{
	zd_packing_free(&d->inputs);
	zd_packing_free(&d->outcomes);
	zd_bytes_free(&d->rows);
}
