/* Cases as YAML: written from what was decided, and put into a file of the pack without touching what stands there. */
#ifndef ZD_SESSION_CASETEXT_H
#define ZD_SESSION_CASETEXT_H

#include "base/str.h"
#include "session/subject.h"

struct zd_case_draft {
	const char *name;
	const char *note; /* lines of a comment above it, each without '#'; or NULL */
	const struct zd_single *single;
	const struct zd_batch *batch; /* decided with reasons */
	bool dated;                   /* with the day as as_of */
	const char *branch;           /* or NULL */
};

/* One item of a list of cases, indented by two. What was decided is what is expected. */
void zd_case_write(struct zd_str *out, const struct zd_case_draft *draft);
/* A text as one YAML scalar, in quotes where it needs them. */
void zd_yaml_text(struct zd_str *out, const char *s);
/* A value as YAML on one line: numbers and dates plain, texts in quotes. */
void zd_yaml_value(struct zd_str *out, const struct zd_type *type, const struct zd_value *v);

/* Whether a file holds boundary cases: it is written anew, so nothing else is put there. */
bool zd_case_is_review(const char *file);
/* The file of a policy's cases: where it has some (but no review file), else cases/<area>/<name>.yaml. In the pack's arena. */
const char *zd_case_file(struct zd_pack *pack, const char *policy);

/*
 * Adds cases (as zd_case_write gives them) to a file of the pack's folder,
 * which is made when it is not there. The pack is read with the file changed
 * before anything is written: ZD_DATA when the result is not what it was and
 * `count` cases of the policy more, or a name is there already.
 */
int zd_case_append(struct zd_session *s, const struct zd_loaded *loaded, const char *policy, const char *file,
		   const char *cases, size_t count, struct zd_error *err);

/* The same for a whole file that is written anew. */
int zd_case_replace(struct zd_session *s, const struct zd_loaded *loaded, const char *policy, const char *file,
		    const char *text, size_t count, struct zd_error *err);

#endif
