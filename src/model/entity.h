/* Entities and their fields, enums, and facts: what is known about the world of a pack. Pure data, owned by the pack's arena. */
#ifndef ZD_MODEL_ENTITY_H
#define ZD_MODEL_ENTITY_H

#include "base/map.h"
#include "model/place.h"
#include "zhidu/value.h"

struct zd_field {
	const char *name;
	const char *title; /* the name where there is none */
	const char *unit;  /* or NULL */
	const char *note;  /* or NULL */
	const char *area;  /* whose data it is, for the access policy, where it is not the entity's; or NULL */
	struct zd_type type;
	bool required;
	bool unique;
	bool sensitive;
	bool has_min, has_max;
	struct zd_value min, max; /* of the field's type */
	struct zd_value fallback; /* the default, or nil */
	struct zd_place place;
};

/* Records that belong to one of another entity and stand in its archive. */
struct zd_archive_part {
	const struct zd_entity *entity; /* whose records */
	const char *through;            /* the field or path that leads from them to the archive's record */
	const char *title;
	const char **columns; /* names or paths; none: the entity's own */
	size_t column_count;
	const char *order; /* "-field": descending; NULL: the latest first */
};

struct zd_entity {
	const char *name;
	const char *title;
	const char *show;   /* the name of a field, or NULL: the key */
	const char *branch; /* the path of the branch, or NULL */
	const char *note;
	const char **columns; /* what lists for people show: names or paths; none: see zd_entity_columns */
	size_t column_count;
	struct zd_archive_part *archive; /* as the model says, or whatever refers to it */
	size_t archive_count;
	const char *area; /* of data, for the access policy; or NULL: free to all */
	const char **aliases;
	size_t alias_count;
	struct zd_field *fields; /* the first is the key */
	size_t field_count;
	struct zd_place place;
};

/* One value that a fact file gives. */
struct zd_fact_value {
	const char *name;
	const char *title;
	const char *unit;
	struct zd_type type;
	struct zd_value fallback;
	struct zd_place place;
};

struct zd_fact {
	const char *name;    /* of the file, without .sql */
	const char *subject; /* an entity */
	const char *clause;  /* or NULL */
	const char *sql;
	struct zd_fact_value *values;
	size_t value_count;
	struct zd_place place; /* of the SQL's first line */
};

/* Whether a field's values are kept encrypted: what is sensitive, unless SQLite itself must compare it (keys, references, unique). */
bool zd_field_sealed(const struct zd_entity *e, const struct zd_field *f);
const struct zd_field *zd_entity_field(const struct zd_entity *e, const char *name); /* NULL: none */
/* The field that was meant by a name which no field has, for "did you mean"; NULL: none. */
const char *zd_entity_nearest_field(const struct zd_entity *e, const char *name);
/*
 * The columns of a list that people can read: those that the model names, or
 * all where they are few, or else the key, what the record is called by, what
 * is required, and then the next ones. out has room for field_count or
 * column_count, whichever is more; returns how many.
 */
size_t zd_entity_columns(const struct zd_entity *e, const char **out);
/* The date that says which records are the latest: the first date that is required, else the first; NULL: none. */
const struct zd_field *zd_entity_date(const struct zd_entity *e);

#endif
