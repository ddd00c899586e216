#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "pack/yaml.h"

Suite *suite_yaml(void);

static struct zd_arena arena;
static struct zd_findings findings;
static struct zd_str text;

static void teardown(void)
{
	zd_arena_free(&arena);
	zd_findings_free(&findings);
	zd_str_free(&text);
}

static struct zd_raw *read_bytes(const char *s, size_t n)
{
	return zd_yaml_read("params/a.yaml", s, n, &arena, &findings);
}

static struct zd_raw *read_text(const char *s)
{
	return read_bytes(s, strlen(s));
}

START_TEST(test_tree_and_places)
{
	struct zd_raw *root = read_text(
		"\xef\xbb\xbf# 注释\n限额:\n  值: {a: 1.50, \"b\": \"3\"}   # 说明\n  列: [甲, ~, null, '']\nempty:\n");
	ck_assert_ptr_nonnull(root);
	ck_assert_uint_eq(findings.count, 0);
	ck_assert_int_eq(root->kind, ZD_RAW_MAP);
	ck_assert_uint_eq(root->count, 2);
	ck_assert_int_eq(root->key_places[0].line, 2);
	ck_assert_str_eq(root->key_places[0].file, "params/a.yaml");
	const struct zd_raw *value = zd_raw_get(zd_raw_get(root, "限额"), "值");
	ck_assert_int_eq(value->place.line, 3);
	ck_assert_int_eq(value->place.column, 6); /* in characters, not in bytes */
	ck_assert_str_eq(value->items[0]->text, "1.50");
	ck_assert(!value->items[0]->quoted);
	ck_assert_int_eq(value->items[0]->place.column, 10);
	ck_assert_int_eq(value->key_places[1].column, 16);
	ck_assert_str_eq(value->items[1]->text, "3");
	ck_assert(value->items[1]->quoted);
	const struct zd_raw *list = zd_raw_get(zd_raw_get(root, "限额"), "列");
	ck_assert_uint_eq(list->count, 4);
	ck_assert_str_eq(list->items[0]->text, "甲");
	ck_assert_int_eq(list->items[1]->kind, ZD_RAW_NULL);
	ck_assert_int_eq(list->items[2]->kind, ZD_RAW_NULL);
	ck_assert_int_eq(list->items[3]->kind, ZD_RAW_SCALAR);
	ck_assert_str_eq(list->items[3]->text, "");
	ck_assert_int_eq(zd_raw_get(root, "empty")->kind, ZD_RAW_NULL);
	ck_assert_ptr_null(zd_raw_get(root, "absent"));
	ck_assert_ptr_null(zd_raw_get(list, "absent"));
}
END_TEST

static const char *const empties[] = {"", "\n", "# only a note\n", "---\n", "~", "\xef\xbb\xbf"};

START_TEST(test_empty)
{
	struct zd_raw *root = read_text(empties[_i]);
	ck_assert_ptr_nonnull(root);
	ck_assert_int_eq(root->kind, ZD_RAW_NULL);
	ck_assert_uint_eq(findings.count, 0);
}
END_TEST

