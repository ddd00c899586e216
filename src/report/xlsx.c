/*
 * Rows as a workbook of one sheet, through libxlsxwriter. The library writes
 * files by name only, so the workbook is made beside and copied to the stream.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "base/date.h"
#include "base/utf8.h"
#include "model/text.h"
#include "report/sheet.h"
#include "report/sinks.h"

#define WIDEST 40       /* of a column, in digits */
#define TEXT_MOST 32767 /* characters that a cell takes */
#define NAME_MOST 31    /* characters that the name of a sheet takes */
#define UPRIGHT_COLUMNS 7
#define PAPER_A4 9

enum style {
	PLAIN,
	MONEY,
	RATE,
	DATE,
	MOMENT,
	HEAD,
	TITLE,
	TOTAL,
	TOTAL_MONEY,
	STYLES
};

struct xlsx {
	struct zd_sink sink;
	FILE *out;
	const struct zd_sheet *sheet;
	struct zd_arena arena;
	const struct zd_head *heads;
	size_t count;
	size_t *widths;
	struct zd_sums sums;
	struct zd_str shown; /* reused */
	char *path;          /* of the file beside; NULL: none */
	lxw_workbook *book;
	lxw_worksheet *page;
	lxw_format *styles[STYLES];
	lxw_row_t first; /* of the rows */
	lxw_row_t row;   /* the next one */
};

static int refused(lxw_error code, struct zd_error *err)
{
	return zd_fail(err, ZD_IO, "the workbook cannot be written: %s", lxw_strerror(code));
}

static void make_styles(struct xlsx *x)
{
	for (int i = 0; i < STYLES; i++)
		x->styles[i] = workbook_add_format(x->book);
	format_set_num_format(x->styles[MONEY], "#,##0.00");
	format_set_num_format(x->styles[RATE], "0.00%");
	format_set_num_format(x->styles[DATE], "yyyy-mm-dd");
	format_set_num_format(x->styles[MOMENT], "yyyy-mm-dd hh:mm:ss");
	format_set_num_format(x->styles[TOTAL_MONEY], "#,##0.00");
	for (int i = PLAIN; i < STYLES; i++) {
		if (i != TITLE)
			format_set_border(x->styles[i], LXW_BORDER_THIN);
		if (i >= HEAD)
			format_set_bold(x->styles[i]);
	}
	format_set_font_size(x->styles[TITLE], 16);
	format_set_bg_color(x->styles[HEAD], 0xEEEEEE);
}

/* A sheet's name takes neither these marks nor many characters. */
static char *page_name(const struct zd_sheet *sheet, struct zd_arena *arena)
{
	char *name = zd_arena_strdup(arena, sheet->title);
	size_t at = 0;
	for (size_t characters = 0; name[at] && characters < NAME_MOST; characters++) {
		uint32_t cp;
		if (strchr("[]:*?/\\'", name[at]))
			name[at] = '-';
		at += zd_utf8_next(name + at, strlen(name + at), &cp);
	}
	name[at] = '\0';
	return name;
}

static int open_book(struct xlsx *x, struct zd_error *err)
{
	const char *folder = getenv("TMPDIR");
	struct zd_str path = {0};
	zd_str_printf(&path, "%s/zhidu-XXXXXX", folder && *folder ? folder : "/tmp");
	x->path = zd_str_take(&path);
	int fd = mkstemp(x->path);
	if (fd < 0) {
		int reason = errno;
		zd_fail_at(err, ZD_IO, x->path, 0, 0, "%s", strerror(reason));
		free(x->path);
		x->path = NULL;
		return err->code;
	}
	close(fd);
	x->book = workbook_new(x->path);
	if (!x->book)
		return zd_fail(err, ZD_IO, "the workbook cannot be made");
	char *name = page_name(x->sheet, &x->arena);
	x->page = workbook_add_worksheet(x->book, *name ? name : NULL);
	if (!x->page)
		return zd_fail(err, ZD_DATA, "\"%s\" cannot be the name of a sheet", name);
	make_styles(x);
	return ZD_OK;
}

static void put_line(struct xlsx *x, const char *text, enum style style)
{
	if (text && *text)
		worksheet_write_string(x->page, x->row++, 0, text, style == PLAIN ? NULL : x->styles[style]);
}

