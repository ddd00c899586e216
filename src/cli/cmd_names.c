/* zhidu policies, entities, facts, branches: what a pack has. */
#include "cli/cli.h"

struct values {
	enum zd_format format;
};

static const struct option options[] = {FORMAT_OPTION(struct values), {.name = NULL}};

static int list(struct cli *cli, enum zd_name_kind kind, const struct values *v)
{
	struct zd_sink *sink = zd_sink_new(stdout, v->format);
	int code = zd_names(cli->session, kind, sink, &cli->err);

	sink->free(sink);
	return code;
}

static int run_policies(struct cli *cli, const void *values)
{
	return list(cli, ZD_NAMES_POLICIES, values);
}

static int run_entities(struct cli *cli, const void *values)
{
	return list(cli, ZD_NAMES_ENTITIES, values);
}

static int run_facts(struct cli *cli, const void *values)
{
	return list(cli, ZD_NAMES_FACTS, values);
}

static int run_branches(struct cli *cli, const void *values)
{
	return list(cli, ZD_NAMES_BRANCHES, values);
}

const struct command cmd_policies = {
	.name = "policies",
	.summary = "the policies of the pack",
	.options = options,
	.size = sizeof(struct values),
	.examples = {{"zhidu policies", "each with its title and clause"}},
	.run = run_policies,
};

const struct command cmd_entities = {
	.name = "entities",
	.summary = "the kinds of records of the pack",
	.options = options,
	.size = sizeof(struct values),
	.examples = {{"zhidu entities", "each with its title"}},
	.run = run_entities,
};

const struct command cmd_facts = {
	.name = "facts",
	.summary = "what the pack derives from records",
	.options = options,
	.size = sizeof(struct values),
	.examples = {{"zhidu facts", "each with its title"}},
	.run = run_facts,
};

const struct command cmd_branches = {
	.name = "branches",
	.summary = "the branches that override something",
	.options = options,
	.size = sizeof(struct values),
	.examples = {{"zhidu branches", "each folder of the pack's branches"}},
	.run = run_branches,
};
