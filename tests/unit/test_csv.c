#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/mem.h"
#include "store/csv.h"
#include "store/jsonl.h"
#include "store_fixture.h"

Suite *suite_csv(void);

static struct zd_error err;

static const char *file_of(const char *text, size_t size)
{
	const char *path = fixture_path("input");
	FILE *f = fopen(path, "wb");
	ck_assert_ptr_nonnull(f);
	ck_assert_uint_eq(fwrite(text, 1, size, f), size);
	ck_assert_int_eq(fclose(f), 0);
	return path;
}

static void add_cells(struct zd_str *out, const struct zd_csv_row *row)
{
	for (size_t i = 0; i < row->count; i++) {
		ck_assert_uint_eq(row->cells[i].s[row->cells[i].len], 0);
		zd_str_add(out, i ? "|" : "");
		zd_str_addn(out, row->cells[i].s, row->cells[i].len);
	}
}

/* All rows as "line:a|b;", bad ones as "line,column!;", "over;" where the reader gives up. */
static const char *rows_of(const char *path, bool gb18030, size_t expected, struct zd_str *out, struct zd_str *messages)
{
	struct zd_input *in;
	struct zd_csv_row row;
	ck_assert_ok(zd_input_open(&in, path, gb18030, &err));
	struct zd_csv *c = zd_csv_new(in, ',');
	zd_csv_expect(c, expected);
	zd_str_clear(out);
	zd_str_clear(messages);
	for (;;) {
		int rc = zd_csv_next(c, &row, &err);
		if (rc) {
			ck_assert_int_eq(rc, ZD_DATA);
			zd_str_printf(messages, "%s\n", err.message);
			zd_str_printf(out, "%d,%d!;", err.line, err.column);
		} else if (row.count == 0) {
			break;
		} else {
			zd_str_printf(out, "%d:", row.line);
			add_cells(out, &row);
			zd_str_add(out, ";");
		}
		if (zd_csv_over(c)) {
			zd_str_add(out, "over;");
			break;
		}
	}
	zd_csv_free(c);
	zd_input_close(in);
	return zd_str_text(out);
}

static const struct {
	const char *text;
	size_t expected;
	const char *rows;
	const char *says; /* of the first message; or NULL */
} cases[] = {
	{"a,b\n1,2\n", 0, "1:a|b;2:1|2;", NULL},
	{"a,b\n1,2", 0, "1:a|b;2:1|2;", NULL},
	{"a,b\r\n1,2\r\n", 0, "1:a|b;2:1|2;", NULL},
	{"a,b\r1,2\r", 0, "1:a|b;2:1|2;", NULL},
	{"a,b\n\r\n\n\r1,2\n\n", 0, "1:a|b;5:1|2;", NULL},
	{"", 0, "", NULL},
	{"\n\n", 0, "", NULL},
	{"\xEF\xBB\xBF"
	 "a,b\n",
	 0, "1:a|b;", NULL},
	{"\xEF\xBB\xBF", 0, "", NULL},
	{"\xEF\xBB\xBF\"a\",b\n", 0, "1:a|b;", NULL},
	{",\n,,", 0, "1:|;2:||;", NULL},
	{"\"\"\n", 0, "1:;", NULL},
	{"\"a,b\",\"c\"\n", 0, "1:a,b|c;", NULL},
	{"\"a\"\"b\",\"\"\"\",\"\"\"x\"\"\"", 0, "1:a\"b|\"|\"x\";", NULL},
	{"\"a\nb\",c\n\"d\r\ne\rf\",g\nh,i", 0, "1:a\nb|c;3:d\r\ne\rf|g;6:h|i;", NULL},
	{"客户,名称\n甲,乙\n", 0, "1:客户|名称;2:甲|乙;", NULL},
	{" a , b \n", 0, "1: a | b ;", NULL},
	/* ragged */
	{"1,2\n1\n1,2,3\n1,2,3,4,5,6,7\n3,4\n", 2, "1:1|2;2,1!;3,3!;4,3!;5:3|4;",
	 "the row has 1 field where 2 are wanted"},
	{"1,2,\n", 2, "1,3!;", "3 fields where 2"},
	{"\"\"\n", 2, "1,1!;", "1 field"},
	/* stray quotes, and going on behind them */
	{"a,b\"c\",d\n1,2,3\n", 0, "1,2!;2:1|2|3;",
	 "a quote inside text that does not begin with one at character 4 of line 1"},
	{"a,\"b\"c,d\n1,2,3\n", 0, "1,2!;2:1|2|3;", "text behind a closing quote at character 6 of line 1"},
	{"a, \"b\"\n1,2\n", 0, "1,2!;2:1|2;", "a quote inside text"},
	{"a,\"b\n客c\" ,d\n1,2,3\n", 0, "1,2!;3:1|2|3;", "at character 4 of line 2"},
	{"a,\"b\" x", 0, "1,2!;", "text behind"},
	{"a,b\n\"c,d\ne,f\n", 0, "1:a|b;2,1!;", "the quote that opens here is never closed"},
	{"a,\"", 0, "1,2!;", "never closed"},
	/* bytes that are no text */
	{"a,b\n1,\xE4\xBD\n3,4\n", 0, "1:a|b;2,2!;3:3|4;", "is not valid UTF-8 text (byte 0xE4)"},
	{"\xFF,b\n1,2\n\xC0\x80,3\n", 0, "1,1!;2:1|2;3,1!;", "byte 0xFF"},
	{"1,\xED\xA0\x80\n2,\xE4\xBD\xA0\n", 0, "1,2!;2:2|\xE4\xBD\xA0;", "byte 0xED"},
	{"1,\xF0\x9F\x98\x80\n2,\xF5\x80\x80\x80\n", 0, "1:1|\xF0\x9F\x98\x80;2,2!;", "byte 0xF5"},
	{"1,2\n3,\xE4", 0, "1:1|2;2,2!;", "byte 0xE4"},
	{"12345678,\"abcdefgh\nxx\x80yy\",z\n1,2,3\n", 0, "1,2!;3:1|2|3;", "byte 0x80"},
	{"\xFF\xFE"
	 "a",
	 0, "1,0!;over;", "UTF-16"},
	{"\xFE\xFFxa", 0, "1,0!;over;", "UTF-16"},
};

