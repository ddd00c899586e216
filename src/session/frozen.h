/* The sheets of closed periods: what was frozen, given back. */
#ifndef ZD_SESSION_FROZEN_H
#define ZD_SESSION_FROZEN_H

#include "session/session.h"
#include "store/close.h"

/* A frozen sheet: which period, by which release's report, and its bytes. */
struct zd_frozen_sheet {
	struct zd_close close;
	const struct zd_report *report;
	const struct zd_pack *pack;
	const char *csv; /* NULL: nothing of that name is frozen for the period */
	size_t size;
};

/* The sheet of a report for a period that ends on a day. *closed: the period is. Texts live in the arena. */
int zd_frozen_find(struct zd_frozen_sheet *out, bool *closed, struct zd_session *s, const char *report,
		   const struct zd_when *when, struct zd_arena *arena, struct zd_error *err);
/* Its rows, for any format but CSV, which is the bytes themselves. */
int zd_frozen_rows(const struct zd_frozen_sheet *sheet, struct zd_sink *sink, struct zd_error *err);

#endif
