/*
 * Secrets: the values of sensitive fields in their columns. A column holds
 * sealed text (base/seal.h) bound to entity, field and record, whatever the
 * field's type. The keys come from outside of the book; the book knows only
 * their ids, and which is in use.
 */
#ifndef ZD_STORE_SECRET_H
#define ZD_STORE_SECRET_H

#include <sqlite3.h>

#include "base/seal.h"
#include "model/entity.h"
#include "store/book.h"

#define ZD_BOOK_ID_LEN 32

/* The book's id, made when it gets its first key; "" before that. */
int zd_book_id(char out[ZD_BOOK_ID_LEN + 1], struct zd_book *b, struct zd_error *err);
/* The keys for a book; they are copied. `trouble` (or NULL) says why there are none. */
void zd_book_unlock(struct zd_book *b, const struct zd_keys *keys, const struct zd_error *trouble);
const struct zd_keys *zd_book_keys(struct zd_book *b);

/* Before values are sealed: finds the key in use. ZD_DENIED when the book has none yet, or the keyring lacks it. */
int zd_secret_begin(struct zd_book *b, struct zd_error *err);
/* From here on this key is used, whatever the book says: for a rotation. */
int zd_secret_use(struct zd_book *b, const char *id, struct zd_error *err);
/* The stored form of a value of a record: sealed text into *text, which *out borrows; nil is nil. */
int zd_secret_seal(struct zd_value *out, struct zd_str *text, struct zd_book *b, const char *entity, const char *field,
		   const struct zd_value *key, const struct zd_value *value, struct zd_error *err);
/*
 * A sealed column of a statement as a value of the field's type, in the
 * arena. ZD_DENIED: the key is not there; ZD_BOOK: it was changed or moved,
 * or is not sealed at all.
 */
int zd_secret_column(struct zd_value *out, struct zd_book *b, sqlite3_stmt *s, int at, const char *entity,
		     const char *field, enum zd_kind kind, const struct zd_value *key, struct zd_arena *arena,
		     struct zd_error *err);
/* What is shown instead: of a text field three stars and the last characters; of any other only the stars. */
struct zd_value zd_secret_mask(struct zd_arena *arena, enum zd_kind kind, const struct zd_value *v);
/* A value that was masked must not come back as if it were one: ZD_DATA. */
int zd_secret_refuse_masked(const struct zd_value *v, struct zd_error *err);

/* Closes what a book has of keys. */
struct zd_secrets;
void zd_secrets_free(struct zd_secrets *s);

#endif
