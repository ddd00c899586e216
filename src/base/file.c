/*
 * Files and folders. Owns the promise that a written file is whole or not
 * there. Knows no formats.
 */
#define _XOPEN_SOURCE 700 /* realpath */

#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define TEMPORARY_TRIES 100

static int fail_errno(struct zd_error *err, const char *path, const char *what, int number)
{
	char why[128];

	if (strerror_r(number, why, sizeof why) != 0)
		snprintf(why, sizeof why, "error %d", number);
	return zd_fail_at(err, ZD_IO, path, 0, 0, "%s: %s", what, why);
}

static int open_retrying(const char *path, int flags, mode_t mode)
{
	int fd;

	do
		fd = open(path, flags | O_CLOEXEC, mode);
	while (fd < 0 && errno == EINTR);
	return fd;
}

/* Up to `want` bytes; less only at the end of the file; -1 on an error. */
static ssize_t read_full(int fd, char *to, size_t want)
{
	size_t got = 0;

	while (got < want) {
		ssize_t n = read(fd, to + got, want - got);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		if (n == 0)
			break;
		got += (size_t)n;
	}
	return (ssize_t)got;
}

/* All of a file that said it has `expected` bytes, and may have grown since, or not have said so. */
static int read_whole(int fd, size_t expected, size_t max, char **text, size_t *len)
{
	size_t cap = expected < max ? expected + 1 : max + 1;
	ssize_t n;

	*text = NULL;
	*len = 0;
	for (;;) {
		*text = zd_realloc(*text, cap);
		n = read_full(fd, *text + *len, cap - *len);
		if (n < 0)
			return -1;
		*len += (size_t)n;
		if (*len < cap || *len > max)
			return 0;
		cap = cap <= max / 2 ? cap * 2 : max + 1;
	}
}

int zd_file_read(char **out, size_t *size, const char *path, size_t max, struct zd_arena *arena, struct zd_error *err)
{
	struct stat st;
	char *text = NULL;
	size_t len = 0;
	int rc = ZD_OK;
	int fd = open_retrying(path, O_RDONLY | O_NONBLOCK, 0); /* a pipe must not make us wait */

	if (fd < 0)
		return fail_errno(err, path, "cannot be opened", errno);
	if (fstat(fd, &st) != 0) {
		rc = fail_errno(err, path, "cannot be read", errno);
	} else if (!S_ISREG(st.st_mode)) {
		rc = zd_fail_at(err, ZD_IO, path, 0, 0, "is not a regular file");
	} else if ((uint64_t)st.st_size > max) {
		rc = zd_fail_at(err, ZD_IO, path, 0, 0, "has more than %zu bytes", max);
	} else if (read_whole(fd, (size_t)st.st_size, max, &text, &len) != 0) {
		rc = fail_errno(err, path, "cannot be read", errno);
	} else if (len > max) {
		rc = zd_fail_at(err, ZD_IO, path, 0, 0, "has more than %zu bytes", max);
	} else {
		*out = zd_arena_strndup(arena, text, len);
		*size = len;
	}
	free(text);
	close(fd);
	return rc;
}

static int write_full(int fd, const char *data, size_t size)
{
	while (size) {
		ssize_t n = write(fd, data, size);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		data += n;
		size -= (size_t)n;
	}
	return 0;
}

/* The name, in the same folder, of a file that was not there and now is open. */
static int open_temporary(const char *path, mode_t mode, struct zd_arena *a, char **name)
{
	for (int i = 0; i < TEMPORARY_TRIES; i++) {
		int fd;

		*name = zd_arena_printf(a, "%s.%ld-%d.tmp", path, (long)getpid(), i);
		fd = open_retrying(*name, O_WRONLY | O_CREAT | O_EXCL, mode);
		if (fd >= 0 || errno != EEXIST)
			return fd;
	}
	return -1;
}

/* The new name is only safe when its folder is; some file systems cannot sync a folder, and need not. */
static void sync_folder(const char *path, struct zd_arena *a)
{
	const char *slash = strrchr(path, '/');
	const char *folder = slash ? zd_arena_strndup(a, path, (size_t)(slash - path) + 1) : ".";
	int fd = open_retrying(folder, O_RDONLY | O_DIRECTORY, 0);

	if (fd < 0)
		return;
	fsync(fd);
	close(fd);
}

static int close_checked(int fd, bool good)
{
	int number = errno;

	if (close(fd) != 0 && good)
		return -1;
	if (!good)
		errno = number;
	return good ? 0 : -1;
}

