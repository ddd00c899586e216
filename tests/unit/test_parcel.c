#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pack/parcel.h"

static char key[ZD_KEY_LEN + 1], secret[ZD_SECRET_LEN + 1];
static struct zd_arena arena;
static struct zd_error err;
static struct zd_pack_file files[] = {
	{"a/empty.md", "", 0}, {"pack.yaml", "name: x\n", 8}, {"z.bin", "\0\n\xff signature ", 14}};

static void setup(void)
{
	zd_key_make(key, secret);
}

static void teardown(void)
{
	zd_arena_free(&arena);
}

static struct zd_str written(void)
{
	struct zd_str out = {0};
	const struct zd_parcel p = {.release = 12,
				    .effective = 20000,
				    .author = "王 \"x\"\n",
				    .message = "",
				    .files = files,
				    .count = sizeof files / sizeof *files};
	zd_parcel_write(&out, &p, secret);
	return out;
}

START_TEST(comes_back_as_it_was)
{
	struct zd_str one = written(), two = written();
	struct zd_parcel p;
	ck_assert_uint_eq(one.len, two.len);
	ck_assert_mem_eq(one.s, two.s, one.len);
	ck_assert_int_eq(zd_parcel_read(&p, one.s, one.len, &arena, &err), ZD_OK);
	ck_assert_str_eq(p.key, key);
	ck_assert_int_eq(p.release, 12);
	ck_assert_int_eq(p.effective, 20000);
	ck_assert_str_eq(p.author, "王 \"x\"\n");
	ck_assert_str_eq(p.message, "");
	ck_assert_uint_eq(p.count, 3);
	for (size_t i = 0; i < p.count; i++) {
		ck_assert_str_eq(p.files[i].path, files[i].path);
		ck_assert_uint_eq(p.files[i].size, files[i].size);
		ck_assert_mem_eq(p.files[i].data, files[i].data, files[i].size);
	}
	zd_str_free(&one);
	zd_str_free(&two);
}
END_TEST

/* One bit anywhere, or the file cut anywhere, and it is refused. */
START_TEST(any_change_is_refused)
{
	struct zd_str text = written();
	struct zd_parcel p;
	for (size_t i = 0; i < text.len; i++) {
		text.s[i] ^= 4;
		int code = zd_parcel_read(&p, text.s, text.len, &arena, &err);
		ck_assert_msg(code == ZD_DATA, "byte %zu: %d", i, code);
		text.s[i] ^= 4;
		char *cut = zd_memdup(text.s, i + 1);
		code = zd_parcel_read(&p, cut, i, &arena, &err);
		free(cut);
		ck_assert_msg(code == ZD_DATA, "cut at %zu: %d", i, code);
		zd_arena_reset(&arena);
	}
	zd_str_free(&text);
}
END_TEST

