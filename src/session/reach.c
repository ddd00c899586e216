/*
 * The way to a wanted outcome: gathers the decision's own inputs once more (a
 * set: its whole group's), and lets the engine search over them with the
 * whole chain that leads to the policy.
 */
#include "session/reach.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/utf8.h"
#include "engine/reach.h"
#include "engine/sets.h"
#include "engine/variant.h"
#include "model/condition.h"
#include "model/text.h"

struct reaching {
	struct zd_explained *x;
	const struct zd_stage *stage;
	struct zd_variants variants;
	struct zd_decider *decider;
	struct zd_batch *all; /* the row, or its group */
	struct zd_condition *wanted;
	size_t *slots;
	size_t slot_count;
	struct zd_value *hints;
	size_t hint_count, hint_cap;
};

static int decide(void *context, struct zd_batch *b, struct zd_error *err)
{
	struct reaching *r = context;
	return r->stage->is_set ? zd_decide_groups(r->decider, &r->variants, b, err)
				: r->decider->decide(r->decider, b, err);
}

/* The condition's columns are the policy's outcomes, in their order. */
static bool wanted(void *context, const struct zd_value *outcomes)
{
	const struct reaching *r = context;
	return zd_condition_test(r->wanted, outcomes + r->x->step->first_out);
}

static int parse_goal(struct reaching *r, const char *text, struct zd_error *err)
{
	const struct zd_policy *p = r->x->policy;
	struct zd_condition_column *columns = zd_arena_alloc(&r->x->arena, (p->give_count + 1) * sizeof *columns);
	for (size_t i = 0; i < p->give_count; i++)
		columns[i] = (struct zd_condition_column){p->gives[i].name, p->gives[i].type};
	if (zd_condition_parse(&r->wanted, text, columns, p->give_count, &r->x->arena, err)) {
		err->code = ZD_USAGE;
		return zd_fail_context(err, "--reach");
	}
	return ZD_OK;
}

/* All rows that the decision saw. */
static int gather(struct reaching *r, const struct zd_stream_options *so, struct zd_error *err)
{
	struct zd_stream_options options = *so;
	struct zd_stream *stream;
	struct zd_batch *b;
	options.mode = ZD_MODE_FAST;
	r->all = zd_batch_new(r->stage, 512);
	int code = zd_stream_open(&stream, &options, err);
	while (!code && !(code = zd_stream_next(stream, &b, err)) && b) {
		if (b->stage == r->stage)
			zd_batch_append(r->all, b);
	}
	zd_stream_close(stream);
	return code;
}

static size_t row_of(const struct reaching *r, const struct zd_value *id)
{
	size_t row = 0;
	while (row < r->all->count && !zd_value_equal(&r->all->ids[row], id))
		row++;
	return row;
}

/* ---- which inputs may change ---- */

static bool may_change(const struct zd_stage *stage, size_t i)
{
	const struct zd_slot *slot = &stage->slots[i];
	if ((int)i == stage->over_slot || (int)i == stage->branch_slot)
		return false;
	switch (slot->type.kind) {
	case ZD_KIND_TEXT:
	case ZD_KIND_REF:
	case ZD_KIND_LIST:
	case ZD_KIND_MAP:
	case ZD_KIND_DATETIME:
		return false;
	default:
		return slot->kind == ZD_SLOT_FIELD || slot->kind == ZD_SLOT_FACT || slot->kind == ZD_SLOT_OUTCOME;
	}
}

/* An input is named as the policy names it, or by its path. */
static bool is_named(const struct reaching *r, size_t slot, const char *name)
{
	const struct zd_policy *p = r->x->policy;
	for (size_t i = 0; i < p->need_count; i++) {
		const struct zd_arg *arg = &r->x->step->args[i];
		if (!arg->from_row && arg->index == slot && strcmp(p->needs[i].name, name) == 0)
			return true;
	}
	return strcmp(r->stage->slots[slot].path, name) == 0;
}

