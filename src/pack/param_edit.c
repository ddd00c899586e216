/*
 * Setting one value in the text of a params.yaml. Each step finds the bytes
 * to replace and replaces those only; the result is read again and compared
 * with what was there, so that an edit either does what it says or is refused.
 */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/json.h"
#include "base/str.h"
#include "base/utf8.h"
#include "model/text.h"
#include "pack/reader.h"
#include "pack/spans.h"
#include "pack/yaml.h"

#define FIRST_DAY "0001-01-01" /* what an undated value becomes when a dated one is added */

struct edit {
	struct zd_str text;
	const char *param;
	const char *date; /* or NULL */
	const char *value;
	const char *eol;
	struct zd_arena *arena;
};

static void replace(struct zd_str *text, size_t start, size_t end, const char *with)
{
	struct zd_str result = {0};
	zd_str_addn(&result, zd_str_text(text), start);
	zd_str_add(&result, with);
	zd_str_addn(&result, zd_str_text(text) + end, text->len - end);
	zd_str_free(text);
	*text = result;
}

/* Behind the line that holds the byte at `at`. */
static size_t line_end(const struct zd_str *text, size_t at)
{
	const char *newline = at < text->len ? memchr(text->s + at, '\n', text->len - at) : NULL;
	return newline ? (size_t)(newline - text->s) + 1 : text->len;
}

static size_t line_start(const struct zd_str *text, size_t at)
{
	while (at > 0 && text->s[at - 1] != '\n')
		at--;
	return at;
}

/* Puts "key: value" as a line of its own, indented as the entry it goes with, before or behind its lines. */
static void insert_line(struct edit *e, const struct zd_entry *beside, bool before, const char *key, const char *value)
{
	size_t start = line_start(&e->text, beside->key_at.start);
	int indent = (int)(beside->key_at.start - start);
	size_t at = before ? start : line_end(&e->text, beside->value.end);
	bool open_end = !before && at > 0 && e->text.s[at - 1] != '\n';
	replace(&e->text, at, at,
		zd_arena_printf(e->arena, "%s%*s%s: %s%s", open_end ? e->eol : "", indent, "", key, value,
				open_end ? "" : e->eol));
}

/* Adds an entry to a map behind `behind`, or before `before`; both NULL: it is the only one of a flow map. */
static void insert_entry(struct edit *e, const struct zd_entries *map, const struct zd_entry *behind,
			 const struct zd_entry *before, const char *key, const char *value)
{
	if (!map->flow) {
		insert_line(e, before ? before : behind, before != NULL, key, value);
		return;
	}
	size_t at = before ? before->key_at.start : behind ? behind->value.end : map->open;
	const char *lead = !before && behind ? ", " : "";
	const char *trail = before ? ", " : "";
	replace(&e->text, at, at, zd_arena_printf(e->arena, "%s%s: %s%s", lead, key, value, trail));
}

/* A value that is written below its key moves up beside it. */
static void replace_value(struct edit *e, const struct zd_entry *entry, const char *value)
{
	size_t start = entry->value.start;
	size_t blank = start;
	while (blank > entry->key_at.end && strchr(" \t\r\n", e->text.s[blank - 1]))
		blank--;
	bool below = e->text.s[blank - 1] == ':' && memchr(e->text.s + blank, '\n', start - blank);
	bool beside_colon = e->text.s[start - 1] == ':';
	if (below)
		start = blank;
	replace(&e->text, start, entry->value.end,
		below || beside_colon ? zd_arena_printf(e->arena, " %s", value) : value);
}

static struct zd_raw *parse(const struct edit *e, const char *text, size_t n, struct zd_error *err)
{
	struct zd_findings findings = {0};
	struct zd_raw *root = zd_yaml_read("params.yaml", text, n, e->arena, &findings);
	if (findings.count > 0) {
		const struct zd_finding *f = &findings.items[0];
		zd_fail_at(err, ZD_DATA, "", f->line, f->column, "%s", f->message);
		root = NULL;
	}
	zd_findings_free(&findings);
	return root;
}

