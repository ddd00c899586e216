/*
 * A pack as data: all that its files declare, owned by one arena. Made by the
 * pack reader (and the script layer for policies' heads), read by all.
 */
#ifndef ZD_MODEL_PACK_H
#define ZD_MODEL_PACK_H

#include "base/file.h"
#include "base/map.h"
#include "base/mem.h"
#include "model/access.h"
#include "model/close.h"
#include "model/entity.h"
#include "model/importmap.h"
#include "model/param.h"
#include "model/policy.h"
#include "model/publish.h"
#include "model/report.h"
#include "model/table.h"
#include "zhidu/finding.h"

/* One file of a pack, as bytes. */
struct zd_pack_file {
	const char *path; /* relative, with '/' */
	const char *data;
	size_t size;
};

/* The hash of a pack's files, sorted by path: each one's path, size and bytes. The same on any machine. */
void zd_pack_hash(const struct zd_pack_file *files, size_t count, char out[ZD_HASH_LEN + 1]);

struct zd_limits {
	int64_t memory; /* bytes */
	int64_t steps;
	double seconds;
	int64_t member_memory; /* bytes */
	int64_t member_steps;
};

/* A value as written in YAML: a scalar's text with its place, a list or a map. */
enum zd_raw_kind {
	ZD_RAW_NULL,
	ZD_RAW_SCALAR,
	ZD_RAW_LIST,
	ZD_RAW_MAP
};
struct zd_raw {
	enum zd_raw_kind kind;
	bool quoted;      /* of a scalar: it was quoted, so it is text */
	const char *text; /* of a scalar */
	size_t count;     /* of a list or map */
	struct zd_raw **items;
	const char **keys; /* of a map */
	struct zd_place *key_places;
	struct zd_place place;
};

/* One case: given, expect. Values keep the order of the file; types are checked against the policy when the case runs. */
struct zd_case {
	const char *policy;
	const char *name;
	struct zd_raw *given;  /* a map, or a list of maps for a set policy */
	struct zd_raw *expect; /* likewise; NULL where `error` is expected */
	struct zd_raw *params; /* a map, or NULL */
	const char *error;     /* or NULL */
	const char **reasons;  /* clauses */
	size_t reason_count;
	bool has_reasons;
	struct zd_raw *clauses; /* the reasons as they are written; NULL: none are */
	const char *as_of;      /* or NULL */
	const char *branch;     /* or NULL */
	struct zd_place place;
};

/* Differences that hold from a day on. */
struct zd_scenario_change {
	int32_t from;
	struct zd_raw *set; /* maps, or NULL */
	struct zd_raw *with;
	struct zd_raw *rules;
};

struct zd_scenario {
	const char *name; /* of the file, without .yaml */
	const char *title;
	const char *why;
	struct zd_raw *set; /* maps, or NULL */
	struct zd_raw *with;
	struct zd_raw *rules;
	struct zd_scenario_change *changes; /* by date */
	size_t change_count;
	const char *where;
	const char *as_of;
	const char **policies;
	size_t policy_count;
	struct zd_place place;
};

struct zd_branch {
	const char *id;
	struct zd_policy *policies; /* replacements */
	size_t policy_count;
};

struct zd_pack {
	struct zd_arena arena;
	const char *root; /* the folder, for messages; or "release 3" */
	const char *name, *title, *version, *currency, *language, *organisation;
	struct zd_limits limits;
	struct zd_publish_rules publish;
	struct zd_access *access;   /* or NULL: everybody may do everything but sign */
	struct zd_pack_file *files; /* sorted by path */
	size_t file_count;
	char hash[ZD_HASH_LEN + 1]; /* of all files: paths, sizes and bytes */

	struct zd_enum *enums;
	struct zd_place *enum_places; /* one an enum */
	size_t enum_count;
	struct zd_entity *entities;
	size_t entity_count;
	struct zd_fact *facts;
	size_t fact_count;
	struct zd_param *params; /* sorted by name */
	size_t param_count;
	struct zd_table *tables;
	size_t table_count;
	struct zd_policy *policies; /* the group's, sorted by id */
	size_t policy_count;
	struct zd_branch *branches; /* sorted by id */
	size_t branch_count;
	struct zd_case *cases;
	size_t case_count;
	struct zd_scenario *scenarios;
	size_t scenario_count;
	struct zd_import_map *imports;
	size_t import_count;
	struct zd_report *reports; /* sorted by name */
	size_t report_count;
	struct zd_closes closes;

	struct zd_map enum_map, entity_map, param_map, table_map, policy_map; /* by name; entities also by alias */
};

const struct zd_enum *zd_pack_enum(const struct zd_pack *p, const char *name);
const struct zd_entity *zd_pack_entity(const struct zd_pack *p, const char *name); /* or alias */
struct zd_param *zd_pack_param(const struct zd_pack *p, const char *name);
/* The same for a name that may reach into a map: the longest parameter it begins with, and the keys behind it, or NULL. */
struct zd_param *zd_pack_param_within(const struct zd_pack *p, const char *name, const char **inner);
const struct zd_table *zd_pack_table(const struct zd_pack *p, const char *name);
struct zd_policy *zd_pack_policy(const struct zd_pack *p, const char *id);
const struct zd_branch *zd_pack_branch(const struct zd_pack *p, const char *id);
/* Who decides for a branch (NULL: the group): its replacement of a policy, or the policy itself. */
const struct zd_policy *zd_branch_policy(const struct zd_pack *pack, const char *branch, const struct zd_policy *p);
/* The fact file and value that give `name` for an entity; NULL: none. */
const struct zd_fact_value *zd_pack_fact(const struct zd_pack *p, const char *entity, const char *name,
					 const struct zd_fact **file);
/*
 * The same for names that people give: ZD_USAGE where there is none, and the
 * message says which name was meant. What is found is borrowed from the pack.
 */
int zd_pack_find_entity(const struct zd_entity **out, const struct zd_pack *p, const char *name, struct zd_error *err);
int zd_pack_find_param(struct zd_param **out, const struct zd_pack *p, const char *name, struct zd_error *err);
int zd_pack_find_policy(const struct zd_policy **out, const struct zd_pack *p, const char *id, struct zd_error *err);
/* The nearest existing name, for "did you mean"; NULL: none. */
const char *zd_pack_nearest_param(const struct zd_pack *p, const char *name);
const char *zd_pack_nearest_policy(const struct zd_pack *p, const char *name);
const char *zd_pack_nearest_entity(const struct zd_pack *p, const char *name);

#endif
