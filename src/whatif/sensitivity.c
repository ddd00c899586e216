/* Sensitivities written down. */
#include "whatif/sensitivity.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/money.h"
#include "model/text.h"
#include "whatif/figures.h"

static int compare_items(const void *pa, const void *pb)
{
	const struct zd_sensitive *a = pa, *b = pb;
	if (a->effect != b->effect)
		return a->effect > b->effect ? -1 : 1;
	int c = strcmp(a->name, b->name);
	return c ? c : strcmp(a->branch ? a->branch : "", b->branch ? b->branch : "");
}

void zd_sensitivity_sort(struct zd_sensitivity *s)
{
	if (s->count)
		qsort(s->items, s->count, sizeof *s->items, compare_items);
}

static const char *full_name(struct zd_str *b, const struct zd_sensitive *item)
{
	zd_str_clear(b);
	zd_str_printf(b, "%s%s%s", item->name, item->branch ? "@" : "", item->branch ? item->branch : "");
	return zd_str_text(b);
}

static const char *shown(struct zd_str *b, const struct zd_type *type, const struct zd_value *v)
{
	zd_str_clear(b);
	zd_figure_show(b, type, v);
	return zd_str_text(b);
}

/* The same for programs: nothing for nil, no commas. */
static struct zd_value plain(struct zd_str *b, const struct zd_type *type, const struct zd_value *v)
{
	zd_str_clear(b);
	zd_value_plain(b, type, v);
	return v->tag == ZD_NIL ? ZD_VALUE_NIL : zd_value_string(zd_str_text(b));
}

/* ---- rows ---- */

/* Values of parameters are of many types: they stand as text. */
int zd_sensitivity_rows(const struct zd_sensitivity *s, struct zd_sink *sink, bool all, struct zd_error *err)
{
	const struct zd_type text = {.kind = ZD_KIND_TEXT}, count = {.kind = ZD_KIND_INT};
	const struct zd_type *measure = &s->measure->type;
	const struct zd_head heads[] = {
		{"rank", "名次", count},
		{"parameter", "参数", text},
		{"title", "名称", text},
		{"today", "现值", text},
		{"down", "下调为", text},
		{"measure_down", "度量", *measure},
		{"difference_down", "相差", *measure},
		{"up", "上调为", text},
		{"measure_up", "度量", *measure},
		{"difference_up", "相差", *measure},
	};
	struct zd_str b[5] = {{0}};
	int code = sink->begin(sink, heads, sizeof heads / sizeof *heads, err);
	for (size_t i = 0; i < s->count && !code; i++) {
		const struct zd_sensitive *item = &s->items[i];
		if (!all && item->effect <= 0)
			continue;
		struct zd_value row[] = {
			item->effect > 0 ? zd_value_int((int64_t)i + 1) : ZD_VALUE_NIL,
			zd_value_string(full_name(&b[0], item)),
			zd_value_string(item->title),
			all ? plain(&b[1], &item->type, &item->today)
			    : zd_value_string(shown(&b[1], &item->type, &item->today)),
			all ? plain(&b[2], &item->type, &item->down.value)
			    : zd_value_string(shown(&b[2], &item->type, &item->down.value)),
			item->down.measured.value,
			item->down.difference,
			all ? plain(&b[3], &item->type, &item->up.value)
			    : zd_value_string(shown(&b[3], &item->type, &item->up.value)),
			item->up.measured.value,
			item->up.difference,
		};
		code = sink->row(sink, row, err);
	}
	for (size_t i = 0; i < 5; i++)
		zd_str_free(&b[i]);
	return code ? code : sink->end(sink, err);
}

