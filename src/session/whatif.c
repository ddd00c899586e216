/*
 * What-if: makes the scenario from the base (the release in force) and its
 * differences, decides both over the population as a reader sees it, and has
 * the comparison written. Nothing here can write to the book.
 */
#include "session/many.h"

#include <stdlib.h>
#include <string.h>

#include "session/output.h"
#include "session/seeing.h"
#include "whatif/kept.h"
#include "whatif/page.h"
#include "whatif/report.h"
#include "whatif/twin.h"
#include "whatif/with.h"

/* The policies asked for exist, can be decided, are there once, and are about subjects that may be seen. */
int zd_whatif_check_policies(struct zd_whatif *w, struct zd_error *err)
{
	const char **subjects = zd_arena_alloc(&w->arena, (w->policy_count + 1) * sizeof *subjects);
	size_t n = 0;
	for (size_t i = 0; i < w->policy_count; i++) {
		const struct zd_policy *p;
		bool again = false;
		if (zd_pack_find_policy(&p, w->base->pack, w->policies[i], err))
			return err->code;
		if (p->broken)
			return zd_fail(err, ZD_POLICY, "policy %s cannot be decided: %s", p->id, p->broken_why);
		for (size_t k = 0; k < n; k++)
			again |= strcmp(w->policies[k], p->id) == 0;
		if (again)
			continue;
		subjects[n] = p->subject;
		w->policies[n++] = p->id;
	}
	w->policy_count = n;
	return zd_may_see_population(w->session, subjects, n, w->o->branch, err);
}

/* ---- one comparison ---- */

/* The policies that both sides have; with a note for those that they do not. */
static const char **common_policies(struct zd_whatif *w, const struct zd_side *a, const struct zd_side *b, bool noted,
				    size_t *count)
{
	const char **ids = zd_arena_alloc(&w->arena, (w->policy_count + 1) * sizeof *ids);
	*count = 0;
	for (size_t i = 0; i < w->policy_count; i++) {
		if (zd_pack_policy(a->loaded->pack, w->policies[i]) && zd_pack_policy(b->loaded->pack, w->policies[i]))
			ids[(*count)++] = w->policies[i];
		else if (noted)
			zd_session_note(w->session, "the scenario has no policy %s: it is not compared",
					w->policies[i]);
	}
	return ids;
}

/* Two selections of the differences compared; `by` and progress only for the one that is shown. */
static int compare(struct zd_whatif *w, struct zd_selection before, struct zd_selection after,
		   struct zd_tally **tallies, bool shown, bool *changed, struct zd_error *err)
{
	struct zd_side a = {0}, b = {0};
	size_t count = 0;
	const char **ids = NULL;
	*changed = false;
	int code = zd_side_load(w, &before, &a, err);
	if (!code)
		code = zd_side_load(w, &after, &b, err);
	if (!code)
		code = zd_side_withs(w, &before, &a, err);
	if (!code)
		code = zd_side_withs(w, &after, &b, err);
	if (!code)
		ids = common_policies(w, &a, &b, shown, &count);
	if (!code && count)
		code = zd_side_plan(w, &a, ids, count, err);
	if (!code && count)
		code = zd_side_plan(w, &b, ids, count, err);
	if (!code && count) {
		struct zd_twin_options t = {
			.base = zd_side_stream(w, &a),
			.scenario = zd_side_stream(w, &b),
			.tallies = tallies,
			.tally_count = w->policy_count,
			.where = w->where,
			.by = shown ? w->o->by : NULL,
			.stop_at_first = !shown,
			.progress = shown ? w->session->progress : NULL,
			.context = w->session->context,
		};
		code = zd_twins_compare(&t, changed, err);
	}
	zd_plan_free(a.plan);
	zd_plan_free(b.plan);
	return code;
}

static int changes(struct zd_whatif *w, struct zd_selection before, struct zd_selection after, bool *changed,
		   struct zd_error *err)
{
	struct zd_tally **t = zd_whatif_tallies(w, 0);
	int code = compare(w, before, after, t, false, changed, err);
	zd_whatif_tallies_free(t, w->policy_count);
	return code;
}

/* Which differences do nothing: neither alone, nor together with the others. Each is tried until its first effect. */
static int find_idle(struct zd_whatif *w, bool changed, struct zd_error *err)
{
	const struct zd_selection none = {0}, all = {.all = true};
	for (size_t i = 0; i < w->count; i++) {
		bool effect = changed;
		if (w->policy_count && w->count > 1) {
			const struct zd_selection alone = {.one = &w->list[i]},
						  without = {.all = true, .one = &w->list[i]};
			if (changes(w, none, alone, &effect, err) ||
			    (!effect && changes(w, without, all, &effect, err)))
				return err->code;
		}
		w->list[i].no_effect = !effect;
	}
	return ZD_OK;
}

void zd_whatif_head(struct zd_whatif *w, struct zd_comparison *out)
{
	char *as_of = zd_arena_alloc(&w->arena, ZD_DATE_LEN + 1);
	zd_date_format(zd_date_from_days(w->when.as_of), as_of);
	*out = (struct zd_comparison){.release = w->base->pack->root,
				      .release_id = w->base->release.id,
				      .as_of = as_of,
				      .period = w->o->period,
				      .title = w->scenario ? w->scenario->title : NULL,
				      .why = w->scenario ? w->scenario->why : NULL,
				      .branch = w->o->branch,
				      .where = w->where,
				      .by = w->o->by,
				      .changes = zd_whatif_changes(w),
				      .change_count = w->count};
}

