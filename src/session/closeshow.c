/* What closing a period did, as rows: by policy, sheet, field and outcome; and one by one where it is only shown. */
#include <stdlib.h>
#include <string.h>

#include "model/text.h"
#include "session/closing.h"

enum {
	PART,
	NAME,
	SUBJECT,
	WAS,
	BECOMES,
	DIFFERENCE,
	COUNT,
	COLUMNS
};

static const char *part_words[] = {"decision", "sheet", "record", "adjustment"};
static const char *part_titles[] = {"决定", "封存报表", "改动记录", "调整"};
static const struct zd_enum parts = {.count = 4, .values = part_words, .titles = part_titles};

enum part {
	DECISION,
	SHEET,
	RECORD,
	ADJUSTMENT
};

static const struct zd_head heads[COLUMNS] = {
	{"part", "部分", {.kind = ZD_KIND_ENUM, .enums = &parts}},
	{"name", "名称", {.kind = ZD_KIND_TEXT}},
	{"subject", "对象", {.kind = ZD_KIND_TEXT}},
	{"was", "原为", {.kind = ZD_KIND_TEXT}},
	{"becomes", "改为", {.kind = ZD_KIND_TEXT}},
	{"difference", "差额", {.kind = ZD_KIND_MONEY}},
	{"count", "数量", {.kind = ZD_KIND_INT}},
};

/* A row that counts. */
static int put_count(struct zd_sink *sink, enum part part, const char *name, uint64_t count,
		     const struct zd_value *difference, struct zd_error *err)
{
	struct zd_value row[COLUMNS] = {
		[PART] = zd_value_string(part_words[part]),
		[NAME] = zd_value_string(name),
		[COUNT] = zd_value_int((int64_t)count),
	};
	if (difference)
		row[DIFFERENCE] = *difference;
	return sink->row(sink, row, err);
}

/* ---- records ---- */

static int put_change(struct zd_sink *sink, const struct zd_change *change, const char *name, struct zd_error *err)
{
	struct zd_str texts[3] = {{0}};
	zd_value_plain(&texts[0], &change->entity->fields[0].type, &change->subject);
	zd_value_plain(&texts[1], &change->field->type, &change->was);
	zd_value_plain(&texts[2], &change->field->type, &change->becomes);
	const struct zd_value row[COLUMNS] = {
		[PART] = zd_value_string(part_words[RECORD]),        [NAME] = zd_value_string(name),
		[SUBJECT] = zd_value_string(zd_str_text(&texts[0])), [WAS] = zd_value_string(zd_str_text(&texts[1])),
		[BECOMES] = zd_value_string(zd_str_text(&texts[2])),
	};
	int code = sink->row(sink, row, err);
	for (size_t i = 0; i < 3; i++)
		zd_str_free(&texts[i]);
	return code;
}

static bool same_field(const struct zd_change *a, const struct zd_change *b)
{
	return a->field == b->field;
}

static int show_records(const struct zd_closing *c, struct zd_sink *sink, struct zd_error *err)
{
	size_t count;
	const struct zd_change *changes = zd_effects_changes(c->effects, &count);
	for (size_t i = 0; i < count; i++) {
		struct zd_str name = {0};
		size_t before = 0, all = 0;
		for (size_t k = 0; k < i && !before; k++)
			before += same_field(&changes[k], &changes[i]);
		if (before)
			continue;
		for (size_t k = i; k < count; k++)
			all += same_field(&changes[k], &changes[i]);
		zd_str_printf(&name, "%s.%s", changes[i].entity->name, changes[i].field->name);
		int code = put_count(sink, RECORD, zd_str_text(&name), all, NULL, err);
		for (size_t k = i; k < count && c->options->dry && !code; k++) {
			if (same_field(&changes[k], &changes[i]))
				code = put_change(sink, &changes[k], zd_str_text(&name), err);
		}
		zd_str_free(&name);
		if (code)
			return code;
	}
	return ZD_OK;
}

/* ---- adjustments ---- */

