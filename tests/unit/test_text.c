#include <check.h>
#include <math.h>
#include <string.h>

#include "base/money.h"
#include "base/utf8.h"
#include "model/text.h"

Suite *suite_text(void);

static const char *grade_values[] = {"strategic", "general", "b"};
static const char *grade_titles[] = {"战略", "一般", "b"};
static const struct zd_enum grades = {.name = "grade", .count = 3, .values = grade_values, .titles = grade_titles};

static const struct zd_type text = {.kind = ZD_KIND_TEXT};
static const struct zd_type integer = {.kind = ZD_KIND_INT};
static const struct zd_type number = {.kind = ZD_KIND_NUMBER};
static const struct zd_type money = {.kind = ZD_KIND_MONEY};
static const struct zd_type rate = {.kind = ZD_KIND_RATE};
static const struct zd_type date = {.kind = ZD_KIND_DATE};
static const struct zd_type datetime = {.kind = ZD_KIND_DATETIME};
static const struct zd_type boolean = {.kind = ZD_KIND_BOOL};
static const struct zd_type grade = {.kind = ZD_KIND_ENUM, .enums = &grades};
static const struct zd_type ref = {.kind = ZD_KIND_REF, .entity = "customer"};
static const struct zd_type list = {.kind = ZD_KIND_LIST};
static const struct zd_type moneys = {.kind = ZD_KIND_LIST, .count = 1, .of = &money};
static const char *weight_keys[] = {"M", "S", "D"};
static const struct zd_type weight_types[] = {
	{.kind = ZD_KIND_NUMBER}, {.kind = ZD_KIND_NUMBER}, {.kind = ZD_KIND_NUMBER}};
static const struct zd_type weights = {.kind = ZD_KIND_MAP, .count = 3, .keys = weight_keys, .of = weight_types};
static const struct zd_type open_rates = {.kind = ZD_KIND_MAP, .open = true, .count = 1, .of = &rate};

static struct zd_arena arena;
static struct zd_error err;

static void setup(void)
{
	err = (struct zd_error){0};
}

static void teardown(void)
{
	zd_arena_free(&arena);
}

/* How a value must read in plain text; NULL: it must be refused, with a message that holds `says`. */
static const struct {
	const struct zd_type *type;
	const char *in;
	const char *plain;
	const char *says;
} scalars[] = {
	{&text, "", "", NULL},
	{&text, " 深圳 ", " 深圳 ", NULL},
	{&text, "\xff", NULL, "UTF-8"},
	{&text, "\xe6\xb7", NULL, "UTF-8"},
	{&integer, "0", "0", NULL},
	{&integer, " -12 ", "-12", NULL},
	{&integer, "+5", "5", NULL},
	{&integer, "9223372036854775807", "9223372036854775807", NULL},
	{&integer, "-9223372036854775808", "-9223372036854775808", NULL},
	{&integer, "9223372036854775808", NULL, "a whole number"},
	{&integer, "-9223372036854775809", NULL, "a whole number"},
	{&integer, "5.0", NULL, "got \"5.0\""},
	{&integer, "", NULL, "nothing"},
	{&integer, "-", NULL, "a whole number"},
	{&integer, "0x10", NULL, "a whole number"},
	{&integer, "１", NULL, "a whole number"},
	{&number, "3", "3", NULL},
	{&number, "-0", "0", NULL},
	{&number, "-0.0", "0", NULL},
	{&number, "0.1", "0.1", NULL},
	{&number, "1e3", "1000", NULL},
	{&number, "1e400", NULL, "a number"},
	{&number, "nan", NULL, "a number"},
	{&number, "inf", NULL, "a number"},
	{&number, "0x1p3", NULL, "a number"},
	{&number, "1.", NULL, "a number"},
	{&number, ".5", NULL, "a number"},
	{&number, "4%", NULL, "a number"},
	{&number, "1 2", NULL, "a number"},
	{&money, "300000.00", "300000.00", NULL},
	{&money, "-0.01", "-0.01", NULL},
	{&money, "-0.00", "0.00", NULL},
	{&money, "12.345", NULL, "two decimals"},
	{&money, "abc", NULL, "money in yuan"},
	{&money, "99999999999999999999", NULL, "money"},
	{&rate, "4%", "0.04", NULL},
	{&rate, "0.04", "0.04", NULL},
	{&rate, "12.5％", "0.125", NULL},
	{&rate, "-3%", "-0.03", NULL},
	{&rate, "29%", "0.29", NULL},
	{&rate, "1e1%", NULL, "a rate"},
	{&rate, "%", NULL, "0.04 or 4%"},
	{&rate, "4%%", NULL, "a rate"},
	{&date, "2024-02-29", "2024-02-29", NULL},
	{&date, "2025-02-29", NULL, "such as 2025-11-30"},
	{&date, "2025-2-9", NULL, "a date"},
	{&datetime, "2025-11-30 08:26:00", "2025-11-30 08:26:00", NULL},
	{&datetime, "2025-11-30T08:26", "2025-11-30 08:26:00", NULL},
	{&datetime, "2025-11-30", "2025-11-30 00:00:00", NULL},
	{&datetime, "2025-11-30 25:00:00", NULL, "a date-time"},
	{&boolean, "true", "true", NULL},
	{&boolean, "FALSE", "false", NULL},
	{&boolean, "Yes", "true", NULL},
	{&boolean, "0", "false", NULL},
	{&boolean, "是", "true", NULL},
	{&boolean, "否", "false", NULL},
	{&boolean, "2", NULL, "true or false"},
	{&boolean, "tru", NULL, "true or false"},
	{&grade, "general", "general", NULL},
	{&grade, "战略", "strategic", NULL},
	{&grade, "strategi", NULL, "did you mean \"strategic\"?"},
	{&grade, "General", NULL, "one of strategic, general, b"},
	{&grade, "", NULL, "nothing"},
	{&ref, "C001", "C001", NULL},
	{&ref, "", NULL, "customer"},
	{&list, "[1, 2.5, \"x\", true, null]", "[1,2.5,\"x\",true,null]", NULL},
	{&list, "1, 2", NULL, "a list"},
	{&list, "[[1]]", NULL, "plain values"},
	{&weights, "{\"D\": 10, \"M\": 30, \"S\": 60}", "{\"M\":30,\"S\":60,\"D\":10}", NULL},
	{&weights, "{\"M\": 30, \"S\": 60}", NULL, "\"D\" is missing"},
};

