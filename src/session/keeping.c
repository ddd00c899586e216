/* Care of the book: init, migrate, and keeping it safe. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "session/keys.h"
#include "session/releasing.h"
#include "session/session.h"

static const int32_t ALWAYS_IN_FORCE = -719162; /* 0001-01-01 */

/* A sink that swallows what it is given. */
static int swallow_begin(struct zd_sink *self, const struct zd_head *heads, size_t count, struct zd_error *err)
{
	(void)self, (void)heads, (void)count, (void)err;
	return ZD_OK;
}
static int swallow_row(struct zd_sink *self, const struct zd_value *values, struct zd_error *err)
{
	(void)self, (void)values, (void)err;
	return ZD_OK;
}
static int swallow_end(struct zd_sink *self, struct zd_error *err)
{
	(void)self, (void)err;
	return ZD_OK;
}
struct zd_sink zd_nowhere = {swallow_begin, swallow_row, swallow_end, NULL};

static int fill_book(struct zd_book *book, const struct zd_pack *pack, struct zd_error *err)
{
	struct zd_release release;
	char author[64];
	size_t changes;
	zd_user_name(author, sizeof author);
	if (zd_book_begin(book, err))
		return err->code;
	if (zd_session_migrate(book, pack, false, &zd_nowhere, &changes, err) ||
	    zd_release_put(book, pack, true, ALWAYS_IN_FORCE, author, "first release", &release, err) ||
	    zd_book_commit(book, err)) {
		zd_book_rollback(book);
		return err->code;
	}
	return ZD_OK;
}

int zd_init(struct zd_session *s, struct zd_error *err)
{
	struct zd_loaded *loaded;
	struct zd_book *book;
	if (zd_load_sound(s, &loaded, err) || zd_book_create(&book, s->book_path, err))
		return err->code;
	int code = fill_book(book, loaded->pack, err);
	if (code) {
		zd_book_close(book);
		unlink(s->book_path); /* it was ours, and is nothing yet */
		return code;
	}
	s->book = book;
	s->writable = true;
	return ZD_OK;
}

int zd_migrate(struct zd_session *s, bool dry, struct zd_sink *changes, struct zd_error *err)
{
	struct zd_loaded *loaded;
	struct zd_book *book;
	size_t count;
	if (zd_load_sound(s, &loaded, err) || zd_session_book(s, true, &book, err) || zd_book_begin(book, err))
		return err->code;
	int code = zd_session_migrate(book, loaded->pack, dry, changes, &count, err);
	if (!code && !dry)
		code = zd_book_commit(book, err);
	else
		zd_book_rollback(book);
	zd_session_migrated(book);
	return code;
}

/* ---- safe keeping ---- */

static int put_line(struct zd_sink *sink, const char *what, const char *state, struct zd_error *err)
{
	struct zd_value row[2] = {zd_value_string(what), zd_value_string(state)};
	return sink->row(sink, row, err);
}

int zd_doctor(struct zd_session *s, struct zd_sink *sink, struct zd_error *err)
{
	static const struct zd_head HEADS[] = {{"what", "检查项", {.kind = ZD_KIND_TEXT}},
					       {"state", "结果", {.kind = ZD_KIND_TEXT}}};
	struct zd_book *book;
	struct zd_release release;
	struct zd_arena arena = {0};
	struct zd_pack_file *files;
	struct zd_error trouble;
	size_t count;
	char text[160];
	if (zd_session_book(s, false, &book, err) || sink->begin(sink, HEADS, 2, err))
		return err->code;
	int bad = zd_book_check(book, &trouble);
	int code = put_line(sink, "book", bad ? trouble.message : "ok", err);
	if (!code && zd_release_at(book, zd_today(), &release, err) == ZD_OK) {
		int worse = zd_release_files(book, release.id, &files, &count, &arena, &trouble);
		snprintf(text, sizeof text, "release %lld", (long long)release.id);
		bad = bad ? bad : worse;
		code = put_line(sink, text, worse ? trouble.message : "ok", err);
	}
	zd_arena_free(&arena);
	if (!code)
		code = zd_session_secrets(book, text, sizeof text, err);
	if (!code)
		code = put_line(sink, "sensitive values", text, err);
	if (!code)
		code = sink->end(sink, err);
	if (!code && bad)
		*err = trouble;
	return code ? code : bad;
}

int zd_backup(struct zd_session *s, const char *to, struct zd_error *err)
{
	struct zd_book *book;
	return zd_session_book(s, false, &book, err) ? (int)err->code : zd_book_backup(book, to, err);
}

static char *ended(const char *path, const char *ending)
{
	char *text = zd_alloc(strlen(path) + strlen(ending) + 1);
	sprintf(text, "%s%s", path, ending);
	return text;
}

/*
 * The book under another name, with all that was written to it. SQLite would
 * take the log of a writer that was killed for that of whatever file lies
 * there next: so it goes into the book, or where that is too damaged along with it.
 */
static int set_aside(const char *path, const char *saved, struct zd_error *err)
{
	static const char *const BESIDE[] = {"-wal", "-journal", "-shm"};
	struct zd_book *old;
	struct zd_error ignored;
	bool there = zd_file_exists(path);
	if (there && zd_book_open(&old, path, true, &ignored) == ZD_OK)
		zd_book_close(old); /* which puts the log into the book */
	for (size_t i = 0; i < 3; i++) {
		char *stale = ended(saved, BESIDE[i]);
		unlink(stale);
		free(stale);
	}
	if (there && rename(path, saved) != 0)
		return zd_fail_at(err, ZD_IO, path, 0, 0, "cannot be kept as %s", saved);
	for (size_t i = 0; i < 3; i++) {
		char *from = ended(path, BESIDE[i]), *to = ended(saved, BESIDE[i]);
		if (rename(from, to) != 0)
			unlink(from);
		free(from);
		free(to);
	}
	return ZD_OK;
}

int zd_restore(struct zd_session *s, const char *from, bool force, struct zd_error *err)
{
	struct zd_book *backup;
	char saved[4096];
	if (zd_file_exists(s->book_path) && !force)
		return zd_fail(err, ZD_USAGE,
			       "%s exists; --force puts the backup in its place and keeps it as %s.before",
			       s->book_path, s->book_path);
	if (zd_book_open(&backup, from, false, err))
		return err->code;
	snprintf(saved, sizeof saved, "%s.before", s->book_path);
	char *fresh = zd_alloc(strlen(s->book_path) + 16);
	sprintf(fresh, "%s.restoring", s->book_path);
	unlink(fresh);
	int code = zd_book_check(backup, err);
	if (!code)
		code = zd_book_backup(backup, fresh, err);
	zd_book_close(backup);
	if (!code)
		code = set_aside(s->book_path, saved, err);
	if (!code && rename(fresh, s->book_path) != 0)
		code = zd_fail_at(err, ZD_IO, s->book_path, 0, 0, "cannot be put in place");
	unlink(fresh);
	free(fresh);
	return code;
}
