/*
 * The list of findings: owns its strings, counts the errors, and puts itself
 * into the order in which people read files. How findings are printed is left
 * to the report layer.
 */
#include "zhidu/finding.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"

static const struct {
	const char *word;
	bool is_error;
	const char *meaning;
} codes[] = {
#define X(name, word, severity, meaning) {word, severity, meaning},
	ZD_FINDING_CODES(X)
#undef X
};

const char *zd_finding_word(enum zd_finding_code code)
{
	return codes[code].word;
}

const char *zd_finding_meaning(enum zd_finding_code code)
{
	return codes[code].meaning;
}

bool zd_finding_is_error(enum zd_finding_code code)
{
	return codes[code].is_error;
}

void zd_find(struct zd_findings *f, enum zd_finding_code code, const char *file, int line, int column, const char *fmt,
	     ...)
{
	struct zd_str message = {0};
	va_list ap;
	va_start(ap, fmt);
	zd_str_vprintf(&message, fmt, ap);
	va_end(ap);

	ZD_GROW(f->items, f->count, f->cap);
	f->items[f->count++] = (struct zd_finding){
		.code = code,
		.line = line,
		.column = column,
		.file = zd_strdup(file ? file : ""),
		.message = zd_strdup(zd_str_text(&message)),
	};
	f->errors += zd_finding_is_error(code);
	zd_str_free(&message);
}

static int by_place(const void *left, const void *right)
{
	const struct zd_finding *a = left, *b = right;
	int order = strcmp(a->file, b->file);
	if (order != 0)
		return order;
	if (a->line != b->line)
		return a->line < b->line ? -1 : 1;
	if (a->column != b->column)
		return a->column < b->column ? -1 : 1;
	if (a->code != b->code)
		return a->code < b->code ? -1 : 1;
	return strcmp(a->message, b->message);
}

static void drop(struct zd_finding *finding)
{
	free((char *)finding->file);
	free((char *)finding->message);
}

void zd_findings_sort(struct zd_findings *f)
{
	if (f->count == 0)
		return;
	qsort(f->items, f->count, sizeof *f->items, by_place);
	size_t kept = 1;
	for (size_t i = 1; i < f->count; i++) {
		if (by_place(&f->items[kept - 1], &f->items[i]) != 0) {
			f->items[kept++] = f->items[i];
			continue;
		}
		f->errors -= zd_finding_is_error(f->items[i].code);
		drop(&f->items[i]);
	}
	f->count = kept;
}

void zd_findings_free(struct zd_findings *f)
{
	for (size_t i = 0; i < f->count; i++)
		drop(&f->items[i]);
	free(f->items);
	*f = (struct zd_findings){0};
}
