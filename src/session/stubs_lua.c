/*
 * Annotations in the form of LuaCATS. Names of classes: `fields.ENTITY`,
 * `needs.POLICY`, `params.POLICY`, `tables.POLICY`, `gives.POLICY`. Titles
 * stand behind the names, so that an editor shows them in Chinese.
 */
#include "session/stubs.h"

#include <string.h>

/* The library by its documentation; docs/formats.md says the same in a table. */
static const char LIBRARY[] =
	"---@meta\n"
	"-- Made by `zhidu stubs` from the pack. Money is an integer of fen, a date is text: 2025-11-30.\n"
	"\n"
	"---@alias money integer 金额，以分计\n"
	"---@alias date string 日期，如 2025-11-30\n"
	"---@alias datetime string 时刻，如 2025-11-30 08:26:00\n"
	"---@alias rate number 比率，4% 是 0.04\n"
	"\n"
	"---一条理由：条款、文字；{1}、{2} 代表后面的值，{1:money}、{1:percent}、{1:date} 指明写法\n"
	"---@param clause string\n---@param text string\n---@param ... any\n"
	"function because(clause, text, ...) end\n"
	"---拒绝决定，并说明原因\n---@param text string\n---@param ... any\n"
	"function stop(text, ...) end\n"
	"\n"
	"money = {}\n"
	"---金额乘以若干比率，按十进制精确计算，只舍入一次（四舍五入到分）\n"
	"---@param m money\n---@param rate number\n---@param ... number\n---@return money\n"
	"function money.times(m, rate, ...) end\n"
	"---按权重分配，各份之和恰为总额；余数归小数部分最大者，相同则靠前者\n"
	"---@param m money\n---@param weights number[]\n---@return money[]\n"
	"function money.share(m, weights) end\n"
	"---若干元\n---@param n number\n---@return money\n"
	"function money.yuan(n) end\n"
	"---写成文字，如 1,234.50\n---@param m money\n---@return string\n"
	"function money.text(m) end\n"
	"\n"
	"date = {}\n"
	"---@param d date\n---@param n integer\n---@return date\nfunction date.add_days(d, n) end\n"
	"---@param d date\n---@param n integer\n---@return date\nfunction date.add_months(d, n) end\n"
	"---@param d date\n---@param n integer\n---@return date\nfunction date.add_years(d, n) end\n"
	"---当月最后一天\n---@param d date\n---@return date\nfunction date.month_end(d) end\n"
	"---从 a 到 b 的天数\n---@param a date\n---@param b date\n---@return integer\nfunction date.days(a, b) end\n"
	"---从 a 到 b 的整月数\n---@param a date\n---@param b date\n---@return integer\nfunction date.months(a, b) "
	"end\n"
	"---从 a 到 b 的小时数\n---@param a datetime\n---@param b datetime\n---@return number\n"
	"function date.hours(a, b) end\n"
	"---@param d date\n---@return integer\nfunction date.year(d) end\n"
	"---@param d date\n---@return integer\nfunction date.month(d) end\n"
	"---@param d date\n---@return integer\nfunction date.day(d) end\n"
	"\n"
	"text = {}\n"
	"---字数\n---@param s string\n---@return integer\nfunction text.length(s) end\n"
	"---第 i 字到第 j 字\n---@param s string\n---@param i integer\n---@param j? integer\n---@return string\n"
	"function text.sub(s, i, j) end\n"
	"---@param s string\n---@return string\nfunction text.upper(s) end\n"
	"---@param s string\n---@return string\nfunction text.lower(s) end\n"
	"---去掉首尾空白\n---@param s string\n---@return string\nfunction text.trim(s) end\n"
	"---@param s string\n---@param part string\n---@return boolean\nfunction text.contains(s, part) end\n"
	"---@param s string\n---@param part string\n---@return boolean\nfunction text.starts(s, part) end\n"
	"---@param s string\n---@param part string\n---@return boolean\nfunction text.ends(s, part) end\n"
	"---@param s string\n---@param what string\n---@param by string\n---@return string\n"
	"function text.replace(s, what, by) end\n"
	"---@param s string\n---@param separator string\n---@return string[]\nfunction text.split(s, separator) end\n"
	"---@param list any[]\n---@param separator string\n---@return string\nfunction text.join(list, separator) end\n"
	"---写法同 because\n---@param s string\n---@param ... any\n---@return string\nfunction text.format(s, ...) "
	"end\n"
	"\n"
	"---列表中各记录的名次顺序：\"键\" 从低到高，\"-键\" "
	"从高到低，相同则看下一个键，再相同按原来的先后；给出的是位置\n"
	"---@param list table[]\n---@param key string\n---@param ... string\n---@return integer[]\n"
	"function table.order(list, key, ...) end\n"
	"---第一个等于该值的位置，没有则为 nil\n---@param list any[]\n---@param value any\n---@return integer?\n"
	"function table.find(list, value) end\n"
	"\n"
	"---舍入到若干位小数，四舍五入\n---@param x number\n---@param digits? integer\n---@return number\n"
	"function math.round(x, digits) end\n";

