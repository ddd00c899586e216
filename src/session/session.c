/* Sessions: opening, loading, closing. */
#include "session/session.h"

#include <pwd.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "engine/plan.h"
#include "session/keys.h"

#ifndef ZD_VERSION
#define ZD_VERSION "0.1.0"
#endif

const char *zd_version(void)
{
	return ZD_VERSION;
}

struct zd_session *zd_session_new(const struct zd_session_options *options)
{
	struct zd_session *s = zd_alloc(sizeof *s);
	s->book_path = zd_strdup(options->book ? options->book : "zhidu.db");
	s->pack_path = zd_strdup(options->pack ? options->pack : "policies");
	s->note = options->note;
	s->progress = options->progress;
	s->context = options->context;
	return s;
}

static void loaded_free(struct zd_loaded *l)
{
	zd_scripts_free(l->scripts);
	zd_pack_free(l->pack);
	zd_findings_free(&l->findings);
	free(l);
}

void zd_session_free(struct zd_session *s)
{
	if (!s)
		return;
	for (size_t i = 0; i < s->loaded_count; i++)
		loaded_free(s->loaded[i]);
	free(s->loaded);
	zd_book_close(s->book);
	free(s->book_path);
	free(s->pack_path);
	free(s);
}

const struct zd_findings *zd_session_findings(const struct zd_session *s)
{
	static const struct zd_findings none;
	return s->findings ? s->findings : &none;
}

void zd_session_note(struct zd_session *s, const char *fmt, ...)
{
	char text[1024];
	va_list ap;
	if (!s->note)
		return;
	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	s->note(s->context, text);
}

int zd_session_book(struct zd_session *s, bool write, struct zd_book **out, struct zd_error *err)
{
	if (s->book && write && !s->writable) {
		zd_book_close(s->book);
		s->book = NULL;
	}
	if (!s->book) {
		if (zd_book_open(&s->book, s->book_path, write, err))
			return err->code;
		s->writable = write;
		zd_session_unlock(s->book);
	}
	*out = s->book;
	return ZD_OK;
}

/* ---- loading packs ---- */

static struct zd_loaded *loaded_new(struct zd_session *s)
{
	struct zd_loaded *l = zd_alloc(sizeof *l);
	ZD_GROW(s->loaded, s->loaded_count, s->loaded_cap);
	s->loaded[s->loaded_count++] = l;
	s->findings = &l->findings;
	return l;
}

/* After the files: the policies' heads, then all names. */
static void finish_loading(struct zd_loaded *l)
{
	zd_scripts_read(&l->scripts, l->pack, &l->findings);
	zd_pack_resolve(l->pack, &l->findings);
	zd_access_check(l->pack, &l->findings);
	zd_publish_check(l->pack, &l->findings);
	zd_findings_sort(&l->findings);
}

static bool of_a_policy(const struct zd_finding *f)
{
	size_t n = f->file ? strlen(f->file) : 0;
	return n > 4 && strcmp(f->file + n - 4, ".lua") == 0;
}

/* A policy's own trouble stops that policy; any other error stops the pack. */
static int refuse_errors(const struct zd_loaded *l, struct zd_error *err)
{
	const struct zd_finding *worst = NULL;
	size_t errors = 0;
	for (size_t i = 0; i < l->findings.count; i++) {
		const struct zd_finding *f = &l->findings.items[i];
		bool guardrail = f->code == ZD_F_GUARDRAIL;
		if (!zd_finding_is_error(f->code) || (of_a_policy(f) && !guardrail))
			continue;
		errors++;
		if (!worst || (guardrail && worst->code != ZD_F_GUARDRAIL))
			worst = f;
	}
	if (!worst)
		return ZD_OK;
	int code = worst->code == ZD_F_GUARDRAIL ? ZD_GUARDRAIL : ZD_FINDINGS;
	if (errors == 1)
		return zd_fail_at(err, code, worst->file, worst->line, worst->column, "%s", worst->message);
	return zd_fail_at(err, code, worst->file, worst->line, worst->column, "%s (and %zu more; see zhidu check)",
			  worst->message, errors - 1);
}

int zd_load_folder_anyway(struct zd_session *s, unsigned what, struct zd_loaded **out, struct zd_error *err)
{
	struct zd_loaded *l = loaded_new(s);
	if (zd_pack_read(&l->pack, s->pack_path, what, &l->findings, err))
		return err->code;
	finish_loading(l);
	*out = l;
	return ZD_OK;
}

int zd_load_folder(struct zd_session *s, unsigned what, struct zd_loaded **out, struct zd_error *err)
{
	int code = zd_load_folder_anyway(s, what, out, err);
	return code ? code : refuse_errors(*out, err);
}

/*
 * One policy alone: of the files what deciding it needs. Where anything is wrong with it, the whole pack is read, which
 * tells better what and where.
 */
int zd_load_folder_for(struct zd_session *s, const char *policy, struct zd_loaded **out, struct zd_error *err)
{
	struct zd_loaded *l = loaded_new(s);
	if (zd_pack_read(&l->pack, s->pack_path, ZD_READ_PART, &l->findings, err))
		return err->code;
	zd_scripts_read_for(&l->scripts, l->pack, policy, &l->findings);
	zd_pack_resolve(l->pack, &l->findings);
	*out = l;
	for (size_t i = 0; i < l->findings.count; i++) {
		if (zd_finding_is_error(l->findings.items[i].code))
			return zd_load_folder(s, 0, out, err);
	}
	return zd_pack_policy(l->pack, policy) ? ZD_OK : zd_load_folder(s, 0, out, err);
}

