/*
 * The state: its allocator, its account of steps and time, and the one
 * protected call. Nothing else in the program calls lua_pcall.
 */
#include "script/state.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/utf8.h"
#include "script/lib.h"

#define DEFAULT_MEMORY INT64_C(16777216)
#define DEFAULT_STEPS INT64_C(1000000)
#define DEFAULT_SECONDS 5.0
#define DEFAULT_MEMBER_MEMORY INT64_C(2048)
#define DEFAULT_MEMBER_STEPS INT64_C(2000)
#define LONGEST_SECONDS 86400.0
/* Freed memory can be allocated again, so this many times the memory bounds the work of copying. */
#define TURNOVER 64
#define RATION 256
/* Copying and comparing a text goes on between two looks at the clock, so no text is longer. */
#define LONGEST_TEXT ((size_t)4 * 1024 * 1024)
#define BYTES_A_STEP 16
/* A state whose use stays this much above its base after a collection is thrown away. */
#define RESIDUE ((size_t)256 * 1024)
/* In percent of what is in use: a state at rest is small, and garbage of 1 MiB is cheap to keep for a while. */
#define GC_PAUSE 1000
#define GC_STEPMUL 400

/* The error value whose message is in state->stop. */
static const char raised;

static void *allocate(void *context, void *p, size_t old, size_t size)
{
	struct zd_state *s = context;
	void *q;

	if (!p) { /* then `old` tells the kind of object */
		if (old == LUA_TSTRING && size > LONGEST_TEXT)
			return NULL;
		old = 0;
	}
	if (size == 0) {
		free(p);
		s->live -= old;
		return NULL;
	}
	if (size > old) {
		if (s->live > s->cap || size - old > s->cap - s->live || size > s->taken_cap - s->taken)
			return NULL;
		s->taken += size;
	}
	q = realloc(p, size);
	if (!q) {
		/* Lua relies on it that shrinking succeeds. */
		return size <= old ? p : NULL;
	}
	s->live = s->live - old + size;
	return q;
}

static void no_cap(struct zd_state *s)
{
	s->cap = SIZE_MAX / 4;
	s->taken_cap = SIZE_MAX / 4;
	s->steps = DEFAULT_STEPS;
	zd_state_begin(s);
}

static size_t product(int64_t a, size_t b)
{
	size_t n;

	return __builtin_mul_overflow((size_t)a, b, &n) || n > SIZE_MAX / 4096 ? SIZE_MAX / 4096 : n;
}

void zd_state_room(struct zd_state *s, size_t members)
{
	size_t memory = product(s->limits.memory, 1) + product(s->limits.member_memory, members);

	s->cap = s->base + memory;
	s->taken_cap = memory * TURNOVER;
	if (__builtin_mul_overflow(s->limits.member_steps, (int64_t)members, &s->steps) ||
	    __builtin_add_overflow(s->steps, s->limits.steps, &s->steps))
		s->steps = INT64_MAX / 4;
	zd_state_begin(s);
}

void zd_state_settle(struct zd_state *s)
{
	lua_gc(s->L, LUA_GCCOLLECT);
	s->base = s->live;
	zd_state_room(s, 0);
}

bool zd_state_recover(struct zd_state *s)
{
	if (lua_status(s->L) != LUA_OK)
		return false;
	zd_state_begin(s);
	lua_settop(s->L, 0);
	/* The list of calls of a deep recursion is freed by halves. */
	for (int i = 0; i < 4 && s->live > s->base + RESIDUE / 4; i++)
		lua_gc(s->L, LUA_GCCOLLECT);
	return s->live <= s->base + RESIDUE;
}

static int64_t now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static void look_at_clock(lua_State *L, struct zd_state *s)
{
	int64_t t = now();

	s->unclocked = 0;
	if (s->deadline == 0)
		s->deadline = t + (int64_t)(s->limits.seconds * 1e9);
	else if (t > s->deadline)
		zd_raise_code(L, ZD_LIMIT, "the decision took longer than its limit of %g seconds", s->limits.seconds);
}

