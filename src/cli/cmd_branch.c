/* zhidu branch diff: what a branch has of its own. */
#include "cli/cli.h"
#include "zhidu/release.h"

struct values {
	enum zd_format format;
	const char *release;
};

static const struct option options[] = {
	{.name = "release",
	 .kind = OPTION_TEXT,
	 .at = offsetof(struct values, release),
	 .value = "RELEASE",
	 .help = "in that release; without it, in the files of the pack"},
	FORMAT_OPTION(struct values),
	{.name = NULL},
};

static int rows(struct cli *cli, const void *values, struct zd_sink *sink)
{
	const struct values *v = values;

	return zd_branch_diff(cli->session, cli->given->operands[0], v->release, sink, &cli->err);
}

const struct command cmd_branch_diff = {
	.name = "branch diff",
	.summary = "what a branch has of its own, beside the group's",
	.text = "Each parameter with the group's value, the branch's, why, file and line, and how far the branch may "
		"go; "
		"then\n"
		"the policies that it replaces.",
	.operands = {{"BRANCH", FILL_BRANCH}},
	.options = options,
	.size = sizeof(struct values),
	.examples = {{"zhidu branch diff north", "in the files of the pack"},
		     {"zhidu branch diff north --release 3", "as it was published"}},
	.rows = rows,
};