static int load_release(struct zd_session *s, int64_t id, unsigned what, struct zd_loaded **out, struct zd_error *err)
{
	struct zd_book *book = NULL;
	if (zd_session_book(s, false, &book, err))
		return err->code;
	struct zd_loaded *l = loaded_new(s);
	struct zd_arena arena = {0};
	struct zd_pack_file *files;
	struct zd_release release;
	size_t count;
	char label[64];
	snprintf(label, sizeof label, "release %lld", (long long)id);
	int code = zd_release_get(book, id, &release, err);
	if (!code)
		code = zd_release_files(book, id, &files, &count, &arena, err);
	if (!code)
		code = zd_pack_read_files(&l->pack, label, files, count, what, &l->findings, err);
	zd_arena_free(&arena);
	if (code)
		return code;
	l->release = release;
	finish_loading(l);
	*out = l;
	return refuse_errors(l, err);
}

int zd_load_release(struct zd_session *s, int64_t id, struct zd_loaded **out, struct zd_error *err)
{
	for (size_t i = 0; i < s->loaded_count; i++) {
		if (s->loaded[i]->release.id == id && s->loaded[i]->pack) {
			*out = s->loaded[i];
			return ZD_OK;
		}
	}
	return load_release(s, id, ZD_READ_ALL & ~ZD_READ_CASES, out, err);
}

int zd_load_release_whole(struct zd_session *s, int64_t id, struct zd_loaded **out, struct zd_error *err)
{
	return load_release(s, id, ZD_READ_ALL, out, err);
}

/* People who edit files expect to see the effect: tell them when a release decides instead. */
static void note_difference(struct zd_session *s, const struct zd_release *release)
{
	char hash[65];
	struct zd_error err;
	if (s->note && zd_pack_folder_hash(hash, s->pack_path, &err) == ZD_OK && strcmp(hash, release->hash) != 0)
		zd_session_note(s,
				"the files in %s differ from release %lld, which is in force and decides; "
				"publish them, or use --draft",
				s->pack_path, (long long)release->id);
}

int zd_load_release_at(struct zd_session *s, int32_t day, struct zd_loaded **out, struct zd_error *err)
{
	struct zd_book *book = NULL;
	struct zd_release release;
	if (zd_session_book(s, false, &book, err) || zd_release_at(book, day, &release, err))
		return err->code;
	note_difference(s, &release);
	return zd_load_release(s, release.id, out, err);
}

int zd_load_files(struct zd_session *s, const char *label, const struct zd_pack_file *files, size_t count,
		  struct zd_loaded **out, struct zd_error *err)
{
	struct zd_loaded *l = loaded_new(s);
	if (zd_pack_read_files(&l->pack, label, files, count, ZD_READ_ALL, &l->findings, err))
		return err->code;
	finish_loading(l);
	*out = l;
	return ZD_OK;
}

int zd_load_changed(struct zd_session *s, const struct zd_loaded *from, const struct zd_pack_file *changes,
		    size_t count, struct zd_loaded **out, struct zd_error *err)
{
	struct zd_loaded *l = loaded_new(s);
	const struct zd_pack *p = from->pack;
	struct zd_pack_file *files = zd_alloc((p->file_count + count + 1) * sizeof *files);
	size_t n = p->file_count;
	memcpy(files, p->files, n * sizeof *files);
	for (size_t i = 0; i < count; i++) {
		size_t at = 0;
		while (at < n && strcmp(files[at].path, changes[i].path) != 0)
			at++;
		files[at] = changes[i];
		n += at == n;
	}
	int code = zd_pack_read_files(&l->pack, p->root, files, n, ZD_READ_ALL, &l->findings, err);
	free(files);
	if (code)
		return code;
	l->release = from->release;
	l->release.id = -1; /* not to be found again as the release itself */
	finish_loading(l);
	*out = l;
	return refuse_errors(l, err);
}

const char *zd_folder_release(struct zd_session *s, const struct zd_loaded *loaded)
{
	struct zd_book *book = NULL;
	struct zd_release release;
	struct zd_error ignored;
	if (!zd_file_exists(s->book_path) || zd_session_book(s, false, &book, &ignored) ||
	    zd_release_at(book, zd_today(), &release, &ignored) || strcmp(release.hash, loaded->pack->hash) != 0)
		return "draft";
	return zd_arena_printf(&loaded->pack->arena, "release %lld", (long long)release.id);
}

/* ---- when and who ---- */

int32_t zd_today(void)
{
	time_t now = time(NULL);
	struct tm tm;
	localtime_r(&now, &tm);
	return zd_date_days((struct zd_date){tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday});
}

int zd_when_parse(struct zd_when *out, const char *as_of, const char *period, struct zd_error *err)
{
	struct zd_date first, last, date;
	out->period = ZD_PERIOD_NONE;
	out->as_of = zd_today();
	if (as_of && period)
		return zd_fail(err, ZD_USAGE, "a date and a period at once: give one of them");
	if (as_of) {
		if (!zd_date_parse(as_of, strlen(as_of), &date))
			return zd_fail(err, ZD_USAGE, "'%s' is no date such as 2025-11-30", as_of);
		out->as_of = zd_date_days(date);
	}
	if (period) {
		if (!zd_period_parse(period, &out->period, &first, &last))
			return zd_fail(err, ZD_USAGE, "'%s' is no period such as 2025-11, 2025Q4 or 2025", period);
		out->as_of = zd_date_days(last);
	}
	return ZD_OK;
}

void zd_user_name(char *buf, size_t size)
{
	struct passwd entry, *found = NULL;
	char space[4096];
	if (getpwuid_r(getuid(), &entry, space, sizeof space, &found) == 0 && found)
		snprintf(buf, size, "%s", found->pw_name);
	else
		snprintf(buf, size, "uid %ld", (long)getuid());
}
