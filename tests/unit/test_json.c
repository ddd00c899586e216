#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"

/* Writes a tree back, to compare whole values at once. */
static void dump(struct zd_str *b, const struct zd_json *j)
{
	bool first = true;

	switch (j->kind) {
	case ZD_JSON_NULL:
		zd_str_add(b, "null");
		break;
	case ZD_JSON_BOOL:
		zd_str_add(b, j->truth ? "true" : "false");
		break;
	case ZD_JSON_NUMBER:
		ck_assert_uint_eq(strlen(j->text), j->len);
		zd_str_add(b, j->text);
		break;
	case ZD_JSON_STRING:
		ck_assert_uint_eq(strlen(j->text), j->len);
		zd_json_string(b, j->text, j->len);
		break;
	case ZD_JSON_ARRAY:
		zd_str_addc(b, '[');
		for (size_t i = 0; i < j->len; i++) {
			if (i)
				zd_str_addc(b, ',');
			dump(b, &j->items[i]);
		}
		zd_str_addc(b, ']');
		break;
	case ZD_JSON_OBJECT:
		zd_str_addc(b, '{');
		for (size_t i = 0; i < j->len; i++) {
			zd_json_key(b, &first, j->keys[i]);
			dump(b, &j->items[i]);
		}
		zd_str_addc(b, '}');
		break;
	}
}

static const struct {
	const char *s, *dumped;
} good[] = {
	{"null", "null"},
	{" \t\r\n true \n", "true"},
	{"false", "false"},
	{"0", "0"},
	{"-0.10", "-0.10"},
	{"12345678901234567890.123456789e+10", "12345678901234567890.123456789e+10"},
	{"\"\"", "\"\""},
	{"\"制度\"", "\"制度\""},
	{"\"\\u5236\\u5EA6\"", "\"制度\""},
	{"\"\\ud83d\\ude00\"", "\"\xF0\x9F\x98\x80\""},
	{"\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\\"\\\\/\\u0008\\u000c\\n\\r\\t\""},
	{"\"\x7F\"", "\"\\u007f\""},
	{"[]", "[]"},
	{"[ ]", "[]"},
	{"[1,[2,[]],{}]", "[1,[2,[]],{}]"},
	{"{}", "{}"},
	{"{ \"a\" : 1 , \"b\" : { \"a\" : [ null ] } }", "{\"a\":1,\"b\":{\"a\":[null]}}"},
	{"{\"\":1}", "{\"\":1}"},
};

START_TEST(reads)
{
	struct zd_arena a = {0};
	struct zd_str b = {0};
	struct zd_error err;
	struct zd_json *j;

	ck_assert_int_eq(zd_json_parse(&j, good[_i].s, strlen(good[_i].s), &a, &err), ZD_OK);
	dump(&b, j);
	ck_assert_str_eq(zd_str_text(&b), good[_i].dumped);
	zd_str_free(&b);
	zd_arena_free(&a);
}
END_TEST

static const struct {
	const char *s;
	int column;
} bad[] = {
	{"", 1},
	{"   ", 4},
	{"nul", 1},
	{"nullx", 5},
	{"NaN", 1},
	{"Infinity", 1},
	{"+1", 1},
	{"01", 1},
	{"-", 2},
	{"-01", 1},
	{"1.", 3},
	{".5", 1},
	{"1e", 3},
	{"1e+", 4},
	{"0x10", 2},
	{"1 2", 3},
	{"[1,]", 4},
	{"[,1]", 2},
	{"[1 2]", 4},
	{"[1", 3},
	{"[", 2},
	{"]", 1},
	{"{", 2},
	{"{\"a\"}", 5},
	{"{\"a\":}", 6},
	{"{\"a\":1,}", 8},
	{"{a:1}", 2},
	{"{1:1}", 2},
	{"{\"a\":1,\"a\":2}", 1},
	{"{\"a\":1,\"\\u0061\":2}", 1},
	{"\"abc", 1},
	{"\"abc\\", 1},
	{"\"abc\\\"", 1},
	{"\"\\x\"", 2},
	{"\"\\u12\"", 2},
	{"\"\\u12G4\"", 2},
	{"\"\\ud83d\"", 2},
	{"\"\\ud83d\\u0041\"", 2},
	{"\"\\ude00\"", 2},
	{"\"\\u0000\"", 2},
	{"\"a\tb\"", 3},
	{"\"a\nb\"", 3},
	{"\"制\xFF\"", 3}, /* columns count characters */
	{"\"\xED\xA0\x80\"", 2},
	{"'a'", 1},
	{"// a\n1", 1},
	{"\xEF\xBB\xBF"
	 "1",
	 1},
	{"\\u0031", 1},
};

START_TEST(refuses)
{
	struct zd_arena a = {0};
	struct zd_error err;
	struct zd_json *j = NULL;

	ck_assert_int_eq(zd_json_parse(&j, bad[_i].s, strlen(bad[_i].s), &a, &err), ZD_DATA);
	ck_assert_int_eq(err.code, ZD_DATA);
	ck_assert_int_eq(err.column, bad[_i].column);
	ck_assert_uint_gt(strlen(err.message), 0);
	ck_assert_ptr_null(j);
	ck_assert_int_eq(zd_json_parse(&j, bad[_i].s, strlen(bad[_i].s), &a, NULL), ZD_DATA);
	zd_arena_free(&a);
}
END_TEST

