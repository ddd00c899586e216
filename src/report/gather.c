/* Rows kept in memory. */
#include "report/gather.h"

#include <stdlib.h>

#include "model/text.h"
#include "report/sinks.h"

static int begin(struct zd_sink *self, const struct zd_head *heads, size_t count, struct zd_error *err)
{
	struct zd_gathered *g = (struct zd_gathered *)self;
	(void)err;
	g->heads = zd_heads_copy(g->arena, heads, count);
	g->count = count;
	return ZD_OK;
}

static int row(struct zd_sink *self, const struct zd_value *values, struct zd_error *err)
{
	struct zd_gathered *g = (struct zd_gathered *)self;
	(void)err;
	g->total++;
	if (g->limit > 0 && g->total > g->limit)
		return ZD_OK;
	struct zd_value *kept = zd_arena_alloc(g->arena, (g->count + 1) * sizeof *kept);
	for (size_t i = 0; i < g->count; i++)
		kept[i] = zd_value_copy(g->arena, &values[i]);
	ZD_GROW(g->rows, g->row_count, g->row_cap);
	g->rows[g->row_count++] = kept;
	return ZD_OK;
}

static int end(struct zd_sink *self, struct zd_error *err)
{
	(void)self, (void)err;
	return ZD_OK;
}

struct zd_sink *zd_gather_open(struct zd_gathered *g, struct zd_arena *arena, uint64_t limit)
{
	*g = (struct zd_gathered){.sink = {begin, row, end, NULL}, .arena = arena, .limit = limit};
	return &g->sink;
}

void zd_gather_close(struct zd_gathered *g)
{
	free(g->rows);
	g->rows = NULL;
}
