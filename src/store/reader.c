/* Readers: the guarded connection, its one moment, and the maker of sources over it. */
#include "store/reader.h"

#include <stdlib.h>

#include "store/db.h"
#include "store/pick.h"
#include "store/reading.h"

int zd_reader_prepare(sqlite3_stmt **out, struct zd_reader *r, const char *sql, struct zd_error *err)
{
	return zd_guard_prepare(out, &r->guard, NULL, sql) ? ZD_OK : zd_guard_fail(&r->guard, NULL, err);
}

int zd_reader_step(struct zd_reader *r, sqlite3_stmt *s, bool *row, struct zd_error *err)
{
	int rc = zd_guard_step(&r->guard, s);
	*row = rc == SQLITE_ROW;
	return *row || rc == SQLITE_DONE ? ZD_OK : zd_guard_fail(&r->guard, NULL, err);
}

int zd_reader_open(struct zd_reader **out, const char *path, struct zd_error *err)
{
	struct zd_book *b;
	int64_t ignored;
	*out = NULL;
	/* Whether it is a book at all, and one of ours, is the book's to say. */
	if (zd_book_open(&b, path, false, err))
		return err->code;
	bool frozen = sqlite3_uri_boolean(zd_db_path(zd_book_db(b)), "immutable", 0);
	struct zd_reader *r = zd_alloc(sizeof *r);
	int rc = zd_guard_open(&r->guard, path, frozen, err);
	/* A transaction sees the book as it is at its first look. */
	if (!rc)
		rc = zd_db_exec(r->guard.db, "BEGIN", err);
	if (!rc)
		rc = zd_db_number(&ignored, r->guard.db, "SELECT count(*) FROM zd_meta", err);
	if (!rc)
		rc = zd_guard_arm(&r->guard, err);
	zd_book_close(b);
	if (rc) {
		zd_reader_close(r);
		r = NULL;
	}
	*out = r;
	return rc;
}

int zd_reader_inside(struct zd_reader **out, struct zd_book *b, struct zd_error *err)
{
	struct zd_reader *r = zd_alloc(sizeof *r);
	r->inside = true;
	int rc = zd_guard_borrow(&r->guard, zd_book_db(b), err);
	if (rc) {
		free(r);
		r = NULL;
	}
	*out = r;
	return rc;
}

int zd_reader_open_pair(struct zd_reader **a, struct zd_reader **b, struct zd_book *book, const char *path,
			struct zd_error *err)
{
	/* The number changes for this connection whenever another one has written. */
	static const char version[] = "PRAGMA data_version";
	sqlite3 *db = zd_book_db(book);
	int64_t before, after;
	for (int tries = 0; tries < 20; tries++) {
		*a = *b = NULL;
		int rc = zd_db_number(&before, db, version, err);
		if (!rc)
			rc = zd_reader_open(a, path, err);
		if (!rc)
			rc = zd_reader_open(b, path, err);
		if (!rc)
			rc = zd_db_number(&after, db, version, err);
		if (!rc && before == after)
			return ZD_OK;
		zd_reader_close(*a);
		zd_reader_close(*b);
		*a = *b = NULL;
		if (rc)
			return rc;
	}
	return zd_fail_at(err, ZD_IO, path, 0, 0, "the book is being written to; try again");
}

void zd_reader_close(struct zd_reader *r)
{
	if (!r)
		return;
	if (r->inside)
		zd_guard_return(&r->guard);
	else
		zd_guard_close(&r->guard);
	zd_arena_free(&r->arena);
	free(r);
}

/* What the maker of a reader's sources is given. */
struct maker {
	struct zd_reader *reader;
	const struct zd_pack *pack;
};

static int open_source(void *context, const struct zd_stage *stage, const struct zd_scope *scope,
		       struct zd_source **out, struct zd_error *err)
{
	const struct maker *m = context;
	return zd_book_source_open(m->reader, m->pack, stage, scope, out, err);
}

struct zd_source_maker zd_reader_sources(struct zd_reader *r, const struct zd_pack *pack)
{
	struct maker *m = zd_arena_alloc(&r->arena, sizeof *m);
	*m = (struct maker){r, pack};
	return (struct zd_source_maker){m, open_source};
}

int zd_reader_subject(struct zd_reader *r, const struct zd_entity *e, const struct zd_value *key, struct zd_error *err)
{
	struct zd_str sql = {0};
	sqlite3_stmt *s = NULL;
	bool found = false;
	char words[128];
	zd_str_add(&sql, "SELECT 1 FROM ");
	zd_db_quote(&sql, e->name);
	zd_str_add(&sql, " WHERE ");
	zd_db_quote(&sql, e->fields[0].name);
	zd_str_add(&sql, " = ?");
	int rc = zd_db_prepare_model(&s, r->guard.db, zd_str_text(&sql), err);
	if (!rc)
		rc = zd_db_bind_value(s, 1, key, err);
	if (!rc)
		rc = zd_reader_step(r, s, &found, err);
	sqlite3_finalize(s);
	zd_str_free(&sql);
	if (!rc && !found)
		rc = zd_fail(err, ZD_NOT_FOUND, "there is no %s %s", e->name, zd_key_words(key, words, sizeof words));
	return rc;
}
