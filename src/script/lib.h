/*
 * The library that policies may use, and what its functions share: checked
 * arguments, with errors that name the function as policies write it.
 * Arguments are checked first; what costs in proportion to them is charged.
 */
#ifndef ZD_SCRIPT_LIB_H
#define ZD_SCRIPT_LIB_H

#include "script/state.h"

/* Each library: full names ("money.times") and functions. */
extern const luaL_Reg zd_lib_base[];
extern const luaL_Reg zd_lib_math[];
extern const luaL_Reg zd_lib_money[];
extern const luaL_Reg zd_lib_date[];
extern const luaL_Reg zd_lib_text[];
extern const luaL_Reg zd_lib_table[];
extern const luaL_Reg zd_lib_sort[];

/* Puts all of them in the state's registry. */
void zd_lib_open(lua_State *L);
/* Pushes what a library name stands for; nil and false: there is none. */
bool zd_lib_push(lua_State *L, const char *name);

/* Arguments; `name` is the function's. None of them returns on a wrong one. */
lua_Integer zd_arg_int(lua_State *L, int arg, const char *name); /* a whole number, also as a float */
int64_t zd_arg_money(lua_State *L, int arg, const char *name);
lua_Number zd_arg_number(lua_State *L, int arg, const char *name); /* finite */
const char *zd_arg_text(lua_State *L, int arg, const char *name, size_t *len);
void zd_arg_table(lua_State *L, int arg, const char *name);    /* any */
void zd_arg_writable(lua_State *L, int arg, const char *name); /* that is not frozen */
int zd_arg_error(lua_State *L, int arg, const char *name, const char *wanted);

/*
 * Fills `text`, whose {1}, {2:money} … stand for the arguments from `first`
 * on, into the state's scratch.
 */
void zd_format(lua_State *L, const char *text, size_t len, int first);
/* Adds a value to the scratch as people read it: floats as short as can be, lists by their items. */
void zd_format_value(lua_State *L, int index);
/* Adds bytes to the scratch: up to its maximum where it has one, else raising beyond the limit of memory. */
void zd_scratch_add(lua_State *L, const char *s, size_t n);
/* The texts of a list with a separator between them, into the scratch; numbers as they are read, or as Lua writes them. */
void zd_join_items(lua_State *L, int list, const char *separator, size_t n, lua_Integer first, lua_Integer last,
		   bool as_lua, const char *name);

#endif
