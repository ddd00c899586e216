/* Month and quarter ends: a period decided, its sheets frozen, its effects left on records, and corrections of earlier ones booked. */
#ifndef ZHIDU_CLOSE_H
#define ZHIDU_CLOSE_H

#include "zhidu/decide.h"

#ifdef __cplusplus
extern "C" {
#endif

struct zd_close_options {
	const char *period; /* 2025-11, 2025Q4, 2025 */
	bool dry;           /* everything is done, shown one by one, and given up */
	bool with_failures; /* failed decisions are recorded openly instead of refusing the close */
	int threads;        /* 0: as suits the machine */
};
struct zd_close_result {
	int64_t run; /* 0: nothing was decided */
	uint64_t decided, failed;
};
/*
 * Closes a period in one transaction, as the release in force on its last day
 * says (closes.yaml). What was done goes to the sink: part, name, subject,
 * was, becomes, difference, count. ZD_USAGE: it cannot be closed now, the
 * message says why; ZD_DATA or ZD_POLICY: decisions failed and it stays open.
 */
ZD_API int zd_close_period(struct zd_session *s, const struct zd_close_options *options, zd_failed *failed,
			   void *context, struct zd_sink *sink, struct zd_close_result *result, struct zd_error *err);
/* period, run, release, decided, failed, sheets, changed, adjustments, author, made_at */
ZD_API int zd_closed_periods(struct zd_session *s, struct zd_sink *sink, struct zd_error *err);
/* Those booked in a period, or all (NULL): booked, period, policy, subject, outcome, was, should_be, difference. */
ZD_API int zd_adjustments_booked(struct zd_session *s, const char *period, struct zd_sink *sink, struct zd_error *err);

#ifdef __cplusplus
}
#endif

#endif
