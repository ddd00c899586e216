/*
 * Tables for people: titles, a rule, and rows, aligned by display width.
 * Rows are held as text until the end, when the widths are known. On a
 * terminal the widest texts give way until a row fits its line.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/plain.h"
#include "base/utf8.h"
#include "model/text.h"
#include "report/sinks.h"

#define GAP 2       /* columns between cells */
#define NARROWEST 8 /* what a text keeps when it gives way */
#define ELLIPSIS "…"

struct cell {
	const char *text;
	uint32_t len;
	uint32_t width;
};

struct table {
	struct zd_sink sink;
	struct zd_out out;
	struct zd_arena arena;
	const struct zd_head *heads;
	size_t columns;
	size_t *widths;
	struct cell *cells; /* row by row, the titles first */
	size_t count;
	size_t cap;
	struct zd_str shown; /* reused */
	struct zd_str clean;
};

bool zd_is_number(const struct zd_type *type)
{
	return type->kind == ZD_KIND_INT || type->kind == ZD_KIND_NUMBER || type->kind == ZD_KIND_MONEY ||
	       type->kind == ZD_KIND_RATE;
}

static void add_cell(struct table *t, size_t column, const char *s, size_t n)
{
	struct cell cell;

	zd_str_clear(&t->clean);
	zd_plain_add_line(&t->clean, s, n);
	cell.len = (uint32_t)t->clean.len;
	cell.text = zd_arena_strndup(&t->arena, zd_str_text(&t->clean), t->clean.len);
	cell.width = (uint32_t)zd_utf8_width(cell.text, cell.len);
	if (cell.width > t->widths[column])
		t->widths[column] = cell.width;
	ZD_GROW(t->cells, t->count, t->cap);
	t->cells[t->count++] = cell;
}

static int table_begin(struct zd_sink *self, const struct zd_head *heads, size_t count, struct zd_error *err)
{
	struct table *t = (struct table *)self;

	(void)err;
	t->heads = zd_heads_copy(&t->arena, heads, count);
	t->columns = count;
	t->widths = zd_arena_alloc(&t->arena, count * sizeof *t->widths);
	for (size_t i = 0; i < count; i++) {
		const char *title = heads[i].title ? heads[i].title : heads[i].name;
		add_cell(t, i, title, strlen(title));
	}
	return ZD_OK;
}

static int table_row(struct zd_sink *self, const struct zd_value *values, struct zd_error *err)
{
	struct table *t = (struct table *)self;

	(void)err;
	for (size_t i = 0; i < t->columns; i++) {
		zd_str_clear(&t->shown);
		zd_value_show(&t->shown, &t->heads[i].type, &values[i]);
		add_cell(t, i, zd_str_text(&t->shown), t->shown.len);
	}
	return ZD_OK;
}

/* The columns of the terminal behind the stream; 0: it is none. */
static size_t terminal_width(FILE *out)
{
	struct winsize size;
	int fd = fileno(out);

	if (fd < 0 || !isatty(fd))
		return 0;
	if (ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
		return size.ws_col;
	return 80;
}

/* The widest text from a column on that can still give way; t->columns: none. */
static size_t widest_from(const struct table *t, size_t first)
{
	size_t widest = t->columns;

	for (size_t i = first; i < t->columns; i++) {
		if (zd_is_number(&t->heads[i].type) || t->widths[i] <= NARROWEST)
			continue;
		if (widest == t->columns || t->widths[i] > t->widths[widest])
			widest = i;
	}
	return widest;
}

/* The first column, by which people know a row, gives way last. */
static void fit(struct table *t, size_t limit)
{
	size_t total = t->columns ? (t->columns - 1) * GAP : 0;

	for (size_t i = 0; i < t->columns; i++)
		total += t->widths[i];
	for (; total > limit; total--) {
		size_t widest = widest_from(t, 1);
		if (widest == t->columns)
			widest = widest_from(t, 0);
		if (widest == t->columns)
			return;
		t->widths[widest]--;
	}
}

static void add_blanks(struct zd_str *b, size_t n)
{
	static const char blanks[] = "                                ";

	for (; n >= sizeof blanks - 1; n -= sizeof blanks - 1)
		zd_str_add(b, blanks);
	zd_str_addn(b, blanks, n);
}

/* Writes as much of a cell as `width` takes, an ellipsis for the rest; returns its width. */
static size_t add_text(struct zd_str *b, const struct cell *cell, size_t width)
{
	size_t used = 0;

	if (cell->width <= width) {
		zd_str_addn(b, cell->text, cell->len);
		return cell->width;
	}
	for (size_t i = 0; i < cell->len;) {
		uint32_t cp;
		size_t len = zd_utf8_next(cell->text + i, cell->len - i, &cp);
		size_t more = zd_utf8_width(cell->text + i, len);
		if (used + more + 1 > width)
			break;
		zd_str_addn(b, cell->text + i, len);
		used += more;
		i += len;
	}
	zd_str_add(b, ELLIPSIS);
	return used + 1;
}

static void add_line(struct table *t, const struct cell *cells)
{
	struct zd_str *b = &t->out.text;
	size_t blanks = 0; /* owed before the next cell, so that no line ends in blanks */

	for (size_t i = 0; i < t->columns; i++) {
		size_t width = t->widths[i];
		if (zd_is_number(&t->heads[i].type)) {
			size_t own = cells[i].width < width ? cells[i].width : width;
			blanks += width - own;
			width = own;
		}
		if (cells[i].len > 0) {
			add_blanks(b, blanks);
			blanks = width - add_text(b, &cells[i], width);
		} else {
			blanks += width;
		}
		blanks += GAP;
	}
	zd_str_addc(b, '\n');
}

static void add_rule(struct table *t)
{
	struct zd_str *b = &t->out.text;

	for (size_t i = 0; i < t->columns; i++) {
		if (i > 0)
			add_blanks(b, GAP);
		for (size_t n = 0; n < t->widths[i]; n++)
			zd_str_addc(b, '-');
	}
	zd_str_addc(b, '\n');
}

static int table_end(struct zd_sink *self, struct zd_error *err)
{
	struct table *t = (struct table *)self;
	size_t limit = terminal_width(t->out.file);
	int code = ZD_OK;

	if (limit > 0)
		fit(t, limit);
	for (size_t i = 0; t->columns > 0 && i + t->columns <= t->count && code == ZD_OK; i += t->columns) {
		add_line(t, &t->cells[i]);
		if (i == 0)
			add_rule(t);
		code = zd_out_pass(&t->out, err);
	}
	return code == ZD_OK ? zd_out_flush(&t->out, err) : code;
}

static void table_free(struct zd_sink *self)
{
	struct table *t = (struct table *)self;
	zd_str_free(&t->out.text);
	zd_str_free(&t->shown);
	zd_str_free(&t->clean);
	zd_arena_free(&t->arena);
	free(t->cells);
	free(t);
}

struct zd_sink *zd_table_sink(FILE *out)
{
	struct table *t = zd_alloc(sizeof *t);
	t->sink = (struct zd_sink){table_begin, table_row, table_end, table_free};
	t->out.file = out;
	return &t->sink;
}
