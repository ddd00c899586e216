/* An impact written down: a table of policies and one of branches, outcome by outcome, and as JSON. */
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/str.h"
#include "session/impact.h"
#include "whatif/report.h"

static const char *title_of(const struct zd_policy *p)
{
	return p->title ? p->title : p->id;
}

static const char *outcome_title(const struct zd_give *g)
{
	return g->title ? g->title : g->name;
}

static struct zd_value money_value(zd_wide fen)
{
	return fen > INT64_MAX ? ZD_VALUE_NIL : zd_value_int((int64_t)fen);
}

/* A stream that gathers what is written to it; closed, it is the text in the arena. */
struct page {
	FILE *out;
	char *text;
	size_t size;
};

static void page_open(struct page *p)
{
	p->out = open_memstream(&p->text, &p->size);
	if (!p->out)
		abort();
}

static const char *page_close(struct page *p, struct zd_arena *arena)
{
	fclose(p->out);
	const char *text = zd_arena_strndup(arena, p->text, p->size);
	free(p->text);
	return text;
}

/* ---- for people, short ---- */

/* Rows into a table on a stream. Nothing of it can fail but the stream, which is memory. */
struct table {
	struct zd_sink *sink;
	struct zd_error ignored;
};

static struct table table_begin(FILE *out, const struct zd_head *heads, size_t count)
{
	struct table t = {.sink = zd_sink_new(out, ZD_FORMAT_TABLE)};
	t.sink->begin(t.sink, heads, count, &t.ignored);
	return t;
}

static void table_end(struct table *t)
{
	t->sink->end(t->sink, &t->ignored);
	t->sink->free(t->sink);
}

static bool is_money(const struct zd_tally_outcome *o)
{
	return o->give->type.kind == ZD_KIND_MONEY;
}

/* The money outcomes that changed, each with its own row; at least one row, without money. */
static void put_money_rows(struct table *t, struct zd_value *row, size_t at, const struct zd_tally *tally,
			   const struct zd_group *group)
{
	bool any = false;
	for (size_t i = 0; i < tally->policy->give_count; i++) {
		const struct zd_tally_outcome *o = &tally->outcomes[i];
		zd_wide rise = group ? group->rise[i] : o->rise, fall = group ? group->fall[i] : o->fall;
		if (!is_money(o) || (!rise && !fall))
			continue;
		row[at] = zd_value_string(outcome_title(o->give));
		row[at + 1] = money_value(rise);
		row[at + 2] = money_value(fall);
		t->sink->row(t->sink, row, &t->ignored);
		any = true;
	}
	if (any)
		return;
	row[at] = row[at + 1] = row[at + 2] = ZD_VALUE_NIL;
	t->sink->row(t->sink, row, &t->ignored);
}

#define MONEY_HEADS                                                                                                    \
	{"outcome", "金额", {.kind = ZD_KIND_TEXT}}, {"rise", "增加", {.kind = ZD_KIND_MONEY}},                        \
	{                                                                                                              \
		"fall", "减少",                                                                                        \
		{                                                                                                      \
			.kind = ZD_KIND_MONEY                                                                          \
		}                                                                                                      \
	}

static void put_policies(const struct zd_impact *i, FILE *out)
{
	static const struct zd_head HEADS[] = {
		{"title", "制度", {.kind = ZD_KIND_TEXT}},      {"policy", "代号", {.kind = ZD_KIND_TEXT}},
		{"period", "期间", {.kind = ZD_KIND_TEXT}},     {"subjects", "对象", {.kind = ZD_KIND_INT}},
		{"changed", "改变", {.kind = ZD_KIND_INT}},     MONEY_HEADS,
		{"failed", "不能决定", {.kind = ZD_KIND_TEXT}},
	};
	struct table t = table_begin(out, HEADS, sizeof HEADS / sizeof *HEADS);
	for (size_t k = 0; k < i->count; k++) {
		const struct zd_tally *tally = i->parts[k].tally;
		char failed[64] = "";
		if (tally->failed_before || tally->failed_after)
			snprintf(failed, sizeof failed, "%llu → %llu", (unsigned long long)tally->failed_before,
				 (unsigned long long)tally->failed_after);
		struct zd_value row[] = {
			zd_value_string(title_of(tally->policy)),
			zd_value_string(tally->policy->id),
			zd_value_string(i->parts[k].period),
			zd_value_int((int64_t)tally->subjects),
			zd_value_int((int64_t)tally->changed),
			ZD_VALUE_NIL,
			ZD_VALUE_NIL,
			ZD_VALUE_NIL,
			zd_value_string(failed),
		};
		put_money_rows(&t, row, 5, tally, NULL);
	}
	table_end(&t);
}

static bool any_branch(const struct zd_impact *i)
{
	for (size_t k = 0; k < i->count; k++) {
		for (size_t g = 0; g < i->parts[k].tally->group_count; g++) {
			if (i->parts[k].tally->groups[g].changed)
				return true;
		}
	}
	return false;
}