static int compare_adjustments(const void *pa, const void *pb)
{
	const struct zd_adjustment *a = *(const struct zd_adjustment *const *)pa;
	const struct zd_adjustment *b = *(const struct zd_adjustment *const *)pb;
	int order = a->corrects->last < b->corrects->last ? -1 : a->corrects->last > b->corrects->last;
	if (!order)
		order = strcmp(a->policy, b->policy);
	if (!order)
		order = strcmp(a->outcome, b->outcome);
	return order ? order : zd_value_compare(&a->subject, &b->subject);
}

static bool same_outcome(const struct zd_adjustment *a, const struct zd_adjustment *b)
{
	return a->corrects == b->corrects && strcmp(a->policy, b->policy) == 0 && strcmp(a->outcome, b->outcome) == 0;
}

static int put_adjustment(struct zd_sink *sink, const struct zd_adjustment *a, const char *name, struct zd_error *err)
{
	struct zd_str subject = {0};
	static const struct zd_type text = {.kind = ZD_KIND_TEXT}, whole = {.kind = ZD_KIND_INT};
	zd_value_plain(&subject, a->subject.tag == ZD_TEXT ? &text : &whole, &a->subject);
	const struct zd_value row[COLUMNS] = {
		[PART] = zd_value_string(part_words[ADJUSTMENT]),
		[NAME] = zd_value_string(name),
		[SUBJECT] = zd_value_string(zd_str_text(&subject)),
		[WAS] = zd_value_string(a->was),
		[BECOMES] = zd_value_string(a->should_be),
		[DIFFERENCE] = a->is_money ? zd_value_int(a->difference) : ZD_VALUE_NIL,
	};
	int code = sink->row(sink, row, err);
	zd_str_free(&subject);
	return code;
}

static int show_outcome(const struct zd_closing *c, const struct zd_adjustment **list, size_t count,
			struct zd_sink *sink, struct zd_error *err)
{
	struct zd_str name = {0};
	struct zd_value sum = list[0]->is_money ? zd_value_int(0) : ZD_VALUE_NIL;
	for (size_t i = 0; i < count && list[0]->is_money; i++)
		sum.i += list[i]->difference;
	zd_str_printf(&name, "%s %s.%s", list[0]->corrects->name, list[0]->policy, list[0]->outcome);
	int code = put_count(sink, ADJUSTMENT, zd_str_text(&name), count, &sum, err);
	for (size_t i = 0; i < count && c->options->dry && !code; i++)
		code = put_adjustment(sink, list[i], zd_str_text(&name), err);
	zd_str_free(&name);
	return code;
}

static int show_adjustments(const struct zd_closing *c, struct zd_sink *sink, struct zd_error *err)
{
	size_t n = c->adjustments.count;
	const struct zd_adjustment **list = zd_alloc((n + 1) * sizeof *list);
	int code = ZD_OK;
	for (size_t i = 0; i < n; i++)
		list[i] = &c->adjustments.items[i];
	qsort(list, n, sizeof *list, compare_adjustments);
	for (size_t from = 0, to; from < n && !code; from = to) {
		for (to = from + 1; to < n && same_outcome(list[to], list[from]);)
			to++;
		code = show_outcome(c, &list[from], to - from, sink, err);
	}
	free(list);
	return code;
}

int zd_closing_show(const struct zd_closing *c, struct zd_sink *sink, struct zd_error *err)
{
	int code = sink->begin(sink, heads, COLUMNS, err);
	for (size_t i = 0; i < c->decided_count && !code; i++)
		code = put_count(sink, DECISION, c->decided[i].policy, c->decided[i].count, NULL, err);
	for (size_t i = 0; i < c->sheet_count && !code; i++)
		code = put_count(sink, SHEET, c->sheets[i].report, c->sheets[i].rows, NULL, err);
	if (!code)
		code = show_records(c, sink, err);
	if (!code)
		code = show_adjustments(c, sink, err);
	return code ? code : sink->end(sink, err);
}
