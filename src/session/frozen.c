/* A frozen sheet is CSV that zhidu wrote itself, so reading it is short: commas, quotes doubled, lines that end in LF. */
#include "session/frozen.h"

#include <string.h>

#include "model/text.h"
#include "store/runs.h"

int zd_frozen_find(struct zd_frozen_sheet *out, bool *closed, struct zd_session *s, const char *report,
		   const struct zd_when *when, struct zd_arena *arena, struct zd_error *err)
{
	struct zd_book *book;
	struct zd_reader *reader = NULL;
	struct zd_loaded *loaded = NULL;
	struct zd_run run;
	*out = (struct zd_frozen_sheet){0};
	*closed = false;
	if (!when->period)
		return ZD_OK;
	int code = zd_session_book(s, false, &book, err);
	if (!code)
		code = zd_close_find(&out->close, closed, book, when->period, when->as_of, err);
	if (code || !*closed)
		return code;
	code = zd_close_sheet(&out->csv, &out->size, book, out->close.id, report, arena, err);
	if (code || !out->csv)
		return code;
	code = zd_reader_open(&reader, s->book_path, err);
	if (!code)
		code = zd_run_get(reader, out->close.run, &run, arena, err);
	if (!code)
		code = zd_load_release(s, run.release, &loaded, err);
	zd_reader_close(reader);
	for (size_t i = 0; !code && i < loaded->pack->report_count; i++) {
		if (strcmp(loaded->pack->reports[i].name, report) == 0)
			out->report = &loaded->pack->reports[i];
	}
	if (!code && !out->report)
		code = zd_fail(err, ZD_BOOK, "the book is damaged: release %lld has no report %s, which was frozen",
			       (long long)run.release, report);
	out->pack = code ? NULL : loaded->pack;
	return code;
}

/* The next cell, without its quotes, in the arena; *p stands behind the comma or line end, which *last tells apart. */
static const char *next_cell(const char **p, const char *end, size_t *len, bool *last, struct zd_arena *arena)
{
	struct zd_str cell = {0};
	bool quoted = *p < end && **p == '"';
	const char *c = *p + quoted;
	while (c < end) {
		if (quoted && *c == '"') {
			if (c + 1 < end && c[1] == '"') {
				zd_str_addc(&cell, '"');
				c += 2;
				continue;
			}
			quoted = false;
			c++;
			continue;
		}
		if (!quoted && (*c == ',' || *c == '\n'))
			break;
		zd_str_addc(&cell, *c++);
	}
	*last = c >= end || *c == '\n';
	*p = c < end ? c + 1 : c;
	*len = cell.len;
	return zd_str_keep(&cell, arena);
}

static int read_row(const struct zd_report *r, struct zd_value *row, const struct zd_type *types, const char **p,
		    const char *end, struct zd_arena *arena, struct zd_error *err)
{
	bool last = false;
	for (size_t i = 0; i < r->column_count; i++) {
		size_t len;
		if (last)
			return zd_fail(err, ZD_BOOK, "the frozen sheet %s has a row that is too short", r->name);
		const char *text = next_cell(p, end, &len, &last, arena);
		row[i] = ZD_VALUE_NIL;
		if (len && zd_value_parse(&row[i], &types[i], text, len, arena, err))
			return err->code;
	}
	return last ? ZD_OK : zd_fail(err, ZD_BOOK, "the frozen sheet %s has a row that is too long", r->name);
}

int zd_frozen_rows(const struct zd_frozen_sheet *sheet, struct zd_sink *sink, struct zd_error *err)
{
	const struct zd_report *r = sheet->report;
	struct zd_arena arena = {0}, text = {0};
	struct zd_head *heads = zd_arena_alloc(&arena, r->column_count * sizeof *heads);
	struct zd_type *types = zd_arena_alloc(&arena, r->column_count * sizeof *types);
	struct zd_value *row = zd_arena_alloc(&arena, r->column_count * sizeof *row);
	const char *p = memchr(sheet->csv, '\n', sheet->size), *end = sheet->csv + sheet->size;
	for (size_t i = 0; i < r->column_count; i++) {
		const struct zd_fact_value *c = &r->columns[i];
		types[i] = c->type;
		/* Lists and references are what stands there. */
		if (c->type.kind == ZD_KIND_LIST || c->type.kind == ZD_KIND_REF)
			types[i] = (struct zd_type){.kind = ZD_KIND_TEXT};
		heads[i] = (struct zd_head){c->name, c->title, types[i]};
		if (c->unit)
			heads[i].title = zd_arena_printf(&arena, "%s（%s）", c->title, c->unit);
	}
	int code = sink->begin(sink, heads, r->column_count, err);
	for (p = p ? p + 1 : end; p < end && !code;) {
		zd_arena_reset(&text);
		code = read_row(r, row, types, &p, end, &text, err);
		if (!code)
			code = sink->row(sink, row, err);
	}
	if (!code)
		code = sink->end(sink, err);
	zd_arena_free(&arena);
	zd_arena_free(&text);
	return code;
}
