/* zhidu whatif compare: two saved what-ifs side by side. */
#include "cli/cli.h"
#include "zhidu/whatif.h"

struct values {
	enum zd_format format;
	const char *html;
	bool force;
};

static const struct option options[] = {
	FORMAT_OPTION(struct values),
	PAGE_OPTION(struct values),
	OVERWRITE_OPTION(struct values),
	{.name = NULL},
};

static int run(struct cli *cli, const void *values)
{
	const struct values *v = values;
	const struct zd_compare_options what = {
		.one = cli->given->operands[0],
		.two = cli->given->operands[1],
		.format = v->format,
		.html = v->html,
		.force = v->force,
	};
	return zd_whatif_compare(&what, stdout, &cli->err);
}

const struct command cmd_whatif_compare = {
	.name = "whatif compare",
	.summary = "two saved what-ifs side by side",
	.text = "Reads what `zhidu whatif --save` kept. Book and pack are not needed.",
	.operands = {{"FILE", FILL_FILE}, {"FILE", FILL_FILE}},
	.options = options,
	.size = sizeof(struct values),
	.examples = {{"zhidu whatif compare four.json five.json", "two answers to one question"}},
	.run = run,
};
