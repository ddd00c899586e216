/*
 * JSON schemas (draft 7, which YAML language servers read): names complete
 * with their titles, values with their types and bounds. `zhidu check` says
 * more; a schema only helps while typing.
 */
#include <string.h>

#include "base/json.h"
#include "model/text.h"
#include "session/stubs.h"

/* ---- writing JSON ---- */

static void open_object(struct zd_str *b, bool *first, const char *key)
{
	zd_json_key(b, first, key);
	zd_str_addc(b, '{');
}

static void add_raw(struct zd_str *b, bool *first, const char *key, const char *json)
{
	zd_json_key(b, first, key);
	zd_str_add(b, json);
}

static void add_bound(struct zd_str *b, bool *first, const char *key, double bound, bool money)
{
	zd_json_key(b, first, key);
	zd_json_number(b, money ? bound / 100 : bound);
}

/* "title（unit）, clause": what an editor shows of a name. */
static void add_about(struct zd_str *b, bool *first, const char *title, const char *unit, const char *clause)
{
	struct zd_str text = {0};
	zd_str_add(&text, title ? title : "");
	if (unit)
		zd_str_printf(&text, "（%s）", unit);
	if (clause)
		zd_str_printf(&text, " %s", clause);
	zd_json_text(b, first, "description", zd_str_text(&text));
	zd_str_free(&text);
}

/* ---- types ---- */

static void add_members(struct zd_str *b, bool *first, const struct zd_type *type, const struct zd_rules *rules);

static void add_enum(struct zd_str *b, bool *first, const struct zd_enum *e)
{
	zd_json_key(b, first, "enum");
	zd_json_strings(b, e->values, e->count);
	zd_json_key(b, first, "enumDescriptions");
	zd_json_strings(b, e->titles, e->count);
}

static void add_bounds(struct zd_str *b, bool *first, const struct zd_type *type, const struct zd_rules *rules)
{
	bool money = type->kind == ZD_KIND_MONEY;
	if (rules && rules->has_min)
		add_bound(b, first, "minimum", rules->min, money);
	if (rules && rules->has_max)
		add_bound(b, first, "maximum", rules->max, money);
}

/* The keywords of a type. A rate may be written 4%. */
static void add_type(struct zd_str *b, bool *first, const struct zd_type *type, const struct zd_rules *rules)
{
	switch (type->kind) {
	case ZD_KIND_INT:
		add_raw(b, first, "type", "\"integer\"");
		add_bounds(b, first, type, rules);
		break;
	case ZD_KIND_NUMBER:
	case ZD_KIND_MONEY:
		add_raw(b, first, "type", "\"number\"");
		add_bounds(b, first, type, rules);
		break;
	case ZD_KIND_RATE:
		add_raw(b, first, "type", "[\"number\",\"string\"]");
		add_bounds(b, first, type, rules);
		break;
	case ZD_KIND_BOOL:
		add_raw(b, first, "type", "\"boolean\"");
		break;
	case ZD_KIND_ENUM:
		add_enum(b, first, type->enums);
		break;
	case ZD_KIND_MAP:
	case ZD_KIND_LIST:
		add_members(b, first, type, rules);
		break;
	default:
		add_raw(b, first, "type", "[\"string\",\"number\"]");
	}
}

static void add_inner(struct zd_str *b, const struct zd_type *type, const struct zd_rules *rules)
{
	struct zd_rules each = {0};
	bool first = true;
	if (rules && rules->has_each_min) {
		each.has_min = true;
		each.min = rules->each_min;
	}
	if (rules && rules->has_each_max) {
		each.has_max = true;
		each.max = rules->each_max;
	}
	zd_str_addc(b, '{');
	add_type(b, &first, type, &each);
	zd_str_addc(b, '}');
}

static void add_members(struct zd_str *b, bool *first, const struct zd_type *type, const struct zd_rules *rules)
{
	bool list = type->kind == ZD_KIND_LIST, inner = true;
	add_raw(b, first, "type", list ? "\"array\"" : "\"object\"");
	if (list || type->open) {
		if (!list || type->count) {
			zd_json_key(b, first, list ? "items" : "additionalProperties");
			add_inner(b, type->of, rules);
		}
		return;
	}
	open_object(b, first, "properties");
	for (size_t i = 0; i < type->count; i++) {
		zd_json_key(b, &inner, type->keys[i]);
		add_inner(b, &type->of[i], rules);
	}
	zd_str_addc(b, '}');
	add_raw(b, first, "additionalProperties", "false");
}

/* ---- files ---- */

static void begin_schema(struct zd_str *b, bool *first, const char *title)
{
	zd_str_addc(b, '{');
	zd_json_text(b, first, "$schema", "http://json-schema.org/draft-07/schema#");
	zd_json_text(b, first, "title", title);
	add_raw(b, first, "type", "\"object\"");
}

