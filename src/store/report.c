/*
 * Reports: the SQL of a pack over entities' tables and decisions. Of the
 * decisions of a policy a report sees one run only, the last that fits its
 * date or period; a temporary view of the policy's view's name sees to that.
 */
#include "store/report.h"

#include <string.h>

#include "base/utf8.h"
#include "engine/plan.h"
#include "store/close.h"
#include "store/db.h"
#include "store/facts.h"
#include "store/pick.h"
#include "store/reading.h"
#include "store/shape.h"

#define OWN_PARAMETERS 4 /* before the report's own */

/* ?1 the policy, ?2 and ?3 first and last date, ?4 the kind of period ('': any), ?5 the branch. */
static const char RUN_FOR[] =
	"SELECT r.id FROM zd_run r JOIN zd_release e ON e.id = r.release AND e.published"
	" WHERE r.as_of BETWEEN ?2 AND ?3 AND (?4 = '' OR r.period = ?4) AND r.branch IN ('', ?5)"
	" AND EXISTS (SELECT 1 FROM zd_stage s JOIN zd_shape h ON h.id = s.shape JOIN json_each(h.columns) j"
	" WHERE s.run = r.id AND json_extract(j.value, '$.policy') = ?1)"
	" AND" ZD_RUN_COUNTS("?1") " ORDER BY r.as_of DESC, r.id DESC LIMIT 1";

/* What a report's SQL is held to. All in the arena. */
struct rules {
	struct zd_query_rules rules;
	struct zd_fact query;
	const char **views;
	size_t view_count;
};

static const char *view_of(const char *policy, struct zd_arena *arena)
{
	struct zd_str name = {0};
	zd_shape_view(&name, policy);
	return zd_str_keep(&name, arena);
}

static void rules_of(struct rules *out, const struct zd_report *report, struct zd_arena *arena)
{
	const char **names = zd_arena_alloc(arena, (OWN_PARAMETERS + report->param_count) * sizeof *names);
	struct zd_str words = {0};
	size_t count = 0;
	names[count++] = ":as_of";
	names[count++] = ":period_start";
	names[count++] = ":period_end";
	names[count++] = ":branch";
	for (size_t i = 0; i < report->param_count; i++)
		names[count++] = zd_arena_printf(arena, ":%s", report->params[i].name);
	zd_str_add(&words, "the parameters are ");
	for (size_t i = 0; i < count; i++)
		zd_str_printf(&words, "%s%s", i == 0 ? "" : i + 1 < count ? ", " : " and ", names[i]);
	zd_str_add(&words, "; there is no ");
	out->rules = (struct zd_query_rules){.what = "report",
					     .parameters = names,
					     .parameter_count = count,
					     .parameter_words = zd_arena_strdup(arena, zd_str_text(&words))};
	zd_str_free(&words);
	out->query = (struct zd_fact){.name = report->name,
				      .sql = report->sql,
				      .values = report->columns,
				      .value_count = report->column_count,
				      .place = report->place};
	out->views = zd_arena_alloc(arena, (report->decision_count + 1) * sizeof *out->views);
	out->view_count = report->decision_count;
	for (size_t i = 0; i < report->decision_count; i++)
		out->views[i] = view_of(report->decisions[i].policy, arena);
}

static bool inspect(struct zd_guard *g, const struct zd_pack *pack, const struct rules *rules,
		    struct zd_findings *findings)
{
	size_t len;
	g->views = rules->views;
	g->view_count = rules->view_count;
	bool good = zd_query_inspect(&len, g, pack, &rules->query, &rules->rules, findings);
	g->views = NULL;
	return good;
}

/* ---- which decisions ---- */

static int fail_missing(const struct zd_policy *policy, const struct zd_report *report,
			const struct zd_fact_binds *binds, struct zd_error *err)
{
	if (policy->period)
		return zd_fail(
			err, ZD_NOT_FOUND,
			"report %s reads decisions of %s, and no published release has decided it for a %s from %s "
			"to %s; first: zhidu run %s --period PERIOD",
			report->name, policy->id, zd_period_word(policy->period), binds->period_start,
			binds->period_end, policy->id);
	return zd_fail(err, ZD_NOT_FOUND,
		       "report %s reads decisions of %s, and no published release has decided it up to %s; first: "
		       "zhidu run %s --as-of %s",
		       report->name, policy->id, binds->as_of, policy->id, binds->as_of);
}

