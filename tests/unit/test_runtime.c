#include <check.h>
#include <string.h>

#include "rig.h"

Suite *suite_runtime(void);

static struct rig g;

static void setup(void)
{
	rig_open(&g);
}

static void teardown(void)
{
	rig_close(&g);
}

#define HEAD "title = 't', clause = 'c', subject = 'thing', "

static const char *const grade_text =
	"return { " HEAD
	"needs = { sales = { 'sales', type = 'money' }, score = { 'score', type = 'number', optional = true } },\n"
	"gives = { class = { 'high', 'low' }, points = 'number', count = 'int', bonus = 'money?' },\n"
	"decide = function(r)\n"
	"  if r.sales < 0 then stop('{1} is below {2:money}', r.sales, 0) end\n"
	"  because('C 1', 'sales {1:money}', r.sales)\n"
	"  local class = r.sales > 1000 and 'high' or 'low'\n"
	"  return { class = class, points = r.score or 7, count = r.sales // 100, bonus = r.sales > 500 and 5 or nil "
	"}\n"
	"end }";

static const char *const next_text = "return { " HEAD "needs = { class = 'a.grade.class', points = 'a.grade.points', "
				     "bonus = { 'a.grade.bonus', optional = true } },\n"
				     "gives = { word = 'text', kind = 'text' },\n"
				     "decide = function(r)\n"
				     "  because('C 2', '{1} {2}', r.class, r.points)\n"
				     "  return { word = r.class .. ':' .. tostring(r.points) .. ':' .. "
				     "tostring(r.bonus), kind = math.type(r.points) }\n"
				     "end }";

static void add_two(size_t rows)
{
	rig_add(&g, "a.grade", grade_text);
	rig_add(&g, "a.next", next_text);
	rig_make(&g, rows);
	for (size_t i = 0; i < rows; i++)
		*rig_in(&g, i, "sales") = zd_value_int((int64_t)i * 300);
}

static void same_in_mode(enum zd_mode mode)
{
	g.mode = mode;
	add_two(5);
	*rig_in(&g, 1, "score") = zd_value_number(-0.0);
	*rig_in(&g, 2, "sales") = zd_value_int(-1);
	*rig_in(&g, 3, "sales") = ZD_VALUE_NIL;
	rig_decide(&g);
	ck_assert_str_eq(rig_out(&g, 0, 0)->s, "low");
	ck_assert_ptr_eq(rig_out(&g, 0, 0)->s, g.policies[0]->gives[0].type.enums->values[1]);
	ck_assert_uint_eq(rig_out(&g, 0, 1)->tag, ZD_NUMBER);
	ck_assert(rig_out(&g, 0, 1)->d == 7);
	ck_assert_int_eq(rig_out(&g, 4, 2)->i, 12);
	ck_assert_uint_eq(rig_out(&g, 1, 3)->tag, ZD_NIL);
	ck_assert_int_eq(rig_out(&g, 4, 3)->i, 5);
	/* What a step gives as an integer, the next gets as the number it is declared to be. */
	ck_assert_str_eq(rig_out(&g, 0, 4)->s, "low:7.0:nil");
	ck_assert_str_eq(rig_out(&g, 1, 4)->s, "low:0.0:nil");
	ck_assert_str_eq(rig_out(&g, 4, 4)->s, "high:7.0:5");
	ck_assert_str_eq(rig_out(&g, 0, 5)->s, "float");
	ck_assert_int_eq(g.batch->status[4], ZD_FAILED);
	ck_assert_int_eq(g.batch->status[5], ZD_FAILED);
	ck_assert_int_eq(g.batch->status[8], ZD_DECIDED);
	ck_assert_uint_eq(g.batch->failure_count, 4);
	ck_assert_str_eq(g.batch->failures[0].message, "-1 is below 0.00");
	ck_assert_int_eq(g.batch->failures[0].code, ZD_POLICY);
	ck_assert_int_eq(g.batch->failures[0].line, 4);
	ck_assert_str_eq(g.batch->failures[0].file, "rules/a.grade.lua");
	ck_assert_str_eq(g.batch->failures[1].message, "a.grade.class is missing: a.grade failed");
	ck_assert_int_eq(g.batch->failures[1].code, ZD_POLICY);
	ck_assert_str_eq(g.batch->failures[2].message, "thing r4: sales is missing");
	ck_assert_str_eq(g.batch->failures[2].field, "sales");
	ck_assert_int_eq(g.batch->failures[2].code, ZD_DATA);
	ck_assert_int_eq(g.batch->failures[3].code, ZD_DATA);
}

