/*
 * JSON: whatever the text is, it is read or refused with a place in it; what
 * was read, written and read again is the same; and it can be asked for as a
 * value of any type. Lists on record are read by the same reader.
 */
#include "base/json.h"

#include "base/utf8.h"
#include "fuzz.h"
#include "model/text.h"
#include "store/jsonlist.h"

static const char *words[] = {"private", "company"};
static const struct zd_enum kinds = {.name = "kind", .count = 2, .values = words, .titles = words};
static const char *keys[] = {"a", "b"};
static const struct zd_type items[] = {{.kind = ZD_KIND_NUMBER}, {.kind = ZD_KIND_MONEY}};
static const struct zd_type types[] = {
	{.kind = ZD_KIND_TEXT},
	{.kind = ZD_KIND_INT},
	{.kind = ZD_KIND_NUMBER},
	{.kind = ZD_KIND_MONEY},
	{.kind = ZD_KIND_RATE},
	{.kind = ZD_KIND_DATE},
	{.kind = ZD_KIND_DATETIME},
	{.kind = ZD_KIND_BOOL},
	{.kind = ZD_KIND_ENUM, .enums = &kinds},
	{.kind = ZD_KIND_REF, .entity = "shop"},
	{.kind = ZD_KIND_LIST},
	{.kind = ZD_KIND_LIST, .count = 1, .of = items},
	{.kind = ZD_KIND_MAP, .count = 2, .keys = keys, .of = items},
	{.kind = ZD_KIND_MAP, .open = true, .count = 1, .of = items},
};

static void write_json(struct zd_str *b, const struct zd_json *j)
{
	bool first = true;
	switch (j->kind) {
	case ZD_JSON_NULL:
		zd_str_add(b, "null");
		break;
	case ZD_JSON_BOOL:
		zd_str_add(b, j->truth ? "true" : "false");
		break;
	case ZD_JSON_NUMBER:
		zd_str_addn(b, j->text, j->len);
		break;
	case ZD_JSON_STRING:
		zd_json_string(b, j->text, j->len);
		break;
	case ZD_JSON_ARRAY:
		zd_str_addc(b, '[');
		for (size_t i = 0; i < j->len; i++) {
			zd_str_add(b, i ? "," : "");
			write_json(b, &j->items[i]);
		}
		zd_str_addc(b, ']');
		break;
	case ZD_JSON_OBJECT:
		zd_str_addc(b, '{');
		for (size_t i = 0; i < j->len; i++) {
			zd_json_key(b, &first, j->keys[i]);
			write_json(b, &j->items[i]);
		}
		zd_str_addc(b, '}');
		break;
	}
}

static bool same(const struct zd_json *a, const struct zd_json *b)
{
	if (a->kind != b->kind || a->len != b->len || a->truth != b->truth)
		return false;
	if (a->text && (!b->text || memcmp(a->text, b->text, a->len) != 0 || a->text[a->len] != '\0'))
		return false;
	for (size_t i = 0; a->items && i < a->len; i++) {
		if (!same(&a->items[i], &b->items[i]) || (a->keys && strcmp(a->keys[i], b->keys[i]) != 0))
			return false;
	}
	return true;
}

static void write_again(const struct zd_json *json, struct zd_arena *arena)
{
	struct zd_error err = {0};
	struct zd_str text = {0};
	struct zd_json *again;
	write_json(&text, json);
	FUZZ_MUST(zd_utf8_valid(text.s, text.len) == text.len);
	FUZZ_MUST(zd_json_parse(&again, text.s, text.len, arena, &err) == ZD_OK);
	FUZZ_MUST(same(json, again));
	zd_str_free(&text);
}

/* A value that was read is of its type, and what is read from the JSON it is written as is written the same. */
static void take_as(const struct zd_type *type, const struct zd_json *json, struct zd_arena *arena)
{
	struct zd_error err = {0};
	struct zd_value v, back;
	struct zd_json *again;
	struct zd_str text = {0}, text_again = {0};
	char why[256];
	if (zd_value_from_json(&v, type, json, arena, &err)) {
		FUZZ_MUST(err.code == ZD_DATA && err.message[0]);
		return;
	}
	FUZZ_MUST(v.tag == ZD_NIL || zd_value_fits(type, &v, why, sizeof why));
	zd_value_json(&text, type, &v);
	FUZZ_MUST(zd_json_parse(&again, text.s, text.len, arena, &err) == ZD_OK);
	FUZZ_MUST(zd_value_from_json(&back, type, again, arena, &err) == ZD_OK);
	zd_value_json(&text_again, type, &back);
	FUZZ_MUST(strcmp(zd_str_text(&text), zd_str_text(&text_again)) == 0);
	zd_str_free(&text);
	zd_str_free(&text_again);
}

static void read_list(const char *s, size_t size, struct zd_arena *arena)
{
	static const struct zd_type any = {.kind = ZD_KIND_LIST};
	struct zd_error err = {0};
	struct zd_value list, back;
	struct zd_str text = {0};
	if (zd_list_read(&list, s, size, &any, arena, &err))
		return;
	zd_list_write(&text, &list);
	FUZZ_MUST(zd_list_read(&back, text.s, text.len, &any, arena, &err) == ZD_OK);
	FUZZ_MUST(zd_value_equal(&list, &back));
	zd_str_free(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct zd_arena arena = {0};
	struct zd_error err = {0};
	struct zd_json *json = NULL;
	char *s = fuzz_bytes(data, size);
	if (zd_json_parse(&json, s, size, &arena, &err)) {
		FUZZ_MUST(err.code == ZD_DATA && err.column > 0 && err.message[0]);
	} else {
		write_again(json, &arena);
		for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
			take_as(&types[i], json, &arena);
	}
	read_list(s, size, &arena);
	free(s);
	zd_arena_free(&arena);
	return 0;
}
