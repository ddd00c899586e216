/*
 * Checking fields. The bounds are unpacked when the checker is opened; keys
 * that were found are remembered per reference, because records that arrive
 * together often refer to the same few.
 */
#include "store/check.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "model/text.h"

/* Remembered keys: by hash, the latest of a place wins. Longer keys are looked up each time. */
#define SEEN_KEYS 4096
#define SEEN_LENGTH 31

struct seen_key {
	unsigned char len; /* 0: empty */
	char key[SEEN_LENGTH];
};

struct reference {
	const char *entity;
	sqlite3_stmt *look; /* NULL: the table does not exist */
	bool integer;       /* the key's column */
	bool own;           /* the entity itself */
	struct seen_key *seen;
	char text[24]; /* of an integer key given for a text column */
};

struct field_check {
	const struct zd_field *field;
	int64_t low, high;  /* of int and money */
	double least, most; /* of numbers */
	uint32_t *lengths;  /* of an enum's values */
	size_t last;        /* the enum's value seen last */
	struct reference *reference;
};

struct zd_checker {
	const struct zd_entity *entity;
	struct field_check *fields;
	struct zd_arena arena;
};

bool zd_key_stored(struct zd_value *out, const struct zd_value *key, bool integer, char buf[24])
{
	*out = *key;
	if (key->tag == ZD_INT) {
		if (!integer) {
			int n = snprintf(buf, 24, "%" PRId64, key->i);
			*out = zd_value_text(buf, (size_t)n);
		}
		return true;
	}
	if (key->tag != ZD_TEXT || !integer)
		return key->tag == ZD_TEXT && key->len > 0;
	/* Only the way zhidu writes integers: 007 is another key than 7. */
	if (key->len == 0 || key->len > 20)
		return false;
	char digits[24];
	memcpy(digits, key->s, key->len);
	digits[key->len] = '\0';
	int64_t i = strtoll(digits, NULL, 10);
	int n = snprintf(buf, 24, "%" PRId64, i);
	*out = zd_value_int(i);
	return (size_t)n == key->len && memcmp(buf, digits, key->len) == 0;
}

static int reference_open(struct zd_checker *c, struct reference *r, sqlite3 *db, const char *entity,
			  struct zd_error *err)
{
	sqlite3_stmt *keys = NULL;
	struct zd_str sql = {0};
	bool row = false;
	*r = (struct reference){.entity = entity, .own = strcmp(entity, c->entity->name) == 0};
	int rc = zd_db_prepare(&keys, db, "SELECT name, type FROM pragma_table_info(?1) WHERE pk = 1", err);
	if (!rc)
		rc = zd_db_bind_string(keys, 1, entity, err);
	if (!rc)
		rc = zd_db_step(keys, &row, err);
	if (!rc && row) {
		r->integer = strcmp(zd_db_column_string(keys, 1), "INTEGER") == 0;
		r->seen = zd_alloc(SEEN_KEYS * sizeof *r->seen);
		zd_str_add(&sql, "SELECT 1 FROM ");
		zd_db_quote(&sql, entity);
		zd_str_add(&sql, " WHERE ");
		zd_db_quote(&sql, zd_db_column_string(keys, 0));
		zd_str_add(&sql, " = ?1");
		rc = zd_db_prepare(&r->look, db, zd_str_text(&sql), err);
	}
	zd_db_finish(keys);
	zd_str_free(&sql);
	return rc;
}

static void field_open(struct field_check *f, const struct zd_field *field, struct zd_arena *arena)
{
	*f = (struct field_check){
		.field = field, .low = INT64_MIN, .high = INT64_MAX, .least = -INFINITY, .most = INFINITY};
	if (field->has_min && field->min.tag == ZD_INT) {
		f->low = field->min.i;
		f->least = (double)field->min.i;
	} else if (field->has_min && field->min.tag == ZD_NUMBER) {
		f->least = field->min.d;
	}
	if (field->has_max && field->max.tag == ZD_INT) {
		f->high = field->max.i;
		f->most = (double)field->max.i;
	} else if (field->has_max && field->max.tag == ZD_NUMBER) {
		f->most = field->max.d;
	}
	if (field->type.kind == ZD_KIND_ENUM) {
		const struct zd_enum *e = field->type.enums;
		f->lengths = zd_arena_alloc(arena, (e->count + 1) * sizeof *f->lengths);
		for (size_t i = 0; i < e->count; i++)
			f->lengths[i] = (uint32_t)strlen(e->values[i]);
	}
}

