#include <check.h>
#include <string.h>

#include "model/text.h"
#include "store/mapping.h"
#include "store_fixture.h"

Suite *suite_mapping(void);

static struct zd_error err;
static struct zd_arena arena;
static struct zd_pack *pack;
static const struct zd_entity *item;

static void setup(void)
{
	err = (struct zd_error){0};
	pack = fixture_pack("item",
			    "id:text name:text number:int share:number rate:rate price:money day:date at:datetime "
			    "open:bool grade:enum=won|lost|open up:ref=item phone:int,sensitive",
			    NULL);
	item = zd_pack_entity(pack, "item");
}

static void teardown(void)
{
	fixture_pack_free(pack);
	zd_arena_free(&arena);
}

static const char *column_names[] = {"a", "b", "Customer ID"};
static const struct zd_columns columns = {column_names, 3};

/* A row of three cells. */
struct cells {
	struct zd_csv_cell cells[3];
};

static struct cells cells_of(const char *a, const char *b, const char *c)
{
	const char *texts[] = {a, b, c};
	struct cells row;
	for (size_t i = 0; i < 3; i++)
		row.cells[i] =
			(struct zd_csv_cell){.s = (char *)(uintptr_t)texts[i], .len = (uint32_t)strlen(texts[i])};
	return row;
}

/* What one field of a map makes of a row, as text; or the error. */
static const char *mapped(const struct zd_map_field *f, const char *a, const char *b, struct zd_str *out)
{
	const struct zd_map_target target = {
		.entity = "item", .fields = (struct zd_map_field *)(uintptr_t)f, .field_count = 1};
	const struct zd_value *values;
	const char *field = NULL;
	size_t column = 99;
	struct zd_mapping *m;
	struct cells row = cells_of(a, b, "17850.0");
	zd_str_clear(out);
	int rc = zd_mapping_open(&m, item, &target, &columns, &err);
	if (rc) {
		zd_str_printf(out, "open: %s", err.message);
		return zd_str_text(out);
	}
	for (int twice = 0; twice < 2; twice++) { /* the second time with what is remembered */
		zd_str_clear(out);
		rc = zd_mapping_row(m, row.cells, 7, &values, &field, &column, &err);
		const struct zd_field *of = zd_entity_field(item, f->field);
		const struct zd_value *v = &values[of - item->fields];
		if (rc)
			zd_str_printf(out, "%s in %s, %zu: %s", "bad", field, column, err.message);
		else if (v->tag == ZD_NIL)
			zd_str_add(out, "nil");
		else
			zd_value_plain(out, &of->type, v);
		if (!rc && v->tag != ZD_NIL)
			ck_assert(zd_value_fits(&of->type, v, err.message, sizeof err.message));
	}
	zd_mapping_close(m);
	return zd_str_text(out);
}

