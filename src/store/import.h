/* Import: CSV and JSON lines into entities, through a map or by the fields' own names. All or nothing inside the caller's transaction. */
#ifndef ZD_STORE_IMPORT_H
#define ZD_STORE_IMPORT_H

#include <stdio.h>

#include "store/book.h"

struct zd_import_options {
	const struct zd_entity *entity;  /* without a map */
	const struct zd_import_map *map; /* or NULL */
	bool jsonl;                      /* without a map: the format */
	bool update;                     /* without a map: a key that exists is updated */
	bool skip_bad;                   /* bad rows are left out */
	FILE *rejects;                   /* bad rows as CSV: line, column, field, reason, then the row; or NULL */
	void (*bad)(void *context, const struct zd_error *err,
		    const char *field);                                  /* each bad row, with line and column */
	void (*progress)(void *context, uint64_t bytes, uint64_t total); /* now and then; total 0: unknown */
	/* Whether a row may be written, values[i] for the entity's fields; an error but ZD_DATA ends the import. NULL: all. */
	int (*may)(void *context, const struct zd_entity *e, const struct zd_value *values, struct zd_error *err);
	void *context;
};
struct zd_import_result {
	uint64_t rows;     /* records of the file, without the header */
	uint64_t filtered; /* left out by the map's filters */
	uint64_t bad;
	uint64_t duplicates; /* skipped */
	uint64_t written;
};

/*
 * Reads `path` ("-": standard input; gzip is recognised by its first bytes)
 * in constant memory. Without skip_bad, every bad row is reported through
 * `bad` and the result is ZD_DATA: the caller rolls back.
 */
int zd_import(struct zd_book *b, const struct zd_pack *pack, const char *path, const struct zd_import_options *options,
	      struct zd_import_result *result, struct zd_error *err);

#endif
