/* Decision tables as functions of a policy: tables.segment{ industry = …, scale = … }. */
#include <stdio.h>
#include <string.h>

#include "model/table.h"
#include "script/helpers.h"

struct hits {
	const struct zd_table *table;
	struct zd_names inputs, outputs;
};

static void fill_names(struct zd_names *names, const char *what, const struct zd_column *columns, size_t count,
		       struct zd_arena *arena)
{
	const char **list = zd_arena_alloc(arena, (count + 1) * sizeof *list);

	for (size_t i = 0; i < count; i++)
		list[i] = columns[i].name;
	*names = (struct zd_names){.what = what, .names = list, .count = count};
}

/* Takes the inputs from the table at 1. */
static struct zd_value *take_inputs(lua_State *L, const struct hits *h)
{
	struct zd_state *s = zd_state_of(L);
	const struct zd_table *t = h->table;
	struct zd_value *inputs;
	size_t found = 0, all = 0;

	zd_arena_reset(&s->arena);
	inputs = zd_arena_alloc(&s->arena, (t->input_count + 1) * sizeof *inputs);
	for (size_t i = 0; i < t->input_count; i++) {
		char why[256];

		lua_pushstring(L, t->inputs[i].name);
		if (lua_rawget(L, 1) != LUA_TNIL) {
			found++;
			if (!zd_take(L, -1, &t->inputs[i].type, &s->arena, &inputs[i], why, sizeof why))
				zd_raise(L, "table %s: input %s %s", t->name, t->inputs[i].name, why);
		}
		lua_pop(L, 1);
	}
	for (lua_pushnil(L); lua_next(L, 1); lua_pop(L, 1))
		all++;
	if (all != found)
		zd_refuse_unknown(L, 1, &h->inputs);
	return inputs;
}

/* Upvalue 2: the metatable of hits. */
static void push_hit(lua_State *L, const struct zd_table *t, const struct zd_value *outputs)
{
	lua_createtable(L, 0, (int)t->output_count);
	for (size_t i = 0; i < t->output_count; i++) {
		lua_pushstring(L, t->outputs[i].name);
		zd_push(L, &t->outputs[i].type, &outputs[i]);
		lua_rawset(L, -3);
	}
	lua_pushvalue(L, lua_upvalueindex(2));
	lua_setmetatable(L, -2);
}

static int decide(lua_State *L)
{
	const struct hits *h = lua_touserdata(L, lua_upvalueindex(1));
	const struct zd_table *t = h->table;
	const struct zd_value **rows;
	const struct zd_batch *batch;
	struct zd_value *inputs;
	struct zd_error err = {0};
	size_t n;

	if (lua_type(L, 1) != LUA_TTABLE)
		return zd_raise(L, "table %s wants its inputs by name: { %s = … }", t->name,
				t->input_count ? t->inputs[0].name : "name");
	lua_settop(L, 1);
	zd_push_data(L, 1);
	lua_replace(L, 1);
	zd_charge(L, 1 + (int64_t)(t->row_count * (t->input_count + 1) / 8));
	inputs = take_inputs(L, h);
	batch = zd_state_of(L)->batch;
	if (batch && batch->watch)
		batch->watch->table(batch->watch->context, t, inputs);
	if (zd_table_decide(t, inputs, &rows, &n, &zd_state_of(L)->arena, &err))
		return zd_raise_code(L, err.code, "%s", err.message);
	if (zd_table_is_single(t)) {
		if (n > 0)
			push_hit(L, t, rows[0]);
		else
			lua_pushnil(L);
		return 1;
	}
	lua_createtable(L, (int)n, 0);
	for (size_t i = 0; i < n; i++) {
		push_hit(L, t, rows[i]);
		lua_rawseti(L, -2, (lua_Integer)i + 1);
	}
	return 1;
}

void zd_hits_push(lua_State *L, const struct zd_table *table, struct zd_arena *arena)
{
	struct hits *h = zd_arena_alloc(arena, sizeof *h);

	h->table = table;
	fill_names(&h->inputs, zd_arena_printf(arena, "table %s", table->name), table->inputs, table->input_count,
		   arena);
	fill_names(&h->outputs, zd_arena_printf(arena, "a hit of table %s", table->name), table->outputs,
		   table->output_count, arena);
	lua_pushlightuserdata(L, h);
	zd_push_strict(L, &h->outputs);
	lua_pushcclosure(L, decide, 2);
}
