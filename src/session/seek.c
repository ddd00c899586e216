/* Goal seeking: the value of a parameter at which a measure is what is wanted. */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "model/text.h"
#include "session/many.h"
#include "session/output.h"
#include "whatif/page_rows.h"

/* All that is tried, and the check of the answer, in evaluations of everything: one less than promised. Of few subjects that is no work. */
#define WORK_MAX 14.0
#define WORK_MAX_FEW 100.0
#define FEW 20000

struct seeking {
	struct zd_many many;
	struct zd_varied varied;
	struct zd_seek seek;
	struct zd_seek_answer answer;
	const char *measure; /* its text */
	const char *target;
	bool begun; /* the base has been measured */
};

/* "sum(x)<=100" taken apart at the comparison behind the last parenthesis. */
static int split_goal(struct seeking *s, const char *text, struct zd_error *err)
{
	struct zd_arena *arena = &s->many.w->arena;
	const char *close = strrchr(text, ')'), *op = close ? close + 1 : text;
	op += strspn(op, " ");
	size_t n = op[0] == '=' ? 1 : (op[0] == '<' || op[0] == '>') && op[1] == '=' ? 2 : 0;
	s->target = op + n + strspn(op + n, " ");
	if (!close || !n || !*s->target)
		return zd_fail_at(err, ZD_USAGE, NULL, 0, (int)zd_utf8_length(text, (size_t)(op - text)) + 1,
				  "--seek: '%s' is not MEASURE=VALUE, as sum(OUTCOME)=100; also <= and >=", text);
	s->measure = zd_arena_strndup(arena, text, (size_t)(close + 1 - text));
	s->seek.how = op[0] == '=' ? ZD_SEEK_EQUAL : op[0] == '<' ? ZD_SEEK_AT_MOST : ZD_SEEK_AT_LEAST;
	return ZD_OK;
}

/* A count is whole; a mean of money may be wanted to the fen. */
static int read_target(struct seeking *s, const char *text, struct zd_error *err)
{
	if (!zd_value_parse(&s->seek.target, &s->many.measures[0].type, s->target, strlen(s->target), &s->many.w->arena,
			    err))
		return ZD_OK;
	err->code = ZD_USAGE;
	err->column = (int)zd_utf8_length(text, (size_t)(s->target - text)) + 1;
	return zd_fail_context(err, "--seek: %s", s->measure);
}

