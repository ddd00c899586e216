/* Records of entities: one at a time, or filtered lists. Bounds, enums and references are checked with clear messages before SQLite sees a row. */
#ifndef ZD_STORE_RECORDS_H
#define ZD_STORE_RECORDS_H

#include "store/book.h"
#include "store/gate.h"

/* A compiled insert for one entity: what add, set and import share. */
struct zd_writer;
enum zd_write_mode {
	ZD_WRITE_INSERT,
	ZD_WRITE_SKIP,
	ZD_WRITE_UPDATE
};
int zd_writer_open(struct zd_writer **out, struct zd_book *b, const struct zd_entity *e, enum zd_write_mode mode,
		   struct zd_error *err);
/*
 * Writes one record: values[i] for e->fields[i], nil taking the field's
 * default; where `update` meets an existing key, nil leaves the field as it
 * is. Checks required, bounds, enum, references (cached look-ups; a
 * reference to the same entity may be to a row that comes later: call
 * zd_writer_close with `finish`). On ZD_DATA *field names the field, the
 * message does not repeat it, and nothing was written. *written is false
 * where `skip` met an existing key.
 */
int zd_writer_put(struct zd_writer *w, const struct zd_value *values, bool *written, const char **field,
		  struct zd_error *err);
/*
 * finish: checks references to the same entity that were put off; without
 * it, or when one is missing, the transaction can only be rolled back. Frees
 * the writer in any case (NULL is fine). While a writer is open SQLite's own
 * checks of the book rest: write entities through writers only.
 */
int zd_writer_close(struct zd_writer *w, bool finish, struct zd_error *err);

/* Changes the named fields of one record; ZD_NOT_FOUND when there is none. */
int zd_record_set(struct zd_book *b, const struct zd_entity *e, const struct zd_value *key, const char *const *fields,
		  const struct zd_value *values, size_t count, struct zd_error *err);
/* One record's values, in the order of the fields, in the arena; sensitive ones are "***", whatever their type. */
int zd_record_get(struct zd_book *b, const struct zd_entity *e, const struct zd_value *key, struct zd_value *values,
		  struct zd_arena *arena, struct zd_error *err);

struct zd_query {
	const char *where;          /* a condition on the entity's fields, or NULL */
	const char *const *columns; /* fields or paths across references; NULL: all fields */
	size_t column_count;
	const char *order;   /* a field or path, "-field" for descending; NULL: the key */
	int64_t limit;       /* 0: all */
	bool names;          /* references shown by the record's `show` field, unless it is sensitive */
	const char *through; /* a field or path: only records that it leads from to the key `of`; NULL: all */
	const struct zd_value *of;
	struct zd_gate *gate; /* NULL: every record; what is sensitive is masked */
};
/* The branch of a record as text in the arena, by its entity's path; NULL: it has none, or there is no such record. */
int zd_record_branch(const char **out, struct zd_book *b, const struct zd_pack *pack, const struct zd_entity *e,
		     const struct zd_value *key, struct zd_arena *arena, struct zd_error *err);
/* The same of a record that is still to be written, from its values. */
int zd_values_branch(const char **out, struct zd_book *b, const struct zd_pack *pack, const struct zd_entity *e,
		     const struct zd_value *values, struct zd_arena *arena, struct zd_error *err);
/* An unknown name is ZD_USAGE with the nearest; where's own errors are those of zd_condition_parse. */
int zd_record_list(struct zd_book *b, const struct zd_pack *pack, const struct zd_entity *e, const struct zd_query *q,
		   struct zd_sink *sink, struct zd_error *err);
int zd_record_count(struct zd_book *b, const struct zd_entity *e, int64_t *out, struct zd_error *err);

#endif
