/* Reports: a ledger or sheet as a query and the columns it gives. Pure data, owned by the pack's arena. */
#ifndef ZD_MODEL_REPORT_H
#define ZD_MODEL_REPORT_H

#include "base/date.h"
#include "model/entity.h"

/* What whoever asks for the report may or must say. */
struct zd_report_param {
	const char *name;
	const char *title;
	struct zd_type type;
	bool required;
	struct zd_place place;
};

/* A policy whose decisions the query reads. */
struct zd_report_decision {
	const char *policy;
	struct zd_place place;
};

struct zd_report {
	const char *name; /* of the file, without .sql */
	const char *title;
	const char *clause;    /* or NULL */
	const char *note;      /* or NULL */
	const char *area;      /* of data: who may not see it may not have the report; NULL: free to all */
	bool cards;            /* each row is a sheet of its own, its columns beneath each other */
	enum zd_period period; /* the kind of period it wants; NONE: any, or a date */
	struct zd_report_param *params;
	size_t param_count;
	struct zd_report_decision *decisions;
	size_t decision_count;
	const char **signs; /* who signs the printed sheet */
	size_t sign_count;
	struct zd_fact_value *columns;
	bool *totals; /* which of the columns are added up */
	size_t column_count;
	const char *sql;
	struct zd_place place; /* of the SQL's first line */
};

#endif
