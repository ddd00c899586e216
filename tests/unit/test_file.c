#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

static struct zd_arena arena;
static char folder[512];

/* Each test has an empty folder of its own. */
static void make_folder(void)
{
	const char *parent = getenv("TMPDIR");

	snprintf(folder, sizeof folder, "%s/zhidu-test-XXXXXX", parent ? parent : "/tmp");
	ck_assert_ptr_nonnull(mkdtemp(folder));
}

static void remove_folder(void)
{
	const char **names;
	size_t count;

	ck_assert_int_eq(zd_folder_list(&names, &count, folder, &arena, NULL), ZD_OK);
	for (size_t i = 0; i < count; i++) {
		char *path = zd_path_join(&arena, folder, names[i]);
		size_t n = strlen(path);

		if (path[n - 1] == '/') {
			path[n - 1] = '\0';
			rmdir(path);
		} else {
			unlink(path);
		}
	}
	rmdir(folder);
	zd_arena_free(&arena);
}

static const char *in_folder(const char *name)
{
	return zd_path_join(&arena, folder, name);
}

START_TEST(writes_and_reads)
{
	static const size_t sizes[] = {0, 1, 4096, 100000};
	static char data[100000];
	struct zd_error err;

	for (size_t i = 0; i < sizeof data; i++)
		data[i] = (char)(i * 7);
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		char *text;
		size_t size;

		ck_assert_int_eq(zd_file_write(in_folder("a"), data, sizes[i], &err), ZD_OK);
		ck_assert_int_eq(zd_file_read(&text, &size, in_folder("a"), sizes[i], &arena, &err), ZD_OK);
		ck_assert_uint_eq(size, sizes[i]);
		ck_assert_mem_eq(text, data, size);
		ck_assert_int_eq(text[size], '\0');
		if (sizes[i]) {
			ck_assert_int_eq(zd_file_read(&text, &size, in_folder("a"), sizes[i] - 1, &arena, &err), ZD_IO);
			ck_assert_ptr_nonnull(strstr(err.file, "/a"));
		}
	}
}
END_TEST

/* Several files: one that cannot be written leaves the others, and nothing half done lies about. */
START_TEST(writes_all_or_none)
{
	const char *a = in_folder("a"), *b = in_folder("b");
	const struct zd_file_text good[] = {{a, "new a", 5}, {b, "new b", 5}};
	const struct zd_file_text bad[] = {{a, "third", 5}, {b, "third", 5}, {in_folder("none/c"), "x", 1}};
	struct zd_error err;
	const char **names;
	char *text;
	size_t size, count;

	ck_assert_int_eq(zd_file_write(a, "old", 3, &err), ZD_OK);
	ck_assert_int_eq(chmod(a, 0640), 0);
	ck_assert_int_eq(zd_files_write(good, 2, &err), ZD_OK);
	ck_assert_int_eq(zd_files_write(bad, 3, &err), ZD_IO);
	ck_assert_ptr_nonnull(strstr(err.file, "none/c"));
	ck_assert_int_eq(zd_file_read(&text, &size, a, 100, &arena, &err), ZD_OK);
	ck_assert_str_eq(text, "new a");
	ck_assert_int_eq(zd_file_read(&text, &size, b, 100, &arena, &err), ZD_OK);
	ck_assert_str_eq(text, "new b");
	ck_assert_int_eq(zd_folder_list(&names, &count, folder, &arena, &err), ZD_OK);
	ck_assert_uint_eq(count, 2);
	struct stat st;
	ck_assert_int_eq(stat(a, &st), 0);
	ck_assert_int_eq(st.st_mode & 0777, 0640);
	ck_assert_int_eq(zd_files_write(NULL, 0, &err), ZD_OK);
}
END_TEST

START_TEST(reads_only_regular_files)
{
	struct zd_error err;
	char *text;
	size_t size;

	ck_assert_int_eq(zd_file_read(&text, &size, in_folder("none"), 10, &arena, &err), ZD_IO);
	ck_assert_int_eq(zd_file_read(&text, &size, folder, 10, &arena, &err), ZD_IO);
	ck_assert_int_eq(mkfifo(in_folder("pipe"), 0600), 0);
	ck_assert_int_eq(zd_file_read(&text, &size, in_folder("pipe"), 10, &arena, &err), ZD_IO);
	ck_assert_int_eq(zd_file_read(&text, &size, "/dev/zero", 10, &arena, &err), ZD_IO);
}
END_TEST

