#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/edits.h"

struct texts {
	const char *a, *b;
};

static bool same(const void *context, size_t a, size_t b)
{
	const struct texts *t = context;
	return t->a[a] == t->b[b];
}

/* The edits as text: "a" what stays, "-a" what goes, "+b" what comes. */
static const char *edits(const char *a, const char *b)
{
	static char text[256];
	struct zd_edit list[128];
	const struct texts t = {a, b};
	size_t n = zd_edits(list, strlen(a), strlen(b), same, &t), at = 0;
	for (size_t i = 0; i < n; i++) {
		if (list[i].kind != ZD_EDIT_SAME)
			text[at++] = list[i].kind == ZD_EDIT_GONE ? '-' : '+';
		text[at++] = list[i].kind == ZD_EDIT_NEW ? b[list[i].to] : a[list[i].from];
	}
	text[at] = '\0';
	return text;
}

START_TEST(as_few_as_can_be)
{
	static const struct {
		const char *a, *b, *wanted;
	} cases[] = {
		{"", "", ""},
		{"abc", "abc", "abc"},
		{"", "ab", "+a+b"},
		{"ab", "", "-a-b"},
		{"abc", "axc", "a-b+xc"},
		{"abc", "bcd", "-abc+d"},
		{"aab", "ab", "a-ab"},
		{"xaby", "xby", "x-aby"},
		{"abcd", "dabc", "+dabc-d"},
		{"ab", "cd", "-a-b+c+d"},
		{"aXbYc", "abc", "a-Xb-Yc"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		ck_assert_str_eq(edits(cases[i].a, cases[i].b), cases[i].wanted);
}
END_TEST

/* Whatever the sequences, what stays and goes is the one, what stays and comes the other. */
START_TEST(both_sequences_come_back)
{
	unsigned seed = 7;
	for (int round = 0; round < 2000; round++) {
		char a[24], b[24];
		struct zd_edit list[64];
		size_t n = 0, m = 0;
		while ((seed = seed * 1103515245 + 12345) >> 16 & 7 && n < 20)
			a[n++] = (char)('a' + (seed >> 20) % 3);
		while ((seed = seed * 1103515245 + 12345) >> 16 & 7 && m < 20)
			b[m++] = (char)('a' + (seed >> 20) % 3);
		a[n] = b[m] = '\0';
		const struct texts t = {a, b};
		size_t count = zd_edits(list, n, m, same, &t), i = 0, k = 0;
		for (size_t e = 0; e < count; e++) {
			if (list[e].kind != ZD_EDIT_NEW)
				ck_assert_uint_eq(list[e].from, i++);
			if (list[e].kind != ZD_EDIT_GONE)
				ck_assert_uint_eq(list[e].to, k++);
			if (list[e].kind == ZD_EDIT_SAME)
				ck_assert_int_eq(a[list[e].from], b[list[e].to]);
		}
		ck_assert_uint_eq(i, n);
		ck_assert_uint_eq(k, m);
	}
}
END_TEST

static bool same_never(const void *context, size_t a, size_t b)
{
	(void)context, (void)a, (void)b;
	return false;
}

/* Beyond what the table holds, all goes and all comes, at once. */
START_TEST(huge_sequences_take_no_table)
{
	size_t n = 100000;
	struct zd_edit *list = malloc(2 * n * sizeof *list);
	ck_assert_uint_eq(zd_edits(list, n, n, same_never, NULL), 2 * n);
	ck_assert_int_eq(list[n - 1].kind, ZD_EDIT_GONE);
	ck_assert_int_eq(list[n].kind, ZD_EDIT_NEW);
	free(list);
}
END_TEST

Suite *suite_edits(void);
Suite *suite_edits(void)
{
	Suite *s = suite_create("edits");
	TCase *t = tcase_create("edits");
	tcase_add_test(t, as_few_as_can_be);
	tcase_add_test(t, both_sequences_come_back);
	tcase_add_test(t, huge_sequences_take_no_table);
	suite_add_tcase(s, t);
	return s;
}
