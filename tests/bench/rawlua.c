/*
 * rawlua PACK N: the same policies of the pack by nothing but liblua: one table a customer is reused, its fields are
 * set, the four functions are called and their outcomes read. Prints as evalrate does.
 */
#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "customers.h"
#include "tally.h"

#define PASSES 5

/* In the order in which they are called. Parameters are pairs of a local name and a value. */
static const struct {
	const char *name;
	struct {
		const char *name;
		int value;
	} params[2];
} policies[] = {
	{"value", {{"strategic", 70}, {"important", 45}}},
	{"behaviour", {{"complaints", 3}, {"overdue", 90}}},
	{"credit", {{"months", 3}, {"supervised", 50000000}}},
	{"commission", {{"percent", 4}, {"months", 18}}},
};
enum {
	VALUE,
	BEHAVIOUR,
	CREDIT,
	COMMISSION,
	POLICIES
};

static void load(lua_State *L, const char *pack, int i)
{
	char file[4096];

	snprintf(file, sizeof file, "%s/rules/bench/%s.lua", pack, policies[i].name);
	if (luaL_dofile(L, file) != LUA_OK) {
		fprintf(stderr, "rawlua: %s\n", lua_tostring(L, -1));
		exit(1);
	}
	lua_getfield(L, -1, "decide");
	lua_remove(L, -2);
	lua_createtable(L, 0, 2);
	for (int p = 0; p < 2; p++) {
		lua_pushinteger(L, policies[i].params[p].value);
		lua_setfield(L, -2, policies[i].params[p].name);
	}
}

static void set(lua_State *L, int table, const char *name, int64_t value)
{
	lua_pushinteger(L, value);
	lua_setfield(L, table, name);
}

static void set_bool(lua_State *L, int table, const char *name, bool value)
{
	lua_pushboolean(L, value);
	lua_setfield(L, table, name);
}

/* The functions and their parameters are on the stack in pairs from 1, then the customer's table. */
enum {
	CUSTOMER = 2 * POLICIES + 1
};

static void call(lua_State *L, int policy)
{
	lua_pushvalue(L, 2 * policy + 1);
	lua_pushvalue(L, CUSTOMER);
	lua_pushvalue(L, 2 * policy + 2);
	lua_call(L, 2, 1);
}

static const char *word(lua_State *L, const char *name)
{
	lua_getfield(L, -1, name);
	const char *s = lua_tostring(L, -1);

	lua_pop(L, 1);
	return s;
}

static int64_t integer(lua_State *L, const char *name)
{
	lua_getfield(L, -1, name);
	int64_t i = lua_isboolean(L, -1) ? lua_toboolean(L, -1) : lua_tointeger(L, -1);

	lua_pop(L, 1);
	return i;
}

struct decision {
	double score;
	const char *value_class, *behaviour, *eligibility, *approver;
	int64_t limit, in_window, commission;
};

static void decide(lua_State *L, const struct customer *c, struct decision *d)
{
	set(L, CUSTOMER, "branch", c->branch);
	set(L, CUSTOMER, "fixed_assets", c->fixed_assets);
	set_bool(L, CUSTOMER, "doc_license", c->doc_license);
	set_bool(L, CUSTOMER, "doc_permit", c->doc_permit);
	set_bool(L, CUSTOMER, "doc_orgcode", c->doc_orgcode);
	set_bool(L, CUSTOMER, "doc_tax", c->doc_tax);
	set(L, CUSTOMER, "year_sales", c->year_sales);
	set(L, CUSTOMER, "max_month", c->max_month);
	set(L, CUSTOMER, "received", c->received);
	set(L, CUSTOMER, "orders_12m", c->orders_12m);
	set(L, CUSTOMER, "months_active", c->months_active);
	set(L, CUSTOMER, "overdue_days", c->overdue_days);
	set(L, CUSTOMER, "complaints_12m", c->complaints_12m);
	set(L, CUSTOMER, "potential", c->potential);
	set(L, CUSTOMER, "requested", c->requested);

	call(L, VALUE);
	lua_getfield(L, -1, "score");
	d->score = lua_tonumber(L, -1);
	lua_pop(L, 1);
	d->value_class = word(L, "value_class");
	call(L, BEHAVIOUR);
	lua_getfield(L, -1, "behaviour");
	d->behaviour = lua_tostring(L, -1);
	lua_setfield(L, CUSTOMER, "behaviour");
	call(L, CREDIT);
	d->eligibility = word(L, "eligibility");
	d->limit = integer(L, "limit");
	d->approver = word(L, "approver");
	call(L, COMMISSION);
	d->in_window = integer(L, "in_window");
	d->commission = integer(L, "commission");
	lua_settop(L, CUSTOMER);
}

static void count(struct tally *t, const struct decision *d)
{
	tally_score(t, d->score);
	tally_word(t, "value_class", d->value_class);
	tally_word(t, "behaviour", d->behaviour);
	tally_word(t, "eligibility", d->eligibility);
	tally_word(t, "approver", d->approver);
	t->limit += d->limit;
	t->in_window += d->in_window;
	t->commission += d->commission;
}

static int ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

int main(int argc, char **argv)
{
	size_t rows = argc == 3 ? strtoul(argv[2], NULL, 10) : 0;
	struct customer *all = calloc(rows, sizeof *all);
	struct customers made;
	struct tally tally = {0};
	struct decision d;
	double each[PASSES];
	volatile int64_t used = 0;

	if (rows == 0 || !all) {
		fprintf(stderr, "usage: rawlua PACK N\n");
		return 2;
	}
	lua_State *L = luaL_newstate();

	luaL_openlibs(L);
	for (int i = 0; i < POLICIES; i++)
		load(L, argv[1], i);
	lua_createtable(L, 0, 16);
	customers_begin(&made);
	for (size_t row = 0; row < rows; row++) {
		customers_next(&made, &all[row]);
		decide(L, &all[row], &d);
		count(&tally, &d);
	}
	for (int i = 0; i < PASSES; i++) {
		struct timespec begun, ended;

		clock_gettime(CLOCK_MONOTONIC, &begun);
		for (size_t row = 0; row < rows; row++) {
			decide(L, &all[row], &d);
			used += d.limit + d.value_class[0];
		}
		clock_gettime(CLOCK_MONOTONIC, &ended);
		each[i] = ((double)(ended.tv_sec - begun.tv_sec) * 1e9 + (double)(ended.tv_nsec - begun.tv_nsec)) /
			  (double)rows;
	}
	qsort(each, PASSES, sizeof each[0], ascending);
	printf("%.1f\n", each[PASSES / 2]);
	tally_print(&tally);
	lua_close(L);
	free(all);
	return 0;
}
