/* Pages: the style, and the few kinds of blocks that they are made of. */
#include "report/brief.h"

#include <string.h>

#include "report/page.h"

static const char STYLE[] =
	"@page{size:A4;margin:14mm 13mm}\n"
	"*{box-sizing:border-box}\n"
	"body{font:15px/1.6 \"Noto Sans CJK SC\",\"Source Han Sans SC\",\"Microsoft YaHei\",\"PingFang SC\",sans-serif;"
	"color:#1f2933;background:#fff;max-width:60em;margin:0 auto;padding:2em 1.5em 4em}\n"
	"h1{font-size:1.75em;line-height:1.3;margin:0 0 .5em;padding-bottom:.4em;border-bottom:3px solid #17618f}\n"
	"h2{font-size:1.3em;margin:2.2em 0 .6em;padding-left:.6em;border-left:5px solid #17618f;line-height:1.35}\n"
	"h3{font-size:1.08em;margin:1.6em 0 .4em}\n"
	"h2 small,h3 small{font-weight:normal;font-size:.8em;color:#5a6570;margin-left:.6em}\n"
	"dl{display:grid;grid-template-columns:max-content 1fr;gap:.2em 1.2em;margin:0 0 1.2em}\n"
	"dt{color:#5a6570}\ndd{margin:0;overflow-wrap:anywhere}\n"
	".cards{display:flex;flex-wrap:wrap;gap:.8em;margin:1em 0}\n"
	".card{flex:1 1 9em;border:1px solid #d5dce3;border-top:3px solid #9fb1c1;border-radius:4px;padding:.5em "
	".9em}\n"
	".card span{display:block;color:#5a6570;font-size:.87em}\n"
	".card "
	"b{display:block;font-size:1.4em;line-height:1.35;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}\n"
	".card.more{border-top-color:#1d7a55}.card.more b{color:#1d7a55}\n"
	".card.less{border-top-color:#b4472e}.card.less b{color:#b4472e}\n"
	"figure{margin:1em 0}\nfigcaption{font-weight:600;margin-bottom:.3em}\n"
	"svg{display:block;width:100%;height:auto;font:13px \"Noto Sans CJK SC\",\"Microsoft "
	"YaHei\",sans-serif;fill:#1f2933}\n"
	"svg .v{font-size:12px;fill:#46515c;font-variant-numeric:tabular-nums}\nsvg .h{font-weight:600}\n"
	"table{border-collapse:collapse;width:100%;margin:.6em 0 1.2em;font-size:.93em}\n"
	"caption{text-align:left;font-weight:600;padding-bottom:.3em}\n"
	"th,td{padding:.32em .6em;border-bottom:1px solid #d5dce3;text-align:left;overflow-wrap:anywhere}\n"
	"thead th{border-bottom:2px solid #5a6570;background:#f3f6f8}\n"
	"tbody th{font-weight:normal}\ntbody tr:last-child th,tbody tr:last-child td{border-bottom:1px solid #5a6570}\n"
	"th.n,td.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}\n"
	"@media print{body{font-size:9.5pt;max-width:none;padding:0}h1{font-size:17pt}\n"
	"h2,h3,caption,figcaption{break-after:avoid}figure,.cards,tr,dl{break-inside:avoid}thead{display:table-header-"
	"group}\n"
	"*{-webkit-print-color-adjust:exact;print-color-adjust:exact}}\n";

