/* Lists as JSON. Whole numbers and doubles are told apart by how they are written. */
#include "store/jsonlist.h"

#include <inttypes.h>
#include <string.h>

#include "base/json.h"
#include "base/money.h"
#include "model/text.h"

static void write_number(struct zd_str *b, double d)
{
	char text[32];
	size_t n = zd_number_format(d, text);
	zd_str_addn(b, text, n);
	if (!memchr(text, '.', n) && !memchr(text, 'e', n))
		zd_str_add(b, ".0");
}

void zd_list_write(struct zd_str *b, const struct zd_value *v)
{
	switch ((enum zd_tag)v->tag) {
	case ZD_NIL:
	case ZD_MAP:
		zd_str_add(b, "null");
		break;
	case ZD_BOOL:
		zd_str_add(b, v->i ? "true" : "false");
		break;
	case ZD_INT:
		zd_str_printf(b, "%" PRId64, v->i);
		break;
	case ZD_NUMBER:
		write_number(b, v->d);
		break;
	case ZD_TEXT:
		zd_json_string(b, v->s, v->len);
		break;
	case ZD_LIST:
		zd_str_addc(b, '[');
		for (uint32_t i = 0; i < v->len; i++) {
			if (i > 0)
				zd_str_addc(b, ',');
			zd_list_write(b, &v->list[i]);
		}
		zd_str_addc(b, ']');
		break;
	}
}

static int read_item(struct zd_value *out, const struct zd_json *json, const struct zd_type *type,
		     struct zd_arena *arena, struct zd_error *err)
{
	static const struct zd_type whole = {.kind = ZD_KIND_INT}, number = {.kind = ZD_KIND_NUMBER};
	bool is_number = type && (type->kind == ZD_KIND_NUMBER || type->kind == ZD_KIND_RATE);
	const struct zd_type *of = type && type->kind == ZD_KIND_LIST && type->count > 0 ? type->of : NULL;
	struct zd_value *items;
	*out = ZD_VALUE_NIL;
	switch (json->kind) {
	case ZD_JSON_NULL:
		return ZD_OK;
	case ZD_JSON_BOOL:
		*out = zd_value_bool(json->truth);
		return ZD_OK;
	case ZD_JSON_NUMBER:
		is_number = is_number || strpbrk(json->text, ".eE");
		return zd_value_from_json(out, is_number ? &number : &whole, json, arena, err);
	case ZD_JSON_STRING:
		*out = zd_value_text(json->text, json->len);
		return ZD_OK;
	case ZD_JSON_ARRAY:
		items = zd_arena_alloc(arena, (json->len + 1) * sizeof *items);
		for (size_t i = 0; i < json->len; i++) {
			if (read_item(&items[i], &json->items[i], of, arena, err))
				return err->code;
		}
		*out = (struct zd_value){.tag = ZD_LIST, .len = (uint32_t)json->len, .list = items};
		return ZD_OK;
	case ZD_JSON_OBJECT:
		break;
	}
	return zd_fail(err, ZD_DATA, "a list holds scalars and lists, not objects");
}

int zd_list_read(struct zd_value *out, const char *text, size_t len, const struct zd_type *type, struct zd_arena *arena,
		 struct zd_error *err)
{
	struct zd_json *json;
	*out = ZD_VALUE_NIL;
	if (zd_json_parse(&json, text, len, arena, err))
		return err->code;
	if (json->kind != ZD_JSON_ARRAY)
		return zd_fail(err, ZD_DATA, "this is no list");
	return read_item(out, json, type, arena, err);
}
