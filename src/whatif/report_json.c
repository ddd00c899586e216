/* A comparison as JSON. */
#include <string.h>

#include "base/json.h"
#include "model/text.h"
#include "whatif/figures.h"
#include "whatif/report.h"

static void put_value(struct zd_str *b, bool *first, const char *key, const struct zd_type *type, bool there,
		      const struct zd_value *v)
{
	zd_json_key(b, first, key);
	if (there)
		zd_value_json(b, type, v);
	else
		zd_str_add(b, "null");
}

static void put_sums(struct zd_str *b, const struct zd_sums *s, const struct zd_type *type)
{
	bool first = true;
	struct zd_value v;
	struct zd_type mean = zd_figure_mean_type(type);
	zd_str_addc(b, '{');
	put_value(b, &first, "sum", type, zd_sums_total(s, type, &v), &v);
	put_value(b, &first, "mean", &mean, zd_sums_mean(s, type, &v), &v);
	put_value(b, &first, "min", type, s->count > 0, &s->min);
	put_value(b, &first, "max", type, s->count > 0, &s->max);
	zd_json_int(b, &first, "count", s->count);
	zd_str_addc(b, '}');
}

static const char *level_name(const struct zd_type *type, const struct zd_value *v, struct zd_str *b)
{
	zd_str_clear(b);
	if (v->tag == ZD_NIL)
		zd_str_add(b, "null");
	else if (v->tag == ZD_BOOL)
		zd_str_add(b, v->i ? "true" : "false");
	else
		zd_value_plain(b, type, v);
	return zd_str_text(b);
}

static void put_levels(struct zd_str *b, const struct zd_tally_outcome *o, bool after)
{
	struct zd_str name = {0};
	bool first = true;
	zd_str_addc(b, '{');
	for (size_t i = 0; i < o->level_count; i++)
		zd_json_int(b, &first, level_name(&o->give->type, &o->levels[i].value, &name),
			    after ? o->levels[i].after : o->levels[i].before);
	zd_str_addc(b, '}');
	zd_str_free(&name);
}

static void put_moves(struct zd_str *b, const struct zd_tally_outcome *o)
{
	struct zd_str name = {0};
	zd_str_addc(b, '[');
	for (size_t i = 0; i < o->move_count; i++) {
		bool first = true;
		zd_str_add(b, i ? ",{" : "{");
		zd_json_text(b, &first, "from", level_name(&o->give->type, &o->levels[o->moves[i].from].value, &name));
		zd_json_text(b, &first, "to", level_name(&o->give->type, &o->levels[o->moves[i].to].value, &name));
		zd_json_int(b, &first, "count", o->moves[i].count);
		zd_str_addc(b, '}');
	}
	zd_str_addc(b, ']');
	zd_str_free(&name);
}

static void put_outcome(struct zd_str *b, const struct zd_tally_outcome *o)
{
	bool first = true;
	zd_str_addc(b, '{');
	zd_json_int(b, &first, "changed", o->changed);
	if (o->is_number) {
		zd_json_key(b, &first, "before");
		put_sums(b, &o->before, &o->give->type);
		zd_json_key(b, &first, "after");
		put_sums(b, &o->after, &o->give->type);
		zd_json_int(b, &first, "up", o->up);
		zd_json_int(b, &first, "down", o->down);
	} else if (!o->many) {
		zd_json_key(b, &first, "before");
		put_levels(b, o, false);
		zd_json_key(b, &first, "after");
		put_levels(b, o, true);
		zd_json_key(b, &first, "moves");
		put_moves(b, o);
	}
	zd_str_addc(b, '}');
}

static void put_groups(struct zd_str *b, const struct zd_tally *t)
{
	for (size_t i = 0; i < t->group_count; i++) {
		const struct zd_group *g = &t->groups[i];
		bool first = true, inner = true;
		zd_str_add(b, i ? ",{" : "{");
		zd_json_text(b, &first, "key", g->key);
		zd_json_int(b, &first, "subjects", g->subjects);
		zd_json_int(b, &first, "changed", g->changed);
		zd_json_key(b, &first, "sums");
		zd_str_addc(b, '{');
		for (size_t k = 0; k < t->policy->give_count; k++) {
			const struct zd_type *type = &t->policy->gives[k].type;
			struct zd_value v;
			bool begin = true;
			if (!t->outcomes[k].is_number)
				continue;
			zd_json_key(b, &inner, t->policy->gives[k].name);
			zd_str_addc(b, '{');
			put_value(b, &begin, "before", type, zd_sums_total(&g->before[k], type, &v), &v);
			put_value(b, &begin, "after", type, zd_sums_total(&g->after[k], type, &v), &v);
			zd_str_addc(b, '}');
		}
		zd_str_add(b, "}}");
	}
}

