/* What a policy declares: its head, as pure data. The script layer fills it from the Lua file; the engine plans with it. */
#ifndef ZD_MODEL_POLICY_H
#define ZD_MODEL_POLICY_H

#include "base/date.h"
#include "model/place.h"
#include "model/sign.h"
#include "zhidu/value.h"

struct zd_need {
	const char *name; /* the local name in `decide` */
	const char *path; /* as written, without '?'; of a history: its first outcome */
	bool optional;
	bool is_history;
	const char **history; /* outcomes' paths, in order of preference */
	size_t history_count;
	int last;            /* how many periods at most */
	const char *since;   /* a date field of the subject, or NULL */
	bool has_type;       /* the policy states the type itself */
	struct zd_type type; /* filled by the policy, else by the engine when it resolves the path */
	struct zd_place place;
};

struct zd_use {             /* of a parameter or a decision table */
	const char *name;   /* the local name */
	const char *target; /* the parameter's or table's name */
	struct zd_place place;
};

struct zd_give {
	const char *name;
	const char *title;     /* or NULL */
	const char *enum_name; /* of the model, still to be looked up; or NULL */
	struct zd_type type;
	bool optional;
	struct zd_place place;
};

/* What a closed period leaves on the subject's record: a field takes an outcome. */
struct zd_effect {
	const char *field; /* of the subject */
	const char *give;  /* the outcome's name; where it is nil the field stays as it is */
	struct zd_place place;
};

struct zd_policy {
	const char *id;
	const char *title;
	const char *clause;
	const char *subject;
	const char *over; /* a path: a set policy; or NULL */
	const char *when; /* a bool field or fact; or NULL */
	const char *note;
	enum zd_period period;
	bool branch_may_replace;
	const char *branch; /* whose replacement this is; NULL: the group's */
	struct zd_need *needs;
	size_t need_count;
	struct zd_use *params;
	size_t param_count;
	struct zd_use *tables;
	size_t table_count;
	struct zd_give *gives;
	size_t give_count;
	struct zd_effect *effects;
	size_t effect_count;
	const char *
		moved; /* a date field of the subject: where an effect changed a value, the first day after the period */
	struct zd_place moved_place;
	struct zd_sign *sign; /* who must sign what is decided; or NULL: nobody */
	const char *source;   /* the Lua text */
	size_t source_size;
	bool broken;            /* it has error findings and cannot be decided */
	const char *broken_why; /* the first of them, as file:line:col: message */
	struct zd_place place;
};

/* By local name; NULL: it declares none. */
const struct zd_need *zd_policy_need(const struct zd_policy *p, const char *name);
const struct zd_give *zd_policy_give(const struct zd_policy *p, const char *name);
/* The effect that sets a field; NULL: none does. */
const struct zd_effect *zd_policy_effect(const struct zd_policy *p, const char *field);
/* Whether the policy uses a parameter, under whatever local name. */
bool zd_policy_uses_param(const struct zd_policy *p, const char *param);

#endif
