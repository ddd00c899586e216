/* An HTML page in pieces. It needs nothing else, and prints on A4: heads stand on every sheet, rows are not torn. */
#include "report/page.h"

#include <string.h>

#include "base/utf8.h"
#include "model/text.h"

static const char STYLE[] =
	"body{font:14px/1.5 \"Noto Sans CJK SC\",\"Microsoft YaHei\",\"PingFang SC\",sans-serif;margin:2em auto;"
	"max-width:80em;padding:0 1em;color:#222}\n"
	"h1{font-size:1.5em;text-align:center;margin:.2em 0}\n"
	"h2{font-size:1.1em;margin:1.2em 0 0;break-after:avoid}\n"
	".org,.about{text-align:center;margin:0;color:#555}\n"
	"table{border-collapse:collapse;width:100%;margin:1em 0}\n"
	"h2+table{margin-top:.4em}\n"
	"th,td{border:1px solid #999;padding:.3em .5em;text-align:left;vertical-align:top;overflow-wrap:anywhere}\n"
	"th{background:#eee}\n"
	"td.n,th.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}\n"
	"td.d{white-space:nowrap}\n"
	".upright th{width:14%}.upright td{width:36%}\n"
	"tfoot td{font-weight:bold;border-top:2px solid #222}\n"
	".sign{display:flex;flex-wrap:wrap;gap:2em;margin:2em 0}\n"
	".sign span{flex:1;min-width:12em;border-bottom:1px solid #222;padding-bottom:1.5em}\n"
	"@media print{body{font-size:10pt;margin:0;padding:0;max-width:none}th{background:none}"
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
	zd_str_printf(b, "</title>\n<style>\n@page{size:A4%s;margin:15mm}\n", across ? " landscape" : "");
	zd_str_add(b, STYLE);
	zd_str_add(b, "</style>\n</head>\n<body>\n");
	zd_page_element(b, "<p class=\"org\">", sheet->organisation, "</p>\n");
	zd_page_element(b, "<h1>", sheet->title, "</h1>\n");
	zd_page_element(b, "<p class=\"about\">", sheet->scope, "</p>\n");
	zd_page_element(b, "<p class=\"about\">依据：", sheet->clause, "</p>\n");
}

void zd_page_end(struct zd_str *b, const struct zd_sheet *sheet)
{
	zd_page_element(b, "<p>", sheet->note, "</p>\n");
	if (sheet->sign_count > 0) {
		zd_str_add(b, "<div class=\"sign\">");
		for (size_t i = 0; i < sheet->sign_count; i++)
			zd_page_element(b, "<span>", sheet->signs[i], "：</span>");
		zd_str_add(b, "</div>\n");
	}
	zd_str_add(b, "</body>\n</html>\n");
}

void zd_page_table_begin(struct zd_str *b, const struct zd_head *heads, size_t count)
{
	zd_str_add(b, "<table>\n<thead>\n<tr>");
	for (size_t i = 0; i < count; i++)
		zd_page_element(b, zd_is_number(&heads[i].type) ? "<th class=\"n\">" : "<th>",
				heads[i].title ? heads[i].title : heads[i].name, "</th>");
	zd_str_add(b, "</tr>\n</thead>\n<tbody>\n");
}

static const char *cell_of(const struct zd_type *type)
{
	if (zd_is_number(type))
		return "<td class=\"n\">";
	return type->kind == ZD_KIND_DATE || type->kind == ZD_KIND_DATETIME ? "<td class=\"d\">" : "<td>";
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
		zd_str_add(b, cell_of(&heads[i].type));
		zd_page_text(b, zd_str_text(&shown), shown.len);
		zd_str_add(b, "</td>");
	}
	zd_str_add(b, "</tr>\n");
	zd_str_free(&shown);
}
