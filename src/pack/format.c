/*
 * Laying out YAML. libyaml's scanner says where each token stands and how
 * deep it lies; between tokens only blanks and comments are touched. What
 * spans several lines (flow collections, long texts) moves as a whole. In the
 * end the result is read again and must be the same tree.
 */
#include "pack/format.h"

#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "base/utf8.h"
#include "pack/yaml.h"

struct token {
	yaml_token_type_t type;
	size_t start, end; /* bytes; within one line, of a token of several lines the first */
	size_t line, last_line;
	size_t depth; /* of the line's indentation, should it stand first */
	bool in_flow;
};

struct line {
	size_t start, end;   /* bytes, without the line break and blanks before it */
	size_t text;         /* where it begins behind its indentation */
	size_t first, count; /* its tokens */
	bool inside;         /* it goes on with what began in an earlier line */
	bool is_comment;
	size_t indent;    /* wanted, in columns */
	size_t value_gap; /* where it is `key: value` alone: the blanks behind the colon as they were; else 0 */
	size_t key_width; /* then */
	size_t pad;       /* blanks more, for its value to stand under the others */
};

struct layout {
	const char *data;
	size_t size;
	struct line *lines;
	size_t line_count, line_cap;
	struct token *tokens;
	size_t token_count, token_cap;
};

/* ---- lines ---- */

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

static void cut_lines(struct layout *l)
{
	for (size_t at = 0; at < l->size;) {
		const char *newline = memchr(l->data + at, '\n', l->size - at);
		size_t end = newline ? (size_t)(newline - l->data) : l->size, next = end + 1;
		ZD_GROW(l->lines, l->line_count, l->line_cap);
		struct line *line = &l->lines[l->line_count++];
		*line = (struct line){.start = at};
		while (end > at && is_blank(l->data[end - 1]))
			end--;
		line->end = end;
		line->text = at;
		while (line->text < end && is_blank(l->data[line->text]))
			line->text++;
		line->is_comment = line->text < end && l->data[line->text] == '#';
		at = next;
	}
}

static size_t indent_of(const struct line *line)
{
	return line->text - line->start;
}

static bool is_empty(const struct line *line)
{
	return line->text == line->end;
}

/* ---- tokens ---- */

static size_t offset_of(const struct layout *l, yaml_mark_t mark)
{
	if (mark.line >= l->line_count)
		return l->size;
	size_t start = l->lines[mark.line].start;
	return start + zd_utf8_offset(l->data + start, l->size - start, mark.column);
}

static bool opens_flow(yaml_token_type_t t)
{
	return t == YAML_FLOW_MAPPING_START_TOKEN || t == YAML_FLOW_SEQUENCE_START_TOKEN;
}

static bool closes_flow(yaml_token_type_t t)
{
	return t == YAML_FLOW_MAPPING_END_TOKEN || t == YAML_FLOW_SEQUENCE_END_TOKEN;
}

/* Block collections that are open: true where it is a sequence that is not indented by its own in the text. */
struct depth {
	bool bare[ZD_YAML_DEPTH_MAX + 2];
	bool mapping[ZD_YAML_DEPTH_MAX + 2];
	size_t count;
	size_t flow;
};

static void push(struct depth *d, bool mapping, bool bare)
{
	if (d->count <= ZD_YAML_DEPTH_MAX) {
		d->mapping[d->count] = mapping;
		d->bare[d->count] = bare;
		d->count++;
	}
}

/* A bare sequence ends where its mapping goes on. */
static void end_bare(struct depth *d)
{
	if (d->count && d->bare[d->count - 1])
		d->count--;
}

static void follow(struct depth *d, const yaml_token_t *t)
{
	switch (t->type) {
	case YAML_BLOCK_MAPPING_START_TOKEN:
		push(d, true, false);
		break;
	case YAML_BLOCK_SEQUENCE_START_TOKEN:
		push(d, false, false);
		break;
	case YAML_BLOCK_END_TOKEN:
		end_bare(d);
		d->count -= d->count > 0;
		break;
	case YAML_KEY_TOKEN:
		if (!d->flow)
			end_bare(d);
		break;
	case YAML_BLOCK_ENTRY_TOKEN:
		if (d->count && d->mapping[d->count - 1])
			push(d, false, true);
		break;
	default:
		d->flow += opens_flow(t->type);
		d->flow -= closes_flow(t->type) && d->flow;
	}
}

static void add_token(struct layout *l, const struct depth *d, const yaml_token_t *t)
{
	size_t start = offset_of(l, t->start_mark), end = offset_of(l, t->end_mark);
	if (end <= start)
		return;
	ZD_GROW(l->tokens, l->token_count, l->token_cap);
	struct token *k = &l->tokens[l->token_count++];
	*k = (struct token){.type = t->type, .start = start, .end = end, .line = t->start_mark.line};
	/* The end of a text in block style is the beginning of a line behind it. */
	k->last_line = t->end_mark.line - (t->end_mark.column == 0 && t->end_mark.line > t->start_mark.line);
	k->in_flow = d->flow > (size_t)opens_flow(t->type);
	bool own = t->type == YAML_KEY_TOKEN || t->type == YAML_BLOCK_ENTRY_TOKEN;
	k->depth = d->count ? d->count - 1 + (!own && t->type != YAML_SCALAR_TOKEN) : 0;
	if (k->last_line > k->line)
		k->end = l->lines[k->line].end;
}

