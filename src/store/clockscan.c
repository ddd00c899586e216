/* A scan over SQL's words that knows strings, quoted names and comments, and nothing of grammar. */
#include "store/clockscan.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

bool zd_sql_is_word(char c)
{
	return isalnum((unsigned char)c) || c == '_' || c == '$' || (unsigned char)c >= 0x80;
}

static bool is_one_of(const char *s, size_t n, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (strlen(words[i]) == n && strncasecmp(s, words[i], n) == 0)
			return true;
	}
	return false;
}

const char *zd_sql_skip_quoted(const char *s)
{
	if (s[0] == '-' && s[1] == '-')
		return s + strcspn(s, "\n");
	if (s[0] == '/' && s[1] == '*') {
		const char *end = strstr(s + 2, "*/");
		return end ? end + 2 : s + strlen(s);
	}
	if (!*s || !strchr("'\"`[", *s))
		return s;
	char end = (char)(*s == '[' ? ']' : *s);
	for (s++; *s; s++) {
		if (*s != end)
			continue;
		if (end == ']' || s[1] != end)
			return s + 1;
		s++;
	}
	return s;
}

static const char *skip_blank(const char *s)
{
	for (;;) {
		const char *next = s + strspn(s, " \t\r\n\f");
		if ((next[0] == '-' && next[1] == '-') || (next[0] == '/' && next[1] == '*'))
			next = zd_sql_skip_quoted(next);
		if (next == s)
			return s;
		s = next;
	}
}

/* Behind the function's name, at its '(': whether its arguments mean the present. */
static bool arguments_ask(const char *s, bool has_format)
{
	static const char *const present[] = {"now", "localtime", "utc"};
	size_t count = 0;
	int depth = 1;
	s = skip_blank(s + 1);
	if (*s != ')')
		count = 1;
	while (*s && depth > 0) {
		const char *next = zd_sql_skip_quoted(s);
		if (*s == '\'' && depth == 1 && next - s > 2 &&
		    is_one_of(s + 1, (size_t)(next - s) - 2, present, sizeof present / sizeof *present))
			return true;
		if (next > s) {
			s = next;
			continue;
		}
		depth += (*s == '(') - (*s == ')');
		count += *s == ',' && depth == 1;
		s++;
	}
	return count == 0 || (has_format && count == 1);
}

bool zd_sql_asks_clock(const char *sql, size_t *at, size_t *len)
{
	static const char *const constants[] = {"current_date", "current_time", "current_timestamp"};
	static const char *const functions[] = {"date", "time", "datetime", "julianday", "unixepoch", "strftime"};
	for (const char *s = sql; *s;) {
		const char *next = zd_sql_skip_quoted(s);
		if (next == s && !zd_sql_is_word(*s))
			next = s + 1;
		while (next == s || (zd_sql_is_word(*s) && zd_sql_is_word(*next)))
			next++;
		const char *name = s;
		size_t n = (size_t)(next - s);
		/* A function's name may stand in quotes. */
		if (n > 2 && strchr("\"`[", *s)) {
			name++;
			n -= 2;
		}
		bool asks = zd_sql_is_word(*s) && is_one_of(name, n, constants, sizeof constants / sizeof *constants);
		const char *open = skip_blank(next);
		if (!asks && *open == '(' && *s != '\'' &&
		    is_one_of(name, n, functions, sizeof functions / sizeof *functions))
			asks = arguments_ask(open, n == strlen("strftime") && (name[0] | 32) == 's');
		if (asks) {
			*at = (size_t)(s - sql);
			*len = (size_t)(next - s);
			return true;
		}
		s = next;
	}
	return false;
}
