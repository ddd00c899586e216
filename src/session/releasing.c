/* Releases that wait for somebody's word, and looking at releases: the list, the impact, the files. */
#include "session/releasing.h"
#include "session/keys.h"

#include <stdlib.h>
#include <string.h>

#include "session/actor.h"
#include "store/publication.h"

/* ---- signing ---- */

struct signing {
	struct zd_session *session;
	struct zd_book *book;
	struct zd_release release;
	struct zd_publication publication;
	struct zd_arena arena;
	char login[64];
	bool approve;
	const char *message;
};

static int find_proposal(struct signing *g, int64_t id, struct zd_error *err)
{
	static const char *const STANDS[] = {
#define X(name, word, title) word,
		ZD_RELEASE_STATES(X)
#undef X
	};
	enum zd_release_state state;
	bool found;
	if (zd_release_get(g->book, id, &g->release, err) || zd_release_state(g->book, id, zd_today(), &state, err) ||
	    zd_publication_get(g->book, id, &g->publication, &found, &g->arena, err))
		return err->code;
	if (state != ZD_RELEASE_PROPOSED)
		return zd_fail(err, ZD_DATA, "release %lld does not wait for anybody: it is %s", (long long)id,
			       STANDS[state]);
	return ZD_OK;
}

static int check_signer(struct signing *g, struct zd_error *err)
{
	bool own = strcmp(g->login, g->release.author) == 0;
	if (own && !g->approve)
		return ZD_OK; /* taken back */
	if (own)
		return zd_fail(err, ZD_DENIED, "release %lld is by %s: somebody else must approve it",
			       (long long)g->release.id, g->login);
	struct zd_actor actor;
	if (zd_actor_find(&actor, g->session, NULL, &g->arena, err))
		return err->code;
	if (!zd_actor_has_role(&actor, g->publication.role))
		return zd_fail(err, ZD_DENIED, "release %lld wants the word of a \"%s\"; %s is %s",
			       (long long)g->release.id, g->publication.role, g->login,
			       actor.known ? "none" : "not known as anybody");
	return ZD_OK;
}

/* The impact that was shown must be the impact that is approved. */
static int check_base(struct signing *g, struct zd_error *err)
{
	struct zd_release now = {0};
	if (zd_release_at(g->book, g->release.effective, &now, err) && err->code != ZD_NOT_FOUND)
		return err->code;
	if (now.id != g->publication.base)
		return zd_fail(err, ZD_DATA,
			       "release %lld was compared with release %lld, but release %lld is in force at its date "
			       "meanwhile: reject it and publish again",
			       (long long)g->release.id, (long long)g->publication.base, (long long)now.id);
	return ZD_OK;
}

static int write_verdict(struct signing *g, const struct zd_loaded *loaded, struct zd_error *err)
{
	size_t changes;
	if (g->approve &&
	    (check_base(g, err) || zd_session_migrate(g->book, loaded->pack, false, &zd_nowhere, &changes, err)))
		return err->code;
	return zd_verdict_put(g->book, g->release.id, g->approve, g->login, g->message, err);
}

int zd_release_sign(struct zd_session *s, int64_t release, bool approve, const char *message, struct zd_error *err)
{
	struct signing g = {.session = s, .approve = approve, .message = message};
	struct zd_loaded *loaded = NULL;
	if (!message || !*message)
		return zd_fail(err, ZD_USAGE, "a word on a release wants the reason: -m WHY");
	zd_user_name(g.login, sizeof g.login);
	int code = zd_session_book(s, true, &g.book, err);
	if (!code)
		code = find_proposal(&g, release, err);
	if (!code)
		code = check_signer(&g, err);
	if (!code && approve)
		code = zd_load_release(s, release, &loaded, err);
	if (!code)
		code = zd_book_begin(g.book, err);
	if (!code) {
		code = write_verdict(&g, loaded, err);
		if (!code)
			code = zd_book_commit(g.book, err);
		if (code)
			zd_book_rollback(g.book);
		zd_session_migrated(g.book);
	}
	zd_arena_free(&g.arena);
	return code;
}

