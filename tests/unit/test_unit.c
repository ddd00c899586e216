#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "script/syntax.h"
#include "script/unit.h"

Suite *suite_unit(void);

static struct zd_arena arena;
static struct zd_findings findings;
static struct zd_syntax *syntax;
static struct zd_policy policy;

static void teardown(void)
{
	zd_arena_free(&arena);
	zd_findings_free(&findings);
}

static void read_sized(const char *text, size_t size)
{
	zd_unit_read(&syntax, &policy, "a.b", "rules/a/b.lua", text, size, &arena, &findings);
	zd_findings_sort(&findings);
}

static void read_text(const char *text)
{
	read_sized(text, strlen(text));
}

/* A policy whose decide has this body, on line 5. */
static const char *with_body(const char *body)
{
	return zd_arena_printf(
		&arena,
		"return { title = 't', clause = 'c', subject = 's',\n"
		"needs = { 'amount', 'reason?' }, params = { rate = 'x.rate' }, tables = { grid = 'g' },\n"
		"gives = { out = 'money', why = 'text?' },\n"
		"decide = function(r, param, tables)\n%s\nend }",
		body);
}

static const char *const complete =
	"local code = 'G9 1'\n"
	"return {\n"
	"  title = '名称', clause = code, subject = 'thing', period = 'month', branch = true, note = 'n',\n"
	"  when = 'is_open',\n"
	"  needs = { 'amount', 'reason?', other = 'p.q.out?', 'ref.p.q.deep',\n"
	"    typed = { 'p.q.kind', type = 'text' }, one = { 'p.q.kind', type = { 'A', 'B' }, optional = true },\n"
	"    past = { history = { 'p.q.out', 'p.r.out' }, last = 6, since = 'began' } },\n"
	"  params = { rate = 'x.rate' },\n"
	"  tables = { grid = 'grid_of' },\n"
	"  gives = { m = 'money', t = 'text?', e = 'colour', f = { 'A', 'B' }, g = { 'int', title = '数' },\n"
	"    h = { 'colour?', title = '色' }, i = { { 'C' }, title = '级', optional = true } },\n"
	"  decide = function(r, param, tables)\n"
	"    local sum = r.amount + r.reason + r.other + r.deep + r.typed + r.one + #r.past\n"
	"    return { m = sum, e = param.rate, f = tables.grid{}, g = 1, h = nil }\n"
	"  end,\n"
	"}\n";

START_TEST(head)
{
	read_text(complete);
	ck_assert_msg(findings.count == 0, "%s", findings.count ? findings.items[0].message : "");
	ck_assert(!policy.broken && syntax);
	ck_assert_str_eq(policy.id, "a.b");
	ck_assert_str_eq(policy.title, "名称");
	ck_assert_str_eq(policy.clause, "G9 1");
	ck_assert_str_eq(policy.subject, "thing");
	ck_assert_str_eq(policy.when, "is_open");
	ck_assert_str_eq(policy.note, "n");
	ck_assert_int_eq(policy.period, ZD_PERIOD_MONTH);
	ck_assert(policy.branch_may_replace && !policy.over);
	ck_assert_str_eq(policy.place.file, "rules/a/b.lua");
	ck_assert_int_eq(policy.place.line, 2);

	static const struct {
		const char *name, *path;
		bool optional, is_history;
		int line, column;
	} needs[] = {
		{"amount", "amount", false, false, 5, 13}, {"reason", "reason", true, false, 5, 23},
		{"other", "p.q.out", true, false, 5, 34},  {"deep", "ref.p.q.deep", false, false, 5, 54},
		{"typed", "p.q.kind", false, false, 6, 5}, {"one", "p.q.kind", true, false, 6, 44},
		{"past", "p.q.out", false, true, 7, 5},
	};
	ck_assert_uint_eq(policy.need_count, sizeof needs / sizeof *needs);
	for (size_t i = 0; i < policy.need_count; i++) {
		const struct zd_need *n = &policy.needs[i];
		ck_assert_str_eq(n->name, needs[i].name);
		ck_assert_str_eq(n->path, needs[i].path);
		ck_assert(n->optional == needs[i].optional && n->is_history == needs[i].is_history);
		ck_assert_int_eq(n->place.line, needs[i].line);
		ck_assert_int_eq(n->place.column, needs[i].column);
	}
	ck_assert(policy.needs[4].has_type && policy.needs[4].type.kind == ZD_KIND_TEXT);
	ck_assert(policy.needs[5].has_type && policy.needs[5].type.kind == ZD_KIND_ENUM);
	ck_assert_uint_eq(policy.needs[5].type.enums->count, 2);
	ck_assert_uint_eq(policy.needs[6].history_count, 2);
	ck_assert_str_eq(policy.needs[6].history[1], "p.r.out");
	ck_assert_str_eq(policy.needs[6].since, "began");
	ck_assert_int_eq(policy.needs[6].last, 6);

	ck_assert_uint_eq(policy.param_count, 1);
	ck_assert_str_eq(policy.params[0].name, "rate");
	ck_assert_str_eq(policy.params[0].target, "x.rate");
	ck_assert_uint_eq(policy.table_count, 1);
	ck_assert_str_eq(policy.tables[0].target, "grid_of");

	static const struct {
		const char *name;
		enum zd_kind kind;
		bool optional;
		const char *enum_name, *title, *value;
	} gives[] = {
		{"m", ZD_KIND_MONEY, false, NULL, NULL, NULL},    {"t", ZD_KIND_TEXT, true, NULL, NULL, NULL},
		{"e", ZD_KIND_ENUM, false, "colour", NULL, NULL}, {"f", ZD_KIND_ENUM, false, NULL, NULL, "A"},
		{"g", ZD_KIND_INT, false, NULL, "数", NULL},      {"h", ZD_KIND_ENUM, true, "colour", "色", NULL},
		{"i", ZD_KIND_ENUM, true, NULL, "级", "C"},
	};
	ck_assert_uint_eq(policy.give_count, sizeof gives / sizeof *gives);
	for (size_t i = 0; i < policy.give_count; i++) {
		const struct zd_give *g = &policy.gives[i];
		ck_assert_str_eq(g->name, gives[i].name);
		ck_assert(g->type.kind == gives[i].kind && g->optional == gives[i].optional);
		ck_assert_pstr_eq(g->enum_name, gives[i].enum_name);
		ck_assert_pstr_eq(g->title, gives[i].title);
		if (gives[i].value)
			ck_assert_str_eq(g->type.enums->values[0], gives[i].value);
	}
}
END_TEST