START_TEST(replaces_and_keeps)
{
	struct zd_error err;
	struct stat st;
	char *text;
	size_t size, count;
	const char **names;

	ck_assert_int_eq(zd_file_write(in_folder("a"), "old", 3, &err), ZD_OK);
	ck_assert_int_eq(chmod(in_folder("a"), 0640), 0);
	ck_assert_int_eq(symlink("a", in_folder("link")), 0);
	ck_assert_int_eq(zd_file_write(in_folder("link"), "new", 3, &err), ZD_OK);
	ck_assert_int_eq(zd_file_read(&text, &size, in_folder("a"), 10, &arena, &err), ZD_OK);
	ck_assert_str_eq(text, "new");
	ck_assert_int_eq(lstat(in_folder("link"), &st), 0);
	ck_assert(S_ISLNK(st.st_mode));
	ck_assert_int_eq(stat(in_folder("a"), &st), 0);
	ck_assert_int_eq(st.st_mode & 07777, 0640);
	ck_assert_int_eq(zd_file_write("/dev/null", "gone", 4, &err), ZD_OK);
	ck_assert_int_eq(stat("/dev/null", &st), 0);
	ck_assert(S_ISCHR(st.st_mode));
	/* What fails leaves no temporary file. */
	ck_assert_int_eq(zd_file_write(folder, "x", 1, &err), ZD_IO);
	ck_assert_int_eq(zd_file_write(in_folder("none/a"), "x", 1, &err), ZD_IO);
	ck_assert_int_eq(zd_folder_list(&names, &count, folder, &arena, &err), ZD_OK);
	ck_assert_uint_eq(count, 2);
}
END_TEST

START_TEST(lists_in_order)
{
	static const char *const files[] = {"b.yaml", "a.yaml", "B.yaml", "制度.yaml", ".hidden", "a"};
	static const char *const wanted[] = {"B.yaml", "a", "a.yaml", "b.yaml", "sub/", "制度.yaml"};
	struct zd_error err;
	const char **names;
	size_t count;

	for (size_t i = 0; i < sizeof files / sizeof files[0]; i++)
		ck_assert_int_eq(zd_file_write(in_folder(files[i]), "", 0, &err), ZD_OK);
	ck_assert_int_eq(mkdir(in_folder("sub"), 0700), 0);
	ck_assert_int_eq(zd_folder_list(&names, &count, folder, &arena, &err), ZD_OK);
	ck_assert_uint_eq(count, sizeof wanted / sizeof wanted[0]);
	for (size_t i = 0; i < count; i++)
		ck_assert_str_eq(names[i], wanted[i]);
	unlink(in_folder(".hidden"));
	ck_assert_int_eq(zd_folder_list(&names, &count, in_folder("none"), &arena, &err), ZD_OK);
	ck_assert_uint_eq(count, 0);
	ck_assert_int_eq(zd_folder_list(&names, &count, in_folder("a"), &arena, &err), ZD_IO);
	ck_assert(zd_file_exists(in_folder("a")));
	ck_assert(!zd_file_exists(in_folder("sub")));
	ck_assert(zd_folder_exists(in_folder("sub")));
	ck_assert(!zd_folder_exists(in_folder("none")));
}
END_TEST

static const struct {
	const char *folder, *name, *path;
} joins[] = {
	{"a", "b", "a/b"}, {"a/", "b", "a/b"}, {"", "b", "b"}, {NULL, "b", "b"}, {"a", "/b", "/b"}, {"/", "b", "/b"},
};

START_TEST(joins_paths)
{
	ck_assert_str_eq(zd_path_join(&arena, joins[_i].folder, joins[_i].name), joins[_i].path);
	zd_arena_free(&arena);
}
END_TEST

START_TEST(hashes)
{
	/* The published values of BLAKE2b-256. */
	static const struct {
		const char *text, *hash;
	} known[] = {
		{"", "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8"},
		{"abc", "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319"},
	};
	struct zd_hash h;
	char out[ZD_HASH_LEN + 1], pieces[ZD_HASH_LEN + 1];

	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
		zd_hash_begin(&h);
		zd_hash_add(&h, known[i].text, strlen(known[i].text));
		zd_hash_end(&h, out);
		ck_assert_str_eq(out, known[i].hash);
		zd_hash_begin(&h);
		for (const char *p = known[i].text; *p; p++)
			zd_hash_add(&h, p, 1);
		zd_hash_add(&h, NULL, 0);
		zd_hash_end(&h, pieces);
		ck_assert_str_eq(pieces, out);
	}
}
END_TEST

Suite *suite_file(void);
Suite *suite_file(void)
{
	Suite *s = suite_create("file");
	TCase *files = tcase_create("files"), *pure = tcase_create("pure");

	tcase_add_checked_fixture(files, make_folder, remove_folder);
	tcase_add_test(files, writes_and_reads);
	tcase_add_test(files, reads_only_regular_files);
	tcase_add_test(files, replaces_and_keeps);
	tcase_add_test(files, lists_in_order);
	tcase_add_test(files, writes_all_or_none);
	tcase_add_loop_test(pure, joins_paths, 0, sizeof joins / sizeof joins[0]);
	tcase_add_test(pure, hashes);
	suite_add_tcase(s, files);
	suite_add_tcase(s, pure);
	return s;
}
