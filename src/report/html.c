/* Rows as a page of HTML: a heading, a table, the totals, room for signatures. Many columns lie across. */
#include <stdlib.h>

#include "report/page.h"

#define UPRIGHT_COLUMNS 7 /* as many fit on an upright page */

struct html {
	struct zd_sink sink;
	struct zd_out out;
	const struct zd_sheet *sheet;
	struct zd_arena arena;
	const struct zd_head *heads;
	size_t count;
	struct zd_sums sums;
};

static int html_begin(struct zd_sink *self, const struct zd_head *heads, size_t count, struct zd_error *err)
{
	struct html *h = (struct html *)self;
	struct zd_str *b = &h->out.text;
	h->heads = zd_heads_copy(&h->arena, heads, count);
	h->count = count;
	zd_sums_begin(&h->sums, h->sheet, heads, count, &h->arena);
	zd_page_begin(b, h->sheet, count > UPRIGHT_COLUMNS);
	zd_page_heading(b, h->sheet);
	zd_page_table_begin(b, heads, count);
	return zd_out_pass(&h->out, err);
}

static int html_row(struct zd_sink *self, const struct zd_value *values, struct zd_error *err)
{
	struct html *h = (struct html *)self;
	zd_page_row(&h->out.text, h->heads, h->count, values, NULL);
	return zd_sums_add(&h->sums, values, err) ? (int)err->code : zd_out_pass(&h->out, err);
}

static int html_end(struct zd_sink *self, struct zd_error *err)
{
	struct html *h = (struct html *)self;
	struct zd_str *b = &h->out.text;
	zd_str_add(b, "</tbody>\n");
	if (h->sums.any) {
		zd_str_add(b, "<tfoot>\n");
		zd_page_row(b, h->heads, h->count, h->sums.sums, "合计");
		zd_str_add(b, "</tfoot>\n");
	}
	zd_str_add(b, "</table>\n");
	zd_page_closing(b, h->sheet);
	zd_page_end(b);
	return zd_out_flush(&h->out, err);
}

static void html_free(struct zd_sink *self)
{
	struct html *h = (struct html *)self;
	zd_str_free(&h->out.text);
	zd_arena_free(&h->arena);
	free(h);
}

struct zd_sink *zd_html_sink(FILE *out, const struct zd_sheet *sheet)
{
	struct html *h = zd_alloc(sizeof *h);
	h->sink = (struct zd_sink){html_begin, html_row, html_end, html_free};
	h->out.file = out;
	h->sheet = sheet;
	return &h->sink;
}
