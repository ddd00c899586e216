/* A sink that keeps rows in memory, for those who need several lists before they write one page. */
#ifndef ZD_REPORT_GATHER_H
#define ZD_REPORT_GATHER_H

#include "base/mem.h"
#include "zhidu/rows.h"

struct zd_gathered {
	struct zd_sink sink;
	struct zd_arena *arena; /* borrowed; heads, rows and their text live there */
	uint64_t limit;         /* rows that are kept; 0: all */
	struct zd_head *heads;
	size_t count;           /* columns */
	struct zd_value **rows; /* those kept */
	size_t row_count, row_cap;
	uint64_t total; /* rows that came */
};

/* Returns the sink to write to. What the heads' types point to is borrowed. */
struct zd_sink *zd_gather_open(struct zd_gathered *g, struct zd_arena *arena, uint64_t limit);
void zd_gather_close(struct zd_gathered *g);

#endif
