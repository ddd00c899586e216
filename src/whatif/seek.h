/*
 * Goal seeking: the place of a grid at which a measure is what is wanted.
 * Places are tried a few at a time, as many as one reading may answer: first
 * over the whole range, then within a stretch whose ends lie on both sides of
 * the target, near where a straight line would meet it and at its middle.
 */
#ifndef ZD_WHATIF_SEEK_H
#define ZD_WHATIF_SEEK_H

#include <stddef.h>
#include <stdint.h>

#include "zhidu/error.h"
#include "zhidu/value.h"

enum zd_seek_how {
	ZD_SEEK_EQUAL,
	ZD_SEEK_AT_MOST, /* the last place, seen from where it holds, at which the measure is at most the target */
	ZD_SEEK_AT_LEAST,
};

/* X(name, word) */
#define ZD_SEEK_STATUSES(X)                                                                                            \
	X(EXACT, "exact")               /* the measure is the target */                                                \
	X(NEAREST, "nearest")           /* it steps over the target between two neighbours */                          \
	X(BOUND, "bound")               /* of at most and at least: the next place would be beyond */                  \
	X(EVERYWHERE, "everywhere")     /* of these: it holds at every place that was tried */                         \
	X(OUT_OF_REACH, "out_of_reach") /* no place that was tried lies beyond the target */                           \
	X(UNFINISHED, "unfinished")     /* the work allowed was used up before neighbours were reached */

enum zd_seek_status {
#define X(name, word) ZD_SEEK_##name,
	ZD_SEEK_STATUSES(X)
#undef X
};
const char *zd_seek_word(enum zd_seek_status status);

/* A place that was tried. */
struct zd_probe {
	uint64_t at;
	bool there; /* there is something to measure */
	struct zd_value value;
};

struct zd_seek {
	enum zd_seek_how how;
	struct zd_value target;
	uint64_t places; /* of the grid, at least one */
	uint64_t near;   /* where several places would do, the one near this is sought */
	double work_max;
	/* What came of it. */
	enum zd_seek_status status;
	struct zd_probe *probes; /* all that was tried, in order of their places */
	size_t probe_count, probe_cap;
	size_t found; /* a probe; of OUT_OF_REACH the one that comes nearest; SIZE_MAX: nothing could be measured */
	size_t below, above; /* the neighbours of the target, probes; SIZE_MAX: none */
	bool rises, falls;   /* somewhere between the places tried; both: not monotone */
	double work;
};

/*
 * Measures some places, all at once, and adds to *work what it took. Called
 * with at most `most` places at a time, as given to zd_seek_run.
 */
typedef int zd_seek_try(void *context, struct zd_probe *probes, size_t count, double *work, struct zd_error *err);

/* The first five fields are the caller's, the rest zero. What is tried stays within work_max as far as one round can tell the next one's cost. */
int zd_seek_run(struct zd_seek *s, zd_seek_try *attempt, void *context, struct zd_error *err);
void zd_seek_free(struct zd_seek *s);

#endif
