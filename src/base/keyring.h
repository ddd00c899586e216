/*
 * The keyring: a file of keys, outside of every book, that only its owner may
 * read. A line is `BOOK KEY BYTES MADE`: the book's id, the key's id, its
 * bytes in hexadecimal, the day it was made. Lines that begin with # are
 * notes. Whoever can read it can open what is sealed.
 */
#ifndef ZD_BASE_KEYRING_H
#define ZD_BASE_KEYRING_H

#include "base/seal.h"

/* $ZHIDU_KEYS, or zhidu/keys in the user's configuration folder; the caller frees it. ZD_IO where there is neither. */
int zd_keyring_path(char **out, struct zd_error *err);
/*
 * Adds a book's keys to `out`. A missing file has none. ZD_DENIED when others
 * than its owner may read or write it, or it is not the user's; ZD_DATA with
 * the line that is none.
 */
int zd_keyring_read(struct zd_keys *out, const char *path, const char *book, struct zd_error *err);
/*
 * Adds keys to the file, which is made where there is none (mode 0600); whole or not at all, synced. Those that are there
 * stay. Where the path is a link, the file that it leads to is written; ZD_IO when it leads nowhere.
 */
int zd_keyring_add(const char *given, const char *book, const struct zd_sealkey *keys, size_t count,
		   struct zd_error *err);

#endif
