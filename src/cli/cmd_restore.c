/* zhidu restore: a backup in the book's place. */
#include "cli/cli.h"

struct values {
	bool force;
};

static const struct option options[] = {
	{.name = "force",
	 .kind = OPTION_FLAG,
	 .at = offsetof(struct values, force),
	 .help = "also when the book has work that the backup has not"},
	{.name = NULL},
};

static int run(struct cli *cli, const void *values)
{
	const struct values *v = values;
	return zd_restore(cli->session, cli->given->operands[0], v->force, &cli->err);
}

const struct command cmd_restore = {
	.name = "restore",
	.summary = "puts a backup in the book's place",
	.text = "The backup is examined first.",
	.operands = {{"FILE", FILL_FILE}},
	.options = options,
	.size = sizeof(struct values),
	.examples = {{"zhidu restore zhidu-2025-11-30.db", "the book as it was then"}},
	.run = run,
};