static int find_run(int64_t *run, struct zd_reader *r, const struct zd_policy *policy,
		    const struct zd_fact_binds *binds, const char *branch, struct zd_error *err)
{
	sqlite3_stmt *s;
	bool row = false;
	const char *first = policy->period ? binds->period_start : "0000-00-00";
	const char *period = policy->period ? zd_period_word(policy->period) : "";
	*run = 0;
	int rc = zd_reader_prepare(&s, r, RUN_FOR, err);
	if (rc)
		return rc;
	if ((rc = zd_db_bind_string(s, 1, policy->id, err)) || (rc = zd_db_bind_string(s, 2, first, err)) ||
	    (rc = zd_db_bind_string(s, 3, binds->as_of, err)) || (rc = zd_db_bind_string(s, 4, period, err)) ||
	    (rc = zd_db_bind_string(s, 5, branch ? branch : "", err)) || (rc = zd_reader_step(r, s, &row, err))) {
		sqlite3_finalize(s);
		return rc;
	}
	if (row)
		*run = sqlite3_column_int64(s, 0);
	sqlite3_finalize(s);
	return ZD_OK;
}

static int narrow_view(struct zd_reader *r, const char *view, int64_t run, struct zd_error *err)
{
	struct zd_str sql = {0};
	zd_str_add(&sql, "CREATE TEMP VIEW ");
	zd_db_quote(&sql, view);
	zd_str_add(&sql, " AS SELECT * FROM main.");
	zd_db_quote(&sql, view);
	zd_str_printf(&sql, " WHERE run = %lld", (long long)run);
	int rc = zd_guard_make(&r->guard, zd_str_text(&sql), err);
	zd_str_free(&sql);
	return rc;
}

static int find_runs(int64_t *runs, struct zd_reader *r, const struct zd_pack *pack, const struct zd_report *report,
		     const struct zd_fact_binds *binds, const char *branch, struct zd_error *err)
{
	for (size_t i = 0; i < report->decision_count; i++) {
		const struct zd_report_decision *d = &report->decisions[i];
		const struct zd_policy *policy = zd_pack_policy(pack, d->policy);
		if (!policy)
			return zd_fail_at(err, ZD_DATA, d->place.file, d->place.line, d->place.column,
					  "report %s: there is no policy \"%s\"", report->name, d->policy);
		if (find_run(&runs[i], r, policy, binds, branch, err))
			return err->code;
		if (!runs[i])
			return fail_missing(policy, report, binds, err);
	}
	return ZD_OK;
}

int zd_report_runs(struct zd_reader *r, const struct zd_pack *pack, const struct zd_report *report,
		   const struct zd_scope *scope, int64_t *runs, struct zd_error *err)
{
	static const struct zd_stage any;
	struct zd_fact_binds binds;
	zd_fact_binds_of(&binds, scope, &any);
	return find_runs(runs, r, pack, report, &binds, scope->branch, err);
}

static int narrow_views(struct zd_reader *r, const struct zd_pack *pack, const struct zd_report *report,
			const struct rules *rules, const struct zd_fact_binds *binds, const char *branch,
			struct zd_arena *arena, struct zd_error *err)
{
	int64_t *runs = zd_arena_alloc(arena, (report->decision_count + 1) * sizeof *runs);
	int rc = find_runs(runs, r, pack, report, binds, branch, err);
	for (size_t i = 0; i < report->decision_count && !rc; i++)
		rc = narrow_view(r, rules->views[i], runs[i], err);
	return rc;
}

/* ---- reading ---- */

static int prepare(sqlite3_stmt **out, struct zd_reader *r, const struct zd_pack *pack, const struct rules *rules,
		   struct zd_error *err)
{
	struct zd_findings findings = {0};
	int rc = ZD_OK;
	*out = NULL;
	if (!inspect(&r->guard, pack, rules, &findings)) {
		const struct zd_finding *f = &findings.items[0];
		rc = zd_fail_at(err, ZD_DATA, f->file, f->line, f->column, "%s", f->message);
	} else {
		r->guard.views = rules->views;
		r->guard.view_count = rules->view_count;
		if (!zd_guard_prepare(out, &r->guard, pack, rules->query.sql))
			rc = zd_guard_fail(&r->guard, NULL, err);
		r->guard.views = NULL;
	}
	zd_findings_free(&findings);
	return rc;
}

static int bind(sqlite3_stmt *s, struct zd_reader *r, const struct zd_report *report, const struct rules *rules,
		const struct zd_fact_binds *binds, const char *branch, const struct zd_value *params,
		struct zd_error *err)
{
	int at = sqlite3_bind_parameter_index(s, ":branch");
	if (zd_fact_bind(s, binds, &r->guard, err) || (at && zd_db_bind_string(s, at, branch, err)))
		return err->code;
	for (size_t i = 0; i < report->param_count; i++) {
		at = sqlite3_bind_parameter_index(s, rules->rules.parameters[OWN_PARAMETERS + i]);
		if (at && zd_db_bind_value(s, at, &params[i], err))
			return err->code;
	}
	return ZD_OK;
}

static int give_row(const struct zd_report *report, sqlite3_stmt *s, struct zd_value *row, struct zd_arena *arena,
		    struct zd_sink *sink, struct zd_error *err)
{
	for (size_t i = 0; i < report->column_count; i++) {
		const struct zd_fact_value *c = &report->columns[i];
		struct zd_pick pick = zd_pick_of((int)i, i, &c->type, false);
		if (zd_pick_checked(&row[i], s, &pick, arena, err)) {
			zd_fail_context(err, "report %s", report->name);
			return err->code;
		}
	}
	return sink->row(sink, row, err);
}