START_TEST(a_chain_fast)
{
	same_in_mode(ZD_MODE_FAST);
	ck_assert_uint_eq(g.batch->reason_count, 0);
}
END_TEST

START_TEST(a_chain_with_reasons)
{
	same_in_mode(ZD_MODE_REASONS);
	ck_assert_uint_eq(g.batch->reason_count, 6);
	ck_assert_str_eq(g.batch->reasons[2].text, "sales 3.00");
	ck_assert_str_eq(g.batch->reasons[3].text, "low 0");
	ck_assert_uint_eq(g.batch->reasons[3].row, 1);
	ck_assert_uint_eq(g.batch->reasons[3].step, 1);
	ck_assert_str_eq(g.batch->reasons[5].clause, "C 2");
}
END_TEST

START_TEST(a_chain_traced)
{
	same_in_mode(ZD_MODE_TRACE);
	ck_assert_uint_eq(g.batch->reason_count, 6);
	ck_assert_int_eq(g.batch->traces[0].line, 4);
	ck_assert_ptr_null(g.batch->traces[0].name);
	ck_assert_str_eq(g.batch->traces[3].name, "class");
	ck_assert_str_eq(g.batch->traces[3].value, "low");
}
END_TEST

START_TEST(a_written_text)
{
	static const struct zd_binding bindings[] = {{ZD_BIND_LIBRARY, "money.times", 0}, {ZD_BIND_PARAM, "rate", 0}};

	rig_add(&g, "a.b",
		"return { " HEAD "needs = { amount = { 'amount', type = 'money' } }, params = { rate = 'x.rate' },\n"
		"gives = { out = 'money' }, decide = function(r, param) return { out = money.times(r.amount, "
		"param.rate) } end }");
	g.written[0] = "local t, p = ... return function(amount) return t(amount, p) end";
	g.units[0].bindings = (struct zd_binding *)bindings;
	g.units[0].binding_count = 2;
	rig_param(&g, 0, zd_value_number(0.15), NULL);
	rig_make(&g, 1);
	*rig_in(&g, 0, "amount") = zd_value_int(1010);
	rig_decide(&g);
	ck_assert_int_eq(rig_out(&g, 0, 0)->i, 152);
}
END_TEST

static const char *const when_texts[] = {
	"return { " HEAD "when = 'is_open', needs = { n = { 'n', type = 'int' } }, gives = { a = 'int' },\n"
	"decide = function(r) return { a = r.n + 1 } end }",
	"return { " HEAD "needs = { a = { 'p.one.a', optional = true }, n = { 'n', type = 'int', optional = true } }, "
	"gives = { b = 'int' },\n"
	"decide = function(r) return { b = (r.a or 100) + (r.n or 1000) } end }",
	"return { " HEAD "when = 'is_open', needs = { a = 'p.one.a' }, gives = { c = 'int' }, decide = function(r) "
	"return { c = r.a * 2 } end }",
	"return { " HEAD
	"needs = { a = 'p.one.a' }, gives = { d = 'int' }, decide = function(r) return { d = r.a * 3 } end }",
};

