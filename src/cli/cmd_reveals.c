/* zhidu reveals: who was shown what is sensitive. */
#include "cli/cli.h"
#include "zhidu/access.h"

struct values {
	enum zd_format format;
	int64_t limit;
};

static const struct option options[] = {
	{.name = "limit",
	 .kind = OPTION_COUNT,
	 .at = offsetof(struct values, limit),
	 .value = "N",
	 .help = "the last so many; without it all"},
	FORMAT_OPTION(struct values),
	{.name = NULL},
};

static int rows(struct cli *cli, const void *values, struct zd_sink *sink)
{
	const struct values *v = values;

	return zd_reveals(cli->session, v->limit, sink, &cli->err);
}

const struct command cmd_reveals = {
	.name = "reveals",
	.summary = "who was shown sensitive fields as they are, when and what for",
	.options = options,
	.size = sizeof(struct values),
	.examples = {{"zhidu reveals --limit 20", "the last ones"}},
	.rows = rows,
};
