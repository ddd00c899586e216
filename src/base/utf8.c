/*
 * UTF-8 and names. Only zd_utf8_valid judges a text; the others expect a
 * valid one, and take each byte of an invalid one for a character, so that a
 * message about it can still be printed. Width is in width.c.
 */
#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define REPLACEMENT 0xFFFD
#define LONGEST_NAME 256 /* in characters, of what zd_nearest looks at */

/* The length of the character at s, or 0 when it is not valid. */
static size_t decode(const unsigned char *s, size_t n, uint32_t *cp)
{
	static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
	size_t len;
	uint32_t c = s[0];

	if (c < 0x80) {
		*cp = c;
		return 1;
	}
	if (c >= 0xC2 && c <= 0xDF)
		len = 2;
	else if (c >= 0xE0 && c <= 0xEF)
		len = 3;
	else if (c >= 0xF0 && c <= 0xF4)
		len = 4;
	else
		return 0;
	if (n < len)
		return 0;
	c &= 0x7Fu >> len;
	for (size_t i = 1; i < len; i++) {
		if ((s[i] & 0xC0) != 0x80)
			return 0;
		c = c << 6 | (s[i] & 0x3Fu);
	}
	if (c < least[len] || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
		return 0;
	*cp = c;
	return len;
}

size_t zd_utf8_valid(const char *s, size_t n)
{
	size_t i = 0;

	while (i < n) {
		uint32_t cp;
		size_t len = decode((const unsigned char *)s + i, n - i, &cp);

		if (len == 0 || cp == 0)
			return i;
		i += len;
	}
	return n;
}

size_t zd_utf8_next(const char *s, size_t n, uint32_t *cp)
{
	size_t len = decode((const unsigned char *)s, n, cp);

	if (len == 0) {
		*cp = REPLACEMENT;
		return 1;
	}
	return len;
}

size_t zd_utf8_length(const char *s, size_t n)
{
	size_t length = 0;

	for (size_t i = 0; i < n; length++) {
		uint32_t cp;

		i += zd_utf8_next(s + i, n - i, &cp);
	}
	return length;
}

void zd_utf8_copy(char *to, size_t size, const char *s)
{
	size_t n = strlen(s);

	if (n >= size) {
		n = size - 1;
		while (n > 0 && ((unsigned char)s[n] & 0xC0) == 0x80)
			n--;
	}
	memmove(to, s, n);
	to[n] = '\0';
}

size_t zd_utf8_offset(const char *s, size_t n, size_t at)
{
	size_t i = 0;

	while (i < n && at-- > 0) {
		uint32_t cp;

		i += zd_utf8_next(s + i, n - i, &cp);
	}
	return i;
}

/* The characters of s, or false when there are more than the limit. */
static bool spell(const char *s, uint32_t out[LONGEST_NAME], size_t *count)
{
	size_t n = strlen(s);

	*count = 0;
	for (size_t i = 0; i < n; (*count)++) {
		if (*count == LONGEST_NAME)
			return false;
		i += zd_utf8_next(s + i, n - i, &out[*count]);
	}
	return true;
}

static size_t least_of(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Optimal string alignment: no part of the text is edited twice. */
static size_t distance(const uint32_t *a, size_t na, const uint32_t *b, size_t nb)
{
	size_t rows[3][LONGEST_NAME + 1];
	size_t *before = rows[0], *above = rows[1], *row = rows[2];

	for (size_t j = 0; j <= nb; j++)
		above[j] = j;
	for (size_t i = 1; i <= na; i++) {
		size_t *oldest = before;

		row[0] = i;
		for (size_t j = 1; j <= nb; j++) {
			row[j] = above[j - 1] + (a[i - 1] != b[j - 1]);
			row[j] = least_of(row[j], least_of(above[j], row[j - 1]) + 1);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				row[j] = least_of(row[j], before[j - 2] + 1);
		}
		before = above;
		above = row;
		row = oldest;
	}
	return above[nb];
}

const char *zd_nearest(const char *name, const char *const *names, size_t count)
{
	uint32_t wanted[LONGEST_NAME], other[LONGEST_NAME];
	size_t length, other_length, nearest;
	const char *found = NULL;

	if (!spell(name, wanted, &length) || length == 0)
		return NULL;
	nearest = length / 3 < 1 ? 1 : least_of(length / 3, 3);
	nearest++; /* strictly nearer than this */
	for (size_t i = 0; i < count; i++) {
		size_t d;

		if (!spell(names[i], other, &other_length) || other_length + nearest <= length ||
		    length + nearest <= other_length)
			continue;
		d = distance(wanted, length, other, other_length);
		if (d < nearest) {
			nearest = d;
			found = names[i];
		}
	}
	return found;
}

const char *zd_nearest_of(const char *name, const void *items, size_t count, size_t item_size)
{
	const char **names = zd_alloc((count + 1) * sizeof *names);
	for (size_t i = 0; i < count; i++)
		memcpy(&names[i], (const char *)items + i * item_size, sizeof *names);
	const char *nearest = zd_nearest(name, names, count);
	free(names);
	return nearest;
}

struct zd_suggestion zd_suggest(const char *near, const char *quote)
{
	struct zd_suggestion s = {""};
	if (near)
		snprintf(s.text, sizeof s.text, "; did you mean %s%s%s?", quote, near, quote);
	return s;
}

/* The end of the name that begins at s, or NULL when none does. Of the C locale, whatever the user's is. */
static const char *name_end(const char *s)
{
	if (*s < 'a' || *s > 'z')
		return NULL;
	while ((*s >= 'a' && *s <= 'z') || (*s >= 'A' && *s <= 'Z') || (*s >= '0' && *s <= '9') || *s == '_')
		s++;
	return s;
}

bool zd_is_name(const char *s)
{
	const char *end = name_end(s);

	return end && *end == '\0';
}

bool zd_is_id(const char *s)
{
	const char *end = name_end(s);

	while (end && *end == '.')
		end = name_end(end + 1);
	return end && *end == '\0';
}