START_TEST(reads_scalars)
{
	struct zd_value v;
	struct zd_str b = {0};
	const char *in = scalars[_i].in;
	int rc = zd_value_parse(&v, scalars[_i].type, in, strlen(in), &arena, &err);
	if (!scalars[_i].plain) {
		ck_assert_int_eq(rc, ZD_DATA);
		ck_assert_msg(strstr(err.message, scalars[_i].says) != NULL, "%s", err.message);
		ck_assert_uint_eq(zd_utf8_valid(err.message, strlen(err.message)), strlen(err.message));
		ck_assert_int_eq(zd_value_parse(&v, scalars[_i].type, in, strlen(in), &arena, NULL), ZD_DATA);
		return;
	}
	ck_assert_msg(rc == ZD_OK, "%s", err.message);
	zd_value_plain(&b, scalars[_i].type, &v);
	ck_assert_str_eq(zd_str_text(&b), scalars[_i].plain);

	/* What is written plainly reads back the same, and is of its type. */
	struct zd_value again;
	char why[256];
	ck_assert_int_eq(zd_value_parse(&again, scalars[_i].type, zd_str_text(&b), b.len, &arena, &err), ZD_OK);
	ck_assert(zd_value_equal(&v, &again));
	ck_assert_msg(zd_value_fits(scalars[_i].type, &v, why, sizeof why), "%s", why);
	zd_str_free(&b);
}
END_TEST

START_TEST(a_text_with_nul_is_refused)
{
	struct zd_value v;
	ck_assert_int_eq(zd_value_parse(&v, &text, "a\0b", 3, &arena, &err), ZD_DATA);
	ck_assert_int_eq(zd_value_parse(&v, &integer, "1\0", 2, &arena, &err), ZD_DATA);
}
END_TEST

