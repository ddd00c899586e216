/* Sealing and opening single values; the keys that a book was given. */
#include "store/secret.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "store/db.h"

struct zd_secrets {
	struct zd_keys keys;
	struct zd_error trouble;
	char current[ZD_KEY_ID_LEN + 1]; /* the key in use; "": not asked yet, or none */
	struct zd_str place;
	struct zd_str plain;
};

static struct zd_secrets *secrets_of(struct zd_book *b)
{
	struct zd_secrets **s = zd_book_secrets(b);
	if (!*s)
		*s = zd_alloc(sizeof **s);
	return *s;
}

void zd_secrets_free(struct zd_secrets *s)
{
	if (!s)
		return;
	zd_keys_free(&s->keys);
	zd_str_free(&s->place);
	zd_str_free(&s->plain);
	free(s);
}

int zd_book_id(char out[ZD_BOOK_ID_LEN + 1], struct zd_book *b, struct zd_error *err)
{
	sqlite3_stmt *s = NULL;
	bool row = false;
	out[0] = '\0';
	int rc = zd_db_prepare(&s, zd_book_db(b), "SELECT value FROM zd_meta WHERE key = 'book_id'", err);
	if (!rc)
		rc = zd_db_step(s, &row, err);
	if (!rc && row)
		snprintf(out, ZD_BOOK_ID_LEN + 1, "%s", zd_db_column_string(s, 0));
	zd_db_finish(s);
	return rc;
}

void zd_book_unlock(struct zd_book *b, const struct zd_keys *keys, const struct zd_error *trouble)
{
	struct zd_secrets *s = secrets_of(b);
	zd_keys_free(&s->keys);
	s->trouble = (struct zd_error){0};
	for (size_t i = 0; keys && i < keys->count; i++)
		zd_keys_add(&s->keys, &keys->items[i]);
	if (trouble)
		s->trouble = *trouble;
}

const struct zd_keys *zd_book_keys(struct zd_book *b)
{
	return &secrets_of(b)->keys;
}

/* The keyring has no such key: say why, where that is known. */
static int no_key(const struct zd_secrets *s, const char *id, struct zd_error *err)
{
	if (s->trouble.code) {
		*err = s->trouble;
		err->code = ZD_DENIED;
		return zd_fail_context(err, "the key %s of the book cannot be had", id);
	}
	return zd_fail(err, ZD_DENIED, "the keyring has no key %s of this book; whoever has it can give it: zhidu keys",
		       id);
}

int zd_secret_begin(struct zd_book *b, struct zd_error *err)
{
	struct zd_secrets *s = secrets_of(b);
	sqlite3_stmt *q = NULL;
	bool row = false;
	s->current[0] = '\0';
	int rc = zd_db_prepare(&q, zd_book_db(b), "SELECT key FROM zd_key ORDER BY id DESC LIMIT 1", err);
	if (!rc)
		rc = zd_db_step(q, &row, err);
	if (!rc && row)
		snprintf(s->current, sizeof s->current, "%s", zd_db_column_string(q, 0));
	zd_db_finish(q);
	if (!rc && !row)
		return zd_fail(err, ZD_DENIED,
			       "the book has no key yet for sensitive fields; `zhidu keys init` makes one");
	return rc || zd_keys_find(&s->keys, s->current) ? rc : no_key(s, s->current, err);
}

int zd_secret_use(struct zd_book *b, const char *id, struct zd_error *err)
{
	struct zd_secrets *s = secrets_of(b);
	snprintf(s->current, sizeof s->current, "%s", id);
	return zd_keys_find(&s->keys, id) ? ZD_OK : no_key(s, id, err);
}

/* The place that a value belongs to: form, entity, field, key, each ended by a NUL. */
static const struct zd_str *place_of(struct zd_secrets *s, const char *entity, const char *field,
				     const struct zd_value *key)
{
	struct zd_str *p = &s->place;
	zd_str_clear(p);
	zd_str_addn(p, "zd1", 4);
	zd_str_addn(p, entity, strlen(entity) + 1);
	zd_str_addn(p, field, strlen(field) + 1);
	if (key->tag == ZD_TEXT) {
		zd_str_addc(p, 't');
		zd_str_addn(p, key->s, key->len);
	} else {
		zd_str_printf(p, "i%" PRId64, key->i);
	}
	return p;
}

static void write_plain(struct zd_str *out, const struct zd_value *v)
{
	uint64_t bits;
	zd_str_clear(out);
	if (v->tag == ZD_TEXT) {
		zd_str_addn(out, v->s, v->len);
	} else if (v->tag == ZD_NUMBER) {
		memcpy(&bits, &v->d, sizeof bits);
		zd_str_printf(out, "%016" PRIx64, bits);
	} else {
		zd_str_printf(out, "%" PRId64, v->i);
	}
}

