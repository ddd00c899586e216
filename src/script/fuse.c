/*
 * Fusing: which steps go into one function, and its text. A function has
 * room for some 200 values; a list that a later step reads ends a function,
 * because each step gets a list of its own.
 */
#include "script/fuse.h"

#include <string.h>

#define ROOM 180

/* A step's argument within a segment's text. */
struct place {
	bool is_column; /* of this segment */
	uint32_t index; /* of the column, or of the feed */
};

struct fuser {
	struct zd_runner *r;
	struct zd_fusion *f;
	struct zd_segment *segment;
	struct place *places; /* of all steps' arguments, one after the other */
	size_t place_count;
	size_t feed_cap;
};

static const struct zd_step *step_at(const struct fuser *u, size_t i)
{
	return &u->r->stage->steps[i];
}

static const struct zd_script *script_at(const struct fuser *u, size_t i)
{
	return u->f->scripts[i];
}

/* The step that fills a column. */
static size_t step_of_column(const struct fuser *u, size_t column)
{
	size_t i = 0;

	while (i + 1 < u->r->stage->step_count &&
	       !(column >= step_at(u, i)->first_out &&
		 column < step_at(u, i)->first_out + step_at(u, i)->policy->give_count))
		i++;
	return i;
}

static bool is_used_after(const struct fuser *u, size_t column, size_t step)
{
	for (size_t k = step + 1; k < u->r->stage->step_count; k++) {
		for (size_t i = 0; i < script_at(u, k)->policy->need_count; i++) {
			const struct zd_arg *a = &script_at(u, k)->args[i];

			if (a->from_row && a->index == column)
				return true;
		}
	}
	return false;
}

static bool gives_used_list(const struct fuser *u, size_t step)
{
	for (size_t i = 0; i < step_at(u, step)->policy->give_count; i++) {
		size_t column = step_at(u, step)->first_out + i;

		if (u->r->stage->out_types[column].kind == ZD_KIND_LIST && is_used_after(u, column, step))
			return true;
	}
	return false;
}

/* An upper bound of the values that a step adds to a function. */
static size_t room_of(const struct fuser *u, size_t step)
{
	return 2 * script_at(u, step)->policy->need_count + step_at(u, step)->policy->give_count + 2;
}

static bool in_segment(const struct fuser *u, const struct zd_arg *a)
{
	return a->from_row && step_of_column(u, a->index) >= u->segment->first_step;
}

/* The feed for an argument; one for all steps that take it, but for lists. */
static uint32_t feed_for(struct fuser *u, const struct zd_arg *a, bool required)
{
	struct zd_segment *g = u->segment;
	struct zd_feed f = zd_feed_of(u->r, a);

	f.required = required;
	for (size_t i = 0; i < g->feed_count && f.how != ZD_HOW_OTHER; i++) {
		if (g->feeds[i].from_row == a->from_row && g->feeds[i].index == a->index) {
			g->feeds[i].required |= required;
			return (uint32_t)i;
		}
	}
	g->feeds[g->feed_count++] = f;
	return (uint32_t)(g->feed_count - 1);
}

static void place_args(struct fuser *u, size_t step)
{
	const struct zd_script *s = script_at(u, step);
	bool gated = step_at(u, step)->when_slot >= 0;

	for (size_t i = 0; i < s->policy->need_count; i++) {
		const struct zd_arg *a = &s->args[i];
		struct place *p = &u->places[u->place_count++];

		if (in_segment(u, a))
			*p = (struct place){true, (uint32_t)a->index};
		else
			*p = (struct place){false, feed_for(u, a, !a->optional && !gated)};
	}
}

static void add_call(struct zd_str *text, const struct fuser *u, size_t step, const struct place *places)
{
	const struct zd_step *s = step_at(u, step);
	size_t gives = s->policy->give_count;

	for (size_t i = 0; i < gives; i++)
		zd_str_printf(text, "%so%zu", i ? "," : "", s->first_out + i);
	zd_str_printf(text, "%sd%zu(", gives ? "=" : "", step);
	for (size_t i = 0; i < script_at(u, step)->policy->need_count; i++)
		zd_str_printf(text, "%s%c%u", i ? "," : "", places[i].is_column ? 'o' : 'a', places[i].index);
	zd_str_add(text, ")\n");
	/* A number is a float for whoever uses it, as when it comes from outside. */
	for (size_t i = 0; i < gives; i++) {
		size_t column = s->first_out + i;
		enum zd_kind kind = u->r->stage->out_types[column].kind;

		if ((kind == ZD_KIND_NUMBER || kind == ZD_KIND_RATE) && is_used_after(u, column, step))
			zd_str_printf(text, "o%zu=o%zu and o%zu+0.0\n", column, column, column);
	}
}

