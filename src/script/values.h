/*
 * Values between the model and Lua: inputs pushed by their type, parameters
 * as frozen maps and lists, outcomes taken and checked, and records that
 * know their names.
 */
#ifndef ZD_SCRIPT_VALUES_H
#define ZD_SCRIPT_VALUES_H

#include "script/state.h"

/* An input: whole numbers and money as integers, numbers and rates as floats, lists as fresh tables. type may be NULL. */
void zd_push(lua_State *L, const struct zd_type *type, const struct zd_value *v);
/*
 * A parameter: maps and lists so that they cannot be written to, and maps of
 * known keys so that reading another one is an error. `what` says in messages
 * what it is: "parameter credit.limit.months". The type outlives the state.
 */
void zd_push_frozen(lua_State *L, const char *what, const struct zd_type *type, const struct zd_value *v);

/* What a table holds: pushes the table itself, or what is behind a frozen one. */
void zd_push_data(lua_State *L, int index);
/* Puts the table on top behind one that cannot be written to. */
void zd_freeze(lua_State *L, const char *what);
/* What a frozen table is, for messages; NULL: it is not frozen. */
const char *zd_frozen_what(lua_State *L, int index);
/*
 * The length of a table, which depends on nothing but what it holds: up to 16
 * the first index before a nil; beyond, one found by doubling and halving.
 */
lua_Integer zd_border(lua_State *L, int index);

/* The names that a record may have, for messages: "item has no 'prise'; did you mean 'price'?". */
struct zd_names {
	const char *what;
	const char *const *names;
	size_t count;
};
/* Pushes a metatable for records of these names: reading another, if it was not written, is an error. */
void zd_push_strict(lua_State *L, const struct zd_names *names);
/* Raises the error of a name that is none; key is what was used. */
int zd_raise_name(lua_State *L, const struct zd_names *names, int key);

/*
 * Takes a value of a type; text and lists go to the arena, enum values are
 * the model's own. False: it is not of the type, and why holds what was
 * wanted and what came. nil fits no type.
 */
bool zd_take(lua_State *L, int index, const struct zd_type *type, struct zd_arena *arena, struct zd_value *out,
	     char *why, size_t size);
/* A value in a few words for messages: "nil", "the number 3.5", "the text 'abc'", "a table". */
const char *zd_in_words(lua_State *L, int index, char *buf, size_t size);

#endif
