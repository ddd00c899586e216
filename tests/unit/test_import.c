#include <check.h>
#include <stdio.h>
#include <string.h>

#include "store/db.h"
#include "store/import.h"
#include "store_fixture.h"

Suite *suite_import(void);

static struct zd_error err;
static struct zd_pack *pack;
static struct zd_book *book;
static struct zd_str rows, told;
static struct zd_import_result result;

static void setup(void)
{
	err = (struct zd_error){0};
	pack = fixture_pack("customer",
			    "id:text name:text! size:int,min=0,default=1 up:ref=customer phone:int,sensitive", "line",
			    "id:text customer:ref=customer! amount:money! day:date", NULL);
	book = fixture_book("book.db", pack);
}

static void teardown(void)
{
	zd_book_close(book);
	fixture_pack_free(pack);
	zd_str_free(&rows);
	zd_str_free(&told);
	fixture_clean();
}

static void tell(void *context, const struct zd_error *bad, const char *field)
{
	(void)context;
	ck_assert(strstr(bad->file, "input") != NULL);
	zd_str_printf(&told, "%d,%d %s: %s\n", bad->line, bad->column, field, bad->message);
}

static const char *input(const char *text)
{
	const char *path = fixture_path("input");
	FILE *f = fopen(path, "wb");
	ck_assert_ptr_nonnull(f);
	fputs(text, f);
	ck_assert_int_eq(fclose(f), 0);
	return path;
}

/* Imports a text, and commits it or rolls it back as it went. */
static int import(const char *text, struct zd_import_options o)
{
	zd_str_clear(&told);
	o.bad = tell;
	if (!o.map && !o.entity)
		o.entity = zd_pack_entity(pack, "customer");
	ck_assert_ok(zd_book_begin(book, &err));
	int rc = zd_import(book, pack, input(text), &o, &result, &err);
	if (!rc)
		ck_assert_ok(zd_book_commit(book, &err));
	zd_book_rollback(book);
	return rc;
}

#define PLAIN ((struct zd_import_options){0})
#define SKIP ((struct zd_import_options){.skip_bad = true})
#define JSON ((struct zd_import_options){.jsonl = true})

static const char *customers(void)
{
	return fixture_rows(book, pack, "customer", &rows);
}

static const char *lines(void)
{
	return fixture_rows(book, pack, "line", &rows);
}

static void assert_result(uint64_t read, uint64_t filtered, uint64_t bad, uint64_t duplicates, uint64_t written)
{
	ck_assert_uint_eq(result.rows, read);
	ck_assert_uint_eq(result.filtered, filtered);
	ck_assert_uint_eq(result.bad, bad);
	ck_assert_uint_eq(result.duplicates, duplicates);
	ck_assert_uint_eq(result.written, written);
}

START_TEST(a_file_is_imported)
{
	ck_assert_ok(import("name,id,up,size\r\n\"甲, \"\"乙\"\"\",C2,C1,\r\n\r\nB,C1,,7", PLAIN));
	assert_result(2, 0, 0, 0, 2);
	ck_assert_str_eq(customers(), "C1|B|7||\nC2|甲, \"乙\"|1|C1|\n");
	ck_assert_ok(import("id,name\n", PLAIN));
	assert_result(0, 0, 0, 0, 0);
}
END_TEST

START_TEST(headers_are_checked)
{
	ck_assert_fails(import("", PLAIN), ZD_DATA, "the file is empty");
	ck_assert_fails(import("id,nme\n1,2\n", PLAIN), ZD_DATA, "did you mean \"name\"?");
	ck_assert_int_eq(err.line, 1);
	ck_assert_int_eq(err.column, 2);
	ck_assert_fails(import("id\n1\n", PLAIN), ZD_DATA, "the column \"name\" is missing, which customer requires");
	ck_assert_fails(import("id,name,id\n1\n", PLAIN), ZD_DATA, "2 columns \"id\"");
	ck_assert_fails(import("id,\"name\n1", PLAIN), ZD_DATA, "never closed");
	ck_assert_fails(import("\xFF\xFEi", PLAIN), ZD_DATA, "UTF-16");
	ck_assert_str_eq(customers(), "");
}
END_TEST

/* Every kind of bad row, each told, and a good one between. */
static const char many_bad[] = "id,name,size,up,phone\n"
			       "C1,A,x,,\n"
			       "C2,,1,,\n"
			       "C3,\"B\n\",-1,,\n"
			       "C4,D,,,\n"
			       "C4,D,,,\n"
			       "C5,E,1,C9\n"
			       "C6,F\"F,1,,\n"
			       ",G,1,,\n"
			       "C7,\xFF,1,,\n"
			       "C8,H,1,,secret\n";
