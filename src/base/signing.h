/* Signatures: Ed25519, keys and signatures as hexadecimal text. */
#ifndef ZD_BASE_SIGNING_H
#define ZD_BASE_SIGNING_H

#include <stdbool.h>
#include <stddef.h>

#include "zhidu/error.h"

#define ZD_KEY_LEN 64        /* a public key */
#define ZD_SECRET_LEN 128    /* a secret key, the public one in it */
#define ZD_SIGNATURE_LEN 128 /* a signature */

bool zd_key_ok(const char *text); /* exactly as many hexadecimal digits, lower case */
/* A new pair. */
void zd_key_make(char public_key[ZD_KEY_LEN + 1], char secret[ZD_SECRET_LEN + 1]);
/* False: it is no secret key, or does not fit its public part. */
bool zd_key_public(char public_key[ZD_KEY_LEN + 1], const char *secret);
void zd_sign_bytes(char signature[ZD_SIGNATURE_LEN + 1], const void *data, size_t size, const char *secret);
bool zd_signature_fits(const char *signature, const void *data, size_t size, const char *public_key);
/* Overwrites what held a secret. */
void zd_forget(void *data, size_t size);

#endif
