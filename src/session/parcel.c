/* Releases as signed files: keys, export, import, and whom the book trusts. */
#include "pack/parcel.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "session/actor.h"
#include "session/trust.h"

#define KEY_HEAD "zhidu secret key 1\n"

/* ---- keys ---- */

static bool write_all(int fd, const char *s, size_t n)
{
	while (n) {
		ssize_t done = write(fd, s, n);
		if (done < 0 && errno != EINTR)
			return false;
		s += done > 0 ? done : 0;
		n -= done > 0 ? (size_t)done : 0;
	}
	return fsync(fd) == 0;
}

int zd_release_key(const char *file, char key[ZD_KEY_LEN + 1], struct zd_error *err)
{
	char secret[ZD_SECRET_LEN + 1], text[sizeof KEY_HEAD + ZD_SECRET_LEN + 1];
	int fd = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return errno == EEXIST
			       ? zd_fail_at(err, ZD_USAGE, file, 0, 0, "this file exists already; it is left as it is")
			       : zd_fail_at(err, ZD_IO, file, 0, 0, "cannot be made: %s", strerror(errno));
	zd_key_make(key, secret);
	int n = snprintf(text, sizeof text, KEY_HEAD "%s\n", secret);
	bool ok = write_all(fd, text, (size_t)n);
	ok = close(fd) == 0 && ok;
	zd_forget(secret, sizeof secret);
	zd_forget(text, sizeof text);
	if (ok)
		return ZD_OK;
	unlink(file);
	return zd_fail_at(err, ZD_IO, file, 0, 0, "cannot be written: %s", strerror(errno));
}

/* The secret key of a file that nobody but its owner can read. */
static int read_secret(char secret[ZD_SECRET_LEN + 1], const char *file, struct zd_error *err)
{
	struct stat st;
	struct zd_arena arena = {0};
	char *text, key[ZD_KEY_LEN + 1];
	size_t size, head = strlen(KEY_HEAD);
	if (stat(file, &st) == 0 && S_ISREG(st.st_mode) && (st.st_mode & 077))
		return zd_fail_at(err, ZD_DENIED, file, 0, 0, "others can read this secret key: chmod 600 first");
	int code = zd_file_read(&text, &size, file, 4096, &arena, err);
	if (!code) {
		bool ok = size == head + ZD_SECRET_LEN + 1 && strncmp(text, KEY_HEAD, head) == 0;
		if (ok) {
			memcpy(secret, text + head, ZD_SECRET_LEN);
			secret[ZD_SECRET_LEN] = '\0';
		}
		if (!ok || !zd_key_public(key, secret))
			code = zd_fail_at(err, ZD_DATA, file, 0, 0, "this is no secret key of zhidu");
		zd_forget(text, size);
	}
	zd_arena_free(&arena);
	return code;
}

/* ---- export ---- */

int zd_release_export(struct zd_session *s, int64_t release, const char *file, const char *keyfile,
		      struct zd_error *err)
{
	struct zd_arena arena = {0};
	struct zd_str out = {0};
	struct zd_book *book;
	struct zd_release r;
	struct zd_parcel parcel = {.release = release};
	enum zd_release_state state = ZD_RELEASE_DRAFT;
	char secret[ZD_SECRET_LEN + 1] = "";
	int code = zd_session_book(s, false, &book, err);
	if (!code)
		code = zd_release_state(book, release, zd_today(), &state, err);
	if (!code && (state == ZD_RELEASE_DRAFT || state == ZD_RELEASE_PROPOSED || state == ZD_RELEASE_REJECTED))
		code = zd_fail(err, ZD_USAGE, "release %lld is not in force, and was not: it is not given to others",
			       (long long)release);
	if (!code)
		code = zd_release_get(book, release, &r, err);
	if (!code)
		code = zd_release_files(book, release, &parcel.files, &parcel.count, &arena, err);
	if (!code)
		code = read_secret(secret, keyfile, err);
	if (!code) {
		parcel.effective = r.effective;
		parcel.author = r.author;
		parcel.message = r.message;
		zd_parcel_write(&out, &parcel, secret);
		code = zd_file_write(file, out.s, out.len, err);
	}
	zd_forget(secret, sizeof secret);
	zd_str_free(&out);
	zd_arena_free(&arena);
	return code;
}

