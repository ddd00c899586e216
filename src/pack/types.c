/* Types as they are written in the files of a pack. The enums must have been read. */
#include <string.h>

#include "base/utf8.h"
#include "pack/parts.h"

static const struct {
	const char *word;
	enum zd_kind kind;
} kinds_by_word[] = {
#define X(name, word) {word, ZD_KIND_##name},
	ZD_KINDS(X)
#undef X
};

/* Among the kinds of the set and the enums. */
static const char *nearest_type(const struct zd_reader *r, const char *word, unsigned kinds)
{
	const char *words[ZD_COUNT(kinds_by_word)];
	size_t count = 0;
	for (size_t i = 0; i < ZD_COUNT(kinds_by_word); i++)
		if (kinds & 1u << kinds_by_word[i].kind)
			words[count++] = kinds_by_word[i].word;
	const char *nearest = zd_nearest(word, words, count);
	return nearest ? nearest : zd_nearest_of(word, r->pack->enums, r->pack->enum_count, sizeof *r->pack->enums);
}

static bool kind_from_word(struct zd_type *out, const char *word, unsigned kinds)
{
	for (size_t i = 0; i < ZD_COUNT(kinds_by_word); i++) {
		if (strcmp(kinds_by_word[i].word, word) == 0 && kinds & 1u << kinds_by_word[i].kind) {
			out->kind = kinds_by_word[i].kind;
			return true;
		}
	}
	return false;
}

bool zd_type_from_word(const struct zd_reader *r, struct zd_type *out, const struct zd_raw *raw, unsigned kinds)
{
	*out = (struct zd_type){.kind = ZD_KIND_TEXT};
	if (kind_from_word(out, raw->text, kinds))
		return true;
	const struct zd_enum *found = zd_pack_enum(r->pack, raw->text);
	if (found) {
		out->kind = ZD_KIND_ENUM;
		out->enums = found;
		return true;
	}
	zd_report_unknown(r, &raw->place, "type", raw->text, nearest_type(r, raw->text, kinds));
	return false;
}

static bool map_type(const struct zd_reader *r, struct zd_type *out, const struct zd_raw *raw, unsigned kinds)
{
	if (raw->count == 0) {
		zd_report(r, ZD_F_WRONG_TYPE, &raw->place,
			  "a map type wants its keys, such as {a: number}, or {\"*\": number}");
		return false;
	}
	bool open = raw->count == 1 && strcmp(raw->keys[0], "*") == 0;
	struct zd_type *of = zd_arena_alloc(&r->pack->arena, raw->count * sizeof *of);
	bool ok = true;
	for (size_t i = 0; i < raw->count; i++) {
		if (!open && strcmp(raw->keys[i], "*") == 0) {
			zd_report(r, ZD_F_WRONG_TYPE, &raw->key_places[i], "\"*\" stands alone in a map type");
			ok = false;
		}
		ok = zd_type_from_raw(r, &of[i], raw->items[i], kinds) && ok;
	}
	*out = (struct zd_type){.kind = ZD_KIND_MAP, .open = open, .count = raw->count, .keys = raw->keys, .of = of};
	return ok;
}

bool zd_type_from_raw(const struct zd_reader *r, struct zd_type *out, const struct zd_raw *raw, unsigned kinds)
{
	*out = (struct zd_type){.kind = ZD_KIND_TEXT};
	switch (raw->kind) {
	case ZD_RAW_SCALAR:
		return zd_type_from_word(r, out, raw, kinds);
	case ZD_RAW_MAP:
		return map_type(r, out, raw, kinds);
	case ZD_RAW_LIST: {
		if (raw->count != 1) {
			zd_report(r, ZD_F_WRONG_TYPE, &raw->place, "a list type holds one type, such as [number]");
			return false;
		}
		struct zd_type *of = zd_arena_alloc(&r->pack->arena, sizeof *of);
		*out = (struct zd_type){.kind = ZD_KIND_LIST, .count = 1, .of = of};
		return zd_type_from_raw(r, of, raw->items[0], kinds);
	}
	case ZD_RAW_NULL:
		break;
	}
	zd_report(r, ZD_F_WRONG_TYPE, &raw->place, "type: has no value");
	return false;
}

/* A key that goes with one kind only. */
static bool check_companion(const struct zd_reader *r, const struct zd_type_form *form, const struct zd_raw *raw,
			    const char *key, bool wanted)
{
	if (wanted == (raw != NULL))
		return true;
	if (wanted)
		zd_report(r, ZD_F_MISSING_KEY, &form->type->place, "the type %s wants the key \"%s\"", form->type->text,
			  key);
	else
		zd_report(r, ZD_F_UNKNOWN_KEY, &raw->place, "\"%s\" does not go with the type %s", key,
			  form->type->text);
	return false;
}

bool zd_type_from_form(const struct zd_reader *r, struct zd_type *out, const struct zd_type_form *form, unsigned kinds)
{
	*out = (struct zd_type){.kind = ZD_KIND_TEXT};
	if (!form->type)
		return false;
	if (!kind_from_word(out, form->type->text, kinds)) {
		const char *word = form->type->text;
		if (zd_pack_enum(r->pack, word))
			zd_report(r, ZD_F_UNKNOWN_NAME, &form->type->place,
				  "there is no type \"%s\"; for the enum write {type: enum, enum: %s}", word, word);
		else
			zd_report_unknown(r, &form->type->place, "type", word, nearest_type(r, word, kinds));
		return false;
	}
	bool is_enum = out->kind == ZD_KIND_ENUM, is_ref = out->kind == ZD_KIND_REF;
	bool ok = check_companion(r, form, form->enum_name, "enum", is_enum);
	ok = check_companion(r, form, form->entity, "entity", is_ref) && ok;
	if (is_enum && form->enum_name) {
		out->enums = zd_pack_enum(r->pack, form->enum_name->text);
		if (!out->enums)
			zd_report_unknown(r, &form->enum_name->place, "enum", form->enum_name->text,
					  zd_nearest_of(form->enum_name->text, r->pack->enums, r->pack->enum_count,
							sizeof *r->pack->enums));
	}
	if (is_ref && form->entity)
		out->entity = form->entity->text; /* whether it exists is asked when all entities are read */
	ok = ok && (!is_enum || out->enums) && (!is_ref || out->entity);
	if (!ok)
		out->kind = ZD_KIND_TEXT; /* safe to go on with */
	return ok;
}
