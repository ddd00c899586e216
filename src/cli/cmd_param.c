/* zhidu param list, get, origin, set: parameters. */
#include <stdio.h>

#include "cli/cli.h"

#define LONGEST_VALUE 65536

struct values {
	enum zd_format format;
	const char *branch;
	const char *as_of;
	bool assumed;
	bool overridden;
};

#define AT_OPTIONS                                                                                                     \
	BRANCH_OPTION(struct values, "as it stands for this branch"),                                                  \
	{                                                                                                              \
		.name = "as-of", .kind = OPTION_TEXT, .at = offsetof(struct values, as_of), .value = "DATE",           \
		.help = "as in force on that day; without it today"                                                    \
	}

static const struct option list_options[] = {
	AT_OPTIONS,
	{.name = "assumed",
	 .kind = OPTION_FLAG,
	 .at = offsetof(struct values, assumed),
	 .help = "only what the regulations left open"},
	{.name = "overridden",
	 .kind = OPTION_FLAG,
	 .at = offsetof(struct values, overridden),
	 .help = "only what a branch overrides"},
	FORMAT_OPTION(struct values),
	{.name = NULL},
};
static const struct option get_options[] = {AT_OPTIONS, {.name = NULL}};
static const struct option origin_options[] = {AT_OPTIONS, FORMAT_OPTION(struct values), {.name = NULL}};

static struct zd_param_query query(const struct values *v, const char *prefix)
{
	return (struct zd_param_query){
		.prefix = prefix,
		.branch = v->branch,
		.as_of = v->as_of,
		.assumed = v->assumed,
		.overridden = v->overridden,
	};
}

static int rows_list(struct cli *cli, const void *values, struct zd_sink *sink)
{
	const struct values *v = values;
	struct zd_param_query q = query(v, cli->given->operand_count ? cli->given->operands[0] : NULL);

	return zd_param_list(cli->session, &q, sink, &cli->err);
}

static int run_get(struct cli *cli, const void *values)
{
	static char value[LONGEST_VALUE];
	struct zd_param_query q = query(values, NULL);
	int code = zd_param_get(cli->session, cli->given->operands[0], &q, value, sizeof value, &cli->err);

	if (code == ZD_OK)
		puts(value);
	return code;
}

static int rows_origin(struct cli *cli, const void *values, struct zd_sink *sink)
{
	const struct values *v = values;
	struct zd_param_query q = query(v, NULL);

	return zd_param_origin(cli->session, cli->given->operands[0], &q, sink, &cli->err);
}

struct change {
	const char *branch;
	const char *from;
	const char *why;
};

static const struct option set_options[] = {
	BRANCH_OPTION(struct change, "only for this branch"),
	{.name = "from",
	 .kind = OPTION_TEXT,
	 .at = offsetof(struct change, from),
	 .value = "DATE",
	 .help = "in force from that day; without it the single value is replaced"},
	{.name = "why",
	 .kind = OPTION_TEXT,
	 .at = offsetof(struct change, why),
	 .value = "TEXT",
	 .help = "why, kept beside the value"},
	{.name = NULL},
};

static int run_set(struct cli *cli, const void *values)
{
	const struct change *c = values;
	const struct given *g = cli->given;

	return zd_param_set(cli->session, g->operands[0], g->operands[1], c->branch, c->from, c->why, &cli->err);
}

const struct command cmd_param_list = {
	.name = "param list",
	.summary = "parameters and their values",
	.operands = {{"PREFIX", FILL_PARAM, .optional = true}},
	.options = list_options,
	.size = sizeof(struct values),
	.examples = {{"zhidu param list item.", "those whose names begin so"},
		     {"zhidu param list --assumed", "what the regulations left open"},
		     {"zhidu param list --branch north --overridden", "what a branch has of its own"}},
	.rows = rows_list,
};

const struct command cmd_param_get = {
	.name = "param get",
	.summary = "one value, as programs read it",
	.text = "A name may reach into a map: item.class.limits.small.",
	.operands = {{"NAME", FILL_PARAM}},
	.options = get_options,
	.size = sizeof(struct values),
	.examples = {{"zhidu param get item.class.limit --branch north --as-of 2025-11-30", "for a branch on a day"}},
	.run = run_get,
};

const struct command cmd_param_origin = {
	.name = "param origin",
	.summary = "where a value comes from and what it hides",
	.operands = {{"NAME", FILL_PARAM}},
	.options = origin_options,
	.size = sizeof(struct values),
	.examples = {{"zhidu param origin item.class.limit --branch north", "layer by layer, with file and line"}},
	.rows = rows_origin,
};

const struct command cmd_param_set = {
	.name = "param set",
	.summary = "changes a value in the files of the pack",
	.text = "Everything else in the file stays as it is. A guardrail that the value breaks stops the change.",
	.operands = {{"NAME", FILL_PARAM}, {"VALUE"}},
	.options = set_options,
	.size = sizeof(struct change),
	.examples = {{"zhidu param set item.class.limit 90 --from 2026-01-01", "a new value from a day on"},
		     {"zhidu param set item.class.limit 80 --branch north --why 'small shops'", "for one branch"}},
	.run = run_set,
};
