/* Turning points and mutants, on a pack of one policy in memory. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "script/mutants.h"
#include "session/onecase.h"
#include "session/turning.h"

Suite *suite_turning(void);

static const char MODEL[] = "entities:\n"
			    "  item:\n"
			    "    title: 物品\n"
			    "    fields:\n"
			    "      id: {type: text, title: 编号}\n"
			    "      price: {type: money, title: 价格, min: 0}\n"
			    "      weight: {type: number, title: 重量}\n"
			    "      made: {type: date, title: 日期}\n";
static const char RULE[] =
	"local function small(w) return w < 2.5 end -- a < b is no operator here\n"
	"return { title = 't', clause = 'c', subject = 'item', needs = { 'price', 'weight', 'made?' },\n"
	"  gives = { big = 'bool', old = 'bool' },\n"
	"  decide = function(item)\n"
	"    because('c', '{1}', item.price - 1)\n"
	"    local old = item.made ~= nil and item.made <= '2024-02-29'\n"
	"    if item.price\n"
	"       -- a comment with >= in it\n"
	"       > 10000 then\n"
	"      return { big = true, old = old }\n"
	"    end\n"
	"    return { big = not small(item.weight), old = old }\n"
	"  end }\n";
static const char CASES[] = "policy: item.p\n"
			    "cases:\n"
			    "  - name: 一\n"
			    "    given: {price: 50, weight: 1, made: 2020-01-01}\n"
			    "    expect: {big: false}\n";
static const char PACK[] = "name: p\nversion: 1.0.0\ntitle: p\n";

static struct zd_loaded loaded;

static void setup(void)
{
	const struct zd_pack_file files[] = {{"pack.yaml", PACK, sizeof PACK - 1},
					     {"model/m.yaml", MODEL, sizeof MODEL - 1},
					     {"rules/item/p.lua", RULE, sizeof RULE - 1},
					     {"cases/item/p.yaml", CASES, sizeof CASES - 1}};
	struct zd_error err;
	memset(&loaded, 0, sizeof loaded);
	ck_assert_int_eq(zd_pack_read_files(&loaded.pack, "p", files, 4, ZD_READ_ALL, &loaded.findings, &err), ZD_OK);
	zd_scripts_read(&loaded.scripts, loaded.pack, &loaded.findings);
	zd_pack_resolve(loaded.pack, &loaded.findings);
	ck_assert_msg(loaded.findings.errors == 0, "%s", loaded.findings.count ? loaded.findings.items[0].message : "");
}

static void teardown(void)
{
	zd_scripts_free(loaded.scripts);
	zd_pack_free(loaded.pack);
	zd_findings_free(&loaded.findings);
}

START_TEST(operators_are_found_where_they_stand)
{
	static const struct {
		int line, column;
		const char *from, *to;
	} want[] = {
		{1, 34, "<", "<="}, {6, 27, "~=", "=="}, {6, 34, "and", "or"}, {6, 48, "<=", "<"}, {9, 8, ">", ">="}};
	const struct zd_policy *p = &loaded.pack->policies[0];
	const struct zd_syntax *syntax = zd_scripts_syntax(loaded.scripts, p);
	struct zd_arena arena = {0};
	struct zd_mutant_place *places;
	size_t count;
	zd_mutants_find(&places, &count, syntax, &arena);
	ck_assert_uint_eq(count, sizeof want / sizeof *want);
	for (size_t i = 0; i < count; i++) {
		ck_assert_int_eq(places[i].line, want[i].line);
		ck_assert_int_eq(places[i].column, want[i].column);
		ck_assert_str_eq(places[i].from, want[i].from);
		ck_assert_str_eq(places[i].to, want[i].to);
		ck_assert_ptr_nonnull(zd_mutant_read(syntax, p, &places[i], &arena));
	}
	zd_arena_free(&arena);
}
END_TEST

START_TEST(a_replaced_tree_decides_and_is_put_back)
{
	const struct zd_policy *p = &loaded.pack->policies[0];
	const struct zd_syntax *syntax = zd_scripts_syntax(loaded.scripts, p);
	struct zd_arena arena = {0};
	struct zd_mutant_place *places;
	struct zd_str difference = {0};
	size_t count;
	zd_mutants_find(&places, &count, syntax, &arena);
	struct zd_mutant_place flip = places[4];
	flip.to = "~=";
	ck_assert_ptr_eq(zd_scripts_replace(loaded.scripts, p, zd_mutant_read(syntax, p, &flip, &arena)), syntax);
	zd_case_run(&loaded, &loaded.pack->cases[0], 0, ZD_MODE_FAST, NULL, &difference);
	ck_assert_str_eq(zd_str_text(&difference), "big: expected false, got true");
	zd_scripts_replace(loaded.scripts, p, syntax);
	zd_str_clear(&difference);
	zd_case_run(&loaded, &loaded.pack->cases[0], 0, ZD_MODE_FAST, NULL, &difference);
	ck_assert_str_eq(zd_str_text(&difference), "");
	zd_str_free(&difference);
	zd_arena_free(&arena);
}
END_TEST

START_TEST(decisions_turn_between_neighbours)
{
	static const struct {
		const char *slot;
		int64_t samples[3];
		int64_t low; /* -1: it does not turn there */
	} cases[] = {
		{"price", {0, 5000, 1000000}, 10000},   {"price", {0, 10000, 10001}, 10000},
		{"price", {0, 1, 10000}, -1},           {"weight", {0, 100, 100000}, 249},
		{"made", {18000, 19000, 20000}, 19782}, /* 2024-02-29 */
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct zd_probe p;
		struct zd_error err;
		struct zd_turn turn;
		ck_assert_int_eq(zd_probe_open(&p, &loaded, &loaded.pack->cases[0], 0, &err), ZD_OK);
		int slot = zd_single_slot(&p.single, cases[i].slot);
		size_t n = zd_turns_find(&turn, 1, &p, 0, (size_t)slot, cases[i].samples, 3);
		ck_assert_uint_eq(n, cases[i].low >= 0);
		if (n)
			ck_assert_int_eq(turn.low, cases[i].low);
		zd_probe_close(&p);
	}
}
END_TEST

