/* Reads what people type for fields, and tells them everything that is wrong with it at once. */
#include "session/assign.h"

#include <string.h>

#include "base/str.h"
#include "base/utf8.h"
#include "model/text.h"

/* What is wrong, one line each. */
struct wrongs {
	struct zd_str text;
	size_t count;
	enum zd_code code;
};

static struct zd_str *add_wrong(struct wrongs *w, enum zd_code code, const struct zd_field *f)
{
	if (w->count++ == 0 || code == ZD_USAGE)
		w->code = code;
	zd_str_addc(&w->text, '\n');
	zd_str_add(&w->text, "  ");
	if (f) {
		zd_str_add(&w->text, f->name);
		if (strcmp(f->title, f->name) != 0)
			zd_str_printf(&w->text, " (%s)", f->title);
		zd_str_add(&w->text, ": ");
	}
	return &w->text;
}

/* "private (个人), company (企业)" */
static void add_enum(struct zd_str *b, const struct zd_enum *e)
{
	for (size_t i = 0; i < e->count; i++) {
		zd_str_printf(b, "%s%s", i > 0 ? ", " : "", e->values[i]);
		if (strcmp(e->values[i], e->titles[i]) != 0)
			zd_str_printf(b, " (%s)", e->titles[i]);
	}
}

/* What a required field wants, said before anybody gets it wrong. */
static void add_wanted(struct zd_str *b, const struct zd_field *f)
{
	if (f->type.kind == ZD_KIND_ENUM && f->type.enums) {
		zd_str_add(b, "one of ");
		add_enum(b, f->type.enums);
	} else if (f->type.kind == ZD_KIND_REF) {
		zd_str_printf(b, "the key of a %s", f->type.entity);
	} else {
		zd_type_words(b, &f->type);
	}
}

static void add_misfit(struct wrongs *w, const struct zd_field *f, const char *text, const char *message)
{
	struct zd_str *b = add_wrong(w, ZD_DATA, f);
	if (f->sensitive) {
		zd_str_add(b, "wants ");
		add_wanted(b, f);
		zd_str_add(b, ", got something else");
		return;
	}
	if (f->type.kind != ZD_KIND_ENUM || !f->type.enums) {
		zd_str_add(b, message);
		return;
	}
	zd_str_add(b, "wants one of ");
	add_enum(b, f->type.enums);
	zd_str_add(b, ", got ");
	zd_text_quote(b, text, strlen(text));
	zd_str_add(b, zd_suggest(zd_nearest(text, f->type.enums->values, f->type.enums->count), "").text);
}

static void read_one(struct wrongs *w, const struct zd_entity *e, const char *text, size_t *index,
		     struct zd_value *value, struct zd_arena *arena)
{
	const char *equals = strchr(text, '=');
	struct zd_error err;
	*index = e->field_count;
	*value = ZD_VALUE_NIL;
	if (!equals) {
		zd_str_printf(add_wrong(w, ZD_USAGE, NULL), "'%s' is not NAME=VALUE", text);
		return;
	}
	const char *name = zd_arena_strndup(arena, text, (size_t)(equals - text));
	const struct zd_field *f = zd_entity_field(e, name);
	if (!f) {
		zd_str_printf(add_wrong(w, ZD_USAGE, NULL), "%s has no field '%s'%s", e->name, name,
			      zd_suggest(zd_entity_nearest_field(e, name), "'").text);
		return;
	}
	*index = (size_t)(f - e->fields);
	if (equals[1] && zd_value_parse(value, &f->type, equals + 1, strlen(equals + 1), arena, &err))
		add_misfit(w, f, equals + 1, err.message);
}

static void find_missing(struct wrongs *w, const struct zd_entity *e, const size_t *index,
			 const struct zd_value *values, size_t count)
{
	for (size_t i = 0; i < e->field_count; i++) {
		const struct zd_field *f = &e->fields[i];
		bool given = !(f->required || i == 0) || f->fallback.tag != ZD_NIL;
		bool named = false;
		for (size_t k = 0; k < count; k++) {
			named |= index[k] == i;
			given |= index[k] == i && values[k].tag != ZD_NIL;
		}
		/* A value that could not be read has been spoken of. */
		if (given || (named && w->count > 0))
			continue;
		struct zd_str *b = add_wrong(w, ZD_DATA, f);
		zd_str_add(b, "is required");
		if (f->type.kind != ZD_KIND_TEXT) {
			zd_str_add(b, ", ");
			add_wanted(b, f);
		}
	}
}

int zd_assign(const struct zd_entity *e, const char *const *texts, size_t count, bool whole, size_t *index,
	      struct zd_value *values, struct zd_arena *arena, struct zd_error *err)
{
	struct wrongs w = {0};
	for (size_t i = 0; i < count; i++)
		read_one(&w, e, texts[i], &index[i], &values[i], arena);
	if (whole)
		find_missing(&w, e, index, values, count);
	if (w.count == 1)
		zd_fail(err, w.code, "%s", zd_str_text(&w.text) + strlen("\n  "));
	else if (w.count > 1)
		zd_fail(err, w.code, "%zu fields of %s are not right:%s", w.count, e->name, zd_str_text(&w.text));
	zd_str_free(&w.text);
	return w.count > 0 ? (int)w.code : ZD_OK;
}
