/* zhidu whatif: what a change would do to the whole population. */
#include "cli/cli.h"
#include "cli/words.h"
#include "zhidu/whatif.h"

struct values {
	enum zd_format format;
	const char *as_of;
	const char *period;
	const char *from;
	const char *to;
	const char *branch;
	struct texts set;
	struct texts with;
	struct texts rules;
	const char *scenario;
	bool draft;
	const char *where;
	const char *by;
	int64_t top;
	const char *html;
	const char *save;
	bool force;
	struct texts sweep;
	struct texts measures;
	const char *seek;
	const char *vary;
	const char *sensitivity;
	const char *step;
};

static const struct option options[] = {
	{.name = "set",
	 .kind = OPTION_LIST,
	 .at = offsetof(struct values, set),
	 .value = "NAME=VALUE",
	 .fill = FILL_PARAM,
	 .help = "another value of a parameter; NAME@BRANCH=VALUE for one branch; may be repeated"},
	{.name = "with",
	 .kind = OPTION_LIST,
	 .at = offsetof(struct values, with),
	 .value = "SUBJECT.FIELD=VALUE",
	 .help = "another field or fact; *.FIELD=VALUE for all subjects; may be repeated"},
	{.name = "rule",
	 .kind = OPTION_LIST,
	 .at = offsetof(struct values, rules),
	 .value = "ID=FILE",
	 .fill = FILL_POLICY,
	 .help = "another file for a policy; may be repeated"},
	{.name = "scenario",
	 .kind = OPTION_TEXT,
	 .at = offsetof(struct values, scenario),
	 .value = "SCENARIO",
	 .fill = FILL_FILE,
	 .help = "a file of changes, or the name of one in the pack"},
	DRAFT_OPTION(struct values, "the change is the pack's files as they are now"),
	{.name = "sweep",
	 .kind = OPTION_LIST,
	 .at = offsetof(struct values, sweep),
	 .value = "NAME=VALUES",
	 .fill = FILL_PARAM,
	 .help = "many values of a parameter, FROM:TO:STEP or V1,V2; given twice, a grid"},
	{.name = "seek",
	 .kind = OPTION_TEXT,
	 .at = offsetof(struct values, seek),
	 .value = "MEASURE=VALUE",
	 .help = "the value of a parameter at which a measure is that, at most (<=) or at least (>=) that"},
	{.name = "vary",
	 .kind = OPTION_TEXT,
	 .at = offsetof(struct values, vary),
	 .value = "NAME=LO:HI",
	 .fill = FILL_PARAM,
	 .help = "the parameter that --seek may change, and how far; LO:HI:STEP for a step of its own"},
	{.name = "sensitivity",
	 .kind = OPTION_TEXT,
	 .at = offsetof(struct values, sensitivity),
	 .value = "MEASURE",
	 .help = "which parameters move a measure, and how much, the strongest first"},
	{.name = "step",
	 .kind = OPTION_TEXT,
	 .at = offsetof(struct values, step),
	 .value = "PERCENT",
	 .help = "how far --sensitivity moves each parameter; without it 10%"},
	{.name = "measure",
	 .kind = OPTION_LIST,
	 .at = offsetof(struct values, measures),
	 .value = "EXPR",
	 .help = "what is looked at: count(OUTCOME=VALUE), share, sum(OUTCOME), mean, min, max; may be repeated"},
	AS_OF_OPTION(struct values),
	PERIOD_OPTION(struct values),
	{.name = "from",
	 .kind = OPTION_TEXT,
	 .at = offsetof(struct values, from),
	 .value = "PERIOD",
	 .help = "with --to: period after period from this one on, each with what was decided in those before"},
	{.name = "to",
	 .kind = OPTION_TEXT,
	 .at = offsetof(struct values, to),
	 .value = "PERIOD",
	 .help = "the last of these periods"},
	BRANCH_OPTION(struct values, "only subjects of this branch"),
	WHERE_OPTION(struct values, "only subjects of which this is true"),
	{.name = "by",
	 .kind = OPTION_TEXT,
	 .at = offsetof(struct values, by),
	 .value = "FIELD",
	 .help = "also tells the changes by the values of this field"},
	{.name = "top",
	 .kind = OPTION_COUNT,
	 .at = offsetof(struct values, top),
	 .value = "N",
	 .help = "how many of the subjects that move most are shown; without it 10"},
	{.name = "format",
	 .kind = OPTION_FORMAT,
	 .at = offsetof(struct values, format),
	 .value = "FORMAT",
	 .words = "table|csv|json",
	 .fallback = "table",
	 .help = "how it is written"},
	PAGE_OPTION(struct values),
	{.name = "save",
	 .kind = OPTION_TEXT,
	 .at = offsetof(struct values, save),
	 .value = "FILE",
	 .fill = FILL_FILE,
	 .help = "keeps the answer for `zhidu whatif compare`"},
	OVERWRITE_OPTION(struct values),
	{.name = NULL},
};

