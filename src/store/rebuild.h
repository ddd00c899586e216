/* Tables of entities: made, given columns, and rebuilt from one layout to another with their rows. */
#ifndef ZD_STORE_REBUILD_H
#define ZD_STORE_REBUILD_H

#include "store/db.h"
#include "store/layout.h"

/* What must be done with a table, from the least to the most. NOTE: only its layout is written down anew. */
enum zd_reshape_action {
	ZD_RESHAPE_NOTHING,
	ZD_RESHAPE_NOTE,
	ZD_RESHAPE_ADD,
	ZD_RESHAPE_REBUILD
};

/* From an old layout to a new one. */
struct zd_reshape {
	enum zd_reshape_action action;
	struct zd_book *book; /* whose keys are used */
	const struct zd_entity *entity;
	const struct zd_layout *old;
	struct zd_layout new;
	const struct zd_layout_column **source; /* one a new column: the old one, or NULL */
	bool *changed;                          /* one a new column: its values must be looked at */
	bool key_changed;
};

/* The table and its indexes. */
int zd_make_table(sqlite3 *db, const struct zd_layout *l, struct zd_error *err);
/* Adds the columns that are new, all of them free to be empty. */
int zd_widen_table(sqlite3 *db, const struct zd_reshape *s, struct zd_error *err);
/*
 * Looks at every row by the new rules: ZD_DATA names the record and field
 * that break them. Unless dry, the rows then are in a table of the new layout.
 */
int zd_rebuild_table(sqlite3 *db, const struct zd_reshape *s, bool dry, struct zd_error *err);

#endif
