/* What the parts of the checker share: names in their scopes, and what was found so far. */
#ifndef ZD_SCRIPT_CHECKER_H
#define ZD_SCRIPT_CHECKER_H

#include "base/map.h"
#include "model/policy.h"
#include "script/syntax.h"

enum zd_symbol_kind {
	ZD_SYMBOL_LOCAL,
	ZD_SYMBOL_CONSTANT, /* above `return`, as the functions there */
	ZD_SYMBOL_FUNCTION,
	ZD_SYMBOL_NEEDS,   /* decide's first parameter: the record */
	ZD_SYMBOL_MEMBERS, /* the same of a set policy: the list of records */
	ZD_SYMBOL_PARAMS,
	ZD_SYMBOL_TABLES,
	ZD_SYMBOL_MEMBER, /* a local that begins as one of the members */
};

struct zd_symbol {
	enum zd_symbol_kind kind;
	const struct zd_node *declared;
	const struct zd_node *value; /* what it begins with, or NULL: not known */
	bool constant;
	bool assigned;
	size_t uses;
};

#define ZD_ACTIVE_MAX 185 /* names in one function at once; Lua has room for 200 */
#define ZD_VISIBLE_MAX                                                                                                 \
	240 /* names that one function can see, with those that the written text adds; Lua has room for 255 */
#define ZD_ARGUMENTS_MAX 40
#define ZD_ERRORS_MAX 100 /* of one file; no more are looked for */

/* A node to look at again when everything is known. */
struct zd_later {
	const struct zd_node *node;
	struct zd_later *next;
};

struct zd_checker {
	struct zd_syntax *syntax;
	const struct zd_policy *policy;
	struct zd_arena *arena;
	struct zd_findings *findings;
	size_t errors_before;
	struct zd_symbol *scope[ZD_VISIBLE_MAX];
	size_t visible, most_visible;
	size_t active;  /* in the function at hand, hidden ones of loops too */
	bool in_decide; /* in decide itself */
	bool full;      /* too many names: nothing more is looked at */
	bool *used_needs, *used_params, *used_tables;
	bool *used_library;
	struct zd_map needs, params, tables; /* places in the policy's lists, plus one */
	struct zd_map assigned_fields;       /* that any table is given */
	struct zd_later *texts;              /* calls of because, stop and text.format */
	struct zd_later *members;            /* fields of members that are no needs */
};

#define ZD_FIND(c, code, n, ...) zd_find((c)->findings, (code), (c)->syntax->file, (n)->line, (n)->column, __VA_ARGS__)

/* Makes the name visible from here on. */
struct zd_symbol *zd_checker_declare(struct zd_checker *c, struct zd_node *name, enum zd_symbol_kind kind);
/* A function other than decide: its parameters and body. */
void zd_checker_function(struct zd_checker *c, struct zd_node *f);
void zd_checker_block(struct zd_checker *c, struct zd_node *first);
struct zd_symbol *zd_checker_lookup(const struct zd_checker *c, const char *name);
/* What the name `name`, or `group.field` (field not NULL), of the library is; false: none. */
bool zd_checker_library(const char *group, const char *field, uint32_t *index);
bool zd_checker_is_group(const char *name);

/* The findings that a name, or a library's field, means nothing: with advice where Lua would know it, or the nearest. */
void zd_checker_unknown(struct zd_checker *c, const struct zd_node *n, const char *name, const char *field);
void zd_checker_unknown_field(struct zd_checker *c, const struct zd_node *n, const char *what, const char *name,
			      const char *const *names, size_t count);
/* The finding that a name that is assigned to is declared nowhere. */
void zd_checker_undeclared(struct zd_checker *c, const struct zd_node *n);

/* Checks the text of a call of because, stop or text.format against its values. */
void zd_checker_text(struct zd_checker *c, const struct zd_node *call);

#endif
