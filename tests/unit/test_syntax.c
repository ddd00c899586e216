#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "script/syntax.h"

Suite *suite_syntax(void);

static struct zd_arena arena;
static struct zd_findings findings;
static struct zd_str shape;

static void teardown(void)
{
	zd_arena_free(&arena);
	zd_findings_free(&findings);
	zd_str_free(&shape);
}

static void show(const struct zd_node *n);

static void show_list(const char *name, const struct zd_node *first)
{
	zd_str_printf(&shape, "%s[", name);
	for (const struct zd_node *n = first; n; n = n->next) {
		show(n);
		if (n->next)
			zd_str_addc(&shape, ' ');
	}
	zd_str_addc(&shape, ']');
}

/* A tree as text: an operation as (left op right). */
static void show(const struct zd_node *n)
{
	static const char *const words[] = {
		"nil",   "true",   "false", "number", "string",         "name",   "index", "call", "function", "table",
		"field", "binary", "unary", "paren",  "local",          "=",      "run",   "do",   "while",    "repeat",
		"if",    "branch", "for",   "for-in", "local-function", "return", "break",
	};
	switch (n->kind) {
	case ZD_NODE_NUMBER:
	case ZD_NODE_NAME:
		zd_str_add(&shape, n->text);
		return;
	case ZD_NODE_STRING:
		zd_str_printf(&shape, "'%s'", n->text);
		return;
	case ZD_NODE_BINARY:
		zd_str_addc(&shape, '(');
		show(n->a);
		zd_str_printf(&shape, " %s ", zd_token_words(n->op));
		show(n->b);
		zd_str_addc(&shape, ')');
		return;
	case ZD_NODE_UNARY:
		zd_str_printf(&shape, "(%s ", zd_token_words(n->op));
		show(n->a);
		zd_str_addc(&shape, ')');
		return;
	default:
		zd_str_add(&shape, words[n->kind]);
	}
	if (n->a || n->b) {
		zd_str_addc(&shape, '<');
		if (n->a)
			show(n->a);
		if (n->a && n->b)
			zd_str_addc(&shape, ' ');
		if (n->b)
			show(n->b);
		zd_str_addc(&shape, '>');
	}
	if (n->list)
		show_list("", n->list);
	if (n->values)
		show_list(":", n->values);
	if (n->body)
		show_list("=", n->body);
}

static struct zd_syntax *parse(const char *text)
{
	return zd_syntax_parse("a.lua", text, strlen(text), &arena, &findings);
}

static const struct {
	const char *source;
	const char *shape;
} trees[] = {
	{"", "[]"},
	{";;", "[]"},
	{"x = 1", "[=[x]:[1]]"},
	{"x, y.z = 1, 2;", "[=[x index<y 'z'>]:[1 2]]"},
	{"return 1 + 2 * 3 - 4", "[return:[((1 + (2 * 3)) - 4)]]"},
	{"return a .. b .. c", "[return:[(a .. (b .. c))]]"},
	{"return not a == b", "[return:[((not a) == b)]]"},
	{"return -a * #b", "[return:[((- a) * (# b))]]"},
	{"return a or b and c < d", "[return:[(a or (b and (c < d)))]]"},
	{"return a < b == c ~= d", "[return:[(((a < b) == c) ~= d)]]"},
	{"return (a)", "[return:[paren<a>]]"},
	{"return a.b[c]()", "[return:[call<index<index<a 'b'> c>>]]"},
	{"f 'x' {1}", "[run<call<call<f>['x']>[table[field<1>]]>]"},
	{"return {1, a = 2, [3] = 4;}", "[return:[table[field<1> field<'a' 2> field<3 4>]]]"},
	{"return {a, b = c}", "[return:[table[field<a> field<'b' c>]]]"},
	{"local a, b <const> = 1", "[local[a b]:[1]]"},
	{"local function f(x, y) return x end", "[local-function<f function[x y]=[return:[x]]>]"},
	{"if a then b() elseif c then else d() end", "[if[branch<a>=[run<call<b>>] branch<c> branch=[run<call<d>>]]]"},
	{"while a do break end", "[while<a>=[break]]"},
	{"repeat f() until a", "[repeat<a>=[run<call<f>>]]"},
	{"for i = 1, 2, 3 do end", "[for[i]:[1 2 3]]"},
	{"for k, v in pairs(t) do end", "[for-in[k v]:[call<pairs>[t]]]"},
	{"do return end", "[do=[return]]"},
	{"x = function() end", "[=[x]:[function]]"},
	{"x = f\n(g)()", "[=[x]:[call<call<f>[g]>]]"},
};

