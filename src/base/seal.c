/* Sealing, by libsodium. Buffers that held plaintext or keys are wiped. */
#include "base/seal.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define PREFIX "zd1:"
#define PREFIX_LEN 4
#define DATA_AT (PREFIX_LEN + ZD_KEY_ID_LEN + 1)
#define NONCE crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG crypto_aead_xchacha20poly1305_ietf_ABYTES
#define BLOCK 16

_Static_assert(ZD_KEY_BYTES == crypto_aead_xchacha20poly1305_ietf_KEYBYTES, "the key's size is another");

static void start(void)
{
	if (sodium_init() < 0) {
		fputs("zhidu: libsodium does not start\n", stderr);
		abort();
	}
}

void zd_sealkey_of(struct zd_sealkey *out, const unsigned char bytes[ZD_KEY_BYTES], const char *made)
{
	static const unsigned char purpose[] = "zhidu key id";
	unsigned char
		id[ZD_KEY_ID_LEN / 2 < crypto_generichash_BYTES_MIN ? crypto_generichash_BYTES_MIN : ZD_KEY_ID_LEN / 2];
	start();
	memset(out, 0, sizeof *out);
	memcpy(out->bytes, bytes, ZD_KEY_BYTES);
	crypto_generichash(id, sizeof id, purpose, sizeof purpose - 1, bytes, ZD_KEY_BYTES);
	sodium_bin2hex(out->id, sizeof out->id, id, ZD_KEY_ID_LEN / 2);
	snprintf(out->made, sizeof out->made, "%.10s", made);
}

void zd_sealkey_make(struct zd_sealkey *out, const char *made)
{
	unsigned char bytes[ZD_KEY_BYTES];
	start();
	randombytes_buf(bytes, sizeof bytes);
	zd_sealkey_of(out, bytes, made);
	sodium_memzero(bytes, sizeof bytes);
}

void zd_random_hex(char *out, size_t n)
{
	unsigned char bytes[32];
	start();
	n = n < sizeof bytes ? n : sizeof bytes;
	randombytes_buf(bytes, n);
	sodium_bin2hex(out, 2 * n + 1, bytes, n);
}

const struct zd_sealkey *zd_keys_find(const struct zd_keys *keys, const char *id)
{
	for (size_t i = 0; keys && i < keys->count; i++) {
		if (strcmp(keys->items[i].id, id) == 0)
			return &keys->items[i];
	}
	return NULL;
}

void zd_keys_add(struct zd_keys *keys, const struct zd_sealkey *key)
{
	if (zd_keys_find(keys, key->id))
		return;
	ZD_GROW(keys->items, keys->count, keys->cap);
	keys->items[keys->count++] = *key;
}

void zd_keys_free(struct zd_keys *keys)
{
	if (keys->items)
		sodium_memzero(keys->items, keys->cap * sizeof *keys->items);
	free(keys->items);
	*keys = (struct zd_keys){0};
}

static bool is_hex(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (!((s[i] >= '0' && s[i] <= '9') || (s[i] >= 'a' && s[i] <= 'f')))
			return false;
	}
	return true;
}

bool zd_is_sealed(const char *s, size_t len, char id[ZD_KEY_ID_LEN + 1])
{
	if (len <= DATA_AT || memcmp(s, PREFIX, PREFIX_LEN) != 0 || !is_hex(s + PREFIX_LEN, ZD_KEY_ID_LEN) ||
	    s[DATA_AT - 1] != ':')
		return false;
	if (id) {
		memcpy(id, s + PREFIX_LEN, ZD_KEY_ID_LEN);
		id[ZD_KEY_ID_LEN] = '\0';
	}
	return true;
}

void zd_seal(struct zd_str *out, const struct zd_sealkey *key, const char *place, size_t place_len, const char *plain,
	     size_t len)
{
	size_t padded = (len / BLOCK + 1) * BLOCK, sealed = NONCE + padded + TAG;
	unsigned char *space = zd_alloc(padded + sealed), *data = space + padded;
	size_t length = sodium_base64_encoded_len(sealed, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	char *text = zd_alloc(length);
	start();
	memcpy(space, plain, len);
	sodium_pad(NULL, space, len, BLOCK, padded);
	randombytes_buf(data, NONCE);
	crypto_aead_xchacha20poly1305_ietf_encrypt(data + NONCE, NULL, space, padded, (const unsigned char *)place,
						   place_len, NULL, data, key->bytes);
	sodium_bin2base64(text, length, data, sealed, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	zd_str_printf(out, PREFIX "%s:", key->id);
	zd_str_add(out, text);
	sodium_memzero(space, padded);
	free(space);
	free(text);
}

bool zd_unseal(struct zd_str *out, const struct zd_sealkey *key, const char *place, size_t place_len, const char *s,
	       size_t len)
{
	char id[ZD_KEY_ID_LEN + 1];
	const char *end;
	size_t size, plain;
	if (!zd_is_sealed(s, len, id) || strcmp(id, key->id) != 0)
		return false;
	start();
	unsigned char *data = zd_alloc(2 * len), *opened = data + len;
	bool good = sodium_base642bin(data, len, s + DATA_AT, len - DATA_AT, NULL, &size, &end,
				      sodium_base64_VARIANT_URLSAFE_NO_PADDING) == 0 &&
		    end == s + len && size >= NONCE + TAG + BLOCK &&
		    crypto_aead_xchacha20poly1305_ietf_decrypt(opened, NULL, NULL, data + NONCE, size - NONCE,
							       (const unsigned char *)place, place_len, data,
							       key->bytes) == 0 &&
		    sodium_unpad(&plain, opened, size - NONCE - TAG, BLOCK) == 0;
	if (good)
		zd_str_addn(out, (const char *)opened, plain);
	sodium_memzero(data, 2 * len);
	free(data);
	return good;
}
