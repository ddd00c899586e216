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

/* Whether decisions about one subject may be seen; ZD_DENIED: no. A subject that is not there may. */
int zd_may_see_subject(struct zd_session *s, const char *entity, const struct zd_value *key, struct zd_error *err);
/*
 * Whether what is decided about whole populations may be seen, of one branch
 * or (NULL) of all: who sees his own branch only asks for it by name.
 */
int zd_may_see_population(struct zd_session *s, const char *const *entities, size_t count, const char *branch,
			  struct zd_error *err);

#endif