/* ---- looking ---- */

bool zd_release_number(const char *text, int64_t *out)
{
	static const char PREFIX[] = "release-";
	if (strncmp(text, PREFIX, strlen(PREFIX)) == 0)
		text += strlen(PREFIX);
	size_t n = strspn(text, "0123456789");
	if (n == 0 || n > 15 || text[n])
		return false;
	*out = strtoll(text, NULL, 10);
	return *out > 0;
}

int zd_releases(struct zd_session *s, struct zd_sink *sink, struct zd_error *err)
{
	struct zd_book *book;
	return zd_session_book(s, false, &book, err) ? (int)err->code : zd_release_list(book, zd_today(), sink, err);
}

int zd_impact_show(struct zd_session *s, int64_t release, bool json, FILE *out, struct zd_error *err)
{
	struct zd_arena arena = {0};
	struct zd_publication p = {0};
	struct zd_release r;
	struct zd_book *book;
	bool found = false;
	int code = zd_session_book(s, false, &book, err);
	if (!code)
		code = zd_release_get(book, release, &r, err);
	if (!code)
		code = zd_publication_get(book, release, &p, &found, &arena, err);
	if (!code && !found)
		code = zd_fail(err, ZD_NOT_FOUND, "release %lld has no impact on record", (long long)release);
	if (!code && json)
		fprintf(out, "%s\n", p.data);
	else if (!code)
		fprintf(out, "%s%s", p.summary, p.detail);
	if (!code && !json && p.role)
		fprintf(out, "\n超过限度，须由“%s”批准：\n%s\n", p.role, p.why);
	zd_arena_free(&arena);
	return code;
}

static int put_files(const struct zd_pack_file *files, size_t count, struct zd_sink *sink, struct zd_error *err)
{
	static const struct zd_head HEADS[] = {{"path", "文件", {.kind = ZD_KIND_TEXT}},
					       {"size", "字节", {.kind = ZD_KIND_INT}},
					       {"hash", "内容校验", {.kind = ZD_KIND_TEXT}}};
	int code = sink->begin(sink, HEADS, sizeof HEADS / sizeof *HEADS, err);
	for (size_t i = 0; i < count && !code; i++) {
		struct zd_hash hash;
		char hex[ZD_HASH_LEN + 1];
		zd_hash_begin(&hash);
		zd_hash_add(&hash, files[i].data, files[i].size);
		zd_hash_end(&hash, hex);
		struct zd_value row[] = {zd_value_string(files[i].path), zd_value_int((int64_t)files[i].size),
					 zd_value_string(hex)};
		code = sink->row(sink, row, err);
	}
	return code ? code : sink->end(sink, err);
}

/* With a sink the list, with a path one file. */
static int show(struct zd_session *s, int64_t release, struct zd_sink *sink, const char *path, FILE *out,
		struct zd_error *err)
{
	struct zd_arena arena = {0};
	struct zd_book *book;
	struct zd_pack_file *files = NULL;
	size_t count = 0, i = 0;
	int code = zd_session_book(s, false, &book, err);
	if (!code)
		code = zd_release_files(book, release, &files, &count, &arena, err);
	if (!code && sink)
		code = put_files(files, count, sink, err);
	while (!code && path && i < count && !zd_same_pack_file(path, files[i].path))
		i++;
	if (!code && path && i == count)
		code = zd_fail(err, ZD_NOT_FOUND, "release %lld has no file '%s'", (long long)release, path);
	else if (!code && path)
		fwrite(files[i].data, 1, files[i].size, out);
	zd_arena_free(&arena);
	return code;
}

int zd_release_show(struct zd_session *s, int64_t release, struct zd_sink *sink, struct zd_error *err)
{
	return show(s, release, sink, NULL, NULL, err);
}

int zd_release_show_file(struct zd_session *s, int64_t release, const char *path, FILE *out, struct zd_error *err)
{
	return show(s, release, NULL, path, out, err);
}