static const char many_told[] = "2,3 size: wants a whole number, got \"x\"\n"
				"3,2 name: is required, got nothing\n"
				"4,3 size: -1 is below the minimum 0\n";

START_TEST(all_or_nothing)
{
	ck_assert_fails(import(many_bad, PLAIN), ZD_DATA, "9 bad rows; nothing was imported");
	assert_result(10, 0, 9, 0, 1);
	ck_assert_msg(strncmp(zd_str_text(&told), many_told, sizeof many_told - 1) == 0, "%s", zd_str_text(&told));
	ck_assert_str_eq(customers(), "");
	ck_assert_fails(import("id,name\nC1,\n", PLAIN), ZD_DATA, "1 bad row;");
}
END_TEST

static const char rejected[] = "line,column,field,reason,id,name,size,up,phone\n"
			       "2,3,size,\"wants a whole number, got \"\"x\"\"\",C1,A,x,,\n"
			       "3,2,name,\"is required, got nothing\",C2,,1,,\n"
			       "4,3,size,-1 is below the minimum 0,C3,\"B\n\",-1,,\n";

static const char rejected_last[] = "12,5,phone,\"wants a whole number, got something else\",C8,H,1,,secret\n";

START_TEST(bad_rows_are_left_out)
{
	char text[4096] = "";
	struct zd_import_options o = SKIP;
	o.rejects = fopen(fixture_path("rejects.csv"), "w");
	ck_assert_ok(import(many_bad, o));
	fclose(o.rejects);
	assert_result(10, 0, 9, 0, 1);
	ck_assert_str_eq(customers(), "C4|D|1||\n");
	FILE *f = fopen(fixture_path("rejects.csv"), "r");
	size_t n = fread(text, 1, sizeof text - 1, f);
	fclose(f);
	ck_assert_msg(strncmp(text, rejected, sizeof rejected - 1) == 0, "%s", text);
	ck_assert_uint_gt(n, sizeof rejected_last);
	ck_assert_str_eq(text + n - (sizeof rejected_last - 1), rejected_last);
	ck_assert_ptr_nonnull(strstr(text, "\n8,4,,the row has 4 fields where 5 are wanted,C5,E,1,C9\n"));
	ck_assert_ptr_nonnull(strstr(text, ",C6,\"F\"\"F,1,,\"\n"));
	ck_assert_ptr_nonnull(strstr(text, "\n10,1,id,"));
}
END_TEST

START_TEST(too_many_bad_rows_stop)
{
	struct zd_str text = {0};
	zd_str_add(&text, "id,name\n");
	for (int i = 0; i < 5000; i++)
		zd_str_add(&text, "x\n");
	ck_assert_fails(import(text.s, PLAIN), ZD_DATA, "more than 1000 bad rows");
	ck_assert_uint_eq(result.bad, 1000);
	ck_assert_ok(import(text.s, SKIP));
	ck_assert_uint_eq(result.bad, 5000);
	zd_str_free(&text);
}
END_TEST

START_TEST(records_are_updated)
{
	struct zd_import_options update = {.update = true};
	ck_assert_ok(import("id,name,size\nC1,A,5\nC2,B,6\n", PLAIN));
	ck_assert_int_eq(import("id,name\nC1,X\n", PLAIN), ZD_DATA);
	ck_assert_msg(strncmp(zd_str_text(&told), "2,1 id: ", 8) == 0, "%s", zd_str_text(&told));
	ck_assert_ok(import("size,id,name\n,C1,X\n9,C2,\n", update));
	ck_assert_str_eq(customers(), "C1|X|5||\nC2|B|9||\n");
	ck_assert_ok(import("id,size\nC1,3\n", update));
	ck_assert_str_eq(customers(), "C1|X|3||\nC2|B|9||\n");
	ck_assert_fails(import("id,size\nC1,4\nC3,3\n", update), ZD_DATA, "1 bad row");
	ck_assert_str_eq(zd_str_text(&told), "3,0 name: is required, got nothing\n");
	ck_assert_str_eq(customers(), "C1|X|3||\nC2|B|9||\n");
}
END_TEST

START_TEST(own_references_may_come_later)
{
	ck_assert_fails(import("id,name,up\nC1,A,C2\n", PLAIN), ZD_DATA, "there is no customer \"C2\"");
	ck_assert_str_eq(customers(), "");
	ck_assert_ok(import("id,name,up\nC1,A,C2\nC2,B,\n", PLAIN));
	ck_assert_str_eq(customers(), "C1|A|1|C2|\nC2|B|1||\n");
}
END_TEST

