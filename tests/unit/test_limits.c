#include <check.h>
#include <string.h>

#include "rig.h"

Suite *suite_limits(void);

static struct rig g;

static void setup(void)
{
	rig_open(&g);
}

static void teardown(void)
{
	rig_close(&g);
}

/* What a hostile policy tries; the message says which limit stopped it. */
static const struct {
	const char *body, *part;
} attacks[] = {
	{"while true do end", "steps"},
	{"repeat local x = 1 until false", "steps"},
	{"for i = 1, math.huge do end", "steps"},
	{"local function f() return f() end return { out = f() }", "steps"},
	{"local function f(n) return 1 + f(n + 1) end return { out = f(1) }", ""},
	{"local s = 'x' while true do s = s .. s end", "memory"},
	{"local s = 'x' for i = 1, 1e9 do s = s .. 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx' .. i end",
	 ""},
	{"local t = {} for i = 1, 1e9 do t[i] = i end", ""},
	{"local t = {} for i = 1, 1e9 do t[i] = { i, i, i, i, i, i, i, i } end", "memory"},
	{"local t = {} for i = 1, 1e9 do t[tostring(i) .. "
	 "'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'] = i end",
	 ""},
	{"local s = 'xxxxxxxxxxxxxxxx' for i = 1, 16 do s = s .. s end for i = 1, 1e9 do local x = s .. i end", ""},
	{"local s = 'xxxxxxxxxxxxxxxx' for i = 1, 16 do s = s .. s end for i = 1, 1e9 do local x = text.sub(s, 2) end",
	 ""},
	{"local s = 'xxxxxxxxxxxxxxxx' for i = 1, 16 do s = s .. s end local r = text.replace(s, 'x', s)", ""},
	{"local s = 'xxxxxxxxxxxxxxxx' for i = 1, 14 do s = s .. s end local l = {} for i = 1, 1000 do l[i] = s end "
	 "local r = text.join(l, s)",
	 ""},
	{"local s = '' for i = 1, 1000 do s = s .. '{1}' end local v = s for i = 1, 9 do v = v .. v end local r = "
	 "text.format(s, v)",
	 "memory"},
	{"local s = 'aaaaaaaaaaaaaaaa' for i = 1, 16 do s = s .. s end local p = text.sub(s, 1, 500000) .. 'b' for i = "
	 "1, 1e9 do local c = text.contains(s, p) end",
	 "steps"},
	{"local s = 'aaaaaaaaaaaaaaaa' for i = 1, 15 do s = s .. s end local l = text.split(s, 'a') local m = "
	 "text.split(s, 'a')",
	 ""},
	{"local l = {} for i = 1, 1000 do l[i] = i end for i = 1, 1e9 do table.insert(l, 1, i) end", "steps"},
	{"local l = {} for i = 1, 20000 do l[i] = i end for i = 1, 1e9 do table.sort(l) end", "steps"},
	{"local l = {} for i = 1, 20000 do l[i] = i end for i = 1, 1e9 do table.sort(l, function(a, b) return true "
	 "end) end",
	 "steps"},
	{"local s = 'xxxxxxxxxxxxxxxx' for i = 1, 16 do s = s .. s end local l = {} for i = 1, 20000 do l[i] = s end "
	 "table.sort(l)",
	 "steps"},
	{"local l = {} for i = 1, 9000 do l[i] = { k = i } end for i = 1, 1e9 do local o = table.order(l, 'k', '-k') "
	 "end",
	 "steps"},
	{"local l = {} for i = 1, 20000 do l[i] = i end for i = 1, 1e9 do local p = table.find(l, 0) end", "steps"},
	{"local function f(l) table.sort({ 1, 2 }, f) return true end local x = f()", "deeply"},
	{"local w = {} for i = 1, 1e4 do w[i] = 1 end for i = 1, 1e9 do local s = money.share(100, w) end", "steps"},
	{"local w = {} for i = 1, 1e4 do w[i] = 1 end for i = 1, 1e9 do for k in pairs(w) do break end end", "steps"},
	{"local t = { 1 } for i = 1, 1e9 do t = { t, t } end", ""},
	{"local t = {} for i = 1, 1e9 do t = { function() return t end } end", ""},
};

/* Rows without x are attacked; those with it are decided all the same, before and behind. */
START_TEST(an_attack)
{
	g.pack.limits.memory = 4 << 20;
	g.pack.limits.steps = 200000;
	rig_add_body(&g, zd_arena_printf(&g.arena, "if r.x == nil then\n%s end return { out = 1 }", attacks[_i].body));
	rig_make(&g, 7);
	for (size_t i = 0; i < 7; i++) {
		if (i != 2 && i != 3 && i != 6)
			rig_text(&g, i, "x", "fine");
	}
	for (int again = 0; again < 2; again++) {
		g.batch->failure_count = 0;
		rig_decide(&g);
		ck_assert_uint_eq(g.batch->failure_count, 3);
		for (size_t i = 0; i < 3; i++) {
			ck_assert_int_eq(g.batch->failures[i].code, ZD_LIMIT);
			ck_assert_msg(strstr(g.batch->failures[i].message, attacks[_i].part) != NULL, "%s",
				      g.batch->failures[i].message);
			ck_assert_str_eq(g.batch->failures[i].message, g.batch->failures[0].message);
			ck_assert_int_eq(g.batch->failures[i].line, g.batch->failures[0].line);
		}
		for (size_t i = 0; i < 7; i++)
			ck_assert_int_eq(g.batch->status[i], i == 2 || i == 3 || i == 6 ? ZD_FAILED : ZD_DECIDED);
		ck_assert(rig_out(&g, 4, 0)->d == 1);
	}
}
END_TEST

