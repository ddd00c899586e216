/* The program: from a command line to an exit status. The commands are in files of their own. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/help.h"
#include "cli/say.h"
#include "cli/words.h"

const struct command *const commands[] = {
#define X(name) &cmd_##name,
	COMMANDS(X)
#undef X
		NULL,
};

const struct command *command_named(const char *name)
{
	for (size_t i = 0; commands[i]; i++) {
		if (strcmp(commands[i]->name, name) == 0)
			return commands[i];
	}
	return NULL;
}

static void *must(void *p)
{
	if (!p) {
		fputs("zhidu: out of memory\n", stderr);
		abort();
	}
	return p;
}

void *cli_alloc(size_t size)
{
	return must(calloc(1, size ? size : 1));
}

void *cli_realloc(void *p, size_t size)
{
	return must(realloc(p, size ? size : 1));
}

/*
 * A stream that the caller closed would leave its number to the next file
 * opened, which may be the book. Standard output then refuses to be written.
 */
static void hold_streams(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
		if (fcntl(fd, F_GETFD) < 0)
			(void)open("/dev/null", fd == STDERR_FILENO ? O_WRONLY : O_RDONLY);
	}
}

static const char *environment(const char *name)
{
	const char *value = getenv(name);
	return value && *value ? value : NULL;
}

static void say_more(const struct given *given)
{
	const char *topic = given->command ? given->command->name : given->group;

	fprintf(stderr, "%s zhidu help%s%s\n", tr("More:"), topic ? " " : "", topic ? topic : "");
}

static void say_usage(struct cli *cli, const struct given *given)
{
	say_error(cli, &cli->err);
	if (given->command) {
		fprintf(stderr, "%s ", tr("Usage:"));
		help_usage(stderr, given->command);
		fputc('\n', stderr);
	}
	say_more(given);
}

/* What a command with rows has been asked to write them as. */
static enum zd_format format_of(const struct given *given)
{
	const struct option *o = given->command->options;

	while (o->kind != OPTION_FORMAT)
		o++;
	return *(const enum zd_format *)((const char *)given->values + o->at);
}

static int give_rows(struct cli *cli, const struct given *given)
{
	struct zd_sink *sink = zd_sink_new(stdout, format_of(given));
	int code = given->command->rows(cli, given->values, sink);

	sink->free(sink);
	return code;
}

static int run_command(struct cli *cli, const struct given *given)
{
	const struct zd_session_options options = {
		.book = given->book ? given->book : environment("ZHIDU_BOOK"),
		.pack = given->pack ? given->pack : environment("ZHIDU_PACK"),
		.note = say_note,
		.progress = say_progress,
		.context = cli,
	};

	cli->session = zd_session_new(&options);
	int code = given->command->rows ? give_rows(cli, given) : given->command->run(cli, given->values);
	say_progress_over(cli);
	if (code != ZD_OK && cli->err.message[0]) {
		if (code == ZD_FINDINGS || code == ZD_GUARDRAIL) {
			const struct zd_findings *found = zd_session_findings(cli->session);
			for (size_t i = 0; i < found->count; i++)
				say_finding(cli, stderr, &found->items[i]);
		}
		say_error(cli, &cli->err);
		if (code == ZD_USAGE)
			say_more(given);
	}
	zd_session_free(cli->session);
	return code;
}

static int show_help(const struct given *given)
{
	if (given->version)
		printf("zhidu %s\n", zd_version());
	else if (given->command)
		help_command(stdout, given->command);
	else
		help_all(stdout, given->group);
	return ZD_OK;
}

/* Everything written must have arrived. */
static int close_output(struct cli *cli)
{
	bool bad = ferror(stdout);

	errno = 0;
	if (fclose(stdout) == 0 && !bad)
		return ZD_OK;
	return zd_fail(&cli->err, ZD_IO, tr("standard output cannot be written: %s"),
		       errno ? strerror(errno) : tr("it was not written whole"));
}

/* The language is wanted for errors about the very command line that names it. */
static const char *language_of(int argc, char **argv)
{
	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
		if (strncmp(argv[i], "--lang=", 7) == 0)
			return argv[i] + 7;
		if (strcmp(argv[i], "--lang") == 0 && i + 1 < argc)
			return argv[i + 1];
	}
	return NULL;
}

int main(int argc, char **argv)
{
	struct given given;
	struct cli cli = {.given = &given};
	int code;

	hold_streams();
	signal(SIGPIPE, SIG_DFL);
	words_language(language_of(argc, argv));
	code = given_read(&given, argc, argv, &cli.err);
	if (code != ZD_OK)
		say_usage(&cli, &given);
	else if (given.help || given.version)
		code = show_help(&given);
	else
		code = run_command(&cli, &given);
	given_free(&given);
	if (code != ZD_IO && close_output(&cli) != ZD_OK) {
		say_error(&cli, &cli.err);
		code = ZD_IO;
	}
	return zd_code_status(code);
}
