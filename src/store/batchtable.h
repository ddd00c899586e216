/*
 * A batch's outcomes as a table that SQLite can read, so that one INSERT …
 * SELECT records a whole batch: nothing is bound, and the table written to is
 * opened once a batch instead of once a row.
 */
#ifndef ZD_STORE_BATCHTABLE_H
#define ZD_STORE_BATCHTABLE_H

#include <sqlite3.h>

#include "engine/batch.h"
#include "store/shape.h"

/* What the table shows. The owner changes it between statements; it lives as long as the table. */
struct zd_batch_table {
	const struct zd_shape *shape;
	const struct zd_batch *batch;
	int64_t run;
	char name[48];
};

/* Makes the table `name` on a connection: key, subject, the outcomes of the shape, the states of the policies. */
int zd_batch_table_make(struct zd_batch_table *t, sqlite3 *db, size_t number, const struct zd_shape *shape,
			struct zd_error *err);
/* How many columns of states there are, and the nth of a row: two bits a policy that gives anything. */
size_t zd_batch_state_columns(const struct zd_stage *stage);
int64_t zd_batch_states(const struct zd_batch *b, size_t row, size_t nth);
/* Takes it away again; statements that read it must be finished. */
void zd_batch_table_drop(struct zd_batch_table *t, sqlite3 *db);

#endif
