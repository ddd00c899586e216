/*
 * What a decision asks to be signed: by which role, whose application it is,
 * and what exactly is signed, written so that equal decisions are equal text.
 */
#ifndef ZD_ENGINE_ASKING_H
#define ZD_ENGINE_ASKING_H

#include "base/file.h"
#include "engine/batch.h"

struct zd_asked {
	const char *by;            /* the value of the outcome that names who must sign */
	const char *role;          /* the role that it stands for */
	bool open;                 /* the condition of `sign` holds, or there is none */
	struct zd_value applicant; /* a key, or nil */
	struct zd_value branch;    /* of the subject, or nil */
	const char *text;          /* JSON: what is signed by name, `by` last; in the arena */
	char hash[ZD_HASH_LEN + 1];
};

/* False: nobody must sign the row's decision, or there is none. Values are the batch's. */
bool zd_asks(struct zd_asked *out, const struct zd_batch *b, size_t row, size_t step, struct zd_arena *arena);

/* An input of a row's policy; an outcome of it. */
const struct zd_value *zd_batch_need(const struct zd_batch *b, size_t row, size_t step, size_t need);
const struct zd_value *zd_batch_give(const struct zd_batch *b, size_t row, size_t step, size_t give);

#endif
