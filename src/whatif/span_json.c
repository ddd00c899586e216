/* A span as JSON: every period as a comparison has its policies, and the same added up. */
#include <string.h>

#include "base/json.h"
#include "model/text.h"
#include "whatif/figures.h"
#include "whatif/span.h"

static void put_period(struct zd_str *b, const struct zd_span_period *p)
{
	bool first = true, inner = true;
	zd_str_addc(b, '{');
	zd_json_text(b, &first, "period", p->name);
	zd_json_int(b, &first, "release", p->release);
	zd_json_key(b, &first, "policies");
	zd_str_addc(b, '{');
	for (size_t i = 0; i < p->tally_count; i++) {
		zd_json_key(b, &inner, p->tallies[i]->policy->id);
		zd_tally_json(p->tallies[i], b);
	}
	zd_str_add(b, "}}");
}

/* Beside what a tally has: how many different subjects changed, and who by how much over all periods. */
static void put_total(struct zd_str *b, const struct zd_span *s, const struct zd_span_total *t)
{
	int m = t->tally->mover_outcome;
	zd_tally_json(t->tally, b);
	b->s[--b->len] = '\0'; /* the object goes on */
	zd_str_printf(b, ",\"changed_subjects\":%zu,\"moved\":[", t->changed.count);
	for (size_t i = 0; m >= 0 && i < t->changed.count && i < s->top; i++) {
		struct zd_value d = zd_span_moved(t, i);
		bool first = true;
		if (!zd_figure_sign(&d))
			break;
		zd_str_add(b, i ? ",{" : "{");
		zd_json_key(b, &first, "subject");
		zd_value_json(b, t->tally->key_type, &t->changed.items[i].id);
		zd_json_text(b, &first, "outcome", t->tally->policy->gives[m].name);
		zd_json_key(b, &first, "difference");
		zd_value_json(b, &t->tally->policy->gives[m].type, &d);
		zd_str_addc(b, '}');
	}
	zd_str_add(b, "]}");
}

void zd_span_json(const struct zd_span *s, struct zd_str *b)
{
	bool first = true;
	zd_str_addc(b, '{');
	zd_question_json(b, &s->question);
	zd_str_add(b, ",\"periods\":[");
	for (size_t i = 0; i < s->period_count; i++) {
		zd_str_add(b, i ? "," : "");
		put_period(b, &s->periods[i]);
	}
	zd_str_add(b, "],\"total\":{\"policies\":{");
	first = true;
	for (size_t i = 0; i < s->total_count; i++) {
		zd_json_key(b, &first, s->totals[i].tally->policy->id);
		put_total(b, s, &s->totals[i]);
	}
	zd_str_add(b, "}},\"no_effect\":[");
	zd_idle_json(b, &s->question);
	zd_str_add(b, "]}\n");
}
