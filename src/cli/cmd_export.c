/* zhidu export: all records of an entity, as an import reads them. */
#include "cli/cli.h"
#include "zhidu/records.h"

struct values {
	enum zd_format format;
	const char *where;
	bool reveal;
	const char *purpose;
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
	REVEAL_OPTIONS(struct values),
	{.name = NULL},
};

static int rows(struct cli *cli, const void *values, struct zd_sink *sink)
{
	const struct values *v = values;
	struct zd_listing listing = {
		.where = v->where, .reveal = v->reveal, .purpose = v->purpose, .command = "export"};

	return zd_list_records(cli->session, cli->given->operands[0], &listing, sink, &cli->err);
}

const struct command cmd_export = {
	.name = "export",
	.summary = "all records of an entity, as an import reads them",
	.text = "Sensitive fields are masked, and masked values are refused by an import; --reveal writes them as "
		"they are,\nfor those who may see them so, and puts on record who, what and why.",
	.operands = {{"ENTITY", FILL_ENTITY}},
	.options = options,
	.size = sizeof(struct values),
	.examples = {{"zhidu export item > items.csv", "all records, all fields"},
		     {"zhidu export item --reveal --purpose 'moving to the new system' > items.csv",
		      "with what is sensitive"},
		     {"zhidu export item --format jsonl --where 'price >= 100'", "some of them as JSON lines"}},
	.rows = rows,
};
