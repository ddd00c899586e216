/* The keyring's file: read with care, written beside and renamed, under a lock. */
#define _XOPEN_SOURCE 700 /* realpath */

#include "base/keyring.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"

#define MOST_BYTES (4 << 20)
#define BOOK_ID_LEN 32

static const char FIRST_LINE[] =
	"# zhidu keyring 1: book, key, bytes, made. Who reads this file can read what is sealed.\n";

int zd_keyring_path(char **out, struct zd_error *err)
{
	const char *given = getenv("ZHIDU_KEYS"), *config = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
	struct zd_str path = {0};
	*out = NULL;
	if (given && *given)
		zd_str_add(&path, given);
	else if (config && *config == '/')
		zd_str_printf(&path, "%s/zhidu/keys", config);
	else if (home && *home)
		zd_str_printf(&path, "%s/.config/zhidu/keys", home);
	else
		return zd_fail(err, ZD_IO, "there is no place for the keyring: set ZHIDU_KEYS or HOME");
	*out = zd_str_take(&path);
	return ZD_OK;
}

static int check_mode(int fd, const char *path, struct zd_error *err)
{
	struct stat st;
	if (fstat(fd, &st) != 0)
		return zd_fail_at(err, ZD_IO, path, 0, 0, "the keyring cannot be read: %s", strerror(errno));
	if (!S_ISREG(st.st_mode))
		return zd_fail_at(err, ZD_IO, path, 0, 0, "the keyring is not a file");
	if (st.st_uid != geteuid())
		return zd_fail_at(err, ZD_DENIED, path, 0, 0, "the keyring belongs to another user");
	if (st.st_mode & 077)
		return zd_fail_at(err, ZD_DENIED, path, 0, 0,
				  "others may use the keyring (mode %04o); make it yours alone: chmod 600",
				  (unsigned)(st.st_mode & 07777));
	return st.st_size <= MOST_BYTES ? ZD_OK
					: zd_fail_at(err, ZD_DATA, path, 0, 0, "this is too large for a keyring");
}

/* The file's text; empty where there is none. */
static int read_text(struct zd_str *out, const char *path, struct zd_error *err)
{
	char part[4096];
	ssize_t n = 0;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0 && (errno == ENOENT || errno == ENOTDIR))
		return ZD_OK;
	if (fd < 0)
		return zd_fail_at(err, errno == EACCES ? ZD_DENIED : ZD_IO, path, 0, 0,
				  "the keyring cannot be read: %s", strerror(errno));
	int rc = check_mode(fd, path, err);
	while (!rc && out->len <= MOST_BYTES && (n = read(fd, part, sizeof part)) > 0)
		zd_str_addn(out, part, (size_t)n);
	if (!rc && n < 0)
		rc = zd_fail_at(err, ZD_IO, path, 0, 0, "the keyring cannot be read: %s", strerror(errno));
	sodium_memzero(part, sizeof part);
	close(fd);
	return rc;
}

static void wipe(struct zd_str *text)
{
	if (text->s)
		sodium_memzero(text->s, text->len);
	zd_str_free(text);
}

/* One line; *mine: it is a key of the book. False: it is no line of a keyring. */
static bool read_line(struct zd_sealkey *out, bool *mine, const char *line, size_t len, const char *book)
{
	char copy[160], id[64], key[32], hex[80], made[16], more;
	unsigned char bytes[ZD_KEY_BYTES];
	size_t size;
	*mine = false;
	if (len == 0 || line[0] == '#')
		return true;
	if (len >= sizeof copy || memchr(line, '\0', len))
		return false;
	memcpy(copy, line, len);
	copy[len] = '\0';
	bool good = sscanf(copy, "%63s %31s %79s %15s %c", id, key, hex, made, &more) == 4 &&
		    strlen(id) == BOOK_ID_LEN &&
		    sodium_hex2bin(bytes, sizeof bytes, hex, strlen(hex), NULL, &size, NULL) == 0 &&
		    size == sizeof bytes && strlen(hex) == 2 * sizeof bytes;
	if (good) {
		zd_sealkey_of(out, bytes, made);
		good = strcmp(out->id, key) == 0;
	}
	*mine = good && strcmp(id, book) == 0;
	sodium_memzero(copy, sizeof copy);
	sodium_memzero(hex, sizeof hex);
	sodium_memzero(bytes, sizeof bytes);
	return good;
}

static int read_lines(struct zd_keys *out, const struct zd_str *text, const char *path, const char *book,
		      struct zd_error *err)
{
	const char *at = zd_str_text(text), *end = at + text->len;
	for (int line = 1; at < end; line++) {
		const char *stop = memchr(at, '\n', (size_t)(end - at));
		size_t len = (size_t)((stop ? stop : end) - at);
		struct zd_sealkey key;
		bool mine;
		if (!read_line(&key, &mine, at, len, book))
			return zd_fail_at(err, ZD_DATA, path, line, 0, "this is no line of a keyring");
		if (mine)
			zd_keys_add(out, &key);
		sodium_memzero(&key, sizeof key);
		at += len + 1;
	}
	return ZD_OK;
}

