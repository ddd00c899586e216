/*
 * Simulation: a span of periods decided one after the other, base beside
 * scenario. Each side has a reader of its own, whose records take what a
 * period leaves on them, and a life, in which histories find what was decided.
 * Each period is decided with the release in force on its last day, the
 * scenario's changes of that day on top. The book is only read.
 */
#include <stdlib.h>
#include <string.h>

#include "session/lives.h"
#include "session/output.h"
#include "whatif/kept.h"
#include "whatif/twin.h"

#define MOST_PERIODS 600

/* ---- which periods ---- */

static int add_step(struct zd_simulation *m, enum zd_period kind, struct zd_date day, struct zd_error *err)
{
	struct zd_date first, last;
	zd_period_of(kind, day, &first, &last);
	struct zd_sim_step step = {.kind = kind, .first = zd_date_days(first), .last = zd_date_days(last)};
	if (m->step_count == MOST_PERIODS)
		return zd_fail(err, ZD_USAGE, "more than %d periods from %s to %s", MOST_PERIODS, m->w.o->from,
			       m->w.o->to);
	zd_period_format(kind, first, step.name);
	ZD_GROW(m->steps, m->step_count, m->step_cap);
	m->steps[m->step_count++] = step;
	m->w.periods |= 1U << kind;
	return ZD_OK;
}

/* All months that lie in the span, with the quarters and years that end in them: shorter ones first, as they are closed. */
static int make_steps(struct zd_simulation *m, struct zd_error *err)
{
	struct zd_date first, last, ignored;
	enum zd_period kind, other;
	const struct zd_whatif_options *o = m->w.o;
	if (!o->from || !o->to)
		return zd_fail(err, ZD_USAGE, "--from and --to go together");
	if (o->as_of || o->period)
		return zd_fail(err, ZD_USAGE, "--from and --to stand for --as-of and --period");
	if (!zd_period_parse(o->from, &kind, &first, &ignored))
		return zd_fail(err, ZD_USAGE, "'%s' is no period such as 2025-11, 2025Q4 or 2025", o->from);
	if (!zd_period_parse(o->to, &other, &ignored, &last))
		return zd_fail(err, ZD_USAGE, "'%s' is no period such as 2025-11, 2025Q4 or 2025", o->to);
	if (kind != other)
		return zd_fail(err, ZD_USAGE, "%s is a %s and %s a %s: both are of one kind", o->from,
			       zd_period_word(kind), o->to, zd_period_word(other));
	if (zd_date_days(last) < zd_date_days(first))
		return zd_fail(err, ZD_USAGE, "%s lies before %s", o->to, o->from);
	m->unit = kind;
	m->first = zd_date_days(first);
	int32_t end = zd_date_days(last);
	for (struct zd_date day = first; zd_date_days(day) <= end; day = zd_date_add_months(day, 1)) {
		if (add_step(m, ZD_PERIOD_MONTH, day, err) ||
		    (day.month % 3 == 0 && add_step(m, ZD_PERIOD_QUARTER, day, err)) ||
		    (day.month == 12 && add_step(m, ZD_PERIOD_YEAR, day, err)))
			return err->code;
	}
	return ZD_OK;
}

/* ---- one period ---- */

/* The policies of the question that are decided in a step and that both sides have. */
static size_t compared_in(struct zd_simulation *m, const struct zd_sim_step *step, const char **ids)
{
	size_t n = 0;
	for (size_t i = 0; i < m->w.policy_count; i++) {
		const struct zd_policy *a = zd_pack_policy(m->lives[0].pack, m->w.policies[i]);
		const struct zd_policy *b = zd_pack_policy(m->lives[1].pack, m->w.policies[i]);
		if (a && b && !a->broken && !b->broken && zd_sim_decided_in(m, a, step))
			ids[n++] = a->id;
	}
	return n;
}

static struct zd_span_total *total_of(struct zd_simulation *m, struct zd_span *span, const struct zd_policy *p)
{
	for (size_t i = 0; i < span->total_count; i++) {
		if (strcmp(span->totals[i].tally->policy->id, p->id) == 0)
			return &span->totals[i];
	}
	struct zd_span_total *t = &span->totals[span->total_count++];
	t->tally = zd_tally_new(p, &zd_pack_entity(m->lives[0].pack, p->subject)->fields[0].type, 0);
	return t;
}

static struct zd_span_period *add_period(struct zd_simulation *m, struct zd_span *span, const struct zd_sim_step *step,
					 const char *const *ids, size_t count)
{
	struct zd_span_period *p = &span->periods[span->period_count++];
	memcpy(p->name, step->name, sizeof p->name);
	p->kind = step->kind;
	p->release = m->w.base->release.id;
	p->pack = m->w.base->pack->root;
	p->tallies = zd_alloc((count + 1) * sizeof *p->tallies);
	for (size_t i = 0; i < count; i++) {
		const struct zd_policy *policy = zd_pack_policy(m->lives[0].pack, ids[i]);
		const struct zd_type *key = &zd_pack_entity(m->lives[0].pack, policy->subject)->fields[0].type;
		struct zd_tally *t = zd_tally_new(policy, key, span->top);
		t->keeps_spreads = m->w.o->html != NULL;
		t->changed_subjects = &total_of(m, span, policy)->changed;
		p->tallies[p->tally_count++] = t;
	}
	return p;
}

