/*
 * A record's archive: gathered list by list from the book, then written as a
 * page for people or as JSON. What belongs to it is said by the model.
 */
#include "session/archive.h"

#include <stdlib.h>
#include <string.h>

#include "engine/path.h"
#include "model/text.h"
#include "report/folio.h"
#include "session/gatekeeper.h"
#include "store/check.h"
#include "store/records.h"
#include "zhidu/records.h"

#define RUNS_LOOKED_AT 20 /* of a policy, until one has decided about the record */

/* ---- gathering ---- */

static int list(struct zd_gathered *out, struct zd_archive *a, struct zd_book *book, const struct zd_entity *e,
		struct zd_query *query, uint64_t limit, struct zd_error *err)
{
	query->gate = zd_gatekeeper_gate(a->keeper);
	return zd_record_list(book, a->pack, e, query, zd_gather_open(out, &a->arena, limit), err);
}

static int gather_record(struct zd_archive *a, struct zd_book *book, bool people, struct zd_error *err)
{
	struct zd_query query = {.names = people, .through = a->entity->fields[0].name, .of = &a->key};
	if (zd_gatekeeper_admit(a->keeper, a->entity, err) || list(&a->record, a, book, a->entity, &query, 0, err))
		return err->code;
	if (a->record.total == 0 && a->keeper->gate.left_out)
		return zd_fail(err, ZD_DENIED, "%s may not see this %s: it is not of a branch whose records he may see",
			       a->keeper->actor.login, a->entity->name);
	zd_gatekeeper_tell(a->keeper, a->entity);
	return a->record.total > 0 ? ZD_OK : zd_no_record(ZD_NOT_FOUND, a->entity->name, &a->key, err);
}

/* The part's own list, without the column that says in every row whose archive this is. */
static const char *const *columns_of(struct zd_archive *a, const struct zd_archive_part *part, size_t *count)
{
	size_t all;
	const char *const *names = zd_list_columns(a->pack, part->entity, &all);
	const char **kept = zd_arena_alloc(&a->arena, (all + 1) * sizeof *kept);
	*count = 0;
	for (size_t i = 0; i < all; i++) {
		if (strcmp(names[i], part->through) != 0)
			kept[(*count)++] = names[i];
	}
	return kept;
}

static int gather_part(struct zd_archive *a, size_t i, struct zd_book *book, bool people, uint64_t limit,
		       struct zd_error *err)
{
	const struct zd_archive_part *part = &a->entity->archive[i];
	const struct zd_field *date = zd_entity_date(part->entity);
	struct zd_query query = {.names = people, .through = part->through, .of = &a->key, .order = part->order};
	if (!query.order && date)
		query.order = zd_arena_printf(&a->arena, "-%s", date->name);
	if (people && part->column_count > 0) {
		query.columns = part->columns;
		query.column_count = part->column_count;
	} else if (people) {
		query.columns = columns_of(a, part, &query.column_count);
	}
	int code = list(&a->parts[i], a, book, part->entity, &query, limit, err);
	if (!code)
		zd_gatekeeper_tell(a->keeper, part->entity);
	return code;
}

/* The last run that has decided about the record. */
static int gather_decision(struct zd_archive *a, struct zd_reader *reader, const struct zd_policy *policy,
			   struct zd_error *err)
{
	int64_t runs[RUNS_LOOKED_AT];
	size_t count;
	if (zd_runs_of(reader, policy->id, runs, RUNS_LOOKED_AT, &count, err))
		return err->code;
	for (size_t i = 0; i < count; i++) {
		struct zd_archive_decision *d = &a->decisions[a->decision_count];
		*d = (struct zd_archive_decision){.policy = policy};
		if (zd_decision_one(reader, a->pack, policy, runs[i], &a->key, zd_gather_open(&d->row, &a->arena, 1),
				    err)) {
			zd_gather_close(&d->row);
			return err->code;
		}
		if (d->row.row_count == 0) {
			zd_gather_close(&d->row);
			continue;
		}
		a->decision_count++;
		d->first = d->row.count > 1 && a->entity->show && strcmp(d->row.heads[1].name, a->entity->show) == 0
				   ? 2
				   : 1;
		return zd_run_get(reader, runs[i], &d->run, &a->arena, err);
	}
	return ZD_OK;
}

static int gather_decisions(struct zd_archive *a, struct zd_session *s, struct zd_error *err)
{
	struct zd_reader *reader;
	int code = zd_reader_open(&reader, s->book_path, err);
	a->decisions = zd_arena_alloc(&a->arena, (a->pack->policy_count + 1) * sizeof *a->decisions);
	for (size_t i = 0; i < a->pack->policy_count && !code; i++) {
		if (strcmp(a->pack->policies[i].subject, a->entity->name) == 0)
			code = gather_decision(a, reader, &a->pack->policies[i], err);
	}
	zd_reader_close(reader);
	return code;
}

static int gather(struct zd_archive *a, struct zd_session *s, struct zd_book *book, const struct zd_archive_options *o,
		  struct zd_error *err)
{
	bool people = o->format != ZD_FORMAT_JSON;
	a->parts = zd_arena_alloc(&a->arena, (a->entity->archive_count + 1) * sizeof *a->parts);
	const struct zd_field *key = &a->entity->fields[0];
	int code = zd_value_parse(&a->key, &key->type, o->key, strlen(o->key), &a->arena, err);
	if (code)
		zd_fail_context(err, "%s", key->name);
	else
		code = gather_record(a, book, people, err);
	for (size_t i = 0; i < a->entity->archive_count && !code; i++)
		code = gather_part(a, i, book, people, o->limit, err);
	if (!code)
		code = gather_decisions(a, s, err);
	return code ? code : zd_archive_waiting(a, book, err);
}

