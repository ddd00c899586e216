/* A scan over SQL's words for numbers; strings, quoted names and comments are passed over. */
#include "store/numberscan.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "store/clockscan.h"

/* Whether a text has the number in it, not as a part of a longer one. */
static bool speaks_of(const char *text, const char *number, size_t n)
{
	for (const char *s = text ? strstr(text, number) : NULL; s; s = strstr(s + 1, number)) {
		bool before = s > text && (isdigit((unsigned char)s[-1]) || s[-1] == '.');
		if (!before && !isdigit((unsigned char)s[n]))
			return true;
	}
	return false;
}

static bool is_named(const struct zd_fact *fact, const char *number, size_t n)
{
	for (size_t i = 0; i < fact->value_count; i++) {
		if (speaks_of(fact->values[i].name, number, n) || speaks_of(fact->values[i].title, number, n))
			return true;
	}
	return false;
}

/* Whether what follows on the line has a comment "fixed: why". */
static bool is_fixed(const char *s)
{
	static const char *const marks[] = {"fixed:", "固定：", "固定:"};
	size_t n = strcspn(s, "\n");
	for (const char *at = s; at + 1 < s + n; at++) {
		if (at[0] != '-' || at[1] != '-')
			continue;
		at += 2 + strspn(at + 2, " \t");
		for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
			if (strncmp(at, marks[i], strlen(marks[i])) == 0)
				return true;
		}
		return false;
	}
	return false;
}

static void look_at(const struct zd_fact *fact, const char *at, size_t n, struct zd_findings *findings)
{
	char number[64];
	double value = strtod(at, NULL);
	if (value == 0 || value == 1 || value == 100 || n >= sizeof number)
		return;
	memcpy(number, at, n);
	number[n] = '\0';
	if (is_named(fact, number, n) || is_fixed(at + n))
		return;
	int line = fact->place.line, column = fact->place.column > 0 ? fact->place.column : 1;
	const char *start = fact->sql;
	for (const char *s = fact->sql; s < at; s++) {
		if (*s == '\n')
			line++, column = 1, start = s + 1;
	}
	zd_find(findings, ZD_F_NUMBER, fact->place.file, line,
		column + (int)zd_utf8_length(start, (size_t)(at - start)),
		"the number %s stands in the fact: a name or title that it gives should say it, or a comment "
		"\"fixed: why\" behind it",
		number);
}

/* Twelve months a year, where it turns one into the other. */
static bool is_calendar(const char *sql, const char *at, size_t n)
{
	const char *before = at, *behind = at + n + strspn(at + n, " \t\r\n");
	while (before > sql && strchr(" \t\r\n", before[-1]))
		before--;
	return n == 2 && strncmp(at, "12", 2) == 0 && ((before > sql && before[-1] == '*') || *behind == '*');
}

static bool is_word(const char *s, size_t n, const char *word)
{
	return strlen(word) == n && strncasecmp(s, word, n) == 0;
}

/* Places in a text, digits kept, and columns by number are no business. */
struct scan {
	const char *word; /* the last one */
	size_t len;
	uint64_t counting; /* a bit for each open bracket: of substr or round */
	int depth;
};

static bool is_place(const struct scan *x)
{
	return is_word(x->word, x->len, "by") || (x->depth < 64 && (x->counting >> x->depth & 1));
}

static void bracket(struct scan *x, char c)
{
	if (c == ')' && x->depth > 0)
		x->depth--;
	if (c != '(')
		return;
	bool counts = is_word(x->word, x->len, "substr") || is_word(x->word, x->len, "substring") ||
		      is_word(x->word, x->len, "round");
	if (++x->depth < 64)
		x->counting = (x->counting & ~(UINT64_C(1) << x->depth)) | ((uint64_t)counts << x->depth);
}

void zd_fact_numbers(const struct zd_fact *fact, struct zd_findings *findings)
{
	struct scan x = {.word = ""};
	for (const char *s = fact->sql; *s;) {
		const char *next = zd_sql_skip_quoted(s);
		bool number = isdigit((unsigned char)*s) || (*s == '.' && isdigit((unsigned char)s[1]));
		if (next == s && (number || zd_sql_is_word(*s))) {
			for (next = s + 1; zd_sql_is_word(*next) || (number && *next == '.');)
				next++;
			size_t n = (size_t)(next - s);
			if (number && !is_place(&x) && !is_calendar(fact->sql, s, n))
				look_at(fact, s, n, findings);
			if (!number)
				x.word = s, x.len = n;
		} else if (next == s) {
			bracket(&x, *s);
		}
		s = next > s ? next : s + 1;
	}
}
