/*
 * A gate: what of a list may be shown to whoever asks, record by record. Who
 * that is and what he may do is the caller's to say.
 */
#ifndef ZD_STORE_GATE_H
#define ZD_STORE_GATE_H

#include <stdbool.h>
#include <stdint.h>

#include "zhidu/error.h"

/* The branch of records of entities that have none: they are of every branch. */
extern const char zd_every_branch[];

struct zd_gate {
	void *context;
	/* Whether data of an area that belongs to a branch (NULL: to none; zd_every_branch: to all) may be seen, and what is sensitive revealed. */
	int (*may)(void *context, const char *area, const char *branch, bool *see, bool *reveal, struct zd_error *err);
	bool reveal;        /* sensitive values are wanted as they are, where they may be */
	uint64_t shown;     /* how many records were shown */
	uint64_t left_out;  /* … were left out because they may not be seen */
	uint64_t withheld;  /* values that stayed masked though revealing was asked for */
	uint64_t concealed; /* values of an area that may not be seen, in records that may */
};

#endif