/* ---- import ---- */

struct importing {
	struct zd_session *session;
	struct zd_book *book;
	struct zd_arena arena;
	struct zd_parcel parcel;
	struct zd_candidate candidate;
	char hash[ZD_HASH_LEN + 1];
	const char *branch; /* whose files are the book's own */
};

static int find_trust(struct importing *i, struct zd_error *err)
{
	struct zd_trusted *list;
	size_t count;
	if (zd_trust_get(i->book, &list, &count, &i->arena, err))
		return err->code;
	if (!count)
		return zd_fail(err, ZD_DENIED, "this book trusts no key yet (zhidu release trust KEY)");
	i->branch = list[0].branch;
	for (size_t k = 0; k < count; k++) {
		if (strcmp(list[k].key, i->parcel.key) == 0)
			return ZD_OK;
	}
	return zd_fail(err, ZD_DENIED, "the release is signed by %s, which this book does not trust", i->parcel.key);
}

static bool has_folder(const struct zd_pack_file *files, size_t count, const char *path)
{
	size_t n = (size_t)(strchr(path + strlen("branches/"), '/') - path) + 1;
	for (size_t i = 0; i < count; i++) {
		if (strncmp(files[i].path, path, n) == 0)
			return true;
	}
	return false;
}

/* The file of the parcel but for the book's own, which are those in force on its date; a branch that the book lacks comes along. */
static int merge(struct importing *i, struct zd_pack_file **out, size_t *count, struct zd_error *err)
{
	struct zd_release base;
	struct zd_pack_file *own = NULL;
	size_t n = 0;
	*count = 0;
	if (zd_release_at(i->book, i->parcel.effective, &base, err)) {
		if (err->code != ZD_NOT_FOUND)
			return err->code;
	} else if (zd_release_files(i->book, base.id, &own, &n, &i->arena, err)) {
		return err->code;
	}
	*out = zd_arena_alloc(&i->arena, (i->parcel.count + n + 1) * sizeof **out);
	for (size_t k = 0; k < i->parcel.count; k++) {
		const char *path = i->parcel.files[k].path;
		bool kept = zd_is_own_file(path, i->branch) && strchr(path + strlen("branches/"), '/') &&
			    has_folder(own, n, path);
		if (!kept)
			(*out)[(*count)++] = i->parcel.files[k];
	}
	for (size_t k = 0; k < n; k++) {
		if (zd_is_own_file(own[k].path, i->branch))
			(*out)[(*count)++] = own[k];
	}
	return ZD_OK;
}

static int read_candidate(struct importing *i, const char *file, struct zd_error *err)
{
	struct zd_pack_file *files = NULL;
	char *data;
	size_t size, count = 0;
	int64_t before;
	if (zd_file_read(&data, &size, file, ZD_PARCEL_MAX, &i->arena, err))
		return err->code;
	if (zd_parcel_read(&i->parcel, data, size, &i->arena, err)) {
		const struct zd_error why = *err;
		return zd_fail_at(err, why.code, file, 0, 0, "%s", why.message);
	}
	if (find_trust(i, err) || merge(i, &files, &count, err) ||
	    zd_load_files(i->session, file, files, count, &i->candidate.loaded, err) ||
	    zd_sound(i->candidate.loaded, err))
		return err->code;
	zd_group_hash(i->candidate.loaded->pack, i->branch, i->hash);
	i->candidate.source = "import";
	i->candidate.of = i->parcel.release;
	i->candidate.signer = i->parcel.key;
	i->candidate.signed_hash = i->hash;
	if (zd_import_find(i->book, i->parcel.key, i->parcel.release, i->hash, &before, err))
		return err->code;
	if (before)
		return zd_fail_at(err, ZD_DATA, file, 0, 0, "this release is in the book already, as release %lld",
				  (long long)before);
	return ZD_OK;
}

