/* Reports: what a person asks for as a scope and parameters, and the sheet that the rows are written on. */
#include "zhidu/report.h"

#include <string.h>

#include "base/str.h"
#include "base/utf8.h"
#include "model/text.h"
#include "report/sheet.h"
#include "session/actor.h"
#include "session/frozen.h"
#include "session/session.h"
#include "store/records.h"
#include "store/report.h"
#include "store/runs.h"

static struct zd_value text(const char *s)
{
	return s && *s ? zd_value_text(s, strlen(s)) : ZD_VALUE_NIL;
}

/* ---- the list ---- */

static int put_report(const struct zd_report *r, struct zd_sink *sink, struct zd_error *err)
{
	struct zd_str params = {0}, decisions = {0};
	for (size_t i = 0; i < r->param_count; i++)
		zd_str_printf(&params, "%s%s%s", i ? " " : "", r->params[i].name, r->params[i].required ? "" : "?");
	for (size_t i = 0; i < r->decision_count; i++)
		zd_str_printf(&decisions, "%s%s", i ? " " : "", r->decisions[i].policy);
	const struct zd_value row[] = {text(r->name),
				       text(r->title),
				       text(r->clause),
				       text(zd_period_word(r->period)),
				       text(zd_str_text(&params)),
				       text(zd_str_text(&decisions))};
	int code = sink->row(sink, row, err);
	zd_str_free(&params);
	zd_str_free(&decisions);
	return code;
}

int zd_reports(struct zd_session *s, struct zd_sink *sink, struct zd_error *err)
{
	static const struct zd_head heads[] = {
		{"name", "代号", {.kind = ZD_KIND_TEXT}},       {"title", "名称", {.kind = ZD_KIND_TEXT}},
		{"clause", "条款", {.kind = ZD_KIND_TEXT}},     {"period", "期间", {.kind = ZD_KIND_TEXT}},
		{"parameters", "参数", {.kind = ZD_KIND_TEXT}}, {"decisions", "所用决定", {.kind = ZD_KIND_TEXT}},
	};
	struct zd_loaded *loaded;
	if (zd_load_folder(s, ZD_READ_REPORTS, &loaded, err) ||
	    sink->begin(sink, heads, sizeof heads / sizeof *heads, err))
		return err->code;
	for (size_t i = 0; i < loaded->pack->report_count; i++) {
		if (put_report(&loaded->pack->reports[i], sink, err))
			return err->code;
	}
	return sink->end(sink, err);
}

/* ---- one report ---- */

static int find_report(const struct zd_report **out, const struct zd_pack *pack, const char *name, struct zd_error *err)
{
	for (size_t i = 0; i < pack->report_count; i++) {
		if (strcmp(pack->reports[i].name, name) == 0) {
			*out = &pack->reports[i];
			return ZD_OK;
		}
	}
	const char *near = zd_nearest_of(name, pack->reports, pack->report_count, sizeof *pack->reports);
	return zd_fail(err, ZD_USAGE, "there is no report '%s'%s", name, zd_suggest(near, "'").text);
}

static const struct zd_report_param *param_of(const struct zd_report *r, const char *name, size_t n, size_t *at)
{
	for (*at = 0; *at < r->param_count; ++*at) {
		if (strncmp(r->params[*at].name, name, n) == 0 && r->params[*at].name[n] == '\0')
			return &r->params[*at];
	}
	return NULL;
}

/* A reference is what the key of its entity is. */
static const struct zd_type *value_type(const struct zd_pack *pack, const struct zd_type *type)
{
	const struct zd_entity *e = type->kind == ZD_KIND_REF ? zd_pack_entity(pack, type->entity) : NULL;
	return e ? &e->fields[0].type : type;
}

static int read_params(struct zd_value *values, struct zd_pack *pack, const struct zd_report *r,
		       const struct zd_report_options *o, struct zd_error *err)
{
	for (size_t i = 0; i < o->param_count; i++) {
		const char *given = o->params[i], *equals = strchr(given, '=');
		size_t at;
		if (!equals)
			return zd_fail(err, ZD_USAGE, "a parameter is NAME=VALUE, not '%s'", given);
		const struct zd_report_param *p = param_of(r, given, (size_t)(equals - given), &at);
		if (!p)
			return zd_fail(err, ZD_USAGE, "report %s has no parameter '%.*s'", r->name,
				       (int)(equals - given), given);
		if (zd_value_parse(&values[at], value_type(pack, &p->type), equals + 1, strlen(equals + 1),
				   &pack->arena, err)) {
			zd_fail_context(err, "parameter %s", p->name);
			return err->code;
		}
	}
	for (size_t i = 0; i < r->param_count; i++) {
		if (r->params[i].required && values[i].tag == ZD_NIL)
			return zd_fail(err, ZD_USAGE, "report %s wants its %s (%s): --param %s=VALUE", r->name,
				       r->params[i].name, r->params[i].title, r->params[i].name);
	}
	return ZD_OK;
}

