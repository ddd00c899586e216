/*
 * What differs between two packs, in rows that people can read who write no
 * programs. Each kind of thing has its own file; they share this. Inside the
 * session layer only.
 */
#ifndef ZD_SESSION_DIFFER_H
#define ZD_SESSION_DIFFER_H

#include "base/str.h"
#include "session/session.h"

enum zd_differ_part {
	ZD_DIFFER_PARAM,
	ZD_DIFFER_TABLE,
	ZD_DIFFER_POLICY,
	ZD_DIFFER_MODEL,
	ZD_DIFFER_FACT,
	ZD_DIFFER_CASE,
	ZD_DIFFER_FILE
};

struct zd_differ {
	const struct zd_pack *before, *after;
	struct zd_sink *sink;
	struct zd_arena arena;
	struct zd_error *err;
	int code; /* of the first row that could not be written; then nothing more is */
	/* What the rows are about. */
	enum zd_differ_part part;
	const char *name, *title, *clause;
};

/* Names what the next rows are about. */
void zd_differ_about(struct zd_differ *d, enum zd_differ_part part, const char *name, const char *title,
		     const char *clause);
/* One row: what in it, of which branch (or NULL), how it was and is (or NULL: not there). */
void zd_differ_row(struct zd_differ *d, const char *item, const char *branch, const char *before, const char *after);
/* The row, only where the two texts differ. */
void zd_differ_text(struct zd_differ *d, const char *item, const char *before, const char *after);
/* "有" and "无", where they differ. */
void zd_differ_bool(struct zd_differ *d, const char *item, bool before, bool after);
/* A growing text's content in the differ's arena; the growing text is emptied. */
const char *zd_differ_keep(struct zd_differ *d, struct zd_str *b);
/* A side of a comparison: a number, "draft", or NULL: the release in force today. */
int zd_differ_load(struct zd_session *s, const char *name, struct zd_loaded **out, struct zd_error *err);
/* A type in words, in the differ's arena. */
const char *zd_differ_type(struct zd_differ *d, const struct zd_type *type);

/* How the lines of a policy become those of another: "12 行，删去 1 行，加入 3 行"; NULL: not at all. */
const char *zd_lines_text(const struct zd_policy *a, const struct zd_policy *b, struct zd_arena *arena);
/* A parameter's value in words, maps as "key value" after "key value"; NULL for none. */
const char *zd_value_words(const struct zd_type *type, const struct zd_value *v, struct zd_arena *arena);
/* What a branch may do with a parameter, in words. */
const char *zd_guardrail_text(const struct zd_param *p, struct zd_arena *arena);

void zd_differ_params(struct zd_differ *d);
void zd_differ_tables(struct zd_differ *d);
void zd_differ_policies(struct zd_differ *d);
void zd_differ_model(struct zd_differ *d);
void zd_differ_facts(struct zd_differ *d);
void zd_differ_cases(struct zd_differ *d);

#endif