int zd_keyring_read(struct zd_keys *out, const char *path, const char *book, struct zd_error *err)
{
	struct zd_str text = {0};
	int rc = read_text(&text, path, err);
	if (!rc)
		rc = read_lines(out, &text, path, book, err);
	wipe(&text);
	return rc;
}

/* Makes the folders above a file, for the user alone. */
static void make_folders(const char *path)
{
	char *copy = zd_strdup(path);
	for (char *p = copy; *p; p++) {
		if (*p != '/' || p == copy)
			continue;
		*p = '\0';
		mkdir(copy, 0700); /* where it cannot, opening the file will say so */
		*p = '/';
	}
	free(copy);
}

/* The new name is safe only when its folder is. */
static void sync_folder(const char *path)
{
	char *copy = zd_strdup(path), *slash = strrchr(copy, '/');
	if (slash)
		slash[1] = '\0';
	int fd = open(slash ? copy : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	free(copy);
	if (fd < 0)
		return;
	fsync(fd);
	close(fd);
}

/* Under the lock: a draft that is there is of somebody who was stopped. */
static int write_text(const struct zd_str *text, const char *path, struct zd_error *err)
{
	struct zd_str draft = {0};
	size_t done = 0;
	zd_str_printf(&draft, "%s.new", path);
	const char *name = zd_str_text(&draft);
	unlink(name);
	int fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	bool good = fd >= 0;
	while (good && done < text->len) {
		ssize_t n = write(fd, text->s + done, text->len - done);
		good = n > 0 || (n < 0 && errno == EINTR);
		done += n > 0 ? (size_t)n : 0;
	}
	good = good && fsync(fd) == 0;
	int number = errno;
	if (fd >= 0 && close(fd) != 0 && good) {
		number = errno;
		good = false;
	}
	if (good && rename(name, path) != 0) {
		number = errno;
		good = false;
	}
	if (good)
		sync_folder(path);
	else if (fd >= 0)
		unlink(name);
	zd_str_free(&draft);
	return good ? ZD_OK : zd_fail_at(err, ZD_IO, path, 0, 0, "the keyring cannot be written: %s", strerror(number));
}

/* Where the file is, or will be: a link stays one, and its owner's keys where it leads. The caller frees it. */
static int find_target(char **out, const char *path, struct zd_error *err)
{
	struct stat st;
	*out = realpath(path, NULL);
	if (*out)
		return ZD_OK;
	if (lstat(path, &st) == 0 && S_ISLNK(st.st_mode))
		return zd_fail_at(err, ZD_IO, path, 0, 0, "the keyring is a link that leads nowhere");
	*out = zd_strdup(path);
	return ZD_OK;
}

/* One writer at a time; the lock ends with the file descriptor. */
static int lock(int *fd, const char *path, struct zd_error *err)
{
	struct zd_str name = {0};
	struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
	zd_str_printf(&name, "%s.lock", path);
	*fd = open(zd_str_text(&name), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	int rc = *fd >= 0 && fcntl(*fd, F_SETLKW, &whole) == 0
			 ? ZD_OK
			 : zd_fail_at(err, ZD_IO, path, 0, 0, "the keyring cannot be written: %s", strerror(errno));
	zd_str_free(&name);
	return rc;
}

static void add_line(struct zd_str *text, const char *book, const struct zd_sealkey *key)
{
	char hex[2 * ZD_KEY_BYTES + 1];
	sodium_bin2hex(hex, sizeof hex, key->bytes, sizeof key->bytes);
	zd_str_printf(text, "%s %s %s %s\n", book, key->id, hex, key->made);
	sodium_memzero(hex, sizeof hex);
}

int zd_keyring_add(const char *given, const char *book, const struct zd_sealkey *keys, size_t count,
		   struct zd_error *err)
{
	struct zd_str text = {0};
	struct zd_keys there = {0};
	char *path = NULL;
	int fd = -1;
	make_folders(given);
	int rc = find_target(&path, given, err);
	if (!rc)
		rc = lock(&fd, path, err);
	if (!rc)
		rc = read_text(&text, path, err);
	if (!rc)
		rc = read_lines(&there, &text, path, book, err);
	if (!rc && text.len == 0)
		zd_str_add(&text, FIRST_LINE);
	else if (!rc && text.s[text.len - 1] != '\n')
		zd_str_addc(&text, '\n');
	for (size_t i = 0; !rc && i < count; i++) {
		if (!zd_keys_find(&there, keys[i].id))
			add_line(&text, book, &keys[i]);
	}
	if (!rc)
		rc = write_text(&text, path, err);
	if (fd >= 0)
		close(fd);
	zd_keys_free(&there);
	wipe(&text);
	free(path);
	return rc;
}