static void when_in_mode(enum zd_mode mode, size_t policies)
{
	static const char *const ids[] = {"p.one", "p.two", "p.three", "p.four"};

	g.mode = mode;
	for (size_t i = 0; i < policies; i++)
		rig_add(&g, ids[i], when_texts[i]);
	rig_make(&g, 4);
	for (size_t i = 0; i < 3; i++)
		*rig_in(&g, i, "n") = zd_value_int(5);
	*rig_in(&g, 0, "is_open") = zd_value_bool(true);
	*rig_in(&g, 1, "is_open") = zd_value_bool(false);
	*rig_in(&g, 3, "is_open") = zd_value_bool(true);
	rig_decide(&g);
	ck_assert_int_eq(rig_out(&g, 0, 0)->i, 6);
	ck_assert_int_eq(rig_out(&g, 0, 1)->i, 11);
	ck_assert_int_eq(rig_out(&g, 0, 2)->i, 12);
	ck_assert_int_eq(rig_out(&g, 1, 1)->i, 105);
	ck_assert_uint_eq(rig_out(&g, 1, 2)->tag, ZD_NIL);
	ck_assert_int_eq(g.batch->status[policies], ZD_LEFT_OUT);
	ck_assert_int_eq(g.batch->status[policies + 1], ZD_DECIDED);
	ck_assert_int_eq(g.batch->status[policies + 2], ZD_LEFT_OUT);
	ck_assert_int_eq(g.batch->status[2 * policies], ZD_LEFT_OUT);
	ck_assert_int_eq(g.batch->status[3 * policies], ZD_FAILED);
	ck_assert_int_eq(rig_out(&g, 3, 1)->i, 1100);
	ck_assert_int_eq(g.batch->status[3 * policies + 2], ZD_FAILED);
}

START_TEST(left_out_by_when)
{
	when_in_mode(_i ? ZD_MODE_TRACE : ZD_MODE_FAST, 3);
	ck_assert_uint_eq(g.batch->failure_count, 2);
}
END_TEST

START_TEST(needed_though_left_out)
{
	when_in_mode(_i ? ZD_MODE_TRACE : ZD_MODE_FAST, 4);
	ck_assert_int_eq(rig_out(&g, 0, 3)->i, 18);
	ck_assert_int_eq(g.batch->status[4 + 3], ZD_FAILED);
	ck_assert_str_eq(g.batch->failures[0].message, "p.one.a is missing: p.one does not apply here");
	ck_assert_int_eq(g.batch->failures[0].code, ZD_DATA);
	ck_assert_uint_eq(g.batch->failure_count, 5);
}
END_TEST

/* Each give is declared so and given what the expression gives; the message says what was wanted. */
static const struct {
	const char *give, *value, *wrong;
} outcomes[] = {
	{"'int'", "3.0", NULL},
	{"'int'", "3.5", "outcome out wants a whole number, got the number 3.5"},
	{"'money'", "3.0", "wants money, got the number 3: money.times or money.yuan"},
	{"'money'", "900000000000000001", "wants money, got the integer 900000000000000001"},
	{"'number'", "0 / 0", "wants a number, got"},
	{"'number'", "1 / 0", "wants a number, got"},
	{"'number'", "nil", "outcome out is missing"},
	{"'number?'", "nil", NULL},
	{"'number'", "'1'", "wants a number, got the text '1'"},
	{"'bool'", "1", "wants true or false, got the integer 1"},
	{"'date'", "'2025-02-29'", "wants a date, got the text '2025-02-29'"},
	{"'date'", "'2024-02-29'", NULL},
	{"'datetime'", "'2024-02-29 10:00:00'", NULL},
	{"'datetime'", "'2024-02-29T10:00:00'", "wants a date-time"},
	{"'text'", "5", "wants text, got the integer 5"},
	{"{ 'A', 'B' }", "'C'", "got the text 'C'"},
	{"'list'", "{ 1, 'a', true, 2.5 }", NULL},
	{"'list'", "{ 1, {} }", "got a table as item 2"},
	{"'list'", "{ x = 1 }", "wants a list"},
	{"'list'", "{ 1, nil, 3 }", "wants a list"},
	{"'list'", "{ 1 } for i = 1, 5000 do v[i] = i end", "is a list too long to keep"},
	{"'text'", "'xxxxxxxxxxxxxxxx' for i = 1, 13 do v = v .. v end", "too long to keep"},
	{"'list'", "7", "wants a list, got the integer 7"},
};

