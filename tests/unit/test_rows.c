#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "zhidu/rows.h"

static const char *class_names[] = {"high", "low"};
static const char *class_titles[] = {"高", "低"};
static const struct zd_enum classes = {.name = "class", .count = 2, .values = class_names, .titles = class_titles};

static const struct zd_head heads[] = {
	{"id", "编号", {.kind = ZD_KIND_TEXT}},     {"name", NULL, {.kind = ZD_KIND_TEXT}},
	{"limit", "限额", {.kind = ZD_KIND_MONEY}}, {"class", "类别", {.kind = ZD_KIND_ENUM, .enums = &classes}},
	{"good", NULL, {.kind = ZD_KIND_BOOL}},
};
enum {
	COLUMNS = sizeof heads / sizeof heads[0]
};

static struct zd_value text(const char *s)
{
	return zd_value_text(s, strlen(s));
}

/* What a sink of the format writes for these rows; the caller frees it. */
static char *written(enum zd_format format, const struct zd_head *h, size_t columns, const struct zd_value *values,
		     size_t rows)
{
	char *out = NULL;
	size_t size = 0;
	FILE *stream = open_memstream(&out, &size);
	struct zd_sink *sink = zd_sink_new(stream, format);
	struct zd_error err;

	ck_assert_int_eq(sink->begin(sink, h, columns, &err), ZD_OK);
	for (size_t i = 0; i < rows; i++)
		ck_assert_int_eq(sink->row(sink, values + i * columns, &err), ZD_OK);
	ck_assert_int_eq(sink->end(sink, &err), ZD_OK);
	sink->free(sink);
	fclose(stream);
	return out;
}

static void check_rows(enum zd_format format, const struct zd_value *values, size_t rows, const char *expected)
{
	char *out = written(format, heads, COLUMNS, values, rows);

	ck_assert_str_eq(out, expected);
	free(out);
}

static void check_text(enum zd_format format, const char *cell, const char *expected)
{
	const struct zd_head one = {"a", NULL, {.kind = ZD_KIND_TEXT}};
	struct zd_value value = text(cell);
	char *out = written(format, &one, 1, &value, 1);

	ck_assert_str_eq(out, expected);
	free(out);
}

START_TEST(formats_have_words)
{
	enum zd_format format = ZD_FORMAT_TABLE;

	ck_assert(zd_format_of("table", &format) && format == ZD_FORMAT_TABLE);
	ck_assert(zd_format_of("csv", &format) && format == ZD_FORMAT_CSV);
	ck_assert(zd_format_of("json", &format) && format == ZD_FORMAT_JSON);
	ck_assert(zd_format_of("jsonl", &format) && format == ZD_FORMAT_JSONL);
	ck_assert(!zd_format_of("xml", &format));
	ck_assert(!zd_format_of("", &format));
}
END_TEST

static void two_rows(struct zd_value values[2 * COLUMNS])
{
	values[0] = text("A1");
	values[1] = text("上海, \"东\"");
	values[2] = zd_value_int(123456789);
	values[3] = text("high");
	values[4] = zd_value_bool(true);
	values[5] = text("A22222");
	values[6] = ZD_VALUE_NIL;
	values[7] = zd_value_int(-5);
	values[8] = text("low");
	values[9] = ZD_VALUE_NIL;
}

START_TEST(tables_align_by_width)
{
	struct zd_value values[2 * COLUMNS];

	two_rows(values);
	check_rows(ZD_FORMAT_TABLE, values, 2,
		   "编号    name                限额  类别  good\n"
		   "------  ----------  ------------  ----  ----\n"
		   "A1      上海, \"东\"  1,234,567.89  高    是\n"
		   "A22222                     -0.05  低\n");
	check_rows(ZD_FORMAT_TABLE, values, 0,
		   "编号  name  限额  类别  good\n"
		   "----  ----  ----  ----  ----\n");
}
END_TEST

START_TEST(tables_keep_control_characters_out)
{
	check_text(ZD_FORMAT_TABLE, "a\tb\nc", "a\n-----\na b c\n");
	check_text(ZD_FORMAT_TABLE, "\x1b[31mred\x7f\xc2\x9b", "a\n----------\n?[31mred??\n");
	check_text(ZD_FORMAT_TABLE, "broken \xff\xe5\x88", "a\n----------\nbroken ???\n");
}
END_TEST

START_TEST(tables_keep_long_cells_whole)
{
	char cell[1001], expected[2100];

	memset(cell, 'x', 1000);
	cell[1000] = '\0';
	snprintf(expected, sizeof expected, "a\n%s\n%s\n", cell, cell);
	memset(expected + 2, '-', 1000);
	check_text(ZD_FORMAT_TABLE, cell, expected);
}
END_TEST