static const struct {
	const char *field;
	enum zd_map_format format;
	const char *pattern;
	const char *cell;
	const char *value; /* what is mapped begins so */
} conversions[] = {
	{"name", ZD_AS_IS, NULL, " as it is ", " as it is "},
	{"number", ZD_AS_IS, NULL, "-12", "-12"},
	{"number", ZD_AS_IS, NULL, " +12\t", "12"},
	{"number", ZD_AS_IS, NULL, "9223372036854775807", "9223372036854775807"},
	{"number", ZD_AS_IS, NULL, "9223372036854775808", "bad in number, 0: wants a whole number, got \"92"},
	{"number", ZD_AS_IS, NULL, "1.0", "bad in number, 0: wants a whole number, got \"1.0\""},
	{"number", ZD_AS_IS, NULL, "-", "bad"},
	{"number", ZD_AS_IS, NULL, " ", "bad"},
	{"share", ZD_AS_IS, NULL, "0.1", "0.1"},
	{"share", ZD_AS_IS, NULL, "-0", "0"},
	{"share", ZD_AS_IS, NULL, "1e3", "1000"},
	{"share", ZD_AS_IS, NULL, "0.30000000000000004", "0.30000000000000004"},
	{"share", ZD_AS_IS, NULL, "9007199254740993", "9007199254740992"},
	{"share", ZD_AS_IS, NULL, "nan", "bad"},
	{"rate", ZD_AS_IS, NULL, "4%", "0.04"},
	{"rate", ZD_AS_IS, NULL, "0.04", "0.04"},
	{"price", ZD_AS_IS, NULL, "1234.5", "1234.50"},
	{"price", ZD_AS_IS, NULL, "-0.01", "-0.01"},
	{"price", ZD_AS_IS, NULL, "1.005", "bad in price, 0: wants money"},
	{"price", ZD_AS_IS, NULL, "1,234.50", "bad"},
	{"day", ZD_AS_IS, NULL, "2024-02-29", "2024-02-29"},
	{"day", ZD_AS_IS, NULL, "2025-02-29", "bad"},
	{"at", ZD_AS_IS, NULL, "2025-11-30 08:26:00", "2025-11-30 08:26:00"},
	{"at", ZD_AS_IS, NULL, "2025-11-30T08:26", "2025-11-30 08:26:00"},
	{"at", ZD_AS_IS, NULL, "2025-11-30 24:00:00", "bad"},
	{"open", ZD_AS_IS, NULL, "1", "true"},
	{"open", ZD_AS_IS, NULL, "false", "false"},
	{"open", ZD_AS_IS, NULL, "是", "true"},
	{"open", ZD_AS_IS, NULL, "No", "false"},
	{"open", ZD_AS_IS, NULL, "2", "bad"},
	{"grade", ZD_AS_IS, NULL, "won", "won"},
	{"grade", ZD_AS_IS, NULL, "wonn",
	 "bad in grade, 0: wants one of won, lost, open, got \"wonn\"; did you mean \"won\"?"},
	{"phone", ZD_AS_IS, NULL, "secret", "bad in phone, 0: wants a whole number, got something else"},
	{"number", ZD_AS_INTEGER, NULL, "17850.0", "17850"},
	{"number", ZD_AS_INTEGER, NULL, " 17850.00 ", "17850"},
	{"number", ZD_AS_INTEGER, NULL, "1.785e4", "17850"},
	{"number", ZD_AS_INTEGER, NULL, "17850.5", "bad in number, 0: wants a whole number, got \"17850.5\""},
	{"name", ZD_AS_INTEGER, NULL, "17850.0", "17850"},
	{"name", ZD_AS_INTEGER, NULL, "x", "bad"},
	{"up", ZD_AS_INTEGER, NULL, "-5.0", "-5"},
	{"price", ZD_AS_INTEGER, NULL, "12.0", "12.00"},
	{"price", ZD_AS_INTEGER, NULL, "9000000000000001", "bad"},
	{"share", ZD_AS_INTEGER, NULL, "3.0", "3"},
	{"day", ZD_AS_INTEGER, NULL, "3", "open: the format integer is for numbers"},
	{"price", ZD_AS_FEN, NULL, "12345", "123.45"},
	{"price", ZD_AS_FEN, NULL, "123.45", "bad in price, 0: wants a whole number of fen, got \"123.45\""},
	{"number", ZD_AS_FEN, NULL, "1", "open: the format fen is for money, and number is int"},
	{"price", ZD_AS_YUAN, NULL, "1,234,567.80", "1234567.80"},
	{"price", ZD_AS_YUAN, NULL, "-1,234", "-1234.00"},
	{"price", ZD_AS_YUAN, NULL, "1234.5", "1234.50"},
	{"price", ZD_AS_YUAN, NULL, "1,23.00", "bad"},
	{"price", ZD_AS_YUAN, NULL, "1,2345", "bad"},
	{"price", ZD_AS_YUAN, NULL, ",123", "bad"},
	{"price", ZD_AS_YUAN, NULL, "1.234,00", "bad"},
	{"rate", ZD_AS_PERCENT, NULL, "4", "0.04"},
	{"rate", ZD_AS_PERCENT, NULL, "0.1 %", "bad"},
	{"share", ZD_AS_PERCENT, NULL, "12.5%", "0.125"},
	{"share", ZD_AS_PERCENT, NULL, "%", "bad in share, 0: wants a percentage such as 4 or 4%, got \"%\""},
	{"day", ZD_AS_PATTERN, "%d/%m/%Y", "1/12/2025", "2025-12-01"},
	{"day", ZD_AS_PATTERN, "%Y-%m-%d %H:%M:%S", "2010-12-01 08:26:00", "2010-12-01"},
	{"at", ZD_AS_PATTERN, "%m/%d/%Y %I:%M:%S %p", "07/20/2020 12:51:12 AM", "2020-07-20 00:51:12"},
	{"at", ZD_AS_PATTERN, "%d %b %y", "3 Mar 21", "2021-03-03 00:00:00"},
	{"day", ZD_AS_PATTERN, "%d/%m/%Y", "31/02/2025",
	 "bad in day, 0: wants a date written as %d/%m/%Y, got \"31/02/2025\""},
	{"name", ZD_AS_PATTERN, "%Y", "2025", "open: the format a date pattern is for dates"},
	{"number", ZD_AS_IS, NULL, "", "nil"},
	{"day", ZD_AS_PATTERN, "%Y", "", "nil"},
};

