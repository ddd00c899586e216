/*
 * The sides of a simulation. Beside the policies of the question a side
 * decides those whose outcomes histories ask for and those that leave
 * something on records: all that a later period may depend on.
 */
#include "session/lives.h"

#include <stdlib.h>
#include <string.h>

#include "model/text.h"
#include "session/touched.h"
#include "store/shadow.h"

int zd_sim_open(struct zd_simulation *m, struct zd_error *err)
{
	for (int i = 0; i < 2; i++)
		m->lives[i].life = zd_life_new(m->first);
	int code = zd_reader_open_pair(&m->lives[0].reader, &m->lives[1].reader, m->book, m->w.session->book_path, err);
	m->w.reader = m->lives[0].reader;
	if (!code)
		m->sharing = zd_sharing_new(m->lives[0].reader, m->lives[1].reader);
	return code;
}

void zd_sim_close(struct zd_simulation *m)
{
	zd_sharing_free(m->sharing);
	for (int i = 0; i < 2; i++) {
		struct zd_sim_life *l = &m->lives[i];
		for (size_t k = 0; k < l->count; k++) {
			for (int kind = 0; kind <= ZD_PERIOD_YEAR; kind++)
				zd_plan_free(l->all[k].plans[kind]);
		}
		free(l->all);
		zd_life_free(l->life);
		zd_reader_close(l->reader);
	}
}

/* ---- what is decided ---- */

bool zd_sim_decided_in(const struct zd_simulation *m, const struct zd_policy *p, const struct zd_sim_step *step)
{
	if (p->period)
		return p->period == step->kind;
	return step->kind == m->unit;
}

static bool is_asked(const struct zd_simulation *m, const struct zd_policy *p)
{
	for (size_t i = 0; i < m->w.policy_count; i++) {
		if (strcmp(m->w.policies[i], p->id) == 0)
			return true;
	}
	return false;
}

/* The policies of a pack that are decided: one bool a policy. What is needed comes along; so do its histories. */
static bool *find_lived(struct zd_simulation *m, const struct zd_pack *pack)
{
	bool *lived = zd_arena_alloc(&m->w.arena, pack->policy_count + 1);
	size_t **needs = zd_arena_alloc(&m->w.arena, (pack->policy_count + 1) * sizeof *needs);
	for (size_t i = 0; i < pack->policy_count; i++) {
		const struct zd_policy *p = &pack->policies[i];
		needs[i] = zd_policy_dependencies(pack, p, true, &m->w.arena);
		lived[i] = !p->broken && (is_asked(m, p) || p->effect_count);
	}
	for (bool grown = true; grown;) {
		grown = false;
		for (size_t i = 0; i < pack->policy_count; i++) {
			for (const size_t *n = needs[i]; lived[i] && *n != SIZE_MAX; n++) {
				grown |= !lived[*n] && !pack->policies[*n].broken;
				lived[*n] = !pack->policies[*n].broken;
			}
		}
	}
	return lived;
}

/* What histories may ask for, and what effects take over, is kept. */
static void keep_outcomes(struct zd_life *life, const struct zd_pack *pack)
{
	for (size_t i = 0; i < pack->policy_count; i++) {
		const struct zd_policy *p = &pack->policies[i];
		for (size_t k = 0; k < p->effect_count; k++)
			zd_life_keep(life, p->id, p->effects[k].give);
		for (size_t k = 0; k < p->need_count && !p->broken; k++) {
			for (size_t h = 0; p->needs[k].is_history && h < p->needs[k].history_count; h++) {
				const char *path = p->needs[k].history[h], *dot = strrchr(path, '.');
				char *id = dot ? zd_strndup(path, (size_t)(dot - path)) : NULL;
				if (id && zd_pack_policy(pack, id))
					zd_life_keep(life, id, dot + 1);
				free(id);
			}
		}
	}
}

/* The fields in which the records of the sides may come to differ. */
static void except_fields(struct zd_simulation *m, const struct zd_pack *pack)
{
	for (size_t i = 0; i < pack->policy_count; i++) {
		const struct zd_policy *p = &pack->policies[i];
		for (size_t k = 0; k < p->effect_count; k++)
			zd_sharing_except(m->sharing, p->subject, p->effects[k].field);
		if (p->moved)
			zd_sharing_except(m->sharing, p->subject, p->moved);
	}
	for (size_t i = 0; i < m->w.count; i++) {
		const struct zd_difference *d = &m->w.list[i];
		for (size_t k = 0; d->kind == ZD_CHANGE_WITH && d->entities[k]; k++)
			zd_sharing_except(m->sharing, d->entities[k]->name, strrchr(d->name, '.') + 1);
	}
}

