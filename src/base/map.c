/*
 * A hash map with linear probing, at most three quarters full. The hash is
 * the same on every machine and in every run.
 */
#include "base/map.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define FIRST_CAP ((size_t)16)

static uint32_t hash_of(const char *key, size_t len)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325); /* FNV-1a */

	for (size_t i = 0; i < len; i++)
		h = (h ^ (unsigned char)key[i]) * UINT64_C(0x100000001b3);
	/* The low bits choose the slot: let the high ones have a say. */
	h ^= h >> 32;
	h *= UINT64_C(0x9e3779b97f4a7c15);
	return (uint32_t)(h >> 32);
}

/* The slot of the key, or the free slot where it belongs. */
static struct zd_map_slot *slot_of(struct zd_map_slot *slots, size_t cap, const char *key, size_t len, uint32_t hash)
{
	size_t i = hash & (cap - 1);

	while (slots[i].key) {
		if (slots[i].hash == hash && slots[i].len == len && memcmp(slots[i].key, key, len) == 0)
			break;
		i = (i + 1) & (cap - 1);
	}
	return &slots[i];
}

static void grow(struct zd_map *m)
{
	size_t cap = m->cap ? m->cap * 2 : FIRST_CAP;
	struct zd_map_slot *slots = zd_alloc(cap * sizeof *slots);

	for (size_t i = 0; i < m->cap; i++) {
		const struct zd_map_slot *old = &m->slots[i];

		if (old->key)
			*slot_of(slots, cap, old->key, old->len, old->hash) = *old;
	}
	free(m->slots);
	m->slots = slots;
	m->cap = cap;
}

void *zd_map_getn(const struct zd_map *m, const char *key, size_t len)
{
	if (!m->count)
		return NULL;
	return slot_of(m->slots, m->cap, key, len, hash_of(key, len))->value;
}

void *zd_map_get(const struct zd_map *m, const char *key)
{
	return zd_map_getn(m, key, strlen(key));
}

bool zd_map_putn(struct zd_map *m, const char *key, size_t len, void *value)
{
	uint32_t hash = hash_of(key, len);
	struct zd_map_slot *slot;

	if (m->count >= m->cap / 4 * 3)
		grow(m);
	slot = slot_of(m->slots, m->cap, key, len, hash);
	if (slot->key) {
		slot->value = value;
		return false;
	}
	*slot = (struct zd_map_slot){.key = key, .len = (uint32_t)len, .hash = hash, .value = value};
	m->count++;
	return true;
}

bool zd_map_put(struct zd_map *m, const char *key, void *value)
{
	return zd_map_putn(m, key, strlen(key), value);
}

void zd_map_free(struct zd_map *m)
{
	free(m->slots);
	*m = (struct zd_map){0};
}