static bool read_plain(struct zd_value *out, const struct zd_str *plain, enum zd_kind kind, struct zd_arena *arena)
{
	const char *text = zd_str_text(plain);
	char *end = NULL;
	uint64_t bits;
	double d;
	switch (kind) {
	case ZD_KIND_INT:
	case ZD_KIND_MONEY:
		*out = zd_value_int(strtoll(text, &end, 10));
		return plain->len > 0 && *end == '\0';
	case ZD_KIND_BOOL:
		*out = zd_value_bool(text[0] == '1');
		return plain->len == 1;
	case ZD_KIND_NUMBER:
	case ZD_KIND_RATE:
		bits = strtoull(text, &end, 16);
		memcpy(&d, &bits, sizeof d);
		*out = zd_value_number(d);
		return plain->len == 16 && *end == '\0';
	default:
		*out = zd_value_text(zd_arena_strndup(arena, text, plain->len), plain->len);
		return zd_utf8_valid(text, plain->len) == plain->len;
	}
}

int zd_secret_seal(struct zd_value *out, struct zd_str *text, struct zd_book *b, const char *entity, const char *field,
		   const struct zd_value *key, const struct zd_value *value, struct zd_error *err)
{
	struct zd_secrets *s = secrets_of(b);
	*out = ZD_VALUE_NIL;
	if (value->tag == ZD_NIL)
		return ZD_OK;
	const struct zd_sealkey *k = s->current[0] ? zd_keys_find(&s->keys, s->current) : NULL;
	if (!k) {
		int rc = zd_secret_begin(b, err);
		if (rc)
			return rc;
		k = zd_keys_find(&s->keys, s->current);
	}
	const struct zd_str *place = place_of(s, entity, field, key);
	write_plain(&s->plain, value);
	zd_str_clear(text);
	zd_seal(text, k, place->s, place->len, zd_str_text(&s->plain), s->plain.len);
	*out = zd_value_text(text->s, text->len);
	return ZD_OK;
}

int zd_secret_column(struct zd_value *out, struct zd_book *b, sqlite3_stmt *stmt, int at, const char *entity,
		     const char *field, enum zd_kind kind, const struct zd_value *key, struct zd_arena *arena,
		     struct zd_error *err)
{
	struct zd_secrets *s = secrets_of(b);
	char id[ZD_KEY_ID_LEN + 1];
	*out = ZD_VALUE_NIL;
	if (sqlite3_column_type(stmt, at) == SQLITE_NULL)
		return ZD_OK;
	const char *text = (const char *)sqlite3_column_text(stmt, at);
	size_t len = (size_t)sqlite3_column_bytes(stmt, at);
	if (!text || !zd_is_sealed(text, len, id))
		return zd_fail(err, ZD_BOOK,
			       "%s.%s is not encrypted as it should be; `zhidu migrate` encrypts what is "
			       "from before, `zhidu doctor` counts",
			       entity, field);
	const struct zd_sealkey *k = zd_keys_find(&s->keys, id);
	if (!k)
		return no_key(s, id, err);
	const struct zd_str *place = place_of(s, entity, field, key);
	zd_str_clear(&s->plain);
	if (!zd_unseal(&s->plain, k, place->s, place->len, text, len) || !read_plain(out, &s->plain, kind, arena)) {
		*out = ZD_VALUE_NIL;
		return zd_fail(err, ZD_BOOK, "%s.%s cannot be decrypted: it was changed, or moved from elsewhere",
			       entity, field);
	}
	return ZD_OK;
}

struct zd_value zd_secret_mask(struct zd_arena *arena, enum zd_kind kind, const struct zd_value *v)
{
	if (v->tag != ZD_TEXT || kind != ZD_KIND_TEXT)
		return v->tag == ZD_NIL ? *v : zd_value_text("***", 3);
	size_t length = zd_utf8_length(v->s, v->len);
	size_t keep = length > 8 ? 4 : length > 1 ? 1 : 0;
	size_t at = zd_utf8_offset(v->s, v->len, length - keep);
	return zd_value_string(zd_arena_printf(arena, "***%s", v->s + at));
}

int zd_secret_refuse_masked(const struct zd_value *v, struct zd_error *err)
{
	return v->tag == ZD_TEXT && v->len >= 3 && memcmp(v->s, "***", 3) == 0
		       ? zd_fail(err, ZD_DATA, "is masked (***) and no value; an export with --reveal has the values")
		       : ZD_OK;
}
