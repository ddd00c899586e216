/* Sheets: totals, pages of HTML, workbooks. */
#include <check.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "report/sheet.h"

Suite *suite_sheet(void);

static const struct zd_head heads[] = {
	{"name", "名称", {.kind = ZD_KIND_TEXT}},
	{"n", NULL, {.kind = ZD_KIND_INT}},
	{"sum", "金额", {.kind = ZD_KIND_MONEY}},
	{"x", NULL, {.kind = ZD_KIND_NUMBER}},
};
static const bool totals[] = {false, false, true, true};
static const char *const signs[] = {"经办 & 审核"};
static const struct zd_sheet sheet = {
	.title = "台账 <一>", .clause = "S1", .signs = signs, .sign_count = 1, .totals = totals, .total_count = 4};
static struct zd_error err;

/* What a sink writes of rows of four values; the caller frees it. */
static char *written(enum zd_format format, const struct zd_value *rows, size_t count, size_t *size, int expected)
{
	char *text = NULL;
	FILE *out = open_memstream(&text, size);
	struct zd_sink *sink = zd_sheet_sink(out, format, &sheet);
	int code = sink->begin(sink, heads, 4, &err);
	for (size_t i = 0; i < count && !code; i++)
		code = sink->row(sink, rows + 4 * i, &err);
	if (!code)
		code = sink->end(sink, &err);
	sink->free(sink);
	fclose(out);
	ck_assert_msg(code == expected, "%d %s", code, err.message);
	return text;
}

static struct zd_value word(const char *s)
{
	return zd_value_text(s, strlen(s));
}

START_TEST(totals_close_a_table)
{
	const struct zd_value rows[] = {word("a"), zd_value_int(1), zd_value_int(1050), zd_value_number(0.5),
					word("b"), zd_value_int(2), ZD_VALUE_NIL,       zd_value_int(2)};
	size_t size;
	char *text = written(ZD_FORMAT_TABLE, rows, 2, &size, ZD_OK);
	ck_assert_str_eq(text, "名称  n   金额    x\n"
			       "----  -  -----  ---\n"
			       "a     1  10.50  0.5\n"
			       "b     2           2\n"
			       "合计     10.50  2.5\n");
	free(text);
	text = written(ZD_FORMAT_CSV, rows, 2, &size, ZD_OK);
	ck_assert_str_eq(text, "name,n,sum,x\na,1,10.50,0.5\nb,2,,2\n");
	free(text);
}
END_TEST

START_TEST(a_total_too_large_is_an_error)
{
	const enum zd_format formats[] = {ZD_FORMAT_TABLE, ZD_FORMAT_HTML, ZD_FORMAT_XLSX};
	const struct zd_value rows[] = {
		word("a"), zd_value_int(1), zd_value_int(INT64_MAX), zd_value_number(0),
		word("b"), zd_value_int(1), zd_value_int(1),         zd_value_number(0),
	};
	size_t size;
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
		free(written(formats[i], rows, 2, &size, ZD_DATA));
	const struct zd_value huge[] = {
		word("a"), zd_value_int(1), zd_value_int(0), zd_value_number(1.7e308),
		word("b"), zd_value_int(1), zd_value_int(0), zd_value_number(1.7e308),
	};
	free(written(ZD_FORMAT_TABLE, huge, 2, &size, ZD_DATA));
}
END_TEST

START_TEST(html_says_what_is_there_and_runs_nothing)
{
	const struct zd_value row[] = {word("<script>\"&\x01\xff"), zd_value_int(1), zd_value_int(-5), ZD_VALUE_NIL};
	size_t size;
	char *text = written(ZD_FORMAT_HTML, row, 1, &size, ZD_OK);
	ck_assert_ptr_nonnull(strstr(text, "<title>台账 &lt;一&gt;</title>"));
	ck_assert_ptr_nonnull(strstr(text, "<td>&lt;script&gt;&quot;&amp;?\?</td><td class=\"n\">1</td>"
					   "<td class=\"n\">-0.05</td>"));
	ck_assert_ptr_nonnull(strstr(text, "<tfoot>\n<tr><td class=\"s\">合计</td>"));
	ck_assert_ptr_nonnull(strstr(text, "<span>经办 &amp; 审核：</span>"));
	ck_assert_ptr_nonnull(strstr(text, "size:A4;"));
	ck_assert_ptr_null(strstr(text, "<script"));
	free(text);
}
END_TEST

START_TEST(a_workbook_is_a_zip_and_leaves_nothing_behind)
{
	const struct zd_value row[] = {word("=1+1 \x01\xff"), zd_value_int(1), zd_value_int(-5), ZD_VALUE_NIL};
	size_t size;
	char folder[] = "/tmp/zhidu-sheet-XXXXXX";
	ck_assert_ptr_nonnull(mkdtemp(folder));
	setenv("TMPDIR", folder, 1);
	char *text = written(ZD_FORMAT_XLSX, row, 1, &size, ZD_OK);
	ck_assert(size > 1000 && memcmp(text, "PK\3\4", 4) == 0);
	free(text);
	free(written(ZD_FORMAT_XLSX, row, 0, &size, ZD_OK));
	ck_assert_int_eq(remove(folder), 0);
	free(written(ZD_FORMAT_XLSX, row, 1, &size, ZD_IO));
	unsetenv("TMPDIR");
}
END_TEST

Suite *suite_sheet(void)
{
	Suite *s = suite_create("sheet");
	TCase *t = tcase_create("sheet");
	tcase_add_test(t, totals_close_a_table);
	tcase_add_test(t, a_total_too_large_is_an_error);
	tcase_add_test(t, html_says_what_is_there_and_runs_nothing);
	tcase_add_test(t, a_workbook_is_a_zip_and_leaves_nothing_behind);
	suite_add_tcase(s, t);
	return s;
}
