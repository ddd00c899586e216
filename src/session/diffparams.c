/* What differs between two packs: parameters, value by value. */
#include <string.h>

#include "model/same.h"
#include "model/text.h"
#include "session/differ.h"

static const struct zd_value *member(const struct zd_value *map, const char *key)
{
	for (uint32_t i = 0; map && map->tag == ZD_MAP && i < map->len; i++) {
		if (strcmp(map->map[i].key, key) == 0)
			return &map->map[i].value;
	}
	return NULL;
}

static const struct zd_type *member_type(const struct zd_type *type, const char *key)
{
	if (type->open)
		return &type->of[0];
	for (size_t i = 0; i < type->count; i++) {
		if (strcmp(type->keys[i], key) == 0)
			return &type->of[i];
	}
	return NULL;
}

/* "gold 5%，silver 2%": maps flat, whatever they hold. */
static void add_words(struct zd_str *b, const char *path, const struct zd_type *type, const struct zd_value *v)
{
	if (v->tag != ZD_MAP) {
		zd_str_printf(b, "%s%s%s", b->len ? "，" : "", path, *path ? " " : "");
		if (v->tag == ZD_LIST && type->count && type->of->kind == ZD_KIND_MAP)
			zd_value_json(b, type, v);
		else
			zd_value_show(b, type, v);
		return;
	}
	for (uint32_t i = 0; i < v->len; i++) {
		struct zd_str inner = {0};
		zd_str_printf(&inner, "%s%s%s", path, *path ? "." : "", v->map[i].key);
		add_words(b, zd_str_text(&inner), member_type(type, v->map[i].key), &v->map[i].value);
		zd_str_free(&inner);
	}
}

const char *zd_value_words(const struct zd_type *type, const struct zd_value *v, struct zd_arena *arena)
{
	struct zd_str b = {0};
	if (!v || v->tag == ZD_NIL)
		return NULL;
	add_words(&b, "", type, v);
	return zd_str_keep(&b, arena);
}

struct dated {
	const char *branch;
	const char *since; /* "自 2026-01-01 起"; "" */
	const struct zd_type *before_type, *after_type;
};

/* One value, into maps as deep as they go; only what differs. */
static void put_value(struct zd_differ *d, const struct dated *at, const char *path, const struct zd_type *ta,
		      const struct zd_value *a, const struct zd_type *tb, const struct zd_value *b)
{
	if (a && b && zd_value_equal(a, b) && zd_type_equal(ta, tb))
		return;
	bool maps =
		ta->kind == ZD_KIND_MAP && tb->kind == ZD_KIND_MAP && a && b && a->tag == ZD_MAP && b->tag == ZD_MAP;
	if (!maps) {
		const char *item = *path ? path : "值";
		if (*at->since)
			item = zd_arena_printf(&d->arena, "%s，%s", item, at->since);
		zd_differ_row(d, item, at->branch, zd_value_words(ta, a, &d->arena), zd_value_words(tb, b, &d->arena));
		return;
	}
	for (uint32_t i = 0; i < a->len; i++) {
		const char *key = a->map[i].key;
		const struct zd_type *own = member_type(ta, key), *other = member_type(tb, key);
		put_value(d, at, zd_arena_printf(&d->arena, "%s%s%s", path, *path ? "." : "", key), own,
			  &a->map[i].value, other ? other : own, member(b, key));
	}
	for (uint32_t i = 0; i < b->len; i++) {
		const char *key = b->map[i].key;
		const struct zd_type *own = member_type(tb, key);
		if (!member(a, key))
			put_value(d, at, zd_arena_printf(&d->arena, "%s%s%s", path, *path ? "." : "", key), own, NULL,
				  own, &b->map[i].value);
	}
}

/* The first day there is: what holds for ever, holds from then. */
#define FIRST_DAY (-719162)

static int32_t begin(const struct zd_dated *d)
{
	return d->from < FIRST_DAY ? FIRST_DAY : d->from;
}

/* What a layer holds from a date on; of a date that it does not name itself, what held before goes on. */
static const struct zd_value *value_from(const struct zd_layer *layer, int32_t day)
{
	const struct zd_value *v = NULL;
	for (size_t i = 0; layer && i < layer->count && begin(&layer->values[i]) <= day; i++)
		v = &layer->values[i].value;
	return v;
}

static void put_since(struct zd_differ *d, struct dated *at, const struct zd_param *a, const struct zd_layer *before,
		      const struct zd_param *b, const struct zd_layer *after, int32_t day)
{
	at->since = "";
	if (day != FIRST_DAY) {
		char *text = zd_arena_alloc(&d->arena, 64);
		char date[ZD_DATE_LEN + 1];
		zd_date_format(zd_date_from_days(day), date);
		snprintf(text, 64, "自 %s 起", date);
		at->since = text;
	}
	put_value(d, at, "", a ? &a->type : &b->type, value_from(before, day), b ? &b->type : &a->type,
		  value_from(after, day));
}

/* Both layers' dates, in order, each once. */
static void put_layers(struct zd_differ *d, const char *branch, const struct zd_param *a, const struct zd_layer *before,
		       const struct zd_param *b, const struct zd_layer *after)
{
	struct dated at = {.branch = branch};
	size_t i = 0, k = 0, n = before ? before->count : 0, m = after ? after->count : 0;
	while (i < n || k < m) {
		int32_t x = i < n ? begin(&before->values[i]) : INT32_MAX,
			y = k < m ? begin(&after->values[k]) : INT32_MAX;
		int32_t day = x < y ? x : y;
		put_since(d, &at, a, before, b, after, day);
		i += i < n && x == day;
		k += k < m && y == day;
	}
}

