/*
 * JSON. The reader keeps numbers as they are written, so that money stays
 * exact, and refuses what the format leaves open: a key twice, a lone
 * surrogate, a NUL in a text, bytes that are no UTF-8.
 */
#include "base/json.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/utf8.h"

#define DEPTH_MAX 64
#define STACK_CAP 32 /* at first */
#define FEW_KEYS 16  /* compared each with each */

/* Members whose array or object is still open wait on one stack, then go into the arena together. */
struct reader {
	const char *text, *p, *end;
	int depth;
	struct zd_json *items;
	const char **keys;
	size_t count, cap;
	struct zd_arena *arena;
	struct zd_error *err;
};

/* The column of an error counts characters; that of a value, bytes. */
static int column_of(const struct reader *r, const char *at)
{
	return (int)zd_utf8_length(r->text, (size_t)(at - r->text)) + 1;
}

static int fail_at(struct reader *r, const char *at, const char *message)
{
	return zd_fail_at(r->err, ZD_DATA, NULL, 0, column_of(r, at), "%s", message);
}

static void skip_blanks(struct reader *r)
{
	while (r->p < r->end && (*r->p == ' ' || *r->p == '\t' || *r->p == '\n' || *r->p == '\r'))
		r->p++;
}

static bool skip(struct reader *r, char c)
{
	if (r->p == r->end || *r->p != c)
		return false;
	r->p++;
	return true;
}

static size_t skip_digits(struct reader *r)
{
	const char *from = r->p;

	while (r->p < r->end && *r->p >= '0' && *r->p <= '9')
		r->p++;
	return (size_t)(r->p - from);
}

static int read_number(struct reader *r, struct zd_json *out)
{
	const char *from = r->p;
	bool zero;

	skip(r, '-');
	zero = r->p < r->end && *r->p == '0';
	if (zero ? !skip(r, '0') : !skip_digits(r))
		return fail_at(r, r->p, "a digit is missing");
	if (zero && skip_digits(r))
		return fail_at(r, from, "a number does not begin with 0");
	if (skip(r, '.') && !skip_digits(r))
		return fail_at(r, r->p, "a digit is missing behind the point");
	if (skip(r, 'e') || skip(r, 'E')) {
		if (!skip(r, '+'))
			skip(r, '-');
		if (!skip_digits(r))
			return fail_at(r, r->p, "a digit is missing in the exponent");
	}
	out->kind = ZD_JSON_NUMBER;
	out->len = (size_t)(r->p - from);
	out->text = zd_arena_strndup(r->arena, from, out->len);
	return ZD_OK;
}

/* Four hexadecimal digits. */
static bool read_unit(struct reader *r, uint32_t *unit)
{
	*unit = 0;
	for (int i = 0; i < 4; i++, r->p++) {
		char c = r->p < r->end ? *r->p : '\0';

		if (c >= '0' && c <= '9')
			*unit = *unit * 16 + (uint32_t)(c - '0');
		else if (c >= 'a' && c <= 'f')
			*unit = *unit * 16 + (uint32_t)(c - 'a') + 10;
		else if (c >= 'A' && c <= 'F')
			*unit = *unit * 16 + (uint32_t)(c - 'A') + 10;
		else
			return false;
	}
	return true;
}

static char *write_utf8(char *to, uint32_t cp)
{
	if (cp < 0x80) {
		*to++ = (char)cp;
	} else if (cp < 0x800) {
		*to++ = (char)(0xC0 | cp >> 6);
		*to++ = (char)(0x80 | (cp & 0x3F));
	} else if (cp < 0x10000) {
		*to++ = (char)(0xE0 | cp >> 12);
		*to++ = (char)(0x80 | (cp >> 6 & 0x3F));
		*to++ = (char)(0x80 | (cp & 0x3F));
	} else {
		*to++ = (char)(0xF0 | cp >> 18);
		*to++ = (char)(0x80 | (cp >> 12 & 0x3F));
		*to++ = (char)(0x80 | (cp >> 6 & 0x3F));
		*to++ = (char)(0x80 | (cp & 0x3F));
	}
	return to;
}