static int make_plan(struct zd_simulation *m, struct zd_sim_life *l, const struct zd_sim_step *step,
		     struct zd_error *err)
{
	struct zd_sim_loaded *now = l->now;
	const struct zd_pack *pack = now->loaded->pack;
	const char **ids = zd_arena_alloc(&m->w.arena, (pack->policy_count + 1) * sizeof *ids);
	bool *lived = find_lived(m, pack);
	size_t n = 0;
	for (size_t i = 0; i < pack->policy_count; i++) {
		const struct zd_policy *p = &pack->policies[i];
		if (lived[i] && (p->period ? p->period == step->kind : is_asked(m, p) && step->kind == m->unit))
			ids[n++] = p->id;
	}
	now->planned[step->kind] = true;
	if (!n)
		return ZD_OK;
	if (zd_plan_new(&now->plans[step->kind], pack, ids, n, step->kind, err) ||
	    zd_with_plan(&now->withs, now->plans[step->kind], err))
		return err->code;
	keep_outcomes(l->life, pack);
	except_fields(m, pack);
	return zd_life_plan(now->plans[step->kind], err);
}

/* ---- packs ---- */

/* Differences only begin, so how many hold says which. */
static size_t active_count(const struct zd_whatif *w)
{
	size_t n = 0;
	for (size_t i = 0; i < w->count; i++)
		n += w->list[i].from <= w->when.as_of;
	return n;
}

/* Facts that are given stay over the whole time; fields are records, and live. */
static int give_facts(struct zd_simulation *m, struct zd_sim_life *l, struct zd_error *err)
{
	struct zd_withs *withs = &l->now->withs;
	withs->inner = zd_reader_sources(l->reader, l->now->loaded->pack);
	withs->items = zd_arena_alloc(&m->w.arena, (m->w.count + 1) * sizeof *withs->items);
	for (size_t i = 0; i < m->w.count && l == &m->lives[1]; i++) {
		const struct zd_difference *d = &m->w.list[i];
		struct zd_with with;
		if (d->kind != ZD_CHANGE_WITH || d->from > m->w.when.as_of)
			continue;
		if (zd_with_parse(&with, d->text, &m->w.arena, err))
			return err->code;
		bool fact = false;
		for (size_t k = 0; d->entities[k]; k++)
			fact |= !zd_entity_field(d->entities[k], with.path);
		if (fact)
			withs->items[withs->count++] = with;
	}
	return ZD_OK;
}

/* A side's pack for the day: one of its own, so that each can be decided in a thread of its own. */
static int load_life(struct zd_simulation *m, struct zd_sim_life *l, struct zd_error *err)
{
	const struct zd_selection sel = {.all = l == &m->lives[1]};
	size_t active = sel.all ? active_count(&m->w) : 0;
	for (size_t i = 0; i < l->count; i++) {
		if (l->all[i].release == m->w.base->release.id && l->all[i].active == active) {
			l->now = &l->all[i];
			return ZD_OK;
		}
	}
	struct zd_side side = {0};
	if (zd_side_load(&m->w, &sel, &side, err))
		return err->code;
	if (sel.all && side.loaded == m->w.base && zd_load_changed(m->w.session, m->w.base, NULL, 0, &side.loaded, err))
		return err->code;
	ZD_GROW(l->all, l->count, l->cap);
	l->now = &l->all[l->count++];
	*l->now = (struct zd_sim_loaded){.release = m->w.base->release.id, .active = active, .loaded = side.loaded};
	return give_facts(m, l, err);
}

static int load_base(struct zd_simulation *m, struct zd_error *err)
{
	struct zd_release release;
	if (m->w.when.as_of == m->steps[0].last)
		return ZD_OK;
	return zd_release_at(m->book, m->w.when.as_of, &release, err)
		       ? (int)err->code
		       : zd_load_release(m->w.session, release.id, &m->w.base, err);
}

/* ---- records ---- */

/* A field that has another value from now on, of one record or of all, in the scenario's records. */
static int change_records(struct zd_simulation *m, const struct zd_difference *d, struct zd_error *err)
{
	struct zd_with with;
	if (zd_with_parse(&with, d->text, &m->w.arena, err))
		return err->code;
	for (size_t i = 0; d->entities[i]; i++) {
		const struct zd_entity *e = d->entities[i];
		const struct zd_field *field = zd_entity_field(e, with.path);
		struct zd_shadow_change change = {.key = ZD_VALUE_NIL};
		struct zd_value value;
		const char *name = with.path;
		if (!field)
			continue;
		if (field == &e->fields[0])
			return zd_fail(err, ZD_USAGE, "%s: the key of a record cannot be another", d->text);
		if (zd_with_value(&value, field, with.value, &m->w.arena, err) ||
		    (with.subject && zd_value_parse(&change.key, &e->fields[0].type, with.subject, strlen(with.subject),
						    &m->w.arena, err)))
			return zd_fail_context(err, "%s", d->text);
		const struct zd_entity *behind =
			field->type.kind == ZD_KIND_REF ? zd_pack_entity(m->lives[1].pack, field->type.entity) : NULL;
		if (behind && value.tag != ZD_NIL && zd_reader_subject(m->lives[1].reader, behind, &value, err))
			return zd_fail_context(err, "%s", d->text);
		change.values = &value;
		const struct zd_shadow_fields fields = {.entity = e, .names = &name, .count = 1};
		if (zd_reader_change(m->lives[1].reader, &fields, &change, 1, err))
			return zd_fail_context(err, "%s", d->text);
	}
	return ZD_OK;
}

