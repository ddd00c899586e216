/* Sweeps: one parameter or two with many values each. */
#include <stdlib.h>
#include <string.h>

#include "model/text.h"
#include "session/many.h"
#include "session/output.h"
#include "whatif/grid.h"
#include "whatif/page_rows.h"

struct sweeping {
	struct zd_many many;
	struct zd_varied varied[2];
	const char **texts[2]; /* of each value, as --set reads it */
	struct zd_sweep sweep;
};

/* ---- the values ---- */

static int too_many(const char *text, struct zd_error *err)
{
	return zd_fail(err, ZD_USAGE, "'%.60s%s' has too many points: at most %d", text, strlen(text) > 60 ? "…" : "",
		       ZD_SWEEP_POINTS_MAX);
}

static int list_values(struct sweeping *s, size_t axis, const char *text, const char *values, struct zd_error *err)
{
	struct zd_arena *arena = &s->many.w->arena;
	size_t n = 1, i = 0;
	for (const char *c = values; *c; c++)
		n += *c == ',';
	if (n > ZD_SWEEP_POINTS_MAX)
		return too_many(text, err);
	s->texts[axis] = zd_arena_alloc(arena, n * sizeof *s->texts[axis]);
	for (const char *c = values;; i++) {
		size_t len = strcspn(c, ",");
		s->texts[axis][i] = zd_arena_strndup(arena, c, len);
		if (!len)
			return zd_fail(err, ZD_USAGE, "'%s' has an empty value", text);
		if (!c[len])
			break;
		c += len + 1;
	}
	s->sweep.axes[axis].count = n;
	return ZD_OK;
}

static int grid_values(struct sweeping *s, size_t axis, const char *text, const char *values, struct zd_error *err)
{
	struct zd_arena *arena = &s->many.w->arena;
	struct zd_grid grid;
	char buf[32];
	if (!zd_grid_fits(s->varied[axis].type))
		return zd_fail(err, ZD_USAGE, "%s is %s: it has no range, but may take a list of values",
			       s->varied[axis].name, zd_kind_word(s->varied[axis].type->kind));
	if (zd_grid_parse(&grid, values, s->varied[axis].type, false, err)) {
		err->column += err->column ? (int)(values - text) : 0;
		return err->code;
	}
	if (grid.count > ZD_SWEEP_POINTS_MAX)
		return too_many(text, err);
	s->texts[axis] = zd_arena_alloc(arena, grid.count * sizeof *s->texts[axis]);
	for (uint64_t i = 0; i < grid.count; i++)
		s->texts[axis][i] = zd_arena_strdup(arena, zd_grid_text(&grid, i, buf));
	s->sweep.axes[axis].count = grid.count;
	return ZD_OK;
}

static const char *label_of(struct zd_whatif *w, const struct zd_type *type, const struct zd_value *v)
{
	return zd_value_show_text(type, v, &w->arena);
}

static int read_axis(struct sweeping *s, size_t axis, const char *text, struct zd_error *err)
{
	struct zd_whatif *w = s->many.w;
	struct zd_axis_swept *a = &s->sweep.axes[axis];
	struct zd_varied *v = &s->varied[axis];
	const char *equals = strchr(text, '=');
	if (!equals || equals == text || !equals[1])
		return zd_fail(err, ZD_USAGE, "'%s' is not NAME=FROM:TO:STEP or NAME=V1,V2", text);
	if (zd_varied_find(v, w, text, (size_t)(equals - text), err) ||
	    (strchr(equals + 1, ':') ? grid_values : list_values)(s, axis, text, equals + 1, err))
		return zd_fail_context(err, "--sweep");
	a->name = v->name;
	a->inner = strcmp(v->name, v->param->name) != 0;
	a->branch = v->branch;
	a->title = v->param->title;
	a->unit = v->param->unit;
	a->type = *v->type;
	a->today = v->today;
	a->values = zd_arena_alloc(&w->arena, a->count * sizeof *a->values);
	a->labels = zd_arena_alloc(&w->arena, a->count * sizeof *a->labels);
	for (size_t i = 0; i < a->count; i++) {
		const char *value = s->texts[axis][i];
		if (zd_value_parse(&a->values[i], &a->type, value, strlen(value), &w->arena, err))
			return zd_fail_context(err, "%s=%s", a->name, value);
		a->labels[i] = label_of(w, &a->type, &a->values[i]);
	}
	return ZD_OK;
}

static int read_axes(struct sweeping *s, struct zd_error *err)
{
	const struct zd_whatif_options *o = s->many.w->o;
	size_t points = 1;
	if (o->sweep_count > 2)
		return zd_fail(err, ZD_USAGE, "--sweep is given %zu times: at most two parameters make a grid",
			       o->sweep_count);
	for (size_t i = 0; i < o->sweep_count; i++) {
		if (read_axis(s, i, o->sweep[i], err))
			return err->code;
		points *= s->sweep.axes[i].count;
	}
	if (o->sweep_count == 2 && strcmp(s->varied[0].name, s->varied[1].name) == 0 &&
	    strcmp(s->varied[0].branch ? s->varied[0].branch : "", s->varied[1].branch ? s->varied[1].branch : "") == 0)
		return zd_fail(err, ZD_USAGE, "--sweep: %s is given twice", s->varied[0].name);
	if (points > ZD_SWEEP_POINTS_MAX)
		return zd_fail(err, ZD_USAGE, "--sweep: a grid of %zu points is too large: at most %d", points,
			       ZD_SWEEP_POINTS_MAX);
	s->sweep.axis_count = o->sweep_count;
	s->sweep.point_count = points;
	s->sweep.points = zd_arena_alloc(&s->many.w->arena, points * sizeof *s->sweep.points);
	return ZD_OK;
}