static void add_columns(struct zd_str *text, const struct fuser *u, const char *word)
{
	const struct zd_segment *g = u->segment;
	size_t n = 0;

	for (size_t k = g->first_step; k < g->first_step + g->step_count; k++) {
		for (size_t i = 0; i < step_at(u, k)->policy->give_count; i++)
			zd_str_printf(text, "%so%zu", n++ ? "," : word, step_at(u, k)->first_out + i);
	}
	zd_str_addc(text, '\n');
}

static void write_text(struct fuser *u, const struct place *places, const uint32_t *gate_feeds)
{
	struct zd_segment *g = u->segment;
	struct zd_str text = {0};

	for (size_t k = 0; k < g->step_count; k++)
		zd_str_printf(&text, "%sd%zu", k ? "," : "local ", g->first_step + k);
	zd_str_add(&text, "=...\nreturn function(");
	for (size_t i = 0; i < g->feed_count; i++)
		zd_str_printf(&text, "%sa%zu", i ? "," : "", i);
	zd_str_add(&text, ")\n");
	if (g->tap_count)
		add_columns(&text, u, "local ");
	for (size_t k = g->first_step; k < g->first_step + g->step_count; k++) {
		bool gated = step_at(u, k)->when_slot >= 0;

		if (gated)
			zd_str_printf(&text, "if a%u then ", gate_feeds[k - g->first_step]);
		add_call(&text, u, k, places);
		if (gated)
			zd_str_add(&text, "end\n");
		places += script_at(u, k)->policy->need_count;
	}
	if (g->tap_count)
		add_columns(&text, u, "return ");
	zd_str_add(&text, "end\n");
	g->text = zd_arena_strndup(&u->r->arena, zd_str_text(&text), text.len);
	g->text_size = text.len;
	zd_str_free(&text);
}

static int gate_of(const struct zd_fusion *f, size_t step)
{
	for (size_t i = 0; i < f->gate_count; i++) {
		if (f->gates[i].step == step)
			return (int)i;
	}
	return -1;
}

/* Whether a step that may run when `column`'s step does not, or at all, needs it to be there. */
static bool is_insisted_on(const struct fuser *u, size_t column, bool only_other_when)
{
	size_t from = step_of_column(u, column);

	for (size_t k = from + 1; k < u->r->stage->step_count; k++) {
		if (only_other_when && step_at(u, k)->when_slot == step_at(u, from)->when_slot)
			continue;
		for (size_t i = 0; i < script_at(u, k)->policy->need_count; i++) {
			const struct zd_arg *a = &script_at(u, k)->args[i];

			if (a->from_row && a->index == column && !a->optional)
				return true;
		}
	}
	return false;
}

static void place_taps(struct fuser *u)
{
	struct zd_segment *g = u->segment;
	size_t last = g->first_step + g->step_count - 1;

	for (size_t k = g->first_step; k <= last; k++) {
		const struct zd_step *s = step_at(u, k);

		for (size_t i = 0; i < s->policy->give_count; i++) {
			struct zd_tap *t = &g->taps[g->tap_count++];
			size_t column = s->first_out + i;

			t->column = (uint32_t)column;
			t->type = &u->r->stage->out_types[column];
			t->words = u->r->column_words[column];
			t->how = (uint8_t)zd_how_of(t->type, t->words);
			t->is_money = t->type->kind == ZD_KIND_MONEY;
			t->may_be_nil = script_at(u, k)->policy->gives[i].optional && !is_insisted_on(u, column, false);
			t->feeds = k < last && is_used_after(u, column, k);
			t->gate = gate_of(u->f, k);
		}
	}
}

static size_t segment_end(const struct fuser *u, size_t first)
{
	size_t room = room_of(u, first), i = first;

	while (++i < u->r->stage->step_count) {
		room += room_of(u, i);
		if (room > ROOM || gives_used_list(u, i - 1))
			break;
	}
	return i;
}

