/* zhidu pending: what waits for a signature. */
#include "cli/cli.h"
#include "zhidu/signing.h"

struct values {
	enum zd_format format;
	const char *policy;
	const char *branch;
	bool mine;
};

static const struct option options[] = {
	{.name = "policy",
	 .kind = OPTION_TEXT,
	 .at = offsetof(struct values, policy),
	 .value = "POLICY",
	 .fill = FILL_POLICY,
	 .help = "only its decisions"},
	BRANCH_OPTION(struct values, "only of that branch"),
	{.name = "mine", .kind = OPTION_FLAG, .at = offsetof(struct values, mine), .help = "only what you could sign"},
	FORMAT_OPTION(struct values),
	{.name = NULL},
};

static int rows(struct cli *cli, const void *values, struct zd_sink *sink)
{
	const struct values *v = values;
	const struct zd_pending_query query = {.policy = v->policy, .branch = v->branch, .mine = v->mine};

	return zd_pending(cli->session, &query, sink, &cli->err);
}

const struct command cmd_pending = {
	.name = "pending",
	.summary = "what waits for a signature",
	.text = "Decisions of the last run of a published release that name somebody who must sign, and that nobody\n"
		"has signed as they are now. approve and reject take the numbers.",
	.options = options,
	.size = sizeof(struct values),
	.examples = {{"zhidu pending --mine", "what you could sign"},
		     {"zhidu pending --policy item.class --branch north", "of one policy and branch"}},
	.rows = rows,
};
