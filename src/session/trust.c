/* Books that take signed releases only. */
#include "session/trust.h"

#include <stdlib.h>
#include <string.h>

#include "model/same.h"

bool zd_is_own_file(const char *path, const char *branch)
{
	static const char FOLDER[] = "branches/";
	size_t n = strlen(FOLDER), m = strlen(branch);
	if (strncmp(path, FOLDER, n) != 0)
		return false;
	return m == 0 || (strncmp(path + n, branch, m) == 0 && path[n + m] == '/');
}

void zd_group_hash(const struct zd_pack *pack, const char *branch, char out[ZD_HASH_LEN + 1])
{
	struct zd_pack_file *files = zd_alloc((pack->file_count + 1) * sizeof *files);
	size_t n = 0;
	for (size_t i = 0; i < pack->file_count; i++) {
		if (!zd_is_own_file(pack->files[i].path, branch))
			files[n++] = pack->files[i];
	}
	zd_pack_hash(files, n, out);
	free(files);
}

static const struct zd_pack_file *file_of(const struct zd_pack *pack, const char *path)
{
	for (size_t i = 0; i < pack->file_count; i++) {
		if (strcmp(pack->files[i].path, path) == 0)
			return &pack->files[i];
	}
	return NULL;
}

/* A file of `a` that is not the book's own, and that `b` lacks or has otherwise; NULL: none. */
static const char *differing(const struct zd_pack *a, const struct zd_pack *b, const char *branch)
{
	for (size_t i = 0; i < a->file_count; i++) {
		const struct zd_pack_file *f = &a->files[i], *other = file_of(b, f->path);
		if (!zd_is_own_file(f->path, branch) &&
		    (!other || other->size != f->size || memcmp(other->data, f->data, f->size) != 0))
			return f->path;
	}
	return NULL;
}

static int deny(const char *file, const char *branch, const struct zd_loaded *base, struct zd_error *err)
{
	return zd_fail_at(err, ZD_DENIED, file, 0, 0,
			  "this book takes signed releases only: the file differs from release %lld; only files under "
			  "branches/%s%s are the book's own (zhidu release import brings the others)",
			  (long long)base->release.id, branch, *branch ? "/" : "");
}

static int weigh(struct zd_session *s, struct zd_book *book, const struct zd_candidate *c, int32_t effective,
		 const char *branch, struct zd_error *err)
{
	struct zd_release release;
	struct zd_loaded *base;
	char hash[ZD_HASH_LEN + 1];
	bool vouched;
	zd_group_hash(c->loaded->pack, branch, hash);
	if (zd_trust_vouches(book, hash, &vouched, err))
		return err->code;
	if (vouched)
		return ZD_OK;
	if (zd_release_at(book, effective, &release, err))
		return err->code == ZD_NOT_FOUND
			       ? zd_fail(err, ZD_DENIED, "this book takes signed releases only (zhidu release import)")
			       : (int)err->code;
	if (zd_load_release(s, release.id, &base, err))
		return err->code;
	const char *file = differing(c->loaded->pack, base->pack, branch);
	if (!file)
		file = differing(base->pack, c->loaded->pack, branch);
	return file ? deny(file, branch, base, err) : ZD_OK;
}

int zd_trust_allows(struct zd_session *s, const struct zd_candidate *c, int32_t effective, struct zd_error *err)
{
	struct zd_arena arena = {0};
	struct zd_book *book;
	struct zd_trusted *trusted;
	size_t count;
	if (c->signed_hash)
		return ZD_OK;
	int code = zd_session_book(s, false, &book, err);
	if (!code)
		code = zd_trust_get(book, &trusted, &count, &arena, err);
	if (!code && count)
		code = weigh(s, book, c, effective, trusted[0].branch, err);
	zd_arena_free(&arena);
	return code;
}