/* One finding that a whole file has. */
static const struct {
	const char *source;
	enum zd_finding_code code;
	int line, column;
	const char *message;
} files[] = {
	{"", ZD_F_POLICY_FORM, 1, 1, "a policy file ends with return"},
	{"\xEF\xBB\xBF", ZD_F_POLICY_FORM, 1, 1, "a policy file ends with return"},
	{"return 1", ZD_F_POLICY_FORM, 1, 1, "a policy file ends with return"},
	{"return {}, {}", ZD_F_POLICY_FORM, 1, 1, "a policy file ends with return"},
	{"#!/usr/bin/lua\nreturn {}", ZD_F_LUA_FORBIDDEN, 1, 1, "leave the line"},
	{"\x1bLua", ZD_F_LUA_FORBIDDEN, 1, 1, "compiled Lua"},
	{"-- ok\n  -- 中\xff", ZD_F_LUA_FORBIDDEN, 2, 7, "not UTF-8"},
	{"return { title = 't'", ZD_F_LUA_SYNTAX, 1, 21, "\"}\" should stand here"},
	{"return { titel = 'x' }", ZD_F_UNKNOWN_KEY, 1, 10, "did you mean \"title\"?"},
	{"return { title = 'x', title = 'y' }", ZD_F_DUPLICATE, 1, 23, "\"title\" stands here twice"},
	{"return { 'x' }", ZD_F_POLICY_FORM, 1, 10, "key = value"},
	{"return { title = f() }", ZD_F_WRONG_TYPE, 1, 18, "title must be a text"},
	{"return { title = 5 }", ZD_F_WRONG_TYPE, 1, 18, "title must be a text"},
	{"return { subject = 'Big One' }", ZD_F_BAD_NAME, 1, 20, "is not a name"},
	{"return { period = 'week' }", ZD_F_WRONG_TYPE, 1, 19, "not \"week\""},
	{"return { branch = 1 }", ZD_F_WRONG_TYPE, 1, 19, "true or false"},
	{"return { needs = 'a' }", ZD_F_WRONG_TYPE, 1, 18, "a list in braces"},
	{"return { needs = { 'a', 'b.a' } }", ZD_F_DUPLICATE, 1, 25, "\"a\" stands here twice"},
	{"return { needs = { 'A b' } }", ZD_F_BAD_NAME, 1, 20, "is not a name"},
	{"return { needs = { x = { type = 'int' } } }", ZD_F_POLICY_FORM, 1, 24, "path of \"x\" is missing"},
	{"return { needs = { x = { 'p', type = 'decimal' } } }", ZD_F_WRONG_TYPE, 1, 38, "no type"},
	{"return { needs = { x = { 'p', typ = 'int' } } }", ZD_F_UNKNOWN_KEY, 1, 31, "did you mean \"type\"?"},
	{"return { needs = { x = { history = { 'p.q' } } } }", ZD_F_MISSING_KEY, 1, 24, "`last` is missing"},
	{"return { needs = { x = { history = 'p.q', last = 0 } } }", ZD_F_WRONG_TYPE, 1, 50, "from 1 to"},
	{"return { needs = { x = { 'p', last = 2 } } }", ZD_F_POLICY_FORM, 1, 24, "belong to a history"},
	{"return { params = { 'x.y' } }", ZD_F_POLICY_FORM, 1, 21, "params are written name"},
	{"return { gives = {} }", ZD_F_POLICY_FORM, 1, 18, "at least one outcome"},
	{"return { gives = { 'money' } }", ZD_F_POLICY_FORM, 1, 20, "name = type"},
	{"return { gives = { a = { title = 'x' } } }", ZD_F_POLICY_FORM, 1, 24, "type of \"a\" is missing"},
	{"return { gives = { a = { 'A', 'A' } } }", ZD_F_DUPLICATE, 1, 31, "\"A\" stands here twice"},
	{"return { decide = f }", ZD_F_POLICY_FORM, 1, 19, "decide must be a function"},
	{"return { decide = function(a, b, c, d) end }", ZD_F_POLICY_FORM, 1, 19, "at most three"},
	{"return {}", ZD_F_MISSING_KEY, 1, 8, "`decide` is missing"},
	{"x = 1\nreturn {}", ZD_F_LUA_FORBIDDEN, 1, 1, "only local functions and local constants"},
	{"local t = {}\nreturn {}", ZD_F_LUA_FORBIDDEN, 1, 11, "kept from one decision to the next"},
	{"local f = function() end\nreturn {}", ZD_F_LUA_FORBIDDEN, 1, 11, "local function f"},
	{"local n\nreturn {}", ZD_F_LUA_FORBIDDEN, 1, 7, "a number, a text, true or false"},
	{"local n = math.floor(2)\nreturn {}", ZD_F_LUA_FORBIDDEN, 1, 11, "a number, a text, true or false"},
	{"local n = 1 // 0\nreturn {}", ZD_F_LUA_FORBIDDEN, 1, 11, "a number, a text, true or false"},
	{"if true then end\nreturn {}", ZD_F_LUA_FORBIDDEN, 1, 1, "only local functions and local constants"},
	{"local function f() return g() end\nlocal function g() return f() end\nreturn {}", ZD_F_UNKNOWN_NAME, 1, 27,
	 "move what line 2 declares up"},
	{"local function f(param) return tables.x end\nreturn {}", ZD_F_UNKNOWN_NAME, 1, 32, "hands on"},
	{"local k = 1\nreturn { decide = function() end }", ZD_F_UNUSED, 1, 7, "\"k\" is not used"},
};