static int no_such_input(const struct reaching *r, const char *name, struct zd_error *err)
{
	const char **names = zd_arena_alloc(&r->x->arena, (r->stage->slot_count + 1) * sizeof *names);
	struct zd_str list = {0};
	size_t n = 0;
	for (size_t i = 0; i < r->stage->slot_count; i++) {
		if (!may_change(r->stage, i))
			continue;
		names[n++] = r->stage->slots[i].path;
		zd_str_printf(&list, "%s%s", list.len ? ", " : "", r->stage->slots[i].path);
	}
	const char *near = zd_nearest(name, names, n);
	if (near)
		zd_fail(err, ZD_USAGE, "%s has no input '%s' that could change%s", r->x->policy->id, name,
			zd_suggest(near, "'").text);
	else
		zd_fail(err, ZD_USAGE, "%s has no input '%s' that could change; there are %s", r->x->policy->id, name,
			zd_str_text(&list));
	zd_str_free(&list);
	return err->code;
}

static int choose_slots(struct reaching *r, const char *const *names, size_t count, struct zd_error *err)
{
	const struct zd_stage *stage = r->stage;
	r->slots = zd_arena_alloc(&r->x->arena, (stage->slot_count + 1) * sizeof *r->slots);
	for (size_t i = 0; i < count; i++) {
		size_t slot = 0;
		while (slot < stage->slot_count && !(may_change(stage, slot) && is_named(r, slot, names[i])))
			slot++;
		if (slot == stage->slot_count)
			return no_such_input(r, names[i], err);
	}
	for (size_t slot = 0; slot < stage->slot_count; slot++) {
		bool asked = count == 0;
		for (size_t i = 0; i < count && !asked; i++)
			asked = is_named(r, slot, names[i]);
		if (asked && may_change(stage, slot))
			r->slots[r->slot_count++] = slot;
	}
	return ZD_OK;
}

/* ---- numbers near which outcomes may turn ---- */

static void add_hints(struct reaching *r, const struct zd_value *v)
{
	if (v->tag == ZD_LIST) {
		for (uint32_t i = 0; i < v->len; i++)
			add_hints(r, &v->list[i]);
	} else if (v->tag == ZD_MAP) {
		for (uint32_t i = 0; i < v->len; i++)
			add_hints(r, &v->map[i].value);
	} else if (v->tag == ZD_INT || v->tag == ZD_NUMBER) {
		ZD_GROW(r->hints, r->hint_count, r->hint_cap);
		r->hints[r->hint_count++] = *v;
	}
}

static void gather_hints(struct reaching *r, uint32_t variant)
{
	const struct zd_variant *v = &r->variants.items[variant];
	for (size_t i = 0; i < r->stage->step_count; i++) {
		for (size_t k = 0; k < v->steps[i].policy->param_count; k++)
			add_hints(r, &v->steps[i].params[k]);
	}
}

static int search(struct reaching *r, size_t row, struct zd_error *err)
{
	struct zd_explained *x = r->x;
	struct zd_reach_options o = {.batch = r->all,
				     .row = row,
				     .decide = decide,
				     .wanted = wanted,
				     .context = r,
				     .slots = r->slots,
				     .slot_count = r->slot_count,
				     .hints = r->hints,
				     .hint_count = r->hint_count,
				     .today = x->when.as_of};
	x->goal.stage = r->stage;
	return zd_reach(&x->goal.ways, &x->goal.count, &x->goal.met, &o, &x->arena, err);
}

int zd_explained_reach(struct zd_explained *x, const struct zd_stream_options *so, const struct zd_explain_options *o,
		       struct zd_error *err)
{
	struct reaching r = {.x = x, .stage = x->stage};
	struct zd_decider_maker maker = zd_runtime_maker(x->loaded->scripts);
	const struct zd_value id = zd_value_copy(&x->arena, &x->batch->ids[x->row]);
	int code = parse_goal(&r, o->reach, err);
	if (!code)
		code = choose_slots(&r, o->change, o->change_count, err);
	if (!code)
		code = gather(&r, so, err);
	if (!code)
		code = zd_variants_make(&r.variants, x->loaded->pack, r.stage, x->when.as_of, &x->arena, err);
	if (!code)
		code = maker.make(maker.context, x->loaded->pack, r.stage, r.variants.items, r.variants.count,
				  ZD_MODE_FAST, &r.decider, err);
	if (!code) {
		size_t row = row_of(&r, &id);
		zd_variants_choose(&r.variants, r.all, so->scope.branch);
		gather_hints(&r, r.all->variant[row]);
		x->goal.text = o->reach;
		code = search(&r, row, err);
	}
	if (r.decider)
		r.decider->free(r.decider);
	zd_batch_free(r.all);
	zd_variants_free(&r.variants);
	free(r.hints);
	return code;
}