int zd_checker_open(struct zd_checker **out, sqlite3 *db, const struct zd_entity *e, struct zd_error *err)
{
	struct zd_checker *c = zd_alloc(sizeof *c);
	int rc = ZD_OK;
	c->entity = e;
	c->fields = zd_arena_alloc(&c->arena, (e->field_count + 1) * sizeof *c->fields);
	for (size_t i = 0; i < e->field_count; i++)
		field_open(&c->fields[i], &e->fields[i], &c->arena);
	for (size_t i = 0; !rc && i < e->field_count; i++) {
		if (e->fields[i].type.kind != ZD_KIND_REF)
			continue;
		c->fields[i].reference = zd_arena_alloc(&c->arena, sizeof *c->fields[i].reference);
		rc = reference_open(c, c->fields[i].reference, db, e->fields[i].type.entity, err);
	}
	if (rc) {
		zd_checker_close(c);
		c = NULL;
	}
	*out = c;
	return rc;
}

void zd_checker_close(struct zd_checker *c)
{
	if (!c)
		return;
	for (size_t i = 0; i < c->entity->field_count; i++) {
		struct reference *r = c->fields[i].reference;
		if (r) {
			zd_db_finish(r->look);
			free(r->seen);
		}
	}
	zd_arena_free(&c->arena);
	free(c);
}

int zd_no_record(enum zd_code code, const char *entity, const struct zd_value *key, struct zd_error *err)
{
	struct zd_str text = {0};
	if (key->tag == ZD_TEXT)
		zd_text_quote(&text, key->s, key->len);
	else
		zd_value_plain(&text, NULL, key);
	int rc = zd_fail(err, code, "there is no %s %s", entity, zd_str_text(&text));
	zd_str_free(&text);
	return rc;
}

/* The place of a key among those remembered; NULL: it is too long for it. */
static struct seen_key *seen_place(struct reference *r, const char *key, size_t len)
{
	if (len == 0 || len > SEEN_LENGTH)
		return NULL;
	uint64_t hash = len;
	for (size_t i = 0; i < len; i++)
		hash = (hash ^ (unsigned char)key[i]) * UINT64_C(0x100000001b3);
	return &r->seen[(hash ^ hash >> 29) % SEEN_KEYS];
}

static int check_reference(struct reference *r, const struct zd_value *value, struct zd_value *stored, bool *later,
			   struct zd_error *err)
{
	bool row = false;
	if (!r->look || !zd_key_stored(stored, value, r->integer, r->text))
		return zd_no_record(ZD_DATA, r->entity, value, err);
	const char *key = r->integer ? (const char *)&stored->i : stored->s;
	size_t len = r->integer ? sizeof stored->i : stored->len;
	struct seen_key *seen = seen_place(r, key, len);
	if (seen && seen->len == len && memcmp(seen->key, key, len) == 0)
		return ZD_OK;
	int rc = zd_db_bind_value(r->look, 1, stored, err);
	if (!rc)
		rc = zd_db_step(r->look, &row, err);
	zd_db_reset(r->look);
	if (rc)
		return rc;
	if (!row) {
		if (!r->own || !later)
			return zd_no_record(ZD_DATA, r->entity, value, err);
		*later = true;
		return ZD_OK;
	}
	if (seen) {
		seen->len = (unsigned char)len;
		memcpy(seen->key, key, len);
	}
	return ZD_OK;
}

static bool is_enum_value(struct field_check *f, const struct zd_value *v)
{
	const struct zd_enum *e = f->field->type.enums;
	if (f->last < e->count && f->lengths[f->last] == v->len && memcmp(e->values[f->last], v->s, v->len) == 0)
		return true;
	for (size_t i = 0; i < e->count; i++) {
		if (f->lengths[i] == v->len && memcmp(e->values[i], v->s, v->len) == 0) {
			f->last = i;
			return true;
		}
	}
	return false;
}