static int out_of_steps(lua_State *L, const struct zd_state *s)
{
	return zd_raise_code(L, ZD_LIMIT, "the decision used up its limit of %" PRId64 " steps", s->steps);
}

/* Towards the end the rations get smaller, so that library functions can use the steps that a loop does not. */
int64_t zd_state_ration(lua_State *L)
{
	struct zd_state *s = zd_state_of(L);
	int64_t left = s->steps - s->used;
	int64_t ration = left / 8;

	if (left <= 0)
		out_of_steps(L, s);
	if (ration > RATION)
		ration = RATION;
	if (ration < 1)
		ration = 1;
	if (s->used > 0)
		look_at_clock(L, s);
	s->used += ration;
	return ration;
}

void zd_charge(lua_State *L, int64_t steps)
{
	struct zd_state *s = zd_state_of(L);

	if (steps > s->steps - s->used)
		out_of_steps(L, s);
	s->used += steps;
	s->unclocked += steps;
	if (s->unclocked >= RATION)
		look_at_clock(L, s);
}

void zd_charge_bytes(lua_State *L, size_t bytes)
{
	struct zd_state *s = zd_state_of(L);

	if (bytes > s->cap - s->base)
		zd_raise_code(L, ZD_LIMIT, "a text or list of %zu bytes is more than a decision's limit of memory",
			      bytes);
	if (bytes >= BYTES_A_STEP)
		zd_charge(L, (int64_t)(bytes / BYTES_A_STEP));
}

void zd_clean_text(char *s, size_t len)
{
	size_t at = 0;

	while ((at += zd_utf8_valid(s + at, len - at)) < len)
		s[at++] = '?';
}

static int raise_stop(lua_State *L)
{
	lua_settop(L, 0);
	lua_pushlightuserdata(L, (void *)&raised);
	return lua_error(L);
}

static void keep_stop(struct zd_state *s, enum zd_code code, const char *fmt, va_list ap)
{
	vsnprintf(s->stop.message, sizeof s->stop.message, fmt, ap);
	zd_fail(&s->stop, code, "%s", s->stop.message);
}

int zd_raise_code(lua_State *L, enum zd_code code, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	keep_stop(zd_state_of(L), code, fmt, ap);
	va_end(ap);
	return raise_stop(L);
}

int zd_raise(lua_State *L, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	keep_stop(zd_state_of(L), ZD_POLICY, fmt, ap);
	va_end(ap);
	return raise_stop(L);
}

int zd_raise_text(lua_State *L, enum zd_code code, const char *text, size_t len)
{
	struct zd_state *s = zd_state_of(L);

	zd_fail(&s->stop, code, "%.*s", (int)(len < sizeof s->stop.message ? len : sizeof s->stop.message), text);
	return raise_stop(L);
}

/* The policy's line that was running. Chains of our own making have a source that begins with "=(". */
static bool find_place(lua_State *L, lua_Debug *ar)
{
	for (int level = 1; lua_getstack(L, level, ar); level++) {
		lua_getinfo(L, "Sl", ar);
		if (ar->currentline > 0 && ar->source[0] == '=' && ar->source[1] != '(')
			return true;
	}
	return false;
}

/* What Lua itself raised: takes its "file:line: " off, which is told apart. */
static void keep_message(lua_State *L, struct zd_state *s, const lua_Debug *ar, bool placed)
{
	char prefix[LUA_IDSIZE + 32];
	const char *text = lua_type(L, 1) == LUA_TSTRING ? lua_tostring(L, 1) : "error object";
	size_t n = 0;

	if (placed)
		n = (size_t)snprintf(prefix, sizeof prefix, "%s:%d: ", ar->short_src, ar->currentline);
	if (n > 0 && strncmp(text, prefix, n) == 0)
		text += n;
	if (strstr(text, "stack overflow"))
		zd_fail(&s->stop, ZD_LIMIT, "functions call each other too deeply (stack overflow)");
	else
		zd_fail(&s->stop, ZD_POLICY, "%s", text);
}