START_TEST(text_becomes_values)
{
	struct zd_str out = {0};
	const struct zd_map_field f = {.field = conversions[_i].field,
				       .text = "a",
				       .format = conversions[_i].format,
				       .pattern = conversions[_i].pattern};
	const char *got = mapped(&f, conversions[_i].cell, "", &out);
	size_t n = strlen(conversions[_i].value);
	if (strncmp(conversions[_i].value, "bad", 3) != 0 && strncmp(conversions[_i].value, "open:", 5) != 0)
		ck_assert_str_eq(got, conversions[_i].value);
	ck_assert_msg(strncmp(got, conversions[_i].value, n) == 0, "%s: %s", conversions[_i].cell, got);
	zd_str_free(&out);
}
END_TEST

static const char *from[] = {"Won", "Lost", ""}, *to[] = {"won", "lost", "open"};
static const char *factors[] = {"a", "b"}, *wrong_factors[] = {"a", "c"};

static const struct {
	struct zd_map_field field;
	const char *a, *b;
	const char *value;
} fields[] = {
	{{.field = "grade", .text = "a", .from = from, .to = to, .alias_count = 2}, "Won", "", "won"},
	{{.field = "grade", .text = "a", .from = from, .to = to, .alias_count = 2}, "lost", "", "lost"},
	{{.field = "grade", .text = "a", .from = from, .to = to, .alias_count = 2}, "Wonn", "", "bad in grade, 0: "},
	{{.field = "grade", .text = "a", .from = from, .to = to, .alias_count = 2, .otherwise = "open"},
	 "x",
	 "",
	 "open"},
	{{.field = "grade", .text = "a", .from = from, .to = to, .alias_count = 2, .otherwise = "open"}, "", "", "nil"},
	{{.field = "grade", .text = "a", .from = from, .to = to, .alias_count = 3}, "", "", "open"},
	{{.field = "grade", .text = "a", .from = from, .to = to, .alias_count = 3, .empty = "won"}, "", "", "won"},
	{{.field = "grade", .text = "a", .from = from, .to = to, .alias_count = 2, .otherwise = "opn"},
	 "",
	 "",
	 "open: grade: wants one of"},
	{{.field = "number", .text = "a", .empty = "5"}, "", "", "5"},
	{{.field = "number", .text = "a", .empty = "5"}, "6", "", "6"},
	{{.field = "number", .text = "a", .empty = "x"}, "6", "", "open: number: wants a whole number"},
	{{.field = "name", .source = ZD_FROM_CONSTANT, .text = "fixed"}, "", "", "fixed"},
	{{.field = "day",
	  .source = ZD_FROM_CONSTANT,
	  .text = "1/2/2025",
	  .format = ZD_AS_PATTERN,
	  .pattern = "%d/%m/%Y"},
	 "",
	 "",
	 "2025-02-01"},
	{{.field = "day", .source = ZD_FROM_CONSTANT, .text = "soon"}, "", "", "open: day: wants a date"},
	{{.field = "id", .source = ZD_FROM_TEMPLATE, .text = "{a}-{#}"}, "C1", "", "C1-7"},
	{{.field = "id", .source = ZD_FROM_TEMPLATE, .text = "{{{b}}}{Customer ID}"}, "", "x", "{x}17850.0"},
	{{.field = "day", .source = ZD_FROM_TEMPLATE, .text = "{a}-{b}-01"}, "2025", "11", "2025-11-01"},
	{{.field = "day", .source = ZD_FROM_TEMPLATE, .text = "{a}-{b}-01"},
	 "2025",
	 "13",
	 "bad in day, 0: wants a date"},
	{{.field = "id", .source = ZD_FROM_TEMPLATE, .text = ""}, "", "", "nil"},
	{{.field = "id", .source = ZD_FROM_TEMPLATE, .text = "{a"},
	 "",
	 "",
	 "open: id: the braces of the template \"{a\" do not match"},
	{{.field = "id", .source = ZD_FROM_TEMPLATE, .text = "a}"}, "", "", "open: id: the braces"},
	{{.field = "id", .source = ZD_FROM_TEMPLATE, .text = "{a{b}}"}, "", "", "open: id: the braces"},
	{{.field = "id", .source = ZD_FROM_TEMPLATE, .text = "{Customer Id}"},
	 "",
	 "",
	 "open: the file has no column \"Customer Id\"; did you mean \"Customer ID\"?"},
	{{.field = "price", .source = ZD_FROM_PRODUCT, .columns = factors, .column_count = 2}, "6", "2.55", "15.30"},
	{{.field = "price", .source = ZD_FROM_PRODUCT, .columns = factors, .column_count = 2}, "-3", "0.335", "-1.01"},
	{{.field = "price", .source = ZD_FROM_PRODUCT, .columns = factors, .column_count = 2}, "1.5", "0.01", "0.02"},
	{{.field = "price", .source = ZD_FROM_PRODUCT, .columns = factors, .column_count = 2},
	 "0.1",
	 "0.049999",
	 "0.00"},
	{{.field = "price", .source = ZD_FROM_PRODUCT, .columns = factors, .column_count = 2}, "3", "", "nil"},
	{{.field = "price", .source = ZD_FROM_PRODUCT, .columns = factors, .column_count = 2, .empty = "0"},
	 "3",
	 "",
	 "0.00"},
	{{.field = "price", .source = ZD_FROM_PRODUCT, .columns = factors, .column_count = 2},
	 "3",
	 "x",
	 "bad in price, 1: wants a number"},
	{{.field = "price", .source = ZD_FROM_PRODUCT, .columns = factors, .column_count = 2},
	 "1e17",
	 "1e3",
	 "bad in price, 0: the product is more money"},
	{{.field = "number", .source = ZD_FROM_PRODUCT, .columns = factors, .column_count = 2}, "0.5", "4", "2"},
	{{.field = "number", .source = ZD_FROM_PRODUCT, .columns = factors, .column_count = 2},
	 "0.5",
	 "5",
	 "bad in number, 0: the product is no whole"},
	{{.field = "share", .source = ZD_FROM_PRODUCT, .columns = factors, .column_count = 2}, "0.1", "3", "0.3"},
	{{.field = "share", .source = ZD_FROM_PRODUCT, .columns = factors, .column_count = 2},
	 "1e17",
	 "1e17",
	 "bad in share, 0: the product has too many digits"},
	{{.field = "day", .source = ZD_FROM_PRODUCT, .columns = factors, .column_count = 2},
	 "",
	 "",
	 "open: a product is a number or money"},
	{{.field = "price", .source = ZD_FROM_PRODUCT, .columns = wrong_factors, .column_count = 2},
	 "",
	 "",
	 "open: the file has no column \"c\""},
	{{.field = "numbr", .text = "a"}, "", "", "open: item has no field \"numbr\"; did you mean \"number\"?"},
	{{.field = "number", .text = "Customer"}, "", "", "open: the file has no column \"Customer\""},
};

