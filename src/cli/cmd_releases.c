/* zhidu releases, impact: the releases in the book, and what one changed. */
#include "cli/cli.h"
#include "cli/words.h"
#include "zhidu/release.h"

struct values {
	enum zd_format format;
};

static const struct option impact_options[] = {
	{.name = "format",
	 .kind = OPTION_FORMAT,
	 .at = offsetof(struct values, format),
	 .value = "FORMAT",
	 .words = "table|json",
	 .fallback = "table",
	 .help = "how it is written"},
	{.name = NULL},
};

static int rows(struct cli *cli, const void *values, struct zd_sink *sink)
{
	(void)values;
	return zd_releases(cli->session, sink, &cli->err);
}

static int run_impact(struct cli *cli, const void *values)
{
	const struct values *v = values;
	int64_t release;
	if (!zd_release_number(cli->given->operands[0], &release))
		return zd_fail(&cli->err, ZD_USAGE, tr("a release is a number from 1 on, not \"%s\""),
			       cli->given->operands[0]);
	return zd_impact_show(cli->session, release, v->format == ZD_FORMAT_JSON, stdout, &cli->err);
}

const struct command cmd_releases = {
	.name = "releases",
	.summary = "the releases in the book",
	.text = "Each with how it stands today: draft, proposed, rejected, coming, in force, superseded.",
	.options = only_format,
	.size = sizeof(struct only_format),
	.examples = {{"zhidu releases", "each with its date, author and message"}},
	.rows = rows,
};

const struct command cmd_impact = {
	.name = "impact",
	.summary = "what a release was found to change when it was published",
	.operands = {{"RELEASE"}},
	.options = impact_options,
	.size = sizeof(struct values),
	.examples = {{"zhidu impact 3", "policy by policy, outcome by outcome"},
		     {"zhidu impact 3 --format json", "for programs"}},
	.run = run_impact,
};
