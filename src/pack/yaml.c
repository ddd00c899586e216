/*
 * The loader walks libyaml's events and builds the tree itself, so that what
 * makes YAML dangerous (aliases that multiply, tags, endless nesting) is
 * refused at the event, before anything is allocated for it.
 */
#include "pack/yaml.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "base/utf8.h"

#define SMALL_MAP 16

/* A finished child that waits for the end of its list or map. */
struct child {
	const char *key;
	struct zd_place key_place;
	struct zd_raw *node;
};

struct loader {
	yaml_parser_t parser;
	const char *file;
	const char *data;
	size_t size;
	struct zd_arena *arena;
	struct zd_findings *findings;
	struct child *stack;
	size_t count, cap;
	size_t nodes;
};

/* The place of a byte, counting lines by '\n' and columns in characters. */
static struct zd_place place_of_byte(const char *file, const char *data, size_t offset)
{
	struct zd_place place = {.file = file, .line = 1, .column = 1};
	size_t line = 0;
	for (size_t i = 0; i < offset; i++) {
		if (data[i] == '\n') {
			place.line++;
			line = i + 1;
		}
	}
	place.column = (int)zd_utf8_length(data + line, offset - line) + 1;
	return place;
}

bool zd_text_check(const char *file, const char *data, size_t size, struct zd_findings *findings)
{
	size_t bad = zd_utf8_valid(data, size);
	if (bad == size)
		return true;
	const unsigned char *b = (const unsigned char *)data;
	bool marked = size >= 2 && ((b[0] == 0xff && b[1] == 0xfe) || (b[0] == 0xfe && b[1] == 0xff));
	struct zd_place at = place_of_byte(file, data, bad);
	if (marked)
		zd_find(findings, ZD_F_YAML_SYNTAX, file, 1, 1, "the file is UTF-16; save it as UTF-8");
	else if (b[bad] == 0)
		zd_find(findings, ZD_F_YAML_SYNTAX, file, at.line, at.column,
			"a NUL byte; the file must be UTF-8 text");
	else
		zd_find(findings, ZD_F_YAML_SYNTAX, file, at.line, at.column,
			"the byte 0x%02X is not UTF-8; save the file as UTF-8", b[bad]);
	return false;
}

static struct zd_place place_of_mark(const struct loader *l, yaml_mark_t mark)
{
	return (struct zd_place){.file = l->file, .line = (int)mark.line + 1, .column = (int)mark.column + 1};
}

static bool refuse(struct loader *l, enum zd_finding_code code, yaml_mark_t mark, const char *message)
{
	struct zd_place at = place_of_mark(l, mark);
	zd_find(l->findings, code, l->file, at.line, at.column, "%s", message);
	return false;
}

/* Whether the first thing on the line is a tab: libyaml's own words do not say so. */
static bool is_tab_indented(const struct loader *l, int line)
{
	const char *p = l->data, *end = l->data + l->size;
	for (; line > 1 && p; line--) {
		p = memchr(p, '\n', (size_t)(end - p));
		p = p ? p + 1 : NULL;
	}
	if (!p)
		return false;
	while (p < end && *p == ' ')
		p++;
	return p < end && *p == '\t';
}

static void report_syntax(struct loader *l)
{
	const yaml_parser_t *parser = &l->parser;
	if (parser->error == YAML_READER_ERROR) {
		size_t offset = parser->problem_offset < l->size ? parser->problem_offset : l->size;
		struct zd_place at = place_of_byte(l->file, l->data, offset);
		zd_find(l->findings, ZD_F_YAML_SYNTAX, l->file, at.line, at.column, "%s", parser->problem);
		return;
	}
	struct zd_place at = place_of_mark(l, parser->problem_mark);
	bool tab = is_tab_indented(l, at.line);
	zd_find(l->findings, ZD_F_YAML_SYNTAX, l->file, at.line, at.column, "%s%s%s%s",
		parser->context ? parser->context : "", parser->context ? ": " : "",
		parser->problem ? parser->problem : "not well-formed", tab ? " (indent with spaces, not tabs)" : "");
}

/* The next event; false: a finding says why there is none. Whoever gets an event deletes it. */
static bool next(struct loader *l, yaml_event_t *event)
{
	if (yaml_parser_parse(&l->parser, event))
		return true;
	report_syntax(l);
	return false;
}

static bool is_null(const char *text)
{
	return *text == '\0' || strcmp(text, "~") == 0 || strcmp(text, "null") == 0 || strcmp(text, "Null") == 0 ||
	       strcmp(text, "NULL") == 0;
}

static bool check_plain(struct loader *l, const yaml_event_t *event, const yaml_char_t *anchor, const yaml_char_t *tag)
{
	if (anchor)
		return refuse(l, ZD_F_YAML_LIMIT, event->start_mark, "anchors (&name) are not allowed here");
	if (tag)
		return refuse(l, ZD_F_YAML_LIMIT, event->start_mark, "tags (!name) are not allowed here");
	return true;
}

