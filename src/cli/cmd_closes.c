/* zhidu closes: the periods that are closed. */
#include "cli/cli.h"
#include "zhidu/close.h"

struct values {
	enum zd_format format;
};

static const struct option options[] = {FORMAT_OPTION(struct values), {.name = NULL}};

static int run(struct cli *cli, const void *values)
{
	const struct values *v = values;
	struct zd_sink *sink = zd_sink_new(stdout, v->format);
	int code = zd_closed_periods(cli->session, sink, &cli->err);

	sink->free(sink);
	return code;
}

const struct command cmd_closes = {
	.name = "closes",
	.summary = "the periods that are closed, the last one first",
	.options = options,
	.size = sizeof(struct values),
	.examples = {{"zhidu closes", "with run, release, frozen sheets, changed records and adjustments"}},
	.run = run,
};
