/*
 * Kept what-ifs: a comparison or a span as a file of JSON that needs neither
 * book nor pack to be read again, and two of them side by side.
 */
#ifndef ZD_WHATIF_KEPT_H
#define ZD_WHATIF_KEPT_H

#include "base/json.h"
#include "whatif/span.h"
#include "zhidu/rows.h"

/* The file's text: the answer as JSON, with the titles and kinds of what is in it. `hash`: of the base's release. */
void zd_kept_comparison(struct zd_str *b, const struct zd_comparison *c, const char *hash);
void zd_kept_span(struct zd_str *b, const struct zd_span *s, const char *hash);

struct zd_kept {
	const char *file;
	bool span;                      /* several periods */
	const struct zd_json *question; /* title, why, branch, where, by, each text or null */
	const struct zd_json *titles;   /* by policy: title, outcomes by name: title, kind, levels */
	const struct zd_json *answer;
	const char *hash;
};

/* Reads a file; everything lives in the arena. ZD_DATA where it is no such file, is of a later version, or is damaged. */
int zd_kept_read(struct zd_kept *out, const char *file, struct zd_arena *arena, struct zd_error *err);

/* What two have asked, as lines: the bases, the changes, whether the bases are the same. */
void zd_kept_heads(struct zd_str *b, const struct zd_kept *one, const struct zd_kept *two);
/*
 * Their figures side by side, one row a figure: policy, outcome, period,
 * figure, the base, the first, the second, the second less the first.
 * for_people: titles and texts; else names and numbers. ZD_USAGE: one is of
 * a single period, the other of several. ZD_DATA: damaged.
 */
int zd_kept_rows(const struct zd_kept *one, const struct zd_kept *two, bool for_people, struct zd_sink *sink,
		 struct zd_error *err);

#endif