/* ---- writing ---- */

/* What a number or sum of money changes by, with its sign. */
static bool difference(struct zd_value *out, const struct zd_type *type, const struct zd_move_of *m)
{
	if (type->kind != ZD_KIND_INT && type->kind != ZD_KIND_MONEY)
		return false;
	*out = zd_value_int(m->after.i - (m->before.tag == ZD_INT ? m->before.i : 0));
	return true;
}

static void add_shown(struct zd_str *b, const struct zd_type *type, const struct zd_value *v)
{
	if (v->tag == ZD_NIL)
		zd_str_add(b, "—");
	else
		zd_value_show(b, type, v);
}

static void add_move(struct zd_str *b, const struct zd_slot *slot, const struct zd_move_of *m)
{
	struct zd_value by;
	zd_str_printf(b, "%s (%s) ", slot->title ? slot->title : slot->path, slot->path);
	add_shown(b, &slot->type, &m->before);
	zd_str_add(b, " → ");
	add_shown(b, &slot->type, &m->after);
	if (difference(&by, &slot->type, m)) {
		zd_str_add(b, by.i > 0 ? "（+" : "（");
		zd_value_show(b, &slot->type, &by);
		zd_str_add(b, "）");
	}
}

void zd_explained_goal_text(struct zd_explained *x, FILE *out)
{
	const struct zd_goal *g = &x->goal;
	fprintf(out, "\n怎样达到 %s\n", g->text);
	if (g->met)
		fprintf(out, "  现在就是如此\n");
	else if (!g->count)
		fprintf(out, "  改动一项、两项数据，或补齐所缺的数据，都达不到\n");
	for (size_t i = 0; i < g->count; i++) {
		struct zd_str b = {0};
		for (size_t k = 0; k < g->ways[i].count; k++) {
			zd_str_add(&b, k ? "，并且 " : "");
			add_move(&b, &g->stage->slots[g->ways[i].moves[k].slot], &g->ways[i].moves[k]);
		}
		fprintf(out, "  %s\n", zd_str_text(&b));
		zd_str_free(&b);
	}
}

static void move_json(struct zd_str *b, const struct zd_slot *slot, const struct zd_move_of *m)
{
	bool first = true;
	zd_str_addc(b, '{');
	zd_json_text(b, &first, "input", slot->path);
	zd_json_key(b, &first, "title");
	const char *title = slot->title ? slot->title : slot->path;
	zd_json_string(b, title, strlen(title));
	zd_json_key(b, &first, "from");
	zd_value_json(b, &slot->type, &m->before);
	zd_json_key(b, &first, "to");
	zd_value_json(b, &slot->type, &m->after);
	zd_str_addc(b, '}');
}

void zd_explained_goal_json(struct zd_explained *x, struct zd_str *b)
{
	const struct zd_goal *g = &x->goal;
	bool first = true;
	zd_str_addc(b, '{');
	zd_json_text(b, &first, "goal", g->text);
	zd_json_bool(b, &first, "met", g->met);
	zd_json_key(b, &first, "ways");
	zd_str_addc(b, '[');
	for (size_t i = 0; i < g->count; i++) {
		zd_str_add(b, i ? ",[" : "[");
		for (size_t k = 0; k < g->ways[i].count; k++) {
			zd_str_add(b, k ? "," : "");
			move_json(b, &g->stage->slots[g->ways[i].moves[k].slot], &g->ways[i].moves[k]);
		}
		zd_str_addc(b, ']');
	}
	zd_str_add(b, "]}");
}
