/* zhidu doctor: looks for what is wrong with the book. */
#include "cli/cli.h"

static int rows(struct cli *cli, const void *values, struct zd_sink *sink)
{
	(void)values;
	return zd_doctor(cli->session, sink, &cli->err);
}

const struct command cmd_doctor = {
	.name = "doctor",
	.summary = "looks for what is wrong with the book",
	.options = only_format,
	.size = sizeof(struct only_format),
	.examples = {{"zhidu doctor", "every examination and what it found"}},
	.rows = rows,
};
