/* The functions that the written texts call beside the library: see unit.h. */
#ifndef ZD_SCRIPT_HELPERS_H
#define ZD_SCRIPT_HELPERS_H

#include "script/load.h"

/* Pushes a helper made for a script; false: there is none of that name. */
bool zd_helper_push(lua_State *L, const char *name, const struct zd_script *script);
/* Pushes a decision table as a function from inputs to hits; what it needs is put in the arena. */
void zd_hits_push(lua_State *L, const struct zd_table *table, struct zd_arena *arena);
/*
 * Raises the error of a name in the table that is none of names; of several
 * the first in byte order, so that the message does not depend on the table's.
 */
void zd_refuse_unknown(lua_State *L, int table, const struct zd_names *names);
/*
 * Pushes the values of an outcome table in the order of gives; unknown names
 * are an error. Of a set, `member` says whose outcome it is; else 0.
 */
void zd_take_apart(lua_State *L, int index, const struct zd_script *script, int names, size_t member);

#endif
