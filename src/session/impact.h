/*
 * The impact of a release: the population decided by the release that it
 * takes the place of, and by it, and compared. Nothing is written.
 */
#ifndef ZD_SESSION_IMPACT_H
#define ZD_SESSION_IMPACT_H

#include "session/session.h"
#include "whatif/tally.h"

/* One policy compared; policies with a period for the last one that is over. */
struct zd_impact_part {
	const char *period; /* "2025-05"; "": for the date */
	struct zd_tally *tally;
};

struct zd_impact {
	struct zd_arena arena;
	const struct zd_loaded *base, *next;
	int32_t as_of, effective;
	struct zd_impact_part *parts; /* in the order of the policies' periods, then ids */
	size_t count;
	const char **added, **dropped; /* policies that one of the two packs has not, or decides about something else */
	size_t added_count, dropped_count;
};

struct zd_impact_question {
	struct zd_loaded *base, *next;
	const char *book; /* the file whose records are decided: its tables fit the next release's model */
	int32_t as_of;
	int32_t effective;
};

/* Decides and compares; free `out` in any case. */
int zd_impact_find(struct zd_impact *out, struct zd_session *s, const struct zd_impact_question *q,
		   struct zd_error *err);
void zd_impact_free(struct zd_impact *i);

/* Written down: for people, short and long, and for programs. The arena owns the texts. */
const char *zd_impact_summary(const struct zd_impact *i, struct zd_arena *arena);
const char *zd_impact_detail(const struct zd_impact *i, struct zd_arena *arena);
const char *zd_impact_json(const struct zd_impact *i, struct zd_arena *arena);

/* Which limits it goes beyond, a line each; "": none. */
const char *zd_impact_beyond(const struct zd_impact *i, const struct zd_publish_rules *rules, struct zd_arena *arena);

#endif
