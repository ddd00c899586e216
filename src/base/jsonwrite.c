/* Writes the pieces of JSON; what comes out is always valid UTF-8. */
#include "base/json.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "base/money.h"
#include "base/utf8.h"

static void add_escape(struct zd_str *b, unsigned char c)
{
	switch (c) {
	case '"':
		zd_str_add(b, "\\\"");
		break;
	case '\\':
		zd_str_add(b, "\\\\");
		break;
	case '\n':
		zd_str_add(b, "\\n");
		break;
	case '\r':
		zd_str_add(b, "\\r");
		break;
	case '\t':
		zd_str_add(b, "\\t");
		break;
	default:
		zd_str_printf(b, "\\u%04x", c);
	}
}

/* How many bytes from s on are written as they are. */
static size_t plain_length(const char *s, size_t n)
{
	size_t i = 0;

	while (i < n && (unsigned char)s[i] >= 0x20 && s[i] != '"' && s[i] != '\\' && s[i] != 0x7F)
		i++;
	return zd_utf8_valid(s, i);
}

void zd_json_string(struct zd_str *b, const char *s, size_t n)
{
	zd_str_addc(b, '"');
	while (n) {
		size_t plain = plain_length(s, n);

		zd_str_addn(b, s, plain);
		s += plain;
		n -= plain;
		if (n == 0)
			break;
		if ((unsigned char)*s < 0x80)
			add_escape(b, (unsigned char)*s);
		else
			zd_str_add(b, "\xEF\xBF\xBD"); /* the replacement character */
		s++;
		n--;
	}
	zd_str_addc(b, '"');
}

void zd_json_key(struct zd_str *b, bool *first, const char *key)
{
	if (!*first)
		zd_str_addc(b, ',');
	*first = false;
	zd_json_string(b, key, strlen(key));
	zd_str_addc(b, ':');
}

void zd_json_text_if(struct zd_str *b, bool *first, const char *key, const char *text)
{
	if (!text)
		return;
	zd_json_key(b, first, key);
	zd_json_string(b, text, strlen(text));
}

void zd_json_text(struct zd_str *b, bool *first, const char *key, const char *text)
{
	zd_json_text_if(b, first, key, text);
	if (text)
		return;
	zd_json_key(b, first, key);
	zd_str_add(b, "null");
}

void zd_json_int(struct zd_str *b, bool *first, const char *key, int64_t n)
{
	zd_json_key(b, first, key);
	zd_str_printf(b, "%" PRId64, n);
}

void zd_json_bool(struct zd_str *b, bool *first, const char *key, bool truth)
{
	zd_json_key(b, first, key);
	zd_str_add(b, truth ? "true" : "false");
}

void zd_json_strings(struct zd_str *b, const char *const *items, size_t count)
{
	zd_str_addc(b, '[');
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			zd_str_addc(b, ',');
		zd_json_string(b, items[i], strlen(items[i]));
	}
	zd_str_addc(b, ']');
}

void zd_json_money(struct zd_str *b, int64_t fen)
{
	char text[32];

	zd_str_addn(b, text, zd_money_format(fen, false, text));
}

void zd_json_number(struct zd_str *b, double d)
{
	char text[32];

	if (isfinite(d))
		zd_str_addn(b, text, zd_number_format(d, text));
	else
		zd_str_add(b, "null"); /* JSON has no other word for it */
}
