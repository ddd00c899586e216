/* Reading JSON lines. */
#include "store/jsonl.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

struct zd_jsonl {
	struct zd_window window;
	struct zd_arena arena; /* of one line */
	int line;              /* the next */
	bool begun, over;
};

struct zd_jsonl *zd_jsonl_new(struct zd_input *in)
{
	struct zd_jsonl *j = zd_alloc(sizeof *j);
	j->window.in = in;
	j->line = 1;
	return j;
}

void zd_jsonl_free(struct zd_jsonl *j)
{
	if (!j)
		return;
	zd_window_free(&j->window);
	zd_arena_free(&j->arena);
	free(j);
}

bool zd_jsonl_over(const struct zd_jsonl *j)
{
	return j->over;
}

static int refill(struct zd_jsonl *j, struct zd_error *err)
{
	struct zd_window *w = &j->window;
	int rc = ZD_OK;
	if (w->start == 0 && w->cap - w->end < 4 && w->cap == ZD_JSONL_LINE_MAX)
		rc = zd_fail(err, ZD_DATA, "the line is longer than %zu bytes", ZD_JSONL_LINE_MAX);
	if (!rc)
		rc = zd_window_fill(w, ZD_JSONL_LINE_MAX, err);
	if (!rc && !j->begun && w->end >= 3 && memcmp(w->data, "\xEF\xBB\xBF", 3) == 0)
		w->start = 3;
	j->begun = true;
	return rc;
}

/* The next line, NULL at the end of the file. */
static int next_line(struct zd_jsonl *j, char **text, size_t *size, struct zd_error *err)
{
	struct zd_window *w = &j->window;
	size_t looked = 0; /* bytes without an end of line */
	*text = NULL;
	for (;;) {
		size_t waiting = w->end - w->start;
		char *eol = waiting > looked ? memchr(w->data + w->start + looked, '\n', waiting - looked) : NULL;
		if (eol || (w->ended && waiting > 0)) {
			*text = w->data + w->start;
			*size = eol ? (size_t)(eol - *text) : waiting;
			w->start += *size + (eol != NULL);
			return ZD_OK;
		}
		if (w->ended)
			return ZD_OK;
		looked = waiting;
		if (refill(j, err)) {
			j->over = true;
			err->line = j->line;
			return err->code;
		}
		if (w->end - w->start < looked) /* a byte-order mark */
			looked = 0;
	}
}

static bool is_blank(const char *text, size_t size)
{
	size_t i = 0;
	while (i < size && strchr(" \t\r", text[i]) && text[i])
		i++;
	return i == size;
}

int zd_jsonl_next(struct zd_jsonl *j, struct zd_jsonl_row *row, struct zd_error *err)
{
	char *text;
	size_t size = 0;
	struct zd_json *json;
	*row = (struct zd_jsonl_row){.line = j->line};
	do {
		row->line = j->line;
		int rc = next_line(j, &text, &size, err);
		if (rc || !text)
			return rc;
		j->line += j->line < INT_MAX;
	} while (is_blank(text, size));
	row->text = text;
	row->size = size > 0 && text[size - 1] == '\r' ? size - 1 : size;
	zd_arena_reset(&j->arena);
	int rc = zd_json_parse(&json, row->text, row->size, &j->arena, err);
	if (!rc && json->kind != ZD_JSON_OBJECT) {
		rc = zd_fail(err, ZD_DATA, "wants an object such as {\"id\": \"A1\"}");
		err->column = json->column;
	}
	if (rc)
		err->line = row->line;
	else
		row->object = json;
	return rc;
}

int zd_jsonl_cells(struct zd_jsonl *j, const struct zd_json *object, const struct zd_columns *columns,
		   struct zd_csv_cell *cells, int *places, struct zd_error *err)
{
	for (size_t i = 0; i < columns->count; i++) {
		const struct zd_json *json = zd_json_get(object, columns->names[i]);
		const char *text = "";
		size_t size = 0;
		places[i] = json ? json->column : 0;
		if (json && (json->kind == ZD_JSON_ARRAY || json->kind == ZD_JSON_OBJECT)) {
			int rc = zd_fail(err, ZD_DATA, "\"%.60s\" wants text, a number, true, false or null",
					 columns->names[i]);
			err->column = json->column;
			return rc;
		}
		if (json && json->kind == ZD_JSON_BOOL) {
			text = json->truth ? "true" : "false";
			size = strlen(text);
		} else if (json && json->kind != ZD_JSON_NULL) {
			text = json->text;
			size = json->len;
		}
		cells[i] = (struct zd_csv_cell){.s = zd_arena_strndup(&j->arena, text, size), .len = (uint32_t)size};
	}
	return ZD_OK;
}
