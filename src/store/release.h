/* Releases: immutable copies of packs in the book, by content hash. */
#ifndef ZD_STORE_RELEASE_H
#define ZD_STORE_RELEASE_H

#include "store/book.h"

struct zd_release {
	int64_t id;
	char hash[ZD_HASH_LEN + 1];
	bool published;    /* false: a draft kept only because a run used it */
	int32_t effective; /* the first day it is in force (published ones) */
	char made_at[24];  /* UTC, ISO */
	char author[64];
	char message[512];
};

/*
 * Keeps the pack's files. A draft with the same content as any release gives
 * that release; a published one is always a new row. Inside the caller's
 * transaction.
 */
int zd_release_put(struct zd_book *b, const struct zd_pack *pack, bool published, int32_t effective, const char *author,
		   const char *message, struct zd_release *out, struct zd_error *err);
/*
 * The published release in force at a day: the latest effective one, then the
 * latest made; one that waits for approval, or was rejected, never is.
 * ZD_NOT_FOUND: none.
 */
int zd_release_at(struct zd_book *b, int32_t day, struct zd_release *out, struct zd_error *err);
int zd_release_get(struct zd_book *b, int64_t id, struct zd_release *out, struct zd_error *err);
/* Its files, sorted by path, in the arena; verified against the hash (ZD_BOOK when they differ). */
int zd_release_files(struct zd_book *b, int64_t id, struct zd_pack_file **files, size_t *count, struct zd_arena *arena,
		     struct zd_error *err);
/* The first day from which a later one takes the place of the release in force on `day`, as a day number; INT32_MAX: none yet. */
int zd_release_until(struct zd_book *b, int32_t day, int32_t *until, struct zd_error *err);

/* X(NAME, word, title): how a release stands on a day. */
#define ZD_RELEASE_STATES(X)                                                                                           \
	X(DRAFT, "draft", "草稿")                                                                                      \
	X(PROPOSED, "proposed", "待批")                                                                                \
	X(REJECTED, "rejected", "已驳回")                                                                              \
	X(IN_FORCE, "in_force", "有效")                                                                                \
	X(SUPERSEDED, "superseded", "已被取代")                                                                        \
	X(COMING, "coming", "待生效")
enum zd_release_state {
#define X(name, word, title) ZD_RELEASE_##name,
	ZD_RELEASE_STATES(X)
#undef X
};
int zd_release_state(struct zd_book *b, int64_t id, int32_t today, enum zd_release_state *out, struct zd_error *err);
/* All releases: id, status (as of today), effective, made_at, author, message, origin, hash. */
int zd_release_list(struct zd_book *b, int32_t today, struct zd_sink *sink, struct zd_error *err);

#endif
