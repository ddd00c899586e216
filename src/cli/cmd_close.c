/* zhidu close: the end of a month, a quarter or a year. */
#include "cli/say.h"
#include "cli/words.h"
#include "zhidu/close.h"

#define TOLD 50 /* how many failed decisions are told one by one */

struct values {
	enum zd_format format;
	bool dry_run;
	bool with_failures;
	int64_t threads;
};

static const struct option options[] = {
	{.name = "dry-run",
	 .kind = OPTION_FLAG,
	 .at = offsetof(struct values, dry_run),
	 .help = "only shows what it would do, one by one"},
	{.name = "with-failures",
	 .kind = OPTION_FLAG,
	 .at = offsetof(struct values, with_failures),
	 .help = "closes although decisions fail, with the failures on record"},
	THREADS_OPTION(struct values),
	FORMAT_OPTION(struct values),
	{.name = NULL},
};

static int run(struct cli *cli, const void *values)
{
	const struct values *v = values;
	const char *period = cli->given->operands[0];
	const struct zd_close_options what = {
		.period = period,
		.dry = v->dry_run,
		.with_failures = v->with_failures,
		.threads = v->threads > 64 ? 64 : (int)v->threads,
	};
	struct failures f = {.cli = cli, .most = TOLD};
	struct zd_close_result result = {0};
	struct zd_sink *sink = zd_sink_new(stdout, v->format);

	int code = zd_close_period(cli->session, &what, say_failure, &f, sink, &result, &cli->err);
	sink->free(sink);
	say_progress_over(cli);
	if (f.count > TOLD)
		say(cli, tr("and %llu more"), (unsigned long long)(f.count - TOLD));
	if (code == ZD_OK && v->dry_run)
		say(cli, tr("%s: only shown, nothing is written"), period);
	else if (code == ZD_OK)
		say(cli, tr("%s is closed; its record is run %lld"), period, (long long)result.run);
	return code;
}

const struct command cmd_close = {
	.name = "close",
	.summary = "closes a month, quarter or year: decides it, freezes its sheets, books corrections",
	.text = "What a close consists of, closes.yaml of the pack says. All of it is written in one go, or nothing. "
		"From\n"
		"then on the run of the close is the record of the period. What is corrected later becomes an "
		"adjustment,\n"
		"booked with the next period that is closed.",
	.operands = {{"PERIOD"}},
	.options = options,
	.size = sizeof(struct values),
	.examples = {{"zhidu close 2025-11 --dry-run", "what closing November would do"},
		     {"zhidu close 2025-11", "closes it"},
		     {"zhidu close 2025Q4", "the quarter, after its months"}},
	.run = run,
};
