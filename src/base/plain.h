/*
 * Text on its way to people. Names and reasons come from anywhere; what could
 * do things to a terminal, or turn a line around, becomes '?': control
 * characters, characters that change the direction of writing, and what is
 * no UTF-8. Line ends and tabs stay. See also zd_plain in zhidu/error.h.
 */
#ifndef ZD_BASE_PLAIN_H
#define ZD_BASE_PLAIN_H

#include <stdio.h>

#include "base/str.h"
#include "zhidu/error.h"

/* Appends a text so. */
void zd_plain_add(struct zd_str *b, const char *s, size_t n);
/* The same as one line: line ends and tabs become blanks. */
void zd_plain_add_line(struct zd_str *b, const char *s, size_t n);

/* What is written to the stream that begin returns comes out so at the end. */
struct zd_plain_stream {
	FILE *to, *stream;
	char *text;
	size_t size;
};
FILE *zd_plain_begin(struct zd_plain_stream *p, FILE *to);
void zd_plain_end(struct zd_plain_stream *p);

#endif