static bool check_scalar(struct loader *l, const yaml_event_t *event)
{
	if (!check_plain(l, event, event->data.scalar.anchor, event->data.scalar.tag))
		return false;
	if (memchr(event->data.scalar.value, 0, event->data.scalar.length))
		return refuse(l, ZD_F_YAML_SYNTAX, event->start_mark, "a text may not contain NUL");
	return true;
}

static struct zd_raw *new_node(struct loader *l, const yaml_event_t *event, enum zd_raw_kind kind)
{
	if (++l->nodes > ZD_YAML_NODES_MAX) {
		refuse(l, ZD_F_YAML_LIMIT, event->start_mark, "the file has too many values");
		return NULL;
	}
	struct zd_raw *node = zd_arena_alloc(l->arena, sizeof *node);
	node->kind = kind;
	node->place = place_of_mark(l, event->start_mark);
	return node;
}

static struct zd_raw *build(struct loader *l, const yaml_event_t *event, int depth);

/* Reads the key's event; *key stays NULL at the end of the map. */
static bool read_key(struct loader *l, struct child *child)
{
	yaml_event_t event;
	if (!next(l, &event))
		return false;
	bool ok = true;
	if (event.type == YAML_SCALAR_EVENT) {
		const char *text = (const char *)event.data.scalar.value;
		ok = check_scalar(l, &event);
		if (ok && event.data.scalar.plain_implicit && *text == '\0')
			ok = refuse(l, ZD_F_YAML_SYNTAX, event.start_mark, "a key without a name");
		if (ok) {
			child->key = zd_arena_strndup(l->arena, text, event.data.scalar.length);
			child->key_place = place_of_mark(l, event.start_mark);
		}
	} else if (event.type == YAML_ALIAS_EVENT) {
		ok = refuse(l, ZD_F_YAML_LIMIT, event.start_mark, "aliases (*name) are not allowed here");
	} else if (event.type != YAML_MAPPING_END_EVENT) {
		ok = refuse(l, ZD_F_YAML_SYNTAX, event.start_mark, "a key must be a name, not a list or a map");
	}
	yaml_event_delete(&event);
	return ok;
}

/* Pushes the children of a list or map up to its end onto the stack. */
static bool read_children(struct loader *l, bool is_map, int depth)
{
	for (;;) {
		struct child child = {0};
		yaml_event_t event;
		if (is_map && !read_key(l, &child))
			return false;
		if (is_map && !child.key)
			return true;
		if (!next(l, &event))
			return false;
		bool end = event.type == YAML_SEQUENCE_END_EVENT;
		child.node = end ? NULL : build(l, &event, depth + 1);
		yaml_event_delete(&event);
		if (end)
			return true;
		if (!child.node)
			return false;
		ZD_GROW(l->stack, l->count, l->cap);
		l->stack[l->count++] = child;
	}
}

/* The first of children[count] with this key. Most maps are small, and then need no index. */
static const struct child *find_child(const struct zd_map *index, const struct child *children, size_t count,
				      const char *key)
{
	if (count > SMALL_MAP)
		return zd_map_get(index, key);
	for (size_t i = 0; i < count; i++)
		if (strcmp(children[i].key, key) == 0)
			return &children[i];
	return NULL;
}

/* Reports and drops the later of two equal keys among children[count]; returns how many are left. */
static size_t drop_duplicates(struct loader *l, struct child *children, size_t count)
{
	struct zd_map seen = {0};
	size_t kept = 0;
	for (size_t i = 0; i < count; i++) {
		const struct child *first = find_child(&seen, children, kept, children[i].key);
		if (first) {
			zd_find(l->findings, ZD_F_DUPLICATE, l->file, children[i].key_place.line,
				children[i].key_place.column, "\"%s\" is here twice; the first is in line %d",
				children[i].key, first->key_place.line);
			continue;
		}
		children[kept] = children[i];
		kept++;
		if (kept > SMALL_MAP) /* those before it, the first time */
			for (size_t k = kept == SMALL_MAP + 1 ? 0 : kept - 1; k < kept; k++)
				zd_map_put(&seen, children[k].key, &children[k]);
	}
	zd_map_free(&seen);
	return kept;
}

