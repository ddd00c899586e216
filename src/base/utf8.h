/* UTF-8: validity, characters, display width, and the nearest of several names, which messages suggest. */
#ifndef ZD_BASE_UTF8_H
#define ZD_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The offset of the first byte that is not valid UTF-8 (or is NUL), or n when all is valid. Overlongs and surrogates are invalid. */
size_t zd_utf8_valid(const char *s, size_t n);
/* Decodes one character at s (n > 0 bytes left, valid UTF-8) into *cp; returns its length in bytes. */
size_t zd_utf8_next(const char *s, size_t n, uint32_t *cp);
size_t zd_utf8_length(const char *s, size_t n); /* in characters */
/* Copies s to a field of `size` bytes, whole or as many whole characters as fit, always terminated; s may lie in it. */
void zd_utf8_copy(char *to, size_t size, const char *s);
/* Columns on a terminal: 2 for wide East Asian characters, 0 for combining marks, 1 otherwise. */
size_t zd_utf8_width(const char *s, size_t n);
/* The byte offset of the character with 0-based index `at`, or n when there are fewer. */
size_t zd_utf8_offset(const char *s, size_t n, size_t at);

/*
 * The name that is nearest to `name` by edit distance (insert, delete,
 * replace, swap neighbours), or NULL when none is near enough to suggest
 * (more than a third of the length, at least 1, at most 3). Ties: the first.
 */
const char *zd_nearest(const char *name, const char *const *names, size_t count);
/* The same among structs that begin with their name. */
const char *zd_nearest_of(const char *name, const void *items, size_t count, size_t item_size);

/*
 * How a message ends about a name that does not exist: "; did you mean 'near'?", or nothing where near is NULL. It
 * lives as long as the call it is made in: zd_fail(err, ZD_USAGE, "no policy '%s'%s", name, zd_suggest(near, "'").text).
 */
struct zd_suggestion {
	char text[1100]; /* the longest name that zd_nearest finds, in bytes, and the words */
};
struct zd_suggestion zd_suggest(const char *near, const char *quote);

/* A valid name of the pack: a lower-case letter, then letters, digits, '_'. An id: names joined by dots. */
bool zd_is_name(const char *s);
bool zd_is_id(const char *s);

#endif
