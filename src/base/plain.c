/* Text for people. What becomes of it is never longer, so it is changed in its place. */
#include "base/plain.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

/* Embeddings, overrides and isolates: a text could end in the middle of a line and another begin. */
static bool turns(uint32_t cp)
{
	return (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069);
}

static bool is_control(uint32_t cp)
{
	return cp < 0x20 || (cp >= 0x7F && cp < 0xA0);
}

/* Returns the new length. */
static size_t make_plain(char *s, size_t n, bool one_line)
{
	size_t to = 0;
	for (size_t at = 0; at < n;) {
		size_t good = at + zd_utf8_valid(s + at, n - at);
		while (at < good) {
			uint32_t cp;
			size_t len = zd_utf8_next(s + at, good - at, &cp);
			if (cp == '\n' || cp == '\t')
				s[to++] = one_line ? ' ' : s[at];
			else if (is_control(cp) || turns(cp))
				s[to++] = '?';
			else
				for (size_t i = 0; i < len; i++)
					s[to++] = s[at + i];
			at += len;
		}
		if (at < n) {
			s[to++] = '?';
			at++;
		}
	}
	return to;
}

char *zd_plain(char *s)
{
	s[make_plain(s, strlen(s), false)] = '\0';
	return s;
}

static void add(struct zd_str *b, const char *s, size_t n, bool one_line)
{
	size_t before = b->len;
	if (!n)
		return;
	zd_str_addn(b, s, n);
	b->len = before + make_plain(b->s + before, n, one_line);
	b->s[b->len] = '\0';
}

void zd_plain_add(struct zd_str *b, const char *s, size_t n)
{
	add(b, s, n, false);
}

void zd_plain_add_line(struct zd_str *b, const char *s, size_t n)
{
	add(b, s, n, true);
}

FILE *zd_plain_begin(struct zd_plain_stream *p, FILE *to)
{
	*p = (struct zd_plain_stream){.to = to};
	p->stream = open_memstream(&p->text, &p->size);
	if (!p->stream) {
		fputs("zhidu: out of memory\n", stderr);
		abort();
	}
	return p->stream;
}

void zd_plain_end(struct zd_plain_stream *p)
{
	fclose(p->stream);
	fwrite(p->text, 1, make_plain(p->text, p->size, false), p->to);
	free(p->text);
}
