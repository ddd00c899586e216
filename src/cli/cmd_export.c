/* zhidu export: all records of an entity, as an import reads them. */
#include "cli/cli.h"
#include "zhidu/records.h"

struct values {
	enum zd_format format;
	const char *where;
};

static const struct option options[] = {
	{.name = "format",
	 .kind = OPTION_FORMAT,
	 .at = offsetof(struct values, format),
	 .value = "FORMAT",
	 .words = "table|csv|json|jsonl",
	 .fallback = "csv",
	 .help = "how rows are written"},
	WHERE_OPTION(struct values, "only records of which this is true"),
	{.name = NULL},
};

static int run(struct cli *cli, const void *values)
{
	const struct values *v = values;
	struct zd_listing listing = {.where = v->where, .raw = true};
	struct zd_sink *sink = zd_sink_new(stdout, v->format);
	int code = zd_list_records(cli->session, cli->given->operands[0], &listing, sink, &cli->err);

	sink->free(sink);
	return code;
}

const struct command cmd_export = {
	.name = "export",
	.summary = "all records of an entity, as an import reads them",
	.text = "Sensitive fields are written as they are.",
	.operands = {{"ENTITY", FILL_ENTITY}},
	.options = options,
	.size = sizeof(struct values),
	.examples = {{"zhidu export item > items.csv", "all records, all fields"},
		     {"zhidu export item --format jsonl --where 'price >= 100'", "some of them as JSON lines"}},
	.run = run,
};
