/*
 * Keyrings and sealed texts. A keyring is read or refused with the line, and
 * keys added to it are there when it is read again. Nothing that was not
 * sealed with a key for a place opens with it there.
 */
#include "base/keyring.h"

#include <sys/stat.h>

#include "fuzz.h"

#define BOOK "0123456789abcdef0123456789abcdef"

static void read_ring(const uint8_t *data, size_t size)
{
	struct zd_keys keys = {0}, again = {0};
	struct zd_error err = {0};
	struct zd_sealkey more;
	static const unsigned char bytes[ZD_KEY_BYTES] = {7};
	const char *path = fuzz_file(data, size);
	FUZZ_MUST(chmod(path, 0600) == 0);
	int code = zd_keyring_read(&keys, path, BOOK, &err);
	FUZZ_MUST(code == ZD_OK || (err.code == ZD_DATA && err.message[0] && err.line > 0));
	zd_sealkey_of(&more, bytes, "2025-01-01");
	if (code == ZD_OK) {
		FUZZ_MUST(zd_keyring_add(path, BOOK, &more, 1, &err) == ZD_OK);
		FUZZ_MUST(zd_keyring_read(&again, path, BOOK, &err) == ZD_OK);
		FUZZ_MUST(zd_keys_find(&again, more.id) && again.count <= keys.count + 1);
		for (size_t i = 0; i < keys.count; i++)
			FUZZ_MUST(zd_keys_find(&again, keys.items[i].id));
		fuzz_new_file();
	}
	zd_keys_free(&keys);
	zd_keys_free(&again);
}

static void open_sealed(const char *s, size_t size)
{
	static const unsigned char bytes[ZD_KEY_BYTES] = {3};
	struct zd_sealkey key;
	struct zd_str plain = {0}, sealed = {0};
	char id[ZD_KEY_ID_LEN + 1];
	zd_sealkey_of(&key, bytes, "2025-01-01");
	if (zd_is_sealed(s, size, id))
		FUZZ_MUST(strlen(id) == ZD_KEY_ID_LEN);
	FUZZ_MUST(!zd_unseal(&plain, &key, "here", 4, s, size) && plain.len == 0);
	zd_seal(&sealed, &key, "here", 4, s, size);
	FUZZ_MUST(zd_unseal(&plain, &key, "here", 4, sealed.s, sealed.len));
	FUZZ_MUST(plain.len == size && (size == 0 || memcmp(plain.s, s, size) == 0));
	zd_str_clear(&plain);
	FUZZ_MUST(!zd_unseal(&plain, &key, "there", 5, sealed.s, sealed.len) && plain.len == 0);
	FUZZ_MUST(!zd_unseal(&plain, &key, "here", 4, sealed.s, sealed.len - 1) && plain.len == 0);
	zd_str_free(&plain);
	zd_str_free(&sealed);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *bytes = fuzz_bytes(data, size);
	open_sealed(bytes, size);
	free(bytes);
	read_ring(data, size);
	return 0;
}