START_TEST(inputs_keep_within_their_bounds)
{
	struct zd_probe p;
	struct zd_error err;
	int64_t at;
	ck_assert_int_eq(zd_probe_open(&p, &loaded, &loaded.pack->cases[0], 0, &err), ZD_OK);
	size_t price = (size_t)zd_single_slot(&p.single, "price"), made = (size_t)zd_single_slot(&p.single, "made");
	ck_assert(zd_probe_allows(&p, price, 0) && !zd_probe_allows(&p, price, -1));
	ck_assert(zd_probe_allows(&p, made, 0) && !zd_probe_allows(&p, made, INT64_C(1) << 40));
	ck_assert(zd_probe_at(&p, 0, price, &at) && at == 5000);
	const struct zd_type number = {.kind = ZD_KIND_NUMBER}, text = {.kind = ZD_KIND_TEXT};
	const struct zd_value huge = zd_value_number(1e300), word = zd_value_string("x");
	ck_assert(!zd_place_of(&number, &huge, &at) && !zd_place_of(&text, &word, &at));
	zd_probe_close(&p);
}
END_TEST

Suite *suite_turning(void)
{
	Suite *s = suite_create("turning");
	TCase *t = tcase_create("turning");
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, operators_are_found_where_they_stand);
	tcase_add_test(t, a_replaced_tree_decides_and_is_put_back);
	tcase_add_test(t, decisions_turn_between_neighbours);
	tcase_add_test(t, inputs_keep_within_their_bounds);
	suite_add_tcase(s, t);
	return s;
}
