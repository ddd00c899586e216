/*
 * Parameters and the one resolver. A parameter has the group's dated values
 * and, for some branches, dated overrides; the resolver says which is in
 * force for a branch at a date, and where it comes from. What-ifs put a
 * further layer, the scenario, on top: the same resolver reads it.
 */
#ifndef ZD_MODEL_PARAM_H
#define ZD_MODEL_PARAM_H

#include "base/date.h"
#include "model/place.h"
#include "zhidu/error.h"
#include "zhidu/finding.h"
#include "zhidu/value.h"

/* Bounds and rules: of the group for itself, or of what a branch may do. */
struct zd_rules {
	bool has_min, has_max, has_each_min, has_each_max, has_sum;
	double min, max, each_min, each_max, sum; /* money: in fen */
	struct zd_value one_of;                   /* a list, or nil */
	int order;                                /* 1 ascending, -1 descending, 0 any */
};

struct zd_dated {
	int32_t from; /* days since 1970-01-01; ZD_ALWAYS: it never changed */
	struct zd_value value;
	struct zd_place place;
};
#define ZD_ALWAYS INT32_MIN

/* One layer's values of one parameter, by date, oldest first. */
struct zd_layer {
	const char *branch; /* NULL: the group */
	const char *why;    /* of a branch; or NULL */
	struct zd_dated *values;
	size_t count;
	struct zd_place place;
};

struct zd_param {
	const char *name;
	const char *title;
	const char *unit;
	const char *clause;
	const char *note;
	struct zd_type type;
	struct zd_rules rules;
	bool branch_allowed;
	struct zd_rules branch_rules;
	bool assumed;
	bool has_review;
	int32_t review_by;
	struct zd_layer group;
	struct zd_layer *branches; /* in byte order of the branches' ids */
	size_t branch_count;
	struct zd_layer *scenario; /* layers of a what-if, as added: the last that applies wins; NULL outside one */
	size_t scenario_count;
	struct zd_place place;
};

/* What the resolver found. */
struct zd_origin {
	const struct zd_value *value; /* NULL: none in force at that date */
	const struct zd_layer *layer;
	const struct zd_dated *dated;
	bool is_scenario;
	const struct zd_dated *hidden; /* the group's value that a branch or scenario hides, or NULL */
};

/* The value in force for a branch (NULL: the group) at a day. The only place where layers and dates are weighed. */
void zd_param_resolve(const struct zd_param *p, const char *branch, int32_t day, struct zd_origin *out);

/*
 * Checks a value against rules; on a breach fills why (a phrase such as
 * "3.5 is above the maximum 3") and returns false.
 */
bool zd_rules_check(const struct zd_rules *rules, const struct zd_type *type, const struct zd_value *value, char *why,
		    size_t size);

/* All that is wrong with a parameter's values against its rules and guardrails, as findings. */
void zd_param_check(const struct zd_param *p, struct zd_findings *findings);

/*
 * Whether one more value for a branch (NULL: the group) would be allowed:
 * ZD_OK, ZD_GUARDRAIL (not the branch's to touch, or beyond its freedom), or
 * ZD_DATA (against the parameter's own rules).
 */
int zd_param_allows(const struct zd_param *p, const char *branch, const struct zd_value *value, struct zd_error *err);

#endif
