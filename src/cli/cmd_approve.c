/* zhidu approve: decisions that were asked for get their signature. */
#include "cli/signing.h"

static const struct option options[] = {
	SIGNING_OPTIONS,
	{.name = "set",
	 .kind = OPTION_LIST,
	 .at = offsetof(struct signing, set),
	 .value = "FIELD=VALUE",
	 .help = "grant less than was asked, of one item, where its policy lets who signs do so"},
	FORMAT_OPTION(struct signing),
	{.name = NULL},
};

static int run(struct cli *cli, const void *values)
{
	return sign_operands(cli, values, true);
}

const struct command cmd_approve = {
	.name = "approve",
	.summary = "signs decisions that wait for a signature",
	.text = "Who signs is who works here, by the operating system's login. The person must hold the role that the\n"
		"decision asks for, may approve there, and is not the applicant. Each item is decided again first; "
		"when\n"
		"what was asked has changed, it has expired. All items are signed, or none.",
	.operands = {{"ITEM", .many = true}},
	.options = options,
	.size = sizeof(struct signing),
	.examples = {{"zhidu approve 3 4 -m 'both have paid on time for years'", "two items of zhidu pending"},
		     {"zhidu approve 3 --set granted=50000 -m 'half of it for a start'", "less than was asked"},
		     {"zhidu approve release-4 -m 'as agreed on Monday'", "a release that was proposed"}},
	.run = run,
};
