/* With: values put over a source's, row by row, before anything is decided. */
#include "whatif/with.h"

#include <stdlib.h>
#include <string.h>

#include "model/text.h"

int zd_with_parse(struct zd_with *out, const char *text, struct zd_arena *arena, struct zd_error *err)
{
	const char *equals = strchr(text, '=');
	memset(out, 0, sizeof *out);
	if (!equals)
		return zd_fail(err, ZD_USAGE, "'%s' is not SUBJECT.field=VALUE", text);
	char *left = zd_arena_strndup(arena, text, (size_t)(equals - text));
	char *dot = strrchr(left, '.');
	if (!dot || dot == left || !dot[1])
		return zd_fail(err, ZD_USAGE, "'%s' is not SUBJECT.field=VALUE", text);
	*dot = '\0';
	out->text = zd_arena_strdup(arena, text);
	out->subject = strcmp(left, "*") == 0 ? NULL : left;
	out->path = dot + 1;
	out->value = zd_arena_strdup(arena, equals + 1);
	return ZD_OK;
}

/* One value, typed for one slot of a stage. */
struct applied {
	struct zd_with *with;
	size_t slot;
	int key;                 /* the slot of the record's key, or -1: the subject itself */
	struct zd_value subject; /* nil: everybody */
	struct zd_value value;
	struct zd_error *wrong; /* why the slot cannot have the value; or NULL */
};

struct source {
	struct zd_source base;
	struct zd_source *inner;
	struct applied *items;
	size_t count, cap;
	struct zd_arena arena;
};

/* ---- which slots are meant ---- */

/* The name of the field or fact that a slot has; NULL: it has neither. */
static const char *slot_name(const struct zd_slot *slot)
{
	switch (slot->kind) {
	case ZD_SLOT_FIELD:
		return slot->field ? slot->field->name : slot->path;
	case ZD_SLOT_FACT:
		return slot->fact->values[slot->fact_value].name;
	default:
		return NULL;
	}
}

static bool is_meant(const struct zd_slot *slot, const struct zd_with *with)
{
	const char *name = slot_name(slot);
	return name && strcmp(name, with->path) == 0;
}

/* The path of the reference that leads to a slot's record: "customer" of "customer.branch". */
static char *reference_path(const struct zd_slot *slot, struct zd_arena *arena)
{
	return zd_arena_strndup(arena, slot->path, (size_t)(strrchr(slot->path, '.') - slot->path));
}

int zd_with_plan(const struct zd_withs *w, struct zd_plan *plan, struct zd_error *err)
{
	for (size_t s = 0; s < plan->stage_count; s++) {
		size_t count = plan->stages[s].slot_count, index;
		for (size_t k = 0; k < count * w->count; k++) {
			const struct zd_slot *slot = &plan->stages[s].slots[k / w->count];
			if (slot->via_count && is_meant(slot, &w->items[k % w->count]) &&
			    zd_plan_add_slot(plan, s, reference_path(slot, &plan->arena), &index, err))
				return err->code;
		}
	}
	return ZD_OK;
}

static int find_key(const struct zd_stage *stage, const struct zd_slot *slot, struct zd_arena *arena)
{
	const char *path = reference_path(slot, arena);
	for (size_t i = 0; i < stage->slot_count; i++) {
		if (stage->slots[i].kind == ZD_SLOT_FIELD && strcmp(stage->slots[i].path, path) == 0)
			return (int)i;
	}
	return -1;
}

/* ---- typing the values ---- */

static int check_bounds(const struct zd_field *f, const struct zd_value *v, struct zd_error *err)
{
	if (!f || v->tag == ZD_NIL)
		return ZD_OK;
	bool low = f->has_min && zd_value_compare(v, &f->min) < 0;
	if (!low && (!f->has_max || zd_value_compare(v, &f->max) <= 0))
		return ZD_OK;
	struct zd_str bound = {0};
	zd_value_plain(&bound, &f->type, low ? &f->min : &f->max);
	zd_fail(err, ZD_DATA, "is %s %s", low ? "below the minimum" : "above the maximum", zd_str_text(&bound));
	zd_str_free(&bound);
	return ZD_DATA;
}

