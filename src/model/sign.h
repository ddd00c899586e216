/*
 * What a policy's head says about signatures (`sign`): which outcome names
 * who must sign, what the signature is about, and what it leaves on the
 * subject's record. The script layer reads it, the engine resolves it.
 */
#ifndef ZD_MODEL_SIGN_H
#define ZD_MODEL_SIGN_H

#include "model/place.h"
#include "zhidu/value.h"

/* A name of the head with its place. */
struct zd_sign_name {
	const char *name;
	struct zd_place place;
};

/* A value of `by`, and the role that it stands for. */
struct zd_sign_role {
	const char *value;
	const char *role;
	struct zd_place place;
};

/* What a field of the record takes when somebody has signed. */
enum zd_sign_source {
	ZD_SIGN_LITERAL, /* value */
	ZD_SIGN_TODAY,   /* the day that the signature counts from */
	ZD_SIGN_SIGNER,  /* who signed */
	ZD_SIGN_WHY,     /* what was said for it */
	ZD_SIGN_NEED,    /* index: a need of the policy */
	ZD_SIGN_OUTCOME  /* index: an outcome of it */
};
struct zd_sign_set {
	const char *field;
	const char *word;      /* as written; NULL: a truth */
	struct zd_value truth; /* of a truth */
	struct zd_place place;
	/* Filled when it is resolved. */
	enum zd_sign_source source;
	struct zd_value value;
	size_t index;
	bool lower; /* who signs may put less */
};

/* Something that is signed: a need or an outcome. */
struct zd_sign_term {
	const char *name;
	bool outcome;
	size_t index;
};

struct zd_sign {
	const char *by; /* the outcome that names who must sign */
	struct zd_place by_place;
	struct zd_sign_name *nobody; /* its values for which nobody must; none named: `none` */
	size_t nobody_count;
	struct zd_sign_role *roles; /* values that are not roles' names themselves */
	size_t role_count;
	const char *applicant; /* a path of the subject: who asked, who may not sign; or NULL */
	struct zd_place applicant_place;
	const char *when; /* a condition on the subject's fields: otherwise nothing waits; or NULL */
	struct zd_place when_place;
	struct zd_sign_name *on; /* what is signed: needs and outcomes; none named: all of them */
	size_t on_count;
	struct zd_sign_name *lower; /* fields of `approved` of which who signs may grant less */
	size_t lower_count;
	struct zd_sign_set *approved, *rejected;
	size_t approved_count, rejected_count;
	struct zd_place place;
	/* Filled when it is resolved. */
	size_t by_give;
	struct zd_sign_term *terms; /* what is signed, in the order of the head */
	size_t term_count;
};

/* The role that a value of `by` asks for; NULL: nobody must sign. */
const char *zd_sign_role_of(const struct zd_sign *s, const char *value);
/* Whether a need or outcome is named as signed, or set by a signature. */
bool zd_sign_uses(const struct zd_sign *s, const char *name);

#endif
