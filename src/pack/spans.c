/*
 * Walks libyaml's events a second time for their marks. A block collection
 * ends, for us, where its last value does, so that the comments and blank
 * lines behind it are not taken for a part of it.
 */
#include "pack/spans.h"

#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "base/mem.h"
#include "base/utf8.h"

struct walker {
	yaml_parser_t parser;
	const char *text;
	size_t size;
	bool failed;
};

/* libyaml counts characters. */
static size_t offset_of(const struct walker *w, yaml_mark_t mark)
{
	return zd_utf8_offset(w->text, w->size, mark.index);
}

/* On failure, the end of the stream. */
static void next(struct walker *w, yaml_event_t *event)
{
	if (!w->failed && yaml_parser_parse(&w->parser, event))
		return;
	w->failed = true;
	memset(event, 0, sizeof *event);
	event->type = YAML_STREAM_END_EVENT;
}

static bool is_start(const yaml_event_t *event)
{
	return event->type == YAML_MAPPING_START_EVENT || event->type == YAML_SEQUENCE_START_EVENT;
}

static bool is_flow(const yaml_event_t *event)
{
	return event->type == YAML_MAPPING_START_EVENT ? event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE
						       : event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
}

/* The end of the node that begins with this event; its events are consumed. */
static yaml_mark_t skip(struct walker *w, const yaml_event_t *first)
{
	yaml_mark_t end = first->end_mark;
	bool flow_end = is_start(first) && is_flow(first);
	for (int depth = is_start(first); depth > 0;) {
		yaml_event_t event;
		next(w, &event);
		if (event.type == YAML_STREAM_END_EVENT)
			break;
		bool closes = event.type == YAML_MAPPING_END_EVENT || event.type == YAML_SEQUENCE_END_EVENT;
		depth += is_start(&event);
		depth -= closes;
		/* The end of a block collection is marked at whatever comes next, and has no width. */
		if (!closes || (event.end_mark.index > event.start_mark.index) || (depth == 0 && flow_end))
			end = event.end_mark;
		yaml_event_delete(&event);
	}
	return end;
}

static struct zd_span span_of(const struct walker *w, const yaml_event_t *first, yaml_mark_t end_mark)
{
	size_t start = offset_of(w, first->start_mark), end = offset_of(w, end_mark);
	while (end > start && strchr(" \t\r\n", w->text[end - 1])) /* behind a block scalar */
		end--;
	return (struct zd_span){start, end};
}

static void take_entry(struct walker *w, struct zd_entries *out, const yaml_event_t *key, const yaml_event_t *value)
{
	struct zd_entry entry = {.key = zd_strdup((const char *)key->data.scalar.value)};
	entry.key_at = span_of(w, key, key->end_mark);
	entry.value = span_of(w, value, skip(w, value));
	ZD_GROW(out->items, out->count, out->cap);
	out->items[out->count++] = entry;
}

/*
 * Follows the path from a map whose start event has been consumed, and takes
 * the entries of the map at its end. True: the path leads to a map.
 */
static bool walk_map(struct walker *w, struct zd_entries *out, const char *const *path, size_t depth)
{
	for (;;) {
		yaml_event_t key, value;
		next(w, &key);
		if (key.type != YAML_SCALAR_EVENT) {
			yaml_event_delete(&key);
			return depth == 0;
		}
		next(w, &value);
		bool down = depth > 0 && strcmp((const char *)key.data.scalar.value, path[0]) == 0;
		if (depth == 0)
			take_entry(w, out, &key, &value);
		else if (!down || value.type != YAML_MAPPING_START_EVENT)
			skip(w, &value);
		bool enter = down && value.type == YAML_MAPPING_START_EVENT;
		out->flow = enter ? is_flow(&value) : out->flow;
		out->open = enter ? offset_of(w, value.end_mark) : out->open;
		yaml_event_delete(&key);
		yaml_event_delete(&value);
		if (enter)
			return walk_map(w, out, path + 1, depth - 1);
	}
}

static void open_walker(struct walker *w)
{
	if (!yaml_parser_initialize(&w->parser))
		abort();
	yaml_parser_set_encoding(&w->parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&w->parser, (const unsigned char *)w->text, w->size);
}

void zd_spans_read(struct zd_entries *out, const char *text, size_t n, const char *const *path, size_t depth)
{
	struct walker w = {.text = text, .size = n};
	bool more = true;
	*out = (struct zd_entries){0};
	open_walker(&w);
	while (more) {
		yaml_event_t event;
		next(&w, &event);
		more = event.type != YAML_STREAM_END_EVENT;
		if (event.type == YAML_MAPPING_START_EVENT) {
			out->flow = is_flow(&event);
			out->open = offset_of(&w, event.end_mark);
			out->found = walk_map(&w, out, path, depth);
			more = false;
		}
		yaml_event_delete(&event);
	}
	yaml_parser_delete(&w.parser);
}

static bool begins_at(const yaml_event_t *event, const struct zd_place *place)
{
	return (event->type == YAML_SCALAR_EVENT || is_start(event)) &&
	       event->start_mark.line + 1 == (size_t)place->line &&
	       event->start_mark.column + 1 == (size_t)place->column;
}

size_t zd_spans_at(struct zd_span *out, const char *text, size_t n, const struct zd_place *places, size_t count)
{
	struct walker w = {.text = text, .size = n};
	size_t found = 0;
	bool more = true;
	open_walker(&w);
	while (more && found < count) {
		yaml_event_t event;
		next(&w, &event);
		more = event.type != YAML_STREAM_END_EVENT;
		if (more && begins_at(&event, &places[found])) {
			out[found] = span_of(&w, &event, skip(&w, &event));
			found++;
		}
		yaml_event_delete(&event);
	}
	yaml_parser_delete(&w.parser);
	return found;
}

const struct zd_entry *zd_spans_get(const struct zd_entries *e, const char *key)
{
	for (size_t i = 0; i < e->count; i++)
		if (strcmp(e->items[i].key, key) == 0)
			return &e->items[i];
	return NULL;
}

void zd_spans_free(struct zd_entries *e)
{
	for (size_t i = 0; i < e->count; i++)
		free(e->items[i].key);
	free(e->items);
	*e = (struct zd_entries){0};
}
