#include <check.h>
#include <string.h>

#include "rig.h"
#include "script/lib.h"

Suite *suite_lib(void);

static struct rig g;

static void setup(void)
{
	rig_open(&g);
	g.pack.language = "en";
}

static void teardown(void)
{
	rig_close(&g);
}

/* A parameter of maps and lists: { grades = { A = 1, B = 2 }, steps = { 10, 20, 30 }, free = { x = 5 } }. */
static void add_param(void)
{
	static const struct zd_type number = {.kind = ZD_KIND_NUMBER};
	static const char *letters[] = {"A", "B"}, *keys[] = {"grades", "steps", "free"};
	static struct zd_type numbers[2], kinds[3], type;
	static struct zd_value steps[3];
	static struct zd_pair grades[2], loose[1], all[3];

	numbers[0] = numbers[1] = number;
	kinds[0] = (struct zd_type){.kind = ZD_KIND_MAP, .count = 2, .keys = letters, .of = numbers};
	kinds[1] = (struct zd_type){.kind = ZD_KIND_LIST, .count = 1, .of = &number};
	kinds[2] = (struct zd_type){.kind = ZD_KIND_MAP, .open = true, .of = &number};
	type = (struct zd_type){.kind = ZD_KIND_MAP, .count = 3, .keys = keys, .of = kinds};
	for (int i = 0; i < 3; i++)
		steps[i] = zd_value_number(10 * (i + 1));
	grades[0] = (struct zd_pair){"A", zd_value_number(1)};
	grades[1] = (struct zd_pair){"B", zd_value_number(2)};
	loose[0] = (struct zd_pair){"x", zd_value_number(5)};
	all[0] = (struct zd_pair){"grades", {.tag = ZD_MAP, .len = 2, .map = grades}};
	all[1] = (struct zd_pair){"steps", {.tag = ZD_LIST, .len = 3, .list = steps}};
	all[2] = (struct zd_pair){"free", {.tag = ZD_MAP, .len = 1, .map = loose}};
	rig_param(&g, 0, (struct zd_value){.tag = ZD_MAP, .len = 3, .map = all}, &type);
}