/* The text has been read as YAML before, so that the scanner finds nothing wrong. */
static void scan(struct layout *l)
{
	yaml_parser_t parser;
	struct depth d = {0};
	bool after_key = false;
	yaml_parser_initialize(&parser);
	yaml_parser_set_input_string(&parser, (const unsigned char *)l->data, l->size);
	for (bool more = true; more;) {
		yaml_token_t t;
		if (!yaml_parser_scan(&parser, &t))
			break;
		follow(&d, &t);
		if (t.type != YAML_STREAM_START_TOKEN && t.type != YAML_STREAM_END_TOKEN) {
			size_t before = l->token_count;
			add_token(l, &d, &t);
			/* A scalar that is no key lies a level below what holds it. */
			if (l->token_count > before && t.type == YAML_SCALAR_TOKEN && !after_key)
				l->tokens[before].depth += d.count > 0;
		}
		after_key = t.type == YAML_KEY_TOKEN;
		more = t.type != YAML_STREAM_END_TOKEN;
		yaml_token_delete(&t);
	}
	yaml_parser_delete(&parser);
}

static void assign_tokens(struct layout *l)
{
	for (size_t i = 0; i < l->token_count; i++) {
		const struct token *t = &l->tokens[i];
		struct line *line = &l->lines[t->line];
		if (!line->count++)
			line->first = i;
		for (size_t k = t->line + 1; k <= t->last_line && k < l->line_count; k++)
			l->lines[k].inside = true;
		if (line->first == i && t->in_flow)
			line->inside = true;
	}
}

/* ---- indentation ---- */

/* The next line with tokens at or behind `at`; line_count: none. */
static size_t next_content(const struct layout *l, size_t at)
{
	while (at < l->line_count && (!l->lines[at].count || l->lines[at].inside))
		at++;
	return at;
}

/* A comment goes with the line before it where it stood under that, else with the one behind it. */
static size_t comment_indent(const struct layout *l, size_t at, const struct line *before)
{
	size_t next = next_content(l, at);
	if (next == l->line_count)
		return before && indent_of(before) == indent_of(&l->lines[at]) ? before->indent : 0;
	if (before && indent_of(before) == indent_of(&l->lines[at]) &&
	    indent_of(&l->lines[next]) != indent_of(&l->lines[at]))
		return before->indent;
	return l->lines[next].indent;
}

static void indent_lines(struct layout *l)
{
	const struct line *before = NULL;
	for (size_t i = 0; i < l->line_count; i++) {
		struct line *line = &l->lines[i];
		if (line->count && !line->inside)
			line->indent = 2 * l->tokens[line->first].depth;
	}
	for (size_t i = 0; i < l->line_count; i++) {
		struct line *line = &l->lines[i];
		if (is_empty(line))
			continue;
		if (line->count && !line->inside) {
			before = line;
		} else if (line->inside) {
			/* It keeps its distance from the line in which the whole began. */
			size_t shift = before ? indent_of(line) + before->indent : indent_of(line);
			size_t by = before ? indent_of(before) : 0;
			line->indent = shift > by ? shift - by : 0;
		} else {
			line->indent = comment_indent(l, i, before);
		}
	}
}

/* ---- spaces within a line ---- */

static bool space_between(const struct token *a, const struct token *b)
{
	if (b->type == YAML_VALUE_TOKEN || b->type == YAML_FLOW_ENTRY_TOKEN || closes_flow(b->type))
		return false;
	return !opens_flow(a->type);
}

/* `key: value`, the value at least beginning in the same line. */
static void find_gap(struct layout *l, struct line *line)
{
	if (line->inside || line->count < 3)
		return;
	const struct token *t = &l->tokens[line->first];
	if (t[0].type != YAML_SCALAR_TOKEN || t[1].type != YAML_VALUE_TOKEN)
		return;
	line->value_gap = t[2].start - t[1].end;
	line->key_width = zd_utf8_width(l->data + t[0].start, t[0].end - t[0].start);
}

/* The next line of the run that this one is of: values of one mapping under each other, comments between them or not. */
static size_t next_in_run(const struct layout *l, size_t at)
{
	for (size_t i = at + 1; i < l->line_count; i++) {
		const struct line *line = &l->lines[i];
		if (line->value_gap && line->indent == l->lines[at].indent)
			return i;
		if (!line->inside && !line->is_comment)
			break;
	}
	return l->line_count;
}

