/*
 * Loading a stage's policies into a state, and keeping that state usable.
 * Everything that does not live in Lua is made once; what does is made again
 * with every new state.
 */
#include "script/load.h"

#include <string.h>

#include "script/helpers.h"
#include "script/lib.h"

static bool same_params(const struct zd_policy *p, const struct zd_value *a, const struct zd_value *b)
{
	for (size_t i = 0; i < p->param_count; i++) {
		if (!zd_value_equal(&a[i], &b[i]))
			return false;
	}
	return true;
}

/* Where each need of a step's policy comes from. A branch's replacement has some of the group's needs, by name. */
static struct zd_arg *match_args(struct zd_runner *r, const struct zd_policy *policy, const struct zd_step *step,
				 struct zd_error *err)
{
	struct zd_arg *args = zd_arena_alloc(&r->arena, (policy->need_count + 1) * sizeof *args);

	for (size_t i = 0; i < policy->need_count; i++) {
		size_t k = 0;

		if (policy == step->policy) {
			args[i] = step->args[i];
			continue;
		}
		while (k < step->policy->need_count && strcmp(step->policy->needs[k].name, policy->needs[i].name) != 0)
			k++;
		if (k == step->policy->need_count) {
			zd_fail(err, ZD_POLICY, "the replacement of %s needs '%s', which the group's policy does not",
				policy->id, policy->needs[i].name);
			return NULL;
		}
		args[i] = step->args[k];
		args[i].optional = policy->needs[i].optional;
	}
	return args;
}

static struct zd_names names_of_uses(struct zd_runner *r, const char *what, const struct zd_use *uses, size_t count)
{
	const char **names = zd_arena_alloc(&r->arena, (count + 1) * sizeof *names);

	for (size_t i = 0; i < count; i++)
		names[i] = uses[i].name;
	return (struct zd_names){.what = what, .names = names, .count = count};
}

static struct zd_names names_of_needs(struct zd_runner *r, const struct zd_policy *p)
{
	const char **names = zd_arena_alloc(&r->arena, (p->need_count + 1) * sizeof *names);
	size_t count = p->need_count;
	bool has_id = false;

	for (size_t i = 0; i < p->need_count; i++) {
		names[i] = p->needs[i].name;
		has_id |= strcmp(names[i], "id") == 0;
	}
	if (r->stage->is_set && !has_id)
		names[count++] = "id";
	return (struct zd_names){.what = p->subject ? p->subject : "the record", .names = names, .count = count};
}

static void fill_names(struct zd_runner *r, struct zd_script *script)
{
	const struct zd_policy *p = script->policy;
	const char **gives = zd_arena_alloc(&r->arena, (p->give_count + 1) * sizeof *gives);

	for (size_t i = 0; i < p->give_count; i++)
		gives[i] = p->gives[i].name;
	script->gives = (struct zd_names){
		.what = zd_arena_printf(&r->arena, "the outcome of %s", p->id), .names = gives, .count = p->give_count};
	script->needs = names_of_needs(r, p);
	script->params =
		names_of_uses(r, zd_arena_printf(&r->arena, "the params of %s", p->id), p->params, p->param_count);
	script->tables =
		names_of_uses(r, zd_arena_printf(&r->arena, "the tables of %s", p->id), p->tables, p->table_count);
}

/* The text of a policy is the same for all parameters. */
static int find_unit(struct zd_runner *r, struct zd_script *script, struct zd_error *err)
{
	struct zd_unit *unit;

	for (struct zd_script *other = r->scripts; other < script; other++) {
		if (other->policy == script->policy) {
			script->unit = other->unit;
			return ZD_OK;
		}
	}
	unit = zd_arena_alloc(&r->arena, sizeof *unit);
	script->unit = unit;
	return r->texts.write(r->texts.context, script->policy, r->mode, &r->arena, unit, err);
}

static int find_script(struct zd_runner *r, const struct zd_variant_step *v, size_t step, struct zd_script **out,
		       struct zd_error *err)
{
	struct zd_script *script;

	for (size_t i = 0; i < r->script_count; i++) {
		script = &r->scripts[i];
		if (script->step == step && script->policy == v->policy &&
		    (script->values == v->params || same_params(v->policy, script->values, v->params))) {
			*out = script;
			return ZD_OK;
		}
	}
	script = &r->scripts[r->script_count];
	*script = (struct zd_script){.policy = v->policy, .values = v->params, .step = step, .function = LUA_NOREF};
	if (find_unit(r, script, err))
		return err->code;
	script->args = match_args(r, v->policy, &r->stage->steps[step], err);
	if (!script->args)
		return err->code;
	fill_names(r, script);
	r->script_count++;
	*out = script;
	return ZD_OK;
}

