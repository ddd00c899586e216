/* Values: sameness and order. Owns nothing. */
#include "zhidu/value.h"

#include <math.h>
#include <string.h>

const char *zd_kind_word(enum zd_kind kind)
{
	static const char *const words[] = {
#define X(name, word) word,
		ZD_KINDS(X)
#undef X
	};

	return (size_t)kind < sizeof words / sizeof words[0] ? words[kind] : "unknown";
}

bool zd_value_equal(const struct zd_value *a, const struct zd_value *b)
{
	if (a->tag != b->tag)
		return false;
	switch ((enum zd_tag)a->tag) {
	case ZD_NIL:
		return true;
	case ZD_BOOL:
	case ZD_INT:
		return a->i == b->i;
	case ZD_NUMBER:
		return memcmp(&a->d, &b->d, sizeof a->d) == 0;
	case ZD_TEXT:
		return a->len == b->len && (a->len == 0 || memcmp(a->s, b->s, a->len) == 0);
	case ZD_LIST:
		if (a->len != b->len)
			return false;
		for (uint32_t i = 0; i < a->len; i++) {
			if (!zd_value_equal(&a->list[i], &b->list[i]))
				return false;
		}
		return true;
	case ZD_MAP:
		if (a->len != b->len)
			return false;
		for (uint32_t i = 0; i < a->len; i++) {
			if (strcmp(a->map[i].key, b->map[i].key) != 0 ||
			    !zd_value_equal(&a->map[i].value, &b->map[i].value))
				return false;
		}
		return true;
	}
	return false;
}

#define ORDER(a, b) (((a) > (b)) - ((a) < (b)))

/* Ints and doubles are one class. */
static int class_of(const struct zd_value *v)
{
	return v->tag == ZD_NUMBER ? ZD_INT : v->tag;
}

/* Exact: a large integer is never made a double. Not a number comes behind all numbers, so the order stays total. */
static int compare_int_double(int64_t i, double d)
{
	double whole;
	int64_t w;

	if (isnan(d) || d >= 0x1p63)
		return -1;
	if (d < -0x1p63)
		return 1;
	whole = floor(d);
	w = (int64_t)whole;
	if (i != w)
		return ORDER(i, w);
	return d > whole ? -1 : 0;
}

static int compare_numbers(const struct zd_value *a, const struct zd_value *b)
{
	if (a->tag == ZD_INT && b->tag == ZD_INT)
		return ORDER(a->i, b->i);
	if (a->tag == ZD_INT)
		return compare_int_double(a->i, b->d);
	if (b->tag == ZD_INT)
		return -compare_int_double(b->i, a->d);
	if (isnan(a->d) || isnan(b->d))
		return ORDER(isnan(a->d) != 0, isnan(b->d) != 0);
	return ORDER(a->d, b->d);
}

int zd_value_compare(const struct zd_value *a, const struct zd_value *b)
{
	uint32_t n = a->len < b->len ? a->len : b->len;
	int order = ORDER(class_of(a), class_of(b));

	if (order)
		return order;
	switch ((enum zd_tag)a->tag) {
	case ZD_NIL:
		return 0;
	case ZD_BOOL:
		return ORDER(a->i, b->i);
	case ZD_INT:
	case ZD_NUMBER:
		return compare_numbers(a, b);
	case ZD_TEXT:
		order = n ? memcmp(a->s, b->s, n) : 0;
		break;
	case ZD_LIST:
		for (uint32_t i = 0; i < n && !order; i++)
			order = zd_value_compare(&a->list[i], &b->list[i]);
		break;
	case ZD_MAP:
		for (uint32_t i = 0; i < n && !order; i++) {
			order = strcmp(a->map[i].key, b->map[i].key);
			if (!order)
				order = zd_value_compare(&a->map[i].value, &b->map[i].value);
		}
		break;
	}
	return order ? ORDER(order, 0) : ORDER(a->len, b->len);
}
