/* Closed periods on record, and the sheets that were frozen with them. */
#ifndef ZD_STORE_CLOSE_H
#define ZD_STORE_CLOSE_H

#include "base/date.h"
#include "base/mem.h"
#include "store/book.h"
#include "zhidu/rows.h"

struct zd_close {
	int64_t id;
	enum zd_period period;
	char name[16];       /* "2025-11" */
	int32_t first, last; /* days */
	int64_t run;
	char made_at[24]; /* UTC, ISO; empty when recording: now */
	char author[64];
	uint64_t failed;
};

/*
 * For SQL that asks for runs, zd_run being `r`: true unless the period of the
 * run is closed and another run is its record for that policy.
 */
#define ZD_RUN_COUNTS(policy)                                                                                          \
	" NOT EXISTS (SELECT 1 FROM zd_close cc JOIN zd_stage cs ON cs.run = cc.run JOIN zd_shape ch ON ch.id = "      \
	"cs.shape"                                                                                                     \
	" WHERE cc.period = r.period AND cc.last = r.as_of AND cc.run <> r.id AND EXISTS (SELECT 1 FROM"               \
	" json_each(ch.columns) cj WHERE json_extract(cj.value, '$.policy') = " policy "))"

/* The closed period of a kind that ends on a day; *found false: it is not closed. */
int zd_close_find(struct zd_close *out, bool *found, struct zd_book *b, enum zd_period kind, int32_t last,
		  struct zd_error *err);
/* The first, or the last, of a kind that was closed. */
int zd_close_edge(struct zd_close *out, bool *found, struct zd_book *b, enum zd_period kind, bool latest,
		  struct zd_error *err);
/* The closed periods of a kind before a day, the latest `most` of them, oldest first; in the arena. */
int zd_close_before(struct zd_close **out, size_t *count, struct zd_book *b, enum zd_period kind, int32_t day, int most,
		    struct zd_arena *arena, struct zd_error *err);
/* Inside the caller's transaction; fills id and made_at. */
int zd_close_put(struct zd_close *c, struct zd_book *b, struct zd_error *err);
int zd_close_put_sheet(struct zd_book *b, int64_t close, const char *report, const char *csv, size_t size,
		       uint64_t rows, struct zd_error *err);
/* A frozen sheet, in the arena; *csv NULL: none of that name. ZD_BOOK when it is not what was frozen. */
int zd_close_sheet(const char **csv, size_t *size, struct zd_book *b, int64_t close, const char *report,
		   struct zd_arena *arena, struct zd_error *err);
/* period, run, release, decided, failed, sheets, changed, adjustments, author, made_at */
int zd_close_list(struct zd_book *b, struct zd_sink *sink, struct zd_error *err);

#endif
