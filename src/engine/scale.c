/* Inputs as whole steps. */
#include "engine/scale.h"

#include <math.h>

#include "base/date.h"
#include "base/money.h"

/* How far a date is moved. */
#define DAYS_AWAY 36500

struct zd_value zd_scale_at(const struct zd_scale *scale, int64_t n, struct zd_arena *arena)
{
	if (scale->kind == ZD_KIND_DATE) {
		char *text = zd_arena_alloc(arena, ZD_DATE_LEN + 1);
		zd_date_format(zd_date_from_days((int32_t)n), text);
		return zd_value_text(text, ZD_DATE_LEN);
	}
	if (scale->kind == ZD_KIND_NUMBER || scale->kind == ZD_KIND_RATE)
		return zd_value_number((double)n / 100);
	return zd_value_int(n);
}

/* What is too large to be searched is the largest number that is. */
static int64_t within(int64_t n)
{
	return n > ZD_MONEY_MAX ? ZD_MONEY_MAX : n < -ZD_MONEY_MAX ? -ZD_MONEY_MAX : n;
}

static int64_t hundredths(double d)
{
	return fabs(d) < (double)ZD_MONEY_MAX / 100 ? llround(d * 100) : d < 0 ? -ZD_MONEY_MAX : ZD_MONEY_MAX;
}

static int64_t bound(const struct zd_field *f, bool low, int64_t otherwise)
{
	if (!f || !(low ? f->has_min : f->has_max))
		return otherwise;
	const struct zd_value *v = low ? &f->min : &f->max;
	return v->tag == ZD_NUMBER ? hundredths(v->d) : within(v->i);
}

bool zd_scale_make(struct zd_scale *scale, const struct zd_slot *slot, const struct zd_value *v)
{
	struct zd_date date;
	scale->kind = slot->type.kind;
	switch (slot->type.kind) {
	case ZD_KIND_INT:
	case ZD_KIND_MONEY:
		if (v->tag != ZD_INT || within(v->i) != v->i)
			return false;
		scale->now = v->i;
		break;
	case ZD_KIND_NUMBER:
	case ZD_KIND_RATE:
		if (v->tag != ZD_NUMBER || fabs(v->d) > 1e13)
			return false;
		scale->now = hundredths(v->d);
		break;
	case ZD_KIND_DATE:
		if (v->tag != ZD_TEXT || !zd_date_parse(v->s, v->len, &date))
			return false;
		scale->now = zd_date_days(date);
		scale->min = zd_date_days((struct zd_date){1, 1, 1});
		scale->max = zd_date_days((struct zd_date){9999, 12, 31});
		if (scale->min < scale->now - DAYS_AWAY)
			scale->min = scale->now - DAYS_AWAY;
		if (scale->max > scale->now + DAYS_AWAY)
			scale->max = scale->now + DAYS_AWAY;
		return true;
	default:
		return false;
	}
	/* What is never negative now is taken to stay so. */
	int64_t floor = scale->now >= 0 ? 0 : -ZD_MONEY_MAX;
	scale->min = bound(slot->field, true, floor);
	scale->max = bound(slot->field, false, ZD_MONEY_MAX / 1000);
	return true;
}

bool zd_scale_of(const struct zd_scale *scale, const struct zd_value *v, int64_t *step)
{
	if (scale->kind == ZD_KIND_DATE)
		return false;
	if (v->tag != ZD_INT && v->tag != ZD_NUMBER)
		return false;
	bool hundredth = scale->kind == ZD_KIND_NUMBER || scale->kind == ZD_KIND_RATE;
	if (v->tag == ZD_NUMBER && !hundredth)
		*step = hundredths(v->d) / 100;
	else if (v->tag == ZD_NUMBER)
		*step = hundredths(v->d);
	else
		*step = hundredth ? within(v->i > ZD_MONEY_MAX / 100 ? ZD_MONEY_MAX : v->i * 100) : within(v->i);
	return true;
}
