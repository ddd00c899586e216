/* The memo: plain arrays, and a hash table of keys where references look in. */
#include "engine/memo.h"

#include <stdlib.h>
#include <string.h>

#include "model/text.h"

void zd_memo_init(struct zd_memo *m, const struct zd_plan *plan, size_t stage)
{
	size_t outs = plan->stages[stage].out_count;
	memset(m, 0, sizeof *m);
	m->kept = zd_alloc(outs + 1);
	m->place = zd_alloc((outs + 1) * sizeof *m->place);
	for (size_t s = stage + 1; s < plan->stage_count; s++) {
		for (size_t i = 0; i < plan->stages[s].slot_count; i++) {
			const struct zd_slot *slot = &plan->stages[s].slots[i];
			if (slot->kind != ZD_SLOT_OUTCOME || slot->stage != stage)
				continue;
			m->kept[slot->column] = true;
		}
	}
	for (size_t i = 0; i < outs; i++) {
		if (m->kept[i])
			m->place[i] = m->width++;
	}
}

static size_t hash_key(const struct zd_value *id)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325);
	if (id->tag == ZD_TEXT) {
		for (uint32_t i = 0; i < id->len; i++)
			h = (h ^ (unsigned char)id->s[i]) * UINT64_C(0x100000001b3);
	} else {
		h = (h ^ (uint64_t)id->i) * UINT64_C(0x9e3779b97f4a7c15);
	}
	return (size_t)(h ^ (h >> 29));
}

/* A memo is complete before it is looked into, so its index is made once. */
static void make_index(struct zd_memo *m)
{
	for (m->index_size = 1024; m->index_size < m->count * 2;)
		m->index_size *= 2;
	m->index = zd_alloc(m->index_size * sizeof *m->index);
	size_t mask = m->index_size - 1;
	for (size_t i = 0; i < m->count; i++) {
		size_t at = hash_key(&m->ids[i]) & mask;
		while (m->index[at])
			at = (at + 1) & mask;
		m->index[at] = (uint32_t)i + 1;
	}
}

void zd_memo_add(struct zd_memo *m, const struct zd_batch *batch)
{
	if (!m->width)
		return;
	size_t outs = batch->stage->out_count;
	for (size_t row = 0; row < batch->count; row++) {
		if (m->count == m->cap) {
			m->cap = m->cap ? m->cap * 2 : 1024;
			m->ids = zd_realloc(m->ids, m->cap * sizeof *m->ids);
			m->values = zd_realloc(m->values, m->cap * m->width * sizeof *m->values);
		}
		m->ids[m->count] = zd_value_copy(&m->arena, &batch->ids[row]);
		struct zd_value *to = &m->values[m->count * m->width];
		for (size_t i = 0; i < outs; i++) {
			if (!m->kept[i])
				continue;
			const struct zd_value *v = &batch->out[row * outs + i];
			bool lasting = v->tag != ZD_TEXT || batch->stage->out_types[i].kind == ZD_KIND_ENUM;
			to[m->place[i]] = lasting && v->tag < ZD_LIST ? *v : zd_value_copy(&m->arena, v);
		}
		m->count++;
	}
}

const struct zd_value *zd_memo_at(struct zd_memo *m, uint64_t ordinal, const struct zd_value *id)
{
	if (ordinal < m->count && zd_value_equal(&m->ids[ordinal], id))
		return &m->values[ordinal * m->width];
	return zd_memo_find(m, id);
}

const struct zd_value *zd_memo_find(struct zd_memo *m, const struct zd_value *id)
{
	if (!m->count || id->tag == ZD_NIL)
		return NULL;
	if (!m->index)
		make_index(m);
	size_t mask = m->index_size - 1;
	for (size_t at = hash_key(id) & mask; m->index[at]; at = (at + 1) & mask) {
		size_t ordinal = m->index[at] - 1;
		if (zd_value_equal(&m->ids[ordinal], id))
			return &m->values[ordinal * m->width];
	}
	return NULL;
}

void zd_memo_free(struct zd_memo *m)
{
	free(m->kept);
	free(m->place);
	free(m->ids);
	free(m->values);
	free(m->index);
	zd_arena_free(&m->arena);
}
