/*
 * Scalars from text, by their type. JSON and YAML end here too, so the same
 * input is the same value, bit for bit: numbers and rates are always doubles
 * (never -0), ints and money always integers.
 */
#include "model/parse.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/money.h"
#include "base/utf8.h"

static const char *const hints[] = {
	[ZD_KIND_TEXT] = "",
	[ZD_KIND_INT] = "",
	[ZD_KIND_NUMBER] = "",
	[ZD_KIND_MONEY] = " in yuan with at most two decimals",
	[ZD_KIND_RATE] = " such as 0.04 or 4%",
	[ZD_KIND_DATE] = " such as 2025-11-30",
	[ZD_KIND_DATETIME] = " such as 2025-11-30 08:26:00",
	[ZD_KIND_BOOL] = "",
	[ZD_KIND_ENUM] = "",
	[ZD_KIND_REF] = "",
	[ZD_KIND_LIST] = " such as [1, 2]",
	[ZD_KIND_MAP] = " such as {\"a\": 1}",
};

int zd_unwanted(const struct zd_type *type, const char *word, const char *s, size_t n, struct zd_error *err)
{
	struct zd_str message = {0};
	zd_str_add(&message, "wants ");
	zd_type_words(&message, type);
	zd_str_add(&message, hints[type->kind]);
	zd_str_add(&message, ", got ");
	zd_str_add(&message, s && n == 0 ? "nothing" : word);
	if (s && n > 0)
		zd_text_quote(&message, s, n);
	if (type->kind == ZD_KIND_ENUM && s && n > 0) {
		const struct zd_enum *enums = type->enums;
		char *name = zd_strndup(s, n);
		const char *nearest = zd_nearest(name, enums->values, enums->count);
		if (!nearest && enums->titles)
			nearest = zd_nearest(name, enums->titles, enums->count);
		zd_str_add(&message, zd_suggest(nearest, "\"").text);
		free(name);
	}
	int rc = zd_fail(err, ZD_DATA, "%s", zd_str_text(&message));
	zd_str_free(&message);
	return rc;
}

bool zd_parse_int(const char *s, size_t n, int64_t *out)
{
	size_t i = 0;
	bool negative = n > 0 && s[0] == '-';
	if (n > 0 && (s[0] == '-' || s[0] == '+'))
		i = 1;
	if (i == n)
		return false;
	int64_t total = 0;
	for (; i < n; i++) {
		if (s[i] < '0' || s[i] > '9')
			return false;
		int digit = negative ? -(s[i] - '0') : s[i] - '0';
		if (__builtin_mul_overflow(total, 10, &total) || __builtin_add_overflow(total, digit, &total))
			return false;
	}
	*out = total;
	return true;
}

/* Where a plain number ends: digits, a point with digits, an exponent; 0: it is none. */
static size_t number_length(const char *s, size_t n, bool *has_exponent)
{
	size_t i = n > 0 && (s[0] == '-' || s[0] == '+') ? 1 : 0;
	size_t start = i;
	while (i < n && s[i] >= '0' && s[i] <= '9')
		i++;
	if (i == start)
		return 0;
	if (i + 1 < n && s[i] == '.' && s[i + 1] >= '0' && s[i + 1] <= '9') {
		for (i++; i < n && s[i] >= '0' && s[i] <= '9';)
			i++;
	}
	*has_exponent = false;
	if (i < n && (s[i] == 'e' || s[i] == 'E')) {
		size_t k = i + 1;
		if (k < n && (s[k] == '-' || s[k] == '+'))
			k++;
		size_t digits = k;
		while (k < n && s[k] >= '0' && s[k] <= '9')
			k++;
		if (k > digits) {
			*has_exponent = true;
			i = k;
		}
	}
	return i;
}

/* A percentage becomes a power of ten in the text, so 4% is the double nearest to 0.04. */
static bool parse_number(const char *s, size_t n, bool percent_allowed, double *out)
{
	bool has_exponent = false;
	size_t length = number_length(s, n, &has_exponent);
	bool percent = percent_allowed && !has_exponent &&
		       ((n - length == 1 && s[length] == '%') || (n - length == 3 && memcmp(s + length, "％", 3) == 0));
	char text[400];
	if (length == 0 || (length < n && !percent) || length + 4 > sizeof text)
		return false;
	memcpy(text, s, length);
	memcpy(text + length, percent ? "e-2" : "", percent ? 4 : 1);

	char *end;
	double d = strtod(text, &end);
	if (*end || !isfinite(d))
		return false;
	*out = d == 0 ? 0.0 : d;
	return true;
}

static bool parse_bool(const char *s, size_t n, bool *out)
{
	static const struct {
		const char *word;
		bool truth;
	} words[] = {{"true", true}, {"false", false}, {"yes", true}, {"no", false},
		     {"1", true},    {"0", false},     {"是", true},  {"否", false}};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (strlen(words[i].word) != n)
			continue;
		size_t k = 0;
		while (k < n && (s[k] | (s[k] >= 'A' && s[k] <= 'Z' ? 0x20 : 0)) == words[i].word[k])
			k++;
		if (k == n) {
			*out = words[i].truth;
			return true;
		}
	}
	return false;
}

