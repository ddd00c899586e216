/*
 * What whoever acts may see of decisions: those about subjects whose records
 * he may see. In a book where nobody has a login yet, all of them.
 */
#ifndef ZD_SESSION_SEEING_H
#define ZD_SESSION_SEEING_H

#include "base/map.h"
#include "session/gatekeeper.h"

/* A sink that passes on the rows whose first value is a subject that may be seen. */
struct zd_seeing {
	struct zd_sink sink;
	struct zd_sink *inner;
	struct zd_gatekeeper keeper;
	const struct zd_entity *entity;
	bool all; /* everybody's */
	struct zd_map keys;
	struct zd_arena arena;
};

/* ZD_DENIED when the actor may see nothing of the entity. Close it in any case. */
int zd_seeing_open(struct zd_seeing *v, struct zd_session *s, const char *entity, struct zd_sink *inner,
		   struct zd_error *err);
/* Tells what was left out. */
void zd_seeing_close(struct zd_seeing *v);

/* Subjects of several entities, each entity asked about when it is first met. Zero-initialised but for the session. */
struct zd_seers {
	struct zd_session *session;
	struct zd_seeing **items;
	const char **entities; /* borrowed */
	bool *denied;
	size_t count, cap;
	uint64_t left_out;
};
/* Whether decisions about a subject (its key as plain text) may be seen; counts those that may not. */
int zd_seers_may(struct zd_seers *all, const char *entity, const char *key, bool *yes, struct zd_error *err);
/* Tells how many were left out, and frees. */
void zd_seers_close(struct zd_seers *all);

/* Whether decisions about one subject may be seen; ZD_DENIED: no. A subject that is not there may. */
int zd_may_see_subject(struct zd_session *s, const char *entity, const struct zd_value *key, struct zd_error *err);
/*
 * Whether what is decided about whole populations may be seen, of one branch
 * or (NULL) of all: who sees his own branch only asks for it by name.
 */
int zd_may_see_population(struct zd_session *s, const char *const *entities, size_t count, const char *branch,
			  struct zd_error *err);

#endif
