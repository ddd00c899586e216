/* zhidu backup: a copy of the book, also while it is in use. */
#include "cli/cli.h"

static int run(struct cli *cli, const void *values)
{
	(void)values;
	return zd_backup(cli->session, cli->given->operands[0], &cli->err);
}

const struct command cmd_backup = {
	.name = "backup",
	.summary = "copies the book, also while it is in use",
	.operands = {{"FILE", FILL_FILE}},
	.examples = {{"zhidu backup zhidu-2025-11-30.db", "a book of its own"}},
	.run = run,
};
