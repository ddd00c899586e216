/* zhidu init: a book from a pack. */
#include "cli/cli.h"

static int run(struct cli *cli, const void *values)
{
	(void)values;
	return zd_init(cli->session, &cli->err);
}

const struct command cmd_init = {
	.name = "init",
	.summary = "makes a book from a pack",
	.text = "The pack becomes the first release, in force from the beginning. A book that exists is left alone.",
	.examples = {{"zhidu init", "zhidu.db from the folder policies"},
		     {"zhidu --book test.db --pack drafts init", "another book from another folder"}},
	.run = run,
};
