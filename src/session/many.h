/*
 * One question asked with many values of parameters: what sweeps, goal
 * seeking and sensitivities share. The base, the other changes, the policies
 * and measures are settled once; then any number of lanes are compared.
 */
#ifndef ZD_SESSION_MANY_H
#define ZD_SESSION_MANY_H

#include "session/whatif.h"
#include "whatif/compare.h"
#include "whatif/measure.h"
#include "whatif/report.h"

/* A parameter that takes other values; the name may reach into a map, and name a branch. */
struct zd_varied {
	const char *name;   /* without the branch */
	const char *branch; /* or NULL */
	const struct zd_param *param;
	const struct zd_type *type; /* of what the name reaches */
	struct zd_value today;
};
/* ZD_USAGE: no such parameter, or it is a map or list whose keys are meant. */
int zd_varied_find(struct zd_varied *out, struct zd_whatif *w, const char *name, size_t len, struct zd_error *err);

/*
 * Reads measures, outcomes' names being those of the policies named, else of
 * those that the changes and varied parameters touch. What is decided then:
 * the policies named and measured; without either, those touched.
 */
int zd_whatif_measures(struct zd_whatif *w, const struct zd_varied *varied, size_t varied_count,
		       const char *const *texts, size_t count, struct zd_measure **out, struct zd_error *err);

/* A parameter with one value, as --set reads it. */
struct zd_given {
	const struct zd_varied *varied;
	const char *text;
};

struct zd_many {
	struct zd_whatif *w;
	struct zd_side base, scenario; /* the same plan where nothing but parameters differs */
	bool apart;   /* before opening: the scenario is loaded by itself although only parameters differ */
	bool shared;  /* it is not: the other changes are put on for each lane */
	bool nothing; /* no policy is touched */
	struct zd_measure *measures;
	size_t measure_count;
	struct zd_comparison
		head; /* what was asked, for those who write it down; its tallies are those of the last comparison */
	double work;  /* evaluations' worth of all comparisons */
};

/*
 * Settles what is decided: the policies named and measured, or, where none
 * are, those that the changes and the varied parameters touch.
 */
int zd_many_open(struct zd_many *m, struct zd_whatif *w, const struct zd_varied *varied, size_t varied_count,
		 const char *const *measures, size_t measure_count, struct zd_error *err);
/* One lane: the other changes, and these values on top. ZD_DATA and ZD_GUARDRAIL name the value that is not allowed. */
int zd_many_lane(struct zd_many *m, const struct zd_given *given, size_t count, struct zd_lane *out,
		 struct zd_error *err);
/* Compares lanes with the base. The result is to be freed also after an error, and m->head.tallies with zd_many_forget. */
int zd_many_compare(struct zd_many *m, const struct zd_lane *lanes, size_t count, const char *by,
		    struct zd_fan_result *out, struct zd_error *err);
/* The same where only what lanes give counts: the base is decided only where it must be. */
int zd_many_decide(struct zd_many *m, const struct zd_lane *lanes, size_t count, struct zd_fan_result *out,
		   struct zd_error *err);
void zd_many_forget(struct zd_many *m);
/* What a measure is in tallies that stand in the order of the policies. */
bool zd_many_measure(const struct zd_many *m, const struct zd_measure *measure, struct zd_tally *const *tallies,
		     bool after, struct zd_value *out);
void zd_many_close(struct zd_many *m);

/* The pack that lanes put their values on: with `apart`, the other changes are in it. */
struct zd_pack *zd_many_pack(const struct zd_many *m);

/* The commands. */
int zd_whatif_sweep(struct zd_whatif *w, FILE *out, struct zd_error *err);
int zd_whatif_seek(struct zd_whatif *w, FILE *out, struct zd_error *err);
int zd_whatif_sensitivity(struct zd_whatif *w, FILE *out, struct zd_error *err);

#endif
