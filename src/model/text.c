/*
 * Values as text: for people, for machines, as JSON; types in words; and
 * whether a value is of a type. Reading is in parse*.c. Where a value's
 * tag does not fit the type it is written by its tag, so nothing is hidden.
 */
#include "model/text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/money.h"
#include "base/utf8.h"

/* How many values of an enum a message names. */
#define NAMED_VALUES 12
/* How much of a text a message quotes. */
#define QUOTED_CHARACTERS 40

static const struct {
	const char *one;
	const char *many;
} words[] = {
	[ZD_KIND_TEXT] = {"text", "text"},
	[ZD_KIND_INT] = {"a whole number", "whole numbers"},
	[ZD_KIND_NUMBER] = {"a number", "numbers"},
	[ZD_KIND_MONEY] = {"money", "money"},
	[ZD_KIND_RATE] = {"a rate", "rates"},
	[ZD_KIND_DATE] = {"a date", "dates"},
	[ZD_KIND_DATETIME] = {"a date-time", "date-times"},
	[ZD_KIND_BOOL] = {"true or false", "true or false"},
	[ZD_KIND_ENUM] = {"one of ", "values out of "},
	[ZD_KIND_REF] = {"the key of a record of ", "keys of records of "},
	[ZD_KIND_LIST] = {"a list", "lists"},
	[ZD_KIND_MAP] = {"a map", "maps"},
};

void zd_text_quote(struct zd_str *b, const char *s, size_t n)
{
	size_t characters = 0;
	zd_str_addc(b, '"');
	for (size_t i = 0; i < n; characters++) {
		if (characters == QUOTED_CHARACTERS) {
			zd_str_add(b, "…");
			break;
		}
		size_t width = 1;
		for (size_t left = n - i < 4 ? n - i : 4; width < left && ((unsigned char)s[i + width] & 0xC0) == 0x80;)
			width++;
		if (zd_utf8_valid(s + i, width) < width || (unsigned char)s[i] < 0x20 || s[i] == 0x7F)
			zd_str_addc(b, '?');
		else
			zd_str_addn(b, s + i, width);
		i += width;
	}
	zd_str_addc(b, '"');
}

static void add_names(struct zd_str *b, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count && i < NAMED_VALUES; i++) {
		if (i > 0)
			zd_str_add(b, ", ");
		zd_str_add(b, names[i]);
	}
	if (count > NAMED_VALUES)
		zd_str_add(b, ", …");
}

static void type_words(struct zd_str *b, const struct zd_type *type, bool many)
{
	zd_str_add(b, many ? words[type->kind].many : words[type->kind].one);
	switch (type->kind) {
	case ZD_KIND_ENUM:
		add_names(b, type->enums->values, type->enums->count);
		break;
	case ZD_KIND_REF:
		zd_str_add(b, type->entity ? type->entity : "another entity");
		break;
	case ZD_KIND_LIST:
		if (type->count > 0) {
			zd_str_add(b, " of ");
			type_words(b, type->of, true);
		}
		break;
	case ZD_KIND_MAP:
		zd_str_add(b, " of ");
		if (type->open)
			type_words(b, type->of, true);
		else
			add_names(b, type->keys, type->count);
		break;
	default:
		break;
	}
}

void zd_type_words(struct zd_str *b, const struct zd_type *type)
{
	type_words(b, type, false);
}

