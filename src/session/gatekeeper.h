/*
 * The gatekeeper: what whoever acts may see, have revealed and change of the
 * book's records. It asks the access policy once for each area and kind of
 * branch, and remembers. Where rights apply, the model is that of the release
 * in force, so that nobody can give himself rights with files of his own.
 */
#ifndef ZD_SESSION_GATEKEEPER_H
#define ZD_SESSION_GATEKEEPER_H

#include "session/actor.h"
#include "store/gate.h"
#include "store/records.h"

struct zd_gatekeeper {
	struct zd_session *session;
	struct zd_loaded *model;
	struct zd_actor actor;
	const char *purpose; /* or NULL */
	struct zd_gate gate; /* for lists; NULL in queries where the book is open and nothing is to be revealed */
	struct zd_known_right *known;
	struct zd_arena arena;
};

/* Finds the model and the actor. reveal: wants a purpose (ZD_USAGE). Close it in any case. */
int zd_gatekeeper_open(struct zd_gatekeeper *g, struct zd_session *s, bool reveal, const char *purpose,
		       struct zd_error *err);
/* For decisions: the model is that of the release in force today, whatever the folder's files say. */
int zd_gatekeeper_open_decisions(struct zd_gatekeeper *g, struct zd_session *s, struct zd_error *err);
void zd_gatekeeper_close(struct zd_gatekeeper *g);
/* For a query. */
struct zd_gate *zd_gatekeeper_gate(struct zd_gatekeeper *g);
/* ZD_DENIED, with the policy's reasons, when the actor may see nothing of an entity, whichever branch it is of. */
int zd_gatekeeper_admit(struct zd_gatekeeper *g, const struct zd_entity *e, struct zd_error *err);
/* Tells people what was left out and withheld. */
void zd_gatekeeper_tell(struct zd_gatekeeper *g, const struct zd_entity *e);
/* Whether records of an entity that belong to a branch may be changed, and their fields named by `at`. */
int zd_gatekeeper_change(struct zd_gatekeeper *g, const struct zd_entity *e, const char *branch, const size_t *at,
			 size_t count, struct zd_error *err);

#endif
