/* zhidu set: fields of one record. */
#include "cli/cli.h"
#include "zhidu/records.h"

static int run(struct cli *cli, const void *values)
{
	const struct given *g = cli->given;

	(void)values;
	return zd_set_record(cli->session, g->operands[0], g->operands[1], g->operands + 2, g->operand_count - 2,
			     &cli->err);
}

const struct command cmd_set = {
	.name = "set",
	.summary = "changes fields of one record",
	.text = "An empty value empties the field.",
	.operands = {{"ENTITY", FILL_ENTITY}, {"KEY"}, {"FIELD=VALUE", .many = true}},
	.examples = {{"zhidu set item I001 price=24.90 shelf=", "a new price, and no shelf"}},
	.run = run,
};