static int find_scripts(struct zd_runner *r, const struct zd_variant *variants, struct zd_error *err)
{
	size_t steps = r->stage->step_count, all = r->variant_count * steps;

	r->scripts = zd_arena_alloc(&r->arena, (all + 1) * sizeof *r->scripts);
	r->variants = zd_arena_alloc(&r->arena, (all + 1) * sizeof *r->variants);
	for (size_t v = 0; v < r->variant_count; v++) {
		for (size_t i = 0; i < steps; i++) {
			if (find_script(r, &variants[v].steps[i], i, &r->variants[v * steps + i], err))
				return err->code;
		}
	}
	return ZD_OK;
}

static const struct zd_words *find_words(struct zd_runner *r, const struct zd_type *type)
{
	struct zd_words *w;

	if (type->kind != ZD_KIND_ENUM || !type->enums)
		return NULL;
	for (size_t i = 0; i < r->words_count; i++) {
		if (r->words[i].enums == type->enums)
			return &r->words[i];
	}
	w = &r->words[r->words_count++];
	w->enums = type->enums;
	w->first = r->word_count;
	w->objects = zd_arena_alloc(&r->arena, (type->enums->count + 1) * sizeof *w->objects);
	w->values = zd_arena_alloc(&r->arena, (type->enums->count + 1) * sizeof *w->values);
	for (size_t i = 0; i < type->enums->count; i++)
		w->values[i] = zd_value_string(type->enums->values[i]);
	r->word_count += type->enums->count;
	return w;
}

static void find_all_words(struct zd_runner *r)
{
	const struct zd_stage *stage = r->stage;

	r->words = zd_arena_alloc(&r->arena, (stage->slot_count + stage->out_count + 1) * sizeof *r->words);
	r->slot_words = zd_arena_alloc(&r->arena, (stage->slot_count + 1) * sizeof *r->slot_words);
	r->column_words = zd_arena_alloc(&r->arena, (stage->out_count + 1) * sizeof *r->column_words);
	for (size_t i = 0; i < stage->slot_count; i++)
		r->slot_words[i] = find_words(r, &stage->slots[i].type);
	for (size_t i = 0; i < stage->out_count; i++)
		r->column_words[i] = find_words(r, &stage->out_types[i]);
}

static int load_words(lua_State *L, struct zd_runner *r)
{
	lua_createtable(L, (int)r->word_count, 0);
	for (size_t w = 0; w < r->words_count; w++) {
		for (size_t i = 0; i < r->words[w].enums->count; i++) {
			lua_pushstring(L, r->words[w].enums->values[i]);
			r->words[w].objects[i] = lua_topointer(L, -1);
			lua_rawseti(L, -2, (lua_Integer)(r->words[w].first + i) + 1);
		}
	}
	return luaL_ref(L, LUA_REGISTRYINDEX);
}

void zd_runner_push_words(lua_State *L, const struct zd_runner *r)
{
	int list;

	luaL_checkstack(L, (int)r->word_count + 64, "too many enum values");
	lua_rawgeti(L, LUA_REGISTRYINDEX, r->word_list);
	list = lua_gettop(L);
	for (size_t i = 0; i < r->word_count; i++)
		lua_rawgeti(L, list, (lua_Integer)i + 1);
	lua_remove(L, list);
}

static void push_param(lua_State *L, struct zd_runner *r, const struct zd_script *script, size_t index)
{
	const char *name = script->policy->params[index].target;
	const struct zd_param *param = r->pack ? zd_pack_param(r->pack, name) : NULL;

	zd_push_frozen(L, lua_pushfstring(L, "parameter %s", name), param ? &param->type : NULL,
		       &script->values[index]);
	lua_remove(L, -2);
}

static void push_table(lua_State *L, struct zd_runner *r, const struct zd_script *script, size_t index)
{
	const char *name = script->policy->tables[index].target;
	const struct zd_table *table = r->pack ? zd_pack_table(r->pack, name) : NULL;

	if (!table)
		zd_raise(L, "there is no table %s", name);
	else
		zd_hits_push(L, table, &r->arena);
}

static void push_binding(lua_State *L, struct zd_runner *r, const struct zd_script *script, const struct zd_binding *b)
{
	switch (b->kind) {
	case ZD_BIND_LIBRARY:
		if (!zd_lib_push(L, b->name))
			zd_raise(L, "there is no %s", b->name);
		break;
	case ZD_BIND_PARAM:
		push_param(L, r, script, b->index);
		break;
	case ZD_BIND_TABLE:
		push_table(L, r, script, b->index);
		break;
	case ZD_BIND_HELPER:
		if (!zd_helper_push(L, b->name, script))
			zd_raise(L, "there is no helper %s", b->name);
		break;
	}
}

