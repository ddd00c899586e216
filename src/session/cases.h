/* Running the cases of a loaded pack: for `test`, and for `publish`, which wants them to pass. */
#ifndef ZD_SESSION_CASES_H
#define ZD_SESSION_CASES_H

#include "session/session.h"

void zd_cases_run(struct zd_loaded *loaded, const char *const *ids, size_t count,
		  void (*event)(void *context, const struct zd_test_event *e), void *context,
		  struct zd_test_result *result);
/* Whether a policy's id begins with one of `ids`; none: all do. */
bool zd_policy_named(const char *policy, const char *const *ids, size_t count);
/* ZD_USAGE when no policy's id begins so. */
int zd_policies_named(const struct zd_pack *pack, const char *const *ids, size_t count, struct zd_error *err);

#endif
