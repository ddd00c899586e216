/* Reports of a pack read from the book, through a reader, with the decisions that are on record for their date or period. */
#ifndef ZD_STORE_REPORT_H
#define ZD_STORE_REPORT_H

#include "engine/source.h"
#include "store/reader.h"
#include "zhidu/rows.h"

/*
 * Gives a report's rows to a sink. scope.branch NULL: all branches; params:
 * one value for each of the report's parameters, nil where none was given.
 * ZD_NOT_FOUND when decisions that it reads are not on record yet: the
 * message says what to run. Only runs of published releases count. The reader
 * is for this one report.
 */
int zd_report_read(struct zd_reader *r, const struct zd_pack *pack, const struct zd_report *report,
		   const struct zd_scope *scope, const struct zd_value *params, struct zd_sink *sink,
		   struct zd_error *err);

/* The runs whose decisions it would show, one for each of report->decisions. Errors as above. */
int zd_report_runs(struct zd_reader *r, const struct zd_pack *pack, const struct zd_report *report,
		   const struct zd_scope *scope, int64_t *runs, struct zd_error *err);

/* Whether the SQL of all reports is acceptable and gives the columns it says, and its policies exist: findings. */
void zd_reports_check(const struct zd_pack *pack, struct zd_findings *findings);

#endif
