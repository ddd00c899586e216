/*
 * A session: a pack, a book, or both, opened for some work. What is needed is
 * loaded when it is first needed. Everything a session hands out lives until
 * it is closed. A session belongs to one thread.
 */
#ifndef ZHIDU_SESSION_H
#define ZHIDU_SESSION_H

#include "zhidu/error.h"
#include "zhidu/finding.h"
#include "zhidu/rows.h"
#include "zhidu/value.h"

#ifdef __cplusplus
extern "C" {
#endif

ZD_API const char *zd_version(void);

struct zd_session;

struct zd_session_options {
	const char *book; /* a file; NULL: "zhidu.db" */
	const char *pack; /* a folder; NULL: "policies" */
	/* What people should know though nothing failed ("policies/ differs from release 3"); or NULL. */
	void (*note)(void *context, const char *text);
	/* Now and then in long work: done of total (0: unknown); or NULL. */
	void (*progress)(void *context, uint64_t done, uint64_t total);
	void *context;
};
/* Opens nothing yet: it cannot fail. The options' texts are copied. */
ZD_API struct zd_session *zd_session_new(const struct zd_session_options *options);
ZD_API void zd_session_free(struct zd_session *s);
/*
 * The findings of the pack that the last call loaded. When a call fails with
 * ZD_FINDINGS or ZD_GUARDRAIL, they say why.
 */
ZD_API const struct zd_findings *zd_session_findings(const struct zd_session *s);

/* ---- the book ---- */

/* Makes the book from the pack: tables, and the pack as the first release, in force from the beginning. ZD_FINDINGS when the pack has errors. */
ZD_API int zd_init(struct zd_session *s, struct zd_error *err);
/* Brings the book's tables to the pack's model; with `dry` only tells. Changes: entity, field, change. */
ZD_API int zd_migrate(struct zd_session *s, bool dry, struct zd_sink *changes, struct zd_error *err);
ZD_API int zd_doctor(struct zd_session *s, struct zd_sink *sink,
		     struct zd_error *err); /* ZD_BOOK when something is wrong */
ZD_API int zd_backup(struct zd_session *s, const char *to, struct zd_error *err);
/* Puts a backup in the book's place, after checking it; the book there is must not be newer in work (`force`). */
ZD_API int zd_restore(struct zd_session *s, const char *from, bool force, struct zd_error *err);

/* ---- the pack ---- */

/* Everything that can be wrong in the pack. ZD_FINDINGS when there are errors; findings through zd_session_findings. */
ZD_API int zd_check(struct zd_session *s, struct zd_error *err);
/* The same as seen on a day (NULL: today): what is due for review, which overrides still make a difference. */
ZD_API int zd_check_as_of(struct zd_session *s, const char *as_of, struct zd_error *err);
/* The folder of the pack, as it was given. */
ZD_API const char *zd_pack_folder(const struct zd_session *s);
/* Whether a path as people give it names a file of a pack: from the pack on, or any path that ends so. */
ZD_API bool zd_same_pack_file(const char *given, const char *file);
/* Whether the pack that the last call loaded has such a file. */
ZD_API bool zd_pack_has_file(const struct zd_session *s, const char *path);

struct zd_test_result {
	size_t passed, failed;
	size_t lines, covered;     /* of all policies tested */
	size_t rows, rows_covered; /* of the decision tables that they use, a default being one */
};
/* What happened to one case; without a name, a policy's coverage at its end; with `table`, that of a decision table. */
struct zd_test_event {
	const char *policy;
	const char *table; /* or NULL; lines are its rows then, numbered from 1, the last its default */
	const char *name;  /* of the case; NULL: this is coverage */
	const char *file;
	int line;
	bool passed;
	const char *difference; /* of a failed case: one line for each outcome that differs, expected and got */
	size_t lines, covered;
	const int *missed; /* the lines that no case ran: lines - covered of them */
};
/* Runs the cases of policies whose id begins with one of `ids` (none: all). ZD_FINDINGS when a case failed. */
ZD_API int zd_test(struct zd_session *s, const char *const *ids, size_t count,
		   void (*event)(void *context, const struct zd_test_event *e), void *context,
		   struct zd_test_result *result, struct zd_error *err);

/*
 * Writes what editors need to complete the pack's names into a folder, which
 * is made where there is none: annotations for the Lua language server, a
 * plugin that ties them to the policies, schemas for YAML, and settings.
 */
ZD_API int zd_write_stubs(struct zd_session *s, const char *folder, struct zd_error *err);

struct zd_formatting {
	const char *const *files; /* of the pack; none: all its YAML files */
	size_t count;
	bool check;                                       /* nothing is written */
	void (*changed)(void *context, const char *file); /* one that was laid out anew, or would be; or NULL */
	void *context;
};
/* Lays out YAML files without changing what they mean. ZD_FINDINGS: some cannot be read, and stay as they are. */
ZD_API int zd_format_pack(struct zd_session *s, const struct zd_formatting *f, size_t *changed, struct zd_error *err);

struct zd_new_policy {
	const char *id;      /* credit.limit: rules/credit/limit.lua and cases/credit/limit.yaml */
	const char *subject; /* an entity */
	const char *title;
	const char *clause; /* or NULL */
	const char *period; /* "month", "quarter", "year"; or NULL */
};
/* Files to begin with, sound as they are; ZD_USAGE when there are such files already. */
ZD_API int zd_scaffold_policy(struct zd_session *s, const struct zd_new_policy *policy, struct zd_error *err);
ZD_API int zd_scaffold_entity(struct zd_session *s, const char *name, const char *title, struct zd_error *err);

/* ---- parameters ---- */

struct zd_param_query {
	const char *prefix; /* names that begin so; NULL: all */
	const char *branch; /* NULL: the group */
	const char *as_of;  /* NULL: today */
	bool assumed;       /* only what the regulations left open */
	bool overridden;    /* only what a branch overrides */
};
/* name, title, value, unit, clause, branch, assumed, review_by */
ZD_API int zd_param_list(struct zd_session *s, const struct zd_param_query *q, struct zd_sink *sink,
			 struct zd_error *err);
/* One value, as machines read it (JSON for maps and lists), into buf. `name` may reach into a map: credit.limit.levels.manager */
ZD_API int zd_param_get(struct zd_session *s, const char *name, const struct zd_param_query *q, char *buf, size_t size,
			struct zd_error *err);
/* Where it comes from: layer by layer, the one in force first: value, layer, from, file, line, release, why, in_force */
ZD_API int zd_param_origin(struct zd_session *s, const char *name, const struct zd_param_query *q, struct zd_sink *sink,
			   struct zd_error *err);
/*
 * Changes one value in the pack's files, keeping every other byte. `from`: in
 * force from that date (NULL: replaces the single value). ZD_GUARDRAIL when a branch may not.
 */
ZD_API int zd_param_set(struct zd_session *s, const char *name, const char *value, const char *branch, const char *from,
			const char *why, struct zd_error *err);

/* ---- names, for completion and lists ---- */

enum zd_name_kind {
	ZD_NAMES_POLICIES,
	ZD_NAMES_PARAMS,
	ZD_NAMES_ENTITIES,
	ZD_NAMES_BRANCHES,
	ZD_NAMES_FACTS
};
/* name, title, and what belongs to the kind (subject, clause, …). */
ZD_API int zd_names(struct zd_session *s, enum zd_name_kind kind, struct zd_sink *sink, struct zd_error *err);

#ifdef __cplusplus
}
#endif

#endif
