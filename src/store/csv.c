/*
 * Reading CSV. A row is first split where it lies in the window, without
 * touching it, and again from its beginning when the window ends inside it;
 * only a whole row is finished in place: quotes undoubled, NULs behind the
 * cells. Whether the bytes are UTF-8 is checked a window at a time.
 */
#include "store/csv.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

#define NOWHERE SIZE_MAX

enum split {
	SPLIT_ROW,
	SPLIT_PART,  /* the window ends before the row */
	SPLIT_STRAY, /* a quote, or what follows one, where it may not be */
	SPLIT_OPEN,  /* the file ends inside quotes */
	SPLIT_LONG,  /* a field beyond the limit */
};

struct zd_csv {
	struct zd_window window;
	size_t checked; /* window.data up to here is UTF-8 without NUL, or ends at `bad` */
	size_t bad;     /* the first byte that is not; or NOWHERE */
	struct zd_csv_cell *cells;
	size_t count; /* of the row; `cap` of them are kept */
	size_t cap;
	size_t expected; /* 0: any */
	const char *stray;
	int line;    /* of the next row */
	bool quotes; /* the row has any */
	bool begun, over;
	char delimiter;
	bool special[256]; /* bytes that end unquoted text, or may not be in it */
};

struct zd_csv *zd_csv_new(struct zd_input *in, char delimiter)
{
	struct zd_csv *c = zd_alloc(sizeof *c);
	*c = (struct zd_csv){.window.in = in, .bad = NOWHERE, .line = 1, .delimiter = delimiter};
	c->special['\n'] = c->special['\r'] = c->special['"'] = c->special[(unsigned char)delimiter] = true;
	zd_csv_expect(c, 0);
	return c;
}

void zd_csv_free(struct zd_csv *c)
{
	if (!c)
		return;
	zd_window_free(&c->window);
	free(c->cells);
	free(c);
}

void zd_csv_expect(struct zd_csv *c, size_t columns)
{
	size_t cap = columns ? columns + 1 : ZD_CSV_COLUMNS_MAX + 1;
	if (cap > c->cap)
		c->cells = zd_realloc(c->cells, cap * sizeof *c->cells);
	c->cap = cap;
	c->expected = columns;
}

bool zd_csv_over(const struct zd_csv *c)
{
	return c->over;
}

/* ---- UTF-8 ---- */

/* How many bytes at s are ASCII without NUL, in steps of eight. */
static size_t ascii_length(const char *s, size_t n)
{
	const uint64_t ones = UINT64_C(0x0101010101010101);
	size_t i = 0;
	for (; i + 8 <= n; i += 8) {
		uint64_t word;
		memcpy(&word, s + i, 8);
		if (((word - ones) | word) & ones << 7)
			break;
	}
	return i;
}

/* One character of the three-byte kind, most of Chinese; the first and last of that kind are left to zd_utf8_valid. */
static bool is_three_bytes(const char *s, size_t n)
{
	const unsigned char *u = (const unsigned char *)s;
	return n >= 3 && u[0] > 0xE0 && u[0] < 0xED && (u[1] & 0xC0) == 0x80 && (u[2] & 0xC0) == 0x80;
}

/* The length of the character that s begins with, by its first byte. */
static size_t announced_length(char first)
{
	unsigned char u = (unsigned char)first;
	return u < 0xC0 ? 1 : u < 0xE0 ? 2 : u < 0xF0 ? 3 : 4;
}

/* Where the valid text ends that s[n] begins with. */
static size_t valid_length(const char *s, size_t n)
{
	size_t i = 0;
	while (i < n) {
		size_t plain = ascii_length(s + i, n - i);
		i += plain;
		for (size_t k = 0; k < 8 && i < n; k++) {
			if ((signed char)s[i] > 0) {
				i++;
				continue;
			}
			if (is_three_bytes(s + i, n - i)) {
				i += 3;
				continue;
			}
			size_t length = announced_length(s[i]);
			if (length > n - i || zd_utf8_valid(s + i, length) < length)
				return i;
			i += length;
		}
	}
	return i;
}

/* Whether s[n] may be the first part of a character: the rest was not in the window yet. */
static bool is_beginning(const char *s, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		if (((unsigned char)s[i] & 0xC0) != 0x80)
			return false;
	}
	return n < announced_length(s[0]);
}

/* Goes on checking where it stopped, up to the first bad byte. */
static void check_text(struct zd_csv *c)
{
	struct zd_window *w = &c->window;
	if (c->bad != NOWHERE)
		return;
	c->checked += valid_length(w->data + c->checked, w->end - c->checked);
	size_t left = w->end - c->checked;
	if (left > 0 && (w->ended || !is_beginning(w->data + c->checked, left)))
		c->bad = c->checked;
}

static int refill(struct zd_csv *c, struct zd_error *err)
{
	struct zd_window *w = &c->window;
	size_t moved = w->start;
	int rc = zd_window_fill(w, ZD_CSV_ROW_MAX, err);
	c->checked -= moved;
	if (c->bad != NOWHERE)
		c->bad -= moved;
	if (!rc)
		check_text(c);
	return rc;
}

/* ---- splitting ---- */

