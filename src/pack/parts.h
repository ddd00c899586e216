/* The readers of each kind of file, in the order in which zd_pack_read calls them. Inside this folder only. */
#ifndef ZD_PACK_PARTS_H
#define ZD_PACK_PARTS_H

#include "pack/form.h"

/* What a path within a pack holds. */
enum zd_file_kind {
	ZD_FILE_UNKNOWN,
	ZD_FILE_IGNORED,
	ZD_FILE_PACK,
	ZD_FILE_MODEL,
	ZD_FILE_FACT,
	ZD_FILE_PARAMS,
	ZD_FILE_TABLES,
	ZD_FILE_RULE,
	ZD_FILE_BRANCH_PARAMS,
	ZD_FILE_BRANCH_RULE,
	ZD_FILE_CASES,
	ZD_FILE_SCENARIO,
	ZD_FILE_DRAFT,
	ZD_FILE_IMPORT,
	ZD_FILE_REPORT,
	ZD_FILE_CLOSES,
};

/* files.c: which files a pack has. */
enum zd_file_kind zd_file_kind(const char *path);
/* Fills pack->files, sorted, from a folder or from memory, reporting what does not belong; then pack->hash. */
int zd_files_from_folder(struct zd_reader *r, const char *folder, struct zd_error *err);
void zd_files_from_memory(struct zd_reader *r, const struct zd_pack_file *files, size_t count);
/* The id of a path under branches/ ("branches/ID/…"), in the arena. */
const char *zd_files_branch(const struct zd_reader *r, const char *path);
/* The last part of a path without its ending, in the arena. */
const char *zd_files_stem(const struct zd_reader *r, const char *path);

/* One YAML file that is a map. */
struct zd_doc {
	const struct zd_pack_file *file;
	struct zd_raw *root;
};
/* All files of a kind that are maps, in the arena; reports the others. Empty files are left out. */
struct zd_doc *zd_docs_read(const struct zd_reader *r, enum zd_file_kind kind, size_t *count);

/*
 * facts.c: an SQL file's leading comment, the mark made blank so that places
 * stay right, and the SQL behind it with its place. `form` says what the
 * comment should look like. False: reported.
 */
bool zd_sql_split(const struct zd_reader *r, const struct zd_pack_file *file, const char *form, char **head,
		  const char **query, struct zd_place *place);

/* types.c */
#define ZD_KIND_BIT(name) (1u << ZD_KIND_##name)
/* A word that is a kind of the set, or the name of an enum; false: reported. */
bool zd_type_from_word(const struct zd_reader *r, struct zd_type *out, const struct zd_raw *raw, unsigned kinds);
/* A type of a parameter: a word, a map of types, or a list of one type. */
bool zd_type_from_raw(const struct zd_reader *r, struct zd_type *out, const struct zd_raw *raw, unsigned kinds);
/* A type as fields and facts state it, in three keys. */
struct zd_type_form {
	struct zd_raw *type, *enum_name, *entity;
};
bool zd_type_from_form(const struct zd_reader *r, struct zd_type *out, const struct zd_type_form *form, unsigned kinds);

/* views.c: what entities say of the lists in which people see them. */
struct zd_views {
	const struct zd_raw *columns, *archive; /* lists, or NULL */
};
/* views[i] belongs to pack->entities[i]; all entities and their references are known. */
void zd_read_views(struct zd_reader *r, const struct zd_views *views);

void zd_read_manifest(struct zd_reader *r);
void zd_read_publish(struct zd_reader *r, const struct zd_raw *raw); /* `publish` of pack.yaml */
void zd_read_model(struct zd_reader *r);
void zd_read_facts(struct zd_reader *r);
void zd_read_params(struct zd_reader *r);
void zd_read_branches(struct zd_reader *r); /* after the parameters */
void zd_read_tables(struct zd_reader *r);
void zd_read_cases(struct zd_reader *r);
void zd_read_scenarios(struct zd_reader *r);
void zd_read_imports(struct zd_reader *r);
void zd_read_reports(struct zd_reader *r);
void zd_read_closes(struct zd_reader *r); /* after the reports */
void zd_scenario_fill(struct zd_reader *r, struct zd_scenario *s, const struct zd_raw *root);
void zd_import_fill(struct zd_reader *r, struct zd_import_map *m, const struct zd_raw *root);

/* Names that mean something else where fields and facts are named. */
bool zd_is_reserved_name(const char *name);

#endif