static int give_rows(struct zd_reader *r, const struct zd_report *report, sqlite3_stmt *s, struct zd_sink *sink,
		     struct zd_arena *arena, struct zd_error *err)
{
	struct zd_head *heads = zd_arena_alloc(arena, report->column_count * sizeof *heads);
	struct zd_value *row = zd_arena_alloc(arena, report->column_count * sizeof *row);
	struct zd_arena text = {0};
	bool more = true;
	for (size_t i = 0; i < report->column_count; i++) {
		const struct zd_fact_value *c = &report->columns[i];
		heads[i] = (struct zd_head){c->name, c->title, c->type};
		if (c->unit)
			heads[i].title = zd_arena_printf(arena, "%s（%s）", c->title, c->unit);
	}
	int rc = sink->begin(sink, heads, report->column_count, err);
	while (!rc && !(rc = zd_reader_step(r, s, &more, err)) && more) {
		zd_arena_reset(&text);
		rc = give_row(report, s, row, &text, sink, err);
	}
	if (!rc)
		rc = sink->end(sink, err);
	zd_arena_free(&text);
	return rc;
}

int zd_report_read(struct zd_reader *r, const struct zd_pack *pack, const struct zd_report *report,
		   const struct zd_scope *scope, const struct zd_value *params, struct zd_sink *sink,
		   struct zd_error *err)
{
	static const struct zd_stage any;
	struct zd_arena arena = {0};
	struct zd_fact_binds binds;
	struct rules rules;
	sqlite3_stmt *s = NULL;
	zd_fact_binds_of(&binds, scope, &any);
	rules_of(&rules, report, &arena);
	int rc = narrow_views(r, pack, report, &rules, &binds, scope->branch, &arena, err);
	if (!rc)
		rc = prepare(&s, r, pack, &rules, err);
	if (!rc)
		rc = bind(s, r, report, &rules, &binds, scope->branch, params, err);
	if (!rc)
		rc = give_rows(r, report, s, sink, &arena, err);
	sqlite3_finalize(s);
	zd_arena_free(&arena);
	return rc;
}

/* ---- checking ---- */

/* An empty table for each policy's view. */
static int make_views(struct zd_guard *g, const struct zd_pack *pack, struct zd_error *err)
{
	int rc = ZD_OK;
	for (size_t i = 0; i < pack->policy_count && !rc; i++) {
		const struct zd_policy *p = &pack->policies[i];
		struct zd_str sql = {0}, name = {0};
		zd_shape_view(&name, p->id);
		zd_str_add(&sql, "CREATE TABLE ");
		zd_db_quote(&sql, zd_str_text(&name));
		zd_str_add(&sql, " (run, subject");
		for (size_t k = 0; k < p->give_count; k++) {
			zd_str_add(&sql, ", ");
			zd_db_quote(&sql, p->gives[k].name);
		}
		zd_str_addc(&sql, ')');
		rc = zd_db_exec(g->db, zd_str_text(&sql), err);
		zd_str_free(&name);
		zd_str_free(&sql);
	}
	return rc;
}

static void check_report(struct zd_guard *g, const struct zd_pack *pack, const struct zd_report *report,
			 struct zd_findings *findings)
{
	struct zd_arena arena = {0};
	struct rules rules;
	bool known = true;
	for (size_t i = 0; i < report->decision_count; i++) {
		const struct zd_report_decision *d = &report->decisions[i];
		const struct zd_policy *p = zd_pack_policy(pack, d->policy);
		const char *near = p ? NULL : zd_pack_nearest_policy(pack, d->policy);
		known &= p && !p->broken;
		if (!p)
			zd_find(findings, ZD_F_UNKNOWN_NAME, d->place.file, d->place.line, d->place.column,
				"there is no policy \"%s\"%s", d->policy, zd_suggest(near, "\"").text);
	}
	rules_of(&rules, report, &arena);
	if (known)
		inspect(g, pack, &rules, findings);
	zd_arena_free(&arena);
}

void zd_reports_check(const struct zd_pack *pack, struct zd_findings *findings)
{
	struct zd_guard guard;
	struct zd_error err = {0};
	if (zd_guard_open(&guard, NULL, false, &err) || zd_facts_tables(&guard, pack, &err) ||
	    make_views(&guard, pack, &err) || zd_guard_arm(&guard, &err)) {
		zd_find(findings, ZD_F_SQL, err.file, err.line, err.column, "%s", err.message);
	} else {
		for (size_t i = 0; i < pack->report_count; i++)
			check_report(&guard, pack, &pack->reports[i], findings);
	}
	zd_guard_close(&guard);
}