/* The last number of rounds that a decision has steps for is the same in every row, mode and run. */
static int64_t rounds(enum zd_mode mode)
{
	static const char *const text = "return { title = 't', clause = 'c', subject = 'thing', needs = { n = { 'n', "
					"type = 'int' } }, gives = { out = 'int' },\n"
					"decide = function(r) local k = 0 for i = 1, r.n do because('c', '{1}', i) k = "
					"k + text.length('12345678901234567890123456789012') end\n"
					"return { out = k } end }";
	int64_t most = 0;

	rig_open(&g);
	g.mode = mode;
	g.pack.limits.steps = 3000;
	rig_add(&g, "a.b", text);
	rig_make(&g, 1500);
	for (size_t i = 0; i < 1500; i++)
		*rig_in(&g, i, "n") = zd_value_int((int64_t)i);
	rig_decide(&g);
	for (size_t i = 0; i < 1500; i++) {
		if (g.batch->status[i] == ZD_DECIDED)
			most = (int64_t)i;
	}
	ck_assert_uint_eq(g.batch->failure_count, (size_t)(1499 - most));
	rig_close(&g);
	return most;
}

START_TEST(steps_are_exact)
{
	int64_t fast;

	rig_close(&g);
	fast = rounds(ZD_MODE_FAST);

	ck_assert_int_gt(fast, 500);
	ck_assert_int_lt(fast, 1200);
	ck_assert_int_eq(rounds(ZD_MODE_REASONS), fast);
	ck_assert_int_eq(rounds(ZD_MODE_TRACE), fast);
	rig_open(&g);
}
END_TEST

START_TEST(time_is_limited)
{
	g.pack.limits.steps = INT64_MAX / 4;
	g.pack.limits.seconds = 0.05;
	rig_add_body(&g, "while true do end");
	rig_make(&g, 1);
	rig_fails(&g, ZD_LIMIT, "longer than its limit of 0.05 seconds");
}
END_TEST

/* Garbage of one decision is not the next one's. */
START_TEST(rows_do_not_add_up)
{
	g.pack.limits.memory = 1 << 20;
	rig_add_body(&g, "local t = {} for i = 1, 300 do t[i] = { i, 'x' .. i } end return { out = #t }");
	rig_make(&g, 4000);
	rig_decide(&g);
	ck_assert_uint_eq(g.batch->failure_count, 0);
	ck_assert(rig_out(&g, 3999, 0)->d == 300);
}
END_TEST

/* A large set has room by its members, and a failure of one set leaves the next alone. */
START_TEST(sets_have_room)
{
	g.pack.limits.steps = 1000;
	g.pack.limits.memory = 1 << 16;
	rig_add(&g, "s.x",
		"return { title = 't', clause = 'c', subject = 'thing', over = 'team', needs = { v = { 'v', type = "
		"'int' } }, gives = { n = 'int' },\n"
		"decide = function(members) local o = {}\n"
		"  if members[1].v < 0 then while true do end end\n"
		"  for i, m in ipairs(members) do for k = 1, 100 do o[i] = { n = m.v } end end return o end }");
	rig_make(&g, 2000);
	for (int turn = 0; turn < 3; turn++) {
		for (size_t i = 0; i < 2000; i++) {
			rig_text(&g, i, "team", "t");
			*rig_in(&g, i, "v") = zd_value_int(turn == 1 ? -1 : (int64_t)i);
		}
		g.batch->failure_count = 0;
		rig_decide(&g);
		ck_assert_uint_eq(g.batch->failure_count, turn == 1 ? 2000 : 0);
		if (turn != 1)
			ck_assert_int_eq(rig_out(&g, 1999, 0)->i, 1999);
	}
}
END_TEST

Suite *suite_limits(void)
{
	Suite *s = suite_create("limits");
	TCase *t = tcase_create("limits");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_set_timeout(t, 60);
	tcase_add_loop_test(t, an_attack, 0, (int)(sizeof attacks / sizeof *attacks));
	tcase_add_test(t, steps_are_exact);
	tcase_add_test(t, time_is_limited);
	tcase_add_test(t, rows_do_not_add_up);
	tcase_add_test(t, sets_have_room);
	suite_add_tcase(s, t);
	return s;
}
