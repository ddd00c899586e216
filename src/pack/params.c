/* Parameters (the files of params/) and what branches override. Whether values keep the rules is said by model/param.h. */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "pack/parts.h"

#define PARAM_KINDS                                                                                                    \
	(ZD_KIND_BIT(TEXT) | ZD_KIND_BIT(INT) | ZD_KIND_BIT(NUMBER) | ZD_KIND_BIT(MONEY) | ZD_KIND_BIT(RATE) |         \
	 ZD_KIND_BIT(DATE) | ZD_KIND_BIT(BOOL))
#define NUMBER_KINDS (ZD_KIND_BIT(INT) | ZD_KIND_BIT(NUMBER) | ZD_KIND_BIT(MONEY) | ZD_KIND_BIT(RATE))

struct bounds_form {
	struct zd_raw *min, *max;
};

static const struct zd_key bounds_keys[] = {
	{"min", ZD_WANT_SCALAR, false, offsetof(struct bounds_form, min)},
	{"max", ZD_WANT_SCALAR, false, offsetof(struct bounds_form, max)},
};

struct rules_form {
	struct bounds_form whole;
	struct zd_raw *one_of, *each, *sum, *order;
};

struct param_form {
	const char *title, *unit, *clause, *note, *why;
	bool assumed;
	struct zd_raw *type, *value, *values, *branch, *review_by;
	struct rules_form rules;
};

static const struct zd_key param_keys[] = {
	{"title", ZD_WANT_TEXT, true, offsetof(struct param_form, title)},
	{"type", ZD_WANT_ANY, true, offsetof(struct param_form, type)},
	{"unit", ZD_WANT_TEXT, false, offsetof(struct param_form, unit)},
	{"value", ZD_WANT_ANY, false, offsetof(struct param_form, value)},
	{"values", ZD_WANT_MAP, false, offsetof(struct param_form, values)},
	{"clause", ZD_WANT_TEXT, false, offsetof(struct param_form, clause)},
	{"min", ZD_WANT_SCALAR, false, offsetof(struct param_form, rules.whole.min)},
	{"max", ZD_WANT_SCALAR, false, offsetof(struct param_form, rules.whole.max)},
	{"one_of", ZD_WANT_LIST, false, offsetof(struct param_form, rules.one_of)},
	{"each", ZD_WANT_MAP, false, offsetof(struct param_form, rules.each)},
	{"sum", ZD_WANT_SCALAR, false, offsetof(struct param_form, rules.sum)},
	{"order", ZD_WANT_SCALAR, false, offsetof(struct param_form, rules.order)},
	{"branch", ZD_WANT_ANY, false, offsetof(struct param_form, branch)},
	{"assumed", ZD_WANT_BOOL, false, offsetof(struct param_form, assumed)},
	{"review_by", ZD_WANT_SCALAR, false, offsetof(struct param_form, review_by)},
	{"note", ZD_WANT_TEXT, false, offsetof(struct param_form, note)},
	{"why", ZD_WANT_TEXT, false, offsetof(struct param_form, why)},
};

static const struct zd_key guardrail_keys[] = {
	{"min", ZD_WANT_SCALAR, false, offsetof(struct rules_form, whole.min)},
	{"max", ZD_WANT_SCALAR, false, offsetof(struct rules_form, whole.max)},
	{"one_of", ZD_WANT_LIST, false, offsetof(struct rules_form, one_of)},
	{"each", ZD_WANT_MAP, false, offsetof(struct rules_form, each)},
};

struct override_form {
	const char *why;
	struct zd_raw *value, *values;
};

static const struct zd_key override_keys[] = {
	{"value", ZD_WANT_ANY, false, offsetof(struct override_form, value)},
	{"values", ZD_WANT_MAP, false, offsetof(struct override_form, values)},
	{"why", ZD_WANT_TEXT, false, offsetof(struct override_form, why)},
};

static bool is_container(const struct zd_type *type)
{
	return type->kind == ZD_KIND_LIST || type->kind == ZD_KIND_MAP;
}

/* The kinds of the scalars in a type, as a set. */
static unsigned scalar_kinds(const struct zd_type *type)
{
	unsigned kinds = 0;
	if (!is_container(type))
		return 1u << type->kind;
	for (size_t i = 0; i < type->count; i++)
		kinds |= scalar_kinds(&type->of[i]);
	return kinds;
}

