#include <check.h>
#include <string.h>

#include "script/lexer.h"

Suite *suite_lexer(void);

static struct zd_arena arena;
static struct zd_findings findings;

static void teardown(void)
{
	zd_arena_free(&arena);
	zd_findings_free(&findings);
}

static struct zd_lexer lexer_of(const char *text, size_t size)
{
	return (struct zd_lexer){.file = "a.lua",
				 .text = text,
				 .size = size,
				 .line = 1,
				 .column = 1,
				 .arena = &arena,
				 .findings = &findings};
}

/* What a text begins with, its place, and what it stands for. */
static const struct {
	const char *source;
	enum zd_token_kind kind;
	int line, column;
	const char *text;
} firsts[] = {
	{"and", ZD_TK_AND, 1, 1, "and"},
	{"andy", ZD_TK_NAME, 1, 1, "andy"},
	{"  _x9 ", ZD_TK_NAME, 1, 3, "_x9"},
	{"-- note\nx", ZD_TK_NAME, 2, 1, "x"},
	{"--[[ one\ntwo ]] x", ZD_TK_NAME, 2, 8, "x"},
	{"--[==[ ]] ]=] ]==]x", ZD_TK_NAME, 1, 19, "x"},
	{"--[=x\ny", ZD_TK_NAME, 2, 1, "y"},
	{"\r\n\r\nx", ZD_TK_NAME, 3, 1, "x"},
	{"\n\r\rx", ZD_TK_NAME, 3, 1, "x"},
	{"--中文\n  x", ZD_TK_NAME, 2, 3, "x"},
	{"--[[中文]] x", ZD_TK_NAME, 1, 10, "x"},
	{"0", ZD_TK_NUMBER, 1, 1, "0"},
	{"3.25e-2", ZD_TK_NUMBER, 1, 1, "3.25e-2"},
	{".5", ZD_TK_NUMBER, 1, 1, ".5"},
	{"5.", ZD_TK_NUMBER, 1, 1, "5."},
	{"0xA.8p1", ZD_TK_NUMBER, 1, 1, "0xA.8p1"},
	{"0xFFe", ZD_TK_NUMBER, 1, 1, "0xFFe"},
	{"\"a'b\"", ZD_TK_STRING, 1, 1, "a'b"},
	{"'中\\n\\65\\x42\\u{4E2D}\\\\'", ZD_TK_STRING, 1, 1, "中\nAB中\\"},
	{"'a\\z  \n  b'", ZD_TK_STRING, 1, 1, "ab"},
	{"'a\\\r\nb'", ZD_TK_STRING, 1, 1, "a\nb"},
	{"[[\r\na\r\nb]]", ZD_TK_STRING, 1, 1, "a\nb"},
	{"[==[a]]b]=]c]==]", ZD_TK_STRING, 1, 1, "a]]b]=]c"},
	{"[[a]=]]", ZD_TK_STRING, 1, 1, "a]="},
	{"...", ZD_TK_DOTS, 1, 1, NULL},
	{"..", ZD_TK_CONCAT, 1, 1, NULL},
	{"~=", ZD_TK_NE, 1, 1, NULL},
	{"//", ZD_TK_IDIV, 1, 1, NULL},
	{"::", ZD_TK_LABEL, 1, 1, NULL},
	{"[=", ZD_TK_BRACKET, 1, 1, NULL},
	{"", ZD_TK_END_OF_FILE, 1, 1, NULL},
	{" \n ", ZD_TK_END_OF_FILE, 2, 2, NULL},
};

START_TEST(first_token)
{
	struct zd_lexer l = lexer_of(firsts[_i].source, strlen(firsts[_i].source));
	struct zd_token t;
	zd_lexer_next(&l, &t);
	ck_assert_msg(findings.count == 0, "%s: %s", firsts[_i].source,
		      findings.count ? findings.items[0].message : "");
	ck_assert_msg(t.kind == firsts[_i].kind, "%s: %s", firsts[_i].source, zd_token_words(t.kind));
	ck_assert_int_eq(t.line, firsts[_i].line);
	ck_assert_int_eq(t.column, firsts[_i].column);
	if (firsts[_i].text) {
		ck_assert_str_eq(t.text, firsts[_i].text);
		ck_assert_uint_eq(t.len, strlen(firsts[_i].text));
	}
}
END_TEST

