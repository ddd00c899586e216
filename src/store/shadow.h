/*
 * Shadows: a reader's own copy of an entity's table, which stands in place of
 * the book's in everything that the reader reads, facts' SQL too, and can be
 * changed. The book is not touched, and nobody else sees it.
 */
#ifndef ZD_STORE_SHADOW_H
#define ZD_STORE_SHADOW_H

#include "store/reader.h"

/* One record that gets other values. */
struct zd_shadow_change {
	struct zd_value key;           /* nil: every record */
	const struct zd_value *values; /* one a field; nil empties it, unless `keeps` */
};
/* What a list of changes is about. */
struct zd_shadow_fields {
	const struct zd_entity *entity;
	const char *const *names;
	size_t count;
	bool keeps; /* a nil leaves the field as it is */
	const char
		*moved; /* a date field that becomes `day` where any other of the fields got another value; or NULL */
	const char *day;
};

/* Changes records that the reader sees, making the shadow where there is none yet. While none of its sources is open. */
int zd_reader_change(struct zd_reader *r, const struct zd_shadow_fields *fields, const struct zd_shadow_change *changes,
		     size_t count, struct zd_error *err);

#endif
