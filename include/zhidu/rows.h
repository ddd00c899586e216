/*
 * Rows: how lists of any kind travel from where they are made to where they
 * are written. A sink takes the columns once, then rows, then the end.
 */
#ifndef ZHIDU_ROWS_H
#define ZHIDU_ROWS_H

#include <stdio.h>

#include "zhidu/value.h"

#ifdef __cplusplus
extern "C" {
#endif

struct zd_head {
	const char *name;
	const char *title; /* or NULL: the name */
	struct zd_type type;
};

struct zd_sink {
	int (*begin)(struct zd_sink *self, const struct zd_head *heads, size_t count, struct zd_error *err);
	int (*row)(struct zd_sink *self, const struct zd_value *values, struct zd_error *err);
	int (*end)(struct zd_sink *self, struct zd_error *err);
	void (*free)(struct zd_sink *self); /* also after an error, without `end` */
};

/* X(name, word) */
#define ZD_FORMATS(X)                                                                                                  \
	X(TABLE, "table")                                                                                              \
	X(CSV, "csv")                                                                                                  \
	X(JSON, "json")                                                                                                \
	X(JSONL, "jsonl")                                                                                              \
	X(HTML, "html")                                                                                                \
	X(XLSX, "xlsx")
enum zd_format {
#define X(name, word) ZD_FORMAT_##name,
	ZD_FORMATS(X)
#undef X
};

/* The format of a word; false: none such. */
ZD_API bool zd_format_of(const char *word, enum zd_format *out);

/*
 * A sink that writes to a stream (borrowed): a table aligned by display
 * width under titles; CSV (RFC 4180, LF) and JSON with names; a page of HTML
 * that prints on A4; a workbook. Tables and workbooks hold their rows until
 * the end, the others write as they go.
 */
ZD_API struct zd_sink *zd_sink_new(FILE *out, enum zd_format format);

#ifdef __cplusplus
}
#endif

#endif
