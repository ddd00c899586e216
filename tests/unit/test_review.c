/* What check finds in policies that run: see script/review.h. Each text is a decide of a small pack. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "engine/plan.h"
#include "pack/reader.h"
#include "script/review.h"
#include "script/runtime.h"
#include "store/numberscan.h"

Suite *suite_review(void);

static const char MODEL[] = "enums:\n"
			    "  colour: {title: 颜色, values: {red: 红, blue: 蓝}}\n"
			    "entities:\n"
			    "  item:\n"
			    "    title: 物品\n"
			    "    fields:\n"
			    "      id: {type: text, title: 编号}\n"
			    "      price: {type: money, title: 价格}\n"
			    "      paint: {type: enum, enum: colour, title: 漆}\n";
static const char TABLES[] = "shade:\n"
			     "  title: 深浅\n"
			     "  hit: first\n"
			     "  inputs: {price: {type: money}}\n"
			     "  outputs: {size: {type: text}}\n"
			     "  rows:\n"
			     "    - ['>= 10', big]\n"
			     "    - ['-', small]\n";

/* The findings of the policy, as "line code; …". */
static const char *review(const char *above, const char *head, const char *body)
{
	static char text[2048];
	struct zd_str lua = {0};
	zd_str_printf(&lua,
		      "%sreturn { title = 't', clause = 'c', subject = 'item', needs = { 'price', 'paint?' },\n"
		      "tables = { shade = 'shade' }, %s,\n"
		      "decide = function(item, param, tables)\n%s\nend }\n",
		      above, head, body);
	const struct zd_pack_file files[] = {
		{"pack.yaml", "name: p\nversion: 1.0.0\ntitle: p\n", strlen("name: p\nversion: 1.0.0\ntitle: p\n")},
		{"model/m.yaml", MODEL, strlen(MODEL)},
		{"tables/t.yaml", TABLES, strlen(TABLES)},
		{"rules/item/p.lua", lua.s, lua.len},
	};
	struct zd_findings found = {0}, reviewed = {0};
	struct zd_scripts *scripts;
	struct zd_pack *pack;
	struct zd_error err;
	ck_assert_int_eq(zd_pack_read_files(&pack, "p", files, 4, ZD_READ_ALL, &found, &err), ZD_OK);
	zd_scripts_read(&scripts, pack, &found);
	zd_pack_resolve(pack, &found);
	ck_assert_msg(found.errors == 0, "%s", found.count ? found.items[0].message : "");
	zd_script_review(zd_scripts_syntax(scripts, &pack->policies[0]), &pack->policies[0], pack, &reviewed);
	zd_findings_sort(&reviewed);
	text[0] = '\0';
	for (size_t i = 0; i < reviewed.count; i++) {
		size_t n = strlen(text);
		snprintf(text + n, sizeof text - n, "%s%s: %s", n ? "; " : "", zd_finding_word(reviewed.items[i].code),
			 reviewed.items[i].message);
	}
	zd_findings_free(&found);
	zd_findings_free(&reviewed);
	zd_scripts_free(scripts);
	zd_pack_free(pack);
	zd_str_free(&lua);
	return text;
}

#define SIZE "gives = { size = { 'big', 'small' } }"
#define PAINT "gives = { paint_out = 'colour' }"

