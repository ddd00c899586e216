/*
 * Records on their way to people: lists, exports and single records, each
 * through the gatekeeper; what is revealed is on record before it is shown.
 */
#include "base/str.h"
#include "model/condition.h"
#include "model/text.h"
#include "report/gather.h"
#include "session/gatekeeper.h"
#include "store/check.h"
#include "store/keys.h"
#include "zhidu/records.h"

#include <string.h>

const char *const *zd_list_columns(struct zd_pack *pack, const struct zd_entity *e, size_t *count)
{
	size_t most = e->field_count > e->column_count ? e->field_count : e->column_count;
	const char **columns = zd_arena_alloc(&pack->arena, (most + 1) * sizeof *columns);
	*count = zd_entity_columns(e, columns);
	return columns;
}

/* Whether a path leads to a sensitive field, or over one. */
static bool is_sensitive(const struct zd_pack *pack, const struct zd_entity *e, const char *path,
			 struct zd_arena *arena)
{
	while (e) {
		size_t n = strcspn(path, ".");
		const struct zd_field *f = zd_entity_field(e, zd_arena_strndup(arena, path, n));
		if (!f || f->sensitive)
			return f != NULL;
		if (!path[n])
			return false;
		e = f->type.kind == ZD_KIND_REF ? zd_pack_entity(pack, f->type.entity) : NULL;
		path += n + 1;
	}
	return false;
}

/* The sensitive fields that a query shows or compares. */
static int sensitive_names(const char ***out, size_t *count, struct zd_gatekeeper *g, const struct zd_entity *e,
			   const struct zd_query *q, struct zd_error *err)
{
	size_t all = q->columns ? q->column_count : e->field_count, compared_count = 0;
	const char **compared = NULL;
	*count = 0;
	if (q->where && zd_condition_names(&compared, &compared_count, q->where, &g->arena, err))
		return err->code;
	const char **names = zd_arena_alloc(&g->arena, (all + compared_count + 1) * sizeof *names);
	for (size_t i = 0; i < all; i++) {
		const char *name = q->columns ? q->columns[i] : e->fields[i].name;
		if (is_sensitive(g->model->pack, e, name, &g->arena))
			names[(*count)++] = name;
	}
	for (size_t i = 0; i < compared_count; i++) {
		bool again = !is_sensitive(g->model->pack, e, compared[i], &g->arena);
		for (size_t k = 0; k < *count; k++)
			again |= strcmp(names[k], compared[i]) == 0;
		if (!again)
			names[(*count)++] = compared[i];
	}
	*out = names;
	return ZD_OK;
}

/*
 * Looks at what would be shown and puts it on record, in one transaction, so
 * that nothing is shown that could not be recorded.
 */
static int record_reveal(struct zd_gatekeeper *g, struct zd_book *book, const struct zd_entity *e, struct zd_query *q,
			 const char *command, const struct zd_value *key, struct zd_error *err)
{
	struct zd_reveal r = {.login = g->actor.login,
			      .person = g->actor.person,
			      .command = command,
			      .entity = e->name,
			      .record = key ? *key : ZD_VALUE_NIL,
			      .condition = q->where,
			      .purpose = g->purpose};
	const char **names = NULL;
	if (sensitive_names(&names, &r.field_count, g, e, q, err) || zd_book_begin(book, err))
		return err->code;
	r.fields = names;
	int code;
	code = zd_record_list(book, g->model->pack, e, q, &zd_nowhere, err);
	r.count = g->gate.shown;
	if (!code && r.field_count > 0)
		code = zd_reveal_put(book, &r, err);
	if (!code)
		code = zd_book_commit(book, err);
	if (code)
		zd_book_rollback(book);
	q->gate = zd_gatekeeper_gate(g);
	return code;
}

