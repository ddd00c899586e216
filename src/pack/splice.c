/*
 * Values replaced in place. The old and the new value are held against each
 * other as trees, so that only the scalars and lists that differ are touched;
 * libyaml's marks say where they are.
 */
#include "pack/splice.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "model/text.h"
#include "pack/spans.h"
#include "pack/yaml.h"

/* One scalar or collection that is replaced whole. */
struct leaf {
	const struct zd_raw *old, *new;
	size_t of; /* the splice that it belongs to */
};

struct splicer {
	const char *text;
	size_t size;
	const char *eol;
	const struct zd_splice *list;
	const struct zd_raw **values; /* the list's, read */
	size_t count;
	struct leaf *leaves;
	size_t leaf_count, leaf_cap;
	struct zd_arena arena;
};

static int fail_at(struct zd_error *err, const struct zd_place *at, const char *message)
{
	return zd_fail_at(err, ZD_DATA, "", at->line, at->column, "%s", message);
}

static struct zd_raw *parse(struct splicer *s, const char *text, size_t n, struct zd_error *err)
{
	struct zd_findings findings = {0};
	struct zd_raw *root = zd_yaml_read("", text, n, &s->arena, &findings);
	if (findings.count > 0) {
		const struct zd_finding *f = &findings.items[0];
		zd_fail_at(err, ZD_DATA, "", f->line, f->column, "%s", f->message);
		root = NULL;
	}
	zd_findings_free(&findings);
	return root;
}

/* The value of a text that stands between brackets; NULL: it is none. */
static const struct zd_raw *parse_value(struct splicer *s, const char *text)
{
	struct zd_error ignored;
	const char *list = zd_arena_printf(&s->arena, "[%s]", text);
	const struct zd_raw *raw = strpbrk(text, "\r\n") ? NULL : parse(s, list, strlen(list), &ignored);
	return raw && raw->kind == ZD_RAW_LIST && raw->count == 1 ? raw->items[0] : NULL;
}

static bool same_place(const struct zd_place *a, const struct zd_place *b)
{
	return a->line == b->line && a->column == b->column;
}

/* ---- what differs ---- */

static const struct zd_raw *find_at(const struct zd_raw *raw, const struct zd_place *at)
{
	if (raw->kind == ZD_RAW_MAP || raw->kind == ZD_RAW_LIST) {
		/* A map or list in lines begins where its first key or dash does, and is met first. */
		if (same_place(&raw->place, at))
			return raw;
		for (size_t i = 0; i < raw->count; i++) {
			const struct zd_raw *found = find_at(raw->items[i], at);
			if (found)
				return found;
		}
		return NULL;
	}
	return same_place(&raw->place, at) ? raw : NULL;
}

static bool same_keys(const struct zd_raw *a, const struct zd_raw *b)
{
	for (size_t i = 0; i < a->count; i++)
		if (!zd_raw_get(b, a->keys[i]))
			return false;
	return a->count == b->count;
}

static void compare(struct splicer *s, const struct zd_raw *old, const struct zd_raw *new, size_t of)
{
	bool lists = old->kind == ZD_RAW_LIST && new->kind == ZD_RAW_LIST && old->count == new->count;
	bool maps = old->kind == ZD_RAW_MAP && new->kind == ZD_RAW_MAP &&same_keys(old, new);
	bool same = old->kind == new->kind &&
		    (old->kind == ZD_RAW_NULL || (old->kind == ZD_RAW_SCALAR && strcmp(old->text, new->text) == 0));
	for (size_t i = 0; (lists || maps) && i < old->count; i++)
		compare(s, old->items[i], lists ? new->items[i] : zd_raw_get(new, old->keys[i]), of);
	if (lists || maps || same)
		return;
	ZD_GROW(s->leaves, s->leaf_count, s->leaf_cap);
	s->leaves[s->leaf_count++] = (struct leaf){old, new, of};
}

static int by_place(const void *a, const void *b)
{
	const struct zd_place *x = &((const struct leaf *)a)->old->place, *y = &((const struct leaf *)b)->old->place;
	return x->line != y->line ? (x->line > y->line) - (x->line < y->line)
				  : (x->column > y->column) - (x->column < y->column);
}

static int find_leaves(struct splicer *s, const struct zd_raw *root, struct zd_error *err)
{
	for (size_t i = 0; i < s->count; i++) {
		const struct zd_raw *old = find_at(root, &s->list[i].at);
		s->values[i] = parse_value(s, s->list[i].value);
		if (!old)
			return fail_at(err, &s->list[i].at, "no value begins here");
		if (!s->values[i])
			return fail_at(err, &s->list[i].at, "the new value is not one YAML value on one line");
		compare(s, old, s->values[i], i);
	}
	if (s->leaf_count > 1)
		qsort(s->leaves, s->leaf_count, sizeof *s->leaves, by_place);
	for (size_t i = 1; i < s->leaf_count; i++)
		if (by_place(&s->leaves[i - 1], &s->leaves[i]) == 0)
			return fail_at(err, &s->list[s->leaves[i].of].at, "two new values for one place");
	return ZD_OK;
}

