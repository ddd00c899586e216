/* A buffer that grows up to the longest line and is refilled when no whole line is left in it. */
#include "cli/lines.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"

#define FIRST_SIZE ((size_t)65536)

int lines_open(struct lines *l, const char *file, FILE *flush, struct zd_error *err)
{
	bool standard = strcmp(file, "-") == 0;

	*l = (struct lines){.fd = STDIN_FILENO, .name = standard ? "standard input" : file, .flush = flush};
	if (!standard)
		l->fd = open(file, O_RDONLY);
	if (l->fd < 0)
		return zd_fail_at(err, errno == ENOENT ? ZD_NOT_FOUND : ZD_IO, file, 0, 0, "%s", strerror(errno));
	l->cap = FIRST_SIZE;
	l->buffer = cli_alloc(l->cap);
	return ZD_OK;
}

/* Reads more behind what is there. */
static int fill(struct lines *l, struct zd_error *err)
{
	ssize_t n;

	if (l->begin > 0) {
		memmove(l->buffer, l->buffer + l->begin, l->end - l->begin);
		l->end -= l->begin;
		l->begin = 0;
	}
	if (l->end == l->cap) {
		l->cap *= 2;
		l->buffer = cli_realloc(l->buffer, l->cap);
	}
	if (fflush(l->flush) != 0)
		return zd_fail_at(err, ZD_IO, "standard output", 0, 0, "%s", strerror(errno));
	do
		n = read(l->fd, l->buffer + l->end, l->cap - l->end);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return zd_fail_at(err, ZD_IO, l->name, 0, 0, "%s", strerror(errno));
	l->over = n == 0;
	l->end += (size_t)n;
	return ZD_OK;
}

int lines_next(struct lines *l, const char **text, size_t *size, struct zd_error *err)
{
	size_t looked = 0; /* at how much of the line there is no end of it */
	bool too_long = false;

	for (;;) {
		char *start = l->buffer + l->begin;
		size_t have = l->end - l->begin;
		char *newline = memchr(start + looked, '\n', have - looked);
		if (newline || (l->over && (have > 0 || too_long))) {
			size_t n = newline ? (size_t)(newline - start) : have;
			l->begin += newline ? n + 1 : n;
			l->number++;
			too_long = too_long || n > LONGEST_LINE;
			*text = too_long ? "" : start;
			*size = too_long ? LONGEST_LINE + 1 : n;
			return ZD_OK;
		}
		if (l->over) {
			*text = NULL;
			*size = 0;
			return ZD_OK;
		}
		looked = have;
		if (have > LONGEST_LINE) {
			too_long = true;
			l->begin = l->end = looked = 0;
		}
		int code = fill(l, err);
		if (code != ZD_OK)
			return code;
	}
}

void lines_close(struct lines *l)
{
	if (l->fd > STDIN_FILENO)
		close(l->fd);
	free(l->buffer);
}
