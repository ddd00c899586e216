/* What if: the same population decided twice through the same resolver, as things are and with a difference. Never writes. */
#ifndef ZHIDU_WHATIF_H
#define ZHIDU_WHATIF_H

#include "zhidu/rows.h"
#include "zhidu/session.h"

#ifdef __cplusplus
extern "C" {
#endif

struct zd_whatif_options {
	const char *const *policies; /* none: those that the changes can touch */
	size_t policy_count;
	const char *as_of;
	const char *period;
	const char *from; /* the first and the last of several periods, each lived on from those before; or NULL */
	const char *to;
	const char *branch;
	const char *const *set; /* "parameter=value" or "parameter@branch=value" */
	size_t set_count;
	const char *const *with; /* "SUBJECT.field=value", "*.field=value" */
	size_t with_count;
	const char *const *rules; /* "policy=file" */
	size_t rule_count;
	const char *scenario; /* a file, or the name of one in the pack; or NULL */
	bool draft;           /* the scenario is the pack's files as they are now */
	const char *where;    /* only these subjects are compared */
	const char *by;       /* a field, fact or path to group by; or NULL */
	size_t top;           /* how many movers are shown; 0: 10 */
	bool json;
	bool csv; /* of a sweep and its like; neither: a table for people */
	const char *const
		*measures; /* "sum(outcome)", "count(outcome=value)": what is looked at in place of all outcomes */
	size_t measure_count;
	const char *const *sweep; /* "parameter=FROM:TO:STEP" or "parameter=v1,v2": one, or two for a grid */
	size_t sweep_count;
	const char *seek;        /* "sum(outcome)=100", also <= and >=; or NULL */
	const char *sensitivity; /* a measure: which parameters move it, and how much; or NULL */
	const char *step;        /* by which part they are nudged, "5%"; NULL: a tenth */
	const char *vary;        /* "parameter=LO:HI": what it is sought with */
	const char *html;        /* a file for one page with tables and charts; or NULL */
	const char *save;        /* a file that keeps the answer, for zd_whatif_compare; or NULL */
	bool force;              /* writes over files that are there */
};

/* Two saved answers side by side. */
struct zd_compare_options {
	const char *one, *two; /* files */
	enum zd_format format;
	const char *html; /* a file for one page; or NULL */
	bool force;
};
/* ZD_DATA: a file is no saved what-if, is damaged or of another version; ZD_USAGE: one day beside a span. */
ZD_API int zd_whatif_compare(const struct zd_compare_options *options, FILE *out, struct zd_error *err);

ZD_API int zd_whatif(struct zd_session *s, const struct zd_whatif_options *options, FILE *out, struct zd_error *err);

#ifdef __cplusplus
}
#endif

#endif
