/* Records through a session: import, lists, and one record at a time. The model is the pack's, which the book was migrated to. */
#include "zhidu/records.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "base/utf8.h"
#include "model/text.h"
#include "session/assign.h"
#include "session/gatekeeper.h"
#include "session/signed_fields.h"
#include "store/import.h"
#include "store/records.h"

/* The release in force today says what records look like. */
static int load_model(struct zd_session *s, struct zd_loaded **out, struct zd_error *err)
{
	struct zd_book *book;
	struct zd_release release;
	if (zd_session_book(s, false, &book, err) || zd_release_at(book, zd_today(), &release, err))
		return err->code;
	return zd_load_release(s, release.id, out, err);
}

int zd_load_latest_model(struct zd_session *s, struct zd_loaded **out, struct zd_error *err)
{
	struct zd_book *book;
	struct zd_error ignored;
	size_t changes = 0;
	if (zd_session_book(s, false, &book, err))
		return err->code;
	if (zd_load_folder(s, ZD_READ_IMPORTS, out, &ignored) == ZD_OK &&
	    zd_book_migrate(book, (*out)->pack, true, &zd_nowhere, &changes, &ignored) == ZD_OK && changes == 0)
		return ZD_OK;
	return load_model(s, out, err);
}

/* ---- import ---- */

/* Whom to tell: bad rows go to the import's caller, progress to the session's. */
struct importing {
	struct zd_session *session;
	const struct zd_import *in;
	struct zd_gatekeeper *keeper;
	struct zd_book *book;
};

static void tell_bad(void *context, const struct zd_error *err, const char *field)
{
	const struct importing *i = context;
	i->in->bad(i->in->context, err, field);
}

static void tell_progress(void *context, uint64_t done, uint64_t total)
{
	const struct importing *i = context;
	i->session->progress(i->session->context, done, total);
}

/* Whether a row may be written: as a record of the branch that it says, and of the one it may have already. */
static int may_write(void *context, const struct zd_entity *e, const struct zd_value *values, struct zd_error *err)
{
	const struct importing *i = context;
	struct zd_gatekeeper *g = i->keeper;
	struct zd_arena arena = {0};
	const char *branch;
	size_t *at = zd_arena_alloc(&arena, (e->field_count + 1) * sizeof *at), count = 0;
	for (size_t k = 1; k < e->field_count; k++) {
		if (values[k].tag != ZD_NIL)
			at[count++] = k;
	}
	int code = zd_record_branch(&branch, i->book, g->model->pack, e, &values[0], &arena, err);
	if (!code && branch)
		code = zd_gatekeeper_change(g, e, branch, at, count, err);
	if (!code)
		code = zd_values_branch(&branch, i->book, g->model->pack, e, values, &arena, err);
	if (!code)
		code = zd_gatekeeper_change(g, e, branch, at, count, err);
	struct zd_value *given = zd_arena_alloc(&arena, (count + 1) * sizeof *given);
	for (size_t k = 0; k < count; k++)
		given[k] = values[at[k]];
	if (!code)
		code = zd_signed_values_check(i->book, g->model->pack, e, &values[0], at, given, count, err);
	zd_arena_free(&arena);
	return code;
}

static int import_options(struct zd_import_options *o, const struct zd_import *in, struct zd_loaded *loaded,
			  struct zd_error *err)
{
	*o = (struct zd_import_options){
		.jsonl = in->jsonl,
		.update = in->update,
		.skip_bad = in->skip_bad,
	};
	if (in->map) {
		struct zd_import_map *map;
		if (zd_import_map_read(&map, in->map, loaded->pack, &loaded->findings, err))
			return err->code;
		o->map = map;
		o->skip_bad |= map->skip_bad;
	}
	if (!in->entity)
		return in->map ? ZD_OK : zd_fail(err, ZD_USAGE, "import wants an entity, or a map that names one");
	if (zd_pack_find_entity(&o->entity, loaded->pack, in->entity, err))
		return err->code;
	for (size_t i = 0; o->map && i < o->map->target_count; i++) {
		if (zd_pack_entity(loaded->pack, o->map->targets[i].entity) == o->entity)
			return ZD_OK;
	}
	return o->map ? zd_fail(err, ZD_USAGE, "%s does not feed %s", in->map, in->entity) : ZD_OK;
}

static int import(struct zd_session *s, struct importing *calls, struct zd_import_options *o,
		  struct zd_import_result *result, struct zd_error *err)
{
	const struct zd_import *in = calls->in;
	o->bad = in->bad ? tell_bad : NULL;
	o->progress = s->progress ? tell_progress : NULL;
	o->may = calls->keeper->actor.open ? NULL : may_write;
	o->context = calls;
	if (in->rejects) {
		o->rejects = fopen(in->rejects, "w");
		if (!o->rejects)
			return zd_fail_at(err, ZD_IO, in->rejects, 0, 0, "cannot be written");
	}
	int code = zd_book_begin(calls->book, err);
	if (!code)
		code = zd_import(calls->book, calls->keeper->model->pack, in->file, o, result, err);
	if (!code)
		code = zd_book_commit(calls->book, err);
	else
		zd_book_rollback(calls->book);
	if (o->rejects && fclose(o->rejects) != 0 && !code)
		code = zd_fail_at(err, ZD_IO, in->rejects, 0, 0, "cannot be written whole");
	return code;
}