START_TEST(outcomes_are_checked)
{
	rig_add(&g, "a.b",
		zd_arena_printf(&g.arena,
				"return { " HEAD
				"needs = { 'x?' }, gives = {\nout = %s }, decide = function(r) local v = r.x\n"
				"v = %s\nreturn { out = v } end }",
				outcomes[_i].give, outcomes[_i].value));
	rig_make(&g, 1);
	if (outcomes[_i].wrong) {
		rig_fails(&g, ZD_POLICY, outcomes[_i].wrong);
		rig_decide(&g);
		ck_assert_ptr_nonnull(strstr(g.batch->failures[0].message, "a.b: outcome out"));
		ck_assert_str_eq(g.batch->failures[0].file, "rules/a.b.lua");
		ck_assert_int_eq(g.batch->failures[0].line, 2);
		ck_assert_uint_eq(rig_out(&g, 0, 0)->tag, ZD_NIL);
	} else {
		rig_decide(&g);
		ck_assert_uint_eq(g.batch->failure_count, 0);
	}
}
END_TEST

START_TEST(lists_are_each_steps_own)
{
	g.mode = _i ? ZD_MODE_TRACE : ZD_MODE_FAST;
	rig_add(&g, "a.one",
		"return { " HEAD "needs = { seen = { 'seen', type = 'list' } }, gives = { list = 'list' },\n"
		"decide = function(r) local l = r.seen table.insert(l, 'one') return { list = l } end }");
	rig_add(&g, "a.two",
		"return { " HEAD
		"needs = { seen = { 'seen', type = 'list' }, list = 'a.one.list' }, gives = { n = 'int', m = 'int' },\n"
		"decide = function(r) local l = r.list table.insert(l, 'two') return { n = #l, m = #r.seen } end }");
	rig_make(&g, 1);
	*rig_in(&g, 0, "seen") =
		(struct zd_value){.tag = ZD_LIST, .len = 1, .list = (struct zd_value[]){zd_value_text("zero", 4)}};
	rig_decide(&g);
	ck_assert_uint_eq(g.batch->failure_count, 0);
	ck_assert_uint_eq(rig_out(&g, 0, 0)->len, 2);
	ck_assert_str_eq(rig_out(&g, 0, 0)->list[1].s, "one");
	ck_assert_int_eq(rig_out(&g, 0, 1)->i, 3);
	ck_assert_int_eq(rig_out(&g, 0, 2)->i, 1);
}
END_TEST

START_TEST(variants_have_their_own)
{
	static struct zd_value other[] = {{.tag = ZD_INT, .i = 10}};

	rig_add(&g, "a.b",
		"return { " HEAD "needs = { n = { 'n', type = 'int' }, m = { 'm', type = 'int', optional = true } }, "
		"params = { k = 'x.k' }, gives = { out = 'int' },\n"
		"decide = function(r, param) return { out = r.n * param.k + (r.m or 0) } end }");
	rig_param(&g, 0, zd_value_int(2), NULL);
	struct zd_policy *group = g.policies[0];
	g.stage.step_count = 0;
	size_t outs = g.stage.out_count;
	struct zd_policy *mine =
		rig_add(&g, "a.b",
			"return { " HEAD "needs = { m = { 'm', type = 'int' } }, gives = { out = 'int' },\n"
			"decide = function(r) return { out = -r.m } end }");
	g.stage.out_count = outs;
	g.stage.steps[0].policy = group;
	g.stage.steps[0].first_out = 0;
	g.stage.steps[0].args = (struct zd_arg[]){{false, 0, false}, {false, 1, true}};
	g.variants[0].steps[0].policy = group;
	g.variants[1].steps[0] = (struct zd_variant_step){group, other};
	g.variants[2].steps[0] = (struct zd_variant_step){mine, other};
	g.variant_count = 3;
	rig_make(&g, 6);
	for (size_t i = 0; i < 6; i++) {
		*rig_in(&g, i, "n") = zd_value_int(7);
		*rig_in(&g, i, "m") = i < 5 ? zd_value_int(1) : ZD_VALUE_NIL;
		g.batch->variant[i] = (uint32_t)(i % 3);
	}
	rig_decide(&g);
	ck_assert_int_eq(rig_out(&g, 0, 0)->i, 15);
	ck_assert_int_eq(rig_out(&g, 1, 0)->i, 71);
	ck_assert_int_eq(rig_out(&g, 2, 0)->i, -1);
	ck_assert_int_eq(rig_out(&g, 3, 0)->i, 15);
	ck_assert_uint_eq(g.batch->failure_count, 1);
	ck_assert_str_eq(g.batch->failures[0].message, "thing r6: m is missing");
}
END_TEST

