/* Sealed texts and the keyring: what comes back, and all that must not. */
#include "base/seal.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/keyring.h"

#define BOOK "0123456789abcdef0123456789abcdef"
#define OTHER "fedcba9876543210fedcba9876543210"

static struct zd_sealkey key_from(unsigned char first)
{
	unsigned char bytes[ZD_KEY_BYTES] = {first};
	struct zd_sealkey key;
	zd_sealkey_of(&key, bytes, "2025-01-01");
	return key;
}

START_TEST(what_is_sealed_comes_back)
{
	static const size_t lengths[] = {0, 1, 15, 16, 17, 1000};
	struct zd_sealkey key = key_from(1);
	char plain[1000];
	memset(plain, 'x', sizeof plain);
	for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
		struct zd_str sealed = {0}, again = {0}, opened = {0};
		char id[ZD_KEY_ID_LEN + 1];
		zd_seal(&sealed, &key, "place", 5, plain, lengths[i]);
		zd_seal(&again, &key, "place", 5, plain, lengths[i]);
		ck_assert(zd_is_sealed(sealed.s, sealed.len, id));
		ck_assert_str_eq(id, key.id);
		ck_assert_str_ne(sealed.s, again.s); /* a nonce of its own */
		ck_assert(zd_unseal(&opened, &key, "place", 5, sealed.s, sealed.len));
		ck_assert_uint_eq(opened.len, lengths[i]);
		ck_assert_mem_eq(zd_str_text(&opened), plain, lengths[i]);
		zd_str_free(&sealed);
		zd_str_free(&again);
		zd_str_free(&opened);
	}
}
END_TEST

START_TEST(lengths_hide_in_steps)
{
	struct zd_sealkey key = key_from(1);
	struct zd_str one = {0}, fifteen = {0}, sixteen = {0};
	zd_seal(&one, &key, "p", 1, "1", 1);
	zd_seal(&fifteen, &key, "p", 1, "123456789012345", 15);
	zd_seal(&sixteen, &key, "p", 1, "1234567890123456", 16);
	ck_assert_uint_eq(one.len, fifteen.len);
	ck_assert_uint_lt(fifteen.len, sixteen.len);
	zd_str_free(&one);
	zd_str_free(&fifteen);
	zd_str_free(&sixteen);
}
END_TEST

START_TEST(every_changed_byte_is_seen)
{
	struct zd_sealkey key = key_from(1);
	struct zd_str sealed = {0}, opened = {0};
	zd_seal(&sealed, &key, "place", 5, "13800000001", 11);
	for (size_t i = 0; i < sealed.len; i++) {
		char kept = sealed.s[i];
		sealed.s[i] = kept == 'A' ? 'B' : 'A';
		ck_assert_msg(!zd_unseal(&opened, &key, "place", 5, sealed.s, sealed.len), "byte %zu", i);
		sealed.s[i] = kept;
	}
	for (size_t n = 0; n < sealed.len; n++)
		ck_assert(!zd_unseal(&opened, &key, "place", 5, sealed.s, n));
	zd_str_add(&sealed, "AAAA");
	ck_assert(!zd_unseal(&opened, &key, "place", 5, sealed.s, sealed.len));
	ck_assert_uint_eq(opened.len, 0);
	zd_str_free(&sealed);
	zd_str_free(&opened);
}
END_TEST

START_TEST(another_place_or_key_is_refused)
{
	struct zd_sealkey key = key_from(1), other = key_from(2);
	struct zd_str sealed = {0}, opened = {0};
	zd_seal(&sealed, &key, "place", 5, "v", 1);
	ck_assert(!zd_unseal(&opened, &key, "plac", 4, sealed.s, sealed.len));
	ck_assert(!zd_unseal(&opened, &key, "Place", 5, sealed.s, sealed.len));
	ck_assert(!zd_unseal(&opened, &other, "place", 5, sealed.s, sealed.len));
	ck_assert_str_ne(key.id, other.id);
	/* An id that lies: the key is still another. */
	memcpy(other.id, key.id, sizeof other.id);
	ck_assert(!zd_unseal(&opened, &other, "place", 5, sealed.s, sealed.len));
	zd_str_free(&sealed);
	zd_str_free(&opened);
}
END_TEST

START_TEST(texts_that_are_not_sealed)
{
	static const char *const texts[] = {"",
					    "zd1:",
					    "13800000001",
					    "zd1:0123456789abcdef:",
					    "zd1:0123456789ABCDEF:AAAA",
					    "zd2:0123456789abcdef:AAAA",
					    "zd1:0123456789abcde:AAAAA",
					    "zd1:0123456789abcdefAAAAA"};
	struct zd_sealkey key = key_from(1);
	struct zd_str opened = {0};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		ck_assert_msg(!zd_is_sealed(texts[i], strlen(texts[i]), NULL), "%s", texts[i]);
		ck_assert(!zd_unseal(&opened, &key, "p", 1, texts[i], strlen(texts[i])));
	}
	zd_str_free(&opened);
}
END_TEST

/* ---- the keyring ---- */

static char folder[64];
static char path[96];

