/* Formats by name, and the stream all sinks write through. The formats themselves are in files of their own. */
#include "zhidu/rows.h"

#include <errno.h>
#include <string.h>

#include "report/sheet.h"
#include "report/sinks.h"

#define PASS_SIZE 65536

static const char *const words[] = {
#define X(name, word) [ZD_FORMAT_##name] = word,
	ZD_FORMATS(X)
#undef X
};

bool zd_format_of(const char *word, enum zd_format *out)
{
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
		if (strcmp(word, words[i]) == 0) {
			*out = (enum zd_format)i;
			return true;
		}
	}
	return false;
}

struct zd_sink *zd_sink_new(FILE *out, enum zd_format format)
{
	switch (format) {
	case ZD_FORMAT_CSV:
		return zd_csv_sink(out);
	case ZD_FORMAT_JSON:
		return zd_json_sink(out, false);
	case ZD_FORMAT_JSONL:
		return zd_json_sink(out, true);
	case ZD_FORMAT_HTML:
		return zd_html_sink(out, &zd_sheet_plain);
	case ZD_FORMAT_XLSX:
		return zd_xlsx_sink(out, &zd_sheet_plain);
	case ZD_FORMAT_TABLE:
		break;
	}
	return zd_table_sink(out);
}

static int refused(struct zd_error *err)
{
	int reason = errno;
	return zd_fail(err, ZD_IO, "the output cannot be written: %s", strerror(reason));
}

static int pass(struct zd_out *o, struct zd_error *err)
{
	size_t written = o->text.len ? fwrite(o->text.s, 1, o->text.len, o->file) : 0;
	if (written < o->text.len)
		return refused(err);
	zd_str_clear(&o->text);
	return ZD_OK;
}

int zd_out_pass(struct zd_out *o, struct zd_error *err)
{
	return o->text.len < PASS_SIZE ? ZD_OK : pass(o, err);
}

int zd_out_flush(struct zd_out *o, struct zd_error *err)
{
	int code = pass(o, err);
	if (code == ZD_OK && fflush(o->file) != 0)
		code = refused(err);
	return code;
}

struct zd_head *zd_heads_copy(struct zd_arena *arena, const struct zd_head *heads, size_t count)
{
	struct zd_head *copy = zd_arena_memdup(arena, heads, count * sizeof *heads);
	for (size_t i = 0; i < count; i++) {
		copy[i].name = zd_arena_strdup(arena, heads[i].name);
		copy[i].title = heads[i].title ? zd_arena_strdup(arena, heads[i].title) : NULL;
	}
	return copy;
}
