/* Findings: everything that is wrong, or looks wrong, in a pack or in input, each with its place. */
#ifndef ZHIDU_FINDING_H
#define ZHIDU_FINDING_H

#include <stdbool.h>
#include <stddef.h>

#include "zhidu/error.h"

#ifdef __cplusplus
extern "C" {
#endif

/* X(name, code as printed, severity: 1 error, 0 warning, what it means) */
#define ZD_FINDING_CODES(X)                                                                                            \
	X(YAML_SYNTAX, "yaml-syntax", 1, "the file is not well-formed YAML, or not UTF-8")                             \
	X(YAML_LIMIT, "yaml-limit", 1, "the file is too large, too deep, or uses aliases")                             \
	X(UNKNOWN_KEY, "unknown-key", 1, "a key that does not exist here")                                             \
	X(DUPLICATE, "duplicate", 1, "the same key, id, name or date twice")                                           \
	X(MISSING_KEY, "missing-key", 1, "a key that must be there is not")                                            \
	X(WRONG_TYPE, "wrong-type", 1, "a value of another type than is wanted")                                       \
	X(BAD_NAME, "bad-name", 1, "not a valid name or id")                                                           \
	X(OUT_OF_BOUNDS, "out-of-bounds", 1, "a value outside its bounds or rules")                                    \
	X(GUARDRAIL, "guardrail", 1, "a branch goes beyond what the group lets it do")                                 \
	X(UNKNOWN_NAME, "unknown-name", 1, "a name that nothing declares")                                             \
	X(CIRCLE, "circle", 1, "policies that need each other")                                                        \
	X(LUA_SYNTAX, "lua-syntax", 1, "the policy is not valid Lua")                                                  \
	X(LUA_FORBIDDEN, "lua-forbidden", 1, "something a policy may not use")                                         \
	X(POLICY_FORM, "policy-form", 1, "a policy that does not have the right form")                                 \
	X(PERIOD, "period", 1, "periods that do not fit together")                                                     \
	X(SQL, "sql", 1, "a fact that SQLite does not accept")                                                         \
	X(TABLE, "table", 1, "a decision table with a wrong cell or row")                                              \
	X(TABLE_OVERLAP, "table-overlap", 1, "rows of a decision table that match the same input")                     \
	X(CASE, "case", 1, "a case that does not fit its policy")                                                      \
	X(UNKNOWN_VALUE, "unknown-value", 1, "a text that is none of the values there are")                            \
	X(UNUSED, "unused", 0, "declared and not used")                                                                \
	X(NO_EFFECT, "no-effect", 0, "an override equal to what it overrides")                                         \
	X(REVIEW_DUE, "review-due", 0, "past its review date")                                                         \
	X(TABLE_GAP, "table-gap", 0, "inputs that no row of a decision table matches")                                 \
	X(TABLE_UNREACHABLE, "table-unreachable", 0, "a row of a decision table that never counts")                    \
	X(TABLE_SIZE, "table-size", 0, "a decision table too large to look at all its inputs")                         \
	X(TABLE_SUBSUMED, "table-subsumed", 0, "a row of a decision table that another makes needless")                \
	X(NUMBER, "number", 0, "a number in a policy or a fact that belongs into a parameter")                         \
	X(NEVER_GIVEN, "never-given", 0, "an outcome, or a value of one, that no return gives")                        \
	X(NO_RETURN, "no-return", 0, "a way through decide that gives no outcome")                                     \
	X(IDLE_OVERRIDE, "idle-override", 0, "an override that no policy of the branch reads")                         \
	X(NO_CASE, "no-case", 0, "a policy without a case")

enum zd_finding_code {
#define X(name, word, severity, meaning) ZD_F_##name,
	ZD_FINDING_CODES(X)
#undef X
	ZD_FINDING_COUNT
};

struct zd_finding {
	enum zd_finding_code code;
	int line;         /* 0: no line */
	int column;       /* 0: no column */
	const char *file; /* relative to the pack; owned by the list */
	const char *message;
};

/* A growing list; zero-initialised is empty. Free with zd_findings_free. */
struct zd_findings {
	struct zd_finding *items;
	size_t count;
	size_t cap;
	size_t errors; /* how many are errors */
};

ZD_API const char *zd_finding_word(enum zd_finding_code code);
ZD_API const char *zd_finding_meaning(enum zd_finding_code code);
ZD_API bool zd_finding_is_error(enum zd_finding_code code);
/* file and message are copied. */
ZD_API void zd_find(struct zd_findings *f, enum zd_finding_code code, const char *file, int line, int column,
		    const char *fmt, ...) ZD_PRINTF(6, 7);
ZD_API void zd_findings_sort(struct zd_findings *f); /* by file, line, column; equal ones are kept once */
ZD_API void zd_findings_free(struct zd_findings *f);

#ifdef __cplusplus
}
#endif

#endif
