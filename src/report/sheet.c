/* Sheets: the totals of columns, and a table that ends in them. The printed forms are in html.c and xlsx.c. */
#include "report/sheet.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "report/sinks.h"

const struct zd_sheet zd_sheet_plain = {.title = ""};

/* ---- totals ---- */

void zd_sums_begin(struct zd_sums *s, const struct zd_sheet *sheet, const struct zd_head *heads, size_t count,
		   struct zd_arena *arena)
{
	s->sums = zd_arena_alloc(arena, (count + 1) * sizeof *s->sums);
	s->count = count;
	for (size_t i = 0; i < count && i < sheet->total_count; i++) {
		if (!sheet->totals[i])
			continue;
		s->sums[i] = heads[i].type.kind == ZD_KIND_NUMBER ? zd_value_number(0) : zd_value_int(0);
		s->any = true;
	}
}

int zd_sums_add(struct zd_sums *s, const struct zd_value *row, struct zd_error *err)
{
	for (size_t i = 0; s->any && i < s->count; i++) {
		struct zd_value *sum = &s->sums[i];
		if (sum->tag == ZD_NUMBER && (row[i].tag == ZD_NUMBER || row[i].tag == ZD_INT))
			sum->d += row[i].tag == ZD_NUMBER ? row[i].d : (double)row[i].i;
		else if (sum->tag == ZD_INT && row[i].tag == ZD_INT &&
			 __builtin_add_overflow(sum->i, row[i].i, &sum->i))
			return zd_fail(err, ZD_DATA, "column %zu adds up to more than can be written", i + 1);
		if (sum->tag == ZD_NUMBER && !isfinite(sum->d))
			return zd_fail(err, ZD_DATA, "column %zu adds up to more than can be written", i + 1);
	}
	return ZD_OK;
}

/* ---- a table with totals ---- */

struct totalled {
	struct zd_sink sink;
	struct zd_sink *table;
	const struct zd_sheet *sheet;
	struct zd_arena arena;
	struct zd_sums sums;
	bool labelled; /* the first column has room for a word */
};

static int totalled_begin(struct zd_sink *self, const struct zd_head *heads, size_t count, struct zd_error *err)
{
	struct totalled *t = (struct totalled *)self;
	zd_sums_begin(&t->sums, t->sheet, heads, count, &t->arena);
	t->labelled = count > 0 && (heads[0].type.kind == ZD_KIND_TEXT || heads[0].type.kind == ZD_KIND_DATE ||
				    heads[0].type.kind == ZD_KIND_REF || heads[0].type.kind == ZD_KIND_ENUM);
	return t->table->begin(t->table, heads, count, err);
}

static int totalled_row(struct zd_sink *self, const struct zd_value *values, struct zd_error *err)
{
	struct totalled *t = (struct totalled *)self;
	return zd_sums_add(&t->sums, values, err) ? (int)err->code : t->table->row(t->table, values, err);
}

static int totalled_end(struct zd_sink *self, struct zd_error *err)
{
	struct totalled *t = (struct totalled *)self;
	if (t->labelled && t->sums.sums[0].tag == ZD_NIL)
		t->sums.sums[0] = zd_value_text("合计", strlen("合计"));
	if (t->sums.any && t->table->row(t->table, t->sums.sums, err))
		return err->code;
	return t->table->end(t->table, err);
}

static void totalled_free(struct zd_sink *self)
{
	struct totalled *t = (struct totalled *)self;
	t->table->free(t->table);
	zd_arena_free(&t->arena);
	free(t);
}

struct zd_sink *zd_sheet_sink(FILE *out, enum zd_format format, const struct zd_sheet *sheet)
{
	if (sheet->cards && (format == ZD_FORMAT_HTML || format == ZD_FORMAT_TABLE))
		return zd_cards_sink(out, sheet, format == ZD_FORMAT_HTML);
	if (format == ZD_FORMAT_HTML)
		return zd_html_sink(out, sheet);
	if (format == ZD_FORMAT_XLSX)
		return zd_xlsx_sink(out, sheet);
	if (format != ZD_FORMAT_TABLE)
		return zd_sink_new(out, format);
	struct totalled *t = zd_alloc(sizeof *t);
	t->sink = (struct zd_sink){totalled_begin, totalled_row, totalled_end, totalled_free};
	t->table = zd_sink_new(out, format);
	t->sheet = sheet;
	return &t->sink;
}