/* That the finding is among those that there are. */
static void expect_finding(const char *source, enum zd_finding_code code, int line, int column, const char *message)
{
	struct zd_str all = {0};
	for (size_t i = 0; i < findings.count; i++) {
		const struct zd_finding *f = &findings.items[i];
		if (f->code == code && f->line == line && f->column == column && strstr(f->message, message)) {
			zd_str_free(&all);
			return;
		}
		zd_str_printf(&all, "\n%d:%d: %s [%s]", f->line, f->column, f->message, zd_finding_word(f->code));
	}
	ck_abort_msg("%s\nwants %d:%d %s [%s]; has%s", source, line, column, message, zd_finding_word(code),
		     zd_str_text(&all));
}

START_TEST(file_finding)
{
	read_text(files[_i].source);
	expect_finding(files[_i].source, files[_i].code, files[_i].line, files[_i].column, files[_i].message);
	ck_assert(policy.broken);
	ck_assert(policy.title && policy.clause && policy.subject);
	ck_assert(strncmp(policy.broken_why, "rules/a/b.lua:", 14) == 0);
}
END_TEST

/* One finding that a body of decide has, by line of the body and column. */
static const struct {
	const char *body;
	enum zd_finding_code code;
	int line, column;
	const char *message;
} bodies[] = {
	{"return { out = r.amuont }", ZD_F_UNKNOWN_NAME, 1, 18,
	 "the need \"amuont\" is declared nowhere; did you mean \"amount\"?"},
	{"return { out = param.rat }", ZD_F_UNKNOWN_NAME, 1, 22, "did you mean \"rate\"?"},
	{"return { out = tables.grd{} }", ZD_F_UNKNOWN_NAME, 1, 23, "did you mean \"grid\"?"},
	{"return { oud = 1 }", ZD_F_UNKNOWN_NAME, 1, 10,
	 "the outcome \"oud\" is declared nowhere; did you mean \"out\"?"},
	{"return { why = 'x' }", ZD_F_MISSING_KEY, 1, 1, "the outcome \"out\" is missing"},
	{"return { out = 1, out = 2 }", ZD_F_DUPLICATE, 1, 19, "twice"},
	{"return { out = 1, 5 }", ZD_F_POLICY_FORM, 1, 19, "name = value"},
	{"return", ZD_F_POLICY_FORM, 1, 1, "decide returns its outcomes"},
	{"return { out = 1 }, 2", ZD_F_POLICY_FORM, 1, 1, "decide returns one table"},
	{"local total = 1\nreturn { out = totl }", ZD_F_UNKNOWN_NAME, 2, 16, "did you mean \"total\"?"},
	{"return { out = money.tmes(1, 2) }", ZD_F_UNKNOWN_NAME, 1, 16,
	 "the library money has no \"tmes\"; did you mean \"times\"?"},
	{"return { out = mony.times(1, 2) }", ZD_F_UNKNOWN_NAME, 1, 16, "did you mean \"money\"?"},
	{"local m = math\nreturn { out = 1 }", ZD_F_LUA_FORBIDDEN, 1, 11, "is no value"},
	{"return { out = math['floor'](1), why = math[r.reason] }", ZD_F_LUA_FORBIDDEN, 1, 40, "is no value"},
	{"return { out = string.format('%d', 1) }", ZD_F_LUA_FORBIDDEN, 1, 16, "no string.format: use text.format"},
	{"return { out = pcall(1) }", ZD_F_LUA_FORBIDDEN, 1, 16, "no pcall"},
	{"return { out = setmetatable({}, {}) }", ZD_F_LUA_FORBIDDEN, 1, 16, "tables are plain"},
	{"return { out = os.time() }", ZD_F_LUA_FORBIDDEN, 1, 16, "as_of"},
	{"return { out = math.random(6) }", ZD_F_LUA_FORBIDDEN, 1, 16, "no math.random"},
	{"return { out = _G.x }", ZD_F_LUA_FORBIDDEN, 1, 16, "no global names"},
	{"_ENV = {}", ZD_F_LUA_FORBIDDEN, 1, 1, "would be a global name"},
	{"local _ENV = {}", ZD_F_BAD_NAME, 1, 7, "zhidu's own"},
	{"local _N_amount = 1", ZD_F_BAD_NAME, 1, 7, "zhidu's own"},
	{"local function f(_F) end", ZD_F_BAD_NAME, 1, 18, "zhidu's own"},
	{"totl = 1", ZD_F_LUA_FORBIDDEN, 1, 1, "declare it with `local`"},
	{"r.amount = 1", ZD_F_LUA_FORBIDDEN, 1, 1, "stays as it is"},
	{"param.rate.x = 1", ZD_F_LUA_FORBIDDEN, 1, 1, "stays as it is"},
	{"r = 1", ZD_F_LUA_FORBIDDEN, 1, 1, "stays as it is"},
	{"math.x = 1", ZD_F_LUA_FORBIDDEN, 1, 1, "the library math stays"},
	{"local x <const> = 1\nx = 2", ZD_F_LUA_SYNTAX, 2, 1, "\"x\" is <const>"},
	{"local f = because", ZD_F_POLICY_FORM, 1, 11, "because is called"},
	{"local f = because('c', 't')", ZD_F_POLICY_FORM, 1, 11, "a statement of its own"},
	{"because('c')", ZD_F_POLICY_FORM, 1, 1, "because(clause, text, values…)"},
	{"because('c', r.reason)", ZD_F_POLICY_FORM, 1, 14, "stands here as a text"},
	{"local t = 'a'\nt = r.reason\nbecause('c', t)", ZD_F_POLICY_FORM, 3, 14, "stands here as a text"},
	{"because('c', 'of {1} and {2}', 5)", ZD_F_POLICY_FORM, 1, 14, "{2} has no value: there is 1"},
	{"because('c', 'of {0}', 5)", ZD_F_POLICY_FORM, 1, 14, "the first value is {1}"},
	{"because('c', '{1:monney}', 5)", ZD_F_POLICY_FORM, 1, 14, "did you mean \"money\"?"},
	{"because('c', 'none', 5)", ZD_F_UNUSED, 1, 22, "no place {1}"},
	{"because('c', r.amount > 1 and 'a {1}' or 'b {2}', 5)", ZD_F_POLICY_FORM, 1, 42, "{2} has no value"},
	{"local t = 'a {3}'\nbecause('c', t, 1, 2)", ZD_F_POLICY_FORM, 1, 11, "{3} has no value: there are 2"},
	{"stop()", ZD_F_POLICY_FORM, 1, 1, "stop(text, values…)"},
	{"stop('no {1}')", ZD_F_POLICY_FORM, 1, 6, "{1} has no value: there are 0"},
	{"local s = text.format('no {2}', 1)", ZD_F_POLICY_FORM, 1, 23, "{2} has no value"},
	{"return { out = 1 }", ZD_F_UNUSED, -2, 11, "the need \"amount\" is not used"},
	{"return { out = 1 }", ZD_F_UNUSED, -2, 45, "the param \"rate\" is not used"},
	{"return { out = 1 }", ZD_F_UNUSED, -2, 75, "the table \"grid\" is not used"},
};