/* Refused with one finding at a place. */
#define HOSTILE(s) s, sizeof(s) - 1
static const struct {
	const char *text;
	size_t size;
	enum zd_finding_code code;
	int line, column;
	const char *says;
} hostile[] = {
	{HOSTILE("a: 1\nb: \xff\n"), ZD_F_YAML_SYNTAX, 2, 4, "0xFF"},
	{HOSTILE("甲: \xc0\xaf"), ZD_F_YAML_SYNTAX, 1, 4, "0xC0"},
	{HOSTILE("a: \xed\xa0\x80"), ZD_F_YAML_SYNTAX, 1, 4, "UTF-8"},
	{HOSTILE("\xff\xfe"
		 "a\0:\0"),
	 ZD_F_YAML_SYNTAX, 1, 1, "UTF-16"},
	{HOSTILE("\xfe\xff\0a\0:"), ZD_F_YAML_SYNTAX, 1, 1, "UTF-16"},
	{HOSTILE("a: 1\n\0"), ZD_F_YAML_SYNTAX, 2, 1, "NUL"},
	{HOSTILE("a: \"x\\0y\"\n"), ZD_F_YAML_SYNTAX, 1, 4, "NUL"},
	{HOSTILE("\"a\\0\": 1\n"), ZD_F_YAML_SYNTAX, 1, 1, "NUL"},
	{HOSTILE("a: \x01\n"), ZD_F_YAML_SYNTAX, 1, 4, "control"},
	{HOSTILE("a:\n\tb: 1\n"), ZD_F_YAML_SYNTAX, 2, 1, "tabs"},
	{HOSTILE("a: [1, 2\nb: 3\n"), ZD_F_YAML_SYNTAX, 2, 2, "did not find expected"},
	{HOSTILE("a: {b: 1\n"), ZD_F_YAML_SYNTAX, 2, 1, "did not find expected"},
	{HOSTILE("a: 'open\n"), ZD_F_YAML_SYNTAX, 2, 1, "quoted scalar"},
	{HOSTILE("a: 1\n b: 2\n"), ZD_F_YAML_SYNTAX, 2, 3, "mapping values"},
	{HOSTILE("- a\nb: 1\n"), ZD_F_YAML_SYNTAX, 2, 1, ""},
	{HOSTILE("a: 1\n---\nb: 2\n"), ZD_F_YAML_SYNTAX, 2, 1, "second document"},
	{HOSTILE("a: &x 1\nb: *x\n"), ZD_F_YAML_LIMIT, 1, 4, "anchors"},
	{HOSTILE("a: &x [1]\n"), ZD_F_YAML_LIMIT, 1, 4, "anchors"},
	{HOSTILE("&x a: 1\n"), ZD_F_YAML_LIMIT, 1, 1, "anchors"},
	{HOSTILE("&x {a: 1}\n"), ZD_F_YAML_LIMIT, 1, 1, "anchors"},
	{HOSTILE("a: *x\n"), ZD_F_YAML_LIMIT, 1, 4, "aliases"},
	{HOSTILE("*x : 1\n"), ZD_F_YAML_LIMIT, 1, 1, "aliases"},
	{HOSTILE("[*x]\n"), ZD_F_YAML_LIMIT, 1, 2, "aliases"},
	{HOSTILE("a: !!int 3\n"), ZD_F_YAML_LIMIT, 1, 4, "tags"},
	{HOSTILE("a: !x {b: 1}\n"), ZD_F_YAML_LIMIT, 1, 4, "tags"},
	{HOSTILE("a: !<x> [1]\n"), ZD_F_YAML_LIMIT, 1, 4, "tags"},
	{HOSTILE("a: ! 3\n"), ZD_F_YAML_LIMIT, 1, 4, "tags"},
	{HOSTILE("%TAG ! tag:x,2000:\n---\na: !y 1\n"), ZD_F_YAML_LIMIT, 3, 4, "tags"},
	{HOSTILE("? [a, b]\n: 1\n"), ZD_F_YAML_SYNTAX, 1, 3, "key"},
	{HOSTILE("{{a: 1}: 2}\n"), ZD_F_YAML_SYNTAX, 1, 2, "key"},
	{HOSTILE("?\n: 1\n"), ZD_F_YAML_SYNTAX, 1, 2, "without a name"},
	{HOSTILE("a: 1\na: 2\n"), ZD_F_DUPLICATE, 2, 1, "line 1"},
	{HOSTILE("x: {a: 1, b: 2, a: 3}\n"), ZD_F_DUPLICATE, 1, 17, "twice"},
};

START_TEST(test_hostile)
{
	struct zd_raw *root = read_bytes(hostile[_i].text, hostile[_i].size);
	ck_assert_uint_eq(findings.count, 1);
	const struct zd_finding *f = &findings.items[0];
	ck_assert_msg(f->code == hostile[_i].code && strstr(f->message, hostile[_i].says), "%s: %s",
		      zd_finding_word(f->code), f->message);
	ck_assert_msg(f->line == hostile[_i].line && f->column == hostile[_i].column, "%d:%d: %s", f->line, f->column,
		      f->message);
	ck_assert((root != NULL) == (hostile[_i].code == ZD_F_DUPLICATE));
}
END_TEST

START_TEST(test_duplicates_keep_the_first)
{
	struct zd_raw *root = read_text("a: 1\nb: 2\na: 3\nb: 4\nc: 5\na: 6\n");
	ck_assert_uint_eq(findings.count, 3);
	ck_assert_uint_eq(root->count, 3);
	ck_assert_str_eq(zd_raw_get(root, "a")->text, "1");
	ck_assert_str_eq(zd_raw_get(root, "c")->text, "5");
}
END_TEST

START_TEST(test_duplicates_in_a_large_map)
{
	for (int i = 0; i < 60000; i++)
		zd_str_printf(&text, "k%d: %d\n", i % 59000, i);
	struct zd_raw *root = read_bytes(text.s, text.len);
	ck_assert_ptr_nonnull(root);
	ck_assert_uint_eq(root->count, 59000);
	ck_assert_uint_eq(findings.count, 1000);
	ck_assert_int_eq(findings.items[0].line, 59001);
}
END_TEST

/* The nesting allowed is read; one deeper, or very much deeper, is refused at once. */
static void nest(const char *open, const char *close, int depth)
{
	zd_str_clear(&text);
	for (int i = 0; i < depth; i++)
		zd_str_add(&text, open);
	for (int i = 0; close && i < depth; i++)
		zd_str_add(&text, close);
}