static const struct {
	const struct zd_type *type;
	const char *in;
	const char *json; /* NULL: refused */
	const char *says;
} jsons[] = {
	{&money, "300000.00", "300000.00", NULL},
	{&money, "300000.000", "300000.00", NULL},
	{&money, "3e5", "300000.00", NULL},
	{&money, "0.1", "0.10", NULL},
	{&money, "0.105", NULL, "two decimals, got 0.105"},
	{&money, "9e15", "9000000000000000.00", NULL},
	{&money, "9e16", NULL, "money"},
	{&money, "\"300000.00\"", NULL, "got text \"300000.00\""},
	{&money, "true", NULL, "got true"},
	{&money, "null", "null", NULL},
	{&integer, "5", "5", NULL},
	{&integer, "5.0", "5", NULL},
	{&integer, "9223372036854775807", "9223372036854775807", NULL},
	{&integer, "5.5", NULL, "a whole number, got 5.5"},
	{&integer, "1e30", NULL, "a whole number"},
	{&number, "5", "5", NULL},
	{&number, "-0", "0", NULL},
	{&number, "1e999", NULL, "a number"},
	{&rate, "0.04", "0.04", NULL},
	{&rate, "\"4%\"", "0.04", NULL},
	{&rate, "\"0.04\"", NULL, "got text"},
	{&boolean, "false", "false", NULL},
	{&boolean, "1", NULL, "got a number"},
	{&text, "\"a\\\"\\u4e2d\"", "\"a\\\"中\"", NULL},
	{&text, "1", NULL, "wants text, got a number"},
	{&text, "\"a\\u0000b\"", NULL, ""},
	{&date, "\"2025-11-30\"", "\"2025-11-30\"", NULL},
	{&date, "20251130", NULL, "a date"},
	{&grade, "\"战略\"", "\"strategic\"", NULL},
	{&grade, "[]", NULL, "got a list"},
	{&ref, "17850", "\"17850\"", NULL},
	{&ref, "17850.5", NULL, "customer"},
	{&moneys, "[1, 2.50]", "[1.00,2.50]", NULL},
	{&moneys, "[]", "[]", NULL},
	{&moneys, "[1, null]", NULL, "[2]: wants money"},
	{&moneys, "{}", NULL, "a list of money"},
	{&list, "[1, 1.0, 1e2, \"1\", null, false]", "[1,1,100,\"1\",null,false]", NULL},
	{&list, "[{}]", NULL, "[1]: wants a list of plain values"},
	{&weights, "{\"S\":60,\"D\":10,\"M\":30}", "{\"M\":30,\"S\":60,\"D\":10}", NULL},
	{&weights, "{\"S\":60,\"D\":10,\"m\":30}", NULL, "no key \"m\"; did you mean \"M\"?"},
	{&weights, "{\"S\":60,\"D\":10}", NULL, "\"M\" is missing"},
	{&weights, "{\"S\":60,\"D\":10,\"M\":\"x\"}", NULL, "M: wants a number, got text \"x\""},
	{&open_rates, "{\"b\":0.2,\"a\":0.1}", "{\"a\":0.1,\"b\":0.2}", NULL},
	{&open_rates, "{\"b\":null}", NULL, "b: wants a rate"},
	{&open_rates, "{}", "{}", NULL},
};

START_TEST(reads_and_writes_json)
{
	struct zd_json *json;
	struct zd_value v;
	struct zd_str b = {0};
	const char *in = jsons[_i].in;
	int rc = zd_json_parse(&json, in, strlen(in), &arena, &err);
	if (rc == ZD_OK)
		rc = zd_value_from_json(&v, jsons[_i].type, json, &arena, &err);
	if (!jsons[_i].json) {
		ck_assert_int_eq(rc, ZD_DATA);
		ck_assert_msg(strstr(err.message, jsons[_i].says) != NULL, "%s", err.message);
		return;
	}
	ck_assert_msg(rc == ZD_OK, "%s", err.message);
	zd_value_json(&b, jsons[_i].type, &v);
	ck_assert_str_eq(zd_str_text(&b), jsons[_i].json);
	struct zd_value copy = zd_value_copy(&arena, &v);
	ck_assert(zd_value_equal(&copy, &v));
	zd_str_free(&b);
}
END_TEST

START_TEST(numbers_have_one_form)
{
	struct zd_json *json;
	struct zd_value a, b;
	ck_assert_int_eq(zd_value_parse(&a, &number, "5", 1, &arena, &err), ZD_OK);
	ck_assert_int_eq(zd_json_parse(&json, "5", 1, &arena, &err), ZD_OK);
	ck_assert_int_eq(zd_value_from_json(&b, &number, json, &arena, &err), ZD_OK);
	ck_assert_int_eq(a.tag, ZD_NUMBER);
	ck_assert(zd_value_equal(&a, &b));
	ck_assert_int_eq(zd_value_parse(&a, &number, "-0.0", 4, &arena, &err), ZD_OK);
	ck_assert(!signbit(a.d));
	ck_assert_int_eq(zd_value_parse(&a, &rate, "-0%", 3, &arena, &err), ZD_OK);
	ck_assert(!signbit(a.d));
}
END_TEST