/* What follows \u, with its second half where it is a pair. */
static int read_unicode(struct reader *r, const char *from, char **to)
{
	uint32_t cp, low;

	if (!read_unit(r, &cp))
		return fail_at(r, from, "four hexadecimal digits are missing behind \\u");
	if (cp >= 0xD800 && cp <= 0xDBFF) {
		if (!skip(r, '\\') || !skip(r, 'u') || !read_unit(r, &low) || low < 0xDC00 || low > 0xDFFF)
			return fail_at(r, from, "half of a surrogate pair");
		cp = 0x10000 + ((cp - 0xD800) << 10) + (low - 0xDC00);
	} else if (cp >= 0xDC00 && cp <= 0xDFFF) {
		return fail_at(r, from, "half of a surrogate pair");
	}
	if (cp == 0)
		return fail_at(r, from, "a text cannot hold the character 0");
	*to = write_utf8(*to, cp);
	return ZD_OK;
}

static int read_escape(struct reader *r, char **to)
{
	static const char letters[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
	const char *from = r->p++;
	const char *letter;

	if (skip(r, 'u'))
		return read_unicode(r, from, to);
	letter = r->p < r->end && *r->p ? strchr(letters, *r->p) : NULL;
	if (!letter)
		return fail_at(r, from, "an unknown escape");
	r->p++;
	*(*to)++ = meanings[letter - letters];
	return ZD_OK;
}

/* Where the text ends that begins behind a quote: at its closing quote. */
static const char *closing_quote(const struct reader *r)
{
	const char *p = r->p;

	while (p < r->end && *p != '"')
		p += *p == '\\' && r->end - p > 1 ? 2 : 1;
	return p < r->end ? p : NULL;
}

static int read_text(struct reader *r, const char **text, size_t *len)
{
	const char *open = r->p++;
	const char *close = closing_quote(r);
	char *buffer, *to;
	size_t good;

	if (!close)
		return fail_at(r, open, "a text without a closing quote");
	good = zd_utf8_valid(r->p, (size_t)(close - r->p));
	if (good != (size_t)(close - r->p) && r->p[good] != '\0')
		return fail_at(r, r->p + good, "bytes that are not UTF-8");
	/* No escape is shorter than what it stands for. */
	to = buffer = zd_arena_strndup(r->arena, r->p, (size_t)(close - r->p));
	while (r->p < close) {
		if (*r->p == '\\') {
			int rc = read_escape(r, &to);

			if (rc)
				return rc;
		} else if ((unsigned char)*r->p < 0x20) {
			return fail_at(r, r->p, "a control character in a text");
		} else {
			*to++ = *r->p++;
		}
	}
	*to = '\0';
	r->p = close + 1;
	*text = buffer;
	*len = (size_t)(to - buffer);
	return ZD_OK;
}

static int read_word(struct reader *r, struct zd_json *out)
{
	static const struct {
		const char *word;
		enum zd_json_kind kind;
		bool truth;
	} words[] = {{"null", ZD_JSON_NULL, false}, {"true", ZD_JSON_BOOL, true}, {"false", ZD_JSON_BOOL, false}};

	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
		size_t n = strlen(words[i].word);

		if ((size_t)(r->end - r->p) >= n && memcmp(r->p, words[i].word, n) == 0) {
			r->p += n;
			out->kind = words[i].kind;
			out->truth = words[i].truth;
			return ZD_OK;
		}
	}
	return fail_at(r, r->p, "expected a value");
}

static bool has_duplicate(const char *const *keys, size_t n, size_t *which)
{
	struct zd_map seen = {0};
	bool found = false;

	for (size_t i = 0; i < n && !found; i++) {
		*which = i;
		if (n > FEW_KEYS) {
			found = !zd_map_put(&seen, keys[i], &seen);
			continue;
		}
		for (size_t j = 0; j < i && !found; j++)
			found = strcmp(keys[i], keys[j]) == 0;
	}
	zd_map_free(&seen);
	return found;
}

