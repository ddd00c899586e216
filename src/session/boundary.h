/* The file of a policy's boundary cases, for those who write it themselves. */
#ifndef ZD_SESSION_BOUNDARY_H
#define ZD_SESSION_BOUNDARY_H

#include "session/session.h"

struct zd_boundary_file {
	const char *path; /* of the pack's folder */
	const char *text; /* whole */
	size_t cases;     /* 0: nothing was found, and there is no text */
};

/* What zd_boundaries would write for a policy, in the arena. */
void zd_boundary_make(struct zd_boundary_file *out, struct zd_loaded *loaded, const struct zd_policy *policy,
		      struct zd_arena *arena);

#endif
