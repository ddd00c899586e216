/*
 * CSV after RFC 4180, with LF: names, then plain values, so that an import
 * reads them back. A cell is in quotes only where it must be.
 */
#include <stdlib.h>
#include <string.h>

#include "model/text.h"
#include "report/sinks.h"

struct csv {
	struct zd_sink sink;
	struct zd_out out;
	struct zd_arena arena;
	const struct zd_head *heads;
	size_t count;
};

/* Puts the text from `start` on into quotes, if it needs them. */
static void quote_from(struct zd_str *b, size_t start)
{
	size_t n = b->len - start;
	if (n == 0 || strcspn(b->s + start, ",\"\r\n") == n)
		return;
	char *cell = zd_memdup(b->s + start, n);
	b->len = start;
	zd_str_addc(b, '"');
	for (size_t i = 0; i < n; i++) {
		if (cell[i] == '"')
			zd_str_addc(b, '"');
		zd_str_addc(b, cell[i]);
	}
	zd_str_addc(b, '"');
	free(cell);
}

/* A line of nothing would be no record to a reader. */
static void end_line(struct zd_str *b, size_t start)
{
	if (b->len == start)
		zd_str_add(b, "\"\"");
	zd_str_addc(b, '\n');
}

static int csv_begin(struct zd_sink *self, const struct zd_head *heads, size_t count, struct zd_error *err)
{
	struct csv *c = (struct csv *)self;
	struct zd_str *b = &c->out.text;
	size_t line = b->len;

	c->heads = zd_heads_copy(&c->arena, heads, count);
	c->count = count;
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			zd_str_addc(b, ',');
		size_t cell = b->len;
		zd_str_add(b, heads[i].name);
		quote_from(b, cell);
	}
	end_line(b, line);
	return zd_out_pass(&c->out, err);
}

static int csv_row(struct zd_sink *self, const struct zd_value *values, struct zd_error *err)
{
	struct csv *c = (struct csv *)self;
	struct zd_str *b = &c->out.text;
	size_t line = b->len;

	for (size_t i = 0; i < c->count; i++) {
		if (i > 0)
			zd_str_addc(b, ',');
		size_t cell = b->len;
		zd_value_plain(b, &c->heads[i].type, &values[i]);
		if (values[i].tag >= ZD_TEXT)
			quote_from(b, cell);
	}
	end_line(b, line);
	return zd_out_pass(&c->out, err);
}

static int csv_end(struct zd_sink *self, struct zd_error *err)
{
	return zd_out_flush(&((struct csv *)self)->out, err);
}

static void csv_free(struct zd_sink *self)
{
	struct csv *c = (struct csv *)self;
	zd_str_free(&c->out.text);
	zd_arena_free(&c->arena);
	free(c);
}

struct zd_sink *zd_csv_sink(FILE *out)
{
	struct csv *c = zd_alloc(sizeof *c);
	c->sink = (struct zd_sink){csv_begin, csv_row, csv_end, csv_free};
	c->out.file = out;
	return &c->sink;
}
