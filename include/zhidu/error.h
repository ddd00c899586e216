/*
 * Errors: one fixed-size value that the caller owns. Functions that can fail
 * return ZD_OK (0) or a code of the list below, and fill the error they are
 * given. The error is made where it happens; a layer may add a phrase.
 */
#ifndef ZHIDU_ERROR_H
#define ZHIDU_ERROR_H

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define ZD_API __attribute__((visibility("default")))
#define ZD_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#else
#define ZD_API
#define ZD_PRINTF(fmt, args)
#endif

/* X(name, word, exit status, what it means) */
#define ZD_CODES(X)                                                                                                    \
	X(OK, "ok", 0, "done")                                                                                         \
	X(FINDINGS, "findings", 1, "the pack has findings, or cases failed")                                           \
	X(USAGE, "usage", 2, "wrong usage")                                                                            \
	X(DATA, "data", 3, "bad input data")                                                                           \
	X(NOT_FOUND, "not-found", 3, "no such record, name or file")                                                   \
	X(IO, "io", 3, "a file or folder could not be read or written")                                                \
	X(BOOK, "book", 3, "the book is missing, damaged, foreign or of another version")                              \
	X(POLICY, "policy", 4, "a policy failed")                                                                      \
	X(LIMIT, "limit", 4, "a policy was stopped by its limits")                                                     \
	X(GUARDRAIL, "guardrail", 5, "a guardrail refused")                                                            \
	X(DENIED, "denied", 5, "a permission refused")                                                                 \
	X(MISMATCH, "mismatch", 6, "replay or audit found a difference")                                               \
	X(BUG, "bug", 70, "a bug in zhidu")

enum zd_code {
#define X(name, word, status, meaning) ZD_##name,
	ZD_CODES(X)
#undef X
};

struct zd_error {
	enum zd_code code;
	int line;   /* 1-based; 0: no line */
	int column; /* 1-based, in characters; 0: no column */
	char file[256];
	char message[768];
};

/* The word of a code ("data") and the exit status of the program for it. */
ZD_API const char *zd_code_word(enum zd_code code);
ZD_API int zd_code_status(enum zd_code code);

/* Fills *err (which may be NULL) and returns code, so that callers can write `return zd_fail(err, ZD_DATA, ...)`. */
ZD_API int zd_fail(struct zd_error *err, enum zd_code code, const char *fmt, ...) ZD_PRINTF(3, 4);
ZD_API int zd_fail_at(struct zd_error *err, enum zd_code code, const char *file, int line, int column, const char *fmt,
		      ...) ZD_PRINTF(6, 7);
/* Puts "phrase: " before the message; returns err->code, or ZD_BUG without an error to speak of. */
ZD_API int zd_fail_context(struct zd_error *err, const char *fmt, ...) ZD_PRINTF(2, 3);
/*
 * A text from anywhere as a terminal may have it, changed in its place: what could do things to it (control characters but
 * line ends and tabs, changes of the direction of writing, what is no UTF-8) becomes '?'. Returns s.
 */
ZD_API char *zd_plain(char *s);
/* Writes "file:line:col: message" (as much of it as there is) to buf, always terminated, as zd_plain has it; returns buf. */
ZD_API const char *zd_error_text(const struct zd_error *err, char *buf, unsigned long size);

#ifdef __cplusplus
}
#endif

#endif