static void archive_free(struct zd_archive *a)
{
	zd_gather_close(&a->record);
	zd_gather_close(&a->waiting);
	for (size_t i = 0; a->parts && i < a->entity->archive_count; i++)
		zd_gather_close(&a->parts[i]);
	for (size_t i = 0; i < a->decision_count; i++)
		zd_gather_close(&a->decisions[i].row);
	zd_arena_free(&a->arena);
}

/* ---- for people ---- */

/* "价值等级 重要；价值评分 56.2" */
static struct zd_value outcome_words(const struct zd_archive_decision *d, struct zd_arena *arena)
{
	struct zd_str b = {0};
	for (size_t i = d->first; i < d->row.count; i++) {
		const struct zd_head *h = &d->row.heads[i];
		const struct zd_value *v = &d->row.rows[0][i];
		if (v->tag == ZD_NIL || (v->tag == ZD_LIST && v->len == 0))
			continue;
		zd_str_printf(&b, "%s%s ", b.len > 0 ? "；" : "", h->title ? h->title : h->name);
		zd_value_show(&b, &h->type, v);
	}
	return zd_value_string(zd_str_keep(&b, arena));
}

static int decisions_for_people(struct zd_gathered *out, struct zd_archive *a, struct zd_error *err)
{
	static const struct zd_head heads[] = {{"policy", "政策", {.kind = ZD_KIND_TEXT}},
					       {"title", "名称", {.kind = ZD_KIND_TEXT}},
					       {"when", "日期或期间", {.kind = ZD_KIND_TEXT}},
					       {"run", "运行号", {.kind = ZD_KIND_INT}},
					       {"outcome", "结果", {.kind = ZD_KIND_TEXT}}};
	struct zd_sink *sink = zd_gather_open(out, &a->arena, 0);
	int code = sink->begin(sink, heads, sizeof heads / sizeof *heads, err);
	for (size_t i = 0; i < a->decision_count && !code; i++) {
		const struct zd_archive_decision *d = &a->decisions[i];
		const struct zd_value row[] = {zd_value_string(d->policy->id), zd_value_string(d->policy->title),
					       zd_value_string(zd_run_when(&d->run, &a->arena)),
					       zd_value_int(d->run.id), outcome_words(d, &a->arena)};
		code = sink->row(sink, row, err);
	}
	return code;
}

/* "客户 C001 某某公司" */
static const char *heading(struct zd_archive *a)
{
	struct zd_str b = {0};
	const struct zd_entity *e = a->entity;
	const struct zd_field *show = e->show ? zd_entity_field(e, e->show) : NULL;
	zd_str_printf(&b, "%s ", e->title);
	zd_value_show(&b, &e->fields[0].type, &a->key);
	if (show && show != e->fields && !show->sensitive) {
		zd_str_addc(&b, ' ');
		zd_value_show(&b, &show->type, &a->record.rows[0][show - e->fields]);
	}
	return zd_str_keep(&b, &a->arena);
}

static int write_folio(struct zd_archive *a, enum zd_format format, FILE *out, struct zd_error *err)
{
	const struct zd_sheet sheet = {.title = heading(a), .organisation = a->pack->organisation};
	size_t count = 0;
	struct zd_gathered decisions;
	struct zd_folio_part *parts = zd_arena_alloc(&a->arena, (a->entity->archive_count + 3) * sizeof *parts);
	parts[count++] = (struct zd_folio_part){a->entity->title, &a->record, true};
	for (size_t i = 0; i < a->entity->archive_count; i++)
		parts[count++] = (struct zd_folio_part){a->entity->archive[i].title, &a->parts[i], false};
	int code = decisions_for_people(&decisions, a, err);
	parts[count++] = (struct zd_folio_part){"最近的决定", &decisions, false};
	parts[count++] = (struct zd_folio_part){"等待签批", &a->waiting, false};
	if (!code)
		code = zd_folio_write(out, format, &sheet, parts, count, err);
	zd_gather_close(&decisions);
	return code;
}

static int write_json(const struct zd_archive *a, FILE *out, struct zd_error *err)
{
	struct zd_str b = {0};
	zd_archive_json(&b, a);
	bool written = fwrite(b.s, 1, b.len, out) == b.len && fflush(out) == 0;
	zd_str_free(&b);
	return written ? ZD_OK : zd_fail(err, ZD_IO, "the output cannot be written");
}

int zd_show_archive(struct zd_session *s, const struct zd_archive_options *o, FILE *out, struct zd_error *err)
{
	struct zd_book *book;
	struct zd_gatekeeper keeper = {0};
	struct zd_archive a = {.keeper = &keeper};
	int code = zd_session_book(s, false, &book, err);
	if (!code)
		code = zd_gatekeeper_open(&keeper, s, false, NULL, err);
	if (!code)
		code = zd_pack_find_entity(&a.entity, keeper.model->pack, o->entity, err);
	if (!code) {
		a.pack = keeper.model->pack;
		code = gather(&a, s, book, o, err);
	}
	if (!code)
		code = o->format == ZD_FORMAT_JSON ? write_json(&a, out, err) : write_folio(&a, o->format, out, err);
	archive_free(&a);
	zd_gatekeeper_close(&keeper);
	return code;
}
