/* Sweeps as JSON: "baseline", "changes" as of any what-if, and "sweep". */
#include <string.h>

#include "base/json.h"
#include "model/text.h"
#include "whatif/sweep.h"

void zd_measures_json(struct zd_str *b, const struct zd_measure *measures, size_t count,
		      const struct zd_measured *values)
{
	bool first = true;
	zd_str_addc(b, '{');
	for (size_t i = 0; i < count; i++) {
		zd_json_key(b, &first, measures[i].text);
		if (values[i].there)
			zd_value_json(b, &measures[i].type, &values[i].value);
		else
			zd_str_add(b, "null");
	}
	zd_str_addc(b, '}');
}

/* The keys of an axis, without braces. */
static void put_axis(struct zd_str *b, const struct zd_axis_swept *a, bool *first)
{
	zd_json_text(b, first, "name", a->name);
	zd_json_text_if(b, first, "branch", a->branch);
	zd_json_text_if(b, first, "title", a->title);
	zd_json_text_if(b, first, "unit", a->unit);
	zd_json_key(b, first, "today");
	zd_value_json(b, &a->type, &a->today);
}

static void put_values(struct zd_str *b, const struct zd_sweep *s, const struct zd_sweep_point *p, bool *first)
{
	zd_json_key(b, first, s->axis_count == 1 ? "value" : "values");
	zd_str_add(b, s->axis_count == 1 ? "" : "[");
	for (size_t i = 0; i < s->axis_count; i++) {
		zd_str_add(b, i ? "," : "");
		zd_value_json(b, &s->axes[i].type, &s->axes[i].values[p->at[i]]);
	}
	zd_str_add(b, s->axis_count == 1 ? "" : "]");
}

static void put_point(struct zd_str *b, const struct zd_sweep *s, const struct zd_sweep_point *p)
{
	bool first = true, inner = true;
	zd_str_addc(b, '{');
	put_values(b, s, p, &first);
	zd_json_bool(b, &first, "today", p->is_today);
	if (s->measure_count) {
		zd_json_key(b, &first, "measures");
		zd_measures_json(b, s->measures, s->measure_count, p->measures);
	}
	if (!s->measure_count || s->base.by) {
		zd_json_key(b, &first, "policies");
		zd_str_addc(b, '{');
		for (size_t i = 0; i < s->base.tally_count; i++) {
			zd_json_key(b, &inner, p->tallies[i]->policy->id);
			zd_tally_json(p->tallies[i], b);
		}
		zd_str_addc(b, '}');
	}
	zd_str_addc(b, '}');
}

void zd_sweep_json(const struct zd_sweep *s, FILE *out)
{
	struct zd_str b = {0};
	bool first = true;
	zd_str_addc(&b, '{');
	zd_question_json(&b, &s->base);
	zd_str_add(&b, ",\"sweep\":{");
	if (s->axis_count == 1) {
		put_axis(&b, &s->axes[0], &first);
	} else {
		zd_json_key(&b, &first, "axes");
		for (size_t i = 0; i < s->axis_count; i++) {
			bool begin = true;
			zd_str_add(&b, i ? ",{" : "[{");
			put_axis(&b, &s->axes[i], &begin);
			zd_str_addc(&b, '}');
		}
		zd_str_addc(&b, ']');
	}
	if (s->measure_count) {
		zd_json_key(&b, &first, "measures");
		zd_measures_json(&b, s->measures, s->measure_count, s->today);
	}
	zd_json_key(&b, &first, "points");
	for (size_t i = 0; i < s->point_count; i++) {
		zd_str_addc(&b, i ? ',' : '[');
		put_point(&b, s, &s->points[i]);
	}
	zd_str_add(&b, "]},\"no_effect\":[");
	for (size_t i = 0; i < s->axis_count && s->no_effect; i++) {
		zd_str_add(&b, i ? "," : "");
		zd_json_string(&b, s->axes[i].name, strlen(s->axes[i].name));
	}
	zd_str_add(&b, "]}\n");
	fwrite(b.s, 1, b.len, out);
	zd_str_free(&b);
}