/* Runs where the error was raised. Allocates nothing, so it cannot fail in turn. */
static int on_error(lua_State *L)
{
	struct zd_state *s = zd_state_of(L);
	lua_Debug ar;
	bool placed = find_place(L, &ar);

	if (lua_touserdata(L, 1) != (void *)&raised)
		keep_message(L, s, &ar, placed);
	zd_clean_text(s->stop.message, strlen(s->stop.message));
	if (placed) {
		snprintf(s->stop.file, sizeof s->stop.file, "%s", ar.source + 1);
		s->stop.line = ar.currentline;
	}
	return 1;
}

int zd_state_call(struct zd_state *s, lua_CFunction f, void *argument, struct zd_error *err)
{
	lua_State *L = s->L;
	locale_t before = uselocale(s->locale);
	int status;

	s->stop = (struct zd_error){0};
	s->scratch_max = 0;
	lua_pushcfunction(L, on_error);
	lua_pushcfunction(L, f);
	lua_pushlightuserdata(L, argument);
	status = lua_pcall(L, 1, 0, 1);
	lua_settop(L, 0);
	uselocale(before);
	s->doubtful = status != LUA_OK && status != LUA_ERRRUN;
	if (status == LUA_OK)
		return ZD_OK;
	if (status == LUA_ERRMEM)
		zd_fail(&s->stop, ZD_LIMIT, "the decision used more than its limit of memory (%zu KiB)",
			(s->cap - s->base) / 1024);
	else if (status != LUA_ERRRUN)
		zd_fail(&s->stop, ZD_LIMIT, "functions call each other too deeply (stack overflow)");
	*err = s->stop;
	return err->code;
}

static struct zd_limits with_defaults(struct zd_limits limits)
{
	if (limits.memory <= 0)
		limits.memory = DEFAULT_MEMORY;
	if (limits.steps <= 0)
		limits.steps = DEFAULT_STEPS;
	if (!(limits.seconds > 0))
		limits.seconds = DEFAULT_SECONDS;
	if (limits.seconds > LONGEST_SECONDS)
		limits.seconds = LONGEST_SECONDS;
	if (limits.member_memory <= 0)
		limits.member_memory = DEFAULT_MEMBER_MEMORY;
	if (limits.member_steps <= 0)
		limits.member_steps = DEFAULT_MEMBER_STEPS;
	return limits;
}

static int open_libraries(lua_State *L)
{
	zd_lib_open(L);
	return 0;
}

int zd_state_open(struct zd_state *s, const struct zd_pack *pack, struct zd_error *err)
{
	s->pack = pack;
	s->limits = with_defaults(pack ? pack->limits : (struct zd_limits){0});
	s->members = LUA_NOREF;
	s->live = 0;
	s->base = 0;
	no_cap(s);
	s->locale = newlocale(LC_ALL_MASK, "C", (locale_t)0);
	if (s->locale == (locale_t)0)
		return zd_fail(err, ZD_IO, "cannot make a locale: %s", strerror(errno));
	s->L = lua_newstate(allocate, s);
	if (!s->L) {
		freelocale(s->locale);
		s->locale = (locale_t)0;
		return zd_fail(err, ZD_LIMIT, "no memory for a Lua state");
	}
	*(struct zd_state **)lua_getextraspace(s->L) = s;
	lua_gc(s->L, LUA_GCINC, GC_PAUSE, GC_STEPMUL, 0);
	return zd_state_call(s, open_libraries, NULL, err);
}

void zd_state_close(struct zd_state *s)
{
	if (s->L)
		lua_close(s->L);
	if (s->locale != (locale_t)0)
		freelocale(s->locale);
	zd_str_free(&s->scratch);
	zd_arena_free(&s->arena);
	*s = (struct zd_state){0};
}