/* ---- how it is written ---- */

/* Whether a text can stand without quotes, anywhere, and is still a text. */
static bool is_word(const char *s)
{
	static const char *const other[] = {"null", "Null", "NULL", "true", "false"};
	for (size_t i = 0; i < sizeof other / sizeof *other; i++)
		if (strcmp(s, other[i]) == 0)
			return false;
	for (const char *c = s; *c; c++) {
		bool letter = (unsigned char)*c >= 0x80 || ((*c | 0x20) >= 'a' && (*c | 0x20) <= 'z');
		bool inner = c > s && ((*c >= '0' && *c <= '9') || strchr("-_./%()", *c) ||
				       (*c == ' ' && (unsigned char)c[1] > ' '));
		if (!letter && !inner)
			return false;
	}
	return *s != '\0';
}

/* quote: the first byte of what stood there. */
static void write_scalar(struct zd_str *b, const struct zd_raw *raw, char quote)
{
	bool control = false;
	for (const char *c = raw->text; *c; c++)
		control |= (unsigned char)*c < 0x20;
	if (quote == '\'' && !control) {
		zd_str_addc(b, '\'');
		for (const char *c = raw->text; *c; c++) {
			zd_str_addc(b, *c);
			if (*c == '\'')
				zd_str_addc(b, '\'');
		}
		zd_str_addc(b, '\'');
	} else if (quote == '"' || quote == '\'' || (raw->quoted && !is_word(raw->text))) {
		zd_json_string(b, raw->text, strlen(raw->text));
	} else {
		zd_str_add(b, raw->text);
	}
}

static void write_key(struct zd_str *b, const char *key)
{
	if (is_word(key))
		zd_str_add(b, key);
	else
		zd_json_string(b, key, strlen(key));
}

static void write_flow(struct zd_str *b, const struct zd_raw *raw, char quote)
{
	bool map = raw->kind == ZD_RAW_MAP;
	if (raw->kind == ZD_RAW_NULL)
		zd_str_add(b, "null");
	if (raw->kind == ZD_RAW_SCALAR)
		write_scalar(b, raw, quote);
	if (!map && raw->kind != ZD_RAW_LIST)
		return;
	zd_str_add(b, map ? "{" : "[");
	for (size_t i = 0; i < raw->count; i++) {
		zd_str_add(b, i ? ", " : "");
		if (map)
			write_key(b, raw->keys[i]);
		zd_str_add(b, map ? ": " : "");
		write_flow(b, raw->items[i], quote);
	}
	zd_str_add(b, map ? "}" : "]");
}

/* A list in lines; column: of its first dash, from 1. */
static void write_lines(struct zd_str *b, const struct splicer *s, const struct zd_raw *raw, int column, char quote)
{
	for (size_t i = 0; i < raw->count; i++) {
		if (i)
			zd_str_printf(b, "%s%*s", s->eol, column - 1, "");
		zd_str_add(b, "- ");
		write_flow(b, raw->items[i], quote);
	}
}

/* Taking what could be one for one is safe: it is left to people then. */
static bool has_comment(const struct splicer *s, struct zd_span span)
{
	for (size_t i = span.start; i < span.end; i++)
		if (s->text[i] == '#' && i > 0 && strchr(" \t\r\n", s->text[i - 1]))
			return true;
	return false;
}

/* What leads from the key to a value where there was none. */
static const char *lead_of(const struct splicer *s, size_t at)
{
	size_t last = at;
	while (last > 0 && strchr(" \t", s->text[last - 1]))
		last--;
	bool led = last > 0 && strchr(":-", s->text[last - 1]);
	return !led ? ": " : last < at ? "" : " ";
}

/* Writes what replaces the span of a leaf, which may grow to the front. */
static int write_leaf(struct zd_str *b, const struct splicer *s, const struct leaf *leaf, struct zd_span *span,
		      struct zd_error *err)
{
	char first = '\0', quote;
	if (span->end > span->start)
		first = s->text[span->start];
	bool block = leaf->old->kind == ZD_RAW_LIST && first == '-';
	bool collection = leaf->old->kind == ZD_RAW_LIST || leaf->old->kind == ZD_RAW_MAP;
	bool folded = leaf->old->kind == ZD_RAW_SCALAR && leaf->old->quoted && (first == '|' || first == '>');
	if ((collection || folded) && has_comment(s, *span))
		return fail_at(err, &s->list[leaf->of].at, "a comment stands within the value; edit it by hand");
	quote = first;
	if (collection) {
		const struct zd_raw *item = leaf->old->count ? leaf->old->items[0] : NULL;
		struct zd_span at;
		quote = '\0';
		if (item && item->kind == ZD_RAW_SCALAR && item->quoted &&
		    zd_spans_at(&at, s->text, s->size, &item->place, 1))
			quote = s->text[at.start];
	}
	if (block && leaf->new->kind == ZD_RAW_LIST && leaf->new->count) {
		write_lines(b, s, leaf->new, leaf->old->place.column, quote);
		return ZD_OK;
	}
	if (block) { /* moves up beside its key */
		while (span->start > 0 && strchr(" \t\r\n", s->text[span->start - 1]))
			span->start--;
		zd_str_add(b, " ");
	}
	if (!first)
		zd_str_add(b, lead_of(s, span->start));
	write_flow(b, leaf->new, quote);
	return ZD_OK;
}

