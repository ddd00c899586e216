/* Many values, one reading. */
#include "session/many.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "model/text.h"

/* The nearest name of a parameter, also where the name was to reach into it. */
static int no_param(const struct zd_pack *pack, const char *name, struct zd_arena *arena, struct zd_error *err)
{
	const char *dot = strrchr(name, '.'), *near = zd_pack_nearest_param(pack, name);
	if (!near && dot)
		near = zd_pack_nearest_param(pack, zd_arena_strndup(arena, name, (size_t)(dot - name)));
	return zd_fail(err, ZD_USAGE, "no parameter '%s'%s", name, zd_suggest(near, "'").text);
}

int zd_varied_find(struct zd_varied *out, struct zd_whatif *w, const char *name, size_t len, struct zd_error *err)
{
	const char *inner;
	char *copy = zd_arena_strndup(&w->arena, name, len), *at = strchr(copy, '@');
	const struct zd_value *today;
	const struct zd_pack *pack = w->base->pack;
	*out = (struct zd_varied){.name = copy};
	if (at) {
		*at = '\0';
		out->branch = at + 1;
	}
	if (!zd_pack_param_within(pack, copy, &inner))
		return no_param(pack, copy, &w->arena, err);
	if (zd_branch_check(w->session, pack, out->branch, err) ||
	    zd_param_value(pack, copy, out->branch, w->when.as_of, &out->type, &today, err))
		return err->code;
	out->param = zd_pack_param_within(pack, copy, &inner);
	out->today = *today;
	if (out->type->kind != ZD_KIND_MAP && out->type->kind != ZD_KIND_LIST)
		return ZD_OK;
	if (out->type->kind == ZD_KIND_MAP && today->len)
		return zd_fail(err, ZD_USAGE, "%s is a map: name one of its keys, as %s.%s", copy, copy,
			       today->map[0].key);
	return zd_fail(err, ZD_USAGE, "%s is a %s, which does not take one value", copy, zd_kind_word(out->type->kind));
}

/* ---- what is decided ---- */

static void add_policy(struct zd_whatif *w, const char *id)
{
	for (size_t i = 0; i < w->policy_count; i++) {
		if (strcmp(w->policies[i], id) == 0)
			return;
	}
	ZD_GROW(w->policies, w->policy_count, w->policy_cap);
	w->policies[w->policy_count++] = id;
}

/* The policies that changes and varied parameters touch, as names. */
static const char **touched(struct zd_whatif *w, const struct zd_varied *varied, size_t count, size_t *found)
{
	size_t differences = w->count, had = w->policy_count;
	for (size_t i = 0; i < count; i++) {
		ZD_GROW(w->list, w->count, w->cap);
		w->list[w->count++] = (struct zd_difference){
			.kind = ZD_CHANGE_PARAM, .name = varied[i].name, .branch = varied[i].branch};
	}
	zd_whatif_choose(w);
	*found = w->policy_count - had;
	const char **ids = zd_arena_alloc(&w->arena, (*found + 1) * sizeof *ids);
	if (*found)
		memcpy(ids, w->policies + had, *found * sizeof *ids);
	w->policy_count = had;
	w->count = differences;
	return ids;
}

int zd_whatif_measures(struct zd_whatif *w, const struct zd_varied *varied, size_t varied_count,
		       const char *const *texts, size_t count, struct zd_measure **out, struct zd_error *err)
{
	size_t found;
	const char **ids = touched(w, varied, varied_count, &found);
	const char *const *known = w->policy_count ? w->policies : ids;
	size_t known_count = w->policy_count ? w->policy_count : found;
	struct zd_measure *measures = *out = zd_arena_alloc(&w->arena, (count + 1) * sizeof *measures);
	for (size_t i = 0; i < count; i++) {
		if (zd_measure_parse(&measures[i], texts[i], w->base->pack, known, known_count, &w->arena, err))
			return zd_fail_context(err, "%s", texts[i]);
	}
	for (size_t i = 0; i < count; i++)
		add_policy(w, measures[i].policy->id);
	for (size_t k = 0; k < found && !count && known == ids; k++)
		add_policy(w, ids[k]);
	return ZD_OK;
}

static int choose(struct zd_many *m, const struct zd_varied *varied, size_t varied_count, const char *const *measures,
		  struct zd_error *err)
{
	struct zd_whatif *w = m->w;
	zd_whatif_name_policies(w);
	if (zd_whatif_measures(w, varied, varied_count, measures, m->measure_count, &m->measures, err))
		return err->code;
	m->nothing = w->policy_count == 0;
	return zd_whatif_check_policies(w, err);
}

/* ---- both sides ---- */

static bool only_params(const struct zd_whatif *w)
{
	for (size_t i = 0; i < w->count; i++) {
		if (w->list[i].kind != ZD_CHANGE_PARAM)
			return false;
	}
	return true;
}

/* Every policy must be in both; one that the scenario lost cannot be measured. */
static int check_scenario(const struct zd_many *m, struct zd_error *err)
{
	for (size_t i = 0; i < m->w->policy_count; i++) {
		if (!zd_pack_policy(m->scenario.loaded->pack, m->w->policies[i]))
			return zd_fail(err, ZD_USAGE, "the scenario has no policy %s: it cannot be compared",
				       m->w->policies[i]);
	}
	return ZD_OK;
}