/* More values than one function has room for: the steps are spread over several. */
START_TEST(a_long_chain)
{
	for (size_t k = 0; k < 8; k++) {
		struct zd_str text = {0};

		zd_str_add(&text, "return { " HEAD "needs = { ");
		for (size_t i = 0; i < 25; i++)
			zd_str_printf(&text, "n%zu = { 'n%zu', type = 'int' }, ", i, k * 20 + i);
		if (k > 0)
			zd_str_printf(&text, "sum = 'p.s%zu.sum', ", k - 1);
		zd_str_add(&text, "}, gives = { sum = 'int' }, decide = function(r) return { sum = 0");
		for (size_t i = 0; i < 25; i++)
			zd_str_printf(&text, " + r.n%zu", i);
		zd_str_printf(&text, "%s } end }", k > 0 ? " + r.sum" : "");
		rig_add(&g, zd_arena_printf(&g.arena, "p.s%zu", k), zd_arena_strdup(&g.arena, zd_str_text(&text)));
		zd_str_free(&text);
	}
	rig_make(&g, 3);
	for (size_t i = 0; i < 3 * g.stage.slot_count; i++)
		g.batch->in[i] = zd_value_int(1);
	rig_decide(&g);
	ck_assert_uint_eq(g.batch->failure_count, 0);
	ck_assert_int_eq(rig_out(&g, 2, 7)->i, 200);
}
END_TEST

static const char *const set_text =
	"return { " HEAD "over = 'team', when = 'active', needs = { points = { 'points', type = 'int' }, note = { "
	"'note', type = 'text', optional = true } },\n"
	"gives = { rank = 'int', share = 'money' },\n"
	"decide = function(members)\n"
	"  local order, weights = {}, {}\n"
	"  for i, m in ipairs(members) do order[i] = { at = i, points = m.points } weights[i] = m.points end\n"
	"  table.sort(order, function(a, b) return a.points > b.points end)\n"
	"  because('S 1', '{1} members', #members)\n"
	"  local parts, out = money.share(100, weights), {}\n"
	"  for rank, entry in ipairs(order) do out[entry.at] = { rank = rank, share = parts[entry.at] } end\n"
	"  for i, m in ipairs(members) do if m.note ~= nil then because('S 2', '{1}: {2}', m.id, m.note) end if i == 2 "
	"then break end end\n"
	"  because('S 3', 'end')\n"
	"  return out\n"
	"end }";

static void make_set(enum zd_mode mode)
{
	g.mode = mode;
	rig_add(&g, "s.rank", set_text);
	rig_make(&g, 5);
	for (size_t i = 0; i < 5; i++) {
		rig_text(&g, i, "team", "t1");
		*rig_in(&g, i, "active") = zd_value_bool(i != 1);
		*rig_in(&g, i, "points") = zd_value_int((int64_t)(i * 7 % 5));
	}
	rig_text(&g, 2, "note", "hello");
}

START_TEST(a_set)
{
	make_set((enum zd_mode)_i);
	rig_decide(&g);
	ck_assert_uint_eq(g.batch->failure_count, 0);
	ck_assert_int_eq(g.batch->status[1], ZD_LEFT_OUT);
	/* Points: r1 0, r3 4, r4 1, r5 3. */
	ck_assert_int_eq(rig_out(&g, 2, 0)->i, 1);
	ck_assert_int_eq(rig_out(&g, 4, 0)->i, 2);
	ck_assert_int_eq(rig_out(&g, 0, 0)->i, 4);
	ck_assert_int_eq(rig_out(&g, 2, 1)->i, 50);
	ck_assert_uint_eq(rig_out(&g, 1, 0)->tag, ZD_NIL);
	if (_i == ZD_MODE_FAST)
		return;
	/* Two about everybody, one about a member, in the order of the rows. */
	ck_assert_uint_eq(g.batch->reason_count, 9);
	ck_assert_str_eq(g.batch->reasons[0].text, "4 members");
	ck_assert_str_eq(g.batch->reasons[1].text, "end");
	ck_assert_uint_eq(g.batch->reasons[3].row, 2);
	ck_assert_str_eq(g.batch->reasons[3].text, "r3: hello");
	ck_assert_str_eq(g.batch->reasons[4].text, "end");
	ck_assert_uint_eq(g.batch->reasons[8].row, 4);
}
END_TEST