/* One list, through the gate. */
static int list(struct zd_gatekeeper *g, struct zd_book *book, const struct zd_entity *e, struct zd_query *q,
		const char *command, const struct zd_value *key, struct zd_sink *sink, struct zd_error *err)
{
	q->gate = zd_gatekeeper_gate(g);
	int code = zd_gatekeeper_admit(g, e, err);
	if (!code && g->gate.reveal)
		code = record_reveal(g, book, e, q, command, key, err);
	return code ? code : zd_record_list(book, g->model->pack, e, q, sink, err);
}

int zd_list_records(struct zd_session *s, const char *entity, const struct zd_listing *q, struct zd_sink *sink,
		    struct zd_error *err)
{
	struct zd_book *book;
	struct zd_gatekeeper g = {0};
	const struct zd_entity *e;
	struct zd_query query = {.where = q->where,
				 .columns = q->columns,
				 .column_count = q->column_count,
				 .order = q->order,
				 .limit = q->limit,
				 .names = q->names};
	int code = zd_session_book(s, q->reveal, &book, err);
	if (!code)
		code = zd_gatekeeper_open(&g, s, q->reveal, q->purpose, err);
	if (!code)
		code = zd_pack_find_entity(&e, g.model->pack, entity, err);
	if (!code && q->brief && !q->columns)
		query.columns = zd_list_columns(g.model->pack, e, &query.column_count);
	if (!code)
		code = list(&g, book, e, &query, q->command ? q->command : "list", NULL, sink, err);
	if (!code)
		zd_gatekeeper_tell(&g, e);
	zd_gatekeeper_close(&g);
	return code;
}

/* ---- one record ---- */

static int gather_record(struct zd_gatekeeper *g, struct zd_book *book, const struct zd_entity *e, const char *key,
			 struct zd_gathered *out, struct zd_error *err)
{
	struct zd_value id;
	struct zd_query query = {.through = e->fields->name, .of = &id};
	if (zd_value_parse(&id, &e->fields->type, key, strlen(key), &g->arena, err) ||
	    list(g, book, e, &query, "show", &id, zd_gather_open(out, &g->arena, 0), err))
		return err->code;
	if (out->total > 0)
		return ZD_OK;
	return g->gate.left_out
		       ? zd_fail(err, ZD_DENIED, "%s may not see %s %s: it is not of a branch whose records he may see",
				 g->actor.login, e->name, key)
		       : zd_no_record(ZD_NOT_FOUND, e->name, &id, err);
}

static int put_field(struct zd_sink *sink, const struct zd_field *f, const struct zd_value *v, struct zd_error *err)
{
	struct zd_str b = {0};
	zd_value_show(&b, &f->type, v);
	struct zd_value row[3] = {zd_value_string(f->name), zd_value_string(f->title),
				  zd_value_text(zd_str_text(&b), b.len)};
	int code = sink->row(sink, row, err);
	zd_str_free(&b);
	return code;
}

int zd_show_record(struct zd_session *s, const struct zd_showing *what, struct zd_sink *sink, struct zd_error *err)
{
	static const struct zd_head HEADS[] = {{"field", "字段", {.kind = ZD_KIND_TEXT}},
					       {"title", "名称", {.kind = ZD_KIND_TEXT}},
					       {"value", "值", {.kind = ZD_KIND_TEXT}}};
	struct zd_book *book;
	struct zd_gatekeeper g = {0};
	struct zd_gathered record = {0};
	const struct zd_entity *e = NULL;
	int code = zd_session_book(s, what->reveal, &book, err);
	if (!code)
		code = zd_gatekeeper_open(&g, s, what->reveal, what->purpose, err);
	if (!code)
		code = zd_pack_find_entity(&e, g.model->pack, what->entity, err);
	if (!code)
		code = gather_record(&g, book, e, what->key, &record, err);
	if (!code)
		code = sink->begin(sink, HEADS, 3, err);
	for (size_t i = 0; !code && i < e->field_count; i++)
		code = put_field(sink, &e->fields[i], &record.rows[0][i], err);
	if (!code)
		code = sink->end(sink, err);
	if (!code)
		zd_gatekeeper_tell(&g, e);
	zd_gather_close(&record);
	zd_gatekeeper_close(&g);
	return code;
}
