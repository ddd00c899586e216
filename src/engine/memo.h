/*
 * The memo of a stage: the outcomes that later stages need, by the ordinal of
 * the subject and, for references, by its key. Nothing else is kept, so a
 * plan of one stage runs in constant memory.
 */
#ifndef ZD_ENGINE_MEMO_H
#define ZD_ENGINE_MEMO_H

#include "engine/batch.h"

struct zd_memo {
	bool *kept;    /* one an out column: whether a later stage needs it */
	size_t *place; /* of a kept column: where in the row */
	size_t width;  /* kept columns */
	struct zd_value *ids;
	struct zd_value *values; /* count × width */
	size_t count, cap;
	uint32_t *index; /* hash table of ordinal + 1, made when a key is first looked for; size a power of two */
	size_t index_size;
	struct zd_arena arena;
};

void zd_memo_init(struct zd_memo *m, const struct zd_plan *plan, size_t stage);
void zd_memo_add(struct zd_memo *m, const struct zd_batch *batch);
/* The row of kept values of a subject by key, where at best it has that ordinal; NULL: none. */
const struct zd_value *zd_memo_at(struct zd_memo *m, uint64_t ordinal, const struct zd_value *id);
const struct zd_value *zd_memo_find(struct zd_memo *m, const struct zd_value *id);
void zd_memo_free(struct zd_memo *m);

#endif