/* The value of the text between brackets: exactly one, on one line. NULL: it is none. */
static struct zd_raw *parse_value(const struct edit *e)
{
	size_t n = strlen(e->value);
	if (strpbrk(e->value, "\r\n") || (n > 0 && e->value[n - 1] == ',')) /* a list may end in a comma */
		return NULL;
	const char *list = zd_arena_printf(e->arena, "[%s]", e->value);
	struct zd_raw *raw = parse(e, list, strlen(list), NULL);
	bool one = raw && raw->kind == ZD_RAW_LIST && raw->count == 1 && raw->items[0]->kind != ZD_RAW_NULL;
	return one ? raw->items[0] : NULL;
}

/* The text without the blanks around it. */
static const char *trimmed(const struct edit *e, const char *s)
{
	size_t n;
	s += strspn(s, " \t");
	for (n = strlen(s); n > 0 && strchr(" \t", s[n - 1]);)
		n--;
	return zd_arena_strndup(e->arena, s, n);
}

static bool equal(const struct zd_raw *a, const struct zd_raw *b)
{
	if (!a || !b || a->kind != b->kind || a->count != b->count)
		return false;
	if (a->kind == ZD_RAW_SCALAR)
		return strcmp(a->text, b->text) == 0;
	for (size_t i = 0; i < a->count; i++)
		if (!equal(a->items[i], b->items[i]) || (a->keys && strcmp(a->keys[i], b->keys[i]) != 0))
			return false;
	return true;
}

/* Text as a YAML value: plain where that is safe, else in quotes. */
static const char *scalar_text(const struct edit *e, const char *s)
{
	struct zd_str quoted = {0};
	bool plain = *s && strchr(" ", s[strlen(s) - 1]) == NULL;
	for (const char *c = s; *c && plain; c++) {
		bool word = (unsigned char)*c >= 0x80 || (*c >= '0' && *c <= '9') ||
			    ((*c | 0x20) >= 'a' && (*c | 0x20) <= 'z');
		plain = word || (c > s && strchr(" -_./%()", *c));
	}
	if (plain && strcmp(s, "null") != 0 && strcmp(s, "Null") != 0 && strcmp(s, "NULL") != 0)
		return s;
	zd_json_string(&quoted, s, strlen(s));
	return zd_str_keep(&quoted, e->arena);
}

/* A value as it can stand within braces: as written where that is one line. */
static const char *flow_text(const struct edit *e, const struct zd_entry *entry, const struct zd_raw *raw)
{
	struct zd_str b = {0};
	const char *written = e->text.s + entry->value.start;
	size_t n = entry->value.end - entry->value.start;
	bool one_line = n > 0 && !memchr(written, '\n', n);
	bool is_flow = raw->kind == ZD_RAW_SCALAR || *written == '{' || *written == '[';
	if (raw->kind == ZD_RAW_SCALAR && !raw->quoted && strpbrk(raw->text, ",[]{}"))
		zd_json_string(&b, raw->text, strlen(raw->text));
	else if (one_line && is_flow)
		zd_str_addn(&b, written, n);
	else
		zd_raw_write(&b, raw);
	return zd_str_keep(&b, e->arena);
}

/* The value from the date on, in a map `values` that is there. */
static void set_dated(struct edit *e)
{
	const char *const path[] = {e->param, "values"};
	struct zd_entries dates;
	zd_spans_read(&dates, zd_str_text(&e->text), e->text.len, path, 2);
	const struct zd_entry *same = zd_spans_get(&dates, e->date), *later = NULL;
	for (size_t i = 0; i < dates.count; i++) /* the first of those that come after it */
		if (!later && strcmp(dates.items[i].key, e->date) > 0)
			later = &dates.items[i];
	const struct zd_entry *last = dates.count > 0 ? &dates.items[dates.count - 1] : NULL;
	if (same)
		replace_value(e, same, e->value);
	else
		insert_entry(e, &dates, last, later, e->date, e->value);
	zd_spans_free(&dates);
}

