/* Reading a policy's head from the syntax tree: what its readers share. What is not what it should be becomes a finding. */
#ifndef ZD_SCRIPT_HEADREAD_H
#define ZD_SCRIPT_HEADREAD_H

#include "base/map.h"
#include "model/policy.h"
#include "script/syntax.h"

struct zd_head_reader {
	struct zd_syntax *syntax;
	struct zd_policy *policy;
	struct zd_arena *arena;
	struct zd_findings *findings;
};

#define FIND(r, code, n, ...) zd_find((r)->findings, (code), (r)->syntax->file, (n)->line, (n)->column, __VA_ARGS__)

struct zd_place zd_head_place(const struct zd_head_reader *r, const struct zd_node *n);
/* The text that a value stands for; otherwise a finding and NULL. */
const char *zd_head_text(struct zd_head_reader *r, const struct zd_node *value, const char *what);
bool zd_head_truth(struct zd_head_reader *r, const struct zd_node *value, const char *what);
bool zd_head_table(struct zd_head_reader *r, const struct zd_node *value, const char *what);
size_t zd_head_count(const struct zd_node *first); /* how many nodes a list has */
/* The key of a field when it is a text; NULL: it has none, or another one (a finding). */
const char *zd_head_key(struct zd_head_reader *r, const struct zd_node *field);
void zd_head_name(struct zd_head_reader *r, const struct zd_node *n, const char *name); /* is it a name? */
void zd_head_id(struct zd_head_reader *r, const struct zd_node *n, const char *id);
/* Notes a name of one table; a finding when it was there before. */
void zd_head_new(struct zd_head_reader *r, struct zd_map *seen, const struct zd_node *n, const char *name);

/* The key `sign` (headsign.c). */
void zd_head_sign(struct zd_head_reader *r, const struct zd_node *value);

#endif