static struct zd_raw *build_collection(struct loader *l, const yaml_event_t *event, bool is_map, int depth)
{
	if (depth >= ZD_YAML_DEPTH_MAX) {
		refuse(l, ZD_F_YAML_LIMIT, event->start_mark, "lists and maps are nested too deep");
		return NULL;
	}
	struct zd_raw *node = new_node(l, event, is_map ? ZD_RAW_MAP : ZD_RAW_LIST);
	size_t base = l->count;
	if (!node || !read_children(l, is_map, depth))
		return NULL;
	size_t count = l->count - base;
	struct child *children = count > 0 ? l->stack + base : NULL; /* without any, there may be no stack yet */
	if (is_map && count > 1)
		count = drop_duplicates(l, children, count);
	node->count = count;
	node->items = zd_arena_alloc(l->arena, (count + 1) * sizeof *node->items);
	if (is_map) {
		node->keys = zd_arena_alloc(l->arena, (count + 1) * sizeof *node->keys);
		node->key_places = zd_arena_alloc(l->arena, (count + 1) * sizeof *node->key_places);
	}
	for (size_t i = 0; i < count; i++) {
		node->items[i] = children[i].node;
		if (is_map) {
			node->keys[i] = children[i].key;
			node->key_places[i] = children[i].key_place;
		}
	}
	l->count = base;
	return node;
}

/* The tree that begins with this event; NULL: a finding says why not. The depth is bounded, so recursion is. */
static struct zd_raw *build(struct loader *l, const yaml_event_t *event, int depth)
{
	switch (event->type) {
	case YAML_SCALAR_EVENT: {
		if (!check_scalar(l, event))
			return NULL;
		const char *text = (const char *)event->data.scalar.value;
		bool plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
		if (plain && is_null(text))
			return new_node(l, event, ZD_RAW_NULL);
		struct zd_raw *node = new_node(l, event, ZD_RAW_SCALAR);
		if (!node)
			return NULL;
		node->quoted = !plain;
		node->text = zd_arena_strndup(l->arena, text, event->data.scalar.length);
		return node;
	}
	case YAML_SEQUENCE_START_EVENT:
		if (!check_plain(l, event, event->data.sequence_start.anchor, event->data.sequence_start.tag))
			return NULL;
		return build_collection(l, event, false, depth);
	case YAML_MAPPING_START_EVENT:
		if (!check_plain(l, event, event->data.mapping_start.anchor, event->data.mapping_start.tag))
			return NULL;
		return build_collection(l, event, true, depth);
	case YAML_ALIAS_EVENT:
		refuse(l, ZD_F_YAML_LIMIT, event->start_mark, "aliases (*name) are not allowed here");
		return NULL;
	default:
		refuse(l, ZD_F_YAML_SYNTAX, event->start_mark, "a value is missing here");
		return NULL;
	}
}

/* Reads events up to the end of the stream; the one document's tree, or NULL with a finding. */
static struct zd_raw *read_stream(struct loader *l)
{
	struct zd_raw *root = NULL;
	for (;;) {
		yaml_event_t event;
		if (!next(l, &event))
			return NULL;
		bool ok = true;
		bool end = event.type == YAML_STREAM_END_EVENT;
		if (end && !root)
			ok = (root = new_node(l, &event, ZD_RAW_NULL)) != NULL;
		else if (event.type == YAML_DOCUMENT_START_EVENT && root)
			ok = refuse(l, ZD_F_YAML_SYNTAX, event.start_mark,
				    "a second document begins here; a file holds one");
		else if (!end && event.type != YAML_STREAM_START_EVENT && event.type != YAML_DOCUMENT_START_EVENT &&
			 event.type != YAML_DOCUMENT_END_EVENT)
			ok = (root = build(l, &event, 0)) != NULL;
		yaml_event_delete(&event);
		if (!ok)
			return NULL;
		if (end)
			return root;
	}
}

struct zd_raw *zd_yaml_read(const char *file, const char *data, size_t size, struct zd_arena *arena,
			    struct zd_findings *findings)
{
	if (size > ZD_YAML_SIZE_MAX) {
		zd_find(findings, ZD_F_YAML_LIMIT, file, 0, 0, "the file is larger than %zu MiB",
			ZD_YAML_SIZE_MAX >> 20);
		return NULL;
	}
	if (!zd_text_check(file, data, size, findings))
		return NULL;
	if (size >= 3 && memcmp(data, "\xef\xbb\xbf", 3) == 0) {
		data += 3;
		size -= 3;
	}
	struct loader l = {.file = file, .data = data, .size = size, .arena = arena, .findings = findings};
	if (!yaml_parser_initialize(&l.parser)) {
		fputs("zhidu: out of memory\n", stderr);
		abort();
	}
	yaml_parser_set_encoding(&l.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&l.parser, (const unsigned char *)data, size);
	struct zd_raw *root = read_stream(&l);
	yaml_parser_delete(&l.parser);
	free(l.stack);
	return root;
}

struct zd_raw *zd_raw_get(const struct zd_raw *map, const char *key)
{
	if (!map || map->kind != ZD_RAW_MAP)
		return NULL;
	for (size_t i = 0; i < map->count; i++)
		if (strcmp(map->keys[i], key) == 0)
			return map->items[i];
	return NULL;
}
