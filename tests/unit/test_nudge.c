/* Values moved by the least that matters, and the leaves of maps and lists. */
#include <check.h>
#include <string.h>

#include "base/str.h"
#include "model/text.h"
#include "session/nudge.h"

Suite *suite_nudge(void);

static const char *show(const struct zd_type *type, const struct zd_value *v)
{
	static struct zd_str b;
	zd_str_clear(&b);
	zd_value_plain(&b, type, v);
	return zd_str_text(&b);
}

START_TEST(values_move_by_a_unit_of_their_last_place)
{
	static const struct {
		enum zd_kind kind;
		const char *value, *up, *down; /* NULL: it does not move so */
	} cases[] = {
		{ZD_KIND_INT, "3", "4", "2"},
		{ZD_KIND_INT, "9223372036854775807", NULL, "9223372036854775806"},
		{ZD_KIND_MONEY, "100.00", "100.01", "99.99"},
		{ZD_KIND_MONEY, "-0.01", "0.00", "-0.02"},
		{ZD_KIND_NUMBER, "80", "81", "79"},
		{ZD_KIND_NUMBER, "2.5", "2.6", "2.4"},
		{ZD_KIND_NUMBER, "0.3", "0.4", "0.2"},
		{ZD_KIND_NUMBER, "1e300", NULL, NULL},
		{ZD_KIND_RATE, "0.04", "0.05", "0.03"},
		{ZD_KIND_RATE, "0", "0.01", "-0.01"},
		{ZD_KIND_RATE, "0.005", "0.006", "0.004"},
		{ZD_KIND_DATE, "2024-02-28", "2024-02-29", "2024-02-27"},
		{ZD_KIND_BOOL, "true", "false", NULL},
		{ZD_KIND_TEXT, "x", NULL, NULL},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct zd_arena arena = {0};
		const struct zd_type type = {.kind = cases[i].kind};
		struct zd_value v, moved;
		struct zd_error err;
		ck_assert(!zd_value_parse(&v, &type, cases[i].value, strlen(cases[i].value), &arena, &err));
		ck_assert(zd_nudge(&moved, &type, &v, 1, &arena) == (cases[i].up != NULL));
		if (cases[i].up)
			ck_assert_str_eq(show(&type, &moved), cases[i].up);
		ck_assert(zd_nudge(&moved, &type, &v, -1, &arena) == (cases[i].down != NULL));
		if (cases[i].down)
			ck_assert_str_eq(show(&type, &moved), cases[i].down);
		zd_arena_free(&arena);
	}
}
END_TEST

START_TEST(leaves_of_a_map_are_replaced_one_at_a_time)
{
	static const char *keys[] = {"a", "b", "c"};
	const struct zd_type number = {.kind = ZD_KIND_INT}, text = {.kind = ZD_KIND_TEXT};
	const struct zd_type list = {.kind = ZD_KIND_LIST, .count = 1, .of = &number};
	const struct zd_type of[] = {number, text, list};
	const struct zd_type type = {.kind = ZD_KIND_MAP, .count = 3, .keys = keys, .of = of};
	const struct zd_value items[] = {zd_value_int(7), zd_value_int(8)};
	const struct zd_value both = {.tag = ZD_LIST, .len = 2, .list = items};
	const struct zd_pair pairs[] = {{"a", zd_value_int(1)}, {"b", zd_value_string("x")}, {"c", both}};
	const struct zd_value v = {.tag = ZD_MAP, .len = 3, .map = pairs};
	struct zd_arena arena = {0};
	struct zd_leaf *leaves;
	ck_assert_uint_eq(zd_leaves(&leaves, &type, &v, &arena), 3); /* a text does not move */
	ck_assert_str_eq(leaves[0].path, ".a");
	ck_assert_str_eq(leaves[2].path, ".c[2]");
	struct zd_value moved = zd_value_int(9);
	struct zd_value changed = zd_with_leaf(&type, &v, 2, &moved, &arena);
	ck_assert_str_eq(show(&type, &changed), "{\"a\":1,\"b\":\"x\",\"c\":[7,9]}");
	ck_assert_str_eq(show(&type, &v), "{\"a\":1,\"b\":\"x\",\"c\":[7,8]}");
	zd_arena_free(&arena);
}
END_TEST

Suite *suite_nudge(void)
{
	Suite *s = suite_create("nudge");
	TCase *t = tcase_create("nudge");
	tcase_add_test(t, values_move_by_a_unit_of_their_last_place);
	tcase_add_test(t, leaves_of_a_map_are_replaced_one_at_a_time);
	suite_add_tcase(s, t);
	return s;
}
