/*
 * A Lua state of the runtime: made with nothing in it, its memory capped by
 * its allocator, its steps and time kept in one account, entered through one
 * protected call. What a policy does wrong leaves it as a struct zd_error.
 */
#ifndef ZD_SCRIPT_STATE_H
#define ZD_SCRIPT_STATE_H

#include <lauxlib.h>
#include <lua.h>

#include <locale.h>

#include "base/mem.h"
#include "base/str.h"
#include "engine/batch.h"
#include "model/pack.h"

struct zd_state {
	lua_State *L;
	const struct zd_pack *pack;
	struct zd_limits limits; /* with the defaults filled in */
	locale_t locale;         /* C: text compares by bytes, whatever the program's locale */

	size_t live;  /* bytes in use */
	size_t base;  /* of them, after loading */
	size_t cap;   /* how many may be in use */
	size_t taken; /* bytes allocated by the decision that runs, freed ones too */
	size_t taken_cap;
	bool doubtful; /* the last call ended for want of memory, or while an error was handled */

	int64_t used; /* steps of the decision that runs; rations count when they are given */
	int64_t steps;
	int64_t unclocked; /* steps since the clock was looked at */
	int64_t deadline;  /* in nanoseconds; 0: not started */

	struct zd_error stop;  /* the error on its way out */
	struct zd_str scratch; /* of the library function that runs */
	size_t scratch_max;    /* what is beyond is cut; 0: the limit of memory, and an error */
	struct zd_arena arena; /* of the decision table that runs */

	/* What the helpers because, line and value write to. */
	struct zd_batch *batch;
	size_t row;           /* ZD_NO_ROW: of a set, no member in particular */
	size_t notes;         /* reasons given by the decision that runs */
	size_t shared_notes;  /* of them, about a whole set */
	size_t note_bytes;    /* of their texts */
	size_t traced;        /* lines and values noted by it */
	uint8_t seen[4096];   /* lines noted by it, a bit each */
	const uint32_t *rows; /* of a set: the members' rows */
	size_t row_count;
	int members; /* of a set: reference of the table from records to rows, or LUA_NOREF */
};
#define ZD_NO_ROW SIZE_MAX

/* Opens a state with the libraries' functions in its registry. The struct is zeroed, and does not move while it is open. */
int zd_state_open(struct zd_state *s, const struct zd_pack *pack, struct zd_error *err);
void zd_state_close(struct zd_state *s);
/* Loading is over: what is in use now is the base that decisions are measured from. */
void zd_state_settle(struct zd_state *s);

/*
 * Calls f, with `argument` as its light userdata, protected: the one way in.
 * Errors are ZD_POLICY or ZD_LIMIT, with the policy's file and line where
 * they are known. The stack is empty before and after.
 */
int zd_state_call(struct zd_state *s, lua_CFunction f, void *argument, struct zd_error *err);
/* After ZD_LIMIT: collects what it left. False: the state cannot be trusted and is to be opened anew. */
bool zd_state_recover(struct zd_state *s);

/* A set of so many members, or one subject (0), is about to be decided. */
void zd_state_room(struct zd_state *s, size_t members);
/* A decision begins. */
static inline void zd_state_begin(struct zd_state *s)
{
	s->taken = 0;
	s->used = 0;
	s->unclocked = 0;
	s->deadline = 0;
}

static inline struct zd_state *zd_state_of(lua_State *L)
{
	return *(struct zd_state **)lua_getextraspace(L);
}

/* Steps for a stretch of the policy's text; raises when none are left. */
int64_t zd_state_ration(lua_State *L);
/* Charges steps for what a library function is about to do; raises when they are not there. */
void zd_charge(lua_State *L, int64_t steps);
/* The same for bytes that it is about to read, copy or make; raises at once when they exceed the memory. */
void zd_charge_bytes(lua_State *L, size_t bytes);
/* Raises an error, as ZD_POLICY or as said; never returns, the int is for `return zd_raise(…)`. */
int zd_raise(lua_State *L, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
int zd_raise_code(lua_State *L, enum zd_code code, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
/* The whole message is text[len], whatever its characters. */
int zd_raise_text(lua_State *L, enum zd_code code, const char *text, size_t len);
/* Replaces what is not valid UTF-8 in place. */
void zd_clean_text(char *s, size_t len);

#endif
