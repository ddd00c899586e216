/* Reports: the ledgers and sheets of a pack, written from the book. */
#ifndef ZHIDU_REPORT_H
#define ZHIDU_REPORT_H

#include "zhidu/session.h"

struct zd_report_options {
	const char *name;          /* of the pack's reports */
	const char *as_of;         /* a date; NULL with a period, or for today */
	const char *period;        /* 2025-11, 2025Q4, 2025; or NULL */
	const char *branch;        /* NULL: all */
	const char *const *params; /* "name=value", of the report's own parameters */
	size_t param_count;
	enum zd_format format;
	bool live; /* of a closed period: from the records as they are now, not as they were frozen */
};
/*
 * Writes a report by the pack's files; of a closed period, the sheet that was
 * frozen, as CSV byte for byte. Tables, HTML and workbooks end in
 * totals, the others have the rows only. ZD_NOT_FOUND when the report reads
 * decisions that are not on record: the message names the policy to run.
 */
ZD_API int zd_write_report(struct zd_session *s, const struct zd_report_options *options, FILE *out,
			   struct zd_error *err);
/* name, title, clause, period, parameters, decisions */
ZD_API int zd_reports(struct zd_session *s, struct zd_sink *sink, struct zd_error *err);

#endif