static int xlsx_begin(struct zd_sink *self, const struct zd_head *heads, size_t count, struct zd_error *err)
{
	struct xlsx *x = (struct xlsx *)self;
	if (open_book(x, err))
		return err->code;
	x->heads = zd_heads_copy(&x->arena, heads, count);
	x->count = count;
	x->widths = zd_arena_alloc(&x->arena, (count + 1) * sizeof *x->widths);
	zd_sums_begin(&x->sums, x->sheet, heads, count, &x->arena);
	put_line(x, x->sheet->organisation, PLAIN);
	put_line(x, x->sheet->title, TITLE);
	put_line(x, x->sheet->scope, PLAIN);
	put_line(x, x->sheet->clause, PLAIN);
	for (size_t i = 0; i < count; i++) {
		const char *title = heads[i].title ? heads[i].title : heads[i].name;
		worksheet_write_string(x->page, x->row, (lxw_col_t)i, title, x->styles[HEAD]);
		x->widths[i] = zd_utf8_width(title, strlen(title));
	}
	worksheet_repeat_rows(x->page, x->row, x->row);
	x->first = ++x->row;
	worksheet_freeze_panes(x->page, x->first, 0);
	worksheet_set_paper(x->page, PAPER_A4);
	if (count > UPRIGHT_COLUMNS)
		worksheet_set_landscape(x->page);
	worksheet_fit_to_pages(x->page, 1, 0);
	return ZD_OK;
}

/* Text as the file's XML may hold it. */
static void clean(struct zd_str *b, size_t *characters)
{
	size_t end = 0;
	*characters = 0;
	while (end < b->len && *characters < TEXT_MOST) {
		uint32_t cp;
		size_t len = zd_utf8_next(b->s + end, b->len - end, &cp);
		if (cp < 0x20 && cp != '\n' && cp != '\t')
			b->s[end] = ' ';
		end += len;
		*characters += cp > 0xFFFF ? 2 : 1;
	}
	if (b->s) {
		b->s[end] = '\0';
		b->len = end;
	}
}

/* A date or date-time that a workbook can hold as one. */
static bool read_moment(lxw_datetime *out, enum zd_kind kind, const struct zd_value *v)
{
	struct zd_date d;
	int64_t seconds;
	if ((kind != ZD_KIND_DATE && kind != ZD_KIND_DATETIME) || v->tag != ZD_TEXT || v->len < ZD_DATE_LEN ||
	    !zd_date_parse(v->s, ZD_DATE_LEN, &d) || d.year < 1900)
		return false;
	*out = (lxw_datetime){.year = d.year, .month = d.month, .day = d.day};
	if (v->len == ZD_DATE_LEN)
		return true;
	if (v->len != ZD_DATETIME_LEN || !zd_datetime_parse(v->s, v->len, &seconds))
		return false;
	seconds = (seconds % 86400 + 86400) % 86400;
	out->hour = (int)(seconds / 3600);
	out->min = (int)(seconds / 60 % 60);
	out->sec = (double)(seconds % 60);
	return true;
}

static lxw_error put_text(struct xlsx *x, lxw_col_t at, const struct zd_value *v, enum style style)
{
	size_t characters;
	if (zd_utf8_valid(x->shown.s, x->shown.len) < x->shown.len || x->shown.len == 0)
		return worksheet_write_blank(x->page, x->row, at, x->styles[style]);
	clean(&x->shown, &characters);
	lxw_datetime moment;
	if (read_moment(&moment, x->heads[at].type.kind, v))
		return worksheet_write_datetime(x->page, x->row, at, &moment,
						x->styles[v->len == ZD_DATE_LEN ? DATE : MOMENT]);
	return worksheet_write_string(x->page, x->row, at, zd_str_text(&x->shown), x->styles[style]);
}

static lxw_error put_value(struct xlsx *x, lxw_col_t at, const struct zd_value *v)
{
	const struct zd_type *type = &x->heads[at].type;
	if (type->kind == ZD_KIND_MONEY && v->tag == ZD_INT)
		return worksheet_write_number(x->page, x->row, at, (double)v->i / 100, x->styles[MONEY]);
	if (v->tag == ZD_INT)
		return worksheet_write_number(x->page, x->row, at, (double)v->i, x->styles[PLAIN]);
	if (v->tag == ZD_NUMBER)
		return worksheet_write_number(x->page, x->row, at, v->d,
					      x->styles[type->kind == ZD_KIND_RATE ? RATE : PLAIN]);
	return put_text(x, at, v, PLAIN);
}

