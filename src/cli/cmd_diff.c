/* zhidu diff: what differs between two releases, or a release and the files. */
#include "cli/cli.h"
#include "zhidu/release.h"

static int rows(struct cli *cli, const void *values, struct zd_sink *sink)
{
	(void)values;
	const struct given *g = cli->given;
	return zd_diff(cli->session, g->operand_count > 0 ? g->operands[0] : NULL,
		       g->operand_count > 1 ? g->operands[1] : NULL, sink, &cli->err);
}

const struct command cmd_diff = {
	.name = "diff",
	.summary = "what differs between two releases, or a release and the files",
	.text = "A and B are numbers of releases, or `draft` for the files of the pack as they are. Without B, the "
		"files; "
		"without\n"
		"both, the release in force against the files. Parameters value by value, tables row by row, policies "
		"by "
		"what they\n"
		"need and give and how many lines.",
	.operands = {{"A", .optional = true}, {"B", .optional = true}},
	.options = only_format,
	.size = sizeof(struct only_format),
	.examples = {{"zhidu diff", "what publishing the files would change"},
		     {"zhidu diff 2 3", "between two releases"},
		     {"zhidu diff 3 draft --format json", "for programs"}},
	.rows = rows,
};
