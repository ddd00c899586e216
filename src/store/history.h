/* Histories: what earlier runs recorded of a subject, period by period. */
#ifndef ZD_STORE_HISTORY_H
#define ZD_STORE_HISTORY_H

#include "engine/source.h"
#include "store/reading.h"

struct zd_history;
/* For a HISTORY slot; with `subject`, of this one only. Runs for a period of the outcomes' kind that ends by `last` count. */
int zd_history_open(struct zd_history **out, struct zd_reader *r, const struct zd_stage *stage,
		    const struct zd_slot *slot, int32_t last, const struct zd_value *subject, struct zd_error *err);
/*
 * The list of a subject, oldest first, empty where nothing was recorded;
 * subjects come in the order of their keys. since: a date, or nil.
 */
int zd_history_take(struct zd_value *out, struct zd_history *h, const struct zd_value *subject,
		    const struct zd_value *since, struct zd_arena *arena, struct zd_error *err);
void zd_history_close(struct zd_history *h); /* NULL is fine */

#endif
