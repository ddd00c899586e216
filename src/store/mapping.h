/*
 * Rows of a file as values of an entity's fields: an import map, or the
 * fields' own names, compiled against the file's columns.
 */
#ifndef ZD_STORE_MAPPING_H
#define ZD_STORE_MAPPING_H

#include "base/json.h"
#include "model/entity.h"
#include "model/importmap.h"
#include "store/columns.h"

struct zd_mapping;

/*
 * By a target of a map. ZD_DATA, at the place in the map, where it does not
 * fit the columns or the entity. Everything given outlives the mapping. On an
 * error *out is NULL.
 *
 * How a field comes about: its text is that of the column, or the template
 * with columns put in ({#} is the row's number, {{ and }} are braces). Empty
 * text is nil, or what `empty` says, or `values` of ''. Then `values` looks
 * the text up; text that it does not know is `otherwise`, or, without it,
 * read by the format and the field's type like any other. A product has
 * columns of decimals; one that is empty makes it empty.
 */
int zd_mapping_open(struct zd_mapping **out, const struct zd_entity *e, const struct zd_map_target *target,
		    const struct zd_columns *columns, struct zd_error *err);
/*
 * By name: each column is a field, each required field is there; with
 * `update`, only the key must be. err->column is the column's number.
 */
int zd_mapping_open_by_name(struct zd_mapping **out, const struct zd_entity *e, const struct zd_columns *columns,
			    bool update, struct zd_error *err);
void zd_mapping_close(struct zd_mapping *m); /* NULL is fine */

/*
 * The values of a row, one a field of the entity, in *values: they live until
 * the mapping's next row, and as long as the cells. ZD_DATA: *field is the
 * field and *column the index of the column (the count of columns where there
 * is none) that are to blame. number: of the row, for {#}.
 */
int zd_mapping_row(struct zd_mapping *m, const struct zd_csv_cell *cells, uint64_t number,
		   const struct zd_value **values, const char **field, size_t *column, struct zd_error *err);
/* The same from an object whose keys are fields, without columns: err->column is the place in the line. */
int zd_mapping_object(struct zd_mapping *m, const struct zd_json *object, const struct zd_value **values,
		      const char **field, struct zd_error *err);

/* The index of the column that a field is made of, the first where there are several; the count of columns: of none. */
size_t zd_mapping_column(const struct zd_mapping *m, const char *field);
/* Puts the column's name before a message about a field of another name. */
void zd_mapping_blame(const struct zd_mapping *m, const char *field, size_t column, struct zd_error *err);

/* The columns that a map mentions, in the arena: what JSON lines are asked for. */
int zd_mapping_columns(struct zd_columns *out, const struct zd_import_map *map, struct zd_arena *arena,
		       struct zd_error *err);

#endif