START_TEST(a_set_that_lacks_something)
{
	make_set(ZD_MODE_FAST);
	*rig_in(&g, 3, "points") = ZD_VALUE_NIL;
	rig_decide(&g);
	ck_assert_uint_eq(g.batch->failure_count, 4);
	ck_assert_str_eq(g.batch->failures[0].message, "thing r4: points is missing");
	ck_assert_int_eq(g.batch->status[1], ZD_LEFT_OUT);
	ck_assert_int_eq(g.batch->status[4], ZD_FAILED);
}
END_TEST

static const struct {
	const char *body, *wrong;
	size_t failures;
} sets[] = {
	{"return {}", "s.x: decide gave no outcome for member 1 of 3", 3},
	{"return 5", "must return a list of outcomes", 3},
	{"local o = {} for i = 1, 4 do o[i] = { n = 1 } end return o", "more outcomes than there are members (3)", 3},
	{"local o = {} for i, m in ipairs(members) do o[i] = { n = i, k = 1 } end return o", "has no 'k'", 3},
	{"local o = {} for i, m in ipairs(members) do o[i] = { n = i == 2 and 'x' or 1 } end return o",
	 "outcome n wants a whole number", 1},
	{"local o = {} for i, m in ipairs(members) do o[i] = 1 end return o", "outcome of member 1 must be a table", 3},
	{"local f = 'vall' local o = {} for i, m in ipairs(members) do o[i] = { n = m[f] } end return o",
	 "thing has no 'vall'; did you mean 'val'?", 3},
	{"local o = {} for i, m in ipairs(members) do m.extra = i o[i] = { n = m.extra } end return o", NULL, 0},
	{"stop('no {1}', #members)", "no 3", 3},
};

START_TEST(sets_are_checked)
{
	rig_add(&g, "s.x",
		zd_arena_printf(&g.arena,
				"return { " HEAD "over = 'team', needs = { val = { 'val', type = 'int', optional = "
				"true } }, gives = { n = 'int' },\n"
				"decide = function(members) local v = members[1].val\n%s end }",
				sets[_i].body));
	rig_make(&g, 3);
	for (size_t i = 0; i < 3; i++)
		rig_text(&g, i, "team", "t");
	rig_decide(&g);
	ck_assert_uint_eq(g.batch->failure_count, sets[_i].failures);
	if (sets[_i].wrong)
		ck_assert_msg(strstr(g.batch->failures[0].message, sets[_i].wrong) != NULL, "%s",
			      g.batch->failures[0].message);
}
END_TEST

Suite *suite_runtime(void)
{
	Suite *s = suite_create("runtime");
	TCase *t = tcase_create("runtime");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, a_chain_fast);
	tcase_add_test(t, a_chain_with_reasons);
	tcase_add_test(t, a_chain_traced);
	tcase_add_test(t, a_written_text);
	tcase_add_loop_test(t, left_out_by_when, 0, 2);
	tcase_add_loop_test(t, needed_though_left_out, 0, 2);
	tcase_add_loop_test(t, outcomes_are_checked, 0, (int)(sizeof outcomes / sizeof *outcomes));
	tcase_add_loop_test(t, lists_are_each_steps_own, 0, 2);
	tcase_add_test(t, variants_have_their_own);
	tcase_add_test(t, a_long_chain);
	tcase_add_loop_test(t, a_set, 0, 3);
	tcase_add_test(t, a_set_that_lacks_something);
	tcase_add_loop_test(t, sets_are_checked, 0, (int)(sizeof sets / sizeof *sets));
	suite_add_tcase(s, t);
	return s;
}
