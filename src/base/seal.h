/*
 * Sealing: short texts encrypted and bound to their place, by libsodium
 * (XChaCha20-Poly1305, a random nonce each). A sealed text is
 *
 *     zd1:<key id>:<base64url of nonce, ciphertext and tag>
 *
 * The plaintext is padded to a multiple of 16 bytes. The associated data
 * names the place, so that a sealed text cannot be moved to another. A key's
 * id is made from the key, so a wrong key cannot pass for it.
 */
#ifndef ZD_BASE_SEAL_H
#define ZD_BASE_SEAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "zhidu/error.h"

#define ZD_KEY_BYTES 32
#define ZD_KEY_ID_LEN 16

struct zd_sealkey {
	char id[ZD_KEY_ID_LEN + 1]; /* hexadecimal */
	char made[11];              /* ISO date */
	unsigned char bytes[ZD_KEY_BYTES];
};

struct zd_keys {
	struct zd_sealkey *items;
	size_t count, cap;
};

/* A fresh random key. */
void zd_sealkey_make(struct zd_sealkey *out, const char *made);
/* The key of given bytes; fills the id. */
void zd_sealkey_of(struct zd_sealkey *out, const unsigned char bytes[ZD_KEY_BYTES], const char *made);
const struct zd_sealkey *zd_keys_find(const struct zd_keys *keys, const char *id); /* NULL: none */
/* Adds a copy unless it is there. */
void zd_keys_add(struct zd_keys *keys, const struct zd_sealkey *key);
void zd_keys_free(struct zd_keys *keys); /* wipes them */

/* Random bytes as 2n hexadecimal digits, terminated; n is at most 32. */
void zd_random_hex(char *out, size_t n);

/* Whether a text has the form of a sealed one; id (may be NULL) gets the key's. */
bool zd_is_sealed(const char *s, size_t len, char id[ZD_KEY_ID_LEN + 1]);
/* Appends the sealed text. */
void zd_seal(struct zd_str *out, const struct zd_sealkey *key, const char *place, size_t place_len, const char *plain,
	     size_t len);
/* Appends the plaintext. False: another key, another place, or changed. */
bool zd_unseal(struct zd_str *out, const struct zd_sealkey *key, const char *place, size_t place_len, const char *s,
	       size_t len);

#endif