static int refuse_global(lua_State *L)
{
	return zd_raise(L, "there are no global variables");
}

/* What a chunk has for globals: nothing, and it stays so. */
static void push_no_globals(lua_State *L)
{
	lua_newtable(L);
	lua_createtable(L, 0, 2);
	lua_pushcfunction(L, refuse_global);
	lua_setfield(L, -2, "__index");
	lua_pushcfunction(L, refuse_global);
	lua_setfield(L, -2, "__newindex");
	lua_setmetatable(L, -2);
}

static void load_script(lua_State *L, struct zd_runner *r, struct zd_script *script)
{
	const struct zd_unit *u = script->unit;
	const char *file = script->policy->place.file ? script->policy->place.file : script->policy->id;

	lua_pushfstring(L, "=%s", file);
	if (luaL_loadbufferx(L, u->text, u->size, lua_tostring(L, -1), "t") != LUA_OK)
		zd_raise(L, "%s cannot be loaded: %s", script->policy->id, lua_tostring(L, -1));
	push_no_globals(L);
	if (!lua_setupvalue(L, -2, 1))
		lua_pop(L, 1);
	luaL_checkstack(L, (int)u->binding_count + 16, "too many bindings");
	for (size_t i = 0; i < u->binding_count; i++)
		push_binding(L, r, script, &u->bindings[i]);
	lua_call(L, (int)u->binding_count, 1);
	if (lua_type(L, -1) != LUA_TFUNCTION)
		zd_raise(L, "%s cannot be loaded: its text gives no function", script->policy->id);
	script->function = luaL_ref(L, LUA_REGISTRYINDEX);
	lua_settop(L, 1);
}

static int load_all(lua_State *L)
{
	struct zd_runner *r = lua_touserdata(L, 1);

	r->word_list = load_words(L, r);
	for (size_t i = 0; i < r->script_count; i++)
		load_script(L, r, &r->scripts[i]);
	return 0;
}

static int open_state(struct zd_runner *r, struct zd_error *err)
{
	zd_state_close(&r->state);
	r->calls = 0;
	if (zd_state_open(&r->state, r->pack, err) || zd_state_call(&r->state, load_all, r, err) ||
	    zd_state_call(&r->state, r->prepare, r, err))
		return err->code;
	zd_state_settle(&r->state);
	return ZD_OK;
}

int zd_runner_load(struct zd_runner *r, const struct zd_texts *texts, const struct zd_pack *pack,
		   const struct zd_stage *stage, const struct zd_variant *variants, size_t variant_count,
		   enum zd_mode mode, lua_CFunction prepare, struct zd_error *err)
{
	r->texts = *texts;
	r->pack = pack;
	r->stage = stage;
	r->mode = mode;
	r->variant_count = variant_count;
	r->prepare = prepare;
	if (find_scripts(r, variants, err))
		return err->code;
	find_all_words(r);
	return open_state(r, err);
}

void zd_runner_free(struct zd_runner *r)
{
	zd_state_close(&r->state);
	zd_arena_free(&r->arena);
}

int zd_runner_call(struct zd_runner *r, lua_CFunction f, void *argument, struct zd_error *err)
{
	struct zd_error broken = {0};
	int code = zd_state_call(&r->state, f, argument, err);

	r->calls++;
	r->ran_out = r->state.doubtful;
	if (code != ZD_LIMIT || zd_state_recover(&r->state))
		return code;
	if (open_state(r, &broken)) {
		zd_fail(err, ZD_BUG, "a new Lua state cannot be made: %s", broken.message);
		return err->code;
	}
	return code;
}

int zd_runner_decide(struct zd_runner *r, lua_CFunction f, void *argument, void (*again)(void *argument),
		     struct zd_error *err)
{
	bool used = r->calls > 0;
	int code = zd_runner_call(r, f, argument, err);
	struct zd_error broken = {0};

	if (code != ZD_LIMIT || !r->ran_out || !used)
		return code;
	if (r->calls > 0 && open_state(r, &broken)) {
		zd_fail(err, ZD_BUG, "a new Lua state cannot be made: %s", broken.message);
		return err->code;
	}
	if (again)
		again(argument);
	return zd_runner_call(r, f, argument, err);
}

void zd_runner_place(struct zd_error *err, const struct zd_policy *policy, size_t give)
{
	if (err->file[0] || !policy->place.file)
		return;
	strncpy(err->file, policy->place.file, sizeof err->file - 1);
	err->line = give < policy->give_count ? policy->gives[give].place.line : 0;
}