static struct zd_raw scalar(const char *s, bool quoted, int line)
{
	return (struct zd_raw){.kind = ZD_RAW_SCALAR, .text = s, .quoted = quoted, .place = {"p.yaml", line, 5}};
}

static const struct {
	const struct zd_type *type;
	const char *in;
	bool quoted;
	const char *plain; /* NULL: refused */
} raws[] = {
	{&text, "123", false, "123"},
	{&text, "true", true, "true"},
	{&number, "3", false, "3"},
	{&number, "3", true, NULL},
	{&integer, "12", true, NULL},
	{&money, "0.5", false, "0.50"},
	{&money, "0.5", true, NULL},
	{&boolean, "true", false, "true"},
	{&boolean, "true", true, NULL},
	{&rate, "4%", false, "0.04"},
	{&rate, "4%", true, "0.04"},
	{&rate, "0.04", true, NULL},
	{&date, "2025-01-01", true, "2025-01-01"},
	{&grade, "一般", true, "general"},
	{&list, "[1]", false, NULL},
	{&weights, "{}", false, NULL},
	{&integer, "1_000", false, NULL},
};

START_TEST(reads_yaml_scalars)
{
	struct zd_raw raw = scalar(raws[_i].in, raws[_i].quoted, 7);
	struct zd_value v;
	struct zd_str b = {0};
	int rc = zd_value_from_raw(&v, raws[_i].type, &raw, &arena, &err);
	if (!raws[_i].plain) {
		ck_assert_int_eq(rc, ZD_DATA);
		ck_assert_str_eq(err.file, "p.yaml");
		ck_assert_int_eq(err.line, 7);
		ck_assert_int_eq(err.column, 5);
		return;
	}
	ck_assert_msg(rc == ZD_OK, "%s", err.message);
	zd_value_plain(&b, raws[_i].type, &v);
	ck_assert_str_eq(zd_str_text(&b), raws[_i].plain);
	zd_str_free(&b);
}
END_TEST

START_TEST(reads_yaml_maps_with_places)
{
	struct zd_raw s = scalar("60", false, 2), m = scalar("30", false, 3), d = scalar("10", false, 4);
	struct zd_raw *items[] = {&s, &m, &d};
	const char *keys[] = {"S", "M", "D"};
	struct zd_place places[] = {{"p.yaml", 2, 1}, {"p.yaml", 3, 1}, {"p.yaml", 4, 1}};
	struct zd_raw map = {.kind = ZD_RAW_MAP,
			     .count = 3,
			     .items = items,
			     .keys = keys,
			     .key_places = places,
			     .place = {"p.yaml", 1, 9}};
	struct zd_value v;
	struct zd_str b = {0};
	ck_assert_int_eq(zd_value_from_raw(&v, &weights, &map, &arena, &err), ZD_OK);
	zd_value_show(&b, &weights, &v);
	ck_assert_str_eq(zd_str_text(&b), "M: 30, S: 60, D: 10");
	zd_str_free(&b);

	keys[2] = "X";
	ck_assert_int_eq(zd_value_from_raw(&v, &weights, &map, &arena, &err), ZD_DATA);
	ck_assert_int_eq(err.line, 4);
	keys[2] = "M";
	ck_assert_int_eq(zd_value_from_raw(&v, &weights, &map, &arena, &err), ZD_DATA);
	ck_assert(strstr(err.message, "twice") && err.line == 4);
	map.count = 2;
	ck_assert_int_eq(zd_value_from_raw(&v, &weights, &map, &arena, &err), ZD_DATA);
	ck_assert(strstr(err.message, "\"D\" is missing") && err.line == 1);
	map.count = 3;
	keys[2] = "D";
	d = scalar("ten", false, 4);
	ck_assert_int_eq(zd_value_from_raw(&v, &weights, &map, &arena, &err), ZD_DATA);
	ck_assert_str_eq(err.message, "D: wants a number, got \"ten\"");
	ck_assert_int_eq(err.column, 5);
	d = (struct zd_raw){.kind = ZD_RAW_NULL, .place = {"p.yaml", 4, 8}};
	ck_assert_int_eq(zd_value_from_raw(&v, &weights, &map, &arena, &err), ZD_DATA);
	ck_assert_int_eq(err.column, 8);
	ck_assert_int_eq(zd_value_from_raw(&v, &list, &map, &arena, NULL), ZD_DATA);

	struct zd_raw loose = {.kind = ZD_RAW_LIST, .count = 3, .items = items};
	d = scalar("true", true, 4);
	ck_assert_int_eq(zd_value_from_raw(&v, &list, &loose, &arena, &err), ZD_OK);
	ck_assert_int_eq(v.list[0].tag, ZD_INT);
	ck_assert_int_eq(v.list[2].tag, ZD_TEXT);
	items[1] = &map;
	ck_assert_int_eq(zd_value_from_raw(&v, &list, &loose, &arena, &err), ZD_DATA);
}
END_TEST

