/* zhidu run: decides a population and records it. */
#include "cli/say.h"
#include "cli/words.h"
#include "zhidu/decide.h"

#define TOLD 20 /* how many failed decisions are told one by one */

struct values {
	enum zd_format format;
	const char *as_of;
	const char *period;
	const char *branch;
	bool draft;
	int64_t threads;
	bool times;
};

static const struct option options[] = {
	AS_OF_OPTION(struct values),
	PERIOD_OPTION(struct values),
	BRANCH_OPTION(struct values, "only subjects of this branch"),
	DRAFT_OPTION(struct values, "by the files of the pack, not by the release in force"),
	THREADS_OPTION(struct values),
	{.name = "times",
	 .kind = OPTION_FLAG,
	 .at = offsetof(struct values, times),
	 .help = "also tells how long each stage took to read and decide"},
	FORMAT_OPTION(struct values),
	{.name = NULL},
};

static void timed(void *context, double seconds, const char *entity, const char *policies)
{
	struct failures *f = context;

	say(f->cli, "%9.3f s  %s: %s", seconds, entity, policies);
}

static int write_result(struct cli *cli, enum zd_format format, const struct zd_run_result *r)
{
	static const char *const names[] = {"run", "release", "subjects", "decided", "left_out", "failed"};
	static const char *const titles[] = {"run", "release", "subjects", "decided", "left out", "failed"};
	enum {
		COLUMNS = sizeof names / sizeof names[0]
	};
	const int64_t numbers[COLUMNS] = {
		r->run, r->release, (int64_t)r->subjects, (int64_t)r->decided, (int64_t)r->left_out, (int64_t)r->failed,
	};
	struct zd_head heads[COLUMNS];
	struct zd_value row[COLUMNS];
	struct zd_sink *sink = zd_sink_new(stdout, format);

	for (size_t i = 0; i < COLUMNS; i++) {
		heads[i] = (struct zd_head){names[i], tr(titles[i]), {.kind = ZD_KIND_INT}};
		row[i] = zd_value_int(numbers[i]);
	}
	int code = sink->begin(sink, heads, COLUMNS, &cli->err);
	if (code == ZD_OK)
		code = sink->row(sink, row, &cli->err);
	if (code == ZD_OK)
		code = sink->end(sink, &cli->err);
	sink->free(sink);
	return code;
}

static int run(struct cli *cli, const void *values)
{
	const struct values *v = values;
	const struct given *g = cli->given;
	const struct zd_run_options what = {
		.policies = g->operands,
		.policy_count = g->operand_count,
		.as_of = v->as_of,
		.period = v->period,
		.branch = v->branch,
		.draft = v->draft,
		.threads = v->threads > 64 ? 64 : (int)v->threads,
		.timed = v->times ? timed : NULL,
	};
	struct failures f = {.cli = cli, .most = TOLD};
	struct zd_run_result result = {0};

	if (v->as_of && v->period)
		return zd_fail(&cli->err, ZD_USAGE, "%s", tr("--as-of and --period exclude each other"));
	int code = zd_run_policies(cli->session, &what, say_failure, &f, &result, &cli->err);
	say_progress_over(cli);
	if (f.count > TOLD)
		say(cli, tr("and %llu more; `zhidu failures --run %lld` lists them"),
		    (unsigned long long)(f.count - TOLD), (long long)result.run);
	if (result.run == 0)
		return code;
	struct zd_error of_run = cli->err;
	int written = write_result(cli, v->format, &result);
	if (written != ZD_OK)
		return written;
	cli->err = of_run;
	return code;
}

const struct command cmd_run = {
	.name = "run",
	.summary = "decides the population and records every decision",
	.text = "Without POLICY, all policies that fit the date or period; policies that those named need come along. "
		"The\n"
		"release in force on that day decides. A decision that fails is recorded as failed; the others stand.",
	.operands = {{"POLICY", FILL_POLICY, .optional = true, .many = true}},
	.options = options,
	.size = sizeof(struct values),
	.examples = {{"zhidu run --as-of 2025-11-30", "all policies decided for a day"},
		     {"zhidu run item.class --period 2025Q4 --branch north", "one policy, one quarter, one branch"}},
	.run = run,
};