START_TEST(test_depth)
{
	nest("[", "]", ZD_YAML_DEPTH_MAX);
	ck_assert_ptr_nonnull(read_bytes(text.s, text.len));
	ck_assert_uint_eq(findings.count, 0);
	static const struct {
		const char *open, *close;
	} towers[] = {{"[", "]"},   {"{a: ", "}"}, {"[", NULL},    {"{a: ", NULL},
		      {"- ", NULL}, {"? ", NULL},  {"[{a: ", NULL}};
	for (size_t i = 0; i < sizeof towers / sizeof *towers; i++) {
		for (int depth = ZD_YAML_DEPTH_MAX + 1; depth < 500000; depth = depth * 10) {
			zd_findings_free(&findings);
			findings = (struct zd_findings){0};
			nest(towers[i].open, towers[i].close, depth);
			ck_assert_ptr_null(read_bytes(text.s, text.len));
			ck_assert_uint_eq(findings.count, 1);
			ck_assert(findings.items[0].code == ZD_F_YAML_LIMIT ||
				  findings.items[0].code == ZD_F_YAML_SYNTAX);
		}
	}
}
END_TEST

START_TEST(test_alias_bomb)
{
	zd_str_add(&text, "a: &a [x, x, x, x, x, x, x, x, x]\n");
	for (char c = 'b'; c <= 'z'; c++)
		zd_str_printf(&text, "%c: &%c [*%c, *%c, *%c, *%c, *%c, *%c, *%c, *%c, *%c]\n", c, c, c - 1, c - 1,
			      c - 1, c - 1, c - 1, c - 1, c - 1, c - 1, c - 1);
	ck_assert_ptr_null(read_bytes(text.s, text.len));
	ck_assert_uint_eq(findings.count, 1);
	ck_assert_int_eq(findings.items[0].code, ZD_F_YAML_LIMIT);
}
END_TEST

START_TEST(test_sizes)
{
	zd_str_add(&text, "note: ");
	while (text.len < ZD_YAML_SIZE_MAX - 16)
		zd_str_add(&text, "0123456789abcdef");
	struct zd_raw *root = read_bytes(text.s, text.len);
	ck_assert_ptr_nonnull(root);
	ck_assert_uint_eq(strlen(root->items[0]->text), text.len - 6);
	while (text.len <= ZD_YAML_SIZE_MAX)
		zd_str_add(&text, "0123456789abcdef");
	ck_assert_ptr_null(read_bytes(text.s, text.len));
	ck_assert_int_eq(findings.items[0].code, ZD_F_YAML_LIMIT);
}
END_TEST

START_TEST(test_many_values)
{
	zd_str_add(&text, "[");
	for (int i = 0; i <= ZD_YAML_NODES_MAX; i++)
		zd_str_add(&text, "1,\n");
	zd_str_add(&text, "]");
	ck_assert_ptr_null(read_bytes(text.s, text.len));
	ck_assert_uint_eq(findings.count, 1);
	ck_assert_int_eq(findings.items[0].code, ZD_F_YAML_LIMIT);
}
END_TEST

/* Cut anywhere, a file is read or refused, never worse. */
START_TEST(test_every_prefix)
{
	static const char whole[] = "a.b:\n  title: \"最大 \\u4e00\"\n  type: {M: number, \"*\": [money]}\n  values: "
				    "{2024-01-01: 3, 2026-01-01: ~}\n"
				    "  note: |\n    多行\n    文字\n  list:\n  - 'x''y'\n  - >-\n    z\n";
	for (size_t n = 0; n <= sizeof whole - 1; n++) {
		struct zd_raw *root = read_bytes(whole, n);
		ck_assert(root != NULL || findings.count > 0);
		zd_findings_free(&findings);
		findings = (struct zd_findings){0};
	}
}
END_TEST

Suite *suite_yaml(void)
{
	Suite *suite = suite_create("yaml");
	TCase *tree = tcase_create("tree");
	tcase_add_checked_fixture(tree, NULL, teardown);
	tcase_set_timeout(tree, 30);
	tcase_add_test(tree, test_tree_and_places);
	tcase_add_loop_test(tree, test_empty, 0, (int)(sizeof empties / sizeof *empties));
	tcase_add_test(tree, test_every_prefix);
	suite_add_tcase(suite, tree);
	TCase *attacks = tcase_create("hostile");
	tcase_add_checked_fixture(attacks, NULL, teardown);
	tcase_set_timeout(attacks, 30);
	tcase_add_loop_test(attacks, test_hostile, 0, (int)(sizeof hostile / sizeof *hostile));
	tcase_add_test(attacks, test_duplicates_keep_the_first);
	tcase_add_test(attacks, test_duplicates_in_a_large_map);
	tcase_add_test(attacks, test_depth);
	tcase_add_test(attacks, test_alias_bomb);
	tcase_add_test(attacks, test_sizes);
	tcase_add_test(attacks, test_many_values);
	suite_add_tcase(suite, attacks);
	return suite;
}
