/* Paths: what a dotted name means, seen from an entity. */
#ifndef ZD_ENGINE_PATH_H
#define ZD_ENGINE_PATH_H

#include "engine/plan.h"

/* How many references a path may cross. */
#define ZD_PATH_MAX 8

/*
 * Resolves a path into a slot: kind, via, entity, field, fact, outcome and
 * type; path and via are borrowed from the arena. On ZD_NOT_FOUND the
 * message says which name is unknown and the nearest right one.
 */
int zd_path_resolve(struct zd_slot *out, const struct zd_pack *pack, const struct zd_entity *entity, const char *path,
		    struct zd_arena *arena, struct zd_error *err);

#endif
