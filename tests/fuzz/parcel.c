/*
 * Signed releases. The bytes are what stands between the key and the
 * signature: they are signed here, so that what lies behind the signature is
 * read as well. What is read is written again, and comes out the same.
 */
#include "pack/parcel.h"
#include "fuzz.h"

static char key[ZD_KEY_LEN + 1], secret[ZD_SECRET_LEN + 1];

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct zd_arena arena = {0};
	struct zd_error err = {0};
	struct zd_parcel p;
	struct zd_str text = {0}, again = {0};
	char signature[ZD_SIGNATURE_LEN + 1];
	if (!*key)
		zd_key_make(key, secret);
	zd_str_printf(&text, "zhidu release 1\nkey %s\n", key);
	zd_str_addn(&text, (const char *)data, size);
	zd_sign_bytes(signature, text.s, text.len, secret);
	zd_str_printf(&text, "signature %s\n", signature);
	char *exact = fuzz_bytes((const uint8_t *)text.s, text.len);
	int rc = zd_parcel_read(&p, exact, text.len, &arena, &err);
	FUZZ_MUST(rc == ZD_OK || (rc == ZD_DATA && err.message[0]));
	if (rc == ZD_OK) {
		struct zd_parcel back;
		zd_parcel_write(&again, &p, secret);
		FUZZ_MUST(zd_parcel_read(&back, again.s, again.len, &arena, &err) == ZD_OK);
		FUZZ_MUST(back.count == p.count && strcmp(back.hash, p.hash) == 0);
	}
	/* The same bytes without a signature are never more than nonsense. */
	char *raw = fuzz_bytes(data, size);
	FUZZ_MUST(zd_parcel_read(&p, raw, size, &arena, &err) == ZD_DATA);
	free(raw);
	free(exact);
	zd_str_free(&text);
	zd_str_free(&again);
	zd_arena_free(&arena);
	return 0;
}