/* "wants a date, got …", with the nearest of an enum. */
static int misfit(const struct zd_field *field, const struct zd_value *v, struct zd_error *err)
{
	struct zd_str text = {0};
	zd_str_add(&text, "wants ");
	zd_type_words(&text, &field->type);
	zd_str_add(&text, ", got ");
	if (field->sensitive)
		zd_str_add(&text, "something else");
	else if (v->tag == ZD_TEXT)
		zd_text_quote(&text, v->s, v->len);
	else
		zd_value_plain(&text, NULL, v);
	if (field->type.kind == ZD_KIND_ENUM && v->tag == ZD_TEXT) {
		char *name = zd_strndup(v->s, v->len);
		const char *nearest = zd_nearest(name, field->type.enums->values, field->type.enums->count);
		zd_str_add(&text, zd_suggest(nearest, "").text);
		free(name);
	}
	int rc = zd_fail(err, ZD_DATA, "%s", zd_str_text(&text));
	zd_str_free(&text);
	return rc;
}

static int beyond(const struct zd_field *field, const struct zd_value *v, bool below, struct zd_error *err)
{
	struct zd_str got = {0}, bound = {0};
	zd_value_plain(&got, &field->type, v);
	zd_value_plain(&bound, &field->type, below ? &field->min : &field->max);
	int rc = zd_fail(err, ZD_DATA, "%s is %s %s", field->sensitive ? "the value" : zd_str_text(&got),
			 below ? "below the minimum" : "above the maximum", zd_str_text(&bound));
	zd_str_free(&got);
	zd_str_free(&bound);
	return rc;
}

static int check_text_bounds(const struct zd_field *field, const struct zd_value *v, struct zd_error *err)
{
	if (field->has_min && zd_value_compare(v, &field->min) < 0)
		return beyond(field, v, true, err);
	if (field->has_max && zd_value_compare(v, &field->max) > 0)
		return beyond(field, v, false, err);
	return ZD_OK;
}

static bool is_date(const struct zd_value *v)
{
	struct zd_date date;
	return v->tag == ZD_TEXT && zd_date_parse(v->s, v->len, &date);
}

static bool is_datetime(const struct zd_value *v)
{
	int64_t seconds;
	return v->tag == ZD_TEXT && v->len == ZD_DATETIME_LEN && v->s[10] == ' ' &&
	       zd_datetime_parse(v->s, v->len, &seconds);
}

int zd_checker_field(struct zd_checker *c, size_t at, const struct zd_value *value, struct zd_value *stored,
		     bool *later, struct zd_error *err)
{
	struct field_check *f = &c->fields[at];
	const struct zd_field *field = f->field;
	*stored = *value;
	if (value->tag == ZD_NIL)
		return field->required || at == 0 ? zd_fail(err, ZD_DATA, "is required, got nothing") : ZD_OK;
	switch (field->type.kind) {
	case ZD_KIND_INT:
	case ZD_KIND_MONEY:
		if (value->tag != ZD_INT)
			return misfit(field, value, err);
		if (value->i < f->low || value->i > f->high)
			return beyond(field, value, value->i < f->low, err);
		return ZD_OK;
	case ZD_KIND_NUMBER:
	case ZD_KIND_RATE:
		if (value->tag == ZD_INT)
			*stored = zd_value_number((double)value->i);
		if (stored->tag != ZD_NUMBER || !isfinite(stored->d))
			return misfit(field, value, err);
		if (stored->d < f->least || stored->d > f->most)
			return beyond(field, value, stored->d < f->least, err);
		return ZD_OK;
	case ZD_KIND_BOOL:
		return value->tag == ZD_BOOL ? ZD_OK : misfit(field, value, err);
	case ZD_KIND_DATE:
		return is_date(value) ? check_text_bounds(field, value, err) : misfit(field, value, err);
	case ZD_KIND_DATETIME:
		return is_datetime(value) ? check_text_bounds(field, value, err) : misfit(field, value, err);
	case ZD_KIND_ENUM:
		return value->tag == ZD_TEXT && is_enum_value(f, value) ? ZD_OK : misfit(field, value, err);
	case ZD_KIND_TEXT:
		if (value->tag != ZD_TEXT)
			return misfit(field, value, err);
		return at == 0 && value->len == 0 ? zd_fail(err, ZD_DATA, "is the key and may not be empty")
						  : check_text_bounds(field, value, err);
	case ZD_KIND_REF:
		return check_reference(f->reference, value, stored, later, err);
	case ZD_KIND_LIST:
	case ZD_KIND_MAP:
		break;
	}
	return misfit(field, value, err);
}
