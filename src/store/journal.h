/*
 * The journal: what happened to the book, in order, each entry chained by
 * hash to the one before it. An entry speaks about rows that are never
 * changed afterwards and holds a digest over them, so that an audit finds
 * what was changed, taken away, put between or moved.
 */
#ifndef ZD_STORE_JOURNAL_H
#define ZD_STORE_JOURNAL_H

#include <sqlite3.h>

#include "base/file.h"
#include "store/book.h"

/*
 * X(name, word): the kinds of events. journal.c says for each which rows its
 * digest covers. What a kind covers may grow only with a new kind: the
 * digests on record stand.
 */
#define ZD_ENTRY_KINDS(X)                                                                                              \
	X(RELEASE, "release")                                                                                          \
	X(RUN, "run")                                                                                                  \
	X(PUBLICATION, "publication")                                                                                  \
	X(VERDICT, "verdict")                                                                                          \
	X(TRUST, "trust")                                                                                              \
	X(APPROVAL, "approval")                                                                                        \
	X(CLOSE, "close")                                                                                              \
	X(KEY, "key")                                                                                                  \
	X(REVEAL, "reveal")

enum zd_entry_kind {
#define X(name, word) ZD_ENTRY_##name,
	ZD_ENTRY_KINDS(X)
#undef X
	ZD_ENTRY_KIND_COUNT
};

/* Adds an entry about the rows of `ref`, inside the caller's transaction, after they are written. */
int zd_journal_add(struct zd_book *b, enum zd_entry_kind kind, int64_t ref, struct zd_error *err);
/* Inside the transaction that brings an older book up: entries for what it has without one, oldest first. */
int zd_journal_adopt(sqlite3 *db, struct zd_error *err);

/* ---- for the audit ---- */

/* The first hash of the chain: that of nothing. */
void zd_journal_seed(char out[ZD_HASH_LEN + 1]);
/* The word of a kind; and the kind of a word on record, false: none such. */
const char *zd_entry_kind_word(enum zd_entry_kind kind);
bool zd_entry_kind_of(const char *word, enum zd_entry_kind *out);
/* The digest over the rows of ref, as they are now. *rows: how many there are. */
int zd_journal_digest(char out[ZD_HASH_LEN + 1], size_t *rows, sqlite3 *db, enum zd_entry_kind kind, int64_t ref,
		      struct zd_error *err);
/* The hash of an entry. */
void zd_journal_hash(char out[ZD_HASH_LEN + 1], const char *before, int64_t id, const char *kind, int64_t ref,
		     const char *digest);
/* SQL that gives the refs of a kind that are on record, in order: each wants an entry. */
const char *zd_journal_refs(enum zd_entry_kind kind);

#endif