static int run(struct cli *cli, const void *values)
{
	const struct values *v = values;
	const struct zd_whatif_options what = {
		.policies = cli->given->operands,
		.policy_count = cli->given->operand_count,
		.as_of = v->as_of,
		.period = v->period,
		.from = v->from,
		.to = v->to,
		.branch = v->branch,
		.set = v->set.items,
		.set_count = v->set.count,
		.with = v->with.items,
		.with_count = v->with.count,
		.rules = v->rules.items,
		.rule_count = v->rules.count,
		.scenario = v->scenario,
		.draft = v->draft,
		.where = v->where,
		.by = v->by,
		.top = (size_t)v->top,
		.json = v->format == ZD_FORMAT_JSON,
		.csv = v->format == ZD_FORMAT_CSV,
		.sweep = v->sweep.items,
		.sweep_count = v->sweep.count,
		.seek = v->seek,
		.sensitivity = v->sensitivity,
		.step = v->step,
		.vary = v->vary,
		.measures = v->measures.items,
		.measure_count = v->measures.count,
		.html = v->html,
		.save = v->save,
		.force = v->force,
	};

	if (v->as_of && v->period)
		return zd_fail(&cli->err, ZD_USAGE, "%s", tr("--as-of and --period exclude each other"));
	if ((v->seek != NULL) + (v->sweep.count > 0) + (v->sensitivity != NULL) > 1)
		return zd_fail(&cli->err, ZD_USAGE, "%s", tr("--sweep, --seek and --sensitivity exclude one another"));
	if (v->format == ZD_FORMAT_CSV && !v->seek && !v->sweep.count && !v->sensitivity)
		return zd_fail(&cli->err, ZD_USAGE, "%s", tr("csv is for --sweep, --seek and --sensitivity"));
	if (v->step && !v->sensitivity)
		return zd_fail(&cli->err, ZD_USAGE, "%s", tr("--step goes with --sensitivity"));
	if (v->vary && !v->seek)
		return zd_fail(&cli->err, ZD_USAGE, "%s", tr("--vary goes with --seek"));
	bool changes = v->set.count || v->with.count || v->rules.count || v->scenario || v->draft;
	bool varies = v->sweep.count || v->seek || v->sensitivity;
	if (!changes && !varies)
		return zd_fail(&cli->err, ZD_USAGE, "%s",
			       tr("whatif needs a change: --set, --with, --rule, --scenario, --draft, --sweep, --seek "
				  "or --sensitivity"));
	return zd_whatif(cli->session, &what, stdout, &cli->err);
}

const struct command cmd_whatif = {
	.name = "whatif",
	.summary = "what a change would do to the whole population",
	.text = "Decides everybody twice, as things are and with the change, and compares. Nothing is written to the "
		"book.\n"
		"Without POLICY, the policies that the change can touch.",
	.operands = {{"POLICY", FILL_POLICY, .optional = true, .many = true}},
	.options = options,
	.size = sizeof(struct values),
	.examples = {{"zhidu whatif --set item.class.limit=90 --by shop", "another parameter, by shop"},
		     {"zhidu whatif --with I001.price=250", "one subject with another field"},
		     {"zhidu whatif --scenario tighter --as-of 2025-11-30", "a scenario of the pack"},
		     {"zhidu whatif --set item.fee=4 --from 2025-01 --to 2025-12 --html year.html",
		      "a year, month after month, also as a page"},
		     {"zhidu whatif --draft", "the files as they are now against the release in force"}},
	.run = run,
};
