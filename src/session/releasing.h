/* Releases that somebody else must agree to. */
#ifndef ZD_SESSION_RELEASING_H
#define ZD_SESSION_RELEASING_H

#include "session/session.h"
#include "zhidu/release.h"

/*
 * Says yes or no to a proposed release, in one transaction. Yes: by somebody
 * who holds the role it asks for and did not publish it; the book's tables
 * follow its model. No: by somebody with the role, or by its author, who takes
 * it back. ZD_DENIED: not this person. ZD_DATA: it does not wait, or another
 * release came into force at its date meanwhile.
 */
int zd_release_sign(struct zd_session *s, int64_t release, bool approve, const char *message, struct zd_error *err);

/* Loads a release or the folder so that nothing at all is wrong with it; for what is to be published. */
int zd_load_sound(struct zd_session *s, struct zd_loaded **out, struct zd_error *err);
int zd_sound(struct zd_loaded *loaded, struct zd_error *err);

/* What is to become a release, and where it comes from. */
struct zd_candidate {
	struct zd_loaded *loaded;
	const char *source; /* "rollback", "import"; NULL: the folder */
	int64_t of;
	const char *signer;
	const char *signed_hash; /* of an import */
};
int zd_publish_candidate(struct zd_session *s, const struct zd_candidate *c, const struct zd_publish *p, FILE *out,
			 struct zd_published *result, struct zd_error *err);

#endif