static int xlsx_row(struct zd_sink *self, const struct zd_value *values, struct zd_error *err)
{
	struct xlsx *x = (struct xlsx *)self;
	if (x->row >= LXW_ROW_MAX - 3)
		return zd_fail(err, ZD_DATA, "a workbook has room for %d rows; choose fewer, or write csv",
			       LXW_ROW_MAX);
	for (size_t i = 0; i < x->count; i++) {
		zd_str_clear(&x->shown);
		zd_value_show(&x->shown, &x->heads[i].type, &values[i]);
		size_t width = zd_utf8_width(zd_str_text(&x->shown), x->shown.len);
		if (width > x->widths[i])
			x->widths[i] = width;
		lxw_error code = put_value(x, (lxw_col_t)i, &values[i]);
		if (code)
			return refused(code, err);
	}
	x->row++;
	return zd_sums_add(&x->sums, values, err);
}

/* The totals are formulas, so that they follow what somebody changes in the sheet. */
static void put_totals(struct xlsx *x)
{
	for (size_t i = 0; i < x->count; i++) {
		const struct zd_value *sum = &x->sums.sums[i];
		lxw_col_t at = (lxw_col_t)i;
		enum style style = x->heads[i].type.kind == ZD_KIND_MONEY ? TOTAL_MONEY : TOTAL;
		if (sum->tag == ZD_NIL) {
			worksheet_write_string(x->page, x->row, at, i == 0 ? "合计" : "", x->styles[TOTAL]);
			continue;
		}
		double value = sum->tag == ZD_NUMBER ? sum->d : (double)sum->i;
		if (style == TOTAL_MONEY)
			value /= 100;
		char range[LXW_MAX_CELL_RANGE_LENGTH], formula[LXW_MAX_CELL_RANGE_LENGTH + 8];
		lxw_rowcol_to_range(range, x->first, at, x->row - 1, at);
		snprintf(formula, sizeof formula, "=SUM(%s)", range);
		if (x->row > x->first)
			worksheet_write_formula_num(x->page, x->row, at, formula, x->styles[style], value);
		else
			worksheet_write_number(x->page, x->row, at, value, x->styles[style]);
	}
	x->row++;
}

static int copy_out(struct xlsx *x, struct zd_error *err)
{
	char block[65536];
	size_t n;
	FILE *in = fopen(x->path, "rb");
	if (!in)
		return zd_fail_at(err, ZD_IO, x->path, 0, 0, "%s", strerror(errno));
	int code = ZD_OK;
	while (!code && (n = fread(block, 1, sizeof block, in)) > 0) {
		if (fwrite(block, 1, n, x->out) < n)
			code = zd_fail(err, ZD_IO, "the output cannot be written: %s", strerror(errno));
	}
	if (!code && ferror(in))
		code = zd_fail_at(err, ZD_IO, x->path, 0, 0, "cannot be read");
	if (!code && fflush(x->out) != 0)
		code = zd_fail(err, ZD_IO, "the output cannot be written: %s", strerror(errno));
	fclose(in);
	return code;
}

static int xlsx_end(struct zd_sink *self, struct zd_error *err)
{
	struct xlsx *x = (struct xlsx *)self;
	if (x->sums.any)
		put_totals(x);
	put_line(x, x->sheet->note, PLAIN);
	put_line(x, x->sheet->basis, PLAIN);
	for (size_t i = 0; i < x->sheet->sign_count; i++) {
		x->row++;
		put_line(x, x->sheet->signs[i], PLAIN);
	}
	for (size_t i = 0; i < x->count; i++) {
		size_t width = x->widths[i] < WIDEST ? x->widths[i] : WIDEST;
		worksheet_set_column(x->page, (lxw_col_t)i, (lxw_col_t)i, (double)width + 2, NULL);
	}
	lxw_error code = workbook_close(x->book);
	x->book = NULL;
	return code ? refused(code, err) : copy_out(x, err);
}

static void xlsx_free(struct zd_sink *self)
{
	struct xlsx *x = (struct xlsx *)self;
	if (x->book)
		workbook_close(x->book);
	if (x->path)
		unlink(x->path);
	free(x->path);
	zd_str_free(&x->shown);
	zd_arena_free(&x->arena);
	free(x);
}

struct zd_sink *zd_xlsx_sink(FILE *out, const struct zd_sheet *sheet)
{
	struct xlsx *x = zd_alloc(sizeof *x);
	x->sink = (struct zd_sink){xlsx_begin, xlsx_row, xlsx_end, xlsx_free};
	x->out = out;
	x->sheet = sheet;
	return &x->sink;
}
