/* zhidu report: ledgers and sheets. */
#include "cli/cli.h"
#include "cli/words.h"
#include "zhidu/report.h"

struct values {
	enum zd_format format;
	const char *as_of;
	const char *period;
	const char *branch;
	struct texts params;
	bool live;
};

static const struct option options[] = {
	AS_OF_OPTION(struct values),
	PERIOD_OPTION(struct values),
	BRANCH_OPTION(struct values, "only of this branch"),
	{.name = "param",
	 .kind = OPTION_LIST,
	 .at = offsetof(struct values, params),
	 .value = "NAME=VALUE",
	 .help = "a parameter of the report; may be given again"},
	{.name = "live",
	 .kind = OPTION_FLAG,
	 .at = offsetof(struct values, live),
	 .help = "of a closed period: from the records as they are now"},
	{.name = "format",
	 .kind = OPTION_FORMAT,
	 .at = offsetof(struct values, format),
	 .value = "FORMAT",
	 .words = "table|csv|json|jsonl|html|xlsx",
	 .fallback = "table",
	 .help = "how it is written"},
	{.name = NULL},
};

static int list(struct cli *cli, enum zd_format format)
{
	struct zd_sink *sink = zd_sink_new(stdout, format);
	int code = zd_reports(cli->session, sink, &cli->err);

	sink->free(sink);
	return code;
}

static int run(struct cli *cli, const void *values)
{
	const struct values *v = values;
	const struct given *g = cli->given;

	if (g->operand_count == 0)
		return list(cli, v->format);
	if (v->as_of && v->period)
		return zd_fail(&cli->err, ZD_USAGE, "%s", tr("--as-of and --period exclude each other"));
	const struct zd_report_options what = {
		.name = g->operands[0],
		.as_of = v->as_of,
		.period = v->period,
		.branch = v->branch,
		.params = v->params.items,
		.param_count = v->params.count,
		.format = v->format,
		.live = v->live,
	};
	return zd_write_report(cli->session, &what, stdout, &cli->err);
}

const struct command cmd_report = {
	.name = "report",
	.summary = "ledgers and sheets, to read, print or calculate with",
	.text = "Without NAME, what reports there are, with their parameters. html is a page that prints on A4, xlsx "
		"a\n"
		"workbook. A report that shows decisions takes them from the last run that fits its date or period.\n"
		"Of a closed period it is the sheet that was frozen, as CSV byte for byte.",
	.operands = {{"NAME", FILL_REPORT, .optional = true}},
	.options = options,
	.size = sizeof(struct values),
	.examples = {{"zhidu report", "the reports of the pack"},
		     {"zhidu report stock --period 2025-11 --branch north", "one month of one branch"},
		     {"zhidu report stock --as-of 2025-11-30 --format xlsx > stock.xlsx", "as a workbook"}},
	.run = run,
};
