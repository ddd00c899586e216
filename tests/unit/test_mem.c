#include <check.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

START_TEST(zeroed_and_copied)
{
	char *p = zd_alloc(100);
	char *copy;

	for (int i = 0; i < 100; i++)
		ck_assert_int_eq(p[i], 0);
	memcpy(p, "text", 5);
	copy = zd_memdup(p, 5);
	ck_assert_str_eq(copy, "text");
	free(copy);
	copy = zd_strndup("text", 2);
	ck_assert_str_eq(copy, "te");
	free(copy);
	copy = zd_strdup("");
	ck_assert_str_eq(copy, "");
	free(copy);
	free(p);
	p = zd_alloc(0);
	ck_assert_ptr_nonnull(p);
	free(p);
}
END_TEST

START_TEST(growing)
{
	struct {
		int *items;
		size_t count, cap;
	} list = {0};

	for (int i = 0; i < 1000; i++) {
		ZD_GROW(list.items, list.count, list.cap);
		list.items[list.count++] = i;
	}
	for (int i = 0; i < 1000; i++)
		ck_assert_int_eq(list.items[i], i);
	free(list.items);
}
END_TEST

static bool is_filled(const unsigned char *p, size_t n, size_t with)
{
	while (n > 0 && p[n - 1] == with)
		n--;
	return n == 0;
}

START_TEST(arena_pieces)
{
	static const size_t sizes[] = {0, 1, 7, 16, 17, 4095, 4096, 4097, 100000, 1 << 20, (1 << 20) + 1, 3 << 20, 5};
	struct zd_arena a = {0};

	for (int round = 0; round < 3; round++) {
		unsigned char *pieces[sizeof sizes / sizeof sizes[0]];

		for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
			ck_assert_str_eq(zd_arena_strndup(&a, "odd length", 3), "odd");
			pieces[i] = zd_arena_alloc(&a, sizes[i]);
			ck_assert_uint_eq((uintptr_t)pieces[i] % _Alignof(max_align_t), 0);
			ck_assert(is_filled(pieces[i], sizes[i], 0));
			memset(pieces[i], (int)i + 1, sizes[i]);
		}
		for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
			ck_assert(is_filled(pieces[i], sizes[i], i + 1));
		}
		zd_arena_reset(&a);
	}
	zd_arena_free(&a);
	zd_arena_free(&a);
	ck_assert_str_eq(zd_arena_strdup(&a, "usable again"), "usable again");
	zd_arena_free(&a);
}
END_TEST

START_TEST(arena_reset_reuses_memory)
{
	struct zd_arena a = {0};
	char *first = zd_arena_alloc(&a, 64);

	for (int i = 0; i < 100000; i++) {
		zd_arena_reset(&a);
		ck_assert_ptr_eq(zd_arena_alloc(&a, 64), first);
	}
	zd_arena_free(&a);
	zd_arena_reset(&a);
}
END_TEST

START_TEST(arena_text)
{
	struct zd_arena a = {0};
	char *s = zd_arena_printf(&a, "%s %d", "row", 7);
	char *longer = zd_arena_printf(&a, "%1000d|", 7);

	ck_assert_str_eq(s, "row 7");
	ck_assert_uint_eq(strlen(longer), 1001);
	ck_assert_int_eq(longer[1000], '|');
	zd_arena_free(&a);
}
END_TEST

Suite *suite_mem(void);
Suite *suite_mem(void)
{
	Suite *s = suite_create("mem");
	TCase *t = tcase_create("mem");

	tcase_add_test(t, zeroed_and_copied);
	tcase_add_test(t, growing);
	tcase_add_test(t, arena_pieces);
	tcase_add_test(t, arena_reset_reuses_memory);
	tcase_add_test(t, arena_text);
	suite_add_tcase(s, t);
	return s;
}