START_TEST(fields_of_a_map)
{
	struct zd_str out = {0};
	struct zd_map_field f = fields[_i].field;
	f.place = (struct zd_place){"imports/x.yaml", 4, 3};
	const char *got = mapped(&f, fields[_i].a, fields[_i].b, &out);
	ck_assert_msg(strncmp(got, fields[_i].value, strlen(fields[_i].value)) == 0, "%s: %s", f.text ? f.text : "",
		      got);
	if (strncmp(got, "open:", 5) == 0) {
		ck_assert_str_eq(err.file, "imports/x.yaml");
		ck_assert_int_eq(err.line, 4);
	} else if (strncmp(got, "bad", 3) != 0) {
		ck_assert_str_eq(got, fields[_i].value);
	}
	zd_str_free(&out);
}
END_TEST

START_TEST(a_header_names_fields)
{
	static const char *good[] = {"name", "id"}, *unknown[] = {"id", "nam"}, *twice[] = {"id", "id"},
			  *no_key[] = {"name"};
	struct zd_mapping *m;
	const struct zd_value *values;
	const char *field;
	size_t column;
	struct cells row = cells_of("A", "B", "");
	struct zd_columns c = {good, 2};
	ck_assert_ok(zd_mapping_open_by_name(&m, item, &c, false, &err));
	ck_assert_ok(zd_mapping_row(m, row.cells, 1, &values, &field, &column, &err));
	ck_assert_str_eq(values[0].s, "B");
	ck_assert_str_eq(values[1].s, "A");
	ck_assert_int_eq(values[2].tag, ZD_NIL);
	ck_assert_uint_eq(zd_mapping_column(m, "id"), 1);
	ck_assert_uint_eq(zd_mapping_column(m, "day"), 2);
	zd_mapping_close(m);
	c = (struct zd_columns){unknown, 2};
	ck_assert_fails(zd_mapping_open_by_name(&m, item, &c, false, &err), ZD_DATA, "did you mean \"name\"?");
	ck_assert_int_eq(err.column, 2);
	ck_assert_ptr_null(m);
	c = (struct zd_columns){twice, 2};
	ck_assert_fails(zd_mapping_open_by_name(&m, item, &c, false, &err), ZD_DATA, "2 columns \"id\"");
	c = (struct zd_columns){no_key, 1};
	ck_assert_fails(zd_mapping_open_by_name(&m, item, &c, true, &err), ZD_DATA, "the column \"id\" is missing");
}
END_TEST

