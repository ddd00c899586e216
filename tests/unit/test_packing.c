/* Values as bytes and lists as text: what goes in comes out, and nothing else does. */
#include <check.h>
#include <float.h>
#include <stdlib.h>
#include <string.h>

#include "store/jsonlist.h"
#include "store/packing.h"
#include "store_fixture.h"

#define TEXT(text) ((struct zd_value){.tag = ZD_TEXT, .len = sizeof(text) - 1, .s = (text)})
#define INT(n) ((struct zd_value){.tag = ZD_INT, .i = (n)})
#define NUM(n) ((struct zd_value){.tag = ZD_NUMBER, .d = (n)})
#define BOOL(b) ((struct zd_value){.tag = ZD_BOOL, .i = (b)})
#define NIL ((struct zd_value){.tag = ZD_NIL})
#define LIST(n, items) ((struct zd_value){.tag = ZD_LIST, .len = (n), .list = (items)})

/* Packs, unpacks and compares; returns the size. */
static size_t round_trip(const struct zd_value *keys, const struct zd_value *values, size_t count, size_t width)
{
	struct zd_packing p = {0};
	struct zd_arena arena = {0};
	struct zd_error err = {0};
	struct zd_value *k = zd_alloc((count + 1) * sizeof *k), *v = zd_alloc((count * width + 1) * sizeof *v);
	zd_packing_add(&p, keys, values, count, width);
	ck_assert_ok(zd_unpack(k, v, count, width, p.data, p.len, &arena, &err));
	for (size_t i = 0; i < count; i++)
		ck_assert_msg(zd_value_equal(&keys[i], &k[i]), "key %zu", i);
	for (size_t i = 0; i < count * width; i++) {
		ck_assert_msg(zd_value_equal(&values[i], &v[i]), "value %zu", i);
		if (v[i].tag == ZD_TEXT)
			ck_assert_int_eq(v[i].s[v[i].len], '\0');
	}
	size_t size = p.len;
	free(k);
	free(v);
	zd_packing_free(&p);
	zd_arena_free(&arena);
	return size;
}

START_TEST(every_kind_comes_back)
{
	struct zd_value inner[] = {INT(1), NIL, TEXT("")};
	struct zd_value outer[] = {LIST(3, inner), NUM(0.5), BOOL(1)};
	struct zd_pair pairs[] = {{"a", INT(-1)}, {"乙", LIST(3, outer)}};
	struct zd_value map = {.tag = ZD_MAP, .len = 2, .map = pairs};
	struct zd_value keys[] = {TEXT("C1"), TEXT("C2"), TEXT("C3"), TEXT("C4")};
	struct zd_value values[] = {
		NIL,
		BOOL(1),
		INT(0),
		NUM(0.1),
		TEXT("甲"),
		LIST(3, outer),
		INT(INT64_MIN),
		TEXT(""),
		NIL,
		NIL,
		BOOL(0),
		INT(-5),
		NUM(-0.0),
		TEXT("甲"),
		LIST(0, NULL),
		INT(INT64_MAX),
		TEXT("x"),
		BOOL(1),
		NIL,
		BOOL(1),
		INT(1000000),
		NUM(DBL_MAX),
		NIL,
		map,
		INT(0),
		NIL,
		BOOL(0),
		NIL,
		NIL,
		INT(123456789),
		NUM(DBL_MIN),
		TEXT("甲"),
		NIL,
		NIL,
		TEXT("y"),
		NIL,
	};
	round_trip(keys, values, 4, 9);
	round_trip(keys, values, 1, 9);
	round_trip(keys, NULL, 4, 0);
	round_trip(NULL, NULL, 0, 3);
}
END_TEST

START_TEST(widths_and_words)
{
	struct zd_value keys[600], values[600];
	char text[600][16];
	for (int width = 0; width < 64; width += 7) {
		for (size_t i = 0; i < 600; i++) {
			keys[i] = INT((int64_t)i);
			values[i] = INT((int64_t)(((uint64_t)1 << width) * (i % 2) - 3));
		}
		round_trip(keys, values, 600, 1);
	}
	for (size_t different = 1; different < 40; different++) {
		for (size_t i = 0; i < 600; i++) {
			snprintf(text[i], sizeof text[i], "w%zu", i % different);
			values[i] = zd_value_text(text[i], strlen(text[i]));
			if (i % 5 == 0)
				values[i] = NIL;
		}
		round_trip(keys, values, 600, 1);
	}
}
END_TEST

START_TEST(it_is_small)
{
	struct zd_value keys[512], values[512 * 3];
	for (size_t i = 0; i < 512; i++) {
		keys[i] = INT((int64_t)i);
		values[i * 3] = TEXT("2025-11-30");
		values[i * 3 + 1] = BOOL(i % 2);
		values[i * 3 + 2] = INT((int64_t)(i % 100));
	}
	/* Two bytes of key, no date but one, a bit, and a byte. */
	ck_assert_uint_lt(round_trip(keys, values, 512, 3), 512 * 3 + 128);
}
END_TEST

/* Deterministic noise. */
static uint64_t noise(uint64_t *s)
{
	*s ^= *s << 13;
	*s ^= *s >> 7;
	*s ^= *s << 17;
	return *s;
}

