/*
 * Deciding again what is about to be signed, from the book as it is, also
 * from inside a transaction that has written something: is it still what was
 * asked?
 */
#ifndef ZD_SESSION_RECHECK_H
#define ZD_SESSION_RECHECK_H

#include "session/session.h"
#include "store/signoffs.h"

/* One item, and what deciding it again gave. */
struct zd_rechecked {
	const struct zd_item *item;
	const struct zd_policy *policy; /* of the release in force */
	const struct zd_entity *entity;
	bool done;
	bool asks;        /* it still asks for a signature */
	bool open;        /* and its record still waits for one */
	const char *text; /* what is asked now, as in the item's `decision` */
	const char *hash, *role;
	struct zd_value applicant, branch; /* as the record has them now */
	const char *failure;               /* why it could not be decided; or NULL */
	struct zd_value *needs, *gives;    /* of the policy */
};

/*
 * Decides the items as of a day (those of a period: for it) with a loaded
 * release, reading through the book's own connection. Everything is put into
 * the arena. ZD_DATA where the release has no such policy.
 */
int zd_recheck(struct zd_rechecked *list, size_t count, struct zd_loaded *loaded, struct zd_book *book, int32_t day,
	       struct zd_arena *arena, struct zd_error *err);

/* ZD_DATA with the first difference where the item is no longer what it was. */
int zd_recheck_same(const struct zd_rechecked *r, const char *phrase, struct zd_error *err);

#endif
