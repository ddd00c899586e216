/* Files and folders. Errors are ZD_IO with the file's name. */
#ifndef ZD_BASE_FILE_H
#define ZD_BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"
#include "zhidu/error.h"

/* Reads a whole regular file of at most `max` bytes into the arena, with a NUL behind it. */
int zd_file_read(char **out, size_t *size, const char *path, size_t max, struct zd_arena *arena, struct zd_error *err);
/*
 * Writes through a temporary file in the same folder, synced, then renamed: whole or not at all. Keeps the permissions of
 * a file that was there; a pipe or device is written to as it is.
 */
int zd_file_write(const char *path, const char *data, size_t size, struct zd_error *err);
/* The same for several: the first is renamed when all are written, so that a full disk or a folder that is closed to us changes none. */
struct zd_file_text {
	const char *path;
	const char *data;
	size_t size;
};
int zd_files_write(const struct zd_file_text *files, size_t count, struct zd_error *err);
/* The names in a folder, sorted by bytes, without those that begin with a dot; folders end in '/'. A missing folder is empty. */
int zd_folder_list(const char ***names, size_t *count, const char *path, struct zd_arena *arena, struct zd_error *err);
bool zd_file_exists(const char *path);
bool zd_folder_exists(const char *path);
/* folder/name; the name alone when the folder is empty or NULL, or the name begins with '/'. */
char *zd_path_join(struct zd_arena *a, const char *folder, const char *name);

/* A content hash: BLAKE2b-256 as 64 hexadecimal digits. */
#define ZD_HASH_LEN 64
struct zd_hash {
	unsigned char state[512] __attribute__((aligned(64)));
};
void zd_hash_begin(struct zd_hash *h);
void zd_hash_add(struct zd_hash *h, const void *p, size_t n);
void zd_hash_end(struct zd_hash *h, char out[ZD_HASH_LEN + 1]);

#endif