static int check_period(const struct zd_report *r, const struct zd_when *when, struct zd_error *err)
{
	static const char *const examples[] = {"", "2025-11", "2025Q4", "2025"};
	if (!r->period || r->period == when->period)
		return ZD_OK;
	return zd_fail(err, ZD_USAGE, "report %s is of a %s, such as --period %s", r->name, zd_period_word(r->period),
		       examples[r->period]);
}

/* Appends "深圳 (shenzhen)": a record by its name, where it has one that everybody may see. */
static void add_record(struct zd_str *words, struct zd_book *book, const struct zd_pack *pack, const char *entity,
		       const struct zd_value *key)
{
	const struct zd_entity *e = zd_pack_entity(pack, entity);
	const struct zd_field *show = e && e->show ? zd_entity_field(e, e->show) : NULL;
	struct zd_arena arena = {0};
	struct zd_error ignored;
	struct zd_str name = {0};
	if (show && show != e->fields && !show->sensitive) {
		struct zd_value *values = zd_arena_alloc(&arena, e->field_count * sizeof *values);
		if (zd_record_get(book, e, key, values, &arena, &ignored) == ZD_OK)
			zd_value_show(&name, &show->type, &values[show - e->fields]);
	}
	if (name.len > 0)
		zd_str_printf(words, "%s (", zd_str_text(&name));
	zd_value_show(words, e ? &e->fields[0].type : &(struct zd_type){.kind = ZD_KIND_TEXT}, key);
	zd_str_add(words, name.len > 0 ? ")" : "");
	zd_str_free(&name);
	zd_arena_free(&arena);
}

/* "期间：2025-11　单位：深圳 (shenzhen)　员工：张三 (S001)" */
static const char *scope_words(struct zd_pack *pack, struct zd_book *book, const struct zd_report *r,
			       const struct zd_report_options *o, const struct zd_when *when,
			       const struct zd_value *params)
{
	struct zd_str words = {0};
	char date[ZD_DATE_LEN + 1];
	zd_date_format(zd_date_from_days(when->as_of), date);
	if (when->period)
		zd_str_printf(&words, "期间：%s", o->period);
	else
		zd_str_printf(&words, "截至：%s", date);
	if (o->branch) {
		const struct zd_value key = text(o->branch);
		zd_str_add(&words, "　单位：");
		add_record(&words, book, pack, "branch", &key);
	}
	for (size_t i = 0; i < r->param_count; i++) {
		if (params[i].tag == ZD_NIL)
			continue;
		zd_str_printf(&words, "　%s：", r->params[i].title);
		if (r->params[i].type.kind == ZD_KIND_REF)
			add_record(&words, book, pack, r->params[i].type.entity, &params[i]);
		else
			zd_value_show(&words, &r->params[i].type, &params[i]);
	}
	return zd_str_keep(&words, &pack->arena);
}

/* "所据决定：credit.limit 2025-11-30（运行 3，版本 1）" for each policy; NULL where the report shows no decisions. */
static int basis_words(const char **out, struct zd_reader *reader, struct zd_pack *pack, const struct zd_report *r,
		       const struct zd_scope *scope, struct zd_error *err)
{
	struct zd_str words = {0};
	int64_t *runs = zd_arena_alloc(&pack->arena, (r->decision_count + 1) * sizeof *runs);
	*out = NULL;
	int code = zd_report_runs(reader, pack, r, scope, runs, err);
	for (size_t i = 0; i < r->decision_count && !code; i++) {
		struct zd_run run;
		code = zd_run_get(reader, runs[i], &run, &pack->arena, err);
		if (!code)
			zd_str_printf(&words, "%s%s %s（运行 %lld，版本 %lld）", i ? "；" : "所据决定：",
				      r->decisions[i].policy, zd_run_when(&run, &pack->arena), (long long)run.id,
				      (long long)run.release);
	}
	if (words.len > 0)
		*out = zd_str_keep(&words, &pack->arena);
	return code;
}

static int check_branch(struct zd_reader *reader, const struct zd_pack *pack, const char *branch, struct zd_error *err)
{
	const struct zd_entity *e = branch ? zd_pack_entity(pack, "branch") : NULL;
	const struct zd_value key = text(branch);
	return e ? zd_reader_subject(reader, e, &key, err) : ZD_OK;
}

static struct zd_sheet sheet_of(const struct zd_pack *pack, const struct zd_report *r, const char *scope)
{
	return (struct zd_sheet){
		.title = r->title,
		.organisation = pack->organisation,
		.clause = r->clause,
		.scope = scope,
		.note = r->note,
		.cards = r->cards,
		.signs = r->signs,
		.sign_count = r->sign_count,
		.totals = r->totals,
		.total_count = r->column_count,
	};
}