/* Each body leaves in `t` what must be this text; or fails with what comes behind "!". */
static const struct {
	const char *body, *result;
} cases[] = {
	{"t = money.times(1010, 0.15)", "152"},
	{"t = money.times(-1010, 0.15)", "-152"},
	{"t = money.times(100, 3)", "300"},
	{"t = money.times(100, 0.04, 0.9)", "4"},
	{"t = money.times(1.5, 2)", "!money.times wants money, an integer of fen, as argument 1, got the number 1.5"},
	{"t = money.times(100, 'x')", "!money.times wants a number as argument 2, got the text 'x'"},
	{"t = money.times(100, 0 / 0)", "!money.times wants a number"},
	{"t = money.times(900000000000000000, 2)", "!out of the range of money"},
	{"t = table.concat(money.share(100, { 1, 1, 1 }), ' ')", "34 33 33"},
	{"t = table.concat(money.share(5, { 0, 0 }), ' ')", "3 2"},
	{"t = #money.share(0, {})", "0"},
	{"t = money.share(1, {})", "!cannot be shared by 0 weights"},
	{"t = money.share(1, { 1, -1 })", "!got the integer -1 as weight 2"},
	{"t = table.concat(money.share(60, param.p.steps), ' ')", "10 20 30"},
	{"t = money.yuan(0.005) .. ' ' .. money.yuan(-1.005) .. ' ' .. money.yuan(7) .. ' ' .. money.yuan(1e-300)",
	 "1 -101 700 0"},
	{"t = money.yuan(1e300)", "!yuan in the range of money"},
	{"t = money.text(30000000)", "300,000.00"},
	{"t = math.floor(2.7) .. math.ceil(2.1) .. math.floor(-2.5) .. math.floor(5)", "23-35"},
	{"t = math.max(1, 2.5) .. ' ' .. math.min(3, 2) .. ' ' .. math.abs(-4)", "2.5 2 4"},
	{"t = math.max('a', 2)", "!math.max wants a number as argument 1, got the text 'a'"},
	{"t = math.round(2.5) .. ' ' .. math.round(-2.5) .. ' ' .. math.round(1.005, 2) .. ' ' .. math.round(7)",
	 "3 -3 1.01 7"},
	{"t = math.fmod(-7, 3) .. ' ' .. math.fmod(7, -1) .. ' ' .. math.sqrt(16)", "-1 0 4.0"},
	{"t = math.fmod(1, 0)", "!math.fmod: division by zero"},
	{"t = tostring(math.tointeger(3.0)) .. tostring(math.tointeger(3.5)) .. math.type(1) .. math.type(1.0)",
	 "3nilintegerfloat"},
	{"t = 7 // 0", "!zero"},
	{"t = date.add_days('2024-02-28', 2)", "2024-03-01"},
	{"t = date.add_months('2025-01-31', 1)", "2025-02-28"},
	{"t = date.add_years('2024-02-29', 1) .. date.month_end('2024-02-03')", "2025-02-282024-02-29"},
	{"t = date.days('2025-01-01', '2025-03-01') .. ' ' .. date.months('2025-01-31', '2025-02-28')", "59 1"},
	{"t = date.hours('2025-01-01 10:00:00', '2025-01-02 11:30:00')", "25.5"},
	{"t = date.year('2025-11-30') + date.month('2025-11-30 08:00:00') + date.day('2025-11-30')", "2066"},
	{"t = date.day('2025-02-30')",
	 "!date.day wants a date such as '2025-11-30' as argument 1, got the text '2025-02-30'"},
	{"t = date.add_days('9999-12-31', 1)", "!outside the years 1 to 9999"},
	{"t = date.add_months('0001-01-01', -1)", "!outside the years 1 to 9999"},
	{"t = date.add_days('2025-01-01', 1e9)", "!stays within the calendar"},
	{"t = text.length('客户abc') .. text.sub('客户abc', 2, 3) .. text.sub('客户abc', -2) .. text.sub('abc', 5)",
	 "5户abc"},
	{"t = text.upper('ab客c') .. text.lower('AB') .. '[' .. text.trim(' \\t客 户\\u{3000} ') .. ']'",
	 "AB客Cab[客 户]"},
	{"t = tostring(text.contains('abcab', 'cab')) .. tostring(text.starts('abc', 'ab')) .. "
	 "tostring(text.ends('abc', 'ab'))",
	 "truetruefalse"},
	{"t = text.replace('a.b.c', '.', '--') .. text.replace('aaa', 'aa', 'b')", "a--b--cba"},
	{"t = text.replace('a', '', 'b')", "!text.replace wants a text that is not empty as argument 2"},
	{"t = text.join(text.split('a,b,,c', ','), '|') .. #text.split('', ',')", "a|b||c1"},
	{"t = text.join({ 1, 2.0, 'x' }, ' ')", "1 2 x"},
	{"t = text.join({ {} }, ' ')", "!text.join wants texts and numbers, got a table as item 1"},
	{"t = text.format('{1:money} {2:percent} {3} {4} {5}', 123456, 0.075, 2.0, true, { 1, 'a' })",
	 "1,234.56 7.5% 2 yes 1, a"},
	{"t = text.format(tostring('{9} {x} {1'), 1)", "{9} {x} {1"},
	{"t = text.format(tostring('{1:date}'), '2025-11-30 08:00:00')", "2025-11-30"},
	{"t = text.format(5)", "!text.format wants text as argument 1, got the integer 5"},
	{"local l = { 1, 2, 4 } table.insert(l, 3, 3) table.insert(l, 5) t = table.concat(l, ',') .. table.remove(l, "
	 "1) .. #l",
	 "1,2,3,4,514"},
	{"local l = {} t = tostring(table.remove(l)) table.insert(l, 5, 1)",
	 "!table.insert wants a place within the list"},
	{"local l = { 'b', 'a', 'C', 'aa' } table.sort(l) t = table.concat(l, ' ')", "C a aa b"},
	{"local l = { 3, 1.5, 2 } table.sort(l, function(a, b) return a > b end) t = table.concat(l, ' ')", "3 2 1.5"},
	{"local l = {} for i = 1, 100 do l[i] = { k = i % 3, i = i } end\n"
	 "table.sort(l, function(a, b) return a.k < b.k end) local ok = true\n"
	 "for i = 2, 100 do ok = ok and (l[i - 1].k < l[i].k or l[i - 1].k == l[i].k and l[i - 1].i < l[i].i) end t = "
	 "tostring(ok)",
	 "true"},
	{"local l = { 1, 'a' } table.sort(l)", "!table.sort cannot order"},
	{"local l = { 1, 2 } table.sort(l, function(a, b) error('bad comparison') end)", "!bad comparison"},
	{"local l = {} for i = 1, 50 do l[i] = i end table.sort(l, function() return true end) t = #l", "50"},
	{"local l = { { s = 1, id = 'b' }, { s = 2, id = 'c' }, { s = 2.0, id = 'a' } }\n"
	 "t = table.concat(table.order(l, '-s', 'id'), ' ') .. '|' .. table.concat(table.order(l, '-s'), ' ') .. '|' "
	 ".. "
	 "table.concat(table.order(l, 's', '-id'), ' ') .. l[1].id",
	 "3 2 1|2 3 1|1 2 3b"},
	{"local l = {} for i = 1, 100 do l[i] = { k = i % 3 } end local o, ok = table.order(l, '-k'), true\n"
	 "for i = 2, 100 do local a, b = l[o[i - 1]].k, l[o[i]].k ok = ok and (a > b or a == b and o[i - 1] < o[i]) "
	 "end t = tostring(ok) .. #o",
	 "true100"},
	{"t = #table.order({}, 'x')", "0"},
	{"t = table.order({ { s = 1 }, {} }, 's')", "!table.order: item 2 has no 's'"},
	{"t = table.order({ { s = 1 }, { s = 'a' } }, 's')", "!table.order cannot order a"},
	{"t = table.order({ { s = true }, { s = true } }, 's')", "!table.order cannot order a boolean"},
	{"t = table.order({ 5 }, 's')", "!table.order wants a list of records, item 1 is none"},
	{"t = table.order({ r }, '-y')", "!thing has no 'y'"},
	{"t = table.order({})", "!table.order wants a list and 1 to 8 keys"},
	{"t = table.order({}, '1', '2', '3', '4', '5', '6', '7', '8', '9')",
	 "!table.order wants a list and 1 to 8 keys"},
	{"t = table.order({}, 5)", "!table.order wants text as argument 2"},
	{"local l = { 'a', 2, 'a', 2.0 } t = table.find(l, 'a') .. table.find(l, 2.0) .. "
	 "tostring(table.find(l, 'b')) .. tostring(table.find({}, nil)) .. table.find(param.p.steps, 30)",
	 "12nilnil3"},
	{"t = table.find('abc', 'a')", "!table.find wants"},
	{"local a, b, c = table.unpack({ 1, 2, 3 }) t = a + b + c", "6"},
	{"t = table.unpack({}, 1, 1e9)", "!table.unpack gives at most 200 values"},
	{"t = #'客' .. #{ 1, 2, nil, 4 } .. #{}", "320"},
	{"local l = {} for i = 1, 5000 do l[#l + 1] = i end t = #l", "5000"},
	{"local x = nil t = #x", "!nil has no length"},
	{"local o = '' for k, v in pairs({ b = 1, [3] = 2, a = 3, [1] = 4, [2.5] = 5, [true] = 6, [2] = 7 }) do\n"
	 "o = o .. tostring(k) .. v .. ' ' end t = o",
	 "14 27 32 2.55 a3 b1 true6 "},
	{"local l = { a = 1, b = 2, c = 3 } local n = 0 for k in pairs(l) do l.b = nil n = n + 1 end t = n", "2"},
	{"for k in pairs({ [{}] = 1 }) do t = 1 end", "!a table or function as a key"},
	{"local n = 0 for i, v in ipairs({ 1, 2, nil, 4 }) do n = n + v end t = n", "3"},
	{"t = tostring(nil) .. tostring(1) .. tostring(1.0) .. tostring({}) .. tostring(true)", "nil11.0tabletrue"},
	{"t = tostring(tonumber('0x10')) .. tostring(tonumber(' 5 ')) .. tostring(tonumber('5x')) .. "
	 "tostring(tonumber('zz', 36)) .. tostring(tonumber('9', 8))",
	 "165nil1295nil"},
	{"t = type(nil) .. type(1) .. type('') .. type({}) .. type(type)", "nilnumberstringtablefunction"},
	{"assert(1 == 2, 'no {1}')", "!no {1}"},
	{"assert(false)", "!assertion failed!"},
	{"error({ code = 1 })", "!error object"},
	{"error()", "!error object"},
	{"error(42)", "!42"},
	{"error('text')", "!text"},
	{"stop('no {1:money}', 100)", "!no 1.00"},
	{"t = 'a' .. nil", "!attempt to concatenate a nil value"},
	{"t = 1 + {}", "!attempt to perform arithmetic on a table value"},
	{"t = '1' + 1", "!attempt to perform arithmetic on a string value"},
	{"t = param.p.grades.A + param.p.steps[3] + param.p.free.x", "36.0"},
	{"t = tostring(param.p.steps[4]) .. tostring(param.p.free.y) .. #param.p.steps .. #param.p.grades", "nilnil30"},
	{"local o = '' for k, v in pairs(param.p.grades) do o = o .. k .. v end for i, v in ipairs(param.p.steps) do o "
	 "= o .. v end t = o",
	 "A1.0B2.010.020.030.0"},
	{"t = table.concat(param.p.steps, ' ') .. select_one(table.unpack(param.p.steps))", "10.0 20.0 30.030.0"},
	{"local k = 'D' t = param.p.grades[k]", "!parameter the.param has no 'D'"},
	{"local k = 'grade' t = param.p[k]", "!parameter the.param has no 'grade'; did you mean 'grades'?"},
	{"local m = param.p.grades m.A = 5", "!parameter the.param cannot be changed"},
	{"local m = param.p.grades m.Z = 5", "!parameter the.param cannot be changed"},
	{"local m = param.p.steps m[1] = 5", "!parameter the.param cannot be changed"},
	{"table.insert(param.p.steps, 5)", "!table.insert: parameter the.param cannot be changed"},
	{"table.sort(param.p.steps)", "!table.sort: parameter the.param cannot be changed"},
	{"local record, k = r, 'y' t = record[k]", "!thing has no 'y'"},
	{"local record = r t = tostring(record.x)", "nil"},
	{"local record = r record.x = 1", "!the record cannot be changed"},
	{"local all, k = param, 'q' t = all[k]", "!the params of a.body has no 'q'"},
};

