/* zhidu migrate: the book after a change of the model. */
#include "cli/cli.h"

struct values {
	enum zd_format format;
	bool dry_run;
};

static const struct option options[] = {
	{.name = "dry-run",
	 .kind = OPTION_FLAG,
	 .at = offsetof(struct values, dry_run),
	 .help = "only tells what would change"},
	FORMAT_OPTION(struct values),
	{.name = NULL},
};

static int rows(struct cli *cli, const void *values, struct zd_sink *sink)
{
	const struct values *v = values;

	return zd_migrate(cli->session, v->dry_run, sink, &cli->err);
}

const struct command cmd_migrate = {
	.name = "migrate",
	.summary = "brings the book's tables to the pack's model",
	.text = "After fields or entities of the pack have changed.",
	.options = options,
	.size = sizeof(struct values),
	.examples = {{"zhidu migrate --dry-run", "what would change"}, {"zhidu migrate", "changes it"}},
	.rows = rows,
};
