/* zhidu reject: decisions that were asked for are refused their signature. */
#include "cli/signing.h"

static const struct option options[] = {
	SIGNING_OPTIONS,
	FORMAT_OPTION(struct signing),
	{.name = NULL},
};

static int run(struct cli *cli, const void *values)
{
	return sign_operands(cli, values, false);
}

const struct command cmd_reject = {
	.name = "reject",
	.summary = "refuses to sign decisions that wait for a signature",
	.text = "Who may approve may reject. All items are rejected, or none.",
	.operands = {{"ITEM", .many = true}},
	.options = options,
	.size = sizeof(struct signing),
	.examples = {{"zhidu reject 5 -m 'no security was offered'", "an item of zhidu pending"}},
	.run = run,
};