int zd_import_records(struct zd_session *s, const struct zd_import *in, struct zd_imported *out, struct zd_error *err)
{
	struct zd_gatekeeper g = {0};
	struct zd_import_options o;
	struct zd_import_result result = {0};
	struct importing calls = {s, in, &g, NULL};
	memset(out, 0, sizeof *out);
	int code = zd_session_book(s, true, &calls.book, err);
	if (!code)
		code = zd_gatekeeper_open(&g, s, false, NULL, err);
	if (!code)
		code = import_options(&o, in, g.model, err);
	if (!code)
		code = import(s, &calls, &o, &result, err);
	*out = (struct zd_imported){result.rows, result.filtered, result.bad, result.duplicates, result.written};
	zd_gatekeeper_close(&g);
	return code;
}

/* ---- one record ---- */

static int read_key(struct zd_value *out, const struct zd_entity *e, const char *key, struct zd_arena *arena,
		    struct zd_error *err)
{
	return zd_value_parse(out, &e->fields[0].type, key, strlen(key), arena, err);
}

/* Whether the record, as it is in the book, is the actor's to change. */
static int check_rights(struct zd_gatekeeper *g, struct zd_book *book, const struct zd_entity *e,
			const struct zd_value *id, const size_t *index, size_t count, struct zd_error *err)
{
	const char *branch;
	if (g->actor.open)
		return ZD_OK;
	return zd_record_branch(&branch, book, g->model->pack, e, id, &g->arena, err)
		       ? (int)err->code
		       : zd_gatekeeper_change(g, e, branch, index, count, err);
}

static int change_fields(struct zd_gatekeeper *g, struct zd_book *book, const struct zd_entity *e, const char *key,
			 const size_t *index, const struct zd_value *given, size_t count, struct zd_error *err)
{
	struct zd_value id;
	const char **names = zd_arena_alloc(&g->arena, (count + 1) * sizeof *names);
	for (size_t i = 0; i < count; i++)
		names[i] = e->fields[index[i]].name;
	/* Before and after: nobody moves a record to a branch, or away from one, that is not his to change. */
	if (read_key(&id, e, key, &g->arena, err) || check_rights(g, book, e, &id, index, count, err) ||
	    zd_record_set(book, e, &id, names, given, count, err))
		return err->code;
	return check_rights(g, book, e, &id, index, count, err);
}

static int put_record(struct zd_gatekeeper *g, struct zd_book *book, const struct zd_entity *e, const size_t *index,
		      const struct zd_value *given, size_t count, struct zd_error *err)
{
	struct zd_value *values = zd_arena_alloc(&g->arena, e->field_count * sizeof *values);
	struct zd_writer *w;
	const char *field = NULL;
	bool written;
	for (size_t i = 0; i < count; i++)
		values[index[i]] = given[i];
	if (zd_writer_open(&w, book, e, ZD_WRITE_INSERT, err))
		return err->code;
	int code = zd_writer_put(w, values, &written, &field, err);
	if (code && field)
		zd_fail_context(err, "%s", field);
	struct zd_error ignored;
	int closed = zd_writer_close(w, !code, code ? &ignored : err);
	if (code || closed)
		return code ? code : closed;
	return check_rights(g, book, e, &values[0], index, count, err);
}

static int write_record(struct zd_gatekeeper *g, struct zd_book *book, const struct zd_entity *e, const char *key,
			const char *const *fields, size_t count, struct zd_error *err)
{
	size_t *index = zd_arena_alloc(&g->arena, (count + 1) * sizeof *index);
	struct zd_value *given = zd_arena_alloc(&g->arena, (count + 1) * sizeof *given);
	if (zd_assign(e, fields, count, !key, index, given, &g->arena, err))
		return err->code;
	return key ? change_fields(g, book, e, key, index, given, count, err)
		   : put_record(g, book, e, index, given, count, err);
}

static int change_record(struct zd_session *s, const char *entity, const char *key, const char *const *fields,
			 size_t count, struct zd_error *err)
{
	struct zd_book *book;
	struct zd_gatekeeper g = {0};
	const struct zd_entity *e;
	int code = zd_session_book(s, true, &book, err);
	if (!code)
		code = zd_gatekeeper_open(&g, s, false, NULL, err);
	if (!code)
		code = zd_pack_find_entity(&e, g.model->pack, entity, err);
	if (!code)
		code = zd_book_begin(book, err);
	if (!code) {
		code = write_record(&g, book, e, key, fields, count, err);
		if (!code)
			code = zd_book_commit(book, err);
		if (code)
			zd_book_rollback(book);
	}
	zd_gatekeeper_close(&g);
	return code;
}

int zd_add_record(struct zd_session *s, const char *entity, const char *const *fields, size_t count,
		  struct zd_error *err)
{
	int code = zd_signed_fields_check(s, entity, NULL, fields, count, err);
	return code ? code : change_record(s, entity, NULL, fields, count, err);
}

int zd_set_record(struct zd_session *s, const char *entity, const char *key, const char *const *fields, size_t count,
		  struct zd_error *err)
{
	int code = zd_signed_fields_check(s, entity, key, fields, count, err);
	return code ? code : change_record(s, entity, key, fields, count, err);
}