static const struct {
	const struct zd_type *type;
	struct zd_value v;
	const char *shown;
} shows[] = {
	{&money, {.tag = ZD_INT, .i = 30000000}, "300,000.00"},
	{&money, {.tag = ZD_NIL}, ""},
	{&integer, {.tag = ZD_INT, .i = 30000000}, "30000000"},
	{&rate, {.tag = ZD_NUMBER, .d = 0.04}, "4%"},
	{&rate, {.tag = ZD_NUMBER, .d = 0.125}, "12.5%"},
	{&rate, {.tag = ZD_NUMBER, .d = -0.005}, "-0.5%"},
	{&rate, {.tag = ZD_NUMBER, .d = 0.29}, "29%"},
	{&rate, {.tag = ZD_NUMBER, .d = 0.0}, "0%"},
	{&rate, {.tag = ZD_NUMBER, .d = 1.5}, "150%"},
	{&rate, {.tag = ZD_NUMBER, .d = 0.00001}, "0.001%"},
	{&rate, {.tag = ZD_INT, .i = 2}, "200%"},
	{&rate, {.tag = ZD_NUMBER, .d = 1e300}, "1e+300"},
	{&number, {.tag = ZD_NUMBER, .d = 2.5}, "2.5"},
	{&boolean, {.tag = ZD_BOOL, .i = 1}, "是"},
	{&grade, {.tag = ZD_TEXT, .s = "strategic", .len = 9}, "战略"},
	{&grade, {.tag = ZD_TEXT, .s = "gone", .len = 4}, "gone"},
	{&text, {.tag = ZD_TEXT, .s = "", .len = 0}, ""},
	{&moneys,
	 {.tag = ZD_LIST,
	  .len = 2,
	  .list = (const struct zd_value[]){{.tag = ZD_INT, .i = 100}, {.tag = ZD_INT, .i = 5}}},
	 "1.00, 0.05"},
};

START_TEST(shows_to_people)
{
	struct zd_str b = {0};
	zd_value_show(&b, shows[_i].type, &shows[_i].v);
	ck_assert_str_eq(zd_str_text(&b), shows[_i].shown);
	zd_str_free(&b);
}
END_TEST

static const struct {
	const struct zd_type *type;
	const char *words;
} words[] = {
	{&money, "money"},
	{&integer, "a whole number"},
	{&grade, "one of strategic, general, b"},
	{&ref, "the key of a record of customer"},
	{&list, "a list"},
	{&moneys, "a list of money"},
	{&weights, "a map of M, S, D"},
	{&open_rates, "a map of rates"},
};

START_TEST(says_types_in_words)
{
	struct zd_str b = {0};
	zd_type_words(&b, words[_i].type);
	ck_assert_str_eq(zd_str_text(&b), words[_i].words);
	zd_str_free(&b);
}
END_TEST

START_TEST(types_equal_themselves_only)
{
	static const struct zd_type *const all[] = {&text, &integer,  &number,  &money,     &rate,
						    &date, &datetime, &boolean, &grade,     &ref,
						    &list, &moneys,   &weights, &open_rates};
	for (size_t a = 0; a < sizeof all / sizeof *all; a++) {
		for (size_t b = 0; b < sizeof all / sizeof *all; b++)
			ck_assert_int_eq(zd_type_equal(all[a], all[b]), a == b);
	}
	struct zd_enum same = grades;
	same.name = NULL;
	struct zd_type copy = {.kind = ZD_KIND_ENUM, .enums = &same};
	ck_assert(zd_type_equal(&grade, &copy));
	same.count = 2;
	ck_assert(!zd_type_equal(&grade, &copy));
}
END_TEST