/* A file written beside the one that it will replace. */
struct draft {
	char *target;    /* whom it replaces: a symbolic link stays one */
	char *temporary; /* NULL: a pipe or a device, written through */
};

static int write_draft(struct draft *d, const struct zd_file_text *f, struct zd_arena *a)
{
	struct stat st;
	bool there = stat(f->path, &st) == 0;
	char *name = NULL, *real = there ? realpath(f->path, NULL) : NULL;
	mode_t mode = there ? st.st_mode & 07777 : 0666;

	d->target = zd_arena_strdup(a, real ? real : f->path);
	free(real);
	if (there && !S_ISREG(st.st_mode))
		return 0;
	int fd = open_temporary(d->target, mode, a, &name);
	if (fd < 0)
		return -1;
	d->temporary = name;
	return close_checked(fd, (!there || fchmod(fd, mode) == 0) && write_full(fd, f->data, f->size) == 0 &&
					 fsync(fd) == 0);
}

/* Pipes and devices are written to, not replaced. */
static int write_through(const char *path, const char *data, size_t size)
{
	int fd = open_retrying(path, O_WRONLY, 0);

	if (fd < 0)
		return -1;
	return close_checked(fd, write_full(fd, data, size) == 0);
}

static int put_in_place(struct draft *d, const struct zd_file_text *f, struct zd_arena *a)
{
	if (!d->temporary)
		return write_through(d->target, f->data, f->size);
	if (rename(d->temporary, d->target) != 0)
		return -1;
	d->temporary = NULL;
	sync_folder(d->target, a);
	return 0;
}

int zd_files_write(const struct zd_file_text *files, size_t count, struct zd_error *err)
{
	struct zd_arena a = {0};
	struct draft *drafts = zd_arena_alloc(&a, (count + 1) * sizeof *drafts);
	int rc = ZD_OK;

	for (size_t i = 0; i < count && rc == ZD_OK; i++)
		if (write_draft(&drafts[i], &files[i], &a) != 0)
			rc = fail_errno(err, files[i].path, "cannot be written", errno);
	for (size_t i = 0; i < count && rc == ZD_OK; i++)
		if (put_in_place(&drafts[i], &files[i], &a) != 0)
			rc = fail_errno(err, files[i].path, "cannot be written", errno);
	for (size_t i = 0; i < count; i++)
		if (drafts[i].temporary)
			unlink(drafts[i].temporary);
	zd_arena_free(&a);
	return rc;
}

int zd_file_write(const char *path, const char *data, size_t size, struct zd_error *err)
{
	return zd_files_write(&(struct zd_file_text){path, data, size}, 1, err);
}

static int by_bytes(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

int zd_folder_list(const char ***names, size_t *count, const char *path, struct zd_arena *arena, struct zd_error *err)
{
	const char **list = NULL;
	size_t n = 0, cap = 0;
	struct dirent *entry;
	int number;
	DIR *folder = opendir(path);

	*names = NULL;
	*count = 0;
	if (!folder)
		return errno == ENOENT ? ZD_OK : fail_errno(err, path, "cannot be listed", errno);
	while (errno = 0, (entry = readdir(folder)) != NULL) {
		struct stat st;
		bool is_folder;

		if (entry->d_name[0] == '.')
			continue;
		is_folder = fstatat(dirfd(folder), entry->d_name, &st, 0) == 0 && S_ISDIR(st.st_mode);
		ZD_GROW(list, n, cap);
		list[n++] = zd_arena_printf(arena, "%s%s", entry->d_name, is_folder ? "/" : "");
	}
	number = errno;
	closedir(folder);
	if (number) {
		free(list);
		return fail_errno(err, path, "cannot be listed", number);
	}
	if (n) {
		qsort(list, n, sizeof *list, by_bytes);
		*names = zd_arena_memdup(arena, list, n * sizeof *list);
		*count = n;
	}
	free(list);
	return ZD_OK;
}

bool zd_file_exists(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

bool zd_folder_exists(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

char *zd_path_join(struct zd_arena *a, const char *folder, const char *name)
{
	size_t n = folder ? strlen(folder) : 0;

	if (n == 0 || name[0] == '/')
		return zd_arena_strdup(a, name);
	return zd_arena_printf(a, "%s%s%s", folder, folder[n - 1] == '/' ? "" : "/", name);
}
