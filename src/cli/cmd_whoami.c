/* zhidu whoami: who runs the program, and what that person may do. */
#include "cli/cli.h"
#include "zhidu/access.h"

struct values {
	enum zd_format format;
	const char *purpose;
};

static const struct option options[] = {
	{.name = "purpose",
	 .kind = OPTION_TEXT,
	 .at = offsetof(struct values, purpose),
	 .value = "WHY",
	 .help = "the rights for this purpose"},
	FORMAT_OPTION(struct values),
	{.name = NULL},
};

static int rows(struct cli *cli, const void *values, struct zd_sink *sink)
{
	const struct values *v = values;

	return zd_whoami(cli->session, v->purpose, sink, &cli->err);
}

const struct command cmd_whoami = {
	.name = "whoami",
	.summary = "who you are to the book, and what you may do",
	.text = "The login is the operating system's. The release in force says which people have it, which roles "
		"they\nhold, and what those may do with each area of data: of their own branch, and of others.",
	.options = options,
	.size = sizeof(struct values),
	.examples = {{"zhidu whoami --purpose 'calling back'", "login, person, branch, roles, and rights by area"}},
	.rows = rows,
};
