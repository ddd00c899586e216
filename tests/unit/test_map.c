#include <check.h>
#include <stdio.h>

#include "base/map.h"

START_TEST(puts_and_gets)
{
	struct zd_map m = {0};
	int one, two;

	ck_assert_ptr_null(zd_map_get(&m, "a"));
	ck_assert(zd_map_put(&m, "a", &one));
	ck_assert(!zd_map_put(&m, "a", &two));
	ck_assert_ptr_eq(zd_map_get(&m, "a"), &two);
	ck_assert(zd_map_put(&m, "", &one));
	ck_assert_ptr_eq(zd_map_get(&m, ""), &one);
	ck_assert_ptr_eq(zd_map_getn(&m, "abc", 1), &two);
	ck_assert_ptr_null(zd_map_getn(&m, "abc", 2));
	ck_assert(zd_map_putn(&m, "b\0c", 3, &one));
	ck_assert_ptr_null(zd_map_get(&m, "b"));
	ck_assert_ptr_eq(zd_map_getn(&m, "b\0c", 3), &one);
	ck_assert_uint_eq(m.count, 3);
	zd_map_free(&m);
	ck_assert_ptr_null(zd_map_get(&m, "a"));
}
END_TEST

START_TEST(holds_many)
{
	enum {
		MANY = 20000
	};
	static char keys[MANY][16];
	struct zd_map m = {0};

	for (int i = 0; i < MANY; i++) {
		snprintf(keys[i], sizeof keys[i], "C%06d", i);
		ck_assert(zd_map_put(&m, keys[i], keys[i]));
	}
	ck_assert_uint_eq(m.count, MANY);
	for (int i = 0; i < MANY; i++)
		ck_assert_ptr_eq(zd_map_get(&m, keys[i]), keys[i]);
	ck_assert_ptr_null(zd_map_get(&m, "C999999"));
	zd_map_free(&m);
}
END_TEST

Suite *suite_map(void);
Suite *suite_map(void)
{
	Suite *s = suite_create("map");
	TCase *t = tcase_create("map");

	tcase_add_test(t, puts_and_gets);
	tcase_add_test(t, holds_many);
	suite_add_tcase(s, t);
	return s;
}