static const char *parse_enum(const struct zd_enum *enums, const char *s, size_t n)
{
	for (size_t i = 0; i < enums->count; i++) {
		if (strlen(enums->values[i]) == n && memcmp(enums->values[i], s, n) == 0)
			return enums->values[i];
	}
	for (size_t i = 0; enums->titles && i < enums->count; i++) {
		const char *title = enums->titles[i];
		if (title && strlen(title) == n && memcmp(title, s, n) == 0)
			return enums->values[i];
	}
	return NULL;
}

struct zd_value zd_text_copy(struct zd_arena *arena, const char *s, size_t n)
{
	return zd_value_text(zd_arena_strndup(arena, s, n), n);
}

/* A list or map written as JSON. */
static int parse_json(struct zd_value *out, const struct zd_type *type, const char *s, size_t n, struct zd_arena *arena,
		      struct zd_error *err)
{
	struct zd_json *json;
	if (zd_json_parse(&json, s, n, arena, NULL) != ZD_OK)
		return zd_unwanted(type, "", s, n, err);
	return zd_value_from_json(out, type, json, arena, err);
}

int zd_value_parse(struct zd_value *out, const struct zd_type *type, const char *s, size_t n, struct zd_arena *arena,
		   struct zd_error *err)
{
	*out = ZD_VALUE_NIL;
	if (n > UINT32_MAX || zd_utf8_valid(s, n) < n)
		return zd_fail(err, ZD_DATA, "is not valid UTF-8 text");
	if (type->kind != ZD_KIND_TEXT && type->kind != ZD_KIND_REF) {
		for (; n > 0 && (s[n - 1] == ' ' || s[n - 1] == '\t'); n--)
			;
		for (; n > 0 && (*s == ' ' || *s == '\t'); n--)
			s++;
		if (n == 0)
			return zd_unwanted(type, "", s, n, err);
	}

	struct zd_date date;
	char written[ZD_DATETIME_LEN + 1];
	const char *name;
	int64_t i;
	double d;
	bool truth;
	switch (type->kind) {
	case ZD_KIND_TEXT:
		*out = zd_text_copy(arena, s, n);
		return ZD_OK;
	case ZD_KIND_REF:
		if (n == 0)
			break;
		*out = zd_text_copy(arena, s, n);
		return ZD_OK;
	case ZD_KIND_INT:
		if (!zd_parse_int(s, n, &i))
			break;
		*out = zd_value_int(i);
		return ZD_OK;
	case ZD_KIND_MONEY:
		if (!zd_money_parse(s, n, &i))
			break;
		*out = zd_value_int(i);
		return ZD_OK;
	case ZD_KIND_NUMBER:
	case ZD_KIND_RATE:
		if (!parse_number(s, n, type->kind == ZD_KIND_RATE, &d))
			break;
		*out = zd_value_number(d);
		return ZD_OK;
	case ZD_KIND_BOOL:
		if (!parse_bool(s, n, &truth))
			break;
		*out = zd_value_bool(truth);
		return ZD_OK;
	case ZD_KIND_DATE:
		if (!zd_date_parse(s, n, &date))
			break;
		*out = zd_text_copy(arena, s, n);
		return ZD_OK;
	case ZD_KIND_DATETIME:
		if (!zd_datetime_parse(s, n, &i))
			break;
		zd_datetime_format(i, written);
		*out = zd_text_copy(arena, written, ZD_DATETIME_LEN);
		return ZD_OK;
	case ZD_KIND_ENUM:
		name = parse_enum(type->enums, s, n);
		if (!name)
			break;
		*out = zd_text_copy(arena, name, strlen(name));
		return ZD_OK;
	case ZD_KIND_LIST:
	case ZD_KIND_MAP:
		return parse_json(out, type, s, n, arena, err);
	}
	return zd_unwanted(type, "", s, n, err);
}

struct zd_value zd_loose_scalar(const char *s, size_t n, struct zd_arena *arena)
{
	int64_t i;
	double d;
	if (zd_parse_int(s, n, &i))
		return zd_value_int(i);
	if (parse_number(s, n, false, &d))
		return zd_value_number(d);
	return zd_text_copy(arena, s, n);
}

int zd_by_key(const void *a, const void *b)
{
	return strcmp(((const struct zd_pair *)a)->key, ((const struct zd_pair *)b)->key);
}

size_t zd_key_index(const struct zd_type *type, const char *key)
{
	size_t i = 0;
	while (i < type->count && strcmp(type->keys[i], key) != 0)
		i++;
	return i;
}

int zd_no_such_key(const struct zd_type *type, const char *key, struct zd_error *err)
{
	struct zd_str quoted = {0};
	zd_text_quote(&quoted, key, strlen(key));
	const char *nearest = zd_nearest(key, type->keys, type->count);
	int rc = zd_fail(err, ZD_DATA, "there is no key %s%s", zd_str_text(&quoted), zd_suggest(nearest, "\"").text);
	zd_str_free(&quoted);
	return rc;
}