static bool same_text(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

static bool same_enum(const struct zd_enum *a, const struct zd_enum *b)
{
	if (a == b)
		return true;
	if (!a || !b || a->count != b->count)
		return false;
	for (size_t i = 0; i < a->count; i++) {
		if (strcmp(a->values[i], b->values[i]) != 0)
			return false;
	}
	return true;
}

bool zd_type_equal(const struct zd_type *a, const struct zd_type *b)
{
	if (a->kind != b->kind)
		return false;
	switch (a->kind) {
	case ZD_KIND_ENUM:
		return same_enum(a->enums, b->enums);
	case ZD_KIND_REF:
		return same_text(a->entity, b->entity);
	case ZD_KIND_LIST:
		return a->count == b->count && (a->count == 0 || zd_type_equal(a->of, b->of));
	case ZD_KIND_MAP:
		if (a->open != b->open)
			return false;
		if (a->open)
			return zd_type_equal(a->of, b->of);
		if (a->count != b->count)
			return false;
		for (size_t i = 0; i < a->count; i++) {
			if (strcmp(a->keys[i], b->keys[i]) != 0 || !zd_type_equal(&a->of[i], &b->of[i]))
				return false;
		}
		return true;
	default:
		return true;
	}
}

struct zd_value zd_value_copy(struct zd_arena *arena, const struct zd_value *v)
{
	struct zd_value copy = *v;
	if (v->tag == ZD_TEXT) {
		copy.s = zd_arena_strndup(arena, v->len > 0 ? v->s : "", v->len);
	} else if (v->tag == ZD_LIST) {
		struct zd_value *items = zd_arena_alloc(arena, v->len * sizeof *items);
		for (uint32_t i = 0; i < v->len; i++)
			items[i] = zd_value_copy(arena, &v->list[i]);
		copy.list = items;
	} else if (v->tag == ZD_MAP) {
		struct zd_pair *pairs = zd_arena_alloc(arena, v->len * sizeof *pairs);
		for (uint32_t i = 0; i < v->len; i++) {
			pairs[i].key = zd_arena_strdup(arena, v->map[i].key);
			pairs[i].value = zd_value_copy(arena, &v->map[i].value);
		}
		copy.map = pairs;
	}
	return copy;
}

/* The types of a list's items and a map's values; NULL: not known. */
static const struct zd_type *item_type(const struct zd_type *type)
{
	return type && type->kind == ZD_KIND_LIST && type->count > 0 ? type->of : NULL;
}

static const struct zd_type *pair_type(const struct zd_type *type, const char *key)
{
	if (!type || type->kind != ZD_KIND_MAP)
		return NULL;
	if (type->open)
		return type->of;
	for (size_t i = 0; i < type->count; i++) {
		if (strcmp(type->keys[i], key) == 0)
			return &type->of[i];
	}
	return NULL;
}

static void add_number(struct zd_str *b, double d)
{
	char text[32];
	zd_str_addn(b, text, zd_number_format(d, text));
}

static void add_money(struct zd_str *b, int64_t fen, bool grouped)
{
	char text[32];
	zd_str_addn(b, text, zd_money_format(fen, grouped, text));
}

/* "4%", exactly the rate's decimal; one without a short decimal is written as the plain number. */
static void add_percent(struct zd_str *b, const struct zd_value *v)
{
	struct zd_decimal decimal;
	if (!zd_decimal_of(v->tag == ZD_INT ? (double)v->i : v->d, &decimal)) {
		add_number(b, v->d);
		return;
	}
	int64_t digits = decimal.digits;
	int scale = decimal.scale - 2;
	for (; scale < 0 && digits <= INT64_MAX / 10 && digits >= INT64_MIN / 10; scale++)
		digits *= 10;
	if (scale < 0) {
		add_number(b, v->tag == ZD_INT ? (double)v->i : v->d);
		return;
	}
	for (; scale > 0 && digits % 10 == 0; scale--)
		digits /= 10;
	char text[48];
	int n = snprintf(text, sizeof text, "%s%0*llu", digits < 0 ? "-" : "", scale + 1,
			 digits < 0 ? 0 - (unsigned long long)digits : (unsigned long long)digits);
	zd_str_addn(b, text, (size_t)(n - scale));
	if (scale > 0) {
		zd_str_addc(b, '.');
		zd_str_addn(b, text + n - scale, (size_t)scale);
	}
	zd_str_addc(b, '%');
}

static const char *enum_title(const struct zd_enum *enums, const struct zd_value *v)
{
	for (size_t i = 0; enums && i < enums->count; i++) {
		if (strlen(enums->values[i]) == v->len && memcmp(enums->values[i], v->s, v->len) == 0)
			return enums->titles && enums->titles[i] ? enums->titles[i] : enums->values[i];
	}
	return NULL;
}

static void show(struct zd_str *b, const struct zd_type *type, const struct zd_value *v, bool nested)
{
	switch ((enum zd_tag)v->tag) {
	case ZD_NIL:
		if (nested)
			zd_str_addc(b, '-');
		break;
	case ZD_BOOL:
		zd_str_add(b, v->i ? "是" : "否");
		break;
	case ZD_INT:
		if (type && type->kind == ZD_KIND_MONEY)
			add_money(b, v->i, true);
		else if (type && type->kind == ZD_KIND_RATE)
			add_percent(b, v);
		else
			zd_str_printf(b, "%lld", (long long)v->i);
		break;
	case ZD_NUMBER:
		if (type && type->kind == ZD_KIND_RATE)
			add_percent(b, v);
		else
			add_number(b, v->d);
		break;
	case ZD_TEXT: {
		const char *title = type && type->kind == ZD_KIND_ENUM ? enum_title(type->enums, v) : NULL;
		if (title)
			zd_str_add(b, title);
		else
			zd_str_addn(b, v->s, v->len);
		break;
	}
	case ZD_LIST:
		if (nested)
			zd_str_addc(b, '[');
		for (uint32_t i = 0; i < v->len; i++) {
			if (i > 0)
				zd_str_add(b, ", ");
			show(b, item_type(type), &v->list[i], true);
		}
		if (nested)
			zd_str_addc(b, ']');
		break;
	case ZD_MAP:
		if (nested)
			zd_str_addc(b, '{');
		for (uint32_t i = 0; i < v->len; i++) {
			if (i > 0)
				zd_str_add(b, ", ");
			zd_str_add(b, v->map[i].key);
			zd_str_add(b, ": ");
			show(b, pair_type(type, v->map[i].key), &v->map[i].value, true);
		}
		if (nested)
			zd_str_addc(b, '}');
		break;
	}
}

void zd_value_show(struct zd_str *b, const struct zd_type *type, const struct zd_value *v)
{
	show(b, type, v, false);
}

static void json(struct zd_str *b, const struct zd_type *type, const struct zd_value *v)
{
	switch ((enum zd_tag)v->tag) {
	case ZD_NIL:
		zd_str_add(b, "null");
		break;
	case ZD_BOOL:
		zd_str_add(b, v->i ? "true" : "false");
		break;
	case ZD_INT:
		if (type && type->kind == ZD_KIND_MONEY)
			zd_json_money(b, v->i);
		else
			zd_str_printf(b, "%lld", (long long)v->i);
		break;
	case ZD_NUMBER:
		zd_json_number(b, v->d);
		break;
	case ZD_TEXT:
		zd_json_string(b, v->s, v->len);
		break;
	case ZD_LIST:
		zd_str_addc(b, '[');
		for (uint32_t i = 0; i < v->len; i++) {
			if (i > 0)
				zd_str_addc(b, ',');
			json(b, item_type(type), &v->list[i]);
		}
		zd_str_addc(b, ']');
		break;
	case ZD_MAP: {
		bool first = true;
		zd_str_addc(b, '{');
		for (uint32_t i = 0; i < v->len; i++) {
			zd_json_key(b, &first, v->map[i].key);
			json(b, pair_type(type, v->map[i].key), &v->map[i].value);
		}
		zd_str_addc(b, '}');
		break;
	}
	}
}

void zd_value_json(struct zd_str *b, const struct zd_type *type, const struct zd_value *v)
{
	json(b, type, v);
}

void zd_value_plain(struct zd_str *b, const struct zd_type *type, const struct zd_value *v)
{
	switch ((enum zd_tag)v->tag) {
	case ZD_NIL:
		break;
	case ZD_INT:
		if (type && type->kind == ZD_KIND_MONEY)
			add_money(b, v->i, false);
		else
			zd_str_printf(b, "%lld", (long long)v->i);
		break;
	case ZD_NUMBER:
		add_number(b, v->d);
		break;
	case ZD_TEXT:
		zd_str_addn(b, v->s, v->len);
		break;
	default:
		json(b, type, v);
		break;
	}
}

const char *zd_value_show_text(const struct zd_type *type, const struct zd_value *v, struct zd_arena *arena)
{
	struct zd_str text = {0};
	zd_value_show(&text, type, v);
	return zd_str_keep(&text, arena);
}

const char *zd_value_plain_text(const struct zd_type *type, const struct zd_value *v, struct zd_arena *arena)
{
	struct zd_str text = {0};
	zd_value_plain(&text, type, v);
	return zd_str_keep(&text, arena);
}

static const char *got(const struct zd_value *v)
{
	static const char *const tags[] = {
		[ZD_NIL] = "nothing",     [ZD_BOOL] = "true or false", [ZD_INT] = "a whole number",
		[ZD_NUMBER] = "a number", [ZD_TEXT] = "text",          [ZD_LIST] = "a list",
		[ZD_MAP] = "a map",
	};
	return tags[v->tag];
}

static bool misfit(const struct zd_type *type, const struct zd_value *v, char *why, size_t size)
{
	struct zd_str message = {0};
	zd_str_add(&message, "wants ");
	zd_type_words(&message, type);
	zd_str_add(&message, ", got ");
	zd_str_add(&message, v->tag == ZD_NUMBER && !isfinite(v->d) ? "a number that is not finite" : got(v));
	if (v->tag == ZD_TEXT) {
		zd_str_addc(&message, ' ');
		zd_text_quote(&message, v->s, v->len);
	}
	snprintf(why, size, "%s", zd_str_text(&message));
	zd_str_free(&message);
	return false;
}

/* Puts "[2]: " or "key: " before a reason. */
static bool misfit_at(const char *where, char *why, size_t size)
{
	char inner[512];
	snprintf(inner, sizeof inner, "%s", why);
	snprintf(why, size, "%s: %s", where, inner);
	return false;
}

static bool list_fits(const struct zd_type *type, const struct zd_value *v, char *why, size_t size)
{
	if (v->tag != ZD_LIST)
		return misfit(type, v, why, size);
	const struct zd_type *item = item_type(type);
	for (uint32_t i = 0; item && i < v->len; i++) {
		if (zd_value_fits(item, &v->list[i], why, size))
			continue;
		char where[24];
		snprintf(where, sizeof where, "[%u]", (unsigned)i + 1);
		return misfit_at(where, why, size);
	}
	return true;
}

static bool map_fits(const struct zd_type *type, const struct zd_value *v, char *why, size_t size)
{
	if (v->tag != ZD_MAP)
		return misfit(type, v, why, size);
	for (size_t i = 0; !type->open && i < type->count; i++) {
		if (i < v->len && strcmp(v->map[i].key, type->keys[i]) == 0)
			continue;
		snprintf(why, size, "the key \"%s\" is missing", type->keys[i]);
		return false;
	}
	if (!type->open && v->len > type->count) {
		snprintf(why, size, "there is no key \"%s\"", v->map[type->count].key);
		return false;
	}
	for (uint32_t i = 0; i < v->len; i++) {
		if (type->open && i > 0 && strcmp(v->map[i - 1].key, v->map[i].key) >= 0) {
			snprintf(why, size, "the key \"%s\" is twice there, or out of order", v->map[i].key);
			return false;
		}
		if (!zd_value_fits(type->open ? type->of : &type->of[i], &v->map[i].value, why, size))
			return misfit_at(v->map[i].key, why, size);
	}
	return true;
}

bool zd_value_fits(const struct zd_type *type, const struct zd_value *v, char *why, size_t size)
{
	struct zd_date date;
	int64_t seconds;
	bool fits = false;
	switch (type->kind) {
	case ZD_KIND_TEXT:
		fits = v->tag == ZD_TEXT;
		break;
	case ZD_KIND_REF:
		fits = v->tag == ZD_TEXT && v->len > 0;
		break;
	case ZD_KIND_INT:
		fits = v->tag == ZD_INT;
		break;
	case ZD_KIND_NUMBER:
	case ZD_KIND_RATE:
		fits = v->tag == ZD_INT || (v->tag == ZD_NUMBER && isfinite(v->d));
		break;
	case ZD_KIND_MONEY:
		fits = v->tag == ZD_INT && v->i <= ZD_MONEY_MAX && v->i >= -ZD_MONEY_MAX;
		if (!fits && v->tag == ZD_INT) {
			snprintf(why, size, "is more money than can be kept");
			return false;
		}
		break;
	case ZD_KIND_BOOL:
		fits = v->tag == ZD_BOOL;
		break;
	case ZD_KIND_ENUM:
		fits = v->tag == ZD_TEXT && enum_title(type->enums, v);
		break;
	case ZD_KIND_DATE:
		fits = v->tag == ZD_TEXT && zd_date_parse(v->s, v->len, &date);
		break;
	case ZD_KIND_DATETIME:
		fits = v->tag == ZD_TEXT && v->len == ZD_DATETIME_LEN && v->s[ZD_DATE_LEN] == ' ' &&
		       zd_datetime_parse(v->s, v->len, &seconds);
		break;
	case ZD_KIND_LIST:
		return list_fits(type, v, why, size);
	case ZD_KIND_MAP:
		return map_fits(type, v, why, size);
	}
	return fits || misfit(type, v, why, size);
}
