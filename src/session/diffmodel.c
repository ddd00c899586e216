/* What differs between two packs: entities, fields, enums, facts and cases. */
#include <string.h>

#include "model/same.h"
#include "model/text.h"
#include "session/differ.h"

/* ---- the model ---- */

static const char *plain(struct zd_differ *d, const struct zd_type *type, bool has, const struct zd_value *v)
{
	struct zd_str b = {0};
	if (!has || v->tag == ZD_NIL)
		return NULL;
	zd_value_show(&b, type, v);
	return zd_differ_keep(d, &b);
}

static void put_field(struct zd_differ *d, const struct zd_field *a, const struct zd_field *b)
{
	const struct zd_field *f = b ? b : a;
	const char *word = zd_arena_printf(&d->arena, "字段 %s", f->title);
	if (!a || !b) {
		zd_differ_row(d, word, NULL, a ? zd_differ_type(d, &a->type) : NULL,
			      b ? zd_differ_type(d, &b->type) : NULL);
		return;
	}
	zd_differ_text(d, zd_arena_printf(&d->arena, "%s：名称", word), a->title, b->title);
	zd_differ_text(d, zd_arena_printf(&d->arena, "%s：类型", word), zd_differ_type(d, &a->type),
		       zd_differ_type(d, &b->type));
	zd_differ_text(d, zd_arena_printf(&d->arena, "%s：不小于", word), plain(d, &a->type, a->has_min, &a->min),
		       plain(d, &b->type, b->has_min, &b->min));
	zd_differ_text(d, zd_arena_printf(&d->arena, "%s：不大于", word), plain(d, &a->type, a->has_max, &a->max),
		       plain(d, &b->type, b->has_max, &b->max));
	zd_differ_text(d, zd_arena_printf(&d->arena, "%s：不填时", word), plain(d, &a->type, true, &a->fallback),
		       plain(d, &b->type, true, &b->fallback));
	zd_differ_bool(d, zd_arena_printf(&d->arena, "%s：必填", word), a->required, b->required);
	zd_differ_bool(d, zd_arena_printf(&d->arena, "%s：不得重复", word), a->unique, b->unique);
	zd_differ_bool(d, zd_arena_printf(&d->arena, "%s：敏感", word), a->sensitive, b->sensitive);
}

static void put_entity(struct zd_differ *d, const struct zd_entity *a, const struct zd_entity *b)
{
	const struct zd_entity *e = b ? b : a;
	zd_differ_about(d, ZD_DIFFER_MODEL, e->name, e->title, NULL);
	if (!a || !b) {
		zd_differ_row(d, "实体", NULL, a ? "有" : NULL, b ? "新增" : NULL);
		return;
	}
	zd_differ_text(d, "名称", a->title, b->title);
	zd_differ_text(d, "所属单位", a->branch, b->branch);
	for (size_t i = 0; i < a->field_count; i++)
		put_field(d, &a->fields[i], zd_entity_field(b, a->fields[i].name));
	for (size_t i = 0; i < b->field_count; i++) {
		if (!zd_entity_field(a, b->fields[i].name))
			put_field(d, NULL, &b->fields[i]);
	}
}

static const char *enum_title(const struct zd_enum *e, const char *value)
{
	for (size_t i = 0; e && i < e->count; i++) {
		if (strcmp(e->values[i], value) == 0)
			return e->titles[i];
	}
	return NULL;
}

static void put_enum(struct zd_differ *d, const struct zd_enum *a, const struct zd_enum *b)
{
	const struct zd_enum *e = b ? b : a;
	zd_differ_about(d, ZD_DIFFER_MODEL, e->name, e->title, NULL);
	for (size_t i = 0; a && i < a->count; i++)
		zd_differ_text(d, zd_arena_printf(&d->arena, "取值 %s", a->values[i]), a->titles[i],
			       enum_title(b, a->values[i]));
	for (size_t i = 0; b && i < b->count; i++) {
		if (!enum_title(a, b->values[i]))
			zd_differ_row(d, zd_arena_printf(&d->arena, "取值 %s", b->values[i]), NULL, NULL, b->titles[i]);
	}
}

void zd_differ_model(struct zd_differ *d)
{
	const struct zd_pack *a = d->before, *b = d->after;
	for (size_t i = 0; i < a->enum_count; i++)
		put_enum(d, &a->enums[i], zd_pack_enum(b, a->enums[i].name));
	for (size_t i = 0; i < b->enum_count; i++) {
		if (!zd_pack_enum(a, b->enums[i].name))
			put_enum(d, NULL, &b->enums[i]);
	}
	for (size_t i = 0; i < a->entity_count; i++)
		put_entity(d, &a->entities[i], zd_pack_entity(b, a->entities[i].name));
	for (size_t i = 0; i < b->entity_count; i++) {
		if (!zd_pack_entity(a, b->entities[i].name))
			put_entity(d, NULL, &b->entities[i]);
	}
}

