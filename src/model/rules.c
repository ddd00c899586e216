/*
 * The rules a value must keep: bounds, allowed values, bounds for each
 * number, sums, order. Sums are exact in decimal, so 33.3 + 33.3 + 33.4 is
 * 100. In a map or list of maps or lists, sum and order hold for each inner
 * one. What a breach means (bad data, a guardrail) is said by param.c.
 */
#include "model/param.h"

#include <stdio.h>
#include <string.h>

#include "base/money.h"
#include "base/str.h"
#include "model/text.h"

__extension__ typedef __int128 zd_int128;

/* Decimals are added at this scale. */
#define SUM_SCALE 18

static bool is_number(const struct zd_value *v)
{
	return v->tag == ZD_INT || v->tag == ZD_NUMBER;
}

/* A bound as its values are written; money bounds are in fen. */
static void add_bound(struct zd_str *b, const struct zd_type *type, double bound)
{
	bool is_money = type && type->kind == ZD_KIND_MONEY && bound >= -0x1p62 && bound <= 0x1p62;
	struct zd_value v = is_money ? zd_value_int((int64_t)bound) : zd_value_number(bound);
	zd_value_show(b, type, &v);
}

struct bounds {
	bool has_min, has_max;
	double min, max;
	const char *suffix;
};

static bool within(const struct bounds *bounds, const struct zd_type *type, const struct zd_value *v,
		   struct zd_str *why)
{
	struct zd_value min = zd_value_number(bounds->min), max = zd_value_number(bounds->max);
	bool too_low = bounds->has_min && zd_value_compare(v, &min) < 0;
	bool too_high = bounds->has_max && zd_value_compare(v, &max) > 0;
	if (!too_low && !too_high)
		return true;
	zd_value_show(why, type, v);
	zd_str_add(why, too_low ? " is below the minimum " : " is above the maximum ");
	add_bound(why, type, too_low ? bounds->min : bounds->max);
	zd_str_add(why, bounds->suffix);
	return false;
}

static size_t member_count(const struct zd_value *v)
{
	return v->tag == ZD_LIST || v->tag == ZD_MAP ? v->len : 0;
}

static const struct zd_value *member(const struct zd_value *v, size_t i)
{
	return v->tag == ZD_LIST ? &v->list[i] : &v->map[i].value;
}

static const struct zd_type *member_type(const struct zd_type *type, size_t i)
{
	if (type->kind == ZD_KIND_LIST)
		return type->count > 0 ? type->of : NULL;
	return type->open ? type->of : &type->of[i];
}

static void name_member(struct zd_str *why, const struct zd_value *v, size_t i)
{
	if (v->tag == ZD_MAP)
		zd_str_printf(why, "%s: ", v->map[i].key);
	else
		zd_str_printf(why, "[%zu]: ", i + 1);
}

static bool each_within(const struct bounds *bounds, const struct zd_type *type, const struct zd_value *v,
			struct zd_str *why)
{
	if (is_number(v))
		return within(bounds, type, v, why);
	for (size_t i = 0; i < member_count(v); i++) {
		size_t mark = why->len;
		name_member(why, v, i);
		if (!each_within(bounds, type ? member_type(type, i) : NULL, member(v, i), why))
			return false;
		why->len = mark;
	}
	return true;
}

static bool is_one_of(const struct zd_rules *rules, const struct zd_type *type, const struct zd_value *v,
		      struct zd_str *why)
{
	struct zd_type list = {.kind = ZD_KIND_LIST, .count = 1, .of = type};
	for (uint32_t i = 0; i < rules->one_of.len; i++) {
		if (zd_value_compare(&rules->one_of.list[i], v) == 0)
			return true;
	}
	zd_value_show(why, type, v);
	zd_str_add(why, " is none of ");
	zd_value_show(why, &list, &rules->one_of);
	return false;
}

static bool add_decimal(zd_int128 *total, const struct zd_value *v)
{
	struct zd_decimal decimal = {.digits = v->i};
	if (v->tag == ZD_NUMBER && !zd_decimal_of(v->d, &decimal))
		return false;
	zd_int128 digits = decimal.digits;
	for (int scale = decimal.scale; scale < SUM_SCALE; scale++) {
		if (__builtin_mul_overflow(digits, (zd_int128)10, &digits))
			return false;
	}
	return !__builtin_add_overflow(*total, digits, total);
}