static uint64_t place_near(const struct seeking *s)
{
	uint64_t low = 0, high = s->seek.places - 1;
	bool down = s->answer.grid.step < 0;
	while (low < high) {
		uint64_t middle = low + (high - low) / 2;
		struct zd_value v = zd_grid_value(&s->answer.grid, s->varied.type, middle);
		int c = zd_value_compare(&v, &s->varied.today);
		if (down ? c > 0 : c < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static int read_vary(struct seeking *s, const char *text, struct zd_error *err)
{
	struct zd_whatif *w = s->many.w;
	const char *equals = strchr(text, '=');
	struct zd_axis_swept *a = &s->answer.vary;
	if (!equals || equals == text)
		return zd_fail(err, ZD_USAGE, "--vary: '%s' is not NAME=LO:HI", text);
	if (zd_varied_find(&s->varied, w, text, (size_t)(equals - text), err))
		return zd_fail_context(err, "--vary");
	if (!zd_grid_fits(s->varied.type))
		return zd_fail(err, ZD_USAGE, "--vary: %s is %s, not a number", s->varied.name,
			       zd_kind_word(s->varied.type->kind));
	if (zd_grid_parse(&s->answer.grid, equals + 1, s->varied.type, true, err)) {
		err->column += err->column ? (int)zd_utf8_length(text, (size_t)(equals + 1 - text)) : 0;
		return zd_fail_context(err, "--vary");
	}
	*a = (struct zd_axis_swept){.name = s->varied.name,
				    .inner = strcmp(s->varied.name, s->varied.param->name) != 0,
				    .branch = s->varied.branch,
				    .title = s->varied.param->title,
				    .unit = s->varied.param->unit,
				    .type = *s->varied.type,
				    .today = s->varied.today};
	s->seek.places = s->answer.grid.count;
	s->seek.near = place_near(s);
	return ZD_OK;
}

static int try_places(void *context, struct zd_probe *probes, size_t count, double *work, struct zd_error *err)
{
	struct seeking *s = context;
	struct zd_many *m = &s->many;
	struct zd_fan_result result = {0};
	bool first = !s->begun;
	struct zd_lane *lanes = zd_alloc((count + 1) * sizeof *lanes);
	int code = ZD_OK;
	for (size_t i = 0; i < count && !code; i++) {
		char buf[32];
		struct zd_given given = {&s->varied, zd_grid_text(&s->answer.grid, probes[i].at, buf)};
		code = zd_many_lane(m, &given, 1, &lanes[i], err);
	}
	zd_many_forget(m);
	if (!code)
		code = first ? zd_many_compare(m, lanes, count, NULL, &result, err)
			     : zd_many_decide(m, lanes, count, &result, err);
	s->begun = true;
	for (size_t i = 0; i < count && !code; i++)
		probes[i].there = zd_many_measure(m, &m->measures[0], result.lanes[i], true, &probes[i].value);
	if (!code && first)
		s->answer.today.there =
			zd_many_measure(m, &m->measures[0], m->head.tallies, true, &s->answer.today.value);
	if (!code && first && m->head.tally_count && m->head.tallies[0]->subjects < FEW)
		s->seek.work_max += WORK_MAX_FEW - WORK_MAX;
	*work += result.work;
	zd_fan_result_free(&result);
	free(lanes);
	return code;
}

/* What is said is decided once more, alone. */
static int verify(struct seeking *s, struct zd_error *err)
{
	if (s->seek.found == SIZE_MAX)
		return ZD_OK;
	const struct zd_probe *found = &s->seek.probes[s->seek.found];
	struct zd_probe again = {.at = found->at, .value = ZD_VALUE_NIL};
	if (try_places(s, &again, 1, &s->seek.work, err))
		return err->code;
	if (again.there != found->there || !zd_value_equal(&again.value, &found->value))
		return zd_fail(err, ZD_BUG, "the value found gives another measure when it is decided again");
	return ZD_OK;
}

static int write_page(const struct zd_seek_answer *answer, const struct zd_whatif_options *o, struct zd_error *err)
{
	struct zd_str html = {0};
	int code = zd_answer_page(answer, &html, err);
	if (!code)
		code = zd_output_write(o->html, o->force, &html, err);
	zd_str_free(&html);
	return code;
}

static int write_answer(struct seeking *s, FILE *out, struct zd_error *err)
{
	const struct zd_whatif_options *o = s->many.w->o;
	s->answer.base = s->many.head;
	s->answer.measure = &s->many.measures[0];
	s->answer.seek = &s->seek;
	if (o->html && write_page(&s->answer, o, err))
		return err->code;
	if (o->json) {
		zd_answer_json(&s->answer, out);
		return ZD_OK;
	}
	if (!o->csv) {
		zd_answer_text(&s->answer, out);
		return ZD_OK;
	}
	struct zd_sink *sink = zd_sink_new(out, ZD_FORMAT_CSV);
	int code = zd_answer_rows(&s->answer, sink, err);
	sink->free(sink);
	return code;
}

int zd_whatif_seek(struct zd_whatif *w, FILE *out, struct zd_error *err)
{
	struct seeking s = {.many = {.w = w}};
	if (!w->o->vary)
		return zd_fail(err, ZD_USAGE, "--seek wants --vary NAME=LO:HI");
	int code = split_goal(&s, w->o->seek, err);
	if (!code)
		code = read_vary(&s, w->o->vary, err);
	if (!code)
		code = zd_many_open(&s.many, w, &s.varied, 1, &s.measure, 1, err);
	if (!code)
		code = read_target(&s, w->o->seek, err);
	/* The check takes one lane more, which may cost as much as a reading. */
	s.seek.work_max = WORK_MAX - (s.many.shared ? 2 : 3);
	if (!code)
		code = zd_seek_run(&s.seek, try_places, &s, err);
	if (!code)
		code = verify(&s, err);
	if (!code)
		code = write_answer(&s, out, err);
	zd_seek_free(&s.seek);
	zd_many_close(&s.many);
	return code;
}