static const struct {
	const char *where;
	const char *a, *b, *c;
	bool holds;
} tests[] = {
	{"a != ''", "", "", "", false},
	{"a != ''", "x", "", "", true},
	{"a = ''", "", "", "", true},
	{"not a = ''", "", "", "", false},
	{"a is null", "", "", "", true},
	{"a is not null", "x", "", "", true},
	{"a is null or a = x", "", "", "", true},
	{"a is null or a = ''", "", "", "", true},
	{"a = x", "", "", "", false},
	{"'Customer ID' = 17850", "", "", "17850.0", true},
	{"'Customer ID' in (1, 17850)", "", "", "17850.0", true},
	{"'Customer ID' = abc", "", "", "17850.0", false},
	{"a > 5", "10", "", "", true},
	{"a > 5", "9.5", "", "", true},
	{"a > 5", " 6 ", "", "", true},
	{"a > 5", "5", "", "", false},
	{"a > 5", "", "", "", false},
	{"a < 5", "-1e3", "", "", true},
	{"a < 5", "abc", "", "", false},
	{"a != 5", "C5", "", "", true},
	{"a > b5", "b6", "", "", true},
	{"a contains 1", "C12", "", "", true},
	{"not a contains C", "C536379", "", "", false},
	{"a = '' and b >= 0.5", "", "0.50", "", true},
	{"a = 9007199254740993", "9007199254740993.0", "", "", false}, /* literals are doubles */
};

START_TEST(rows_are_chosen)
{
	struct zd_row_test *t;
	struct cells row = cells_of(tests[_i].a, tests[_i].b, tests[_i].c);
	ck_assert_ok(zd_row_test_parse(&t, tests[_i].where, &columns, &arena, &err));
	ck_assert_msg(zd_row_test_holds(t, row.cells) == tests[_i].holds, "%s: %s", tests[_i].where, tests[_i].a);
}
END_TEST

START_TEST(wrong_conditions)
{
	static const char *doubled[] = {"a", "b", "a"};
	const struct zd_columns two = {doubled, 3};
	struct zd_row_test *t;
	ck_assert_fails(zd_row_test_parse(&t, "Customer_ID = 5", &columns, &arena, &err), ZD_DATA,
			"did you mean \"Customer ID\"?");
	ck_assert_fails(zd_row_test_parse(&t, "a >", &columns, &arena, &err), ZD_DATA, "the end");
	ck_assert_fails(zd_row_test_parse(&t, "a > 5", &two, &arena, &err), ZD_DATA, "2 columns \"a\"");
	ck_assert_ok(zd_row_test_parse(&t, "b > 5", &two, &arena, &err));
}
END_TEST

START_TEST(a_map_mentions_columns)
{
	struct zd_map_field some[] = {
		{.field = "id", .source = ZD_FROM_TEMPLATE, .text = "{x}-{#}-{y}"},
		{.field = "name", .source = ZD_FROM_CONSTANT, .text = "constant"},
		{.field = "number", .text = "y"},
		{.field = "price", .source = ZD_FROM_PRODUCT, .columns = factors, .column_count = 2},
	};
	struct zd_map_target target = {.entity = "item", .where = "z > 5", .fields = some, .field_count = 4};
	const struct zd_import_map map = {.where = "w = '' or x = 1", .targets = &target, .target_count = 1};
	struct zd_columns out;
	struct zd_str text = {0};
	ck_assert_ok(zd_mapping_columns(&out, &map, &arena, &err));
	for (size_t i = 0; i < out.count; i++)
		zd_str_printf(&text, "%s ", out.names[i]);
	ck_assert_str_eq(zd_str_text(&text), "w x z y a b ");
	zd_str_free(&text);
}
END_TEST

#define COUNT(a) ((int)(sizeof(a) / sizeof *(a)))

Suite *suite_mapping(void)
{
	Suite *s = suite_create("mapping");
	TCase *t = tcase_create("mapping");
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_loop_test(t, text_becomes_values, 0, COUNT(conversions));
	tcase_add_loop_test(t, fields_of_a_map, 0, COUNT(fields));
	tcase_add_test(t, a_header_names_fields);
	tcase_add_loop_test(t, rows_are_chosen, 0, COUNT(tests));
	tcase_add_test(t, wrong_conditions);
	tcase_add_test(t, a_map_mentions_columns);
	suite_add_tcase(s, t);
	return s;
}
