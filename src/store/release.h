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
/* The published release in force at a day: the latest effective one, then the latest made. ZD_NOT_FOUND: none. */
int zd_release_at(struct zd_book *b, int32_t day, struct zd_release *out, struct zd_error *err);
int zd_release_get(struct zd_book *b, int64_t id, struct zd_release *out, struct zd_error *err);
/* Its files, sorted by path, in the arena; verified against the hash (ZD_BOOK when they differ). */
int zd_release_files(struct zd_book *b, int64_t id, struct zd_pack_file **files, size_t *count, struct zd_arena *arena,
		     struct zd_error *err);
/* All releases: id, effective, published, made_at, author, message, hash. */
int zd_release_list(struct zd_book *b, struct zd_sink *sink, struct zd_error *err);

#endif