static void add_cell(struct zd_csv *c, char *s, const char *end, bool quoted, bool doubled)
{
	if (c->count < c->cap)
		c->cells[c->count] =
			(struct zd_csv_cell){.s = s, .len = (uint32_t)(end - s), .quoted = quoted, .doubled = doubled};
	c->count++;
}

/* The quoted field behind the quote at p: *next is behind its closing quote. */
static enum split split_quoted(struct zd_csv *c, char *p, char *end, char **next)
{
	char *text = p + 1, *from = text, *quote;
	bool doubled = false;
	c->quotes = true;
	for (;;) {
		quote = memchr(from, '"', (size_t)(end - from));
		if ((size_t)((quote ? quote : end) - text) > ZD_CSV_FIELD_MAX)
			return SPLIT_LONG;
		if (!quote || (quote + 1 == end && !c->window.ended))
			return quote || !c->window.ended ? SPLIT_PART : SPLIT_OPEN;
		if (quote + 1 == end || quote[1] != '"')
			break;
		doubled = true;
		from = quote + 2;
	}
	*next = quote + 1;
	if (*next < end && (!c->special[(unsigned char)**next] || **next == '"')) {
		c->stray = *next;
		return SPLIT_STRAY;
	}
	add_cell(c, text, quote, true, doubled);
	return SPLIT_ROW;
}

/* Unquoted text from p on. data[end] is an end of line, put there for this. */
static enum split split_plain(struct zd_csv *c, char *p, char *end, char **next)
{
	char *from = p;
	while (!c->special[(unsigned char)*p])
		p++;
	*next = p;
	if ((size_t)(p - from) > ZD_CSV_FIELD_MAX)
		return SPLIT_LONG;
	if (*p == '"' && p < end) {
		c->stray = p;
		return SPLIT_STRAY;
	}
	add_cell(c, from, p, false, false);
	return SPLIT_ROW;
}

/* Where the line that holds p ends, and the next one begins; false: not in the window. */
static bool line_end(const struct zd_csv *c, char *p, char *end, char **eol, char **next)
{
	while (p < end && *p != '\n' && *p != '\r')
		p++;
	*eol = *next = p;
	if (p == end || (*p == '\r' && p + 1 == end))
		*next = end;
	else
		*next = p + (*p == '\r' && p[1] == '\n' ? 2 : 1);
	return c->window.ended || *next < end || (p < end && *p == '\n');
}

/* Splits the row at the window's beginning into cells; *next is behind it. The bytes stay as they are. */
static enum split split_row(struct zd_csv *c, char **next)
{
	char *p = c->window.data + c->window.start, *end = c->window.data + c->window.end, *eol;
	*end = '\n';
	c->count = 0;
	c->quotes = false;
	for (;;) {
		char *from = p;
		enum split found = *p == '"' && p < end ? split_quoted(c, p, end, &p) : split_plain(c, p, end, &p);
		if (found == SPLIT_STRAY && !line_end(c, p, end, &eol, next))
			return (size_t)(end - from) > ZD_CSV_FIELD_MAX ? SPLIT_LONG : SPLIT_PART;
		if (found == SPLIT_STRAY)
			add_cell(c, from, eol, false, false);
		if (found == SPLIT_OPEN) {
			*next = end;
			add_cell(c, from, end, false, false);
		}
		if (found != SPLIT_ROW)
			return found;
		if (p == end || *p != c->delimiter)
			return line_end(c, p, end, &eol, next) ? SPLIT_ROW : SPLIT_PART;
		p++;
	}
}

/* ---- rows ---- */

/* How many lines end between two places. */
static int lines_between(const char *from, const char *to)
{
	int64_t lines = 0;
	for (; from < to; from++)
		lines += *from == '\n' || (*from == '\r' && (from + 1 == to || from[1] != '\n'));
	return lines < INT_MAX ? (int)lines : INT_MAX;
}

/* NULs behind the cells, and one quote for two. */
static void finish_cells(struct zd_csv *c)
{
	size_t count = c->count < c->cap ? c->count : c->cap;
	for (size_t i = 0; i < count; i++) {
		struct zd_csv_cell *cell = &c->cells[i];
		char *end = cell->s + cell->len;
		if (cell->doubled) {
			char *to = cell->s;
			for (const char *from = cell->s; from < end; from += *from == '"' ? 2 : 1)
				*to++ = *from;
			end = to;
			cell->len = (uint32_t)(to - cell->s);
		}
		*end = '\0';
	}
}

static int column_at(const struct zd_csv *c, const char *place)
{
	size_t i = 0;
	while (i + 1 < c->count && i + 1 < c->cap && c->cells[i + 1].s <= place)
		i++;
	return (int)i + 1;
}

/* What is wrong with a stray character, and where it stands. */
static int refuse_stray(const struct zd_csv *c, struct zd_error *err)
{
	const char *from = c->window.data + c->window.start, *line = c->stray;
	int lines = lines_between(from, c->stray);
	while (line > from && line[-1] != '\n' && line[-1] != '\r')
		line--;
	return zd_fail(err, ZD_DATA, "%s at character %zu of line %d",
		       c->stray[-1] == '"' ? "text behind a closing quote"
					   : "a quote inside text that does not begin with one",
		       zd_utf8_length(line, (size_t)(c->stray - line)) + 1, c->line + lines);
}

