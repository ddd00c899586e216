/* zhidu policies, entities, facts, branches: what a pack has. */
#include "cli/cli.h"

static int policies(struct cli *cli, const void *values, struct zd_sink *sink)
{
	(void)values;
	return zd_names(cli->session, ZD_NAMES_POLICIES, sink, &cli->err);
}

static int entities(struct cli *cli, const void *values, struct zd_sink *sink)
{
	(void)values;
	return zd_names(cli->session, ZD_NAMES_ENTITIES, sink, &cli->err);
}

static int facts(struct cli *cli, const void *values, struct zd_sink *sink)
{
	(void)values;
	return zd_names(cli->session, ZD_NAMES_FACTS, sink, &cli->err);
}

static int branches(struct cli *cli, const void *values, struct zd_sink *sink)
{
	(void)values;
	return zd_names(cli->session, ZD_NAMES_BRANCHES, sink, &cli->err);
}

const struct command cmd_policies = {
	.name = "policies",
	.summary = "the policies of the pack",
	.options = only_format,
	.size = sizeof(struct only_format),
	.examples = {{"zhidu policies", "each with its title and clause"}},
	.rows = policies,
};

const struct command cmd_entities = {
	.name = "entities",
	.summary = "the kinds of records of the pack",
	.options = only_format,
	.size = sizeof(struct only_format),
	.examples = {{"zhidu entities", "each with its title"}},
	.rows = entities,
};

const struct command cmd_facts = {
	.name = "facts",
	.summary = "what the pack derives from records",
	.options = only_format,
	.size = sizeof(struct only_format),
	.examples = {{"zhidu facts", "each with its title"}},
	.rows = facts,
};

const struct command cmd_branches = {
	.name = "branches",
	.summary = "the branches that override something",
	.options = only_format,
	.size = sizeof(struct only_format),
	.examples = {{"zhidu branches", "each folder of the pack's branches"}},
	.rows = branches,
};