/* How a bound on the numbers of a type is read; false: reported, it has none, or money and others. */
static bool number_type(const struct zd_reader *r, struct zd_type *out, const struct zd_type *type,
			const struct zd_raw *raw, const char *key)
{
	unsigned kinds = scalar_kinds(type) & NUMBER_KINDS;
	bool money = kinds & ZD_KIND_BIT(MONEY);
	*out = (struct zd_type){.kind = ZD_KIND_NUMBER};
	if (money)
		out->kind = ZD_KIND_MONEY;
	else if (kinds & ZD_KIND_BIT(RATE))
		out->kind = ZD_KIND_RATE;
	if (kinds == 0)
		zd_report(r, ZD_F_UNKNOWN_KEY, &raw->place, "\"%s\" does not go with a type without numbers", key);
	else if (money && kinds != ZD_KIND_BIT(MONEY))
		zd_report(r, ZD_F_WRONG_TYPE, &raw->place, "\"%s\" does not go with a mix of money and other numbers",
			  key);
	else
		return true;
	return false;
}

static bool read_number(const struct zd_reader *r, double *out, const struct zd_type *type, const struct zd_raw *raw,
			const char *key)
{
	struct zd_type as;
	struct zd_value value;
	if (!number_type(r, &as, type, raw, key) || !zd_read_value(r, &value, &as, raw, key))
		return false;
	*out = value.tag == ZD_INT ? (double)value.i : value.d;
	return true;
}

static void read_bounds(const struct zd_reader *r, const struct bounds_form *form, const struct zd_type *type,
			bool *has_min, double *min, bool *has_max, double *max)
{
	*has_min = form->min && read_number(r, min, type, form->min, "min");
	*has_max = form->max && read_number(r, max, type, form->max, "max");
	if (*has_min && *has_max && *min > *max)
		zd_report(r, ZD_F_OUT_OF_BOUNDS, &form->min->place, "min is above max");
}

/* Reports a rule that the type cannot have. */
static bool goes_with(const struct zd_reader *r, const struct zd_raw *raw, const char *key, bool fits)
{
	if (raw && !fits)
		zd_report(r, ZD_F_UNKNOWN_KEY, &raw->place, "\"%s\" does not go with this type", key);
	return raw && fits;
}

static void read_rules(struct zd_reader *r, struct zd_rules *rules, const struct zd_type *type,
		       const struct rules_form *form)
{
	static const char *const orders[] = {"any", "ascending", "descending"};
	static const int order_signs[] = {0, 1, -1};
	bool container = is_container(type);
	struct bounds_form whole = {
		goes_with(r, form->whole.min, "min", !container) ? form->whole.min : NULL,
		goes_with(r, form->whole.max, "max", !container) ? form->whole.max : NULL,
	};
	read_bounds(r, &whole, type, &rules->has_min, &rules->min, &rules->has_max, &rules->max);
	if (goes_with(r, form->one_of, "one_of", !container)) {
		const struct zd_type list = {.kind = ZD_KIND_LIST, .count = 1, .of = type};
		zd_read_value(r, &rules->one_of, &list, form->one_of, "one_of");
	}
	if (goes_with(r, form->each, "each", container)) {
		struct bounds_form each = {0};
		zd_form_read(r, &each, form->each, "each", &form->each->place, bounds_keys, ZD_COUNT(bounds_keys));
		read_bounds(r, &each, type, &rules->has_each_min, &rules->each_min, &rules->has_each_max,
			    &rules->each_max);
	}
	if (goes_with(r, form->sum, "sum", container))
		rules->has_sum = read_number(r, &rules->sum, type, form->sum, "sum");
	if (goes_with(r, form->order, "order", container))
		rules->order = order_signs[zd_read_word(r, form->order, "order", orders, ZD_COUNT(orders), 0)];
}

/* A guardrail is narrower than the group's own rules, or it promises what it cannot keep. */
static void check_narrower(const struct zd_reader *r, const struct zd_param *p, const struct zd_raw *raw)
{
	const struct zd_rules *group = &p->rules, *branch = &p->branch_rules;
	bool wider = (group->has_min && branch->has_min && branch->min < group->min) ||
		     (group->has_max && branch->has_max && branch->max > group->max) ||
		     (group->has_each_min && branch->has_each_min && branch->each_min < group->each_min) ||
		     (group->has_each_max && branch->has_each_max && branch->each_max > group->each_max);
	if (wider)
		zd_report(r, ZD_F_OUT_OF_BOUNDS, &raw->place, "the branches' bounds of %s are wider than the group's",
			  p->name);
	for (uint32_t i = 0; i < branch->one_of.len && branch->one_of.tag == ZD_LIST; i++) {
		char why[256];
		if (!zd_rules_check(group, &p->type, &branch->one_of.list[i], why, sizeof why))
			zd_report(r, ZD_F_OUT_OF_BOUNDS, &raw->place, "one_of for branches: %s", why);
	}
}

