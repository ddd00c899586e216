/*
 * The lexer. Columns count characters and are kept as the text is walked, so
 * that a file of one long line costs no more than another. Strings are
 * decoded, because the policy's head is read from them; what is written out
 * later is the source itself.
 */
#include "script/lexer.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "base/utf8.h"

static const char *const words[] = {"the end of the file", "a name", "a number", "a text",
#define X(name, word) word,
				    ZD_KEYWORDS(X) ZD_SYMBOLS(X)
#undef X
};

struct spelling {
	const char *word;
	size_t len;
};
#define X(name, word) {word, sizeof(word) - 1},
static const struct spelling keywords[] = {ZD_KEYWORDS(X)};
static const struct spelling symbols[] = {ZD_SYMBOLS(X)};
#undef X

#define COUNT(array) (sizeof(array) / sizeof *(array))

const char *zd_token_words(enum zd_token_kind kind)
{
	return words[kind];
}

void zd_lexer_fail(struct zd_lexer *l, int line, int column, const char *fmt, ...)
{
	if (l->failed)
		return;
	l->failed = true;
	char message[512];
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(message, sizeof message, fmt, ap);
	va_end(ap);
	zd_find(l->findings, ZD_F_LUA_SYNTAX, l->file, line, column, "%s", message);
}

