/*
 * Lives: what one side of a simulation has decided in the periods behind it.
 * A decider that keeps what is decided, and a source whose histories go on
 * with it after what the book has on record.
 */
#ifndef ZD_WHATIF_LIFE_H
#define ZD_WHATIF_LIFE_H

#include "engine/decider.h"
#include "engine/source.h"

struct zd_life;

/* first: the first day that is simulated; what is on record for periods that ended later does not count. */
struct zd_life *zd_life_new(int32_t first);
void zd_life_free(struct zd_life *l); /* NULL is fine */

/* Decisions about an outcome are kept from now on; again it changes nothing. */
void zd_life_keep(struct zd_life *l, const char *policy, const char *give);
/* What deciders decide from now on belongs to this period; what it decided before (an earlier try) is forgotten. */
void zd_life_begin(struct zd_life *l, enum zd_period kind, int32_t first, int32_t last);

/* Gives a plan the slots that the life's sources need. Before streams are opened; again it changes nothing. */
int zd_life_plan(struct zd_plan *plan, struct zd_error *err);
/* Makers over a life and what they are put around, all of which outlive them. One thread uses both. */
struct zd_source_maker zd_life_sources(struct zd_life *l, const struct zd_source_maker *inner);
struct zd_decider_maker zd_life_deciders(struct zd_life *l, const struct zd_decider_maker *inner);

/* One decision of the period begun last. */
struct zd_lived {
	struct zd_value subject, value;
};
/* All of them about an outcome, in the order decided; those of one policy's outcomes lie alike. Borrowed until the next period. */
const struct zd_lived *zd_life_decided(const struct zd_life *l, const char *policy, const char *give, size_t *count);

#endif