static const struct zd_layer *layer_of(const struct zd_param *p, const char *branch)
{
	for (size_t i = 0; p && i < p->branch_count; i++) {
		if (strcmp(p->branches[i].branch, branch) == 0)
			return &p->branches[i];
	}
	return NULL;
}

static void put_branches(struct zd_differ *d, const struct zd_param *a, const struct zd_param *b)
{
	for (size_t i = 0; a && i < a->branch_count; i++)
		put_layers(d, a->branches[i].branch, a, &a->branches[i], b, layer_of(b, a->branches[i].branch));
	for (size_t i = 0; b && i < b->branch_count; i++) {
		if (!layer_of(a, b->branches[i].branch))
			put_layers(d, b->branches[i].branch, a, NULL, b, &b->branches[i]);
	}
}

static void add_bound(struct zd_str *b, const char *word, bool has, double bound, bool money)
{
	if (!has)
		return;
	if (b->len)
		zd_str_add(b, "，");
	zd_str_printf(b, "%s %.15g", word, money ? bound / 100 : bound);
}

static bool holds_money(const struct zd_type *t)
{
	while ((t->kind == ZD_KIND_MAP || t->kind == ZD_KIND_LIST) && t->count)
		t = t->of;
	return t->kind == ZD_KIND_MONEY;
}

static void add_rules(struct zd_str *b, const struct zd_rules *r, const struct zd_type *type)
{
	bool money = holds_money(type);
	add_bound(b, "不小于", r->has_min, r->min, money);
	add_bound(b, "不大于", r->has_max, r->max, money);
	add_bound(b, "各项不小于", r->has_each_min, r->each_min, money);
	add_bound(b, "各项不大于", r->has_each_max, r->each_max, money);
	add_bound(b, "合计", r->has_sum, r->sum, money);
	if (r->order)
		zd_str_printf(b, "%s%s", b->len ? "，" : "", r->order > 0 ? "递增" : "递减");
	if (r->one_of.tag == ZD_LIST) {
		const struct zd_type list = {.kind = ZD_KIND_LIST, .count = 1, .of = type};
		zd_str_add(b, b->len ? "，只能是 " : "只能是 ");
		zd_value_show(b, &list, &r->one_of);
	}
}

const char *zd_guardrail_text(const struct zd_param *p, struct zd_arena *arena)
{
	struct zd_str b = {0};
	if (!p->branch_allowed)
		return "分公司不得修改";
	add_rules(&b, &p->branch_rules, &p->type);
	const char *text = b.len ? zd_arena_strndup(arena, b.s, b.len) : "在集团自己的范围内";
	zd_str_free(&b);
	return text;
}

static const char *rules_text(struct zd_differ *d, const struct zd_param *p)
{
	struct zd_str b = {0};
	add_rules(&b, &p->rules, &p->type);
	return zd_differ_keep(d, &b);
}

static const char *review_text(struct zd_differ *d, const struct zd_param *p)
{
	char *date = zd_arena_alloc(&d->arena, ZD_DATE_LEN + 1);
	if (!p->has_review)
		return NULL;
	zd_date_format(zd_date_from_days(p->review_by), date);
	return date;
}

static void put_param(struct zd_differ *d, const struct zd_param *a, const struct zd_param *b)
{
	const struct zd_param *p = b ? b : a;
	zd_differ_about(d, ZD_DIFFER_PARAM, p->name, p->title, p->clause);
	if (a && b) {
		zd_differ_text(d, "名称", a->title, b->title);
		zd_differ_text(d, "条款", a->clause, b->clause);
		zd_differ_text(d, "单位", a->unit, b->unit);
		zd_differ_text(d, "类型", zd_differ_type(d, &a->type), zd_differ_type(d, &b->type));
	} else {
		zd_differ_row(d, "参数", NULL, a ? "有" : NULL, b ? "新增" : NULL);
	}
	put_layers(d, NULL, a, a ? &a->group : NULL, b, b ? &b->group : NULL);
	put_branches(d, a, b);
	if (!a || !b)
		return;
	zd_differ_text(d, "范围", rules_text(d, a), rules_text(d, b));
	zd_differ_text(d, "护栏", zd_guardrail_text(a, &d->arena), zd_guardrail_text(b, &d->arena));
	zd_differ_text(d, "复核期限", review_text(d, a), review_text(d, b));
	zd_differ_bool(d, "暂定", a->assumed, b->assumed);
}

void zd_differ_params(struct zd_differ *d)
{
	const struct zd_pack *before = d->before, *after = d->after;
	size_t i = 0, k = 0;
	while (i < before->param_count || k < after->param_count) {
		const struct zd_param *a = i < before->param_count ? &before->params[i] : NULL,
				      *b = k < after->param_count ? &after->params[k] : NULL;
		int order = !a ? 1 : !b ? -1 : strcmp(a->name, b->name);
		put_param(d, order <= 0 ? a : NULL, order >= 0 ? b : NULL);
		i += order <= 0;
		k += order >= 0;
	}
}
