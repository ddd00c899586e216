/*
 * Where an import's bytes come from: a file or standard input, plain or gzip
 * (told by its first two bytes), in UTF-8 or gb18030; and a window that moves
 * over them in bounded memory. What the bytes mean is left to the readers.
 */
#ifndef ZD_STORE_INPUT_H
#define ZD_STORE_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "zhidu/error.h"

struct zd_input;

/*
 * "-" is standard input. ZD_NOT_FOUND: no such file; ZD_IO: it cannot be read,
 * or there is no gb18030 here. On an error *out is NULL.
 */
int zd_input_open(struct zd_input **out, const char *path, bool gb18030, struct zd_error *err);
void zd_input_close(struct zd_input *in); /* NULL is fine */
/*
 * The next bytes as UTF-8 (unchecked where the file is not gb18030); *n is 0
 * at the end. What comes before damage is given first, then ZD_DATA, always
 * again: corrupt or cut gzip, bytes that are no gb18030.
 */
int zd_input_read(struct zd_input *in, char *buf, size_t cap, size_t *n, struct zd_error *err);
/* Bytes of the file read so far, and its size, 0 where that is not known. */
void zd_input_progress(const struct zd_input *in, uint64_t *bytes, uint64_t *total);

/*
 * Bytes data[start] up to data[end] wait to be used; data[end] may be written
 * to. Zero-initialised but for `in` it is ready.
 */
struct zd_window {
	struct zd_input *in;
	char *data;
	size_t start, end, cap;
	bool ended; /* nothing comes behind data[end] */
};

/*
 * Moves what waits to the front and reads behind it until the window is full
 * or the input ends; doubles it, up to `most` bytes, when it is full already.
 * A full window of `most` bytes stays as it is.
 */
int zd_window_fill(struct zd_window *w, size_t most, struct zd_error *err);
void zd_window_free(struct zd_window *w);

#endif