static void put_branches(const struct zd_impact *i, FILE *out)
{
	static const struct zd_head HEADS[] = {
		{"policy", "制度", {.kind = ZD_KIND_TEXT}},
		{"branch", "分公司", {.kind = ZD_KIND_TEXT}},
		{"subjects", "对象", {.kind = ZD_KIND_INT}},
		{"changed", "改变", {.kind = ZD_KIND_INT}},
		MONEY_HEADS,
	};
	if (!any_branch(i))
		return;
	fputc('\n', out);
	struct table t = table_begin(out, HEADS, sizeof HEADS / sizeof *HEADS);
	for (size_t k = 0; k < i->count; k++) {
		const struct zd_tally *tally = i->parts[k].tally;
		for (size_t g = 0; g < tally->group_count; g++) {
			const struct zd_group *group = &tally->groups[g];
			if (!group->changed)
				continue;
			struct zd_value row[] = {
				zd_value_string(title_of(tally->policy)),
				zd_value_string(*group->key ? group->key : "—"),
				zd_value_int((int64_t)group->subjects),
				zd_value_int((int64_t)group->changed),
				ZD_VALUE_NIL,
				ZD_VALUE_NIL,
				ZD_VALUE_NIL,
			};
			put_money_rows(&t, row, 4, tally, group);
		}
	}
	table_end(&t);
}

static void put_list(FILE *out, const char *what, const struct zd_pack *pack, const char *const *ids, size_t count)
{
	for (size_t k = 0; k < count; k++) {
		fprintf(out, "%s%s（%s）", k ? "、" : what, title_of(zd_pack_policy(pack, ids[k])), ids[k]);
	}
	if (count)
		fputc('\n', out);
}

static void put_opening(const struct zd_impact *i, FILE *out)
{
	char as_of[ZD_DATE_LEN + 1], effective[ZD_DATE_LEN + 1];
	zd_date_format(zd_date_from_days(i->as_of), as_of);
	zd_date_format(zd_date_from_days(i->effective), effective);
	fprintf(out, "影响：与版本 %lld 相比，记录截至 %s，按 %s 起的规定\n", (long long)i->base->release.id, as_of,
		effective);
	put_list(out, "新增制度：", i->next->pack, i->added, i->added_count);
	put_list(out, "取消制度：", i->base->pack, i->dropped, i->dropped_count);
}

const char *zd_impact_summary(const struct zd_impact *i, struct zd_arena *arena)
{
	struct page page;
	page_open(&page);
	put_opening(i, page.out);
	if (i->count) {
		put_policies(i, page.out);
		put_branches(i, page.out);
	} else {
		fputs("没有一项制度的决定会因此改变\n", page.out);
	}
	return page_close(&page, arena);
}

const char *zd_impact_detail(const struct zd_impact *i, struct zd_arena *arena)
{
	struct page page;
	page_open(&page);
	for (size_t k = 0; k < i->count; k++) {
		if (i->parts[k].tally->changed)
			zd_tally_text(i->parts[k].tally, page.out);
	}
	return page_close(&page, arena);
}

/* ---- for programs ---- */

static void put_ids(struct zd_str *b, bool *first, const char *key, const char *const *ids, size_t count)
{
	zd_json_key(b, first, key);
	zd_json_strings(b, ids, count);
}

static void put_shift(struct zd_str *b, bool *first, const char *key, zd_wide fen)
{
	zd_json_key(b, first, key);
	if (fen > INT64_MAX)
		zd_str_add(b, "null");
	else
		zd_json_money(b, (int64_t)fen);
}

static void put_money(struct zd_str *b, bool *first, const struct zd_tally *t)
{
	bool outer = true;
	zd_json_key(b, first, "money");
	zd_str_addc(b, '{');
	for (size_t i = 0; i < t->policy->give_count; i++) {
		bool inner = true;
		if (!is_money(&t->outcomes[i]))
			continue;
		zd_json_key(b, &outer, t->policy->gives[i].name);
		zd_str_addc(b, '{');
		put_shift(b, &inner, "rise", t->outcomes[i].rise);
		put_shift(b, &inner, "fall", t->outcomes[i].fall);
		zd_str_addc(b, '}');
	}
	zd_str_addc(b, '}');
}

const char *zd_impact_json(const struct zd_impact *i, struct zd_arena *arena)
{
	struct zd_str b = {0};
	bool first = true, outer = true;
	char date[ZD_DATE_LEN + 1];
	zd_str_addc(&b, '{');
	zd_json_int(&b, &first, "base", i->base->release.id);
	zd_date_format(zd_date_from_days(i->as_of), date);
	zd_json_text(&b, &first, "as_of", date);
	zd_date_format(zd_date_from_days(i->effective), date);
	zd_json_text(&b, &first, "effective", date);
	put_ids(&b, &first, "added", i->added, i->added_count);
	put_ids(&b, &first, "dropped", i->dropped, i->dropped_count);
	zd_json_key(&b, &first, "policies");
	zd_str_addc(&b, '{');
	for (size_t k = 0; k < i->count; k++) {
		const struct zd_tally *t = i->parts[k].tally;
		bool inner = true;
		zd_json_key(&b, &outer, t->policy->id);
		zd_str_addc(&b, '{');
		zd_json_text(&b, &inner, "title", title_of(t->policy));
		if (*i->parts[k].period)
			zd_json_text(&b, &inner, "period", i->parts[k].period);
		put_money(&b, &inner, t);
		zd_json_key(&b, &inner, "result");
		zd_tally_json(t, &b);
		zd_str_addc(&b, '}');
	}
	zd_str_add(&b, "}}");
	return zd_str_keep(&b, arena);
}
