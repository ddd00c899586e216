/* The keys of the session's book: given to it when it is opened, made when it first needs one. */
#ifndef ZD_SESSION_KEYS_H
#define ZD_SESSION_KEYS_H

#include "session/session.h"

/* Gives an opened book the keys that the keyring has for it. What stands in the way is said when a key is needed. */
void zd_session_unlock(struct zd_book *book);
/*
 * zd_book_migrate, with a first key where the model has sensitive fields and
 * the book has none, and what was plain overwritten. Inside the caller's
 * transaction; after its end call zd_session_migrated.
 */
int zd_session_migrate(struct zd_book *book, const struct zd_pack *pack, bool dry, struct zd_sink *changes,
		       size_t *count, struct zd_error *err);
void zd_session_migrated(struct zd_book *book);
/* The same for a copy that is thrown away again: the keyring is left alone. */
int zd_session_migrate_copy(struct zd_book *copy, const struct zd_pack *pack, struct zd_error *err);
/* How the sensitive values stand, in words: for the doctor. */
int zd_session_secrets(struct zd_book *book, char *text, size_t size, struct zd_error *err);

#endif