START_TEST(rows_are_read)
{
	struct zd_str out = {0}, messages = {0};
	const char *path = file_of(cases[_i].text, strlen(cases[_i].text));
	ck_assert_str_eq(rows_of(path, false, cases[_i].expected, &out, &messages), cases[_i].rows);
	if (cases[_i].says)
		ck_assert_msg(strstr(zd_str_text(&messages), cases[_i].says) != NULL, "%s", zd_str_text(&messages));
	else
		ck_assert_str_eq(zd_str_text(&messages), "");
	zd_str_free(&out);
	zd_str_free(&messages);
}
END_TEST

START_TEST(nul_bytes_are_refused)
{
	static const char text[] = "a,b\n1,x\0y\n3,4\n";
	struct zd_str out = {0}, messages = {0};
	rows_of(file_of(text, sizeof text - 1), false, 0, &out, &messages);
	ck_assert_str_eq(zd_str_text(&out), "1:a|b;2,2!;3:3|4;");
	ck_assert(strstr(zd_str_text(&messages), "NUL"));
	zd_str_free(&out);
	zd_str_free(&messages);
}
END_TEST

static uint32_t seed;

static uint32_t next_random(uint32_t below)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) % below;
}

/* One field, as it is and as CSV writes it. */
static void random_field(struct zd_str *plain, struct zd_str *csv)
{
	static const char *const parts[] = {"a",  "bcd", "客户", "é", "\xF0\x9F\x98\x80", ",",
					    "\"", "\n",  "\r\n", " ", "0123456789abcdef"};
	uint32_t count = next_random(40) == 0 ? 3000 : next_random(6);
	struct zd_str text = {0};
	bool quotes = next_random(3) == 0;
	for (uint32_t i = 0; i < count; i++)
		zd_str_add(&text, parts[next_random(sizeof parts / sizeof *parts)]);
	quotes = quotes || (text.len > 0 && strpbrk(zd_str_text(&text), ",\"\r\n"));
	zd_str_add(csv, quotes ? "\"" : "");
	for (size_t i = 0; i < text.len; i++) {
		zd_str_add(csv, text.s[i] == '"' ? "\"" : "");
		zd_str_addc(csv, text.s[i]);
	}
	zd_str_add(csv, quotes ? "\"" : "");
	zd_str_add(plain, zd_str_text(&text));
	zd_str_free(&text);
}

