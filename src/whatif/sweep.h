/*
 * Sweeps: the same population decided with many values of one parameter or
 * two, over one reading of the records. Plain data, for whoever writes it
 * down or draws it.
 */
#ifndef ZD_WHATIF_SWEEP_H
#define ZD_WHATIF_SWEEP_H

#include "whatif/measure.h"
#include "whatif/report.h"
#include "zhidu/rows.h"

#define ZD_SWEEP_POINTS_MAX 400

/* A parameter and the values that it takes. */
struct zd_axis_swept {
	const char *name;   /* may reach into a map: "credit.limit.months" */
	bool inner;         /* it is a key of a map */
	const char *branch; /* or NULL */
	const char *title;  /* of the parameter; or NULL */
	const char *unit;   /* or NULL */
	struct zd_type type;
	struct zd_value *values; /* in the order given */
	const char **labels;     /* as people read them */
	size_t count;
	struct zd_value today; /* in force in the base */
};

struct zd_sweep_point {
	size_t at[2];                 /* which value of each axis */
	bool is_today;                /* every value is the one in force */
	struct zd_tally **tallies;    /* one a policy: before, the base; after, with these values */
	struct zd_measured *measures; /* one a measure */
};

struct zd_sweep {
	struct zd_comparison
		base; /* what it starts from: release, date, the other changes; its tallies are the base with itself */
	struct zd_axis_swept axes[2];
	size_t axis_count;
	const struct zd_measure *measures; /* none were asked for: all outcomes are shown */
	size_t measure_count;
	struct zd_measured *today;     /* one a measure: of the base */
	bool no_effect;                /* nothing changes at any point */
	struct zd_sweep_point *points; /* the last axis runs fastest */
	size_t point_count;
};

/* A table of points, one row each: values, measures (or the outcomes that differ), and their difference from today. */
int zd_sweep_rows(const struct zd_sweep *s, struct zd_sink *sink, bool for_people, struct zd_error *err);
/* The same told by the groups of `by`; nothing where there are none. */
int zd_sweep_group_rows(const struct zd_sweep *s, struct zd_sink *sink, struct zd_error *err);
/* An object of measures by their texts. */
void zd_measures_json(struct zd_str *b, const struct zd_measure *measures, size_t count,
		      const struct zd_measured *values);
void zd_sweep_json(const struct zd_sweep *s, FILE *out);

#endif