static int open_sides(struct zd_many *m, struct zd_error *err)
{
	struct zd_whatif *w = m->w;
	const struct zd_selection none = {0}, all = {.all = true};
	if (zd_side_load(w, &none, &m->base, err) || zd_side_withs(w, &none, &m->base, err))
		return err->code;
	if (!m->nothing && zd_side_plan(w, &m->base, w->policies, w->policy_count, err))
		return err->code;
	if (m->shared)
		return ZD_OK;
	if (zd_side_load(w, &all, &m->scenario, err) || check_scenario(m, err) ||
	    zd_side_withs(w, &all, &m->scenario, err))
		return err->code;
	return m->nothing ? ZD_OK : zd_side_plan(w, &m->scenario, w->policies, w->policy_count, err);
}

int zd_many_open(struct zd_many *m, struct zd_whatif *w, const struct zd_varied *varied, size_t varied_count,
		 const char *const *measures, size_t measure_count, struct zd_error *err)
{
	bool shared = only_params(w) && (!m->apart || !w->count);
	*m = (struct zd_many){.w = w, .apart = m->apart, .measure_count = measure_count, .shared = shared};
	if (choose(m, varied, varied_count, measures, err) || open_sides(m, err))
		return err->code;
	zd_whatif_head(w, &m->head);
	return ZD_OK;
}

/* ---- lanes ---- */

struct zd_pack *zd_many_pack(const struct zd_many *m)
{
	return (m->shared ? &m->base : &m->scenario)->loaded->pack;
}

/* Puts one more value on top of the pack, and notes it; it stays there until the lane is done. */
static int put(struct zd_many *m, const char *name, const char *branch, const char *value, struct zd_put *out,
	       struct zd_error *err)
{
	const char *inner;
	struct zd_pack *pack = zd_many_pack(m);
	if (zd_override_value(pack, name, branch, value, err))
		return zd_fail_context(err, "%s%s%s=%s", name, branch ? "@" : "", branch ? branch : "", value);
	out->param = zd_pack_param_within(pack, name, &inner);
	out->layer = out->param->scenario[out->param->scenario_count - 1];
	return ZD_OK;
}

/* In this order, or, for keys of one map whose rules hold only together, from behind. */
static int put_given(struct zd_many *m, const struct zd_given *given, size_t count, bool turned, struct zd_put *puts,
		     size_t *n, struct zd_error *err)
{
	for (size_t i = 0; i < count; i++) {
		const struct zd_given *g = &given[turned ? count - 1 - i : i];
		if (put(m, g->varied->name, g->varied->branch, g->text, &puts[*n], err))
			return err->code;
		++*n;
	}
	return ZD_OK;
}

static void take_off(struct zd_put *puts, size_t from, size_t *n)
{
	while (*n > from)
		puts[--*n].param->scenario_count--;
}

int zd_many_lane(struct zd_many *m, const struct zd_given *given, size_t count, struct zd_lane *out,
		 struct zd_error *err)
{
	struct zd_whatif *w = m->w;
	struct zd_put *puts = zd_arena_alloc(&w->arena, (w->count + count + 1) * sizeof *puts);
	size_t n = 0;
	int code = ZD_OK;
	for (size_t i = 0; i < w->count && m->shared && !code; i++) {
		code = put(m, w->list[i].name, w->list[i].branch, w->list[i].value, &puts[n], err);
		n += !code;
	}
	size_t own = n;
	if (!code)
		code = put_given(m, given, count, false, puts, &n, err);
	if (code && count > 1) {
		struct zd_error first = *err;
		take_off(puts, own, &n);
		code = put_given(m, given, count, true, puts, &n, err);
		if (code)
			*err = first;
	}
	*out = (struct zd_lane){puts, n};
	take_off(puts, 0, &n);
	return code;
}

static int compare(struct zd_many *m, const struct zd_lane *lanes, size_t count, const char *by, bool alone,
		   struct zd_fan_result *out, struct zd_error *err)
{
	struct zd_whatif *w = m->w;
	*out = (struct zd_fan_result){0};
	m->head.tallies = zd_whatif_tallies(w, 0);
	m->head.tally_count = w->policy_count;
	if (m->nothing)
		return ZD_OK;
	struct zd_fan_options o = {.base = zd_side_stream(w, &m->base),
				   .lanes = lanes,
				   .lane_count = count,
				   .tallies = m->head.tallies,
				   .tally_count = w->policy_count,
				   .where = w->where,
				   .by = by,
				   .alone = alone,
				   .progress = w->session->progress,
				   .context = w->session->context};
	o.scenario = m->shared ? o.base : zd_side_stream(w, &m->scenario);
	int code = zd_fan_compare(out, &o, err);
	m->work += out->work;
	return code;
}

int zd_many_compare(struct zd_many *m, const struct zd_lane *lanes, size_t count, const char *by,
		    struct zd_fan_result *out, struct zd_error *err)
{
	return compare(m, lanes, count, by, false, out, err);
}

int zd_many_decide(struct zd_many *m, const struct zd_lane *lanes, size_t count, struct zd_fan_result *out,
		   struct zd_error *err)
{
	return compare(m, lanes, count, NULL, m->shared && count > 0, out, err);
}

void zd_many_forget(struct zd_many *m)
{
	if (m->head.tallies)
		zd_whatif_tallies_free(m->head.tallies, m->head.tally_count);
	m->head.tallies = NULL;
}

bool zd_many_measure(const struct zd_many *m, const struct zd_measure *measure, struct zd_tally *const *tallies,
		     bool after, struct zd_value *out)
{
	for (size_t i = 0; i < m->w->policy_count; i++) {
		if (strcmp(m->w->policies[i], measure->policy->id) == 0)
			return zd_measure_of(measure, tallies[i], after, out);
	}
	*out = ZD_VALUE_NIL;
	return false;
}

void zd_many_close(struct zd_many *m)
{
	zd_many_forget(m);
	zd_plan_free(m->base.plan);
	zd_plan_free(m->scenario.plan);
}