/* Rows that lie across every boundary of the window. */
static void random_file(struct zd_str *plain, struct zd_str *csv)
{
	for (int line = 0; line < 20000; line++) {
		for (int i = 0; i < 4; i++) {
			zd_str_add(plain, i ? "|" : "");
			zd_str_add(csv, i ? "," : "");
			random_field(plain, csv);
		}
		zd_str_add(plain, "\n;");
		zd_str_add(csv, line % 3 == 0 ? "\r\n" : line % 3 == 1 ? "\n" : "\r");
	}
}

static void read_all(const char *path, struct zd_str *out)
{
	struct zd_input *in;
	struct zd_csv_row row;
	ck_assert_ok(zd_input_open(&in, path, false, &err));
	struct zd_csv *c = zd_csv_new(in, ',');
	for (;;) {
		ck_assert_ok(zd_csv_next(c, &row, &err));
		if (row.count == 0)
			break;
		ck_assert_uint_eq(row.count, 4);
		add_cells(out, &row);
		zd_str_add(out, "\n;");
	}
	zd_csv_free(c);
	zd_input_close(in);
}

START_TEST(what_was_written_is_read)
{
	struct zd_str plain = {0}, csv = {0}, out = {0};
	seed = 17;
	random_file(&plain, &csv);
	ck_assert_uint_gt(csv.len, 3 * 1024 * 1024);
	read_all(file_of(csv.s, csv.len), &out);
	ck_assert_uint_eq(out.len, plain.len);
	ck_assert(memcmp(out.s, plain.s, out.len) == 0);
	zd_str_free(&plain);
	zd_str_free(&csv);
	zd_str_free(&out);
}
END_TEST

START_TEST(any_bytes_are_rows_or_errors)
{
	static const char bytes[] = "ab,,\"\"\n\r \xE4\xBD\xA0\xFF\0";
	struct zd_str out = {0}, messages = {0};
	seed = 5;
	for (int round = 0; round < 3000; round++) {
		char text[64];
		size_t n = next_random(sizeof text);
		for (size_t i = 0; i < n; i++)
			text[i] = bytes[next_random(sizeof bytes)];
		rows_of(file_of(text, n), false, next_random(3), &out, &messages);
	}
	zd_str_free(&out);
	zd_str_free(&messages);
}
END_TEST

/* A file of `size` bytes 'x' between two texts. */
static const char *long_file(const char *before, size_t size, const char *after)
{
	struct zd_str text = {0};
	zd_str_add(&text, before);
	char *fill = zd_alloc(size + 1);
	memset(fill, 'x', size);
	zd_str_addn(&text, fill, size);
	zd_str_add(&text, after);
	const char *path = file_of(text.s, text.len);
	free(fill);
	zd_str_free(&text);
	return path;
}

static const char *long_rows(const char *path, struct zd_str *messages)
{
	static struct zd_str out;
	return rows_of(path, false, 0, &out, messages);
}

START_TEST(long_fields_are_bounded)
{
	struct zd_str messages = {0};
	const char *rows = long_rows(long_file("a\n1,", ZD_CSV_FIELD_MAX, ",2\n"), &messages);
	ck_assert(strncmp(rows, "1:a;2:1|xxx", 11) == 0);
	ck_assert_str_eq(long_rows(long_file("a\n1,", ZD_CSV_FIELD_MAX + 1, ",2\n"), &messages), "1:a;2,2!;over;");
	ck_assert(strstr(zd_str_text(&messages), "the field is longer than 1048576 bytes"));
	ck_assert_str_eq(long_rows(long_file("a\n1,\"", ZD_CSV_FIELD_MAX + 1, "\",2\n"), &messages), "1:a;2,2!;over;");
	ck_assert(strstr(zd_str_text(&messages), "perhaps a quote is not closed"));
	ck_assert_str_eq(long_rows(long_file("a\n1,b\"", ZD_CSV_FIELD_MAX + 1, ""), &messages), "1:a;2,2!;");
	zd_str_free(&messages);
}
END_TEST