/* Where some values of a run were aligned, all are. at: the run's first line. */
static void align_run(struct layout *l, size_t at)
{
	size_t width = 0, count = 0;
	bool aligned = false;
	for (size_t i = at; i < l->line_count; i = next_in_run(l, i)) {
		aligned |= l->lines[i].value_gap > 1;
		width = l->lines[i].key_width > width ? l->lines[i].key_width : width;
		count++;
	}
	for (size_t i = at; i < l->line_count; i = next_in_run(l, i))
		l->lines[i].pad = aligned && count > 1 ? width - l->lines[i].key_width : 0;
}

static void align_values(struct layout *l)
{
	size_t run_end = 0; /* behind the last line whose run was looked at */
	for (size_t i = 0; i < l->line_count; i++) {
		if (!l->lines[i].value_gap || i < run_end)
			continue;
		align_run(l, i);
		for (size_t k = i; k < l->line_count; k = next_in_run(l, k))
			run_end = k + 1;
	}
}

static void add_blanks(struct zd_str *out, size_t n)
{
	while (n--)
		zd_str_addc(out, ' ');
}

/* What stands behind the last token: a comment, with the blanks before it; or what goes on in the next line. */
static void write_rest(struct zd_str *out, const struct layout *l, const struct line *line, size_t from)
{
	if (from < line->end)
		zd_str_addn(out, l->data + from, line->end - from);
}

static void write_content(struct zd_str *out, const struct layout *l, size_t at)
{
	const struct line *line = &l->lines[at];
	const struct token *t = &l->tokens[line->first];
	add_blanks(out, line->indent);
	for (size_t i = 0; i < line->count; i++) {
		if (i && space_between(&t[i - 1], &t[i]))
			zd_str_addc(out, ' ');
		if (i == 2)
			add_blanks(out, line->pad);
		zd_str_addn(out, l->data + t[i].start, t[i].end - t[i].start);
	}
	write_rest(out, l, line, t[line->count - 1].end);
}

static void write_line(struct zd_str *out, const struct layout *l, size_t at)
{
	const struct line *line = &l->lines[at];
	if (line->count && !line->inside) {
		write_content(out, l, at);
		return;
	}
	add_blanks(out, line->indent);
	zd_str_addn(out, l->data + line->text, line->end - line->text);
}

static void write_lines(struct zd_str *out, const struct layout *l)
{
	bool empty = true; /* none at the beginning */
	for (size_t i = 0; i < l->line_count; i++) {
		const struct line *line = &l->lines[i];
		if (is_empty(line) && empty && !line->inside)
			continue;
		empty = is_empty(line) && !line->inside;
		if (!is_empty(line))
			write_line(out, l, i);
		zd_str_addc(out, '\n');
	}
	while (out->len > 1 && out->s[out->len - 1] == '\n' && out->s[out->len - 2] == '\n')
		out->s[--out->len] = '\0';
}

/* ---- the whole ---- */

static bool same_tree(const struct zd_raw *a, const struct zd_raw *b)
{
	if (!a || !b)
		return a == b;
	if (a->kind != b->kind || a->quoted != b->quoted || a->count != b->count)
		return false;
	if (a->kind == ZD_RAW_SCALAR)
		return strcmp(a->text, b->text) == 0;
	for (size_t i = 0; i < a->count; i++) {
		if ((a->kind == ZD_RAW_MAP && strcmp(a->keys[i], b->keys[i]) != 0) ||
		    !same_tree(a->items[i], b->items[i]))
			return false;
	}
	return true;
}

/* YAML knows more line breaks than people write; a text with them is left as it is. */
static bool has_odd_breaks(const char *data, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		size_t left = size - i;
		if (data[i] == '\r' && (left == 1 || data[i + 1] != '\n'))
			return true;
		if ((left > 1 && memcmp(data + i, "\xc2\x85", 2) == 0) ||
		    (left > 2 &&
		     (memcmp(data + i, "\xe2\x80\xa8", 3) == 0 || memcmp(data + i, "\xe2\x80\xa9", 3) == 0)))
			return true;
	}
	return false;
}

bool zd_yaml_format(struct zd_str *out, const char *file, const char *data, size_t size, struct zd_findings *findings)
{
	struct layout l = {.data = data, .size = size};
	struct zd_arena arena = {0};
	struct zd_findings none = {0};
	bool good = zd_text_check(file, data, size, findings);
	const struct zd_raw *before = good ? zd_yaml_read(file, data, size, &arena, findings) : NULL;
	good = before != NULL;
	if (good && has_odd_breaks(data, size)) {
		zd_str_addn(out, data, size);
	} else if (good) {
		cut_lines(&l);
		scan(&l);
		assign_tokens(&l);
		indent_lines(&l);
		for (size_t i = 0; i < l.line_count; i++)
			find_gap(&l, &l.lines[i]);
		align_values(&l);
		write_lines(out, &l);
		/* What could not be laid out without changing it stays as it is. */
		if (!same_tree(before, zd_yaml_read(file, zd_str_text(out), out->len, &arena, &none))) {
			zd_str_clear(out);
			zd_str_addn(out, data, size);
		}
	}
	zd_findings_free(&none);
	zd_arena_free(&arena);
	free(l.lines);
	free(l.tokens);
	return good;
}
