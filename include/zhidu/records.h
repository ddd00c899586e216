/* Records through a session: in, out, and one at a time. */
#ifndef ZHIDU_RECORDS_H
#define ZHIDU_RECORDS_H

#include "zhidu/session.h"

#ifdef __cplusplus
extern "C" {
#endif

struct zd_import {
	const char *entity;  /* NULL where the map names it */
	const char *file;    /* "-": standard input */
	const char *map;     /* a file; or NULL */
	bool jsonl;          /* the file's format, without a map; CSV otherwise */
	bool update;         /* records that exist are changed */
	bool skip_bad;       /* bad rows are left out; without, nothing is imported when one is bad */
	const char *rejects; /* a file for the bad rows; or NULL */
	/* Every bad row: its line, column and reason are in err; or NULL. */
	void (*bad)(void *context, const struct zd_error *err, const char *field);
	void *context;
};
struct zd_imported {
	uint64_t rows, filtered, bad, duplicates, written;
};
ZD_API int zd_import_records(struct zd_session *s, const struct zd_import *in, struct zd_imported *out,
			     struct zd_error *err);

struct zd_listing {
	const char *where;
	const char *const *columns; /* names or paths; NULL: all, or the few that people want to see */
	size_t column_count;
	const char *order;   /* "-name": descending */
	int64_t limit;       /* 0: all */
	bool brief;          /* without `columns`: those that the model has for lists */
	bool names;          /* references by name */
	bool reveal;         /* sensitive fields as they are, where the actor may see them so; otherwise masked */
	const char *purpose; /* what for; must be there with `reveal`, and is put on record */
	const char *command; /* what the record calls the way of asking; NULL: list */
};
ZD_API int zd_list_records(struct zd_session *s, const char *entity, const struct zd_listing *q, struct zd_sink *sink,
			   struct zd_error *err);
/*
 * Only records whose branch the actor may see, sensitive fields masked.
 * ZD_DENIED, with the access policy's reasons, where he may see none.
 */
struct zd_showing {
	const char *entity;
	const char *key;
	bool reveal; /* as in a listing */
	const char *purpose;
};
/* One record: field, title, value as text. */
ZD_API int zd_show_record(struct zd_session *s, const struct zd_showing *what, struct zd_sink *sink,
			  struct zd_error *err);
struct zd_archive_options {
	const char *entity;
	const char *key;
	enum zd_format format; /* table, json or html */
	uint64_t limit;        /* records that each list shows; 0: all */
};
/*
 * A record's archive: itself, then what belongs to it as the model says, each
 * with how many there are and the latest of them, then what was last decided
 * about it by each policy. Sensitive fields are masked.
 */
ZD_API int zd_show_archive(struct zd_session *s, const struct zd_archive_options *options, FILE *out,
			   struct zd_error *err);
/* fields[i] = "name=value" */
ZD_API int zd_add_record(struct zd_session *s, const char *entity, const char *const *fields, size_t count,
			 struct zd_error *err);
ZD_API int zd_set_record(struct zd_session *s, const char *entity, const char *key, const char *const *fields,
			 size_t count, struct zd_error *err);

#ifdef __cplusplus
}
#endif

#endif