static void measure_both(struct zd_whatif *w, const struct zd_measure *measures, struct zd_comparison *c)
{
	struct zd_gauge *gauges = zd_arena_alloc(&w->arena, (w->o->measure_count + 1) * sizeof *gauges);
	for (size_t i = 0; i < w->o->measure_count; i++) {
		struct zd_gauge *g = &gauges[i];
		g->measure = &measures[i];
		for (size_t k = 0; k < c->tally_count; k++) {
			if (strcmp(c->tallies[k]->policy->id, measures[i].policy->id) != 0)
				continue;
			g->before.there = zd_measure_of(g->measure, c->tallies[k], false, &g->before.value);
			g->after.there = zd_measure_of(g->measure, c->tallies[k], true, &g->after.value);
		}
	}
	c->gauges = gauges;
	c->gauge_count = w->o->measure_count;
}

static int write_report(struct zd_whatif *w, struct zd_tally **tallies, const struct zd_measure *measures, FILE *out,
			struct zd_error *err)
{
	struct zd_comparison c;
	zd_whatif_head(w, &c);
	c.tallies = tallies;
	c.tally_count = w->policy_count;
	measure_both(w, measures, &c);
	(w->o->json ? zd_comparison_json : zd_comparison_text)(&c, out);
	struct zd_str text = {0};
	int code = ZD_OK;
	if (w->o->html) {
		zd_comparison_page(&c, &text);
		code = zd_output_write(w->o->html, w->o->force, &text, err);
	}
	zd_str_free(&text);
	if (!code && w->o->save) {
		zd_kept_comparison(&text, &c, w->base->release.hash);
		code = zd_output_write(w->o->save, w->o->force, &text, err);
	}
	zd_str_free(&text);
	return code;
}

void zd_whatif_name_policies(struct zd_whatif *w)
{
	if (w->o->policy_count)
		w->policy_count = 0;
	for (size_t i = 0; i < w->o->policy_count; i++) {
		ZD_GROW(w->policies, w->policy_count, w->policy_cap);
		w->policies[w->policy_count++] = w->o->policies[i];
	}
}

static int choose_and_compare(struct zd_whatif *w, FILE *out, struct zd_error *err)
{
	struct zd_measure *measures = NULL;
	zd_whatif_name_policies(w);
	if (w->o->measure_count && zd_whatif_measures(w, NULL, 0, w->o->measures, w->o->measure_count, &measures, err))
		return err->code;
	if (!w->policy_count)
		zd_whatif_choose(w);
	if (zd_whatif_check_policies(w, err))
		return err->code;
	struct zd_tally **tallies = zd_whatif_tallies(w, w->o->top ? w->o->top : 10);
	bool changed = false;
	int code = ZD_OK;
	if (w->policy_count)
		code = compare(w, (struct zd_selection){0}, (struct zd_selection){.all = true}, tallies, true, &changed,
			       err);
	if (!code)
		code = find_idle(w, changed, err);
	if (!code)
		code = write_report(w, tallies, measures, out, err);
	zd_whatif_tallies_free(tallies, w->policy_count);
	return code;
}

int zd_whatif(struct zd_session *s, const struct zd_whatif_options *o, FILE *out, struct zd_error *err)
{
	bool varies = o->sweep_count || o->seek || o->sensitivity;
	if ((o->from || o->to) && (varies || o->measure_count))
		return zd_fail(err, ZD_USAGE, "%s and --from exclude each other",
			       o->sweep_count   ? "--sweep"
			       : o->seek        ? "--seek"
			       : o->sensitivity ? "--sensitivity"
						: "--measure");
	if (o->from || o->to)
		return zd_simulate(s, o, out, err);
	struct zd_whatif w = {.session = s, .o = o};
	struct zd_book *book;
	if (o->save && varies)
		return zd_fail(err, ZD_USAGE,
			       "--save keeps comparisons, not what --sweep, --seek or --sensitivity finds");
	int code = zd_output_check(o->html, o->force, err);
	if (!code)
		code = zd_output_check(o->save, o->force, err);
	if (!code)
		code = zd_when_parse(&w.when, o->as_of, o->period, err);
	if (!code)
		code = zd_session_book(s, false, &book, err);
	void (*note)(void *, const char *) = s->note;
	if (o->draft)
		s->note = NULL; /* that the files differ is the question */
	if (!code)
		code = zd_load_release_at(s, w.when.as_of, &w.base, err);
	s->note = note;
	if (!code)
		code = zd_branch_check(s, w.base->pack, o->branch, err);
	if (!code)
		code = zd_reader_open(&w.reader, s->book_path, err);
	if (!code)
		code = zd_whatif_collect(&w, err);
	if (!code)
		code = (o->sensitivity   ? zd_whatif_sensitivity
			: o->seek        ? zd_whatif_seek
			: o->sweep_count ? zd_whatif_sweep
					 : choose_and_compare)(&w, out, err);
	zd_reader_close(w.reader);
	free(w.list);
	free(w.policies);
	zd_arena_free(&w.arena);
	return code;
}
