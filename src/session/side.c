/* The sides of a what-if: the base with some of the differences, loaded, planned, and ready to be decided. */
#include <stdlib.h>
#include <string.h>

#include "session/whatif.h"

/* A difference of a later day is none yet. */
static bool selected(const struct zd_whatif *w, const struct zd_selection *sel, const struct zd_difference *d)
{
	return d->from <= w->when.as_of && sel->all != (sel->one == d);
}

int zd_side_load(struct zd_whatif *w, const struct zd_selection *sel, struct zd_side *side, struct zd_error *err)
{
	struct zd_pack_file *files = zd_arena_alloc(&w->arena, (w->count + 1) * sizeof *files);
	size_t file_count = 0;
	bool draft = false, changed = false;
	for (size_t i = 0; i < w->count; i++) {
		const struct zd_difference *d = &w->list[i];
		if (!selected(w, sel, d))
			continue;
		draft |= d->kind == ZD_CHANGE_DRAFT;
		changed |= d->kind == ZD_CHANGE_RULE || d->kind == ZD_CHANGE_PARAM;
		if (d->kind == ZD_CHANGE_RULE)
			files[file_count++] = d->file;
	}
	side->loaded = w->base;
	if (draft && zd_load_folder(w->session, ZD_READ_ALL, &side->loaded, err))
		return err->code;
	if (changed && zd_load_changed(w->session, side->loaded, files, file_count, &side->loaded, err))
		return err->code;
	for (size_t i = 0; i < w->count; i++) {
		struct zd_difference *d = &w->list[i];
		if (d->kind != ZD_CHANGE_PARAM || !selected(w, sel, d))
			continue;
		if (zd_override_value(side->loaded->pack, d->name, d->branch, d->value, err))
			return err->code;
		if (!d->after)
			d->after = zd_whatif_shown(w, side->loaded->pack, d->name, d->branch);
	}
	return ZD_OK;
}

int zd_side_withs(struct zd_whatif *w, const struct zd_selection *sel, struct zd_side *side, struct zd_error *err)
{
	side->withs.inner = zd_reader_sources(w->reader, side->loaded->pack);
	side->withs.items = zd_arena_alloc(&w->arena, (w->count + 1) * sizeof *side->withs.items);
	for (size_t i = 0; i < w->count; i++) {
		if (w->list[i].kind == ZD_CHANGE_WITH && selected(w, sel, &w->list[i]) &&
		    zd_with_parse(&side->withs.items[side->withs.count++], w->list[i].text, &w->arena, err))
			return err->code;
	}
	return ZD_OK;
}

int zd_side_plan(struct zd_whatif *w, struct zd_side *side, const char *const *policies, size_t count,
		 struct zd_error *err)
{
	int code = zd_plan_new(&side->plan, side->loaded->pack, policies, count, w->when.period, err);
	return code ? code : zd_with_plan(&side->withs, side->plan, err);
}

struct zd_stream_options zd_side_stream(const struct zd_whatif *w, struct zd_side *side)
{
	return (struct zd_stream_options){
		.plan = side->plan,
		.scope = {.as_of = w->when.as_of, .period = w->when.period, .branch = w->o->branch},
		.sources = zd_with_sources(&side->withs),
		.deciders = zd_runtime_maker(side->loaded->scripts),
	};
}

struct zd_tally **zd_whatif_tallies(struct zd_whatif *w, size_t movers)
{
	struct zd_tally **t = zd_alloc((w->policy_count + 1) * sizeof *t);
	for (size_t i = 0; i < w->policy_count; i++) {
		const struct zd_policy *p = zd_pack_policy(w->base->pack, w->policies[i]);
		t[i] = zd_tally_new(p, &zd_pack_entity(w->base->pack, p->subject)->fields[0].type, movers);
		t[i]->keeps_spreads = movers && w->o->html;
	}
	return t;
}

void zd_whatif_tallies_free(struct zd_tally **t, size_t count)
{
	for (size_t i = 0; i < count; i++)
		zd_tally_free(t[i]);
	free(t);
}