/* The undated value becomes the first of the dated ones. */
static void add_date(struct edit *e, const struct zd_entry *entry, const struct zd_raw *raw)
{
	const char *old = flow_text(e, entry, raw);
	replace_value(e, entry, zd_arena_printf(e->arena, "{%s: %s, %s: %s}", FIRST_DAY, old, e->date, e->value));
	replace(&e->text, entry->key_at.start, entry->key_at.end, "values");
}

static const char *value_line(const struct edit *e, const char **key)
{
	*key = e->date ? "values" : "value";
	return e->date ? zd_arena_printf(e->arena, "{%s: %s}", e->date, e->value) : e->value;
}

/* A parameter that the file does not have yet, at its end. */
static void append_param(struct edit *e)
{
	const char *key;
	const char *value = value_line(e, &key);
	size_t n = e->text.len;
	bool open_end = n > 0 && e->text.s[n - 1] != '\n';
	zd_str_add(&e->text, open_end ? e->eol : "");
	zd_str_printf(&e->text, "%s:%s  %s: %s%s", e->param, e->eol, key, value, e->eol);
}

static int set_value(struct edit *e, const struct zd_raw *root, struct zd_error *err)
{
	const char *const path[] = {e->param};
	struct zd_entries top, keys;
	const char *key;
	int rc = ZD_OK;
	const struct zd_raw *param = zd_raw_get(root, e->param);
	zd_spans_read(&top, zd_str_text(&e->text), e->text.len, path, 0);
	zd_spans_read(&keys, zd_str_text(&e->text), e->text.len, path, 1);
	const struct zd_entry *at = zd_spans_get(&top, e->param);
	const struct zd_entry *value = zd_spans_get(&keys, "value"), *values = zd_spans_get(&keys, "values");
	const struct zd_raw *value_raw = zd_raw_get(param, "value"), *values_raw = zd_raw_get(param, "values");
	const struct zd_entry *last = keys.count > 0 ? &keys.items[keys.count - 1] : NULL;
	if (!at && top.found && top.flow)
		rc = zd_fail(err, ZD_DATA, "the file is written in braces; write one parameter below the other");
	else if (!at)
		append_param(e);
	else if (value && values)
		rc = zd_fail(err, ZD_DATA, "%s has both \"value\" and \"values\"", e->param);
	else if (!param || (param->kind != ZD_RAW_MAP && param->kind != ZD_RAW_NULL))
		rc = zd_fail(err, ZD_DATA, "%s is not a map", e->param);
	else if (param->kind == ZD_RAW_NULL)
		replace(&e->text, at->value.start, at->value.end,
			zd_arena_printf(e->arena, "%s  %s: %s", e->eol, e->date ? "values" : "value",
					value_line(e, &key)));
	else if (values && !e->date)
		rc = zd_fail(err, ZD_USAGE, "%s has values by date; say from which date the new one holds", e->param);
	else if (values && values_raw->kind == ZD_RAW_MAP)
		set_dated(e);
	else if (values)
		rc = zd_fail(err, ZD_DATA, "\"values\" of %s is not a map of dates", e->param);
	else if (value && e->date && value_raw->kind != ZD_RAW_NULL)
		add_date(e, value, value_raw);
	else if (value && e->date)
		rc = zd_fail(err, ZD_DATA, "\"value\" of %s is empty", e->param);
	else if (value)
		replace_value(e, value, e->value);
	else {
		const char *text = value_line(e, &key);
		insert_entry(e, &keys, last, NULL, key, text);
	}
	zd_spans_free(&keys);
	zd_spans_free(&top);
	return rc;
}

static void set_why(struct edit *e, const char *why)
{
	const char *const path[] = {e->param};
	struct zd_entries keys;
	zd_spans_read(&keys, zd_str_text(&e->text), e->text.len, path, 1);
	const struct zd_entry *there = zd_spans_get(&keys, "why");
	const struct zd_entry *value = zd_spans_get(&keys, e->date ? "values" : "value");
	if (there)
		replace_value(e, there, scalar_text(e, why));
	else if (value)
		insert_entry(e, &keys, value, NULL, "why", scalar_text(e, why));
	zd_spans_free(&keys);
}

