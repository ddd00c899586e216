/*
 * YAML as values, by their type, with the place of what is wrong. A scalar in
 * quotes is text, and never taken for a number.
 */
#include "model/parse.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Gives an error that has no place yet the place of what it is about. */
static int at(int rc, const struct zd_place *place, struct zd_error *err)
{
	if (rc != ZD_OK && err && err->line == 0) {
		snprintf(err->file, sizeof err->file, "%s", place->file ? place->file : "");
		err->line = place->line;
		err->column = place->column;
	}
	return rc;
}

static int scalar_from_raw(struct zd_value *out, const struct zd_type *type, const struct zd_raw *raw,
			   struct zd_arena *arena, struct zd_error *err)
{
	size_t n = strlen(raw->text);
	switch (type->kind) {
	case ZD_KIND_LIST:
	case ZD_KIND_MAP:
		return zd_unwanted(type, "", raw->text, n, err);
	case ZD_KIND_RATE:
		if (n > 0 && raw->text[n - 1] == '%')
			break;
		/* fall through */
	case ZD_KIND_INT:
	case ZD_KIND_MONEY:
	case ZD_KIND_NUMBER:
	case ZD_KIND_BOOL:
		if (raw->quoted)
			return zd_unwanted(type, "text ", raw->text, n, err);
		break;
	default:
		break;
	}
	return zd_value_parse(out, type, raw->text, n, arena, err);
}

static int loose_from_raw(struct zd_value *out, const struct zd_raw *raw, struct zd_arena *arena, struct zd_error *err)
{
	if (raw->kind == ZD_RAW_NULL)
		*out = ZD_VALUE_NIL;
	else if (raw->kind != ZD_RAW_SCALAR)
		return at(zd_fail(err, ZD_DATA, "wants a list of plain values, got a list or map in it"), &raw->place,
			  err);
	else if (!raw->quoted && (strcmp(raw->text, "true") == 0 || strcmp(raw->text, "false") == 0))
		*out = zd_value_bool(raw->text[0] == 't');
	else if (!raw->quoted)
		*out = zd_loose_scalar(raw->text, strlen(raw->text), arena);
	else
		*out = zd_text_copy(arena, raw->text, strlen(raw->text));
	return ZD_OK;
}

static int list_from_raw(struct zd_value *out, const struct zd_type *type, const struct zd_raw *raw,
			 struct zd_arena *arena, struct zd_error *err)
{
	struct zd_value *items = zd_arena_alloc(arena, raw->count * sizeof *items);
	for (size_t i = 0; i < raw->count; i++) {
		const struct zd_raw *member = raw->items[i];
		int rc;
		if (type->count == 0)
			rc = loose_from_raw(&items[i], member, arena, err);
		else if (member->kind == ZD_RAW_NULL)
			rc = at(zd_unwanted(type->of, "null", NULL, 0, err), &member->place, err);
		else
			rc = zd_value_from_raw(&items[i], type->of, member, arena, err);
		if (rc != ZD_OK)
			return rc;
	}
	*out = (struct zd_value){.tag = ZD_LIST, .len = (uint32_t)raw->count, .list = items};
	return ZD_OK;
}

static int map_from_raw(struct zd_value *out, const struct zd_type *type, const struct zd_raw *raw,
			struct zd_arena *arena, struct zd_error *err)
{
	size_t count = type->open ? raw->count : type->count;
	struct zd_pair *pairs = zd_arena_alloc(arena, count * sizeof *pairs);
	for (size_t i = 0; i < raw->count; i++) {
		const char *key = raw->keys[i];
		size_t slot = type->open ? i : zd_key_index(type, key);
		if (!type->open && slot == type->count)
			return at(zd_no_such_key(type, key, err), &raw->key_places[i], err);
		if (pairs[slot].key)
			return at(zd_fail(err, ZD_DATA, "the key \"%s\" is there twice", key), &raw->key_places[i],
				  err);
		const struct zd_type *of = type->open ? type->of : &type->of[slot];
		int rc = raw->items[i]->kind == ZD_RAW_NULL
				 ? at(zd_unwanted(of, "null", NULL, 0, err), &raw->items[i]->place, err)
				 : zd_value_from_raw(&pairs[slot].value, of, raw->items[i], arena, err);
		if (rc != ZD_OK) {
			zd_fail_context(err, "%s", key);
			return rc;
		}
		pairs[slot].key = type->open ? zd_arena_strdup(arena, key) : type->keys[slot];
	}
	for (size_t i = 0; i < count; i++) {
		if (!pairs[i].key)
			return at(zd_fail(err, ZD_DATA, "the key \"%s\" is missing", type->keys[i]), &raw->place, err);
	}
	if (type->open && count > 0)
		qsort(pairs, count, sizeof *pairs, zd_by_key);
	for (size_t i = 1; type->open && i < count; i++) {
		if (strcmp(pairs[i - 1].key, pairs[i].key) == 0)
			return at(zd_fail(err, ZD_DATA, "the key \"%s\" is there twice", pairs[i].key), &raw->place,
				  err);
	}
	*out = (struct zd_value){.tag = ZD_MAP, .len = (uint32_t)count, .map = pairs};
	return ZD_OK;
}

int zd_value_from_raw(struct zd_value *out, const struct zd_type *type, const struct zd_raw *raw,
		      struct zd_arena *arena, struct zd_error *err)
{
	*out = ZD_VALUE_NIL;
	switch (raw->kind) {
	case ZD_RAW_NULL:
		return ZD_OK;
	case ZD_RAW_SCALAR:
		return at(scalar_from_raw(out, type, raw, arena, err), &raw->place, err);
	case ZD_RAW_LIST:
		if (type->kind != ZD_KIND_LIST)
			return at(zd_unwanted(type, "a list", NULL, 0, err), &raw->place, err);
		return list_from_raw(out, type, raw, arena, err);
	case ZD_RAW_MAP:
		if (type->kind != ZD_KIND_MAP)
			return at(zd_unwanted(type, "a map", NULL, 0, err), &raw->place, err);
		return map_from_raw(out, type, raw, arena, err);
	}
	return at(zd_fail(err, ZD_BUG, "a YAML value of no kind"), &raw->place, err);
}
