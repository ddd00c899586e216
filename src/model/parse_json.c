/*
 * JSON as values, by their type. Numbers are read from their text, so money
 * and large integers are exact. A string is never taken for a number.
 */
#include "model/parse.h"

#include <stdlib.h>
#include <string.h>

#include "base/money.h"

/* Exactly, whatever the number's form: 1e2 is 100, 5.0 is 5, 300000.000 is 300000.00. */
static bool whole_from_number(const char *s, size_t n, int scale, int64_t *out)
{
	struct zd_decimal decimal;
	if (!zd_decimal_parse(s, n, &decimal))
		return false;
	for (; decimal.scale > scale; decimal.scale--) {
		if (decimal.digits % 10 != 0)
			return false;
		decimal.digits /= 10;
	}
	for (; decimal.scale < scale; decimal.scale++) {
		if (__builtin_mul_overflow(decimal.digits, 10, &decimal.digits))
			return false;
	}
	*out = decimal.digits;
	return true;
}

static int scalar_from_number(struct zd_value *out, const struct zd_type *type, const struct zd_json *json,
			      struct zd_arena *arena, struct zd_error *err)
{
	int64_t i;
	switch (type->kind) {
	case ZD_KIND_INT:
		if (!zd_parse_int(json->text, json->len, &i) && !whole_from_number(json->text, json->len, 0, &i))
			break;
		*out = zd_value_int(i);
		return ZD_OK;
	case ZD_KIND_MONEY:
		if (!zd_money_parse(json->text, json->len, &i) &&
		    (!whole_from_number(json->text, json->len, 2, &i) || i > ZD_MONEY_MAX || i < -ZD_MONEY_MAX))
			break;
		*out = zd_value_int(i);
		return ZD_OK;
	case ZD_KIND_NUMBER:
	case ZD_KIND_RATE:
		return zd_value_parse(out, type, json->text, json->len, arena, err);
	case ZD_KIND_REF: /* keys may be integers */
		if (!zd_parse_int(json->text, json->len, &i))
			break;
		*out = zd_text_copy(arena, json->text, json->len);
		return ZD_OK;
	default:
		return zd_unwanted(type, "a number", NULL, 0, err);
	}
	struct zd_str number = {0};
	zd_str_addn(&number, json->text, json->len < 60 ? json->len : 60);
	int rc = zd_unwanted(type, zd_str_text(&number), NULL, 0, err);
	zd_str_free(&number);
	return rc;
}

static int scalar_from_string(struct zd_value *out, const struct zd_type *type, const struct zd_json *json,
			      struct zd_arena *arena, struct zd_error *err)
{
	switch (type->kind) {
	case ZD_KIND_RATE:
		if (json->len > 0 && json->text[json->len - 1] == '%')
			break;
		/* fall through */
	case ZD_KIND_INT:
	case ZD_KIND_MONEY:
	case ZD_KIND_NUMBER:
	case ZD_KIND_BOOL:
	case ZD_KIND_LIST:
	case ZD_KIND_MAP:
		return zd_unwanted(type, "text ", json->text, json->len, err);
	default:
		break;
	}
	return zd_value_parse(out, type, json->text, json->len, arena, err);
}

static int loose_from_json(struct zd_value *out, const struct zd_json *json, struct zd_arena *arena,
			   struct zd_error *err)
{
	switch (json->kind) {
	case ZD_JSON_NULL:
		*out = ZD_VALUE_NIL;
		return ZD_OK;
	case ZD_JSON_BOOL:
		*out = zd_value_bool(json->truth);
		return ZD_OK;
	case ZD_JSON_NUMBER:
		*out = zd_loose_scalar(json->text, json->len, arena);
		if (out->tag == ZD_TEXT)
			return zd_fail(err, ZD_DATA, "wants a number within range");
		return ZD_OK;
	case ZD_JSON_STRING:
		*out = zd_text_copy(arena, json->text, json->len);
		return ZD_OK;
	default:
		return zd_fail(err, ZD_DATA, "wants a list of plain values, got a list or map in it");
	}
}