static int decide_step(struct zd_simulation *m, struct zd_span *span, const struct zd_sim_step *step,
		       struct zd_error *err)
{
	struct zd_stream_options sides[2];
	bool changed;
	const char **ids = zd_arena_alloc(&m->w.arena, (m->w.policy_count + 1) * sizeof *ids);
	if (zd_sim_enter(m, step, err))
		return err->code;
	for (int i = 0; i < 2; i++) {
		if (!m->lives[i].plan)
			return ZD_OK; /* nothing is decided for such a period */
		zd_life_begin(m->lives[i].life, step->kind, step->first, step->last);
		sides[i] = zd_sim_stream(m, i, step);
	}
	zd_sharing_fill(m->sharing, m->lives[0].pack, m->lives[0].plan, &sides[0].scope);
	size_t count = compared_in(m, step, ids);
	struct zd_span_period *p = add_period(m, span, step, ids, count);
	const struct zd_twin_options twins = {
		.base = sides[0],
		.scenario = sides[1],
		.tallies = p->tallies,
		.tally_count = p->tally_count,
		.where = count ? m->w.where : NULL,
		.by = count ? m->w.o->by : NULL,
	};
	int code = zd_twins_compare(&twins, &changed, err);
	if (!code && !count) {
		free(p->tallies);
		span->period_count--;
	}
	return code ? code : zd_sim_leave(m, step, err);
}

/* ---- the whole ---- */

static struct zd_comparison question_of(struct zd_simulation *m)
{
	struct zd_comparison c;
	m->w.base = m->first_base;
	zd_whatif_head(&m->w, &c);
	c.from = m->w.o->from;
	c.to = m->w.o->to;
	return c;
}

static int write_span(struct zd_simulation *m, struct zd_span *span, FILE *out, struct zd_error *err)
{
	struct zd_str text = {0};
	int code = ZD_OK;
	if (m->w.o->json) {
		zd_span_json(span, &text);
		fwrite(text.s, 1, text.len, out);
	} else {
		zd_span_text(span, out);
	}
	zd_str_clear(&text);
	if (m->w.o->html) {
		zd_str_free(&text);
		zd_span_page(span, &text);
		code = zd_output_write(m->w.o->html, m->w.o->force, &text, err);
	}
	zd_str_free(&text);
	if (!code && m->w.o->save) {
		zd_kept_span(&text, span, m->first_base->release.hash);
		code = zd_output_write(m->w.o->save, m->w.o->force, &text, err);
	}
	zd_str_free(&text);
	return code;
}

/* A change of a day behind the span does nothing; where nothing changed at all, none does anything. */
static void mark_idle(struct zd_simulation *m, const struct zd_span *span)
{
	bool any = false;
	for (size_t i = 0; i < span->total_count; i++)
		any |= span->totals[i].tally->changed > 0;
	for (size_t i = 0; i < m->w.count; i++)
		m->w.list[i].no_effect = !any || m->w.list[i].from > m->steps[m->step_count - 1].last;
}

static int choose(struct zd_whatif *w, struct zd_error *err)
{
	zd_whatif_name_policies(w);
	if (!w->policy_count)
		zd_whatif_choose(w);
	return zd_whatif_check_policies(w, err);
}

static int live(struct zd_simulation *m, FILE *out, struct zd_error *err)
{
	struct zd_span span = {.top = m->w.o->top ? m->w.o->top : 10};
	int code = zd_whatif_collect(&m->w, err);
	if (!code)
		code = choose(&m->w, err);
	span.periods = zd_alloc((m->step_count + 1) * sizeof *span.periods);
	span.totals = zd_alloc((m->w.policy_count + 1) * sizeof *span.totals);
	for (size_t i = 0; i < m->step_count && !code; i++) {
		code = decide_step(m, &span, &m->steps[i], err);
		if (code)
			zd_fail_context(err, "%s", m->steps[i].name);
		else if (m->w.session->progress)
			m->w.session->progress(m->w.session->context, i + 1, m->step_count);
	}
	if (!code) {
		zd_span_add_up(&span);
		mark_idle(m, &span);
		span.question = question_of(m);
		code = write_span(m, &span, out, err);
	}
	zd_span_free(&span);
	return code;
}

int zd_simulate(struct zd_session *s, const struct zd_whatif_options *o, FILE *out, struct zd_error *err)
{
	struct zd_simulation m = {.w = {.session = s, .o = o, .over_time = true}};
	void (*note)(void *, const char *) = s->note;
	int code = zd_output_check(o->html, o->force, err);
	if (!code)
		code = zd_output_check(o->save, o->force, err);
	if (!code)
		code = make_steps(&m, err);
	if (!code)
		m.w.when = (struct zd_when){.as_of = m.steps[0].last, .period = m.steps[0].kind};
	if (!code)
		code = zd_session_book(s, false, &m.book, err);
	if (o->draft)
		s->note = NULL; /* that the files differ is the question */
	if (!code)
		code = zd_load_release_at(s, m.w.when.as_of, &m.first_base, err);
	s->note = note;
	m.w.base = m.first_base;
	if (!code)
		code = zd_branch_check(s, m.first_base->pack, o->branch, err);
	if (!code)
		code = zd_sim_open(&m, err);
	if (!code)
		code = live(&m, out, err);
	zd_sim_close(&m);
	free(m.steps);
	free(m.w.list);
	free(m.w.policies);
	zd_arena_free(&m.w.arena);
	return code;
}
