/* zhidu test --update: expectations that follow what is decided now, each change told. */
#include <stdio.h>

#include "cli/say.h"
#include "cli/testing.h"
#include "cli/words.h"
#include "zhidu/testing.h"

static void put_update(void *context, const struct zd_update_event *e)
{
	(void)context;
	if (!e->name) {
		printf(tr("%s: made anew, cases: %zu"), e->file, e->cases);
		putchar('\n');
		return;
	}
	printf("%s:%d: ", e->file, e->line);
	if (!e->changes)
		printf("%sfailed%s: ", colour(stdout, COLOUR_RED), colour(stdout, COLOUR_OFF));
	printf("%s: ", e->policy);
	say_plain(stdout, e->name);
	putchar('\n');
	test_put_lines_below(e->changes ? e->changes : e->difference);
}

int test_update(struct cli *cli, const struct test_values *v)
{
	const struct given *g = cli->given;
	struct zd_update_result result = {0};
	(void)v;
	int code = zd_update_cases(cli->session, g->operands, g->operand_count, put_update, NULL, &result, &cli->err);

	if (code != ZD_OK && !result.failing)
		return code;
	fflush(stdout);
	if (result.files)
		say(cli, tr("cases updated: %zu, files changed: %zu; read the difference before you keep it"),
		    result.updated, result.files);
	else
		say(cli, "%s", tr("no expectation to update"));
	if (result.failing) {
		say(cli, tr("cases that still fail: %zu"), result.failing);
		cli->err.message[0] = '\0';
	}
	return code;
}
