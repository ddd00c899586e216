/* Content hashes, by libsodium. */
#include "base/file.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HASH_BYTES (ZD_HASH_LEN / 2)

_Static_assert(sizeof(crypto_generichash_state) <= sizeof((struct zd_hash *)0)->state,
	       "the state of BLAKE2b does not fit");

static crypto_generichash_state *state_of(struct zd_hash *h)
{
	return (crypto_generichash_state *)(void *)h->state;
}

void zd_hash_begin(struct zd_hash *h)
{
	/* Chooses the fastest code for this machine; repeated calls return at once. */
	if (sodium_init() < 0) {
		fputs("zhidu: libsodium does not start\n", stderr);
		abort();
	}
	memset(h, 0, sizeof *h);
	crypto_generichash_init(state_of(h), NULL, 0, HASH_BYTES);
}

void zd_hash_add(struct zd_hash *h, const void *p, size_t n)
{
	if (n)
		crypto_generichash_update(state_of(h), p, n);
}

void zd_hash_end(struct zd_hash *h, char out[ZD_HASH_LEN + 1])
{
	unsigned char bytes[HASH_BYTES];

	crypto_generichash_final(state_of(h), bytes, sizeof bytes);
	sodium_bin2hex(out, ZD_HASH_LEN + 1, bytes, sizeof bytes);
}
