/* Picking values: a zero or an empty pointer is what SQLite gives for NULL too, so only then is the type asked for. */
#include "store/pick.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/date.h"
#include "base/utf8.h"
#include "model/text.h"
#include "store/db.h"
#include "store/jsonlist.h"

struct zd_pick zd_pick_of(int at, size_t to, const struct zd_type *type, bool sure)
{
	struct zd_pick pick = {.at = at, .to = to, .kind = ZD_PICK_TEXT, .sure = sure, .type = type};
	switch (type->kind) {
	case ZD_KIND_INT:
	case ZD_KIND_MONEY:
		pick.kind = ZD_PICK_INT;
		break;
	case ZD_KIND_NUMBER:
	case ZD_KIND_RATE:
		pick.kind = ZD_PICK_NUMBER;
		break;
	case ZD_KIND_BOOL:
		pick.kind = ZD_PICK_BOOL;
		break;
	case ZD_KIND_ENUM:
		pick.kind = type->enums ? ZD_PICK_ENUM : ZD_PICK_TEXT;
		break;
	case ZD_KIND_REF:
		pick.kind = ZD_PICK_KEY;
		break;
	case ZD_KIND_LIST:
	case ZD_KIND_MAP:
		pick.kind = ZD_PICK_LIST;
		break;
	case ZD_KIND_TEXT:
	case ZD_KIND_DATE:
	case ZD_KIND_DATETIME:
		break;
	}
	return pick;
}

/* The model's own string of an enum's value; NULL: it has none such. */
static const char *enum_value(const struct zd_enum *e, const char *text)
{
	for (size_t i = 0; i < e->count; i++) {
		if (e->values[i][0] == text[0] && strcmp(e->values[i], text) == 0)
			return e->values[i];
	}
	return NULL;
}

static struct zd_value text_kept(sqlite3_stmt *s, int at, struct zd_arena *arena)
{
	const char *text = (const char *)sqlite3_column_text(s, at);
	if (!text)
		return ZD_VALUE_NIL;
	size_t n = (size_t)sqlite3_column_bytes(s, at);
	return zd_value_text(zd_arena_strndup(arena, text, n), n);
}

static struct zd_value enum_kept(sqlite3_stmt *s, int at, const struct zd_enum *e, struct zd_arena *arena)
{
	const char *text = (const char *)sqlite3_column_text(s, at);
	if (!text)
		return ZD_VALUE_NIL;
	size_t n = (size_t)sqlite3_column_bytes(s, at);
	const char *own = enum_value(e, text);
	return zd_value_text(own ? own : zd_arena_strndup(arena, text, n), n);
}

static int list_kept(struct zd_value *out, sqlite3_stmt *s, const struct zd_pick *p, struct zd_arena *arena,
		     struct zd_error *err)
{
	const char *text = (const char *)sqlite3_column_text(s, p->at);
	*out = ZD_VALUE_NIL;
	return text ? zd_list_read(out, text, (size_t)sqlite3_column_bytes(s, p->at), p->type, arena, err) : ZD_OK;
}

int zd_pick_row(sqlite3_stmt *s, const struct zd_pick *picks, size_t count, struct zd_value *row,
		struct zd_arena *arena, struct zd_error *err)
{
	for (const struct zd_pick *p = picks; p < picks + count; p++) {
		struct zd_value *v = &row[p->to];
		switch (p->kind) {
		case ZD_PICK_INT:
			*v = zd_value_int(sqlite3_column_int64(s, p->at));
			if (v->i == 0 && !p->sure && sqlite3_column_type(s, p->at) == SQLITE_NULL)
				v->tag = ZD_NIL;
			break;
		case ZD_PICK_BOOL:
			*v = zd_value_bool(sqlite3_column_int64(s, p->at) != 0);
			if (v->i == 0 && !p->sure && sqlite3_column_type(s, p->at) == SQLITE_NULL)
				v->tag = ZD_NIL;
			break;
		case ZD_PICK_NUMBER:
			*v = zd_value_number(sqlite3_column_double(s, p->at));
			if (v->d == 0 && !p->sure && sqlite3_column_type(s, p->at) == SQLITE_NULL)
				v->tag = ZD_NIL;
			break;
		case ZD_PICK_TEXT:
			*v = text_kept(s, p->at, arena);
			break;
		case ZD_PICK_ENUM:
			*v = enum_kept(s, p->at, p->type->enums, arena);
			break;
		case ZD_PICK_KEY:
			*v = zd_pick_key(s, p->at);
			if (v->tag == ZD_TEXT)
				v->s = zd_arena_strndup(arena, v->s, v->len);
			break;
		case ZD_PICK_LIST:
			if (list_kept(v, s, p, arena, err)) {
				zd_fail_context(err, "the book is damaged: column %s", sqlite3_column_name(s, p->at));
				return err->code = ZD_BOOK;
			}
			break;
		}
	}
	return ZD_OK;
}

static int misfit(const struct zd_type *type, const struct zd_value *v, struct zd_error *err)
{
	struct zd_str words = {0};
	zd_type_words(&words, type);
	zd_str_add(&words, ", got ");
	zd_text_quote(&words, v->s, v->len);
	zd_fail(err, ZD_DATA, "wants %s", zd_str_text(&words));
	zd_str_free(&words);
	return ZD_DATA;
}

int zd_pick_checked(struct zd_value *out, sqlite3_stmt *s, const struct zd_pick *pick, struct zd_arena *arena,
		    struct zd_error *err)
{
	struct zd_date date;
	int64_t seconds;
	if (zd_db_column(out, s, pick->at, pick->type, err))
		return err->code;
	if (out->tag != ZD_TEXT)
		return ZD_OK;
	if (zd_utf8_valid(out->s, out->len) < out->len)
		return zd_fail(err, ZD_DATA, "text that is not UTF-8, or has a NUL in it");
	switch (pick->type->kind) {
	case ZD_KIND_DATE:
		if (!zd_date_parse(out->s, out->len, &date))
			return misfit(pick->type, out, err);
		break;
	case ZD_KIND_DATETIME:
		if (out->len != ZD_DATETIME_LEN || !zd_datetime_parse(out->s, out->len, &seconds))
			return misfit(pick->type, out, err);
		break;
	case ZD_KIND_ENUM: {
		const char *own = enum_value(pick->type->enums, out->s);
		if (!own)
			return misfit(pick->type, out, err);
		out->s = own;
		return ZD_OK;
	}
	case ZD_KIND_LIST:
	case ZD_KIND_MAP:
		return zd_list_read(out, out->s, out->len, pick->type, arena, err);
	default:
		break;
	}
	out->s = zd_arena_strndup(arena, out->s, out->len);
	return ZD_OK;
}

struct zd_value zd_pick_key(sqlite3_stmt *s, int at)
{
	switch (sqlite3_column_type(s, at)) {
	case SQLITE_INTEGER:
		return zd_value_int(sqlite3_column_int64(s, at));
	case SQLITE_TEXT: {
		const char *text = (const char *)sqlite3_column_text(s, at);
		return zd_value_text(text ? text : "", (size_t)sqlite3_column_bytes(s, at));
	}
	default:
		return ZD_VALUE_NIL;
	}
}

const char *zd_key_words(const struct zd_value *key, char *buf, size_t size)
{
	if (key->tag == ZD_INT)
		snprintf(buf, size, "%" PRId64, key->i);
	else
		snprintf(buf, size, "%s", key->tag == ZD_TEXT ? key->s : "(nothing)");
	return buf;
}
