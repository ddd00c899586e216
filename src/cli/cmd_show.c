/* zhidu show: one record. */
#include "cli/cli.h"
#include "zhidu/records.h"

struct values {
	enum zd_format format;
};

static const struct option options[] = {FORMAT_OPTION(struct values), {.name = NULL}};

static int run(struct cli *cli, const void *values)
{
	const struct values *v = values;
	const struct given *g = cli->given;
	struct zd_sink *sink = zd_sink_new(stdout, v->format);
	int code = zd_show_record(cli->session, g->operands[0], g->operands[1], sink, &cli->err);

	sink->free(sink);
	return code;
}

const struct command cmd_show = {
	.name = "show",
	.summary = "one record, field by field",
	.operands = {{"ENTITY", FILL_ENTITY}, {"KEY"}},
	.options = options,
	.size = sizeof(struct values),
	.examples = {{"zhidu show item I001", "its fields with titles"}},
	.run = run,
};
