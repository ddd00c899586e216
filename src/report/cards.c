/* Cards: each row a form of its own, its columns beneath each other, as text or as HTML that prints one form a page. */
#include <stdlib.h>
#include <string.h>

#include "base/plain.h"
#include "base/utf8.h"
#include "model/text.h"
#include "report/page.h"

struct cards {
	struct zd_sink sink;
	struct zd_out out;
	const struct zd_sheet *sheet;
	bool html;
	struct zd_arena arena;
	const struct zd_head *heads;
	size_t count;
	size_t width; /* of the widest title */
	bool any;
	struct zd_str shown; /* reused */
};

static const char *title_of(const struct zd_head *head)
{
	return head->title ? head->title : head->name;
}

static int cards_begin(struct zd_sink *self, const struct zd_head *heads, size_t count, struct zd_error *err)
{
	struct cards *c = (struct cards *)self;
	c->heads = zd_heads_copy(&c->arena, heads, count);
	c->count = count;
	for (size_t i = 0; i < count; i++) {
		size_t width = zd_utf8_width(title_of(&heads[i]), strlen(title_of(&heads[i])));
		c->width = width > c->width ? width : c->width;
	}
	if (c->html)
		zd_page_begin(&c->out.text, c->sheet, false);
	return zd_out_pass(&c->out, err);
}

static void add_line(struct cards *c, const struct zd_head *head, const struct zd_value *value)
{
	struct zd_str *b = &c->out.text;
	const char *title = title_of(head);
	zd_str_clear(&c->shown);
	zd_value_show(&c->shown, &head->type, value);
	zd_str_add(b, title);
	for (size_t n = zd_utf8_width(title, strlen(title)); c->shown.len > 0 && n < c->width + 2; n++)
		zd_str_addc(b, ' ');
	zd_plain_add_line(b, zd_str_text(&c->shown), c->shown.len);
	zd_str_addc(b, '\n');
}

static int cards_row(struct zd_sink *self, const struct zd_value *values, struct zd_error *err)
{
	struct cards *c = (struct cards *)self;
	if (c->html) {
		zd_str_add(&c->out.text, "<div class=\"card\">\n");
		zd_page_heading(&c->out.text, c->sheet);
		zd_page_card(&c->out.text, c->heads, c->count, values);
		zd_page_closing(&c->out.text, c->sheet);
		zd_str_add(&c->out.text, "</div>\n");
	} else {
		zd_str_add(&c->out.text, c->any ? "\n" : "");
		for (size_t i = 0; i < c->count; i++)
			add_line(c, &c->heads[i], &values[i]);
	}
	c->any = true;
	return zd_out_pass(&c->out, err);
}

static int cards_end(struct zd_sink *self, struct zd_error *err)
{
	struct cards *c = (struct cards *)self;
	if (c->html)
		zd_page_end(&c->out.text);
	return zd_out_flush(&c->out, err);
}

static void cards_free(struct zd_sink *self)
{
	struct cards *c = (struct cards *)self;
	zd_str_free(&c->out.text);
	zd_str_free(&c->shown);
	zd_arena_free(&c->arena);
	free(c);
}

struct zd_sink *zd_cards_sink(FILE *out, const struct zd_sheet *sheet, bool html)
{
	struct cards *c = zd_alloc(sizeof *c);
	c->sink = (struct zd_sink){cards_begin, cards_row, cards_end, cards_free};
	c->out.file = out;
	c->sheet = sheet;
	c->html = html;
	return &c->sink;
}