static void make_segment(struct fuser *u, size_t first, size_t end)
{
	struct zd_arena *arena = &u->r->arena;
	size_t args = 0, columns = 0;
	uint32_t *gate_feeds = zd_arena_alloc(arena, (end - first) * sizeof *gate_feeds);

	for (size_t k = first; k < end; k++) {
		args += script_at(u, k)->policy->need_count + 1;
		columns += step_at(u, k)->policy->give_count;
	}
	u->segment->first_step = first;
	u->segment->step_count = end - first;
	u->segment->function = LUA_NOREF;
	u->segment->feeds = zd_arena_alloc(arena, (args + 1) * sizeof *u->segment->feeds);
	u->segment->taps = zd_arena_alloc(arena, (columns + 1) * sizeof *u->segment->taps);
	u->places = zd_arena_alloc(arena, (args + 1) * sizeof *u->places);
	u->place_count = 0;
	place_taps(u);
	/* The function of a single step is called as it is, with its arguments as they stand. */
	if (end - first == 1 && step_at(u, first)->when_slot < 0) {
		for (size_t i = 0; i < script_at(u, first)->policy->need_count; i++)
			u->segment->feeds[u->segment->feed_count++] = zd_feed_of(u->r, &script_at(u, first)->args[i]);
		return;
	}
	for (size_t k = first; k < end; k++) {
		const struct zd_arg when = {.index = (size_t)step_at(u, k)->when_slot, .optional = true};

		if (step_at(u, k)->when_slot >= 0)
			gate_feeds[k - first] = feed_for(u, &when, false);
		place_args(u, k);
	}
	write_text(u, u->places, gate_feeds);
}

static void make_gate(struct fuser *u, size_t step)
{
	const struct zd_script *s = script_at(u, step);
	struct zd_gate *g = &u->f->gates[u->f->gate_count++];
	uint32_t *needs = zd_arena_alloc(&u->r->arena, (s->policy->need_count + 1) * sizeof *needs);

	g->step = step;
	g->slot = (uint32_t)step_at(u, step)->when_slot;
	g->needs = needs;
	for (size_t i = 0; i < s->policy->need_count; i++) {
		if (!s->args[i].from_row && !s->args[i].optional)
			needs[g->need_count++] = (uint32_t)s->args[i].index;
	}
	for (size_t i = 0; i < step_at(u, step)->policy->give_count; i++)
		g->insisted |= is_insisted_on(u, step_at(u, step)->first_out + i, true);
}

void zd_fuse(struct zd_runner *r, struct zd_script **scripts, struct zd_fusion *out)
{
	size_t steps = r->stage->step_count;
	struct fuser u = {.r = r, .f = out};

	*out = (struct zd_fusion){.scripts = scripts};
	out->segments = zd_arena_alloc(&r->arena, (steps + 1) * sizeof *out->segments);
	out->gates = zd_arena_alloc(&r->arena, (steps + 1) * sizeof *out->gates);
	for (size_t i = 0; i < steps; i++) {
		if (r->stage->steps[i].when_slot >= 0)
			make_gate(&u, i);
	}
	for (size_t first = 0, end; first < steps; first = end) {
		end = segment_end(&u, first);
		u.segment = &out->segments[out->segment_count++];
		make_segment(&u, first, end);
	}
}

void zd_fuse_load(lua_State *L, struct zd_fusion *f)
{
	for (size_t i = 0; i < f->segment_count; i++) {
		struct zd_segment *g = &f->segments[i];

		if (!g->text) {
			g->function = f->scripts[g->first_step]->function;
			continue;
		}
		if (luaL_loadbufferx(L, g->text, g->text_size, "=(chain)", "t") != LUA_OK)
			zd_raise(L, "the steps cannot be joined: %s", lua_tostring(L, -1));
		luaL_checkstack(L, (int)g->step_count + 1, "too many steps");
		for (size_t k = 0; k < g->step_count; k++)
			lua_rawgeti(L, LUA_REGISTRYINDEX, f->scripts[g->first_step + k]->function);
		lua_call(L, (int)g->step_count, 1);
		g->function = luaL_ref(L, LUA_REGISTRYINDEX);
	}
}