START_TEST(json_lines)
{
	ck_assert_ok(import(
		"{\"id\": \"C1\", \"name\": \"甲\", \"size\": 3}\n\n{\"name\": \"B\", \"id\": \"C2\", \"up\": null}\n",
		JSON));
	ck_assert_str_eq(customers(), "C1|甲|3||\nC2|B|1||\n");
	ck_assert_int_eq(import("{\"id\": \"C3\", \"nme\": 1}\n{\"id\": \"C3\"}\n[]\n{\"id\": \"C3\", \"name\": \"x\", "
				"\"size\": 1.5}\n",
				JSON),
			 ZD_DATA);
	ck_assert_uint_eq(result.bad, 4);
	ck_assert_msg(strcmp(zd_str_text(&told), "1,21 : customer has no field \"nme\"; did you mean \"name\"?\n"
						 "2,0 name: is required, got nothing\n"
						 "3,1 : wants an object such as {\"id\": \"A1\"}\n"
						 "4,35 size: wants a whole number, got 1.5\n") == 0,
		      "%s", zd_str_text(&told));
	ck_assert_str_eq(customers(), "C1|甲|3||\nC2|B|1||\n");
}
END_TEST

/* ---- maps ---- */

static const char *amounts[] = {"Qty", "Price"};
static struct zd_map_field customer_fields[] = {
	{.field = "id", .text = "Who", .format = ZD_AS_INTEGER},
	{.field = "name", .source = ZD_FROM_TEMPLATE, .text = "customer {Who}"},
	{.field = "size", .text = "Size"},
};
static struct zd_map_field line_fields[] = {
	{.field = "id", .source = ZD_FROM_TEMPLATE, .text = "{No}-{#}"},
	{.field = "customer", .text = "Who", .format = ZD_AS_INTEGER},
	{.field = "amount", .source = ZD_FROM_PRODUCT, .columns = amounts, .column_count = 2},
	{.field = "day", .text = "Date", .format = ZD_AS_PATTERN, .pattern = "%d.%m.%Y"},
};
static struct zd_map_target targets[] = {
	{.entity = "customer", .duplicates = ZD_DUP_SKIP, .fields = customer_fields, .field_count = 3},
	{.entity = "line", .where = "Qty != 0", .fields = line_fields, .field_count = 4},
};
static const struct zd_import_map both = {
	.delimiter = ';', .where = "Who != ''", .targets = targets, .target_count = 2};

static const char sales[] = "No;Who;Qty;Price;Date;Size\n"
			    "A;17.0;2;1.255;1.2.2025;3\n"
			    "A;;1;1;1.2.2025;3\n"
			    "B;17.0;-1;10;28.2.2025;4\n"
			    "B;18;0;10;28.2.2025;\n";

START_TEST(one_file_feeds_two_entities)
{
	ck_assert_ok(import(sales, (struct zd_import_options){.map = &both}));
	assert_result(4, 1, 0, 1, 4);
	ck_assert_str_eq(customers(), "17|customer 17.0|3||\n18|customer 18|1||\n");
	ck_assert_str_eq(lines(), "A-1|17|2.51|2025-02-01\nB-3|17|-10.00|2025-02-28\n");
	ck_assert_int_eq(import(sales, (struct zd_import_options){.map = &both}), ZD_DATA);
	ck_assert_uint_eq(result.bad, 2); /* the lines are there already */
}
END_TEST

START_TEST(a_row_is_written_whole_or_not)
{
	static const char text[] = "No;Who;Qty;Price;Date;Size\n"
				   "A;1;2;1;1.2.2025;3\n"
				   "B;2;2;x;1.2.2025;3\n"
				   "C;3;2;;1.2.2025;3\n" /* the line lacks its amount: the customer goes, too */
				   "D;4;2;1;1.2.2025;-3\n"
				   "E;5;0;;;2\n";
	ck_assert_ok(import(text, (struct zd_import_options){.map = &both, .skip_bad = true}));
	assert_result(5, 0, 3, 0, 3);
	ck_assert_str_eq(customers(), "1|customer 1|3||\n5|customer 5|2||\n");
	ck_assert_str_eq(lines(), "A-1|1|2.00|2025-02-01\n");
	ck_assert_str_eq(zd_str_text(&told),
			 "3,4 amount: column \"Price\": wants a number of at most 18 digits, got \"x\"\n"
			 "4,3 amount: column \"Qty\": is required, got nothing\n"
			 "5,6 size: column \"Size\": -3 is below the minimum 0\n");
}
END_TEST