START_TEST(body_finding)
{
	const char *source = with_body(bodies[_i].body);
	read_text(source);
	int line = bodies[_i].line > 0 ? bodies[_i].line + 4 : -bodies[_i].line;
	expect_finding(source, bodies[_i].code, line, bodies[_i].column, bodies[_i].message);
	ck_assert(policy.broken == zd_finding_is_error(bodies[_i].code));
}
END_TEST

/* Bodies that are all right. */
static const char *const fine[] = {
	"local x = r['amount'] return { out = x, why = r.reason }",
	"local function f(x) return x.amount end return { out = f(r) }",
	"for k, v in pairs(r) do if v == 1 then stop('{1} is one', k) end end return { out = 0 }",
	"local math = { x = 1 } return { out = math.x }",
	"local r = { other = 2 } r.other = 3 return { out = r.other }",
	"because('c', 'a' .. ' {1}' .. ' {2:percent}', table.unpack({ 1, 2 })) return { out = 0 }",
	"because('c', '{1:date} {2:money}', '2025-11-30', r.amount) return { out = 0 }",
	"local why = r.amount > 1 and 'more {1}' or 'less {1}' because('c', why, 3) return { out = 0 }",
	"because('c', '{} {a} {1} { 2 }', 3) return { out = 0 }",
	"local grade = ({ a = 1 })[r.reason] or stop('no {1}', r.reason) return { out = grade }",
	"local o = { out = 1 } return o",
	"return { out = tables.grid{ a = param.rate }.x, why = nil }",
	"repeat local done = true until done return { out = 1 }",
	"local a <const>, b = 1, 2 b = a return { out = b, ['why'] = 'x' }",
	"local _, _x = 1, 2 return { out = _x }",
	"stop('no')",
};