void zd_brief_begin(struct zd_brief *p, const char *title)
{
	struct zd_str *b = &p->html;
	zd_str_add(b, "<!DOCTYPE html>\n<html lang=\"zh\">\n<head>\n<meta charset=\"utf-8\"/>\n"
		      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<title>");
	zd_page_text(b, title, strlen(title));
	zd_str_add(b, "</title>\n<style>\n");
	zd_str_add(b, STYLE);
	zd_str_add(b, "</style>\n</head>\n<body>\n<main>\n");
	zd_page_element(b, "<h1>", title, "</h1>\n");
}

void zd_brief_end(struct zd_brief *p)
{
	zd_str_add(&p->html, "</main>\n</body>\n</html>\n");
}

void zd_brief_terms(struct zd_brief *p)
{
	zd_str_add(&p->html, "<dl>\n");
}

void zd_brief_term(struct zd_brief *p, const char *term, const char *text)
{
	zd_page_element(&p->html, "<dt>", term, "</dt>");
	zd_str_add(&p->html, "<dd>");
	zd_page_text(&p->html, text, strlen(text));
	zd_str_add(&p->html, "</dd>\n");
}

void zd_brief_terms_end(struct zd_brief *p)
{
	zd_str_add(&p->html, "</dl>\n");
}

void zd_brief_cards(struct zd_brief *p)
{
	zd_str_add(&p->html, "<div class=\"cards\">\n");
}

void zd_brief_card(struct zd_brief *p, const char *label, const char *value, const char *below, const char *tone)
{
	zd_str_printf(&p->html, "<div class=\"card%s%s\">", *tone ? " " : "", tone);
	zd_page_element(&p->html, "<span>", label, "</span>");
	zd_page_element(&p->html, "<b>", value, "</b>");
	zd_page_element(&p->html, "<span>", below, "</span>");
	zd_str_add(&p->html, "</div>\n");
}

void zd_brief_cards_end(struct zd_brief *p)
{
	zd_str_add(&p->html, "</div>\n");
}

static void heading(struct zd_brief *p, const char *element, const char *title, const char *aside)
{
	zd_str_printf(&p->html, "<%s>", element);
	zd_page_text(&p->html, title, strlen(title));
	zd_page_element(&p->html, "<small>", aside, "</small>");
	zd_str_printf(&p->html, "</%s>\n", element);
}

void zd_brief_section(struct zd_brief *p, const char *title, const char *aside)
{
	heading(p, "h2", title, aside);
}

void zd_brief_topic(struct zd_brief *p, const char *title, const char *aside)
{
	heading(p, "h3", title, aside);
}

void zd_brief_say(struct zd_brief *p, const char *text)
{
	zd_page_element(&p->html, "<p>", text, "</p>\n");
}

void zd_brief_figure(struct zd_brief *p, const char *caption)
{
	zd_page_element(&p->html, "<figure>\n<figcaption>", caption, "</figcaption>\n");
}

void zd_brief_figure_end(struct zd_brief *p)
{
	zd_str_add(&p->html, "</figure>\n");
}

void zd_brief_table(struct zd_brief *p, const char *caption, const char *const *heads, const bool *numbers,
		    size_t count)
{
	struct zd_str *b = &p->html;
	p->columns = count;
	p->numbers = numbers;
	p->cell = 0;
	zd_str_add(b, "<table>\n");
	zd_page_element(b, "<caption>", caption, "</caption>\n");
	zd_str_add(b, "<thead><tr>");
	for (size_t i = 0; i < count; i++) {
		zd_str_printf(b, "<th scope=\"col\"%s>", numbers[i] ? " class=\"n\"" : "");
		zd_page_text(b, heads[i], strlen(heads[i]));
		zd_str_add(b, "</th>");
	}
	zd_str_add(b, "</tr></thead>\n<tbody>\n");
}

void zd_brief_cell(struct zd_brief *p, const char *text)
{
	struct zd_str *b = &p->html;
	bool head = p->cell == 0 && !p->numbers[0];
	if (p->cell == 0)
		zd_str_add(b, "<tr>");
	zd_str_printf(b, "<%s%s>", head ? "th scope=\"row\"" : "td", p->numbers[p->cell] ? " class=\"n\"" : "");
	zd_page_text(b, text, strlen(text));
	zd_str_add(b, head ? "</th>" : "</td>");
	if (++p->cell == p->columns) {
		zd_str_add(b, "</tr>\n");
		p->cell = 0;
	}
}

void zd_brief_table_end(struct zd_brief *p)
{
	zd_str_add(&p->html, "</tbody>\n</table>\n");
}
