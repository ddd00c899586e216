/* zhidu publish: the pack becomes a release. */
#include "cli/cli.h"

struct values {
	const char *effective;
	const char *message;
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
	{.name = NULL},
};

static int run(struct cli *cli, const void *values)
{
	const struct values *v = values;
	struct zd_publish what = {.effective = v->effective, .message = v->message};
	int64_t release = 0;
	int code = zd_publish(cli->session, &what, &release, &cli->err);

	if (code == ZD_OK)
		printf("release %lld, in force from %s\n", (long long)release, v->effective);
	return code;
}

const struct command cmd_publish = {
	.name = "publish",
	.summary = "makes the pack a release",
	.text = "The pack is checked and its cases run first; a release never changes afterwards.",
	.options = options,
	.size = sizeof(struct values),
	.examples = {{"zhidu publish --effective 2026-01-01 -m 'the limits of the new year'",
		      "in force from new year"}},
	.run = run,
};
