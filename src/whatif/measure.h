/*
 * Measures: one number that a tally says about a policy's outcome, as people
 * ask for it: `sum(voucher)`, `count(class=strategic)`, `mean(pay.slip.net)`.
 */
#ifndef ZD_WHATIF_MEASURE_H
#define ZD_WHATIF_MEASURE_H

#include "model/pack.h"
#include "whatif/tally.h"

/* X(name, word, its Chinese) */
#define ZD_MEASURES(X)                                                                                                 \
	X(COUNT, "count", "人数")                                                                                      \
	X(SHARE, "share", "占比")                                                                                      \
	X(SUM, "sum", "合计")                                                                                          \
	X(MEAN, "mean", "平均")                                                                                        \
	X(MIN, "min", "最小")                                                                                          \
	X(MAX, "max", "最大")

enum zd_measure_kind {
#define X(name, word, title) ZD_MEASURE_##name,
	ZD_MEASURES(X)
#undef X
};

struct zd_measure {
	enum zd_measure_kind kind;
	const char *text;               /* as given */
	const struct zd_policy *policy; /* of the base */
	size_t give;                    /* its outcome */
	bool has_value; /* `count(outcome=value)`; without it, those that have the outcome (a bool: that are true) */
	struct zd_value value;
	struct zd_type
		type; /* of what it gives: count int, share rate, sum, min and max the outcome's, a mean of ints a number */
};

/*
 * Reads a measure. The outcome is `policy.outcome`, or its name alone where
 * only one of the policies (of the pack: none are given) has it. ZD_USAGE, err->column the place
 * in the text: an unknown measure, outcome or value (with the nearest name), an ambiguous
 * outcome, or a sum of what is no number. Texts live in the arena.
 */
int zd_measure_parse(struct zd_measure *out, const char *text, const struct zd_pack *pack, const char *const *policies,
		     size_t policy_count, struct zd_arena *arena, struct zd_error *err);
/* What it is before or after, by the policy's tally; false: there is nothing to measure (a mean of nobody), or too large. */
bool zd_measure_of(const struct zd_measure *m, const struct zd_tally *tally, bool after, struct zd_value *out);

/* What a measure is; there is false where there is nothing to measure. */
struct zd_measured {
	bool there;
	struct zd_value value;
};
/* One measure of both sides of a comparison. */
struct zd_gauge {
	const struct zd_measure *measure;
	struct zd_measured before, after;
};

#endif
