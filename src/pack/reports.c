/*
 * Reports (the files of reports/): the YAML of the leading comment, and the
 * SQL behind it. Whether SQLite accepts it is asked elsewhere, as is whether
 * there are policies of the names.
 */
#include <string.h>

#include "base/utf8.h"
#include "pack/parts.h"

#define COLUMNS_MAX 100
#define PARAMS_MAX 20
#define SCALAR_KINDS                                                                                                   \
	(ZD_KIND_BIT(TEXT) | ZD_KIND_BIT(INT) | ZD_KIND_BIT(NUMBER) | ZD_KIND_BIT(MONEY) | ZD_KIND_BIT(RATE) |         \
	 ZD_KIND_BIT(DATE) | ZD_KIND_BIT(DATETIME) | ZD_KIND_BIT(BOOL) | ZD_KIND_BIT(ENUM) | ZD_KIND_BIT(REF))

struct head_form {
	const char *title, *clause, *note, *area;
	struct zd_raw *period, *layout, *params, *decisions, *signs, *columns;
};

static const struct zd_key head_keys[] = {
	{"title", ZD_WANT_TEXT, true, offsetof(struct head_form, title)},
	{"clause", ZD_WANT_TEXT, false, offsetof(struct head_form, clause)},
	{"note", ZD_WANT_TEXT, false, offsetof(struct head_form, note)},
	{"area", ZD_WANT_TEXT, false, offsetof(struct head_form, area)},
	{"period", ZD_WANT_SCALAR, false, offsetof(struct head_form, period)},
	{"layout", ZD_WANT_SCALAR, false, offsetof(struct head_form, layout)},
	{"parameters", ZD_WANT_MAP, false, offsetof(struct head_form, params)},
	{"decisions", ZD_WANT_LIST, false, offsetof(struct head_form, decisions)},
	{"sign", ZD_WANT_LIST, false, offsetof(struct head_form, signs)},
	{"columns", ZD_WANT_MAP, true, offsetof(struct head_form, columns)},
};

struct param_form {
	const char *title;
	struct zd_type_form type;
	bool required;
};

static const struct zd_key param_keys[] = {
	{"type", ZD_WANT_SCALAR, true, offsetof(struct param_form, type.type)},
	{"title", ZD_WANT_TEXT, false, offsetof(struct param_form, title)},
	{"enum", ZD_WANT_SCALAR, false, offsetof(struct param_form, type.enum_name)},
	{"entity", ZD_WANT_SCALAR, false, offsetof(struct param_form, type.entity)},
	{"required", ZD_WANT_BOOL, false, offsetof(struct param_form, required)},
};

struct column_form {
	const char *title, *unit;
	struct zd_type_form type;
	struct zd_raw *total;
};

static const struct zd_key column_keys[] = {
	{"type", ZD_WANT_SCALAR, true, offsetof(struct column_form, type.type)},
	{"title", ZD_WANT_TEXT, false, offsetof(struct column_form, title)},
	{"unit", ZD_WANT_TEXT, false, offsetof(struct column_form, unit)},
	{"enum", ZD_WANT_SCALAR, false, offsetof(struct column_form, type.enum_name)},
	{"entity", ZD_WANT_SCALAR, false, offsetof(struct column_form, type.entity)},
	{"total", ZD_WANT_SCALAR, false, offsetof(struct column_form, total)},
};

static void read_type(struct zd_reader *r, struct zd_type *out, const struct zd_type_form *form, unsigned kinds,
		      const struct zd_place *place)
{
	if (!zd_type_from_form(r, out, form, kinds) || out->kind != ZD_KIND_REF || zd_pack_entity(r->pack, out->entity))
		return;
	zd_report_unknown(r, place, "entity", out->entity, zd_pack_nearest_entity(r->pack, out->entity));
	*out = (struct zd_type){.kind = ZD_KIND_TEXT};
}

static void read_param(struct zd_reader *r, struct zd_report_param *p, const char *name, const struct zd_raw *raw,
		       const struct zd_place *place)
{
	struct param_form form = {.title = name};
	zd_form_read(r, &form, raw, "a parameter of a report", place, param_keys, ZD_COUNT(param_keys));
	*p = (struct zd_report_param){.name = name, .title = form.title, .required = form.required, .place = *place};
	read_type(r, &p->type, &form.type, SCALAR_KINDS, place);
	if (zd_check_name(r, name, "a parameter", place) && (zd_is_reserved_name(name) || strcmp(name, "branch") == 0))
		zd_report(r, ZD_F_BAD_NAME, place, "\":%s\" is there without being named", name);
}