static void read_guardrail(struct zd_reader *r, struct zd_param *p, const struct zd_raw *raw)
{
	static const struct zd_type truth = {.kind = ZD_KIND_BOOL};
	struct rules_form form = {0};
	struct zd_value value;
	if (raw->kind == ZD_RAW_SCALAR) {
		if (zd_read_value(r, &value, &truth, raw, "branch"))
			p->branch_allowed = value.i != 0;
		return;
	}
	p->branch_allowed = true;
	zd_form_read(r, &form, raw, "branch", &raw->place, guardrail_keys, ZD_COUNT(guardrail_keys));
	read_rules(r, &p->branch_rules, &p->type, &form);
	check_narrower(r, p, raw);
}

static int by_date(const void *a, const void *b)
{
	int32_t x = ((const struct zd_dated *)a)->from, y = ((const struct zd_dated *)b)->from;
	return (x > y) - (x < y);
}

/* Fills a layer from `value` or `values`; place is the layer's. */
static void read_layer(struct zd_reader *r, struct zd_layer *layer, const struct zd_type *type,
		       const struct zd_raw *value, const struct zd_raw *values)
{
	struct zd_dated *dated = zd_arena_alloc(&r->pack->arena, ((values ? values->count : 0) + 1) * sizeof *dated);
	layer->values = dated;
	if (value && values)
		zd_report(r, ZD_F_UNKNOWN_KEY, &values->place, "\"value\" and \"values\" exclude each other");
	else if (!value && (!values || values->count == 0))
		zd_report(r, ZD_F_MISSING_KEY, &layer->place, "wants \"value\", or \"values\" by date");
	if (value) {
		dated->from = ZD_ALWAYS;
		dated->place = value->place;
		layer->count = zd_read_value(r, &dated->value, type, value, "value");
		return;
	}
	for (size_t i = 0; values && i < values->count; i++) {
		struct zd_dated *at = &dated[layer->count];
		at->place = values->items[i]->place;
		bool ok = zd_read_date(r, &at->from, values->keys[i], &values->key_places[i]);
		ok = zd_read_value(r, &at->value, type, values->items[i], values->keys[i]) && ok;
		layer->count += ok;
	}
	if (layer->count > 1)
		qsort(dated, layer->count, sizeof *dated, by_date);
}

static void read_param(struct zd_reader *r, struct zd_param *p, const char *name, const struct zd_raw *raw,
		       const struct zd_place *place)
{
	struct param_form form = {.title = name};
	if (!zd_is_id(name))
		zd_report(r, ZD_F_BAD_NAME, place,
			  "\"%s\" is no id for a parameter: names of lower-case letters, digits and _, joined by dots",
			  name);
	bool ok = zd_form_read(r, &form, raw, "a parameter", place, param_keys, ZD_COUNT(param_keys));
	*p = (struct zd_param){.name = name,
			       .title = form.title,
			       .unit = form.unit,
			       .clause = form.clause,
			       .note = form.note,
			       .assumed = form.assumed,
			       .place = *place};
	p->type = (struct zd_type){.kind = ZD_KIND_TEXT};
	p->group.place = *place;
	p->group.why = form.why;
	if (form.review_by)
		p->has_review = zd_read_date(r, &p->review_by, form.review_by->text, &form.review_by->place);
	if (!form.type || !zd_type_from_raw(r, &p->type, form.type, PARAM_KINDS)) {
		p->branch_allowed = form.branch != NULL; /* what branches set is not to be reported on top */
		return;
	}
	read_rules(r, &p->rules, &p->type, &form.rules);
	if (form.branch)
		read_guardrail(r, p, form.branch);
	if (ok || form.value || form.values)
		read_layer(r, &p->group, &p->type, form.value, form.values);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct zd_param *)a)->name, ((const struct zd_param *)b)->name);
}