/* ---- the points ---- */

static int make_lanes(struct sweeping *s, struct zd_lane **out, struct zd_error *err)
{
	struct zd_sweep *sweep = &s->sweep;
	struct zd_lane *lanes = *out = zd_arena_alloc(&s->many.w->arena, sweep->point_count * sizeof *lanes);
	size_t inner = sweep->axis_count == 2 ? sweep->axes[1].count : 1;
	for (size_t p = 0; p < sweep->point_count; p++) {
		struct zd_given given[2];
		struct zd_sweep_point *point = &sweep->points[p];
		point->at[0] = p / inner;
		point->at[1] = p % inner;
		point->is_today = true;
		for (size_t i = 0; i < sweep->axis_count; i++) {
			const struct zd_axis_swept *a = &sweep->axes[i];
			given[i] = (struct zd_given){&s->varied[i], s->texts[i][point->at[i]]};
			point->is_today &= zd_value_compare(&a->values[point->at[i]], &a->today) == 0;
		}
		if (zd_many_lane(&s->many, given, sweep->axis_count, &lanes[p], err))
			return err->code;
	}
	return ZD_OK;
}

static struct zd_measured *measure_all(struct sweeping *s, struct zd_tally *const *tallies)
{
	struct zd_many *m = &s->many;
	struct zd_measured *all = zd_arena_alloc(&m->w->arena, (m->measure_count + 1) * sizeof *all);
	for (size_t i = 0; i < m->measure_count; i++)
		all[i].there = zd_many_measure(m, &m->measures[i], tallies, true, &all[i].value);
	return all;
}

static void fill_points(struct sweeping *s, const struct zd_fan_result *r)
{
	struct zd_sweep *sweep = &s->sweep;
	sweep->base = s->many.head;
	sweep->measures = s->many.measures;
	sweep->measure_count = s->many.measure_count;
	sweep->today = measure_all(s, sweep->base.tallies);
	sweep->no_effect = true;
	for (size_t p = 0; p < sweep->point_count; p++) {
		sweep->points[p].tallies = r->lane_count ? r->lanes[p] : sweep->base.tallies;
		sweep->points[p].measures = measure_all(s, sweep->points[p].tallies);
		for (size_t i = 0; i < sweep->base.tally_count; i++)
			sweep->no_effect &= sweep->points[p].tallies[i]->changed == 0;
	}
}

static int write_sink(const struct zd_sweep *sweep, enum zd_format format, bool groups, FILE *out, struct zd_error *err)
{
	struct zd_sink *sink = zd_sink_new(out, format);
	int code = groups ? zd_sweep_group_rows(sweep, sink, err)
			  : zd_sweep_rows(sweep, sink, format == ZD_FORMAT_TABLE, err);
	sink->free(sink);
	return code;
}

static int write_page(const struct zd_sweep *sweep, const struct zd_whatif_options *o, struct zd_error *err)
{
	struct zd_str html = {0};
	int code = zd_sweep_page(sweep, &html, err);
	if (!code)
		code = zd_output_write(o->html, o->force, &html, err);
	zd_str_free(&html);
	return code;
}

static int write_sweep(const struct sweeping *s, FILE *out, struct zd_error *err)
{
	const struct zd_whatif_options *o = s->many.w->o;
	const struct zd_sweep *sweep = &s->sweep;
	if (o->html && write_page(sweep, o, err))
		return err->code;
	if (o->json) {
		zd_sweep_json(sweep, out);
		return ZD_OK;
	}
	if (o->csv)
		return write_sink(sweep, ZD_FORMAT_CSV, o->by != NULL, out, err);
	zd_question_text(&sweep->base, out);
	if (sweep->no_effect && !sweep->measure_count) {
		fputs("扫描：没有任何影响\n", out);
		return ZD_OK;
	}
	fputc('\n', out);
	int code = write_sink(sweep, ZD_FORMAT_TABLE, false, out, err);
	if (!code && o->by) {
		fputc('\n', out);
		code = write_sink(sweep, ZD_FORMAT_TABLE, true, out, err);
	}
	return code;
}

int zd_whatif_sweep(struct zd_whatif *w, FILE *out, struct zd_error *err)
{
	struct sweeping s = {.many = {.w = w}};
	struct zd_fan_result result = {0};
	struct zd_lane *lanes = NULL;
	int code = read_axes(&s, err);
	if (!code)
		code = zd_many_open(&s.many, w, s.varied, s.sweep.axis_count, w->o->measures, w->o->measure_count, err);
	if (!code)
		code = make_lanes(&s, &lanes, err);
	if (!code)
		code = zd_many_compare(&s.many, lanes, s.sweep.point_count, w->o->by, &result, err);
	if (!code) {
		fill_points(&s, &result);
		code = write_sweep(&s, out, err);
	}
	zd_fan_result_free(&result);
	zd_many_close(&s.many);
	return code;
}
