/* Adding periods up. */
#include "whatif/span.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const struct zd_tally *zd_span_tally(const struct zd_span_period *p, const char *policy)
{
	for (size_t i = 0; i < p->tally_count; i++) {
		if (strcmp(p->tallies[i]->policy->id, policy) == 0)
			return p->tallies[i];
	}
	return NULL;
}

struct zd_value zd_span_moved(const struct zd_span_total *t, size_t i)
{
	const struct zd_changed_one *c = &t->changed.items[i];
	int m = t->tally->mover_outcome;
	enum zd_kind kind = m >= 0 ? t->tally->policy->gives[m].type.kind : ZD_KIND_TEXT;
	if (kind == ZD_KIND_INT || kind == ZD_KIND_MONEY)
		return c->whole > INT64_MAX || c->whole < INT64_MIN ? ZD_VALUE_NIL : zd_value_int((int64_t)c->whole);
	return m >= 0 ? zd_value_number(c->number + (double)c->whole) : ZD_VALUE_NIL;
}

static double distance(const struct zd_changed_one *c)
{
	return fabs((double)c->whole + c->number);
}

static int by_distance(const void *pa, const void *pb)
{
	const struct zd_changed_one *a = pa, *b = pb;
	double x = distance(a), y = distance(b);
	return x != y ? (x < y ? 1 : -1) : zd_value_compare(&a->id, &b->id);
}

void zd_span_add_up(struct zd_span *s)
{
	for (size_t i = 0; i < s->total_count; i++) {
		struct zd_span_total *t = &s->totals[i];
		for (size_t k = 0; k < s->period_count; k++) {
			const struct zd_tally *part = zd_span_tally(&s->periods[k], t->tally->policy->id);
			if (part)
				zd_tally_merge(t->tally, part);
		}
		zd_tally_finish(t->tally);
		if (t->changed.count)
			qsort(t->changed.items, t->changed.count, sizeof *t->changed.items, by_distance);
	}
}

void zd_span_free(struct zd_span *s)
{
	for (size_t i = 0; i < s->period_count; i++) {
		for (size_t k = 0; k < s->periods[i].tally_count; k++)
			zd_tally_free(s->periods[i].tallies[k]);
		free(s->periods[i].tallies);
	}
	for (size_t i = 0; i < s->total_count; i++) {
		zd_tally_free(s->totals[i].tally);
		zd_changed_free(&s->totals[i].changed);
	}
	free(s->periods);
	free(s->totals);
}
