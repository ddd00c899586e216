/* zhidu test --from and --boundaries: cases that are written for people to look over. */
#include <stdio.h>

#include "cli/say.h"
#include "cli/testing.h"
#include "cli/words.h"
#include "zhidu/testing.h"

int test_from(struct cli *cli, const struct test_values *v)
{
	const struct given *g = cli->given;
	const char *file;

	if (g->operand_count != 1)
		return zd_fail(&cli->err, ZD_USAGE, tr("--from wants one SUBJECT"));
	const struct zd_case_source what = {
		.run = v->from, .subject = g->operands[0], .policy = v->policy, .write = v->write};
	int code = zd_case_from(cli->session, &what, stdout, &file, &cli->err);
	if (code == ZD_OK && file)
		say(cli, tr("added to %s"), file);
	return code;
}

int test_boundaries(struct cli *cli, const struct test_values *v)
{
	const struct given *g = cli->given;
	struct zd_boundary_result result;
	int code = zd_boundaries(cli->session, g->operands, g->operand_count, v->write, stdout, &result, &cli->err);

	if (code != ZD_OK)
		return code;
	fflush(stdout);
	say(cli, tr("numbers with a boundary: %zu of %zu, cases: %zu, files: %zu"), result.bounded, result.numbers,
	    result.cases, result.files);
	return ZD_OK;
}
