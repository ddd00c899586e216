/*
 * Rows as one page of HTML that needs nothing else: a heading, a table, the
 * totals, room for signatures. Printed on A4 its heads stand on every sheet;
 * many columns lie across.
 */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "model/text.h"
#include "report/sheet.h"
#include "report/sinks.h"

#define UPRIGHT_COLUMNS 7 /* as many fit on an upright page */

static const char STYLE[] =
	"body{font:14px/1.5 \"Noto Sans CJK SC\",\"Microsoft YaHei\",\"PingFang SC\",sans-serif;margin:2em auto;"
	"max-width:80em;padding:0 1em;color:#222}\n"
	"h1{font-size:1.5em;text-align:center;margin:.2em 0}\n"
	".org,.about{text-align:center;margin:0;color:#555}\n"
	"table{border-collapse:collapse;width:100%;margin:1em 0}\n"
	"th,td{border:1px solid #999;padding:.3em .5em;text-align:left;vertical-align:top;overflow-wrap:anywhere}\n"
	"th{background:#eee}\n"
	"td.n,th.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}\n"
	"tfoot td{font-weight:bold;border-top:2px solid #222}\n"
	".sign{display:flex;flex-wrap:wrap;gap:2em;margin:2em 0}\n"
	".sign span{flex:1;min-width:12em;border-bottom:1px solid #222;padding-bottom:1.5em}\n"
	"@media print{body{font-size:10pt;margin:0;padding:0;max-width:none}th{background:none}"
	"thead{display:table-header-group}tfoot{display:table-row-group}tr,.sign{break-inside:avoid}}\n";

struct html {
	struct zd_sink sink;
	struct zd_out out;
	const struct zd_sheet *sheet;
	struct zd_arena arena;
	const struct zd_head *heads;
	size_t count;
	struct zd_sums sums;
	struct zd_str shown; /* reused */
};

/* Text as HTML has it; what no page may hold becomes '?'. */
static void add_text(struct zd_str *b, const char *s, size_t n)
{
	while (n > 0) {
		size_t good = zd_utf8_valid(s, n);
		for (size_t i = 0; i < good; i++) {
			unsigned char c = (unsigned char)s[i];
			if (c == '&')
				zd_str_add(b, "&amp;");
			else if (c == '<')
				zd_str_add(b, "&lt;");
			else if (c == '>')
				zd_str_add(b, "&gt;");
			else if (c == '"')
				zd_str_add(b, "&quot;");
			else
				zd_str_addc(b, (c < 0x20 && c != '\n' && c != '\t') || c == 0x7F ? '?' : s[i]);
		}
		if (good < n) {
			zd_str_addc(b, '?');
			good++;
		}
		s += good;
		n -= good;
	}
}

static void add_element(struct zd_str *b, const char *open, const char *text, const char *close)
{
	if (!text || !*text)
		return;
	zd_str_add(b, open);
	add_text(b, text, strlen(text));
	zd_str_add(b, close);
}

static void add_heading(struct zd_str *b, const struct zd_sheet *sheet, size_t columns)
{
	zd_str_add(b, "<!DOCTYPE html>\n<html lang=\"zh\">\n<head>\n<meta charset=\"utf-8\">\n"
		      "<meta name=\"viewport\" content=\"width=device-width\">\n");
	zd_str_add(b, "<title>");
	add_text(b, sheet->title, strlen(sheet->title));
	zd_str_printf(b, "</title>\n<style>\n@page{size:A4%s;margin:15mm}\n",
		      columns > UPRIGHT_COLUMNS ? " landscape" : "");
	zd_str_add(b, STYLE);
	zd_str_add(b, "</style>\n</head>\n<body>\n");
	add_element(b, "<p class=\"org\">", sheet->organisation, "</p>\n");
	add_element(b, "<h1>", sheet->title, "</h1>\n");
	add_element(b, "<p class=\"about\">", sheet->scope, "</p>\n");
	add_element(b, "<p class=\"about\">依据：", sheet->clause, "</p>\n");
}

static int html_begin(struct zd_sink *self, const struct zd_head *heads, size_t count, struct zd_error *err)
{
	struct html *h = (struct html *)self;
	struct zd_str *b = &h->out.text;
	h->heads = zd_heads_copy(&h->arena, heads, count);
	h->count = count;
	zd_sums_begin(&h->sums, h->sheet, heads, count, &h->arena);
	add_heading(b, h->sheet, count);
	zd_str_add(b, "<table>\n<thead>\n<tr>");
	for (size_t i = 0; i < count; i++)
		add_element(b, zd_is_number(&heads[i].type) ? "<th class=\"n\">" : "<th>",
			    heads[i].title ? heads[i].title : heads[i].name, "</th>");
	zd_str_add(b, "</tr>\n</thead>\n<tbody>\n");
	return zd_out_pass(&h->out, err);
}

static void add_row(struct html *h, const struct zd_value *values, const char *label)
{
	struct zd_str *b = &h->out.text;
	zd_str_add(b, "<tr>");
	for (size_t i = 0; i < h->count; i++) {
		zd_str_clear(&h->shown);
		if (i == 0 && label && values[i].tag == ZD_NIL)
			zd_str_add(&h->shown, label);
		else
			zd_value_show(&h->shown, &h->heads[i].type, &values[i]);
		zd_str_add(b, zd_is_number(&h->heads[i].type) ? "<td class=\"n\">" : "<td>");
		add_text(b, zd_str_text(&h->shown), h->shown.len);
		zd_str_add(b, "</td>");
	}
	zd_str_add(b, "</tr>\n");
}

static int html_row(struct zd_sink *self, const struct zd_value *values, struct zd_error *err)
{
	struct html *h = (struct html *)self;
	add_row(h, values, NULL);
	return zd_sums_add(&h->sums, values, err) ? (int)err->code : zd_out_pass(&h->out, err);
}

static int html_end(struct zd_sink *self, struct zd_error *err)
{
	struct html *h = (struct html *)self;
	struct zd_str *b = &h->out.text;
	zd_str_add(b, "</tbody>\n");
	if (h->sums.any) {
		zd_str_add(b, "<tfoot>\n");
		add_row(h, h->sums.sums, "合计");
		zd_str_add(b, "</tfoot>\n");
	}
	zd_str_add(b, "</table>\n");
	add_element(b, "<p>", h->sheet->note, "</p>\n");
	if (h->sheet->sign_count > 0) {
		zd_str_add(b, "<div class=\"sign\">");
		for (size_t i = 0; i < h->sheet->sign_count; i++)
			add_element(b, "<span>", h->sheet->signs[i], "：</span>");
		zd_str_add(b, "</div>\n");
	}
	zd_str_add(b, "</body>\n</html>\n");
	return zd_out_flush(&h->out, err);
}

static void html_free(struct zd_sink *self)
{
	struct html *h = (struct html *)self;
	zd_str_free(&h->out.text);
	zd_str_free(&h->shown);
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
