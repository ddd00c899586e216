/*
 * Adjustments: outcomes of a closed period that would be others today, with
 * their difference, booked in a later period. What was closed never changes.
 */
#ifndef ZD_STORE_ADJUST_H
#define ZD_STORE_ADJUST_H

#include "base/map.h"
#include "store/close.h"
#include "store/reader.h"

struct zd_adjustment {
	const struct zd_close *corrects;
	int64_t release;
	const char *entity;
	struct zd_value subject;
	const char *policy, *outcome;
	const char *was, *should_be; /* as machines read it; NULL: none */
	bool is_money;
	int64_t difference; /* of money, in fen */
};

/* A growing list; all that it points to lives in its arena. Zero-initialised is empty. */
struct zd_adjustments {
	struct zd_arena arena;
	struct zd_adjustment *items;
	size_t count, cap;
};
void zd_adjustments_free(struct zd_adjustments *a);

/* What has been booked so far for one closed period. */
struct zd_booked {
	struct zd_arena arena;
	struct zd_map map;
};
struct zd_booked_outcome {
	const char *should_be; /* as it was booked last; NULL: none */
	int64_t difference;    /* of all bookings */
};
int zd_booked_load(struct zd_booked *out, struct zd_book *b, int64_t corrects, struct zd_error *err);
/* NULL: nothing has been booked for it. subject: the key as machines read it. */
const struct zd_booked_outcome *zd_booked_find(const struct zd_booked *booked, const char *policy, const char *subject,
					       const char *outcome);
void zd_booked_free(struct zd_booked *booked);

/* Books them with a closed period, inside the caller's transaction. */
int zd_adjustments_put(struct zd_book *b, int64_t close, const struct zd_adjustments *a, struct zd_error *err);
/* Facts and reports that read through this reader see them as booked in that period, which is not on record yet. */
int zd_reader_adjustments(struct zd_reader *r, const struct zd_close *booked_in, const struct zd_adjustments *a,
			  struct zd_error *err);
/* All, or those booked in one period ("2025-11"): booked, period, policy, subject, outcome, was, should_be, difference. */
int zd_adjustment_list(struct zd_book *b, const char *booked, struct zd_sink *sink, struct zd_error *err);

/* Makes an empty zd_adjustments where there is no book, for checking SQL. */
struct zd_guard;
int zd_adjustments_table(struct zd_guard *g, struct zd_error *err);

#endif
