/* zhidu runs: the runs on record. */
#include "cli/cli.h"
#include "zhidu/decide.h"

static int rows(struct cli *cli, const void *values, struct zd_sink *sink)
{
	(void)values;
	return zd_runs(cli->session, sink, &cli->err);
}

const struct command cmd_runs = {
	.name = "runs",
	.summary = "the runs on record",
	.options = only_format,
	.size = sizeof(struct only_format),
	.examples = {{"zhidu runs --format csv", "for a spreadsheet"}},
	.rows = rows,
};