static const struct zd_pair good_pairs[] = {
	{"M", {.tag = ZD_NUMBER, .d = 1}}, {"S", {.tag = ZD_INT, .i = 1}}, {"D", {.tag = ZD_INT}}};
static const struct zd_pair short_pairs[] = {{"M", {.tag = ZD_INT}}, {"D", {.tag = ZD_INT}}};
static const struct {
	const struct zd_type *type;
	struct zd_value v;
	const char *why; /* NULL: fits */
} fits[] = {
	{&number, {.tag = ZD_INT, .i = 3}, NULL},
	{&number, {.tag = ZD_NUMBER, .d = INFINITY}, "not finite"},
	{&integer, {.tag = ZD_NUMBER, .d = 3}, "wants a whole number, got a number"},
	{&money, {.tag = ZD_TEXT, .s = "abc", .len = 3}, "wants money, got text \"abc\""},
	{&money, {.tag = ZD_NIL}, "wants money, got nothing"},
	{&money, {.tag = ZD_INT, .i = ZD_MONEY_MAX}, NULL},
	{&money, {.tag = ZD_INT, .i = ZD_MONEY_MAX + 1}, "more money"},
	{&date, {.tag = ZD_TEXT, .s = "2025-13-01", .len = 10}, "a date"},
	{&datetime, {.tag = ZD_TEXT, .s = "2025-01-01T00:00:00", .len = 19}, "a date-time"},
	{&grade, {.tag = ZD_TEXT, .s = "战略", .len = 6}, "one of strategic"},
	{&list, {.tag = ZD_LIST}, NULL},
	{&weights, {.tag = ZD_MAP, .len = 3, .map = good_pairs}, NULL},
	{&weights, {.tag = ZD_MAP, .len = 2, .map = short_pairs}, "\"S\" is missing"},
	{&open_rates, {.tag = ZD_MAP, .len = 2, .map = good_pairs}, NULL},
	{&open_rates, {.tag = ZD_MAP, .len = 3, .map = good_pairs}, "out of order"},
	{&weights, {.tag = ZD_LIST}, "a map of M, S, D"},
	{&moneys, {.tag = ZD_LIST, .len = 1, .list = &(const struct zd_value){.tag = ZD_BOOL}}, "[1]: wants money"},
};

START_TEST(knows_what_fits)
{
	char why[256] = "";
	ck_assert_int_eq(zd_value_fits(fits[_i].type, &fits[_i].v, why, sizeof why), fits[_i].why == NULL);
	if (fits[_i].why)
		ck_assert_msg(strstr(why, fits[_i].why) != NULL, "%s", why);
	zd_value_fits(fits[_i].type, &fits[_i].v, why, 8);
}
END_TEST

START_TEST(quotes_shortly_and_safely)
{
	struct zd_str b = {0};
	zd_text_quote(&b, "a\nb\xff\xe6\xb7", 6);
	ck_assert_str_eq(zd_str_text(&b), "\"a?b??\"");
	zd_str_clear(&b);
	char many[300] = "";
	for (int i = 0; i < 90; i++)
		strcat(many, "汉");
	zd_text_quote(&b, many, strlen(many));
	ck_assert_uint_eq(zd_utf8_length(zd_str_text(&b), b.len), 43);
	zd_str_free(&b);
}
END_TEST

#define COUNT(a) ((int)(sizeof(a) / sizeof *(a)))

Suite *suite_text(void)
{
	Suite *suite = suite_create("text");
	TCase *tests = tcase_create("text");
	tcase_add_checked_fixture(tests, setup, teardown);
	tcase_add_loop_test(tests, reads_scalars, 0, COUNT(scalars));
	tcase_add_test(tests, a_text_with_nul_is_refused);
	tcase_add_loop_test(tests, reads_and_writes_json, 0, COUNT(jsons));
	tcase_add_test(tests, numbers_have_one_form);
	tcase_add_loop_test(tests, reads_yaml_scalars, 0, COUNT(raws));
	tcase_add_test(tests, reads_yaml_maps_with_places);
	tcase_add_loop_test(tests, shows_to_people, 0, COUNT(shows));
	tcase_add_loop_test(tests, says_types_in_words, 0, COUNT(words));
	tcase_add_test(tests, types_equal_themselves_only);
	tcase_add_loop_test(tests, knows_what_fits, 0, COUNT(fits));
	tcase_add_test(tests, quotes_shortly_and_safely);
	suite_add_tcase(suite, tests);
	return suite;
}
