/* One suite a policy, whose counts stand before its cases: the cases wait in memory until the policy ends. */
#include "cli/junit.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

struct junit {
	const char *name;
	FILE *file;
	FILE *cases; /* of the policy at hand; NULL: none yet */
	char *text;  /* behind `cases` */
	size_t size;
	size_t count, failed;
	char *policy;
};

struct junit *junit_open(const char *file, struct zd_error *err)
{
	FILE *out = fopen(file, "w");

	if (!out) {
		zd_fail_at(err, ZD_IO, file, 0, 0, "%s", strerror(errno));
		return NULL;
	}
	struct junit *j = cli_alloc(sizeof *j);
	j->name = file;
	j->file = out;
	fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n", out);
	return j;
}

/* XML has no way to write control characters but tab, LF and CR. */
static void put_escaped(FILE *out, const char *s)
{
	for (; *s; s++) {
		if (*s == '&')
			fputs("&amp;", out);
		else if (*s == '<')
			fputs("&lt;", out);
		else if (*s == '>')
			fputs("&gt;", out);
		else if (*s == '"')
			fputs("&quot;", out);
		else if (*s == '\n')
			fputs("&#10;", out);
		else
			fputc((unsigned char)*s < 0x20 ? ' ' : *s, out);
	}
}

static void end_suite(struct junit *j)
{
	if (!j->cases)
		return;
	fclose(j->cases);
	fputs("<testsuite name=\"", j->file);
	put_escaped(j->file, j->policy);
	fprintf(j->file, "\" tests=\"%zu\" failures=\"%zu\">\n%s</testsuite>\n", j->count, j->failed, j->text);
	free(j->text);
	free(j->policy);
	j->cases = NULL;
	j->count = j->failed = 0;
}

static void begin_suite(struct junit *j, const char *policy)
{
	size_t n = strlen(policy) + 1;

	j->cases = open_memstream(&j->text, &j->size);
	if (!j->cases)
		abort();
	j->policy = memcpy(cli_alloc(n), policy, n);
}

void junit_event(struct junit *j, const struct zd_test_event *e)
{
	if (e->table)
		return;
	if (j->cases && strcmp(j->policy, e->policy) != 0)
		end_suite(j);
	if (!e->name)
		return;
	if (!j->cases)
		begin_suite(j, e->policy);
	j->count++;
	fputs("<testcase classname=\"", j->cases);
	put_escaped(j->cases, e->policy);
	fputs("\" name=\"", j->cases);
	put_escaped(j->cases, e->name);
	if (e->passed) {
		fputs("\"/>\n", j->cases);
		return;
	}
	j->failed++;
	fputs("\">\n<failure message=\"", j->cases);
	put_escaped(j->cases, e->file);
	fprintf(j->cases, ":%d\">", e->line);
	put_escaped(j->cases, e->difference ? e->difference : "");
	fputs("</failure>\n</testcase>\n", j->cases);
}

int junit_close(struct junit *j, struct zd_error *err)
{
	int code = ZD_OK;

	end_suite(j);
	fputs("</testsuites>\n", j->file);
	bool bad = ferror(j->file);
	if (fclose(j->file) != 0 || bad)
		code = zd_fail_at(err, ZD_IO, j->name, 0, 0, "%s", strerror(errno));
	free(j);
	return code;
}