size_t zd_line_break(const char *s, size_t n)
{
	if (*s != '\n' && *s != '\r')
		return 0;
	bool pair = n > 1 && (s[1] == '\n' || s[1] == '\r') && s[1] != *s;
	return pair ? 2 : 1;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static int hex_digit(char c)
{
	if (is_digit(c))
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

static char peek(const struct zd_lexer *l, size_t ahead)
{
	return l->at + ahead < l->size ? l->text[l->at + ahead] : '\0';
}

/* Steps over the line break under the cursor; false: there is none. */
static bool line_break(struct zd_lexer *l)
{
	size_t n = l->at < l->size ? zd_line_break(l->text + l->at, l->size - l->at) : 0;
	if (n == 0)
		return false;
	l->at += n;
	l->line++;
	l->marked = l->at;
	l->column = 1;
	return true;
}

/* Steps over a blank under the cursor; false: there is none. */
static bool blank(struct zd_lexer *l)
{
	char c = peek(l, 0);
	if (c != ' ' && c != '\t' && c != '\v' && c != '\f')
		return false;
	l->at++;
	return true;
}

static int column_here(struct zd_lexer *l)
{
	for (; l->marked < l->at; l->marked++)
		l->column += (l->text[l->marked] & 0xC0) != 0x80;
	return l->column;
}

/* The number of '=' of the long bracket under the cursor, or -1: it is none. */
static int long_level(const struct zd_lexer *l)
{
	size_t n = 1;
	while (peek(l, n) == '=')
		n++;
	return peek(l, 0) == '[' && peek(l, n) == '[' ? (int)n - 1 : -1;
}

/* Puts what a text stands for into its token. */
static void keep(struct zd_lexer *l, struct zd_token *t, struct zd_str *content)
{
	t->kind = ZD_TK_STRING;
	t->text = zd_arena_strndup(l->arena, zd_str_text(content), content->len);
	t->len = content->len;
	zd_str_free(content);
}

/* Reads a long text, or a long comment when t is NULL. */
static void long_bracket(struct zd_lexer *l, int level, struct zd_token *t, int line, int column)
{
	struct zd_str content = {0};
	bool closed = false;
	l->at += (size_t)level + 2;
	line_break(l);
	while (!closed && l->at < l->size) {
		size_t begin = l->at;
		if (line_break(l)) {
			if (t)
				zd_str_addc(&content, '\n');
			continue;
		}
		l->at++;
		if (l->text[begin] == ']') {
			while (peek(l, 0) == '=')
				l->at++;
			closed = l->at - begin == (size_t)level + 1 && peek(l, 0) == ']';
		}
		if (t && !closed)
			zd_str_addn(&content, l->text + begin, l->at - begin);
	}
	if (closed)
		l->at++;
	else
		zd_lexer_fail(l, line, column, "this %s is never closed", t ? "text" : "comment");
	if (t)
		keep(l, t, &content);
}

static void skip_blanks(struct zd_lexer *l)
{
	while (l->at < l->size && !l->failed) {
		if (line_break(l) || blank(l))
			continue;
		if (peek(l, 0) != '-' || peek(l, 1) != '-')
			return;
		int line = l->line, column = column_here(l);
		l->at += 2;
		int level = long_level(l);
		if (level >= 0) {
			long_bracket(l, level, NULL, line, column);
			continue;
		}
		while (l->at < l->size && l->text[l->at] != '\n' && l->text[l->at] != '\r')
			l->at++;
	}
}

/* Writes a character as UTF-8; returns its length. Above 0x10FFFF nothing is text: 0. */
static size_t encode(uint32_t cp, char *out)
{
	if (cp < 0x80) {
		out[0] = (char)cp;
		return 1;
	}
	if (cp < 0x800) {
		out[0] = (char)(0xC0 | cp >> 6);
		out[1] = (char)(0x80 | (cp & 0x3F));
		return 2;
	}
	if (cp < 0x10000) {
		out[0] = (char)(0xE0 | cp >> 12);
		out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
		out[2] = (char)(0x80 | (cp & 0x3F));
		return 3;
	}
	if (cp > 0x10FFFF)
		return 0;
	out[0] = (char)(0xF0 | cp >> 18);
	out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
	out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
	out[3] = (char)(0x80 | (cp & 0x3F));
	return 4;
}

static void bad_escape(struct zd_lexer *l, const char *why)
{
	zd_lexer_fail(l, l->line, column_here(l), "%s", why);
}

static size_t unicode_escape(struct zd_lexer *l, char *out)
{
	uint32_t cp = 0;
	size_t n = 2, digits = 0;
	for (; hex_digit(peek(l, n)) >= 0 && cp <= 0x10FFFF; n++, digits++)
		cp = cp * 16 + (uint32_t)hex_digit(peek(l, n));
	size_t len = encode(cp, out);
	if (peek(l, 1) != '{' || digits == 0 || peek(l, n) != '}' || len == 0) {
		bad_escape(l, "\\u wants a character's number in braces, such as \\u{4E2D}");
		return 0;
	}
	l->at += n + 1;
	return len;
}

static size_t decimal_escape(struct zd_lexer *l, char *out)
{
	int value = 0;
	size_t n = 0;
	for (; n < 3 && is_digit(peek(l, n)); n++)
		value = value * 10 + (peek(l, n) - '0');
	if (value > 255) {
		bad_escape(l, "a byte in a text is at most \\255");
		return 0;
	}
	l->at += n;
	*out = (char)value;
	return 1;
}

/* Reads an escape, the cursor being behind the backslash; returns how many bytes went to out (at most 4). */
static size_t escape(struct zd_lexer *l, char *out)
{
	static const char letters[] = "abfnrtv\\\"'";
	static const char meanings[] = "\a\b\f\n\r\t\v\\\"'";
	char c = peek(l, 0);
	if (line_break(l)) {
		*out = '\n';
		return 1;
	}
	if (is_digit(c))
		return decimal_escape(l, out);
	if (c == 'u')
		return unicode_escape(l, out);
	if (c == 'z') {
		l->at++;
		while (line_break(l) || blank(l))
			;
		return 0;
	}
	if (c == 'x') {
		int high = hex_digit(peek(l, 1)), low = hex_digit(peek(l, 2));
		if (high < 0 || low < 0) {
			bad_escape(l, "\\x wants two hexadecimal digits");
			return 0;
		}
		l->at += 3;
		*out = (char)(high * 16 + low);
		return 1;
	}
	const char *found = c ? strchr(letters, c) : NULL;
	if (!found) {
		bad_escape(l, "no such escape in a text; a backslash itself is \\\\");
		return 0;
	}
	l->at++;
	*out = meanings[found - letters];
	return 1;
}

static void string(struct zd_lexer *l, struct zd_token *t)
{
	struct zd_str content = {0};
	char quote = l->text[l->at++];
	while (!l->failed) {
		char c = peek(l, 0);
		if (l->at >= l->size || c == '\n' || c == '\r') {
			zd_lexer_fail(l, t->line, t->column, "this text is never closed");
			break;
		}
		l->at++;
		if (c == quote)
			break;
		if (c != '\\') {
			zd_str_addc(&content, c);
			continue;
		}
		char bytes[4];
		zd_str_addn(&content, bytes, escape(l, bytes));
	}
	keep(l, t, &content);
}

static size_t digits(const char *s, size_t n, bool hex)
{
	size_t i = 0;
	while (i < n && (hex ? hex_digit(s[i]) >= 0 : is_digit(s[i])))
		i++;
	return i;
}

/* Whether s[0..n) is a number as Lua writes them. */
static bool is_number(const char *s, size_t n)
{
	bool hex = n > 1 && s[0] == '0' && (s[1] == 'x' || s[1] == 'X');
	size_t at = hex ? 2 : 0;
	size_t whole = digits(s + at, n - at, hex), part = 0;
	at += whole;
	if (at < n && s[at] == '.') {
		at++;
		part = digits(s + at, n - at, hex);
		at += part;
	}
	if (whole + part == 0)
		return false;
	if (at < n && (hex ? s[at] == 'p' || s[at] == 'P' : s[at] == 'e' || s[at] == 'E')) {
		at++;
		if (at < n && (s[at] == '+' || s[at] == '-'))
			at++;
		size_t power = digits(s + at, n - at, false);
		if (power == 0)
			return false;
		at += power;
	}
	return at == n;
}

static void number(struct zd_lexer *l, struct zd_token *t)
{
	size_t begin = l->at;
	bool hex = peek(l, 0) == '0' && (peek(l, 1) == 'x' || peek(l, 1) == 'X');
	const char *powers = hex ? "pP" : "eE";
	while (is_digit(peek(l, 0)) || is_letter(peek(l, 0)) || peek(l, 0) == '.') {
		char c = peek(l, 0);
		l->at++;
		if (strchr(powers, c) && (peek(l, 0) == '+' || peek(l, 0) == '-'))
			l->at++;
	}
	t->kind = ZD_TK_NUMBER;
	t->len = l->at - begin;
	t->text = zd_arena_strndup(l->arena, l->text + begin, t->len);
	if (!is_number(t->text, t->len))
		zd_lexer_fail(l, t->line, t->column, "\"%.40s\" is not a number", t->text);
}

static void name(struct zd_lexer *l, struct zd_token *t)
{
	size_t begin = l->at;
	while (is_letter(peek(l, 0)) || is_digit(peek(l, 0)))
		l->at++;
	t->kind = ZD_TK_NAME;
	t->len = l->at - begin;
	t->text = zd_arena_strndup(l->arena, l->text + begin, t->len);
	for (size_t i = 0; i < COUNT(keywords); i++)
		if (keywords[i].len == t->len && memcmp(keywords[i].word, t->text, t->len) == 0)
			t->kind = (enum zd_token_kind)(ZD_TK_AND + i);
}

static bool symbol(struct zd_lexer *l, struct zd_token *t)
{
	for (size_t i = 0; i < COUNT(symbols); i++) {
		size_t len = symbols[i].len;
		if (len > l->size - l->at || memcmp(symbols[i].word, l->text + l->at, len) != 0)
			continue;
		l->at += len;
		t->kind = (enum zd_token_kind)(ZD_TK_DOTS + i);
		return true;
	}
	return false;
}

/* A character that begins no token, with the likely reason where it is a full-width sign. */
static void stray(struct zd_lexer *l, const struct zd_token *t)
{
	uint32_t cp;
	size_t len = zd_utf8_next(l->text + l->at, l->size - l->at, &cp);
	const char *hint = cp > 0x7F ? "; outside texts and comments only plain ASCII signs and letters can stand" : "";
	if (cp < 0x20)
		zd_lexer_fail(l, t->line, t->column, "a control character (%u) cannot stand here", (unsigned)cp);
	else
		zd_lexer_fail(l, t->line, t->column, "\"%.*s\" cannot stand here%s", (int)len, l->text + l->at, hint);
}

void zd_lexer_next(struct zd_lexer *l, struct zd_token *t)
{
	skip_blanks(l);
	*t = (struct zd_token){.kind = ZD_TK_END_OF_FILE, .line = l->line, .column = column_here(l)};
	t->start = t->end = (uint32_t)l->at;
	if (l->failed || l->at >= l->size)
		return;
	char c = l->text[l->at];
	int level = long_level(l);
	if (is_letter(c)) {
		name(l, t);
	} else if (is_digit(c) || (c == '.' && is_digit(peek(l, 1)))) {
		number(l, t);
	} else if (c == '"' || c == '\'') {
		string(l, t);
	} else if (level >= 0) {
		long_bracket(l, level, t, t->line, t->column);
	} else if (!symbol(l, t)) {
		stray(l, t);
	}
	t->end = (uint32_t)l->at;
	if (l->failed)
		t->kind = ZD_TK_END_OF_FILE;
	if (t->kind == ZD_TK_STRING && zd_utf8_valid(t->text, t->len) < t->len)
		zd_find(l->findings, ZD_F_LUA_FORBIDDEN, l->file, t->line, t->column,
			"the escapes of this text do not make valid characters");
}
