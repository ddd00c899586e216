/*
 * Layouts: what the table of an entity looks like, made from the model or
 * read back from what the book was last migrated to. Only what shapes the
 * table is in it: titles, units and defaults are not.
 */
#ifndef ZD_STORE_LAYOUT_H
#define ZD_STORE_LAYOUT_H

#include "base/mem.h"
#include "base/str.h"
#include "model/pack.h"

/* In what columns values of a kind are kept: INTEGER, REAL or TEXT (a list or map as JSON). */
const char *zd_storage_of(enum zd_kind kind);

struct zd_layout_column {
	const char *name;
	const char *storage; /* TEXT, INTEGER or REAL */
	struct zd_type type; /* scalars; an enum has names only */
	bool required;
	bool unique;
	bool sealed;                  /* holds sealed text (secret.h), whatever the type */
	const char *min, *max;        /* as zd_value_plain writes them; or NULL */
	const struct zd_field *field; /* NULL: read back from the book */
	bool kept;                    /* the model no longer has it */
};

struct zd_layout {
	const char *name;
	struct zd_layout_column *columns; /* the first is the key; kept ones last */
	size_t count;
	bool gone; /* the model no longer has the entity */
};

/* Everything lives in the arena. ZD_DATA when the entity cannot be a table. `room` more columns can be added behind. */
int zd_layout_of(struct zd_layout *out, const struct zd_pack *pack, const struct zd_entity *e, size_t room,
		 struct zd_arena *arena, struct zd_error *err);
/* Reads what zd_layout_text wrote; ZD_BOOK when it cannot. */
int zd_layout_parse(struct zd_layout *out, const char *name, const char *text, struct zd_arena *arena,
		    struct zd_error *err);
void zd_layout_text(struct zd_str *b, const struct zd_layout *l);

const struct zd_layout_column *zd_layout_column(const struct zd_layout *l, const char *name); /* NULL: none */

/* SQL: the table under a name, one column to be added to it, and the index of a reference, which may be there or gone already. */
void zd_layout_create(struct zd_str *sql, const struct zd_layout *l, const char *table);
void zd_layout_add(struct zd_str *sql, const struct zd_layout *l, const struct zd_layout_column *c);
void zd_layout_index(struct zd_str *sql, const char *table, const char *column);
void zd_layout_drop_index(struct zd_str *sql, const char *table, const char *column);

#endif