START_TEST(a_value_that_no_return_gives_is_found)
{
	static const struct {
		const char *above, *head, *body, *found;
	} cases[] = {
		{"", SIZE, "return { size = item.price > 0 and 'big' or 'small' }", ""},
		{"", SIZE, "return { size = 'big' }", "never-given: no return gives the size \"small\""},
		{"", SIZE, "local s = 'small' if item.price > 0 then s = 'big' end return { size = s }", ""},
		{"", SIZE, "local s if item.price > 0 then s = 'big' end return { size = s }",
		 "never-given: no return gives the size \"small\""},
		{"", SIZE, "return { size = tables.shade{ price = item.price }.size }", ""},
		{"", SIZE, "local hit = tables.shade{ price = item.price } return { size = hit.size }", ""},
		{"local function f(p) if p > 0 then return 'big' end return 'small' end ", SIZE,
		 "return { size = f(item.price) }", ""},
		{"local function f(p) if p > 0 then return 'big' end return 'big' end ", SIZE,
		 "return { size = f(item.price) }", "never-given: no return gives the size \"small\""},
		{"local function f(s) return { size = s } end ", SIZE,
		 "if item.price > 0 then return f('big') end return f('small')", ""},
		{"local function f(s) return { size = s } end ", SIZE, "return f('big')",
		 "never-given: no return gives the size \"small\""},
		/* what cannot be seen is not found fault with */
		{"", SIZE, "return { size = text.lower('BIG') }", ""},
		{"", PAINT, "return { paint_out = item.paint or 'red' }", ""},
		{"", "gives = { size = { 'big', 'small' }, other = 'text?' }",
		 "return { size = item.price > 0 and 'big' or 'small' }",
		 "never-given: no return gives the outcome \"other\""},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		ck_assert_str_eq(review(cases[i].above, cases[i].head, cases[i].body), cases[i].found);
}
END_TEST

/* Names that are each other a hundred times over: the search ends, and says nothing that it does not know. */
START_TEST(a_tangle_of_names_is_looked_at_for_a_bounded_time)
{
	struct zd_str body = {0};
	zd_str_add(&body, "local a, b, c = 'big', 'big', 'big'\n");
	for (int i = 0; i < 100; i++)
		zd_str_add(&body, "a = b or c b = c or a c = a or b\n");
	zd_str_add(&body, "return { size = a }");
	ck_assert_str_eq(review("", SIZE, zd_str_text(&body)), "");
	zd_str_free(&body);
}
END_TEST

START_TEST(a_comment_says_that_it_is_meant)
{
	ck_assert_str_eq(review("", "gives = {\n size = { 'big', 'small' }, -- fixed: nothing is small\n}",
				"return { size = 'big' }"),
			 "");
}
END_TEST

START_TEST(texts_that_are_no_value_are_found)
{
	ck_assert_str_eq(review("", "gives = { ok = 'bool' }", "return { ok = item.paint == 'rad' }"),
			 "unknown-value: paint is never \"rad\"; did you mean \"red\"?");
	ck_assert_str_eq(review("", "gives = { ok = 'bool' }", "local p = item.paint return { ok = 'blu' ~= p }"),
			 "unknown-value: paint is never \"blu\"; did you mean \"blue\"?");
	ck_assert_str_eq(review("", SIZE, "return { size = item.price > 0 and 'bik' or 'small' }"),
			 "never-given: no return gives the size \"big\"; "
			 "unknown-value: size is never \"bik\"; did you mean \"big\"?");
	ck_assert_str_eq(review("", "gives = { ok = 'bool' }", "return { ok = item.paint == 'red' }"), "");
}
END_TEST

START_TEST(a_way_without_an_outcome_is_found)
{
	static const char *const whole[] = {
		"if item.price > 0 then return { ok = true } else return { ok = false } end",
		"if item.price > 0 then return { ok = true } end stop('no')",
		"do return { ok = true } end",
		"while true do return { ok = true } end",
	};
	static const char *const open[] = {
		"if item.price > 0 then return { ok = true } end",
		"if item.price > 0 then return { ok = true } elseif item.price < 0 then return { ok = false } end",
		"while true do if item.price > 0 then break end return { ok = true } end",
		"for i = 1, item.price do return { ok = i > 0 } end",
	};
	for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
		ck_assert_str_eq(review("", "gives = { ok = 'bool' }", whole[i]), "");
	for (size_t i = 0; i < sizeof open / sizeof *open; i++)
		ck_assert_ptr_nonnull(strstr(review("", "gives = { ok = 'bool' }", open[i]), "no-return"));
}
END_TEST

START_TEST(numbers_belong_into_parameters)
{
	static const struct {
		const char *above, *body;
		bool found;
	} cases[] = {
		{"", "return { ok = item.price > 5000 }", true},
		{"", "return { ok = item.price > 0 and item.price / 100 ~= -1 }", false},
		{"", "return { ok = math.round(item.price / 100, 2) > 0 }", false},
		{"", "return { ok = math.round(2.5) > 0 }", true},
		{"", "local l = { 1, 0 } return { ok = l[2] == 0 }", false},
		{"", "return { ok = text.sub('abc', 2, 3) == 'bc' }", false},
		{"local n = 12\n", "return { ok = item.price > n }", true},
		{"local n = 12 -- months\n", "return { ok = item.price > n }", true},
		{"local n = 12 -- fixed: months a year\n", "return { ok = item.price > n }", false},
		{"local n = 12 -- 固定：一年十二个月\n", "return { ok = item.price > n }", false},
		{"local n = 12 -- fixed:\n", "return { ok = item.price > n }", true},
		{"local a, b = 2, 3 -- fixed: ranks\n", "return { ok = item.price > a + b }", false},
		{"local function f(x) return x * 3 end\n", "return { ok = f(item.price) > 0 }", true},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		ck_assert_msg((strstr(review(cases[i].above, "gives = { ok = 'bool' }", cases[i].body), "number") !=
			       NULL) == cases[i].found,
			      "%s%s", cases[i].above, cases[i].body);
}
END_TEST

START_TEST(numbers_of_a_fact_are_told_by_its_names)
{
	static const struct {
		const char *sql, *found;
	} cases[] = {
		{"SELECT id, 0 FROM item", ""},
		{"SELECT id, months_before(:as_of, 12) FROM item", ""},
		{"SELECT id, months_before(:as_of, 2) FROM item", "3:34"},
		{"SELECT id,\n 45.5 FROM item", "4:2"},
		{"SELECT id, 45 FROM item -- fixed: weeks", ""},
		{"SELECT id, 45 FROM item -- weeks", "3:12"},
		{"SELECT id, '45', \"c45\", t45 FROM item /* 45 */", ""},
		{"SELECT id, substr(day, 6, 2), round(x, 4) FROM item", ""},
		{"SELECT id, substr(max(day, 6), 2) FROM item", "3:28"},
		{"SELECT id FROM item GROUP BY 1, 2", ""},
		{"SELECT id, years * 13 FROM item", "3:20"},
		{"SELECT id, ((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((7", "3:80"},
		{"SELECT id, 99999999999999999999999999999999999999999999999999999999999999999999999999 FROM item", ""},
		{"SELECT id, '", ""},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct zd_fact_value value = {.name = "sales_12m", .title = "近期"};
		struct zd_fact fact = {.name = "f",
				       .sql = cases[i].sql,
				       .values = &value,
				       .value_count = 1,
				       .place = {"facts/f.sql", 3, 1}};
		struct zd_findings found = {0};
		char place[32] = "";
		zd_fact_numbers(&fact, &found);
		if (found.count)
			snprintf(place, sizeof place, "%d:%d", found.items[0].line, found.items[0].column);
		ck_assert_msg(strcmp(place, cases[i].found) == 0, "%s: %s", cases[i].sql, place);
		zd_findings_free(&found);
	}
}
END_TEST

Suite *suite_review(void)
{
	Suite *s = suite_create("review");
	TCase *t = tcase_create("review");
	tcase_add_test(t, a_value_that_no_return_gives_is_found);
	tcase_add_test(t, a_tangle_of_names_is_looked_at_for_a_bounded_time);
	tcase_add_test(t, a_comment_says_that_it_is_meant);
	tcase_add_test(t, texts_that_are_no_value_are_found);
	tcase_add_test(t, a_way_without_an_outcome_is_found);
	tcase_add_test(t, numbers_belong_into_parameters);
	tcase_add_test(t, numbers_of_a_fact_are_told_by_its_names);
	suite_add_tcase(s, t);
	return s;
}
