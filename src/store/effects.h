/* What a closed period leaves on records: collected while its decisions are recorded, written with the period. */
#ifndef ZD_STORE_EFFECTS_H
#define ZD_STORE_EFFECTS_H

#include "engine/batch.h"
#include "store/book.h"

/* One field of one record that gets another value. */
struct zd_change {
	const struct zd_policy *policy;
	const struct zd_entity *entity;
	const struct zd_field *field;
	struct zd_value subject, was, becomes;
};

struct zd_effects;
/* moved: the day that a policy's `moved` field becomes. The pack outlives the effects. */
int zd_effects_open(struct zd_effects **out, struct zd_book *b, const struct zd_pack *pack, int32_t moved,
		    struct zd_error *err);
/* Looks at a batch's decisions. ZD_DATA: an outcome does not fit its field; the message says whose. */
int zd_effects_look(struct zd_effects *e, const struct zd_batch *batch, struct zd_error *err);
const struct zd_change *zd_effects_changes(const struct zd_effects *e, size_t *count);
/* Writes the records and what changed, inside the caller's transaction. */
int zd_effects_write(struct zd_effects *e, int64_t close, struct zd_error *err);
void zd_effects_close(struct zd_effects *e); /* NULL is fine */

#endif
