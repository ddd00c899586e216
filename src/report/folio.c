/* Folios as text and as HTML. */
#include "report/folio.h"

#include <string.h>

#include "base/plain.h"
#include "model/text.h"
#include "report/page.h"

static bool is_empty(const struct zd_folio_part *part)
{
	return part->rows->total == 0;
}

/* "客户证照：共 4 条" or "…，列出 5 条". */
static void add_count(struct zd_str *b, const struct zd_folio_part *part)
{
	const struct zd_gathered *rows = part->rows;
	zd_str_printf(b, "共 %llu 条", (unsigned long long)rows->total);
	if (rows->row_count < rows->total)
		zd_str_printf(b, "，列出 %zu 条", rows->row_count);
}

static void add_empty(struct zd_str *b, const struct zd_folio_part *parts, size_t count)
{
	const char *before = "没有记录：";
	for (size_t i = 0; i < count; i++) {
		if (!is_empty(&parts[i]))
			continue;
		zd_str_add(b, before);
		zd_str_add(b, parts[i].title);
		before = "、";
	}
}

/* ---- text ---- */

static int write_out(FILE *out, const struct zd_str *b, struct zd_error *err)
{
	struct zd_out o = {.file = out, .text = *b};
	return zd_out_flush(&o, err);
}

static int write_upright(FILE *out, const struct zd_gathered *rows, struct zd_error *err)
{
	static const struct zd_head heads[] = {{"field", "字段", {.kind = ZD_KIND_TEXT}},
					       {"title", "名称", {.kind = ZD_KIND_TEXT}},
					       {"value", "值", {.kind = ZD_KIND_TEXT}}};
	struct zd_sink *sink = zd_sink_new(out, ZD_FORMAT_TABLE);
	struct zd_str shown = {0};
	int code = sink->begin(sink, heads, 3, err);
	for (size_t i = 0; i < rows->count && !code; i++) {
		const struct zd_head *h = &rows->heads[i];
		zd_str_clear(&shown);
		zd_value_show(&shown, &h->type, &rows->rows[0][i]);
		struct zd_value row[] = {zd_value_string(h->name), zd_value_string(h->title ? h->title : h->name),
					 zd_value_text(zd_str_text(&shown), shown.len)};
		code = sink->row(sink, row, err);
	}
	if (!code)
		code = sink->end(sink, err);
	sink->free(sink);
	zd_str_free(&shown);
	return code;
}

static int write_list(FILE *out, const struct zd_gathered *rows, struct zd_error *err)
{
	struct zd_sink *sink = zd_sink_new(out, ZD_FORMAT_TABLE);
	int code = sink->begin(sink, rows->heads, rows->count, err);
	for (size_t i = 0; i < rows->row_count && !code; i++)
		code = sink->row(sink, rows->rows[i], err);
	if (!code)
		code = sink->end(sink, err);
	sink->free(sink);
	return code;
}

static int write_text(FILE *out, const struct zd_sheet *sheet, const struct zd_folio_part *parts, size_t count,
		      struct zd_error *err)
{
	struct zd_str b = {0}, none = {0};
	int code = ZD_OK;
	zd_plain_add_line(&b, sheet->title, strlen(sheet->title));
	zd_str_add(&b, "\n\n");
	for (size_t i = 0; i < count && !code; i++) {
		if (is_empty(&parts[i]))
			continue;
		if (!parts[i].upright) {
			zd_str_printf(&b, "\n%s：", parts[i].title);
			add_count(&b, &parts[i]);
			zd_str_addc(&b, '\n');
		}
		code = write_out(out, &b, err);
		zd_str_clear(&b);
		if (!code)
			code = (parts[i].upright ? write_upright : write_list)(out, parts[i].rows, err);
	}
	add_empty(&none, parts, count);
	if (none.len > 0)
		zd_str_printf(&b, "\n%s\n", zd_str_text(&none));
	if (!code)
		code = write_out(out, &b, err);
	zd_str_free(&none);
	zd_str_free(&b);
	return code;
}

/* ---- HTML ---- */

static void page_list(struct zd_str *b, const struct zd_folio_part *part)
{
	const struct zd_gathered *rows = part->rows;
	zd_page_element(b, "<h2>", part->title, "：");
	add_count(b, part);
	zd_str_add(b, "</h2>\n");
	zd_page_table_begin(b, rows->heads, rows->count);
	for (size_t i = 0; i < rows->row_count; i++)
		zd_page_row(b, rows->heads, rows->count, rows->rows[i], NULL);
	zd_str_add(b, "</tbody>\n</table>\n");
}

static int write_page(FILE *out, const struct zd_sheet *sheet, const struct zd_folio_part *parts, size_t count,
		      struct zd_error *err)
{
	struct zd_str none = {0};
	struct zd_out o = {.file = out};
	int code = ZD_OK;
	zd_page_begin(&o.text, sheet, false);
	zd_page_heading(&o.text, sheet);
	for (size_t i = 0; i < count && !code; i++) {
		if (is_empty(&parts[i]))
			continue;
		if (parts[i].upright)
			zd_page_card(&o.text, parts[i].rows->heads, parts[i].rows->count, parts[i].rows->rows[0]);
		else
			page_list(&o.text, &parts[i]);
		code = zd_out_pass(&o, err);
	}
	add_empty(&none, parts, count);
	zd_page_element(&o.text, "<p>", zd_str_text(&none), "</p>\n");
	zd_page_closing(&o.text, sheet);
	zd_page_end(&o.text);
	if (!code)
		code = zd_out_flush(&o, err);
	zd_str_free(&none);
	zd_str_free(&o.text);
	return code;
}

int zd_folio_write(FILE *out, enum zd_format format, const struct zd_sheet *sheet, const struct zd_folio_part *parts,
		   size_t count, struct zd_error *err)
{
	return (format == ZD_FORMAT_HTML ? write_page : write_text)(out, sheet, parts, count, err);
}
