/* A map from somebody else's file to entities: pure data. */
#ifndef ZD_MODEL_IMPORTMAP_H
#define ZD_MODEL_IMPORTMAP_H

#include "model/place.h"
#include "zhidu/value.h"

enum zd_map_source {
	ZD_FROM_COLUMN,
	ZD_FROM_CONSTANT,
	ZD_FROM_TEMPLATE,
	ZD_FROM_PRODUCT
};
enum zd_map_format {
	ZD_AS_IS,
	ZD_AS_INTEGER,
	ZD_AS_FEN,
	ZD_AS_YUAN,
	ZD_AS_PERCENT,
	ZD_AS_PATTERN
};
enum zd_on_duplicate {
	ZD_DUP_ERROR,
	ZD_DUP_SKIP,
	ZD_DUP_UPDATE
};

struct zd_map_field {
	const char *field;
	enum zd_map_source source;
	const char *text;     /* the column, the constant or the template */
	const char **columns; /* of a product */
	size_t column_count;
	enum zd_map_format format;
	const char *pattern;
	const char **from; /* value aliases */
	const char **to;
	size_t alias_count;
	const char *otherwise; /* or NULL */
	const char *empty;     /* or NULL */
	struct zd_place place;
};

struct zd_map_target {
	const char *entity;
	const char *where; /* a condition on the file's columns, or NULL */
	enum zd_on_duplicate duplicates;
	struct zd_map_field *fields;
	size_t field_count;
	struct zd_place place;
};

struct zd_import_map {
	const char *name; /* of the file, without .yaml */
	bool jsonl;
	bool gb18030;
	bool no_header;
	bool skip_bad;
	char delimiter;
	const char **columns; /* names when there is no header */
	size_t column_count;
	const char *where; /* a condition on the file's columns, or NULL */
	struct zd_map_target *targets;
	size_t target_count;
	struct zd_place place;
};

#endif
