/*
 * Errors: fills and writes the fixed-size value of zhidu/error.h. A text too
 * long for it is cut between two characters.
 */
#include "zhidu/error.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/utf8.h"

static const struct {
	const char *word;
	int status;
} codes[] = {
#define X(name, word, status, meaning) [ZD_##name] = {word, status},
	ZD_CODES(X)
#undef X
};

static enum zd_code known(enum zd_code code)
{
	return (size_t)code < sizeof codes / sizeof codes[0] ? code : ZD_BUG;
}

const char *zd_code_word(enum zd_code code)
{
	return codes[known(code)].word;
}

int zd_code_status(enum zd_code code)
{
	return codes[known(code)].status;
}

/* The arguments may point into *err, so the message is made beside it. One byte more shows zd_utf8_copy that it was cut. */
static void fill(struct zd_error *err, enum zd_code code, const char *file, int line, int column, const char *fmt,
		 va_list ap)
{
	char message[sizeof err->message + 8];
	char name[sizeof err->file];

	if (!err)
		return;
	if (vsnprintf(message, sizeof message, fmt, ap) < 0)
		zd_utf8_copy(message, sizeof message, fmt);
	zd_utf8_copy(name, sizeof name, file ? file : "");
	zd_utf8_copy(err->message, sizeof err->message, message);
	zd_utf8_copy(err->file, sizeof err->file, name);
	err->code = code;
	err->line = line;
	err->column = column;
}

int zd_fail(struct zd_error *err, enum zd_code code, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	fill(err, code, NULL, 0, 0, fmt, ap);
	va_end(ap);
	return (int)code;
}

int zd_fail_at(struct zd_error *err, enum zd_code code, const char *file, int line, int column, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	fill(err, code, file, line, column, fmt, ap);
	va_end(ap);
	return (int)code;
}

int zd_fail_context(struct zd_error *err, const char *fmt, ...)
{
	struct zd_error phrase;
	char message[2 * sizeof phrase.message + 8];
	va_list ap;

	if (!err)
		return ZD_BUG;
	va_start(ap, fmt);
	fill(&phrase, err->code, NULL, 0, 0, fmt, ap);
	va_end(ap);
	snprintf(message, sizeof message, "%s: %s", phrase.message, err->message);
	zd_utf8_copy(err->message, sizeof err->message, message);
	return (int)err->code;
}

const char *zd_error_text(const struct zd_error *err, char *buf, unsigned long size)
{
	char where[sizeof err->file + 64] = "";
	char text[sizeof where + sizeof err->message + 8];

	if (size == 0)
		return buf;
	if (err->file[0] && err->line && err->column)
		snprintf(where, sizeof where, "%s:%d:%d: ", err->file, err->line, err->column);
	else if (err->file[0] && err->line)
		snprintf(where, sizeof where, "%s:%d: ", err->file, err->line);
	else if (err->file[0])
		snprintf(where, sizeof where, "%s: ", err->file);
	else if (err->line && err->column)
		snprintf(where, sizeof where, "line %d, column %d: ", err->line, err->column);
	else if (err->line)
		snprintf(where, sizeof where, "line %d: ", err->line);
	else if (err->column)
		snprintf(where, sizeof where, "column %d: ", err->column);
	snprintf(text, sizeof text, "%s%s", where, err->message);
	zd_utf8_copy(buf, size, zd_plain(text));
	return buf;
}