START_TEST(refuses_nul_bytes)
{
	struct zd_arena a = {0};
	struct zd_error err;
	struct zd_json *j;

	ck_assert_int_eq(zd_json_parse(&j, "\"a\0b\"", 5, &a, &err), ZD_DATA);
	ck_assert_int_eq(err.column, 3);
	ck_assert_int_eq(zd_json_parse(&j, "1\0", 2, &a, &err), ZD_DATA);
	ck_assert_int_eq(zd_json_parse(&j, "\"\\\0\"", 4, &a, &err), ZD_DATA);
	zd_arena_free(&a);
}
END_TEST

START_TEST(limits_depth)
{
	static char text[200001];
	struct zd_arena a = {0};
	struct zd_error err;
	struct zd_json *j;

	for (size_t depth = 63; depth <= 66; depth++) {
		memset(text, '[', depth);
		memset(text + depth, ']', depth);
		ck_assert_int_eq(zd_json_parse(&j, text, 2 * depth, &a, &err), depth <= 64 ? ZD_OK : ZD_DATA);
	}
	memset(text, '[', sizeof text);
	ck_assert_int_eq(zd_json_parse(&j, text, sizeof text, &a, &err), ZD_DATA);
	ck_assert_int_eq(err.column, 65);
	zd_arena_free(&a);
}
END_TEST

/* What is cut anywhere is refused, and never read beyond. */
START_TEST(refuses_every_cut)
{
	static const char text[] = "{\"a\":[1.5e3,\"\\u5236\\ud83d\\ude00制\",null,true],\"b\":{\"c\":-1}}";
	struct zd_arena a = {0};
	struct zd_error err;
	struct zd_json *j;

	for (size_t n = 0; n < sizeof text - 1; n++) {
		char *cut = zd_memdup(text, n);

		ck_assert_int_eq(zd_json_parse(&j, cut, n, &a, &err), ZD_DATA);
		free(cut);
	}
	ck_assert_int_eq(zd_json_parse(&j, text, sizeof text - 1, &a, &err), ZD_OK);
	zd_arena_free(&a);
}
END_TEST

/* Made to be slow: many keys, many quotes that never close, many escapes. */
START_TEST(stays_fast)
{
	enum {
		MANY = 100000
	};
	struct zd_arena a = {0};
	struct zd_error err;
	struct zd_json *j;
	struct zd_str b = {0};
	bool first = true;
	char key[16];

	zd_str_addc(&b, '{');
	for (int i = 0; i < MANY; i++) {
		snprintf(key, sizeof key, "k%d", i);
		zd_json_key(&b, &first, key);
		zd_str_addc(&b, '1');
	}
	zd_str_addc(&b, '}');
	ck_assert_int_eq(zd_json_parse(&j, b.s, b.len, &a, &err), ZD_OK);
	ck_assert_uint_eq(j->len, MANY);
	ck_assert_str_eq(zd_json_get(j, "k77777")->text, "1");
	b.s[b.len - 1] = ',';
	zd_str_add(&b, "\"k0\":2}");
	ck_assert_int_eq(zd_json_parse(&j, b.s, b.len, &a, &err), ZD_DATA);
	ck_assert_ptr_nonnull(strstr(err.message, "k0"));
	zd_str_clear(&b);
	for (int i = 0; i < MANY; i++)
		zd_str_add(&b, "[\"\\");
	ck_assert_int_eq(zd_json_parse(&j, b.s, b.len, &a, &err), ZD_DATA);
	zd_str_free(&b);
	zd_arena_free(&a);
}
END_TEST

START_TEST(finds_members)
{
	static const char text[] = "{\"a\":1, \"b\":\"x\"}";
	struct zd_arena a = {0};
	struct zd_error err;
	struct zd_json *j;

	ck_assert_int_eq(zd_json_parse(&j, text, sizeof text - 1, &a, &err), ZD_OK);
	ck_assert_str_eq(zd_json_get(j, "b")->text, "x");
	ck_assert_int_eq(zd_json_get(j, "b")->column, 13);
	ck_assert_ptr_null(zd_json_get(j, "c"));
	ck_assert_ptr_null(zd_json_get(zd_json_get(j, "a"), "a"));
	zd_arena_free(&a);
}
END_TEST

START_TEST(writes)
{
	struct zd_str b = {0};
	bool first = true;

	zd_json_key(&b, &first, "m");
	zd_json_money(&b, -123456);
	zd_json_key(&b, &first, "d");
	zd_json_number(&b, 0.1);
	zd_json_key(&b, &first, "n");
	zd_json_number(&b, NAN);
	zd_json_key(&b, &first, "s");
	zd_json_string(&b, "a\xFF\0\x01度", 7);
	ck_assert_str_eq(zd_str_text(&b),
			 "\"m\":-1234.56,\"d\":0.1,\"n\":null,\"s\":\"a\xEF\xBF\xBD\\u0000\\u0001度\"");
	zd_str_free(&b);
}
END_TEST

Suite *suite_json(void);
Suite *suite_json(void)
{
	Suite *s = suite_create("json");
	TCase *t = tcase_create("json");

	tcase_add_loop_test(t, reads, 0, sizeof good / sizeof good[0]);
	tcase_add_loop_test(t, refuses, 0, sizeof bad / sizeof bad[0]);
	tcase_add_test(t, refuses_nul_bytes);
	tcase_add_test(t, limits_depth);
	tcase_add_test(t, refuses_every_cut);
	tcase_add_test(t, stays_fast);
	tcase_add_test(t, finds_members);
	tcase_add_test(t, writes);
	suite_add_tcase(s, t);
	return s;
}
