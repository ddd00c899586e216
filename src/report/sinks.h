/* The sinks behind zd_sink_new, and the buffered stream that they share. Private to src/report. */
#ifndef ZD_REPORT_SINKS_H
#define ZD_REPORT_SINKS_H

#include <stdbool.h>

#include "base/mem.h"
#include "base/str.h"
#include "zhidu/rows.h"

/* Text on its way to a stream (borrowed). */
struct zd_out {
	FILE *file;
	struct zd_str text;
};
/* Writes what has gathered once it is worth it. ZD_IO when the stream refuses. */
int zd_out_pass(struct zd_out *o, struct zd_error *err);
/* Writes what has gathered, down to the file. */
int zd_out_flush(struct zd_out *o, struct zd_error *err);

/* A copy of heads and their names; what their types point to is borrowed. */
struct zd_head *zd_heads_copy(struct zd_arena *arena, const struct zd_head *heads, size_t count);

struct zd_sheet;
extern const struct zd_sheet zd_sheet_plain;
struct zd_sink *zd_table_sink(FILE *out);
struct zd_sink *zd_csv_sink(FILE *out);
struct zd_sink *zd_json_sink(FILE *out, bool lines);
/* The sheet is borrowed. */
struct zd_sink *zd_html_sink(FILE *out, const struct zd_sheet *sheet);
struct zd_sink *zd_xlsx_sink(FILE *out, const struct zd_sheet *sheet);
struct zd_sink *zd_cards_sink(FILE *out, const struct zd_sheet *sheet, bool html);

bool zd_is_number(const struct zd_type *type);

/* What the columns of a sheet add up to. Zero-initialised it is empty. */
struct zd_sums {
	struct zd_value *sums; /* one a column; nil: not added up */
	size_t count;
	bool any;
};
void zd_sums_begin(struct zd_sums *s, const struct zd_sheet *sheet, const struct zd_head *heads, size_t count,
		   struct zd_arena *arena);
/* ZD_DATA: a sum is too large. */
int zd_sums_add(struct zd_sums *s, const struct zd_value *row, struct zd_error *err);

#endif