static void put_movers(struct zd_str *b, const struct zd_tally *t)
{
	for (size_t i = 0; i < t->mover_count; i++) {
		const struct zd_give *give = &t->policy->gives[t->mover_outcome];
		bool first = true;
		zd_str_add(b, i ? ",{" : "{");
		put_value(b, &first, "subject", t->key_type, true, &t->movers[i].id);
		zd_json_text(b, &first, "outcome", give->name);
		put_value(b, &first, "before", &give->type, true, &t->movers[i].before);
		put_value(b, &first, "after", &give->type, true, &t->movers[i].after);
		zd_str_addc(b, '}');
	}
}

void zd_tally_json(const struct zd_tally *t, struct zd_str *b)
{
	bool first = true, inner = true;
	zd_str_addc(b, '{');
	zd_json_int(b, &first, "subjects", t->subjects);
	zd_json_int(b, &first, "changed", t->changed);
	zd_json_key(b, &first, "failed");
	zd_str_printf(b, "{\"before\":%llu,\"after\":%llu}", (unsigned long long)t->failed_before,
		      (unsigned long long)t->failed_after);
	zd_json_key(b, &first, "outcomes");
	zd_str_addc(b, '{');
	for (size_t i = 0; i < t->policy->give_count; i++) {
		zd_json_key(b, &inner, t->policy->gives[i].name);
		put_outcome(b, &t->outcomes[i]);
	}
	zd_str_addc(b, '}');
	zd_json_key(b, &first, "by");
	zd_str_addc(b, '[');
	put_groups(b, t);
	zd_str_addc(b, ']');
	zd_json_key(b, &first, "movers");
	zd_str_addc(b, '[');
	put_movers(b, t);
	zd_str_add(b, "]}");
}

void zd_question_json(struct zd_str *b, const struct zd_comparison *c)
{
	bool first = true;
	zd_str_add(b, "\"baseline\":{");
	zd_json_key(b, &first, "release");
	zd_str_printf(b, c->release_id ? "%lld" : "null", (long long)c->release_id);
	zd_json_text(b, &first, "pack", c->release);
	if (c->from) {
		zd_json_text(b, &first, "from", c->from);
		zd_json_text(b, &first, "to", c->to);
	} else {
		zd_json_text(b, &first, "as_of", c->as_of);
		zd_json_text_if(b, &first, "period", c->period);
	}
	zd_str_add(b, "},\"changes\":[");
	for (size_t i = 0; i < c->change_count; i++) {
		const struct zd_change *change = &c->changes[i];
		first = true;
		zd_str_add(b, i ? ",{" : "{");
		zd_json_text(b, &first, "kind", change->kind);
		zd_json_text(b, &first, "name", change->name);
		zd_json_text_if(b, &first, "branch", change->branch);
		zd_json_text(b, &first, "value", change->value);
		zd_json_text_if(b, &first, "from", change->from);
		zd_str_addc(b, '}');
	}
	zd_str_addc(b, ']');
}

void zd_idle_json(struct zd_str *b, const struct zd_comparison *c)
{
	bool first = true;
	for (size_t i = 0; i < c->change_count; i++) {
		if (!c->changes[i].no_effect)
			continue;
		zd_str_add(b, first ? "" : ",");
		first = false;
		zd_json_string(b, c->changes[i].name, strlen(c->changes[i].name));
	}
}

static void put_gauges(struct zd_str *b, const struct zd_comparison *c)
{
	for (size_t i = 0; i < c->gauge_count; i++) {
		const struct zd_gauge *g = &c->gauges[i];
		struct zd_value delta = zd_figure_difference(&g->before.value, &g->after.value);
		bool first = true;
		zd_str_add(b, i ? ",{" : ",\"measures\":[{");
		zd_json_text(b, &first, "measure", g->measure->text);
		put_value(b, &first, "before", &g->measure->type, g->before.there, &g->before.value);
		put_value(b, &first, "after", &g->measure->type, g->after.there, &g->after.value);
		put_value(b, &first, "difference", &g->measure->type, delta.tag != ZD_NIL, &delta);
		zd_str_add(b, i + 1 < c->gauge_count ? "}" : "}]");
	}
}

void zd_comparison_json(const struct zd_comparison *c, FILE *out)
{
	struct zd_str b = {0};
	bool inner = true;
	zd_str_addc(&b, '{');
	zd_question_json(&b, c);
	put_gauges(&b, c);
	zd_str_add(&b, ",\"policies\":{");
	for (size_t i = 0; i < c->tally_count; i++) {
		zd_json_key(&b, &inner, c->tallies[i]->policy->id);
		zd_tally_json(c->tallies[i], &b);
	}
	zd_str_add(&b, "},\"no_effect\":[");
	zd_idle_json(&b, c);
	zd_str_add(&b, "]}\n");
	fwrite(b.s, 1, b.len, out);
	zd_str_free(&b);
}
