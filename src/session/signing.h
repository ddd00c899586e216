/* Who may sign an item. */
#ifndef ZD_SESSION_SIGNING_H
#define ZD_SESSION_SIGNING_H

#include "session/actor.h"
#include "store/signoffs.h"

/* approved, rejected. */
extern const struct zd_enum zd_verdicts;

/*
 * ZD_DENIED with what is wanted and what the actor has: a person of the book
 * who holds the role, may approve what belongs to the subject's area and
 * branch, and is not the applicant. The pack is that of the release in force.
 */
int zd_may_sign(const struct zd_item *item, const struct zd_pack *pack, const struct zd_actor *actor,
		struct zd_error *err);

#endif
