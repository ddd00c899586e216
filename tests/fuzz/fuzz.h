/*
 * What the fuzzers share. Each takes bytes that somebody else may have
 * written, gives them to the one reader it is named after, and demands what
 * its header promises of it; the sanitizers watch the rest.
 */
#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

#include <fcntl.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Ends the fuzzer when a promise is broken. */
#define FUZZ_MUST(promise)                                                                                             \
	do {                                                                                                           \
		if (!(promise)) {                                                                                      \
			fprintf(stderr, "%s:%d: broken: %s\n", __FILE__, __LINE__, #promise);                          \
			abort();                                                                                       \
		}                                                                                                      \
	} while (0)

/* The bytes in memory of just their size, so that reading beyond them is seen. free() it. */
static inline char *fuzz_bytes(const uint8_t *data, size_t size)
{
	char *s = malloc(size ? size : 1);
	if (!s)
		abort();
	if (size)
		memcpy(s, data, size);
	return s;
}

/* The same with a NUL behind them. */
static inline char *fuzz_text(const uint8_t *data, size_t size)
{
	char *s = malloc(size + 1);
	if (!s)
		abort();
	if (size)
		memcpy(s, data, size);
	s[size] = '\0';
	return s;
}

/* Takes one byte off the front; 0 where there is none. */
static inline unsigned fuzz_byte(const uint8_t **data, size_t *size)
{
	if (*size == 0)
		return 0;
	--*size;
	return *(*data)++;
}

/* In memory: a file on a disk would be waited for. */
static char fuzz_path[] = "/dev/shm/zhidu-fuzz-XXXXXX";
static int fuzz_descriptor = -1;

static inline void fuzz_forget_file(void)
{
	unlink(fuzz_path);
}

/* A file with these bytes, the same for each input; it goes away with the fuzzer. */
static inline const char *fuzz_file(const uint8_t *data, size_t size)
{
	if (fuzz_descriptor < 0) {
		fuzz_descriptor = mkstemp(fuzz_path);
		FUZZ_MUST(fuzz_descriptor >= 0 && atexit(fuzz_forget_file) == 0);
	}
	FUZZ_MUST(ftruncate(fuzz_descriptor, 0) == 0);
	FUZZ_MUST(size == 0 || pwrite(fuzz_descriptor, data, size, 0) == (ssize_t)size);
	return fuzz_path;
}

/* What was asked for has put another file in its place: the next input begins anew. */
static inline void fuzz_new_file(void)
{
	close(fuzz_descriptor);
	fuzz_descriptor = open(fuzz_path, O_RDWR);
	FUZZ_MUST(fuzz_descriptor >= 0);
}

#endif