static int list_from_json(struct zd_value *out, const struct zd_type *type, const struct zd_json *json,
			  struct zd_arena *arena, struct zd_error *err)
{
	struct zd_value *items = zd_arena_alloc(arena, json->len * sizeof *items);
	for (size_t i = 0; i < json->len; i++) {
		const struct zd_json *member = &json->items[i];
		int rc;
		if (type->count == 0)
			rc = loose_from_json(&items[i], member, arena, err);
		else if (member->kind == ZD_JSON_NULL)
			rc = zd_unwanted(type->of, "null", NULL, 0, err);
		else
			rc = zd_value_from_json(&items[i], type->of, member, arena, err);
		if (rc != ZD_OK) {
			zd_fail_context(err, "[%zu]", i + 1);
			return rc;
		}
	}
	*out = (struct zd_value){.tag = ZD_LIST, .len = (uint32_t)json->len, .list = items};
	return ZD_OK;
}

static int map_from_json(struct zd_value *out, const struct zd_type *type, const struct zd_json *json,
			 struct zd_arena *arena, struct zd_error *err)
{
	size_t count = type->open ? json->len : type->count;
	struct zd_pair *pairs = zd_arena_alloc(arena, count * sizeof *pairs);
	for (size_t i = 0; i < json->len; i++) {
		size_t at = type->open ? i : zd_key_index(type, json->keys[i]);
		if (!type->open && at == type->count)
			return zd_no_such_key(type, json->keys[i], err);
		const struct zd_type *of = type->open ? type->of : &type->of[at];
		int rc = json->items[i].kind == ZD_JSON_NULL
				 ? zd_unwanted(of, "null", NULL, 0, err)
				 : zd_value_from_json(&pairs[at].value, of, &json->items[i], arena, err);
		if (rc != ZD_OK) {
			zd_fail_context(err, "%s", json->keys[i]);
			return rc;
		}
		pairs[at].key = type->open ? zd_arena_strdup(arena, json->keys[i]) : type->keys[at];
	}
	for (size_t i = 0; i < count; i++) {
		if (!pairs[i].key)
			return zd_fail(err, ZD_DATA, "the key \"%s\" is missing", type->keys[i]);
	}
	if (type->open && count > 0)
		qsort(pairs, count, sizeof *pairs, zd_by_key);
	*out = (struct zd_value){.tag = ZD_MAP, .len = (uint32_t)count, .map = pairs};
	return ZD_OK;
}

int zd_value_from_json(struct zd_value *out, const struct zd_type *type, const struct zd_json *json,
		       struct zd_arena *arena, struct zd_error *err)
{
	*out = ZD_VALUE_NIL;
	switch (json->kind) {
	case ZD_JSON_NULL:
		return ZD_OK;
	case ZD_JSON_BOOL:
		if (type->kind != ZD_KIND_BOOL)
			return zd_unwanted(type, json->truth ? "true" : "false", NULL, 0, err);
		*out = zd_value_bool(json->truth);
		return ZD_OK;
	case ZD_JSON_NUMBER:
		return scalar_from_number(out, type, json, arena, err);
	case ZD_JSON_STRING:
		return scalar_from_string(out, type, json, arena, err);
	case ZD_JSON_ARRAY:
		if (type->kind != ZD_KIND_LIST)
			return zd_unwanted(type, "a list", NULL, 0, err);
		return list_from_json(out, type, json, arena, err);
	case ZD_JSON_OBJECT:
		if (type->kind != ZD_KIND_MAP)
			return zd_unwanted(type, "a map", NULL, 0, err);
		return map_from_json(out, type, json, arena, err);
	}
	return zd_fail(err, ZD_BUG, "a JSON value of no kind");
}
