/* zhidu releases: the releases in the book. */
#include "cli/cli.h"

struct values {
	enum zd_format format;
};

static const struct option options[] = {FORMAT_OPTION(struct values), {.name = NULL}};

static int run(struct cli *cli, const void *values)
{
	const struct values *v = values;
	struct zd_sink *sink = zd_sink_new(stdout, v->format);
	int code = zd_releases(cli->session, sink, &cli->err);

	sink->free(sink);
	return code;
}

const struct command cmd_releases = {
	.name = "releases",
	.summary = "the releases in the book",
	.options = options,
	.size = sizeof(struct values),
	.examples = {{"zhidu releases", "each with its date, author and message"}},
	.run = run,
};