START_TEST(no_errors)
{
	read_text(with_body(fine[_i]));
	for (size_t i = 0; i < findings.count; i++)
		ck_assert_msg(findings.items[i].code == ZD_F_UNUSED, "%s: %s", fine[_i], findings.items[i].message);
	ck_assert(!policy.broken);
}
END_TEST

/* The text without blanks, save those that keep two words apart. */
static char *squeeze(const char *s)
{
	static const char word[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
	struct zd_str out = {0};
	for (; *s; s++) {
		if (*s != ' ' && *s != '\n') {
			zd_str_addc(&out, *s);
			continue;
		}
		while (s[1] == ' ' || s[1] == '\n')
			s++;
		if (out.len > 0 && strchr(word, out.s[out.len - 1]) && s[1] && strchr(word, s[1]))
			zd_str_addc(&out, ' ');
	}
	char *kept = zd_arena_strdup(&arena, zd_str_text(&out));
	zd_str_free(&out);
	return kept;
}

static struct zd_unit write_as(enum zd_mode mode)
{
	struct zd_unit unit;
	zd_unit_write(&unit, syntax, &policy, mode, &arena);
	ck_assert_uint_eq(strlen(unit.text), unit.size);
	return unit;
}

#define STEP "_F=_F-1 if _F<0 then _F=_H_more()end "

/* What a body of decide is written as in a mode. */
static const struct {
	enum zd_mode mode;
	const char *body;
	const char *text;
} written[] = {
	{ZD_MODE_FAST, "return { out = r.amount }", "return _N_amount,nil"},
	{ZD_MODE_FAST, "return { out = money.times(r.amount, param.rate) }",
	 "return _L_money_times(_N_amount,_P_rate),nil"},
	{ZD_MODE_FAST, "return { out = 1, why = text.trim(r.reason) }", "return 1,(_L_text_trim(_N_reason))"},
	{ZD_MODE_FAST, "return { why = r.reason, out = 1 }", "local _G2,_G1=_N_reason,1 return _G1,_G2"},
	{ZD_MODE_FAST, "return { why = 'x', out = money.yuan(1) }",
	 "local _G2,_G1='x',(_L_money_yuan(1))return _G1,_G2"},
	{ZD_MODE_FAST, "local o = {} return o", "local o={}return _H_give(o)"},
	{ZD_MODE_FAST, "local o = {} return(o)", "local o={}return _H_give((o))"},
	{ZD_MODE_FAST, "if r.amount then return { out = 1 } end",
	 "if _N_amount then return 1,nil end return _H_give(nil)"},
	{ZD_MODE_FAST, "local n = #r.reason local m = not#{1}",
	 "local n=_H_len(_N_reason)local m=not _H_len({1})return _H_give(nil)"},
	{ZD_MODE_FAST, "local x = r.reason..'a' local y = r['amount']and 1",
	 "local x=_N_reason ..'a'local y=_N_amount and 1 return _H_give(nil)"},
	{ZD_MODE_FAST, "for i = 1, 2 do break end", "_F=_H_begin()for i=1,2 do " STEP "break end return _H_give(nil)"},
	{ZD_MODE_FAST, "while r.amount do end repeat local q = 1 until q",
	 "_F=_H_begin()while _N_amount do " STEP "end repeat " STEP "local q=1 until q return _H_give(nil)"},
	{ZD_MODE_FAST, "local function f(x) return x end local g = function() end",
	 "_F=_H_begin()local function f(x)" STEP "return x end local g=function()" STEP "end return _H_give(nil)"},
	{ZD_MODE_FAST, "local t = r",
	 "local _R=_H_record({[\"amount\"]=_N_amount,[\"reason\"]=_N_reason},\"needs\")local t=_R return _H_give(nil)"},
	{ZD_MODE_FAST, "local t = param[r.reason]",
	 "local _Q=_H_record({[\"rate\"]=_P_rate},\"params\")local t=_Q[_N_reason]return _H_give(nil)"},
	{ZD_MODE_FAST, "local t = { tables }",
	 "local _S=_H_record({[\"grid\"]=_T_grid},\"tables\")local t={_S}return _H_give(nil)"},
	{ZD_MODE_FAST, "local h = tables.grid{ a = 1 }", "local h=_T_grid{a=1}return _H_give(nil)"},
	{ZD_MODE_FAST, "because('c', 'a {1} {2}', r.amount, not param.rate) stop('x')",
	 "_H_stop('x')return _H_give(nil)"},
	{ZD_MODE_FAST, "because('c', 'a {1}', r.amount + 1)",
	 "do local _U='c','a{1}',_N_amount+1 end return _H_give(nil)"},
	{ZD_MODE_FAST, "because('c', 'a {1}', param.rate.x)",
	 "do local _U='c','a{1}',_P_rate.x end return _H_give(nil)"},
	{ZD_MODE_REASONS, "because('c', 'a {1}', r.amount)", "_H_because('c','a{1}',_N_amount)return _H_give(nil)"},
	{ZD_MODE_TRACE, "local a, b = 1\na = 2",
	 "_H_line(5);local a,b=1 _H_value(5,\"a\",a);_H_value(5,\"b\",b);_H_line(6);a=2 _H_value(6,\"a\",a);"
	 "return _H_give(nil)"},
	{ZD_MODE_TRACE, "for k, v in pairs({}) do\nlocal x = v;(k or v)() end",
	 "_F=_H_begin()_H_line(5);for k,v in _L_pairs({})do " STEP "_H_value(5,\"k\",k);_H_value(5,\"v\",v);_H_line(6);"
	 "local x=v _H_value(6,\"x\",x);;_H_line(6);(k or v)()end return _H_give(nil)"},
	{ZD_MODE_TRACE, "if r.amount then\nbecause('c', 'x')\nelse\nreturn { out = 1 } end",
	 "_H_line(5);if _N_amount then _H_line(6);_H_because('c','x')else _H_line(8);return 1,nil end return "
	 "_H_give(nil)"},
};

START_TEST(written_text)
{
	read_text(with_body(written[_i].body));
	ck_assert_msg(!policy.broken, "%s", policy.broken_why);
	const char *text = squeeze(write_as(written[_i].mode).text);
	const char *wanted = written[_i].text;
	const char *begin = strstr(text, "function(_N_amount,_N_reason)");
	ck_assert_ptr_nonnull(begin);
	begin += strlen("function(_N_amount,_N_reason)");
	size_t len = strlen(begin);
	ck_assert_msg(len >= 3 && strcmp(begin + len - 3, "end") == 0, "%s", begin);
	char *body = zd_arena_strndup(&arena, begin, len - 3);
	ck_assert_str_eq(squeeze(body), squeeze(wanted));
}
END_TEST

/* What stands above `return`, the bindings in order, and lines kept through comments and long texts. */
START_TEST(whole_file)
{
	read_text("\xEF\xBB\xBF-- first\r\n"
		  "local low, name <const> = -3, 'x'\r\n"
		  "local function pick(list, n)\r\n"
		  "  return list[n] or name\r\n"
		  "end\r\n"
		  "return {\r\n"
		  "  title = 't', clause = name, subject = 's', --[[ a\r\n"
		  "  long comment ]] needs = { 'a' }, params = { p = 'x.p', q = 'x.q' },\r\n"
		  "  note = [[two\r\n"
		  "lines]],\r\n"
		  "  gives = { g = 'int' },\r\n"
		  "  decide = function(\r\n"
		  "    r, param)\r\n"
		  "    local s = [[\r\n"
		  "x]] .. text.trim(r\r\n"
		  "      .a)\r\n"
		  "    return { -- the outcome\r\n"
		  "      g = pick(param.q, low + #s) }\r\n"
		  "  end }\r\n");
	ck_assert_msg(!policy.broken, "%s", policy.broken_why);
	struct zd_unit unit = write_as(ZD_MODE_TRACE);
	static const struct {
		enum zd_bind_kind kind;
		const char *name;
	} wanted[] = {
		{ZD_BIND_LIBRARY, "text.trim"}, {ZD_BIND_PARAM, "q"},    {ZD_BIND_HELPER, "begin"},
		{ZD_BIND_HELPER, "more"},       {ZD_BIND_HELPER, "len"}, {ZD_BIND_HELPER, "line"},
		{ZD_BIND_HELPER, "value"},
	};
	ck_assert_uint_eq(unit.binding_count, sizeof wanted / sizeof *wanted);
	for (size_t i = 0; i < unit.binding_count; i++) {
		ck_assert_int_eq(unit.bindings[i].kind, wanted[i].kind);
		ck_assert_str_eq(unit.bindings[i].name, wanted[i].name);
	}
	ck_assert_uint_eq(unit.bindings[1].index, 1);
	ck_assert_ptr_nonnull(strstr(unit.text, "local low<const>, name <const> = -3, 'x'"));
	ck_assert(strncmp(unit.text, "local _L_text_trim,_P_q,", 24) == 0);

	/* Every _H_line(n) stands on line n. */
	int line = 1, seen = 0;
	for (const char *c = unit.text; *c; c++) {
		if (*c == '\n')
			line++;
		if (strncmp(c, "_H_line(", 8) != 0)
			continue;
		ck_assert_int_eq(atoi(c + 8), line);
		seen++;
	}
	ck_assert_int_eq(seen, 3);

	const int *lines;
	size_t count;
	zd_unit_lines(&lines, &count, syntax, &arena);
	ck_assert_uint_eq(count, 3);
	ck_assert(lines[0] == 4 && lines[1] == 14 && lines[2] == 17);
}
END_TEST

static const char *set_policy(const char *body)
{
	return zd_arena_printf(&arena,
			       "return { title = 't', clause = 'c', subject = 's', over = 'unit',\n"
			       "needs = { 'weight', 'never' }, params = { p = 'x.p' }, gives = { out = 'money' },\n"
			       "decide = function(members, param)\n%s\nend }",
			       body);
}

START_TEST(set)
{
	const char *source =
		set_policy("local sum = 0\n"
			   "for i, m in ipairs(members) do sum = sum + m.wieght + members[i].weight + m.id end\n"
			   "local first = members[1]\n"
			   "first.mark = first.other\n"
			   "return { { out = sum * first.mark * param.p } }");
	read_text(source);
	ck_assert_str_eq(policy.over, "unit");
	expect_finding(source, ZD_F_UNKNOWN_NAME, 5, 46,
		       "the need \"wieght\" is declared nowhere; did you mean \"weight\"?");
	expect_finding(source, ZD_F_UNKNOWN_NAME, 7, 20, "the need \"other\"");
	expect_finding(source, ZD_F_UNUSED, 2, 21, "the need \"never\" is not used");
	ck_assert_uint_eq(findings.count, 3);
	zd_findings_free(&findings);

	read_text(set_policy("return members[1].weight + param.p + members[1].never"));
	ck_assert_uint_eq(findings.count, 0);
	const char *text = squeeze(write_as(ZD_MODE_FAST).text);
	ck_assert_str_eq(text,
			 "local _P_p=...return function(members)return members[1].weight+_P_p+members[1].never end");
	zd_findings_free(&findings);

	read_text(set_policy("members = {}"));
	ck_assert(policy.broken);
}
END_TEST

/* Hostile files end soon, with a finding, and are never written. */
static const struct {
	const char *before, *again, *after;
	size_t times;
} hostile[] = {
	{"-- ", "x", "", 10000000},
	{"return {", "k = 1,", "}", 40000},
	{"return { needs = {", "'n',", "} }", 60000},
	{"", "local a = 1\n", "", 20000},
	{"", "local function f() end\n", "", 10000},
	{"local a = 1\n", "local a = a\n", "return { title = a }", 20000},
	{"return { decide = function(r) ", "x(y)\n", " end }", 50000},
	{"return { decide = function(r) ", "local a\n", " end }", 30000},
	{"return { decide = function(r) f(", "1,", "1) end }", 100000},
	{"return { decide = function(r) because('c', '", "{9}", "') end }", 60000},
	{"return { decide = function(r) local t = 'a' ", "local t = t or t ", "because('c', t) end }", 100},
	{"return { gives = { out = 'int' }, decide = function(r) ", "if r then return {} end ", "end }", 10000},
};

START_TEST(hostile_file)
{
	struct zd_str text = {0};
	zd_str_add(&text, hostile[_i].before);
	for (size_t n = 0; n < hostile[_i].times; n++)
		zd_str_add(&text, hostile[_i].again);
	zd_str_add(&text, hostile[_i].after);
	read_sized(text.s, text.len);
	ck_assert(policy.broken && findings.errors > 0);
	if (syntax)
		ck_assert_str_eq(write_as(ZD_MODE_TRACE).text, "");
	zd_str_free(&text);
}
END_TEST

START_TEST(nul_byte)
{
	static const char text[] = "return {\n \0 }";
	read_sized(text, sizeof text - 1);
	expect_finding("NUL", ZD_F_LUA_FORBIDDEN, 2, 2, "NUL byte");
	ck_assert_ptr_null(syntax);
}
END_TEST

/* What each end of a good policy leaves: a finding, or a policy, and never a read beyond it. */
START_TEST(every_prefix)
{
	for (size_t n = 0; n <= strlen(complete); n++) {
		char *copy = zd_memdup(complete, n);
		read_sized(copy, n);
		ck_assert(policy.broken == (n < strlen(complete) - 1));
		if (syntax)
			write_as(ZD_MODE_TRACE);
		zd_findings_free(&findings);
		zd_arena_reset(&arena);
		free(copy);
	}
}
END_TEST

START_TEST(library)
{
	for (size_t i = 1; i < zd_library_count; i++)
		ck_assert_msg(strcmp(zd_library_names[i - 1], zd_library_names[i]) < 0, "%s", zd_library_names[i]);
}
END_TEST

Suite *suite_unit(void)
{
	Suite *s = suite_create("unit");
	TCase *t = tcase_create("policies");
	tcase_add_checked_fixture(t, NULL, teardown);
	tcase_set_timeout(t, 30);
	tcase_add_test(t, head);
	tcase_add_loop_test(t, file_finding, 0, sizeof files / sizeof *files);
	tcase_add_loop_test(t, body_finding, 0, sizeof bodies / sizeof *bodies);
	tcase_add_loop_test(t, no_errors, 0, sizeof fine / sizeof *fine);
	tcase_add_loop_test(t, written_text, 0, sizeof written / sizeof *written);
	tcase_add_test(t, whole_file);
	tcase_add_test(t, set);
	tcase_add_loop_test(t, hostile_file, 0, sizeof hostile / sizeof *hostile);
	tcase_add_test(t, nul_byte);
	tcase_add_test(t, every_prefix);
	tcase_add_test(t, library);
	suite_add_tcase(s, t);
	return s;
}
