/* zhidu closes: the periods that are closed. */
#include "cli/cli.h"
#include "zhidu/close.h"

static int rows(struct cli *cli, const void *values, struct zd_sink *sink)
{
	(void)values;
	return zd_closed_periods(cli->session, sink, &cli->err);
}

const struct command cmd_closes = {
	.name = "closes",
	.summary = "the periods that are closed, the last one first",
	.options = only_format,
	.size = sizeof(struct only_format),
	.examples = {{"zhidu closes", "with run, release, frozen sheets, changed records and adjustments"}},
	.rows = rows,
};