/* What is signed, but is not as it should be: nothing is believed because of the signature. */
START_TEST(signed_nonsense_is_refused)
{
	static const char HASH[] = "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8"; /* of nothing */
	static const struct {
		const char *body; /* %H a hash */
		const char *why;
	} cases[] = {
		{"", "release"},
		{"release x\n", "number"},
		{"release 01\n", "number"},
		{"release 99999999999999999999\n", "number"},
		{"release 1\neffective 2025-02-30\nhash %H\n", "date"},
		{"release 1\neffective 2025-02-03\nhash %Hx\n", "hash"},
		{"release 1\neffective 2025-02-03\nhash %H\nauthor x\n", "JSON"},
		{"release 1\neffective 2025-02-03\nhash %H\nauthor \"\"\nmessage 3\n", "JSON"},
		{"release 1\neffective 2025-02-03\nhash %H\nauthor \"\"\nmessage \"\"\nfiles 20001\n", "too many"},
		{"release 1\neffective 2025-02-03\nhash %H\nauthor \"\"\nmessage \"\"\nfiles 2\nfile 0 %H a\n", "file"},
		{"release 1\neffective 2025-02-03\nhash %H\nauthor \"\"\nmessage \"\"\nfiles 1\nfile 0 %H\n",
		 "line of a file"},
		{"release 1\neffective 2025-02-03\nhash %H\nauthor \"\"\nmessage \"\"\nfiles 2\nfile 0 %H b\nfile 0 %H "
		 "a\n",
		 "order"},
		{"release 1\neffective 2025-02-03\nhash %H\nauthor \"\"\nmessage \"\"\nfiles 2\nfile 0 %H a\nfile 0 %H "
		 "a\n",
		 "order"},
		{"release 1\neffective 2025-02-03\nhash %H\nauthor \"\"\nmessage \"\"\nfiles 0\n",
		 "content is missing"},
		{"release 1\neffective 2025-02-03\nhash %H\nauthor \"\"\nmessage \"\"\nfiles 1\nfile 999999999999999 "
		 "%H "
		 "a\ncontent\n",
		 "too short"},
		{"release 1\neffective 2025-02-03\nhash %H\nauthor \"\"\nmessage \"\"\nfiles 1\nfile 1 %H "
		 "a\ncontent\nx",
		 "what its hash says"},
		{"release 1\neffective 2025-02-03\nhash %H\nauthor \"\"\nmessage \"\"\nfiles 1\nfile 0 %H "
		 "a\ncontent\nmore",
		 "more content"},
		{"release 1\neffective 2025-02-03\nhash %H\nauthor \"\"\nmessage \"\"\nfiles 1\nfile 0 %H a\ncontent\n",
		 "what its hash says"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct zd_str text = {0};
		struct zd_parcel p;
		char signature[ZD_SIGNATURE_LEN + 1];
		zd_str_printf(&text, "zhidu release 1\nkey %s\n", key);
		for (const char *c = cases[i].body; *c; c++) {
			if (c[0] == '%' && c[1] == 'H') {
				zd_str_add(&text, HASH);
				c++;
			} else {
				zd_str_addc(&text, *c);
			}
		}
		zd_sign_bytes(signature, text.s, text.len, secret);
		zd_str_printf(&text, "signature %s\n", signature);
		int code = zd_parcel_read(&p, text.s, text.len, &arena, &err);
		ck_assert_msg(code == ZD_DATA, "%zu: %d", i, code);
		ck_assert_msg(strstr(err.message, cases[i].why) != NULL, "%zu: %s", i, err.message);
		zd_str_free(&text);
	}
}
END_TEST

START_TEST(keys)
{
	char other[ZD_KEY_LEN + 1], again[ZD_SECRET_LEN + 1], signature[ZD_SIGNATURE_LEN + 1];
	ck_assert(zd_key_public(other, secret));
	ck_assert_str_eq(other, key);
	zd_sign_bytes(signature, "x", 1, secret);
	ck_assert(zd_signature_fits(signature, "x", 1, key));
	ck_assert(!zd_signature_fits(signature, "y", 1, key));
	ck_assert(!zd_signature_fits("12", "x", 1, key));
	zd_key_make(other, again);
	ck_assert_str_ne(other, key);
	ck_assert(!zd_signature_fits(signature, "x", 1, other));
	/* A secret whose public part is another's. */
	memcpy(again + ZD_KEY_LEN, key, ZD_KEY_LEN);
	ck_assert(!zd_key_public(other, again));
	ck_assert(!zd_key_public(other, "00"));
	ck_assert(zd_key_ok(key));
	key[0] = 'A';
	ck_assert(!zd_key_ok(key));
	ck_assert(!zd_key_ok(""));
}
END_TEST

Suite *suite_parcel(void);
Suite *suite_parcel(void)
{
	Suite *s = suite_create("parcel");
	TCase *t = tcase_create("parcel");
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, comes_back_as_it_was);
	tcase_add_test(t, any_change_is_refused);
	tcase_add_test(t, signed_nonsense_is_refused);
	tcase_add_test(t, keys);
	suite_add_tcase(s, t);
	return s;
}