static void read_column(struct zd_reader *r, struct zd_report *report, size_t i, const char *name,
			const struct zd_raw *raw, const struct zd_place *place)
{
	static const char *const sums[] = {"sum"};
	struct column_form form = {.title = name};
	struct zd_fact_value *c = &report->columns[i];
	zd_form_read(r, &form, raw, "a column", place, column_keys, ZD_COUNT(column_keys));
	*c = (struct zd_fact_value){.name = name, .title = form.title, .unit = form.unit, .place = *place};
	read_type(r, &c->type, &form.type, SCALAR_KINDS | ZD_KIND_BIT(LIST), place);
	zd_check_name(r, name, "a column", place);
	zd_read_word(r, form.total, "total", sums, ZD_COUNT(sums), 0);
	bool adds = c->type.kind == ZD_KIND_INT || c->type.kind == ZD_KIND_NUMBER || c->type.kind == ZD_KIND_MONEY;
	report->totals[i] = form.total && adds;
	if (form.total && !adds)
		zd_report(r, ZD_F_WRONG_TYPE, &form.total->place, "only int, number and money can be added up");
}

static void read_decisions(struct zd_reader *r, struct zd_report *report, const struct zd_raw *list)
{
	const char **ids;
	size_t count;
	if (!list || !zd_read_texts(r, &ids, &count, list, "decisions"))
		return;
	report->decision_count = count;
	report->decisions = zd_arena_alloc(&r->pack->arena, (list->count + 1) * sizeof *report->decisions);
	for (size_t i = 0; i < report->decision_count; i++)
		report->decisions[i] = (struct zd_report_decision){ids[i], list->items[i]->place};
}

/* False: there is nothing that could be used. */
static bool read_report(struct zd_reader *r, struct zd_report *report, const struct zd_pack_file *file)
{
	/* In the order of enum zd_period. */
	static const char *const periods[] = {"any", "month", "quarter", "year"};
	static const char *const layouts[] = {"list", "card"};
	struct zd_arena *arena = &r->pack->arena;
	char *head;
	*report = (struct zd_report){.name = zd_files_stem(r, file->path)};
	if (!zd_sql_split(r, file, "a report begins with a comment /* title: … columns: … */", &head, &report->sql,
			  &report->place))
		return false;
	struct zd_raw *root = zd_yaml_read(file->path, head, strlen(head), arena, r->findings);
	struct head_form form = {0};
	if (!root)
		return false;
	struct zd_place start = {file->path, 1, 1};
	zd_form_read(r, &form, root, "the comment of a report", &start, head_keys, ZD_COUNT(head_keys));
	if (!form.title || !form.columns)
		return false;
	report->title = form.title;
	report->clause = form.clause;
	report->note = form.note;
	report->area = form.area;
	report->period = (enum zd_period)zd_read_word(r, form.period, "period", periods, ZD_COUNT(periods), 0);
	report->cards = zd_read_word(r, form.layout, "layout", layouts, ZD_COUNT(layouts), 0) == 1;
	if (form.columns->count == 0 || form.columns->count > COLUMNS_MAX) {
		zd_report(r, ZD_F_OUT_OF_BOUNDS, &form.columns->place, "a report has 1 to %d columns", COLUMNS_MAX);
		return false;
	}
	if (form.params && form.params->count > PARAMS_MAX) {
		zd_report(r, ZD_F_OUT_OF_BOUNDS, &form.params->place, "a report has at most %d parameters", PARAMS_MAX);
		return false;
	}
	report->column_count = form.columns->count;
	report->columns = zd_arena_alloc(arena, report->column_count * sizeof *report->columns);
	report->totals = zd_arena_alloc(arena, report->column_count * sizeof *report->totals);
	for (size_t i = 0; i < report->column_count; i++)
		read_column(r, report, i, form.columns->keys[i], form.columns->items[i], &form.columns->key_places[i]);
	report->param_count = form.params ? form.params->count : 0;
	report->params = zd_arena_alloc(arena, (report->param_count + 1) * sizeof *report->params);
	for (size_t i = 0; i < report->param_count; i++)
		read_param(r, &report->params[i], form.params->keys[i], form.params->items[i],
			   &form.params->key_places[i]);
	read_decisions(r, report, form.decisions);
	if (form.signs)
		zd_read_texts(r, &report->signs, &report->sign_count, form.signs, "sign");
	return true;
}

void zd_read_reports(struct zd_reader *r)
{
	struct zd_pack *p = r->pack;
	p->reports = zd_arena_alloc(&p->arena, (p->file_count + 1) * sizeof *p->reports);
	for (size_t i = 0; i < p->file_count; i++)
		if (zd_file_kind(p->files[i].path) == ZD_FILE_REPORT &&
		    read_report(r, &p->reports[p->report_count], &p->files[i]))
			p->report_count++;
}