START_TEST(a_function)
{
	const char *result = cases[_i].result;

	rig_add(&g, "a.body",
		zd_arena_printf(&g.arena,
				"local function select_one(a, b, c) return c end\n"
				"return { title = 't', clause = 'c', subject = 'thing', needs = { 'x?' }, params = { p "
				"= 'the.param' },\n"
				"gives = { out = 'text' }, decide = function(r, param) local t, used, f = nil, { r.x, "
				"param.p }, select_one\n"
				"%s\nreturn { out = tostring(t) } end }",
				cases[_i].body));
	add_param();
	rig_make(&g, 1);
	if (*result == '!') {
		rig_fails(&g, ZD_POLICY, result + 1);
		return;
	}
	rig_decide(&g);
	ck_assert_msg(g.batch->failure_count == 0, "%s", g.batch->failure_count ? g.batch->failures[0].message : "");
	ck_assert_str_eq(rig_out(&g, 0, 0)->s, result);
}
END_TEST

/* The checker's names and the runtime's are the same. */
START_TEST(every_name_exists)
{
	const luaL_Reg *libraries[] = {zd_lib_base, zd_lib_math,  zd_lib_money, zd_lib_date,
				       zd_lib_text, zd_lib_table, zd_lib_sort};
	size_t all = 1; /* math.huge is no function */

	for (size_t i = 0; i < sizeof libraries / sizeof *libraries; i++) {
		for (const luaL_Reg *f = libraries[i]; f->name; f++) {
			bool found = false;

			all++;
			for (size_t k = 0; k < zd_library_count; k++)
				found |= strcmp(zd_library_names[k], f->name) == 0;
			ck_assert_msg(found, "%s is not among the names", f->name);
		}
	}
	ck_assert_uint_eq(all, zd_library_count);
}
END_TEST

