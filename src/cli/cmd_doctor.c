/* zhidu doctor: looks for what is wrong with the book. */
#include "cli/cli.h"

struct values {
	enum zd_format format;
};

static const struct option options[] = {FORMAT_OPTION(struct values), {.name = NULL}};

static int run(struct cli *cli, const void *values)
{
	const struct values *v = values;
	struct zd_sink *sink = zd_sink_new(stdout, v->format);
	int code = zd_doctor(cli->session, sink, &cli->err);

	sink->free(sink);
	return code;
}

const struct command cmd_doctor = {
	.name = "doctor",
	.summary = "looks for what is wrong with the book",
	.options = options,
	.size = sizeof(struct values),
	.examples = {{"zhidu doctor", "every examination and what it found"}},
	.run = run,
};
