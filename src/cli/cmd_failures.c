/* zhidu failures: the decisions of a run that failed. */
#include "cli/cli.h"
#include "zhidu/decide.h"

struct values {
	enum zd_format format;
	int64_t run;
};

static const struct option options[] = {
	{.name = "run",
	 .kind = OPTION_COUNT,
	 .at = offsetof(struct values, run),
	 .value = "N",
	 .help = "of that run; without it the last"},
	FORMAT_OPTION(struct values),
	{.name = NULL},
};

static int rows(struct cli *cli, const void *values, struct zd_sink *sink)
{
	const struct values *v = values;

	return zd_failures(cli->session, v->run, sink, &cli->err);
}

const struct command cmd_failures = {
	.name = "failures",
	.summary = "the decisions of a run that failed",
	.options = options,
	.size = sizeof(struct values),
	.examples = {{"zhidu failures --run 7", "each with its message"}},
	.rows = rows,
};
