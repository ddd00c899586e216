/* An HTML page in pieces. It needs nothing else, and prints on A4: heads stand on every sheet, rows are not torn. */
#include "report/page.h"

#include <string.h>

#include "base/utf8.h"
#include "model/text.h"

#define SHORT 10 /* columns of a terminal */

static const char STYLE[] =
	"body{font:14px/1.5 \"Noto Sans CJK SC\",\"Microsoft YaHei\",\"PingFang SC\",sans-serif;margin:2em auto;"
	"max-width:80em;padding:0 1em;color:#222}\n"
	"h1{font-size:1.5em;text-align:center;margin:.2em 0}\n"
	"h2{font-size:1.1em;margin:1.2em 0 0;break-after:avoid}\n"
	".basis{color:#555;font-size:.85em}\n"
	".org,.about{text-align:center;margin:0;color:#555}\n"
	"table{border-collapse:collapse;width:100%;margin:1em 0}\n"
	"h2+table{margin-top:.4em}\n"
	"th,td{border:1px solid #999;padding:.3em .5em;text-align:left;vertical-align:top;overflow-wrap:break-word}\n"
	"th{background:#eee}\n"
	"td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}\n"
	"td.n,.s{white-space:nowrap}\n"
	".upright th{width:18%}.upright td{width:32%}\n"
	"tfoot td{font-weight:bold;border-top:2px solid #222}\n"
	".sign{display:flex;flex-wrap:wrap;gap:2em;margin:2em 0}\n"
	".sign span{flex:1;min-width:12em;border-bottom:1px solid #222;padding-bottom:1.5em}\n"
	".card+.card{break-before:page}\n"
	"@media print{body{font-size:10pt;margin:0;padding:0 1px;max-width:none}th{background:none}"
	".across{font-size:8.5pt}.across th,.across td{padding:.2em .4em}"
	"thead{display:table-header-group}tfoot{display:table-row-group}tr,.sign{break-inside:avoid}}\n";

void zd_page_text(struct zd_str *b, const char *s, size_t n)
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

void zd_page_element(struct zd_str *b, const char *open, const char *text, const char *close)
{
	if (!text || !*text)
		return;
	zd_str_add(b, open);
	zd_page_text(b, text, strlen(text));
	zd_str_add(b, close);
}

void zd_page_begin(struct zd_str *b, const struct zd_sheet *sheet, bool across)
{
	zd_str_add(b, "<!DOCTYPE html>\n<html lang=\"zh\">\n<head>\n<meta charset=\"utf-8\">\n"
		      "<meta name=\"viewport\" content=\"width=device-width\">\n");
	zd_str_add(b, "<title>");
	zd_page_text(b, sheet->title, strlen(sheet->title));
	zd_str_printf(b, "</title>\n<style>\n@page{size:A4%s;margin:15mm;", across ? " landscape" : "");
	zd_str_add(b, "@bottom-right{content:counter(page) \" / \" counter(pages);font-size:8pt}}\n");
	zd_str_add(b, STYLE);
	zd_str_printf(b, "</style>\n</head>\n<body%s>\n", across ? " class=\"across\"" : "");
}

void zd_page_heading(struct zd_str *b, const struct zd_sheet *sheet)
{
	zd_page_element(b, "<p class=\"org\">", sheet->organisation, "</p>\n");
	zd_page_element(b, "<h1>", sheet->title, "</h1>\n");
	zd_page_element(b, "<p class=\"about\">", sheet->scope, "</p>\n");
	zd_page_element(b, "<p class=\"about\">依据：", sheet->clause, "</p>\n");
}

void zd_page_closing(struct zd_str *b, const struct zd_sheet *sheet)
{
	zd_page_element(b, "<p>", sheet->note, "</p>\n");
	zd_page_element(b, "<p class=\"basis\">", sheet->basis, "</p>\n");
	if (sheet->sign_count > 0) {
		zd_str_add(b, "<div class=\"sign\">");
		for (size_t i = 0; i < sheet->sign_count; i++)
			zd_page_element(b, "<span>", sheet->signs[i], "：</span>");
		zd_str_add(b, "</div>\n");
	}
}

void zd_page_end(struct zd_str *b)
{
	zd_str_add(b, "</body>\n</html>\n");
}

/* A short word is not torn. */
static bool is_short(const char *text, size_t len)
{
	return zd_utf8_width(text, len) <= SHORT;
}

void zd_page_table_begin(struct zd_str *b, const struct zd_head *heads, size_t count)
{
	zd_str_add(b, "<table>\n<thead>\n<tr>");
	for (size_t i = 0; i < count; i++) {
		const char *title = heads[i].title ? heads[i].title : heads[i].name;
		const char *open = is_short(title, strlen(title)) ? "<th class=\"s\">" : "<th>";
		zd_page_element(b, zd_is_number(&heads[i].type) ? "<th class=\"n\">" : open, title, "</th>");
	}
	zd_str_add(b, "</tr>\n</thead>\n<tbody>\n");
}

static const char *cell_of(const struct zd_type *type, const struct zd_str *shown)
{
	if (zd_is_number(type))
		return "<td class=\"n\">";
	bool whole = type->kind == ZD_KIND_DATE || type->kind == ZD_KIND_DATETIME ||
		     (shown->len > 0 && is_short(zd_str_text(shown), shown->len));
	return whole ? "<td class=\"s\">" : "<td>";
}

void zd_page_row(struct zd_str *b, const struct zd_head *heads, size_t count, const struct zd_value *values,
		 const char *label)
{
	struct zd_str shown = {0};
	zd_str_add(b, "<tr>");
	for (size_t i = 0; i < count; i++) {
		zd_str_clear(&shown);
		if (i == 0 && label && values[i].tag == ZD_NIL)
			zd_str_add(&shown, label);
		else
			zd_value_show(&shown, &heads[i].type, &values[i]);
		zd_str_add(b, cell_of(&heads[i].type, &shown));
		zd_page_text(b, zd_str_text(&shown), shown.len);
		zd_str_add(b, "</td>");
	}
	zd_str_add(b, "</tr>\n");
	zd_str_free(&shown);
}

void zd_page_card(struct zd_str *b, const struct zd_head *heads, size_t count, const struct zd_value *values)
{
	struct zd_str shown = {0};
	zd_str_add(b, "<table class=\"upright\">\n<tbody>\n");
	for (size_t i = 0; i < count; i++) {
		zd_str_clear(&shown);
		zd_value_show(&shown, &heads[i].type, &values[i]);
		zd_str_add(b, i % 2 == 0 ? "<tr>" : "");
		zd_page_element(b, "<th>", heads[i].title ? heads[i].title : heads[i].name, "</th>");
		zd_str_add(b, "<td>");
		zd_page_text(b, zd_str_text(&shown), shown.len);
		zd_str_add(b, "</td>");
		if (i % 2 == 0 && i + 1 == count)
			zd_str_add(b, "<th></th><td></td>");
		zd_str_add(b, i % 2 == 1 || i + 1 == count ? "</tr>\n" : "");
	}
	zd_str_add(b, "</tbody>\n</table>\n");
	zd_str_free(&shown);
}
