/* Fields as people type them, "name=value", for new records and changes. */
#ifndef ZD_SESSION_ASSIGN_H
#define ZD_SESSION_ASSIGN_H

#include "base/mem.h"
#include "model/pack.h"

/*
 * Splits texts into places among the entity's fields and typed values; an
 * empty value is nil. `whole`: they are to be a new record, so every field
 * that is required and has no default must be among them. All that is wrong
 * is said at once, in one error. index and values have room for count.
 */
int zd_assign(const struct zd_entity *e, const char *const *texts, size_t count, bool whole, size_t *index,
	      struct zd_value *values, struct zd_arena *arena, struct zd_error *err);

#endif