/* The changes of records that begin with a step: those of a day since the step before. */
static int begin_changes(struct zd_simulation *m, const struct zd_sim_step *step, struct zd_error *err)
{
	for (size_t i = 0; i < m->w.count; i++) {
		const struct zd_difference *d = &m->w.list[i];
		bool before = step != m->steps && d->from <= step[-1].last;
		if (d->kind == ZD_CHANGE_WITH && !before && d->from <= step->last && change_records(m, d, err))
			return err->code;
	}
	return ZD_OK;
}

int zd_sim_enter(struct zd_simulation *m, const struct zd_sim_step *step, struct zd_error *err)
{
	m->w.when = (struct zd_when){.as_of = step->last, .period = step->kind};
	if (load_base(m, err))
		return err->code;
	for (int i = 0; i < 2; i++) {
		struct zd_sim_life *l = &m->lives[i];
		if (load_life(m, l, err))
			return err->code;
		l->pack = l->now->loaded->pack;
		if (!l->now->planned[step->kind] && make_plan(m, l, step, err))
			return err->code;
		l->plan = l->now->plans[step->kind];
	}
	return begin_changes(m, step, err);
}

struct zd_stream_options zd_sim_stream(struct zd_simulation *m, int side, const struct zd_sim_step *step)
{
	struct zd_sim_life *l = &m->lives[side];
	const struct zd_source_maker sources = zd_with_sources(&l->now->withs);
	const struct zd_decider_maker deciders = zd_runtime_maker(l->now->loaded->scripts);
	return (struct zd_stream_options){
		.plan = l->plan,
		.scope = {.as_of = step->last, .period = step->kind, .branch = m->w.o->branch},
		.sources = zd_life_sources(l->life, &sources),
		.deciders = zd_life_deciders(l->life, &deciders),
		.threads = zd_threads_for(0),
	};
}

/* ---- what a period leaves ---- */

static int take_effects(struct zd_sim_life *l, const struct zd_policy *p, const struct zd_sim_step *step,
			struct zd_error *err)
{
	struct zd_arena arena = {0};
	struct zd_date next = zd_date_from_days(step->last + 1);
	char day[ZD_DATE_LEN + 1];
	size_t n = 0;
	if (!zd_date_ok(next))
		return zd_fail(err, ZD_USAGE, "there is no day after that period");
	zd_date_format(next, day);
	const char **names = zd_arena_alloc(&arena, p->effect_count * sizeof *names);
	const struct zd_lived **gives = zd_arena_alloc(&arena, p->effect_count * sizeof *gives);
	for (size_t i = 0; i < p->effect_count; i++) {
		names[i] = p->effects[i].field;
		gives[i] = zd_life_decided(l->life, p->id, p->effects[i].give, &n);
	}
	struct zd_shadow_change *changes = zd_arena_alloc(&arena, (n + 1) * sizeof *changes);
	for (size_t row = 0; row < n; row++) {
		struct zd_value *values = zd_arena_alloc(&arena, p->effect_count * sizeof *values);
		for (size_t i = 0; i < p->effect_count; i++)
			values[i] = gives[i][row].value;
		changes[row] = (struct zd_shadow_change){gives[0][row].subject, values};
	}
	const struct zd_shadow_fields fields = {.entity = zd_pack_entity(l->pack, p->subject),
						.names = names,
						.count = p->effect_count,
						.keeps = true,
						.moved = p->moved,
						.day = day};
	int code = zd_reader_change(l->reader, &fields, changes, n, err);
	if (code)
		zd_fail_context(err, "what %s leaves", p->id);
	zd_arena_free(&arena);
	return code;
}

int zd_sim_leave(struct zd_simulation *m, const struct zd_sim_step *step, struct zd_error *err)
{
	for (int i = 0; i < 2; i++) {
		struct zd_sim_life *l = &m->lives[i];
		for (size_t k = 0; k < l->pack->policy_count; k++) {
			const struct zd_policy *p = &l->pack->policies[k];
			if (p->effect_count && p->period == step->kind && !p->broken && take_effects(l, p, step, err))
				return err->code;
		}
	}
	return ZD_OK;
}