/* ---- facts ---- */

static const struct zd_fact *fact_of(const struct zd_pack *p, const char *name)
{
	for (size_t i = 0; i < p->fact_count; i++) {
		if (strcmp(p->facts[i].name, name) == 0)
			return &p->facts[i];
	}
	return NULL;
}

static const struct zd_fact_value *value_of(const struct zd_fact *f, const char *name)
{
	for (size_t i = 0; f && i < f->value_count; i++) {
		if (strcmp(f->values[i].name, name) == 0)
			return &f->values[i];
	}
	return NULL;
}

static const char *value_text(struct zd_differ *d, const struct zd_fact_value *v)
{
	const char *fallback = v ? plain(d, &v->type, true, &v->fallback) : NULL;
	return v ? zd_arena_printf(&d->arena, "%s，%s%s%s", v->title, zd_differ_type(d, &v->type),
				   fallback ? "，没有时为 " : "", fallback ? fallback : "")
		 : NULL;
}

static void put_fact(struct zd_differ *d, const struct zd_fact *a, const struct zd_fact *b)
{
	const struct zd_fact *f = b ? b : a;
	zd_differ_about(d, ZD_DIFFER_FACT, f->name, f->value_count ? f->values[0].title : NULL, f->clause);
	for (size_t i = 0; a && i < a->value_count; i++)
		zd_differ_text(d, a->values[i].name, value_text(d, &a->values[i]),
			       value_text(d, value_of(b, a->values[i].name)));
	for (size_t i = 0; b && i < b->value_count; i++) {
		if (!value_of(a, b->values[i].name))
			zd_differ_row(d, b->values[i].name, NULL, NULL, value_text(d, &b->values[i]));
	}
	if (!a || !b)
		return;
	zd_differ_text(d, "对象", a->subject, b->subject);
	zd_differ_text(d, "条款", a->clause, b->clause);
	if (!zd_text_same(a->sql, b->sql))
		zd_differ_row(d, "取数的查询", NULL, "有", "内容有改动");
}

void zd_differ_facts(struct zd_differ *d)
{
	for (size_t i = 0; i < d->before->fact_count; i++)
		put_fact(d, &d->before->facts[i], fact_of(d->after, d->before->facts[i].name));
	for (size_t i = 0; i < d->after->fact_count; i++) {
		if (!fact_of(d->before, d->after->facts[i].name))
			put_fact(d, NULL, &d->after->facts[i]);
	}
}

/* ---- cases ---- */

static const struct zd_case *case_of(const struct zd_pack *p, const struct zd_case *like)
{
	for (size_t i = 0; i < p->case_count; i++) {
		const struct zd_case *c = &p->cases[i];
		if (strcmp(c->policy, like->policy) == 0 && zd_text_same(c->name, like->name))
			return c;
	}
	return NULL;
}

/* What it demands: that is what people compare. */
static const char *wanted_text(struct zd_differ *d, const struct zd_case *c)
{
	struct zd_str b = {0};
	if (c->expect)
		zd_raw_write(&b, c->expect);
	if (c->error)
		zd_str_printf(&b, "不能决定：%s", c->error);
	for (size_t i = 0; i < c->reason_count; i++)
		zd_str_printf(&b, "%s%s", i ? "，" : "；理由 ", c->reasons[i]);
	return zd_differ_keep(d, &b);
}

/* What it is given. */
static const char *given_text(struct zd_differ *d, const struct zd_case *c)
{
	struct zd_str b = {0};
	zd_str_printf(&b, "%s %s ", c->as_of ? c->as_of : "", c->branch ? c->branch : "");
	if (c->given)
		zd_raw_write(&b, c->given);
	if (c->params)
		zd_raw_write(&b, c->params);
	return zd_differ_keep(d, &b);
}

static void put_case(struct zd_differ *d, const struct zd_case *a, const struct zd_case *b)
{
	const struct zd_case *c = b ? b : a;
	const struct zd_policy *p = zd_pack_policy(b ? d->after : d->before, c->policy);
	const char *was = a ? wanted_text(d, a) : NULL, *is = b ? wanted_text(d, b) : NULL;
	zd_differ_about(d, ZD_DIFFER_CASE, c->policy, p ? p->title : NULL, NULL);
	zd_differ_text(d, c->name, was, is);
	if (a && b && zd_text_same(was, is) && !zd_text_same(given_text(d, a), given_text(d, b)))
		zd_differ_row(d, c->name, NULL, "有", "所给的数据、日期或参数有改动");
}

void zd_differ_cases(struct zd_differ *d)
{
	for (size_t i = 0; i < d->before->case_count; i++)
		put_case(d, &d->before->cases[i], case_of(d->after, &d->before->cases[i]));
	for (size_t i = 0; i < d->after->case_count; i++) {
		if (!case_of(d->before, &d->after->cases[i]))
			put_case(d, NULL, &d->after->cases[i]);
	}
}
