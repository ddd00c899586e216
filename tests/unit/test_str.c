#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"

START_TEST(adds_pieces)
{
	struct zd_str b = {0};
	char *taken;

	ck_assert_str_eq(zd_str_text(&b), "");
	zd_str_add(&b, "制度");
	zd_str_addn(&b, "abc", 2);
	zd_str_addn(&b, NULL, 0);
	zd_str_addc(&b, '!');
	zd_str_printf(&b, "%d-%s", 42, "x");
	ck_assert_str_eq(zd_str_text(&b), "制度ab!42-x");
	ck_assert_uint_eq(b.len, strlen(b.s));
	zd_str_clear(&b);
	ck_assert_str_eq(zd_str_text(&b), "");
	zd_str_add(&b, "again");
	taken = zd_str_take(&b);
	ck_assert_str_eq(taken, "again");
	ck_assert_ptr_null(b.s);
	free(taken);
	taken = zd_str_take(&b);
	ck_assert_str_eq(taken, "");
	free(taken);
	zd_str_free(&b);
}
END_TEST

START_TEST(grows_at_every_length)
{
	struct zd_str b = {0};

	for (size_t n = 0; n < 3000; n++) {
		zd_str_clear(&b);
		zd_str_printf(&b, "%*s", (int)n, "");
		zd_str_addc(&b, 'x');
		ck_assert_uint_eq(b.len, n + 1);
		ck_assert_int_eq(b.s[n], 'x');
		ck_assert_int_eq(b.s[n + 1], '\0');
		if (n % 100 == 0)
			zd_str_free(&b);
	}
	zd_str_free(&b);
}
END_TEST

START_TEST(moves_to_an_arena)
{
	struct zd_str b = {0};
	struct zd_arena arena = {0};

	zd_str_add(&b, "three words here");
	ck_assert_str_eq(zd_str_keep(&b, &arena), "three words here");
	ck_assert_ptr_null(b.s);
	ck_assert_uint_eq(b.len, 0);
	ck_assert_str_eq(zd_str_keep(&b, &arena), "");
	zd_arena_free(&arena);
}
END_TEST

Suite *suite_str(void);
Suite *suite_str(void)
{
	Suite *s = suite_create("str");
	TCase *t = tcase_create("str");

	tcase_add_test(t, adds_pieces);
	tcase_add_test(t, grows_at_every_length);
	tcase_add_test(t, moves_to_an_arena);
	suite_add_tcase(s, t);
	return s;
}
