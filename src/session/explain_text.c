/* An explanation as people read it. */
#include <string.h>

#include "base/plain.h"
#include "base/str.h"
#include "model/text.h"
#include "session/reach.h"

/* A loop or a comparison runs as often as there are members; after so many times the reader has seen how it works. */
#define TIMES_MAX 3
#define LINES_MAX 60

static const char *shown(struct zd_explained *x, const struct zd_type *type, const struct zd_value *v)
{
	struct zd_str b = {0};
	if (v->tag == ZD_NIL || (v->tag == ZD_LIST && !v->len))
		return "—";
	zd_value_show(&b, type, v);
	return zd_str_keep(&b, &x->arena);
}

/* "提高到 70" / "由 否 变为 是": how an input would have to change. */
static const char *nearby_text(struct zd_explained *x, const struct zd_nearby *n)
{
	const struct zd_type *type = &x->policy->needs[n->slot].type;
	const struct zd_give *give = &x->policy->gives[n->column];
	return zd_arena_printf(&x->arena, "%s %s → %s：%s %s → %s", zd_explained_title(x, n->slot),
			       shown(x, type, &n->before), shown(x, type, &n->after),
			       give->title ? give->title : give->name, shown(x, &give->type, &n->was),
			       shown(x, &give->type, &n->becomes));
}

/* How often each line of the text has been met, by its number. */
static uint32_t *line_counts(struct zd_explained *x)
{
	const struct zd_batch *b = x->batch;
	int last = 0;
	for (size_t i = 0; i < b->trace_count; i++)
		last = b->traces[i].line > last ? b->traces[i].line : last;
	uint32_t *counts = zd_arena_alloc(&x->arena, ((size_t)last + 1) * sizeof *counts);
	memset(counts, 0, ((size_t)last + 1) * sizeof *counts);
	return counts;
}

static void write_lines(struct zd_explained *x, FILE *out)
{
	const struct zd_policy *p = x->decided_by;
	const struct zd_batch *b = x->batch;
	uint32_t *counts = line_counts(x);
	size_t shown_lines = 0, more = 0;
	bool again = false;
	fprintf(out, "\n经过 (%s)\n", p->place.file);
	for (size_t i = 0; i < b->trace_count; i++) {
		const struct zd_trace *t = &b->traces[i];
		if (t->row != x->row || t->step != x->step_index)
			continue;
		if (!t->name)
			again = counts[t->line]++ >= TIMES_MAX;
		if (again || shown_lines++ >= LINES_MAX)
			more++;
		else if (!t->name)
			fprintf(out, "  %4d  %s\n", t->line, zd_explained_line(x, t->line));
		else
			fprintf(out, "          %s = %s\n", t->name, t->value);
	}
	if (more)
		fprintf(out, "  … 另有 %zu 行（同一行最多列 %d 次），见 --format json\n", more, TIMES_MAX);
}

static void write_params(struct zd_explained *x, FILE *out)
{
	const struct zd_policy *p = x->decided_by;
	if (p->param_count)
		fprintf(out, "\n参数\n");
	for (size_t i = 0; i < p->param_count; i++) {
		const struct zd_param *param = zd_pack_param(x->loaded->pack, p->params[i].target);
		struct zd_origin o;
		zd_param_resolve(param, x->branch, x->when.as_of, &o);
		if (!o.value)
			continue;
		fprintf(out, "  %s (%s) = %s", param->title, param->name, shown(x, &param->type, o.value));
		bool unit = param->unit && param->type.kind != ZD_KIND_RATE; /* a rate shows its own */
		fprintf(out, "%s%s  [%s%s %s:%d]%s\n", unit ? " " : "", unit ? param->unit : "",
			o.layer->branch ? "分公司 " : "集团", o.layer->branch ? o.layer->branch : "",
			o.dated->place.file, o.dated->place.line, param->assumed ? " 暂定" : "");
	}
}

void zd_explained_text(struct zd_explained *x, FILE *to)
{
	struct zd_plain_stream plain;
	FILE *out = zd_plain_begin(&plain, to);
	const struct zd_policy *p = x->policy;
	const struct zd_batch *b = x->batch;
	struct zd_date first, last;
	char when[16]; /* a date or a period */
	struct zd_type key = x->stage->entity->fields[0].type;
	zd_period_of(x->when.period, zd_date_from_days(x->when.as_of), &first, &last);
	if (x->when.period)
		zd_period_format(x->when.period, first, when);
	else
		zd_date_format(first, when);
	fprintf(out, "%s (%s)  %s %s  %s", p->title, p->id, x->stage->entity->title, shown(x, &key, &b->ids[x->row]),
		when);
	if (x->run)
		fprintf(out, "  run %lld", (long long)x->run);
	fprintf(out, "  %s\n\n结果\n", x->loaded->pack->root);
	for (size_t i = 0; i < p->give_count; i++)
		fprintf(out, "  %s = %s\n", p->gives[i].title ? p->gives[i].title : p->gives[i].name,
			shown(x, &p->gives[i].type, zd_explained_outcome(x, i)));
	fprintf(out, "\n理由\n");
	for (size_t i = 0; i < b->reason_count; i++) {
		if (b->reasons[i].row == x->row && b->reasons[i].step == x->step_index)
			fprintf(out, "  [%s] %s\n", b->reasons[i].clause, b->reasons[i].text);
	}
	fprintf(out, "\n依据的数据\n");
	for (size_t i = 0; i < p->need_count; i++)
		fprintf(out, "  %s (%s) = %s  [%s]\n", zd_explained_title(x, i), p->needs[i].name,
			shown(x, &p->needs[i].type, zd_explained_input(x, i)), zd_explained_origin(x, i));
	write_params(x, out);
	zd_explained_signs_text(x, out);
	write_lines(x, out);
	if (x->nearby_count)
		fprintf(out, "\n怎样会不同\n");
	for (size_t i = 0; i < x->nearby_count; i++)
		fprintf(out, "  %s\n", nearby_text(x, &x->nearby[i]));
	if (x->goal.text)
		zd_explained_goal_text(x, out);
	zd_plain_end(&plain);
}