static void push(struct reader *r, const char *key, const struct zd_json *item)
{
	if (r->count == r->cap) {
		r->cap = r->cap ? r->cap * 2 : STACK_CAP;
		r->items = zd_realloc(r->items, r->cap * sizeof *r->items);
		r->keys = zd_realloc(r->keys, r->cap * sizeof *r->keys);
	}
	r->items[r->count] = *item;
	r->keys[r->count++] = key;
}

/* Takes the members behind `base` off the stack. */
static int close_members(struct reader *r, size_t base, const char *open, struct zd_json *out)
{
	size_t n = r->count - base, which;

	out->len = n;
	r->count = base;
	if (n == 0)
		return ZD_OK;
	out->items = zd_arena_memdup(r->arena, r->items + base, n * sizeof *out->items);
	if (out->kind == ZD_JSON_ARRAY)
		return ZD_OK;
	out->keys = zd_arena_memdup(r->arena, r->keys + base, n * sizeof *out->keys);
	if (has_duplicate(out->keys, n, &which))
		return zd_fail_at(r->err, ZD_DATA, NULL, 0, column_of(r, open), "the key \"%s\" is there twice",
				  out->keys[which]);
	return ZD_OK;
}

static int read_value(struct reader *r, struct zd_json *out);

static int read_members(struct reader *r, struct zd_json *out)
{
	bool object = *r->p == '{';
	const char *open = r->p++;
	size_t base = r->count;
	char close = object ? '}' : ']';

	out->kind = object ? ZD_JSON_OBJECT : ZD_JSON_ARRAY;
	if (++r->depth > DEPTH_MAX)
		return fail_at(r, open, "nested too deep");
	skip_blanks(r);
	if (!skip(r, close)) {
		do {
			struct zd_json item;
			const char *key = NULL;
			size_t len;
			int rc;

			skip_blanks(r);
			if (object) {
				if (r->p == r->end || *r->p != '"')
					return fail_at(r, r->p, "expected a key in quotes");
				rc = read_text(r, &key, &len);
				if (rc)
					return rc;
				skip_blanks(r);
				if (!skip(r, ':'))
					return fail_at(r, r->p, "expected a colon behind the key");
			}
			rc = read_value(r, &item);
			if (rc)
				return rc;
			push(r, key, &item);
			skip_blanks(r);
		} while (skip(r, ','));
		if (!skip(r, close))
			return fail_at(r, r->p, object ? "expected a comma or }" : "expected a comma or ]");
	}
	r->depth--;
	return close_members(r, base, open, out);
}

static int read_value(struct reader *r, struct zd_json *out)
{
	skip_blanks(r);
	*out = (struct zd_json){.column = (int)(r->p - r->text) + 1};
	if (r->p == r->end)
		return fail_at(r, r->p, "expected a value, found the end");
	switch (*r->p) {
	case '{':
	case '[':
		return read_members(r, out);
	case '"':
		out->kind = ZD_JSON_STRING;
		return read_text(r, &out->text, &out->len);
	case '-':
	case '0':
	case '1':
	case '2':
	case '3':
	case '4':
	case '5':
	case '6':
	case '7':
	case '8':
	case '9':
		return read_number(r, out);
	default:
		return read_word(r, out);
	}
}

int zd_json_parse(struct zd_json **out, const char *s, size_t n, struct zd_arena *arena, struct zd_error *err)
{
	struct reader r = {.text = s, .p = s, .end = s + n, .arena = arena, .err = err};
	struct zd_json root;
	int rc = read_value(&r, &root);

	if (rc)
		goto out;
	skip_blanks(&r);
	if (r.p != r.end) {
		rc = fail_at(&r, r.p, "more text behind the value");
		goto out;
	}
	*out = zd_arena_memdup(arena, &root, sizeof root);
out:
	free(r.items);
	free(r.keys);
	return rc;
}

const struct zd_json *zd_json_get(const struct zd_json *object, const char *key)
{
	if (object->kind != ZD_JSON_OBJECT)
		return NULL;
	for (size_t i = 0; i < object->len; i++) {
		if (strcmp(object->keys[i], key) == 0)
			return &object->items[i];
	}
	return NULL;
}