/* Text that stands in one line of a comment. */
static void add_line(struct zd_str *b, const char *text)
{
	for (; text && *text; text++)
		zd_str_addc(b, *text == '\n' || *text == '\r' ? ' ' : *text);
}

static void add_enum(struct zd_str *b, const struct zd_enum *e)
{
	for (size_t i = 0; i < e->count; i++)
		zd_str_printf(b, "%s\"%s\"", i ? "|" : "", e->values[i]);
}

/* A type as LuaCATS writes it. */
static void add_type(struct zd_str *b, const struct zd_type *t)
{
	switch (t->kind) {
	case ZD_KIND_INT:
		zd_str_add(b, "integer");
		break;
	case ZD_KIND_BOOL:
		zd_str_add(b, "boolean");
		break;
	case ZD_KIND_NUMBER:
	case ZD_KIND_MONEY:
	case ZD_KIND_RATE:
	case ZD_KIND_DATE:
	case ZD_KIND_DATETIME:
		zd_str_add(b, zd_kind_word(t->kind));
		break;
	case ZD_KIND_ENUM:
		add_enum(b, t->enums);
		break;
	case ZD_KIND_LIST:
		zd_str_addc(b, '(');
		if (t->count)
			add_type(b, t->of);
		else
			zd_str_add(b, "any");
		zd_str_add(b, ")[]");
		break;
	case ZD_KIND_MAP:
		zd_str_addc(b, '{');
		if (t->open) {
			zd_str_add(b, "[string]: ");
			add_type(b, t->of);
		}
		for (size_t i = 0; i < t->count && !t->open; i++) {
			zd_str_printf(b, "%s%s: ", i ? ", " : "", t->keys[i]);
			add_type(b, &t->of[i]);
		}
		zd_str_addc(b, '}');
		break;
	default:
		zd_str_add(b, "string");
	}
}

static void add_field(struct zd_str *b, const char *name, bool optional, const struct zd_type *type, const char *title,
		      const char *more)
{
	zd_str_printf(b, "---@field %s%s ", name, optional ? "?" : "");
	add_type(b, type);
	zd_str_addc(b, ' ');
	add_line(b, title ? title : "");
	if (more && *more) {
		zd_str_add(b, "（");
		add_line(b, more);
		zd_str_add(b, "）");
	}
	zd_str_addc(b, '\n');
}

/* ---- entities ---- */

static void add_entity(struct zd_str *b, const struct zd_pack *pack, const struct zd_entity *e)
{
	zd_str_printf(b, "\n---");
	add_line(b, e->title);
	zd_str_printf(b, "\n---@class fields.%s\n", e->name);
	for (size_t i = 0; i < e->field_count; i++) {
		const struct zd_field *f = &e->fields[i];
		add_field(b, f->name, i > 0 && !f->required, &f->type, f->title, f->unit);
	}
	for (size_t i = 0; i < pack->fact_count; i++) {
		const struct zd_fact *fact = &pack->facts[i];
		if (strcmp(fact->subject, e->name) != 0)
			continue;
		for (size_t k = 0; k < fact->value_count; k++) {
			const struct zd_fact_value *v = &fact->values[k];
			add_field(b, v->name, v->fallback.tag == ZD_NIL, &v->type, v->title, fact->place.file);
		}
	}
}

/* ---- policies ---- */

/* What a need is called: the title of what its path leads to, where that is a field or fact of the subject. */
static const char *need_title(const struct zd_pack *pack, const struct zd_policy *p, const struct zd_need *n)
{
	const struct zd_entity *e = zd_pack_entity(pack, p->subject);
	const struct zd_field *f = e ? zd_entity_field(e, n->path) : NULL;
	const struct zd_fact *file;
	const struct zd_fact_value *v = e ? zd_pack_fact(pack, e->name, n->path, &file) : NULL;
	return f ? f->title : v ? v->title : NULL;
}

static void add_needs(struct zd_str *b, const struct zd_pack *pack, const struct zd_policy *p)
{
	zd_str_printf(b, "\n---");
	add_line(b, p->title);
	zd_str_printf(b, "：所需的数据\n---@class needs.%s\n", p->id);
	if (p->over)
		zd_str_add(b, "---@field id string 对象\n");
	for (size_t i = 0; i < p->need_count; i++) {
		const struct zd_need *n = &p->needs[i];
		const char *title = need_title(pack, p, n);
		if (n->is_history)
			zd_str_printf(b, "---@field %s any[] 以往各期的 %s\n", n->name, n->history[0]);
		else
			add_field(b, n->name, n->optional, &n->type, title,
				  strcmp(n->path, n->name) == 0 ? NULL : n->path);
	}
}