/* What has too many digits for an exact sum is added as doubles. */
static bool adds_up(const struct zd_value *v, double wanted, double *total)
{
	zd_int128 exact = 0, goal = 0;
	struct zd_value sum = zd_value_number(wanted);
	bool is_exact = add_decimal(&goal, &sum);
	*total = 0;
	for (size_t i = 0; i < member_count(v); i++) {
		const struct zd_value *m = member(v, i);
		if (!is_number(m))
			continue;
		*total += m->tag == ZD_INT ? (double)m->i : m->d;
		is_exact = is_exact && add_decimal(&exact, m);
	}
	if (!is_exact)
		return *total == wanted;
	*total = (double)exact / 1e18;
	return exact == goal;
}

static bool has_scalars(const struct zd_value *v)
{
	for (size_t i = 0; i < member_count(v); i++) {
		if (member(v, i)->tag < ZD_LIST)
			return true;
	}
	return false;
}

static bool sum_holds(double wanted, const struct zd_type *type, const struct zd_value *v, struct zd_str *why)
{
	if (has_scalars(v) || member_count(v) == 0) {
		double total;
		if (adds_up(v, wanted, &total))
			return true;
		const struct zd_type *of = type && member_count(v) > 0 ? member_type(type, 0) : NULL;
		for (uint32_t i = 0; v->tag == ZD_MAP && i < v->len; i++)
			zd_str_printf(why, "%s%s", i > 0 ? ", " : "", v->map[i].key);
		zd_str_add(why, v->tag == ZD_MAP && v->len > 0 ? " add up to " : "the numbers add up to ");
		add_bound(why, of, total);
		zd_str_add(why, ", not to ");
		add_bound(why, of, wanted);
		return false;
	}
	for (size_t i = 0; i < member_count(v); i++) {
		size_t mark = why->len;
		name_member(why, v, i);
		if (!sum_holds(wanted, type ? member_type(type, i) : NULL, member(v, i), why))
			return false;
		why->len = mark;
	}
	return true;
}

static bool order_holds(int order, const struct zd_type *type, const struct zd_value *v, struct zd_str *why)
{
	const struct zd_value *before = NULL;
	for (size_t i = 0; i < member_count(v); i++) {
		const struct zd_value *m = member(v, i);
		const struct zd_type *of = type ? member_type(type, i) : NULL;
		if (m->tag >= ZD_LIST) {
			size_t mark = why->len;
			name_member(why, v, i);
			if (!order_holds(order, of, m, why))
				return false;
			why->len = mark;
			continue;
		}
		if (before && zd_value_compare(before, m) * order > 0) {
			name_member(why, v, i);
			zd_value_show(why, of, m);
			zd_str_printf(why, " comes after ");
			zd_value_show(why, of, before);
			zd_str_printf(why, ", but the values must be %s", order > 0 ? "ascending" : "descending");
			return false;
		}
		before = m;
	}
	return true;
}

static bool holds(const struct zd_rules *rules, const struct zd_type *type, const struct zd_value *v,
		  struct zd_str *why)
{
	struct bounds whole = {rules->has_min, rules->has_max, rules->min, rules->max, ""};
	struct bounds each = {rules->has_each_min, rules->has_each_max, rules->each_min, rules->each_max,
			      " for each number"};
	if (v->tag == ZD_NIL) {
		zd_str_add(why, "there is no value");
		return false;
	}
	if (is_number(v) && !within(&whole, type, v, why))
		return false;
	if (rules->one_of.tag == ZD_LIST && v->tag < ZD_LIST && !is_one_of(rules, type, v, why))
		return false;
	if (v->tag < ZD_LIST)
		return true;
	return ((!each.has_min && !each.has_max) || each_within(&each, type, v, why)) &&
	       (!rules->has_sum || sum_holds(rules->sum, type, v, why)) &&
	       (rules->order == 0 || order_holds(rules->order, type, v, why));
}

bool zd_rules_check(const struct zd_rules *rules, const struct zd_type *type, const struct zd_value *value, char *why,
		    size_t size)
{
	struct zd_str phrase = {0};
	bool ok = holds(rules, type, value, &phrase);
	if (!ok)
		snprintf(why, size, "%s", zd_str_text(&phrase));
	zd_str_free(&phrase);
	return ok;
}