START_TEST(a_line_of_100_megabytes_is_refused_early)
{
	struct zd_str messages = {0};
	const char *path = long_file("a\n", (size_t)100 << 20, "\n");
	struct zd_input *in;
	struct zd_csv_row row;
	uint64_t bytes, total;
	ck_assert_ok(zd_input_open(&in, path, false, &err));
	struct zd_csv *c = zd_csv_new(in, ',');
	ck_assert_ok(zd_csv_next(c, &row, &err));
	ck_assert_fails(zd_csv_next(c, &row, &err), ZD_DATA, "longer");
	ck_assert(zd_csv_over(c));
	zd_input_progress(in, &bytes, &total);
	ck_assert_uint_lt(bytes, 4 << 20);
	ck_assert_uint_eq(total, (100u << 20) + 3);
	zd_csv_free(c);
	zd_input_close(in);
	zd_str_free(&messages);
}
END_TEST

START_TEST(long_rows_are_bounded)
{
	struct zd_str text = {0}, messages = {0};
	for (int i = 0; i < 40; i++) {
		char *fill = zd_alloc((size_t)512 * 1024 + 2);
		memset(fill, 'y', (size_t)512 * 1024);
		fill[512 * 1024] = ',';
		zd_str_add(&text, fill);
		free(fill);
	}
	ck_assert_str_eq(long_rows(file_of(text.s, text.len), &messages), "1,0!;over;");
	ck_assert(strstr(zd_str_text(&messages), "the row is longer than 16777216 bytes"));
	zd_str_clear(&text);
	for (int i = 0; i <= ZD_CSV_COLUMNS_MAX; i++)
		zd_str_add(&text, "a,");
	ck_assert_str_eq(long_rows(file_of(text.s, text.len), &messages), "1,0!;over;");
	ck_assert(strstr(zd_str_text(&messages), "more than 4096 fields"));
	zd_str_free(&text);
	zd_str_free(&messages);
}
END_TEST

/* ---- gzip and gb18030 ---- */

