/* zhidu add: one new record. */
#include "cli/cli.h"
#include "zhidu/records.h"

static int run(struct cli *cli, const void *values)
{
	const struct given *g = cli->given;

	(void)values;
	return zd_add_record(cli->session, g->operands[0], g->operands + 1, g->operand_count - 1, &cli->err);
}

const struct command cmd_add = {
	.name = "add",
	.summary = "one new record",
	.operands = {{"ENTITY", FILL_ENTITY}, {"FIELD=VALUE", .many = true}},
	.examples = {{"zhidu add item id=I001 name='A lamp' price=19.90", "money in yuan, dates as 2025-11-30"}},
	.run = run,
};
