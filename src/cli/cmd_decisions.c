/* zhidu decisions: the outcomes of one policy on record. */
#include "cli/cli.h"
#include "zhidu/decide.h"

struct values {
	enum zd_format format;
	int64_t run;
	const char *where;
};

static const struct option options[] = {
	{.name = "run",
	 .kind = OPTION_COUNT,
	 .at = offsetof(struct values, run),
	 .value = "N",
	 .help = "of that run; without it the last that decided the policy"},
	WHERE_OPTION(struct values, "only outcomes of which this is true"),
	FORMAT_OPTION(struct values),
	{.name = NULL},
};

static int rows(struct cli *cli, const void *values, struct zd_sink *sink)
{
	const struct values *v = values;

	return zd_decisions(cli->session, cli->given->operands[0], v->run, v->where, sink, &cli->err);
}

const struct command cmd_decisions = {
	.name = "decisions",
	.summary = "the outcomes of a policy on record",
	.operands = {{"POLICY", FILL_POLICY}},
	.options = options,
	.size = sizeof(struct values),
	.examples = {{"zhidu decisions item.class --where 'class = A'", "of the last run, some of them"},
		     {"zhidu decisions item.class --run 7 --format csv > run7.csv", "of an earlier run, as a file"}},
	.rows = rows,
};