static const char PARAM_KEYS[] =
	"{\"type\":\"object\",\"required\":[\"title\",\"type\"],\"properties\":{"
	"\"title\":{\"type\":\"string\",\"description\":\"名称\"},"
	"\"type\":{\"description\":\"类型：number int money rate text bool date，枚举名，{键: 类型}，[类型]\"},"
	"\"value\":{\"description\":\"不随日期变化的值\"},"
	"\"values\":{\"type\":\"object\",\"description\":\"自某日起的值\"},"
	"\"unit\":{\"type\":\"string\",\"description\":\"单位\"},"
	"\"clause\":{\"type\":\"string\",\"description\":\"条款\"},"
	"\"min\":{\"description\":\"最小值\"},\"max\":{\"description\":\"最大值\"},"
	"\"one_of\":{\"type\":\"array\",\"description\":\"只许这些值\"},"
	"\"each\":{\"type\":\"object\",\"description\":\"每个数的上下限\"},"
	"\"sum\":{\"type\":\"number\",\"description\":\"各数之和\"},"
	"\"order\":{\"enum\":[\"ascending\",\"descending\"],\"description\":\"依次递增或递减\"},"
	"\"branch\":{\"description\":\"分公司可改的范围；不写则不许改\"},"
	"\"assumed\":{\"type\":\"boolean\",\"description\":\"制度没有定明，暂定\"},"
	"\"review_by\":{\"type\":[\"string\"],\"description\":\"复核期限\"},"
	"\"note\":{\"type\":\"string\",\"description\":\"说明\"}},\"additionalProperties\":false}";

void zd_stubs_params(struct zd_str *b, const struct zd_pack *pack)
{
	bool first = true, inner = true;
	begin_schema(b, &first, "参数");
	open_object(b, &first, "properties");
	for (size_t i = 0; i < pack->param_count; i++) {
		const struct zd_param *p = &pack->params[i];
		bool of = true;
		open_object(b, &inner, p->name);
		add_about(b, &of, p->title, p->unit, p->clause);
		zd_json_text(b, &of, "$ref", "#/definitions/parameter");
		zd_str_addc(b, '}');
	}
	zd_str_addc(b, '}');
	add_raw(b, &first, "additionalProperties", "{\"$ref\":\"#/definitions/parameter\"}");
	add_raw(b, &first, "definitions", "{\"parameter\":");
	zd_str_add(b, PARAM_KEYS);
	zd_str_add(b, "}}\n");
}

/* Only what the group lets a branch touch, within the guardrail. */
void zd_stubs_branch(struct zd_str *b, const struct zd_pack *pack)
{
	bool first = true, inner = true;
	begin_schema(b, &first, "分公司的参数");
	open_object(b, &first, "properties");
	for (size_t i = 0; i < pack->param_count; i++) {
		const struct zd_param *p = &pack->params[i];
		bool of = true, keys = true, value = true;
		if (!p->branch_allowed)
			continue;
		open_object(b, &inner, p->name);
		add_about(b, &of, p->title, p->unit, p->clause);
		add_raw(b, &of, "type", "\"object\"");
		open_object(b, &of, "properties");
		open_object(b, &keys, "value");
		add_type(b, &value, &p->type, &p->branch_rules);
		zd_str_addc(b, '}');
		add_raw(b, &keys, "values", "{\"type\":\"object\",\"description\":\"自某日起的值\"}");
		add_raw(b, &keys, "why", "{\"type\":\"string\",\"description\":\"理由\"}");
		zd_str_add(b, "},\"additionalProperties\":false}");
	}
	zd_str_add(b, "},\"additionalProperties\":false}\n");
}

static void add_names(struct zd_str *b, const struct zd_pack *pack, bool entities)
{
	size_t count = entities ? pack->entity_count : pack->enum_count;
	zd_str_add(b, "{\"enum\":");
	for (size_t i = 0; i < count; i++) {
		const char *name = entities ? pack->entities[i].name : pack->enums[i].name;
		zd_str_addc(b, i ? ',' : '[');
		zd_json_string(b, name, strlen(name));
	}
	zd_str_add(b, count ? "]}" : "[]}");
}

void zd_stubs_model(struct zd_str *b, const struct zd_pack *pack)
{
	bool first = true;
	begin_schema(b, &first, "实体与枚举");
	add_raw(b, &first, "properties",
		"{\"enums\":{\"type\":\"object\",\"description\":\"枚举\",\"additionalProperties\":{\"type\":"
		"\"object\","
		"\"properties\":{\"title\":{\"type\":\"string\"},\"values\":{\"type\":\"object\"}}}},"
		"\"entities\":{\"type\":\"object\",\"description\":\"实体\",\"additionalProperties\":{\"type\":"
		"\"object\","
		"\"required\":[\"title\",\"fields\"],\"properties\":{\"title\":{\"type\":\"string\"},"
		"\"fields\":{\"type\":\"object\",\"additionalProperties\":{\"type\":\"object\",\"required\":[\"type\"],"
		"\"properties\":{\"type\":{\"enum\":[\"text\",\"int\",\"number\",\"money\",\"date\",\"datetime\","
		"\"bool\",\"enum\",\"ref\"],\"description\":\"类型\"},\"title\":{\"type\":\"string\"},\"entity\":");
	add_names(b, pack, true);
	zd_str_add(b, ",\"enum\":");
	add_names(b, pack, false);
	zd_str_add(b, ",\"required\":{\"type\":\"boolean\"},\"unique\":{\"type\":\"boolean\"},"
		      "\"sensitive\":{\"type\":\"boolean\",\"description\":\"敏感，遮盖显示\"}}}}}}}}}\n");
}