START_TEST(tree)
{
	struct zd_syntax *s = parse(trees[_i].source);
	ck_assert_msg(s && findings.count == 0, "%s: %s", trees[_i].source,
		      findings.count ? findings.items[0].message : "no tree");
	show_list("", s->chunk);
	ck_assert_str_eq(zd_str_text(&shape), trees[_i].shape);
}
END_TEST

static const struct {
	const char *source;
	enum zd_finding_code code;
	int line, column;
	const char *message;
} wrongs[] = {
	{"x =", ZD_F_LUA_SYNTAX, 1, 4, "a value or a name should stand here, not the end of the file"},
	{"if a then\n\nx = 1", ZD_F_LUA_SYNTAX, 3, 6, "to close the \"if\" of line 1"},
	{"f(1,\n2", ZD_F_LUA_SYNTAX, 2, 2, "to close the \"(\" of line 1"},
	{"local t = {\n a = 1\n b = 2 }", ZD_F_LUA_SYNTAX, 3, 2, "\"}\" should stand here, not \"b\""},
	{"return 1 x = 2", ZD_F_LUA_SYNTAX, 1, 10, "the end of the file should stand here"},
	{"x + 1", ZD_F_LUA_SYNTAX, 1, 3, "an assignment or a call"},
	{"f() = 1", ZD_F_LUA_SYNTAX, 1, 1, "nothing can be assigned"},
	{"(a) = 1", ZD_F_LUA_SYNTAX, 1, 1, "nothing can be assigned"},
	{"break", ZD_F_LUA_SYNTAX, 1, 1, "in no loop"},
	{"while a do f = function() break end end", ZD_F_LUA_SYNTAX, 1, 27, "in no loop"},
	{"local x <fast> = 1", ZD_F_LUA_SYNTAX, 1, 10, "nothing that a name can be"},
	{"for i = 1 do end", ZD_F_LUA_SYNTAX, 1, 11, "\",\" should stand here"},
	{"local 1 = 2", ZD_F_LUA_SYNTAX, 1, 7, "a name should stand here, not a number"},
	{"end", ZD_F_LUA_SYNTAX, 1, 1, "the end of the file should stand here, not \"end\""},
	{"x = 'a' + [[b", ZD_F_LUA_SYNTAX, 1, 11, "never closed"},
};

START_TEST(wrong)
{
	struct zd_syntax *s = parse(wrongs[_i].source);
	ck_assert_msg(!s, "%s", wrongs[_i].source);
	ck_assert_uint_eq(findings.count, 1);
	ck_assert_msg(findings.items[0].code == wrongs[_i].code &&
			      strstr(findings.items[0].message, wrongs[_i].message) != NULL,
		      "%s: %s", wrongs[_i].source, findings.items[0].message);
	ck_assert_int_eq(findings.items[0].line, wrongs[_i].line);
	ck_assert_int_eq(findings.items[0].column, wrongs[_i].column);
}
END_TEST

/* Lua that is well formed and forbidden: all of it is found in one pass. */
START_TEST(forbidden)
{
	struct zd_syntax *s = parse("goto done\n"
				    "::done::\n"
				    "x:upper()\n"
				    "local y = 1 & 2 | 3 ~ 4 << 5 >> 6\n"
				    "y = ~1 ^ 2\n"
				    "function f(...) return ... end\n"
				    "function a.b:c() end\n"
				    "local z <close> = nil\n");
	static const int lines[] = {1, 2, 3, 4, 4, 4, 4, 4, 5, 5, 6, 6, 6, 7, 8};
	ck_assert_ptr_nonnull(s);
	zd_findings_sort(&findings);
	ck_assert_uint_eq(findings.count, sizeof lines / sizeof *lines);
	for (size_t i = 0; i < findings.count; i++) {
		ck_assert_int_eq(findings.items[i].code, ZD_F_LUA_FORBIDDEN);
		ck_assert_int_eq(findings.items[i].line, lines[i]);
	}
}
END_TEST

