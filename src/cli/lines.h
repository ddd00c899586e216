/* Lines of a file or of standard input, in bounded memory, as they come. */
#ifndef ZD_CLI_LINES_H
#define ZD_CLI_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "zhidu/error.h"

#define LONGEST_LINE ((size_t)16 * 1024 * 1024)

struct lines {
	int fd;
	const char *name; /* for errors */
	FILE *flush;      /* flushed before waiting for more, so that who asks gets an answer */
	int number;       /* of the last line, from 1 */
	char *buffer;
	size_t begin, end, cap;
	bool over;
};

/* "-": standard input. */
int lines_open(struct lines *l, const char *file, FILE *flush, struct zd_error *err);
/*
 * The next line without its end, valid until the next call; *text NULL at the
 * end. A line beyond LONGEST_LINE is passed over: its size says LONGEST_LINE + 1
 * and its text is "".
 */
int lines_next(struct lines *l, const char **text, size_t *size, struct zd_error *err);
void lines_close(struct lines *l);

#endif