START_TEST(a_decision_table)
{
	static struct zd_column inputs[] = {{.name = "size", .type = {.kind = ZD_KIND_INT}}};
	static struct zd_column outputs[] = {{.name = "word", .type = {.kind = ZD_KIND_TEXT}}};
	static struct zd_test test = {.has_low = true, .low = {.tag = ZD_INT, .i = 10}};
	static struct zd_cell cells[] = {{.tests = &test, .count = 1}};
	static struct zd_value words[1];
	static struct zd_row rows[] = {{.cells = cells, .outputs = words}};
	static struct zd_table table = {.name = "sizes",
					.hit = ZD_HIT_FIRST,
					.inputs = inputs,
					.input_count = 1,
					.outputs = outputs,
					.output_count = 1,
					.rows = rows,
					.row_count = 1};

	words[0] = zd_value_text("big", 3);
	zd_map_put(&g.pack.table_map, "sizes", &table);
	rig_add(&g, "a.b",
		"return { title = 't', clause = 'c', subject = 'thing', needs = { n = { 'n', type = 'int' } }, tables "
		"= { sizes = 'sizes' },\n"
		"gives = { out = 'text?' }, decide = function(r, param, tables)\n"
		"local hit if r.n == 5 then hit = tables.sizes{ size = 'x' } elseif r.n == 6 then local k = 'siz' hit "
		"= tables.sizes{ [k] = 1 } else hit = tables.sizes{ size = r.n } end\n"
		"local f = r.n == 12 and 'wort' or 'word'\n"
		"return { out = hit and hit[f] } end }");
	rig_make(&g, 5);
	for (size_t i = 0; i < 5; i++)
		*rig_in(&g, i, "n") = zd_value_int((int64_t[]){11, 9, 5, 6, 12}[i]);
	rig_decide(&g);
	ck_assert_str_eq(rig_out(&g, 0, 0)->s, "big");
	ck_assert_uint_eq(rig_out(&g, 1, 0)->tag, ZD_NIL);
	ck_assert_uint_eq(g.batch->failure_count, 3);
	ck_assert_str_eq(g.batch->failures[0].message,
			 "table sizes: input size wants a whole number, got the text 'x'");
	ck_assert_str_eq(g.batch->failures[1].message, "table sizes has no 'siz'; did you mean 'size'?");
	ck_assert_str_eq(g.batch->failures[2].message, "a hit of table sizes has no 'wort'; did you mean 'word'?");
}
END_TEST

Suite *suite_lib(void)
{
	Suite *s = suite_create("lib");
	TCase *t = tcase_create("lib");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_loop_test(t, a_function, 0, (int)(sizeof cases / sizeof *cases));
	tcase_add_test(t, every_name_exists);
	tcase_add_test(t, a_decision_table);
	suite_add_tcase(s, t);
	return s;
}
