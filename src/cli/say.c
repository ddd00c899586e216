/*
 * What the program says beside its results: errors, notes, findings and
 * progress. Colour and progress are for terminals only.
 */
#include "cli/say.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli/words.h"

#define PROGRESS_EVERY 100 /* milliseconds */
#define MOST_SAID 8192

static bool is_terminal(FILE *out)
{
	const char *term = getenv("TERM");
	return isatty(fileno(out)) && !(term && strcmp(term, "dumb") == 0);
}

const char *colour(FILE *out, enum colour c)
{
	static const char *const sequences[] = {"\033[0m", "\033[1m", "\033[31m", "\033[32m", "\033[33m"};
	const char *no = getenv("NO_COLOR");

	return (no && *no) || !is_terminal(out) ? "" : sequences[c];
}

static int64_t now_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void say_progress_over(struct cli *cli)
{
	if (cli->progress_shown)
		fputs("\r\033[K", stderr);
	cli->progress_shown = false;
}

void say_progress(void *context, uint64_t done, uint64_t total)
{
	struct cli *cli = context;
	int64_t now = now_ms();

	if (now - cli->progress_at < PROGRESS_EVERY || !is_terminal(stderr))
		return;
	cli->progress_at = now;
	cli->progress_shown = true;
	if (total > 0)
		fprintf(stderr, "\r\033[K%3d %%  %llu / %llu", (int)(100.0 * (double)done / (double)total),
			(unsigned long long)done, (unsigned long long)total);
	else
		fprintf(stderr, "\r\033[K%llu", (unsigned long long)done);
	fflush(stderr);
}

void say(struct cli *cli, const char *fmt, ...)
{
	va_list ap;

	char text[MOST_SAID];

	say_progress_over(cli);
	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	fputs(zd_plain(text), stderr);
	fputc('\n', stderr);
}

void say_error(struct cli *cli, const struct zd_error *err)
{
	char text[sizeof err->file + sizeof err->message + 64];

	zd_error_text(err, text, sizeof text);
	say_progress_over(cli);
	fprintf(stderr, "%szhidu:%s %s\n", colour(stderr, COLOUR_RED), colour(stderr, COLOUR_OFF), text);
}

void say_plain(FILE *out, const char *text)
{
	char *copy = cli_alloc(strlen(text) + 1);

	memcpy(copy, text, strlen(text));
	fputs(zd_plain(copy), out);
	free(copy);
}

void say_note(void *context, const char *text)
{
	say(context, tr("zhidu: note: %s"), text);
}

void say_finding(struct cli *cli, FILE *out, const struct zd_finding *f)
{
	bool error = zd_finding_is_error(f->code);

	say_progress_over(cli);
	if (f->file && *f->file) {
		say_plain(out, f->file);
		if (f->line > 0)
			fprintf(out, ":%d", f->line);
		if (f->line > 0 && f->column > 0)
			fprintf(out, ":%d", f->column);
		fputs(": ", out);
	}
	fprintf(out, "%s%s:%s ", colour(out, error ? COLOUR_RED : COLOUR_YELLOW), error ? "error" : "warning",
		colour(out, COLOUR_OFF));
	say_plain(out, f->message);
	fprintf(out, " [%s]\n", zd_finding_word(f->code));
}

void say_failure(void *context, const char *policy, const char *subject, const char *field, const char *message)
{
	struct failures *f = context;

	if (f->count++ >= f->most)
		return;
	if (field && *field)
		say(f->cli, "%s: %s: %s: %s", policy, subject, field, message);
	else
		say(f->cli, "%s: %s: %s", policy, subject, message);
}
