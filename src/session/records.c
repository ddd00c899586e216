/* Records through a session: import, lists, and one record at a time. The model is the pack's, which the book was migrated to. */
#include "zhidu/records.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "base/utf8.h"
#include "model/text.h"
#include "session/assign.h"
#include "session/masking.h"
#include "session/session.h"
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

int zd_import_records(struct zd_session *s, const struct zd_import *in, struct zd_imported *out, struct zd_error *err)
{
	struct zd_book *book;
	struct zd_loaded *loaded;
	struct zd_import_options o;
	struct zd_import_result result = {0};
	memset(out, 0, sizeof *out);
	if (zd_session_book(s, true, &book, err) || zd_load_latest_model(s, &loaded, err) ||
	    import_options(&o, in, loaded, err))
		return err->code;
	struct importing calls = {s, in};
	o.bad = in->bad ? tell_bad : NULL;
	o.progress = s->progress ? tell_progress : NULL;
	o.context = &calls;
	if (in->rejects) {
		o.rejects = fopen(in->rejects, "w");
		if (!o.rejects)
			return zd_fail_at(err, ZD_IO, in->rejects, 0, 0, "cannot be written");
	}
	int code = zd_book_begin(book, err);
	if (!code)
		code = zd_import(book, loaded->pack, in->file, &o, &result, err);
	if (!code)
		code = zd_book_commit(book, err);
	else
		zd_book_rollback(book);
	if (o.rejects && fclose(o.rejects) != 0 && !code)
		code = zd_fail_at(err, ZD_IO, in->rejects, 0, 0, "cannot be written whole");
	*out = (struct zd_imported){result.rows, result.filtered, result.bad, result.duplicates, result.written};
	return code;
}

/* ---- lists ---- */

const char *const *zd_list_columns(struct zd_pack *pack, const struct zd_entity *e, size_t *count)
{
	size_t most = e->field_count > e->column_count ? e->field_count : e->column_count;
	const char **columns = zd_arena_alloc(&pack->arena, (most + 1) * sizeof *columns);
	*count = zd_entity_columns(e, columns);
	return columns;
}

int zd_list_records(struct zd_session *s, const char *entity, const struct zd_listing *q, struct zd_sink *sink,
		    struct zd_error *err)
{
	struct zd_book *book;
	struct zd_loaded *loaded;
	const struct zd_entity *e;
	if (zd_session_book(s, false, &book, err) || zd_load_latest_model(s, &loaded, err) ||
	    zd_pack_find_entity(&e, loaded->pack, entity, err))
		return err->code;
	struct zd_query query = {.where = q->where,
				 .columns = q->columns,
				 .column_count = q->column_count,
				 .order = q->order,
				 .limit = q->limit,
				 .names = q->names};
	if (q->brief && !q->columns)
		query.columns = zd_list_columns(loaded->pack, e, &query.column_count);
	if (q->raw)
		return zd_record_list(book, loaded->pack, e, &query, sink, err);
	struct zd_masking m;
	int code = zd_record_list(book, loaded->pack, e, &query, zd_masking_open(&m, loaded->pack, e, sink), err);
	zd_masking_close(&m);
	return code;
}

/* ---- one record ---- */

static int read_key(struct zd_value *out, const struct zd_entity *e, const char *key, struct zd_arena *arena,
		    struct zd_error *err)
{
	return zd_value_parse(out, &e->fields[0].type, key, strlen(key), arena, err);
}

int zd_show_record(struct zd_session *s, const char *entity, const char *key, struct zd_sink *sink,
		   struct zd_error *err)
{
	static const struct zd_head HEADS[] = {{"field", "字段", {.kind = ZD_KIND_TEXT}},
					       {"title", "名称", {.kind = ZD_KIND_TEXT}},
					       {"value", "值", {.kind = ZD_KIND_TEXT}}};
	struct zd_book *book;
	struct zd_loaded *loaded;
	const struct zd_entity *e;
	struct zd_arena arena = {0};
	struct zd_value id;
	if (zd_session_book(s, false, &book, err) || zd_load_latest_model(s, &loaded, err) ||
	    zd_pack_find_entity(&e, loaded->pack, entity, err))
		return err->code;
	struct zd_value *values = zd_arena_alloc(&arena, e->field_count * sizeof *values);
	int code = read_key(&id, e, key, &arena, err);
	if (!code)
		code = zd_record_get(book, e, &id, values, &arena, err);
	if (!code)
		code = sink->begin(sink, HEADS, 3, err);
	for (size_t i = 0; i < e->field_count && !code; i++) {
		const struct zd_field *f = &e->fields[i];
		struct zd_value v = f->sensitive ? zd_mask(&arena, &values[i]) : values[i];
		struct zd_type text = {.kind = ZD_KIND_TEXT};
		struct zd_str b = {0};
		zd_value_show(&b, f->sensitive ? &text : &f->type, &v);
		struct zd_value row[3] = {zd_value_string(f->name), zd_value_string(f->title),
					  zd_value_text(zd_str_text(&b), b.len)};
		code = sink->row(sink, row, err);
		zd_str_free(&b);
	}
	if (!code)
		code = sink->end(sink, err);
	zd_arena_free(&arena);
	return code;
}

static int write_record(struct zd_book *book, const struct zd_entity *e, const char *key, const char *const *fields,
			size_t count, struct zd_arena *arena, struct zd_error *err)
{
	size_t *index = zd_arena_alloc(arena, (count + 1) * sizeof *index);
	struct zd_value *given = zd_arena_alloc(arena, (count + 1) * sizeof *given);
	if (zd_assign(e, fields, count, !key, index, given, arena, err))
		return err->code;
	if (key) {
		struct zd_value id;
		const char **names = zd_arena_alloc(arena, (count + 1) * sizeof *names);
		for (size_t i = 0; i < count; i++)
			names[i] = e->fields[index[i]].name;
		return read_key(&id, e, key, arena, err) ? (int)err->code
							 : zd_record_set(book, e, &id, names, given, count, err);
	}
	struct zd_value *values = zd_arena_alloc(arena, e->field_count * sizeof *values);
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
	return code ? code : closed;
}

static int change_record(struct zd_session *s, const char *entity, const char *key, const char *const *fields,
			 size_t count, struct zd_error *err)
{
	struct zd_book *book;
	struct zd_loaded *loaded;
	const struct zd_entity *e;
	struct zd_arena arena = {0};
	if (zd_session_book(s, true, &book, err) || zd_load_latest_model(s, &loaded, err) ||
	    zd_pack_find_entity(&e, loaded->pack, entity, err) || zd_book_begin(book, err))
		return err->code;
	int code = write_record(book, e, key, fields, count, &arena, err);
	if (!code)
		code = zd_book_commit(book, err);
	else
		zd_book_rollback(book);
	zd_arena_free(&arena);
	return code;
}

int zd_add_record(struct zd_session *s, const char *entity, const char *const *fields, size_t count,
		  struct zd_error *err)
{
	return change_record(s, entity, NULL, fields, count, err);
}

int zd_set_record(struct zd_session *s, const char *entity, const char *key, const char *const *fields, size_t count,
		  struct zd_error *err)
{
	return change_record(s, entity, key, fields, count, err);
}