void zd_sensitivity_text(const struct zd_sensitivity *s, FILE *out)
{
	struct zd_str b = {0};
	bool any = false, idle = false;
	zd_question_text(&s->base, out);
	fprintf(out, "度量：%s，现在 %s；", s->measure->text, shown(&b, &s->measure->type, &s->today.value));
	struct zd_value step = zd_value_number(s->step);
	fprintf(out, "每个参数下调、上调 %s\n", shown(&b, &(struct zd_type){.kind = ZD_KIND_RATE}, &step));
	for (size_t i = 0; i < s->count; i++) {
		any |= s->items[i].effect > 0;
		idle |= s->items[i].effect == 0;
	}
	if (any) {
		struct zd_error ignored;
		struct zd_sink *sink = zd_sink_new(out, ZD_FORMAT_TABLE);
		fputc('\n', out);
		zd_sensitivity_rows(s, sink, false, &ignored);
		sink->free(sink);
	}
	if (idle)
		fputs("\n没有影响：\n", out);
	for (size_t i = 0; i < s->count; i++) {
		if (s->items[i].effect == 0)
			fprintf(out, "  %s\n", full_name(&b, &s->items[i]));
	}
	bool first = true;
	for (size_t i = 0; i < s->count; i++) {
		const struct zd_sensitive *item = &s->items[i];
		if (item->effect >= 0)
			continue;
		fputs(first ? "\n没有试：\n" : "", out);
		first = false;
		fprintf(out, "  %s：%s\n", full_name(&b, item), item->up.why ? item->up.why : item->down.why);
	}
	zd_str_free(&b);
}

/* ---- JSON ---- */

static void put_value(struct zd_str *b, bool *first, const char *key, const struct zd_type *type,
		      const struct zd_value *v)
{
	zd_json_key(b, first, key);
	zd_value_json(b, type, v);
}

static void put_nudge(struct zd_str *b, const struct zd_sensitivity *s, const struct zd_sensitive *item,
		      const struct zd_nudge *n)
{
	bool first = true;
	zd_str_addc(b, '{');
	put_value(b, &first, "value", &item->type, &n->value);
	put_value(b, &first, "measure", &s->measure->type, &n->measured.value);
	put_value(b, &first, "difference", &s->measure->type, &n->difference);
	zd_json_text_if(b, &first, "why", n->why);
	zd_str_addc(b, '}');
}

static void put_item(struct zd_str *b, const struct zd_sensitivity *s, const struct zd_sensitive *item)
{
	bool first = true;
	zd_str_addc(b, '{');
	zd_json_text(b, &first, "name", item->name);
	zd_json_text_if(b, &first, "branch", item->branch);
	zd_json_text_if(b, &first, "title", item->title);
	put_value(b, &first, "today", &item->type, &item->today);
	zd_json_key(b, &first, "down");
	put_nudge(b, s, item, &item->down);
	zd_json_key(b, &first, "up");
	put_nudge(b, s, item, &item->up);
	zd_str_addc(b, '}');
}

/* The names of those without an effect, or of those that could not be moved. */
static void put_names(struct zd_str *b, const struct zd_sensitivity *s, bool moved)
{
	struct zd_str name = {0};
	bool first = true;
	zd_str_addc(b, '[');
	for (size_t i = 0; i < s->count; i++) {
		if (moved ? s->items[i].effect != 0 : s->items[i].effect >= 0)
			continue;
		zd_str_add(b, first ? "" : ",");
		first = false;
		full_name(&name, &s->items[i]);
		zd_json_string(b, name.s, name.len);
	}
	zd_str_addc(b, ']');
	zd_str_free(&name);
}

void zd_sensitivity_json(const struct zd_sensitivity *s, FILE *out)
{
	struct zd_str b = {0};
	bool first = false;
	zd_str_addc(&b, '{');
	zd_question_json(&b, &s->base);
	zd_json_text(&b, &first, "measure", s->measure->text);
	put_value(&b, &first, "today", &s->measure->type, &s->today.value);
	zd_json_key(&b, &first, "step");
	zd_json_number(&b, s->step);
	zd_json_key(&b, &first, "sensitivity");
	zd_str_addc(&b, '[');
	for (size_t i = 0; i < s->count; i++) {
		zd_str_add(&b, i ? "," : "");
		put_item(&b, s, &s->items[i]);
	}
	zd_str_addc(&b, ']');
	zd_json_key(&b, &first, "no_effect");
	put_names(&b, s, true);
	zd_json_key(&b, &first, "not_moved");
	put_names(&b, s, false);
	zd_str_add(&b, "}\n");
	fwrite(b.s, 1, b.len, out);
	zd_str_free(&b);
}