static int refuse_bytes(const struct zd_csv *c, struct zd_error *err)
{
	unsigned char byte = (unsigned char)c->window.data[c->bad];
	if (byte == 0)
		return zd_fail(err, ZD_DATA, "has a NUL byte; if the file is UTF-16, save it as UTF-8");
	return zd_fail(err, ZD_DATA, "is not valid UTF-8 text (byte 0x%02X)", byte);
}

/* What is wrong with the row that was split, if anything. */
static int judge(struct zd_csv *c, enum split found, const char *next, struct zd_error *err)
{
	const char *bad = c->bad != NOWHERE ? c->window.data + c->bad : next;
	int rc = ZD_OK;
	if (bad < next) {
		rc = refuse_bytes(c, err);
		err->column = column_at(c, bad);
	} else if (found == SPLIT_STRAY) {
		rc = refuse_stray(c, err);
		err->column = (int)c->count;
	} else if (found == SPLIT_OPEN) {
		rc = zd_fail(err, ZD_DATA, "the quote that opens here is never closed");
		err->column = (int)c->count;
	} else if (c->expected && c->count != c->expected) {
		rc = zd_fail(err, ZD_DATA, "the row has %zu field%s where %zu %s wanted", c->count,
			     c->count == 1 ? "" : "s", c->expected, c->expected == 1 ? "is" : "are");
		err->column = (int)(c->count < c->expected ? c->count : c->expected + 1);
	}
	return rc;
}

static int give_up(struct zd_csv *c, struct zd_error *err)
{
	c->over = true;
	err->line = c->line;
	return err->code;
}

/* The first bytes: a mark to skip, or another encoding. */
static int begin(struct zd_csv *c, struct zd_error *err)
{
	struct zd_window *w = &c->window;
	c->begun = true;
	if (refill(c, err))
		return err->code;
	const unsigned char *u = (const unsigned char *)w->data;
	if (w->end >= 2 && ((u[0] == 0xFF && u[1] == 0xFE) || (u[0] == 0xFE && u[1] == 0xFF)))
		return zd_fail(err, ZD_DATA, "the file is UTF-16; save it as UTF-8");
	if (w->end >= 3 && memcmp(u, "\xEF\xBB\xBF", 3) == 0)
		w->start = 3;
	return ZD_OK;
}

/* Splits the next row, with as much of the file in the window as it takes. */
static int whole_row(struct zd_csv *c, enum split *found, char **next, struct zd_error *err)
{
	struct zd_window *w = &c->window;
	*found = SPLIT_PART;
	for (;;) {
		if (w->start < w->end)
			*found = split_row(c, next);
		if (*found == SPLIT_LONG) {
			zd_fail(err, ZD_DATA, "the field is longer than %zu bytes%s", ZD_CSV_FIELD_MAX,
				c->quotes ? "; perhaps a quote is not closed" : "");
			err->column = (int)c->count + 1;
			return err->code;
		}
		if (*found != SPLIT_PART || (w->ended && w->start == w->end))
			break;
		if (w->start == 0 && w->cap - w->end < 4 && w->cap == ZD_CSV_ROW_MAX)
			return zd_fail(err, ZD_DATA, "the row is longer than %zu bytes%s", ZD_CSV_ROW_MAX,
				       c->quotes ? "; perhaps a quote is not closed" : "");
		if (refill(c, err))
			return err->code;
	}
	if (*found != SPLIT_PART && !c->expected && c->count > ZD_CSV_COLUMNS_MAX)
		return zd_fail(err, ZD_DATA, "the row has more than %d fields", ZD_CSV_COLUMNS_MAX);
	return ZD_OK;
}

int zd_csv_next(struct zd_csv *c, struct zd_csv_row *row, struct zd_error *err)
{
	struct zd_window *w = &c->window;
	enum split found;
	char *next;
	*row = (struct zd_csv_row){.cells = c->cells, .line = c->line};
	if (!c->begun && begin(c, err))
		return give_up(c, err);
	for (;;) {
		if (whole_row(c, &found, &next, err))
			return give_up(c, err);
		if (found == SPLIT_PART)
			return ZD_OK;
		if (c->count > 1 || c->cells[0].len > 0 || c->quotes)
			break;
		w->start = (size_t)(next - w->data); /* a blank line */
		c->line++;
	}
	int rc = judge(c, found, next, err);
	int line = c->line;
	int lines = c->quotes || found != SPLIT_ROW ? lines_between(w->data + w->start, next) : 1;
	c->line = lines < INT_MAX - line ? line + lines : INT_MAX;
	finish_cells(c);
	w->start = (size_t)(next - w->data);
	if (c->bad != NOWHERE && c->bad < w->start) {
		c->bad = NOWHERE;
		c->checked = w->start;
		check_text(c);
	}
	*row = (struct zd_csv_row){c->cells, c->count < c->cap ? c->count : c->cap, line};
	if (rc)
		err->line = line;
	return rc;
}
