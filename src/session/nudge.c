/* Numbers move as decimals: 0.04 becomes 0.05, never 0.05000000000000001. */
#include "session/nudge.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "model/text.h"

#define PLACES_MAX 9

/* The places behind the point that a number is written with. */
static int places_of(double d)
{
	char text[64];
	snprintf(text, sizeof text, "%.12g", d);
	const char *point = strchr(text, '.');
	if (!point || strchr(text, 'e'))
		return 0;
	int places = (int)strlen(point + 1);
	return places > PLACES_MAX ? PLACES_MAX : places;
}

static bool nudge_number(struct zd_value *out, double d, int direction, int least_places)
{
	char text[64];
	int places = places_of(d) > least_places ? places_of(d) : least_places;
	double scaled = round(d * pow(10, places)) + direction;
	if (!isfinite(scaled) || fabs(scaled) > 1e15)
		return false;
	snprintf(text, sizeof text, "%.*f", places, scaled / pow(10, places));
	*out = zd_value_number(strtod(text, NULL));
	return true;
}

static bool nudge_date(struct zd_value *out, const struct zd_value *v, int direction, struct zd_arena *arena)
{
	struct zd_date date;
	if (!zd_date_parse(v->s, v->len, &date))
		return false;
	char *text = zd_arena_alloc(arena, ZD_DATE_LEN + 1);
	zd_date_format(zd_date_from_days(zd_date_days(date) + direction), text);
	*out = zd_value_text(text, ZD_DATE_LEN);
	return true;
}

bool zd_nudge(struct zd_value *out, const struct zd_type *type, const struct zd_value *v, int direction,
	      struct zd_arena *arena)
{
	*out = *v;
	switch (type->kind) {
	case ZD_KIND_INT:
	case ZD_KIND_MONEY:
		return v->tag == ZD_INT && !__builtin_add_overflow(v->i, (int64_t)direction, &out->i);
	case ZD_KIND_NUMBER:
	case ZD_KIND_RATE:
		if (v->tag == ZD_INT)
			return !__builtin_add_overflow(v->i, (int64_t)direction, &out->i);
		return v->tag == ZD_NUMBER && nudge_number(out, v->d, direction, type->kind == ZD_KIND_RATE ? 2 : 0);
	case ZD_KIND_DATE:
		return v->tag == ZD_TEXT && nudge_date(out, v, direction, arena);
	case ZD_KIND_BOOL:
		*out = zd_value_bool(!v->i);
		return v->tag == ZD_BOOL && direction > 0;
	default:
		return false;
	}
}

struct leaves {
	struct zd_leaf *items;
	size_t count, cap;
	struct zd_arena *arena;
	size_t replaced;               /* the leaf that gets another value */
	const struct zd_value *better; /* NULL: none does */
};

static const struct zd_type *item_type(const struct zd_type *type, size_t i)
{
	if (!type->of)
		return NULL;
	return type->kind == ZD_KIND_LIST || type->open ? &type->of[0] : i < type->count ? &type->of[i] : NULL;
}

/* Goes over the leaves; writes to the value when it is a copy. */
static void walk(struct leaves *l, const struct zd_type *type, struct zd_value *v, const char *path)
{
	if (!type)
		return;
	if (type->kind == ZD_KIND_MAP && v->tag == ZD_MAP) {
		struct zd_pair *pairs = (struct zd_pair *)v->map;
		for (size_t i = 0; i < v->len; i++)
			walk(l, item_type(type, i), &pairs[i].value,
			     zd_arena_printf(l->arena, "%s.%s", path, pairs[i].key));
		return;
	}
	if (type->kind == ZD_KIND_LIST && v->tag == ZD_LIST) {
		struct zd_value *items = (struct zd_value *)v->list;
		for (size_t i = 0; i < v->len; i++)
			walk(l, item_type(type, i), &items[i], zd_arena_printf(l->arena, "%s[%zu]", path, i + 1));
		return;
	}
	struct zd_value moved;
	if (!zd_nudge(&moved, type, v, 1, l->arena))
		return;
	if (l->better) {
		if (l->count++ == l->replaced)
			*v = *l->better;
		return;
	}
	ZD_GROW(l->items, l->count, l->cap);
	l->items[l->count++] = (struct zd_leaf){path, *type, *v};
}

size_t zd_leaves(struct zd_leaf **out, const struct zd_type *type, const struct zd_value *v, struct zd_arena *arena)
{
	struct leaves l = {.arena = arena};
	struct zd_value value = *v;
	walk(&l, type, &value, "");
	*out = l.count ? zd_arena_memdup(arena, l.items, l.count * sizeof *l.items) : NULL;
	free(l.items);
	return l.count;
}

struct zd_value zd_with_leaf(const struct zd_type *type, const struct zd_value *v, size_t leaf,
			     const struct zd_value *value, struct zd_arena *arena)
{
	struct leaves l = {.arena = arena, .replaced = leaf, .better = value};
	struct zd_value copy = zd_value_copy(arena, v);
	walk(&l, type, &copy, "");
	return copy;
}
