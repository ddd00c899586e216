/* Inputs that come from the run itself. */
#include "engine/inputs.h"

#include <string.h>

void zd_fill_outcomes(struct zd_memo *memos, struct zd_batch *b)
{
	const struct zd_stage *stage = b->stage;
	for (size_t i = 0; i < stage->slot_count; i++) {
		const struct zd_slot *slot = &stage->slots[i];
		if (slot->kind != ZD_SLOT_OUTCOME)
			continue;
		struct zd_memo *memo = &memos[slot->stage];
		for (size_t row = 0; row < b->count; row++) {
			struct zd_value *in = &b->in[row * stage->slot_count + i];
			const struct zd_value *kept = slot->via_count ? zd_memo_find(memo, in)
								      : zd_memo_at(memo, b->first + row, &b->ids[row]);
			*in = kept ? kept[memo->place[slot->column]] : ZD_VALUE_NIL;
		}
	}
}

/* One row's merged history: the first part that has any value, this period's outcome behind those on record. */
static struct zd_value merge_row(struct zd_batch *b, const struct zd_slot *slot, const struct zd_value *in,
				 const char *period_first)
{
	const struct zd_value *since = slot->since_slot >= 0 ? &in[slot->since_slot] : NULL;
	bool counts = !since || since->tag != ZD_TEXT || strcmp(since->s, period_first) <= 0;
	for (size_t i = 0; i < slot->part_count; i++) {
		const struct zd_value *past = &in[slot->parts[i].recorded];
		const struct zd_value *now = slot->parts[i].current >= 0 ? &in[slot->parts[i].current] : NULL;
		size_t n = past->tag == ZD_LIST ? past->len : 0;
		bool more = counts && now && now->tag != ZD_NIL;
		if (!more && n)
			return *past;
		if (!more)
			continue;
		size_t skip = slot->last > 0 && n + 1 > (size_t)slot->last ? n + 1 - (size_t)slot->last : 0;
		struct zd_value *items = zd_arena_alloc(&b->arena, (n + 1) * sizeof *items);
		if (n > skip)
			memcpy(items, past->list + skip, (n - skip) * sizeof *items);
		items[n - skip] = *now;
		return (struct zd_value){.tag = ZD_LIST, .len = (uint32_t)(n - skip + 1), .list = items};
	}
	return (struct zd_value){.tag = ZD_LIST, .len = 0, .list = NULL};
}

void zd_merge_histories(const struct zd_scope *scope, struct zd_batch *b)
{
	const struct zd_stage *stage = b->stage;
	for (size_t i = 0; i < stage->slot_count; i++) {
		char first_day[ZD_DATE_LEN + 1];
		int32_t first, last;
		if (stage->slots[i].kind != ZD_SLOT_MERGED)
			continue;
		zd_scope_period(scope, stage, &first, &last);
		zd_date_format(zd_date_from_days(first), first_day);
		for (size_t row = 0; row < b->count; row++) {
			struct zd_value *in = &b->in[row * stage->slot_count];
			in[i] = merge_row(b, &stage->slots[i], in, first_day);
		}
	}
}