/* The needs of a policy by their local names. */
static void add_given(struct zd_str *b, const struct zd_policy *p)
{
	bool first = true;
	zd_str_add(b, "{\"type\":\"object\",\"properties\":{");
	if (p->over)
		add_raw(b, &first, "id", "{\"description\":\"对象\"}");
	for (size_t i = 0; i < p->need_count; i++) {
		bool of = true;
		open_object(b, &first, p->needs[i].name);
		zd_json_text_if(b, &of, "description", p->needs[i].path);
		zd_str_addc(b, '}');
	}
	zd_str_add(b, "},\"additionalProperties\":false}");
}

static void add_expect(struct zd_str *b, const struct zd_policy *p)
{
	bool first = true;
	zd_str_add(b, "{\"type\":\"object\",\"properties\":{");
	for (size_t i = 0; i < p->give_count; i++) {
		bool of = true;
		open_object(b, &first, p->gives[i].name);
		zd_json_text_if(b, &of, "description", p->gives[i].title);
		if (!p->gives[i].optional)
			add_type(b, &of, &p->gives[i].type, NULL);
		zd_str_addc(b, '}');
	}
	zd_str_add(b, "},\"additionalProperties\":false}");
}

static void add_case_of(struct zd_str *b, const struct zd_policy *p)
{
	const char *open = p->over ? "{\"type\":\"array\",\"items\":" : "", *close = p->over ? "}" : "";
	zd_str_add(b, "{\"if\":{\"properties\":{\"policy\":{\"const\":");
	zd_json_string(b, p->id, strlen(p->id));
	zd_str_printf(b, "}}},\"then\":{\"properties\":{\"cases\":{\"items\":{\"properties\":{\"given\":%s", open);
	add_given(b, p);
	zd_str_printf(b, "%s,\"expect\":%s", close, open);
	add_expect(b, p);
	zd_str_printf(b, "%s}}}}}}", close);
}

void zd_stubs_cases(struct zd_str *b, const struct zd_pack *pack)
{
	bool first = true;
	begin_schema(b, &first, "用例");
	add_raw(b, &first, "required", "[\"policy\",\"cases\"]");
	add_raw(b, &first, "properties", "{\"policy\":{\"enum\":");
	for (size_t i = 0; i < pack->policy_count; i++) {
		zd_str_addc(b, i ? ',' : '[');
		zd_json_string(b, pack->policies[i].id, strlen(pack->policies[i].id));
	}
	zd_str_add(b, pack->policy_count ? "]" : "[]");
	zd_str_add(b,
		   "},\"cases\":{\"type\":\"array\",\"items\":{\"type\":\"object\",\"required\":[\"name\",\"given\"],"
		   "\"properties\":{\"name\":{\"type\":\"string\"},\"given\":{},\"expect\":{},"
		   "\"error\":{\"type\":\"string\"},\"reasons\":{\"type\":\"array\"},\"as_of\":{},"
		   "\"branch\":{\"type\":\"string\"},\"params\":{\"type\":\"object\"}}}}}");
	zd_json_key(b, &first, "allOf");
	for (size_t i = 0, n = 0; i < pack->policy_count; i++) {
		if (pack->policies[i].broken)
			continue;
		zd_str_addc(b, n++ ? ',' : '[');
		add_case_of(b, &pack->policies[i]);
	}
	zd_str_add(b, pack->policy_count ? "]}\n" : "[]}\n");
}

void zd_stubs_scenario(struct zd_str *b, const struct zd_pack *pack)
{
	bool first = true, inner = true, of;
	begin_schema(b, &first, "情景");
	add_raw(b, &first, "properties",
		"{\"title\":{\"type\":\"string\"},\"why\":{\"type\":\"string\"},\"where\":{\"type\":\"string\"},"
		"\"with\":{\"type\":\"object\"},\"rules\":{\"type\":\"object\"},\"policies\":{\"type\":\"array\"},"
		"\"set\":{\"type\":\"object\",\"properties\":{");
	for (size_t i = 0; i < pack->param_count; i++) {
		of = true;
		open_object(b, &inner, pack->params[i].name);
		add_about(b, &of, pack->params[i].title, pack->params[i].unit, pack->params[i].clause);
		zd_str_addc(b, '}');
	}
	zd_str_add(b, "}}}}\n");
}
