/* A comparison written down: for people, and for programs (the JSON that design relies on). */
#ifndef ZD_WHATIF_REPORT_H
#define ZD_WHATIF_REPORT_H

#include <stdio.h>

#include "base/str.h"
#include "whatif/measure.h"
#include "whatif/tally.h"

/* One difference of the scenario from its base. */
struct zd_change {
	const char *kind;   /* "param", "with", "rule", "draft" */
	const char *name;   /* what is changed: a parameter, "C0001.fixed_assets", a policy */
	const char *title;  /* of the parameter or policy; or NULL */
	const char *branch; /* or NULL */
	const char *value;  /* as given */
	const char *before; /* as people read it, or NULL */
	const char *after;  /* likewise; NULL: as given */
	const char *from;   /* the day from which it differs; NULL: always */
	bool no_effect;
};

struct zd_comparison {
	const char *release; /* "release 3", or the folder */
	int64_t release_id;  /* 0: none */
	const char *as_of;
	const char *period; /* or NULL, like the next five */
	const char *from;   /* of a span of periods: the first and the last, in place of as_of and period */
	const char *to;
	const char *title; /* of the scenario */
	const char *why;
	const char *branch; /* what was asked: only this branch, only these, told by this */
	const char *where;
	const char *by;
	const struct zd_change *changes;
	size_t change_count;
	struct zd_tally **tallies;
	size_t tally_count;
	const struct zd_gauge *gauges; /* the measures asked for; people see them in place of the outcomes */
	size_t gauge_count;
};

/* One policy's part of it. */
void zd_tally_text(const struct zd_tally *t, FILE *out);
void zd_tally_json(const struct zd_tally *t, struct zd_str *out);
void zd_comparison_text(const struct zd_comparison *c, FILE *out);
void zd_comparison_json(const struct zd_comparison *c, FILE *out);

/* The pieces that other answers begin with: what was asked, without a verdict on its effect; in JSON "baseline" and "changes". */
void zd_question_text(const struct zd_comparison *c, FILE *out);
void zd_question_json(struct zd_str *b, const struct zd_comparison *c);
/* The members of "no_effect". */
void zd_idle_json(struct zd_str *b, const struct zd_comparison *c);

#endif