static size_t gzip_of(const char *text, char *out, size_t cap)
{
	z_stream z = {0};
	ck_assert_int_eq(deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
	z.next_in = (unsigned char *)(uintptr_t)text;
	z.avail_in = (unsigned)strlen(text);
	z.next_out = (unsigned char *)out;
	z.avail_out = (unsigned)cap;
	ck_assert_int_eq(deflate(&z, Z_FINISH), Z_STREAM_END);
	deflateEnd(&z);
	return cap - z.avail_out;
}

START_TEST(gzip_is_read)
{
	char packed[1024];
	struct zd_str out = {0}, messages = {0};
	size_t first = gzip_of("a,b\n1,", packed, sizeof packed);
	size_t both = first + gzip_of("2\n3,4\n", packed + first, sizeof packed - first);
	ck_assert_str_eq(rows_of(file_of(packed, both), false, 0, &out, &messages), "1:a|b;2:1|2;3:3|4;");
	/* empty, cut off, damaged, and with something behind */
	size_t none = gzip_of("", packed + both, sizeof packed - both);
	ck_assert_str_eq(rows_of(file_of(packed + both, none), false, 0, &out, &messages), "");
	rows_of(file_of(packed, both - 9), false, 0, &out, &messages);
	ck_assert(strstr(zd_str_text(&messages), "cut off"));
	ck_assert(strstr(zd_str_text(&out), "over;"));
	rows_of(file_of(packed, 5), false, 0, &out, &messages);
	ck_assert(strstr(zd_str_text(&messages), "cut off"));
	strcpy(packed + both, "rest");
	rows_of(file_of(packed, both + 4), false, 0, &out, &messages);
	ck_assert_str_eq(zd_str_text(&out), "1:a|b;2:1|2;3:3|4;4,0!;over;");
	ck_assert(strstr(zd_str_text(&messages), "something else"));
	packed[both - 6] ^= 0x55; /* the checksum */
	rows_of(file_of(packed, both), false, 0, &out, &messages);
	ck_assert(strstr(zd_str_text(&messages), "damaged"));
	zd_str_free(&out);
	zd_str_free(&messages);
}
END_TEST

START_TEST(gb18030_is_read)
{
	struct zd_str out = {0}, messages = {0};
	ck_assert_str_eq(rows_of(file_of("\xBF\xCD\xBB\xA7,b\n1,\x81\x30\x84\x36\n", 14), true, 0, &out, &messages),
			 "1:客户|b;2:1|¥;");
	rows_of(file_of("a,b\n1,\xFF\xFF\n", 9), true, 0, &out, &messages);
	ck_assert_str_eq(zd_str_text(&out), "1:a|b;2,0!;over;");
	ck_assert(strstr(zd_str_text(&messages), "not gb18030 text from here on (byte 0xFF)"));
	rows_of(file_of("a,b\n1,\xBF", 7), true, 0, &out, &messages);
	ck_assert(strstr(zd_str_text(&messages), "byte 0xBF"));
	/* Across the boundary of every buffer. */
	struct zd_str text = {0}, wanted = {0};
	zd_str_add(&text, "x");
	zd_str_add(&wanted, "1:x");
	for (int i = 0; i < 200000; i++) {
		zd_str_add(&text, "\xBF\xCD");
		zd_str_add(&wanted, "客");
	}
	zd_str_add(&wanted, ";");
	ck_assert_str_eq(rows_of(file_of(text.s, text.len), true, 0, &out, &messages), zd_str_text(&wanted));
	zd_str_free(&text);
	zd_str_free(&wanted);
	zd_str_free(&out);
	zd_str_free(&messages);
}
END_TEST

START_TEST(what_is_no_file)
{
	struct zd_input *in;
	ck_assert_fails(zd_input_open(&in, fixture_path("nowhere"), false, &err), ZD_NOT_FOUND, "no such file");
	ck_assert_ptr_null(in);
	ck_assert_fails(zd_input_open(&in, "/", false, &err), ZD_IO, "folder");
	ck_assert_fails(zd_input_open(&in, "/etc/hostname/x", false, &err), ZD_NOT_FOUND, "no such file");
}
END_TEST

/* ---- JSON lines ---- */

static const char *objects_of(const char *text, size_t size, struct zd_str *out)
{
	struct zd_input *in;
	struct zd_jsonl_row row;
	ck_assert_ok(zd_input_open(&in, file_of(text, size), false, &err));
	struct zd_jsonl *j = zd_jsonl_new(in);
	zd_str_clear(out);
	for (;;) {
		int rc = zd_jsonl_next(j, &row, &err);
		if (rc)
			zd_str_printf(out, "%d,%d!;", err.line, err.column);
		else if (!row.object)
			break;
		else
			zd_str_printf(out, "%d:%zu;", row.line, row.object->len);
		if (zd_jsonl_over(j)) {
			zd_str_add(out, "over;");
			break;
		}
	}
	zd_jsonl_free(j);
	zd_input_close(in);
	return zd_str_text(out);
}

START_TEST(json_lines_are_read)
{
	struct zd_str out = {0};
	static const char text[] = "\xEF\xBB\xBF{\"a\": 1}\r\n\n \t\n{}\n[1]\n{\"a\": }\n{\"a\":1,\"b\":\"\n\"}\n"
				   "{\"a\": \"\xFF\"}\n{\"x\":\"客户\"}";
	objects_of(text, sizeof text - 1, &out);
	ck_assert_str_eq(zd_str_text(&out), "1:1;4:0;5,1!;6,7!;7,12!;8,1!;9,8!;10:1;");
	ck_assert_str_eq(objects_of("", 0, &out), "");
	ck_assert_str_eq(objects_of("{}\n\0\n{}", 7, &out), "1:0;2,1!;3:0;");
	size_t size = ZD_JSONL_LINE_MAX + 10;
	char *line = zd_alloc(size);
	memset(line, ' ', size);
	ck_assert_str_eq(objects_of(line, size, &out), "1,0!;over;");
	free(line);
	zd_str_free(&out);
}
END_TEST

#define COUNT(a) ((int)(sizeof(a) / sizeof *(a)))

Suite *suite_csv(void)
{
	Suite *s = suite_create("csv");
	TCase *t = tcase_create("csv");
	tcase_set_timeout(t, 60);
	tcase_add_checked_fixture(t, NULL, fixture_clean);
	tcase_add_loop_test(t, rows_are_read, 0, COUNT(cases));
	tcase_add_test(t, nul_bytes_are_refused);
	tcase_add_test(t, what_was_written_is_read);
	tcase_add_test(t, any_bytes_are_rows_or_errors);
	tcase_add_test(t, long_fields_are_bounded);
	tcase_add_test(t, a_line_of_100_megabytes_is_refused_early);
	tcase_add_test(t, long_rows_are_bounded);
	tcase_add_test(t, gzip_is_read);
	tcase_add_test(t, gb18030_is_read);
	tcase_add_test(t, what_is_no_file);
	tcase_add_test(t, json_lines_are_read);
	suite_add_tcase(s, t);
	return s;
}
