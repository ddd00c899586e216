/*
 * Who is acting, and what he may do. The login comes from the operating
 * system; the person, the roles and the rights from the book and from the
 * release in force today, not from files that the actor could have changed.
 */
#ifndef ZD_SESSION_ACTOR_H
#define ZD_SESSION_ACTOR_H

#include "session/session.h"

struct zd_actor {
	char login[64];
	bool known;             /* a record of the people has the login */
	bool open;              /* nobody has one, or the pack has no `access`: rights do not apply */
	struct zd_value person; /* the record's key; nil where not known */
	const char *branch;     /* of the person; NULL: none */
	bool everywhere;        /* every branch is the person's own */
	const char **roles;     /* in force today, sorted */
	size_t role_count;
	struct zd_loaded *rules; /* whose access policy decides; NULL: no `access` */
};

struct zd_rights {
	bool see, reveal, change, approve;
	char why[512]; /* the policy's reasons, in words; "" where none were given */
};

/*
 * Finds who is acting. `loaded` says what applies where the book has no
 * release in force; it may be NULL. Texts live in the arena.
 */
int zd_actor_find(struct zd_actor *out, struct zd_session *s, struct zd_loaded *loaded, struct zd_arena *arena,
		  struct zd_error *err);
bool zd_actor_has_role(const struct zd_actor *a, const char *role);

/*
 * What the actor may do with data of an area (NULL: free to all) of a branch
 * (NULL: it belongs to none, and is nobody's own but for those who look after
 * every branch) for a purpose (or NULL). In an open book: see, reveal and
 * change, but approve nothing.
 */
int zd_actor_may(struct zd_rights *out, const struct zd_actor *a, const char *area, const char *branch,
		 const char *purpose, struct zd_error *err);

#endif
