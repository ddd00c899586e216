/*
 * Reads packs: a folder, or the files of a release, as a struct zd_pack.
 * Everything that is wrong in the files becomes a finding with its place, all
 * of them in one pass; a pack with error findings can still be looked at, but
 * must not decide. Lua files are only listed: whoever runs them reads their
 * heads into `policies`.
 */
#ifndef ZD_PACK_READER_H
#define ZD_PACK_READER_H

#include "model/pack.h"

/* What is read beyond what deciding needs. The hash always covers every file. */
#define ZD_READ_CASES 1u
#define ZD_READ_SCENARIOS 2u
#define ZD_READ_IMPORTS 4u
#define ZD_READ_REPORTS 8u
#define ZD_READ_PART 16u /* not even the files of the above, nor closes.yaml; there is no hash then */
#define ZD_READ_ALL (ZD_READ_CASES | ZD_READ_SCENARIOS | ZD_READ_IMPORTS | ZD_READ_REPORTS)

/*
 * Reads a folder; *out is to be freed with zd_pack_free. ZD_OK even with
 * findings. ZD_NOT_FOUND: no such folder, or no pack.yaml in it; ZD_IO: it
 * cannot be read. *out is NULL then.
 */
int zd_pack_read(struct zd_pack **out, const char *folder, unsigned what, struct zd_findings *findings,
		 struct zd_error *err);
/* The same from memory, in any order; paths and bytes are copied. root_label is for messages ("release 3"). */
int zd_pack_read_files(struct zd_pack **out, const char *root_label, const struct zd_pack_file *files, size_t count,
		       unsigned what, struct zd_findings *findings, struct zd_error *err);
void zd_pack_free(struct zd_pack *p); /* NULL is fine */
/* The hash that the folder's pack would have, without a look at what its files say. Errors as of zd_pack_read. */
int zd_pack_folder_hash(char hash[65], const char *folder, struct zd_error *err);

/*
 * Reads one scenario, or one import map, from any file, against a pack, whose
 * arena owns the result. ZD_NOT_FOUND or ZD_IO: no such file, or unreadable;
 * ZD_DATA: it has errors, which are findings too; err is the first of them.
 */
int zd_scenario_read(struct zd_scenario **out, const char *path, struct zd_pack *pack, struct zd_findings *findings,
		     struct zd_error *err);
int zd_import_map_read(struct zd_import_map **out, const char *path, struct zd_pack *pack, struct zd_findings *findings,
		       struct zd_error *err);

/*
 * Changes, or adds, one value in the text of a params.yaml and keeps every
 * other byte. With a date: the value from that date on (an undated value stays
 * in force before it); without: the undated value. value_text is one YAML
 * value on one line; why (may be NULL) goes beside it. *new_text is the
 * caller's to free. ZD_USAGE: the value, date or parameter name is none, or
 * the parameter has dated values and no date is given; ZD_DATA: text is not
 * a params.yaml.
 */
int zd_param_edit(char **new_text, size_t *size, const char *text, size_t n, const char *param,
		  const char *date_or_null, const char *value_text, const char *why_or_null, struct zd_error *err);

#endif