static const struct {
	const char *source;
	int line, column;
	const char *message; /* a part of it */
} failures[] = {
	{"x = 'abc", 1, 5, "never closed"},      {"x = 'abc\n'", 1, 5, "never closed"},
	{"x = 'abc\\", 1, 10, "no such escape"}, {"\n--[[ abc", 2, 1, "comment is never closed"},
	{"x = [==[ ]=]", 1, 5, "never closed"},  {"[[", 1, 1, "never closed"},
	{"'\\q'", 1, 3, "no such escape"},       {"'\\xZ1'", 1, 3, "two hexadecimal digits"},
	{"'\\256'", 1, 3, "at most \\255"},      {"'\\u4E2D'", 1, 3, "in braces"},
	{"'\\u{110000}'", 1, 3, "in braces"},    {"'\\u{}'", 1, 3, "in braces"},
	{"'中\\q'", 1, 4, "no such escape"},     {"0x", 1, 1, "not a number"},
	{"1..2", 1, 1, "not a number"},          {"3x", 1, 1, "not a number"},
	{"1e+", 1, 1, "not a number"},           {"0x1p", 1, 1, "not a number"},
	{"x（y）", 1, 2, "only plain ASCII"},    {"a ! b", 1, 3, "\"!\" cannot stand here"},
	{"\x01", 1, 1, "control character (1)"},
};

START_TEST(failure)
{
	struct zd_lexer l = lexer_of(failures[_i].source, strlen(failures[_i].source));
	struct zd_token t;
	do
		zd_lexer_next(&l, &t);
	while (t.kind != ZD_TK_END_OF_FILE);
	ck_assert_msg(l.failed && findings.count == 1, "%s: %zu findings", failures[_i].source, findings.count);
	ck_assert_int_eq(findings.items[0].code, ZD_F_LUA_SYNTAX);
	ck_assert_msg(strstr(findings.items[0].message, failures[_i].message) != NULL, "%s: %s", failures[_i].source,
		      findings.items[0].message);
	ck_assert_int_eq(findings.items[0].line, failures[_i].line);
	ck_assert_int_eq(findings.items[0].column, failures[_i].column);
	zd_lexer_next(&l, &t);
	ck_assert_int_eq(t.kind, ZD_TK_END_OF_FILE);
}
END_TEST

/* Escapes can write bytes that are no text: the file stays Lua, but the text is refused. */
START_TEST(not_text)
{
	static const char *const sources[] = {"'\\255'", "'\\0'", "'\\xC3'", "'\\u{D800}'"};
	struct zd_lexer l = lexer_of(sources[_i], strlen(sources[_i]));
	struct zd_token t;
	zd_lexer_next(&l, &t);
	ck_assert_int_eq(t.kind, ZD_TK_STRING);
	ck_assert_uint_eq(findings.count, 1);
	ck_assert_int_eq(findings.items[0].code, ZD_F_LUA_FORBIDDEN);
}
END_TEST

/* Every word and sign is read as itself, side by side with any other. */
START_TEST(every_symbol)
{
#define X(name, word) {ZD_TK_##name, word},
	static const struct {
		enum zd_token_kind kind;
		const char *word;
	} all[] = {ZD_KEYWORDS(X) ZD_SYMBOLS(X)};
#undef X
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		struct zd_lexer l = lexer_of(all[i].word, strlen(all[i].word));
		struct zd_token t;
		zd_lexer_next(&l, &t);
		ck_assert_msg(t.kind == all[i].kind, "%s", all[i].word);
		ck_assert_str_eq(zd_token_words(t.kind), all[i].word);
		zd_lexer_next(&l, &t);
		ck_assert_int_eq(t.kind, ZD_TK_END_OF_FILE);
	}
}
END_TEST

Suite *suite_lexer(void)
{
	Suite *s = suite_create("lexer");
	TCase *t = tcase_create("tokens");
	tcase_add_checked_fixture(t, NULL, teardown);
	tcase_add_loop_test(t, first_token, 0, sizeof firsts / sizeof *firsts);
	tcase_add_loop_test(t, failure, 0, sizeof failures / sizeof *failures);
	tcase_add_loop_test(t, not_text, 0, 4);
	tcase_add_test(t, every_symbol);
	suite_add_tcase(s, t);
	return s;
}
