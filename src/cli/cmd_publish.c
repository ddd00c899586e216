/* zhidu publish, rollback: the pack, or an earlier release, becomes a release. */
#include "cli/cli.h"
#include "cli/published.h"
#include "cli/words.h"
#include "zhidu/release.h"

struct values {
	const char *effective;
	const char *message;
	const char *as_of;
	bool dry;
	bool no_impact;
};

static const struct option options[] = {
	{.name = "effective",
	 .kind = OPTION_TEXT,
	 .at = offsetof(struct values, effective),
	 .value = "DATE",
	 .required = true,
	 .help = "in force from that day"},
	{.name = "message",
	 .letter = 'm',
	 .kind = OPTION_TEXT,
	 .at = offsetof(struct values, message),
	 .value = "WHY",
	 .required = true,
	 .help = "what changed and why"},
	{.name = "as-of",
	 .kind = OPTION_TEXT,
	 .at = offsetof(struct values, as_of),
	 .value = "DATE",
	 .help = "the impact on the records as of that day; without it, today"},
	{.name = "dry-run",
	 .kind = OPTION_FLAG,
	 .at = offsetof(struct values, dry),
	 .help = "shows the impact and publishes nothing"},
	{.name = "no-impact",
	 .kind = OPTION_FLAG,
	 .at = offsetof(struct values, no_impact),
	 .help = "publishes without computing the impact; then somebody else must approve"},
	{.name = NULL},
};

static struct zd_publish asked(const struct values *v)
{
	return (struct zd_publish){
		.effective = v->effective,
		.message = v->message,
		.as_of = v->as_of,
		.dry = v->dry,
		.no_impact = v->no_impact,
	};
}

void tell_published(const struct zd_published *made)
{
	if (!made->release)
		printf("\n%s\n", tr("nothing is published"));
	else if (made->proposed)
		printf(tr("\nrelease %lld is proposed; it is in force from %s once it is approved: "
			  "zhidu approve release-%lld -m WHY\n"),
		       (long long)made->release, made->effective, (long long)made->release);
	else
		printf(tr("\nrelease %lld, in force from %s\n"), (long long)made->release, made->effective);
}

static int run_publish(struct cli *cli, const void *values)
{
	const struct zd_publish what = asked(values);
	struct zd_published made;
	int code = zd_publish(cli->session, &what, stdout, &made, &cli->err);

	if (code == ZD_OK)
		tell_published(&made);
	return code;
}

static int run_rollback(struct cli *cli, const void *values)
{
	const struct zd_publish what = asked(values);
	struct zd_published made;
	int64_t release;
	if (!zd_release_number(cli->given->operands[0], &release))
		return zd_fail(&cli->err, ZD_USAGE, tr("a release is a number from 1 on, not \"%s\""),
			       cli->given->operands[0]);
	int code = zd_rollback(cli->session, release, &what, stdout, &made, &cli->err);

	if (code == ZD_OK)
		tell_published(&made);
	return code;
}

const struct command cmd_publish = {
	.name = "publish",
	.summary = "makes the pack a release",
	.text = "The pack is checked, its cases run, and everybody is decided by the release in force and by the pack: "
		"what\n"
		"changes is shown and kept with the release. Beyond the limits that the pack sets, the release waits "
		"until\n"
		"somebody else approves it. A release never changes afterwards.",
	.options = options,
	.size = sizeof(struct values),
	.examples = {{"zhidu publish --effective 2026-01-01 -m 'the limits of the new year'", "in force from new year"},
		     {"zhidu publish --effective 2026-01-01 -m 'the new year' --dry-run", "only its impact"}},
	.run = run_publish,
};

const struct command cmd_rollback = {
	.name = "rollback",
	.summary = "publishes an earlier release again",
	.text = "Its content becomes a new release, with its impact, from that day on. What was decided stays on "
		"record, "
		"and\n"
		"so do the files of the pack's folder.",
	.operands = {{"RELEASE"}},
	.options = options,
	.size = sizeof(struct values),
	.examples = {{"zhidu rollback 2 --effective 2026-02-01 -m 'too many complaints'", "back to release 2"}},
	.run = run_rollback,
};
