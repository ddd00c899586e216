/* Writing bad rows, so that they can be mended and imported again. */
#include "store/rejects.h"

#include <string.h>

static void write_cell(FILE *out, const char *s, size_t n)
{
	bool quotes = n > 0 && (s[0] == ' ' || s[n - 1] == ' ');
	for (size_t i = 0; i < n && !quotes; i++)
		quotes = s[i] == '"' || s[i] == ',' || s[i] == '\n' || s[i] == '\r';
	if (!quotes) {
		fwrite(s, 1, n, out);
		return;
	}
	putc('"', out);
	for (size_t i = 0; i < n; i++) {
		if (s[i] == '"')
			putc('"', out);
		putc(s[i], out);
	}
	putc('"', out);
}

void zd_rejects_head(FILE *out, const struct zd_columns *columns)
{
	if (!out)
		return;
	fputs("line,column,field,reason", out);
	for (size_t i = 0; columns && i < columns->count; i++) {
		putc(',', out);
		write_cell(out, columns->names[i], strlen(columns->names[i]));
	}
	fputs(columns ? "\n" : ",record\n", out);
}

void zd_rejects_row(FILE *out, const struct zd_error *err, const char *field, const struct zd_csv_cell *cells,
		    size_t count)
{
	if (!out)
		return;
	fprintf(out, "%d,%d,", err->line, err->column);
	write_cell(out, field ? field : "", field ? strlen(field) : 0);
	putc(',', out);
	write_cell(out, err->message, strlen(err->message));
	for (size_t i = 0; i < count; i++) {
		putc(',', out);
		write_cell(out, cells[i].s, cells[i].len);
	}
	putc('\n', out);
}

int zd_rejects_end(FILE *out, struct zd_error *err)
{
	if (out && (fflush(out) != 0 || ferror(out)))
		return zd_fail(err, ZD_IO, "the rejected rows could not be written");
	return ZD_OK;
}
