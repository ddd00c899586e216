/* Lists of the book, column by column as their heads say. */
#include "store/rows.h"

#include <stdlib.h>

#include "base/mem.h"

int zd_rows_give(struct zd_sink *sink, const struct zd_head *heads, size_t count, sqlite3_stmt *s, struct zd_error *err)
{
	struct zd_value *values = zd_alloc(count * sizeof *values);
	bool row = true;
	int rc = sink->begin(sink, heads, count, err);
	while (!rc && !(rc = zd_db_step(s, &row, err)) && row) {
		for (size_t i = 0; !rc && i < count; i++)
			rc = zd_db_column(&values[i], s, (int)i, &heads[i].type, err);
		if (!rc)
			rc = sink->row(sink, values, err);
	}
	free(values);
	return rc ? rc : sink->end(sink, err);
}
