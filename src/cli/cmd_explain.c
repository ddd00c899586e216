/* zhidu explain: why a decision is what it is. */
#include "cli/cli.h"
#include "cli/words.h"
#include "zhidu/decide.h"

struct values {
	enum zd_format format;
	const char *as_of;
	const char *period;
	int64_t run;
	bool draft;
	const char *reach;
	struct texts change;
};

static const struct option options[] = {
	{.name = "run",
	 .kind = OPTION_COUNT,
	 .at = offsetof(struct values, run),
	 .value = "N",
	 .help = "the decision on record in that run; without it, decided now"},
	AS_OF_OPTION(struct values),
	PERIOD_OPTION(struct values),
	DRAFT_OPTION(struct values, "by the files of the pack, not by the release in force"),
	{.name = "reach",
	 .kind = OPTION_TEXT,
	 .at = offsetof(struct values, reach),
	 .value = "CONDITION",
	 .help = "the smallest changes that would give this outcome: class = A, limit >= 300000"},
	{.name = "change",
	 .kind = OPTION_LIST,
	 .at = offsetof(struct values, change),
	 .value = "INPUT",
	 .help = "with --reach: only this input may change; may be given again"},
	{.name = "format",
	 .kind = OPTION_FORMAT,
	 .at = offsetof(struct values, format),
	 .value = "FORMAT",
	 .words = "table|json",
	 .fallback = "table",
	 .help = "how it is written"},
	{.name = NULL},
};

static int run(struct cli *cli, const void *values)
{
	const struct values *v = values;
	const struct zd_explain_options what = {
		.policy = cli->given->operands[0],
		.subject = cli->given->operands[1],
		.as_of = v->as_of,
		.period = v->period,
		.run = v->run,
		.draft = v->draft,
		.reach = v->reach,
		.change = v->change.items,
		.change_count = v->change.count,
		.json = v->format == ZD_FORMAT_JSON,
	};

	if (!!v->as_of + !!v->period + !!v->run > 1)
		return zd_fail(&cli->err, ZD_USAGE, "%s", tr("--run, --as-of and --period exclude each other"));
	if (v->change.count && !v->reach)
		return zd_fail(&cli->err, ZD_USAGE, "%s", tr("--change goes with --reach"));
	return zd_explain(cli->session, &what, stdout, &cli->err);
}

const struct command cmd_explain = {
	.name = "explain",
	.summary = "why a decision is what it is",
	.text = "Shows the outcome, the reasons, the inputs, the parameters and where they come from, the lines that "
		"ran,\n"
		"and the nearest changes that would give another outcome.",
	.operands = {{"POLICY", FILL_POLICY}, {"SUBJECT"}},
	.options = options,
	.size = sizeof(struct values),
	.examples = {{"zhidu explain item.class I001 --as-of 2025-11-30", "as of a day"},
		     {"zhidu explain item.class I001 --run 7", "a decision on record"},
		     {"zhidu explain item.class I001 --reach 'class = A'", "what it would take"}},
	.run = run,
};