void zd_read_params(struct zd_reader *r)
{
	struct zd_pack *p = r->pack;
	size_t count, sum = 0;
	struct zd_doc *docs = zd_docs_read(r, ZD_FILE_PARAMS, &count);
	for (size_t i = 0; i < count; i++)
		sum += docs[i].root->count;
	p->params = zd_arena_alloc(&p->arena, (sum + 1) * sizeof *p->params);
	for (size_t i = 0; i < count; i++) {
		const struct zd_raw *map = docs[i].root;
		for (size_t k = 0; k < map->count; k++) {
			const struct zd_param *first = zd_pack_param(p, map->keys[k]);
			if (first) {
				zd_report(r, ZD_F_DUPLICATE, &map->key_places[k], "%s is already declared in %s:%d",
					  map->keys[k], first->place.file, first->place.line);
				continue;
			}
			struct zd_param *param = &p->params[p->param_count++];
			read_param(r, param, map->keys[k], map->items[k], &map->key_places[k]);
			zd_map_put(&p->param_map, param->name, param);
		}
	}
	if (p->param_count > 1)
		qsort(p->params, p->param_count, sizeof *p->params, by_name);
	for (size_t i = 0; i < p->param_count; i++) /* sorting has moved them */
		zd_map_put(&p->param_map, p->params[i].name, &p->params[i]);
}

static void read_override(struct zd_reader *r, const struct zd_branch *branch, const char *name,
			  const struct zd_raw *raw, const struct zd_place *place)
{
	struct zd_pack *p = r->pack;
	struct override_form form = {0};
	struct zd_param *param = zd_pack_param(p, name);
	bool ok = zd_form_read(r, &form, raw, "an override", place, override_keys, ZD_COUNT(override_keys));
	if (!param) {
		zd_report_unknown(r, place, "parameter", name, zd_pack_nearest_param(p, name));
		return;
	}
	if (param->group.count == 0) /* reported there; its type may be wrong */
		return;
	if (!param->branches)
		param->branches = zd_arena_alloc(&p->arena, p->branch_count * sizeof *param->branches);
	struct zd_layer *layer = &param->branches[param->branch_count++];
	*layer = (struct zd_layer){.branch = branch->id, .why = form.why, .place = *place};
	if (ok || form.value || form.values)
		read_layer(r, layer, &param->type, form.value, form.values);
}

static int by_id(const void *a, const void *b)
{
	return strcmp(((const struct zd_branch *)a)->id, ((const struct zd_branch *)b)->id);
}

/* A branch is a folder that has a file. */
static void list_branches(struct zd_reader *r)
{
	struct zd_pack *p = r->pack;
	p->branches = zd_arena_alloc(&p->arena, (p->file_count + 1) * sizeof *p->branches);
	for (size_t i = 0; i < p->file_count; i++) {
		enum zd_file_kind kind = zd_file_kind(p->files[i].path);
		if (kind != ZD_FILE_BRANCH_PARAMS && kind != ZD_FILE_BRANCH_RULE)
			continue;
		const char *id = zd_files_branch(r, p->files[i].path);
		if (p->branch_count == 0 || strcmp(p->branches[p->branch_count - 1].id, id) != 0)
			p->branches[p->branch_count++].id = id;
	}
	if (p->branch_count > 1)
		qsort(p->branches, p->branch_count, sizeof *p->branches, by_id);
}

static int by_branch(const void *a, const void *b)
{
	return strcmp(((const struct zd_layer *)a)->branch, ((const struct zd_layer *)b)->branch);
}

void zd_read_branches(struct zd_reader *r)
{
	struct zd_pack *p = r->pack;
	size_t count;
	struct zd_doc *docs = zd_docs_read(r, ZD_FILE_BRANCH_PARAMS, &count);
	list_branches(r);
	for (size_t i = 0; i < count; i++) {
		const struct zd_raw *map = docs[i].root;
		const struct zd_branch *branch = zd_pack_branch(p, zd_files_branch(r, docs[i].file->path));
		for (size_t k = 0; branch && k < map->count; k++)
			read_override(r, branch, map->keys[k], map->items[k], &map->key_places[k]);
	}
	for (size_t i = 0; i < p->param_count; i++) {
		struct zd_param *param = &p->params[i];
		if (param->branch_count >
		    1) /* files are in the order of their paths, which is not quite that of the ids */
			qsort(param->branches, param->branch_count, sizeof *param->branches, by_branch);
		zd_param_check(param, r->findings);
	}
}
