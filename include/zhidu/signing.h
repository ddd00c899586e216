/* Signatures: what waits for one, and giving or refusing it. */
#ifndef ZHIDU_SIGNING_H
#define ZHIDU_SIGNING_H

#include "zhidu/session.h"

#ifdef __cplusplus
extern "C" {
#endif

struct zd_pending_query {
	const char *policy; /* NULL: all */
	const char *branch; /* only its subjects; NULL: all */
	bool mine;          /* only what who asks could sign */
};
/* What waits: item, title, subject, about, asked, signer, branch, since, reason, policy, role, run. */
ZD_API int zd_pending(struct zd_session *s, const struct zd_pending_query *q, struct zd_sink *sink,
		      struct zd_error *err);

struct zd_signing {
	bool approve; /* or reject */
	const int64_t *items;
	size_t item_count;
	const char *why;
	const char *const *set; /* "field=value": less than was asked, of a single item */
	size_t set_count;
	const char *day; /* from which it counts; NULL: today */
};
/*
 * Signs items, all or none, as the user that the operating system says is at
 * work. ZD_DENIED where that person may not, ZD_GUARDRAIL where more would be
 * granted than was asked, ZD_DATA where an item does not wait (any more).
 * Rows: item, policy, subject, verdict, role, person, day, sets.
 */
ZD_API int zd_sign(struct zd_session *s, const struct zd_signing *what, struct zd_sink *sink, struct zd_error *err);
/* The same of a proposed release, by who holds the role that it asks for and did not publish it. */
ZD_API int zd_sign_release(struct zd_session *s, int64_t release, bool approve, const char *why, struct zd_error *err);

#ifdef __cplusplus
}
#endif

#endif