static void add_params(struct zd_str *b, const struct zd_pack *pack, const struct zd_policy *p)
{
	if (!p->param_count)
		return;
	zd_str_printf(b, "---@class params.%s\n", p->id);
	for (size_t i = 0; i < p->param_count; i++) {
		const struct zd_param *param = zd_pack_param(pack, p->params[i].target);
		if (param)
			add_field(b, p->params[i].name, false, &param->type, param->title, param->name);
	}
}

static void add_tables(struct zd_str *b, const struct zd_pack *pack, const struct zd_policy *p)
{
	if (!p->table_count)
		return;
	zd_str_printf(b, "---@class tables.%s\n", p->id);
	for (size_t i = 0; i < p->table_count; i++) {
		const struct zd_table *t = zd_pack_table(pack, p->tables[i].target);
		if (!t)
			continue;
		zd_str_printf(b, "---@field %s fun(inputs: {", p->tables[i].name);
		for (size_t k = 0; k < t->input_count; k++) {
			zd_str_printf(b, "%s%s: ", k ? ", " : "", t->inputs[k].name);
			add_type(b, &t->inputs[k].type);
		}
		zd_str_add(b, "}): {");
		for (size_t k = 0; k < t->output_count; k++) {
			zd_str_printf(b, "%s%s: ", k ? ", " : "", t->outputs[k].name);
			add_type(b, &t->outputs[k].type);
		}
		zd_str_printf(b, "}%s ", zd_table_is_single(t) ? "" : "[]");
		add_line(b, t->title);
		zd_str_addc(b, '\n');
	}
}

static void add_gives(struct zd_str *b, const struct zd_policy *p)
{
	zd_str_printf(b, "---@class gives.%s\n", p->id);
	for (size_t i = 0; i < p->give_count; i++)
		add_field(b, p->gives[i].name, p->gives[i].optional, &p->gives[i].type, p->gives[i].title, NULL);
}

void zd_stubs_lua(struct zd_str *b, const struct zd_pack *pack)
{
	zd_str_add(b, LIBRARY);
	for (size_t i = 0; i < pack->entity_count; i++)
		add_entity(b, pack, &pack->entities[i]);
	for (size_t i = 0; i < pack->policy_count; i++) {
		const struct zd_policy *p = &pack->policies[i];
		if (p->broken)
			continue;
		add_needs(b, pack, p);
		add_params(b, pack, p);
		add_tables(b, pack, p);
		add_gives(b, p);
	}
}

/* ---- the plugin ---- */

static const char PLUGIN_HEAD[] =
	"-- Made by `zhidu stubs`: gives the parameters of `decide` their types, without a line in the policies.\n"
	"local policies = {\n";
static const char PLUGIN_TAIL[] = "}\n"
				  "\n"
				  "function OnSetText(uri, text)\n"
				  "  local id = uri:match(\"/rules/(.+)%.lua$\")\n"
				  "  local policy = id and policies[id:gsub(\"/\", \".\")]\n"
				  "  if not policy then\n"
				  "    return nil\n"
				  "  end\n"
				  "  local diffs = {}\n"
				  "  for start, names in text:gmatch(\"()decide%s*=%s*function%(([^)]*)%)\") do\n"
				  "    local doc, place = \"\", 0\n"
				  "    for name in names:gmatch(\"[%w_]+\") do\n"
				  "      place = place + 1\n"
				  "      if policy[place] then\n"
				  "        doc = doc .. \"---@param \" .. name .. \" \" .. policy[place] .. \"\\n\"\n"
				  "      end\n"
				  "    end\n"
				  "    doc = doc .. \"---@return \" .. policy.gives .. \"\\n\"\n"
				  "    diffs[#diffs + 1] = { start = start, finish = start - 1, text = doc }\n"
				  "  end\n"
				  "  return diffs\n"
				  "end\n";

void zd_stubs_plugin(struct zd_str *b, const struct zd_pack *pack)
{
	zd_str_add(b, PLUGIN_HEAD);
	for (size_t i = 0; i < pack->policy_count; i++) {
		const struct zd_policy *p = &pack->policies[i];
		const char *many = p->over ? "[]" : "";
		if (p->broken)
			continue;
		zd_str_printf(b, "  [\"%s\"] = { \"needs.%s%s\"", p->id, p->id, many);
		if (p->param_count)
			zd_str_printf(b, ", \"params.%s\"", p->id);
		else if (p->table_count)
			zd_str_add(b, ", false");
		if (p->table_count)
			zd_str_printf(b, ", \"tables.%s\"", p->id);
		zd_str_printf(b, ", gives = \"gives.%s%s\" },\n", p->id, many);
	}
	zd_str_add(b, PLUGIN_TAIL);
}