START_TEST(nothing_refers_to_what_was_taken_back)
{
	/* The customer of the first row is taken back with it; the second row has a line only. */
	static const char text[] = "No;Who;Qty;Price;Date;Size\nA;1;2;;1.2.2025;3\nB;1;2;1;1.2.2025;9\n";
	struct zd_map_target some[] = {targets[0], targets[1]};
	struct zd_import_map map = both;
	some[0].where = "Size < 5";
	map.targets = some;
	ck_assert_int_eq(import(text, (struct zd_import_options){.map = &map, .skip_bad = true}), ZD_DATA);
	ck_assert_str_eq(customers(), "");
	ck_assert_str_eq(lines(), "");
}
END_TEST

START_TEST(maps_of_other_shapes)
{
	static const char *names[] = {"Who", "Size", "x"};
	struct zd_map_target one = targets[0];
	struct zd_import_map map = {
		.no_header = true, .columns = names, .column_count = 3, .targets = &one, .target_count = 1};
	const struct zd_import_options o = {.map = &map};
	ck_assert_ok(import("1,2,\n1,9,\n2,,\n", o));
	assert_result(3, 0, 0, 1, 2);
	ck_assert_str_eq(customers(), "1|customer 1|2||\n2|customer 2|1||\n");
	one.duplicates = ZD_DUP_UPDATE;
	ck_assert_ok(import("1,5,\n1,6,\n", o));
	ck_assert_str_eq(customers(), "1|customer 1|6||\n2|customer 2|1||\n");
	ck_assert_fails(import("1,5\n", o), ZD_DATA, "1 bad row");
	map = (struct zd_import_map){.jsonl = true, .where = "Size is not null", .targets = &one, .target_count = 1};
	ck_assert_ok(import("{\"Who\": 7.0, \"Size\": 4, \"y\": []}\n{\"Who\": 8}\n", o));
	assert_result(2, 1, 0, 0, 1);
	ck_assert_str_eq(customers(), "1|customer 1|6||\n2|customer 2|1||\n7|customer 7.0|4||\n");
	ck_assert_int_eq(import("{\"Who\": 9, \"Size\": \"x\"}\n{\"Who\": [9], \"Size\": 1}\n", o), ZD_DATA);
	ck_assert_str_eq(zd_str_text(&told), "1,20 size: column \"Size\": wants a whole number, got \"x\"\n"
					     "2,9 : \"Who\" wants text, a number, true, false or null\n");
	map = (struct zd_import_map){.gb18030 = true, .delimiter = ',', .targets = &one, .target_count = 1};
	ck_assert_ok(import("Who,Size,\xBF\xCD\n11,1,\xBB\xA7\n", o));
	ck_assert_fails(import("Who,Size,\xBF\xCD\n12,1,\xFF\xFF\n", o), ZD_DATA, "not gb18030");
	ck_assert_int_eq(err.line, 2);
	map.where = "Sise = 1";
	map.place = (struct zd_place){"imports/m.yaml", 3, 1};
	ck_assert_fails(import("Who,Size\n", o), ZD_DATA, "where, at character 1: there is no column \"Sise\"");
	ck_assert_str_eq(err.file, "imports/m.yaml");
}
END_TEST

START_TEST(files_that_are_none)
{
	struct zd_import_options o = {.entity = zd_pack_entity(pack, "customer")};
	ck_assert_ok(zd_book_begin(book, &err));
	ck_assert_fails(zd_import(book, pack, fixture_path("nowhere.csv"), &o, &result, &err), ZD_NOT_FOUND,
			"no such file");
	ck_assert_int_eq(zd_import(book, pack, fixture_path("nowhere.csv"), &o, &result, NULL), ZD_NOT_FOUND);
	zd_book_rollback(book);
}
END_TEST

Suite *suite_import(void)
{
	Suite *s = suite_create("import");
	TCase *t = tcase_create("import");
	tcase_set_timeout(t, 30);
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, a_file_is_imported);
	tcase_add_test(t, headers_are_checked);
	tcase_add_test(t, all_or_nothing);
	tcase_add_test(t, bad_rows_are_left_out);
	tcase_add_test(t, too_many_bad_rows_stop);
	tcase_add_test(t, records_are_updated);
	tcase_add_test(t, own_references_may_come_later);
	tcase_add_test(t, json_lines);
	tcase_add_test(t, one_file_feeds_two_entities);
	tcase_add_test(t, a_row_is_written_whole_or_not);
	tcase_add_test(t, nothing_refers_to_what_was_taken_back);
	tcase_add_test(t, maps_of_other_shapes);
	tcase_add_test(t, files_that_are_none);
	suite_add_tcase(s, t);
	return s;
}