START_TEST(damaged_bytes_are_refused)
{
	struct zd_value items[] = {INT(300), TEXT("abc"), NUM(2.5)};
	struct zd_value keys[20], values[20 * 5], k[20], v[20 * 5];
	struct zd_packing p = {0};
	struct zd_arena arena = {0};
	struct zd_error err = {0};
	uint64_t seed = 88172645463325252u;
	for (size_t i = 0; i < 20; i++) {
		keys[i] = i % 2 ? TEXT("甲") : TEXT("Z");
		values[i * 5] = INT((int64_t)(i * 1000));
		values[i * 5 + 1] = i % 3 ? LIST(3, items) : NIL;
		values[i * 5 + 2] = NUM((double)i);
		values[i * 5 + 3] = i % 2 ? TEXT("red") : TEXT("green");
		values[i * 5 + 4] = BOOL(i % 2);
	}
	zd_packing_add(&p, keys, values, 20, 5);
	ck_assert_ok(zd_unpack(k, v, 20, 5, p.data, p.len, &arena, &err));
	ck_assert_int_eq(zd_unpack(k, v, 19, 5, p.data, p.len, &arena, &err), ZD_BOOK);
	ck_assert_int_eq(zd_unpack(k, v, 20, 4, p.data, p.len, &arena, &err), ZD_BOOK);
	ck_assert_int_eq(zd_unpack(k, v, 20, 5, NULL, 0, &arena, &err), ZD_BOOK);
	for (size_t n = 0; n < p.len; n++) {
		unsigned char *cut = zd_memdup(p.data, n);
		ck_assert_int_eq(zd_unpack(k, v, 20, 5, cut, n, &arena, &err), ZD_BOOK);
		free(cut);
	}
	/* Whatever the bytes, it either comes to something or is refused. */
	for (int round = 0; round < 20000; round++) {
		unsigned char *bad = zd_memdup(p.data, p.len);
		for (uint64_t n = noise(&seed) % 4 + 1; n > 0; n--)
			bad[noise(&seed) % p.len] = (unsigned char)noise(&seed);
		int rc = zd_unpack(k, v, 20, 5, bad, p.len, &arena, &err);
		ck_assert(rc == ZD_OK || rc == ZD_BOOK);
		free(bad);
		zd_arena_reset(&arena);
	}
	zd_packing_free(&p);
	zd_arena_free(&arena);
}
END_TEST

START_TEST(lists_cannot_go_on_for_ever)
{
	/* Version, one row, one value, a key of nil, then a mixed column of lists within lists. */
	unsigned char deep[512] = {1, 1, 1, 0, 6};
	struct zd_value k, v;
	struct zd_arena arena = {0};
	struct zd_error err = {0};
	for (size_t i = 5; i + 1 < sizeof deep; i += 2) {
		deep[i] = ZD_LIST;
		deep[i + 1] = 1;
	}
	ck_assert_fails(zd_unpack(&k, &v, 1, 1, deep, sizeof deep, &arena, &err), ZD_BOOK, "damaged");
	unsigned char wide[] = {1, 1, 1, 0, 6, ZD_LIST, 0xff, 0xff, 0xff, 0xff, 0x0f};
	ck_assert_fails(zd_unpack(&k, &v, 1, 1, wide, sizeof wide, &arena, &err), ZD_BOOK, "damaged");
	unsigned char text[] = {1, 1, 1, 0, 4, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01};
	ck_assert_fails(zd_unpack(&k, &v, 1, 1, text, sizeof text, &arena, &err), ZD_BOOK, "damaged");
	unsigned char newer[] = {2, 0, 0};
	ck_assert_fails(zd_unpack(&k, &v, 0, 0, newer, sizeof newer, &arena, &err), ZD_BOOK, "newer");
	zd_arena_free(&arena);
}
END_TEST

START_TEST(lists_as_json)
{
	struct zd_error err = {0};
	struct zd_str text = {0};
	struct zd_value inner[] = {
		zd_value_int(-7),    zd_value_number(3), zd_value_number(-0.25),      zd_value_number(1e300),
		zd_value_bool(true), ZD_VALUE_NIL,       zd_value_text("\"甲\\\n", 6)};
	struct zd_value all[] = {{.tag = ZD_LIST, .len = 7, .list = inner}, {.tag = ZD_LIST}};
	struct zd_value list = {.tag = ZD_LIST, .len = 2, .list = all}, back;
	static const struct zd_type any = {.kind = ZD_KIND_LIST};
	struct zd_arena arena = {0};
	zd_list_write(&text, &list);
	ck_assert_ptr_nonnull(strstr(zd_str_text(&text), "[[-7,3.0,-0.25,1"));
	ck_assert_ok(zd_list_read(&back, text.s, text.len, &any, &arena, &err));
	ck_assert(zd_value_equal(&list, &back));
	ck_assert_int_eq(zd_list_read(&back, "{}", 2, &any, &arena, &err), ZD_DATA);
	ck_assert_int_eq(zd_list_read(&back, "[{}]", 4, &any, &arena, &err), ZD_DATA);
	ck_assert_int_eq(zd_list_read(&back, "[1", 2, &any, &arena, &err), ZD_DATA);
	ck_assert_int_eq(zd_list_read(&back, "[99999999999999999999]", 22, &any, &arena, &err), ZD_DATA);
	zd_str_free(&text);
	zd_arena_free(&arena);
}
END_TEST

Suite *suite_packing(void);
Suite *suite_packing(void)
{
	Suite *s = suite_create("packing");
	TCase *c = tcase_create("packing");
	tcase_add_test(c, every_kind_comes_back);
	tcase_add_test(c, widths_and_words);
	tcase_add_test(c, it_is_small);
	tcase_add_test(c, damaged_bytes_are_refused);
	tcase_add_test(c, lists_cannot_go_on_for_ever);
	tcase_add_test(c, lists_as_json);
	suite_add_tcase(s, c);
	return s;
}