int zd_release_import(struct zd_session *s, const char *file, const struct zd_publish *p, FILE *out,
		      struct zd_published *result, struct zd_error *err)
{
	struct importing i = {.session = s};
	struct zd_publish asked = *p;
	char date[ZD_DATE_LEN + 1];
	*result = (struct zd_published){0};
	int code = zd_session_book(s, !p->dry, &i.book, err);
	if (!code)
		code = read_candidate(&i, file, err);
	if (!code) {
		zd_date_format(zd_date_from_days(i.parcel.effective), date);
		asked.effective = date;
		if (!asked.message || !*asked.message)
			asked.message = i.parcel.message;
		code = zd_publish_candidate(s, &i.candidate, &asked, out, result, err);
	}
	zd_arena_free(&i.arena);
	return code;
}

/* ---- trust ---- */

/* Where the pack names who approves releases, only they say whom to trust; an open book can still be set up. */
static int check_right(struct zd_session *s, struct zd_book *book, struct zd_arena *arena, struct zd_error *err)
{
	struct zd_release release;
	struct zd_loaded *loaded;
	struct zd_actor actor;
	if (zd_release_at(book, zd_today(), &release, err) || zd_load_release(s, release.id, &loaded, err) ||
	    zd_actor_find(&actor, s, loaded, arena, err))
		return err->code;
	const char *role = loaded->pack->publish.approver;
	if (!role || actor.open || zd_actor_has_role(&actor, role))
		return ZD_OK;
	return zd_fail(err, ZD_DENIED, "whom this book trusts is for a \"%s\" to say", role);
}

static int check_trust(struct zd_book *book, const char *key, bool revoke, struct zd_arena *arena, struct zd_error *err)
{
	struct zd_trusted *list;
	size_t count;
	bool trusted = false;
	if (!zd_key_ok(key))
		return zd_fail(err, ZD_USAGE, "'%s' is no public key: it has %d hexadecimal digits", key, ZD_KEY_LEN);
	if (zd_trust_get(book, &list, &count, arena, err))
		return err->code;
	for (size_t i = 0; i < count; i++)
		trusted |= strcmp(list[i].key, key) == 0;
	return revoke && !trusted ? zd_fail(err, ZD_USAGE, "this book does not trust that key") : ZD_OK;
}

int zd_release_trust(struct zd_session *s, const char *key, const char *branch, bool revoke, const char *message,
		     struct zd_error *err)
{
	struct zd_arena arena = {0};
	struct zd_book *book;
	char author[64];
	if (!message || !*message)
		return zd_fail(err, ZD_USAGE, "trust wants the reason: -m WHY");
	if (branch && (!*branch || strchr(branch, '/')))
		return zd_fail(err, ZD_USAGE, "'%s' is no branch", branch);
	zd_user_name(author, sizeof author);
	int code = zd_session_book(s, true, &book, err);
	if (!code)
		code = check_trust(book, key, revoke, &arena, err);
	if (!code)
		code = check_right(s, book, &arena, err);
	if (!code)
		code = zd_book_begin(book, err);
	if (!code) {
		code = zd_trust_put(book, key, !revoke, branch ? branch : "", author, message, err);
		if (!code)
			code = zd_book_commit(book, err);
		if (code)
			zd_book_rollback(book);
	}
	zd_arena_free(&arena);
	return code;
}

int zd_release_trusted(struct zd_session *s, struct zd_sink *sink, struct zd_error *err)
{
	struct zd_book *book;
	return zd_session_book(s, false, &book, err) ? (int)err->code : zd_trust_list(book, sink, err);
}
