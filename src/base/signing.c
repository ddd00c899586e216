/* Signatures, by libsodium. */
#include "base/signing.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

_Static_assert(ZD_KEY_LEN == 2 * crypto_sign_PUBLICKEYBYTES && ZD_SECRET_LEN == 2 * crypto_sign_SECRETKEYBYTES &&
		       ZD_SIGNATURE_LEN == 2 * crypto_sign_BYTES,
	       "keys and signatures have other lengths");

static void start(void)
{
	if (sodium_init() < 0) {
		fputs("zhidu: libsodium does not start\n", stderr);
		abort();
	}
}

/* Exactly 2 * size lower-case hexadecimal digits. */
static bool from_hex(unsigned char *out, size_t size, const char *text)
{
	size_t n;
	return strlen(text) == 2 * size && strspn(text, "0123456789abcdef") == 2 * size &&
	       sodium_hex2bin(out, size, text, 2 * size, NULL, &n, NULL) == 0 && n == size;
}

bool zd_key_ok(const char *text)
{
	unsigned char key[crypto_sign_PUBLICKEYBYTES];
	return from_hex(key, sizeof key, text);
}

void zd_key_make(char public_key[ZD_KEY_LEN + 1], char secret[ZD_SECRET_LEN + 1])
{
	unsigned char pk[crypto_sign_PUBLICKEYBYTES], sk[crypto_sign_SECRETKEYBYTES];
	start();
	crypto_sign_keypair(pk, sk);
	sodium_bin2hex(public_key, ZD_KEY_LEN + 1, pk, sizeof pk);
	sodium_bin2hex(secret, ZD_SECRET_LEN + 1, sk, sizeof sk);
	sodium_memzero(sk, sizeof sk);
}

bool zd_key_public(char public_key[ZD_KEY_LEN + 1], const char *secret)
{
	unsigned char sk[crypto_sign_SECRETKEYBYTES], seed[crypto_sign_SEEDBYTES], pk[crypto_sign_PUBLICKEYBYTES],
		again[crypto_sign_SECRETKEYBYTES];
	start();
	bool ok = from_hex(sk, sizeof sk, secret) && crypto_sign_ed25519_sk_to_seed(seed, sk) == 0 &&
		  crypto_sign_seed_keypair(pk, again, seed) == 0 && sodium_memcmp(sk, again, sizeof sk) == 0;
	if (ok)
		sodium_bin2hex(public_key, ZD_KEY_LEN + 1, pk, sizeof pk);
	sodium_memzero(sk, sizeof sk);
	sodium_memzero(seed, sizeof seed);
	sodium_memzero(again, sizeof again);
	return ok;
}

void zd_sign_bytes(char signature[ZD_SIGNATURE_LEN + 1], const void *data, size_t size, const char *secret)
{
	unsigned char sk[crypto_sign_SECRETKEYBYTES] = {0}, made[crypto_sign_BYTES];
	start();
	from_hex(sk, sizeof sk, secret);
	crypto_sign_detached(made, NULL, data, size, sk);
	sodium_bin2hex(signature, ZD_SIGNATURE_LEN + 1, made, sizeof made);
	sodium_memzero(sk, sizeof sk);
}

bool zd_signature_fits(const char *signature, const void *data, size_t size, const char *public_key)
{
	unsigned char made[crypto_sign_BYTES], pk[crypto_sign_PUBLICKEYBYTES];
	start();
	return from_hex(made, sizeof made, signature) && from_hex(pk, sizeof pk, public_key) &&
	       crypto_sign_verify_detached(made, data, size, pk) == 0;
}

void zd_forget(void *data, size_t size)
{
	sodium_memzero(data, size);
}