/* before × count, a middle, after × count: deep in one way or another. */
static const struct {
	const char *before;
	const char *middle;
	const char *after;
} towers[] = {
	{"(", "1", ")"},     {"{", "", "}"},     {"not ", "1", ""}, {"", "1", "+1"},
	{"", "1", " ..1"},   {"", "a", ".b"},    {"", "a", "[1]"},  {"", "a", "()"},
	{"a[", "1", "]"},    {"f(", "1", ")"},   {"- ", "1", ""},   {"function() return ", "1", " end"},
	{"{[", "1", "]=1}"}, {"(f)(", "1", ")"},
};

static struct zd_syntax *tower(size_t i, size_t count)
{
	struct zd_str text = {0};
	zd_str_add(&text, "return ");
	for (size_t n = 0; n < count; n++)
		zd_str_add(&text, towers[i].before);
	zd_str_add(&text, towers[i].middle);
	for (size_t n = 0; n < count; n++)
		zd_str_add(&text, towers[i].after);
	struct zd_syntax *s = zd_syntax_parse("a.lua", text.s, text.len, &arena, &findings);
	zd_str_free(&text);
	return s;
}

START_TEST(deep)
{
	ck_assert_ptr_nonnull(tower((size_t)_i, 40));
	ck_assert_ptr_null(tower((size_t)_i, 100000));
	ck_assert_uint_eq(findings.count, 1);
	ck_assert_str_eq(findings.items[0].message, "this is nested too deeply");
}
END_TEST

START_TEST(deep_blocks)
{
	static const char *const openers[] = {"do ",     "if a then ",       "while a do ",
					      "repeat ", "for i = 1, 2 do ", "local function f() "};
	struct zd_str text = {0};
	for (size_t n = 0; n < 50000; n++)
		zd_str_add(&text, openers[_i]);
	ck_assert_ptr_null(zd_syntax_parse("a.lua", text.s, text.len, &arena, &findings));
	ck_assert_str_eq(findings.items[0].message, "this is nested too deeply");
	zd_str_free(&text);
}
END_TEST

/* No beginning of a text may be read beyond its end. */
START_TEST(every_prefix)
{
	static const char text[] =
		"\xEF\xBB\xBF-- 说明\r\nlocal a <const>, b = 'x\\u{4E2D}\\z  y', [==[ z ]==]\n"
		"for i = 1, 0x10 do if not a.b[i] then f{1, c = 2; [3] = ...} else x:y'z' end end\n"
		"return { decide = function(r, p) repeat local q = #r .. -1.5e3 until q ~= 1 end } --[[ end ]]";
	for (size_t n = 0; n < sizeof text; n++) {
		char *copy = zd_memdup(text, n); /* so that a reader beyond the end is caught */
		zd_syntax_parse("a.lua", copy, n, &arena, &findings);
		free(copy);
	}
	ck_assert_ptr_nonnull(zd_syntax_parse("a.lua", text, sizeof text - 1, &arena, &findings));
}
END_TEST

START_TEST(literals)
{
	struct zd_syntax *s =
		parse("local a = 'first'\nlocal b, c = a, 7\nlocal d = d\nreturn { b, (c), d, e, 'text', f() }");
	static const char *const wanted[] = {"first", "7", NULL, NULL, "text", NULL};
	ck_assert_ptr_nonnull(s);
	const struct zd_node *last = s->chunk;
	while (last->next)
		last = last->next;
	size_t i = 0;
	for (const struct zd_node *f = last->values->list; f; f = f->next, i++) {
		const struct zd_node *literal = zd_syntax_literal(s, f->b);
		ck_assert(wanted[i] ? literal && strcmp(literal->text, wanted[i]) == 0 : !literal);
	}
	ck_assert_uint_eq(i, 6);
}
END_TEST

Suite *suite_syntax(void)
{
	Suite *s = suite_create("syntax");
	TCase *t = tcase_create("trees");
	tcase_add_checked_fixture(t, NULL, teardown);
	tcase_set_timeout(t, 20);
	tcase_add_loop_test(t, tree, 0, sizeof trees / sizeof *trees);
	tcase_add_loop_test(t, wrong, 0, sizeof wrongs / sizeof *wrongs);
	tcase_add_test(t, forbidden);
	tcase_add_loop_test(t, deep, 0, sizeof towers / sizeof *towers);
	tcase_add_loop_test(t, deep_blocks, 0, 6);
	tcase_add_test(t, every_prefix);
	tcase_add_test(t, literals);
	suite_add_tcase(s, t);
	return s;
}
