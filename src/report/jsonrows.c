/* Rows as JSON objects, keys being the columns' names: one array with an object a line, or lines of objects. */
#include <stdlib.h>

#include "base/json.h"
#include "model/text.h"
#include "report/sinks.h"

struct jsonrows {
	struct zd_sink sink;
	struct zd_out out;
	struct zd_arena arena;
	const struct zd_type **types;
	const char **keys; /* each as it stands before its value: `{"id":`, `,"name":` */
	size_t count;
	bool lines;
	bool any; /* an object has been written */
};

static int json_begin(struct zd_sink *self, const struct zd_head *heads, size_t count, struct zd_error *err)
{
	struct jsonrows *j = (struct jsonrows *)self;
	struct zd_head *copy = zd_heads_copy(&j->arena, heads, count);
	struct zd_str key = {0};
	bool first = true;

	j->keys = zd_arena_alloc(&j->arena, count * sizeof *j->keys);
	j->types = zd_arena_alloc(&j->arena, count * sizeof *j->types);
	j->count = count;
	for (size_t i = 0; i < count; i++) {
		zd_str_clear(&key);
		if (i == 0)
			zd_str_addc(&key, '{');
		zd_json_key(&key, &first, copy[i].name);
		j->keys[i] = zd_arena_strdup(&j->arena, zd_str_text(&key));
		j->types[i] = &copy[i].type;
	}
	zd_str_free(&key);
	if (!j->lines)
		zd_str_addc(&j->out.text, '[');
	return zd_out_pass(&j->out, err);
}

static int json_row(struct zd_sink *self, const struct zd_value *values, struct zd_error *err)
{
	struct jsonrows *j = (struct jsonrows *)self;
	struct zd_str *b = &j->out.text;

	if (!j->lines)
		zd_str_add(b, j->any ? ",\n" : "\n");
	j->any = true;
	if (j->count == 0)
		zd_str_addc(b, '{');
	for (size_t i = 0; i < j->count; i++) {
		zd_str_add(b, j->keys[i]);
		zd_value_json(b, j->types[i], &values[i]);
	}
	zd_str_addc(b, '}');
	if (j->lines)
		zd_str_addc(b, '\n');
	return zd_out_pass(&j->out, err);
}

static int json_end(struct zd_sink *self, struct zd_error *err)
{
	struct jsonrows *j = (struct jsonrows *)self;
	if (!j->lines)
		zd_str_add(&j->out.text, j->any ? "\n]\n" : "]\n");
	return zd_out_flush(&j->out, err);
}

static void json_free(struct zd_sink *self)
{
	struct jsonrows *j = (struct jsonrows *)self;
	zd_str_free(&j->out.text);
	zd_arena_free(&j->arena);
	free(j);
}

struct zd_sink *zd_json_sink(FILE *out, bool lines)
{
	struct jsonrows *j = zd_alloc(sizeof *j);
	j->sink = (struct zd_sink){json_begin, json_row, json_end, json_free};
	j->out.file = out;
	j->lines = lines;
	return &j->sink;
}
