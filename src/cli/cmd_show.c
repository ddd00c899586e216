/* zhidu show: one record, with what belongs to it. */
#include <string.h>

#include "cli/cli.h"
#include "cli/words.h"
#include "zhidu/records.h"
#include "zhidu/release.h"

struct values {
	enum zd_format format;
	bool record;
	bool all;
	int64_t limit;
	bool reveal;
	const char *purpose;
};

static const struct option options[] = {
	{.name = "record",
	 .kind = OPTION_FLAG,
	 .at = offsetof(struct values, record),
	 .help = "only the record itself, field by field"},
	{.name = "limit",
	 .kind = OPTION_COUNT,
	 .at = offsetof(struct values, limit),
	 .value = "N",
	 .fallback = "5",
	 .help = "so many of each list, the latest"},
	{.name = "all", .kind = OPTION_FLAG, .at = offsetof(struct values, all), .help = "the lists whole"},
	REVEAL_OPTIONS(struct values),
	{.name = "format",
	 .kind = OPTION_FORMAT,
	 .at = offsetof(struct values, format),
	 .value = "FORMAT",
	 .words = "table|csv|json|jsonl|html",
	 .fallback = "table",
	 .help = "how it is written; csv and jsonl have only the record"},
	{.name = NULL},
};

static int run(struct cli *cli, const void *values)
{
	const struct values *v = values;
	const struct given *g = cli->given;
	int64_t release;
	/* An entity's name begins with a letter, so a number can only be a release. */
	bool of_release = zd_release_number(g->operands[0], &release);
	if (!of_release && g->operand_count < 2)
		return zd_fail(&cli->err, ZD_USAGE, tr("%s needs %s"), "show", "KEY");
	if (of_release && g->operand_count == 2)
		return zd_release_show_file(cli->session, release, g->operands[1], stdout, &cli->err);

	if (!of_release && !v->record && !v->reveal && v->format != ZD_FORMAT_CSV && v->format != ZD_FORMAT_JSONL) {
		const struct zd_archive_options what = {.entity = g->operands[0],
							.key = g->operands[1],
							.format = v->format,
							.limit = v->all ? 0 : (uint64_t)v->limit};
		return zd_show_archive(cli->session, &what, stdout, &cli->err);
	}
	struct zd_sink *sink = zd_sink_new(stdout, v->format);
	const struct zd_showing what = {
		.entity = g->operands[0], .key = g->operands[1], .reveal = v->reveal, .purpose = v->purpose};
	int code = of_release ? zd_release_show(cli->session, release, sink, &cli->err)
			      : zd_show_record(cli->session, &what, sink, &cli->err);

	sink->free(sink);
	return code;
}

const struct command cmd_show = {
	.name = "show",
	.summary = "one record, and what belongs to it",
	.text = "The record's fields, then the records that refer to it, each kind with how many there are and the "
		"latest,\n"
		"then what was last decided about it. Sensitive fields are masked. html is a page that prints on A4.\n"
		"`release-N`, or N alone, stands for release N: the list of its files, or one of them as it was "
		"published.",
	.operands = {{"ENTITY", FILL_ENTITY}, {"KEY", .optional = true}},
	.options = options,
	.size = sizeof(struct values),
	.examples = {{"zhidu show item I001", "its archive"},
		     {"zhidu show item I001 --record", "its fields with titles"},
		     {"zhidu show item I001 --reveal --purpose 'calling back'",
		      "only the record, sensitive fields too"},
		     {"zhidu show item I001 --all --format html > I001.html", "all of it, to print"},
		     {"zhidu show release-3 params/item.yaml", "a file as release 3 has it"}},
	.run = run,
};