static void setup(void)
{
	strcpy(folder, "/tmp/zhidu-keyring-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	snprintf(path, sizeof path, "%s/deep/keys", folder);
}

static void teardown(void)
{
	char name[160];
	unlink(path);
	snprintf(name, sizeof name, "%s.lock", path);
	unlink(name);
	snprintf(name, sizeof name, "%s/deep", folder);
	rmdir(name);
	ck_assert_int_eq(rmdir(folder), 0); /* nothing else was left */
}

static void write_file(const char *text, mode_t mode)
{
	FILE *f = fopen(path, "w");
	ck_assert_ptr_nonnull(f);
	fputs(text, f);
	fclose(f);
	ck_assert_int_eq(chmod(path, mode), 0);
}

START_TEST(keys_are_kept_by_book)
{
	struct zd_sealkey keys[] = {key_from(1), key_from(2), key_from(3)};
	struct zd_keys read = {0};
	struct zd_error err;
	struct stat st;
	ck_assert_int_eq(zd_keyring_read(&read, path, BOOK, &err), ZD_OK); /* none yet */
	ck_assert_uint_eq(read.count, 0);
	ck_assert_int_eq(zd_keyring_add(path, BOOK, keys, 2, &err), ZD_OK);
	ck_assert_int_eq(zd_keyring_add(path, OTHER, &keys[2], 1, &err), ZD_OK);
	ck_assert_int_eq(zd_keyring_add(path, BOOK, keys, 1, &err), ZD_OK); /* it is there */
	ck_assert_int_eq(stat(path, &st), 0);
	ck_assert_uint_eq(st.st_mode & 07777, 0600);
	ck_assert_int_eq(zd_keyring_read(&read, path, BOOK, &err), ZD_OK);
	ck_assert_uint_eq(read.count, 2);
	ck_assert_ptr_nonnull(zd_keys_find(&read, keys[1].id));
	ck_assert_ptr_null(zd_keys_find(&read, keys[2].id));
	ck_assert_mem_eq(zd_keys_find(&read, keys[0].id)->bytes, keys[0].bytes, ZD_KEY_BYTES);
	zd_keys_free(&read);
}
END_TEST

START_TEST(who_else_may_read_it)
{
	static const mode_t modes[] = {0640, 0604, 0660, 0601, 0777};
	struct zd_keys read = {0};
	struct zd_error err;
	struct zd_sealkey key = key_from(1);
	ck_assert_int_eq(zd_keyring_add(path, BOOK, &key, 1, &err), ZD_OK);
	for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
		ck_assert_int_eq(chmod(path, modes[i]), 0);
		ck_assert_int_eq(zd_keyring_read(&read, path, BOOK, &err), ZD_DENIED);
		ck_assert_ptr_nonnull(strstr(err.message, "chmod 600"));
		ck_assert_int_eq(zd_keyring_add(path, BOOK, &key, 1, &err), ZD_DENIED);
	}
	ck_assert_uint_eq(read.count, 0);
	ck_assert_int_eq(chmod(path, 0400), 0);
	ck_assert_int_eq(zd_keyring_read(&read, path, BOOK, &err), ZD_OK);
	zd_keys_free(&read);
}
END_TEST

START_TEST(what_is_no_keyring)
{
	static const char *const lines[] = {
		"rubbish",
		BOOK,
		BOOK " 0000000000000000 00 2025-01-01",
		BOOK " 0000000000000000 0100000000000000000000000000000000000000000000000000000000000000 2025-01-01",
		"short 0000000000000000 0100000000000000000000000000000000000000000000000000000000000000 2025-01-01",
		"\x01\x02\xff",
	};
	struct zd_keys read = {0};
	struct zd_error err;
	char text[4096];
	struct zd_sealkey key = key_from(1);
	ck_assert_int_eq(zd_keyring_add(path, BOOK, &key, 1, &err), ZD_OK); /* makes the folder */
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		snprintf(text, sizeof text, "# note\n\n%s\n", lines[i]);
		write_file(text, 0600);
		ck_assert_int_eq(zd_keyring_read(&read, path, BOOK, &err), ZD_DATA);
		ck_assert_int_eq(err.line, 3);
		ck_assert_ptr_null(strstr(err.message, "01000000")); /* not repeated */
		/* What cannot be read is not written over. */
		ck_assert_int_eq(zd_keyring_add(path, BOOK, &key, 1, &err), ZD_DATA);
	}
	memset(text, 'a', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	write_file(text, 0600);
	ck_assert_int_eq(zd_keyring_read(&read, path, BOOK, &err), ZD_DATA);
	zd_keys_free(&read);
}
END_TEST

Suite *suite_seal(void);
Suite *suite_seal(void)
{
	Suite *s = suite_create("seal");
	TCase *t = tcase_create("sealing"), *k = tcase_create("keyring");

	tcase_add_test(t, what_is_sealed_comes_back);
	tcase_add_test(t, lengths_hide_in_steps);
	tcase_add_test(t, every_changed_byte_is_seen);
	tcase_add_test(t, another_place_or_key_is_refused);
	tcase_add_test(t, texts_that_are_not_sealed);
	suite_add_tcase(s, t);
	tcase_add_checked_fixture(k, setup, teardown);
	tcase_add_test(k, keys_are_kept_by_book);
	tcase_add_test(k, who_else_may_read_it);
	tcase_add_test(k, what_is_no_keyring);
	suite_add_tcase(s, k);
	return s;
}