START_TEST(csv_is_plain_and_quoted_where_it_must)
{
	struct zd_value values[2 * COLUMNS];

	two_rows(values);
	check_rows(ZD_FORMAT_CSV, values, 2,
		   "id,name,limit,class,good\n"
		   "A1,\"上海, \"\"东\"\"\",1234567.89,high,true\n"
		   "A22222,,-0.05,low,\n");
	check_text(ZD_FORMAT_CSV, "two\nlines", "a\n\"two\nlines\"\n");
	check_text(ZD_FORMAT_CSV, "\r", "a\n\"\r\"\n");
	check_text(ZD_FORMAT_CSV, "\"", "a\n\"\"\"\"\n");
	check_text(ZD_FORMAT_CSV, " =1;2 ", "a\n =1;2 \n");
	check_text(ZD_FORMAT_CSV, "", "a\n\"\"\n");
}
END_TEST

START_TEST(csv_writes_lists_as_json)
{
	const struct zd_type item = {.kind = ZD_KIND_TEXT};
	const struct zd_head one = {"a", NULL, {.kind = ZD_KIND_LIST, .count = 1, .of = &item}};
	struct zd_value items[] = {text("x"), text("y")};
	struct zd_value list = {.tag = ZD_LIST, .len = 2, .list = items};
	char *out = written(ZD_FORMAT_CSV, &one, 1, &list, 1);

	ck_assert_str_eq(out, "a\n\"[\"\"x\"\",\"\"y\"\"]\"\n");
	free(out);
	out = written(ZD_FORMAT_TABLE, &one, 1, &list, 1);
	ck_assert_str_eq(out, "a\n----\nx, y\n");
	free(out);
}
END_TEST

START_TEST(json_has_names_and_exact_values)
{
	struct zd_value values[2 * COLUMNS];

	two_rows(values);
	check_rows(
		ZD_FORMAT_JSON, values, 2,
		"[\n"
		"{\"id\":\"A1\",\"name\":\"上海, \\\"东\\\"\",\"limit\":1234567.89,\"class\":\"high\",\"good\":true},\n"
		"{\"id\":\"A22222\",\"name\":null,\"limit\":-0.05,\"class\":\"low\",\"good\":null}\n"
		"]\n");
	check_rows(ZD_FORMAT_JSON, values, 0, "[]\n");
	check_rows(ZD_FORMAT_JSONL, values, 1,
		   "{\"id\":\"A1\",\"name\":\"上海, "
		   "\\\"东\\\"\",\"limit\":1234567.89,\"class\":\"high\",\"good\":true}\n");
	check_rows(ZD_FORMAT_JSONL, values, 0, "");
}
END_TEST

/* Heads may go when `begin` is over. */
START_TEST(names_are_copied)
{
	char *out = NULL, name[] = "name";
	size_t size = 0;
	FILE *stream = open_memstream(&out, &size);
	struct zd_sink *sink = zd_sink_new(stream, ZD_FORMAT_JSONL);
	struct zd_head one = {name, name, {.kind = ZD_KIND_INT}};
	struct zd_value value = zd_value_int(7);
	struct zd_error err;

	ck_assert_int_eq(sink->begin(sink, &one, 1, &err), ZD_OK);
	memset(name, 'x', 4);
	memset(&one, 0, sizeof one);
	ck_assert_int_eq(sink->row(sink, &value, &err), ZD_OK);
	ck_assert_int_eq(sink->end(sink, &err), ZD_OK);
	sink->free(sink);
	fclose(stream);
	ck_assert_str_eq(out, "{\"name\":7}\n");
	free(out);
}
END_TEST

/* A full disk is an error of the rows, in every format, and the sink can still be freed. */
START_TEST(full_disk_is_an_error)
{
	enum zd_format formats[] = {ZD_FORMAT_TABLE, ZD_FORMAT_CSV, ZD_FORMAT_JSON, ZD_FORMAT_JSONL};

	for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
		FILE *full = fopen("/dev/full", "w");
		struct zd_sink *sink = zd_sink_new(full, formats[i]);
		struct zd_value values[2 * COLUMNS];
		struct zd_error err = {0};
		int code;

		two_rows(values);
		ck_assert_int_eq(sink->begin(sink, heads, COLUMNS, &err), ZD_OK);
		code = sink->row(sink, values, &err);
		for (int row = 0; row < 5000 && code == ZD_OK; row++)
			code = sink->row(sink, values, &err);
		if (code == ZD_OK)
			code = sink->end(sink, &err);
		ck_assert_int_eq(code, ZD_IO);
		ck_assert_ptr_nonnull(strstr(err.message, "No space left"));
		sink->free(sink);
		fclose(full);
	}
}
END_TEST

Suite *suite_rows(void);
Suite *suite_rows(void)
{
	Suite *s = suite_create("rows");
	TCase *t = tcase_create("rows");

	tcase_add_test(t, formats_have_words);
	tcase_add_test(t, tables_align_by_width);
	tcase_add_test(t, tables_keep_control_characters_out);
	tcase_add_test(t, tables_keep_long_cells_whole);
	tcase_add_test(t, csv_is_plain_and_quoted_where_it_must);
	tcase_add_test(t, csv_writes_lists_as_json);
	tcase_add_test(t, json_has_names_and_exact_values);
	tcase_add_test(t, names_are_copied);
	tcase_add_test(t, full_disk_is_an_error);
	suite_add_tcase(s, t);
	return s;
}
