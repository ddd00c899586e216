/* zhidu runs: the runs on record. */
#include "cli/cli.h"
#include "zhidu/decide.h"

struct values {
	enum zd_format format;
};

static const struct option options[] = {FORMAT_OPTION(struct values), {.name = NULL}};

static int run(struct cli *cli, const void *values)
{
	const struct values *v = values;
	struct zd_sink *sink = zd_sink_new(stdout, v->format);
	int code = zd_runs(cli->session, sink, &cli->err);

	sink->free(sink);
	return code;
}

const struct command cmd_runs = {
	.name = "runs",
	.summary = "the runs on record",
	.options = options,
	.size = sizeof(struct values),
	.examples = {{"zhidu runs --format csv", "for a spreadsheet"}},
	.run = run,
};