/* Whether the actor may see the report's area of data, of the branch asked for or of all. */
static int check_rights(struct zd_session *s, struct zd_loaded *loaded, const struct zd_report *r, const char *branch,
			struct zd_arena *arena, struct zd_error *err)
{
	struct zd_actor actor;
	struct zd_rights rights;
	if (!r->area)
		return ZD_OK;
	if (zd_actor_find(&actor, s, loaded, arena, err) || zd_actor_may(&rights, &actor, r->area, branch, NULL, err))
		return err->code;
	if (rights.see)
		return ZD_OK;
	return zd_fail(err, ZD_DENIED, "%s may not see the report %s (%s) of %s%s%s%s%s", actor.login, r->name, r->area,
		       branch ? branch : "all branches", rights.why[0] ? ": " : "", rights.why,
		       branch || !actor.branch ? "" : "; of one branch it is asked for with --branch ",
		       branch || !actor.branch ? "" : actor.branch);
}

static int write_frozen(const struct zd_frozen_sheet *f, const struct zd_report_options *o, FILE *out,
			struct zd_error *err)
{
	struct zd_str words = {0};
	if (o->format == ZD_FORMAT_CSV)
		return fwrite(f->csv, 1, f->size, out) == f->size && fflush(out) == 0
			       ? ZD_OK
			       : zd_fail(err, ZD_IO, "the sheet could not be written");
	zd_str_printf(&words, "期间：%s　已结账，%s 封存", f->close.name, f->close.made_at);
	const struct zd_sheet sheet = sheet_of(f->pack, f->report, zd_str_text(&words));
	struct zd_sink *sink = zd_sheet_sink(out, o->format, &sheet);
	int code = zd_frozen_rows(f, sink, err);
	sink->free(sink);
	zd_str_free(&words);
	return code;
}

/* Of a closed period: the frozen sheet, unless the report is asked for otherwise. *done: it is written. */
static int try_frozen(bool *done, struct zd_session *s, const struct zd_report_options *o, const struct zd_when *when,
		      FILE *out, struct zd_error *err)
{
	struct zd_arena arena = {0};
	struct zd_frozen_sheet f;
	bool closed;
	int code = zd_frozen_find(&f, &closed, s, o->name, when, &arena, err);
	*done = !code && f.csv && !o->live && !o->branch && !o->param_count;
	if (*done)
		code = check_rights(s, NULL, f.report, NULL, &arena, err);
	if (*done && !code) {
		zd_session_note(s, "%s is closed: this is the sheet frozen at %s (--live computes it anew)",
				f.close.name, f.close.made_at);
		code = write_frozen(&f, o, out, err);
	} else if (!*done && !code && f.csv) {
		zd_session_note(s, "%s is closed: this is not the frozen sheet, but the records as they are now",
				f.close.name);
	}
	zd_arena_free(&arena);
	return code;
}

int zd_write_report(struct zd_session *s, const struct zd_report_options *o, FILE *out, struct zd_error *err)
{
	struct zd_loaded *loaded;
	struct zd_book *book;
	struct zd_reader *reader = NULL;
	const struct zd_report *r = NULL;
	struct zd_when when;
	bool done;
	if (zd_when_parse(&when, o->as_of, o->period, err) || try_frozen(&done, s, o, &when, out, err))
		return err->code;
	if (done)
		return ZD_OK;
	if (zd_load_folder(s, ZD_READ_REPORTS, &loaded, err) || find_report(&r, loaded->pack, o->name, err) ||
	    check_period(r, &when, err))
		return err->code;
	struct zd_pack *pack = loaded->pack;
	struct zd_value *params = zd_arena_alloc(&pack->arena, (r->param_count + 1) * sizeof *params);
	if (read_params(params, pack, r, o, err) || zd_session_book(s, false, &book, err) ||
	    zd_reader_open(&reader, s->book_path, err))
		return err->code;
	struct zd_sheet sheet = sheet_of(pack, r, scope_words(pack, book, r, o, &when, params));
	const struct zd_scope scope = {.as_of = when.as_of, .period = when.period, .branch = o->branch};
	int code = check_branch(reader, pack, o->branch, err);
	if (!code)
		code = check_rights(s, loaded, r, o->branch, &pack->arena, err);
	if (!code)
		code = basis_words(&sheet.basis, reader, pack, r, &scope, err);
	if (!code) {
		struct zd_sink *sink = zd_sheet_sink(out, o->format, &sheet);
		code = zd_report_read(reader, pack, r, &scope, params, sink, err);
		sink->free(sink);
	}
	zd_reader_close(reader);
	return code;
}