int zd_with_value(struct zd_value *out, const struct zd_field *field, const char *text, struct zd_arena *arena,
		  struct zd_error *err)
{
	*out = ZD_VALUE_NIL;
	if (!*text)
		return field->required ? zd_fail(err, ZD_DATA, "%s cannot be empty", field->name) : ZD_OK;
	int code = zd_value_parse(out, &field->type, text, strlen(text), arena, err);
	return code ? code : check_bounds(field, out, err);
}

/* Another record may lie behind the reference then, of which nothing is known here. */
static int check_reference(const struct zd_stage *stage, const struct zd_slot *slot, struct zd_error *err)
{
	size_t n = strlen(slot->path);
	for (size_t i = 0; i < stage->slot_count; i++) {
		const struct zd_slot *other = &stage->slots[i];
		if (other->via_count && strncmp(other->path, slot->path, n) == 0 && other->path[n] == '.')
			return zd_fail(err, ZD_USAGE, "%s leads to %s, which is looked at: a what-if cannot change it",
				       slot->path, other->path);
	}
	return ZD_OK;
}

static void apply(struct source *s, const struct zd_stage *stage, struct zd_with *with, size_t at)
{
	const struct zd_slot *slot = &stage->slots[at];
	struct applied a = {.with = with, .slot = at, .key = slot->via_count ? find_key(stage, slot, &s->arena) : -1};
	struct zd_error err;
	/* A subject that cannot be a key of this entity is another entity's. */
	if ((slot->via_count && a.key < 0) ||
	    (with->subject && zd_value_parse(&a.subject, &slot->entity->fields[0].type, with->subject,
					     strlen(with->subject), &s->arena, &err)))
		return;
	int code = *with->value
			   ? zd_value_parse(&a.value, &slot->type, with->value, strlen(with->value), &s->arena, &err)
			   : ZD_OK;
	if (!code)
		code = check_bounds(slot->field, &a.value, &err);
	if (!code)
		code = check_reference(stage, slot, &err);
	if (code) {
		zd_fail_context(&err, "%s", with->text);
		a.wrong = zd_arena_memdup(&s->arena, &err, sizeof err);
	}
	ZD_GROW(s->items, s->count, s->cap);
	s->items[s->count++] = a;
}

/* ---- the source ---- */

static int put(const struct applied *a, struct zd_batch *b, struct zd_error *err)
{
	size_t slots = b->stage->slot_count;
	struct zd_value value = ZD_VALUE_NIL;
	bool met = false;
	for (size_t row = 0; row < b->count; row++) {
		const struct zd_value *key = a->key < 0 ? &b->ids[row] : &b->in[row * slots + (size_t)a->key];
		if (a->subject.tag == ZD_NIL ? key->tag == ZD_NIL : !zd_value_equal(&a->subject, key))
			continue;
		if (a->wrong) {
			*err = *a->wrong;
			return err->code;
		}
		/* The batch outlives the source. */
		if (!met)
			value = zd_value_copy(&b->arena, &a->value);
		met = true;
		b->in[row * slots + a->slot] = value;
	}
	a->with->met |= met;
	return ZD_OK;
}

static int next(struct zd_source *self, struct zd_batch *b, struct zd_error *err)
{
	struct source *s = (struct source *)self;
	if (s->inner->next(s->inner, b, err))
		return err->code;
	for (size_t i = 0; i < s->count; i++) {
		if (put(&s->items[i], b, err))
			return err->code;
	}
	return ZD_OK;
}

static void close_source(struct zd_source *self)
{
	struct source *s = (struct source *)self;
	if (s->inner)
		s->inner->close(s->inner);
	free(s->items);
	zd_arena_free(&s->arena);
	free(s);
}

static int open_source(void *context, const struct zd_stage *stage, const struct zd_scope *scope,
		       struct zd_source **out, struct zd_error *err)
{
	struct zd_withs *w = context;
	struct source *s = zd_alloc(sizeof *s);
	s->base = (struct zd_source){next, close_source};
	int code = w->inner.open(w->inner.context, stage, scope, &s->inner, err);
	for (size_t i = 0; i < w->count && !code; i++) {
		for (size_t slot = 0; slot < stage->slot_count; slot++) {
			if (is_meant(&stage->slots[slot], &w->items[i]))
				apply(s, stage, &w->items[i], slot);
		}
	}
	*out = &s->base;
	if (code) {
		close_source(&s->base);
		*out = NULL;
	}
	return code;
}

struct zd_source_maker zd_with_sources(struct zd_withs *w)
{
	return (struct zd_source_maker){.context = w, .open = open_source};
}