static int write_all(struct zd_str *out, struct splicer *s, struct zd_error *err)
{
	struct zd_place *places = zd_arena_alloc(&s->arena, (s->leaf_count + 1) * sizeof *places);
	struct zd_span *spans = zd_arena_alloc(&s->arena, (s->leaf_count + 1) * sizeof *spans);
	size_t done = 0;
	for (size_t i = 0; i < s->leaf_count; i++)
		places[i] = s->leaves[i].old->place;
	size_t found = zd_spans_at(spans, s->text, s->size, places, s->leaf_count);
	if (found < s->leaf_count)
		return fail_at(err, &s->list[s->leaves[found].of].at, "the value cannot be found in the text");
	for (size_t i = 0; i < s->leaf_count; i++) {
		struct zd_str value = {0};
		int code = write_leaf(&value, s, &s->leaves[i], &spans[i], err);
		if (!code && spans[i].start < done)
			code = fail_at(err, &s->list[s->leaves[i].of].at, "two new values lie within each other");
		if (!code) {
			zd_str_addn(out, s->text + done, spans[i].start - done);
			zd_str_add(out, zd_str_text(&value));
			done = spans[i].end;
		}
		zd_str_free(&value);
		if (code)
			return code;
	}
	zd_str_addn(out, s->text + done, s->size - done);
	return ZD_OK;
}

/* ---- whether it is faithful ---- */

static bool equal(const struct zd_raw *a, const struct zd_raw *b)
{
	if (a->kind != b->kind || a->count != b->count)
		return false;
	if (a->kind == ZD_RAW_SCALAR)
		return strcmp(a->text, b->text) == 0;
	for (size_t i = 0; i < a->count; i++) {
		const struct zd_raw *other = a->keys ? zd_raw_get(b, a->keys[i]) : b->items[i];
		if (!other || !equal(a->items[i], other))
			return false;
	}
	return true;
}

/* The place that says something else than it should; NULL: the new text is what was asked for. */
static const struct zd_place *unfaithful(const struct splicer *s, const struct zd_raw *old, const struct zd_raw *new)
{
	for (size_t i = 0; i < s->count; i++)
		if (same_place(&old->place, &s->list[i].at))
			return equal(s->values[i], new) ? NULL : &s->list[i].at;
	if (old->kind != new->kind || old->count != new->count ||
	    (old->kind == ZD_RAW_SCALAR && strcmp(old->text, new->text) != 0))
		return &old->place;
	for (size_t i = 0; i < old->count; i++) {
		if (old->keys && strcmp(old->keys[i], new->keys[i]) != 0)
			return &old->place;
		const struct zd_place *place = unfaithful(s, old->items[i], new->items[i]);
		if (place)
			return place;
	}
	return NULL;
}

static int splice(struct zd_str *out, struct splicer *s, struct zd_error *err)
{
	const struct zd_raw *root = parse(s, s->text, s->size, err);
	if (!root || find_leaves(s, root, err) || write_all(out, s, err))
		return err->code;
	struct zd_error why = {0};
	const struct zd_raw *result = parse(s, zd_str_text(out), out->len, &why);
	const struct zd_place first = s->count ? s->list[0].at : root->place;
	const struct zd_place *bad = result ? unfaithful(s, root, result) : &first;
	return bad ? fail_at(err, bad, "the value cannot be replaced without harm to the rest; edit it by hand")
		   : ZD_OK;
}

int zd_splice(struct zd_str *out, const char *text, size_t n, const struct zd_splice *list, size_t count,
	      struct zd_error *err)
{
	size_t mark = n >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
	const char *newline = n > 0 ? memchr(text, '\n', n) : NULL;
	struct splicer s = {.text = text + mark, .size = n - mark, .list = list, .count = count};
	s.eol = newline && newline > text && newline[-1] == '\r' ? "\r\n" : "\n";
	s.values = zd_arena_alloc(&s.arena, (count + 1) * sizeof *s.values);
	struct zd_str body = {0};
	int code = splice(&body, &s, err);
	zd_str_clear(out);
	if (!code) {
		zd_str_addn(out, text, mark);
		zd_str_addn(out, zd_str_text(&body), body.len);
	}
	zd_str_free(&body);
	free(s.leaves);
	zd_arena_free(&s.arena);
	return code;
}
