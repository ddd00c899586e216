/* A hash map from text to pointers. Keys are borrowed: they must outlive the map. Zero-initialised is empty. */
#ifndef ZD_BASE_MAP_H
#define ZD_BASE_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct zd_map_slot {
	const char *key;
	uint32_t len;
	uint32_t hash;
	void *value;
};
struct zd_map {
	struct zd_map_slot *slots;
	size_t count;
	size_t cap; /* a power of two */
};

void *zd_map_get(const struct zd_map *m, const char *key); /* NULL: absent */
void *zd_map_getn(const struct zd_map *m, const char *key, size_t len);
bool zd_map_put(struct zd_map *m, const char *key, void *value); /* false: the key was there (now replaced) */
bool zd_map_putn(struct zd_map *m, const char *key, size_t len, void *value);
void zd_map_free(struct zd_map *m);

#endif
