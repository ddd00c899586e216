/*
 * What belongs to a release beside its files: where it comes from, what it
 * was found to change, who must agree, who did; and whose signed releases the
 * book takes. Rows are only added, each in the caller's transaction and with
 * an entry in the journal.
 */
#ifndef ZD_STORE_PUBLICATION_H
#define ZD_STORE_PUBLICATION_H

#include "store/book.h"

struct zd_publication {
	const char *source;      /* "rollback", "import"; NULL: the pack's folder */
	int64_t of;              /* of a rollback or import: the release's number, there */
	const char *signer;      /* of an import: the public key */
	const char *signed_hash; /* of an import: of the files that it brought */
	int64_t base;            /* the release it was compared with; 0: none */
	const char *as_of;       /* of the records that were decided; NULL: the impact was not computed */
	const char *summary, *detail, *data;
	const char *role; /* of who must approve; NULL: nobody need */
	const char *why;  /* the limits it goes beyond, a line each */
};
int zd_publication_put(struct zd_book *b, int64_t release, const struct zd_publication *p, struct zd_error *err);
/* Its texts live in the arena. *found: a release that `init` made has none. */
int zd_publication_get(struct zd_book *b, int64_t release, struct zd_publication *out, bool *found,
		       struct zd_arena *arena, struct zd_error *err);

/* What was said to a proposal. ZD_DATA: it has an answer already. */
int zd_verdict_put(struct zd_book *b, int64_t release, bool approved, const char *author, const char *message,
		   struct zd_error *err);

/* A trusted key. */
struct zd_trusted {
	char key[ZD_HASH_LEN + 1];
	const char *branch; /* whose files are the book's own; "": all branches' */
};
int zd_trust_put(struct zd_book *b, const char *key, bool trusted, const char *branch, const char *author,
		 const char *message, struct zd_error *err);
/* The keys trusted now, the latest first. */
int zd_trust_get(struct zd_book *b, struct zd_trusted **out, size_t *count, struct zd_arena *arena,
		 struct zd_error *err);
/* All of it: key, trusted, branch, made_at, author, message. */
int zd_trust_list(struct zd_book *b, struct zd_sink *sink, struct zd_error *err);
/* The release that was imported from this signed one and was not rejected; 0: none. */
int zd_import_find(struct zd_book *b, const char *signer, int64_t of, const char *signed_hash, int64_t *release,
		   struct zd_error *err);
/* Whether an import under a trusted key brought files with this hash. */
int zd_trust_vouches(struct zd_book *b, const char *signed_hash, bool *out, struct zd_error *err);

#endif
