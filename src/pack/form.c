/* Forms and reporting. Knows nothing of any one kind of file. */
#include "pack/form.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/utf8.h"
#include "model/text.h"

#define UNKNOWN_KEYS_MAX 50 /* reported for one map; more would bury the rest */

void zd_report(const struct zd_reader *r, enum zd_finding_code code, const struct zd_place *place, const char *fmt, ...)
{
	char message[1024];
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(message, sizeof message, fmt, ap);
	va_end(ap);
	size_t n = strlen(message);
	message[zd_utf8_valid(message, n)] = '\0'; /* not cut within a character */
	zd_find(r->findings, code, place->file, place->line, place->column, "%s", message);
}

void zd_report_unknown(const struct zd_reader *r, const struct zd_place *place, const char *what, const char *name,
		       const char *nearest)
{
	zd_report(r, ZD_F_UNKNOWN_NAME, place, "there is no %s \"%s\"%s", what, name, zd_suggest(nearest, "\"").text);
}

static const char *kind_words[] = {
	[ZD_RAW_NULL] = "nothing", [ZD_RAW_SCALAR] = "one value", [ZD_RAW_LIST] = "a list", [ZD_RAW_MAP] = "a map"};

bool zd_want_kind(const struct zd_reader *r, const struct zd_raw *raw, enum zd_raw_kind kind, const char *key)
{
	if (raw->kind == kind)
		return true;
	zd_report(r, ZD_F_WRONG_TYPE, &raw->place, "%s: wants %s, got %s", key, kind_words[kind],
		  kind_words[raw->kind]);
	return false;
}

static bool read_bool(const struct zd_reader *r, bool *out, const struct zd_raw *raw, const char *key)
{
	static const struct zd_type type = {.kind = ZD_KIND_BOOL};
	struct zd_value value;
	if (!zd_read_value(r, &value, &type, raw, key))
		return false;
	*out = value.i != 0;
	return true;
}

static bool fill(const struct zd_reader *r, void *form, const struct zd_key *key, struct zd_raw *raw)
{
	void *slot = (char *)form + key->offset;
	struct zd_raw **raw_slot = slot;
	const char **text_slot = slot;
	switch (key->want) {
	case ZD_WANT_TEXT:
		if (!zd_want_kind(r, raw, ZD_RAW_SCALAR, key->name))
			return false;
		*text_slot = raw->text;
		return true;
	case ZD_WANT_BOOL:
		return read_bool(r, slot, raw, key->name);
	case ZD_WANT_SCALAR:
		if (!zd_want_kind(r, raw, ZD_RAW_SCALAR, key->name))
			return false;
		break;
	case ZD_WANT_LIST:
		if (!zd_want_kind(r, raw, ZD_RAW_LIST, key->name))
			return false;
		break;
	case ZD_WANT_MAP:
		if (!zd_want_kind(r, raw, ZD_RAW_MAP, key->name))
			return false;
		break;
	case ZD_WANT_ANY:
		if (raw->kind == ZD_RAW_NULL) {
			zd_report(r, ZD_F_WRONG_TYPE, &raw->place, "%s: has no value", key->name);
			return false;
		}
		break;
	}
	*raw_slot = raw;
	return true;
}

static void report_unknown_key(const struct zd_reader *r, const char *name, const struct zd_place *place,
			       const char *what, const struct zd_key *keys, size_t count)
{
	const char *nearest = zd_nearest_of(name, keys, count, sizeof *keys);
	zd_report(r, ZD_F_UNKNOWN_KEY, place, "%s has no key \"%s\"%s", what, name, zd_suggest(nearest, "\"").text);
}

bool zd_form_read(const struct zd_reader *r, void *form, const struct zd_raw *raw, const char *what,
		  const struct zd_place *at, const struct zd_key *keys, size_t count)
{
	if (!zd_want_kind(r, raw, ZD_RAW_MAP, what))
		return false;
	bool ok = true;
	size_t unknown = 0;
	for (size_t i = 0; i < raw->count; i++) {
		size_t k = 0;
		while (k < count && strcmp(keys[k].name, raw->keys[i]) != 0)
			k++;
		if (k < count) {
			ok = fill(r, form, &keys[k], raw->items[i]) && ok;
			continue;
		}
		ok = false;
		if (++unknown <= UNKNOWN_KEYS_MAX)
			report_unknown_key(r, raw->keys[i], &raw->key_places[i], what, keys, count);
	}
	for (size_t k = 0; k < count; k++) {
		if (keys[k].required && !zd_raw_get(raw, keys[k].name)) {
			zd_report(r, ZD_F_MISSING_KEY, at, "%s wants the key \"%s\"", what, keys[k].name);
			ok = false;
		}
	}
	return ok;
}

bool zd_read_texts(const struct zd_reader *r, const char ***out, size_t *count, const struct zd_raw *list,
		   const char *key)
{
	bool ok = true;
	*count = 0;
	*out = zd_arena_alloc(&r->pack->arena, (list->count + 1) * sizeof **out);
	for (size_t i = 0; i < list->count; i++) {
		if (zd_want_kind(r, list->items[i], ZD_RAW_SCALAR, key))
			(*out)[(*count)++] = list->items[i]->text;
		else
			ok = false;
	}
	return ok;
}

bool zd_read_value(const struct zd_reader *r, struct zd_value *out, const struct zd_type *type,
		   const struct zd_raw *raw, const char *key)
{
	struct zd_error err = {0};
	*out = ZD_VALUE_NIL;
	if (raw->kind == ZD_RAW_NULL) {
		zd_report(r, ZD_F_WRONG_TYPE, &raw->place, "%s: has no value", key);
		return false;
	}
	if (zd_value_from_raw(out, type, raw, &r->pack->arena, &err) == ZD_OK)
		return true;
	struct zd_place place = {raw->place.file, err.line, err.column};
	zd_report(r, ZD_F_WRONG_TYPE, &place, "%s: %s", key, err.message);
	*out = ZD_VALUE_NIL;
	return false;
}

bool zd_read_date(const struct zd_reader *r, int32_t *days, const char *text, const struct zd_place *place)
{
	struct zd_date date;
	if (!zd_date_parse(text, strlen(text), &date)) {
		zd_report(r, ZD_F_WRONG_TYPE, place, "wants a date such as 2025-11-30, got \"%s\"", text);
		return false;
	}
	*days = zd_date_days(date);
	return true;
}

bool zd_check_name(const struct zd_reader *r, const char *name, const char *what, const struct zd_place *place)
{
	if (zd_is_name(name))
		return true;
	zd_report(r, ZD_F_BAD_NAME, place, "\"%s\" is no name for %s: a lower-case letter, then letters, digits and _",
		  name, what);
	return false;
}

size_t zd_read_word(const struct zd_reader *r, const struct zd_raw *raw, const char *key, const char *const *words,
		    size_t count, size_t fallback)
{
	if (!raw)
		return fallback;
	for (size_t i = 0; i < count; i++)
		if (strcmp(words[i], raw->text) == 0)
			return i;
	char list[256] = "";
	for (size_t i = 0; i < count; i++) {
		size_t n = strlen(list);
		snprintf(list + n, sizeof list - n, "%s%s", i > 0 ? ", " : "", words[i]);
	}
	const char *nearest = zd_nearest(raw->text, words, count);
	zd_report(r, ZD_F_WRONG_TYPE, &raw->place, "%s: wants one of %s, got \"%s\"%s", key, list, raw->text,
		  zd_suggest(nearest, "\"").text);
	return fallback;
}
