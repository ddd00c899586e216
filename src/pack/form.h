/*
 * What all readers of this folder share: reporting with a place, and forms,
 * which read a YAML map by a table of its keys, so that unknown, missing and
 * ill-shaped keys are reported alike everywhere.
 */
#ifndef ZD_PACK_FORM_H
#define ZD_PACK_FORM_H

#include "model/pack.h"
#include "pack/yaml.h"

struct zd_reader {
	struct zd_pack *pack;
	struct zd_findings *findings;
	unsigned what; /* ZD_READ_… */
};

/* The shape a key wants, and what its place in the form holds. */
enum zd_want {
	ZD_WANT_TEXT,   /* const char *: any scalar's text */
	ZD_WANT_BOOL,   /* bool: true or false */
	ZD_WANT_SCALAR, /* struct zd_raw *, like all that follow; NULL: the key is absent */
	ZD_WANT_LIST,
	ZD_WANT_MAP,
	ZD_WANT_ANY, /* anything but nothing */
};

struct zd_key {
	const char *name;
	enum zd_want want;
	bool required;
	size_t offset; /* into the form */
};

void zd_report(const struct zd_reader *r, enum zd_finding_code code, const struct zd_place *place, const char *fmt, ...)
	ZD_PRINTF(4, 5);
/* "there is no WHAT "name"; did you mean …?"; nearest may be NULL. */
void zd_report_unknown(const struct zd_reader *r, const struct zd_place *place, const char *what, const char *name,
		       const char *nearest);

/*
 * Reads a map into a zeroed form. `what` names it in messages ("a field"),
 * `at` is the place of what is missing. False: something was reported (the
 * rest is filled all the same).
 */
bool zd_form_read(const struct zd_reader *r, void *form, const struct zd_raw *raw, const char *what,
		  const struct zd_place *at, const struct zd_key *keys, size_t count);

/* Reports, and returns false, when the value is missing or is not of the shape. `key` names it. */
bool zd_want_kind(const struct zd_reader *r, const struct zd_raw *raw, enum zd_raw_kind kind, const char *key);
/* A list of scalars as texts; false: reported. */
bool zd_read_texts(const struct zd_reader *r, const char ***out, size_t *count, const struct zd_raw *list,
		   const char *key);
/* A value of a type; nothing is no value. False: reported, and *out is nil. */
bool zd_read_value(const struct zd_reader *r, struct zd_value *out, const struct zd_type *type,
		   const struct zd_raw *raw, const char *key);
bool zd_read_date(const struct zd_reader *r, int32_t *days, const char *text, const struct zd_place *place);
/* Reports a bad name: of what, such as "a field". */
bool zd_check_name(const struct zd_reader *r, const char *name, const char *what, const struct zd_place *place);
/* One of words[count], NULL raw being `fallback`; reports others. */
size_t zd_read_word(const struct zd_reader *r, const struct zd_raw *raw, const char *key, const char *const *words,
		    size_t count, size_t fallback);

#define ZD_COUNT(array) (sizeof(array) / sizeof *(array))

#endif