/* Whether the new text says what was asked for, and otherwise what the old one did. */
static bool is_faithful(const struct edit *e, const struct zd_raw *old, const struct zd_raw *value, const char *why)
{
	const struct zd_raw *new = parse(e, e->text.s, e->text.len, NULL);
	const struct zd_raw *param = zd_raw_get(new, e->param);
	const struct zd_raw *set =
		e->date ? zd_raw_get(zd_raw_get(param, "values"), e->date) : zd_raw_get(param, "value");
	const struct zd_raw *reason = zd_raw_get(param, "why");
	if (!new || !equal(set, value))
		return false;
	if (why && (!reason || reason->kind != ZD_RAW_SCALAR || strcmp(reason->text, why) != 0))
		return false;
	for (size_t i = 0; i < old->count; i++)
		if (strcmp(old->keys[i], e->param) != 0 && !equal(old->items[i], zd_raw_get(new, old->keys[i])))
			return false;
	const struct zd_raw *before = zd_raw_get(old, e->param);
	for (size_t i = 0; before && i < before->count; i++) {
		const char *key = before->keys[i];
		bool touched =
			strcmp(key, "value") == 0 || strcmp(key, "values") == 0 || (why && strcmp(key, "why") == 0);
		if (!touched && !equal(before->items[i], zd_raw_get(param, key)))
			return false;
	}
	return new->count == old->count + (before == NULL);
}

static int run(struct edit *e, const char *why, struct zd_error *err)
{
	struct zd_date date;
	const struct zd_raw empty = {.kind = ZD_RAW_MAP};
	if (!zd_is_id(e->param))
		return zd_fail(err, ZD_USAGE, "\"%s\" is no id for a parameter", e->param);
	if (e->date && !zd_date_parse(e->date, strlen(e->date), &date))
		return zd_fail(err, ZD_USAGE, "\"%s\" is no date such as 2025-11-30", e->date);
	e->value = trimmed(e, e->value);
	const struct zd_raw *value = parse_value(e);
	if (!value)
		return zd_fail(err, ZD_USAGE, "\"%s\" is not one YAML value on one line", e->value);
	const struct zd_raw *root = parse(e, zd_str_text(&e->text), e->text.len, err);
	if (!root)
		return ZD_DATA;
	if (root->kind == ZD_RAW_NULL)
		root = &empty;
	if (root->kind != ZD_RAW_MAP)
		return zd_fail(err, ZD_DATA, "the text is not a map of parameters");
	int rc = set_value(e, root, err);
	if (rc == ZD_OK && why)
		set_why(e, why);
	if (rc == ZD_OK && !is_faithful(e, root, value, why))
		rc = zd_fail(err, ZD_DATA, "%s cannot be set without harm to the rest of the file; edit it by hand",
			     e->param);
	return rc;
}

int zd_param_edit(char **new_text, size_t *size, const char *text, size_t n, const char *param,
		  const char *date_or_null, const char *value_text, const char *why_or_null, struct zd_error *err)
{
	struct zd_arena arena = {0};
	size_t mark = n >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
	struct edit e = {.param = param, .date = date_or_null, .value = value_text, .arena = &arena};
	const char *newline = n > 0 ? memchr(text, '\n', n) : NULL;
	e.eol = newline && newline > text && newline[-1] == '\r' ? "\r\n" : "\n";
	*new_text = NULL;
	*size = 0;
	zd_str_addn(&e.text, text + mark, n - mark);
	int rc = run(&e, why_or_null, err);
	if (rc == ZD_OK) {
		if (mark)
			replace(&e.text, 0, 0, "\xef\xbb\xbf");
		*size = e.text.len;
		*new_text = zd_str_take(&e.text);
	}
	zd_str_free(&e.text);
	zd_arena_free(&arena);
	return rc;
}
