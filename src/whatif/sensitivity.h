/* Sensitivities: how much a measure moves when each parameter is nudged down and up. Plain data, and how it is written. */
#ifndef ZD_WHATIF_SENSITIVITY_H
#define ZD_WHATIF_SENSITIVITY_H

#include "whatif/sweep.h"

/* One parameter moved one way. */
struct zd_nudge {
	struct zd_value value; /* nil: it cannot be moved that way */
	const char *why;       /* then: why not */
	struct zd_measured measured;
	struct zd_value difference; /* of the measure from the base; nil where one of them is missing */
};

struct zd_sensitive {
	const char *name;   /* may reach into a map */
	const char *branch; /* the branch whose own value was moved; NULL: the group's */
	const char *title;  /* of the parameter; or NULL */
	bool inner;         /* a key of a map */
	struct zd_type type;
	struct zd_value today;
	struct zd_nudge down, up;
	double effect; /* the greater of both differences, without sign; negative: it could not be moved */
};

struct zd_sensitivity {
	struct zd_comparison base;
	const struct zd_measure *measure;
	struct zd_measured today;
	double step;                /* 0.1: by a tenth */
	struct zd_sensitive *items; /* the greatest effect first; those that could not be moved last */
	size_t count;
	double work; /* evaluations' worth */
};

/* Puts the items in their order. */
void zd_sensitivity_sort(struct zd_sensitivity *s);
void zd_sensitivity_text(const struct zd_sensitivity *s, FILE *out);
/* Those with an effect, for people; `all`: the others too, as programs read them. */
int zd_sensitivity_rows(const struct zd_sensitivity *s, struct zd_sink *sink, bool all, struct zd_error *err);
void zd_sensitivity_json(const struct zd_sensitivity *s, FILE *out);

#endif
